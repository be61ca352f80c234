"""Statements: who said what, on what, when."""

from starlette.requests import Request

from onrecord.records import Act
from onrecord.show.charts import count_chart
from onrecord.show.web.answer import Answer, Entry
from onrecord.show.web.asked import address, asked_filter, choice, number, text
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.answers import StatementRow
from onrecord.store.corpus import Corpus
from onrecord.store.glance import statement_days

ACTS: tuple[str, ...] = Act.__args__  # type: ignore[attr-defined]


def view(request: Request, corpus: Corpus) -> Answer:
    """The statements of a selection, or (`repeated=1`) what is said again in other articles, with what has changed in it."""
    asked = asked_filter(request)
    order = choice(request, "order", ("newest", "oldest"))
    repeated = choice(request, "repeated", ("", "1")) == "1"
    shown = {"chosen": chosen(request, asked), "acts": ACTS, "repeated": repeated, "chart": ""}
    if repeated:
        data = {"filter": asked, "order": order, "claims": queries.claims(corpus, asked, limit=number(request, "limit", 30, 100))}
        return Answer(template="statements.html", title="Said again", data=data, shown=shown)
    page = queries.statements(
        corpus, asked, limit=number(request, "limit", 50), cursor=text(request, "cursor") or None, oldest_first=order == "oldest"
    )
    data = {"filter": asked, "statements": page.rows, "total": page.total, "cursor": page.cursor, "order": order}
    shown["chart"] = count_chart(statement_days(corpus, asked), "statements", width=1280, height=110, alone=False)
    return Answer(
        template="statements.html", title="Statements", data=data, shown=shown, feed=statement_entries(page.rows), table=page.rows
    )


def statement_entries(rows: list[StatementRow]) -> list[Entry]:
    """Statements as entries of a feed."""
    return [
        Entry(
            f"urn:onrecord:statement:{row.key}", f"{row.source.name if row.source else 'somebody'} ({row.act})", row.published,
            address(f"/article/{row.article}") + f"#t-{row.key.rpartition(':')[2]}", row.content,
        )
        for row in rows
    ]  # fmt: skip
