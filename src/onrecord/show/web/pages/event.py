"""One event: all its reports, the figures side by side, and who says what."""

from collections import defaultdict

from starlette.requests import Request

from onrecord.errors import StoreError
from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import number, text
from onrecord.store import queries
from onrecord.store.answers import Report
from onrecord.store.corpus import Corpus
from onrecord.store.glance import contrary_events
from onrecord.store.queries import Filter


def view(request: Request, corpus: Corpus) -> Answer:
    """The event of a key. Raises StoreError when there is none."""
    key = request.path_params["key"][:80]
    asked = Filter(event=key)
    found = queries.events(corpus, asked, limit=1)
    if not found.rows:
        raise StoreError(f"event {key!r} is no article of this corpus, nor an event: its key changes when new reports tell it differently")
    page = queries.reports(corpus, asked, limit=number(request, "limit", 50), cursor=text(request, "cursor") or None, oldest_first=True)
    row = found.rows[0]
    contrary = contrary_events(corpus, asked, limit=10)
    data = {"event": row, "reports": page.rows, "total": page.total, "cursor": page.cursor, "disagreements": contrary}
    shown = {"figures": _figures(page.rows), "outlets": sorted({r.outlet for r in page.rows if r.outlet})}
    return Answer(template="event.html", title=f"{row.type} {', '.join(n.name for n in row.actors)}".strip(), data=data, shown=shown)


def _figures(reports: list[Report]) -> dict[str, list[Report]]:
    """The reports that give a figure, by the kind of figure."""
    kinds: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for kind in sorted({figure.kind for figure in report.figures}):
            kinds[kind].append(report)
    return dict(kinds)
