"""Numbers of people: limits, what is counted, and which kind of toll. Sentences are tagged by hand, `word/POS`."""

import pytest

from handmade import clause_of, parse_by_hand
from onrecord.coding.magnitudes import find_numbers, magnitudes_of
from onrecord.knowledge.times import load_times
from onrecord.parse.clause import Clause, Parse, Phrase, Token
from onrecord.records import Magnitude

LEXICON = load_times()
TAGS = {"VERB": "VBD", "PART": "VBN", "NOUN": "NNS", "NUM": "CD"}


def parse_of(tagged: str) -> Parse:
    """A Parse of one sentence; `PART` is a past participle, a lemma may follow as `word/POS/lemma`."""
    tokens, text = [], ""
    for i, piece in enumerate(tagged.split()):
        word, pos, *lemma = piece.split("/")
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        coarse = "VERB" if pos == "PART" else pos
        tokens.append(Token(i, word, *(lemma or [word.lower()]), coarse, TAGS.get(pos, ""), "", start, len(text), 0))
    return Parse(text, tokens, [(0, len(tokens))], ["body"], [0])


def phrase(parse: Parse, start: int, end: int) -> Phrase:
    return Phrase(end - 1, start, end, parse.tokens[end - 1].lemma, "NOUN")


def limits(tagged: str) -> list[tuple[int | None, int | None]]:
    return [(number.min, number.max) for number in find_numbers(parse_of(tagged), LEXICON)]


def tolls(magnitudes: tuple[Magnitude, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(one.kind, one.min, one.max) for one in magnitudes]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("12", 12, 12),
        ("about 50", 50, 50),
        ("nearly 300", 300, 300),
        ("at least 12", 12, None),
        ("more than 100,000", 100001, None),
        ("fewer than 30", None, 29),
        ("up to 100", None, 100),
        ("as many as 40", None, 40),
        ("between 20 and 30", 20, 30),
        ("two or three", 2, 3),
        ("20 to 30", 20, 30),
        ("100 or more", 100, None),
        ("a dozen", 12, 12),
        ("more than two dozen", 25, None),
        ("dozens of", 24, None),
        ("scores of", 40, None),
        ("several", 3, None),
        ("hundreds of", 200, None),
        ("tens of thousands of", 20000, None),
        ("hundreds of thousands of", 200000, None),
        ("twenty - one", 21, 21),
        ("at least several hundred", 300, None),
    ],
)
def test_limits(words: str, least: int | None, most: int | None) -> None:
    tagged = " ".join(f"{word}/NUM" for word in words.split()) + " soldiers/NOUN/soldier"
    assert limits(tagged)[:1] == [(least, most)]


@pytest.mark.parametrize(
    "tagged",
    ["$/SYM 20/NUM", "20/NUM percent/NOUN", "35/NUM -/PUNCT year/NOUN", "200/NUM tonnes/NOUN/tonne", "no/DET one/NOUN"],
)
def test_other_numbers(tagged: str) -> None:
    assert limits(tagged) == []


def test_dead_and_wounded_in_one_event() -> None:
    parse = parse_of("Rebels/NOUN killed/VERB/kill at/ADP least/ADJ 12/NUM people/NOUN and/CCONJ wounded/VERB/wound five/NUM")
    second = Clause(2, 0, 7, "wound", "VERB", relation="conjunct", objects=(phrase(parse, 8, 9),), tokens=frozenset({7, 8}))
    first = Clause(1, 0, 1, "kill", "VERB", objects=(phrase(parse, 2, 6),), conjuncts=(second,), tokens=frozenset(range(7)))
    assert tolls(magnitudes_of(first, "ASSAULT", parse, LEXICON)) == [("dead", 12, None), ("injured", 5, 5)]
    assert magnitudes_of(first, "ASSAULT", parse, LEXICON)[0].span == (14, 25)
    assert magnitudes_of(first, "ASSAULT", parse, LEXICON)[0].of == "people"


def test_leaving_dead() -> None:
    parse = parse_of("The/DET army/NOUN shelled/VERB/shell the/DET village/NOUN ,/PUNCT leaving/VERB/leave 12/NUM dead/ADJ")
    leaving = Clause(2, 0, 6, "leave", "VERB", relation="participle", tokens=frozenset({6, 7, 8}))
    shelling = Clause(1, 0, 2, "shell", "VERB", adverbials=(leaving,), tokens=frozenset(range(6)))
    assert tolls(magnitudes_of(shelling, "ASSAULT", parse, LEXICON)) == [("dead", 12, 12)]


def test_arrested_and_size() -> None:
    parse = parse_of("Police/NOUN arrested/VERB/arrest 10/NUM students/NOUN/student")
    clause = Clause(1, 0, 1, "arrest", "VERB", objects=(phrase(parse, 2, 4),), tokens=frozenset(range(4)))
    assert tolls(magnitudes_of(clause, "COERCE", parse, LEXICON)) == [("arrested", 10, 10)]
    parse = parse_of("Norland/PROPN sent/VERB/send 3,000/NUM troops/NOUN/troop")
    clause = Clause(1, 0, 1, "send", "VERB", objects=(phrase(parse, 2, 4),), tokens=frozenset(range(4)))
    assert tolls(magnitudes_of(clause, "MOBILIZE", parse, LEXICON)) == [("size", 3000, 3000)]
    parse = parse_of("Norland/PROPN sent/VERB/send 3,000/NUM ships/NOUN/ship")
    clause = Clause(1, 0, 1, "send", "VERB", objects=(phrase(parse, 2, 4),), tokens=frozenset(range(4)))
    assert magnitudes_of(clause, "MOBILIZE", parse, LEXICON) == ()


def test_an_event_that_is_alone_has_the_tolls_of_its_sentence():
    """ "Two guards were wounded when rebels fired": the firing wounded them; beside another attack it is open which did."""
    parse = parse_by_hand("""
        Two two NUM CD nummod 1
        guards guard NOUN NNS nsubjpass 3
        were be AUX VBD auxpass 3
        wounded wound VERB VBN ROOT 3
        when when SCONJ WRB advmod 6
        rebels rebel NOUN NNS nsubj 6
        fired fire VERB VBD advcl 3
    """)
    fired = clause_of(parse, "fire")
    assert magnitudes_of(fired, "ASSAULT", parse, LEXICON) == ()
    assert tolls(magnitudes_of(fired, "ASSAULT", parse, LEXICON, alone=True)) == [("injured", 2, 2)]
