"""Candidates that the parser hides: a verb of saying whose content it hung elsewhere, "X, he said, does Y", "Name: what he says".

They are read from the words and marked by a feature (`made:...`), so that a reading from grammar is preferred.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.statement_draft import Range, StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.knowledge.cues import Reading
from onrecord.parse.clause import Clause, Phrase

_REACH = 20  # words between a cue and a "that" which brings its content
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STARTS = frozenset({"DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "VERB"})
_GRADES = frozenset({"certain", "strong"})
_TOLD = ("past", "present")
_NAME = 6  # a speaker before a colon has no more words


def read_hidden(scene: Scene) -> Iterator[StatementDraft]:
    """The candidates that only the words show."""
    for clause in scene.parse.clauses:
        reading = scene.cues.reading(clause.lemma, "that")
        taken = any(p.head > clause.head for p in (*clause.objects, *clause.indirect) if "object" not in clause.shared)
        if reading is None or reading.grade not in _GRADES or clause.pos != "VERB" or clause.passive or taken or clause.tense not in _TOLD:
            continue
        for draft in (_rest(scene, clause, reading), _between(scene, clause, reading)):
            if draft is not None:
                yield draft
    for number in range(len(scene.parse.sentences)):
        draft = _headed(scene, number)
        if draft is not None:
            yield draft


def _rest(scene: Scene, clause: Clause, reading: Reading) -> StatementDraft | None:
    """ "said in a history of the war that the fort was lost", "said no": what follows the cue, when no clause hangs on it."""
    if any(c.head > clause.head for c in clause.complements) or not clause.subjects or clause.subjects[0].head > clause.head:
        return None
    tokens, end = scene.parse.tokens, scene.parse.sentences[clause.sentence][1]
    start = next((at for at in range(clause.head + 1, min(end, clause.head + _REACH)) if _opens_content(scene, at)), None)
    if start is None:
        start = clause.head + 1
        if (
            start >= end
            or tokens[start].pos not in _STARTS
            or tokens[start].entity in ("DATE", "TIME")
            or scene.word(start) in ("so", "that")
        ):
            return None
        if not any(tokens[at].tag in _FINITE for at in range(start, end)):
            return None
    return _made(scene, "that", reading, clause, content=(start, end))


def _opens_content(scene: Scene, at: int) -> bool:
    """Whether a "that" begins a clause: a conjunction with a noun phrase behind it, outside quotation marks."""
    tokens = scene.parse.tokens
    if scene.word(at) != "that" or tokens[at].tag != "IN" or at + 2 >= len(tokens) or scene.quotation_at(at) is not None:
        return False
    return tokens[at + 1].pos in _STARTS - {"VERB"}


def _between(scene: Scene, clause: Clause, reading: Reading) -> StatementDraft | None:
    """ "The tag, Mr Dahl said on Monday, accompanied the list": cue and subject stand between commas."""
    if not clause.subjects or any(c.head > clause.head for c in clause.complements):
        return None
    first, last = scene.parse.sentences[clause.sentence]
    subject = clause.subjects[0]
    start = min(subject.start, clause.head)
    if start - first < 2 or scene.word(start - 1) != ",":
        return None
    stop = next((at for at in range(max(clause.head, subject.end - 1) + 1, min(last, clause.head + 16)) if scene.word(at) == ","), None)
    inside = range(start, stop or start)
    if stop is None or any(scene.parse.tokens[at].tag in _FINITE and at != clause.head for at in inside) or stop + 2 >= last:
        return None
    return _made(scene, "parenthesis", reading, clause, content=(first, last), hole=(start - 1, stop + 1))


def _made(
    scene: Scene, pattern: str, reading: Reading, clause: Clause, *, content: Range, hole: Range | None = None
) -> StatementDraft | None:
    source, words = scene.source_of(clause, spoken=True)
    draft = scene.draft(
        pattern, reading, clause=clause, cue=[(clause.head, clause.head + 1)], source=source, words=words, content=[content],
        holes=[hole] if hole is not None else [],
    )  # fmt: skip
    if draft is not None:
        draft.features[f"made:{pattern}"] = 1.0
    return draft


# -------------------------------------------------------------------- a speaker and a colon
def _headed(scene: Scene, number: int) -> StatementDraft | None:
    """ "Dahl: The port must close" as a headline: a name or a speaking noun, a colon, a saying."""
    parse = scene.parse
    start, end = parse.sentences[number]
    if number and parse.paragraphs[number] == parse.paragraphs[number - 1] and parse.kinds[number] == parse.kinds[number - 1]:
        return None
    colon = next((at for at in range(start + 1, min(start + _NAME + 1, end)) if scene.word(at) == ":"), None)
    if colon is None or end - colon < 4 or scene.word(colon + 1) in ('"', "“"):
        return None
    if any(t.tag in _FINITE or t.pos in ("PUNCT", "ADP", "VERB") for t in parse.tokens[start:colon] if t.text != "."):
        return None
    phrase = max((p for p in parse.phrases.values() if start <= p.head < colon), key=lambda p: p.head, default=None)
    if phrase is None or not _speaks(scene, phrase):
        return None
    reading = Reading("fair", "say", "statements#headline", 0)
    draft = scene.draft(
        "colon", reading, clause=None, cue=[(colon, colon + 1)], source=[phrase], words=(start, colon), content=[(colon + 1, end)]
    )
    if draft is not None:
        draft.features["made:headed"] = 1.0
        draft.features["headed:title"] = float(number == 0 or parse.kinds[number] == "title")
    return draft


def _speaks(scene: Scene, phrase: Phrase) -> bool:
    token = scene.parse.tokens[phrase.head]
    named = token.pos == "PROPN" and (token.entity in ("PERSON", "ORG", "NORP") or scene.speakers.is_actor(phrase))
    return named or scene.cues.has(phrase.lemma.lower(), "source") or scene.cues.has(phrase.lemma.lower(), "document")
