"""What speaks for a candidate: form of the cue, kind of subject, place against quotation marks, size of the content."""

from __future__ import annotations

from onrecord.coding.statement_draft import StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statement_spans import size
from onrecord.parse.clause import Clause, Phrase

_THING = frozenset({"it", "this", "that", "which", "these", "there", "what"})
_PERSONAL = frozenset({"he", "she", "they", "who", "his", "her", "their"})
_FIRST = frozenset({"i", "we"})
_SECOND = frozenset({"you"})
_TELLING_ACTS = frozenset({"say", "report", "confirm", "deny", "ask", "propose", "promise", "think"})
_CLAUSAL = frozenset({"that", "left", "whether", "parenthesis"})
_WILLED = frozenset({"infinitive", "object-infinitive"})
_AUTHOR = frozenset({"i", "we", "my", "our"})
_CUES_WITHOUT_FORM = frozenset({"according", "possessive-phrase", "adverb-report", "colon", "dash", "continued"})


def add_features(scene: Scene, draft: StatementDraft) -> None:
    """Adds the features of a candidate to those that its reader gave."""
    features = draft.features
    features |= _subject(scene, draft)
    if draft.cue_clause is not None and draft.pattern not in _CUES_WITHOUT_FORM and not draft.pattern.startswith("noun-"):
        features |= _form(scene, draft.cue_clause)
    features |= _content(scene, draft)
    features |= _mismatch(scene, draft)
    if draft.cue and draft.pattern not in ("colon", "dash") and scene.quotation_at(draft.anchor) is not None:
        features |= _inside(scene, draft)


def _subject(scene: Scene, draft: StatementDraft) -> dict[str, float]:
    phrase = draft.source
    if phrase is None:
        return {"source:none": 1.0}
    word = (
        scene.word(draft.source_range[0])
        if draft.source_range and draft.source_range[1] - draft.source_range[0] == 1
        else scene.word(phrase.head)
    )
    if word in _THING:
        return {"source:thing": 1.0}
    if word in _AUTHOR:
        return {"source:first": 1.0}
    if word in _PERSONAL:
        return {"source:pronoun": 1.0}
    if word in _SECOND:
        return {"source:you": 1.0}
    return {f"source:{kind_of_source(scene, phrase)}": 1.0}


def kind_of_source(scene: Scene, phrase: Phrase) -> str:
    """ "plural-role", "role", "document", "name", "actor" or "other", by the head of a phrase."""
    token = scene.parse.tokens[phrase.head]
    lemma = phrase.lemma.lower()
    if scene.cues.has(lemma, "source"):
        return "plural-role" if token.tag == "NNS" else "role"
    if scene.cues.has(lemma, "document"):
        return "document"
    if token.entity in ("PERSON", "ORG", "GPE", "NORP"):
        return "name"
    if scene.speakers.is_actor(phrase):
        return "actor"
    return "proper" if token.pos == "PROPN" else "other"


def _mismatch(scene: Scene, draft: StatementDraft) -> dict[str, float]:
    """What doesn't go together: a person or a sum as all that is told ("dismissed the jury", "charged two dollars"), a thing that is heeded
    ("according to the season")."""
    found: dict[str, float] = {}
    if draft.pattern == "object" and draft.content:
        objects = [p for p in scene.parse.phrases.values() if draft.content[0][0] <= p.head < draft.content[-1][1]]
        head = min(objects, key=lambda p: (p.start, -p.end), default=None)
        if head is not None and draft.act in _TELLING_ACTS and _is_person(scene, head):
            found["object:person"] = 1.0
        if head is not None and scene.parse.tokens[head.head].entity in ("MONEY", "QUANTITY", "PERCENT"):
            found["object:sum"] = 1.0
    if "source:other" in draft.features:
        found["according:thing" if draft.pattern == "according" else f"thing:{draft.pattern}"] = 1.0
    return found


def _is_person(scene: Scene, phrase: Phrase) -> bool:
    reading = scene.cues.reading(phrase.lemma.lower(), "source")
    return scene.speakers.is_person(phrase) or (reading is not None and reading.grade == "strong")


def _form(scene: Scene, clause: Clause) -> dict[str, float]:
    found: dict[str, float] = {}
    tag = scene.parse.tokens[clause.head].tag
    if clause.modal is not None:
        found["form:modal" if clause.modal not in ("will", "would") else "form:will"] = 1.0
    elif clause.relation in ("to", "purpose", "bare"):
        found["form:infinitive"] = 1.0
    elif tag == "VBG" and not clause.progressive:
        found["form:ing"] = 1.0
    elif clause.tense in ("past", "present"):
        found["form:finite"] = 1.0
    if clause.passive:
        found["form:passive"] = 1.0
    if clause.imperative or clause.question:
        found["form:asked"] = 1.0
    if clause.marker in ("if", "unless"):
        found["form:if"] = 1.0
    if clause.relation == "relative":
        found["form:relative"] = 1.0
    return found


def _content(scene: Scene, draft: StatementDraft) -> dict[str, float]:
    words = size(draft.content)
    quoted = [q for q in scene.quotations if any(a <= q.start < b for a, b in draft.content)]
    found = {"content:short": float(words <= 2), "content:long": float(words >= 8)}
    if quoted:
        whole = any(a <= q.start and q.end <= b and (q.end - q.start) * 2 > b - a for q in quoted for a, b in draft.content)
        found["content:quotation" if whole else "content:quoted-words"] = 1.0
    return found


def _inside(scene: Scene, draft: StatementDraft) -> dict[str, float]:
    """A cue inside quotation marks; whether the one who speaks there says what he himself believes."""
    quotation = scene.quotation_at(draft.anchor)
    leaves = quotation is not None and not all(quotation.start <= a and b <= quotation.end for a, b in draft.content)
    own = draft.source is not None and scene.word(draft.source.head) in _FIRST
    clausal = draft.pattern in _CLAUSAL
    return {
        "inside:marks": 1.0,
        "inside:leaves": float(leaves),
        "inside:own": float(own and clausal and draft.act == "think"),
        "inside:own-act": float(own and clausal and draft.act != "think"),
        "inside:own-will": float(own and draft.pattern in _WILLED),
    }
