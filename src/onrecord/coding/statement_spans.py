"""Token ranges of contents and sources: trimmed, cut, joined, grown to whole quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.coding.statement_draft import Range
from onrecord.parse.clause import Clause, Parse, Phrase, Quotation

MARKS = frozenset({'"', "“", "”", "„", "«", "»", "``", "''", "‘", "’", "'"})
_EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", "…"})
_LONGEST = 45  # a source with more words is a slip of the parser
_STOPS = frozenset({".", "!", "?"})
_BRACKETS = {"(": ")", "[": "]"}


def trim(parse: Parse, span: Range) -> Range | None:
    """The range without commas, dashes, stops and halves of marks or brackets at its ends; None if nothing is left."""
    start, end = span
    partners = {q.start: q.end - 1 for q in parse.quotations if q.closed} | {q.end - 1: q.start for q in parse.quotations if q.closed}
    while start < end and _loose(parse, start, start, end, partners, opening=True):
        start += 1
    while start < end and _loose(parse, end - 1, start, end, partners, opening=False):
        end -= 1
    return (start, end) if start < end else None


def _loose(parse: Parse, at: int, start: int, end: int, partners: dict[int, int], *, opening: bool) -> bool:
    word = parse.tokens[at].text
    if word in MARKS:
        if at in partners:
            return not start <= partners[at] < end
        return not (opening and any(q.start == at for q in parse.quotations))
    if word in _EDGE or (not opening and parse.tokens[at].pos == "CCONJ"):
        return True
    if word in "()[]" and len(word) == 1:
        inside = {parse.tokens[i].text for i in range(start, end)}
        return not (word in _BRACKETS and _BRACKETS[word] in inside) and not (word in ")]" and {")": "(", "]": "["}[word] in inside)
    return word in _STOPS and (opening or (word == "." and not _is_quoted(parse, at)))


def _is_quoted(parse: Parse, at: int) -> bool:
    quotation = parse.inside_quotation(at)
    return quotation is not None and not quotation.closed


def drop_conjunction(parse: Parse, span: Range, words: frozenset[str] = frozenset({"that", "to"})) -> Range:
    """The range without "that" or "to" before a clause, which our records leave out of the content."""
    start, end = span
    while start + 1 < end and parse.tokens[start].text in _EDGE:
        start += 1
    token = parse.tokens[start]
    if token.text.lower() in words and end - start > 1 and token.tag in ("IN", "TO", "WDT"):
        return start + 1, end
    return span


def minus(span: Range, holes: Iterable[Range]) -> list[Range]:
    """What is left of a range when others are cut out of it."""
    pieces = [span]
    for first, last in sorted(holes):
        rest: list[Range] = []
        for start, end in pieces:
            if last <= start or end <= first:
                rest.append((start, end))
            else:
                rest += [piece for piece in ((start, first), (last, end)) if piece[0] < piece[1]]
        pieces = rest
    return pieces


def clean(parse: Parse, pieces: Iterable[Range], holes: Iterable[Range] = ()) -> tuple[Range, ...]:
    """The pieces in order, joined where they touch, without the holes, trimmed; pieces of mere punctuation drop out."""
    cut = [piece for span in pieces for piece in minus(span, holes)]
    trimmed = [span for span in (trim(parse, piece) for piece in join(cut)) if span is not None]
    return tuple(span for span in trimmed if any(t.pos != "PUNCT" for t in parse.tokens[span[0] : span[1]]))


def join(pieces: Iterable[Range]) -> list[Range]:
    """Ranges in order, overlapping and touching ones made one."""
    found: list[Range] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def size(pieces: Sequence[Range]) -> int:
    """How many tokens the ranges hold."""
    return sum(end - start for start, end in pieces)


def shared(one: Sequence[Range], other: Sequence[Range]) -> int:
    """How many tokens two contents have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def dice(one: Sequence[Range], other: Sequence[Range]) -> float:
    """The overlap of two contents, from 0 to 1."""
    total = size(one) + size(other)
    return 2 * shared(one, other) / total if total else 0.0


def holds(pieces: Iterable[Range], token: int) -> bool:
    """Whether a token lies in one of the ranges."""
    return any(start <= token < end for start, end in pieces)


def source_range(parse: Parse, phrases: Sequence[Phrase], *, bare: bool = False) -> Range | None:
    """The words of a source: all members of a coordination, each with title and, unless `bare`, appositions and clauses that hang on it."""
    if not phrases:
        return None
    start = min(p.start for p in phrases)
    span = (start, max(p.end if bare else _end_of(parse, p, 0) for p in phrases))
    if span[1] - start > _LONGEST:
        span = (phrases[0].start, phrases[0].end)
    return trim(parse, _with_bracket(parse, span))


def _end_of(parse: Parse, phrase: Phrase, depth: int) -> int:
    """The end of a phrase with what follows it directly: appositions, relative clauses, participles."""
    end = phrase.end
    if depth > 3:
        return end
    parts: list[Phrase | Clause] = [*phrase.appositions, *phrase.clauses]
    for part in sorted(parts, key=lambda p: p.start):
        if part.start < phrase.head or not 0 <= part.start - end <= 1 or _has_cue_marks(parse, end, part.end):
            continue
        end = max(end, _end_of(parse, part, depth + 1) if isinstance(part, Phrase) else part.end)
    for _, inner in phrase.preps:
        if inner.end == end:
            end = max(end, _end_of(parse, inner, depth + 1))
    return end


def _has_cue_marks(parse: Parse, start: int, end: int) -> bool:
    return any(t.text in MARKS and t.text not in ("'", "’") for t in parse.tokens[start:end])


def _with_bracket(parse: Parse, span: Range) -> Range:
    """The range with the bracket that closes one opened in it ("Rep. Ann Lee (R-Ohio)")."""
    texts = [t.text for t in parse.tokens[span[0] : span[1] + 3]]
    inside = texts[: span[1] - span[0]]
    if inside.count("(") > inside.count(")") and ")" in texts[len(inside) :]:
        return span[0], span[0] + texts.index(")", len(inside)) + 1
    return span


def outer_quotations(parse: Parse) -> list[Quotation]:
    """Quotations that stand in no other one."""
    return [
        q
        for q in parse.quotations
        if q.level == 0 and not any(o.start < q.start and q.end <= o.end for o in parse.quotations if o.level == 0 and o is not q)
    ]


def quoted_words(parse: Parse, quotation: Quotation) -> int:
    """How many words stand between the marks."""
    return sum(1 for t in parse.tokens[quotation.start : quotation.end] if t.pos != "PUNCT")
