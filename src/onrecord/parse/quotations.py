"""Pairs quotation marks, paragraph by paragraph: straight, curly, guillemets, single ones inside or alone, marks left open."""

from dataclasses import dataclass
from itertools import pairwise

from onrecord.parse.clause import Quotation
from onrecord.parse.tokens import Words

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "'’", "``": "''", "''": "''"}
_DOUBLE = frozenset({'"', "“", "”"})  # typists mix straight and curly ones
_DEEPEST = 8  # levels of quotations in quotations
_SPACED = " \n\t\u00a0"


@dataclass(slots=True)
class _Open:
    start: int
    closers: str


def pair_quotations(words: Words) -> list[Quotation]:
    """The quotations of a text in order of their starts; one that is never closed runs to the end of its paragraph."""
    found: list[Quotation] = []
    edges = [0, *sorted(words.breaks), len(words.texts)]
    for first, last in pairwise(edges):
        _pair_paragraph(words, first, last, found)
    return sorted(found, key=lambda q: (q.start, -q.end))


def _pair_paragraph(words: Words, first: int, last: int, found: list[Quotation]) -> None:
    stack: list[_Open] = []
    for i in range(first, last):
        mark = _mark(words, i)
        if not mark:
            continue
        at = next((n for n in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1) if _closes(words, i, mark, stack[n])), None)
        if at is not None:
            found.append(Quotation(stack[at].start, i + 1, True, level=at))
            del stack[at:]
        elif _opens(words, i, mark, last):
            stack.append(_Open(i, _PAIRS.get(mark, mark)))
    # Single marks left open are apostrophes; of double ones the outermost counts.
    doubles = [mark for mark in stack if mark.closers not in ("'", "'’")]
    if doubles and doubles[0].start + 1 < last:
        found.append(Quotation(doubles[0].start, last, False, level=0))


def _mark(words: Words, i: int) -> str | None:
    """The quotation mark that word i is, as the text has it (apostrophes were made plain for the parser)."""
    word = words.texts[i]
    if word == "'":
        return words.text[words.starts[i] : words.ends[i]]
    return word if word in ('"', "“", "”", "„", "«", "»", "‘", "``", "''") else None


def _closes(words: Words, i: int, mark: str, opened: _Open) -> bool:
    if mark not in opened.closers:
        mixed = mark in _DOUBLE and words.texts[opened.start] in _DOUBLE
        return mixed and (mark == "”" or _stands_behind(words, i))
    if mark in ("'", "’"):  # a closing single mark follows a word or a stop and stands before a space or a stop
        after = words.text[words.ends[i] : words.ends[i] + 1]
        return words.gap(i) == "" and (not after or after in _SPACED + '.,;:!?)"”—–-') and not _possessive(words, i)
    return True


def _stands_behind(words: Words, i: int) -> bool:
    """Whether a mark hangs on the word before it and a space or a stop follows, as only closing ones do."""
    after = words.text[words.ends[i] : words.ends[i] + 1]
    return words.gap(i) == "" and (not after or after in _SPACED + ".,;:!?)—–-")


def _possessive(words: Words, i: int) -> bool:
    """ "the farmers' time": a plural before the mark and a further word without a stop after it, and another closing mark to come."""
    if words.texts[i - 1][-1:] != "s" or i + 1 >= len(words.texts) or not words.texts[i + 1][0].isalpha():
        return False
    later = range(i + 1, min(i + 60, len(words.texts)))
    return any(words.texts[n] == "'" and words.gap(n) == "" and n not in words.breaks for n in later)


def _opens(words: Words, i: int, mark: str, last: int) -> bool:
    if i + 1 >= last or mark in ("”", "»", "’"):
        return False
    if mark == "''":
        return words.gap(i + 1) == "" and words.gap(i) != ""
    if mark == "'":  # a straight single mark opens only before a word and after a space or another mark
        return words.gap(i + 1) == "" and (i == 0 or words.gap(i) != "" or words.texts[i - 1] in '"“([') and words.texts[i + 1][0].isalnum()
    return True
