"""From text to a spaCy Doc without white space tokens, each word with its own character offsets into the article's text."""

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

# One character for one, so that offsets hold: white space to spaces, apostrophes and odd hyphens to the plain ones.
_SPACES = "\n\r\t\v\f\u00a0\u2007\u2009\u200a\u202f\u3000\u2028\u2029\u200b\ufeff"
_PLAIN = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2019": "'", "\u02bc": "'", "\u2011": "-"})
# The tokenizer's time grows with the square of the length of what stands without a space, so such runs are cut.
_PIECE = 200
_RUN = re.compile(rf"\S{{{_PIECE + 1},}}")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


@dataclass(slots=True)
class Words:
    """The words of a text with their places: `starts[i]:ends[i]` are the characters of word i, `breaks` the words that open a paragraph."""

    text: str
    texts: list[str]
    starts: list[int]
    ends: list[int]
    breaks: frozenset[int]

    def gap(self, i: int) -> str:
        """The characters between word i - 1 and word i."""
        return self.text[self.ends[i - 1] : self.starts[i]] if i else ""


def split_words(nlp: Language, text: str, forced: tuple[int, ...] = ()) -> Words:
    """The words of a text; a character offset in `forced` never lies inside a word. Single closing marks stay words of their own."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    inside = {at for at in forced if 0 < at < len(text)}
    inside |= {at for run in _RUN.finditer(text) for at in range(run.start() + _PIECE, run.end(), _PIECE)}
    edges = [0, *sorted(inside), len(text)]
    for first, last in pairwise(edges):
        for token in nlp.tokenizer(text[first:last].translate(_PLAIN)):
            if not token.is_space:
                texts.append(token.text)
                starts.append(first + token.idx)
                ends.append(first + token.idx + len(token.text))
    breaks = frozenset(i for i in range(1, len(starts)) if _PARAGRAPH.search(text, ends[i - 1], starts[i]))
    return Words(text, texts, starts, ends, breaks)


def make_doc(nlp: Language, words: Words, sentence_starts: frozenset[int], texts: list[str]) -> Doc:
    """A Doc over the words (as the parser shall read them: `texts`) with the sentences fixed, ready for the pipeline."""
    spaces = [bool(words.gap(i + 1)) for i in range(len(words.texts) - 1)] + [False] * bool(words.texts)
    heads: list[bool | int | None] = [i in sentence_starts or i == 0 for i in range(len(words.texts))]
    return Doc(nlp.vocab, words=texts, spaces=spaces, sent_starts=heads)
