"""Time expressions: what is found, what it is worth, and what is no time."""

import re
from pathlib import Path

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.times import load_times
from onrecord.parse.clause import Tense, Token
from onrecord.records import Time
from onrecord.resolve.times import find_times

TUESDAY = "2022-02-01"


def found(text: str, anchor: str | None = TUESDAY, tense: Tense = "none", tags: dict[str, str] | None = None) -> list[Time]:
    """The times of a text; words get no tags but those given."""
    pieces = list(re.finditer(r"\w+|[^\w\s]", text))
    tokens = [
        Token(i, piece.group(), piece.group().lower(), "", (tags or {}).get(piece.group(), ""), "", *piece.span(), 0)
        for i, piece in enumerate(pieces)
    ]
    return list(find_times(text, tokens, anchor, tense_at=lambda _: tense, lexicon=load_times()))


def values(text: str, anchor: str | None = TUESDAY, tense: Tense = "none") -> list[str]:
    return [time.value for time in found(text, anchor, tense)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 1 February 2022", "2022-02-01"),
        ("on Feb. 1st, 2022", "2022-02-01"),
        ("on the third of March 2021", "2021-03-03"),
        ("at 2022-02-01T10:00Z", "2022-02-01T10:00"),
        ("in 2022-W05", "2022-W05"),
        ("on 23.04.2021", "2021-04-23"),
        ("on 25/12/21", "2021-12-25"),
        ("in March 2019", "2019-03"),
        ("in the 1990s", "199"),
        ("in the mid-1990s", "199"),
        ("in the nineties", "199"),
        ("in the 19th century", "18"),
        ("in nineteen ninety-seven", "1997"),
        ("in early March 2021", "2021-03"),
        ("at the end of 2020", "2020"),
        ("in the first quarter of 2021", "2021-Q1"),
        ("in Q3 2021", "2021-Q3"),
        ("in the second half of 2021", "2021-H2"),
        ("in the winter of 1994", "1994-WI"),
        ("last spring", "2021-SP"),
        ("yesterday", "2022-01-31"),
        ("the day before yesterday", "2022-01-30"),
        ("last week", "2022-W04"),
        ("next month", "2022-03"),
        ("this year", "2022"),
        ("last year", "2021"),
        ("earlier this month", "2022-02"),
        ("July last year", "2021-07"),
        ("three days ago", "2022-01-29"),
        ("six weeks ago", "2021-W51"),
        ("two years ago", "2020"),
        ("in five days' time", "2022-02-06"),
        ("last Friday", "2022-01-28"),
        ("next Friday", "2022-02-11"),
        ("Tuesday of next week", "2022-02-08"),
        ("Monday morning", "2022-01-31TMO"),
        ("last night", "2022-01-31TNI"),
        ("tonight", "2022-02-01TNI"),
        ("Monday at 10am", "2022-01-31T10:00"),
        ("at 23.30 p.m.", "2022-02-01T23:30"),
        ("noon on Monday", "2022-01-31T12:00"),
        ("half past seven", "2022-02-01T07:30"),
        ("8 in the evening", "2022-02-01T20:00"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("soon", "FUTURE_REF"),
        ("on Christmas Day 2020", "2020-12-25"),
        ("on Good Friday 2022", "2022-04-15"),
        ("on Easter Monday 2021", "2021-04-05"),
        ("on Thanksgiving 2021", "2021-11-25"),
        ("on Orthodox Easter 2022", "2022-04-24"),
        ("two days after Christmas 2021", "2021-12-27"),
        ("for three days", "P3D"),
        ("for decades", "PXE"),
        ("a two-year plan", "P2Y"),
        ("for two and a half years", "P2Y6M"),
        ("for an hour and a half", "PT1.5H"),
        ("for the past year and a half", "P1Y6M"),
        ("in Q2", "2021-Q2"),
        ("on Eid al-Fitr 2021", "2021-05-13"),
        ("on Lunar New Year 2020", "2020-01-25"),
        ("on the 19th of every month", "XXXX-XX-19"),
        ("three times a day", "P1D"),
        ("for 3h", "PT3H"),
        ("the past two weeks", "P2W"),
        ("every Friday", "XXXX-WXX-5"),
        ("every two weeks", "P2W"),
        ("annually", "P1Y"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "the 35-year-old man",
        "boys aged 10",
        "10 students",
        "call 555-0142",
        "won 3-1",
        "paid $2000",
        "The army may march.",
        "sat in the sun",
        "more than 2000 people",
        "the fall of the city",
        "a 9/11 report",
        "under 21 per cent",
        "http://example.org/2020/01/02",
        "Flight 2014",
    ],
)
def test_no_time(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "begin", "end"),
    [
        ("between 3 and 5 March 2022", "P2D", "2022-03-03", "2022-03-05"),
        ("in 2014-16", "P2Y", "2014", "2016"),
        ("from November 2013 to March", "P4M", "2013-11", "2014-03"),
        ("from March to May 2021", "P2M", "2021-03", "2021-05"),
        ("from 1979 to 1989", "P10Y", "1979", "1989"),
        ("Monday through Friday", "P4D", "2022-01-31", "2022-02-04"),
        ("between 9 and 11.30 a.m. on 3 March 2021", "PT2H30M", "2021-03-03T09:00", "2021-03-03T11:30"),
        ("from 11:30 to 1:30 pm", "PT2H", "2022-02-01T11:30", "2022-02-01T13:30"),
        ("from 10pm to 2am", "PT4H", "2022-02-01T22:00", "2022-02-02T02:00"),
        ("between now and 3 March", "P30D", "2022-02-01", "2022-03-03"),
    ],
)
def test_range_is_a_length_with_ends(text: str, value: str, begin: str, end: str) -> None:
    times = found(text)
    assert [(time.type, time.value, time.begin, time.end) for time in times] == [("DURATION", value, begin, end)]


def test_range_without_an_anchor_is_not_resolved() -> None:
    assert [(time.begin, time.end, time.resolved) for time in found("from March to May", None)] == [("XXXX-03", "XXXX-05", False)]


def test_direction_by_tense() -> None:
    assert values("met on Friday", tense="past") == ["2022-01-28"]
    assert values("will meet on Friday", tense="future") == ["2022-02-04"]
    assert values("said on Tuesday", tense="past") == [TUESDAY]
    assert values("signed in December", tense="past") == ["2021-12"]
    assert values("will vote in May", tense="future") == ["2022-05"]
    assert values("voted on 5 May", tense="past") == ["2021-05-05"]


def test_weekend_and_week_53() -> None:
    assert values("at the weekend", "2014-03-03", "past") == ["2014-W09-WE"]
    assert values("next week", "2026-12-30") == ["2027-W01"]
    assert values("this week", "2026-12-30") == ["2026-W53"]


def test_chains() -> None:
    assert values("They met on 3 March 2021. The day before, they had talked. Two days later they signed.") == [
        "2021-03-03", "2021-03-02", "2021-03-04",
    ]  # fmt: skip
    assert values("It began in 2020. Three weeks later it ended.") == ["2020", "XXXX-WXX"]


def test_without_an_anchor() -> None:
    times = found("said on Tuesday that last year 1 March 2020 and 5 May were", None)
    assert [(time.value, time.resolved) for time in times] == [
        ("XXXX-WXX-2", False), ("XXXX", False), ("2020-03-01", True), ("XXXX-05-05", False),
    ]  # fmt: skip


def test_day_or_month_first_by_the_article() -> None:
    assert values("on 03/04/2021 and 25/04/2021") == ["2021-04-03", "2021-04-25"]
    assert values("on 03/04/2021 and 04/25/2021") == ["2021-03-04", "2021-04-25"]


def test_line_break_inside_but_no_paragraph_between() -> None:
    text = "It ended on 3\nMarch 2021.\n\nMonday\n\n7 April 2021"
    assert [text[slice(*time.span)] for time in found(text)] == ["3\nMarch 2021", "Monday", "7 April 2021"]


def test_month_names_that_are_no_months() -> None:
    assert found("They may 2 by 2 go", tags={"may": "MD"}) == []
    assert [time.value for time in found("in May", tense="past")] == ["2021-05"]


def test_ids_and_types() -> None:
    times = found("On Monday they talked for two hours, as they do every Monday.")
    assert [(time.id, time.type) for time in times] == [("t1", "DATE"), ("t2", "DURATION"), ("t3", "SET")]


def test_clock_of_the_article() -> None:
    assert values("in 5 minutes", "2022-02-01T10:00:00", "future") == ["2022-02-01T10:05"]
    assert found("two hours ago", TUESDAY)[0].resolved is False


def test_a_broken_rule_is_told(tmp_path: Path) -> None:
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "rules.toml").write_text('[fragments]\n[[rule]]\nmeans = "date"\nclass = "D"\npatterns = ["{mnth}"]\n')
    with pytest.raises(KnowledgeError, match="mnth"):
        load_times(tmp_path)
