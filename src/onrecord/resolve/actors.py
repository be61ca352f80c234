"""Who the words mean: phrases to entities of the article (docs/actors.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.article import Article
from onrecord.knowledge.actor_schema import Kind
from onrecord.knowledge.actors import ActorTables, Known, Role
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import Entity, Span
from onrecord.resolve.cast import Actor, Cast
from onrecord.resolve.coreference import Coreference
from onrecord.resolve.filters import Filter
from onrecord.resolve.hits import Hit, Scanner
from onrecord.resolve.home import Home
from onrecord.resolve.persons import PersonFinder
from onrecord.resolve.roles import Reading, RoleReader

_NAMED = frozenset({"ORG", "NORP", "FAC"})
_SPEAKING = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "PTY", None})


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean an entity: its key inside the article, and the place of the words in `article.text`."""

    key: int
    span: Span


class Resolver:
    """The actors of one article. Reads the text once; afterwards tells of any phrase who it is."""

    def __init__(self, parse: Parse, article: Article, tables: ActorTables) -> None:
        self.parse, self.tables = parse, tables
        self.cast = Cast(parse)
        scanner = Scanner(parse, tables)
        self.hits = scanner.scan()
        Filter(scanner).apply(self.hits)
        self._roles = RoleReader(parse, tables, self.hits, self.named_actor)
        self._persons = PersonFinder(
            parse, tables, self.hits, self.cast, (article.published or "")[:10],
            self._roles.read,
        )  # fmt: skip
        self._persons.run()
        self._roles.persons = self._persons.by_token
        self.home = Home(parse, self.hits, self._persons, self._roles)
        self._persons.settle(lambda reading, at: self.home.code(reading, at, None))
        self._keep_names()
        self._coreference = Coreference(self)
        self._memory: dict[tuple[int, int, int], tuple[Reference, ...]] = {}

    # ---------------------------------------------------------------- the contract
    def resolve(self, phrase: Phrase, clause: Clause | None = None) -> tuple[Reference, ...]:
        """Who this phrase alone (not its conjuncts) means; empty when it is nobody who can act. `clause` tells where local people are."""
        place = (phrase.head, phrase.start, phrase.end)
        if place not in self._memory:
            self._memory[place] = ()  # a phrase inside its own owner: broken parses run in circles
            actors = self._actors(phrase, clause)
            self._memory[place] = tuple(Reference(actor.key, self._span(phrase)) for actor in dict.fromkeys(actors))
            for actor in actors:
                actor.mentions.add(self._core(phrase))
        return self._memory[place]

    def speaker(self, phrase: Phrase, clause: Clause | None = None) -> Reference:
        """Like `resolve`, for the source of a statement: the first one meant, the owner of a document, else an entity of kind "unknown"."""
        found = self.resolve(phrase, clause) or self.owner(phrase)
        if found:
            return Reference(found[0].key, self._span(phrase))
        name = self.label(phrase)
        actor = self.cast.enter(("words", name.lower()), name, "unknown")
        actor.mentions.add(self._core(phrase))
        return Reference(actor.key, self._span(phrase))

    def is_actor(self, phrase: Phrase) -> bool:
        """Could the phrase act or be acted on?"""
        return bool(self.resolve(phrase))

    def is_country(self, phrase: Phrase) -> bool:
        """Is it a country or its government?"""
        return any(self.cast.actors[r.key].kind in ("country", "government") for r in self.resolve(phrase))

    def is_person(self, phrase: Phrase) -> bool:
        """Is it one person?"""
        return any(self.cast.actors[r.key].kind == "person" for r in self.resolve(phrase))

    def is_place(self, phrase: Phrase) -> bool:
        """Is the head a place name: a state, a city, a region?"""
        hit = self.hits.at.get(phrase.head)
        if hit is not None and hit.known is not None:
            return hit.known.use in ("state", "capital", "territory", "place")
        return self.parse.tokens[phrase.head].entity in ("GPE", "LOC") and phrase.head not in self._persons.by_token

    def owner(self, phrase: Phrase) -> tuple[Reference, ...]:
        """Who owns a thing: the country or actor in its possessor, adjective, compound or of-phrase."""
        if phrase.possessor is not None:
            found = tuple(r for member in phrase.possessor.members() for r in self.resolve(member))
            if found:
                return found
        hits = [h for h in self.hits.between(phrase.start, phrase.head) if h.owns or h.person is not None or h.role is not None]
        for hit in reversed(hits):
            actors = self._owning(hit)
            if actors:
                return tuple(Reference(actor.key, self.parse.span(hit.start, hit.end)) for actor in actors)
        return tuple(r for name, inner in phrase.preps if name in ("of", "by") for r in self.resolve(inner))

    def tell_speakers(self, ranges: Sequence[tuple[int, int, int]]) -> None:
        """Quotations as (token start, token end, entity key): afterwards "I" and "we" inside mean the speaker or his side."""
        self._coreference.speakers = sorted(ranges, key=lambda r: (r[1] - r[0], r[0]))
        self._memory.clear()

    def same_side(self, one: int, other: int) -> bool:
        """Do two entities act for the same country or body?"""
        first, second = self.cast.actors[one], self.cast.actors[other]
        return one == other or (
            first.code is not None and first.code == second.code and first.code not in ("IGO", "NGO", "MNC", "IMG", "ISM")
        )

    def entities(self, used: Collection[int]) -> tuple[tuple[Entity, ...], dict[int, Entity]]:
        """The records of all used entities and of all coded named ones, by first mention; and the record of each key."""
        return self.cast.entities(used)

    # ---------------------------------------------------------------- phrases
    def _actors(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        if phrase.head not in self.hits.at and phrase.pos == "PRON" or (phrase.pos == "DET" and phrase.end - phrase.start == 1):
            return self._coreference.pronoun(phrase, clause)
        person = self._persons.by_token.get(phrase.head)
        if person is not None:
            return [person]
        hit = self.hits.at.get(phrase.head)
        if hit is not None:
            return self._hit_actors(hit, phrase, clause)
        if self._is_quantity(phrase):
            return [self.cast.actors[r.key] for inner in phrase.prep("of") for r in self.resolve(inner, clause)]
        if self.parse.tokens[phrase.head].lemma.lower() in self.tables.words.documents and self._speaks(phrase):
            return [self.cast.actors[r.key] for r in self.owner(phrase)]
        return self._unknown(phrase)

    def _speaks(self, phrase: Phrase) -> bool:
        """Does a thing stand where one who speaks or acts stands?"""
        seat = self.parse.seats.get(phrase.head)
        return seat is not None and seat.on is None and seat.slot in ("subject", "accord to", "according to", "to")

    def _hit_actors(self, hit: Hit, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        if hit.known is not None and not self._prefers_role(hit, phrase):
            return self._named(hit, phrase, clause)
        if self._is_quantity(phrase):
            found = [self.cast.actors[r.key] for inner in phrase.prep("of") for r in self.resolve(inner, clause)]
            if found:
                return found
        apposed = [self._persons.by_token[p.head] for p in phrase.appositions if p.head in self._persons.by_token]
        role = hit.role or hit.twin
        if apposed and role is not None and role.kind == "person" and not role.many:
            return apposed[:1]
        return self.role_actors(hit, phrase, clause)

    def _prefers_role(self, hit: Hit, phrase: Phrase) -> bool:
        """A body's name that is a common noun too ("Congress", "Ministry of Defence") with another country beside it, or in an article
        without its own country."""
        known = hit.known
        if hit.twin is None or known is None or known.code is None or known.use != "organisation":
            return False
        owners = self._roles.read(hit, phrase.start, phrase.end, self.possessors(phrase))
        codes = {r.code for r in owners if r.owned}
        if codes:
            return known.code not in codes
        return bool(self.home.counts) and known.code not in self.home.counts and known.code in self.tables.states

    def _is_quantity(self, phrase: Phrase) -> bool:
        word = self.parse.tokens[phrase.head]
        return bool(phrase.prep("of")) and (word.text.lower() in self.tables.words.quantities or word.pos == "NUM")

    def possessors(self, phrase: Phrase) -> tuple[Actor, ...]:
        """Whom the possessor of a phrase means."""
        if phrase.possessor is None:
            return ()
        return tuple(self.cast.actors[r.key] for member in phrase.possessor.members() for r in self.resolve(member))

    # ---------------------------------------------------------------- names
    def _named(self, hit: Hit, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        known = hit.known
        if known is None or known.use in ("nobody", "place"):
            return []
        if known.use in ("people", "peoples", "adjective"):
            return self._people(hit, known, phrase, clause)
        actor = self.named_actor(hit)
        return [] if actor is None else [actor]

    def _people(self, hit: Hit, known: Known, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """ "the Russians" are the government, "Russians" people, "a Russian" a person."""
        first = self.parse.tokens[phrase.start].text.lower()
        before = self.parse.tokens[hit.start - 1].text.lower() if hit.start else ""
        if known.use == "peoples" or before in self.tables.words.ethnic:
            code = (known.code if known.use == "peoples" else None) or self.home.code(None, hit.start, clause)
            return [
                self.cast.enter(
                    ("peoples", known.name, code), self.parse.words(hit.start, hit.end), "people", code=code, sector="CVL", number="many"
                )
            ]
        if first in ("the", "both") and phrase.end == hit.end and known.number != "one":
            actor = self.named_actor(hit)
            return [] if actor is None else [actor]
        if known.use == "adjective":
            return []
        if known.number == "one" and self.parse.tokens[hit.end - 1].tag not in ("NNS", "NNPS"):
            if self.parse.tokens[hit.end - 1].pos == "ADJ":
                return []
            return [self.cast.enter(("citizen", hit.start), self.parse.words(hit.start, hit.end), "person", code=known.code, sector="CVL")]
        where = self._place_behind(phrase)
        if where is not None and where != known.code:
            return [
                self.cast.enter(
                    ("people", known.code, where), self.parse.words(hit.start, hit.end), "people", code=where, sector="CVL", number="many"
                )
            ]
        return [
            self.cast.enter(
                ("people", known.code), self.parse.words(hit.start, hit.end), "people", code=known.code, sector="CVL", number="many"
            )
        ]

    def _place_behind(self, phrase: Phrase) -> str | None:
        """The country of the place that people live in: "the Albanians of southern Serbia"."""
        for name, inner in phrase.preps:
            hit = self.hits.at.get(inner.head)
            if (
                name in ("of", "in", "from")
                and hit is not None
                and hit.known is not None
                and hit.known.use in ("state", "place", "territory", "capital")
            ):
                return hit.known.code
        return None

    def named_actor(self, hit: Hit) -> Actor | None:
        """The entity that a name or adjective stands for; None for names that are nobody."""
        known = hit.known
        if known is None or known.use == "nobody":
            return None
        if known.kind == "country":
            number = "one"
            return self.cast.enter(
                ("state", known.code), known.name, "country", code=known.code, sector=known.sector, number=number, named=True
            )
        if known.use == "place":
            label = self.tables.states.get(known.code or "", known.code or "")
            return self.cast.enter(("state", known.code), label, "country", code=known.code, sector="GOV", named=True)
        if known.use == "peoples":
            code = known.code
            return self.cast.enter(("peoples", known.name, code), known.name, "people", code=code, sector="CVL", number="many")
        many = "many" if known.kind == "people" or known.name.endswith("s") else "one"
        branch = self._branch(hit, known)
        if branch is not None:
            return branch
        actor = self.cast.enter(
            ("org", known.name),
            known.name,
            known.kind,
            code=known.code,
            sector=known.sector,
            number=many,
            named=known.code is not None or known.use == "organisation",
        )
        actor.speaks = True
        return actor

    def _branch(self, hit: Hit, known: Known) -> Actor | None:
        """The national branch of a worldwide body: "the Turkish Red Crescent"."""
        before = self.hits.at.get(hit.start - 1)
        if known.code != "NGO" or before is None or before.known is None or before.known.use not in ("adjective", "people"):
            return None
        name = self.parse.words(before.start, hit.end)
        return self.cast.enter(("org", name), name, known.kind, code=before.known.code, sector=known.sector or "CVL", named=True)

    def _keep_names(self) -> None:
        """Mentions of the names, whether a role asks for them or not."""
        for hit in self.hits.items:
            if hit.known is not None and hit.known.use in ("state", "capital", "territory", "organisation", "group") and hit.twin is None:
                actor = self.named_actor(hit)
                if actor is not None:
                    actor.mentions.add((hit.start, hit.end))

    def _owning(self, hit: Hit) -> list[Actor]:
        if hit.person is not None or hit.start in self._persons.by_token:
            return [self._persons.by_token[hit.start]] if hit.start in self._persons.by_token else []
        if hit.known is not None:
            actor = self.named_actor(hit)
            return [actor] if actor is not None else []
        if hit.role is not None and hit.role.kind in ("government", "organisation", "people"):
            phrase = Phrase(hit.end - 1, hit.start, hit.end, "", "NOUN")
            return self.role_actors(hit, phrase, None)
        return []

    def _unknown(self, phrase: Phrase) -> list[Actor]:
        """A name that no table has: an organisation, when the parser takes it for one."""
        token = self.parse.tokens[phrase.head]
        if token.pos != "PROPN" or token.entity not in _NAMED:
            return []
        start, end = next(((s, e) for s, e, _ in self.parse.names if s <= phrase.head < e), (phrase.head, phrase.head + 1))
        name = self.parse.words(start, end).removeprefix("the ").removeprefix("The ").removesuffix("'s")
        return [self.cast.enter(("org", name), name, "organisation")]

    # ---------------------------------------------------------------- roles
    def role_actors(self, hit: Hit, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """The entities of a role noun: with its owner's code, or that of the people it can only mean."""
        role = hit.role or hit.twin
        if role is None or role.kind == "unknown":
            return []
        words, noun = self.tables.words, role.noun
        if noun in words.mirrors and phrase.possessor is not None:
            return self._coreference.mirror(hit, phrase, role)
        if role.many and noun in words.sides and self._coreference.is_both(phrase):
            return self._coreference.last_two(phrase)
        readings = self._roles.read(hit, phrase.start, phrase.end, self.possessors(phrase))
        if not readings:
            return []
        if noun in words.country and role.kind == "country":
            return self._coreference.country(readings, phrase, role)
        found: list[Actor] = []
        for reading in readings:
            actor = self._role_actor(reading, phrase, clause)
            if actor is not None:
                found.append(actor)
        return found

    def _role_actor(self, reading: Reading, phrase: Phrase, clause: Clause | None) -> Actor | None:
        role = reading.role
        definite = self.is_definite(phrase)
        if not reading.owned and definite:
            known = self._coreference.described(reading, phrase)
            if known is not None:
                return known
        if reading.owned and role.office and not role.many and not reading.former:
            holder = self._office_holder(reading)
            if holder is not None:
                return holder
        if role.noun in self.tables.words.bodies and reading.sector is None and not reading.owned and reading.backing is None:
            return None
        if role.carrier and role.sector is None and not reading.owned and reading.backing is None:
            return None
        if role.antecedent and not reading.owned and reading.backing is None:
            return None
        return self._enter_role(reading, phrase, clause)

    def _enter_role(self, reading: Reading, phrase: Phrase, clause: Clause | None) -> Actor | None:
        role = reading.role
        code = reading.code or (None if reading.owned else self.home.code(reading, phrase.head, clause))
        if role.noun in self.tables.words.governments and reading.sector == "GOV" and code in self.tables.states:
            return self.cast.enter(("state", code), self.tables.states[code or ""], "country", code=code, sector="GOV", named=True)
        if (
            role.noun in self.tables.words.states
            and reading.owner is not None
            and reading.owner.kind == "people"
            and reading.owner.code in ("EUR", "WST")
        ):
            return reading.owner
        many = role.many or self.parse.tokens[phrase.head].tag in ("NNS", "NNPS")
        unique: object = None
        if role.kind == "person" and not self.is_definite(phrase):
            unique = phrase.head if not many else ("many", reading.owner.key if reading.owner is not None else None)
        identity = ("role", role.noun, code, reading.sector, many, unique, None if code else reading.owner and reading.owner.key)
        kind = self._kind(role, many)
        number = "many" if many or kind == "people" else "one"
        actor = self.cast.enter(identity, self.label(phrase), kind, code=code, sector=reading.sector, others=reading.others, number=number)
        actor.titles.add(self.tables.words.same.get(role.noun, role.noun))
        actor.speaks = role.speaks
        if reading.owner is not None and reading.owner.kind != "person":
            actor.side = reading.owner.key
        return actor

    def _kind(self, role: Role, many: bool) -> Kind:
        if role.kind == "person":
            return "people" if many else "person"
        if role.kind == "people" and not many and role.noun.split()[-1] not in self.tables.words.collectives:
            return "person"
        return role.kind

    def _office_holder(self, reading: Reading) -> Actor | None:
        """The person of the article who holds an office of a country."""
        title = self.tables.words.same.get(reading.role.noun, reading.role.noun)
        found = [a for a in self.people_cast if a.code == reading.code and title in a.titles and a.sector == reading.sector]
        return found[0] if len(found) == 1 else None

    @cached_property
    def people_cast(self) -> list[Actor]:
        """The persons with names, in order of the text."""
        return list(dict.fromkeys(self._persons.by_token.values()))

    def is_definite(self, phrase: Phrase) -> bool:
        """Does the phrase begin like something that was named before ("the", "his", a bare title)?"""
        first, words = self.parse.tokens[phrase.start].text.lower(), self.tables.words
        bare = phrase.start == phrase.head and first not in words.indefinite and self.parse.tokens[phrase.head].tag in ("NN", "NNP")
        return first in words.definite or phrase.possessor is not None or bare

    # ---------------------------------------------------------------- words and places
    def _core(self, phrase: Phrase) -> tuple[int, int]:
        """The tokens that name the actor: the phrase without its prepositional phrases."""
        hit = self.hits.at.get(phrase.head)
        end = max(phrase.head + 1, hit.end if hit is not None else 0)
        return phrase.start, max(end, phrase.start + 1)

    def _span(self, phrase: Phrase) -> Span:
        end = max(phrase.end, phrase.head + 1)
        while end - 1 > phrase.head and self.parse.tokens[end - 1].text in (",", "'s", "’s", "-", "'", "’"):
            end -= 1
        return self.parse.span(phrase.start, end)

    def label(self, phrase: Phrase) -> str:
        """The words of a role as the name of its entity."""
        start, end = self._core(phrase)
        while start < end - 1 and self.parse.tokens[start].pos == "DET":
            start += 1
        return self.parse.words(start, end)

    def speaks_for(self, key: int) -> Actor:
        """Whom "we" means in the mouth of an entity: the country or body that it speaks for, else itself."""
        actor = self.cast.actors[key]
        if actor.kind in ("country", "government", "organisation", "armed-group"):
            return actor
        if actor.side is not None and self.cast.actors[actor.side].kind in ("organisation", "armed-group", "country"):
            return self.cast.actors[actor.side]
        if actor.sector in _SPEAKING and actor.speaks and actor.code in self.tables.states:
            return self.cast.enter(
                ("state", actor.code), self.tables.states[actor.code or ""], "country", code=actor.code, sector="GOV", named=True
            )
        return actor

    def state_of(self, actor: Actor) -> Actor | None:
        """The country that an entity belongs to."""
        if actor.code not in self.tables.states:
            return None
        return self.cast.enter(("state", actor.code), self.tables.states[actor.code], "country", code=actor.code, sector="GOV", named=True)

    def readings(self, hit: Hit, phrase: Phrase) -> list[Reading]:
        """The readings of a role without its possessor."""
        return self._roles.read(hit, phrase.start, phrase.end)

    def ranking(self) -> Counter[str]:
        """How often each country is named, by code; for `explain`."""
        return Counter(self.home.counts)
