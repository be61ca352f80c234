"""Statements: who said what, on what, when."""

from starlette.requests import Request

from onrecord.records import Act
from onrecord.show.web.answer import Answer, Entry
from onrecord.show.web.asked import address, asked_filter, choice, number, text
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.answers import StatementRow
from onrecord.store.corpus import Corpus

ACTS: tuple[str, ...] = Act.__args__  # type: ignore[attr-defined]


def view(request: Request, corpus: Corpus) -> Answer:
    """The statements of a selection."""
    asked = asked_filter(request)
    order = choice(request, "order", ("newest", "oldest"))
    page = queries.statements(
        corpus, asked, limit=number(request, "limit", 50), cursor=text(request, "cursor") or None, oldest_first=order == "oldest"
    )
    data = {"filter": asked, "statements": page.rows, "total": page.total, "cursor": page.cursor, "order": order}
    return Answer(
        template="statements.html", title="Statements", data=data, shown={"chosen": chosen(request, asked), "acts": ACTS},
        feed=statement_entries(page.rows),
    )  # fmt: skip


def statement_entries(rows: list[StatementRow]) -> list[Entry]:
    """Statements as entries of a feed."""
    return [
        Entry(
            f"urn:onrecord:statement:{row.key}", f"{row.source.name if row.source else 'somebody'} ({row.act})", row.published,
            address(f"/article/{row.article}") + f"#t-{row.key.rpartition(':')[2]}", row.content,
        )
        for row in rows
    ]  # fmt: skip
