"""Clauses and phrases: what a sentence says, without any dependency label.

`parse/clauses.py` builds these from a dependency parse; every later room reads only these. Positions are token indices into
`Parse.tokens`; `Parse.span(start, end)` turns a token range into character offsets of the article's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Pos = Literal["VERB", "ADJ", "NOUN"]
Relation = Literal[
    "main", "that", "to", "ing", "wh", "quote", "bare", "as", "relative", "participle", "adverbial", "purpose", "conjunct", "noun"
]
Tense = Literal["past", "present", "future", "none"]


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase (or pronoun, or gerund) that fills a slot of a clause.

    `start, end` is the phrase as one token range: modifiers, possessor and prepositional phrases included, relative clauses and appositions
    left out, and without the further members of a coordination (each a Phrase of its own in `conjuncts`, filled on the first member only).
    """

    head: int
    start: int
    end: int
    lemma: str  # of the head, lower case but for proper nouns
    pos: str  # coarse part of speech of the head: NOUN, PROPN, PRON, NUM, ADJ, VERB (a gerund), ...
    modifiers: tuple[int, ...] = ()  # adjectives, compounds and numbers before the head, in order
    possessor: Phrase | None = None  # "Russia" in "Russia's annexation", "its"
    preps: tuple[tuple[str, Phrase], ...] = ()  # ("of", Phrase) ... as they stand on the noun; each conjunct of an object once
    conjuncts: tuple[Phrase, ...] = ()
    appositions: tuple[Phrase, ...] = ()
    negation: int | None = None  # "no" in "no sign of"
    clauses: tuple[Clause, ...] = ()  # relative clauses, "that" clauses and infinitives that hang on the noun

    def members(self) -> tuple[Phrase, ...]:
        """The phrase and the phrases that are coordinated with it, in order of the text."""
        return (self, *self.conjuncts)

    def prep(self, *names: str) -> tuple[Phrase, ...]:
        """The phrases behind the given prepositions on this noun."""
        return tuple(phrase for name, phrase in self.preps if name in names)


@dataclass(slots=True, eq=False)
class Clause:
    """One predicate with its arguments: who, does, what, to whom, how told.

    Deep roles: in a passive clause `objects` holds the surface subject and `subjects` the by-phrase (or nothing). Arguments shared by
    control, raising, coordination, relative clauses and participles are filled in and counted in `shared`.
    """

    id: int
    sentence: int
    head: int  # the predicate's token
    lemma: str  # "accuse", "ready" (copular adjective), "attack" (noun predicate)
    pos: Pos
    relation: Relation = "main"
    particle: str | None = None  # "off" in "call off"
    subjects: tuple[Phrase, ...] = ()  # coordination flattened
    objects: tuple[Phrase, ...] = ()
    indirect: tuple[Phrase, ...] = ()  # "Ukraine" in "gave Ukraine arms"
    obliques: tuple[tuple[str, Phrase], ...] = ()  # prepositional arguments and adjuncts; coordination flattened
    complements: tuple[Clause, ...] = ()  # that, to, ing, wh, quote, bare, as
    adverbials: tuple[Clause, ...] = ()  # if, unless, after, participles, purpose: clauses that hang on this one
    conjuncts: tuple[Clause, ...] = ()  # coordinated predicates to the right, filled on the first one
    parent: Clause | None = None  # the clause that this one hangs on, through a noun or not
    slot: str | None = None  # what this clause (or its noun) fills in the parent: "subject", "object", a preposition, ...
    noun: Phrase | None = None  # for noun predicates: the phrase itself; for relative clauses and noun complements: the noun they hang on
    marker: str | None = None  # "if", "unless", "because", "that", "whether", "after", ...
    marker_at: int | None = None
    passive: bool = False
    tense: Tense = "none"
    perfect: bool = False
    progressive: bool = False
    imperative: bool = False
    question: bool = False
    modal: str | None = None  # "will", "would", "may", "must", ...; also "going to", "have to", "ought to"
    modal_at: int | None = None
    negation: tuple[int, ...] = ()  # tokens of "not", "never", "no" (on subject or object), "without", "neither"
    adverbs: tuple[int, ...] = ()
    shared: frozenset[str] = frozenset()  # slots that were filled in from elsewhere: "subject", "object"
    tokens: frozenset[int] = frozenset()  # own tokens: those of the predicate and its arguments, without subordinate clauses
    start: int = 0  # the whole clause with all that hangs on it, as one token range
    end: int = 0

    def oblique(self, *names: str) -> tuple[Phrase, ...]:
        """The phrases behind the given prepositions on this predicate."""
        return tuple(phrase for name, phrase in self.obliques if name in names)

    def above(self) -> list[Clause]:
        """The clauses that this one hangs on, the nearest first."""
        found: list[Clause] = []
        clause = self.parent
        while clause is not None and clause not in found:
            found.append(clause)
            clause = clause.parent
        return found


@dataclass(slots=True)
class Token:
    """A word as later rooms may see it: no dependency label."""

    i: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # Penn tag
    entity: str  # OntoNotes label of the named entity that the word belongs to, or ""
    start: int  # character offsets into the article's text
    end: int
    sentence: int


@dataclass(slots=True, eq=False)
class Quotation:
    """What stands between quotation marks, marks included: token range `[start, end)`; `closed` is false when the mark was left open."""

    start: int
    end: int
    closed: bool
    level: int = 0  # 1 for a quotation inside a quotation


@dataclass(slots=True, eq=False)
class Seat:
    """Where a noun phrase sits: the clause it belongs to, the slot (of the clause or of the noun `on`), and that noun."""

    clause: Clause | None
    slot: str  # "subject", "object", "indirect", "predicate", a preposition, "possessor", "apposition"
    on: Phrase | None = None


@dataclass(slots=True)
class Parse:
    """A parsed article: tokens, sentences, quotations, clauses.

    `sentences` are token ranges; `kinds` says, a sentence, which section it stands in (title, kicker, body, ...); only title and body
    sentences have clauses. `names` are the parser's own named entities as (start, end, label) token ranges.
    """

    text: str
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    kinds: list[str]
    paragraphs: list[int]  # the paragraph number of each sentence
    quotations: list[Quotation] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    phrases: dict[int, Phrase] = field(default_factory=dict)  # the phrase of each noun and pronoun that heads one
    seats: dict[int, Seat] = field(default_factory=dict)  # where each of these phrases sits
    lowered: list[str] = field(init=False)  # the words in small letters

    def __post_init__(self) -> None:
        self.lowered = [token.text.lower() for token in self.tokens]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of the token range `[start, end)`, without white space at its ends."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def words(self, start: int, end: int) -> str:
        """The words of a token range as the article has them."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def inside_quotation(self, token: int) -> Quotation | None:
        """The innermost quotation that the token stands in."""
        inside = [q for q in self.quotations if q.start <= token < q.end]
        return max(inside, key=lambda q: q.level, default=None)
