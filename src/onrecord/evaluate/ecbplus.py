"""ECB+ (Cybulska and Vossen 2014): which mentions tell the same event, over articles.

Its mentions are of all kinds (awards, earthquakes, takeovers), most of which no political type covers, so what is measured here is the
wording side alone: stories by their weighted words, and in a story the triggers that begin alike. The file is given by its path; every
line is an article with `sentences`, `events` and `subtopic`.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.errors import ReadError
from onrecord.evaluate.coreference import score_clusters
from onrecord.parse.model import load_model

_KINDS = {"NOUN", "PROPN", "NUM", "VERB", "ADJ"}
_NAMES = {"PROPN", "NUM"}  # names and numbers tell one happening from another of its kind, so they weigh double
_STORY = 0.12  # mean likeness from which two groups of articles are one story
_SPLIT = 0.2  # a story is two when its halves are less alike than this share of what they are in themselves
_FEW = 3  # articles that half a story must have
_BEGIN = 5  # letters of a trigger's lemma: "acquire" and "acquisition" begin alike
Vector = dict[str, float]
Group = list[str]


class Mention(msgspec.Struct, frozen=True):
    """A mention of an event: article, number in it, lemma of its head, and the gold chain."""

    article: str
    number: int
    lemma: str
    chain: str


class Story(msgspec.Struct, frozen=True):
    """An article as it is compared: its words that carry meaning, and its gold subtopic."""

    article: str
    subtopic: str
    words: tuple[str, ...]


def read_ecbplus(path: str | Path) -> tuple[list[Story], list[Mention]]:
    """The articles and mentions of a file. Raises ReadError when it is not of that form."""
    language = load_model()
    stories, mentions = [], []
    try:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            story, found = _read(row, language)
            stories.append(story)
            mentions += found
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(f"{path}: not a file of ECB+ articles: {error!r}") from error
    return stories, mentions


def _read(row: dict[str, Any], language: Language) -> tuple[Story, list[Mention]]:
    docs = {number: _tagged(Doc(language.vocab, words=words), language) for number, words in row["sentences"].items()}
    words = [
        token.lemma_.lower()
        for doc in docs.values() for token in doc if token.pos_ in _KINDS for _ in range(2 if token.pos_ in _NAMES else 1)
    ]  # fmt: skip
    mentions = []
    for number, event in enumerate(row["events"]):
        doc, places = docs[str(event["sent"])], event["tokens"]
        head = next((i for i in places if doc[i].head.i not in places or doc[i].head.i == i), places[-1])
        single = event["chain"].startswith("Singleton")
        mentions.append(Mention(row["id"], number, doc[head].lemma_.lower(), f"{row['id']} {number}" if single else event["chain"]))
    return Story(row["id"], row["subtopic"], tuple(words)), mentions


def _tagged(doc: Doc, language: Language) -> Doc:
    for name, step in language.pipeline:
        if name != "ner":
            doc = step(doc)
    return doc


def weigh(stories: Iterable[Story]) -> dict[str, Vector]:
    """TF-IDF vectors of length 1 by article."""
    counts = {story.article: Counter(story.words) for story in stories}
    spread = Counter(word for count in counts.values() for word in count)
    vectors = {}
    for article, count in counts.items():
        weights = {word: (1 + math.log(number)) * math.log(len(counts) / spread[word]) for word, number in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[article] = {word: weight / length for word, weight in weights.items() if weight}
    return vectors


def alike(one: Vector, other: Vector) -> float:
    """The cosine of two vectors of length 1."""
    fewer, more = sorted((one, other), key=len)
    return sum(weight * more.get(word, 0.0) for word, weight in fewer.items())


def group_stories(stories: list[Story], least: float, most: int = 1) -> list[Group]:
    """Articles joined by mean likeness, the most alike first, while it is at least `least` and there are more than `most` groups."""
    vectors = weigh(stories)
    groups = {number: [story.article] for number, story in enumerate(stories)}
    names = [story.article for story in stories]
    links = {(i, j): alike(vectors[names[i]], vectors[names[j]]) for i in range(len(names)) for j in range(i)}
    while links and len(groups) > most:
        best = max(links, key=lambda pair: (links[pair], pair))
        if links[best] < least:
            break
        _join(groups, links, *best)
    return list(groups.values())


def _join(groups: dict[int, Group], links: dict[tuple[int, int], float], one: int, other: int) -> None:
    """Joins group `one` into `other`; likeness to the rest is the mean over articles."""
    ours, theirs = len(groups[one]), len(groups[other])
    del links[one, other]
    for third in groups:
        if third not in (one, other):
            first = links.pop((max(one, third), min(one, third)))
            key = (max(other, third), min(other, third))
            links[key] = (first * ours + links[key] * theirs) / (ours + theirs)
    groups[other] += groups.pop(one)


def find_stories(stories: list[Story]) -> list[Group]:
    """The stories of articles: groups by TF-IDF over all, each split where its own words, weighed anew, fall into two."""
    known = {story.article: story for story in stories}
    found, todo = [], group_stories(stories, _STORY)
    while todo:
        group = todo.pop()
        halves = _halves([known[article] for article in group])
        if halves:
            todo += halves
        else:
            found.append(sorted(group))
    return sorted(found)


def _halves(stories: list[Story]) -> list[Group] | None:
    if len(stories) < 2 * _FEW:
        return None
    vectors = weigh(stories)
    parts = sorted(group_stories(stories, 0.0, 2), key=len)
    if len(parts[0]) < _FEW:  # one or two odd articles: look at what is beside them
        parts = sorted(group_stories(stories, 0.0, 4), key=len)
    two, rest = parts[-2:], [article for part in parts[:-2] for article in part]
    if len(two[0]) < _FEW:
        return None
    inside = [alike(vectors[a], vectors[b]) for part in two for a in part for b in part if a < b]
    across = [alike(vectors[a], vectors[b]) for a in two[0] for b in two[1]]
    if sum(across) / len(across) >= _SPLIT * sum(inside) / len(inside):
        return None
    halves = [list(part) for part in two]
    for article in rest:
        max(halves, key=lambda part: sum(alike(vectors[article], vectors[other]) for other in part) / len(part)).append(article)
    return halves


def evaluate_ecbplus(path: str | Path) -> dict[str, dict[str, float]]:
    """Scores in per cent: the mentions by lemma, by lemma within TF-IDF groups, by ours; and the articles by subtopic."""
    stories, mentions = read_ecbplus(path)
    gold = _by(mentions, lambda mention: mention.chain)
    plain, ours = group_stories(stories, _STORY), find_stories(stories)
    subtopics = _by(stories, lambda story: story.subtopic, lambda story: story.article)
    return {
        "mentions: lemma": score_clusters(gold, _by(mentions, lambda mention: mention.lemma)),
        "mentions: lemma in TF-IDF groups": score_clusters(gold, _inside(mentions, plain, lambda mention: mention.lemma)),
        "mentions: ours": score_clusters(gold, _inside(mentions, ours, lambda mention: mention.lemma[:_BEGIN])),
        "articles: TF-IDF groups": score_clusters(subtopics, plain),
        "articles: ours": score_clusters(subtopics, ours),
    }


def _inside(mentions: list[Mention], groups: list[Group], key: Callable[[Mention], str]) -> list[list[Hashable]]:
    home = {article: number for number, group in enumerate(groups) for article in group}
    return _by(mentions, lambda mention: (home[mention.article], key(mention)))


def _by(items: Iterable[Any], key: Callable[[Any], Hashable], name: Callable[[Any], Hashable] = lambda item: item) -> list[list[Hashable]]:
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for item in items:
        found[key(item)].append(name(item))
    return list(found.values())
