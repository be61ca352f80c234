"""re3d (Dstl, 2017: reports on Syria and Iraq with their persons and organisations marked): are those that carry a nationality, or are
states, given the right code?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from onrecord.article import Article
from onrecord.coder import Coder, Walk
from onrecord.errors import ReadError
from onrecord.knowledge.actors import ActorTables, Known
from onrecord.parse.clause import Parse, Phrase
from onrecord.records import Span

_SURE = 0.5  # the share of annotators that an entity needs; parts of longer entities have 0
_ACTORS = frozenset({"Person", "Organisation"})


class _Marked(msgspec.Struct, frozen=True):
    start: int
    end: int
    type: str
    text: str
    confidence: float


class _Document(msgspec.Struct, frozen=True):
    id: str
    text: str
    title: str
    entities: tuple[_Marked, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """A person or organisation of the gold: its words, where they stand in `text` of the document, and the codes they tell."""

    document: str
    words: str
    span: Span
    type: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Miss:
    """One that was given other codes, or none."""

    expected: Expected
    found: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How many there were, how many were given exactly the right codes, and the others."""

    total: int
    right: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """The share that is right, from 0 to 1."""
        return self.right / self.total if self.total else 0.0

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for JSON."""
        errors = [
            {
                "document": m.expected.document, "words": m.expected.words, "span": list(m.expected.span), "type": m.expected.type,
                "expected": sorted(m.expected.codes), "found": list(m.found),
            }
            for m in self.misses
        ]  # fmt: skip
        return {"total": self.total, "right": self.right, "share": round(self.share, 4), "errors": errors}


def evaluate_re3d(path: Path, coder: Coder) -> Result:
    """Codes the documents of a JSON Lines file of re3d and compares. Raises ReadError with file and line when it is not in that form."""
    total, misses = 0, []
    for document in read_documents(path):
        expected = list(expected_of(document, coder.knowledge.actors))
        if not expected:
            continue
        with coder.nlp.memory_zone():
            walk = coder.walk(Article(text=document.text, title=document.title, id=document.id))
            found = [codes_at(walk, one.span) for one in expected]
        total += len(expected)
        misses += [Miss(one, codes) for one, codes in zip(expected, found, strict=True) if set(codes) != one.codes]
    return Result(total, total - len(misses), tuple(misses))


def read_documents(path: Path) -> Iterator[_Document]:
    """The documents of a file, one a line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        try:
            yield msgspec.convert(json.loads(line), _Document)
        except (ValueError, msgspec.ValidationError) as error:
            raise ReadError(f"{path}:{number}: is no document of re3d: {error}") from error


def expected_of(document: _Document, tables: ActorTables) -> Iterator[Expected]:
    """The persons and organisations that hold a nationality, or are the name of a state; the longest where they lie in one another."""
    marked = [e for e in document.entities if document.text[e.start : e.end] == e.text]
    actors = [e for e in marked if e.type in _ACTORS and e.confidence >= _SURE]
    for entity in actors:
        if any(o is not entity and o.start <= entity.start and entity.end <= o.end for o in actors):
            continue
        inside = [e.text for e in marked if e.type == "Nationality" and entity.start <= e.start and e.end <= entity.end]
        codes = {code for words in (*inside, entity.text) if (code := _state(words, tables)) is not None}
        if codes:
            yield Expected(document.id, entity.text, (entity.start, entity.end), entity.type, frozenset(codes))


def _state(words: str, tables: ActorTables) -> str | None:
    known = tables.lookup(words.removeprefix("the ").removeprefix("The "))
    return known.code if isinstance(known, Known) and known.kind == "country" and known.code in tables.states else None


def codes_at(walk: Walk, span: Span) -> tuple[str | None, ...]:
    """The codes of those whom the words at a span mean to the resolver; empty when they are nobody."""
    parse, resolver = walk.parsed(), walk.resolved()
    phrase = _phrase_at(parse, span)
    if phrase is None:
        return _named(walk, span)
    members = phrase.members() if parse.span(phrase.start, phrase.end)[1] < span[1] else (phrase,)
    codes = [resolver.cast.actors[r.key].code for member in members for r in resolver.resolve(member) or resolver.owner(member)]
    return tuple(dict.fromkeys(codes))


def _named(walk: Walk, span: Span) -> tuple[str | None, ...]:
    """The code of a name inside another phrase: "Norway" in "a Norway strategy"."""
    parse, resolver = walk.parsed(), walk.resolved()
    tokens = [token.i for token in parse.tokens if span[0] <= token.start < span[1]]
    hit = resolver.hits.at.get(tokens[-1]) if tokens else None
    actor = resolver.names.actor(hit) if hit is not None else None
    return () if actor is None else (actor.code,)


def _phrase_at(parse: Parse, span: Span) -> Phrase | None:
    """The phrase that covers a span best: its head inside, as much of it as can be."""
    inside = [p for p in parse.phrases.values() if span[0] <= parse.tokens[p.head].start < span[1]]

    def likeness(phrase: Phrase) -> tuple[float, int]:
        start, end = parse.span(phrase.start, max(phrase.end, phrase.head + 1))
        common = min(end, span[1]) - max(start, span[0])
        return 2 * common / (end - start + span[1] - span[0]), -phrase.head

    return max(inside, key=likeness, default=None)
