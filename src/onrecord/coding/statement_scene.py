"""What the readers of statements share: the parse, the cues, who can speak, and how a candidate is made."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.statement_draft import Range, Speakers, StatementDraft
from onrecord.coding.statement_spans import clean, drop_conjunction, outer_quotations, source_range, trim
from onrecord.knowledge.cues import CueLexicon, Reading
from onrecord.parse.clause import Clause, Parse, Phrase, Quotation

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_RELATIVE_TAGS = frozenset({"WP", "WDT"})


class Scene:
    """One article as the readers of statements see it."""

    def __init__(self, parse: Parse, speakers: Speakers, cues: CueLexicon) -> None:
        self.parse, self.speakers, self.cues = parse, speakers, cues
        self.quotations: list[Quotation] = outer_quotations(parse)
        self.copulas = frozenset({"be", "remain"})
        self.clause_at: dict[int, Clause] = {clause.head: clause for clause in parse.clauses}
        self.predicates: dict[int, list[Clause]] = {}
        for clause in parse.clauses:
            self.predicates.setdefault(clause.sentence, []).append(clause)

    def quotation_at(self, token: int) -> Quotation | None:
        """The outermost quotation that the token stands in."""
        return next((q for q in self.quotations if q.start <= token < q.end), None)

    def word(self, at: int) -> str:
        """The lower-case word of a token; empty outside the text."""
        return self.parse.tokens[at].text.lower() if 0 <= at < len(self.parse.tokens) else ""

    def source_of(self, clause: Clause, *, spoken: bool = False) -> tuple[tuple[Phrase, ...], Range | None]:
        """Who says it, by a cue's clause: the phrases, and their words ("who" in a relative clause). `spoken`: the cue brings a clause."""
        releaser = self._releaser(clause, spoken=spoken)
        phrases = (releaser.subjects if releaser is not None else clause.subjects) or self._stray_subject(clause)
        if any(self.parse.tokens[p.head].entity in ("DATE", "TIME") for p in phrases):
            return (), None
        if clause.relation == "relative" and not clause.passive and phrases and phrases[0] is clause.noun:
            at = next((i for i in range(clause.start, clause.head) if self.parse.tokens[i].tag in _RELATIVE_TAGS), None)
            if at is not None:
                return phrases, (at, at + 1)
        words = source_range(self.parse, phrases)
        if (
            words is not None and words[0] < clause.start <= clause.head < words[1]
        ):  # "pastors supporting the ban": the clause hangs on its subject
            words = trim(self.parse, (words[0], clause.start))
        return phrases, words

    def _releaser(self, clause: Clause, *, spoken: bool) -> Clause | None:
        """ "released a statement saying", "wrote to members saying": the clause whose subject says it."""
        noun = clause.noun
        if clause.relation != "participle" or noun is None or self.parse.tokens[clause.head].tag != "VBG":
            return None
        seat = self.parse.seats.get(noun.head)
        if seat is None or seat.clause is None or seat.slot == "subject" or not seat.clause.subjects or seat.clause.passive:
            return None
        lent = self.cues.has(seat.clause.lemma, "light") or not self.cues.has(noun.lemma, "document")
        speaks = not spoken and (self.speakers.is_actor(noun) or self.cues.has(noun.lemma, "source"))
        return seat.clause if lent and not speaks else None

    def _stray_subject(self, clause: Clause) -> tuple[Phrase, ...]:
        """Who a finite cue without a subject belongs to: the free noun phrase before it, else the subject of the predicate before it."""
        unlike = clause.passive or clause.imperative or clause.relation in ("to", "relative", "wh")
        if unlike or self.parse.tokens[clause.head].tag not in _FINITE:
            return ()
        first, at = self.parse.sentences[clause.sentence][0], clause.head
        while at > first and self.parse.tokens[at - 1].pos in ("ADV", "AUX", "PART"):
            at -= 1
        beside = [p for i, p in self.parse.phrases.items() if first <= i < at == p.end and self._is_free(p)]
        if beside:
            return (max(beside, key=lambda p: p.end - p.start),)
        before = [c for c in self.predicates.get(clause.sentence, ()) if c.head < at and c.subjects and self.quotation_at(c.head) is None]
        return before[-1].subjects if before and before[-1].relation != "wh" else ()

    def _is_free(self, phrase: Phrase) -> bool:
        """Whether no clause has a better claim to a noun phrase: it sits nowhere, or stands beside another one as if it explained it."""
        seat = self.parse.seats.get(phrase.head)
        dated = self.parse.tokens[phrase.head].entity in ("DATE", "TIME")
        return not dated and (seat is None or seat.slot == "apposition") and self.quotation_at(phrase.head) is None

    def cut_tail(self, span: Range, cue: Sequence[Range]) -> Range:
        """The range without a last part that is the reporter's: ", which ..." and ", adding that ..." outside quotation marks."""
        start, end = span
        if not cue or cue[0][0] > start:
            return span
        for clause in sorted(self.predicates.get(self.parse.tokens[cue[0][0]].sentence, ()), key=lambda c: c.start):
            at = clause.start
            if (
                start + 2 < at < end
                and self.word(at - 1) in (",", "-", "—", "–")
                and self.quotation_at(at) is None
                and self._is_tail(clause, end)
            ):
                return start, at - 1
        return span

    def _is_tail(self, clause: Clause, end: int) -> bool:
        if clause.relation == "relative":
            return end - clause.end <= 1 and self.word(clause.start) in ("which", "who", "whom", "whose", "where", "when")
        saying = {"that", "quote"} & self.cues.readings(clause.lemma).keys()
        return (
            clause.relation in ("adverbial", "participle")
            and clause.head == clause.start
            and self.parse.tokens[clause.head].tag == "VBG"
            and bool(saying)
        )

    def draft(
        self,
        pattern: str,
        reading: Reading,
        *,
        clause: Clause | None,
        cue: Sequence[Range],
        source: Sequence[Phrase],
        words: Range | None,
        content: Sequence[Range],
        holes: Sequence[Range] = (),
        clauses: Sequence[Clause] = (),
        addressee: Phrase | None = None,
    ) -> StatementDraft | None:
        """A candidate, its content cleaned of "that", edges, cue and source; None when no content is left."""
        pieces = [self.cut_tail(drop_conjunction(self.parse, span), cue) for span in content if span[0] < span[1]]
        cleaned = clean(self.parse, pieces, [*cue, *holes, *([words] if words else [])])
        if not cleaned:
            return None
        first = cue[0][0] if cue else cleaned[0][0]
        anchor = clause.head if clause is not None and any(a <= clause.head < b for a, b in cue) else first
        return StatementDraft(
            sentence=self.parse.tokens[anchor].sentence,
            cue=tuple(cue),
            content=cleaned,
            pattern=pattern,
            act=reading.act,
            rule=reading.rule,
            cue_clause=clause,
            source=source[0] if source else None,
            source_range=words,
            addressee=addressee,
            content_clauses=tuple(clauses),
            features={f"grade:{reading.grade}": 1.0, f"pattern:{pattern_family(pattern)}": 1.0},
            anchor=anchor,
        )


def pattern_family(pattern: str) -> str:
    """The name under which a pattern is weighed: prepositions count as one.

    >>> pattern_family("prep:for"), pattern_family("adjective-prep:of"), pattern_family("that")
    ('prep', 'adjective-prep', 'that')
    """
    if pattern.startswith("noun-") and pattern not in ("noun-that", "noun-to", "noun-whether"):
        return "noun-prep"
    return pattern.split(":", 1)[0]
