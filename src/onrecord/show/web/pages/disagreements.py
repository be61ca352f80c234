"""Disagreements: events told in ways that cannot all be true."""

from starlette.requests import Request

from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, number
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.glance import newest_day
from onrecord.store.spans import day_after

_DAYS = 365


def view(request: Request, corpus: Corpus) -> Answer:
    """The disagreements of a selection; without days those of the last year."""
    asked = asked_filter(request)
    newest = newest_day(corpus)
    narrowed = newest is not None and not any((asked.since, asked.until, asked.actor, asked.recipient, asked.party, asked.event))
    if narrowed and newest:
        asked = asked_filter(request, since=day_after(newest, -_DAYS))
    found = queries.disagreements(corpus, asked, limit=number(request, "limit", 40, 100))
    data = {"filter": asked, "disagreements": found}
    return Answer(
        template="disagreements.html", title="Disagreements", data=data, shown={"chosen": chosen(request, asked), "narrowed": narrowed}
    )
