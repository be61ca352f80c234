"""Questions to a corpus: each function answers one, with typed rows, filters and pages. Everything that shows a corpus asks here."""

import sqlite3
from difflib import get_close_matches

from onrecord.store.answers import (
    ActorRow,
    Answer,
    ArticleRow,
    Claim,
    Disagreement,
    DyadRow,
    EventRow,
    Figure,
    FigureTold,
    Hit,
    Name,
    OutletComparison,
    OutletSide,
    Page,
    PeriodRow,
    Position,
    Reason,
    Report,
    StatementRow,
    TypeShare,
    Where,
)
from onrecord.store.claims import claims
from onrecord.store.contrasts import compare, disagreements
from onrecord.store.corpus import Corpus
from onrecord.store.details import articles_by_id, events_by_id, reports_by_id, statements_by_id
from onrecord.store.filters import Conditions, Filter, actor_ids, article_conditions, known_types, report_conditions, statement_conditions
from onrecord.store.positions import positions
from onrecord.store.reasons import reason, reasons
from onrecord.store.searching import search
from onrecord.store.tallies import actors, dyads, timeline, volume
from onrecord.store.trouble import told

__all__ = [
    "ActorRow", "Answer", "ArticleRow", "Claim", "Disagreement", "DyadRow", "EventRow", "Figure", "FigureTold", "Filter", "Hit", "Name",
    "OutletComparison", "OutletSide", "Page", "PeriodRow", "Position", "Reason", "Report", "StatementRow", "TypeShare", "Where",
    "actors", "articles", "claims", "compare", "disagreements", "dyads", "events", "near_names", "positions", "reason", "reasons",
    "reports", "search", "statements", "timeline", "totals", "types", "volume",
]  # fmt: skip
_NOTHING = Filter()


def reports(
    corpus: Corpus, asked: Filter = _NOTHING, *, limit: int = 50, cursor: str | None = None, oldest_first: bool = False
) -> Page[Report]:
    """Events as articles tell them, newest first. Raises StoreError for a filter or cursor that makes no sense."""
    with told(corpus.path):
        need = report_conditions(corpus.link, asked)
        ids, page = _page(corpus.link, "reports r", need, ("r.first_day", "r.key"), limit, cursor, oldest_first)
        return Page(reports_by_id(corpus.link, ids), *page)


def events(
    corpus: Corpus, asked: Filter = _NOTHING, *, limit: int = 50, cursor: str | None = None, oldest_first: bool = False
) -> Page[EventRow]:
    """Events, each once with counts of its reports, newest first; an event is in when one of its reports fits the filter."""
    with told(corpus.path):
        inner = report_conditions(corpus.link, asked)
        need = Conditions()
        if not inner.empty:
            need.need("e.id IN (SELECT f.event FROM reports r JOIN profiles f ON f.id = r.profile" + inner.where + ")", *inner.values)
        ids, page = _page(corpus.link, "events e", need, ("e.first_day", "e.key"), limit, cursor, oldest_first)
        return Page(events_by_id(corpus.link, ids), *page)


def statements(
    corpus: Corpus, asked: Filter = _NOTHING, *, limit: int = 50, cursor: str | None = None, oldest_first: bool = False
) -> Page[StatementRow]:
    """Statements, newest first."""
    with told(corpus.path):
        need = statement_conditions(corpus.link, asked)
        ids, page = _page(corpus.link, "statements s", need, ("s.day", "s.key"), limit, cursor, oldest_first)
        return Page(statements_by_id(corpus.link, ids), *page)


def articles(
    corpus: Corpus, asked: Filter = _NOTHING, *, limit: int = 50, cursor: str | None = None, oldest_first: bool = False
) -> Page[ArticleRow]:
    """Articles, newest first; those are in that hold a report or statement that fits the filter."""
    with told(corpus.path):
        need = article_conditions(corpus.link, asked)
        ids, page = _page(corpus.link, "articles a", need, ("a.day", "a.key"), limit, cursor, oldest_first)
        return Page(articles_by_id(corpus.link, ids), *page)


def totals(corpus: Corpus) -> dict[str, int]:
    """How much is in the corpus: articles, families, sources, events, reports, statements, actors."""
    counts = {
        "articles": "SELECT count(*) FROM articles",
        "families": "SELECT count(DISTINCT family) FROM articles",
        "sources": "SELECT count(DISTINCT origin) FROM articles",
        "events": "SELECT count(*) FROM events",
        "reports": "SELECT count(*) FROM reports",
        "statements": "SELECT count(*) FROM statements",
        "actors": "SELECT count(*) FROM actors",
    }
    with told(corpus.path):
        return {name: int(corpus.link.execute(sql).fetchone()[0]) for name, sql in counts.items()}


def types(corpus: Corpus) -> list[str]:
    """The types of events in the corpus, sorted."""
    with told(corpus.path):
        return known_types(corpus.link)


def near_names(corpus: Corpus, words: str, count: int = 5) -> list[str] | None:
    """Names of actors that look like a name that no actor of the corpus has; None when one has it (or its code)."""
    with told(corpus.path):
        if actor_ids(corpus.link, words) != "[]":
            return None
        names = [row[0] for row in corpus.link.execute("SELECT DISTINCT name FROM actors ORDER BY name")]
    parts: dict[str, str] = {}
    for name in names:
        for part in (name, *name.split()):
            parts.setdefault(part.casefold(), name)
    near = get_close_matches(words.casefold(), sorted(parts), count, 0.7)
    return list(dict.fromkeys(parts[part] for part in near))


def _page(
    link: sqlite3.Connection, source: str, need: Conditions, order: tuple[str, str], limit: int, cursor: str | None, oldest_first: bool
) -> tuple[list[int], tuple[int, str | None]]:
    """The row ids of a page, the count of all rows, and the cursor of the next page. `source` and `order` are texts of this file."""
    day, key = order
    alias = key[0]
    total = int(link.execute(f"SELECT count(*) FROM {source}{need.where}", need.values).fetchone()[0])
    if cursor is not None:
        need.resume(order, cursor, oldest_first=oldest_first)
    side = "ASC" if oldest_first else "DESC"
    rows = link.execute(
        f"SELECT {alias}.id, {day}, {key} FROM {source}{need.where} ORDER BY {day} {side} NULLS LAST, {key} {side} LIMIT ?",
        [*need.values, limit + 1],
    ).fetchall()
    more = len(rows) > limit
    rows = rows[:limit]
    return [row[0] for row in rows], (total, f"{rows[-1][1] or ''}~{rows[-1][2]}" if more else None)
