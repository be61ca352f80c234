"""The named parts of a match of a rule, as numbers, words and meanings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from onrecord.knowledge.times import TimeLexicon
from onrecord.resolve.time_shapes import full_year
from onrecord.resolve.time_values import Holiday, Meaning


class Groups:
    """The named parts of a match."""

    def __init__(self, found: re.Match[str], items: Sequence[Meaning], lexicon: TimeLexicon, after_tag: str = "") -> None:
        self._found, self._items, self.lexicon = found, items, lexicon
        self.after_tag = after_tag  # the Penn tag of the word behind the match
        self._parts = found.groupdict()

    @property
    def text(self) -> str:
        """All symbols of the match's core."""
        return self._found.group("core").strip()

    @property
    def after(self) -> str:
        """The symbol behind the match."""
        return self._found.string[self._found.end("core") :].split(" ", 1)[0]

    @property
    def before(self) -> str:
        """The symbol before the match."""
        return self._found.string[: self._found.start("core")].rstrip().rsplit(" ", 1)[-1]

    def word(self, name: str) -> str:
        """The symbols of a part, "" when it is absent."""
        return (self._parts.get(name) or "").strip()

    def number(self, name: str) -> int | None:
        """The whole number of a part."""
        found = re.match(r"[dwnoy](\d+)", self.word(name))
        return int(found.group(1)) if found else None

    def amount(self, name: str) -> float | None:
        """The number of a part, with its fraction."""
        found = re.match(r"[dwno](\d+(?:\.\d+)?)", self.word(name))
        if not found:
            return None
        value = float(found.group(1))
        return int(value) if value == int(value) else value

    def year(self, name: str = "year") -> int | None:
        """The year of a part; two figures are filled up."""
        found = re.match(r"[dwny](\d+)", self.word(name)) or re.match(r"[dwny](\d+)", self.word("yy"))
        return full_year(found.group(1)) if found else None

    def look(self, table: str, name: str | None = None) -> Any:
        """What a word table says of a part; None when the part is absent."""
        return self.lexicon.words[table].get(self.word(name or table))

    def item(self, name: str) -> Meaning | None:
        """The meaning of a part that is an item."""
        word = self.word(name)
        return self._items[int(word[1:])] if word else None

    def holiday(self) -> Holiday | None:
        """The holiday named."""
        told = self.lexicon.holidays.get(self.word("holiday"))
        if told is None:
            return None
        if told.on:
            return Holiday("on", tuple(int(part) for part in told.on.split("-")), told.plus)
        if told.nth:
            return Holiday("nth", told.nth, told.plus)
        if told.easter is not None:
            return Holiday("easter", (told.easter,), told.plus)
        if told.days:
            return Holiday("days", (), told.plus, days=told.days)
        return Holiday("orthodox", (told.orthodox or 0,), told.plus)

    def direction(self) -> int | None:
        """-1, 0 or 1 of "last", "this", "next"; None when none of them stands there."""
        found = self.look("relative")
        return int(found) if found is not None else None
