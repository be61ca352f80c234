"""Positions: demands, threats, offers, promises, refusals and denials, with their answers."""

from msgspec.structs import replace
from starlette.requests import Request

from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, number
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.answers import Position
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection
from onrecord.store.queries import Filter

KINDS = ("demand", "threat", "offer", "commitment", "refusal", "denial")
_MOST = 600  # reports that positions are read from


def view(request: Request, corpus: Corpus) -> Answer:
    """The positions of a selection; the whole corpus is not gone through, so one side or some days must be named."""
    asked = asked_filter(request)
    named = any((asked.holder, asked.recipient, asked.about, asked.since, asked.until, asked.article, asked.source))
    found, since = bounded_positions(corpus, asked, number(request, "limit", 20)) if named else ([], None)
    data = {"filter": asked, "positions": found, "named": named, "narrowed_since": since}
    return Answer(
        template="positions.html", title="Positions", data=data, shown={"kinds": KINDS, "chosen": chosen(request, asked)}, table=found
    )


def bounded_positions(corpus: Corpus, asked: Filter, limit: int) -> tuple[list[Position], str | None]:
    """The positions of a selection, and the day from which on they were looked for when there are too many to go through all."""
    if asked.since:
        return queries.positions(corpus, asked, limit=limit), None
    plain = replace(asked, holder=None, actor=asked.holder or asked.actor, act=None)
    newest = Selection(corpus, plain).newest(_MOST)
    since = newest[-1][1] if len(newest) == _MOST else None
    return queries.positions(corpus, replace(asked, since=since), limit=limit), since
