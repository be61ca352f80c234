"""Short stories as parses made by hand, for tests of who is who: no model, only words with their parts of speech.

A story is written `word`, `word/POS` or `word/POS/LABEL`, sentences parted by "|". Without POS a word with a capital is a PROPN (but not
the first of a sentence), "the" and "a" are DET, a mark PUNCT, the rest NOUN. Neighbours with one LABEL are one name.
"""

from onrecord.article import Article
from onrecord.knowledge.actors import load_actors
from onrecord.parse.clause import Clause, Parse, Phrase, Quotation, Seat, Token
from onrecord.records import Place
from onrecord.resolve.actors import Resolver
from onrecord.resolve.cast import Actor

TABLES = load_actors()
_SMALL = {
    "the": "DET", "a": "DET", "an": "DET", "of": "ADP", "in": "ADP", "for": "ADP", "from": "ADP", "to": "ADP", "with": "ADP",
    "and": "CCONJ",
    "'s": "PART", "he": "PRON", "she": "PRON", "it": "PRON", "they": "PRON", "his": "PRON", "her": "PRON", "we": "PRON", "i": "PRON",
    "both": "DET", "said": "VERB", "met": "VERB", "accused": "VERB", "praised": "VERB", "left": "VERB", "denied": "VERB",
}  # fmt: skip
_TAGS = {"VERB": "VBD", "DET": "DT", "ADP": "IN", "ADJ": "JJ", "PRON": "PRP", "PUNCT": ".", "CCONJ": "CC", "PART": "POS", "NUM": "CD"}


def story(words: str) -> Parse:
    """The Parse of a story, without clauses and phrases."""
    text, tokens, sentences, names = "", [], [], []
    for number, sentence in enumerate(words.split("|")):
        first = len(tokens)
        for item in sentence.split():
            word, pos, label = [*item.split("/"), "", ""][:3] if item != "/" else ("/", "PUNCT", "")
            pos = pos or _guess(word, len(tokens) == first)
            text += "" if not text or pos == "PART" or (pos == "PUNCT" and word in ".,") else " "
            start = len(text)
            text += word
            noun = "NNP" if pos == "PROPN" else "NNS" if word.endswith("s") and word != "'s" else "NN"
            tokens.append(
                Token(len(tokens), word, word.lower().removesuffix("s"), pos, _TAGS.get(pos, noun), label, start, len(text), number)
            )
        sentences.append((first, len(tokens)))
    for token in tokens:
        if token.entity and names and names[-1][1] == token.i and names[-1][2] == token.entity:
            names[-1] = (names[-1][0], token.i + 1, token.entity)
        elif token.entity:
            names.append((token.i, token.i + 1, token.entity))
    return Parse(text, tokens, sentences, ["body"] * len(sentences), [0] * len(sentences), names=names)


def _guess(word: str, first: bool) -> str:
    if not word[0].isalnum() and word != "'s":
        return "PUNCT"
    return _SMALL.get(word.lower()) or ("PROPN" if word[0].isupper() and not first else "NOUN")


def phrase(parse: Parse, words: str, *, slot: str = "subject", possessor: Phrase | None = None, of: Phrase | None = None) -> Phrase:
    """The phrase of these words, the last noun before "of" its head; entered into the parse with its seat in a clause of its own."""
    pieces = words.split()
    start = next(i for i in range(len(parse.tokens)) if [t.text for t in parse.tokens[i : i + len(pieces)]] == pieces)
    end = start + len(pieces)
    head = next((i - 1 for i in range(start + 1, end) if parse.tokens[i].pos == "ADP"), end - 1)
    made = Phrase(
        head, start, end, parse.tokens[head].lemma, parse.tokens[head].pos, possessor=possessor, preps=(("of", of),) if of else ()
    )
    clause = Clause(len(parse.clauses), parse.tokens[head].sentence, head, "say", "VERB", subjects=(made,) if slot == "subject" else ())
    parse.clauses.append(clause)
    parse.phrases[head] = made
    parse.seats[head] = Seat(clause, slot)
    return made


def quote(parse: Parse, start: int, end: int) -> None:
    """Marks a token range as a quotation."""
    parse.quotations.append(Quotation(start, end, True))


def resolver(parse: Parse, published: str | None = None, places: tuple[Place, ...] = ()) -> Resolver:
    """The resolver of a story; enter its phrases first."""
    return Resolver(parse, Article(text=parse.text, published=published), TABLES, places)


def who(words: str, *phrases: str, published: str | None = None) -> list[list[Actor]]:
    """The entities of each of the phrases in a story."""
    parse = story(words)
    made = [phrase(parse, p) for p in phrases]
    found = resolver(parse, published)
    return [[found.cast.actors[r.key] for r in found.resolve(p)] for p in made]


def coded(words: str, *phrases: str, published: str | None = None) -> list[tuple[str | None, str | None]]:
    """Code and sector of each phrase's only entity, (None, None) for nobody."""
    return [(found[0].code, found[0].sector) if found else (None, None) for found in who(words, *phrases, published=published)]
