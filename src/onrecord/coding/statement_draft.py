"""A statement while it is being found: a candidate reading first, then a draft that the coder turns into a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from onrecord.parse.clause import Clause, Phrase

Range = tuple[int, int]  # a token range [start, end) of Parse.tokens


class Reference(Protocol):
    """An entity that words refer to."""

    @property
    def key(self) -> int:
        """Its number inside the article."""


class Speakers(Protocol):
    """What this room asks of the resolver: who a phrase refers to, whether it can speak."""

    def resolve(self, phrase: Phrase, clause: Clause | None = None) -> Sequence[Reference]:
        """Who a phrase alone means; empty when it is nobody who can act."""

    def speaker(self, phrase: Phrase, clause: Clause | None = None) -> Reference:
        """Who the source of a statement is; an unknown one gets an entity of its own."""

    def is_actor(self, phrase: Phrase) -> bool:
        """Whether the phrase could act."""

    def is_person(self, phrase: Phrase) -> bool:
        """Whether it is one person."""

    def tell_speakers(self, ranges: Sequence[tuple[int, int, int]]) -> None:
        """Takes quotations as (token start, token end, entity key)."""


@dataclass(slots=True, eq=False)
class StatementDraft:
    """Who said what, in token ranges. Mutable: the coder fills entities in and turns it into a `records.Statement`.

    `of` is the index of the statement that this one is nested in, in the list that `find_statements` gives. `features` and `parts`
    explain the score: each feature's value and what it added.
    """

    sentence: int
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    pattern: str
    act: str = "say"
    rule: str = ""
    cue_clause: Clause | None = None
    source: Phrase | None = None
    source_range: Range | None = None
    source_key: int | None = None
    addressee: Phrase | None = None
    addressee_key: int | None = None
    content_clauses: tuple[Clause, ...] = ()
    quotation: Literal["direct", "indirect", "mixed"] = "indirect"
    negated: bool = False
    of: int | None = None
    confidence: float = 0.0
    score: float = 0.0
    features: dict[str, float] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    anchor: int = -1  # the token that decides where the statement stands: the cue's head, else the content's first

    @property
    def place(self) -> tuple[int, ...]:
        """What settles ties and orders statements: the anchor, then the content."""
        first = self.content[0] if self.content else (self.anchor, self.anchor)
        return (self.anchor, first[0], -first[1])
