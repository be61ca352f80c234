"""Keeping a corpus sound: backup while in use, a check that repairs, and coding again with a newer version."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.article import Article
from onrecord.errors import StoreError
from onrecord.records import Event, MadeBy, Record, Statement
from onrecord.store.corpus import Corpus
from onrecord.store.identity import article_key
from onrecord.store.packing import unpack
from onrecord.store.trouble import told

Units = Sequence[Event | Statement]
_INDEXES = ("article_words", "report_words", "statement_words")


class Finding(msgspec.Struct, frozen=True):
    """Something that `check` looked at: `wrong` counts what is not as it must be, `mended` says whether it is right now."""

    name: str
    wrong: int
    mended: bool
    examples: list[str]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a new coding of an article changed; keys are ids in the old (`lost`) and new (`gained`) record, `changed` counts fields."""

    article: str
    article_id: str
    lost: list[str]
    gained: list[str]
    changed: dict[str, int]
    kept: int


def backup(corpus: Corpus, target: str | Path) -> Path:
    """Writes a copy of the corpus as it is now, while others read and write. Raises StoreError when the target is there."""
    target = Path(target)
    if target.exists():
        raise StoreError(f"{target}: it is there already; name another file")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: the folder {target.parent} is not there; make it first")
    part = target.with_name(target.name + ".part")
    try:
        with told(target):
            copy = sqlite3.connect(part)
            try:
                corpus.link.backup(copy)
            finally:
                copy.close()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def check(corpus: Corpus) -> list[Finding]:
    """Verifies what must hold in a corpus, and mends indexes and tables from the records; what was looked at, with what was wrong.

    Records that are damaged themselves cannot be mended: code their articles again. Raises StoreError when the file cannot be written.
    """
    found = [_check_pages(corpus)]
    if found[0].wrong:
        return found
    found.append(_check_records(corpus))
    found.append(_check_contents(corpus))
    found += [_check_index(corpus, name) for name in _INDEXES]
    found.append(_check_references(corpus))
    found.append(_check_links(corpus))
    return found


def _check_pages(corpus: Corpus) -> Finding:
    with told(corpus.path):
        words = [row[0] for row in corpus.link.execute("PRAGMA integrity_check(5)")]
    bad = [word for word in words if word != "ok" and "fts5" not in word]
    return Finding("pages of the file", len(bad), False, bad)


def _check_records(corpus: Corpus) -> Finding:
    """Do all records unpack, and do text, checksum and key agree?"""
    bad = []
    with told(corpus.path):
        rows = corpus.link.execute("SELECT key, sha256, record, text FROM articles ORDER BY key")
        for key, sha256, blob, text in rows:
            try:
                good = article_key(unpack(blob, text).article) == key
            except StoreError:
                good = False
            if not good or hashlib.sha256(text.encode("utf-8")).hexdigest() != sha256:
                bad.append(key)
    return Finding("records and checksums", len(bad), False, bad[:5])


def _check_contents(corpus: Corpus) -> Finding:
    """Has every event and statement of a record its row, and no row more?"""
    bad = []
    with told(corpus.path):
        for ident, key in corpus.link.execute("SELECT id, key FROM articles ORDER BY key").fetchall():
            try:
                record = corpus.record(key)
            except StoreError:  # told by the check before
                continue
            want = {event.id for event in record.events} | {statement.id for statement in record.statements}
            rows = corpus.link.execute(
                "SELECT local FROM reports WHERE article = ? UNION ALL SELECT local FROM statements WHERE article = ?", (ident, ident)
            )
            if Counter(row[0] for row in rows) != Counter(want):
                bad.append(key)
                corpus.replace(record)
    return Finding("rows of reports and statements", len(bad), True, bad[:5])


def _check_index(corpus: Corpus, name: str) -> Finding:
    try:
        with corpus.writing():
            corpus.link.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        return Finding(f"index {name}", 0, True, [])
    except StoreError as error:
        with corpus.writing():
            corpus.link.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
        return Finding(f"index {name}", 1, True, [str(error)])


def _check_references(corpus: Corpus) -> Finding:
    with told(corpus.path):
        rows = corpus.link.execute("PRAGMA foreign_key_check").fetchall()
    return Finding("references between tables", len(rows), False, sorted({f"{row[0]} -> {row[2]}" for row in rows})[:5])


_LINKS = {
    "event without reports": "SELECT key FROM events e WHERE NOT EXISTS (SELECT 1 FROM profiles f WHERE f.event = e.id)",
    "profile without reports": "SELECT signature FROM profiles f WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.profile = f.id)",
    "event of another key": """SELECT e.key FROM events e
        WHERE (SELECT min(f.signature) FROM profiles f WHERE f.event = e.id) <> substr(e.key, 3)""",
    "joined without a link": """SELECT f.signature FROM profiles f
        WHERE (SELECT count(*) FROM profiles g WHERE g.event = f.event) > 1
        AND NOT EXISTS (SELECT 1 FROM links l JOIN profiles g ON g.id = l.b WHERE l.a = f.id AND g.event = f.event)
        AND NOT EXISTS (SELECT 1 FROM links l JOIN profiles g ON g.id = l.a WHERE l.b = f.id AND g.event = f.event)""",
}


def _check_links(corpus: Corpus) -> Finding:
    """Has every event reports, the key of its profiles, and links that hold it together? If not, all reports are linked anew."""
    bad = []
    with told(corpus.path):
        for name, sql in _LINKS.items():
            bad += [f"{name}: {row[0]}" for row in corpus.link.execute(sql)]
    if bad:
        corpus.relink()
    return Finding("linked events", len(bad), True, bad[:5])


def recode(corpus: Corpus, code: Callable[[Article], Record], made_by: MadeBy | None = None) -> Iterator[Change]:
    """Codes every article again that `made_by` has not made yet, an article a transaction; what changed in each.

    Reviews stay, and find their place again by the words they are about. Can be broken off and begun again.
    """
    with told(corpus.path):
        keys = [row[0] for row in corpus.link.execute("SELECT key FROM articles ORDER BY day, key")]
    for key in keys:
        old = corpus.record(key)
        if made_by is not None and old.made_by == made_by:
            continue
        new = code(article_of(old))
        corpus.replace(new)
        yield difference(old, new, key)


def article_of(record: Record) -> Article:
    """The article of a record, as it went into the coder."""
    a = record.article
    return Article(a.text, a.id, a.url, a.title, a.published, a.published_source, a.language, a.source, a.author, a.sections)


def difference(old: Record, new: Record, key: str) -> Change:
    """What two codings of one article have different: events are matched by their words and type, then by their words."""
    changed: Counter[str] = Counter()
    lost, gained, kept = [], [], 0
    sides: list[tuple[Units, Units]] = [(old.events, new.events), (old.statements, new.statements)]
    for before, after in sides:
        rest = list(after)
        for one in before:
            other = _match(one, rest)
            if other is None:
                lost.append(one.id)
                continue
            rest.remove(other)
            fields = _differing(one, other)
            changed.update(fields)
            kept += not fields
        gained += [item.id for item in rest]
    return Change(article=key, article_id=old.article.id, lost=lost, gained=gained, changed=dict(sorted(changed.items())), kept=kept)


def _match(one: Event | Statement, rest: Units) -> Event | Statement | None:
    if isinstance(one, Event):
        same = [other for other in rest if isinstance(other, Event) and other.trigger == one.trigger]
        return min(same, key=lambda other: other.type != one.type, default=None)
    return next((other for other in rest if isinstance(other, Statement) and (other.cue, other.content) == (one.cue, one.content)), None)


def _differing(one: Event | Statement, other: Event | Statement) -> list[str]:
    """The fields whose values differ; ids, rules and confidences do not count, participants count by name and code."""
    skip = {"id", "rule", "confidence", "asserted_by", "statement", "of", "event", "sentence"}
    return [name for name in one.__struct_fields__ if name not in skip and _plain(getattr(one, name)) != _plain(getattr(other, name))]


def _plain(value: object) -> object:
    """A value without what depends on the numbering of entities and places."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if hasattr(value, "entity"):
        return value.entity.name, value.entity.code, value.entity.sector
    if hasattr(value, "place"):
        return value.place.name, value.place.country, value.place.geonameid
    return value
