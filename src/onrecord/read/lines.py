"""The lines of a text with their places."""

import re
from dataclasses import dataclass

_ENDED = re.compile(r"[.!?…。！？؟۔।][\"”’'»)\]」』）]*$")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_SMALL = 4  # letters; shorter words stay small in headlines


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its characters are `[start, end)` of the text, without the white space at its ends.

    `opens` and `closes` tell that a blank line (or the text's edge) stands before and behind it.
    """

    start: int
    end: int
    words: str
    opens: bool
    closes: bool

    @property
    def count(self) -> int:
        """The number of words."""
        return len(_WORD.findall(self.words))

    @property
    def ended(self) -> bool:
        """Does it end like a sentence, with a stop and perhaps a closing mark?"""
        return bool(_ENDED.search(self.words))

    @property
    def capitalised(self) -> bool:
        """Is it written as headlines are, nearly all longer words with a capital letter, and more than names would have?"""
        longer = [word for word in _WORD.findall(self.words) if len(word) >= _SMALL]
        return len(longer) >= 3 and sum(not word[0].islower() for word in longer) >= 0.75 * len(longer)


def split_lines(text: str) -> list[Line]:
    """The lines of a text that hold more than white space, in order."""
    found: list[tuple[int, int, int]] = []
    at = 0
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            found.append((number, start, start + len(stripped)))
        at += len(raw) + 1
    return [
        Line(
            start, end, text[start:end],
            opens=i == 0 or found[i - 1][0] < number - 1,
            closes=i + 1 == len(found) or found[i + 1][0] > number + 1,
        )
        for i, (number, start, end) in enumerate(found)
    ]  # fmt: skip
