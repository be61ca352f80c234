"""Records measured against what a person would have coded: tests/golden/expected.toml tells the form."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from onrecord.records import Event, Record, Role, Span, Statement

PATH = Path(__file__).parent / "golden" / "expected.toml"
Item = dict[str, Any]
_EDGE = re.compile(r"^(?:[\W_]|(?:of|to|for|on|that|with)\b)+|[\W_]+$")


def load_expected() -> dict[str, dict[str, list[Item]]]:
    """What is expected of each article, by article id: lists of `events` and `statements`."""
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


def places_of(text: str, at: str) -> list[Span]:
    """Where the bracketed words of `at` stand in a text; the words around must be there exactly once."""
    plain = at.replace("[", "").replace("]", "")
    if text.count(plain) != 1:
        raise ValueError(f"{plain!r} stands {text.count(plain)} times in the text")
    base, found, gone = text.index(plain), [], 0
    for match in re.finditer(r"\[([^]]*)\]", at):
        start = base + match.start() - gone
        found.append((start, start + len(match[1])))
        gone += 2
    return found


class Yardstick:
    """One article's record beside what is expected of it."""

    def __init__(self, record: Record, expected: dict[str, list[Item]]) -> None:
        self.record, self.text = record, record.article.text
        self.expected = expected
        self.statements = [self._statement(item) for item in expected["statements"]]
        self.events = [self._event(item) for item in expected["events"]]
        self._named = {i["id"]: s for i, s in zip(expected["statements"], self.statements, strict=True) if "id" in i}

    # ---------------------------------------------------------------- which record is meant
    def _statement(self, item: Item) -> Statement | None:
        if "at" in item:
            cues = places_of(self.text, item["at"])
            return next((s for s in self.record.statements if any(_meet(c, cue) for c in s.cue for cue in cues)), None)
        wanted = self._content(item)
        return next((s for s in self.record.statements if any(_meet(c, w) for c in s.content for w in wanted)), None)

    def _event(self, item: Item) -> Event | None:
        spots = places_of(self.text, item["at"])
        return next((e for e in self.record.events if any(_meet(e.trigger, spot) for spot in spots)), None)

    def _content(self, item: Item, key: str = "content") -> list[Span]:
        """The pieces of content that are expected, looked for in the paragraph of the cue."""
        low, high = 0, len(self.text)
        if "at" in item:
            cue = places_of(self.text, item["at"])[0][0]
            low, high = self.text.rfind("\n\n", 0, cue) + 1, self.text.find("\n\n", cue)
        pieces = []
        for piece in item[key]:
            first, _, last = piece.partition(" ...")
            start = self.text.index(first, low, high)
            end = self.text.index(last.strip(), start + len(first)) + len(last.strip()) if last else start + len(first)
            pieces.append((start, end))
        return pieces

    # ---------------------------------------------------------------- what is wrong
    def wrong_in_event(self, item: Item, event: Event | None) -> list[str]:
        """The fields of an expected event that the record has otherwise; "missing" when there is no such event."""
        if event is None:
            return ["missing"]
        made = event.object_event
        found: Item = {
            "type": event.type, "mode": event.mode or "", "status": list(event.status), "of": event.asserted_by or "",
            "is": event.statement or "", "date": event.date.value if event.date else "",
            "object": f"{made.type} {made.mode or ''}".strip() if made else "",
        }  # fmt: skip
        default = {"status": [], "date": self.record.article.published or "", "object": "?" if event.type == "ACCUSE" else ""}
        wrong = [key for key, value in found.items() if not self._same(key, item.get(key, default.get(key, "")), value)]
        wrong += [
            key for key, roles in (("who", event.actors), ("whom", event.recipients)) if not self._same_roles(item.get(key, []), roles)
        ]
        wrong += ["place"] * (not self._same_place(item.get("place", ""), event))
        wrong += ["if"] * (not self._same_condition(item.get("if", ""), event))
        return wrong + ["numbers"] * (not _same_numbers(item.get("numbers", []), event))

    def wrong_in_statement(self, item: Item, statement: Statement | None) -> list[str]:
        """Likewise for a statement."""
        if statement is None:
            return ["missing"]
        found: Item = {
            "act": statement.act, "quotation": statement.quotation, "negated": statement.negated, "of": statement.of or "",
        }  # fmt: skip
        default = {"act": "say", "quotation": "indirect", "negated": False}
        wrong = [key for key, value in found.items() if not self._same(key, item.get(key, default.get(key, "")), value)]
        wrong += ["cue"] * ("at" not in item and bool(statement.cue))
        source = item["source"]
        roles = (statement.source,) if statement.source else ()
        wrong += ["source"] * (not self._same_roles(source if source == "?" else [s for s in [source] if s != "-"], roles))
        content = [self._bare(s) for s in statement.content]
        wanted = [[self._bare(s) for s in self._content(item, key)] for key in ("content", "or") if key in item]
        return wrong + ["content"] * (content not in wanted)

    def _same(self, key: str, wanted: Any, found: Any) -> bool:
        if key in {"of", "is"} and wanted:
            meant = self._named.get(wanted)
            return meant is not None and meant.id == found
        if isinstance(wanted, str) and wanted.endswith("?"):
            return bool(found.startswith(wanted[:-1].strip())) if wanted != "?" else True
        return bool(wanted == found)

    def _same_roles(self, wanted: str | list[str], found: tuple[Role, ...]) -> bool:
        if wanted == "?":
            return True
        left = list(found)
        for one in wanted:
            match = next((role for role in left if self._same_role(one, role)), None)
            if match is None:
                return False
            left.remove(match)
        return not left

    def _same_role(self, wanted: str, role: Role) -> bool:
        name, code, sector = wanted.rsplit(" ", 2)
        words = self.text[slice(*role.span)] if role.span else ""
        pairs = ((code, role.entity.code), (sector, role.entity.sector))
        names = {_plain(role.entity.name), _plain(words)}
        return (name == "?" or _plain(name) in names) and all(w in {"?", f or "-"} for w, f in pairs)

    def _same_place(self, wanted: str, event: Event) -> bool:
        found = {event.place.place.name, self.text[slice(*event.place.span)]} if event.place else {""}
        return wanted == "?" or wanted in found

    def _same_condition(self, wanted: str, event: Event) -> bool:
        if not wanted or event.condition is None:
            return not wanted and event.condition is None
        kind, _, words = wanted.partition(" ")
        return kind == event.condition.kind and self.text.startswith(words, event.condition.span[0])

    def _bare(self, span: Span) -> Span:
        """A span without marks and link words at its edges."""
        words = self.text[slice(*span)]
        bare = _EDGE.sub("", words)
        start = span[0] + words.find(bare)
        return start, start + len(bare)

    # ---------------------------------------------------------------- beyond what is expected
    def extra(self) -> tuple[list[Event], list[Statement]]:
        """Events and statements of the record that nobody expected."""
        events, statements = ({x.id for x in known if x} for known in (self.events, self.statements))
        return [e for e in self.record.events if e.id not in events], [s for s in self.record.statements if s.id not in statements]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _plain(words: str) -> str:
    return re.sub(r"^(the|a|an) ", "", words.lower())


def _same_numbers(wanted: str | list[str], event: Event) -> bool:
    if wanted == "?":
        return True
    found = []
    for number in event.magnitudes:
        low, high = number.min, number.max
        shown = str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
        found.append(f"{number.kind} {shown}")
    return sorted(wanted) == sorted(found)
