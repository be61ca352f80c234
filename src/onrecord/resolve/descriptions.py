"""Role nouns in phrases to entities: "Turkish officials", "the army", "his Portuguese counterpart"."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from onrecord.knowledge.actor_schema import Kind
from onrecord.knowledge.actors import Role
from onrecord.parse.clause import Clause, Phrase
from onrecord.resolve.cast import Actor
from onrecord.resolve.coreference import Coreference
from onrecord.resolve.hits import Hit
from onrecord.resolve.roles import Reading
from onrecord.resolve.scene import Scene

_ORGANS = frozenset({"GOV", "MIL", "COP", "LEG"})
_ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})


class Descriptions:
    """Decides who a role noun is: somebody named before, the holder of an office, or people of its own."""

    def __init__(self, scene: Scene, coreference: Coreference) -> None:
        self.scene, self.coreference = scene, coreference
        self.words = scene.tables.words

    def actors(self, hit: Hit, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """The entities of a role noun: with its owner's code, or that of the people it can only mean."""
        role = hit.role or hit.twin
        if role is None or role.kind == "unknown":
            return []
        if role.noun in self.words.mirrors and phrase.possessor is not None:
            return self._mirror(hit, phrase)
        number = self.coreference.sets.number(phrase) if role.many and role.noun in self.words.sides else None
        members = self.coreference.sets.members(phrase, number) if number is not None else []
        if members or (number and role.sector != "CVL"):
            return members
        readings = self.scene.roles.read(hit, phrase.start, phrase.end, self.scene.possessors(phrase))
        if readings and role.noun in self.words.country and role.kind == "country":
            return self._country(readings, phrase, role)
        found = [self._one(reading, phrase, clause) for reading in readings]
        return [actor for actor in found if actor is not None]

    def _one(self, reading: Reading, phrase: Phrase, clause: Clause | None) -> Actor | None:
        role = reading.role
        told = self._teller(reading, clause)
        if told is not None:
            return self._enter(replace(reading, code=told), phrase, clause)
        if not reading.owned and self.scene.is_definite(phrase):
            known = self._again(reading, phrase)
            if known is not None:
                return known
        if reading.owned and role.office and not role.many and not reading.former:
            holder = self._office_holder(reading)
            if holder is not None:
                return holder
        if not reading.owned and reading.backing is None and (role.antecedent or (role.carrier and role.sector is None)):
            return None
        return self._enter(reading, phrase, clause)

    def _teller(self, reading: Reading, clause: Clause | None) -> str | None:
        """The country of the official in whose mouth a bare organ of state stands, unless the article is about another one."""
        if reading.owned or reading.sector not in _ORGANS or reading.role.kind == "person" or clause is None:
            return None
        teller = clause.parent if clause.relation in ("that", "quote") else None
        for subject in teller.subjects if teller is not None else ():
            for actor in self.scene.actors(subject, teller):
                official = actor.speaks and actor.sector in _ORGANS and actor.code in self.scene.tables.states
                if official and self.scene.home.main in (None, actor.code):
                    return actor.code
        return None

    def _again(self, reading: Reading, phrase: Phrase) -> Actor | None:
        """Whom "the minister", "the alliance", "the group" name again, or who holds the bare office in this article."""
        known = self.coreference.described(reading, phrase)
        if known is None and reading.role.office and not reading.role.many:
            ahead = [a for a in self.people if self._title(reading.role) in a.titles]
            known = ahead[0] if len(ahead) == 1 else None
        return known

    def _title(self, role: Role) -> str:
        return self.words.same.get(role.noun, role.noun)

    # ---------------------------------------------------------------- new entities
    def _enter(self, reading: Reading, phrase: Phrase, clause: Clause | None) -> Actor | None:
        role, owner = reading.role, reading.owner
        unknown = owner is not None and owner.code is None and owner.kind == "organisation" and reading.sector is not None
        code = reading.code or (None if reading.owned and not unknown else self.scene.home.code(reading, phrase.head, clause))
        if role.noun in self.words.governments and reading.sector == "GOV" and code in self.scene.tables.states:
            return self.scene.state(code)
        if role.noun in self.words.states and owner is not None and owner.kind == "people" and owner.sector == "GOV":
            return owner
        many = role.many or self.scene.parse.tokens[phrase.head].tag in ("NNS", "NNPS")
        kind = self._kind(role, many)
        owned_by = owner.key if owner is not None and code is None else None
        identity = ("role", role.noun, code, reading.sector, many, self._unique(reading, phrase, many), owned_by)
        actor = self.scene.cast.enter(
            identity, self.scene.label(phrase), kind, code=code, sector=reading.sector, others=reading.others,
            number="many" if many or kind == "people" else "one", speaks=role.speaks,
        )  # fmt: skip
        actor.titles.add(self._title(role))
        if owner is not None and owner.kind != "person":
            actor.side = owner.key
        return actor

    def _unique(self, reading: Reading, phrase: Phrase, many: bool) -> object:
        """What keeps "a soldier" or "twelve people" apart from others; groups of one owner are the same."""
        counted = any(self.scene.parse.tokens[at].pos == "NUM" for at in phrase.modifiers)
        if counted and not self.scene.is_definite(phrase):
            return phrase.head
        if reading.role.kind != "person" or self.scene.is_definite(phrase):
            return None
        return ("many", reading.owner.key if reading.owner is not None else None) if many else phrase.head

    def _kind(self, role: Role, many: bool) -> Kind:
        if role.kind == "person":
            return "people" if many else "person"
        if role.kind == "people" and not many:
            if role.noun.split()[-1] not in self.words.collectives:
                return "person"
            return "armed-group" if role.sector in _ARMED else "organisation"
        return role.kind

    # ---------------------------------------------------------------- offices, countries, counterparts
    @cached_property
    def people(self) -> list[Actor]:
        """The persons with names, in order of the text."""
        return list(dict.fromkeys(self.scene.persons.by_token.values()))

    def _office_holder(self, reading: Reading) -> Actor | None:
        """The person of the article who holds an office of a country."""
        title = self._title(reading.role)
        found = [a for a in self.people if a.code == reading.code and title in a.titles and a.sector == reading.sector]
        return found[0] if len(found) == 1 else None

    def _country(self, readings: list[Reading], phrase: Phrase, role: Role) -> list[Actor]:
        """The country of "the country", "his country"; the group of "European countries", "Western powers"."""
        owners = [r.owner for r in readings if r.owner is not None]
        if role.many:
            return [owner for owner in owners if owner.kind == "people" and owner.code is not None]
        if phrase.possessor is not None and owners and role.noun.split()[-1] in self.words.beside:
            return self.coreference.other_country(phrase, owners[0].code)
        if phrase.possessor is not None and owners:
            state = self.scene.state(self.scene.speaks_for(owners[0].key).code)
            return [state] if state is not None else []
        if owners:
            return [owner for owner in owners if owner.kind == "country"][:1]
        if not self.scene.is_definite(phrase) or phrase.start == phrase.head or phrase.prep("of"):
            return []
        return self.coreference.nearest_country(phrase)

    def _mirror(self, hit: Hit, phrase: Phrase) -> list[Actor]:
        """Who "his Portuguese counterpart" is: the country of the adjective, the sector of the one beside."""
        readings = self.scene.roles.read(hit, phrase.start, phrase.end)
        sectors = [actor.sector for actor in self.scene.possessors(phrase) if actor.sector not in ("ELI", None)]
        sector = sectors[0] if sectors else "GOV"
        name = self.scene.label(phrase)
        owners = [r.owner for r in readings if r.owner is not None and r.owner.kind == "country"]
        return [self.scene.cast.enter(("mirror", o.code, sector), name, "person", code=o.code, sector=sector) for o in owners]
