"""Candidates without a verb of saying: noun cues, "according to X", "in X's view", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.coding.statement_draft import Range, StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statement_spans import source_range
from onrecord.knowledge.cues import Reading
from onrecord.parse.clause import Clause, Phrase, Seat

_CLAUSE_PATTERN = {"that": "noun-that", "quote": "noun-that", "to": "noun-to", "wh": "noun-whether"}
_OWNED = ("with", "in", "under")  # "in the hope that", "with a warning that": the subject's own
_POLLED = "in"
_POSSESSIVE = ("'s", "'", "’s", "’")


def read_words(scene: Scene) -> Iterator[StatementDraft]:
    """The candidates of nouns, phrases and adverbs."""
    for phrase in scene.parse.phrases.values():
        yield from (draft for draft in _noun(scene, phrase) if draft is not None)
    for at in range(len(scene.parse.tokens)):
        yield from (draft for draft in _at_word(scene, at) if draft is not None)


# -------------------------------------------------------------------- nouns
def _noun(scene: Scene, phrase: Phrase) -> Iterator[StatementDraft | None]:
    readings = scene.cues.readings(phrase.lemma)
    if not readings:
        return
    for inner in phrase.clauses:
        pattern = _CLAUSE_PATTERN.get(inner.relation, "")
        if pattern in readings and inner.start >= phrase.head:
            yield _noun_draft(scene, phrase, pattern, [(inner.start, inner.end)], [inner])
    for inner in _told_of(scene, phrase):
        pattern = _CLAUSE_PATTERN.get(inner.relation, "")
        if pattern in readings:
            yield _noun_draft(scene, phrase, pattern, [(inner.start, inner.end)], [inner])
    seat = scene.parse.seats.get(phrase.head)
    if "noun-of" in readings and seat is not None and seat.slot == "object" and seat.clause is not None and not phrase.prep("of"):
        got = [p for p in seat.clause.indirect if seat.clause.head < p.head < phrase.head]  # "gave the mayor an endorsement"
        if got:
            yield _noun_draft(scene, phrase, "noun-of", [(got[0].start, got[-1].end)], [])
    for name, other in phrase.preps:
        pattern = f"noun-{name}"
        if pattern in readings and other.start > phrase.head:
            members = [p for n, p in phrase.preps if n == name]
            yield _noun_draft(scene, phrase, pattern, [(other.start, max(p.end for p in members))], [])


def _told_of(scene: Scene, phrase: Phrase) -> Iterator[Clause]:
    """ "The hope is that", "the question was whether": what the noun as subject of "be" is said to be."""
    seat = scene.parse.seats.get(phrase.head)
    if seat is not None and seat.slot == "subject" and seat.on is None and seat.clause is not None and seat.clause.lemma in scene.copulas:
        yield from (c for c in seat.clause.complements if c.head > seat.clause.head)


def _noun_draft(scene: Scene, phrase: Phrase, pattern: str, content: Sequence[Range], clauses: Sequence[Clause]) -> StatementDraft | None:
    reading = scene.cues.readings(phrase.lemma)[pattern]
    source, lender = _noun_source(scene, phrase)
    cue = [(phrase.head, phrase.head + 1)]
    if lender is not None and 0 < phrase.head - lender.head <= 4 and lender.subjects and source == lender.subjects:
        cue = [(lender.head, phrase.head + 1)]
    words = scene.source_of(lender)[1] if lender is not None and source is lender.subjects else source_range(scene.parse, source)
    clause = lender or _clause_around(scene, phrase)
    draft = scene.draft(pattern, reading, clause=clause, cue=cue, source=source, words=words, content=content, clauses=clauses)
    if draft is not None:
        draft.anchor = phrase.head
        owned = lender is None and bool(source)
        draft.features["noun:light" if lender is not None else "noun:owned" if owned else "noun:bare"] = 1.0
    return draft


def _noun_source(scene: Scene, phrase: Phrase) -> tuple[tuple[Phrase, ...], Clause | None]:
    """Possessor, "by" or "from" phrase, who the noun is said of, else the subject of the light verb that takes the noun."""
    if phrase.possessor is not None:
        return (phrase.possessor,), None
    named = phrase.prep("by", "from", "among")
    if named:
        return named, None
    seat = scene.parse.seats.get(phrase.head)
    if scene.cues.has(phrase.lemma, "source") or scene.cues.has(phrase.lemma, "noun-in"):
        return _said_of(seat), None
    if seat is None or seat.on is not None or seat.clause is None:
        return (), None
    if seat.slot == "object" and scene.cues.has(seat.clause.lemma, "light"):
        return seat.clause.subjects, seat.clause
    return (seat.clause.subjects if seat.slot in _OWNED and not seat.clause.passive else ()), None


def _said_of(seat: Seat | None) -> tuple[Phrase, ...]:
    """Whom a role is said of: "Dahl is a critic of", "Dahl, a critic of"."""
    if seat is None:
        return ()
    if seat.slot == "predicate" and seat.clause is not None:
        return seat.clause.subjects
    return (seat.on,) if seat.slot == "apposition" and seat.on is not None else ()


def _clause_around(scene: Scene, phrase: Phrase) -> Clause | None:
    seat = scene.parse.seats.get(phrase.head)
    return seat.clause if seat is not None else None


# -------------------------------------------------------------------- phrases and adverbs
def _at_word(scene: Scene, at: int) -> Iterator[StatementDraft | None]:
    word = scene.word(at)
    for words in scene.cues.longer(word):
        name = " ".join(words)
        reading = scene.cues.reading(name, "according")
        if reading is not None and all(scene.word(at + n) == w for n, w in enumerate(words)):
            yield _according(scene, at, at + len(words), reading)
            return
        reading = scene.cues.reading(name, "possessive-phrase")
        if reading is not None:
            yield _possessive(scene, at, words, reading)
    if word == _POLLED:
        yield _poll(scene, at)
    reading = scene.cues.reading(word, "adverb-report")
    if reading is not None:
        yield _adverb(scene, at, reading)
    reading = scene.cues.reading(word, "according")
    if reading is not None:
        yield _according(scene, at, at + 1, reading)


def _phrase_from(scene: Scene, at: int) -> Phrase | None:
    """The longest noun phrase that starts at a token (or after a mark there)."""
    found = [p for p in scene.parse.phrases.values() if p.start == at]
    return max(found, key=lambda p: p.end, default=None)


def _according(scene: Scene, start: int, end: int, reading: Reading) -> StatementDraft | None:
    phrase = _phrase_from(scene, end)
    if phrase is None:
        return None
    members = phrase.members()
    words = source_range(scene.parse, members)
    stop = max([words[1] if words else phrase.end, *(c.end for p in members for c in p.clauses if c.start <= phrase.end + 1)])
    first, last = scene.parse.sentences[scene.parse.tokens[start].sentence]
    rest = [c for c in scene.predicates.get(scene.parse.tokens[start].sentence, ()) if stop <= c.head < last]
    if not rest and start > first + 1 and scene.quotation_at(start) is None:  # at the end of its sentence all that follows is the source
        name = next((at for at in range(stop, last) if scene.parse.tokens[at].pos != "PROPN"), last)
        words = (words[0], name) if words else words
        stop = last
    return _phrase_draft(scene, "according", reading, cue=[(start, end)], hole=(start, stop), source=members, words=words)


def _poll(scene: Scene, at: int) -> StatementDraft | None:
    """ "In a poll, most voters oppose the toll": what a count of opinion found."""
    phrase = _phrase_from(scene, at + 1)
    reading = scene.cues.reading(phrase.lemma.lower(), "poll") if phrase is not None else None
    first, last = scene.parse.sentences[scene.parse.tokens[at].sentence]
    counted = at == first or any(t.pos == "NUM" or t.tag == "CD" for t in scene.parse.tokens[first:last])
    return _according(scene, at, at + 1, reading) if reading is not None and counted else None


def _possessive(scene: Scene, at: int, words: tuple[str, ...], reading: Reading) -> StatementDraft | None:
    """ "in the senator's view": the first word, a possessor, the rest."""
    rest = words[1:]
    for head in range(at + 1, min(at + 8, len(scene.parse.tokens) - len(rest))):
        phrase = scene.parse.phrases.get(head)
        pronoun = rest[0] in _POSSESSIVE and scene.parse.tokens[head].tag == "PRP$"
        tail = rest[1:] if pronoun else rest
        if phrase is None or not all(scene.word(head + 1 + n) in _same(w) for n, w in enumerate(tail)):
            continue
        stop = head + 1 + len(tail)
        return _phrase_draft(
            scene,
            "possessive-phrase",
            reading,
            cue=[(at, at + 1), (head + 1, stop)],
            hole=(at, stop),
            source=(phrase,),
            words=(at + 1, head + 1),
        )
    return None


def _same(word: str) -> tuple[str, ...]:
    return _POSSESSIVE if word in _POSSESSIVE else (word,)


def _phrase_draft(
    scene: Scene, pattern: str, reading: Reading, *, cue: Sequence[Range], hole: Range, source: Sequence[Phrase], words: Range | None
) -> StatementDraft | None:
    """The content of a source phrase is the smallest clause that it belongs to, without the phrase."""
    first, last = scene.parse.sentences[scene.parse.tokens[hole[0]].sentence]
    around = [c for c in scene.predicates.get(scene.parse.tokens[hole[0]].sentence, ()) if not hole[0] <= c.head < hole[1]]
    own = [c for c in around if hole[0] in c.tokens and c.start <= hole[0] < c.end]
    clause = min(own, key=lambda c: c.end - c.start, default=None)
    span = (first, last)
    if clause is not None and clause.relation not in ("main", "conjunct") and clause.start < hole[0]:
        span = (clause.start, clause.end)
    return scene.draft(
        pattern, reading, clause=None, cue=cue, source=source, words=words, content=[span], holes=[hole],
        clauses=[clause] if clause is not None else [c for c in around if c.relation == "main"],
    )  # fmt: skip


def _adverb(scene: Scene, at: int, reading: Reading) -> StatementDraft | None:
    sentence = scene.predicates.get(scene.parse.tokens[at].sentence, ())
    own = [c for c in sentence if at in c.tokens and c.start <= at < c.end]
    clause = min(own, key=lambda c: c.end - c.start, default=None)
    if clause is None:
        return None
    draft = scene.draft(
        "adverb-report",
        reading,
        clause=None,  # the verb is what is reported, not the cue
        cue=[(at, at + 1)],
        source=(),
        words=None,
        content=[(clause.start, clause.end)],
        holes=[(at, at + 1)],
        clauses=[clause],
    )
    if draft is not None:
        draft.anchor = at
    return draft
