"""Events: the best candidate a trigger, its participants, what it embeds, how it is told, who tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.coding.candidates import Candidate, Proposer, lemma_keys
from onrecord.coding.choose import Weights, confidence, score
from onrecord.coding.embedding import Embedding, Inner
from onrecord.coding.event_features import event_features
from onrecord.coding.slots import Slots, Somebody
from onrecord.coding.statements import StatementDraft
from onrecord.coding.status import Mood, read_mood
from onrecord.knowledge.lexicon import Lexicon, Rule
from onrecord.knowledge.ontology import Ontology, Told
from onrecord.knowledge.schema import Frame
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import Status
from onrecord.resolve.actors import Reference, Resolver

_ORDER: tuple[Status, ...] = ("historical", "future", "hypothetical", "negation")


@dataclass
class EventDraft:
    """An event before times, places and ids are put to it; `trigger` and `condition` are tokens."""

    candidate: Candidate
    clause: Clause
    trigger: int
    type: str
    mode: str | None
    actors: tuple[Reference, ...]
    recipients: tuple[Reference, ...]
    statuses: set[str] = field(default_factory=set)
    object_event: tuple[str, str | None] | None = None
    condition: tuple[str, int, int] | None = None
    asserted_by: int | None = None
    statement: int | None = None
    confidence: float = 0.0
    words: set[int] = field(default_factory=set)  # tokens that show the status
    score: float = 0.0
    features: dict[str, float] = field(default_factory=dict)

    @property
    def status(self) -> tuple[Status, ...]:
        """The statuses in the codebook's order."""
        return tuple(name for name in _ORDER if name in self.statuses)


class EventCoder:
    """Codes the events of one article."""

    def __init__(
        self, parse: Parse, resolver: Resolver, lexicon: Lexicon, ontology: Ontology, *, words: ParseWords, weights: Weights,
        statements: Sequence[StatementDraft],
    ) -> None:  # fmt: skip
        self.parse, self.resolver, self.lexicon, self.ontology = parse, resolver, lexicon, ontology
        self.words, self.weights, self.statements = words, weights, statements
        self.known = Somebody(ontology.political, words.persons)
        self.proposer = Proposer(parse, resolver, lexicon, weights=weights, words=words, known=self.known)
        self.drafts: list[EventDraft] = []  # all that was found, those below the threshold too

    def code(self) -> list[EventDraft]:
        """The events in order of their triggers."""
        candidates = self.proposer.propose()
        best = {at: rows[0] for at, rows in candidates.items()}
        embedding = Embedding(self.parse, self.lexicon, best)
        taken: set[int] = set()
        drafts: list[EventDraft] = []
        for at in sorted(candidates, key=lambda at: (len(best[at].clause.above()), at)):
            if at not in taken:
                draft = self._first_viable(candidates[at], embedding, taken)
                if draft is not None:
                    drafts.append(draft)
        drafts += self._demands(taken | {draft.trigger for draft in drafts})
        self.drafts = drafts
        kept = [draft for draft in drafts if draft.score >= self.weights.get("threshold", 0.0)]
        return sorted((draft for draft in kept if not self._is_double(draft, kept)), key=lambda d: d.trigger)

    def _is_double(self, draft: EventDraft, kept: Sequence[EventDraft]) -> bool:
        """Is it told already? The event that tells it takes over its recipients, if it has none ("strafed the camp, killing six")."""
        teller = (_tolled(draft, kept) if self.ontology.types[draft.type].toll else None) or _teller(draft, kept)
        if teller is not None and draft.clause.relation == "conjunct" and not self.ontology.types[draft.type].ground:
            teller = teller if _keys(teller.recipients) == _keys(draft.recipients) else None  # "signed a pact and praised Norway"
        if teller is not None and draft.mode and (draft.clause.relation == "noun" or not teller.mode):
            teller.mode = draft.mode  # "a suicide bombing killed six"
        if teller is not None and (not teller.recipients or draft.clause.passive):
            both = _distinct((*teller.recipients, *draft.recipients))
            teller.recipients = tuple(r for r in both if r.key not in _keys(teller.actors))
        return teller is not None

    def _first_viable(self, candidates: list[Candidate], embedding: Embedding, taken: set[int]) -> EventDraft | None:
        for candidate in candidates:
            draft = self._draft(candidate, embedding)
            if draft is not None:
                inner = [one for one in embedding.inner(candidate) if not self._presupposed(one, draft)]
                used = [one for one in inner if not self._told_too(one, draft)]
                taken.update(at for one in used for at in (one.head, *(one.candidate.used if one.candidate else ())))
                taken.update({draft.trigger, candidate.clause.head})
                taken.update(self._used_up(candidate, draft, embedding) - {one.head for one in inner if one not in used})
                if self._tell(draft, inner, embedding) and self._has_parties(draft):
                    return draft
                return None
        return None

    def _demands(self, taken: set[int]) -> list[EventDraft]:
        """ "Sweden must pay, Norway said": whatever the act, a named sayer demands it of a named doer (CODEBOOK section 7)."""
        found: list[EventDraft] = []
        must = self.ontology.must
        if must is None:
            return found
        rule = Rule("ontology/plover.toml#must", Frame(id="must", type=must.type, mode=must.mode), (), ())
        for clause in self.parse.clauses:
            if self.ontology.modals.get(clause.modal or "") != "must" or clause.perfect or clause.head in taken or clause.question:
                continue
            slots = Slots(self.parse, self.resolver, clause, self.known)
            doers = slots.references("object" if clause.passive else "subject")
            draft = EventDraft(Candidate(clause, rule, slots), clause, clause.head, must.type, must.mode, (), _distinct(doers))
            self._assert(draft)
            speaker = self._speaker(draft)
            if speaker is None or not self._may_demand(speaker, draft):
                continue
            draft.actors = (speaker,)
            self._weigh(draft)
            found.append(draft)
        return found

    def _may_demand(self, speaker: Reference, draft: EventDraft) -> bool:
        """Are sayer and doers known sides, and not the same?"""
        cast = self.resolver.cast.actors
        coded = all(cast[r.key].code for r in (speaker, *draft.recipients))
        return bool(draft.recipients) and coded and not any(self.resolver.same_side(speaker.key, r.key) for r in draft.recipients)

    # ---------------------------------------------------------------- participants
    def _draft(self, candidate: Candidate, embedding: Embedding) -> EventDraft | None:
        frame, slots = candidate.rule.frame, candidate.slots
        actor_slots = [slot for slot in candidate.actor_slots() if not (candidate.undergo and slot == "subject")]
        actors = self._first(candidate, actor_slots)
        for slot in frame.joint if "between" in frame.recipient else (*frame.joint, "between"):
            actors += tuple(r for r in slots.references(slot) if r not in actors)
        recipient_slots = (("subject",) if candidate.undergo else ()) + frame.recipient
        nested = tuple(slot for slot in frame.recipient if slot.startswith("object."))
        if nested:  # a thing in it stands for its owner, or for who stands deeper in it ("a dispute over fishing with Norway")
            recipient_slots += ("object", *(f"object.*.{slot.removeprefix('object.')}" for slot in nested))
        recipients = () if frame.joint and len(_keys(actors)) > 1 else self._first(candidate, recipient_slots, without=_keys(actors))
        if not actors and candidate.clause.relation == "noun" and "noun" not in self.ontology.types[frame.type].agentless:
            return None
        if not actors and not (frame.actor and recipients) and not self._agentless(candidate, actor_slots):
            return None
        actors = _distinct(actors)
        mode = frame.mode or self._mode_of_many(frame.type, actors)
        return EventDraft(
            candidate, candidate.clause, self._trigger(candidate), frame.type, mode, actors, _distinct(recipients),
            set(filter(None, [frame.status])),
        )  # fmt: skip

    def _mode_of_many(self, kind: str, actors: Sequence[Reference]) -> str | None:
        """The mode of a meeting of three states or more."""
        many = self.ontology.types[kind].many
        return many if many and len({self.resolver.cast.actors[r.key].code for r in actors} - {None}) > 2 else None

    def _first(self, candidate: Candidate, names: Sequence[str], without: frozenset[int] = frozenset()) -> tuple[Reference, ...]:
        for name in names:
            found = tuple(r for r in self._references(candidate, name) if r.key not in without)
            if found:
                return found
        return ()

    def _references(self, candidate: Candidate, name: str) -> tuple[Reference, ...]:
        """Who fills a slot; "speaker" is who tells the act ("It is a disgrace, the minister said")."""
        if name != "speaker":
            return candidate.slots.references(name) or self._unexplained(candidate, name)
        speaker = self._source(self._teller_of(candidate.clause, candidate.clause.head)[1])
        return () if speaker is None else (speaker,)

    def _unexplained(self, candidate: Candidate, name: str) -> tuple[Reference, ...]:
        """Pronouns and words for people that nothing explains: somebody takes part, only not who ("*We* call on the ministry")."""
        if "." in name:
            return ()
        found = [phrase for phrase in candidate.slots.phrases(name) if self._is_person_word(phrase)]
        return tuple(self.resolver.speaker(phrase, candidate.clause) for phrase in found)

    def _is_person_word(self, phrase: Phrase) -> bool:
        pronoun = self.parse.tokens[phrase.head].text.lower() in self.words.persons and phrase.start == phrase.head
        return pronoun or self.resolver.is_role(phrase)

    def _agentless(self, candidate: Candidate, actor_slots: list[str]) -> bool:
        """May the act be told without a doer? Only a finite passive, a weapon that acts, or a noun with a party."""
        clause = candidate.clause
        unresolved = [p for slot in actor_slots for p in candidate.slots.phrases(slot)]
        if clause.pos == "NOUN" or clause.relation == "noun":
            return not unresolved
        asked = dict(candidate.rule.when).get("subject")
        if unresolved:
            return asked is not None and any(not candidate.slots.keys(p.head).isdisjoint(asked.lemmas) for p in unresolved)
        return clause.passive and bool(clause.objects) and "verb" in self.ontology.types[candidate.rule.frame.type].agentless

    def _has_parties(self, draft: EventDraft) -> bool:
        if self.ontology.types[draft.type].recipient == "needed" and not draft.recipients and draft.candidate.rule.frame.type == draft.type:
            return False
        frame, clause = draft.candidate.rule.frame, draft.clause
        if ("recipient" in frame.needs and not draft.recipients) or ("actor" in frame.needs and not draft.actors):
            return False
        if draft.actors or draft.recipients:
            return True
        return clause.passive and clause.relation != "noun" and bool(clause.objects) and bool(frame.when) and self._human(clause)

    def _human(self, clause: Clause) -> bool:
        return any(self.resolver.is_actor(phrase) or self.resolver.is_place(phrase) for phrase in clause.objects)

    def _trigger(self, candidate: Candidate) -> int:
        """The verb; with a light verb its noun ("hold *talks*")."""
        clause = candidate.clause
        if clause.pos == "VERB" and clause.relation != "noun":
            heads = [p.head for p in clause.objects if p.head in candidate.used]
            light = any(lemma in self.lexicon.lights for lemma, _ in lemma_keys(clause, self.parse))
            if light and heads and self.lexicon.is_event_noun(self.parse.tokens[heads[0]].lemma.lower()):
                return heads[0]
        return clause.head

    def _used_up(self, candidate: Candidate, draft: EventDraft, embedding: Embedding) -> set[int]:
        """Event nouns that are part of this event ("lifted the blockade"), unless they have a party of their own."""
        mine = _keys(draft.actors)
        found = set()
        for head in candidate.used - {draft.clause.head}:
            other = embedding.best.get(head)
            if other is None or other.clause is candidate.clause:
                continue
            own = {r.key for slot in ("by", "possessor", "mod") for r in other.slots.references(slot)} - mine
            if not own or draft.candidate.rule.frame.embeds or self.ontology.types[draft.type].unreal:
                found.add(head)
        return found

    def _presupposed(self, inner: Inner, draft: EventDraft) -> bool:
        """ "condemned Norway's annexation": a noun with a party of its own is a fact beside the act, unless the act makes it unreal."""
        candidate = inner.candidate
        if candidate is None or candidate.clause.relation != "noun" or self.ontology.types[draft.type].unreal:
            return False
        own = {r.key for slot in ("by", "possessor", "mod") for r in candidate.slots.references(slot)}
        return bool(own - _keys(draft.actors))

    def _told_too(self, inner: Inner, draft: EventDraft) -> bool:
        """ "accused Norway of shelling the port": an act that is told beside the one that tells it, of who is blamed and nobody else."""
        candidate = inner.candidate
        if candidate is None or candidate.clause.relation == "noun" or not self.ontology.types[draft.candidate.rule.frame.type].told:
            return False
        return not _keys(candidate.slots.references("subject")).isdisjoint(_keys(draft.recipients))

    # ---------------------------------------------------------------- how it is told
    def _tell(self, draft: EventDraft, inner: list[Inner], embedding: Embedding) -> bool:
        """Puts embedding, mood and statement to a draft; False when the mood says that it is no event."""
        if not self._embed(draft, inner):
            return False
        mood = read_mood(draft.clause, self.parse, embedding, self.ontology, self.words)
        self._assert(draft)
        draft.condition = mood.condition
        if self.ontology.types[draft.type].condition_names_recipient:
            self._threaten(draft)
        draft.words |= mood.words
        draft.statuses |= mood.statuses
        if self.ontology.types[draft.type].performative and "hypothetical" in mood.statuses and self._by_speaker(draft):
            draft.statuses.discard("hypothetical")
            mood.modal = "none"
        row = self.ontology.mood(self._told(draft, mood))
        if row is None or row.result == "drop":
            return False
        draft.statuses |= set(row.status)
        if row.result not in ("same", draft.type):
            self._turn(draft, row.result)
        self._exchange(draft, row.actor, row.recipient)
        self._weigh(draft)
        return bool(draft.actors or not row.actor)

    def _weigh(self, draft: EventDraft) -> None:
        draft.features = event_features(draft, self.parse, self.resolver, self.ontology.political)
        draft.score = score(draft.features, self.weights)
        draft.confidence = confidence(draft.score)

    def _threaten(self, draft: EventDraft) -> None:
        """ "... unless Norway withdraws", "... Norway if it attacks": who is to act in the condition is who is threatened."""
        if draft.condition is None:
            return
        _, start, end = draft.condition
        subjects = [p for c in self.parse.clauses if start <= c.head < end and c.relation == "adverbial" for p in c.subjects]
        if draft.recipients and subjects and self.parse.tokens[subjects[0].head].tag == "PRP":
            self.resolver.bind(subjects[0], draft.recipients[0].key)
        elif not draft.recipients:
            found = [r for phrase in subjects for r in self.resolver.resolve(phrase)]
            draft.recipients = _distinct([r for r in found if r.key not in _keys(draft.actors)])

    def _embed(self, draft: EventDraft, inner: list[Inner]) -> bool:
        """What the act inside makes of the event; False when it is then no event."""
        frame = draft.candidate.rule.frame
        if not frame.embeds:
            return True
        acts = [one for one in inner if one.candidate is not None]
        first = acts[0] if acts else None
        kind = first.candidate.rule.frame.type if first and first.candidate else "none"
        mode = first.candidate.rule.frame.mode if first and first.candidate else None
        row = self.ontology.embed(draft.type, draft.clause.lemma, kind, mode, negated=bool(first and first.negated))
        if first is not None and first.candidate is not None:
            draft.object_event = (kind, mode)
            self._borrow(draft, first.candidate)
        if row is None:
            return True
        draft.statuses |= set(row.status)
        if row.type == "inner":
            draft.type, draft.mode, draft.object_event = kind, mode, None
        elif row.type is not None:
            self._turn(draft, row.type, keep=True)
        elif row.mode is not None and frame.mode is None:
            draft.mode = row.mode or None
        return row.type != "drop"

    def _borrow(self, draft: EventDraft, inner: Candidate) -> None:
        """An act whose own slots name no recipient takes that of the act inside ("threatened to impose sanctions on Norway")."""
        if draft.recipients:
            return
        mine = _keys(draft.actors)
        asked = self.ontology.types[draft.type].doer_is_recipient
        names = ("subject", *inner.rule.frame.joint) if asked else (*inner.rule.frame.joint, *inner.rule.frame.recipient)
        draft.recipients = _distinct(self._first(inner, names, without=mine))

    def _turn(self, draft: EventDraft, result: str, *, keep: bool = False) -> None:
        """Makes the event one of another type; what it was is kept as its object event."""
        kind, mode = draft.object_event if keep and draft.object_event else (draft.type, draft.mode)
        if not keep or draft.object_event is None:
            draft.object_event = (kind, mode)
        row = self.ontology.embed(result, draft.clause.lemma, kind, mode, negated=False)
        draft.type = result
        draft.mode = (row.mode or None) if row is not None and row.type is None else None

    def _exchange(self, draft: EventDraft, actor: str | None, recipient: str | None) -> None:
        """ "Sweden must withdraw, Norway said": the sayer asks, the doer is asked."""
        speaker = self._speaker(draft)
        doers = draft.actors
        if actor == "speaker":
            draft.actors = (speaker,) if speaker is not None else ()
        if recipient == "doer":
            draft.recipients = doers

    def _told(self, draft: EventDraft, mood: Mood) -> Told:
        lemma = draft.clause.lemma
        said = self.statements[draft.asserted_by] if draft.asserted_by is not None else None
        modal = "future" if mood.modal == "would" and said is not None and said.quotation == "indirect" else mood.modal
        return Told(
            draft.type, draft.mode, lemma, modal, negated=mood.negated, condition=mood.condition is not None, perfect=mood.perfect,
            passive=draft.clause.passive, speaker=self._side(draft), said=said.act if said is not None else "",
        )  # fmt: skip

    # ---------------------------------------------------------------- who tells it
    def _assert(self, draft: EventDraft) -> None:
        """The innermost statement that the trigger stands in, and the statement that the event itself is."""
        draft.statement, draft.asserted_by = self._teller_of(draft.clause, draft.trigger)

    def _teller_of(self, clause: Clause, trigger: int) -> tuple[int | None, int | None]:
        """The statement whose cue an act is, and the innermost one inside which it is told."""
        own, inside = None, []
        for n, statement in enumerate(self.statements):
            if statement.cue_clause is clause or any(start <= trigger < end for start, end in statement.cue):
                own = n
            elif any(start <= trigger < end for start, end in statement.content) and not self._aside(clause, statement):
                inside.append((sum(end - start for start, end in statement.content), n))
        return own, min(inside)[1] if inside else None

    def _aside(self, clause: Clause, statement: StatementDraft) -> bool:
        """A relative clause set off by a comma in indirect speech is the reporter's."""
        if statement.quotation != "indirect":
            return False
        for current in (clause, *clause.above()):
            if current.relation == "relative":
                return current.start > 0 and self.parse.tokens[current.start - 1].text == ","
            if current is statement.cue_clause:
                return False
        return False

    def _by_speaker(self, draft: EventDraft) -> bool:
        """Does the first person of a quotation do it by saying it ("we would like to thank")?"""
        words = [self.parse.tokens[p.head] for p in draft.clause.subjects]
        return draft.condition is None and any(t.pos == "PRON" and t.tag == "PRP" and t.lemma.lower() in ("i", "we") for t in words)

    def _speaker(self, draft: EventDraft) -> Reference | None:
        return self._source(draft.asserted_by)

    def _source(self, number: int | None) -> Reference | None:
        """Who says a statement, when it is known."""
        if number is None:
            return None
        statement = self.statements[number]
        if statement.source_key is None or statement.source is None:
            return None
        return next((r for r in self.resolver.resolve(statement.source) if r.key == statement.source_key), None)

    def _side(self, draft: EventDraft) -> str:
        """Who tells the act, seen from its doer: "self", "other" or "reporter"."""
        if draft.asserted_by is None:
            return "reporter"
        key = self.statements[draft.asserted_by].source_key
        if key is None:
            return "reporter"
        return "self" if any(self.resolver.same_side(key, r.key) for r in draft.actors) else "other"


def _tolled(draft: EventDraft, others: Sequence[EventDraft]) -> EventDraft | None:
    """The act whose toll a draft without a mode tells: "rammed a boat, *injuring* three", "two were *hurt* when rebels fired"."""
    clause = draft.clause
    if draft.mode is not None or clause.relation == "noun":
        return None
    same = [o for o in others if o is not draft and o.type == draft.type and o.clause.sentence == clause.sentence]
    if clause.relation in ("participle", "adverbial", "ing") and clause.tense == "none" and not clause.passive:
        return max((o for o in same if o.trigger < draft.trigger), key=lambda o: o.trigger, default=None)
    if clause.passive and not draft.actors:
        return next((o for o in same if o.actors and o.clause in clause.adverbials and o.clause.marker is not None), None)
    return None


def _teller(draft: EventDraft, others: Sequence[EventDraft]) -> EventDraft | None:
    """The event of the same type that the draft tells a second time: as a purpose, a coordinated verb, a participle, a toll."""
    clause = draft.clause
    if clause.parent is None:
        return None
    near = [o for o in others if o is not draft and o.type == draft.type and clause.parent in (o.clause, o.clause.parent)]
    near = [o for o in near if o.clause is clause.parent or o.trigger < draft.trigger]
    if clause.relation == "noun":  # "the strikes killed twelve": the verb tells it, unless the noun has both parties
        toll = clause.slot == "subject" and not (draft.actors and draft.recipients)
        near = [o for o in near if toll and o.clause is clause.parent]
    elif clause.relation in ("conjunct", "participle", "adverbial", "ing"):
        near = [o for o in near if _same_parties(draft, o)]
    elif clause.relation != "purpose":  # "met to discuss"
        return None
    return near[0] if near else None


def _same_parties(draft: EventDraft, other: EventDraft) -> bool:
    """ "shot and killed two soldiers": the same doers, and nobody else on the other side."""
    mine, theirs = _keys(draft.recipients), _keys(other.recipients)
    if draft.mode != other.mode and draft.mode and other.mode:
        return False  # "seized power and arrested the president" are two acts
    if draft.clause.relation == "conjunct" and _own_objects(draft.clause) and _own_objects(other.clause) and not draft.clause.passive:
        return False  # "suspended the constitution, closed the airports"
    if draft.clause.passive and other.clause.passive and not draft.actors and not other.actors:
        return True  # "one was killed and five were wounded"
    return _keys(draft.actors) == _keys(other.actors) and (not mine or not theirs or mine == theirs)


def _own_objects(clause: Clause) -> bool:
    """Has a clause an object that is not lent by another one?"""
    return bool(clause.objects) and "object" not in clause.shared


def _keys(references: Sequence[Reference]) -> frozenset[int]:
    return frozenset(r.key for r in references)


def _distinct(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """One reference an entity, the first of each."""
    found: dict[int, Reference] = {}
    for reference in references:
        found.setdefault(reference.key, reference)
    return tuple(found.values())
