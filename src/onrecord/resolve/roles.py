"""Reads role nouns with the words around them: "Turkish interior minister", "spokesman for the rebels", "former army chief"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from onrecord.knowledge.actors import ActorTables, Role
from onrecord.parse.clause import Parse
from onrecord.resolve.cast import Actor
from onrecord.resolve.hits import Hit, Hits

_BODIES = frozenset({"IGO", "UNO", "EUR", "NGO"})
_STATE = frozenset({"GOV", "PTY", "LEG", "ELI", "JUD"})
_LENDING = frozenset({"people", "organisation", "armed-group"})
RULING = frozenset({"GOV", "ELI"})  # whose relatives are the family of an office holder


_POSSESSIVE = frozenset({"-", "'s", "'", "’s", "’"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a role noun says here. `owner` is the entity it belongs to; `titled` the words of the title in the text's own range."""

    role: Role
    hit: Hit
    sector: str | None
    others: tuple[str, ...] = ()
    code: str | None = None
    owner: Actor | None = None
    former: bool = False
    owned: bool = False  # code or owner was read from the words
    backing: str | None = None  # the sector that modifiers gave


@dataclass
class RoleReader:
    """Reads roles in token ranges; `actor_of` gives the entity of a name hit, or None."""

    parse: Parse
    tables: ActorTables
    hits: Hits
    actor_of: Callable[[Hit], Actor | None]
    persons: dict[int, Actor] = field(default_factory=dict)  # by token: persons that may own ("Holm's spokesman")

    def read(self, hit: Hit, low: int, high: int, possessors: tuple[Actor, ...] = ()) -> list[Reading]:
        """The readings of a role hit in the phrase `[low, high)`: one, or one an owner ("Turkish and Greek officials")."""
        role = hit.twin if hit.role is None else hit.role
        if role is None or role.kind == "unknown":
            return []
        low = self.left_edge(hit.start, low)
        inner, backing = self._inner_sector(hit, low, high)
        shift = self._shift(low, hit)
        owners = list(possessors) or self._left_owners(low, hit.start)
        if not any(owner.code or owner.kind != "people" for owner in owners):
            owners = self._right_owners(hit, high, role, inner) or [owner for owner in owners if owner.named]
        base = Reading(role, hit, self._sector(role), role.others, role.code, backing=inner)
        if role.carrier and not possessors and self._of_bare_body(hit):
            return [self._shifted(replace(base, sector=None, owned=True), shift)]
        if (role.office or role.carrier) and inner is None and not possessors and self._of_unknown_body(hit, low, high):
            return [self._shifted(replace(base, sector=None, code=owners[0].code if owners else None, owned=True), shift)]
        if not owners and self._is_foreign(hit, low):
            return [self._shifted(replace(self._with_inner(base, inner, backing), owned=True), shift)]
        if not owners:
            if role.code in _BODIES:
                return [replace(base, sector=None)]
            return [self._shifted(self._with_inner(base, inner, backing), shift)]
        readings = [self._shifted(self._owned(base, owner, inner, backing), shift) for owner in owners]
        direct = bool(possessors) or not self._left_owners(low, hit.start)
        return [self._opposed(reading) for reading in readings] if direct and role.noun in self.tables.words.against else readings

    def _opposed(self, reading: Reading) -> Reading:
        """Whom rivals and critics are against is not whose they are; critics of a state, or of one of its people, are of that state."""
        owner = reading.owner
        at_home = owner is not None and (owner.kind == "person" or (owner.kind not in _LENDING and reading.sector == "OPP"))
        return replace(reading, sector="OPP") if at_home else replace(reading, code=None, sector=None, owner=None)

    def _is_foreign(self, hit: Hit, low: int) -> bool:
        """Are they of another country than the one told of: "foreign troops"?"""
        return any(self.parse.lowered[at] in self.tables.words.foreign and at not in self.hits.at for at in range(low, hit.start))

    # ---------------------------------------------------------------- the words around
    def left_edge(self, start: int, low: int) -> int:
        """How far left of a role its modifiers and owners reach, inside a phrase that begins at `low` (and over "Turkish and" before it);
        with `low` below 0 as far as the words go."""
        tokens = self.parse.tokens
        at = start
        while at > 0 and tokens[at - 1].sentence == tokens[start].sentence:
            joined = tokens[at - 1].text.lower() in self.tables.words.joined and at - 2 in self.hits.at and self._joins(at)
            if joined or at > low >= 0 or (low < 0 and self._modifies(at - 1)):
                at -= 2 if joined else 1
            else:
                break
        return max(at, 0)

    def _modifies(self, at: int) -> bool:
        """May the word stand between an owner and a title?"""
        token = self.parse.tokens[at]
        known = at in self.hits.at or at in self.hits.modifiers
        return known or token.pos in ("ADJ", "NOUN", "PROPN", "NUM", "PART") or token.text in _POSSESSIVE

    def _joins(self, at: int) -> bool:
        """ "Turkish and Greek": an adjective of a country on both sides."""
        left, right = self.hits.at.get(at - 2), self.hits.at.get(at)
        return all(
            h is not None and h.known is not None and h.known.use in ("adjective", "people", "state", "group") for h in (left, right)
        )

    def _left_owners(self, low: int, start: int) -> list[Actor]:
        found: list[tuple[int, Actor]] = []
        for hit in reversed(self.hits.between(low, start)):
            if hit.owns and hit.known is not None and not (found and not self._coordinated(hit.end, found[-1][0])):
                actor = self.actor_of(hit)
                if actor is not None:
                    found.append((hit.start, actor))
        if not found:
            found = [(at, self.persons[at]) for at in range(low, start) if at in self.persons][-1:]
        return self._preferred([actor for _, actor in reversed(found)])

    def _coordinated(self, end: int, start: int) -> bool:
        between = [t.text.lower() for t in self.parse.tokens[end:start]] or [self.parse.tokens[end - 1].text]
        return all(word == "-" or word in self.tables.words.joined for word in between)

    def _preferred(self, actors: list[Actor]) -> list[Actor]:
        return list(dict.fromkeys(actors))

    def _right_owners(self, hit: Hit, high: int, role: Role, inner: str | None) -> list[Actor]:
        """The owner behind "of", "for", "in" ..., the first name after the role."""
        words = self.tables.words
        for preposition, start, end in self._tails(hit.end, high):
            if preposition in words.owner or (preposition in words.inside and self._is_local(role, inner)):
                found: list[Actor] = []
                at = start
                for other in self.hits.between(start, end):
                    if other.owns and other.known is not None and (not found or self._coordinated(at, other.start)):
                        actor = self.actor_of(other)
                        if actor is not None:
                            found.append(actor)
                            at = other.end
                if not found and preposition == "of":
                    found = [self.persons[i] for i in range(start, end) if i in self.persons][:1]
                if found:
                    return found
        return []

    def _is_local(self, role: Role, inner: str | None) -> bool:
        words = self.tables.words
        return (inner or role.sector) not in words.travels and role.noun not in words.abroad

    def _tails(self, start: int, high: int) -> Iterator[tuple[str, int, int]]:
        """The prepositional phrases after a role, as (preposition, first token, end)."""
        tokens = self.parse.tokens
        at = start
        while at < high:
            if tokens[at].pos in ("ADP", "SCONJ") or tokens[at].text.lower() in self.tables.words.owner:
                end = at + 1
                while end < high and tokens[end].pos not in ("ADP", "SCONJ", "VERB"):
                    end += 1
                yield tokens[at].text.lower(), at + 1, end
                at = end
            else:
                at += 1

    # ---------------------------------------------------------------- sectors
    def _sector(self, role: Role) -> str | None:
        """The role's own sector; bare officers are soldiers in an article that tells of a coup or of troops and of no police."""
        return "MIL" if role.carrier and role.sector == "COP" and self._is_of_barracks else role.sector

    @cached_property
    def _is_of_barracks(self) -> bool:
        words = self.tables.words
        told = any(token.lemma.lower() in words.barracks or token.text.lower() in words.barracks for token in self.parse.tokens)
        return told and not any(h.role is not None and h.role.sector == "COP" and not h.role.carrier for h in self.hits.items)

    def _inner_sector(self, hit: Hit, low: int, high: int) -> tuple[str | None, Role | None]:
        """The sector that the words around a carrier name ("rebel leader", "member of the court"), and the role that it came from."""
        left = [other for other in self.hits.between(low, hit.start) if self._backs(other)]
        if left and left[-1].role is not None and left[-1].role.sector and left[-1].end == hit.start:
            return left[-1].role.sector, left[-1].role
        for at in range(hit.start - 1, low - 1, -1):
            modifier = self.hits.modifiers.get(at)
            if modifier is not None and modifier.modifier is not None:
                return modifier.modifier, None
        for preposition, start, end in self._tails(hit.end, high):
            if preposition in self.tables.words.owner or preposition in self.tables.words.home:
                roles = [h.role for h in self.hits.between(start, end) if h.role is not None and h.role.kind != "unknown"]
                if roles and not roles[0].antecedent:
                    return roles[0].sector, roles[0]
        return None, None

    def _backs(self, hit: Hit) -> bool:
        return hit.role is not None and hit.role.kind != "unknown" and self.parse.tokens[hit.end - 1].pos in ("NOUN", "PROPN")

    def _of_bare_body(self, hit: Hit) -> bool:
        """Does the title belong to "the group's", whichever that is?"""
        before = self.hits.at.get(hit.start - 2)
        possessive = hit.start > 1 and self.parse.tokens[hit.start - 1].text in _POSSESSIVE
        return possessive and before is not None and before.role is not None and before.role.noun in self.tables.words.bodies

    def _of_unknown_body(self, hit: Hit, low: int, high: int) -> bool:
        """Does the title belong to a body that no table has: "president of the Northern Growers Federation"?"""
        for start, end, label in self.parse.names:
            beside = end == hit.start or (hit.end < start < high and self.parse.tokens[hit.end].text.lower() in self.tables.words.owner)
            if label == "ORG" and end - start > 1 and low <= start and beside:
                inside = self.hits.between(start, end)
                known = [h for h in inside if h.known is not None and h.known.use in ("organisation", "nobody", "group")]
                return not known and not any(h.role is not None for h in inside)
        return False

    def _with_inner(self, reading: Reading, inner: str | None, backing: Role | None) -> Reading:
        role = reading.role
        takes = role.carrier or (
            role.office and backing is not None and backing.kind in ("organisation", "people") and backing.sector not in (None, "GOV")
        )
        if not takes or inner is None:
            return reading
        if role.sector == "GOV" and inner in ("GOV", None):
            return reading
        return replace(reading, sector=inner, others=backing.others if backing is not None else ())

    def _owned(self, reading: Reading, owner: Actor, inner: str | None, backing: Role | None) -> Reading:
        """The reading with its owner: a body gives its carriers and officers its own sector."""
        reading = replace(self._with_inner(reading, inner, backing), code=owner.code or reading.code, owner=owner, owned=True)
        role = reading.role
        if role.noun.split()[-1] in self.tables.words.kin and owner.kind == "person" and owner.sector in RULING:
            return replace(reading, sector="ELI", others=())
        if owner.code in _BODIES and owner.code != role.code and owner.kind in ("organisation", "country"):
            return replace(reading, sector=None, others=()) if reading.sector in _STATE or role.carrier else reading
        if owner.kind in ("organisation", "armed-group") and owner.code is not None and owner.named:
            armed = owner.kind == "armed-group" and reading.sector in ("UAF", "REB", "MIL", "PRM", None)
            if armed or role.carrier or (role.sector == "GOV" and not role.office):
                return replace(reading, sector=owner.sector, others=owner.others)
        lends = owner.kind in _LENDING or (owner.kind == "person" and role.sector is None)
        if role.carrier and lends and owner.sector not in (None, "GOV"):
            return replace(reading, sector=owner.sector)
        if owner.code is None and owner.kind == "organisation" and role.carrier:
            return replace(reading, sector=owner.sector)
        return reading

    def _shift(self, low: int, hit: Hit) -> tuple[str, tuple[str, ...]] | None:
        for at in range(hit.start - 1, low - 1, -1):
            found = self.hits.modifiers.get(at)
            if found is not None and found.shift is not None:
                return found.shift
        return None

    def _shifted(self, reading: Reading, shift: tuple[str, tuple[str, ...]] | None) -> Reading:
        if shift is None or (shift[1] and reading.sector not in shift[1]):
            return reading
        former = shift[0] == "ELI"
        kept = (reading.sector,) if reading.sector is not None and not former else ()
        return replace(reading, sector=shift[0], others=kept, former=former)
