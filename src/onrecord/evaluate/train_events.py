"""What events can be learned from: the event drafts of a gold article, and whether the gold has an event of their type there."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.evaluate.gold import GoldArticle
from onrecord.evaluate.train import Example, Trained, learn


def train_events(coder: Coder, articles: Iterable[GoldArticle], *, pull: float) -> Trained:
    """Weights for the choice among events. Raises OnRecordError when the gold holds nothing to learn from."""
    examples = [event_examples(coder, article) for article in articles if article.events_coded]
    return learn(examples, coder.knowledge.weights["events"], pull=pull)


def event_examples(coder: Coder, gold: GoldArticle) -> list[Example]:
    """Features of all event drafts of a gold article, and whether each pairs with a gold event of its type in its sentence."""
    walk = coder.walk(Article(text=gold.text, title=gold.title, published=gold.published))
    if walk.event_coder is None:
        return []
    tokens, left = walk.parsed().tokens, list(gold.events)
    found: list[Example] = []
    for draft in walk.event_coder.drafts:
        at = tokens[draft.trigger].start
        start, end = next(((a, b) for a, b in gold.sentences if a <= at < b), (0, 0))
        same = [e for e in left if e.type == draft.type and start <= e.trigger[0] < end]
        best = min(same, key=lambda e: abs(e.trigger[0] - at), default=None)
        if best is not None:
            left.remove(best)
        found.append((draft.features, best is not None))
    return found
