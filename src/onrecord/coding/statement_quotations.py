"""Quotations: contents grow to them, without a parse they find a cue beside their marks, the next one follows its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.coding.statement_draft import Range, StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statement_spans import MARKS, clean, holds, join, quoted_words, size, source_range, trim
from onrecord.knowledge.cues import Reading
from onrecord.parse.clause import Clause, Phrase, Quotation

_REACH = 24  # words between a quotation and the verb that brings it
_NEAR = 14  # the same before a quotation that no colon brings
_FEW = 4  # fewer words in marks are a title or a scare quote
_DASHES = frozenset({"-", "–", "—", "--", "―"})
_ENDS = frozenset({".", "!", "?"})
_SPOKEN = frozenset({"that", "left", "quote", "parenthesis"})  # patterns of indirect speech after which a bare quotation goes on
_QUOTE_PATTERNS = ("quote", "left", "that")
NEUTRAL = Reading("strong", "say", "statements#quotation", 0)


def grow(scene: Scene, draft: StatementDraft) -> None:
    """Takes the whole of each quotation that the content touches, but never cue or source; the part outside the marks stays."""
    taken = [*draft.cue, *([draft.source_range] if draft.source_range else [])]
    pieces = list(draft.content)
    for quotation in scene.quotations:
        span = (quotation.start, quotation.end)
        touched = any(a < span[1] and span[0] < b for a, b in draft.content) and quoted_words(scene.parse, quotation) > 1
        if touched and not any(a < span[1] and span[0] < b for a, b in taken):
            pieces.append(span)
    grown = clean(scene.parse, join(pieces), taken)
    if grown != draft.content:
        draft.content = grown
        draft.features["content:grown"] = 1.0


def read_quotations(scene: Scene) -> Iterator[StatementDraft]:
    """A candidate for each quotation that has a cue, a name and colon, or a dash and name beside it."""
    for quotation in scene.quotations:
        for draft in (_after(scene, quotation), _before(scene, quotation), _colon(scene, quotation), _signature(scene, quotation)):
            if draft is not None:
                draft.features |= _looks(scene, quotation)
                draft.features["quote:long"] = float(quoted_words(scene.parse, quotation) > _FEW)
                yield draft
    yield from _turns(scene)


def _turns(scene: Scene) -> Iterator[StatementDraft]:
    """ "DAHL: We will leave." in a transcript: a name in capitals and a colon open the paragraph, the rest of it is the saying."""
    parse = scene.parse
    for number, (start, _) in enumerate(parse.sentences):
        if number and parse.paragraphs[number] == parse.paragraphs[number - 1]:
            continue
        first = start + (parse.tokens[start].text in MARKS)
        colon = next((at for at in range(first + 1, min(first + 5, len(parse.tokens))) if scene.word(at) == ":"), None)
        if colon is None or not all(t.text.isupper() and len(t.text) > 1 for t in parse.tokens[first:colon]):
            continue
        last = max(n for n, paragraph in enumerate(parse.paragraphs) if paragraph == parse.paragraphs[number])
        phrase = next((p for p in scene.parse.phrases.values() if p.start <= first < p.end), None)
        source = [phrase] if phrase is not None else []
        content = [(colon + 1, parse.sentences[last][1])]
        draft = scene.draft("colon", NEUTRAL, clause=None, cue=[(colon, colon + 1)], source=source, words=(first, colon), content=content)
        if draft is not None:
            yield draft


def _looks(scene: Scene, quotation: Quotation) -> dict[str, float]:
    """A title or a name in marks ("Meet the Press") is no saying; nor is what a preposition or an article brings."""
    words = [t for t in scene.parse.tokens[quotation.start : quotation.end] if t.pos not in ("PUNCT", "ADP", "DET", "CCONJ")]
    title = len(words) >= 1 and all(t.text[:1].isupper() or t.pos == "NUM" for t in words)
    before = scene.parse.tokens[quotation.start - 1].pos if quotation.start else ""
    return {"quote:title": float(title and len(words) <= 6), "quote:governed": float(before in ("ADP", "DET", "ADJ", "NOUN"))}


def _after(scene: Scene, quotation: Quotation) -> StatementDraft | None:
    """`"...," said Ann` and `"..." Ann told the court`: the first verb outside the marks."""
    tokens, end = scene.parse.tokens, quotation.end
    if not quotation.closed or end >= len(tokens):
        return None
    stop = scene.word(end - 2) if end >= 2 else ""
    comma = stop in (",", "?", "!", "-", "–", "—") or scene.word(end) == ","
    if not comma or (stop not in (",", "?", "!") and scene.word(end) == "," and scene.word(end + 1) in ("and", "but", "which")):
        return None
    for at in range(end, min(end + _REACH, len(tokens))):
        if scene.word(at) in _ENDS or any(q.start == at for q in scene.quotations):
            return None
        draft = _verb_beside(scene, quotation, at, comma=True, where="after")
        if draft is not None:
            draft.content = (*draft.content, *_resumed(scene, quotation, at))
        if draft is not None or tokens[at].pos == "VERB":
            return draft
    return None


def _resumed(scene: Scene, quotation: Quotation, cue: int) -> list[Range]:
    """`"The bridge," he said, "is safe"`: the quotation behind the cue goes on with the one before it."""
    for other in scene.quotations:
        if cue < other.start <= cue + _REACH and other.start > quotation.end:
            between = range(cue + 1, other.start)
            stopped = any(scene.word(i) in _ENDS or scene.parse.tokens[i].pos == "VERB" for i in between)
            return (
                [(other.start, other.end)]
                if scene.word(other.start - 1) in (",", ":", "-", "—", "–", "and", "but", "that") and not stopped
                else []
            )
    return []


def _before(scene: Scene, quotation: Quotation) -> StatementDraft | None:
    """`Ann said, "..."` and `Ann said: "..."`, or with a plain word before the marks."""
    start = quotation.start
    first = scene.parse.sentences[scene.parse.tokens[start].sentence][0]
    if start == first and start > 0:  # the colon may have ended a sentence
        first = scene.parse.sentences[scene.parse.tokens[start - 1].sentence][0] if scene.word(start - 1) == ":" else first
    mark = scene.word(start - 1) if start > first else ""
    plain = mark not in (",", ":")
    if not mark or (plain and quoted_words(scene.parse, quotation) <= _FEW):
        return None
    reach = _NEAR if mark != ":" else _REACH
    for at in range(start - 1, max(first, start - reach) - 1, -1):
        if any(q.end - 1 == at for q in scene.quotations):
            return None
        draft = _verb_beside(scene, quotation, at, comma=not plain, where="before")
        if draft is not None:
            return draft
        if plain and scene.parse.tokens[at].pos == "VERB":
            return None
    return None


def _verb_beside(scene: Scene, quotation: Quotation, at: int, *, comma: bool, where: str) -> StatementDraft | None:
    token = scene.parse.tokens[at]
    found = [reading for name in _QUOTE_PATTERNS if (reading := scene.cues.reading(token.lemma, name)) is not None]
    if not found or (token.pos not in ("VERB", "AUX") and at not in scene.clause_at and not token.text.lower().endswith(("ed", "said"))):
        return None
    clause = scene.clause_at.get(at)
    source, words = scene.source_of(clause, spoken=True) if clause is not None else ((), None)
    if words is None or not _near(words, quotation):
        source, words = _neighbour(scene, at, quotation)
    draft = scene.draft(
        "quote", found[0], clause=clause, cue=[(at, at + 1)], source=source, words=words, content=[(quotation.start, quotation.end)]
    )
    if draft is not None:
        draft.features |= {f"quote:{where}": 1.0, "quote:comma": float(comma)}
        draft.anchor = at
    return draft


def _near(words: Range, quotation: Quotation) -> bool:
    """A source inside the quotation is a slip of the parser."""
    return not quotation.start <= words[0] < quotation.end


def _neighbour(scene: Scene, at: int, quotation: Quotation) -> tuple[tuple[Phrase, ...], Range | None]:
    """The noun phrase right before or after a verb that has no subject by the parse."""
    outside = [p for p in scene.parse.phrases.values() if not quotation.start <= p.head < quotation.end]
    near = [p for p in outside if (p.end == at or p.start == at + 1) and scene.parse.tokens[p.head].entity not in ("DATE", "TIME")]
    phrase = max(near, key=lambda p: (p.end == at, p.end - p.start), default=None)
    return ((phrase,), source_range(scene.parse, [phrase])) if phrase is not None else ((), None)


# -------------------------------------------------------------------- colon and dash
def _colon(scene: Scene, quotation: Quotation) -> StatementDraft | None:
    """`Ann Dahl: "..."` and "And from Chairwoman Ann Dahl:" with the quotation in the next line."""
    at = quotation.start - 1
    if scene.word(at) != ":":
        return None
    first = scene.parse.sentences[scene.parse.tokens[at].sentence][0]
    if any(first <= clause.head < at for clause in scene.predicates.get(scene.parse.tokens[at].sentence, ())):
        return None
    heading = [p for p in scene.parse.phrases.values() if first <= p.start and p.end <= at]
    who = _topic_left(scene, heading, first, at)
    return _named(scene, quotation, who or [p for p in heading if p.end == at], "colon", [(at, at + 1)], short=bool(who))


def _topic_left(scene: Scene, heading: Sequence[Phrase], first: int, at: int) -> list[Phrase]:
    """`Ann Dahl, on the toll: "..."`: the speaker in front of the topic, when a name or a speaking noun opens the line."""
    opening = [p for p in heading if p.start == first and p.head < at - 1 and scene.parse.tokens[p.head].pos in ("PROPN", "NOUN")]
    named = [p for p in opening if scene.speakers.is_actor(p) or scene.parse.tokens[p.head].entity == "PERSON"]
    return [p for p in named if scene.word(p.head + 1) in ("on", "about") or scene.word(p.head + 2) in ("on", "about")]


def _signature(scene: Scene, quotation: Quotation) -> StatementDraft | None:
    """`"..." - Commissioner Ann Dahl`: a dash and a name, without a verb, up to the end of the paragraph or sentence."""
    at = quotation.end
    if scene.word(at) not in _DASHES or at + 1 >= len(scene.parse.tokens):
        return None
    end = scene.parse.sentences[scene.parse.tokens[at + 1].sentence][1]
    inside = [p for p in scene.parse.phrases.values() if at < p.head < end]
    named = [p for p in inside if scene.parse.tokens[p.head].pos == "PROPN"]
    spoken = any(scene.parse.tokens[i].pos == "VERB" for i in range(at, end))
    if not named or spoken or end - at > _REACH:
        return None
    draft = _named(scene, quotation, named, "dash", [])
    if draft is not None:
        draft.source_range = trim(scene.parse, (at + 1, end)) or draft.source_range
    return draft


def _named(
    scene: Scene, quotation: Quotation, phrases: Sequence[Phrase], pattern: str, cue: Sequence[Range], *, short: bool = False
) -> StatementDraft | None:
    phrase = max(phrases, key=lambda p: p.end - p.start, default=None)
    if phrase is None or scene.parse.tokens[phrase.head].pos not in ("PROPN", "NOUN", "PRON"):
        return None
    words = (phrase.start, phrase.head + 1) if short else source_range(scene.parse, [phrase])
    return scene.draft(pattern, NEUTRAL, clause=None, cue=cue, source=[phrase], words=words, content=[(quotation.start, quotation.end)])


# -------------------------------------------------------------------- what goes on
def follow_on(scene: Scene, taken: Sequence[StatementDraft], *, join: bool) -> list[StatementDraft]:
    """Quotations without a cue: after a speaker's quotation the next one that opens a sentence is the same speaker's.

    With `join` they become further pieces of that speaker's statement, as long as the paragraph goes on; else, and in the next
    paragraph, they are statements of their own without words for the source.
    """
    found: list[StatementDraft] = []
    ordered = sorted(taken, key=lambda d: d.place)
    for quotation in scene.quotations:
        if quoted_words(scene.parse, quotation) <= 2 or any(holds(d.content, quotation.start + 1) for d in (*ordered, *found)):
            continue
        if not _opens_sentence(scene, quotation):
            continue
        before = _speaker_before(scene, quotation, ordered)
        if join and before is not None and _goes_on(scene, before, quotation):
            before.content = clean(scene.parse, [*before.content, (quotation.start, quotation.end)], before.cue)
            continue
        source, words = (before.source, before.source_range) if before is not None else _introduced(scene, quotation)
        draft = scene.draft(
            "continued",
            NEUTRAL,
            clause=None,
            cue=[],
            source=[source] if source else [],
            words=None,
            content=[(quotation.start, quotation.end)],
        )
        if draft is not None and words is not None:
            draft.source_range = words
        if draft is not None:
            found.append(draft)
    return found


def _introduced(scene: Scene, quotation: Quotation) -> tuple[Phrase | None, Range | None]:
    """Who speaks by the sentence before ("Dahl turned on the board. ..."): the subject of its main clause when that one is a cue."""
    number = scene.parse.tokens[quotation.start].sentence
    before = scene.predicates.get(number - 1, ())
    main = next((c for c in before if c.relation == "main" and scene.cues.readings(c.lemma).keys() & set(_SPOKEN)), None)
    if main is None or not main.subjects or scene.quotation_at(main.head) is not None:
        return None, None
    phrases, words = scene.source_of(main)
    return (phrases[0], words) if phrases else (None, None)


def _goes_on(scene: Scene, before: StatementDraft, quotation: Quotation) -> bool:
    """Whether a quotation stands in the paragraph of the statement before it, or goes on where that one's marks were left open."""
    sentence = scene.parse.tokens[quotation.start].sentence
    last = scene.parse.tokens[before.content[-1][1] - 1].sentence
    if scene.parse.paragraphs[sentence] == scene.parse.paragraphs[last]:
        return True
    end = before.content[-1][1]
    return any(not q.closed and q.start < end <= q.end for q in scene.quotations) and sentence - last == 1


def _opens_sentence(scene: Scene, quotation: Quotation) -> bool:
    """Whether the quotation is a saying of its own: it opens a sentence, and fills it or ends in a stop."""
    first, last = scene.parse.sentences[scene.parse.tokens[quotation.start].sentence]
    return quotation.start == first and (quotation.end >= last or quoted_words(scene.parse, quotation) > _FEW)


def _speaker_before(scene: Scene, quotation: Quotation, taken: Sequence[StatementDraft]) -> StatementDraft | None:
    """The statement of the same or the paragraph before whose speaker goes on, if no other speaker stands between."""
    here = scene.parse.paragraphs[scene.parse.tokens[quotation.start].sentence]
    earlier = [
        d for d in taken if d.anchor < quotation.start and d.source is not None and (d.quotation != "indirect" or d.pattern in _SPOKEN)
    ]
    earlier = [d for d in earlier if scene.quotation_at(d.anchor) is None]
    last = earlier[-1] if earlier else None
    return last if last is not None and here - scene.parse.paragraphs[last.sentence] <= 1 else None


def split_sentences(scene: Scene, draft: StatementDraft) -> list[Range]:
    """The content of a quotation that goes on over sentence borders, one range a sentence."""
    pieces: list[Range] = []
    for start, end in draft.content:
        cuts = [first for first, _ in scene.parse.sentences if start < first < end]
        pieces += list(zip([start, *cuts], [*cuts, end], strict=True))
    return [piece for piece in pieces if size([piece])]


def clauses_in(scene: Scene, content: Sequence[Range]) -> tuple[Clause, ...]:
    """The highest clauses that lie inside a content."""
    inside = [c for c in scene.parse.clauses if holds(content, c.head)]
    heads = {c.head for c in inside}
    return tuple(c for c in inside if not any(up.head in heads for up in c.above()))
