"""A coder without a model, for tests of all that runs one."""

import os

import onrecord
from onrecord.article import Article
from onrecord.records import ArticleRecord, Entity, Event, MadeBy, Record, Role, Statement

MADE_BY = MadeBy("0", "fake-1", "a", "b", "c")


class FakeCoder:
    """Finds one event and one statement in every article; some words of a text make it fail or die."""

    def __init__(self, actors: str | None = None) -> None:
        self.made_by = MADE_BY
        if actors and not os.path.exists(actors):
            raise onrecord.KnowledgeError(f"{actors}: cannot be read")

    def code(self, article: Article | str) -> Record:
        article = Article(text=article) if isinstance(article, str) else article
        if "fail here" in article.text:
            raise ZeroDivisionError("on purpose")
        if "die here" in article.text:
            os._exit(7)
        text, end = article.text, len(article.text)
        norland = Entity("a1", "Norland", "country", "XNO", "GOV", mentions=((0, min(7, end)),))
        event = Event(
            "e1",
            "ACCUSE",
            None,
            ("future",),
            3,
            -3.0,
            None,
            (),
            0,
            (0, min(3, end)),
            (Role(norland, (0, 1)),),
            statement="s1",
            rule="verbs/accuse.toml#accuse",
        )
        statement = Statement("s1", 0, Role(norland, None), ((0, 1),), ((1, end),), act="accuse", event="e1", rule="x")
        return Record(ArticleRecord.of(article, (), ((0, len(text)),)), (norland,), (event,), (statement,), made_by=self.made_by)
