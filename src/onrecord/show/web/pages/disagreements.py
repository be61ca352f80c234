"""Disagreements: events told in ways that cannot all be true."""

from starlette.requests import Request

from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, number
from onrecord.show.web.pages.facets import chosen
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection, contrary_events

_MOST = 3000  # reports looked into


def view(request: Request, corpus: Corpus) -> Answer:
    """The disagreements among the newest reports of a selection."""
    asked = asked_filter(request)
    selection = Selection(corpus, asked)
    found = contrary_events(corpus, selection, most=_MOST, limit=number(request, "limit", 40, 100))
    narrowed = len(selection.newest(_MOST + 1)) > _MOST
    data = {"filter": asked, "disagreements": found, "complete": not narrowed}
    shown = {"chosen": chosen(request, asked), "narrowed": narrowed, "most": _MOST}
    return Answer(template="disagreements.html", title="Disagreements", data=data, shown=shown)
