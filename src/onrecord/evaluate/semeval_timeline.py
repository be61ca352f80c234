"""SemEval-2015 task 4 (Minard et al. 2015): the events of an entity from many articles, dated and in order.

Events are given (its track B); which of them are about the entity, when they happened and which mentions are one event is found: the
entity's words in the sentence, the coder's dates, triggers of one day that begin alike. Scored are the pairs of events of a timeline:
which comes before which, and which are of one day (a plainer form of the task's measure, which reduces these pairs before it counts).
"""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.errors import ReadError
from onrecord.evaluate.coreference import Score
from onrecord.records import Record

_BEGIN = 5  # letters of a trigger
_HALF = 0.5  # of the entity's words that a sentence must hold
Relations = dict[tuple[str, str], str]


class Mention(msgspec.Struct, frozen=True):
    """A mention of an event: its name in the gold (article, sentence, words), its date as found, and the sentence's words."""

    name: str
    date: str | None
    sentence: str


def evaluate_timelines(documents: str | Path, timelines: str | Path) -> dict[str, float | int]:
    """Scores in per cent over all timelines of a file: pairs of events, events found, and days that are right. Raises ReadError."""
    coder = Coder()
    rows = list(_lines(documents))
    mentions = [mention for row in rows for mention in _mentions(row, coder)]
    right = made = want = there = found = given = dated = 0
    for line in _lines(timelines):
        gold = {name.casefold(): (item["order"], item["date"]) for item in line["rows"] for name in item["mentions"]}
        chosen = [mention for mention in mentions if _is_about(line["entity"], mention.sentence)]
        ours = {mention.name.casefold(): mention.date for mention in chosen}
        one, other = _relations({name: order for name, (order, _) in gold.items() if order}), _ours(ours)
        right += sum(other.get(pair) == relation for pair, relation in one.items())
        made, want = made + len(other), want + len(one)
        there, found, given = there + len(gold), found + len(ours.keys() & gold.keys()), given + len(ours)
        dated += sum(_same_day(ours[name], gold[name][1]) for name in ours.keys() & gold.keys())
    pairs, events = (
        Score(right / made if made else 0.0, right / want if want else 0.0),
        Score(found / given if given else 0.0, found / there),
    )
    return {
        "documents": len(rows), "pairs precision": _cent(pairs.precision), "pairs recall": _cent(pairs.recall), "pairs f1": _cent(pairs.f1),
        "events precision": _cent(events.precision), "events recall": _cent(events.recall), "events f1": _cent(events.f1),
        "dates right": _cent(dated / found if found else 0.0),
    }  # fmt: skip


def _cent(share: float) -> float:
    return round(100 * share, 1)


def _lines(path: str | Path) -> Iterator[dict[str, Any]]:
    try:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
    except (OSError, ValueError) as error:
        raise ReadError(f"{path}: lines of JSON are asked for: {error!r}") from error


def _mentions(row: dict[str, Any], coder: Coder) -> Iterator[Mention]:
    """The given events of an article, each with the date that the coder finds for it."""
    starts, at = [], 0
    for sentence in row["sentences"]:
        starts.append(at)
        at += len(sentence) + 2
    record = coder.code(
        Article(text="\n\n".join(row["sentences"]), id=row["id"], published=row["dct"], published_source="given", language="en")
    )
    for event in row["events"]:
        sentence = row["sentences"][event["sent"]]
        span = (starts[event["sent"]] + event["start"], starts[event["sent"]] + event["end"])
        whole = (starts[event["sent"]], starts[event["sent"]] + len(sentence))
        name = f"{row['id']}-{event['sent']}-{event['text'].replace(' ', '_')}"
        yield Mention(name, _date(record, span, whole) or row["dct"], sentence)


def _date(record: Record, span: tuple[int, int], sentence: tuple[int, int]) -> str | None:
    """The date of the coded event at these words, else of the nearest date in the sentence; None when there is none."""
    for event in record.events:
        if event.trigger[0] < span[1] and span[0] < event.trigger[1] and event.date and event.date.span and event.date.resolved:
            return event.date.value
    near = [
        (min(abs(time.span[0] - span[1]), abs(span[0] - time.span[1])), time.value)
        for time in record.times
        if time.type == "DATE" and time.resolved and time.value[:4].isdigit() and sentence[0] <= time.span[0] < sentence[1]
    ]
    return min(near)[1] if near else None


def _is_about(entity: str, sentence: str) -> bool:
    words = [word for word in entity.casefold().split() if len(word) > 2] or [entity.casefold()]
    text = sentence.casefold()
    return sum(word in text for word in words) > _HALF * len(words) or words[0] in text.split()


def _ours(dates: dict[str, str | None]) -> Relations:
    """Relations by the days found; those of one day whose triggers begin alike, and all others of one day, are of one time."""
    return _relations({name: date for name, date in dates.items() if date})


def _relations(times: dict[str, Any]) -> Relations:
    """For each pair of events, in the order of their names, whether the first is before, after, or at the same time."""
    found = {}
    for one, other in combinations(sorted(times), 2):
        first, second = times[one], times[other]
        found[one, other] = "same" if first == second else "before" if first < second else "after"
    return found


def _same_day(ours: str | None, gold: str) -> bool:
    return (ours or "")[: len(gold.rstrip("X-"))] == gold.rstrip("X-") if gold[:4].isdigit() else not ours
