"""The facets beside a list: what the selection holds, with links that narrow it, and what has been chosen."""

import msgspec
from starlette.requests import Request

from onrecord.show.web.asked import changed, shown_filter
from onrecord.store.filters import Filter
from onrecord.store.glance import Glance

NAMES = {
    "type": "Type", "mode": "Mode", "actor": "Who", "recipient": "To whom", "party": "Who or to whom", "place": "Where", "status": "Status",
    "asserted_by": "Asserted by", "source": "Outlet", "about": "Words", "since": "From", "until": "To", "by": "Said by",
    "addressee": "Said to", "holder": "Holder", "act": "Act", "context": "Context", "article": "Article", "event": "Event",
    "happened": "Only what happened",
}  # fmt: skip


class Choice(msgspec.Struct, frozen=True):
    """A value of a facet; `link` takes it, or puts it back when it is `chosen`."""

    name: str
    events: int
    link: str
    chosen: bool
    value: str


class Chosen(msgspec.Struct, frozen=True):
    """A field of the filter that asks for something; `link` is the list without it."""

    field: str
    name: str
    value: str
    link: str


def facet_choices(request: Request, seen: Glance) -> dict[str, list[Choice]]:
    """The facets with their links; those with one value that is not chosen are left out."""
    found: dict[str, list[Choice]] = {}
    for field, counts in seen.facets.items():
        now = request.query_params.get(field)
        choices = [
            Choice(c.name, c.events, changed(request, **{field: "" if c.value == now else c.value}), c.value == now, c.value)
            for c in counts
        ]
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            found[NAMES[field]] = choices
    return found


def chosen(request: Request, asked: Filter, *fixed: str) -> list[Chosen]:
    """What has been chosen, without what is fixed for the view."""
    given = {name: value for name, value in shown_filter(asked).items() if name not in fixed}
    return [Chosen(name, NAMES[name], "" if name == "happened" else value, changed(request, **{name: ""})) for name, value in given.items()]
