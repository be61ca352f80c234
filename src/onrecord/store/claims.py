"""Statements over time: what one source says again, in other words, and in which outlets."""

import json

from onrecord.store.answers import Claim, StatementRow
from onrecord.store.corpus import Corpus
from onrecord.store.details import statements_by_id
from onrecord.store.filters import Filter, statement_conditions
from onrecord.store.trouble import told
from onrecord.store.wording import alike, gist, groups, numbers

_ALIKE = 0.7
_FEW = 3  # words that a statement must have to be known again
_MOST = 3000


def claims(corpus: Corpus, asked: Filter | None = None, *, limit: int = 50) -> list[Claim]:
    """What sources say in more than one article, the most widely told first; of the newest statements that fit the filter."""
    with told(corpus.path):
        need = statement_conditions(corpus.link, asked or Filter())
        need.need("s.source IS NOT NULL AND s.of IS NULL")
        ids = corpus.link.execute(
            f"SELECT s.id FROM statements s{need.where} ORDER BY s.day DESC, s.key LIMIT ?", [*need.values, _MOST]
        ).fetchall()
        rows = statements_by_id(corpus.link, [row[0] for row in ids])
        keys = json.dumps(sorted({row.article for row in rows}))
        origins = dict(corpus.link.execute("SELECT key, origin FROM articles WHERE key IN (SELECT value FROM json_each(?))", (keys,)))
    by_source: dict[tuple[str, str], list[tuple[StatementRow, frozenset[str]]]] = {}
    for row in sorted(rows, key=lambda row: (row.published or "", row.key)):
        words = gist(row.content)
        if row.source and len(words) >= _FEW:
            by_source.setdefault((row.source.name, row.source.code), []).append((row, words))
    found = [
        _claim([row for row, _ in group], origins)
        for items in by_source.values()
        for group in groups(items, lambda one, other: alike(one[1], other[1]) >= _ALIKE)
        if len({row.article for row, _ in group}) > 1
    ]
    return sorted(found, key=lambda claim: (-claim.sources, -claim.times, claim.source.name, claim.content))[:limit]


def _claim(rows: list[StatementRow], origins: dict[str, str]) -> Claim:
    first = rows[0]
    assert first.source is not None  # rows without a source are left out above
    days = [row.published for row in rows if row.published]
    return Claim(
        source=first.source, content=first.content, quotation=any(row.quotation == "direct" for row in rows),
        first_said=min(days, default=None), last_said=max(days, default=None), times=len(rows), articles=len({row.article for row in rows}),
        outlets=sorted({row.outlet for row in rows if row.outlet}), sources=len({origins[row.article] for row in rows}),
        changed=_changed(rows), wordings=rows,
    )  # fmt: skip


def _changed(rows: list[StatementRow]) -> bool:
    """Is it denied later, or are its numbers others?"""
    stances = {(row.negated, row.act == "deny") for row in rows}
    figures = {numbers(row.content) for row in rows} - {frozenset()}
    return len(stances) > 1 or len(figures) > 1
