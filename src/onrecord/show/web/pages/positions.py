"""Positions: demands, threats, offers, promises, refusals and denials, with their answers."""

from starlette.requests import Request

from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, number
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.corpus import Corpus

KINDS = ("demand", "threat", "offer", "commitment", "refusal", "denial")


def view(request: Request, corpus: Corpus) -> Answer:
    """The positions of a selection; the whole corpus is not gone through, so one side or some days must be named."""
    asked = asked_filter(request)
    named = any((asked.holder, asked.recipient, asked.about, asked.since, asked.until, asked.article, asked.source))
    found = queries.positions(corpus, asked, limit=number(request, "limit", 40)) if named else []
    data = {"filter": asked, "positions": found, "named": named}
    return Answer(template="positions.html", title="Positions", data=data, shown={"kinds": KINDS, "chosen": chosen(request, asked)})
