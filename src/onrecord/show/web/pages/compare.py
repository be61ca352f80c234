"""Two outlets on one story: what both tell, what one leaves out, and where they differ."""

from starlette.requests import Request

from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, number, text
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.glance import outlets


def view(request: Request, corpus: Corpus) -> Answer:
    """Outlets `one` and `other`, within the rest of the filter; without them a form to choose."""
    one, other = text(request, "one"), text(request, "other")
    asked = asked_filter(request)
    known = outlets(corpus)
    found = queries.compare(corpus, one, other, asked, top=number(request, "top", 10, 50)) if one and other else None
    title = f"{one} and {other}" if found else "Compare outlets"
    return Answer(
        template="compare.html",
        title=title,
        data={"one": one, "other": other, "filter": asked, "comparison": found},
        shown={"outlets": known},
    )
