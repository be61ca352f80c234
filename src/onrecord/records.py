"""Records: what the program says about an article, as plain typed values (RECORDS in docs/records.md).

All spans are `[start, end)` in Unicode code points of `article.text`. In Python a role holds its Entity and an event's place its Place;
written down (`to_dict`, JSON) both are named by id.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal, get_args

import msgspec

from onrecord.article import Article, PublishedSource, Section
from onrecord.errors import ReadError

SCHEMA = "onrecord/1"
Span = tuple[int, int]
EntityKind = Literal["country", "government", "person", "organisation", "armed-group", "people", "place", "unknown"]
PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
PLOVER_TYPES: tuple[str, ...] = get_args(PloverType)
EventType = Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9_-]*$")]
"""One of PLOVER_TYPES, or a type of the ontology that was put in its place."""
Status = Literal["historical", "future", "hypothetical", "negation"]
Act = Literal[
    "say", "report", "confirm", "deny", "accuse", "demand", "threaten", "promise",
    "propose", "praise", "reject", "apologise", "ask", "predict", "think",
]  # fmt: skip


class Office(msgspec.Struct, frozen=True):
    """An office held at the article's date; `since` and `until` are ISO dates, or None when the text alone tells."""

    title: str
    since: str | None = None
    until: str | None = None


class Entity(msgspec.Struct, frozen=True):
    """Someone or something that acts, speaks or is acted on; `mentions` are all places of the text that name it."""

    id: str
    name: str
    kind: EntityKind = "unknown"
    code: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    office: Office | None = None
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()


class Role(msgspec.Struct, frozen=True):
    """An entity in a role, with the words that put it there."""

    entity: Entity
    span: Span | None = None


class EventDate(msgspec.Struct, frozen=True):
    """When an event happened: a TIMEX3 value and the words it was read from."""

    value: str
    span: Span | None = None
    source: Literal["text", "dateline", "article", "none"] = "text"
    resolved: bool = True


class Time(msgspec.Struct, frozen=True):
    """A time expression with its TIMEX3 value; a stretch from one time to another has its length as value and its two ends."""

    id: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    resolved: bool = True
    begin: str | None = None
    end: str | None = None


class Place(msgspec.Struct, frozen=True):
    """A place name; coordinates in degrees (WGS 84), `precision` says what they stand for."""

    id: str
    span: Span
    name: str
    geonameid: int | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str | None = None
    precision: str | None = None


class EventPlace(msgspec.Struct, frozen=True):
    """Where an event happened: the place, and how the event lies to it."""

    place: Place
    span: Span
    relation: str = "in"


class Magnitude(msgspec.Struct, frozen=True):
    """A number of people: "more than 100,000" has min 100001 and no max. `of` are the words of what is counted."""

    kind: Literal["dead", "injured", "arrested", "size"]
    min: int | None
    max: int | None
    span: Span
    of: str | None = None


class Condition(msgspec.Struct, frozen=True):
    """The clause that an event hangs on; the span leaves out the conjunction."""

    kind: Literal["if", "unless", "until"]
    span: Span


class ObjectEvent(msgspec.Struct, frozen=True):
    """The act inside an act: what is promised, demanded, refused or threatened."""

    type: EventType
    mode: str | None = None


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom (CODEBOOK section 1); types and modes are PLOVER's."""

    id: str
    type: EventType
    mode: str | None
    status: tuple[Status, ...]
    quad: int
    score: float
    cameo: str | None
    contexts: tuple[str, ...]
    sentence: int
    trigger: Span
    actors: tuple[Role, ...] = ()
    recipients: tuple[Role, ...] = ()
    date: EventDate | None = None
    place: EventPlace | None = None
    magnitudes: tuple[Magnitude, ...] = ()
    condition: Condition | None = None
    object_event: ObjectEvent | None = None
    asserted_by: str | None = None
    statement: str | None = None
    rule: str = ""
    confidence: float = 0.0


class Statement(msgspec.Struct, frozen=True):
    """Who said what (source, cue and content as in PolNeAR)."""

    id: str
    sentence: int
    source: Role | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    addressee: Role | None = None
    quotation: Literal["direct", "indirect", "mixed"] = "indirect"
    act: Act = "say"
    negated: bool = False
    of: str | None = None
    event: str | None = None
    rule: str = ""
    confidence: float = 0.0


class Problem(msgspec.Struct, frozen=True):
    """What went wrong with an article, at which stage, and where in its text."""

    stage: str
    code: str
    message: str
    span: Span | None = None


class MadeBy(msgspec.Struct, frozen=True):
    """Versions and content hashes of all that made a record."""

    onrecord: str
    model: str
    ontology: str
    lexicon: str
    gazetteer: str


class ArticleRecord(msgspec.Struct, frozen=True):
    """The article as the record keeps it."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    published_source: PublishedSource
    language: str | None
    source: str | None
    author: str | None
    text: str
    sha256: str
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()

    @classmethod
    def of(cls, article: Article, sections: tuple[Section, ...], sentences: tuple[Span, ...]) -> ArticleRecord:
        """The record form of an article; `sha256` is that of its text in UTF-8."""
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(
            article.id, article.url, article.title, article.published, article.published_source, article.language,
            article.source, article.author, article.text, digest, sections, sentences,
        )  # fmt: skip


class Record(msgspec.Struct, frozen=True):
    """All that the program says about one article."""

    article: ArticleRecord
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    made_by: MadeBy | None = None

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts and lists, entities and places named by id in events and statements."""
        data: dict[str, Any] = {"schema": SCHEMA, **msgspec.to_builtins(self)}
        for role in _references(data):
            for key in role.keys() & {"entity", "place"}:
                role[key] = role[key]["id"]
        return data

    def to_json(self) -> bytes:
        """One line of JSON (UTF-8, no line end)."""
        return msgspec.json.encode(self.to_dict())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Record:
        """The record that `to_dict` wrote. Raises ReadError when the form is not that of a record."""
        if data.get("schema") != SCHEMA:
            raise ReadError(f"schema {data.get('schema')!r} is not {SCHEMA!r}: not a record of this version")
        try:
            known = {item["id"]: item for item in (*data["entities"], *data["places"])}
            copy = msgspec.json.decode(msgspec.json.encode(data))
            for role in _references(copy):
                for key in role.keys() & {"entity", "place"}:
                    role[key] = known[role[key]]
            return msgspec.convert(copy, cls)
        except (msgspec.ValidationError, KeyError, TypeError) as error:
            raise ReadError(f"not a record: {error}") from error


def _references(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The dicts of a record that name an entity or a place."""
    roles = [role for event in data["events"] for role in (*event["actors"], *event["recipients"], event["place"])]
    roles += [statement[key] for statement in data["statements"] for key in ("source", "addressee")]
    return [role for role in roles if role]
