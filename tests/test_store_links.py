"""Reports of one event are linked, whatever the order in which they come; what contradicts stays apart."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_records import event, make_record
from onrecord.records import Record
from onrecord.store import queries
from onrecord.store.corpus import Corpus

OSLO = ("Oslo", 3143244, "NOR", "Oslo", 59.91, 10.75, "PPLC")
BERGEN = ("Bergen", 3161732, "NOR", "Vestland", 60.39, 5.32, "PPLA")
DAY = "2031-03-05"
FILLER = " ".join(f"word{number} stands here" for number in range(40))


def clusters(records: list[Record]) -> list[list[str]]:
    """The keys of the reports that are one event, sorted; no file is written."""
    with Corpus.open(":memory:") as corpus:
        for record in records:
            corpus.add(record)
        rows = queries.reports(corpus, limit=1000).rows
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.event, []).append(row.key)
        keys = {row.key for row in queries.events(corpus, limit=1000).rows}
        assert keys == set(found)
        assert corpus.link.execute("PRAGMA foreign_key_check").fetchall() == []
    return sorted(sorted(keys) for keys in found.values())


def told(events: list[dict], number: int, outlet: str = "") -> Record:  # type: ignore[type-arg]
    outlet = outlet or f"Paper {number}"
    text = "\n".join(f"Sentence {i} of paper {number} about it." for i in range(len(events) or 1))
    return make_record(text, events, id=f"a{number}", source=outlet, published=DAY)


def count(*events: dict) -> int:  # type: ignore[type-arg]
    return len(clusters([told([item], number) for number, item in enumerate(events)]))


ACCUSED = event("ACCUSE", "Norway", "Sweden", day=DAY, object=("MOBILIZE", "troops"))


@pytest.mark.parametrize(
    "other",
    [
        ACCUSED,
        event("ACCUSE", "Ada Holm", "Sweden", day=DAY),
        event("ACCUSE", "Norway", "Sweden", date=DAY, mode="allege"),
        event("ACCUSE", "Norway", "Sweden", day=DAY, status=("negation",)),
    ],
)
def test_what_agrees_is_one_event(other):
    assert count(ACCUSED, other) == 1


@pytest.mark.parametrize(
    "other",
    [
        event("ACCUSE", "Finland", "Sweden", day=DAY),
        event("ACCUSE", "Norway", "Finland", day=DAY),
        event("ACCUSE", "Erik Lind", "Sweden", day=DAY),
        event("THREATEN", "Norway", "Sweden", day=DAY),
        event("ACCUSE", "Norway", "Sweden", date="2031-03-01"),
        event("ACCUSE", "Norway", "Sweden", day=DAY, status=("future",)),
    ],
)
def test_what_contradicts_is_kept_apart(other):
    assert count(ACCUSED, other) == 2


def test_attacks_in_two_towns_are_two_events_though_a_third_report_names_no_town():
    attack = [event("ASSAULT", "rebels", "Kenya", day=DAY, place=place) for place in (OSLO, BERGEN, None)]
    found = clusters([told([item], number) for number, item in enumerate(attack)])
    assert len(found) == 2


def test_two_organisations_are_not_one_because_both_are_of_many_states():
    assert count(event("ACCUSE", "NATO", "Sweden", day=DAY), event("ACCUSE", "African Union", "Sweden", day=DAY)) == 2


CHOICES = [
    event(kind, actor, recipient, day=DAY, place=place, mode=mode)
    for kind, mode in (("ASSAULT", "aerial"), ("ASSAULT", None), ("CONSULT", None))
    for actor, recipient in (("Norway", "Sweden"), ("Ada Holm", "Sweden"), ("Norway,Sweden", ""), ("rebels", "Kenya"), ("", "people"))
    for place in (OSLO, BERGEN, None)
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, len(CHOICES) - 1), min_size=1, max_size=3), min_size=2, max_size=6), st.randoms())
def test_the_order_of_arrival_changes_nothing(chosen, random):
    records = [told([CHOICES[i] for i in numbers], number) for number, numbers in enumerate(chosen)]
    shuffled = list(records)
    random.shuffle(shuffled)
    assert clusters(records) == clusters(shuffled)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(5)))
def test_families_and_what_depends_on_them_do_not_know_the_order(order):
    days = ["2031-03-05", "2031-03-06", "2031-03-04", None, "2031-03-05"]
    texts = [
        FILLER,
        FILLER + " and more",
        FILLER.replace("word7 ", "another "),
        FILLER[: len(FILLER) // 2],
        "A story of its own, quite short.",
    ]
    records = [
        make_record(
            text, [event("ACCUSE", "Norway", "Sweden", day=day or "2031-03-09")], id=f"a{n}", source=f"Paper {n % 3}", published=day
        )
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]

    def state(records: list[Record]) -> list[tuple]:  # type: ignore[type-arg]
        with Corpus.open(":memory:") as corpus:
            for record in records:
                corpus.add(record)
            rows = queries.articles(corpus, limit=10).rows
            events = queries.events(corpus).rows
            return sorted((r.key, r.family, r.relation, r.copies) for r in rows) + sorted((e.key, e.reports, e.sources) for e in events)

    assert state([records[i] for i in order]) == state(records)


def test_a_story_of_an_earlier_day_that_comes_late_moves_its_copies_to_its_day(tmp_path: Path):
    late = make_record(FILLER, [event("ACCUSE", "Norway", "Sweden", day="2031-03-06")], id="b", source="B", published="2031-03-06")
    early = make_record(FILLER, [event("ACCUSE", "Norway", "Sweden", day="2031-03-05")], id="a", source="A", published="2031-03-05")
    with Corpus.open(tmp_path / "a.db") as corpus:
        corpus.add(late)
        corpus.add(early)
        (row,) = queries.events(corpus).rows
        assert (row.reports, row.articles, row.sources, row.first_day) == (2, 2, 1, "2031-03-05")
        assert {r.relation for r in queries.articles(corpus).rows} == {"first", "exact"}


def test_pages_hold_every_row_once_in_order(tmp_path: Path):
    with Corpus.open(tmp_path / "a.db") as corpus:
        for number in range(7):
            corpus.add(told([event("ACCUSE", "Norway", "Sweden", day=None if number == 3 else f"2031-03-{number + 1:02}")], number))
        for oldest in (False, True):
            rows, cursor = [], None
            while True:
                page = queries.reports(corpus, limit=2, cursor=cursor, oldest_first=oldest)
                rows += page.rows
                cursor = page.cursor
                assert page.total == 7
                if not cursor:
                    break
            days = [row.first_day for row in rows]
            assert len({row.key for row in rows}) == 7 and days[-1] is None
            known = [day for day in days if day]
            assert all((a < b) is oldest for a, b in pairwise(known))
