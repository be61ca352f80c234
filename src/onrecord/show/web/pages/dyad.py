"""A dyad: what two sides do to each other, the score over time with the counts that it rests on."""

from starlette.requests import Request

from onrecord.show.charts import dyad_chart
from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, choice, text
from onrecord.store import queries
from onrecord.store.answers import DyadRow, EventRow
from onrecord.store.corpus import Corpus
from onrecord.store.glance import event_page, glance
from onrecord.store.queries import Filter

_BY = ("month", "day", "week", "quarter", "year")


def view(request: Request, corpus: Corpus) -> Answer:
    """Two sides (`one` and `other`, codes or names); without them the pairs that have most to do with each other."""
    one, other, by = text(request, "one"), text(request, "other"), choice(request, "by", _BY)
    data = {"one": one, "other": other, "by": by}
    if not (one and other):
        pairs = glance(corpus, Filter(party=one or other or None), most=2000, top=40).pairs
        return Answer(template="dyad.html", title="Dyads", data=data | {"pairs": pairs, "rows": [], "events": []}, shown=_shown("", by))
    rows, events = _both_ways(request, corpus, one, other, by)
    chart = dyad_chart(rows, *_codes(rows, one, other), alone=False)
    return Answer(
        template="dyad.html",
        title=f"{one} and {other}",
        data=data | {"rows": rows, "events": events, "pairs": []},
        shown=_shown(chart, by),
        table=rows,
    )


def _shown(chart: str, by: str) -> dict[str, object]:
    return {"chart": chart, "periods": _BY, "by": by}


def _both_ways(request: Request, corpus: Corpus, one: str, other: str, by: str) -> tuple[list[DyadRow], list[EventRow]]:
    rows: list[DyadRow] = []
    events: list[EventRow] = []
    for actor, recipient in ((one, other), (other, one)):
        asked = asked_filter(request, actor=actor, recipient=recipient)
        rows += queries.dyads(corpus, asked, by=by)
        events += event_page(corpus, asked, limit=25).rows
    sides = _codes(rows, one, other)
    kept = [row for row in rows if {row.actor, row.recipient} == set(sides)]
    unique = {(row.period, row.actor, row.recipient): row for row in kept}
    listed = {event.key: event for event in sorted(events, key=lambda e: e.first_day or "", reverse=True)}
    return sorted(unique.values(), key=lambda row: (row.period, row.actor != sides[0])), list(listed.values())


def _codes(rows: list[DyadRow], one: str, other: str) -> tuple[str, str]:
    """The codes of the two sides as the rows have them: of those that most events are about."""
    if any({row.actor, row.recipient} == {one, other} for row in rows) or not rows:
        return one, other
    best = max(rows, key=lambda row: row.events)
    return best.actor, best.recipient
