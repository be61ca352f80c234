"""The filters that all questions share, as conditions of SQL. Values go in as parameters, never into the text."""

import json
import re
import sqlite3
from typing import Any, get_args

import msgspec

from onrecord.errors import StoreError
from onrecord.records import PLOVER_TYPES, Act, Status
from onrecord.store.spans import limits

_CODE = re.compile(r"([A-Z]{3})(?:[ :/]([A-Z]{3}))?$")
_ACTS: tuple[str, ...] = get_args(Act)
_STATUS: tuple[str, ...] = get_args(Status)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; a field that is None asks for nothing.

    actor, recipient, by (who says it), addressee, holder: a code (RUS), code and sector (RUS:GOV) or a name or part of one (Putin).
    type, mode, status, act, context: PLOVER's and our names, several with commas. status "none" is what has no status.
    since, until: a day, month or year. source: an outlet. place: a country code or a place name. about: words in what is said or told.
    asserted_by: "reporter" (told by the reporter alone), "anyone", or a name or code. happened: only what is told as having happened.
    article: only this article, by key or id. event: only reports of this linked event.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    by: str | None = None
    addressee: str | None = None
    holder: str | None = None
    act: str | None = None
    context: str | None = None
    place: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    asserted_by: str | None = None
    happened: bool = False
    article: str | None = None
    event: str | None = None


class Conditions:
    """Conditions of a WHERE clause and the values for their question marks."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.values: list[Any] = []

    def need(self, text: str, *values: Any) -> None:
        """One more condition."""
        self._texts.append(f"({text})")
        self.values.extend(values)

    def resume(self, order: tuple[str, str], cursor: str, *, oldest_first: bool) -> None:
        """Only what comes behind a page's cursor (`DAY~KEY`) in an order by day and key. Raises StoreError when it is no cursor."""
        day, found, key = cursor.partition("~")
        if not found:
            raise StoreError(f"{cursor!r} is no cursor; take the one that came with the page before")
        sign = ">" if oldest_first else "<"
        if day:
            self.need(f"({order[0]}, {order[1]}) {sign} (?, ?) OR {order[0]} IS NULL", day, key)
        else:
            self.need(f"{order[0]} IS NULL AND {order[1]} {sign} ?", key)

    @property
    def where(self) -> str:
        """The whole clause, `WHERE` included; empty when nothing is asked for."""
        return f" WHERE {' AND '.join(self._texts)}" if self._texts else ""

    @property
    def empty(self) -> bool:
        """Is nothing asked for?"""
        return not self._texts


def report_conditions(link: sqlite3.Connection, asked: Filter) -> Conditions:
    """What a filter asks of reports `r`."""
    found = Conditions()
    for role, words in (("actor", asked.actor), ("recipient", asked.recipient)):
        if words:
            found.need(
                "r.id IN (SELECT o.report FROM roles o WHERE o.actor IN (SELECT value FROM json_each(?)) AND o.role = ?)",
                actor_ids(link, words), role,
            )  # fmt: skip
    if asked.party:
        found.need("r.id IN (SELECT o.report FROM roles o WHERE o.actor IN (SELECT value FROM json_each(?)))", actor_ids(link, asked.party))
    if asked.type:
        _one_of(found, "r.type", asked.type, tuple(dict.fromkeys((*PLOVER_TYPES, *known_types(link)))), "type", upper=True)
    _one_of(found, "r.mode", asked.mode, None, "mode")
    for status in _listed(asked.status, (*_STATUS, "none"), "status"):
        found.need("instr(',' || r.status || ',', ',' || ? || ',')", "" if status == "none" else status)
    for context in _listed(asked.context, None, "context"):
        found.need("instr(',' || r.contexts || ',', ',' || ? || ',')", context)
    if asked.happened:
        found.need("r.happened = 1")
    _assertion(link, found, asked.asserted_by)
    if asked.by:
        found.need(
            "r.id IN (SELECT q.id FROM statements s JOIN reports q ON q.article = s.article AND s.local IN (q.asserted_by, q.statement)"
            " WHERE s.source IN (SELECT value FROM json_each(?)))",
            actor_ids(link, asked.by),
        )
    _span(found, asked, "r.first_day", "r.last_day")
    if asked.place:
        found.need(
            "r.place IN (SELECT p.id FROM places p WHERE p.country = upper(?) OR p.name = ? COLLATE NOCASE)", asked.place, asked.place
        )
    if asked.about:
        found.need("r.id IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", words_query(asked.about))
    if asked.event:
        event = "SELECT id FROM profiles WHERE signature = substr(?, 3) AND event = id"
        found.need(f"r.profile IN (SELECT f.id FROM profiles f WHERE f.event = ({event}))", asked.event)
    _article(found, asked, "r.article")
    return found


def statement_conditions(link: sqlite3.Connection, asked: Filter) -> Conditions:
    """What a filter asks of statements `s`."""
    found = Conditions()
    speaker = asked.by or asked.actor or asked.holder
    if speaker:
        found.need("s.source IN (SELECT value FROM json_each(?))", actor_ids(link, speaker))
    addressee = asked.addressee or asked.recipient
    if addressee:
        found.need("s.addressee IN (SELECT value FROM json_each(?))", actor_ids(link, addressee))
    if asked.party:
        ids = actor_ids(link, asked.party)
        found.need("s.source IN (SELECT value FROM json_each(?)) OR s.addressee IN (SELECT value FROM json_each(?))", ids, ids)
    _one_of(found, "s.act", asked.act, _ACTS, "act")
    if asked.about:
        found.need("s.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)", words_query(asked.about))
    _span(found, asked, "s.day", "s.day")
    if any((asked.type, asked.mode, asked.status, asked.happened, asked.context, asked.place)):
        inner = report_conditions(link, Filter(type=asked.type, mode=asked.mode, status=asked.status, happened=asked.happened,
                                               context=asked.context, place=asked.place))  # fmt: skip
        found.need(
            "EXISTS (SELECT 1 FROM reports r" + inner.where + " AND r.article = s.article AND s.local IN (r.asserted_by, r.statement))",
            *inner.values,
        )
    _article(found, asked, "s.article")
    return found


def article_conditions(link: sqlite3.Connection, asked: Filter) -> Conditions:
    """What a filter asks of articles `a`: those that name the actors, or hold a report or statement that fits."""
    found = Conditions()
    _span(found, asked, "a.day", "a.day")
    _article(found, asked, "a.id")
    plain = msgspec.structs.replace(asked, since=None, until=None, source=None, article=None, about=None)
    reports = report_conditions(link, msgspec.structs.replace(plain, by=None))
    if not reports.empty:
        found.need("a.id IN (SELECT r.article FROM reports r" + reports.where + ")", *reports.values)
    if asked.by or asked.addressee or asked.act:
        spoken = statement_conditions(link, Filter(by=asked.by, addressee=asked.addressee, act=asked.act))
        found.need("a.id IN (SELECT s.article FROM statements s" + spoken.where + ")", *spoken.values)
    if asked.about:
        found.need("a.id IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", words_query(asked.about))
    return found


def actor_ids(link: sqlite3.Connection, words: str) -> str:
    """The row ids of the actors that a code, a code with sector, or a name or part of one means, as a JSON list."""
    code = _CODE.match(words.strip())
    if code:
        rows = link.execute(
            "SELECT id FROM actors WHERE code = ? AND (? = '' OR sector = ?)", (code[1], code[2] or "", code[2] or "")
        ).fetchall()
        if rows:
            return json.dumps([row[0] for row in rows])
    pattern = f"% {_like(words.strip())} %"
    rows = link.execute("SELECT id FROM actors WHERE ' ' || name || ' ' LIKE ? ESCAPE '\\'", (pattern,)).fetchall()
    return json.dumps([row[0] for row in rows])


def known_types(link: sqlite3.Connection) -> list[str]:
    """The types of events in the corpus, sorted; a few steps in the index, however many reports there are."""
    sql = """WITH RECURSIVE found (name) AS (SELECT min(type) FROM reports
        UNION ALL SELECT (SELECT min(type) FROM reports WHERE type > name) FROM found WHERE name IS NOT NULL)
    SELECT name FROM found WHERE name IS NOT NULL"""
    return [row[0] for row in link.execute(sql)]


def words_query(words: str) -> str:
    """Words as a search of FTS5: all of them must be there; "in quotation marks" as a phrase, a star for endings.

    >>> words_query('troops near "the border" annex*')
    '"troops" "near" "the border" "annex"*'
    """
    parts = re.findall(r'"([^"]*)"|(\w[\w\'’-]*)(\*)?', words)
    found = [f'"{phrase or word}"{star}' for phrase, word, star in parts if phrase.strip() or word]
    if not found:
        raise StoreError(f"{words!r} holds no word to search for")
    return " ".join(found)


def day_limits(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The first and last day asked for. Raises StoreError for what is no date."""
    return _limit(since, 0), _limit(until, 1)


def _limit(words: str | None, side: int) -> str | None:
    if not words:
        return None
    found = limits(words)
    if not found:
        raise StoreError(f"{words!r} is no date; write a day, month or year, such as 2022-02-01, 2022-02 or 2022")
    return found[side]


def _span(found: Conditions, asked: Filter, first: str, last: str) -> None:
    """What lies at least in part between the days asked for. What lasts longer than a day has an index of its own."""
    since, until = day_limits(asked.since, asked.until)
    if since and first != last:
        begins = f"{first} BETWEEN ? AND ?" if until else f"{first} >= ?"
        lasts = f"{last} > {first} AND {first} < ? AND {last} >= ?"
        found.need(f"({begins}) OR ({lasts})", *([since, until] if until else [since]), since, since)
        return
    if since:
        found.need(f"{last} >= ?", since)
    if until:
        found.need(f"{first} <= ?", until)


def _article(found: Conditions, asked: Filter, column: str) -> None:
    if asked.source:
        found.need(f"{column} IN (SELECT id FROM articles WHERE outlet = ? COLLATE NOCASE)", asked.source)
    if asked.article:
        found.need(f"{column} IN (SELECT id FROM articles WHERE key = ? OR given_id = ?)", asked.article, asked.article)


def _assertion(link: sqlite3.Connection, found: Conditions, who: str | None) -> None:
    if who == "reporter":
        found.need("r.asserted_by IS NULL")
    elif who and who != "anyone":
        found.need(
            "EXISTS (SELECT 1 FROM statements s WHERE s.article = r.article AND s.local = r.asserted_by"
            " AND s.source IN (SELECT value FROM json_each(?)))",
            actor_ids(link, who),
        )


def _one_of(found: Conditions, column: str, words: str | None, allowed: tuple[str, ...] | None, name: str, *, upper: bool = False) -> None:
    values = _listed(words.upper() if words and upper else words, allowed, name)
    if values:
        found.need(f"{column} IN (SELECT value FROM json_each(?))", json.dumps(values))


def _listed(words: str | None, allowed: tuple[str, ...] | None, name: str) -> list[str]:
    values = [value.strip() for value in (words or "").split(",") if value.strip()]
    for value in values:
        if allowed and value not in allowed:
            raise StoreError(f"{value!r} is no {name}; it is one of {', '.join(allowed)}")
    return values


def _like(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)
