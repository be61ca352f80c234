"""The street: one article walks through the rooms once, and a record comes out. Only this file knows their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.article import Article, Section
from onrecord.coding.assembly import Assembly
from onrecord.coding.choose import Weights, load_weights
from onrecord.coding.clashes import settle_clashes
from onrecord.coding.events import EventCoder, EventDraft
from onrecord.coding.explanation import Explanation, explain_drafts
from onrecord.coding.magnitudes import magnitudes_of
from onrecord.coding.settings import Settings
from onrecord.coding.statements import StatementDraft, find_statements
from onrecord.errors import OnRecordError
from onrecord.knowledge.actors import ActorTables, load_actors
from onrecord.knowledge.cues import CueLexicon, load_cues
from onrecord.knowledge.gazetteer import Gazetteer, load_gazetteer
from onrecord.knowledge.lexicon import Lexicon, load_lexicon
from onrecord.knowledge.ontology import Ontology, load_ontology
from onrecord.knowledge.own_actors import with_own_actors
from onrecord.knowledge.times import TimeLexicon, load_times
from onrecord.knowledge.words import ParseWords, load_words
from onrecord.parse import finish, prepare
from onrecord.parse.clause import Clause, Parse, Tense
from onrecord.parse.model import load_model, model_name
from onrecord.parse.pieces import run_pipeline
from onrecord.read.sections import find_sections
from onrecord.records import ArticleRecord, Entity, Event, MadeBy, Place, Problem, Record, Statement, Time
from onrecord.resolve.actors import Resolver
from onrecord.resolve.places import find_places, relation_of
from onrecord.resolve.times import find_times

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True)
class Knowledge:
    """Everything that the rooms know, loaded once."""

    words: ParseWords
    ontology: Ontology
    lexicon: Lexicon
    cues: CueLexicon
    times: TimeLexicon
    actors: ActorTables
    gazetteer: Gazetteer
    weights: dict[str, Weights]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Lemmas that are no names."""
        return self.lexicon.vocabulary | self.cues.verbs

    @cached_property
    def verbs(self) -> frozenset[str]:
        """All verb lemmas of the lexicon."""
        return self.lexicon.verbs | self.cues.verbs


@dataclass
class Walk:
    """What an article has become on its way; each stage fills its own fields."""

    article: Article
    knowledge: Knowledge
    sections: tuple[Section, ...] = ()
    parse: Parse | None = None
    resolver: Resolver | None = None
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statement_drafts: list[StatementDraft] = field(default_factory=list)
    event_drafts: list[EventDraft] = field(default_factory=list)
    event_coder: EventCoder | None = None
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def parsed(self) -> Parse:
        """The parse; a stage that asks for it before it is there is out of order."""
        if self.parse is None:
            raise OnRecordError("a stage asked for the parse before the article was parsed; stages run in the order of STAGES")
        return self.parse

    def resolved(self) -> Resolver:
        """The resolver, likewise."""
        if self.resolver is None:
            raise OnRecordError("a stage asked for actors before they were resolved; stages run in the order of STAGES")
        return self.resolver


Stage = Callable[[Walk], None]


def times(walk: Walk) -> None:
    """When: the time expressions of the text."""
    parse = walk.parsed()
    tense = _tenses(parse)
    walk.times = find_times(
        walk.article.text, parse.tokens, walk.article.published, tense_at=lambda at: tense[at], lexicon=walk.knowledge.times
    )


def places(walk: Walk) -> None:
    """Where: the place names of the text."""
    walk.places = find_places(walk.parsed(), walk.knowledge.gazetteer)


def actors(walk: Walk) -> None:
    """Who: all names and descriptions of those who act."""
    walk.resolver = Resolver(walk.parsed(), walk.article, walk.knowledge.actors, walk.places)


def statements(walk: Walk) -> None:
    """Who said what."""
    walk.statement_drafts = find_statements(walk.parsed(), walk.resolved(), walk.knowledge.cues, walk.knowledge.weights["statements"])


def events(walk: Walk) -> None:
    """Who did what to whom."""
    known = walk.knowledge
    walk.event_coder = EventCoder(
        walk.parsed(), walk.resolved(), known.lexicon, known.ontology, words=known.words, weights=known.weights["events"],
        statements=walk.statement_drafts,
    )  # fmt: skip
    walk.event_drafts = walk.event_coder.code()
    walk.statement_drafts = settle_clashes(walk.statement_drafts, walk.event_drafts, known.ontology)


def assemble(walk: Walk) -> None:
    """Drafts to records."""
    parse, resolver, known = walk.parsed(), walk.resolved(), walk.knowledge
    used = {r.key for e in walk.event_drafts for r in (*e.actors, *e.recipients)}
    used |= {key for s in walk.statement_drafts for key in (s.source_key, s.addressee_key) if key is not None}
    walk.entities, by_key = resolver.entities(used)
    cues = frozenset(s.cue_clause.head for s in walk.statement_drafts if s.cue_clause is not None)
    assembly = Assembly(
        walk.article, parse, known.ontology, Settings(parse, walk.times, walk.places, words=known.words, cues=cues), by_key,
        magnitudes=lambda draft: magnitudes_of(
            draft.clause, draft.type, parse, known.times,
            alone=draft.type in known.times.quantities.lone and _is_alone(draft, walk.event_drafts),
        ),
        relation=lambda place: relation_of(parse, place),
    )  # fmt: skip
    walk.statements = assembly.statements(walk.statement_drafts, walk.event_drafts)
    walk.events = assembly.events(walk.event_drafts)


def _is_alone(draft: EventDraft, drafts: list[EventDraft]) -> bool:
    """Is there no other event of its type in the sentence?"""
    return sum(other.type == draft.type and other.clause.sentence == draft.clause.sentence for other in drafts) == 1


STAGES: tuple[Stage, ...] = (times, places, actors, statements, events, assemble)


class Coder:
    """Codes articles. Knowledge and model are loaded at the first article and kept; a coder can be pickled.

    `knowledge` names folders of the shape of `data/` that overlay the built-in one; `actors` a file of further actors; `model` a folder
    with the language model. Raises KnowledgeError or ParseError at first use when one of them is wrong.
    """

    def __init__(
        self,
        *,
        knowledge: Iterable[str | Path] = (),
        actors: str | Path | None = None,
        model: str | Path | None = None,
        stages: tuple[Stage, ...] = STAGES,
    ) -> None:
        self._overlays = tuple(Path(folder) for folder in knowledge)
        self._actors = Path(actors) if actors is not None else None
        self._model = model
        self.stages = stages

    def __getstate__(self) -> dict[str, Any]:
        """Settings only: what was loaded from them is loaded anew in another process."""
        return {key: self.__dict__[key] for key in ("_overlays", "_actors", "_model", "stages")}

    # ---------------------------------------------------------------- coding
    def code(self, article: Article | str) -> Record:
        """The record of one article; a plain text is an article without a date."""
        if isinstance(article, str):
            article = Article(text=article)
        with self.nlp.memory_zone():
            return self._record(self.walk(article))

    def pipe(self, articles: Iterable[Article | str], *, processes: int = 1) -> Iterator[Record]:
        """A record for each article, lazily and in order; an article that cannot be coded gives a record with a problem."""
        from onrecord.run import code_articles  # noqa: PLC0415 (a higher floor: the runner calls the coder back)

        given = (Article(text=a) if isinstance(a, str) else a for a in articles)
        return code_articles(self, given, processes=processes)

    def explain(self, text: str, *, published: str | None = None, type: str | None = None) -> Explanation:
        """Why a text is coded as it is: clauses, rules that fired, statements, the nearest rules that did not."""
        walk = self.walk(Article(text=text, published=published))
        if walk.event_coder is None:
            raise OnRecordError("there is nothing to explain: the stages of this coder code no events")
        return explain_drafts(walk.parsed(), walk.event_coder, walk.event_drafts, walk.statement_drafts, type=type)

    def walk(self, article: Article) -> Walk:
        """The article after all stages, with its drafts."""
        walk = Walk(article, self.knowledge)
        walk.sections = article.sections or find_sections(article.text, article.title)
        walk.parse = self._parse(walk)
        for stage in self.stages:
            stage(walk)
        return walk

    def _parse(self, walk: Walk) -> Parse:
        known = self.knowledge
        words, fresh = prepare(self.nlp, walk.article.text, walk.sections, known.words, known.vocabulary)
        return finish(run_pipeline(self.nlp, fresh), words, walk.sections, known.words, known.verbs)

    def _record(self, walk: Walk) -> Record:
        parse = walk.parsed()
        spans = tuple(parse.span(start, end) for start, end in parse.sentences)
        return Record(
            ArticleRecord.of(walk.article, walk.sections, spans), walk.entities, walk.events, walk.statements, walk.times, walk.places,
            tuple(walk.problems), self.made_by,
        )  # fmt: skip

    # ---------------------------------------------------------------- what it works with
    @cached_property
    def nlp(self) -> Language:
        """The language model."""
        return load_model(self._model)

    @cached_property
    def knowledge(self) -> Knowledge:
        """All knowledge files, checked."""
        ontology = load_ontology(*self._overlays)
        tables = load_actors(*self._overlays)
        return Knowledge(
            words=load_words(*self._overlays), ontology=ontology, lexicon=load_lexicon(ontology, *self._overlays),
            cues=load_cues(*self._overlays), times=load_times(*self._overlays),
            actors=with_own_actors(tables, self._actors) if self._actors is not None else tables,
            gazetteer=load_gazetteer(),
            weights={name: load_weights(name, *self._overlays) for name in ("statements", "events")},
        )  # fmt: skip

    @cached_property
    def made_by(self) -> MadeBy:
        """Versions and content hashes of all that makes a record."""
        known = self.knowledge
        return MadeBy(_own_version(), model_name(self.nlp), known.ontology.digest, known.lexicon.digest, known.gazetteer.digest)


def _own_version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0"


def _tenses(parse: Parse) -> list[Tense]:
    """The tense around each token: that of the clause whose own words it belongs to, else of the clause above."""
    found: list[Tense] = ["none"] * len(parse.tokens)
    for clause in sorted(parse.clauses, key=lambda c: len(c.above())):
        tense = _tense_of(clause)
        for at in clause.tokens:
            found[at] = tense
    return found


def _tense_of(clause: Clause) -> Tense:
    current: Clause | None = clause
    while current is not None:
        if current.tense != "none":
            return current.tense
        current = current.parent
    return "none"
