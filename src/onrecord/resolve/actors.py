"""Who the words mean: phrases to entities of the article (docs/actors.md)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.article import Article
from onrecord.knowledge.actors import ActorTables, Known
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import Entity, Place
from onrecord.resolve.acronyms import Acronyms
from onrecord.resolve.cast import Actor, Cast, Reference
from onrecord.resolve.coreference import Coreference
from onrecord.resolve.descriptions import Descriptions
from onrecord.resolve.filters import Filter
from onrecord.resolve.hits import Hit, Scanner
from onrecord.resolve.home import Home
from onrecord.resolve.lands import Lands
from onrecord.resolve.names import Names
from onrecord.resolve.persons import PersonFinder
from onrecord.resolve.roles import RoleReader
from onrecord.resolve.scene import Scene

__all__ = ["Reference", "Resolver"]

_COUNTRY = frozenset({"country", "government"})
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "COP", "JUD", "SPY", None})  # sectors that act for the state
_HUMAN = frozenset({"person", "people", "organisation", "armed-group"})
_SHARED = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})  # codes of many bodies that are not one side


class Resolver:
    """The actors of one article. Reads the text once; afterwards tells of any phrase who it is."""

    def __init__(self, parse: Parse, article: Article, tables: ActorTables, places: Sequence[Place] = ()) -> None:
        self.parse, self.tables = parse, tables
        self.cast = Cast(parse, tables.dependencies)
        scanner = Scanner(parse, tables)
        self.hits = scanner.scan()
        filtered = Filter(scanner)
        filtered.apply(self.hits)
        Acronyms(parse, tables, self.hits).apply()
        persons = [(start, end) for start, end, label in parse.names if label == "PERSON"]
        Lands(parse, tables, self.hits, [*persons, *filtered.found_persons], filtered.removed).apply(places)
        self.names = Names(parse, tables, self.hits, self.cast)
        roles = self.roles = RoleReader(parse, tables, self.hits, self.names.actor)
        day = (article.published or "")[:10]
        self._persons = PersonFinder(parse, tables, self.hits, self.cast, day, roles.read, filtered.found_persons)
        roles.persons = self._persons.by_token
        self._persons.run()
        self.home = Home(parse, self.hits, self._persons, roles)
        self.names.home = lambda at, clause: self.home.code(None, at, clause)
        self._persons.settle(lambda reading, at: self.home.code(reading, at, None) if reading is not None else self.home.presumed())
        self.names.keep()
        self._scene = Scene(parse, tables, self.hits, self.cast, self._persons, roles, self.home, self.resolve)
        self._coreference = Coreference(self._scene, self.names)
        self._descriptions = Descriptions(self._scene, self._coreference)
        self._memory: dict[tuple[int, int, int], tuple[Reference, ...]] = {}

    # ---------------------------------------------------------------- the contract
    def resolve(self, phrase: Phrase, clause: Clause | None = None) -> tuple[Reference, ...]:
        """Who this phrase alone (not its conjuncts) means; empty when it is nobody who can act. `clause` tells where local people are."""
        place = (phrase.head, phrase.start, phrase.end)
        if place not in self._memory:
            seat = self.parse.seats.get(phrase.head)
            clause = clause or (seat.clause if seat is not None else None)
            self._memory[place] = ()  # a phrase inside its own owner: broken parses run in circles
            actors = self._actors(phrase, clause)
            self._memory[place] = tuple(Reference(actor.key, self._scene.span(phrase)) for actor in dict.fromkeys(actors))
            for actor in actors:
                actor.mentions.add(self._scene.core(phrase))
        return self._memory[place]

    def speaker(self, phrase: Phrase, clause: Clause | None = None) -> Reference:
        """Like `resolve`, for the source of a statement: the first one meant, the owner of a document, else an entity of kind "unknown",
        with the article's country when it is a document."""
        found = self.resolve(phrase, clause) or self.owner(phrase)
        if found:
            return Reference(found[0].key, self._scene.span(phrase))
        name = self._scene.label(phrase)
        told = phrase.lemma in self.tables.words.documents and self.parse.tokens[phrase.head].tag not in ("NNS", "NNPS")
        actor = self.cast.enter(("words", name.lower()), name, "unknown", code=self.home.presumed() if told else None)
        actor.mentions.add(self._scene.core(phrase))
        return Reference(actor.key, self._scene.span(phrase))

    def _issuer(self, phrase: Phrase) -> tuple[Reference, ...]:
        """Whose "the statement" is: of the one who issued the last document of that name, or who spoke in it; else the next one's."""
        words = self.tables.words
        if phrase.lemma not in words.documents or not self._scene.is_definite(phrase):
            return ()
        others = [p for p in self.parse.phrases.values() if p.lemma == phrase.lemma and p.head != phrase.head]
        for other in sorted(others, key=lambda p: (p.head > phrase.head, abs(p.head - phrase.head))):
            found = self.owner(other)
            seat = self.parse.seats.get(other.head)
            if not found and seat is not None and seat.on is None and seat.clause is not None and seat.slot in words.issuing:
                found = tuple(r for subject in seat.clause.subjects for r in self.resolve(subject, seat.clause))
            if found:
                return found[:1]
        return ()

    def is_actor(self, phrase: Phrase) -> bool:
        """Could the phrase act or be acted on?"""
        return bool(self.resolve(phrase))

    @property
    def knows_nobody(self) -> bool:
        """Is no country or body of the article in the tables?"""
        return self.names.knows_nobody

    def is_role(self, phrase: Phrase) -> bool:
        """Is the head a word for people or bodies that the article does not explain ("critics", "partners", "members")?"""
        hit = self.hits.at.get(phrase.head)
        return hit is not None and hit.role is not None and hit.role.kind in _HUMAN and not self.resolve(phrase)

    def is_country(self, phrase: Phrase) -> bool:
        """Is it a country or its government?"""
        return any(self.cast.actors[r.key].kind in _COUNTRY for r in self.resolve(phrase))

    def is_person(self, phrase: Phrase) -> bool:
        """Is it one person?"""
        return any(self.cast.actors[r.key].kind == "person" for r in self.resolve(phrase))

    def is_place(self, phrase: Phrase) -> bool:
        """Is the head a place name: a state, a city, a region?"""
        return self._scene.is_place(phrase)

    def owner(self, phrase: Phrase) -> tuple[Reference, ...]:
        """Who owns a thing: the country or actor in its possessor, adjective, compound or of-phrase."""
        if phrase.possessor is not None:
            found = tuple(r for member in phrase.possessor.members() for r in self.resolve(member))
            if found:
                return found
        property_of = self._property(phrase)
        for hit in (*property_of, *reversed(self.hits.between(phrase.start, phrase.head))):
            actors = self._owning(hit, phrase)
            if actors:
                return tuple(Reference(actor.key, self.parse.span(hit.start, hit.end)) for actor in actors)
        state = self._state_of_place(phrase)
        if state is not None:
            return (Reference(state.key, self._scene.span(phrase)),)
        found = tuple(r for name, inner in phrase.preps if name in self.tables.words.made for r in self.resolve(inner))
        if found or phrase.lemma not in self.tables.words.documents:
            return found
        papers = [inner for _, inner in phrase.preps if inner.lemma in self.tables.words.documents]
        return next((owner for inner in papers if (owner := self.owner(inner))), ())

    def bind(self, phrase: Phrase, key: int) -> None:
        """Says who a phrase means, where a later room knows better: the pronoun in "threatened Norway with sanctions if *it* attacks"."""
        actor = self.cast.actors[key]
        actor.mentions.add(self._scene.core(phrase))
        self._memory[(phrase.head, phrase.start, phrase.end)] = (Reference(key, self._scene.span(phrase)),)

    def tell_speakers(self, ranges: Sequence[tuple[int, int, int]]) -> None:
        """Quotations as (token start, token end, entity key): afterwards "I" and "we" inside mean the speaker or his side."""
        self._coreference.hear(sorted(ranges, key=lambda r: (r[1] - r[0], r[0])))
        self._memory.clear()

    def same_side(self, one: int, other: int) -> bool:
        """Do two entities act for the same country or body?"""
        first, second = self.cast.actors[one], self.cast.actors[other]
        if one == other or first.code is None or first.code != second.code or first.code in _SHARED:
            return one == other
        return first.sector == second.sector or (first.sector in _OFFICIAL and second.sector in _OFFICIAL)

    def entities(self, used: Collection[int]) -> tuple[tuple[Entity, ...], dict[int, Entity]]:
        """The records of all used entities and of all coded named ones, by first mention; and the record of each key."""
        for actor in self.cast.actors:
            if actor.named and (actor.kind != "person" or actor.key in self._persons.known):
                actor.wikidata = self.tables.wikidata.get(actor.name)
        return self.cast.entities(used)

    # ---------------------------------------------------------------- phrases
    def _actors(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        hit, person = self.hits.at.get(phrase.head), self._persons.by_token.get(phrase.head)
        if person is not None:
            return [person]
        if hit is not None:
            return self._known(hit, phrase, clause)
        if phrase.pos == "PRON" or (phrase.pos == "DET" and phrase.end - phrase.start == 1):
            return self._coreference.pronoun(phrase, clause)
        counted = self._scene.quantity_of(phrase)
        if counted:
            return [actor for inner in counted for actor in self._scene.actors(inner, clause)]
        if phrase.lemma in self.tables.words.governing and self.names.acts(phrase) and self._scene.is_definite(phrase):
            return self._local_government(phrase, clause)
        if self._is_speaking_document(phrase):
            return [self.cast.actors[r.key] for r in self.owner(phrase) or self._issuer(phrase)]
        return self.names.unknown(phrase)

    def _local_government(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """Who "the city" is when it acts: the city named last, else a government of the article's country."""
        before = [h.known for h in self.hits.between(0, phrase.end) if h.known is not None]
        inside = [h.known.code for h in self.hits.between(phrase.start, phrase.end) if h.known is not None and h.known.code is not None]
        code = inside[0] if inside else self.home.code(None, phrase.head, clause)
        cities = [known for known in before if known.use == "place"]
        if cities and code in (None, cities[-1].code):
            return [self.names.city(cities[-1])]
        made = self.names.city(Known(self._scene.label(phrase), "place", code)) if code in self.tables.states else None
        return [] if made is None else [made]

    def _is_speaking_document(self, phrase: Phrase) -> bool:
        """Is it a paper that stands where one who speaks stands ("the ministry's statement said")?"""
        if self.parse.tokens[phrase.head].lemma.lower() not in self.tables.words.documents:
            return False
        seat = self.parse.seats.get(phrase.head)
        return seat is not None and seat.on is None and seat.slot in self.tables.words.speaking

    def _known(self, hit: Hit, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        if hit.known is not None and not self._prefers_role(hit, phrase):
            return self.names.read(hit, phrase, clause)
        counted = [actor for inner in self._scene.quantity_of(phrase) for actor in self._scene.actors(inner, clause)]
        if counted:
            return counted
        role = hit.role or hit.twin
        beside = (*(p.head for p in phrase.appositions), hit.end)
        apposed = [self._persons.by_token[at] for at in beside if at in self._persons.by_token]
        if apposed and role is not None and role.kind == "person" and not role.many:
            self._give_owner(apposed[0], hit, phrase)
            return apposed[:1]
        if role is not None and role.carrier and role.sector is None and not role.many:
            named = [actor for p in phrase.appositions for actor in self._scene.actors(p) if actor.named]
            if named:
                return named[:1]
        return self._descriptions.actors(hit, phrase, clause)

    def _give_owner(self, person: Actor, hit: Hit, phrase: Phrase) -> None:
        """What a pronoun before a title says of the person behind it: "the union ... its president, Ada Holm,"."""
        owners = self._scene.possessors(phrase) if phrase.possessor is not None and phrase.possessor.pos == "PRON" else ()
        if not owners or person.key in self._persons.known:
            return
        reading = self._scene.roles.read(hit, phrase.start, phrase.end, owners)[0]
        person.code, person.sector = reading.code or person.code, reading.sector or person.sector

    def _prefers_role(self, hit: Hit, phrase: Phrase) -> bool:
        """Is a body's name that is a common noun too ("Congress", "Ministry of Defence") another country's here: by the words beside it, or
        because the article never names its own?"""
        known = hit.known
        if hit.twin is None or known is None or known.code is None or known.use != "organisation":
            return False
        readings = self._scene.roles.read(hit, phrase.start, phrase.end, self._scene.possessors(phrase))
        codes = {reading.code for reading in readings if reading.owned}
        if codes:
            return known.code not in codes
        return bool(self.home.counts) and known.code not in self.home.counts and known.code in self.tables.states

    def _property(self, phrase: Phrase) -> list[Hit]:
        """The role in the first words of what belongs to somebody: "police" in "police station"."""
        hit = self.hits.at.get(phrase.head)
        if hit is None or hit.role is None or hit.role.kind != "unknown":
            return []
        words = [token.text.lower() for token in self.parse.tokens[hit.start : hit.end]]
        role = self.tables.roles.get(tuple(words[:-1])) if words[-1] in self.tables.words.properties else None
        return [Hit(hit.start, hit.end - 1, role=role)] if role is not None and role.kind != "person" else []

    def _state_of_place(self, phrase: Phrase) -> Actor | None:
        """The state of a town or region, when the sentence names it."""
        hit = self.hits.at.get(phrase.head)
        if hit is None or hit.known is None or hit.known.use != "place":
            return None
        start, end = self.parse.sentences[self.parse.tokens[phrase.head].sentence]
        named = {h.known.code for h in self.hits.between(start, end) if h.known is not None and h.known.kind == "country"}
        return self._scene.state(hit.known.code) if hit.known.code in named else None

    def _owning(self, hit: Hit, phrase: Phrase) -> list[Actor]:
        person = self._persons.by_token.get(hit.start)
        if person is not None:
            return [person]
        if hit.known is not None:
            actor = self.names.actor(hit)
            return [actor] if actor is not None and actor.code is not None else []
        if hit.role is not None and hit.role.kind in ("government", "organisation", "people"):
            return self._descriptions.actors(hit, Phrase(hit.end - 1, phrase.start, hit.end, "", "NOUN"), None)
        return []
