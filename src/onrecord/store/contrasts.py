"""Where reports contradict each other, and how two outlets tell the same days."""

import json
from collections import defaultdict
from typing import Any

from msgspec.structs import replace

from onrecord.errors import StoreError
from onrecord.store.answers import Disagreement, EventRow, FigureTold, Name, OutletComparison, OutletSide, TypeShare
from onrecord.store.corpus import Corpus
from onrecord.store.details import events_by_id, rows_of
from onrecord.store.filters import Filter, report_conditions
from onrecord.store.trouble import told

_CANDIDATES = """
WITH suspect AS MATERIALIZED (
    SELECT f.event FROM magnitudes m JOIN reports r ON r.id = m.report JOIN profiles f ON f.id = r.profile
        WHERE {within} GROUP BY f.event HAVING count(DISTINCT r.article) > 1
    UNION
    SELECT f.event FROM reports r {index} JOIN profiles f ON f.id = r.profile WHERE instr(r.status, 'negation') > 0 AND {within})
SELECT s.event FROM suspect s JOIN events e ON e.id = s.event
WHERE (SELECT count(*) FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = s.event) > 1
ORDER BY e.first_day DESC, e.key LIMIT ?"""
_CHOSEN = "f.event IN (SELECT g.event FROM reports r JOIN profiles g ON g.id = r.profile{where})"
_NEWEST = "r.id > (SELECT max(id) FROM reports) - 100000"  # without a filter, so that it takes a second and not a minute
_FIGURES = """
SELECT f.event, m.kind, m.min, m.max, substr(a.text, m.start + 1, m."end" - m.start) AS words, m.of, r.key, a.outlet, a.origin, a.day,
    x.name, x.code, x.sector, x.kind AS xkind
FROM json_each(?) wanted JOIN profiles f ON f.event = wanted.value JOIN reports r ON r.profile = f.id JOIN articles a ON a.id = r.article
    JOIN magnitudes m ON m.report = r.id
    LEFT JOIN statements s ON s.article = r.article AND s.local = r.asserted_by LEFT JOIN actors x ON x.id = s.source
WHERE r.title = 0 ORDER BY a.day, r.key, m.position"""
_MOST = 2000
_AT_ONCE = 100  # events looked into before it is asked whether there are enough


def disagreements(corpus: Corpus, asked: Filter | None = None, *, limit: int = 50) -> list[Disagreement]:
    """Events told in ways that cannot all be true: figures side by side with who gives them; told by some, denied by others.

    The newest first; without a filter among the 100,000 reports added last. When a source corrects its figure, the last one counts.
    """
    with told(corpus.path):
        need = report_conditions(corpus.link, asked or Filter())
        within = _NEWEST if need.empty else _CHOSEN.format(where=need.where)
        sql = _CANDIDATES.format(within=within, index="INDEXED BY reports_denied" if need.empty else "")
        rows = corpus.link.execute(sql, [*need.values, *need.values, _MOST]).fetchall()
        found: list[Disagreement] = []
        for start in range(0, len(rows), _AT_ONCE):
            found += disagreements_among(corpus, [row[0] for row in rows[start : start + _AT_ONCE]])
            if len(found) >= limit:
                break
    return found[:limit]


def disagreements_among(corpus: Corpus, ids: list[int]) -> list[Disagreement]:
    """Which of these events (row ids) are told in ways that cannot all be true, in the order given."""
    figures: dict[int, list[Any]] = defaultdict(list)
    for row in rows_of(corpus.link, _FIGURES, json.dumps(ids)):
        figures[row["event"]].append(row)
    contrary = {ident: _contrary(figures[ident]) for ident in ids}
    found: list[Disagreement] = []
    for ident, event in zip(ids, events_by_id(corpus.link, ids), strict=True):
        if event.verdict == "disputed":
            found.append(Disagreement(event=event, about="happened", figures=[]))
        found += [Disagreement(event=event, about=kind, figures=said) for kind, said in contrary[ident]]
    return found


def _contrary(rows: list[Any]) -> list[tuple[str, list[FigureTold]]]:
    """The kinds of figures that do not fit together, each with the last figure of everybody who gives one."""
    last: dict[tuple[str, str], FigureTold] = {}
    for row in rows:
        by = Name(row["name"], row["code"], row["sector"], row["xkind"]) if row["name"] else None
        last[row["kind"], by.name if by else "by " + row["origin"]] = FigureTold(
            kind=row["kind"], min=row["min"], max=row["max"], words=row["words"], by=by, outlet=row["outlet"], published=row["day"],
            report=row["key"], of=row["of"],
        )  # fmt: skip
    kinds: dict[str, list[FigureTold]] = defaultdict(list)
    for figure in last.values():
        kinds[figure.kind].append(figure)
    return [(kind, said) for kind, said in sorted(kinds.items()) if any(_apart(one, other) for one in said for other in said)]


def _apart(one: FigureTold, other: FigureTold) -> bool:
    """Can the two figures not both be true? "at least 12" and 30 can."""
    infinite = float("inf")
    low, high = max(one.min or 0, other.min or 0), min(infinite if f.max is None else f.max for f in (one, other))
    return low > high


def compare(corpus: Corpus, one: str, other: str, asked: Filter | None = None, *, top: int = 10) -> OutletComparison:
    """Two outlets side by side. Raises StoreError when the corpus has no article of one of them."""
    asked = asked or Filter()
    with told(corpus.path):
        ours, theirs = _told_by(corpus, one, asked), _told_by(corpus, other, asked)
        both = ours.keys() & theirs.keys()
        sides = [_side(corpus, name, mine, mine.keys() - both, asked, top) for name, mine in ((one, ours), (other, theirs))]
        differ = [
            item for item in disagreements_among(corpus, _newest(corpus, both))
            if {row.outlet for row in item.figures} >= {one, other} or (item.about == "happened" and item.event.key in _keys(corpus, both))
        ]  # fmt: skip
        types = _shares(corpus, one, other, asked, "r.type", "")
        actors = _shares(
            corpus,
            one,
            other,
            asked,
            "x.code",
            " JOIN roles o ON o.report = r.id AND o.role = 'actor' JOIN actors x ON x.id = o.actor AND x.code <> ''",
        )
    return OutletComparison(one=sides[0], other=sides[1], both=len(both), types=types, actors=actors[:top], differ=differ[:top])


def _told_by(corpus: Corpus, outlet: str, asked: Filter) -> dict[int, int]:
    """The events an outlet tells, and in how many reports."""
    if not corpus.link.execute("SELECT 1 FROM articles WHERE outlet = ? COLLATE NOCASE LIMIT 1", (outlet,)).fetchone():
        names = [
            row[0] for row in corpus.link.execute("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet LIMIT 12")
        ]
        raise StoreError(f"{outlet!r} is no outlet of {corpus.path}; it has {', '.join(names) or 'none with a name'}")
    need = report_conditions(corpus.link, replace(asked, source=outlet))
    sql = f"SELECT f.event, count(*) FROM reports r JOIN profiles f ON f.id = r.profile{need.where} GROUP BY f.event"
    return {int(event): int(count) for event, count in corpus.link.execute(sql, need.values)}


def _side(corpus: Corpus, outlet: str, mine: dict[int, int], alone: set[int], asked: Filter, top: int) -> OutletSide:
    need = report_conditions(corpus.link, replace(asked, source=outlet))
    articles, share = corpus.link.execute(
        f"SELECT count(DISTINCT r.article), avg(r.asserted_by IS NULL) FROM reports r{need.where}", need.values
    ).fetchone()
    best = sorted(alone, key=lambda event: (-mine[event], event))[: top * 4]
    rows: list[EventRow] = sorted(events_by_id(corpus.link, best), key=lambda row: (-row.reports, row.key))[:top]
    return OutletSide(
        outlet=outlet,
        articles=articles,
        events=len(mine),
        reports=sum(mine.values()),
        told=round(share or 0.0, 3),
        alone=len(alone),
        only=rows,
    )


def _newest(corpus: Corpus, events: set[int]) -> list[int]:
    """The newest of the events first, at most 2,000: only what both outlets tell can they tell in different ways."""
    sql = "SELECT id FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY first_day DESC, key LIMIT ?"
    return [row[0] for row in corpus.link.execute(sql, (json.dumps(sorted(events)), _MOST))]


def _keys(corpus: Corpus, events: set[int]) -> set[str]:
    rows = corpus.link.execute("SELECT key FROM events WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(events)),))
    return {row[0] for row in rows}


def _shares(corpus: Corpus, one: str, other: str, asked: Filter, column: str, join: str) -> list[TypeShare]:
    counts: list[dict[str, int]] = []
    for outlet in (one, other):
        need = report_conditions(corpus.link, replace(asked, source=outlet))
        sql = f"SELECT {column}, count(DISTINCT r.id) FROM reports r{join}{need.where} GROUP BY {column}"
        counts.append(dict(corpus.link.execute(sql, need.values).fetchall()))
    ours, theirs = counts
    all_ours, all_theirs = max(1, sum(ours.values())), max(1, sum(theirs.values()))
    rows = [
        TypeShare(
            name, ours.get(name, 0), theirs.get(name, 0), round(ours.get(name, 0) / all_ours, 3), round(theirs.get(name, 0) / all_theirs, 3)
        )
        for name in sorted(ours.keys() | theirs.keys())
    ]
    return sorted(rows, key=lambda row: (-abs(row.one_share - row.other_share), row.name))
