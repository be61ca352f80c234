"""When and where an event happened: the time and the place that belong to it by grammar."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

import msgspec

from onrecord.coding.event_places import EventPlaces, has_new_subject
from onrecord.coding.events import EventDraft
from onrecord.coding.spots import clause_above, tokens_of
from onrecord.knowledge.place_words import load_place_words
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Clause, Parse
from onrecord.records import Place, Span, Time

_SCENE = ("noun", "to", "ing", "bare", "as", "conjunct", "participle", "purpose")  # clauses that share the scene of the one above
_FRAMED = (*_SCENE, "adverbial")  # and those that the opening of the sentence holds for
_SIGNS = {"after": 1, "before": -1}
_DEEP = 4  # clauses above that are asked
_BACKGROUND = 366  # days before the article after which an act is told as history


class Settings:
    """Times and places of an article by the tokens that they stand on; `cues` are the predicates of clauses that attribute."""

    def __init__(self, parse: Parse, times: Sequence[Time], places: Sequence[Place], *, words: ParseWords, cues: Collection[int]) -> None:
        self.parse, self.cues = parse, cues
        told = [(at, time) for time in times if (at := tokens_of(parse, time.span))]
        self.times = [(at, time) for at, time in told if _is_dated(time)]
        self.lengths = {at[-1]: time for at, time in told if time.type == "DURATION" and not time.begin}
        self._where = EventPlaces(parse, places, words, cues)

    def time_of(self, draft: EventDraft, *, saying: bool) -> Time | None:
        """The time in the event's own clause, the nearest to its trigger; that of a saying dates only what saying does.

        `saying` tells that the event is itself a statement, so the time of the cue's clause is its own.
        """
        clauses = self._clauses(draft, saying=saying)
        counted = self._counted(draft.clause)
        if counted is not None:
            return counted
        for clause in (*clauses, *self._below(draft)):
            inside = [
                (abs(at[0] - draft.trigger), time)
                for at, time in self.times
                if at[0] in clause.tokens and not self._is_object_time(draft, clause, at)
            ]
            if inside:
                return _as_date(min(inside, key=lambda pair: pair[0])[1])
        return self._opening(clauses[-1])

    def _counted(self, clause: Clause) -> Time | None:
        """ "Met on Tuesday, two days after the army fired": the day counted from that of the clause above; else None."""
        length = self.lengths.get(clause.marker_at - 1) if clause.marker_at else None
        sign = _SIGNS.get(clause.marker or "")
        if length is None or sign is None or clause.parent is None:
            return None
        base = next((time for at, time in self.times if at[0] in clause.parent.tokens), None)
        value = _moved(base.value, length.value, sign) if base is not None else None
        return msgspec.structs.replace(length, type="DATE", value=value) if value is not None else None

    def _below(self, draft: EventDraft) -> list[Clause]:
        """What an act does: "kept them from entering on Sunday", "voted to approve it on Monday"; not what is only wanted or promised."""
        if draft.type not in load_place_words().where["dated below"]:
            return []
        links, reasons = ("ing", "to", "bare", "purpose"), load_place_words().where["reasons"]
        return [one for one in self.parse.clauses if one.parent is draft.clause and one.relation in links and one.marker not in reasons]

    def _is_object_time(self, draft: EventDraft, clause: Clause, at: Sequence[int]) -> bool:
        """Is it the time of what is asked for, promised or spoken of ("called for a strike on Monday"), not of the asking?"""
        if draft.type in load_place_words().where["dated below"]:
            return False
        phrases = [*clause.objects, *(p for _, p in clause.obliques if p.start > clause.head)]
        return any(p.start <= at[0] < p.end and p.head not in at and p.head < at[0] - 1 for p in phrases)

    def _opening(self, clause: Clause) -> Time | None:
        """The time with which the sentence opens, before its subject: it holds for all that is told there and hangs on the main clause."""
        while clause.parent is not None and clause.relation in _FRAMED and not has_new_subject(clause):
            clause = clause.parent
        if clause.relation != "main":
            return None
        first = min((p.start for p in (*clause.subjects, *(clause.objects if clause.passive else ()))), default=clause.head)
        opening = [time for at, time in self.times if at[0] in clause.tokens and at[-1] < min(first, clause.head)]
        return _as_date(opening[0]) if opening else None

    def _clauses(self, draft: EventDraft, *, saying: bool) -> list[Clause]:
        """The event's clause and those above that set its scene, the nearest first; a clause that only says so sets none.

        `saying`: the event is told by saying it, so a cue's clause counts.
        """
        found = [draft.clause]
        while found[-1].relation in _SCENE and (above := clause_above(self.parse, found[-1])) is not None and len(found) <= _DEEP:
            if above.head in self.cues and not saying and found[-1].relation != "to":  # "plans tomorrow to meet"
                break
            found.append(above)
        return found

    def place_of(self, draft: EventDraft, *, ground: bool) -> tuple[Place, Span] | None:
        """The place of an event and the words that tell it; `ground`: it happens on the ground, not by words."""
        return self._where.place_of(draft, ground=ground)


def _is_dated(time: Time) -> bool:
    """Can the time date an act: a day, a year, from one to another? "Now" and "recently" don't."""
    return (time.type in ("DATE", "TIME") and not time.value.endswith("_REF")) or time.begin is not None


def _moved(day: str, length: str, sign: int) -> str | None:
    """A day some days or weeks before or after another ("after" counts back: what came first is told last); None for other values."""
    found = re.fullmatch(r"P(\d+)([DW])", length)
    try:
        base = date.fromisoformat(day)
    except ValueError:
        return None
    return (base - timedelta(days=sign * int(found[1]) * {"D": 1, "W": 7}[found[2]])).isoformat() if found else None


def _as_date(time: Time) -> Time:
    """The time as the date of an act: a part of a day as its day, a stretch by its two ends ("2013-11/2013-12")."""
    value = f"{time.begin}/{time.end}" if time.begin else time.value
    return msgspec.structs.replace(time, value=re.sub(r"T[A-Z]{2}\b", "", value))


def is_history(time: Time | None, published: str | None) -> bool:
    """Is the time more than about a year before the article?"""
    if time is None or published is None or not time.resolved:
        return False
    last = _last_day(time.value)
    if last is None:
        return False
    try:
        return (date.fromisoformat(published[:10]) - last).days > _BACKGROUND
    except ValueError:
        return False


def _last_day(value: str) -> date | None:
    """The last day that a TIMEX3 value can mean, for years, months and days."""
    value = value.rsplit("/", maxsplit=1)[-1]
    parts = value[:10].split("-")
    try:
        if len(value) == 4 and value.isdigit():
            return date(int(value), 12, 31)
        if len(value) == 7 and len(parts) == 2 and parts[1].isdigit():
            return date(int(parts[0]), int(parts[1]), 28)
        return date.fromisoformat(value[:10])
    except ValueError:
        return _decade(value)


def _decade(value: str) -> date | None:
    digits = value[:3]
    return date(int(digits + "9"), 12, 31) if digits.isdigit() and len(value) <= 4 else None
