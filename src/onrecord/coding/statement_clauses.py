"""Candidates from clauses whose predicate is a cue: "said that", "vowed to", "criticised the bank", "is sure that"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.coding.statement_draft import Range, StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statement_spans import MARKS
from onrecord.parse.clause import Clause, Phrase

_STRAY_REACH = 8  # words between a cue and a "that" which the parser hangs elsewhere
_OBJECT_IS_CONTENT = frozenset({"accuse", "praise", "reject", "think", "say", "report", "deny"})
_SPOKEN = frozenset({"that", "left", "quote", "whether", "parenthesis"})
_WHEN = frozenset({"as", "after", "before", "while", "when", "during"})
_EXPLETIVE = "it"
_UPON = frozenset({"on", "upon"})
_TELLING = frozenset({"prep:of", "prep:about", "prep:against", "prep:on"})
_LEFT_ENDS = frozenset({",", '"', "”", "''", "’", "'", "?", "!", "-", "–", "—", "»", "…"})
_AFTER_OBJECT = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"})


def read_clauses(scene: Scene) -> Iterator[StatementDraft]:
    """All candidates that the article's clauses allow."""
    for clause in scene.parse.clauses:
        readers = (_Verb(scene, clause, lemma, cue) for lemma, cue in _names(scene, clause))
        for reader in readers:
            yield from (draft for draft in reader.candidates() if draft is not None)


def _names(scene: Scene, clause: Clause) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """The cues that a predicate can be, each with its tokens: "point out", "make clear", "say"."""
    head, tokens = clause.head, scene.parse.tokens
    own = ((head, head + 1),)
    for words in scene.cues.longer(clause.lemma):
        end = head + len(words)
        if end <= len(tokens) and all(words[n] in (tokens[head + n].lemma, scene.word(head + n)) for n in range(1, len(words))):
            yield " ".join(words), ((head, end),)
    if clause.particle is not None:
        name = f"{clause.lemma} {clause.particle}"
        at = next((i for i in range(head + 1, min(head + 6, len(tokens))) if tokens[i].lemma == clause.particle), None)
        if scene.cues.readings(name) and at not in (None, head + 1):
            yield name, (*own, (at, at + 1)) if at is not None else own
    yield clause.lemma, own
    if (clause.passive or clause.pos == "ADJ") and scene.word(head) != clause.lemma:
        yield scene.word(head), own  # "is worried about": a participle that the lexicon lists as adjective


class _Verb:
    """Reads one clause as one cue."""

    def __init__(self, scene: Scene, clause: Clause, lemma: str, cue: tuple[Range, ...]) -> None:
        self.scene, self.clause, self.lemma, self.cue = scene, clause, lemma, cue
        self.readings = scene.cues.readings(lemma)
        self.prefix = "adjective-" if clause.pos == "ADJ" or (clause.passive and lemma == scene.word(clause.head) != clause.lemma) else ""
        self.after = max(end for _, end in cue)

    def candidates(self) -> Iterator[StatementDraft | None]:
        """Every reading that the lexicon lists for this cue and the clause's arguments allow."""
        if not self.readings or (self.clause.pos == "NOUN"):
            return
        for inner in self.clause.complements:
            yield from self._complement(inner)
        if "that" in self.readings and not self.prefix and not any(c.head > self.clause.head for c in self.clause.complements):
            yield self._stray()
        if not self.prefix:
            yield self._aside()
            yield from self._objects()
            yield from self._named()
            yield from self._for_whom()
        yield from self._prepositions()

    # ---------------------------------------------------------------- making
    def make(
        self,
        pattern: str,
        content: Sequence[Range],
        clauses: Sequence[Clause] = (),
        *,
        addressee: Phrase | None = None,
        sourceless: bool = False,
        holes: Sequence[Range] = (),
    ) -> StatementDraft | None:
        reading = self.readings.get(self.prefix + pattern)
        if reading is None:
            return None
        source, words = ((), None) if sourceless else self.scene.source_of(self.clause, spoken=pattern in _SPOKEN)
        if self.prefix and clauses and source and self.scene.word(source[0].head) == _EXPLETIVE:  # "it is unclear whether"
            source, words = (), None
        if self.prefix and not source and self.clause.passive:
            source = self.clause.objects
            words = self._range(source)
        return self.scene.draft(
            self.prefix + pattern, reading, clause=self.clause, cue=self.cue, source=source, words=words, content=content, holes=holes,
            clauses=clauses, addressee=addressee,
        )  # fmt: skip

    def _range(self, phrases: Sequence[Phrase]) -> Range | None:
        return (min(p.start for p in phrases), max(p.end for p in phrases)) if phrases else None

    # ---------------------------------------------------------------- complement clauses
    def _complement(self, inner: Clause) -> Iterator[StatementDraft | None]:
        clause = self.clause
        if clause.slot == "aside":
            return
        if inner.head < clause.head:
            yield self._left(inner)
        elif inner.relation == "to":
            yield self._infinitive(inner)
        elif inner.relation == "ing":
            yield self._gerund(inner)
        else:
            yield from self._right(inner)

    def _right(self, inner: Clause) -> Iterator[StatementDraft | None]:
        pattern = "whether" if inner.relation == "wh" else "that"
        span = (max(inner.start, self.after), inner.end)
        if inner.relation == "as":
            seen = self._phrases(self.clause.objects) if self.clause.passive else []  # "was seen as lost"
            yield self.make("as", [*seen, self._from_object(inner.end)], [inner])
            yield self.make("predicate", [*seen, self._from_object(inner.end)], [inner])
            if self.clause.objects:
                return
        if inner.relation == "bare" and self.clause.objects and "object" in self.clause.shared:
            span = (self.clause.objects[0].start, inner.end)
        yield self.make(pattern, self._coordinated(inner, span), [inner, *inner.conjuncts], addressee=self._told(inner))

    def _stray(self) -> StatementDraft | None:
        """ "told reporters that", "said in a statement that": the parser hangs the clause on the noun between."""
        clause = self.clause
        between = [*clause.objects, *clause.indirect, *(p for _, p in clause.obliques)]
        nouns = [p for outer in between for p in (outer, *(inner for _, inner in outer.preps))]
        for phrase in nouns:
            for inner in phrase.clauses:
                near = 0 < inner.start - clause.head <= _STRAY_REACH and inner.start >= phrase.head
                if near and self._tells(inner, phrase):
                    told = next((p for p in (*clause.indirect, *clause.objects) if p.head > clause.head), None)
                    return self.make("that", self._coordinated(inner, (inner.start, inner.end)), [inner, *inner.conjuncts], addressee=told)
        return None

    def _tells(self, inner: Clause, phrase: Phrase) -> bool:
        """Whether a clause on a noun is what the cue brings: "told reporters that", "assured the miners that no pit would close"."""
        if self.scene.cues.has(phrase.lemma, "noun-that"):  # "repeated his claim that": the noun is the cue
            return False
        if inner.relation == "relative":
            own = bool(inner.subjects) and inner.subjects[0] is not phrase and self.scene.word(inner.start) == "that"
            return own and (self.scene.speakers.is_actor(phrase) or self.scene.cues.has(phrase.lemma, "source"))
        return inner.relation == "that" and inner.marker == "that"

    def _coordinated(self, inner: Clause, span: Range) -> list[Range]:
        """ "said that A and that B": two pieces."""
        cuts = sorted(
            c.marker_at for c in inner.conjuncts if c.marker == "that" and c.marker_at is not None and span[0] < c.marker_at < span[1]
        )
        pieces, start = [], span[0]
        for at in cuts:
            end = at - 1 if self.scene.parse.tokens[at - 1].pos in ("CCONJ", "PUNCT") else at
            pieces.append((start, end))
            start = at
        return [*pieces, (start, span[1])]

    def _told(self, inner: Clause) -> Phrase | None:
        """The addressee between cue and content: "told reporters that", "said to the crowd that"."""
        told = (*self.clause.indirect, *self.clause.objects, *self.clause.oblique("to"))
        if self.clause.passive:
            heard = [p for p in (*self.clause.indirect, *self.clause.objects) if self.scene.word(p.head) != _EXPLETIVE]
            return heard[0] if heard else None
        return next((p for p in told if self.clause.head < p.head < inner.head and p not in inner.subjects), None)

    def _left(self, inner: Clause) -> StatementDraft | None:
        subjects = self.clause.subjects
        stop = min([self.clause.head, *(p.start for p in subjects if p.end > inner.head)])
        start = min(inner.start, inner.head)
        if inner.tense == "none" or self.scene.word(stop - 1) not in _LEFT_ENDS:
            return None
        if self.clause.relation == "main" and self.scene.parse.sentences[self.clause.sentence][0] < start and not self._broken(start):
            start = self.scene.parse.sentences[self.clause.sentence][0]
        return self.make("left", [(start, stop)], [inner, *inner.conjuncts], addressee=self._right_object())

    def _broken(self, start: int) -> bool:
        """Whether other clauses or a quotation's end stand between the sentence's start and the content's."""
        first = self.scene.parse.sentences[self.clause.sentence][0]
        others = any(c is not self.clause and first <= c.head < start for c in self.scene.predicates.get(self.clause.sentence, ()))
        return others or start - first > 6

    def _right_object(self) -> Phrase | None:
        return (
            next((p for p in (*self.clause.indirect, *self.clause.objects) if p.head > self.clause.head), None)
            if not self.clause.passive
            else None
        )

    def _aside(self) -> StatementDraft | None:
        """ "The bridge, he said, is safe": the content is the clause around the aside."""
        clause = self.clause
        if clause.slot != "aside" or clause.parent is None:
            return None
        around = clause.parent
        end = around.end if clause.end <= around.end or clause.start < around.start else clause.start
        return self.make("parenthesis", [(min(around.start, around.head), end)], [around], holes=[(clause.start, clause.end)])

    def _willed(self, inner: Clause) -> Range:
        """An infinitive without a last clause that tells when it was willed: "sought to calm them as she left"."""
        late = [c.start for c in inner.adverbials if c.marker in _WHEN and c.start > inner.head and c.end >= inner.end - 1]
        return inner.start, min([inner.end, *late])

    def _infinitive(self, inner: Clause) -> StatementDraft | None:
        clause = self.clause
        span = self._willed(inner)
        if clause.passive and not self.prefix:
            if "raising" in self.readings:
                return self.make("raising", [*self._phrases(clause.objects), span], [inner], sourceless=not clause.subjects)
            return self.make("object-infinitive", [span], [inner], addressee=clause.objects[0] if clause.objects else None)
        between = [p for p in (*clause.objects, *clause.indirect) if clause.head < p.head < inner.head]
        if not between and "raising" in self.readings and "infinitive" not in self.readings:  # "the truce seems to hold": nobody is named
            return self.make("raising", [*self._phrases(clause.subjects), span], [inner], sourceless=True)
        on = [p for name, p in clause.obliques if name in ("on", "upon", "to", "with") and clause.head < p.head < inner.head]
        if between:
            reading = self.readings.get("object-infinitive")
            told = reading is not None and reading.act in ("demand", "ask", "say")
            start = inner.start if told else min(between[0].start, inner.start)
            if told and between[0].start >= inner.start:
                start = between[0].end
            return self.make("object-infinitive", [(start, span[1])], [inner], addressee=between[0] if told else None)
        if on:
            name = next(n for n, p in clause.obliques if p is on[0])
            return self.make(f"prep:{name}", [span], [inner], addressee=on[0]) or self.make("infinitive", [span], [inner], addressee=on[0])
        first = self.scene.word(self.after)
        if f"prep:{first}" in self.readings and first in _UPON and self.after < inner.start:  # "calling on both sides to talk"
            return self.make(f"prep:{first}", [span], [inner])
        return self.make("infinitive", [span], [inner])

    def _for_whom(self) -> Iterator[StatementDraft | None]:
        """ "called for all sides to talk": an infinitive with a subject of its own behind "for"."""
        for inner in (*self.clause.adverbials, *self.clause.complements):
            if inner.marker == "for" and inner.marker_at is not None and inner.marker_at >= self.after:
                yield self.make("prep:for", [(inner.marker_at + 1, inner.end)], [inner])

    def _gerund(self, inner: Clause) -> StatementDraft | None:
        if inner.marker_at is None or inner.marker is None or inner.marker_at < self.clause.head:
            return self.make("ing", [(inner.start, inner.end)], [inner])
        if inner.marker == "as":
            return self._as_saying(inner) or self.make("as", [self._from_object(inner.end)], [inner])
        return self._prepositional(inner.marker, inner.marker_at, inner.end, [inner])

    def _as_saying(self, inner: Clause | None) -> StatementDraft | None:
        """ "quoted the minister as saying that": the content is what the minister says."""
        if inner is None or "that" not in self.scene.cues.readings(inner.lemma):
            return None
        said = [c for c in inner.complements if c.head > inner.head]
        return self.make("as", [(c.start, c.end) for c in said], [inner, *said]) if said else None

    # ---------------------------------------------------------------- objects and prepositions
    def _from_object(self, end: int) -> Range:
        objects = [p for p in self.clause.objects if p.head > self.clause.head]
        return (min([self.after if not objects else objects[0].start, end]), end)

    def _phrases(self, phrases: Sequence[Phrase]) -> list[Range]:
        return [(min(p.start for p in phrases), max(p.end for p in phrases))] if phrases else []

    def _objects(self) -> Iterator[StatementDraft | None]:
        clause = self.clause
        after = [p for p in clause.objects if p.head > clause.head and "object" not in clause.shared]
        if clause.passive:
            if clause.subjects and clause.objects:  # "was criticised by the bank"
                yield self.make("object", self._phrases(clause.objects))
            elif clause.objects and not clause.complements:
                yield self.make("passive", self._phrases(clause.objects))
            return
        if not after:
            return
        if clause.indirect and clause.head < clause.indirect[0].head < after[0].head:  # "branded him a traitor"
            yield self.make("predicate", [(clause.indirect[0].start, self._clause_end(after[0].end))])
        end = self._object_end(after)
        nothing = clause.negation and self.scene.word(after[0].head) in ("nothing", "little")
        if nothing and after[0].preps:
            about = after[0].preps[0][1]
            yield self.make("negated-object", [(about.start, about.end)])
            return
        if self._predicative(after[-1].end) is not None:
            yield self.make("predicate", [(after[0].start, self._clause_end(after[-1].end))])
        elif self._predicative(after[0].end) is not None:
            yield self.make("predicate", [(after[0].start, self._clause_end(after[0].end))])
        at = self._as_after(after[-1].end)
        if at is not None:
            inner = self.scene.clause_at.get(at)
            yield self._as_saying(inner) or self.make("as", [(after[0].start, self._clause_end(at))])
        if not self._lends_to(after[0]):
            yield self.make(
                "object", [(after[0].start, self._with_obliques(end))], addressee=clause.indirect[0] if clause.indirect else None
            )

    def _lends_to(self, phrase: Phrase) -> bool:
        """ "expressed fear that": the noun is the cue, the verb only lends it the subject."""
        if "light" not in self.readings:
            return False
        named = self.scene.cues.readings(phrase.lemma)
        return any(f"noun-{name}" in named for name in (*(c.relation for c in phrase.clauses), *(name for name, _ in phrase.preps)))

    def _object_end(self, phrases: Sequence[Phrase]) -> int:
        """The end of an object with the restrictive clauses that hang on it."""
        end = max(p.end for p in phrases)
        for inner in (c for p in phrases for c in p.clauses):
            if inner.start == end and self.scene.word(end) not in (",", "-", "—"):
                end = max(end, inner.end)
        return end

    def _with_obliques(self, end: int) -> int:
        """The end of an object with the prepositional phrases that follow it at once, not those that tell when or to whom."""
        if self.scene.parse.tokens[end - 1].pos == "PRON":
            return end
        for name, phrase in sorted(self.clause.obliques, key=lambda pair: pair[1].start):
            if phrase.start - len(name.split()) == end and not self._circumstance(phrase):
                end = self._object_end([phrase])
        return end

    def _circumstance(self, phrase: Phrase) -> bool:
        cues = self.scene.cues
        dated = self.scene.parse.tokens[phrase.head].entity in ("DATE", "TIME")
        return dated or cues.has(phrase.lemma, "document") or cues.has(phrase.lemma, "audience")

    def _predicative(self, at: int) -> int | None:
        """ "called the raid (on Friday) a mistake": where the noun phrase or adjective that follows the object inside the clause begins."""
        tokens, end = self.scene.parse.tokens, min(self.clause.end, len(self.scene.parse.tokens))
        while at < end and (tokens[at].pos == "ADV" or tokens[at].entity in ("DATE", "TIME")):
            at += 1
        marked = at < end and tokens[at].text in MARKS
        return at if at + marked < end and (marked or tokens[at].pos in _AFTER_OBJECT) else None

    def _named(self) -> Iterator[StatementDraft | None]:
        """ "what he called a mistake", "the man they call king", and what the parser takes for no object at all."""
        clause = self.clause
        if "predicate" not in self.readings or any(p.head > clause.head for p in clause.objects):
            return
        at = self._predicative(self.after)
        if at is None or clause.head + 1 >= clause.end:
            return
        rest = (at, self._clause_end(at))
        before = [p for p in clause.objects if p.head < clause.head]
        if not clause.passive:
            yield self.make("predicate", [*[(p.start, p.end) for p in before[:1] if clause.relation != "relative"], rest])
        elif before and (clause.subjects or clause.relation != "participle"):  # "a class called Perception" is a name
            yield self.make("predicate", [(before[0].start, before[0].end), rest])

    def _as_after(self, at: int) -> int | None:
        return at + 1 if self.scene.word(at) == "as" and at + 1 < self.clause.end else None

    def _clause_end(self, at: int) -> int:
        """Where the content that began ends: before a comma with a participle or a conjunct of the cue, else with the clause."""
        stops = [c.start for c in (*self.clause.adverbials, *self.clause.conjuncts) if c.start >= at]
        commas = [i for i in range(at, self.clause.end) if self.scene.word(i) in (",", ";") and self.scene.quotation_at(i) is None]
        return min([self.clause.end, *stops, *commas])

    def _by_whom(self) -> Iterator[StatementDraft | None]:
        """ "was accused by the opposition of lying": what the parser hangs on the one who accuses."""
        clause = self.clause
        for phrase in clause.subjects if clause.passive and clause.objects and not self.prefix else ():
            at = phrase.head + 1
            reading = self.readings.get(f"prep:{self.scene.word(at)}")
            if reading is not None and reading.act in ("accuse", "praise") and at < clause.end:
                yield self.scene.draft(
                    f"prep:{self.scene.word(at)}", reading, clause=clause, cue=self.cue, source=[phrase], words=(phrase.start, at),
                    content=[*self._phrases(clause.objects), (at, self._clause_end(at + 1))],
                )  # fmt: skip

    def _prepositions(self) -> Iterator[StatementDraft | None]:
        yield from self._by_whom()
        done: set[str] = set()
        for name, phrase in self.clause.obliques:
            if name not in done and phrase.head > self.clause.head:
                done.add(name)
                members = [p for n, p in self.clause.obliques if n == name and p.head > self.clause.head]
                yield self._prepositional(name, phrase.start, self._object_end(members), [])
        for phrase in self.clause.objects if not self.prefix else ():
            for name, inner in phrase.preps:
                if name not in done and phrase.head > self.clause.head and f"prep:{name}" in self.readings:
                    done.add(name)
                    yield self._prepositional(name, inner.start, self._object_end([inner]), [])

    def _prepositional(self, name: str, start: int, end: int, clauses: Sequence[Clause]) -> StatementDraft | None:
        pattern = f"prep:{name}"
        reading = self.readings.get(self.prefix + pattern)
        if reading is None or (self.prefix and not (self.clause.subjects or self.clause.objects)):
            return None
        objects = [p for p in self.clause.objects if p.head > self.clause.head] if not self.clause.passive else []
        told = pattern in _TELLING and reading.act not in ("accuse", "praise") and name != "on"
        if objects and not told and reading.act in _OBJECT_IS_CONTENT:
            return self.make(pattern, [(objects[0].start, end)], clauses)
        if self.clause.passive and not self.prefix and self.clause.objects and (name == "as" or reading.act in ("accuse", "praise")):
            return self.make(pattern, [*self._phrases(self.clause.objects), (start, end)], clauses)
        first = start + 1 if clauses and self.scene.word(start) == name else start
        return self.make(pattern, [(first, end)], clauses, addressee=objects[0] if objects else None)
