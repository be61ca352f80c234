"""What statements can be learned from: every reading that grammar allows of a gold article, and whether the gold has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.coding.choose import Weights
from onrecord.coding.statement_draft import StatementDraft
from onrecord.coding.statement_scene import Scene
from onrecord.coding.statements import choose_statements, find_candidates
from onrecord.evaluate.gold import GoldArticle
from onrecord.evaluate.train import FOLDS, Example, Trained, calibrate, fit, learn, others
from onrecord.records import Span

ALIKE = 0.5  # contents that share this much (Dice of their words) are one
FROZEN = ("inside:",)  # what is marked inside quotation marks is a habit of each gold, not a fact of language
_TOKEN = re.compile(r"\w+|[^\w\s]")
Found = tuple[frozenset[int], frozenset[int]]  # the words of a cue and of a content


class Reader:
    """A gold article read once: its scene, and the gold statements as words."""

    def __init__(self, coder: Coder, article: GoldArticle) -> None:
        walk = coder.walk(Article(text=article.text, title=article.title, published=article.published))
        self.parse = walk.parsed()
        self.scene = Scene(self.parse, walk.resolved(), coder.knowledge.cues)
        self._starts = [m.start() for m in _TOKEN.finditer(article.text)]
        self.gold = [self._words(cue, content) for cue, content in (*_joined(article), *((s.cue, s.content) for s in article.statements))]

    def examples(self, weights: Weights) -> list[Example]:
        """The features of every candidate, and whether it is right."""
        return [(draft.features, self.is_right(draft)) for draft in find_candidates(self.scene, weights)]

    def chosen(self, weights: Weights) -> list[tuple[float, bool]]:
        """The scores of the statements that these weights choose, and whether they are right."""
        return [(draft.score, self.is_right(draft)) for draft in choose_statements(self.scene, weights)]

    def is_right(self, draft: StatementDraft) -> bool:
        """Whether some gold statement has the cue and much the same content."""
        cue, content = self._words([self.parse.span(*c) for c in draft.cue], [self.parse.span(*c) for c in draft.content])
        return any((not cue or cue & other) and _dice(content, said) >= ALIKE for other, said in self.gold)

    def _words(self, cue: Iterable[Span], content: Iterable[Span]) -> Found:
        cues, contents = list(cue), list(content)
        return (
            frozenset(n for n, at in enumerate(self._starts) if any(a <= at < b for a, b in cues)),
            frozenset(n for n, at in enumerate(self._starts) if any(a <= at < b for a, b in contents)),
        )


def train_statements(coder: Coder, articles: Iterable[GoldArticle], *, pull: float, keep: bool = False) -> Trained:
    """Weights for the choice among statements, and the calibration of their `confidence`; with `keep` only the latter is learned.

    Raises OnRecordError when the gold holds nothing to learn from.
    """
    base = coder.knowledge.weights["statements"]
    readers = [Reader(coder, article) for article in articles]
    examples = [reader.examples(base) for reader in readers]
    trained = learn(examples, base, pull=pull, frozen=("",) if keep else FROZEN)
    folds = [base if keep else fit(others(examples, k), base, pull=pull, frozen=FROZEN) for k in range(FOLDS)]
    slope, shift = calibrate([pair for n, reader in enumerate(readers) for pair in reader.chosen(folds[n % FOLDS])])
    return msgspec.structs.replace(
        trained, weights={**(base if keep else trained.weights), "confidence:slope": slope, "confidence:shift": shift}
    )


def _joined(article: GoldArticle) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """Cue and content of the gold statements, a quotation that goes on without a cue joined to the one before, as the coder writes it."""
    joined: list[tuple[Sequence[Span], list[Span]]] = []
    for statement in article.statements:
        if not statement.cue and joined and statement.quotation != "indirect":
            joined[-1][1].extend(statement.content)
        else:
            joined.append((statement.cue, list(statement.content)))
    return iter(joined)


def _dice(one: frozenset[int], other: frozenset[int]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
