"""What kind of saying a statement is: its act, whether it is denied, whether it is quoted."""

from __future__ import annotations

from typing import Literal

from onrecord.coding.statement_draft import StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statement_spans import holds
from onrecord.parse.clause import Clause

_NEUTRAL = frozenset({"say"})
_MUST = frozenset({"must", "should", "ought to", "have to", "need to"})
_WILL = frozenset({"will", "shall", "'ll", "would", "going to", "go to", "be to"})
_MAY = _WILL | {"may", "might", "could", "can"}
_SPEAKER = frozenset({"he", "she", "it"})
_OF_A_CHARGE = ("object", "as", "prep:as")
_LOOSE = frozenset({",", ".", ":", ";", "and", "but", "-", "–", "—"})


def settle(scene: Scene, draft: StatementDraft) -> None:
    """Sets act, negation and quotation of a statement that stands."""
    draft.quotation = quotation_of(scene, draft)
    draft.negated = _negated(draft)
    last = draft.content[-1][1]
    if not draft.cue and "?" in (scene.word(last - 1), scene.word(last - 2)):
        draft.act = "ask"
    elif draft.act in _NEUTRAL:
        draft.act = _act_of_content(scene, draft) or draft.act
    elif draft.act == "promise" and any(_threatens(scene, clause) for clause in draft.content_clauses[:1]):
        draft.act = "threaten"
    elif draft.act == "reject":
        _settle_refusal(scene, draft)


def _threatens(scene: Scene, clause: Clause) -> bool:
    """ "vowed to execute the hostages", "promised to leave unless": what is promised is a blow."""
    return _means(scene, clause, "threaten") or any(inner.marker == "unless" for inner in clause.adverbials)


def _settle_refusal(scene: Scene, draft: StatementDraft) -> None:
    """ "declined to say whether": a saying that is denied; "rejected the charge": what is said against him is denied."""
    if draft.pattern == "infinitive" and any(_speaks(scene, clause) for clause in draft.content_clauses[:1]):
        draft.act, draft.negated = "say", True
    elif draft.pattern in _OF_A_CHARGE:
        inside = [p for p in scene.parse.phrases.values() if holds(draft.content[:1], p.head)]
        head = min(inside, key=lambda p: (p.start, -p.end), default=None)
        reading = scene.cues.reading(head.lemma, "noun-that") if head is not None else None
        if reading is not None and reading.act in ("accuse", "report", "say", "think"):
            draft.act = "deny"


def _speaks(scene: Scene, clause: Clause) -> bool:
    reading = scene.cues.reading(clause.lemma, "that") or scene.cues.reading(clause.lemma, "prep:on")
    return reading is not None and reading.act in _NEUTRAL


def quotation_of(scene: Scene, draft: StatementDraft) -> Literal["direct", "indirect", "mixed"]:
    """Direct when all of the content stands in quotation marks, mixed when a part does; marks around the cue itself don't count."""
    marks = [q for q in scene.parse.quotations if not (draft.cue and q.start <= draft.cue[0][0] < q.end)]
    tokens = scene.parse.tokens
    inside = outside = False
    for start, end in draft.content:
        for at in range(start, end):
            quoted = any(q.start <= at < q.end for q in marks)
            inside = inside or quoted
            outside = outside or (not quoted and tokens[at].pos != "PUNCT" and tokens[at].text.lower() not in _LOOSE)
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def _negated(draft: StatementDraft) -> bool:
    """Whether the saying is denied; "reported no deaths" reports."""
    clause = draft.cue_clause
    if draft.pattern == "negated-object":
        return True
    if clause is None or draft.pattern.startswith(("noun-", "adverb")):
        return False
    return any(not holds(draft.content, at) for at in clause.negation)


def _act_of_content(scene: Scene, draft: StatementDraft) -> str | None:
    """A threat, an offer or a demand in the content of a neutral cue."""
    for clause in draft.content_clauses[:1]:
        if not holds(draft.content, clause.head):
            continue
        if clause.modal in _MUST:
            return "demand" if _means(scene, clause, "demand") and _has_party(scene, clause) else None
        if clause.negation or not _by_speaker(scene, draft, clause):
            continue
        if clause.modal in _MAY and any(inner.marker == "unless" for inner in clause.adverbials):
            return "threaten"
        if clause.modal in _WILL:
            return next((act for act in ("threaten", "promise") if _means(scene, clause, act)), None)
        if clause.modal is None and clause.pos == "ADJ":
            return "promise" if _means(scene, clause, "promise") and any(c.relation == "to" for c in clause.complements) else None
        if clause.modal is None and clause.tense == "present" and scene.word(clause.subjects[0].head) in ("i", "we"):
            return _performed(scene, clause)
    return None


def _performed(scene: Scene, clause: Clause) -> str | None:
    """ "We urge both sides to talk": the words do what they say."""
    found = {reading.act for reading in scene.cues.readings(clause.lemma).values()}
    return "demand" if "demand" in found and found <= {"demand", "ask", "predict"} else None


def _means(scene: Scene, clause: Clause, act: str) -> bool:
    names = (f"{clause.lemma} {clause.particle}", clause.lemma) if clause.particle else (clause.lemma,)
    return any((reading := scene.cues.reading(name, "content")) is not None and reading.act == act for name in names)


def _has_party(scene: Scene, clause: Clause) -> bool:
    return any(scene.speakers.is_actor(p) for p in (*clause.subjects, *(clause.objects if clause.passive else ())))


def _by_speaker(scene: Scene, draft: StatementDraft, clause: Clause) -> bool:
    """Whether the speaker himself is the doer: a pronoun, or the same words."""
    if not clause.subjects:
        return False
    subject = clause.subjects[0]
    word = scene.word(subject.head)
    if word in ("i", "we"):
        return True
    if draft.source is None:
        return False
    speaker = scene.parse.tokens[draft.source.head]
    if word == "they":
        return speaker.tag in ("NNS", "NNPS") or speaker.entity in ("ORG", "NORP")
    return word in _SPEAKER or subject.lemma == draft.source.lemma
