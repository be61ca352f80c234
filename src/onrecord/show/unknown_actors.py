"""Names in records that nobody has a code for, by how often they act, are acted on or speak; as rows for a file of own actors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import ReadError
from onrecord.knowledge.actors import Key, load_actors, split_name
from onrecord.records import Entity, Record, Span
from onrecord.show.words import printable

_EXAMPLE = 60  # characters of the text on each side of a mention
_OWN_KINDS = frozenset({"person", "organisation", "armed-group", "people", "country", "government"})


@dataclass(slots=True)
class Unknown:
    """A name without a code: how often it takes part, in which articles, its likeliest kind, and the text around its first mention."""

    name: str
    times: int = 0
    articles: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    example: str = ""

    @property
    def kind(self) -> str:
        """The kind that the records give most often; an organisation when they give none."""
        known = [kind for kind, _ in sorted(self.kinds.items(), key=lambda pair: (-pair[1], pair[0])) if kind in _OWN_KINDS]
        return known[0] if known else "organisation"

    @property
    def sector(self) -> str:
        """The sector that the records give most often, or ""."""
        return min(self.sectors, key=lambda sector: (-self.sectors[sector], sector), default="")

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for JSON."""
        told = {"name": self.name, "times": self.times, "articles": len(self.articles), "kind": self.kind, "sector": self.sector or None}
        return {**told, "example": self.example}


def read_records(path: Path) -> Iterable[Record]:
    """The records of a file of JSON Lines, or of a corpus (".db"). Raises ReadError with file and line when a line is none, StoreError
    when the corpus cannot be read."""
    if path.suffix == ".db":
        from onrecord.store.corpus import Corpus  # noqa: PLC0415 (only a corpus needs the store)

        with Corpus.read(path) as corpus:
            yield from corpus.records()
        return
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read as records ({error}); give a file that onrecord code has written") from error


def _record(line: str, where: str) -> Record:
    try:
        return Record.from_dict(json.loads(line))
    except (ValueError, KeyError, TypeError, ReadError) as error:
        raise ReadError(f"{where}: is no record ({error}); give a file that onrecord code has written") from error


def unknown_actors(records: Iterable[Record]) -> list[Unknown]:
    """The names without a code, the most frequent first; descriptions in small letters ("a recent poll") are no names."""
    found: dict[str, Unknown] = {}
    tables = load_actors()
    words = tables.words
    small = words.i | words.we | words.he | words.she | words.it | words.they | words.quantities
    roles = {*tables.roles, *map(split_name, small)}
    for record in records:
        for entity, span in _taking_part(record):
            if entity.code is None and entity.kind != "place" and _is_name(entity.name, roles):
                _count(found.setdefault(entity.name, Unknown(entity.name)), entity, span, record)
    return sorted(found.values(), key=lambda unknown: (-unknown.times, unknown.name))


def _is_name(name: str, roles: Container[Key]) -> bool:
    """Is it a name, and no description at the head of a sentence ("Refugees", "Institutional recipients")?"""
    words = name.split()
    if len(words) == 1:
        return name[:1].isupper() and split_name(name.lower()) not in roles
    return name[:1].isupper() and any(word[:1].isupper() for word in words[1:])


def _taking_part(record: Record) -> Iterable[tuple[Entity, Span | None]]:
    for event in record.events:
        for role in (*event.actors, *event.recipients):
            yield role.entity, role.span
    for statement in record.statements:
        for speaker in (statement.source, statement.addressee):
            if speaker is not None:
                yield speaker.entity, speaker.span


def _count(unknown: Unknown, entity: Entity, span: Span | None, record: Record) -> None:
    unknown.times += 1
    unknown.articles.add(record.article.id)
    unknown.kinds[entity.kind] += 1
    if entity.sector is not None:
        unknown.sectors[entity.sector] += 1
    if not unknown.example:
        start, end = span or (entity.mentions[0] if entity.mentions else (0, 0))
        around = record.article.text[max(start - _EXAMPLE, 0) : end + _EXAMPLE]
        unknown.example = " ".join(around.split())


def as_toml(unknown: Iterable[Unknown]) -> str:
    """Rows for a file of own actors, whose code a person fills in."""
    rows = []
    for one in unknown:
        times = f"{one.times} time{'s' if one.times > 1 else ''} in {len(one.articles)} article{'s' if len(one.articles) > 1 else ''}"
        rows.append(
            f"# {times}: ... {printable(one.example)} ...\n[[actor]]\nname = {json.dumps(printable(one.name), ensure_ascii=False)}\n"
            f'kind = "{one.kind}"\ncode = ""\nsector = "{one.sector}"\n'
        )
    return "\n".join(rows)
