"""Numbers in words and digits: "twenty-one", "1.5 million", "two hundred and six", "nineteen ninety-seven"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words that numbers are made of, each with its value."""

    small: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    groups: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from `length` words; `digits` when it was written in figures alone."""

    value: float
    length: int
    ordinal: bool = False
    digits: bool = False

    @property
    def whole(self) -> int:
        """The number without its fraction."""
        return int(self.value)


def number_at(words: Sequence[str], start: int, names: NumberWords) -> Number | None:
    """The longest number that starts with the word `start`; words are lower case, a hyphen may stand as a word of its own.

    >>> names = NumberWords({"one": 1, "three": 3}, {"twenty": 20}, {"hundred": 100}, {"first": 1}, {"dozen": 12})
    >>> number_at(["twenty", "-", "one", "men"], 0, names)
    Number(value=21, length=3, ordinal=False, digits=False)
    >>> number_at(["three", "hundred", "and", "one"], 0, names).value
    301
    >>> number_at(["1,200"], 0, names).value
    1200
    """
    if _DIGITS.fullmatch(words[start]):
        return _from_digits(words, start, names)
    return _year_in_words(words, start, names) or _from_words(words, start, names)


def _from_digits(words: Sequence[str], start: int, names: NumberWords) -> Number:
    """Digits, with a scale behind them: "1.5 million", "40 thousand"."""
    raw = words[start].replace(",", "")
    value: float = float(raw) if "." in raw else int(raw)
    after = words[start + 1] if start + 1 < len(words) else ""
    if after in names.scales:
        return Number(_tidy(value * names.scales[after]), 2)
    return Number(value, 1, digits=True)


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value


def _year_in_words(words: Sequence[str], start: int, names: NumberWords) -> Number | None:
    """Years as they are spoken: "nineteen ninety-seven", "twenty twenty"; the first part is 13 to 20, the second at least 10."""
    first = names.small.get(words[start], names.tens.get(words[start], 0))
    if not 13 <= first <= 20 or start + 1 >= len(words):
        return None
    second = _from_words(words, start + 1, names)
    if second is None or second.ordinal or not 10 <= second.value <= 99:
        return None
    return Number(first * 100 + second.whole, 1 + second.length)


def _from_words(words: Sequence[str], start: int, names: NumberWords) -> Number | None:
    total = current = 0
    at, end, room, ordinal = start, start, 10**15, False
    while at < len(words):
        word = words[at]
        value = names.small.get(word, names.tens.get(word))
        if value is not None and 0 <= value < room and not (value == 0 and at > start):
            current, room = current + value, 10 if word in names.tens else 1
        elif word in names.ordinals and names.ordinals[word] < room:
            current, ordinal = current + names.ordinals[word], True
        elif (word in names.scales or word in names.groups) and (current or _article(words, at, start)):
            scale = names.scales.get(word) or names.groups[word]
            current = max(current, 1) * scale
            room = scale
            if scale >= 1000:
                total, current = total + current, 0
        elif word in ("-", "and", "a", "an") and _goes_on(words, at, (start, end), room, names):
            at += 1
            continue
        else:
            break
        at += 1
        end = at
        if ordinal:
            break
    return Number(total + current, end - start, ordinal) if end > start else None


def _article(words: Sequence[str], at: int, start: int) -> bool:
    """Whether "a" opens the number: "a hundred"."""
    return at == start + 1 and words[start] in ("a", "an")


def _goes_on(words: Sequence[str], at: int, read: tuple[int, int], room: int, names: NumberWords) -> bool:
    """Whether a joining word at `at` is inside the number: "twenty-one", "hundred and six", "a dozen"."""
    start, end = read
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in ("a", "an"):
        return at == start and (after in names.scales or after in names.groups)
    if end != at or end == start:
        return False
    value = names.small.get(after, names.tens.get(after, names.ordinals.get(after, 10**15)))
    return value < room and (room >= 100 if words[at] == "and" else room == 10)
