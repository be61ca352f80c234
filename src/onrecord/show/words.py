"""Words of an article as a terminal may show them."""

import re

from rich.text import Text

from onrecord.records import Span

# Control characters could steer the terminal; marks of direction could turn round what stands beside them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_AROUND = 90  # characters shown on each side of the words that matter


def printable(words: str) -> str:
    """Words on one line, without characters that do something to a terminal.

    >>> printable("a\\n b\\x1b[31m")
    'a b[31m'
    """
    return _SPACE.sub(" ", _CONTROL.sub("", words)).strip()


def quote(text: str, span: Span) -> str:
    """The words of a span between quotation marks, unless they have some."""
    words = printable(text[span[0] : span[1]])
    return words if words[:1] in ('"', "“", "«") else f"“{words}”"


def excerpt(text: str, sentence: Span, *marked: Span) -> Text:
    """A sentence with the marked words in bold, cut around the first of them when it is long."""
    start, end = sentence
    inside = [span for span in marked if start <= span[0] < span[1] <= end]
    centre = inside[0] if inside else (start, start)
    first = max(start, centre[0] - _AROUND)
    last = min(end, centre[1] + 2 * _AROUND - (centre[0] - first))
    first = _word_start(text, first, centre[0]) if first > start else start
    last = _word_end(text, max(centre[1], first), last) if last < end else end
    shown = Text("…" if first > start else "", style="dim")
    at = first
    for span in sorted(inside):
        if span[0] >= at and span[1] <= last:
            shown.append(_keep_edges(text[at : span[0]]))
            shown.append(_keep_edges(text[span[0] : span[1]]), style="bold not dim")
            at = span[1]
    shown.append(_keep_edges(text[at:last]))
    shown.append("…" if last < end else "")
    return shown


def _word_start(text: str, at: int, before: int) -> int:
    """The first word that begins at or after `at`, so that none is shown in part."""
    space = text.find(" ", at, before)
    return space + 1 if space >= 0 else at


def _word_end(text: str, after: int, at: int) -> int:
    space = text.rfind(" ", after, at)
    return space if space >= 0 else at


def _keep_edges(words: str) -> str:
    return _SPACE.sub(" ", _CONTROL.sub("", words))
