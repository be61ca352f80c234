"""Pronouns and descriptions to the entities they point back to: near and fitting ones only, since a wrong link costs more than none."""

from __future__ import annotations

import bisect
from collections.abc import Collection

from onrecord.parse.clause import Clause, Phrase, Quotation, Seat
from onrecord.resolve.cast import Actor
from onrecord.resolve.hits import Hit
from onrecord.resolve.names import Names
from onrecord.resolve.roles import Reading
from onrecord.resolve.scene import Scene
from onrecord.resolve.sets import Said, Sets

_REACH = 3  # sentences back for pronouns
_BODY_REACH = 12  # and for "the alliance"
_SUBJECT = 1.5
_SAYER = 1.0
_ONE_FOR_MANY = 0.8  # a body in the singular is farther from "they"
_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})
_THING, _THINGS = Actor(-1, "", "unknown"), Actor(-2, "", "unknown", number="many")  # what no table and no role knows
_STATES = frozenset({"country", "government"})
_GROUPS = frozenset({"organisation", "armed-group"})
_ARMED = frozenset({"REB", "UAF", "PRM"})


class Coreference:
    """Looks back from a phrase over what the article has named before it."""

    def __init__(self, scene: Scene, names: Names) -> None:
        self.scene, self.names = scene, names
        self.parse, self.words = scene.parse, scene.tables.words
        self.speakers: list[tuple[int, int, int]] = []  # the smallest quotation first
        phrases: list[tuple[int, Hit | None]] = [(head, None) for head in self.parse.phrases]
        inner = [(h.start, h) for h in scene.hits.items if _is_inner(h, self.parse.phrases)]
        self._heads: list[tuple[int, Hit | None]] = sorted([*phrases, *inner], key=lambda pair: pair[0])
        self._next = 0
        self._said: list[Said] = []
        self.sets = Sets(scene, self.said_before)
        self._unsaid = self.words.i | self.words.we | self.words.relative

    def hear(self, speakers: list[tuple[int, int, int]]) -> None:
        """Takes the speakers of quotations; what was read without them is forgotten."""
        self.speakers = speakers
        self._next = 0
        self._said.clear()

    # ---------------------------------------------------------------- what was said before
    def said_before(self, at: int) -> list[Said]:
        """All phrases before a token, resolved, in order of the text. Read on from where the last question ended."""
        while self._next < len(self._heads) and self._heads[self._next][0] < at:
            head, hit = self._heads[self._next]
            self._next += 1
            for said in self._modifier(head, hit) if hit is not None else self._phrase(head):
                bisect.insort(self._said, said, key=lambda s: s.at)
        return self._said

    def _phrase(self, head: int) -> list[Said]:
        phrase, seat = self.parse.phrases[head], self.parse.seats.get(head)
        if self.parse.tokens[head].text.lower() in self._unsaid:
            return []
        clause = seat.clause if seat is not None else None
        slot = self._slot_of(seat)
        if slot in self.words.inside and self.scene.is_place(phrase):
            slot = "place"
        actors = self.scene.actors(phrase, clause) or self._thing(phrase)
        return [Said(head, self.parse.tokens[head].sentence, actor, slot, clause) for actor in actors]

    def _thing(self, phrase: Phrase) -> list[Actor]:
        """Stands for what is nobody known: a pronoun may mean it, and then means nobody else."""
        token = self.parse.tokens[phrase.head]
        if token.pos not in ("NOUN", "PROPN", "PRON") or token.entity in _MEASURES:
            return []
        many = token.tag in ("NNS", "NNPS") or bool(phrase.conjuncts) or self.parse.lowered[phrase.head] in self.words.they
        return [_THINGS if many else _THING]

    def _modifier(self, at: int, hit: Hit) -> list[Said]:
        """A name inside another phrase: "NATO" in "the NATO spokesman"."""
        actor = self.names.actor(hit)
        return [Said(at, self.parse.tokens[at].sentence, actor, "modifier", None)] if actor is not None else []

    def _slot_of(self, seat: Seat | None) -> str:
        if seat is None or (seat.on is not None and seat.slot not in ("apposition", *self.words.inside)):
            return "inner"
        return seat.slot

    # ---------------------------------------------------------------- pronouns
    def pronoun(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """The entities that a pronoun means."""
        word, words = self.parse.tokens[phrase.head].text.lower(), self.words
        if word in words.i or word in words.we:
            found = self._speaker(phrase, word in words.we)
        elif word in words.relative:
            found = self._relative(phrase, clause)
        elif word in words.reflexive:
            found = self._subject(phrase, clause)
        elif word in words.he or word in words.she:
            found = self._nearest_person(phrase, "f" if word in words.she else "m", clause)
        elif word in words.it:
            found = [] if self._is_expletive(phrase, clause) else self._nearest_body(phrase, clause)
        elif word in words.they:
            found = self._nearest_many(phrase, clause)
        else:
            number = self.sets.number(phrase)
            found = self.sets.members(phrase, number) if number else []
        return found

    def _subject(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """Whom "himself" means: the subject of its clause."""
        own = clause or self._clause(phrase)
        subjects = own.subjects if own is not None else ()
        return [actor for subject in subjects[:1] if subject.head < phrase.head for actor in self.scene.actors(subject, own)]

    def _speaker(self, phrase: Phrase, side: bool) -> list[Actor]:
        key = self._speaker_at(phrase.head)
        if key is None or self.parse.tokens[phrase.head].text == "US":
            return []
        return [self.scene.speaks_for(key)] if side else [self.scene.cast.actors[key]]

    def _speaker_at(self, at: int) -> int | None:
        return next((key for start, end, key in self.speakers if start <= at < end and self._in_his_words(at, start, end)), None)

    def _in_his_words(self, at: int, start: int, end: int) -> bool:
        """Are these the speaker's own words? What stands outside the marks of a half-quoted content is the reporter's."""
        marked = self.parse.inside_quotation(at) is not None
        return marked or not any(start <= quotation.start < end for quotation in self.parse.quotations)

    def _relative(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        if clause is None:
            seat = self.parse.seats.get(phrase.head)
            clause = seat.clause if seat is not None else None
        if clause is None or clause.noun is None or clause.relation != "relative" or clause.noun.head == phrase.head:
            return []
        return self.scene.actors(clause.noun)

    def _is_expletive(self, phrase: Phrase, clause: Clause | None) -> bool:
        seat = self.parse.seats.get(phrase.head)
        clause = clause or (seat.clause if seat is not None else None)
        return clause is not None and clause.lemma in self.words.expletive and (clause.pos != "VERB" or bool(clause.complements))

    # ---------------------------------------------------------------- looking back
    def _before(self, phrase: Phrase, reach: int, clause: Clause | None, *, places: bool = False) -> list[tuple[float, Said]]:
        """What stands before a phrase within `reach` sentences, with a distance; arguments of the same clause are left out."""
        own = clause or self._clause(phrase)
        here = self.parse.tokens[phrase.head].sentence
        slot, around, beside = self._slot(phrase), self._around(phrase), self._beside(phrase, own)
        speaker = self._speaker_at(phrase.head)
        marked = self.parse.inside_quotation(phrase.head)
        acts = own is not None and slot == "subject" and own.lemma in self.words.uttering
        found: list[tuple[float, Said]] = []
        for said in reversed(self.said_before(phrase.start)):
            if here - said.sentence > reach:
                break
            if said.at >= phrase.start or (said.slot == "place" and not places) or said.at in around:
                continue
            same = said.clause is not None and own is not None and said.clause is own and slot not in ("possessor", "inner")
            speaks = said.actor.key == speaker
            if (acts and said.actor.key < 0) or (speaks and marked is not None):  # between marks a speaker is "I", never "he"
                continue
            if not same and said.actor.key not in beside and not self._is_inside(said, phrase):
                distance = self._distance(said, phrase) - (_SAYER if speaks else 0.0)
                found.append((distance + (1.0 if self._in_other_quotation(said.at, marked) else 0.0), said))
        return sorted(found, key=lambda pair: (pair[0], -pair[1].at))

    def _distance(self, said: Said, phrase: Phrase) -> float:
        """How far off: by sentences and words; subjects are near, what stands inside other phrases far."""
        distance = 2.0 * (self.parse.tokens[phrase.head].sentence - said.sentence) + (phrase.head - said.at) / 60
        distance -= _SUBJECT if self._leads(said) else -0.7 if said.slot in ("inner", "modifier") else 0.0
        distance += 1.0 if said.actor.kind == "person" and not said.actor.named else 0.0
        return distance

    def _beside(self, phrase: Phrase, own: Clause | None) -> set[int]:
        """Who else takes part in the pronoun's own clause by name: "he" in "he met Holm" is not Holm."""
        seat = self.parse.seats.get(phrase.head)
        if own is None or seat is None or seat.on is not None:
            return set()
        others = (*own.subjects, *own.objects, *own.indirect)
        named = [other for other in others if other.head != phrase.head and other.pos == "PROPN"]
        return {actor.key for other in named for actor in self.scene.actors(other, own)}

    def _leads(self, said: Said) -> bool:
        """Is it the subject as the sentence has it: in a passive clause what is done to, not who does it?"""
        if said.clause is None or not said.clause.passive:
            return said.slot == "subject"
        return said.slot == "object" and said.at < said.clause.head

    def _around(self, phrase: Phrase) -> set[int]:
        """The heads of the phrases that a phrase stands inside: "its main rival" is not the one that it is put beside."""
        heads: set[int] = set()
        seat = self.parse.seats.get(phrase.head)
        while seat is not None and seat.on is not None and seat.on.head not in heads:
            heads.add(seat.on.head)
            seat = self.parse.seats.get(seat.on.head)
        return heads

    def _clause(self, phrase: Phrase) -> Clause | None:
        seat = self.parse.seats.get(phrase.head)
        return seat.clause if seat is not None else None

    def _slot(self, phrase: Phrase) -> str:
        seat = self.parse.seats.get(phrase.head)
        return "inner" if seat is None or seat.on is not None else seat.slot

    def _is_inside(self, said: Said, phrase: Phrase) -> bool:
        return phrase.start <= said.at < phrase.end

    def _in_other_quotation(self, at: int, here: Quotation | None) -> bool:
        quotation = self.parse.inside_quotation(at)
        return quotation is not None and quotation is not here

    def _nearest_person(self, phrase: Phrase, sex: str, clause: Clause | None) -> list[Actor]:
        fitting = [
            (d, s.actor) for d, s in self._before(phrase, _REACH, clause)
            if s.actor.kind == "person" and s.actor.number == "one" and s.actor.sex in ("", sex) and s.slot != "inner-possessor"
        ]  # fmt: skip
        return self._clear(fitting)

    def _nearest_body(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        """The nearest country or body, unless a thing is nearer."""
        fitting = [
            (d, s.actor) for d, s in self._before(phrase, 1, clause)
            if (s.actor.kind in (_STATES | _GROUPS) or s.actor is _THING) and s.slot in ("subject", "object", "by")
        ]  # fmt: skip
        return self._clear(fitting)

    def _nearest_many(self, phrase: Phrase, clause: Clause | None) -> list[Actor]:
        near = [(d, s) for d, s in self._before(phrase, 2, clause) if s.slot not in ("inner", "modifier")]
        for distance, said in near:
            clause = said.clause if said.slot == "subject" else None
            together = [s.actor for _, s in near if s.at == said.at or (clause is not None and s.clause is clause and s.slot == "subject")]
            if len(together) > 1 and distance <= near[0][0] + 0.05:
                return [actor for actor in together if actor.key >= 0]
        many = [(d, s.actor) for d, s in near if s.actor.number == "many"]
        bodies = [(d + _ONE_FOR_MANY, s.actor) for d, s in near if s.actor.number == "one" and s.actor.kind in _GROUPS and self._leads(s)]
        return self._clear(sorted([*many, *bodies], key=lambda pair: pair[0]))

    def _clear(self, fitting: list[tuple[float, Actor]]) -> list[Actor]:
        """The nearest one, unless another is as near, or it is nobody known."""
        if not fitting or fitting[0][1].key < 0:
            return []
        best, actor = fitting[0]
        rival = next((d for d, other in fitting if other is not actor), None)
        return [] if rival is not None and rival - best < 0.05 else [actor]

    # ---------------------------------------------------------------- descriptions
    def described(self, reading: Reading, phrase: Phrase) -> Actor | None:
        """Whom "the minister", "the alliance", "the group" name again."""
        role = reading.role
        if role.kind == "person" and not role.many:
            return self._same_title(reading, phrase)
        again = self._same_name(reading, phrase) or self._same_body(reading, phrase)
        if again is not None:
            return again
        if role.kind in ("people", "armed-group") and role.sector in _ARMED and reading.backing is None:
            return self._armed(reading, phrase)
        if role.noun in self.words.bodies and (
            role.antecedent or role.sector is None or role.sector in ("REB", "UAF", "PTY", "BUS", "JRN", "CVL", "JUD", "EDU")
        ):
            return self._body(reading, phrase)
        return None

    def _same_title(self, reading: Reading, phrase: Phrase) -> Actor | None:
        title = self.words.same.get(reading.role.noun, reading.role.noun)
        for _, said in self._before(phrase, 40, None):
            actor = said.actor
            one = actor.kind == "person" and actor.number == "one"
            known = any(t == title or _ends(t, title, self.words.ranks) for t in actor.titles)
            if one and known and reading.former == (actor.sector == "ELI"):
                return actor
        return None

    def _same_body(self, reading: Reading, phrase: Phrase) -> Actor | None:
        """ "The ministry" after "the foreign ministry", "the army" after "Norway's army"."""
        noun = reading.role.noun
        for _, said in self._before(phrase, _BODY_REACH if reading.role.kind == "organisation" else _REACH, None):
            actor = said.actor
            if (
                actor.code is not None
                and actor.sector == reading.sector
                and not actor.named
                and any(t == noun or t.endswith(f" {noun}") for t in actor.titles)
            ):
                return actor
        return None

    def _same_name(self, reading: Reading, phrase: Phrase) -> Actor | None:
        """The body last named whose name ends in the noun, or has it before "of": "the agency" after "the Energy Agency of Norway"."""
        if reading.role.many or reading.role.kind == "person":
            return None
        for _, said in self._before(phrase, _BODY_REACH, None):
            words = said.actor.name.lower().split()
            end = next((i for i, word in enumerate(words) if i and word in self.words.parted), len(words))
            head = words[end - 1] if words else ""
            if said.actor.kind == "organisation" and said.actor.named and head == reading.role.noun:
                return said.actor
        return None

    def _armed(self, reading: Reading, phrase: Phrase) -> Actor | None:
        """The only armed group with a name that stands near before "the rebels", "the militants"; "the gunman" is nobody named."""
        if not reading.role.many:
            return None
        named = {s.actor.key: s.actor for _, s in self._before(phrase, _REACH, None) if s.actor.kind == "armed-group" and s.actor.named}
        return next(iter(named.values())) if len(named) == 1 else None

    def _body(self, reading: Reading, phrase: Phrase) -> Actor | None:
        armed = reading.sector in ("REB", "UAF", "PRM", "CRM")
        for _, said in self._before(phrase, _BODY_REACH, None):
            actor = said.actor
            crowd = actor.kind == "people" and actor.sector in _ARMED and reading.sector is None
            if (actor.kind not in _GROUPS and not crowd) or (armed and actor.kind != "armed-group"):
                continue
            if crowd is False and (actor.number == "many") != (reading.role.many or armed) and not actor.named:
                continue
            plain = reading.sector is None or reading.sector == actor.sector or (armed and actor.kind == "armed-group")
            if plain and ((actor.named and actor.name[:1].isupper()) or crowd or reading.role.noun in actor.titles):
                if reading.role.noun in self.words.alliances and actor.code not in ("IGO", "EUR", "UNO") and actor.sector is not None:
                    continue
                return actor
        return None

    def nearest_country(self, phrase: Phrase) -> list[Actor]:
        """The country that "the country" names again."""
        states = self.scene.tables.states
        before = self._before(phrase, _REACH, None, places=True)
        quotation = self.parse.inside_quotation(phrase.head)
        if quotation is not None:  # a speaker's country may be his own: only what he has named himself is clear
            before = [(d, s) for d, s in before if quotation.start <= s.at < quotation.end]
        return self._clear([(d, s.actor) for d, s in before if s.actor.kind == "country" and s.actor.code in states])

    def other_country(self, phrase: Phrase, code: str | None) -> list[Actor]:
        """Who "its neighbour" is: the only other country named near by."""
        states = self.scene.tables.states
        near = [s.actor for _, s in self._before(phrase, 1, None, places=True)]
        codes = {actor.code for actor in near if actor.code in states} - {code}
        state = self.scene.state(next(iter(codes))) if len(codes) == 1 and code is not None else None
        return [state] if state is not None else []


def _is_inner(hit: Hit, phrases: Collection[int]) -> bool:
    named = hit.known is not None and hit.known.use in ("organisation", "state")
    return named and not any(at in phrases for at in range(hit.start, hit.end))


def _ends(title: str, noun: str, ranks: Collection[str]) -> bool:
    """Is "foreign minister" a "minister"? A vice president is no president, a prime minister no minister."""
    return title.endswith(f" {noun}") and title.split(maxsplit=1)[0] not in ranks
