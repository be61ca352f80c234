"""Near duplicates: copies of a wire story, updates, cut versions. Articles that share most of their wording are a family.

MinHash finds candidates, the runs of three words that both texts really hold decide. A family is all that hangs together by such pairs,
so the order in which articles arrive changes nothing.
"""

import hashlib
import re
import sqlite3
import struct
from collections.abc import Iterable

from rensa import RMinHash

from onrecord.records import Record
from onrecord.store.details import rows_of
from onrecord.store.packing import unpack

_WORD = re.compile(r"\w+")
_ROWS, _BANDS = 3, 42  # texts that share half of their runs meet with 99.6 %, unrelated ones practically never
_SHARED = 0.5  # of the shorter text's runs: below, it is another text about the same thing
_OVERLAP = 0.15  # of all runs of both: a short text inside a very long one is a quotation
_FEW = 20  # runs; shorter texts are compared as a whole only
_NO_COPY = ("furniture", "caption", "byline", "dateline")


def runs_of(record: Record) -> set[str]:
    """The runs of three words of an article, small letters, without furniture, captions, byline and dateline."""
    text = record.article.text
    skip = sorted((part.start, part.end) for part in record.article.sections if part.kind in _NO_COPY)
    pieces, at = [], 0
    for start, end in skip:
        pieces.append(text[at:start])
        at = max(at, end)
    words = _WORD.findall(" ".join([*pieces, text[at:]]).casefold())
    return {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}


def bands_of(runs: Iterable[str]) -> list[int]:
    """The bands of a text's MinHash signature: texts that share one may be near duplicates."""
    sketch = RMinHash(_ROWS * _BANDS, 1)
    sketch.update(sorted(runs))
    values = sketch.digest()
    return [_band(number, values[number * _ROWS : (number + 1) * _ROWS]) for number in range(_BANDS)]


def _band(number: int, values: list[int]) -> int:
    digest = hashlib.blake2b(struct.pack(f"<B{_ROWS}I", number, *values), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def likeness(one: set[str], other: set[str]) -> float:
    """The share of the shorter text's runs that both have; 0 when the texts are too short, or one is a small part of the other.

    >>> likeness(set("abcd"), set("abxy"))
    0.0
    """
    both, fewer = len(one & other), min(len(one), len(other))
    if fewer < _FEW or both < _OVERLAP * (len(one) + len(other) - both):
        return 0.0
    return both / fewer


def join_family(link: sqlite3.Connection, record: Record, article: int) -> list[int]:
    """Puts a new article into its family; the row ids of members whose family's first article is now another one."""
    runs = runs_of(record)
    link.execute("UPDATE articles SET shingles = ? WHERE id = ?", (len(runs), article))
    same = link.execute("SELECT family FROM articles WHERE sha256 = ? AND id <> ? LIMIT 1", (record.article.sha256, article)).fetchone()
    if same:
        families = {int(same[0])}
    elif len(runs) < _FEW:
        return []
    else:
        bands = bands_of(runs)
        families = _matching(link, runs, bands, article)
        link.executemany("INSERT INTO bands (band, article) VALUES (?, ?)", ((band, article) for band in sorted(set(bands))))
    return _unite(link, families, article) if families else []


def _matching(link: sqlite3.Connection, runs: set[str], bands: list[int], article: int) -> set[int]:
    """The families that hold a near duplicate of these runs."""
    marks = ", ".join("?" * len(bands))
    rows = link.execute(
        "SELECT DISTINCT a.family, a.id FROM bands b JOIN articles a ON a.id = b.article"
        f" WHERE b.band IN ({marks}) AND a.id <> ? ORDER BY a.id",
        (*bands, article),
    ).fetchall()
    found: set[int] = set()
    for family, other in rows:
        if family not in found and likeness(runs, _runs(link, other)) >= _SHARED:
            found.add(family)
    return found


def _unite(link: sqlite3.Connection, families: set[int], article: int) -> list[int]:
    members = rows_of(
        link,
        "SELECT id, key, day, outlet, family, shingles, sha256 FROM articles WHERE id = ? OR family IN (SELECT value FROM json_each(?))",
        article,
        f"[{','.join(map(str, sorted(families)))}]",
    )
    members.sort(key=lambda row: (row["day"] or "9999", row["key"]))
    first = members[0]
    moved = [row for row in members if row["family"] != first["id"] or row["id"] == article]
    theirs = _runs(link, first["id"])
    for row in moved:
        share = 1.0 if row["sha256"] == first["sha256"] else likeness(_runs(link, row["id"]), theirs)
        link.execute(
            "UPDATE articles SET family = ?, relation = ?, likeness = ?, origin = ? WHERE id = ?",
            (first["id"], _relation(row, first), round(share, 3), first["outlet"] or first["key"], row["id"]),
        )
    return [row["id"] for row in moved if row["day"] != first["day"]]


def _relation(row: sqlite3.Row, first: sqlite3.Row) -> str:
    if row["id"] == first["id"]:
        return "first"
    if row["sha256"] == first["sha256"]:
        return "exact"
    if row["outlet"] and row["outlet"] == first["outlet"]:
        return "update"
    return "part" if row["shingles"] < 0.7 * first["shingles"] else "copy"


def _runs(link: sqlite3.Connection, article: int) -> set[str]:
    blob, text = link.execute("SELECT record, text FROM articles WHERE id = ?", (article,)).fetchone()
    return runs_of(unpack(blob, text))
