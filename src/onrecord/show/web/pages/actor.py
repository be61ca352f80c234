"""An actor: what it did and what was done to it, what it said on a topic; and the list of all actors."""

from typing import Any

from starlette.requests import Request

from onrecord.errors import StoreError
from onrecord.show.charts import count_chart, volume_chart
from onrecord.show.maps import map_of
from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, choice, number, text
from onrecord.show.web.pages.events import event_entries
from onrecord.show.web.pages.facets import chosen
from onrecord.show.web.pages.positions import bounded_positions
from onrecord.show.web.pages.statements import statement_entries
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection, event_page, glance, statement_days

_TABS = ("did", "received", "said", "positions")


def list_view(request: Request, corpus: Corpus) -> Answer:
    """The actors of the corpus, or those of a name or code."""
    asked = asked_filter(request)
    page = queries.actors(corpus, asked, limit=number(request, "limit", 50), cursor=text(request, "cursor") or None)
    data = {"filter": asked, "actors": page.rows, "total": page.total, "cursor": page.cursor}
    near = queries.near_names(corpus, asked.party) if asked.party and not page.rows else None
    return Answer(
        template="actors.html", title="Actors", data=data, shown={"near": near or [], "chosen": chosen(request, asked)}, table=page.rows
    )


def view(request: Request, corpus: Corpus) -> Answer:
    """An actor by name or code (`who`), one side of it at a time (`tab`)."""
    who = text(request, "who")
    if not who:
        raise StoreError("who: name an actor, by its code (RUS), code and sector (RUS:GOV) or name")
    tab = choice(request, "tab", _TABS)
    rows = queries.actors(corpus, queries.Filter(party=who), limit=8)
    data: dict[str, Any] = {"who": who, "tab": tab, "actors": rows.rows}
    shown: dict[str, Any] = {
        "tabs": _TABS,
        "near": (queries.near_names(corpus, who) or []) if not rows.rows else [],
        "chart": "",
        "map": "",
    }
    title = rows.rows[0].name if len(rows.rows) == 1 else who
    limit, cursor = number(request, "limit", 30), text(request, "cursor") or None
    feed = None
    if tab in ("did", "received"):
        asked = asked_filter(request, **{"actor" if tab == "did" else "recipient": who})
        selection = Selection(corpus, asked)
        page = event_page(corpus, selection, limit=limit, cursor=cursor)
        seen = glance(corpus, selection, most=1000)
        data |= {"events": page.rows, "total": page.total, "counted": page.counted, "cursor": page.cursor, "glance": seen}
        shown |= {
            "chart": volume_chart(seen.days, width=640, height=260, alone=False),
            "map": map_of(seen.places, width=640, height=260, alone=False),
        }
        feed = event_entries(page.rows)
    elif tab == "said":
        asked = asked_filter(request, by=who)
        said = queries.statements(corpus, asked, limit=limit, cursor=cursor)
        data |= {"days": statement_days(corpus, asked), "statements": said.rows, "total": said.total, "cursor": said.cursor}
        shown["chart"] = count_chart(data["days"], "statements", width=1280, height=110, alone=False)
        feed = statement_entries(said.rows)
    else:
        asked = asked_filter(request, holder=who)
        found, since = bounded_positions(corpus, asked, min(limit, 15))
        data |= {"positions": found, "cursor": None, "narrowed_since": since}
    return Answer(template="actor.html", title=title, data=data, shown=shown | {"filter": asked}, feed=feed)
