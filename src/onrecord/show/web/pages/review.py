"""Review: one report after another, least certain first; one key a verdict. The only view that changes something."""

import secrets
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qsl

import msgspec
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import StoreError
from onrecord.records import PLOVER_TYPES
from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import FIELDS, address, asked_filter, choice, shown_filter, text
from onrecord.show.web.pages.facets import chosen
from onrecord.show.web.safety import same_site
from onrecord.store import reviews
from onrecord.store.answers import Report
from onrecord.store.corpus import Corpus
from onrecord.store.glance import Selection, counts, take_back

_MOST = 4000  # the queue is made of so many of the newest reports


class Verdict(msgspec.Struct, frozen=True):
    """A button of the queue: its key, what it says, and what it writes down."""

    key: str
    name: str
    field: str
    value: str


VERDICTS = (
    Verdict("1", "Right", "", "right"),
    Verdict("2", "Wrong: no such event", "", "wrong"),
    Verdict("3", "It is planned", "status", "future"),
    Verdict("4", "It is denied", "status", "negation"),
    Verdict("5", "It is background", "status", "historical"),
    Verdict("6", "Nobody is the recipient", "recipients", "none"),
    Verdict("7", "Actor and recipient change places", "swap", "swap"),
)


def view(request: Request, corpus: Corpus) -> Answer:
    """The next report to review, with how far the work is and how far reviewers agree."""
    asked = asked_filter(request)
    order = choice(request, "order", ("uncertain", "random"))
    newest = Selection(corpus, asked).newest(_MOST) if order == "uncertain" else []  # a sample must be one of all
    since = newest[-1][1] if len(newest) == _MOST else None
    waiting = reviews.queue(corpus, replace(asked, since=asked.since or since), size=6, order=order)
    done = reviews.reviews(corpus)
    units = {(row.article, row.kind, row.start, row.end) for row in done}
    data = {
        "filter": asked,
        "narrowed_since": since,
        "order": order,
        "next": waiting[0] if waiting else None,
        "after": waiting[1:],
        "reviewed": len(units),
        "reports": counts(corpus)["reports"],
        "agreement": reviews.agreement(corpus),
        "accuracy": reviews.accuracy(corpus) if done else [],
    }
    shown = {
        "verdicts": VERDICTS, "types": PLOVER_TYPES, "chosen": chosen(request, asked), "last": text(request, "last"),
        "reviewer": request.cookies.get("onrecord_reviewer", "")[:60], "kept": shown_filter(asked) | {"order": order},
        "before": _before(waiting[0].sentence, waiting[0]) if waiting else ("", "", ""),
    }  # fmt: skip
    return Answer(template="review.html", title="Review", data=data, shown=shown)


def _before(sentence: str, report: Report) -> tuple[str, str, str]:
    """The sentence in three: before the words of the event, these, after them."""
    start, end = report.start - report.sentence_start, report.end - report.sentence_start
    return sentence[:start], sentence[start:end], sentence[end:]


async def take(request: Request) -> Response:
    """Writes a verdict down, or takes the last one back; then shows the next report."""
    body = (await request.body()).decode("utf-8", "replace")
    given = {name: value[:300] for name, value in parse_qsl(body, max_num_fields=40)}
    settings = request.app.state.settings
    if not same_site(request) or not secrets.compare_digest(given.get("csrf", "").encode(), settings.csrf.encode()):
        raise HTTPException(403, "This was not sent from a page of this server, or the server was started anew; open the review again.")
    reviewer = given.get("reviewer", "").strip()[:60]
    if not reviewer:
        raise StoreError("reviewer: say who reviews, so that what you say can be told from what others say")
    write = partial(_undo if given.get("undo") else _write, str(settings.path), given, reviewer)
    last = await run_in_threadpool(write)
    kept = {name: given[name] for name in (*FIELDS, "happened", "order") if given.get(name)}
    response = RedirectResponse(address("/review", **kept, last=last), 303)
    response.set_cookie("onrecord_reviewer", reviewer, max_age=31_536_000, httponly=True, samesite="strict", path="/")
    return response


def _write(path: str, given: dict[str, str], reviewer: str) -> str:
    key, now = given.get("key", ""), datetime.now(UTC).isoformat(timespec="seconds")
    verdict = next((v for v in VERDICTS if v.key == given.get("verdict")), None)
    if verdict is None and not given.get("new_type"):
        raise StoreError(f"verdict {given.get('verdict')!r}: it is one of {', '.join(v.key for v in VERDICTS)}, or a type")
    with Corpus.open(path) as corpus:
        for field, value in _values(corpus, key, verdict, given.get("new_type", "")):
            reviews.add_review(corpus, key, value, field=field, reviewer=reviewer, at=now, why=given.get("why", ""))
    return key


def _values(corpus: Corpus, key: str, verdict: Verdict | None, type_: str) -> list[tuple[str, object]]:
    """The fields that a verdict corrects, with their values."""
    if verdict is None:
        return [("type", type_)]
    if verdict.field == "status":
        return [("status", [verdict.value])]
    if verdict.field == "recipients":
        return [("recipients", [])]
    if verdict.field != "swap":
        return [(verdict.field, verdict.value)]
    local = key.partition(":")[2]
    event = next((event for event in corpus.record(key.partition(":")[0]).events if event.id == local), None)
    if event is None:
        raise StoreError(f"{key!r} is no report of this corpus")
    sides = [
        [":".join(w for w in (r.entity.code, r.entity.sector) if w) or r.entity.name for r in s] for s in (event.recipients, event.actors)
    ]
    return [("actors", sides[0]), ("recipients", sides[1])]


def _undo(path: str, given: dict[str, str], reviewer: str) -> str:
    with Corpus.open(path) as corpus:
        while take_back(corpus, given.get("last", ""), reviewer):  # a verdict may have corrected several fields
            pass
    return ""
