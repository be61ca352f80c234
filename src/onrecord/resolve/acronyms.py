"""Short names that the article itself explains: "the Northern Growers' League (NGL)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge.actor_schema import Kind
from onrecord.knowledge.actors import INTERNATIONAL, ActorTables, Known
from onrecord.parse.clause import Parse
from onrecord.resolve.hits import Hit, Hits

_SHORTEST, _LONGEST = 2, 8  # letters of a short name
_WORDS = 12  # of the long name, small words included
_LANDS = frozenset({"state", "adjective", "people", "capital", "territory", "place"})
_OPEN, _CLOSE = frozenset({"(", "["}), frozenset({")", "]"})


@dataclass(frozen=True, slots=True)
class Explained:
    """A short name at one token, and the tokens `[start, end)` of the long name before it."""

    short: int
    start: int
    end: int


@dataclass(slots=True)
class Acronyms:
    """Adds the explained names of an article to its hits, wherever it uses them."""

    parse: Parse
    tables: ActorTables
    hits: Hits

    def apply(self) -> None:
        """Makes each long name and all uses of its short name one body."""
        for found in list(self.explained()):
            known = self._body(found)
            if known is None:
                continue
            self._cover(found.start, found.end, known)
            short = self.parse.tokens[found.short].text
            for token in self.parse.tokens:
                if token.text == short and not found.start <= token.i < found.end:
                    self._cover(token.i, token.i + 1, known)
        self.hits.items.sort(key=lambda hit: hit.start)

    def explained(self) -> Iterator[Explained]:
        """The short names in brackets behind the words whose first letters they are, and those before such words in brackets."""
        tokens = self.parse.tokens
        for at in range(1, len(tokens) - 1):
            if not self._is_short(tokens[at].text):
                continue
            if tokens[at - 1].text in _OPEN and tokens[at + 1].text in _CLOSE:
                start = self._start(tokens[at].text, at - 1)
                if start is not None:
                    yield Explained(at, start, at - 1)
            elif tokens[at + 1].text in _OPEN:
                end = next((i for i in range(at + 2, min(at + _WORDS, len(tokens))) if tokens[i].text in _CLOSE), at)
                if end > at and self._start(tokens[at].text, end) == at + 2:
                    yield Explained(at, at + 2, end)

    def _is_short(self, text: str) -> bool:
        letters = [c for c in text if c.isalpha()]
        return _SHORTEST <= len(letters) <= _LONGEST and text[0].isupper() and sum(c.isupper() for c in letters) >= len(letters) - 1

    def _start(self, short: str, end: int) -> int | None:
        """Where the long name begins: its words begin with the letters of the short one, the small words between them with or without."""
        tokens = self.parse.tokens
        wanted = [c for c in short.casefold() if c.isalnum()]
        at = end
        while at > 0 and wanted and end - at < _WORDS and tokens[at - 1].sentence == tokens[end].sentence:
            word = tokens[at - 1].text.replace("\u2019", "'")
            if word[:1].casefold() == wanted[-1] and (word[0].isupper() or word.casefold() not in self.tables.words.joining):
                wanted.pop()
            elif word.casefold() not in self.tables.words.joining and word[:1].isalnum():
                return None
            at -= 1
        return at if not wanted and end - at > 1 else None

    # ---------------------------------------------------------------- what it is
    def _body(self, found: Explained) -> Known | None:
        """The body that both names mean: the one that the tables know by the long name or have no reason to doubt by the short one."""
        inside = self.hits.between(found.start, found.end)
        whole = next((h.known for h in inside if h.known is not None and h.start <= found.start and h.end >= found.end), None)
        short = self.hits.at.get(found.short)
        if whole is not None:
            return whole if whole.use in ("organisation", "group") else None
        code = self._code(found, inside)
        if short is not None and short.known is not None and self._is_meant(short.known, code):
            return short.known
        sector = self._sector(inside)
        kind: Kind = "armed-group" if sector == "REB" else "organisation"
        return Known(self.parse.words(found.start, found.end), "organisation", code, sector, kind)

    def _is_meant(self, known: Known, code: str | None) -> bool:
        """Is a body that bears the short name this one: of the country that the long name tells, or of one that the article names?"""
        if code is not None or known.code in INTERNATIONAL:
            return code in (None, known.code)
        return any(h.known is not None and h.known.use in _LANDS and h.known.code == known.code for h in self.hits.items)

    def _code(self, found: Explained, inside: list[Hit]) -> str | None:
        """The only country that the long name tells, or that stands right behind the brackets ("(NGL) of Norway")."""
        codes = {h.known.code for h in inside if h.known is not None and h.known.use in _LANDS and h.known.code not in INTERNATIONAL}
        behind = found.short + 3
        tokens = self.parse.tokens
        if not codes and behind < len(tokens) and tokens[behind - 1].text.lower() in self.tables.words.home:
            hit = self.hits.at.get(behind)
            codes = {hit.known.code} if hit is not None and hit.known is not None and hit.known.use in _LANDS else set()
        return next(iter(codes)) if len(codes) == 1 else None

    def _sector(self, inside: list[Hit]) -> str | None:
        """What the words of the name say of its members; names of parliaments and armies are worn by others too."""
        for hit in reversed(inside):
            role = hit.role or hit.twin
            if role is not None and role.sector in self.tables.words.telling:
                return role.sector
        return None

    def _cover(self, start: int, end: int, known: Known) -> None:
        """One hit over the tokens instead of those that lie there."""
        for old in {id(h): h for at in range(start, end) if (h := self.hits.at.get(at)) is not None}.values():
            self.hits.items.remove(old)
            for at in range(old.start, old.end):
                self.hits.at.pop(at, None)
        hit = Hit(start, end, known=known)
        self.hits.items.append(hit)
        for at in range(start, end):
            self.hits.at[at] = hit
