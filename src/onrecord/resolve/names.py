"""Names of countries, bodies and peoples to entities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from onrecord.knowledge.actors import ActorTables, Known
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import EntityKind
from onrecord.resolve.cast import Actor, Cast
from onrecord.resolve.hits import Hit, Hits

_KEPT = frozenset({"state", "capital", "territory", "organisation", "group"})
_PLACES = frozenset({"state", "place", "territory", "capital"})
_OWNING = frozenset({"adjective", "people", "state"})
_NAMED = frozenset({"ORG", "NORP", "FAC"})
_STRAY = frozenset({"", "LOC", "PRODUCT", "WORK_OF_ART", "PERSON"})


@dataclass
class Names:
    """Enters named entities; `home` gives the country of people without one."""

    parse: Parse
    tables: ActorTables
    hits: Hits
    cast: Cast
    home: Callable[[int, Clause | None], str | None] = lambda at, clause: None

    def actor(self, hit: Hit) -> Actor | None:
        """The entity that a name or adjective stands for; None for names that are nobody."""
        known = hit.known
        if known is None or known.use == "nobody":
            return None
        if known.use == "place" and known.code is None:
            return self.cast.enter(("land", known.name), known.name, "government", sector="GOV")
        if known.kind == "country" or known.use == "place":
            name = self.tables.states.get(known.code or "", known.name)
            return self.cast.enter(("state", known.code), name, "country", code=known.code, sector="GOV", named=True)
        if known.use == "peoples":
            return self.cast.enter(("peoples", known.name, known.code), known.name, "people", code=known.code, sector="CVL", number="many")
        return self._branch(hit, known) or self._body(known)

    def _body(self, known: Known) -> Actor:
        named = known.code is not None or known.use == "organisation"
        actor = self.cast.enter(("org", known.name), known.name, known.kind, code=known.code, sector=known.sector, named=named, speaks=True)
        if known.kind in ("people", "armed-group"):
            actor.number = "many"
        return actor

    def _branch(self, hit: Hit, known: Known) -> Actor | None:
        """The national branch of a worldwide body, or a country's body with a common name: "the Turkish Red Crescent"."""
        before = self.hits.at.get(hit.start - 1)
        if known.code not in ("NGO", None) or before is None or before.known is None or before.known.use not in ("adjective", "people"):
            return None
        name = self.parse.words(before.start, hit.end)
        return self.cast.enter(("org", name), name, known.kind, code=before.known.code, sector=known.sector or "CVL", named=True)

    def keep(self) -> None:
        """Mentions of the names, whether a role asks for them or not."""
        for hit in self.hits.items:
            if hit.known is not None and hit.known.use in _KEPT and hit.twin is None:
                actor = self.actor(hit)
                if actor is not None:
                    actor.mentions.add((hit.start, hit.end))

    # ---------------------------------------------------------------- phrases
    def read(self, hit: Hit, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """The entity of a phrase whose head is a known name; a town that is no capital is nobody who acts."""
        known = hit.known
        if known is None or known.use == "nobody":
            return []
        if known.use == "place":
            return [self.city(known)] if self.acts(phrase) else []
        if known.use == "state" and self._ends_body(hit):
            return self.unknown(phrase, known.code)
        people = known.use in ("people", "peoples", "adjective")
        found = self._people(hit, known, phrase, clause) if people else self.actor(hit)
        return [actor for actor in (self._shared(hit, phrase), found) if actor is not None]

    def acts(self, phrase: Phrase) -> bool:
        """Does the phrase do something itself: is it the subject of a verb of its own?"""
        seat = self.parse.seats.get(phrase.head)
        return seat is not None and seat.on is None and seat.slot == "subject" and seat.clause is not None and seat.clause.pos == "VERB"

    def city(self, known: Known) -> Actor:
        """A city or region that acts is its government: "Chicago sued the firm"."""
        named = (("city", known.name, known.code), known.name, "government")
        return self.cast.enter(*named, code=known.code, sector="GOV", speaks=True)  # type: ignore[arg-type]

    def _shared(self, hit: Hit, phrase: Phrase) -> Actor | None:
        """The first state of "North and South Korea", which has no phrase of its own."""
        before = self.hits.at.get(hit.start - 2) if hit.start - 2 >= phrase.start else None
        joined = self.parse.tokens[hit.start - 1].text in self.tables.words.joined
        states = before is not None and before.known is not None and before.known.use == "state" == (hit.known and hit.known.use)
        return self.actor(before) if before is not None and joined and states and before.end == hit.start - 1 else None

    def _people(self, hit: Hit, known: Known, phrase: Phrase, clause: Clause | None) -> Actor | None:
        """The government for "the Russians", people for "Russians", a person for "a Russian"."""
        tokens = self.parse.tokens
        if known.use == "peoples" or (hit.start and tokens[hit.start - 1].text.lower() in self.tables.words.ethnic):
            code = (known.code if known.use == "peoples" else None) or self.home(hit.start, clause)
            return self._enter_people(hit, ("peoples", known.name, code), code)
        if tokens[phrase.start].text.lower() in self.tables.words.definite and phrase.end == hit.end and known.number != "one":
            return self.actor(hit)
        if known.use == "adjective":
            return None
        if known.number == "one" and tokens[hit.end - 1].tag not in ("NNS", "NNPS"):
            if tokens[hit.end - 1].pos == "ADJ":
                return None
            return self.cast.enter(("citizen", hit.start), self.parse.words(hit.start, hit.end), "person", code=known.code, sector="CVL")
        where = self._place_behind(phrase) or known.code
        return self._enter_people(hit, ("people", known.code, where), where)

    def _enter_people(self, hit: Hit, identity: tuple[str | None, ...], code: str | None) -> Actor:
        return self.cast.enter(identity, self.parse.words(hit.start, hit.end), "people", code=code, sector="CVL", number="many")

    def _place_behind(self, phrase: Phrase) -> str | None:
        """The country of the place that people live in: "the Albanians of southern Serbia"."""
        for name, inner in phrase.preps:
            hit = self.hits.at.get(inner.head)
            if name in self.tables.words.home and hit is not None and hit.known is not None and hit.known.use in _PLACES:
                return hit.known.code
        return None

    def _ends_body(self, hit: Hit) -> bool:
        """Is a country the last word of a body's name: "Children's Villages Sudan"?"""
        before = self.parse.tokens[hit.start - 1] if hit.start else None
        whole = next(((s, e) for s, e, label in self.parse.names if label == "ORG" and s < hit.start and hit.end == e), None)
        return whole is not None and before is not None and before.pos == "PROPN" and before.i not in self.hits.at

    def unknown(self, phrase: Phrase, code: str | None = None) -> list[Actor]:
        """A name that no table has: an organisation, or somebody of whom only the name is known (a state, a town that acts)."""
        token = self.parse.tokens[phrase.head]
        if token.pos != "PROPN" or not (token.entity in _NAMED or (self._may_be_side(phrase) and phrase.head not in self.hits.at)):
            return []
        start, end = next(((s, e) for s, e, _ in self.parse.names if s <= phrase.head < e), (phrase.head, phrase.head + 1))
        name = self.parse.words(start, end).removeprefix("the ").removeprefix("The ").removesuffix("'s")
        told, sector = self._told(phrase, start)
        code = code or self._first_country(start, end) or told
        kind: EntityKind = "organisation" if token.entity in _NAMED else "unknown"
        actor = self.cast.enter(("org", name), name, kind, code=code, sector=sector)
        actor.code, actor.sector = actor.code or code, actor.sector or sector
        return [actor]

    def _told(self, phrase: Phrase, start: int) -> tuple[str | None, str | None]:
        """What the words before a body's name, or behind it, say it is: "the Norwegian firm X", "X, a Norwegian firm,"."""
        for low, high in ((phrase.start, start), *((p.start, p.head + 1) for p in phrase.appositions)):
            hits = self.hits.between(low, high)
            roles = [h.role for h in hits if h.role is not None and h.role.kind != "unknown" and not h.role.many]
            owners = [h.known for h in hits if h.known is not None and h.known.kind == "country" and h.known.use in _OWNING]
            if roles and roles[-1].kind in ("organisation", "people", "armed-group"):
                return (owners[-1].code if owners else None), roles[-1].sector
        return None, None

    def _may_be_side(self, phrase: Phrase) -> bool:
        """May a name be somebody who acts though the parser took it for a place or for no name?

        The latter only where it has two words ("the Eastern Brigades"), or where nobody in the article is known.
        """
        label = self.parse.tokens[phrase.head].entity
        long = label == "" and any(self.parse.tokens[i].pos == "PROPN" and i not in self.hits.at for i in phrase.modifiers)
        return label == "GPE" or long or (label in _STRAY and self.knows_nobody)

    @cached_property
    def knows_nobody(self) -> bool:
        """Is no country or body of the article in the tables (an invented world, a corner that nobody wrote down)?"""
        return not any(hit.known is not None and hit.known.code is not None for hit in self.hits.items)

    def _first_country(self, start: int, end: int) -> str | None:
        """The country that the name of a body begins with: "Estonian Centre for Investments"."""
        hit = next(iter(self.hits.between(start, end)), None)
        first = start + (self.parse.tokens[start].text.lower() == "the")
        known = hit.known if hit is not None and hit.start == first else None
        return known.code if known is not None and known.kind == "country" and known.use in ("adjective", "people", "state") else None
