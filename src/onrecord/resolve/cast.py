"""The cast of one article: every entity once, with all its mentions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

from onrecord.parse.clause import Parse
from onrecord.records import Entity, EntityKind, Office, Span


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean an entity: its key inside the article, and the place of the words in `article.text`."""

    key: int
    span: Span


@dataclass(slots=True, eq=False)
class Actor:
    """An entity while the article is read. `number` is "one" or "many"; `sex` "m", "f" or ""; `titles` the role nouns it was given."""

    key: int
    name: str
    kind: EntityKind
    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: Office | None = None
    number: str = "one"
    sex: str = ""
    named: bool = False
    speaks: bool = False
    titles: set[str] = field(default_factory=set)
    mentions: set[tuple[int, int]] = field(default_factory=set)  # token ranges
    side: int | None = None  # the entity it speaks for, when that is another
    wikidata: str | None = None


class Cast:
    """Entities by identity: a country by its code, a person by name, a role by its words and code."""

    def __init__(self, parse: Parse, dependencies: Mapping[str, str]) -> None:
        self.parse, self.dependencies = parse, dependencies
        self.actors: list[Actor] = []
        self._by_identity: dict[Hashable, Actor] = {}

    def get(self, identity: Hashable) -> Actor | None:
        """The entity of an identity, when there is one."""
        return self._by_identity.get(identity)

    def enter(self, identity: Hashable, name: str, kind: EntityKind, **more: object) -> Actor:
        """The entity of an identity, made on first call."""
        actor = self._by_identity.get(identity)
        if actor is None:
            actor = Actor(len(self.actors), name, kind, **more)  # type: ignore[arg-type]
            self.actors.append(actor)
            self._by_identity[identity] = actor
        return actor

    def alias(self, identity: Hashable, actor: Actor) -> None:
        """Makes an identity lead to an entity."""
        self._by_identity.setdefault(identity, actor)

    def entities(self, used: Collection[int]) -> tuple[tuple[Entity, ...], dict[int, Entity]]:
        """Records of the used entities and of all coded named ones, ids a1, a2, ... by first mention."""
        wanted = [a for a in self.actors if a.key in used or (a.named and a.code is not None and a.mentions)]
        wanted.sort(key=lambda a: (min(a.mentions, default=(len(self.parse.tokens), 0)), a.key))
        by_key = {actor.key: self._entity(actor, f"a{n}") for n, actor in enumerate(wanted, 1)}
        return tuple(by_key.values()), by_key

    def _entity(self, actor: Actor, name: str) -> Entity:
        spans: list[Span] = sorted(self.parse.span(start, end) for start, end in actor.mentions)
        code = self.dependencies.get(actor.code or "", actor.code)  # dependencies go to their state
        return Entity(
            name, actor.name, actor.kind, code, actor.sector, actor.others, actor.office, actor.wikidata, tuple(dict.fromkeys(spans)),
        )  # fmt: skip
