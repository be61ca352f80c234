"""Counts over a corpus: actors, who does what to whom, how much is told when. Events, reports and independent sources are three numbers."""

import json

import msgspec

from onrecord.store.answers import ActorRow, DyadRow, EventRow, Page, PeriodRow
from onrecord.store.corpus import Corpus
from onrecord.store.details import events_by_id, rows_of
from onrecord.store.filters import Conditions, Filter, actor_ids, article_conditions, report_conditions
from onrecord.store.periods import checked_period
from onrecord.store.trouble import told

_DYADS = """
WITH chosen AS MATERIALIZED (
    SELECT r.id, f.event, a.origin, r.quad, r.score, g.goldstein, period_of(r.first_day, ?) AS period
    FROM reports r JOIN profiles f ON f.id = r.profile JOIN articles a ON a.id = r.article LEFT JOIN scales g ON g.cameo = r.cameo{where}),
pairs AS MATERIALIZED (
    SELECT DISTINCT c.*, x.code AS actor, y.code AS recipient FROM chosen c
        CROSS JOIN roles o ON o.report = c.id AND o.role = 'actor' JOIN actors x ON x.id = o.actor
        JOIN roles p ON p.report = c.id AND p.role = 'recipient' JOIN actors y ON y.id = p.actor
    WHERE x.code <> '' AND y.code <> '' AND period IS NOT NULL
    UNION
    SELECT DISTINCT c.*, x.code, y.code FROM chosen c          -- those who do it together do it to one another
        CROSS JOIN roles o ON o.report = c.id AND o.role = 'actor' JOIN actors x ON x.id = o.actor
        JOIN roles p ON p.report = c.id AND p.role = 'actor' JOIN actors y ON y.id = p.actor
    WHERE x.code <> '' AND y.code <> '' AND x.code <> y.code AND period IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM roles n WHERE n.report = c.id AND n.role = 'recipient')),
once AS (
    SELECT period, actor, recipient, event, min(quad) AS quad, avg(score) AS score, avg(goldstein) AS goldstein,
        count(DISTINCT id) AS reports
    FROM pairs GROUP BY period, actor, recipient, event),
sources AS (SELECT period, actor, recipient, count(DISTINCT origin) AS sources FROM pairs GROUP BY period, actor, recipient)
SELECT o.period, o.actor, o.recipient, count(*) AS events, sum(o.reports) AS reports, s.sources,
    sum(o.quad = 1) AS q1, sum(o.quad = 2) AS q2, sum(o.quad = 3) AS q3, sum(o.quad = 4) AS q4,
    round(avg(o.score), 3) AS score, round(avg(o.goldstein), 3) AS goldstein
FROM once o JOIN sources s USING (period, actor, recipient)
GROUP BY o.period, o.actor, o.recipient ORDER BY o.period, events DESC, o.actor, o.recipient"""


def dyads(corpus: Corpus, asked: Filter | None = None, *, by: str = "month") -> list[DyadRow]:
    """Who does what to whom, a row a period and pair of codes, by period, most events first.

    `by` is day, week, month, quarter, year or all. Those who do something together without a recipient count both ways.
    """
    with told(corpus.path):
        need = report_conditions(corpus.link, asked or Filter())
        rows = rows_of(corpus.link, _DYADS.format(where=need.where), checked_period(by), *need.values)
    return [
        DyadRow(
            period=row["period"], actor=row["actor"], recipient=row["recipient"], events=row["events"], reports=row["reports"],
            sources=row["sources"], verbal_cooperation=row["q1"], material_cooperation=row["q2"], verbal_conflict=row["q3"],
            material_conflict=row["q4"], score=row["score"], goldstein=row["goldstein"],
        )
        for row in rows
    ]  # fmt: skip


def actors(corpus: Corpus, asked: Filter | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[ActorRow]:
    """The actors of the corpus, those in most articles first; `asked.party` keeps those of a name or code, the rest chooses articles."""
    asked = asked or Filter()
    skip = int(cursor or 0)
    with told(corpus.path):
        need = Conditions()
        if asked.party:
            need.need("x.id IN (SELECT value FROM json_each(?))", actor_ids(corpus.link, asked.party))
        chosen = article_conditions(corpus.link, msgspec.structs.replace(asked, party=None))
        if not chosen.empty:
            need.need("m.article IN (SELECT a.id FROM articles a" + chosen.where + ")", *chosen.values)
        total, found = _counted(corpus, need, limit, skip)
        rows = _actor_rows(corpus, found)
    return Page(rows, total, str(skip + limit) if skip + limit < total else None)


def _counted(corpus: Corpus, need: Conditions, limit: int, skip: int) -> tuple[int, dict[int, int]]:
    """How many actors there are, and those of a page with the number of their articles."""
    once = (
        f"SELECT DISTINCT m.actor, m.article FROM mentions m JOIN actors x ON x.id = m.actor{need.where}"
        if not need.empty
        else ("SELECT DISTINCT m.actor, m.article FROM mentions m")
    )
    counted = f"WITH counted AS MATERIALIZED (SELECT actor, count(*) AS n FROM ({once}) GROUP BY actor)"
    total = int(corpus.link.execute(f"{counted} SELECT count(*) FROM counted", need.values).fetchone()[0])
    found = corpus.link.execute(
        f"{counted} SELECT c.actor, c.n FROM counted c JOIN actors x ON x.id = c.actor"
        " ORDER BY c.n DESC, x.name, x.code, x.sector, x.kind LIMIT ? OFFSET ?",
        [*need.values, limit, skip],
    ).fetchall()
    return total, dict(found)


def _actor_rows(corpus: Corpus, articles: dict[int, int]) -> list[ActorRow]:
    sql = """
SELECT x.id, x.name, x.code, x.sector, x.kind,
    (SELECT count(*) FROM roles o WHERE o.actor = x.id AND o.role = 'actor') AS acts,
    (SELECT count(*) FROM roles o WHERE o.actor = x.id AND o.role = 'recipient') AS receives,
    (SELECT count(*) FROM statements s WHERE s.source = x.id) AS says
FROM json_each(?) wanted JOIN actors x ON x.id = wanted.value ORDER BY wanted.key"""
    return [
        ActorRow(
            name=row["name"], code=row["code"], sector=row["sector"], kind=row["kind"], articles=articles[row["id"]],
            acts=row["acts"], receives=row["receives"], says=row["says"],
        )
        for row in rows_of(corpus.link, sql, json.dumps(list(articles)))
    ]  # fmt: skip


def timeline(corpus: Corpus, asked: Filter | None = None, *, top: int = 30) -> list[EventRow]:
    """The events most sources tell, in the order in which they happened; at most `top`.

    Plans and fears are left out unless `asked.status` asks for them.
    """
    asked = asked or Filter()
    with told(corpus.path):
        need = report_conditions(corpus.link, asked)
        need.need("r.first_day IS NOT NULL")
        if not asked.status:
            need.need("r.happened = 1")
        found = corpus.link.execute(
            "SELECT f.event, count(DISTINCT a.origin) AS sources FROM reports r JOIN profiles f ON f.id = r.profile"
            " JOIN articles a ON a.id = r.article JOIN events e ON e.id = f.event"
            f"{need.where} GROUP BY f.event ORDER BY sources DESC, count(*) DESC, e.first_day DESC, e.key LIMIT ?",
            [*need.values, top],
        ).fetchall()
        rows = events_by_id(corpus.link, [row[0] for row in found])
    return sorted(rows, key=lambda row: (row.first_day or "", row.last_day or "", row.key))


def volume(corpus: Corpus, asked: Filter | None = None, *, by: str = "month") -> list[PeriodRow]:
    """How many events, reports and independent sources there are in each period, by type."""
    with told(corpus.path):
        need = report_conditions(corpus.link, asked or Filter())
        need.need("r.first_day IS NOT NULL")
        rows = rows_of(
            corpus.link,
            "SELECT period_of(r.first_day, ?) AS period, r.type, count(DISTINCT f.event) AS events, count(*) AS reports,"
            " count(DISTINCT a.origin) AS sources FROM reports r JOIN profiles f ON f.id = r.profile JOIN articles a ON a.id = r.article"
            f"{need.where} GROUP BY period, r.type ORDER BY period, r.type",
            checked_period(by), *need.values,
        )  # fmt: skip
    return [PeriodRow(row["period"], row["type"], row["events"], row["reports"], row["sources"]) for row in rows]
