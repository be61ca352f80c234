"""Where an event happened: the place that belongs to it by grammar, with the words that tell it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.coding.events import EventDraft
from onrecord.coding.spots import clause_above, tokens_of
from onrecord.knowledge.place_words import PlaceWords, load_place_words
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import Place, Span

_SCENE = ("noun", "to", "ing", "bare", "as", "conjunct", "participle", "purpose")  # clauses that share the scene of the one above
_DEEP = 4  # clauses above that are asked
_OUTER = 2  # the rank of a place inside a phrase of the predicate
_OBJECT = 3  # and of one inside its object
_VAGUE = 2  # a whole country, or a town that is only near, comes so many ranks behind
_LAST = 7  # behind all names
_BACK = 3  # sentences back that "the city" may mean a place of

Told = tuple[Place, Span]
_Rank = tuple[int, int, int, int]  # how sure, whether before the trigger, how far from it; and how sure by grammar alone


@dataclass(frozen=True, slots=True)
class _Lead:
    """The preposition before a place, and the token that it stands on."""

    word: str
    at: int


class EventPlaces:
    """The places of an article by the tokens that they stand on; `cues` are the predicates of clauses that attribute."""

    def __init__(self, parse: Parse, places: Sequence[Place], words: ParseWords, cues: Collection[int]) -> None:
        self.parse, self.words, self.cues = parse, words, cues
        self.places = [(at, place) for place in places if (at := tokens_of(parse, place.span))]

    @cached_property
    def _lists(self) -> PlaceWords:
        return load_place_words()

    @cached_property
    def _leads(self) -> frozenset[str]:
        """All prepositions that may tell where an act happens."""
        where = self._lists.where
        return where["act"] | where["word"] | where["to"] | where["from"]

    @cached_property
    def _grounds(self) -> frozenset[str]:
        """Words for places, which a name follows with "of"."""
        return self.words.grounds | self._lists.where["grounds"]

    def place_of(self, draft: EventDraft, *, ground: bool) -> Told | None:
        """The place of an event and the words that tell it, None where its sentence tells none.

        What happens on the `ground` may also take the place of its object, of those who take part, and of the clause that sets its scene;
        what is done by words only a place in its own clause.
        """
        for clause in self._clauses(draft, ground=ground):
            found = [*self._named(draft, clause, ground), *self._described(draft, clause, ground)]
            if (
                clause is not draft.clause
            ):  # of what sets the scene only what the clause itself, or the act that it tells, says of its place
                joined = draft.clause.relation == "conjunct" and draft.clause.parent is clause
                least = _OBJECT if joined or self._has_act(clause) else _OUTER
                found = [row for row in found if row[0][-1] <= least and (ground or row[1][1][1] <= self.parse.tokens[clause.head].start)]
            if found:
                return self._with_list(*min(found, key=lambda row: row[0])[1])
            antecedent = self._where(clause)
            if antecedent is not None:
                return antecedent
        return None

    def _clauses(self, draft: EventDraft, *, ground: bool) -> list[Clause]:
        """The event's clause and those above that set its scene; none beyond one that only says so, or that a new subject begins."""
        found = [draft.clause]
        links = _SCENE if ground else ("noun", "ing", "to", "bare")
        while (above := clause_above(self.parse, found[-1])) is not None and len(found) <= _DEEP:
            if found[-1].relation not in links and not (ground and self._is_free(found[-1])):
                break
            if above.head in self.cues or has_new_subject(found[-1]):
                break
            found.append(above)
        return found

    def _is_free(self, clause: Clause) -> bool:
        """Is it a participle that goes on with the clause above: "..., killing three"?"""
        return clause.relation == "adverbial" and clause.marker is None and self.parse.tokens[clause.head].tag == "VBG"

    def _has_act(self, clause: Clause) -> bool:
        """Is the object an act: "launched an attack"?"""
        heads = {p.head for p in clause.objects}
        return any(one.pos == "NOUN" and one.head in heads for one in self.parse.clauses)

    # ---------------------------------------------------------------- places by name
    def _named(self, draft: EventDraft, clause: Clause, ground: bool) -> Iterator[tuple[_Rank, Told]]:
        """The named places of a clause that may be the event's, ranked: the surest, then those behind the trigger, then the nearest."""
        within = self._within(clause, ground)
        for at, place in self.places:
            if at[0] not in within or self._is_part(draft, at, place) or self._is_frame(at):
                continue
            rank = self._rank(draft, clause, at, ground)
            if rank is not None:
                vague = _VAGUE * ((place.feature or "").startswith("PCL") or self._is_mark(at[0]))
                yield (rank + vague, int(at[0] < draft.trigger), abs(at[0] - draft.trigger), rank), (place, place.span)

    def _is_mark(self, at: int) -> bool:
        """Does the name only say how far another place is: "300 kilometers west of Oslo"?"""
        lead = self._lead(at)
        return lead is not None and self.parse.tokens[lead.at - 1].lemma.lower() in self._lists.units

    def _is_frame(self, at: Sequence[int]) -> bool:
        """Does the name only say where another place lies: "the West Bank town of Jenin", "Bihar's Gaya district"?"""
        tokens, end = self.parse.tokens, at[-1] + 1
        while end < len(tokens) and (tokens[end].pos == "PART" or tokens[end].lemma.lower() in self._grounds or tokens[end].text == "of"):
            end += 1
        return end > at[-1] + 1 and any(other[0] == end for other, _ in self.places)

    def _within(self, clause: Clause, ground: bool) -> set[int]:
        """The tokens of a clause with its phrases; of an act on the ground also what "from doing" and a participle on the object tell."""
        phrases = [*clause.objects, *(p for _, p in clause.obliques), *(clause.subjects if ground else ())]
        first = min((p.start for p in (*clause.subjects, *(clause.objects if clause.passive else ()))), default=clause.start)
        led = {i for one in self._before(clause, first) for i in one.tokens}
        if clause.relation == "noun" and clause.noun is not None:
            phrases.append(clause.noun)
        tokens = set(clause.tokens).union(led, *(range(p.start, p.end) for p in phrases))
        if ground:
            tokens |= {i for one in self._below(clause) for i in one.tokens}
        return tokens

    def _before(self, clause: Clause, first: int) -> list[Clause]:
        """Participles before the subject ("at talks held in Oslo, the ministers ..."), and of who speaks behind it ("speaking in Oslo")."""
        before = [one for one in self.parse.clauses if clause.start <= one.start and one.end <= clause.head and one is not clause]
        speaking = self._lists.where["speaking"]
        return [one for one in before if (one.relation == "participle" and one.end <= first) or one.lemma in speaking]

    def _below(self, clause: Clause) -> list[Clause]:
        """Clauses below that tell where it happens: "kept them from entering the port", "sank the ships anchored off the coast"."""
        heads = {p.head for p in clause.objects}
        told = [one for one in clause.complements if one.relation == "ing"]
        told += [one for one in clause.adverbials if one.marker == "when"]
        return told + [
            one
            for one in self.parse.clauses
            if one.parent is clause and one.relation == "participle" and any(p.head in heads for p in (*one.objects, *one.subjects))
        ]

    def _is_part(self, draft: EventDraft, at: Sequence[int], place: Place) -> bool:
        """Is the place one who takes part (a country attacked, "Norway's ships"), not only where he is? A town attacked is a place too."""
        for role in (*draft.actors, *draft.recipients):
            if place.span[0] < role.span[1] and role.span[0] < place.span[1]:
                lead = self._lead(at[0])
                inside = lead is not None and self.parse.tokens[lead.at].start >= role.span[0]
                goal = lead is not None and lead.word in self._lists.where["to"] and _kind(draft) in self._lists.where["to types"]
                town = role in draft.recipients and (goal or not (place.feature or "").startswith("PCL"))
                if not inside and not town:
                    return True
        return False

    def _rank(self, draft: EventDraft, clause: Clause, at: Sequence[int], ground: bool) -> int | None:
        """How surely a place of a clause is the event's: 0 behind the predicate's own preposition, up to 4; None for no place of it."""
        own = clause.noun.prep("of") if clause.relation == "noun" and clause.noun is not None else ()
        if (
            ground
            and any(p.head in at for p in self._ground_names((*clause.objects, *own)))
            and (_kind(draft) in self._lists.where["object"] or draft.mode in self._lists.where["object modes"])
        ):
            return 1
        lead = self._lead(at[0])
        for prep, phrase in clause.obliques:
            if phrase.start <= at[0] < phrase.end:
                if lead is None or lead.at < phrase.start:
                    return 0 if self._tells(prep, _kind(draft), ground) else None
                held = phrase.lemma in self._lists.where["gathering"] and prep in self._lists.where["held"]
                outer = phrase.end <= clause.head or held
                return 2 if self._tells(lead.word, _kind(draft), ground) and (ground or outer) else None
        if not ground:
            return self._rank_loose(clause, lead, _kind(draft)) if not self._is_local(clause, at[0]) else 4
        if lead is None or not self._tells(lead.word, _kind(draft), ground=True):
            return None
        if any(p.start <= at[0] < p.end for p in clause.subjects):
            return 4 if lead.word in self._lists.where["word"] else None
        if any(at[0] in one.tokens for one in self._below(clause) if one.relation == "participle"):
            return 5
        return 3 if any(p.start <= at[0] < p.end for p in clause.objects) else 2

    def _is_local(self, clause: Clause, at: int) -> bool:
        """Does the place stand in a doer who acts where he is: "a court in Riga"?"""
        lead = self._lead(at)
        inside = [p for p in clause.subjects if p.start <= at < p.end and p.lemma in self._lists.where["local"]]
        return bool(inside) and lead is not None and lead.word in self._lists.where["word"]

    def _rank_loose(self, clause: Clause, lead: _Lead | None, kind: str) -> int | None:
        """The same for a place that stands in no phrase of a clause told by words."""
        phrases = (*clause.objects, *clause.subjects, *clause.indirect, *((clause.noun,) if clause.noun is not None else ()))
        loose = lead is not None and not any(p.start <= lead.at < p.end for p in phrases)
        return 2 if loose and lead is not None and self._tells(lead.word, kind, ground=False) else None

    def _tells(self, prep: str, kind: str, ground: bool) -> bool:
        """Does a preposition tell where acts of a type happen?"""
        where = self._lists.where
        if not ground:
            return prep in where["word"]
        return (
            prep in where["act"]
            or (prep in where["to"] and kind in where["to types"])
            or (prep in where["from"] and kind in where["from types"])
        )

    def _ground_names(self, objects: Sequence[Phrase]) -> list[Phrase]:
        """The objects, and the names behind a word for a place ("the port of Oslo")."""
        words = self._grounds | self._lists.where["holds"]
        return [*objects, *(inner for p in objects if p.lemma.lower() in words for inner in p.prep("of"))]

    def _lead(self, at: int) -> _Lead | None:
        """The preposition before a name, with nothing but its own phrase between."""
        tokens = self.parse.tokens
        for i in range(at - 1, max(at - 9, -1), -1):
            token, lemma = tokens[i], tokens[i].lemma.lower()
            if token.text == "of" and i and tokens[i - 1].lemma.lower() in self._grounds:
                continue
            if token.pos in ("ADP", "ADV", "SCONJ") and lemma in self._leads:
                return _Lead(lemma, i)
            if token.pos == "VERB" and i and (tokens[i - 1].text == "-" or "-" in token.text):  # "the rebel-held town"
                continue
            if token.pos not in ("DET", "ADJ", "PROPN", "NOUN", "NUM", "ADV", "CCONJ", "PART") and token.text not in (",", "-"):
                return None
        return None

    def _with_list(self, place: Place, span: Span) -> Told:
        """The first place of a list ("in A, B and C") that one stands in, with the words of the whole list."""
        if span != place.span:
            return place, span
        for at, other in self.places:
            if self._is_joined(span[1], other.span[0]) and self._is_one_list(at):
                span = (span[0], other.span[1])
        for _, other in reversed(self.places):
            if self._is_joined(other.span[1], span[0]):
                place, span = other, (other.span[0], span[1])
        return place, span

    def _is_joined(self, end: int, start: int) -> bool:
        """Does only a comma or "and" stand between two places?"""
        return start > end and self.parse.text[end:start].strip(" \n") in self._lists.where["joints"]

    def _is_one_list(self, at: Sequence[int]) -> bool:
        """Does no verb follow the place at once: "in Oslo, Norway said"?"""
        after = self.parse.tokens[at[-1] + 1] if at[-1] + 1 < len(self.parse.tokens) else None
        return after is None or after.pos not in ("VERB", "AUX")

    # ---------------------------------------------------------------- "the region", "where"
    def _described(self, draft: EventDraft, clause: Clause, ground: bool) -> Iterator[tuple[_Rank, Told]]:
        """Places that a clause tells by a word for one that was named before: "in the region", "on the outskirts of the city"."""
        spots = [phrase for prep, phrase in clause.obliques if self._tells(prep, _kind(draft), ground)]
        if ground and _kind(draft) in self._lists.where["object"]:
            spots += [*clause.objects, *(p for one in clause.objects for prep, p in one.preps if self._tells(prep, _kind(draft), ground))]
        for phrase in spots:
            inner = next((p for p in phrase.prep("of") if phrase.lemma in self._grounds), phrase)
            place = self._antecedent(inner)
            if place is not None:
                yield (_LAST, 0, abs(phrase.head - draft.trigger), 0), (place, self.parse.span(phrase.start, phrase.end))

    def _antecedent(self, phrase: Phrase) -> Place | None:
        """The place named last before "the city", "that region", "the island", of the kind that the word asks for."""
        tokens, kinds = self.parse.tokens, self._lists.back.get(phrase.lemma)
        definite = tokens[phrase.start].text.lower() in self._lists.where["definite"]
        if kinds is None or not definite or phrase.end - phrase.start > 2 + len(phrase.modifiers) or phrase.preps:
            return None
        sentence = tokens[phrase.head].sentence
        for at, place in reversed(self.places):
            near = at[-1] < phrase.start and sentence - tokens[at[0]].sentence <= _BACK
            if near and (place.feature or "").startswith(kinds):
                return place
        return None

    def _where(self, clause: Clause) -> Told | None:
        """The place that a clause with "where" hangs on."""
        if clause.relation != "relative" or self.parse.lowered[clause.start] != "where":
            return None
        before = [place for at, place in self.places if 0 < clause.start - at[-1] <= 2]
        return (before[-1], before[-1].span) if before else None


def _kind(draft: EventDraft) -> str:
    """The type of the act told, though it is only to come: a withdrawal that is announced is one."""
    return draft.candidate.rule.frame.type if draft.candidate is not None else draft.type


def has_new_subject(clause: Clause) -> bool:
    """Is it joined to the clause above with a subject of its own, so that it tells of another scene?"""
    return clause.relation == "conjunct" and bool(clause.subjects) and "subject" not in clause.shared
