"""A selection of reports at a glance: what is in it, counted over the newest of them so that the time it takes is bounded."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from onrecord.errors import StoreError
from onrecord.store.answers import EventRow, Where
from onrecord.store.corpus import Corpus
from onrecord.store.details import events_by_id, rows_of
from onrecord.store.filters import Conditions, Filter, report_conditions
from onrecord.store.trouble import told

_STEPS = 20_000  # steps of SQLite's machine between two looks at the clock


class Count(msgspec.Struct, frozen=True):
    """A value and how many events have it; `value` goes into a filter, `name` is for people."""

    value: str
    name: str
    events: int


class DayCount(msgspec.Struct, frozen=True):
    """What a day holds of one quadrant."""

    day: str
    quad: int
    events: int
    reports: int


class PlaceCount(msgspec.Struct, frozen=True):
    """A place and how many events happened there, most of them of the quadrant `quad`."""

    place: Where
    events: int
    quad: int


class PairCount(msgspec.Struct, frozen=True):
    """Who does something to whom, by codes; `score` is the mean of PLOVER's."""

    actor: str
    recipient: str
    events: int
    score: float


class Glance(msgspec.Struct, frozen=True):
    """A selection counted over its newest reports; `complete` when these are all.

    `facets` are named by fields of Filter; `quads` are the quadrants of the types.
    """

    reports: int
    complete: bool
    facets: dict[str, list[Count]]
    days: list[DayCount]
    places: list[PlaceCount]
    pairs: list[PairCount]
    quads: dict[str, int]


_CHOSEN = """
WITH glance (report, event) AS MATERIALIZED (
    SELECT r.id, f.event FROM json_each(?) w CROSS JOIN reports r ON r.id = w.value JOIN profiles f ON f.id = r.profile)
"""
_SOURCE = "FROM glance g CROSS JOIN reports r ON r.id = g.report"
_BY_DAY = "reports r INDEXED BY reports_by_day"
_WIDE = 5000  # reports that are cheap to gather and sort
_MOST_PLACES = 150
_FACETS = {
    "type": f"SELECT r.type AS value, r.type AS name, count(DISTINCT g.event) AS events {_SOURCE} GROUP BY r.type",
    "mode": f"SELECT r.mode AS value, r.mode AS name, count(DISTINCT g.event) AS events {_SOURCE} WHERE r.mode IS NOT NULL GROUP BY r.mode",
    "status": f"SELECT ifnull(nullif(r.status, ''), 'none') AS value, ifnull(nullif(r.status, ''), 'none') AS name,"
    f" count(DISTINCT g.event) AS events {_SOURCE} GROUP BY r.status",
    "actor": f"SELECT x.code AS value, x.code AS name, count(DISTINCT g.event) AS events {_SOURCE} JOIN roles o ON o.report = r.id"
    " AND o.role = 'actor' JOIN actors x ON x.id = o.actor WHERE x.code <> '' GROUP BY x.code",
    "recipient": f"SELECT x.code AS value, x.code AS name, count(DISTINCT g.event) AS events {_SOURCE} JOIN roles o ON o.report = r.id"
    " AND o.role = 'recipient' JOIN actors x ON x.id = o.actor WHERE x.code <> '' GROUP BY x.code",
    "place": f"SELECT p.country AS value, p.country AS name, count(DISTINCT g.event) AS events {_SOURCE} JOIN places p ON p.id = r.place"
    " WHERE p.country IS NOT NULL GROUP BY p.country",
    "asserted_by": f"SELECT ifnull(x.name, 'reporter') AS value, ifnull(x.name, 'the reporter') AS name,"
    f" count(DISTINCT g.event) AS events {_SOURCE} LEFT JOIN statements s ON s.article = r.article AND s.local = r.asserted_by"
    " LEFT JOIN actors x ON x.id = s.source WHERE r.asserted_by IS NULL OR x.id IS NOT NULL GROUP BY 1",
    "source": f"SELECT a.outlet AS value, a.outlet AS name, count(DISTINCT g.event) AS events {_SOURCE} JOIN articles a ON a.id = r.article"
    " WHERE a.outlet IS NOT NULL GROUP BY a.outlet",
}
_QUADS = f"SELECT r.type, min(r.quad) {_SOURCE} GROUP BY r.type ORDER BY r.type"
_DAYS = f"SELECT r.first_day AS day, r.quad, count(DISTINCT g.event) AS events, count(*) AS reports {_SOURCE}" + (
    " WHERE r.first_day IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
)
_PLACES = f"""
SELECT p.*, count(DISTINCT g.event) AS events,
    sum(r.quad = 1) AS q1, sum(r.quad = 2) AS q2, sum(r.quad = 3) AS q3, sum(r.quad = 4) AS q4
{_SOURCE} JOIN places p ON p.id = r.place WHERE p.latitude IS NOT NULL GROUP BY p.id ORDER BY events DESC, p.name LIMIT ?"""
_PAIRS = f"""
SELECT x.code AS actor, y.code AS recipient, count(DISTINCT g.event) AS events, round(avg(r.score), 2) AS score
{_SOURCE} JOIN roles o ON o.report = r.id AND o.role = 'actor' JOIN actors x ON x.id = o.actor AND x.code <> ''
    JOIN roles w ON w.report = r.id AND w.role = 'recipient' JOIN actors y ON y.id = w.actor AND y.code <> ''
WHERE x.code <> y.code GROUP BY 1, 2 ORDER BY events DESC, 1, 2 LIMIT ?"""


def glance(corpus: Corpus, asked: Filter | None = None, *, most: int = 2000, top: int = 12, facets: bool = True) -> Glance:
    """What a selection holds, counted over its newest `most` reports; `top` values of each facet, most events first."""
    with told(corpus.path):
        need = report_conditions(corpus.link, asked or Filter())
        source = _BY_DAY if _is_wide(corpus.link, need) else "reports r"
        ids = corpus.link.execute(
            f"SELECT r.id FROM {source}{need.where} ORDER BY r.first_day DESC NULLS LAST, r.key DESC LIMIT ?", [*need.values, most + 1]
        ).fetchall()
        chosen = json.dumps([row[0] for row in ids[:most]])

        def ask(sql: str, *values: object) -> list[sqlite3.Row]:
            return rows_of(corpus.link, _CHOSEN + sql, chosen, *values)

        return Glance(
            min(len(ids), most), len(ids) <= most,
            {name: [Count(*row) for row in ask(sql + " ORDER BY events DESC, 1 LIMIT ?", top)] for name, sql in _FACETS.items() if facets},
            [DayCount(*row) for row in ask(_DAYS)], [_place(row) for row in ask(_PLACES, _MOST_PLACES)],
            [PairCount(*row) for row in ask(_PAIRS, top)], {row[0]: row[1] for row in ask(_QUADS)},
        )  # fmt: skip


def _place(row: sqlite3.Row) -> PlaceCount:
    where = Where(row["name"], row["country"], row["admin1"], row["latitude"], row["longitude"], "in", row["geonameid"], row["precision"])
    quads = [row["q1"], row["q2"], row["q3"], row["q4"]]
    return PlaceCount(where, row["events"], quads.index(max(quads)) + 1)


class EventPage(msgspec.Struct, frozen=True):
    """A page of events: `total` counts all of them when `counted`, else there are more than that."""

    rows: list[EventRow]
    total: int
    counted: bool
    cursor: str | None


def event_page(
    corpus: Corpus, asked: Filter | None = None, *, limit: int = 50, cursor: str | None = None, oldest_first: bool = False
) -> EventPage:
    """The events of a selection in the order of their days, as `queries.events` has them, but in a time that is bounded.

    A selection of many reports is walked by day until the page is full and not counted to its end.
    """
    with told(corpus.path):
        need = report_conditions(corpus.link, asked or Filter())
        outer = Conditions()
        wide = _is_wide(corpus.link, need)
        if need.empty:
            total = int(corpus.link.execute("SELECT count(*) FROM events").fetchone()[0])
        elif wide:
            inner = need.where.replace(" WHERE ", " AND ", 1)
            outer.need(f"EXISTS (SELECT 1 FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = e.id{inner})", *need.values)
            total = _WIDE
        else:
            ids = corpus.link.execute(
                f"SELECT DISTINCT f.event FROM reports r JOIN profiles f ON f.id = r.profile{need.where}", need.values
            ).fetchall()
            outer.need("e.id IN (SELECT value FROM json_each(?))", json.dumps([row[0] for row in ids]))
            total = len(ids)
        if cursor:
            _resume(outer, cursor, oldest_first)
        side = "ASC" if oldest_first else "DESC"
        rows = corpus.link.execute(
            f"SELECT e.id, e.first_day, e.key FROM events e{outer.where} ORDER BY e.first_day {side} NULLS LAST, e.key {side} LIMIT ?",
            [*outer.values, limit + 1],
        ).fetchall()
        last = rows[limit - 1] if len(rows) > limit else None
        found = events_by_id(corpus.link, [row[0] for row in rows[:limit]])
    return EventPage(found, total, need.empty or not wide, f"{last[1] or ''}~{last[2]}" if last else None)


def _is_wide(link: sqlite3.Connection, need: Conditions) -> bool:
    """Do more reports fit than are cheap to gather and sort?"""
    count = link.execute(f"SELECT count(*) FROM (SELECT 1 FROM reports r{need.where} LIMIT ?)", [*need.values, _WIDE + 1]).fetchone()[0]
    return int(count) > _WIDE


def _resume(need: Conditions, cursor: str, oldest_first: bool) -> None:
    day, found, key = cursor.partition("~")
    if not found:
        raise StoreError(f"{cursor!r} is no cursor; take the one that came with the page before")
    sign = ">" if oldest_first else "<"
    if day:
        need.need(f"(e.first_day, e.key) {sign} (?, ?) OR e.first_day IS NULL", day, key)
    else:
        need.need(f"e.first_day IS NULL AND e.key {sign} ?", key)


def counts(corpus: Corpus) -> dict[str, int]:
    """How much is in the corpus: articles, outlets, events, reports, statements, actors."""
    tables = ("articles", "outlets", "events", "reports", "statements", "actors")
    with told(corpus.path):
        found = {name: f"SELECT count(*) FROM {name}" for name in tables} | {"outlets": "SELECT count(DISTINCT outlet) FROM articles"}
        return {name: int(corpus.link.execute(sql).fetchone()[0]) for name, sql in found.items()}


def newest_day(corpus: Corpus) -> str | None:
    """The day of the newest article."""
    with told(corpus.path):
        row = corpus.link.execute("SELECT max(day) FROM articles").fetchone()
    return str(row[0]) if row and row[0] else None


def outlets(corpus: Corpus, top: int = 200) -> list[Count]:
    """The outlets of the corpus with the number of their articles, the largest first."""
    with told(corpus.path):
        rows = corpus.link.execute(
            "SELECT outlet, outlet, count(*) AS n FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY n DESC, outlet LIMIT ?",
            (top,),
        ).fetchall()
    return [Count(*row) for row in rows]


def take_back(corpus: Corpus, key: str, reviewer: str) -> int:
    """Takes back what a reviewer said last of a report; how many reviews that were (0 when there was none)."""
    article, _, local = key.partition(":")
    with corpus.writing():
        row = corpus.link.execute(
            'SELECT r.start, r."end" FROM reports r JOIN articles a ON a.id = r.article WHERE a.key = ? AND r.local = ?', (article, local)
        ).fetchone()
        if not row:
            return 0
        done = corpus.link.execute(
            "DELETE FROM reviews WHERE id = (SELECT max(id) FROM reviews WHERE article = ? AND kind = 'event' AND start = ?"
            ' AND "end" = ? AND reviewer = ?)',
            (article, *row, reviewer),
        )
    return done.rowcount


@contextmanager
def within(corpus: Corpus, seconds: float, now: Callable[[], float]) -> Iterator[None]:
    """Lets questions in the block run for so long; then SQLite breaks off, which is told as a StoreError."""
    end = now() + seconds
    corpus.link.set_progress_handler(lambda: now() > end, _STEPS)
    try:
        yield
    finally:
        corpus.link.set_progress_handler(None, 0)
