"""What the questions to a corpus answer with: plain typed rows. Offsets are code points into the text, the end not included."""

from typing import Generic, Literal, TypeVar

import msgspec

Verdict = Literal["reported", "claimed", "disputed", "denied", "planned"]


class Name(msgspec.Struct, frozen=True):
    """An actor spelt out; code and sector are '' where unknown."""

    name: str
    code: str = ""
    sector: str = ""
    kind: str = "unknown"


class Where(msgspec.Struct, frozen=True):
    """A place; latitude and longitude in degrees (WGS 84)."""

    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    relation: str = "in"
    geonameid: int | None = None
    precision: str | None = None


class Figure(msgspec.Struct, frozen=True):
    """A number of people: kind is dead, injured, arrested or size; `of` are the words of who is counted."""

    kind: str
    min: int | None
    max: int | None
    words: str
    of: str | None = None


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article. `family`: key of the first of its near duplicates; `relation` to that one; `copies`: how many there are."""

    key: str
    id: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None
    source: str | None
    author: str | None
    language: str | None
    family: str
    relation: str
    copies: int
    reports: int
    statements: int
    problems: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An event as one article tells it. `key` is the article's key, a colon, the event's id in the record; `event` the linked event."""

    key: str
    event: str
    article: str
    article_id: str
    title: str | None
    published: str | None
    outlet: str | None
    type: str
    mode: str | None
    status: list[str]
    happened: bool
    quad: int
    score: float
    cameo: str | None
    contexts: list[str]
    actors: list[Name]
    recipients: list[Name]
    date: str | None
    date_source: str | None
    first_day: str | None
    last_day: str | None
    place: Where | None
    figures: list[Figure]
    condition: str | None
    object_type: str | None
    object_mode: str | None
    asserted_by: Name | None
    statement: str | None
    in_statement: str | None
    in_title: bool
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    words: str
    sentence: str
    rule: str
    confidence: float


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that one or more reports tell.

    reports, articles and sources (independent ones: copies of one story and one outlet count once) are three numbers.
    `told` counts reports in which the reporter tells it, `claimed` those in a statement, `denied` those that say it did not happen.
    """

    key: str
    type: str
    mode: str | None
    verdict: Verdict
    first_day: str | None
    last_day: str | None
    actors: list[Name]
    recipients: list[Name]
    place: Where | None
    quad: int
    score: float
    contexts: list[str]
    reports: int
    articles: int
    sources: int
    told: int
    claimed: int
    denied: int
    claimed_by: list[Name]
    denied_by: list[Name]
    report: str
    sentence: str


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who said what. `key` is the article's key, a colon, the statement's id in the record."""

    key: str
    article: str
    article_id: str
    title: str | None
    published: str | None
    outlet: str | None
    source: Name | None
    addressee: Name | None
    act: str
    negated: bool
    quotation: str
    cue: str
    content: str
    start: int
    end: int
    of: str | None
    event: str | None
    confidence: float


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the corpus and how often it acts, is acted on, and speaks; `articles` name it."""

    name: str
    code: str
    sector: str
    kind: str
    articles: int
    acts: int
    receives: int
    says: int


class DyadRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who does what to whom in a period; `score` (PLOVER) and `goldstein` (CAMEO) are means over events."""

    period: str
    actor: str
    recipient: str
    events: int
    reports: int
    sources: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    score: float
    goldstein: float | None


class PeriodRow(msgspec.Struct, frozen=True):
    """What a period holds of one type."""

    period: str
    type: str
    events: int
    reports: int
    sources: int


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A place where words were found: `kind` says what `key` names; `words`: the text around, found words in [ ]."""

    kind: Literal["article", "report", "statement"]
    key: str
    article: str
    article_id: str
    title: str | None
    published: str | None
    outlet: str | None
    words: str
    about: str


Row = TypeVar("Row")


class Page(msgspec.Struct, Generic[Row], frozen=True):
    """A page of an answer: `total` counts all rows; `cursor` asks for the next page, None at the end."""

    rows: list[Row]
    total: int
    cursor: str | None = None


class FigureTold(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people as somebody tells it: `by` asserts it, or the reporter of `outlet` when that is None."""

    kind: str
    min: int | None
    max: int | None
    words: str
    by: Name | None
    outlet: str | None
    published: str | None
    report: str
    of: str | None = None


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """An event that is told in ways that cannot all be true: `about` is dead, injured, arrested, size, or happened."""

    event: EventRow
    about: str
    figures: list[FigureTold]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody answered to a position."""

    by: Name
    answer: Literal["accepted", "refused"]
    day: str | None
    words: str
    key: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What someone demands, threatens, offers, promises, refuses or denies (CODEBOOK section 5).

    `said` are the keys of the reports and statements it was read from; `answer` sums the answers up.
    """

    holder: Name
    kind: Literal["demand", "threat", "offer", "commitment", "refusal", "denial"]
    addressee: Name | None
    content: str
    condition: str | None
    implied: bool
    first_said: str | None
    last_said: str | None
    times: int
    articles: int
    sources: int
    said: list[str]
    answer: Literal["accepted", "refused", "mixed", "ignored", "none yet"]
    answers: list[Answer]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says again and again: its wordings in time. `changed`: later wordings are denied, or give other numbers."""

    source: Name
    content: str
    quotation: bool
    first_said: str | None
    last_said: str | None
    times: int
    articles: int
    outlets: list[str]
    sources: int
    changed: bool
    wordings: list[StatementRow]


class TypeShare(msgspec.Struct, frozen=True):
    """How often two outlets tell a type of event (or an actor), and what share of their reports that is."""

    name: str
    one: int
    other: int
    one_share: float
    other_share: float


class OutletSide(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet of a comparison; `told` is the share of reports that the reporter tells himself, not somebody he quotes."""

    outlet: str
    articles: int
    events: int
    reports: int
    told: float
    alone: int
    only: list[EventRow]


class OutletComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two outlets side by side: events both tell, what only one tells, and where their reports differ."""

    one: OutletSide
    other: OutletSide
    both: int
    types: list[TypeShare]
    actors: list[TypeShare]
    differ: list[Disagreement]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer said of a report or statement; `key` is None when a newer coding has nothing at that place any more."""

    key: str | None
    article: str
    kind: Literal["event", "statement"]
    start: int
    end: int
    words: str
    type: str
    field: str
    machine: str
    value: str
    reviewer: str
    at: str
    why: str


class Agreement(msgspec.Struct, frozen=True):
    """How far reviewers agree on a field: units that two or more reviewed, share of equal pairs, Krippendorff's alpha (nominal)."""

    field: str
    units: int
    reviewers: int
    equal: float
    alpha: float | None


class Accuracy(msgspec.Struct, frozen=True, kw_only=True):
    """How right the machine is on a type, from what was reviewed: share with a 95 % interval (Wilson), and counts corrected by it.

    `right` are reviewed events that are events of this type; a corrected count is the machine's count times that share, plus the
    share of events that reviewers moved here from other types. The interval of the corrected count is that of the share alone.
    """

    type: str
    counted: int
    reviewed: int
    right: int
    share: float | None
    low: float
    high: float
    corrected: float | None
    corrected_low: float
    corrected_high: float
    missing: int


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why two reports are one event or not: the parts of the score (2.5 is enough), or the contradiction; `joined` says what came of it.

    `one` and `other` are keys of reports; `alike` counts how many more reports say the same as each of them.
    """

    one: str
    other: str
    score: float
    parts: dict[str, float]
    conflict: str | None
    joined: bool
    alike: int
