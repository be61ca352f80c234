"""Near duplicates on edited copies: articles are cut, given another dateline or lead, or a tenth of other words; are they found again?

The articles come from a file whose lines have `text`; longer ones only, since what has less than twenty runs of words has no copies.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.evaluate.coreference import Score
from onrecord.records import ArticleRecord, Record
from onrecord.store import queries
from onrecord.store.corpus import Corpus

_LEAST = 100  # words of an article that is used
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
Edit = Callable[[str, str, random.Random], str]


def cut(text: str, other: str, dice: random.Random) -> str:
    """The first 55 to 80 per cent of the words."""
    pieces = re.split(r"(\s+)", text)
    return "".join(pieces[: int(len(pieces) * dice.uniform(0.55, 0.8))])


def new_dateline(text: str, other: str, dice: random.Random) -> str:
    """Another place and agency in front."""
    return f"{dice.choice(('OSLO', 'NAIROBI', 'LIMA'))}, {dice.randrange(1, 28)} May (Lake Agency) - {text}"


def other_lead(text: str, other: str, dice: random.Random) -> str:
    """The first paragraph (or forty words) exchanged for that of another article."""
    return " ".join(other.split()[:40]) + "\n\n" + _after_lead(text)


def _after_lead(text: str) -> str:
    lead = _PARAGRAPH.split(text, maxsplit=1)
    return lead[1] if len(lead) > 1 and len(lead[0].split()) < 80 else " ".join(text.split()[40:])


def other_words(text: str, other: str, dice: random.Random) -> str:
    """Every tenth word, by chance, exchanged for one of another article."""
    pool = other.split()
    return re.sub(r"\S+", lambda word: dice.choice(pool) if dice.random() < 0.1 else word[0], text)


def several(text: str, other: str, dice: random.Random) -> str:
    """A new dateline, 80 per cent of the text, and every twentieth word another."""
    pool = other.split()
    text = re.sub(r"\S+", lambda word: dice.choice(pool) if dice.random() < 0.05 else word[0], text)
    return new_dateline(text[: int(len(text) * 0.8)], other, dice)


EDITS: dict[str, Edit] = {
    "cut": cut, "new dateline": new_dateline, "other lead": other_lead, "10 % other words": other_words, "several": several,
}  # fmt: skip


def evaluate_near_duplicates(path: str | Path, most: int = 400) -> dict[str, float | int]:
    """Pairwise precision and recall of families, in per cent, and the recall of copies by edit. Raises ReadError for a wrong file."""
    texts = _without_copies(list(_texts(Path(path)))[:most])
    if len(texts) < 2:
        raise ReadError(f"{path}: fewer than two articles of {_LEAST} words")
    dice = random.Random(1)  # noqa: S311 - no secret
    names: dict[str, tuple[int, str]] = {}
    with Corpus.open(":memory:") as corpus:
        for number, text in enumerate(texts):
            names[_add(corpus, text, f"original {number}")] = (number, "")
            for name, edit in EDITS.items():
                made = edit(text, texts[number - 1], dice)
                names[_add(corpus, made, f"{name} {number}")] = (number, name)
        family = {row.key: row.family for row in queries.articles(corpus, limit=len(names)).rows}
    return _measure(names, family)


def _without_copies(texts: list[str]) -> list[str]:
    """The texts that have no near duplicate among them as they come: news archives hold real ones, and nobody has marked them."""
    with Corpus.open(":memory:") as corpus:
        keys = [_add(corpus, text, str(number)) for number, text in enumerate(texts)]
        alone = {row.key for row in queries.articles(corpus, limit=len(texts)).rows if row.copies == 1}
    return [text for key, text in zip(keys, texts, strict=True) if key in alone]


def _texts(path: Path) -> Iterator[str]:
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if len(text.split()) >= _LEAST:
                yield text
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(f"{path}: lines with a text are asked for: {error!r}") from error


def _add(corpus: Corpus, text: str, name: str) -> str:
    article = Article(text=text, id=name, source="outlet of " + name, published="2031-03-05")
    return corpus.add(Record(ArticleRecord.of(article, (), ()))).key


def _measure(names: dict[str, tuple[int, str]], family: dict[str, str]) -> dict[str, float | int]:
    made = {frozenset(pair) for pair in combinations(names, 2) if family[pair[0]] == family[pair[1]]}
    want = {frozenset(pair) for pair in combinations(names, 2) if names[pair[0]][0] == names[pair[1]][0]}
    score = Score(len(made & want) / len(made) if made else 0.0, len(made & want) / len(want))
    home = {number: family[key] for key, (number, edit) in names.items() if not edit}
    found: dict[str, float | int] = {
        "articles": len(names), "precision": round(100 * score.precision, 2), "recall": round(100 * score.recall, 2),
    }  # fmt: skip
    for edit in EDITS:
        right = [family[key] == home[number] for key, (number, name) in names.items() if name == edit]
        found[f"recall: {edit}"] = round(100 * sum(right) / len(right), 2)
    return found
