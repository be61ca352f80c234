"""Finds the time expressions of an article and gives each its TIMEX3 value, read against the article's date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime

from onrecord.knowledge.times import TimeLexicon
from onrecord.parse.clause import Tense, Token
from onrecord.records import Time
from onrecord.resolve.time_atoms import cut
from onrecord.resolve.time_calendar import Stretch
from onrecord.resolve.time_grammar import items_in
from onrecord.resolve.time_values import Context


def find_times(
    text: str, tokens: Sequence[Token], anchor: str | None, *, tense_at: Callable[[int], Tense], lexicon: TimeLexicon
) -> tuple[Time, ...]:
    """The time expressions of a text in order of position, with ids t1, t2, ...

    `anchor` is the article's date (ISO date or date-time) or None; `tense_at` gives the tense of the clause around a token index.
    Spans are characters of `text`. Without an anchor relative values stay unresolved (`XXXX-WXX-2`, `resolved` false).
    """
    today, clock = _anchor(anchor)
    starts = [token.start for token in tokens]
    previous: Stretch | None = None
    times: list[Time] = []
    for item in items_in(cut(text, tokens, lexicon, today), lexicon):
        index = max(0, bisect_right(starts, item.start) - 1)
        tense = _tense(tokens, index, tense_at, lexicon)
        stretch = item.meaning.resolve(Context(today, clock, previous, tense))
        if not stretch.value:
            continue
        if stretch.first and (stretch.kind in ("DATE", "TIME") or stretch.ends):
            previous = stretch
        ends = stretch.ends or (None, None)
        times.append(Time(f"t{len(times) + 1}", (item.start, item.end), stretch.kind, stretch.value, stretch.resolved, *ends))
    return tuple(times)


def _tense(tokens: Sequence[Token], index: int, tense_at: Callable[[int], Tense], lexicon: TimeLexicon) -> Tense:
    """Where the clause around a token looks to.

    The verb just before it decides where it is an infinitive or stands behind a modal ("plans to meet", "may meet", "is meeting"); else the
    clause's own tense does. A headline's present tense tells of the past.
    """
    if not tokens:
        return "none"
    led = _led(tokens, index, tense_at(index), lexicon)
    if led is not None:
        return led
    told = tense_at(index)
    near = _verb_before(tokens, index)
    if near is None or told == "future":
        return told
    verb, before = tokens[near], tokens[near - 1] if near else None
    if told == "present" and verb.tag == "VBN" and verb.lemma.lower() in lexicon.words["lead"]["planned"]:  # "is expected"
        return "future"
    if verb.tag == "VB" and before is not None:
        leads = {token.lemma.lower() for token in tokens[max(0, near - 4) : near - 1]}
        modal = any(token.tag == "MD" for token in tokens[max(0, near - 4) : near])
        return "future" if modal or (before.tag == "TO" and leads & set(lexicon.words["ahead"]["words"])) else told
    if verb.tag == "VBG" and told == "present":
        return "future"
    return "past" if told == "present" and (verb.tag in ("VBD", "VBN") or _is_headline(tokens, index)) else told


def _led(tokens: Sequence[Token], index: int, told: Tense, lexicon: TimeLexicon) -> Tense | None:
    """Where the words just before a time look: "since May" back, "due in May" and "put off until May" ahead; None where they don't tell."""
    at = index - 1
    while at >= 0 and index - at < 4 and tokens[at].pos in ("DET", "ADV", "ADJ") and tokens[at].lemma.lower() != "due":
        at -= 1
    if at < 1 or tokens[at].sentence != tokens[index].sentence:
        return None
    lead, lists = tokens[at].text.lower(), lexicon.words["lead"]
    if lead in lists["back"] or (lead == "of" and tokens[at - 1].text.lower() == "as" and told != "future"):
        return "past"
    verb = next((i for i in range(at, max(-1, at - 4), -1) if tokens[i].tag.startswith("VB") or tokens[i].lemma.lower() == "due"), None)
    if verb is None:
        return None
    lemma = tokens[verb].lemma.lower()
    if lemma in lists["delayed"] or f"{lemma} {tokens[verb + 1].lemma.lower()}" in lists["delayed"]:
        return "future" if lead in lists["until"] else None
    past = any(token.text.lower() in lists["were"] for token in tokens[max(0, verb - 3) : verb])
    planned = lemma in lists["planned"] and tokens[verb].tag in ("VBN", "VBD", "JJ") and not past
    return "future" if planned and verb < index - 1 else None


def _verb_before(tokens: Sequence[Token], index: int) -> int | None:
    """The nearest verb to the left in the sentence."""
    at = index - 1
    while at >= 0 and tokens[at].sentence == tokens[index].sentence and index - at < 25:
        if tokens[at].tag.startswith("VB"):
            return at
        at -= 1
    return None


def _is_headline(tokens: Sequence[Token], index: int) -> bool:
    """Whether the sentence around ends without a mark."""
    last = index
    while last + 1 < len(tokens) and tokens[last + 1].sentence == tokens[index].sentence:
        last += 1
    return tokens[last].pos not in ("PUNCT", "")


def _anchor(anchor: str | None) -> tuple[date | None, datetime | None]:
    """The article's day, and its moment when the date has a time."""
    found = re.match(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?", anchor or "")
    if not found:
        return None, None
    try:
        day = date.fromisoformat(found[1])
        clock = datetime.fromisoformat(f"{found[1]}T{found[2]}") if found[2] else None
    except ValueError:
        return None, None
    if not 1000 <= day.year <= 2999:  # nothing can be counted from there
        return None, None
    return day, clock
