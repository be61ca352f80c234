"""Which country local people belong to when the words do not say: that of the clause's place, an earlier phrase, the whole article."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from onrecord.knowledge.actors import INTERNATIONAL
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.resolve.hits import Hit, Hits
from onrecord.resolve.persons import PersonFinder
from onrecord.resolve.roles import Reading, RoleReader

_LEAD = 3  # sentences that count double
_CLEAR = 1.6  # the main country is named so many times as often as the next
_WORTH = {
    "state": 1.0,
    "adjective": 1.0,
    "people": 1.0,
    "capital": 0.7,
    "territory": 1.0,
    "place": 1.0,
    "peoples": 0.5,
    "organisation": 0.5,
}
_ORGANS = frozenset({"MIL", "COP", "JUD", "LEG", "OPP", "PTY", "SPY", "REB", "PRE"})
_PLACES = frozenset({"state", "capital", "territory", "place"})
_ROOTLESS = frozenset({"REF"})  # who has left a country is not that of the article
_DOMESTIC = frozenset(
    {"COP", "JUD", "LEG", "OPP", "PTY", "REB", "PRE", "UAF", "PRM", "CRM", "CVL", "EDU", "LAB", "MED", "REL", "AGR", "SOC", "ELI"}
)
_AT_HOME = frozenset({"COP", "JUD", "LEG", "CVL", "MED", "EDU", "LAB", "AGR", "REL"})  # who is of the main country before all
_HOLDING = frozenset({"COP", "JUD"})
_LEADING = 1.0
_LOOKED_UP = 0.5  # a town of the gazetteer
_SHORT = 4  # tokens of a sentence that is no more than its place
_AS_MUCH = 0.75  # of the most named country
_UNKNOWN = "?"  # a state that no table has
_TOLD = 4.0  # the main country is named this much before people without a role are taken to be of it: twice in the lead


class Home:
    """Countries of an article, counted once."""

    def __init__(self, parse: Parse, hits: Hits, persons: PersonFinder, roles: RoleReader) -> None:
        self.parse, self.hits, self.persons = parse, hits, persons
        self.words = roles.tables.words
        self.counts: Counter[str] = Counter()
        self.places: Counter[str] = Counter()  # towns and regions, and states behind "in"
        self._count()
        self._remembered: dict[tuple[str | None, str], set[str]] = {}
        self._remember(roles)

    def code(self, reading: Reading | None, at: int, clause: Clause | None) -> str | None:
        """The code for people around token `at`, or None when no country is clear. `reading` None: people without a role."""
        if reading is not None and reading.code is not None:
            return reading.code
        if reading is not None and reading.role.many and (reading.role.office or reading.role.noun in self.words.governments):
            return None
        held = self._held_by(clause, at)
        if held is not None and (reading is None or reading.sector in _DOMESTIC):
            return held
        remembered = self._recalled(reading)
        if reading is not None and (reading.role.noun in self.words.abroad or reading.sector in _ROOTLESS):
            return remembered
        local = self._place(clause)
        if local is not None and (reading is None or reading.sector not in self.words.travels):
            return None if local == _UNKNOWN else local
        if remembered or self.main:
            at_home = reading is not None and reading.sector in _AT_HOME and self.main is not None
            return self.main if at_home else remembered or self.main
        if reading is None or reading.sector in _DOMESTIC:
            scene = self._scene(at)
            told_from = self._told_from if reading is None or reading.sector in _AT_HOME else None
            return None if scene == _UNKNOWN else scene or self._near(at) or told_from
        return self._acting(at)

    def presumed(self) -> str | None:
        """The country of persons of whom nothing is told: the one that the article is plainly about and names more than in passing."""
        code = self.main or self._told_from
        return code if code is not None and self.counts[code] >= _TOLD else None

    def _recalled(self, reading: Reading | None) -> str | None:
        """The only country that earlier or later phrases with the same role, or of the same organs, belong to."""
        if reading is None:
            return None
        known = self._remembered.get((reading.sector, reading.role.noun)) or self._remembered.get((reading.sector, ""), set())
        return next(iter(known)) if len(known) == 1 else None

    def _acting(self, at: int) -> str | None:
        """For a government's own people: the only state that acts in the sentence, else the only one that acts in the lead."""
        codes = self._acting_in(self.parse.tokens[at].sentence)
        for number in range(_LEAD) if not codes else ():
            codes |= self._acting_in(number)
        return next(iter(codes)) if len(codes) == 1 else None

    def _acting_in(self, sentence: int) -> set[str]:
        """The countries of the subjects of a sentence."""
        codes: set[str] = set()
        for head in range(*self.parse.sentences[sentence]) if sentence < len(self.parse.sentences) else ():
            seat = self.parse.seats.get(head)
            if seat is not None and seat.slot == "subject" and seat.on is None and head in self.parse.phrases:
                codes |= self._codes_of(self.parse.phrases[head])
        return codes - INTERNATIONAL

    def _codes_of(self, phrase: Phrase) -> set[str]:
        person = self.persons.by_token.get(phrase.head)
        if person is not None:
            return {person.code} if person.code is not None else set()
        found = self.hits.between(phrase.start, phrase.head + 1)
        return {hit.known.code for hit in found if hit.known is not None and hit.known.use in _WORTH and hit.known.code is not None}

    def _near(self, at: int) -> str | None:
        """For people of a place: the country of the towns and regions that the article names, else the only country of the sentence."""
        return _clear(self.places) or self._only(at)

    def _only(self, at: int) -> str | None:
        sentence = self.parse.tokens[at].sentence
        start, end = self.parse.sentences[sentence]
        codes = {
            h.known.code
            for h in self.hits.between(start, end)
            if h.known is not None and h.known.use in _WORTH and h.known.code is not None
        }
        codes |= {actor.code for i in range(start, end) if (actor := self.persons.by_token.get(i)) is not None and actor.code is not None}
        return next(iter(codes)) if len(codes) == 1 and not codes & INTERNATIONAL else None

    @property
    def main(self) -> str | None:
        """The country that the article is plainly about, or None."""
        clear = _clear(self.counts)
        return None if clear == _UNKNOWN else clear

    @cached_property
    def _told_from(self) -> str | None:
        """The country of the dateline, when the article names it as much as any other: two states of one story are told from one side."""
        there = [h for h in self.hits.items if self.parse.kinds[self.parse.tokens[h.start].sentence] == "dateline" and h.known is not None]
        places = [h for h in there if h.known is not None and h.known.use in _PLACES and h.known.code is not None]
        named = [h for h in places if self.parse.words(h.start, h.end).title() not in self.words.hubs]
        codes = {h.known.code for h in named if h.known is not None}
        code = next(iter(codes)) if len(codes) == 1 else None
        return code if code is not None and self.counts[code] >= max(self.counts.values()) * _AS_MUCH else None

    # ---------------------------------------------------------------- counting
    def _count(self) -> None:
        for hit in self.hits.items:
            known = hit.known
            if known is None or known.code in INTERNATIONAL or known.use not in _WORTH or hit.twin is not None:
                continue
            if known.code is None:
                self.counts[_UNKNOWN] += 1.0 if known.use == "place" else 0.0  # type: ignore[assignment]
                continue
            if hit.start and self.parse.tokens[hit.start - 1].text.lower() in self.words.ethnic:
                continue
            sentence = self.parse.tokens[hit.start].sentence
            worth = (_WORTH[known.use] if hit.listed else _LOOKED_UP) * (2 if sentence < _LEAD else 1)
            if self.parse.kinds[sentence] == "dateline":
                worth += 2
            if self.parse.kinds[sentence] not in ("furniture", "caption", "byline", "kicker"):
                self.counts[known.code] += worth + self._leads(hit, sentence)  # type: ignore[assignment]
                if known.use in ("place", "territory") or (known.use in ("capital", "state") and self._is_located(hit)):
                    self.places[known.code] += 1
        for actor in dict.fromkeys(self.persons.by_token.values()):
            for spell in self._spells(actor.key):
                self.counts[spell] += 1

    def _leads(self, hit: Hit, sentence: int) -> float:
        """A country that acts in the first sentences is what the article is about."""
        seat, known = self.parse.seats.get(hit.end - 1), hit.known
        if seat is None or seat.slot != "subject" or known is None or known.code is None:
            return 0.0
        return _LEADING if sentence < _LEAD else 0.0

    def _is_located(self, hit: Hit) -> bool:
        return hit.start > 0 and self.parse.tokens[hit.start - 1].text.lower() in self.words.local

    def _spells(self, key: int) -> list[str]:
        person = self.persons.known.get(key)
        codes = sorted({s.country for s in person.spells} - INTERNATIONAL) if person is not None else []
        return codes[:1] if len(codes) == 1 else []

    def _remember(self, roles: RoleReader) -> None:
        """The countries of roles whose owner the text names."""
        for hit in self.hits.items:
            if hit.role is None or hit.role.kind == "unknown":
                continue
            phrase = self._phrase(hit)
            for reading in roles.read(hit, phrase.start, phrase.end) if phrase is not None else ():
                if reading.code is not None and reading.owned and reading.code not in INTERNATIONAL:
                    for noun in (reading.role.noun, "") if reading.sector in _ORGANS else (reading.role.noun,):
                        self._remembered.setdefault((reading.sector, noun), set()).add(reading.code)

    def _phrase(self, hit: Hit) -> Phrase | None:
        return next((self.parse.phrases[at] for at in range(hit.end - 1, hit.start - 1, -1) if at in self.parse.phrases), None)

    # ---------------------------------------------------------------- the clause's own place
    def _place(self, clause: Clause | None) -> str | None:
        if clause is None:
            return None
        phrases = [p for name, p in clause.obliques if name in self.words.local]
        phrases += [p for argument in (*clause.objects, *clause.subjects) for name, p in argument.preps if name in self.words.local]
        codes = {code for p in phrases if (code := self._code_of_place(p))}
        return next(iter(codes)) if len(codes) == 1 else None

    def _scene(self, at: int) -> str | None:
        """The country of the place that opens the sentence, or an earlier one of its paragraph: "In Quito, the opposition ..."."""
        sentence = self.parse.tokens[at].sentence
        while sentence >= 0 and self.parse.paragraphs[sentence] == self.parse.paragraphs[self.parse.tokens[at].sentence]:
            start, end = self.parse.sentences[sentence]
            hit = self.hits.at.get(start + 1)
            opens = end - start > _SHORT and self.parse.lowered[start] in self.words.home and hit is not None and hit.end < end
            if opens and hit is not None and hit.known is not None and hit.known.use in _PLACES and self.parse.tokens[hit.end].text == ",":
                return hit.known.code or _UNKNOWN
            sentence -= 1
        return None

    def _held_by(self, clause: Clause | None, at: int) -> str | None:
        """The country of the police or court that does something to them: "Paris police arrested 12 people"."""
        codes: set[str] = set()
        for subject in clause.subjects if clause is not None else ():
            hit = self.hits.at.get(subject.head)
            if hit is not None and hit.role is not None and hit.role.sector in _HOLDING and not subject.start <= at < subject.end:
                codes |= self._codes_of(subject)
        return next(iter(codes)) if len(codes) == 1 and not codes & INTERNATIONAL else None

    def _code_of_place(self, phrase: Phrase) -> str | None:
        """The country of "Kyiv", of "the western Ukrainian city of Lviv"."""
        hit = self.hits.at.get(phrase.head)
        if hit is not None and hit.known is not None and hit.known.use in _PLACES:
            return None if hit.known.code in INTERNATIONAL else hit.known.code or _UNKNOWN
        if self.parse.tokens[phrase.head].lemma.lower() not in self.words.localities:
            return None
        inside = self.hits.between(phrase.start, phrase.end)
        codes = {h.known.code for h in inside if h.known is not None and h.known.use in _WORTH and h.known.code is not None} - INTERNATIONAL
        return next(iter(codes)) if len(codes) == 1 else None


def _clear(counts: Counter[str]) -> str | None:
    """The code that stands out."""
    ranked = counts.most_common(2)
    if not ranked:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1] else None
