"""What a corpus answers: counts, contradictions, positions, claims, concepts, reviews."""

import json

import pytest

from corpus_records import event, make_record, says
from onrecord.errors import StoreError
from onrecord.evaluate.gold import read_gold
from onrecord.store import concepts, queries
from onrecord.store.corpus import Corpus
from onrecord.store.queries import Filter
from onrecord.store.reviews import accuracy, add_missing, add_review, agreement, alpha, gold, queue, reviews, wilson

DAY = "2031-03-05"
TOWN = ("Marsabit", 187585, "KEN", "Marsabit", 2.33, 37.98, "PPLA")


@pytest.fixture
def corpus():
    """Four outlets on one attack: two figures, a denial, a plan, and a demand with its answer."""
    attack = {"date": DAY, "place": TOWN, "mode": "heavy-weapons"}
    stories = [
        make_record(
            "Rebels shelled Marsabit.\nThe health ministry said 12 people were killed.\n"
            "Kenya demanded that the rebels withdraw from Marsabit.",
            [event("ASSAULT", "rebels", "people", **attack),
             event("ASSAULT", "rebels", "people", asserted_by="s1", figures=[("dead", 12, 12)], **attack),
             event("REQUEST", "Kenya", "rebels", day=DAY, mode="yield", object=("RETREAT", "withdraw"), statement="s2")],
            [says("health ministry", "say", "12 people were killed"),
             says("Kenya", "demand", "the rebels withdraw from Marsabit", to="rebels", event="e3")],
            id="courier", source="Courier", published=DAY,
        ),
        make_record(
            "A rebel commander said 30 people had died in Marsabit.\nThe rebels refused to leave the town.",
            [event("ASSAULT", "rebels", "people", asserted_by="s1", figures=[("dead", 30, 30)], **attack),
             event("REJECT", "rebels", "Kenya", day="2031-03-06", object=("RETREAT", "withdraw"))],
            [says("rebels", "say", "30 people had died in Marsabit")],
            id="herald", source="Herald", published="2031-03-06",
        ),
        make_record(
            "The rebels did not shell Marsabit, Finland said.\nSweden may attack Norway.",
            [event("ASSAULT", "rebels", "people", asserted_by="s1", status=("negation",), **attack),
             event("ASSAULT", "Sweden", "Norway", day="2031-03-07", status=("hypothetical",))],
            [says("Finland", "deny", "The rebels did not shell Marsabit")],
            id="mail", source="Mail", published="2031-03-07",
        ),
        make_record(
            "Norway and Sweden met in Oslo.\nSanctions on Kenya must be lifted, Finland said.\nNorway backs sanctions on Kenya.",
            [event("CONSULT", "Norway,Sweden", "", day="2031-04-01", asserted_by=None)],
            [says("Finland", "demand", "Sanctions on Kenya must be lifted"), says("Norway", "say", "backs sanctions on Kenya"),
             says("Finland", "say", "Sanctions on Kenya must be lifted")],
            id="post", source="Post", published="2031-04-01",
        ),
    ]  # fmt: skip
    with Corpus.open(":memory:") as opened:
        for story in stories:
            opened.add(story)
        yield opened


def attacks(corpus: Corpus, **more: object) -> list[queries.EventRow]:
    return queries.events(corpus, Filter(type="ASSAULT", **more)).rows  # type: ignore[arg-type]


def test_reports_articles_and_sources_are_three_numbers(corpus):
    row = attacks(corpus, place="KEN")[0]
    assert (row.reports, row.articles, row.sources) == (4, 3, 3)
    assert (row.told, row.claimed, row.denied, row.verdict) == (1, 2, 1, "disputed")
    assert [name.name for name in row.denied_by] == ["Finland"] and [name.name for name in row.claimed_by] == ["health ministry", "rebels"]


def test_links_say_why():
    stories = [
        make_record("Norway accused Sweden.", [event("ACCUSE", actor, "Sweden", date=DAY)], id=actor, source=actor + " Post", published=DAY)
        for actor in ("Norway", "Ada Holm", "Finland")
    ]
    with Corpus.open(":memory:") as corpus:
        norway, holm, finland = (corpus.add(story).key + ":e1" for story in stories)
        (linked,) = [row.key for row in queries.events(corpus).rows if row.reports == 2]
        (reason,) = queries.reasons(corpus, linked)
        assert {reason.one, reason.other} == {norway, holm} and reason.joined
        assert reason.parts == {"actors": 1.5, "recipients": 2.0, "day": 0.5} and reason.score == 4.0
        apart = queries.reason(corpus, norway, finland)
        assert (apart.conflict, apart.joined) == ("other actors", False)
        for wrong in ("ev0", norway):
            with pytest.raises(StoreError, match="is no event"):
                queries.reasons(corpus, wrong)
        with pytest.raises(StoreError, match="is no report"):
            queries.reason(corpus, norway, "ev0")


def test_filters_choose_reports(corpus):
    assert [row.verdict for row in attacks(corpus, status="hypothetical")] == ["planned"]
    assert attacks(corpus, happened=True, actor="SWE") == []
    assert len(attacks(corpus, asserted_by="reporter", happened=True)) == 1
    assert queries.reports(corpus, Filter(type="ASSAULT", asserted_by="health ministry")).total == 1
    assert queries.reports(corpus, Filter(by="KEN:GOV")).total == 2
    assert queries.reports(corpus, Filter(since="2031-04", until="2031")).total == 1
    assert queries.reports(corpus, Filter(actor="rebels", source="herald")).total == 2
    assert queries.reports(corpus, Filter(about="shell*")).total == 2
    assert queries.statements(corpus, Filter(by="Finland", act="deny")).total == 1
    assert queries.statements(corpus, Filter(type="REQUEST")).total == 1
    assert {row.id for row in queries.articles(corpus, Filter(recipient="KEN:REB")).rows} == {"courier"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "soon"}, "'soon' is no date"), ({"status": "past"}, "'past' is no status"),
        ({"act": "shout"}, "'shout' is no act"), ({"about": "?!"}, "no word to search"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(corpus, asked, words):
    with pytest.raises(StoreError, match=words):
        queries.reports(corpus, Filter(**asked)) if "act" not in asked else queries.statements(corpus, Filter(**asked))


def test_a_cursor_that_is_none_is_told(corpus):
    with pytest.raises(StoreError, match="no cursor"):
        queries.events(corpus, cursor="x")
    with pytest.raises(StoreError, match="no cursor"):
        queries.search(corpus, "rebels", cursor="x")


def test_figures_stand_side_by_side(corpus):
    found = {item.about: item for item in queries.disagreements(corpus)}
    assert set(found) == {"happened", "dead"}
    assert [(figure.min, figure.by.name) for figure in found["dead"].figures] == [(12, "health ministry"), (30, "rebels")]


def test_search_finds_and_marks_words(corpus):
    (hit,) = queries.search(corpus, "shelled", Filter(type="ASSAULT")).rows[:1]
    assert hit.kind == "report" and "[shell" in hit.words
    assert queries.search(corpus, '"the rebels withdraw"').rows[0].article_id == "courier"
    assert queries.search(corpus, "sanctions", Filter(by="Norway")).rows[0].about == "say Norway"


def test_dyads_count_both_ways_when_two_act_together(corpus):
    rows = {(row.actor, row.recipient): row for row in queries.dyads(corpus, Filter(happened=True), by="month")}
    assert {("NOR", "SWE"), ("SWE", "NOR"), ("KEN", "KEN")} <= set(rows)
    assert (rows["NOR", "SWE"].events, rows["NOR", "SWE"].verbal_cooperation, rows["NOR", "SWE"].goldstein) == (1, 1, 1.0)
    with pytest.raises(StoreError, match="is no period"):
        queries.dyads(corpus, by="fortnight")


def test_timeline_is_in_order_and_without_plans(corpus):
    rows = queries.timeline(corpus)
    assert [row.first_day for row in rows] == sorted(row.first_day or "" for row in rows) and all(row.verdict != "planned" for row in rows)
    assert queries.timeline(corpus, top=1)[0].sources == 3  # the denial is no report that it happened, but one of the event


def test_a_demand_and_its_refusal(corpus):
    (position,) = queries.positions(corpus, Filter(holder="KEN:GOV", act="demand"))
    assert (position.content, position.addressee.name) == ("the rebels withdraw from Marsabit", "rebels")
    assert position.answer == "refused" and [answer.by.name for answer in position.answers] == ["rebels"]


def test_a_threat_with_a_condition_implies_a_demand():
    text = "Norway threatened to close the strait unless Sweden leaves the islands."
    at = text.index("Sweden leaves")
    record = make_record(
        text, [event("THREATEN", "Norway", "Sweden", day=DAY, condition=(at, len(text) - 1), statement="s1")],
        [says("Norway", "threaten", "close the strait", event="e1")], published=DAY,
    )  # fmt: skip
    with Corpus.open(":memory:") as corpus:
        corpus.add(record)
        found = {(item.kind, item.implied): item for item in queries.positions(corpus)}
        assert set(found) == {("threat", False), ("demand", True)}
        assert found["demand", True].content == "not: Sweden leaves the islands"  # the fixture's condition is an "if"
        assert found["threat", False].condition == "if Sweden leaves the islands" and found["threat", False].answer == "none yet"


def test_a_claim_that_is_repeated_with_another_number():
    with Corpus.open(":memory:") as corpus:
        for number, outlet in ((12, "A"), (30, "B")):
            words = f"the rebels have killed {number} soldiers near Marsabit"
            corpus.add(
                make_record(
                    f"Kenya said {words}.", [], [says("Kenya", "say", words)], id=str(number), source=outlet, published=f"2031-01-{number}"
                )
            )
        (claim,) = queries.claims(corpus)
        assert (claim.times, claim.sources, claim.changed, claim.outlets) == (2, 2, True, ["A", "B"])


def test_two_outlets_side_by_side(corpus):
    found = queries.compare(corpus, "Courier", "Herald")
    assert (found.both, found.one.reports, found.other.reports) == (1, 3, 2)
    assert [item.about for item in found.differ] == ["dead", "happened"] or {item.about for item in found.differ} >= {"dead"}
    with pytest.raises(StoreError, match=r"no outlet of .* it has Courier, Herald"):
        queries.compare(corpus, "Courier", "Times")


CONCEPTS = """
[[concept]]
name = "sanctions"
phrases = ["sanction*"]
not = ["sanctioned by parliament"]
"""


@pytest.fixture
def concept_file(tmp_path):
    path = tmp_path / "concepts.toml"
    path.write_text(CONCEPTS, encoding="utf-8")
    return path


def test_stances_and_the_networks_that_follow(corpus, concept_file):
    found = concepts.stances(corpus, concepts.load_concepts(concept_file))
    assert [(item.actor.name, item.agreement) for item in found] == [("Finland", "against"), ("Norway", "for"), ("Finland", "against")]
    assert found[0].why == "demand, “lifted”"
    rows = concepts.tabulate(corpus, found, counting="document")
    assert [(row.actor, row.supports, row.opposes) for row in rows] == [("FIN GOV", 0, 1), ("NOR GOV", 1, 0)]
    assert [row.opposes for row in concepts.tabulate(corpus, found, counting="all")] == [2, 0]
    network = concepts.network(rows)
    assert [(edge.source, edge.target, edge.kind) for edge in network.edges][-1] == ("FIN GOV", "NOR GOV", "conflict")
    assert concepts.network(rows, least=2).edges == []


@pytest.mark.parametrize(
    ("words", "agreement"),
    [
        ("sanctions are necessary", "for"), ("sanctions are not necessary", "against"), ("we oppose sanctions", "against"),
        ("a bill sanctioned by parliament", None), ("sanctions were discussed", "unclear"),
    ],
)  # fmt: skip
def test_agreement_is_read_from_words(concept_file, words, agreement):
    with Corpus.open(":memory:") as corpus:
        corpus.add(make_record(f"Norway: {words}.", [], [says("Norway", "say", words)], published=DAY))
        found = concepts.stances(corpus, concepts.load_concepts(concept_file))
    assert [item.agreement for item in found] == ([agreement] if agreement else [])


@pytest.mark.parametrize(
    "text", ["concept = 1", "[[concept]]\nname = 'a'\nphrases = []", "[[concept]]\nname = 'a'\nphrases = ['b']\nwrong = 1", "["]
)
def test_a_wrong_concept_file_is_told(tmp_path, text):
    path = tmp_path / "concepts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"concepts\.toml: "):
        concepts.load_concepts(path)


def review_all(corpus: Corpus, who: str = "ann", wrong: tuple[str, ...] = ()) -> list[str]:
    keys = [row.key for row in queries.reports(corpus).rows]
    for number, key in enumerate(keys):
        add_review(corpus, key, "wrong" if key in wrong else "right", reviewer=who, at=f"2031-05-01T10:00:{number:02}")
    return keys


def test_corrections_stand_beside_the_machines_values(corpus):
    key = queries.reports(corpus, Filter(type="CONSULT")).rows[0].key
    add_review(corpus, key, ["NOR:GOV"], field="actors", reviewer="ann", at=DAY, why="one side only")
    add_review(corpus, key, ["NOR:GOV", "FIN:GOV"], field="actors", reviewer="ann", at=DAY)
    (row,) = reviews(corpus)
    assert (row.key, json.loads(row.machine), json.loads(row.value)) == (key, ["NOR:GOV", "SWE:GOV"], ["NOR:GOV", "FIN:GOV"])
    assert len(queries.reports(corpus, Filter(type="CONSULT")).rows[0].actors) == 2
    for value, field in (("maybe", ""), ("attack", "type"), ("x", "colour")):
        with pytest.raises(StoreError, match="is no"):
            add_review(corpus, key, value, field=field, reviewer="ann", at=DAY)


def test_what_was_reviewed_is_not_asked_again(corpus):
    first = queue(corpus, size=3, order="random")
    assert [row.key for row in queue(corpus, size=3, order="random")] == [row.key for row in first]
    add_review(corpus, first[0].key, "right", reviewer="ann", at=DAY)
    assert first[0].key not in {row.key for row in queue(corpus, size=100)}


def test_accuracy_has_an_interval_and_corrects_counts(corpus):
    keys = [row.key for row in queries.reports(corpus, Filter(type="ASSAULT")).rows]
    review_all(corpus, wrong=(keys[0],))
    row = next(item for item in accuracy(corpus) if item.type == "ASSAULT")
    assert (row.counted, row.reviewed, row.right, row.share) == (5, 5, 4, 0.8)
    assert row.low < 0.8 < row.high and row.corrected == 4.0
    article = queries.articles(corpus).rows[0].key
    add_missing(corpus, article, (0, 6), {"type": "PROTEST"}, reviewer="ann", at=DAY)
    assert next(item for item in accuracy(corpus) if item.type == "PROTEST").missing == 1


def test_agreement_of_two_reviewers(corpus):
    keys = review_all(corpus)
    review_all(corpus, "ben", wrong=(keys[0],))
    (row,) = agreement(corpus)
    assert (row.units, row.reviewers) == (len(keys), 2) and row.equal == round(1 - 1 / len(keys), 3)


def test_alpha_is_krippendorffs():
    """The reliability data of his own example (four observers, twelve units, nominal): 0.743."""
    table = [
        [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2],
        [None, 5, 5, 5], [None, None, 1, 1], [None, 3, None, None],
    ]  # fmt: skip
    assert alpha([[str(value) for value in unit if value] for unit in table]) == 0.743
    assert alpha([["a", "a"]]) is None and wilson(0, 0) == (0.0, 1.0)


def test_reviewed_articles_are_gold_that_evaluate_reads(corpus, tmp_path):
    keys = review_all(corpus)
    add_review(corpus, keys[0], "wrong", reviewer="ann", at=DAY)
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold(corpus)), encoding="utf-8")
    articles = list(read_gold(path))
    assert len(articles) == 4 and sum(len(article.events) for article in articles) == len(keys) - 1
