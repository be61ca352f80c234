"""Answers: the same values as a page, as JSON, or as an Atom feed."""

import io
from collections.abc import Sequence
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from onrecord.show.drawing import HATCHES, QUADS, mark
from onrecord.show.flat import write_csv
from onrecord.show.web.asked import address, changed, wanted_format
from onrecord.show.web.wording import (
    clean,
    days_between,
    figure_words,
    for_xml,
    found_words,
    kind_of_party,
    moment,
    named,
    person,
    short_number,
)

_HATCHES = Markup(HATCHES)  # noqa: S704 - a text of ours


class Answer(msgspec.Struct, kw_only=True):
    """What a view has to say: `data` is what JSON shows and the template too; `shown` only the template; `feed` the entries of Atom,
    `table` the rows of CSV.
    """

    template: str
    title: str
    data: dict[str, Any]
    shown: dict[str, Any] = {}
    feed: list["Entry"] | None = None
    table: Sequence[msgspec.Struct] | None = None
    status: int = 200


class Entry(msgspec.Struct, frozen=True):
    """An entry of a feed; `link` is a path."""

    ident: str
    title: str
    day: str | None
    link: str
    words: str


def environment() -> Environment:
    """The templates; everything in them is escaped, a name that is missing is an error."""
    templates = Environment(
        loader=PackageLoader("onrecord.show.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    templates.globals.update(
        address=address, changed=changed, QUADS=QUADS, HATCHES=_HATCHES, glyph=_glyph, person=person,
        figure_words=figure_words, days_between=days_between,
    )  # fmt: skip
    templates.filters.update(clean=clean, found=found_words, short=short_number, party=kind_of_party, named=named, xml=for_xml, atom=moment)
    return templates


def _glyph(quad: int) -> Markup:
    """The small mark of a quadrant, for lists and tables; its name stands beside it or in the cell's title."""
    return Markup('<svg class="glyph" viewBox="0 0 14 14" aria-hidden="true">' + mark(quad, 7, 7, 10, QUADS[quad]) + "</svg>")  # noqa: S704 - made of numbers


def respond(request: Request, answer: Answer, templates: Environment, **always: Any) -> Response:
    """The answer in the format that is asked for."""
    form = wanted_format(request)
    vary = {"Vary": "Accept"}
    if form == "json":
        body = msgspec.json.format(msgspec.json.encode(answer.data), indent=1)
        return Response(body, answer.status, media_type="application/json", headers=vary)
    if form == "atom" and answer.feed is not None:
        feed = templates.get_template("feed.xml").render(request=request, title=answer.title, entries=answer.feed)
        return Response(feed, answer.status, media_type="application/atom+xml", headers=vary)
    if form == "csv" and answer.table is not None:
        lines = io.StringIO()
        write_csv(answer.table, lines)
        return Response(lines.getvalue(), answer.status, media_type="text/csv", headers=vary)
    values = (
        {"request": request, "title": answer.title, "feed": answer.feed is not None, "table": answer.table is not None}
        | always
        | answer.data
        | answer.shown
    )
    page = templates.get_template(answer.template).render(values)
    return Response(page, answer.status, media_type="text/html", headers=vary)
