"""What SQLite says went wrong, in words a user can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import StoreError

_SAYINGS = (
    ("disk is full", "the disk is full; what was added before is kept: make room and run this again"),
    ("disk I/O error", "the disk does not take or give data; check that it is not full and can be written"),
    ("not a database", "it is not a corpus; name a new file, or one that onrecord add has made"),
    ("malformed", "the file is damaged; restore a backup, or run: onrecord check"),
    ("readonly", "it cannot be written; check its permissions"),
    ("unable to open", "it cannot be opened; check the folder and its permissions"),
    ("locked", "another program is writing to it; wait until that has ended, then run this again"),
    ("no such table", "it is not a corpus; name a new file, or one that onrecord add has made"),
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns errors of SQLite inside the block into a StoreError that names the file and the next step."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = str(error)
        saying = next((saying for key, saying in _SAYINGS if key in words), words)
        raise StoreError(f"{path}: {saying}") from error
