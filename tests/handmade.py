"""Parses made by hand: no model is needed, and a new model cannot break the tests."""

import spacy
from spacy.tokens import Doc

from onrecord.knowledge.words import load_words
from onrecord.parse.clause import Clause, Parse, Token
from onrecord.parse.clauses import ClauseBuilder
from onrecord.parse.mend import mend
from onrecord.parse.seats import find_seats

BLANK = spacy.blank("en")
WORDS = load_words()


def parse_by_hand(rows: str) -> Parse:
    """The Parse of one sentence; a line of `rows` is `word lemma POS TAG dependency head`, the head as a number from 0."""
    table = [row.split() for row in rows.strip().splitlines()]
    words, lemmas, pos, tags, deps, heads = (list(column) for column in zip(*table, strict=True))
    doc = Doc(BLANK.vocab, words=words, lemmas=lemmas, pos=pos, tags=tags, deps=deps, heads=[int(h) for h in heads])
    mend(doc)
    text = doc.text
    tokens = [Token(t.i, t.text, t.lemma_, t.pos_, t.tag_, "", t.idx, t.idx + len(t.text), 0) for t in doc]
    builder = ClauseBuilder(doc, [t.lemma_ for t in doc], [0] * len(doc), WORDS)
    parse = Parse(text, tokens, [(0, len(doc))], ["body"], [0])
    parse.clauses = builder.build({0})
    parse.phrases = {t.i: builder.phrases.phrase(t) for t in doc if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ != "compound"}
    parse.seats = find_seats(parse.clauses)
    return parse


def clause_of(parse: Parse, lemma: str) -> Clause:
    """The clause with this predicate."""
    return next(c for c in parse.clauses if c.lemma == lemma)


def heads(parse: Parse, phrases: tuple) -> list[str]:  # type: ignore[type-arg]
    """The head words of phrases."""
    return [parse.tokens[p.head].text for p in phrases]
