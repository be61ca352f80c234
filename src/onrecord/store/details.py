"""Rows of the tables spelt out: names, places, words."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.store.answers import ArticleRow, EventRow, Figure, Name, Report, StatementRow, Verdict, Where

_REPORTS = """
SELECT r.*, a.key AS akey, a.given_id, a.title AS headline, a.day, a.outlet, e.key AS event,
    p.name AS pname, p.country, p.admin1, p.latitude, p.longitude, p.geonameid, p.precision,
    substr(a.text, r.sentence_start + 1, r.sentence_end - r.sentence_start) AS told,
    substr(a.text, r.start + 1, r."end" - r.start) AS trigger,
    substr(a.text, r.condition_start + 1, r.condition_end - r.condition_start) AS hangs_on,
    s.source AS asserter, x.name AS xname, x.code AS xcode, x.sector AS xsector, x.kind AS xkind
FROM json_each(?) wanted JOIN reports r ON r.id = wanted.value JOIN articles a ON a.id = r.article
    JOIN profiles f ON f.id = r.profile JOIN events e ON e.id = f.event
    LEFT JOIN places p ON p.id = r.place
    LEFT JOIN statements s ON s.article = r.article AND s.local = r.asserted_by LEFT JOIN actors x ON x.id = s.source
ORDER BY wanted.key"""
_ROLES = """
SELECT o.report, o.role, x.name, x.code, x.sector, x.kind FROM json_each(?) wanted
    JOIN roles o ON o.report = wanted.value JOIN actors x ON x.id = o.actor ORDER BY o.report, o.role, o.position"""
_FIGURES = """
SELECT m.report, m.kind, m.min, m.max, substr(a.text, m.start + 1, m."end" - m.start) AS words, m.of FROM json_each(?) wanted
    JOIN magnitudes m ON m.report = wanted.value JOIN reports r ON r.id = m.report JOIN articles a ON a.id = r.article
ORDER BY m.report, m.position"""
_STATEMENTS = """
SELECT s.*, a.key AS akey, a.given_id, a.title AS headline, a.day, a.outlet, a.text,
    x.name AS xname, x.code AS xcode, x.sector AS xsector, x.kind AS xkind,
    y.name AS yname, y.code AS ycode, y.sector AS ysector, y.kind AS ykind
FROM json_each(?) wanted JOIN statements s ON s.id = wanted.value JOIN articles a ON a.id = s.article
    LEFT JOIN actors x ON x.id = s.source LEFT JOIN actors y ON y.id = s.addressee
ORDER BY wanted.key"""
_ARTICLES = """
SELECT a.*, f.key AS first, (SELECT count(*) FROM articles c WHERE c.family = a.family) AS copies,
    (SELECT count(*) FROM reports r WHERE r.article = a.id) AS reports, (SELECT count(*) FROM statements s WHERE s.article = a.id) AS said
FROM json_each(?) wanted JOIN articles a ON a.id = wanted.value JOIN articles f ON f.id = a.family ORDER BY wanted.key"""
_TELLINGS = """
SELECT f.event, r.id, r.article, r.status, r.asserted_by,
    r.quad, r.score, r.contexts, r.title, r.confidence, r.place, a.origin, a.day, r.key,
    x.name, x.code, x.sector, x.kind
FROM json_each(?) wanted JOIN profiles f ON f.event = wanted.value JOIN reports r ON r.profile = f.id JOIN articles a ON a.id = r.article
    LEFT JOIN statements s ON s.article = r.article AND s.local = r.asserted_by LEFT JOIN actors x ON x.id = s.source"""
_MANY = 400  # reports of one event that are looked into for its names; all are counted


def rows_of(link: sqlite3.Connection, sql: str, *values: Any) -> list[sqlite3.Row]:
    """The rows of a query, by column name."""
    cursor = link.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def reports_by_id(link: sqlite3.Connection, ids: Sequence[int]) -> list[Report]:
    """Reports spelt out, in the order of their row ids as given."""
    wanted = json.dumps(list(ids))
    roles: dict[tuple[int, str], list[Name]] = defaultdict(list)
    for row in rows_of(link, _ROLES, wanted):
        roles[row["report"], row["role"]].append(Name(row["name"], row["code"], row["sector"], row["kind"]))
    figures: dict[int, list[Figure]] = defaultdict(list)
    for row in rows_of(link, _FIGURES, wanted):
        figures[row["report"]].append(Figure(row["kind"], row["min"], row["max"], row["words"], row["of"]))
    return [_report(row, roles, figures) for row in rows_of(link, _REPORTS, wanted)]


def _report(row: sqlite3.Row, roles: dict[tuple[int, str], list[Name]], figures: dict[int, list[Figure]]) -> Report:
    akey = row["akey"]
    return Report(
        key=row["key"], event=row["event"], article=akey, article_id=row["given_id"], title=row["headline"],
        published=row["day"], outlet=row["outlet"], type=row["type"], mode=row["mode"], status=_split(row["status"]),
        happened=bool(row["happened"]), quad=row["quad"], score=row["score"], cameo=row["cameo"], contexts=_split(row["contexts"]),
        actors=roles[row["id"], "actor"], recipients=roles[row["id"], "recipient"], date=row["date"], date_source=row["date_source"],
        first_day=row["first_day"], last_day=row["last_day"],
        place=_place(row, row["place_relation"] or "in") if row["pname"] else None, figures=figures[row["id"]],
        condition=f"{row['condition_kind']} {row['hangs_on']}" if row["condition_kind"] else None,
        object_type=row["object_type"], object_mode=row["object_mode"], asserted_by=_name(row, "x"),
        statement=f"{akey}:{row['statement']}" if row["statement"] else None,
        in_statement=f"{akey}:{row['asserted_by']}" if row["asserted_by"] else None,
        in_title=bool(row["title"]), start=row["start"], end=row["end"], sentence_start=row["sentence_start"],
        sentence_end=row["sentence_end"], words=row["trigger"], sentence=row["told"], rule=row["rule"], confidence=row["confidence"],
    )  # fmt: skip


def statements_by_id(link: sqlite3.Connection, ids: Sequence[int]) -> list[StatementRow]:
    """Statements spelt out, in the order of their row ids as given."""
    return [_statement(row) for row in rows_of(link, _STATEMENTS, json.dumps(list(ids)))]


def _statement(row: sqlite3.Row) -> StatementRow:
    akey, text = row["akey"], row["text"]
    return StatementRow(
        key=row["key"], article=akey, article_id=row["given_id"], title=row["headline"], published=row["day"],
        outlet=row["outlet"], source=_name(row, "x"), addressee=_name(row, "y"), act=row["act"], negated=bool(row["negated"]),
        quotation=row["quotation"], cue=_pieces(text, row["cue"]), content=_pieces(text, row["content"]),
        start=row["start"], end=row["end"], of=f"{akey}:{row['of']}" if row["of"] else None,
        event=f"{akey}:{row['event']}" if row["event"] else None, confidence=row["confidence"],
    )  # fmt: skip


def articles_by_id(link: sqlite3.Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """Articles with their counts, in the order of their row ids as given."""
    return [
        ArticleRow(
            key=row["key"], id=row["given_id"], title=row["title"], published=row["published"], outlet=row["outlet"], url=row["url"],
            source=row["source"], author=row["author"], language=row["language"], family=row["first"], relation=row["relation"],
            copies=row["copies"], reports=row["reports"], statements=row["said"], problems=row["problems"],
        )
        for row in rows_of(link, _ARTICLES, json.dumps(list(ids)))
    ]  # fmt: skip


def events_by_id(link: sqlite3.Connection, ids: Sequence[int]) -> list[EventRow]:
    """Linked events with their counts and the words of their best report, in the order of their row ids as given."""
    wanted = json.dumps(list(ids))
    tellings: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows_of(link, _TELLINGS, wanted):
        tellings[row["event"]].append(row)
    for rows in tellings.values():
        rows.sort(key=_best_first)
    shown = [row["id"] for ident in ids for row in tellings[ident][:_MANY]]
    reports = {report.key: report for report in reports_by_id(link, shown)}
    heads = {row["id"]: row for row in rows_of(link, "SELECT e.* FROM json_each(?) wanted JOIN events e ON e.id = wanted.value", wanted)}
    return [
        _event(heads[ident], tellings[ident], [reports[row["key"]] for row in tellings[ident][:_MANY]]) for ident in ids if ident in heads
    ]


def _best_first(row: sqlite3.Row) -> tuple[Any, ...]:
    """The report that shows an event best: told as having happened, by the reporter, in the body, early."""
    return (
        "negation" in row["status"],
        row["asserted_by"] is not None,
        row["title"],
        row["place"] is None,
        -row["confidence"],
        row["day"] or "",
        row["key"],
    )


def _event(head: sqlite3.Row, tellings: list[sqlite3.Row], reports: list[Report]) -> EventRow:
    best = reports[0]
    denying = [row for row in tellings if "negation" in row["status"]]
    claiming = [row for row in tellings if row["asserted_by"] and "negation" not in row["status"]]
    told = len(tellings) - len(denying) - len(claiming)
    return EventRow(
        key=head["key"], type=head["type"], mode=best.mode or head["mode"],
        verdict=_verdict(head["realm"], told, len(claiming), len(denying)), first_day=head["first_day"], last_day=head["last_day"],
        actors=_common(report.actors for report in reports), recipients=_common(report.recipients for report in reports),
        place=next((report.place for report in reports if report.place), None), quad=best.quad, score=best.score,
        contexts=sorted({context for report in reports for context in report.contexts}), reports=len(tellings),
        articles=len({row["article"] for row in tellings}), sources=len({row["origin"] for row in tellings}),
        told=told, claimed=len(claiming), denied=len(denying), claimed_by=_sayers(claiming), denied_by=_sayers(denying),
        report=best.key, sentence=best.sentence,
    )  # fmt: skip


def _verdict(realm: str, told: int, claimed: int, denied: int) -> Verdict:
    if realm == "possible":
        return "planned"
    if denied:
        return "disputed" if told or claimed else "denied"
    return "reported" if told else "claimed"


def _common(lists: Iterable[list[Name]]) -> list[Name]:
    """The participants most reports name; one name a code and sector, persons before governments."""
    counts = Counter(name for names in lists for name in names)
    best: dict[object, Name] = {}
    for name in sorted(counts, key=lambda name: (name.kind != "person", -counts[name], name.name)):
        best.setdefault((name.code, name.sector) if name.code else name.name, name)
    return list(best.values())


def _sayers(rows: list[sqlite3.Row]) -> list[Name]:
    return sorted({Name(row["name"], row["code"], row["sector"], row["kind"]) for row in rows if row["name"]}, key=lambda name: name.name)


def _name(row: sqlite3.Row, prefix: str) -> Name | None:
    if not row[prefix + "name"]:
        return None
    return Name(row[prefix + "name"], row[prefix + "code"], row[prefix + "sector"], row[prefix + "kind"])


def _place(row: sqlite3.Row, relation: str) -> Where:
    return Where(
        row["pname"], row["country"], row["admin1"], row["latitude"], row["longitude"], relation, row["geonameid"], row["precision"]
    )


def _pieces(text: str, spans: str) -> str:
    return " … ".join(text[start:end] for start, end in json.loads(spans))


def _split(words: str) -> list[str]:
    return words.split(",") if words else []
