"""The first view: what is new, how much there is, where, between whom, and where reports contradict each other."""

from starlette.requests import Request

from onrecord.show.charts import volume_chart
from onrecord.show.maps import map_of
from onrecord.show.web.answer import Answer
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection, contrary_events, counts, event_page, glance, newest_day, statement_days
from onrecord.store.queries import Filter
from onrecord.store.spans import day_after

_SAID = 400  # statements that are compared with each other
_DAYS = 60  # shown on the first view


def view(request: Request, corpus: Corpus) -> Answer:
    """The overview of the corpus; days after the newest article (plans) are left to the other views."""
    newest = newest_day(corpus)
    until = newest[:10] if newest else None
    asked = Filter(until=until, happened=True)
    selection = Selection(corpus, asked)
    seen = glance(corpus, selection, most=1000, top=10)
    fresh = queries.articles(corpus, limit=12)
    recent = Filter(since=day_after(until, -_DAYS) if until else None, until=until)
    contrary = contrary_events(corpus, recent, most=1500, limit=5) if seen.reports else []
    said = statement_days(corpus, Filter(until=until), most=_SAID)
    again = queries.claims(corpus, Filter(since=said[0][0], until=until), limit=30) if said else []
    data = {
        "changed_claims": [claim for claim in again if claim.changed][:4],
        "totals": counts(corpus), "newest": until, "articles": fresh.rows, "glance": seen, "disagreements": contrary,
        "top": event_page(corpus, selection, limit=8).rows,
    }  # fmt: skip
    shown = {"chart": volume_chart(seen.days, width=760, height=210, alone=False), "map": map_of(seen.places, alone=False, height=380)}
    return Answer(template="overview.html", title="Overview", data=data, shown=shown)
