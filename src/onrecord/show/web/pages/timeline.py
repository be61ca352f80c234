"""A timeline: events on lanes by actor, with the list beneath."""

from datetime import date

from starlette.requests import Request

from onrecord.show.timelines import timeline_of
from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, changed, number
from onrecord.show.web.pages.events import event_entries
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.answers import EventRow
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection, newest_day
from onrecord.store.spans import day_after

_DAYS = 90
_MOST = 2000  # reports that are looked into when nothing is asked for


def view(request: Request, corpus: Corpus) -> Answer:
    """The events most sources tell; without a filter those of the last three months."""
    asked = asked_filter(request)
    newest = newest_day(corpus)
    narrowed = newest is not None and not chosen(request, asked)
    if narrowed and newest:
        recent = Selection(corpus, asked_filter(request, until=newest)).newest(_MOST)
        since = max(day_after(newest[:10], -_DAYS), (recent[-1][1] or "") if len(recent) == _MOST else "")
        asked = asked_filter(request, since=since, until=newest)
    rows = queries.timeline(corpus, asked, top=number(request, "top", 40))
    said = queries.statements(corpus, asked, limit=150).rows if rows else []
    shown = {"chart": timeline_of(rows, said, width=1100, alone=False), "chosen": chosen(request, asked), "narrowed": narrowed}
    return Answer(
        template="timeline.html", title="Timeline", data={"filter": asked, "events": rows}, shown=shown | _zooms(request, rows),
        feed=event_entries(rows), table=rows,
    )  # fmt: skip


def _zooms(request: Request, rows: list[EventRow]) -> dict[str, str]:
    """Links to half the days in the middle, and to twice as many."""
    days = [date.fromisoformat(row.first_day).toordinal() for row in rows if row.first_day]
    if not days or days[0] == days[-1]:
        return {"closer": "", "wider": ""}
    first, last = min(days), max(days)
    quarter = max(1, (last - first) // 4)

    def link(since: int, until: int) -> str:
        return changed(request, since=date.fromordinal(max(1, since)).isoformat(), until=date.fromordinal(until).isoformat())

    return {
        "closer": link(first + quarter, last - quarter) if last - first > 4 else "",
        "wider": link(first - 2 * quarter, last + 2 * quarter),
    }
