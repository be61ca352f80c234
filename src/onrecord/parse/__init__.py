"""From an article's text to tokens, sentences, quotations and clauses.

`prepare` splits words and sentences, the spaCy pipeline parses, `finish` builds the Parse; `parse_text` does the three for one text.
"""

from collections.abc import Collection, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.article import Section
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Parse, Token
from onrecord.parse.clauses import ClauseBuilder
from onrecord.parse.headlines import lower_headline
from onrecord.parse.lemmas import mended_lemmas
from onrecord.parse.mend import mend
from onrecord.parse.pieces import run_pipeline
from onrecord.parse.quotations import pair_quotations
from onrecord.parse.seats import find_seats
from onrecord.parse.sentences import sentence_starts
from onrecord.parse.tokens import Words, make_doc, split_words

__all__ = ["finish", "parse_text", "prepare"]

CODED = ("title", "body")


def prepare(
    nlp: Language, text: str, sections: Sequence[Section], known: ParseWords, vocabulary: Collection[str] = ()
) -> tuple[Words, Doc]:
    """The words of a text and a Doc over them whose sentences are fixed; the Doc still has to go through the pipeline.

    `vocabulary` are lemmas that are no names; headlines in Title Case are made readable with them.
    """
    edges = tuple(sorted({at for section in sections for at in (section.start, section.end)}))
    words = split_words(nlp, text, edges)
    borders = frozenset(_first_at(words, section.start) for section in sections) | frozenset(
        _first_at(words, section.end) for section in sections
    )
    closers = frozenset(q.end - 1 for q in pair_quotations(words) if q.closed)
    starts = sentence_starts(words, borders, closers, known)
    return words, make_doc(nlp, words, starts, _readable(nlp, words, sections, vocabulary))


def _readable(nlp: Language, words: Words, sections: Sequence[Section], vocabulary: Collection[str]) -> list[str]:
    """The words for the parser, those of headlines in small letters."""
    texts = list(words.texts)
    for section in sections if vocabulary else ():
        if section.kind == "title":
            first, last = _first_at(words, section.start), _first_at(words, section.end)
            texts[first:last] = lower_headline(texts[first:last], vocabulary, lambda word: nlp.vocab[word].is_stop)
    return texts


def _first_at(words: Words, offset: int) -> int:
    """The first word that starts at or after a character offset."""
    low, high = 0, len(words.starts)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if words.starts[middle] < offset else (low, middle)
    return low


def finish(doc: Doc, words: Words, sections: Sequence[Section], known: ParseWords, verbs: frozenset[str]) -> Parse:
    """The Parse of a Doc that went through the pipeline; `verbs` are the verb lemmas of the lexicon."""
    mend(doc)
    sentences = [(sent.start, sent.end) for sent in doc.sents] if len(doc) else []
    sentence_of = [n for n, (start, end) in enumerate(sentences) for _ in range(start, end)]
    lemmas = mended_lemmas(doc, known, verbs)
    tokens = [
        Token(
            t.i,
            words.text[words.starts[t.i] : words.ends[t.i]],
            lemmas[t.i],
            t.pos_,
            t.tag_,
            t.ent_type_,
            words.starts[t.i],
            words.ends[t.i],
            sentence_of[t.i],
        )
        for t in doc
    ]
    kinds = _kinds(tokens, sentences, sections)
    parse = Parse(words.text, tokens, sentences, kinds, _paragraphs(words, sentences))
    parse.quotations = pair_quotations(words)
    parse.names = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
    builder = ClauseBuilder(doc, lemmas, sentence_of, known)
    coded = {n for n, kind in enumerate(kinds) if kind in CODED}
    parse.clauses = builder.build(coded)
    parse.phrases = {
        t.i: builder.phrases.phrase(t)
        for t in doc
        if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ != "compound" and sentence_of[t.i] in coded
    }
    parse.seats = find_seats(parse.clauses)
    return parse


def parse_text(
    nlp: Language, text: str, sections: Sequence[Section] = (), *, known: ParseWords, verbs: frozenset[str] = frozenset()
) -> Parse:
    """The Parse of one text; without sections all of it is body."""
    words, doc = prepare(nlp, text, sections, known)
    return finish(run_pipeline(nlp, doc), words, sections, known, verbs)


def _kinds(tokens: list[Token], sentences: list[tuple[int, int]], sections: Sequence[Section]) -> list[str]:
    """The section kind of each sentence."""
    kinds: list[str] = []
    at = 0
    ordered = sorted(sections, key=lambda s: s.start)
    for start, _ in sentences:
        offset = tokens[start].start
        while at < len(ordered) and ordered[at].end <= offset:
            at += 1
        inside = at < len(ordered) and ordered[at].start <= offset
        kinds.append(ordered[at].kind if inside else "body")
    return kinds


def _paragraphs(words: Words, sentences: list[tuple[int, int]]) -> list[int]:
    number, found = 0, []
    breaks = sorted(words.breaks)
    for start, _ in sentences:
        while number < len(breaks) and breaks[number] <= start:
            number += 1
        found.append(number)
    return found
