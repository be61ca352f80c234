"""Where sentences begin and which quotation marks belong together; only a blank tokenizer is used."""

import pytest
import spacy

from onrecord.knowledge.words import load_words
from onrecord.parse.quotations import pair_quotations
from onrecord.parse.sentences import sentence_starts
from onrecord.parse.tokens import split_words

NLP = spacy.blank("en")
WORDS = load_words()


def sentences(text: str, forced: tuple[int, ...] = ()) -> list[str]:
    """The sentences of a text."""
    words = split_words(NLP, text, forced)
    closers = frozenset(q.end - 1 for q in pair_quotations(words) if q.closed)
    starts = sorted(sentence_starts(words, frozenset(), closers, WORDS))
    ends = [*starts[1:], len(words.texts)]
    return [text[words.starts[a] : words.ends[b - 1]] for a, b in zip(starts, ends, strict=True)]


def quotations(text: str) -> list[tuple[str, bool, int]]:
    """Words, closed, level of each quotation."""
    words = split_words(NLP, text)
    return [(text[words.starts[q.start] : words.ends[q.end - 1]], q.closed, q.level) for q in pair_quotations(words)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Norway left. Sweden stayed.", 2),
        ("Norway left.Sweden stayed.", 2),
        ("Gen. Moss met Sen. Crane at 5 p.m. Monday in St. Paul.", 1),
        ("The U.S. Senate will vote. Nobody objected.", 2),
        ("He lives in the U.S. The house is small.", 2),
        ("J. Moss left.", 1),
        ('"Who pays?" the minister asked. Nobody answered.', 2),
        ('"Who pays?" Minister Olga Rand asked. Nobody answered.', 2),
        ('"We stay." The crowd cheered.', 2),
        ('"We stay," she said. "We always did."', 2),
        ("“We stay.” Norway left.", 2),
        ("Prices rose 2.5 percent to 3.1 crowns.", 1),
        ("A line\nbreak inside a sentence.", 1),
        ("A headline without a stop\n\nNorway left.", 2),
        ("They won (again!) in June.", 1),
        ("Really? Yes! Well... Perhaps.", 4),
    ],
)
def test_count(text, count):
    """Stops end sentences; abbreviations, decimals, brackets and attributions don't."""
    assert len(sentences(text)) == count, sentences(text)


def test_section_border_splits_words():
    """A section border never lies inside a word or a sentence's word."""
    text = "OSLO - Norway left"
    assert split_words(NLP, text, (7,)).starts[-2:] == [7, 14]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', [('"yes"', True, 0), ('"no"', True, 0)]),
        ("“The farmers’ time”, he said.", [("“The farmers’ time”", True, 0)]),
        ("« Oui », dit-il.", [("« Oui »", True, 0)]),
        ("“He said ‘no’ twice”", [("“He said ‘no’ twice”", True, 0), ("‘no’", True, 1)]),
        ('"Left open\n\nNext paragraph.', [('"Left open', False, 0)]),
        ("Norway's king isn't here.", []),
        ("It was 'illegal' to leave.", [("'illegal'", True, 0)]),
        ('"One."\n\n"Two."', [('"One."', True, 0), ('"Two."', True, 0)]),
    ],
)
def test_pairs(text, expected):
    """Marks pair inside a paragraph; apostrophes are no marks; an open one runs to the paragraph's end."""
    assert quotations(text) == expected


def test_offsets_count_code_points():
    """An emoji before a word moves its offset by one."""
    words = split_words(NLP, "📰 Norway left.")
    assert words.text[words.starts[1] : words.ends[1]] == "Norway"
