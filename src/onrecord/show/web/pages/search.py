"""Search: words in articles, reports and statements; a search can be kept as a feed."""

from starlette.requests import Request

from onrecord.show.web.answer import Answer, Entry
from onrecord.show.web.asked import address, asked_filter, choice, number, text
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.answers import Hit
from onrecord.store.corpus import Corpus

_KINDS = ("article", "report", "statement")


def view(request: Request, corpus: Corpus) -> Answer:
    """Where the words `q` stand, best first, in articles, reports of events or statements (`in`)."""
    words, kind = text(request, "q"), choice(request, "in", _KINDS)
    asked = asked_filter(request)
    hits: list[Hit] = []
    total, cursor = 0, None
    if words:
        page = queries.search(
            corpus, words, asked, kind=kind, limit=number(request, "limit", 30), cursor=text(request, "cursor") or None  # type: ignore[arg-type]
        )  # fmt: skip
        hits, total, cursor = page.rows, page.total, page.cursor
    data = {"q": words, "in": kind, "filter": asked, "hits": hits, "total": total, "cursor": cursor}
    shown = {"kinds": _KINDS, "kind": kind, "chosen": chosen(request, asked), "links": {hit.key: link_of(hit) for hit in hits}}
    entries = [Entry(f"urn:onrecord:{h.kind}:{h.key}", h.title or h.about or h.article_id, h.published, link_of(h), h.words) for h in hits]
    return Answer(template="search.html", title=f"{words}: search" if words else "Search", data=data, shown=shown, feed=entries, table=hits)


def link_of(hit: Hit) -> str:
    """The place of a hit in its article."""
    place = "" if hit.kind == "article" else "#t-" + hit.key.rpartition(":")[2]
    return address(f"/article/{hit.article}") + place
