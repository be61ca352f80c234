"""When and where an event happened: the time and the place that belong to it by grammar."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import msgspec

from onrecord.coding.events import EventDraft
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import Place, Span, Time

_SCENE = ("noun", "to", "ing", "bare", "as", "conjunct", "participle", "purpose")  # clauses that share the scene of the one above
_DEEP = 4  # clauses above that are asked
_BACKGROUND = 366  # days before the article after which an act is told as history


class Settings:
    """Times and places of an article by the tokens that they stand on; `cues` are the predicates of clauses that attribute."""

    def __init__(self, parse: Parse, times: Sequence[Time], places: Sequence[Place], *, words: ParseWords, cues: Collection[int]) -> None:
        self.parse, self.words, self.cues = parse, words, cues
        self.times = [(at, time) for time in times if (at := _tokens(parse, time.span))]
        self.places = [(at, place) for place in places if (at := _tokens(parse, place.span))]

    def time_of(self, draft: EventDraft, *, saying: bool) -> Time | None:
        """The time in the event's own clause, the nearest to its trigger; that of a saying dates only what saying does.

        `saying` tells that the event is itself a statement, so the time of the cue's clause is its own.
        """
        for clause in self._clauses(draft, saying=saying):
            inside = [
                (abs(at[0] - draft.trigger), time)
                for at, time in self.times
                if at[0] in clause.tokens and (time.type in ("DATE", "TIME") or time.begin)
            ]
            if inside:
                return _as_date(min(inside, key=lambda pair: pair[0])[1])
        return None

    def _clauses(self, draft: EventDraft, *, saying: bool) -> list[Clause]:
        """The event's clause and those above that set its scene, the nearest first; a clause that only says so sets none.

        `saying`: the event is told by saying it, so a cue's clause counts.
        """
        found = [draft.clause]
        while found[-1].relation in _SCENE and found[-1].parent is not None and len(found) <= _DEEP:
            above = found[-1].parent
            if above.head in self.cues and not saying:
                break
            found.append(above)
        return found

    def place_of(self, draft: EventDraft, *, ground: bool) -> Place | None:
        """The place behind a preposition of place in the event's own clause; of what happens on the `ground`, also its object."""
        taken = {r.span for r in (draft.actors if ground else (*draft.actors, *draft.recipients))}
        for clause in self._clauses(draft, saying=False):
            objects = [*clause.objects, *(clause.noun.prep("of") if clause.relation == "noun" and clause.noun is not None else ())]
            own = clause.tokens.union(*(range(p.start, p.end) for p in (*objects, *(p for _, p in clause.obliques))))
            heads = self._heads(objects) if ground else set()
            inside = []
            for at, place in self.places:
                if at[0] in own and not any(_overlap(place.span, span) for span in taken):
                    located = self._located(at[0])
                    if located or heads.intersection(at):
                        inside.append((not located, at[0] < draft.trigger, abs(at[0] - draft.trigger), place))
            if inside:
                return min(inside, key=lambda row: row[:3])[3]
        return None

    def _heads(self, objects: Sequence[Phrase]) -> set[int]:
        """The heads of objects, and of the names behind a word for a place ("the port of Oslo")."""
        named = [inner for p in objects if p.lemma.lower() in self.words.grounds for inner in p.prep("of")]
        return {p.head for p in (*objects, *named)}

    def _located(self, at: int) -> bool:
        """Does a preposition of place stand before the name, with nothing but its own phrase between?"""
        for i in range(at - 1, max(at - 6, -1), -1):
            token = self.parse.tokens[i]
            if token.lemma.lower() in self.words.locative and token.pos in ("ADP", "ADV", "SCONJ"):
                return True
            if token.text == "of" and self.parse.tokens[i - 1].lemma.lower() in self.words.grounds:
                continue
            if token.pos not in ("DET", "ADJ", "PROPN", "NOUN", "NUM", "ADV", "CCONJ") and token.text not in (",", "-"):
                return False
        return False


def _as_date(time: Time) -> Time:
    """A stretch between two times is dated by them ("2013-11/2013-12"), not by its length."""
    return msgspec.structs.replace(time, value=f"{time.begin}/{time.end}") if time.begin else time


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


def _tokens(parse: Parse, span: Span) -> list[int]:
    """The tokens that a span of characters covers."""
    low, high = 0, len(parse.tokens)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if parse.tokens[middle].end <= span[0] else (low, middle)
    found = []
    while low < len(parse.tokens) and parse.tokens[low].start < span[1]:
        found.append(low)
        low += 1
    return found


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
