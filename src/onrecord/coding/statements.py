"""Who said what: finds an article's statements (CODEBOOK section 3).

Candidates come from clauses, words and quotations; weights score them (`data/weights/statements.json`); the best are taken first.
docs/statements.md explains the borders and the decisions.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.coding.choose import Weights, choose, confidence, parts, score
from onrecord.coding.statement_acts import quotation_of, settle
from onrecord.coding.statement_clauses import read_clauses
from onrecord.coding.statement_draft import Range, Speakers, StatementDraft
from onrecord.coding.statement_fallbacks import read_hidden
from onrecord.coding.statement_features import add_features
from onrecord.coding.statement_quotations import clauses_in, follow_on, grow, read_quotations, split_sentences
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statement_spans import dice, holds, size
from onrecord.coding.statement_words import read_words
from onrecord.knowledge.cues import CueLexicon
from onrecord.parse.clause import Parse

__all__ = ["StatementDraft", "choose_statements", "find_candidates", "find_statements"]

_SAME = 0.75  # two contents that share more than this are one statement
_OWN = frozenset({"inside:marks", "source:pronoun", "source:first", "source:none"})  # who says so may be the speaker himself
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})


def find_statements(parse: Parse, resolver: Speakers, cues: CueLexicon, weights: Weights) -> list[StatementDraft]:
    """The statements of an article in order of position; `of` holds the index of the statement that one is nested in."""
    scene = Scene(parse, resolver, cues)
    taken = choose_statements(scene, weights)
    for draft in taken:
        draft.quotation = quotation_of(scene, draft)
    found = [*taken, *follow_on(scene, taken, join=bool(weights.get("join-pieces")))]
    if weights.get("split-sentences"):
        found = [piece for draft in found for piece in _by_sentence(scene, draft)]
    found.sort(key=lambda draft: (draft.anchor, draft.place))
    for draft in found:
        draft.content_clauses = draft.content_clauses or clauses_in(scene, draft.content)
        settle(scene, draft)
        odds = draft.score if draft.cue else score({"pattern:continued": 1.0}, weights)
        draft.confidence = confidence(weights.get("confidence:slope", 1.0) * odds + weights.get("confidence:shift", 0.0))
    _nest(found)
    _name_speakers(scene, found)
    return found


def choose_statements(scene: Scene, weights: Weights) -> list[StatementDraft]:
    """The candidates that stand, best first where two exclude each other, in order of position."""
    return choose(find_candidates(scene, weights), _conflict, weights.get("threshold", 0.0))


def find_candidates(scene: Scene, weights: Weights) -> list[StatementDraft]:
    """All readings that the grammar allows, with features and score."""
    found = [*read_clauses(scene), *read_words(scene), *read_quotations(scene), *read_hidden(scene)]
    for draft in found:
        grow(scene, draft)
        add_features(scene, draft)
        draft.parts = parts(draft.features, weights)
        draft.score = score(draft.features, weights)
    return [draft for draft in found if draft.content]


def _conflict(taken: StatementDraft, other: StatementDraft) -> bool:
    """One statement a cue; no two with nearly the same content; no cue inside another one's cue."""
    if taken.cue and other.cue and any(a < d and c < b for a, b in taken.cue for c, d in other.cue):
        return True
    if taken.source_range and other.cue and any(holds([taken.source_range], a) for a, _ in other.cue) and taken.pattern == "according":
        return True
    if not any(a < d and c < b for a, b in taken.content for c, d in other.content):
        return False
    return dice(taken.content, other.content) > _SAME and not _relayed(taken, other) and not _nested(taken, other)


def _nested(one: StatementDraft, other: StatementDraft) -> bool:
    """ "The report said 60 percent believe that ...": the one statement is told inside the other, cue, source and all."""
    for outer, inner in ((one, other), (other, one)):
        words = [*inner.cue, *([inner.source_range] if inner.source_range else [])]
        if (
            inner.cue
            and not _OWN & inner.features.keys()
            and all(holds(outer.content, start) and holds(outer.content, end - 1) for start, end in words)
        ):
            return not any(holds(inner.content, start) for start, _ in outer.cue)
    return False


def _relayed(one: StatementDraft, other: StatementDraft) -> bool:
    """ "quoted the minister as saying": the agency's statement and the minister's have one content."""
    inner, outer = (one, other) if one.anchor > other.anchor else (other, one)
    return outer.act == "report" and outer.pattern == "as" and inner.cue_clause is not None and inner.cue_clause in outer.content_clauses


def _by_sentence(scene: Scene, draft: StatementDraft) -> Iterable[StatementDraft]:
    """A quotation over several sentences is one statement a sentence; the one in the cue's sentence keeps cue and source."""
    pieces = split_sentences(scene, draft)
    if len(pieces) == len(draft.content):
        return [draft]
    home = [piece for piece in pieces if scene.parse.tokens[piece[0]].sentence == draft.sentence] or pieces[:1]
    rest = [piece for piece in pieces if piece not in home]
    draft.content = tuple(home)
    return [draft, *(_continued(scene, draft, piece) for piece in rest)]


def _continued(scene: Scene, draft: StatementDraft, piece: Range) -> StatementDraft:
    return StatementDraft(
        sentence=scene.parse.tokens[piece[0]].sentence, cue=(), content=(piece,), pattern="continued", rule=draft.rule, source=draft.source,
        anchor=piece[0], score=draft.score, features={"pattern:continued": 1.0},
    )  # fmt: skip


def _nest(found: list[StatementDraft]) -> None:
    """Sets `of`: the smallest other statement whose content holds the cue."""
    for draft in found:
        if not draft.cue:
            continue
        around = [(size(other.content), n) for n, other in enumerate(found) if other is not draft and holds(other.content, draft.anchor)]
        relaying = [n for n, other in enumerate(found) if other is not draft and _relayed(draft, other) and other.anchor < draft.anchor]
        draft.of = relaying[0] if relaying else min(around)[1] if around else None
    for draft in found:
        if draft.of is not None and found[draft.of].of is not None and found[found[draft.of].of] is draft:  # type: ignore[index]
            draft.of = None


def _name_speakers(scene: Scene, found: list[StatementDraft]) -> None:
    """Resolves sources and addressees: first those outside quotations, then, with these known, "I" and "we"."""
    later = [draft for draft in found if draft.source is not None and scene.word(draft.source.head) in _FIRST_PERSON]
    for draft in found:
        if draft not in later:
            _resolve(scene, draft)
    told = [(start, end, d.source_key) for d in found if d.source_key is not None and d.quotation != "indirect" for start, end in d.content]
    scene.speakers.tell_speakers([(start, end, key) for start, end, key in told if key is not None])
    for draft in later:
        _resolve(scene, draft)


def _resolve(scene: Scene, draft: StatementDraft) -> None:
    clause = draft.cue_clause
    if draft.source is not None:
        draft.source_key = scene.speakers.speaker(draft.source, clause).key
    if draft.addressee is not None:
        references = scene.speakers.resolve(draft.addressee, clause)
        draft.addressee_key = references[0].key if references else None
