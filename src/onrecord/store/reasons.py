"""Why reports are one event, or are not."""

import sqlite3

import msgspec

from onrecord.errors import StoreError
from onrecord.store.answers import Reason
from onrecord.store.corpus import Corpus
from onrecord.store.details import rows_of
from onrecord.store.likeness import compare
from onrecord.store.profiles import Profile
from onrecord.store.trouble import told

_PROFILES = """
SELECT f.id, f.form, f.event, min(r.key) AS report, count(*) AS reports FROM profiles f JOIN reports r ON r.profile = f.id
WHERE f.event = (SELECT id FROM profiles WHERE signature = substr(?, 3) AND event = id) GROUP BY f.id ORDER BY report"""


def reasons(corpus: Corpus, event: str) -> list[Reason]:
    """Every pair of wordings of an event, with what links them; wordings that reports share are shown once, by their first report.

    Raises StoreError when there is no event of that key.
    """
    with told(corpus.path):
        rows = rows_of(corpus.link, _PROFILES, event)
    if not rows:
        raise StoreError(f"{event!r} is no event of {corpus.path}; onrecord events --json lists their keys")
    return [_reason(one, other, same_event=True) for number, one in enumerate(rows) for other in rows[number + 1 :]]


def reason(corpus: Corpus, one: str, other: str) -> Reason:
    """What speaks for and against two reports being one event. Raises StoreError when there is no report of such a key."""
    sql = """SELECT f.id, f.form, f.event, r.key AS report, 1 AS reports FROM reports r JOIN profiles f ON f.id = r.profile
        WHERE r.article = (SELECT id FROM articles WHERE key = ?) AND r.local = ?"""
    found = []
    for key in (one, other):
        article, _, local = key.partition(":")
        with told(corpus.path):
            rows = rows_of(corpus.link, sql, article, local)
        if not rows:
            raise StoreError(f"{key!r} is no report of {corpus.path}; onrecord events --reports lists their keys")
        found.append(rows[0])
    return _reason(found[0], found[1], same_event=found[0]["event"] == found[1]["event"])


def _reason(one: sqlite3.Row, other: sqlite3.Row, *, same_event: bool) -> Reason:
    ours, theirs = (msgspec.json.decode(row["form"], type=Profile) for row in (one, other))
    if ours == theirs:
        return Reason(one=one["report"], other=other["report"], score=0.0, parts={"all the same": 0.0}, conflict=None, joined=True, alike=0)
    found = compare(ours, theirs)
    return Reason(
        one=one["report"], other=other["report"], score=found.score, parts=found.parts, conflict=found.conflict, joined=same_event,
        alike=one["reports"] + other["reports"] - 2,
    )  # fmt: skip
