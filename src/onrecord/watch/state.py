"""What a watch remembers from one poll to the next, in a small SQLite file beside the corpus."""

import sqlite3
from pathlib import Path
from typing import Self

import msgspec

from onrecord.errors import StoreError

_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL, failures INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT NOT NULL, id TEXT NOT NULL, tries INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (feed, id)
) STRICT, WITHOUT ROWID;
"""


class FeedState(msgspec.Struct, frozen=True):
    """A feed: what its server said of its last version, when it is due (seconds since 1970), how often in a row it has failed."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0


class WatchState:
    """The memory of a watch. Each change is on the disk when its method returns, and comes after the corpus has what it speaks of."""

    def __init__(self, path: str | Path) -> None:
        """Opens the file, or makes it. Raises StoreError when it cannot."""
        self._path = path
        try:
            self._link = sqlite3.connect(path, timeout=10, isolation_level=None)
            self._link.execute("PRAGMA journal_mode = WAL")
            self._link.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: the memory of the watch cannot be opened: {error}") from error

    def feed(self, url: str) -> FeedState:
        """What is known of a feed; that of a new one is due at once."""
        row = self._run("SELECT etag, modified, due, failures FROM feeds WHERE url = ?", url).fetchone()
        return FeedState(*row) if row else FeedState()

    def set_feed(self, url: str, state: FeedState) -> None:
        """Remembers a feed."""
        self._run("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", url, state.etag, state.modified, state.due, state.failures)

    def is_done(self, feed: str, entry: str) -> bool:
        """Is the entry in the corpus, or given up?"""
        return self._run("SELECT 1 FROM entries WHERE feed = ? AND id = ? AND done", feed, entry).fetchone() is not None

    def set_done(self, feed: str, entry: str) -> None:
        """Remembers that an entry needs no more work."""
        self._run("INSERT OR REPLACE INTO entries VALUES (?, ?, 0, 1)", feed, entry)

    def count_try(self, feed: str, entry: str) -> int:
        """Remembers a try that came to nothing; how many there were."""
        sql = "INSERT INTO entries VALUES (?, ?, 1, 0) ON CONFLICT DO UPDATE SET tries = tries + 1 RETURNING tries"
        return int(self._run(sql, feed, entry).fetchone()[0])

    def close(self) -> None:
        """Closes the file."""
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, sql: str, *values: str | float | None) -> sqlite3.Cursor:
        try:
            return self._link.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{self._path}: the memory of the watch cannot be used: {error}") from error
