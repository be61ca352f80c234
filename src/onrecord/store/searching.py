"""Words searched in articles, reports and statements."""

import json
from typing import Literal

from onrecord.errors import StoreError
from onrecord.store.answers import Hit, Name, Page
from onrecord.store.corpus import Corpus
from onrecord.store.details import articles_by_id, reports_by_id, statements_by_id
from onrecord.store.filters import Conditions, Filter, article_conditions, report_conditions, statement_conditions, words_query
from onrecord.store.trouble import told

Kind = Literal["article", "report", "statement"]
_SOURCES = {
    "article": ("article_words", "articles a", "a", article_conditions, 24),
    "report": ("report_words", "reports r", "r", report_conditions, 40),
    "statement": ("statement_words", "statements s", "s", statement_conditions, 40),
}
_MANY = 10_000  # hits up to which they are ranked; of more the last added come first
_OF_REPORTS = ("actor", "recipient", "type", "mode", "status", "context", "place", "asserted_by", "happened", "event")
_OF_STATEMENTS = ("by", "act", "addressee")


def search(
    corpus: Corpus, words: str, asked: Filter | None = None, *, kind: Kind | None = None, limit: int = 20, cursor: str | None = None
) -> Page[Hit]:
    """Where words stand, best first: all must be there, "in quotation marks" as a phrase, a star for endings.

    `kind` is what is searched; without it what the filter is about: reports, statements, else articles. Of more than 10,000 hits the
    last added come first. Raises StoreError when there is no word to search for.
    """
    asked = asked or Filter()
    kind = kind or _kind_for(asked)
    index, source, alias, conditions, around = _SOURCES[kind]
    query = words_query(words)
    with told(corpus.path):
        need = Conditions()
        need.need(f"{index} MATCH ?", query)
        more = conditions(corpus.link, asked)
        if not more.empty:
            need.need(more.where.removeprefix(" WHERE "), *more.values)
        joined = f"{index} JOIN {source} ON {alias}.id = {index}.rowid{need.where}"
        skip = _offset(cursor)
        order = f"{index}.rank, {alias}.key" if _count(corpus, index, query) <= _MANY else f"{index}.rowid DESC"
        rows = corpus.link.execute(f"SELECT {alias}.id FROM {joined} ORDER BY {order}", need.values).fetchall()
        total, ids = len(rows), [row[0] for row in rows[skip : skip + limit]]
        found = corpus.link.execute(
            f"SELECT rowid, snippet({index}, -1, '[', ']', '…', ?) FROM {index}"
            f" WHERE {index} MATCH ? AND rowid IN (SELECT value FROM json_each(?))",
            (around, query, json.dumps(ids)),
        )
        hits = _hits(corpus, kind, ids, dict(found.fetchall()))
    return Page(hits, total, str(skip + limit) if skip + limit < total else None)


def _count(corpus: Corpus, index: str, query: str) -> int:
    return int(
        corpus.link.execute(f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)", (query, _MANY + 1)).fetchone()[0]
    )


def _kind_for(asked: Filter) -> Kind:
    if any(getattr(asked, name) for name in _OF_REPORTS):
        return "report"
    return "statement" if any(getattr(asked, name) for name in _OF_STATEMENTS) else "article"


def _offset(cursor: str | None) -> int:
    if cursor and not cursor.isdigit():
        raise StoreError(f"{cursor!r} is no cursor of a search; take the one that came with the page before")
    return int(cursor or 0)


def _hits(corpus: Corpus, kind: Kind, ids: list[int], words: dict[int, str]) -> list[Hit]:
    texts = [words[ident] for ident in ids]
    if kind == "article":
        return [
            Hit(kind=kind, key=row.key, article=row.key, article_id=row.id, title=row.title, published=row.published, outlet=row.outlet,
                words=text, about="")
            for row, text in zip(articles_by_id(corpus.link, ids), texts, strict=True)
        ]  # fmt: skip
    if kind == "report":
        return [
            Hit(kind=kind, key=row.key, article=row.article, article_id=row.article_id, title=row.title, published=row.published,
                outlet=row.outlet, words=text, about=f"{row.type} {_names(row.actors)} -> {_names(row.recipients)}".removesuffix(" -> "))
            for row, text in zip(reports_by_id(corpus.link, ids), texts, strict=True)
        ]  # fmt: skip
    return [
        Hit(kind=kind, key=row.key, article=row.article, article_id=row.article_id, title=row.title, published=row.published,
            outlet=row.outlet, words=text, about=f"{row.act} {row.source.name if row.source else ''}".strip())
        for row, text in zip(statements_by_id(corpus.link, ids), texts, strict=True)
    ]  # fmt: skip


def _names(names: list[Name]) -> str:
    return ", ".join(name.name for name in names)
