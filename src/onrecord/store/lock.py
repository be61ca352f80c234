"""One writer at a time: a lock that the operating system takes back when its holder dies."""

import os
import sqlite3
from pathlib import Path

from onrecord.errors import StoreError


class WriterLock:
    """Held by the process that writes to a corpus; readers need none.

    The lock is a transaction in a small file beside the corpus (`news.db-writer`), so it works wherever SQLite does and is
    never held by a process that was killed.
    """

    def __init__(self, path: Path) -> None:
        self._corpus = path
        self._path = path.with_name(path.name + "-writer")
        self._link: sqlite3.Connection | None = None

    def take(self) -> None:
        """Takes the lock, or raises StoreError that says who has it."""
        if self._link or self._corpus.name == ":memory:":
            return
        link = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            link.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            link.close()
            if "locked" not in str(error):
                raise
            raise StoreError(
                f"{self._corpus}: {self._holder()} is writing to it; wait until that has ended, then run this again"
            ) from error
        self._link = link
        self._note().write_text(str(os.getpid()), encoding="ascii")

    def release(self) -> None:
        """Gives the lock back."""
        if self._link:
            for path in (self._note(), self._path):  # a writer that opens the old file now is still kept in order by SQLite itself
                path.unlink(missing_ok=True)
            self._link.close()
            self._link = None

    def _note(self) -> Path:
        return self._path.with_name(self._path.name + "-id")

    def _holder(self) -> str:
        try:
            return f"process {int(self._note().read_text(encoding='ascii'))}"
        except (OSError, ValueError):
            return "another process"
