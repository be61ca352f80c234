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
        ("the second Tuesday of May 2021", "2021-05-11"),
        ("the last Friday in May 2021", "2021-05-28"),
        ("the third week of next month", "2022-W11"),
        ("the first of the month", "2022-02-01"),
        ("on the 21st.", "2022-02-21"),
        ("in the next two hours", "PT2H"),
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


SENTENCES = [  # of an article of Tuesday 2022-02-01: sentence, its tense, the times with their values
    ("The central bank said Tuesday it would hold rates, as it did a year ago.", "past", ["Tuesday = 2022-02-01", "a year ago = 2021"]),
    (
        "Exports fell in the third quarter of 2021 from the year-ago period.",
        "past",
        ["the third quarter of 2021 = 2021-Q3", "the year-ago period = 2020-Q3"],
    ),
    ("The firm earned less in fiscal 2021 than the year before.", "past", ["fiscal 2021 = 2021", "the year before = 2020"]),
    ("It was the third strike in as many weeks.", "past", []),
    ("At least ten people died in the past 24 hours.", "past", ["the past 24 hours = PT24H"]),
    ("Once a month the families gather.", "present", ["a month = P1M"]),
    ("The two sides last met three years ago.", "past", ["three years ago = 2019"]),
    ("In the past, such cases took years.", "past", ["In the past = PAST_REF", "years = PXY"]),
    (
        "The daily paper said the monthly figure was due next Wednesday.",
        "past",
        ["daily = P1D", "monthly = P1M", "next Wednesday = 2022-02-09"],
    ),
    ("She was born on 4 May 1961 and died earlier this month.", "past", ["4 May 1961 = 1961-05-04", "earlier this month = 2022-02"]),
    ("The blast happened shortly after 9pm local time.", "past", ["9pm local time = 2022-02-01T21:00"]),
    ("The law took effect at midnight.", "past", ["midnight = 2022-02-01T24:00"]),
    ("Until recently the road was closed.", "past", ["recently = PAST_REF"]),
    ("By the end of the year, the plant will make 500 cars a week.", "future", ["the end of the year = 2022", "a week = P1W"]),
    ("For the first time in 20 years the harbour froze.", "past", ["20 years = P20Y"]),
    (
        "The bridge will be closed this weekend and again next weekend.",
        "future",
        ["this weekend = 2022-W05-WE", "next weekend = 2022-W06-WE"],
    ),
    (
        "He was arrested late Monday night and freed early Tuesday.",
        "past",
        ["late Monday night = 2022-01-31TNI", "early Tuesday = 2022-02-01"],
    ),
    ("The 2014 war and the 2008-09 crisis are remembered.", "present", ["2014 = 2014", "2008-09 = P1Y"]),
    ("The deal is expected in the coming days.", "present", ["the coming days = FUTURE_REF"]),
    ("The strike has lasted seven weeks.", "past", ["seven weeks = P7W"]),
    ("The 45-day truce ended Saturday.", "past", ["45-day = P45D", "Saturday = 2022-01-29"]),
    ("In January and February the port was idle.", "past", ["January = 2022-01", "February = 2022-02"]),
    ("They had met twice before, in 2017 and 2019.", "past", ["2017 = 2017", "2019 = 2019"]),
    ("Last Thursday's storm cut power; on Friday it was back.", "past", ["Last Thursday = 2022-01-27", "Friday = 2022-01-28"]),
    ("The court ruled in mid-December.", "past", ["mid-December = 2021-12"]),
    ("A decade later he came back.", "past", ["A decade later = XXX"]),
    ("The loss was for the nine months ended Sept. 30.", "past", ["nine months = P9M", "Sept. 30 = 2021-09-30"]),
    ("The annual meeting is held each spring.", "present", ["annual = P1Y", "each spring = XXXX-SP"]),
    ("In the 12 months to March 2021 inflation was low.", "past", ["12 months = P12M", "March 2021 = 2021-03"]),
    ("He spoke on Wednesday evening, hours before the deadline.", "past", ["Wednesday evening = 2022-01-26TEV", "hours = PTXH"]),
    ("Years ago this was farmland.", "past", ["Years ago = PAST_REF"]),
    ("The half-hour speech ended a two-day visit.", "past", ["half-hour = PT30M", "two-day = P2D"]),
    ("It was signed in the early hours of Sunday.", "past", ["the early hours of Sunday = 2022-01-30TMO"]),
    ("The fire started around noon on Jan 3.", "past", ["around noon on Jan 3 = 2022-01-03T12:00"]),
    ("In July of last year they agreed on a six-month ceasefire.", "past", ["July of last year = 2021-07", "six-month = P6M"]),
    ("The new rules apply from 1 April.", "present", ["1 April = 2022-04-01"]),
    ("Four decades of war ended in 2016.", "past", ["Four decades = P40Y", "2016 = 2016"]),
    ("The ship sank on the night of 13 August 1999.", "past", ["the night of 13 August 1999 = 1999-08-13TNI"]),
    ("More than a century ago, in the 1910s, the line was built.", "past", ["More than a century ago = 19", "the 1910s = 191"]),
    ("It has been a week since the attack.", "past", ["a week = P1W"]),
    ("The film, made in '87, won prizes.", "past", ["'87 = 1987"]),
    ("In recent years prices rose.", "past", ["recent years = PAST_REF"]),
    ("The four-year term ends in January 2023.", "present", ["four-year = P4Y", "January 2023 = 2023-01"]),
    ("The summit is on Monday and Tuesday next week.", "present", ["Monday = 2022-02-07", "Tuesday next week = 2022-02-08"]),
    ("About 3 p.m. Sunday, a shot was heard.", "past", ["About 3 p.m. Sunday = 2022-01-30T15:00"]),
    ("On Tuesdays he visits the market.", "present", ["Tuesdays = XXXX-WXX-2"]),
    ("He worked 12 hours a day, six days a week.", "past", ["12 hours = PT12H", "a day = P1D", "six days = P6D", "a week = P1W"]),
    ("By 2030 emissions must halve.", "present", ["2030 = 2030"]),
    ("Under the 1992 treaty, inspections happen every six months.", "present", ["1992 = 1992", "every six months = P6M"]),
    ("Several weeks ago the army moved.", "past", ["Several weeks ago = PAST_REF"]),
    ("It began in 2012. Later that year, he was tried.", "past", ["2012 = 2012", "that year = 2012"]),
    ("No one knew at the time.", "past", ["at the time = PAST_REF"]),
    ("Half of them stayed two and a half hours.", "past", ["two and a half hours = PT2.5H"]),
    ("He would decide by mid-2023.", "future", ["mid-2023 = 2023"]),
    ("Polls close at 8 p.m. EST on Nov. 8.", "present", ["8 p.m. EST on Nov. 8 = 2022-11-08T20:00"]),
    ("The first half of 2020 was better than the second half.", "past", ["The first half of 2020 = 2020-H1", "the second half = 2020-H2"]),
    ("In Q2 the firm lost money.", "past", ["Q2 = 2021-Q2"]),
    ("As early as next week, the bank may act.", "future", ["next week = 2022-W06"]),
    ("During the 1970s and '80s, the party ruled.", "past", ["the 1970s = 197", "'80s = 198"]),
    ("Earlier Tuesday, the minister denied it.", "past", ["Earlier Tuesday = 2022-02-01"]),
    ("Late last year a deal was near.", "past", ["Late last year = 2021"]),
    (
        "It happened this morning, this afternoon and tonight.",
        "past",
        ["this morning = 2022-02-01TMO", "this afternoon = 2022-02-01TAF", "tonight = 2022-02-01TNI"],
    ),
    ("The months-long siege goes on.", "present", ["months-long = PXM"]),
    ("Some time ago he left for the capital.", "past", ["Some time ago = PAST_REF"]),
    (
        "The ceasefire began on 3 March 2021. The following day it was broken.",
        "past",
        ["3 March 2021 = 2021-03-03", "The following day = 2021-03-04"],
    ),
    ("Sales rose 4 percent in the quarter.", "past", ["the quarter = 2021-Q4"]),
    ("The trial opened at 10 a.m. on Thursday.", "past", ["10 a.m. on Thursday = 2022-01-27T10:00"]),
    ("The rally lasted from 10 a.m. to noon.", "past", ["from 10 a.m. to noon = PT2H"]),
    ("Rebels held the town until last Friday.", "past", ["last Friday = 2022-01-28"]),
    ("The mayor has been in jail since May.", "past", ["May = 2021-05"]),
    ("The yearly fair drew 2000 people in 2019.", "past", ["yearly = P1Y", "2019 = 2019"]),
    ("She left at 23:15 (March 5).", "past", ["23:15 (March 5) = 2021-03-05T23:15"]),
    ("The camp was attacked overnight Saturday.", "past", ["overnight Saturday = 2022-01-29TNI"]),
    ("The ban ends a week from Friday.", "present", ["a week from Friday = 2022-02-11"]),
    ("He served a 10-year sentence in the 1990s.", "past", ["10-year = P10Y", "the 1990s = 199"]),
]


@pytest.mark.parametrize(("sentence", "tense", "told"), SENTENCES)
def test_sentence(sentence: str, tense: Tense, told: list[str]) -> None:
    assert [f"{sentence[slice(*time.span)]} = {time.value}" for time in found(sentence, tense=tense)] == told


@pytest.mark.parametrize(
    "text",
    [
        "the 35-year-old man",
        "on the 4th floor",
        "in his seventies",
        "rush hour",
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
    assert values("on 01/02/22") == ["2022-02-01"]  # the article's own day
    assert values("on 02/01/22") == ["2022-02-01"]
    assert values("on 03/04/21 and 3 March 2021") == ["2021-04-03", "2021-03-03"]


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


def led(rows: str, tense: Tense) -> list[str]:
    """The values of a sentence given as `word/lemma/POS/TAG`."""
    tokens, at = [], 0
    for i, row in enumerate(rows.split()):
        word, lemma, pos, tag = row.split("/")
        tokens.append(Token(i, word, lemma, pos, tag, "", at, at + len(word), 0))
        at += len(word) + 1
    text = " ".join(token.text for token in tokens)
    return [time.value for time in find_times(text, tokens, TUESDAY, tense_at=lambda _: tense, lexicon=load_times())]


@pytest.mark.parametrize(
    ("rows", "tense", "value"),
    [
        ("shops/shop/NOUN/NNS shut/shut/VERB/VBP since/since/ADP/IN May/May/PROPN/NNP", "present", "2021-05"),
        ("the/the/DET/DT vote/vote/NOUN/NN due/due/ADJ/JJ in/in/ADP/IN May/May/PROPN/NNP", "past", "2022-05"),
        ("the/the/DET/DT vote/vote/NOUN/NN scheduled/schedule/VERB/VBN for/for/ADP/IN May/May/PROPN/NNP", "past", "2022-05"),
        ("it/it/PRON/PRP was/be/AUX/VBD scheduled/schedule/VERB/VBN for/for/ADP/IN May/May/PROPN/NNP", "past", "2021-05"),
        ("it/it/PRON/PRP was/be/AUX/VBD put/put/VERB/VBN off/off/ADP/RP until/until/ADP/IN May/May/PROPN/NNP", "past", "2022-05"),
        ("it/it/PRON/PRP was/be/AUX/VBD open/open/ADJ/JJ until/until/ADP/IN May/May/PROPN/NNP", "past", "2021-05"),
        ("polls/poll/NOUN/NNS close/close/VERB/VBP on/on/ADP/IN 8/8/NUM/CD May/May/PROPN/NNP ././PUNCT/.", "present", "2022-05-08"),
    ],
)
def test_direction_by_the_words_before(rows: str, tense: Tense, value: str) -> None:
    assert led(rows, tense) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "on the 99th.",
        "on 31 February 2022",
        "at 25:61",
        "in the 99th century",
        "in 1,000,000 years",
        "100000 decades ago",
        "every 0 days",
        "the 7th Monday of May 2022",
        "from 2020 to 1990",
        "Friday 9pm - Monday",
        "0000-00-00",
    ],
)
@pytest.mark.parametrize("anchor", [TUESDAY, None, "1000-01-01", "2999-12-31"])
def test_what_no_calendar_has(text: str, anchor: str | None) -> None:
    """Nothing breaks, and no length is negative."""
    assert all(time.value and "-" not in time.value.partition("P")[2] for time in found(text, anchor) if time.type == "DURATION")
