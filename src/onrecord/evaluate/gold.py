"""Gold: articles that people coded by the codebook, read from TOML (words, by hand) or JSON Lines (offsets), and written as JSON Lines.

In TOML an article names its words and the loader finds them; `gold/README.md` tells the form. Words that are not there, or that are there
twice, are refused with file, line and entry, so that a slip of the pen never becomes a wrong offset.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from onrecord.errors import KnowledgeError, ReadError
from onrecord.knowledge.files import read_toml
from onrecord.records import Act, PloverType, Span, Status

Quotation = Literal["direct", "indirect", "mixed"]
Sector = Literal[
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "PRM", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip
SECTORS = frozenset(Sector.__args__)  # type: ignore[attr-defined]
TO = " ... "  # "from these words ... to those words"
NUMBERED = re.compile(r"(.*)#([1-9])", re.DOTALL)
ENTITY = re.compile(r"(?:(.+) )?\[(-|[A-Z]{3}) (-|[A-Z]{3})\]", re.DOTALL)
PLACE = re.compile(r"(.+) \[(-|[A-Z]{3})\]", re.DOTALL)


class GoldEntity(msgspec.Struct, frozen=True):
    """Who takes part: country code and sector by the codebook, and the words; `span` is None when no words stand for it."""

    code: str | None
    sector: Sector | None
    span: Span | None


class GoldPlace(msgspec.Struct, frozen=True):
    """Where an event happened: the words, and the country (alpha-3) they lie in."""

    country: str | None
    span: Span


class GoldMagnitude(msgspec.Struct, frozen=True):
    """How many: bounds that are included, None where open, and the words of the number."""

    kind: Literal["dead", "injured", "arrested", "size"]
    min: int | None
    max: int | None
    span: Span


class GoldCondition(msgspec.Struct, frozen=True):
    """The clause an event hangs on, without its conjunction."""

    kind: Literal["if", "unless", "until"]
    span: Span


class GoldStatement(msgspec.Struct, frozen=True):
    """Who said what; `cue` is empty for a quotation that goes on, `sentence` counts from 0."""

    id: str
    sentence: int
    source: GoldEntity | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    addressee: GoldEntity | None
    quotation: Quotation
    act: Act
    negated: bool
    of: str | None


class GoldEvent(msgspec.Struct, frozen=True):
    """Who did what to whom; `asserted_by` is the id of the statement it is told in, None when the reporter tells it."""

    type: PloverType
    mode: str | None
    status: tuple[Status, ...]
    sentence: int
    trigger: Span
    actors: tuple[GoldEntity, ...]
    recipients: tuple[GoldEntity, ...]
    date: str | None
    place: GoldPlace | None
    magnitudes: tuple[GoldMagnitude, ...]
    condition: GoldCondition | None
    asserted_by: str | None


class GoldArticle(msgspec.Struct, frozen=True):
    """A coded article. All spans are `[start, end)` code points of `text`; without `events_coded` its events say nothing."""

    id: str
    style: str | None
    title: str | None
    published: str | None
    text: str
    sentences: tuple[Span, ...]
    statements: tuple[GoldStatement, ...]
    events: tuple[GoldEvent, ...]
    events_coded: bool


class _Statement(msgspec.Struct, forbid_unknown_fields=True, rename={"within": "in"}):
    id: str
    content: Annotated[list[str], msgspec.Meta(min_length=1)]
    act: Act
    quotation: Quotation = "indirect"
    source: str | None = None
    cue: str | list[str] = []
    addressee: str | None = None
    negated: bool = False
    of: str | None = None
    within: str | None = None


class _Magnitude(msgspec.Struct, forbid_unknown_fields=True):
    kind: Literal["dead", "injured", "arrested", "size"]
    words: str
    min: int | None = None
    max: int | None = None


class _Condition(msgspec.Struct, forbid_unknown_fields=True):
    kind: Literal["if", "unless", "until"]
    words: str


class _Event(msgspec.Struct, forbid_unknown_fields=True, rename={"within": "in"}):
    type: PloverType
    trigger: str
    mode: str | None = None
    status: list[Status] = []
    actors: list[str] = []
    recipients: list[str] = []
    date: str | None = None
    place: str | None = None
    magnitudes: list[_Magnitude] = []
    condition: _Condition | None = None
    asserted_by: str | None = None
    within: str | None = None


class _Article(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    style: str
    text: str
    title: str | None = None
    published: str | None = None
    events_coded: bool = False
    note: str | None = None
    statements: list[_Statement] = []
    events: list[_Event] = []


class _RowEvent(msgspec.Struct, rename={"asserted_by": "statement"}):
    """An event of the JSON Lines form."""

    type: PloverType
    trigger: Span
    sentence: int
    mode: str | None = None
    status: tuple[Status, ...] = ()
    actors: tuple[GoldEntity, ...] = ()
    recipients: tuple[GoldEntity, ...] = ()
    date: str | None = None
    place: GoldPlace | None = None
    magnitudes: tuple[GoldMagnitude, ...] = ()
    condition: GoldCondition | None = None
    asserted_by: str | None = None


class _RowStatement(msgspec.Struct):
    """A statement of the JSON Lines form."""

    id: str
    sentence: int
    content: tuple[Span, ...]
    act: Act
    quotation: Quotation
    source: GoldEntity | None = None
    cue: Span | None = None
    negated: bool = False
    of: str | None = None


class _Row(msgspec.Struct):
    id: str
    text: str
    sentences: tuple[Span, ...]
    events: tuple[_RowEvent, ...] = ()
    statements: tuple[_RowStatement, ...] = ()
    title: str | None = None
    published: str | None = None


def read_gold(path: Path | str) -> Iterator[GoldArticle]:
    """The gold articles of a TOML file, a JSON Lines file, or a folder of both, in the order of file names and lines.

    Raises ReadError when there is none, or when one is not in the form of gold: the message names file, line, entry and value.
    """
    path = Path(path)
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.suffix in (".toml", ".jsonl"))
        if not files:
            raise ReadError(f"{path}: no gold in this folder; articles are *.toml or *.jsonl files")
        for file in files:
            yield from read_gold(file)
    elif path.suffix == ".toml":
        yield _read_toml(path)
    else:
        yield from _read_jsonl(path)


def to_jsonl(articles: Iterable[GoldArticle]) -> Iterator[str]:
    """One line of JSON an article (no line end), in the news gold form: a statement's cue is its first piece, and a source
    without words is null."""
    for article in articles:
        yield json.dumps(_row(article), ensure_ascii=False, sort_keys=True)


def _row(article: GoldArticle) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(article)
    for name in ("style", "events_coded"):
        del data[name]
    for statement in data["statements"]:
        del statement["addressee"]
        statement["cue"] = statement["cue"][0] if statement["cue"] else None
        if statement["source"] and not statement["source"]["span"]:
            statement["source"] = None
    for event in data["events"]:
        event["statement"] = event.pop("asserted_by")
    return data


# -- JSON Lines -----------------------------------------------------------------------------------------------------------------------


def _read_jsonl(path: Path) -> Iterator[GoldArticle]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read as gold ({error}); give a .toml or .jsonl file or a folder of them") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=_Row)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise ReadError(f"{path}:{number}: not a gold article of one JSON object a line: {error}") from error
        yield _from_row(row)


def _from_row(row: _Row) -> GoldArticle:
    statements = tuple(
        GoldStatement(s.id, s.sentence, s.source, (s.cue,) if s.cue else (), s.content, None, s.quotation, s.act, s.negated, s.of)
        for s in row.statements
    )
    events = tuple(GoldEvent(**{name: getattr(e, name) for name in GoldEvent.__struct_fields__}) for e in row.events)
    return GoldArticle(row.id, None, row.title, row.published, row.text, row.sentences, statements, events, True)


# -- TOML -----------------------------------------------------------------------------------------------------------------------------


def _read_toml(path: Path) -> GoldArticle:
    try:
        raw = read_toml(path, _Article)
    except KnowledgeError as error:
        raise ReadError(str(error)) from error
    text, sentences = lay_out(raw.text)
    ids = [s.id for s in raw.statements]
    statements = [_statement(s, _Entry(path, "statements", n, text, sentences), ids) for n, s in enumerate(raw.statements)]
    events = [_event(e, _Entry(path, "events", n, text, sentences), ids) for n, e in enumerate(raw.events)]
    return GoldArticle(
        raw.id, raw.style, raw.title, raw.published, text, sentences, tuple(statements), tuple(events), raw.events_coded
    )  # fmt: skip


def lay_out(lines: str) -> tuple[str, tuple[Span, ...]]:
    """The text and its sentences: a line is a sentence, lines without a blank line between them are a paragraph.

    >>> lay_out("One came.\\nTwo went.\\n\\nNobody stayed.")
    ('One came. Two went.\\n\\nNobody stayed.', ((0, 9), (10, 19), (21, 35)))
    """
    text, sentences = "", []
    for paragraph in re.split(r"\n\s*\n", lines.strip()):
        for n, line in enumerate(paragraph.split("\n")):
            text += (" " if n else "\n\n") if text else ""
            sentences.append((len(text), len(text) + len(line.strip())))
            text += line.strip()
    return text, tuple(sentences)


class _Entry:
    """A statement or event of a TOML file while its words are looked up."""

    def __init__(self, path: Path, table: str, number: int, text: str, sentences: tuple[Span, ...]) -> None:
        self.path, self.table, self.number, self.text, self.sentences = path, table, number, text, sentences
        self.scope: Span | None = None

    def wrong(self, what: str) -> ReadError:
        """The error that says where the entry stands."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        headers = [n for n, line in enumerate(lines, 1) if line.strip() == f"[[{self.table}]]"]
        return ReadError(f"{self.path}:{headers[self.number]}: {self.table}[{self.number}]: {what}")

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return next(n for n, (start, end) in enumerate(self.sentences) if start <= at < end)

    def anchor(self, words: str) -> None:
        """The sentence of these words is where the entry's other words are looked for first."""
        start, _ = self.find(words)
        self.scope = self.sentences[self.sentence(start)]

    def find(self, words: str) -> Span:
        """Where the words stand: in the entry's sentence, else in the text; they may not be there twice."""
        if TO in words:
            first, last = words.split(TO, 1)
            start, end = self.find(first)
            return start, self._one(last, (end, self.sentences[self.sentence(start)][1]))[1]
        if self.scope and self._all(words.partition("#")[0], self.scope):
            return self._one(words, self.scope)
        return self._one(words, (0, len(self.text)))

    def _all(self, words: str, scope: Span) -> list[Span]:
        left = r"(?<!\w)" if words[:1].isalnum() else ""
        right = r"(?!\w)" if words[-1:].isalnum() else ""
        return [m.span() for m in re.compile(left + re.escape(words) + right).finditer(self.text, *scope)]

    def _one(self, words: str, scope: Span) -> Span:
        numbered = NUMBERED.fullmatch(words)
        plain, nth = (numbered[1], int(numbered[2])) if numbered else (words, 0)
        found = self._all(plain, scope)
        if not found:
            raise self.wrong(f"{plain!r} is not in the text there; write the words as they stand")
        if nth > len(found):
            raise self.wrong(f"{words!r}: the words come {len(found)} times, not {nth}")
        if not nth and len(found) > 1:
            raise self.wrong(f'{plain!r} comes {len(found)} times; add #1 to #{len(found)}, or `in = "words of its sentence"`')
        return found[max(nth, 1) - 1]

    def entity(self, words: str | None) -> GoldEntity | None:
        """Reads "words [CODE SECTOR]"; without words an entity that is only meant."""
        if words is None:
            return None
        match = ENTITY.fullmatch(words)
        if not match or (match[3] != "-" and match[3] not in SECTORS):
            raise self.wrong(f'{words!r} is no entity; write "words [CODE SECTOR]", "-" for none; sectors: {", ".join(sorted(SECTORS))}')
        code, sector = (None if part == "-" else part for part in match.groups()[1:])
        return GoldEntity(code, sector, self.find(match[1]) if match[1] else None)  # type: ignore[arg-type]

    def entities(self, names: Iterable[str]) -> tuple[GoldEntity, ...]:
        """All of these entities."""
        return tuple(found for name in names if (found := self.entity(name)))

    def place(self, words: str | None) -> GoldPlace | None:
        """Reads "words [COUNTRY]"."""
        if words is None:
            return None
        match = PLACE.fullmatch(words)
        if not match:
            raise self.wrong(f'{words!r} is no place; write "words [COUNTRY]", "-" for none')
        return GoldPlace(None if match[2] == "-" else match[2], self.find(match[1]))

    def known(self, name: str | None, ids: list[str]) -> str | None:
        """A statement's id, which must be there, once."""
        if name is not None and ids.count(name) != 1:
            raise self.wrong(f"the statement {name!r} is there {ids.count(name)} times, not once")
        return name


def _statement(raw: _Statement, entry: _Entry, ids: list[str]) -> GoldStatement:
    entry.anchor(raw.within or raw.content[0])
    entry.known(raw.id, ids)
    content = tuple(entry.find(words) for words in raw.content)
    cues = [raw.cue] if isinstance(raw.cue, str) else raw.cue
    return GoldStatement(
        id=raw.id, sentence=entry.sentence(content[0][0]), source=entry.entity(raw.source), cue=tuple(map(entry.find, cues)),
        content=content, addressee=entry.entity(raw.addressee), quotation=raw.quotation, act=raw.act, negated=raw.negated,
        of=entry.known(raw.of, ids),
    )  # fmt: skip


def _event(raw: _Event, entry: _Entry, ids: list[str]) -> GoldEvent:
    entry.anchor(raw.within or raw.trigger)
    trigger = entry.find(raw.trigger)
    return GoldEvent(
        type=raw.type, mode=raw.mode, status=tuple(raw.status), sentence=entry.sentence(trigger[0]), trigger=trigger,
        actors=entry.entities(raw.actors), recipients=entry.entities(raw.recipients), date=raw.date, place=entry.place(raw.place),
        magnitudes=tuple(GoldMagnitude(m.kind, m.min, m.max, entry.find(m.words)) for m in raw.magnitudes),
        condition=GoldCondition(raw.condition.kind, entry.find(raw.condition.words)) if raw.condition else None,
        asserted_by=entry.known(raw.asserted_by, ids),
    )  # fmt: skip
