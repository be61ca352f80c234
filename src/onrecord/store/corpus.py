"""A corpus: one SQLite file that records are added to, once each, an article a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from onrecord.article import Article
from onrecord.errors import StoreError
from onrecord.records import ArticleRecord, Record
from onrecord.store.duplicates import join_family
from onrecord.store.identity import article_key
from onrecord.store.links import drop_orphans, link_profiles, relink
from onrecord.store.lock import WriterLock
from onrecord.store.packing import pack, unpack
from onrecord.store.periods import teach_periods
from onrecord.store.profiles import put_profiles
from onrecord.store.rows import UNKNOWN, insert_article, insert_contents, remove_contents, version_row
from onrecord.store.scales import goldstein_by_code
from onrecord.store.trouble import told

_APPLICATION = 0x4F6E5265  # "OnRe": marks the file as ours
_WAIT = 10.0  # seconds a reader or writer waits for another's transaction


class Added(msgspec.Struct, frozen=True):
    """What `Corpus.add` did: the article's key, and whether it was new."""

    key: str
    new: bool


class Corpus:
    """An open corpus file.

    `Corpus.open` makes the file when it is not there and can write; `Corpus.read` only reads. Both are context managers.
    Many may read while one writes: a reader sees whole articles only. Open one a thread or web request: that takes a millisecond.
    """

    def __init__(self, path: Path, link: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.link = link
        teach_periods(link)
        link.execute("PRAGMA cache_size = -65536")  # 64 MB: the upper pages of all trees stay in memory
        self._lock = WriterLock(path) if writable else None

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Opens a corpus for reading and adding; makes it when it is not there. Raises StoreError when it cannot.

        The path `:memory:` makes one that is gone when it is closed.
        """
        path = Path(path)
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} is not there; make it first")
        with told(path), ExitStack() as undo:
            link = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            undo.callback(link.close)
            if _version(link) or link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _check_ours(path, link, older=True)
            _prepare(link)
            if _version(link) < len(_migrations()):
                _migrate(path, link)
            undo.pop_all()
        return cls(path, link, writable=True)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Opens a corpus for reading. Raises StoreError when it is not there, is no corpus, or is of another version."""
        path = Path(path)
        if not path.is_file():
            raise StoreError(f"{path}: no such corpus; make one with: onrecord add {path} INPUT...")
        with told(path), ExitStack() as undo:
            link = _reading_link(path)
            undo.callback(link.close)
            _check_ours(path, link)
            undo.pop_all()
        return cls(path, link, writable=False)

    def add(self, record: Record) -> Added:
        """Adds a record in one transaction; an article that is there already is left as it is.

        Raises StoreError when the corpus cannot be written; what was added before is kept, this article is not there in part.
        """
        try:
            key = article_key(record.article)
            with self.writing():
                if self._find(key) is not None:
                    return Added(key, False)
                article = insert_article(self.link, record)
                moved = join_family(self.link, record, article)
                self._fill(record, article)
                self._move([ident for ident in moved if ident != article])
        except UnicodeEncodeError as error:
            raise StoreError(f"{record.article.id}: its text holds characters that are no characters ({error.reason})") from error
        return Added(key, True)

    def replace(self, record: Record) -> bool:
        """Puts a new coding of an article in the place of the old one; False when the article is not there."""
        article = self._find(article_key(record.article))
        if article is None:
            return False
        with self.writing():
            old = self._profiles(article)
            remove_contents(self.link, article)
            self.link.execute(
                "UPDATE articles SET record = ?, made_by = ?, problems = ? WHERE id = ?",
                (pack(record), version_row(self.link, record.made_by or UNKNOWN), len(record.problems), article),
            )
            self._fill(record, article)
            drop_orphans(self.link, old)
        return True

    def relink(self) -> None:
        """Links all reports anew from their profiles; what comes out is what adding them one by one gives."""
        with self.writing():
            relink(self.link)

    def has(self, article: Record | Article) -> bool:
        """Is the article in the corpus?"""
        head = article.article if isinstance(article, Record) else ArticleRecord.of(article, (), ())
        return self._find(article_key(head)) is not None

    def record(self, key: str) -> Record:
        """The record of an article, by its key or the id it came with. Raises StoreError when it is not there."""
        with told(self.path):
            row = self.link.execute(
                "SELECT record, text FROM articles WHERE key = ? OR given_id = ? ORDER BY key <> ?, key LIMIT 1", (key, key, key)
            ).fetchone()
        if not row:
            raise StoreError(f"{key!r} is no article of {self.path}; onrecord search finds articles")
        return unpack(row[0], row[1])

    def records(self) -> Iterator[Record]:
        """All records, by day and key."""
        with told(self.path):
            for blob, text in self.link.execute("SELECT record, text FROM articles ORDER BY day, key"):
                yield unpack(blob, text)

    @contextmanager
    def writing(self, *, brief: bool = False) -> Iterator[None]:
        """One transaction: all of the block or nothing. Takes the writer lock, which is held until `close`.

        `brief` is for a row or two, such as a review: it waits for another writer's article instead, up to ten seconds.
        """
        if not self._lock:
            raise StoreError(f"{self.path}: it was opened for reading only")
        with told(self.path):
            if not brief:
                self._lock.take()
            self.link.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.link.execute("COMMIT")
            finally:
                if self.link.in_transaction:  # something went wrong before the end
                    self.link.execute("ROLLBACK")

    def close(self) -> None:
        """Closes the file and gives the writer lock back."""
        self.link.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _find(self, key: str) -> int | None:
        with told(self.path):
            row = self.link.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
        return int(row[0]) if row else None

    def _fill(self, record: Record, article: int) -> None:
        """Writes what a record says, and links it."""
        reports = insert_contents(self.link, record, article)
        link_profiles(self.link, put_profiles(self.link, record, reports, self._story_day(article)))

    def _move(self, articles: list[int]) -> None:
        """Links the reports of articles again whose story turns out to be older than was known."""
        for article in articles:
            old = self._profiles(article)
            reports = dict(self.link.execute("SELECT local, id FROM reports WHERE article = ?", (article,)).fetchall())
            blob, text = self.link.execute("SELECT record, text FROM articles WHERE id = ?", (article,)).fetchone()
            link_profiles(self.link, put_profiles(self.link, unpack(blob, text), reports, self._story_day(article)))
            drop_orphans(self.link, old)

    def _story_day(self, article: int) -> str | None:
        """The day on which the first article of the family was published."""
        row = self.link.execute("SELECT f.day FROM articles a JOIN articles f ON f.id = a.family WHERE a.id = ?", (article,)).fetchone()
        return str(row[0]) if row[0] else None

    def _profiles(self, article: int) -> list[int]:
        return [row[0] for row in self.link.execute("SELECT DISTINCT profile FROM reports WHERE article = ?", (article,))]


def _reading_link(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Where the folder cannot be written either, SQLite needs to be told that nobody else writes."""
    address = path.resolve().as_uri()
    link = sqlite3.connect(f"{address}?mode=rw", uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        link.execute("PRAGMA query_only = ON")
        link.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        link.close()
        if not any(words in str(error) for words in ("unable to open", "readonly")):
            raise
        link = sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return link


def _prepare(link: sqlite3.Connection) -> None:
    link.execute("PRAGMA foreign_keys = ON")
    link.execute("PRAGMA journal_mode = WAL")
    link.execute("PRAGMA wal_autocheckpoint = 4000")  # pages: a busy page is written to the file once in hundreds of articles
    link.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last articles, never half of one


def _version(link: sqlite3.Connection) -> int:
    return int(link.execute("PRAGMA user_version").fetchone()[0])


def _migrations() -> list[str]:
    folder = files("onrecord.store").joinpath("migrations")
    return [item.read_text(encoding="utf-8") for item in sorted(folder.iterdir(), key=lambda item: item.name) if item.name.endswith(".sql")]


def _migrate(path: Path, link: sqlite3.Connection) -> None:
    """Brings the tables up to date, each step in a transaction of its own."""
    lock = WriterLock(path)
    lock.take()
    try:
        for number, script in enumerate(_migrations(), 1):
            if number > _version(link):
                link.executescript(
                    f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; PRAGMA application_id = {_APPLICATION}; COMMIT;"
                )
        link.executemany("INSERT OR IGNORE INTO scales (cameo, goldstein) VALUES (?, ?)", goldstein_by_code().items())
    finally:
        if link.in_transaction:
            link.execute("ROLLBACK")
        lock.release()


def _check_ours(path: Path, link: sqlite3.Connection, *, older: bool = False) -> None:
    ours = link.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
    version, newest = _version(link), len(_migrations())
    if not ours:
        raise StoreError(f"{path}: it is no corpus; make one with: onrecord add {path} INPUT...")
    if version > newest:
        raise StoreError(f"{path}: it was made by a newer OnRecord (tables {version}, this one knows {newest}); install that version")
    if version < newest and not older:
        raise StoreError(f"{path}: its tables are of an older version; bring them up to date with: onrecord check {path}")
