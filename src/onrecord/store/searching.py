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
_MANY = 20_000  # hits up to which they are ranked; of more the last added come first
_SELECTIVE = ("actor", "recipient", "party", "by", "addressee", "since", "article", "event")  # start from their indexes, not from the words
_OF_REPORTS = ("actor", "recipient", "type", "mode", "status", "context", "place", "asserted_by", "happened", "event")
_OF_STATEMENTS = ("by", "act", "addressee")


def search(
    corpus: Corpus, words: str, asked: Filter | None = None, *, kind: Kind | None = None, limit: int = 20, cursor: str | None = None
) -> Page[Hit]:
    """Where words stand, best first: all must be there, "in quotation marks" as a phrase, a star for endings.

    `kind` is what is searched; without it what the filter is about: reports, statements, else articles. Of more than 20,000 hits the
    last added come first. Raises StoreError when there is no word to search for.
    """
    asked = asked or Filter()
    kind = kind or _kind_for(asked)
    index, source, alias, conditions, around = _SOURCES[kind]
    query = words_query(words)
    with told(corpus.path):
        need = conditions(corpus.link, asked)
        key = f"+{alias}.id" if any(getattr(asked, name) for name in _SELECTIVE) else f"{alias}.id"
        total, ids = _found(corpus, index, query, need, (source, key), (_offset(cursor), limit))
        found = corpus.link.execute(
            f"SELECT rowid, snippet({index}, -1, '[', ']', '…', ?) FROM {index}"
            f" WHERE {index} MATCH ? AND +rowid IN (SELECT value FROM json_each(?))",
            (around, query, json.dumps(ids)),
        )
        hits = _hits(corpus, kind, ids, dict(found.fetchall()))
    return Page(hits, total, str(_offset(cursor) + limit) if _offset(cursor) + limit < total else None)


def _found(
    corpus: Corpus, index: str, query: str, need: Conditions, table: tuple[str, str], page: tuple[int, int]
) -> tuple[int, list[int]]:
    """How many rows there are, and the row ids of a page (how many to skip, how many to give)."""
    match = f"{index} MATCH ?"
    if need.empty:
        total = int(corpus.link.execute(f"SELECT count(*) FROM {index} WHERE {match}", (query,)).fetchone()[0])
        order, fits, values = "rank, rowid" if total <= _MANY else "rowid DESC", match, [query]
    else:
        source, key = table
        need.need(f"{key} IN (SELECT rowid FROM {index} WHERE {match})", query)
        ids = [row[0] for row in corpus.link.execute(f"SELECT {key} FROM {source}{need.where}", need.values)]
        total = len(ids)
        if total > _MANY:
            return total, sorted(ids, reverse=True)[page[0] : sum(page)]
        order, fits, values = "rank, rowid", f"{match} AND +rowid IN (SELECT value FROM json_each(?))", [query, json.dumps(ids)]
    rows = corpus.link.execute(f"SELECT rowid FROM {index} WHERE {fits} ORDER BY {order} LIMIT ? OFFSET ?", [*values, page[1], page[0]])
    return total, [row[0] for row in rows]


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
