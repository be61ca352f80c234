"""A selection of reports at a glance: what is in it, counted over the newest of them so that the time it takes is bounded."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product

import msgspec

from onrecord.store.answers import Disagreement, EventRow, Where
from onrecord.store.contrasts import disagreements_among
from onrecord.store.corpus import Corpus
from onrecord.store.details import events_by_id, rows_of
from onrecord.store.filters import Conditions, Filter, report_conditions, statement_conditions
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


_FACETS = ("type", "mode", "status", "actor", "recipient", "place", "asserted_by", "source")
_WIDE = 5000  # reports that are cheap to gather
_MANY = 200_000  # reports that are gathered all the same where an index finds them: walking by day would ask for each anew
_BY_INDEX = ("actor", "recipient", "party", "by", "about", "article", "event")
_MOST_PLACES = 150
_GATHERED = """
SELECT r.id, r.first_day, r.key, f.event FROM reports r JOIN profiles f ON f.id = r.profile{where} LIMIT ?"""
_NEWEST = """
SELECT r.id, r.first_day, r.key, f.event FROM reports r INDEXED BY reports_by_day JOIN profiles f ON f.id = r.profile{where}
ORDER BY r.first_day DESC NULLS LAST, r.key DESC LIMIT ?"""
_REPORTS = """
SELECT r.id, r.type, r.mode, r.status, r.first_day, r.quad, r.score, r.place, a.outlet, r.asserted_by IS NULL AS plain, x.name AS asserter
FROM json_each(?) w CROSS JOIN reports r ON r.id = w.value JOIN articles a ON a.id = r.article
    LEFT JOIN statements s ON s.article = r.article AND s.local = r.asserted_by LEFT JOIN actors x ON x.id = s.source"""
_ROLES = """
SELECT o.report, o.role, x.code FROM json_each(?) w CROSS JOIN roles o ON o.report = w.value JOIN actors x ON x.id = o.actor
WHERE x.code <> ''"""
_PLACES = "SELECT p.* FROM json_each(?) w CROSS JOIN places p ON p.id = w.value WHERE p.latitude IS NOT NULL OR p.country IS NOT NULL"
_SUSPECTS = """
SELECT w.value FROM json_each(?) w WHERE
    (SELECT count(*) FROM (SELECT 1 FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = w.value LIMIT 2)) > 1
    AND EXISTS (SELECT 1 FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = w.value
        AND (instr(r.status, 'negation') > 0 OR EXISTS (SELECT 1 FROM magnitudes m WHERE m.report = r.id)))"""
Chosen = tuple[int, str | None, str, int]
"""A report of a selection: its row, day, key, and the row of its event."""


class Selection:
    """The reports that fit a filter: gathered once when they are few, else walked by day as far as they are asked for."""

    def __init__(self, corpus: Corpus, asked: Filter | None = None) -> None:
        self.corpus = corpus
        most = _MANY if asked and any(getattr(asked, name) for name in _BY_INDEX) else _WIDE
        with told(corpus.path):
            self.need = report_conditions(corpus.link, asked or Filter())
            sql = _GATHERED.format(where=self.need.where)
            rows: list[Chosen] = [] if self.need.empty else corpus.link.execute(sql, [*self.need.values, most + 1]).fetchall()
        self.wide = self.need.empty or len(rows) > most
        self.rows = [] if self.wide else sorted(rows, key=lambda row: (row[1] or "", row[2]), reverse=True)

    def newest(self, most: int) -> list[Chosen]:
        """The newest reports, at most so many."""
        if not self.wide:
            return self.rows[:most]
        return self.corpus.link.execute(_NEWEST.format(where=self.need.where), [*self.need.values, most]).fetchall()


def glance(corpus: Corpus, asked: Filter | Selection | None = None, *, most: int = 2000, top: int = 12) -> Glance:
    """What a selection holds, counted over its newest `most` reports; `top` values of each facet, most events first."""
    with told(corpus.path):
        selection = asked if isinstance(asked, Selection) else Selection(corpus, asked)
        chosen = selection.newest(most + 1)
        event_of = {row[0]: row[3] for row in chosen[:most]}
        ids = json.dumps(list(event_of))
        rows = rows_of(corpus.link, _REPORTS, ids)
        roles = rows_of(corpus.link, _ROLES, ids)
        places = {
            row["id"]: row for row in rows_of(corpus.link, _PLACES, json.dumps(sorted({row["place"] for row in rows if row["place"]})))
        }
    return Glance(
        reports=len(event_of),
        complete=len(chosen) <= most,
        facets=_facets(rows, roles, places, event_of, top),
        days=_days(rows, event_of),
        places=_places(rows, places, event_of),
        pairs=_pairs(rows, roles, event_of, top),
        quads=dict(sorted({row["type"]: row["quad"] for row in rows}.items())),
    )


def _facets(
    rows: list[sqlite3.Row], roles: list[sqlite3.Row], places: dict[int, sqlite3.Row], event_of: dict[int, int], top: int
) -> dict[str, list[Count]]:
    """The values of each facet with the events that have them."""
    seen: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in _FACETS}
    for row in rows:
        event = event_of[row["id"]]
        place = places.get(row["place"])
        values = {
            "type": row["type"], "mode": row["mode"], "status": row["status"] or "none", "place": place["country"] if place else None,
            "asserted_by": "reporter" if row["plain"] else row["asserter"], "source": row["outlet"],
        }  # fmt: skip
        for name, value in values.items():
            if value:
                seen[name][value].add(event)
    for row in roles:
        seen[row["role"]][row["code"]].add(event_of[row["report"]])
    return {
        name: [
            Count(value, "the reporter" if name == "asserted_by" and value == "reporter" else value, len(events))
            for value, events in sorted(values.items(), key=lambda item: (-len(item[1]), item[0]))[:top]
        ]
        for name, values in seen.items()
    }


def _days(rows: list[sqlite3.Row], event_of: dict[int, int]) -> list[DayCount]:
    seen: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in rows:
        if row["first_day"]:
            seen[row["first_day"], row["quad"]].append(event_of[row["id"]])
    return [DayCount(day, quad, len(set(events)), len(events)) for (day, quad), events in sorted(seen.items())]


def _places(rows: list[sqlite3.Row], places: dict[int, sqlite3.Row], event_of: dict[int, int]) -> list[PlaceCount]:
    seen: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        place = places.get(row["place"])
        if place and place["latitude"] is not None:
            seen[row["place"]].append((event_of[row["id"]], row["quad"]))
    found = []
    for ident, told_there in seen.items():
        row = places[ident]
        where = Where(
            row["name"], row["country"], row["admin1"], row["latitude"], row["longitude"], "in", row["geonameid"], row["precision"]
        )
        quads = Counter(quad for _, quad in told_there)
        found.append(PlaceCount(where, len({event for event, _ in told_there}), max(sorted(quads), key=lambda quad: quads[quad])))
    return sorted(found, key=lambda count: (-count.events, count.place.name, count.place.geonameid or 0))[:_MOST_PLACES]


def _pairs(rows: list[sqlite3.Row], roles: list[sqlite3.Row], event_of: dict[int, int], top: int) -> list[PairCount]:
    sides: dict[int, dict[str, set[str]]] = defaultdict(lambda: {"actor": set(), "recipient": set()})
    for row in roles:
        sides[row["report"]][row["role"]].add(row["code"])
    seen: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for row in rows:
        for actor, recipient in product(*sides[row["id"]].values()):
            if actor != recipient:
                seen[actor, recipient].append((event_of[row["id"]], row["score"]))
    found = [
        PairCount(actor, recipient, len({event for event, _ in told_so}), round(sum(score for _, score in told_so) / len(told_so), 2))
        for (actor, recipient), told_so in seen.items()
    ]
    return sorted(found, key=lambda pair: (-pair.events, pair.actor, pair.recipient))[:top]


class EventPage(msgspec.Struct, frozen=True):
    """A page of events: `total` counts all of them when `counted`, else there are more than that."""

    rows: list[EventRow]
    total: int
    counted: bool
    cursor: str | None


def event_page(
    corpus: Corpus, asked: Filter | Selection | None = None, *, limit: int = 50, cursor: str | None = None, oldest_first: bool = False
) -> EventPage:
    """The events of a selection in the order of their days, as `queries.events` has them, but in a time that is bounded.

    A selection of many reports is walked by day until the page is full and not counted to its end.
    """
    with told(corpus.path):
        selection = asked if isinstance(asked, Selection) else Selection(corpus, asked)
        need, outer, total = selection.need, Conditions(), _WIDE
        if need.empty:
            total = int(corpus.link.execute("SELECT count(*) FROM events").fetchone()[0])
        elif selection.wide:
            inner = need.where.replace(" WHERE ", " AND ", 1)
            outer.need(f"EXISTS (SELECT 1 FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = e.id{inner})", *need.values)
        else:
            ids = sorted({row[3] for row in selection.rows})
            outer.need("e.id IN (SELECT value FROM json_each(?))", json.dumps(ids))
            total = len(ids)
        if cursor:
            outer.resume(("e.first_day", "e.key"), cursor, oldest_first=oldest_first)
        side = "ASC" if oldest_first else "DESC"
        rows = corpus.link.execute(
            f"SELECT e.id, e.first_day, e.key FROM events e{outer.where} ORDER BY e.first_day {side} NULLS LAST, e.key {side} LIMIT ?",
            [*outer.values, limit + 1],
        ).fetchall()
        last = rows[limit - 1] if len(rows) > limit else None
        found = events_by_id(corpus.link, [row[0] for row in rows[:limit]])
    return EventPage(found, total, need.empty or not selection.wide, f"{last[1] or ''}~{last[2]}" if last else None)


def contrary_events(corpus: Corpus, asked: Filter | Selection | None = None, *, most: int = 5000, limit: int = 40) -> list[Disagreement]:
    """The disagreements (`queries.disagreements`) among the events of the newest `most` reports of a selection, the newest first."""
    with told(corpus.path):
        selection = asked if isinstance(asked, Selection) else Selection(corpus, asked)
        events = list(dict.fromkeys(row[3] for row in selection.newest(most)))
        suspects = {row[0] for row in corpus.link.execute(_SUSPECTS, (json.dumps(events),))}
        found: list[Disagreement] = []
        ids = [event for event in events if event in suspects]
        for start in range(0, len(ids), 100):
            found += disagreements_among(corpus, ids[start : start + 100])
            if len(found) >= limit:
                break
    return found[:limit]


def counts(corpus: Corpus) -> dict[str, int]:
    """How much is in the corpus: articles, outlets, events, reports, statements, actors."""
    tables = ("articles", "outlets", "events", "reports", "statements", "actors")
    with told(corpus.path):
        found = {name: f"SELECT count(*) FROM {name}" for name in tables} | {"outlets": "SELECT count(DISTINCT outlet) FROM articles"}
        return {name: int(corpus.link.execute(sql).fetchone()[0]) for name, sql in found.items()}


def statement_days(corpus: Corpus, asked: Filter, *, most: int = 3000) -> list[tuple[str, int]]:
    """How many of the newest `most` statements of a selection were said on each day, by day."""
    with told(corpus.path):
        need = statement_conditions(corpus.link, asked)
        need.need("s.day IS NOT NULL")
        sql = f"SELECT day, count(*) FROM (SELECT s.day FROM statements s{need.where} ORDER BY s.day DESC, s.key DESC LIMIT ?) GROUP BY day"
        return [(str(row[0])[:10], int(row[1])) for row in corpus.link.execute(sql + " ORDER BY day", [*need.values, most])]


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
