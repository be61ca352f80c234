"""Events: facets, a table, and a chart and a map of the same selection."""

from starlette.requests import Request

from onrecord.show.charts import volume_chart, volume_counts
from onrecord.show.maps import map_of
from onrecord.show.web.answer import Answer, Entry
from onrecord.show.web.asked import address, asked_filter, choice, number, text
from onrecord.show.web.pages.facets import chosen, facet_choices
from onrecord.store.answers import EventRow
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection, event_page, glance


def view(request: Request, corpus: Corpus) -> Answer:
    """The events of a selection, newest or oldest first."""
    asked = asked_filter(request)
    order = choice(request, "order", ("newest", "oldest"))
    limit = number(request, "limit", 50)
    selection = Selection(corpus, asked)
    page = event_page(corpus, selection, limit=limit, cursor=text(request, "cursor") or None, oldest_first=order == "oldest")
    seen = glance(corpus, selection)
    data = {
        "filter": asked,
        "events": page.rows,
        "total": page.total,
        "counted": page.counted,
        "cursor": page.cursor,
        "order": order,
        "glance": seen,
    }
    shown = {
        "chart": volume_chart(seen.days, width=640, height=300, alone=False),
        "map": map_of(seen.places, width=640, height=300, alone=False),
        "counts": volume_counts(seen.days)[1],
        "facets": facet_choices(request, seen),
        "chosen": chosen(request, asked),
    }
    return Answer(template="events.html", title="Events", data=data, shown=shown, feed=event_entries(page.rows), table=page.rows)


def event_entries(rows: list[EventRow]) -> list[Entry]:
    """Events as entries of a feed."""
    return [
        Entry(
            f"urn:onrecord:event:{row.key}", f"{row.type} {', '.join(n.name for n in row.actors)}", row.first_day,
            address(f"/event/{row.key}"), row.sentence,
        )
        for row in rows
    ]  # fmt: skip
