"""The page as an application: its addresses, what every view shares, and how errors look."""

import secrets
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnRecordError, StoreError
from onrecord.show.web.answer import Answer, environment, respond
from onrecord.show.web.pages import (
    actor,
    article,
    compare,
    disagreements,
    dyad,
    event,
    events,
    overview,
    positions,
    review,
    search,
    statements,
    timeline,
)  # fmt: skip
from onrecord.show.web.safety import HEADERS, Guard
from onrecord.store.corpus import Corpus
from onrecord.store.glance import within

View = Callable[[Request, Corpus], Answer]
VIEWS: dict[str, View] = {
    "/": overview.view,
    "/article/{key}": article.view,
    "/articles": article.list_view,
    "/events": events.view,
    "/event/{key}": event.view,
    "/statements": statements.view,
    "/positions": positions.view,
    "/actors": actor.list_view,
    "/actor": actor.view,
    "/dyad": dyad.view,
    "/compare": compare.view,
    "/disagreements": disagreements.view,
    "/timeline": timeline.view,
    "/search": search.view,
    "/review": review.view,
}
PATIENCE = 8.0  # seconds a question may take
_KEPT = 128  # answers that are kept until the corpus changes
_LARGEST_KEPT = 500_000  # bytes


class Settings(msgspec.Struct, frozen=True):
    """What an application serves: the corpus, and the token others than this machine must show (None: this machine alone)."""

    path: Path
    token: str | None = None
    csrf: str = ""


def make_app(path: str | Path, *, token: str | None = None) -> Starlette:
    """The application for a corpus. Raises StoreError when there is no corpus at the path."""
    settings = Settings(Path(path), token, secrets.token_urlsafe(24))
    with Corpus.read(settings.path) as corpus:
        name = corpus.path.name
    app = Starlette(
        routes=[
            *(Route(pattern, partial(_answer, view), name=pattern) for pattern, view in VIEWS.items()),
            Route("/review", review.take, methods=["POST"], name="review"),
            Mount("/static", StaticFiles(directory=str(files("onrecord.show.web") / "static")), name="static"),
        ],
        middleware=[Middleware(Guard, token=token), Middleware(GZipMiddleware, minimum_size=2000, compresslevel=3)],
        exception_handlers={HTTPException: _not_found, OnRecordError: _wrong, sqlite3.Error: _wrong, 500: _broken},
    )
    app.state.settings, app.state.templates, app.state.answers = settings, environment(), {}
    app.state.always = {"corpus_name": name, "csrf": settings.csrf}
    return app


def _answer(view: View, request: Request) -> Response:
    """Runs a view on an own connection, within its time; an answer is kept while the corpus stays as it is."""
    state = request.app.state
    key = (_stamp(state.settings.path), request.url.path, request.url.query, request.headers.get("accept"), request.headers.get("cookie"))
    kept: dict[Any, tuple[bytes, int, dict[str, str]]] = state.answers
    if key in kept:
        return Response(*kept[key])
    with Corpus.read(state.settings.path) as corpus, within(corpus, PATIENCE, time.monotonic):
        corpus.link.execute("PRAGMA mmap_size = 4294967296")  # pages come from the system's memory: connections are short
        corpus.link.execute("BEGIN")  # one state of the corpus for the whole view, while others write
        answer = view(request, corpus)
    response = respond(request, answer, state.templates, **state.always)
    body = bytes(response.body)
    if len(kept) >= _KEPT:
        kept.clear()
    if len(body) <= _LARGEST_KEPT:
        kept[key] = (body, response.status_code, {name: response.headers[name] for name in ("content-type", "vary")})
    return response


def _stamp(path: Path) -> tuple[int, ...]:
    """Changes whenever the corpus does."""
    parts = [path, Path(f"{path}-wal")]
    return tuple(number for part in parts if part.exists() for number in (part.stat().st_mtime_ns, part.stat().st_size))


def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    words = "There is nothing at this address." if status == 404 else str(getattr(error, "detail", error))
    return _error(request, status, words)


def _wrong(request: Request, error: Exception) -> Response:
    words = str(error)
    if "interrupted" in words:
        return _error(request, 503, f"This takes more than {PATIENCE:.0f} seconds; ask for fewer days, or for one actor or type.")
    status = 404 if isinstance(error, StoreError) and " is no article of " in words else 400
    return _error(request, status, words)


def _broken(request: Request, error: Exception) -> Response:
    """A mistake of ours: the log has it, the page says no more than that. The guard is past, so its headers are put on here."""
    answer = _error(
        request, 500, f"Something went wrong in the program ({type(error).__name__}); the terminal of onrecord serve says more."
    )
    answer.headers.update(HEADERS)
    return answer


def _error(request: Request, status: int, words: str) -> Response:
    state = request.app.state
    title = {404: "Not found", 503: "That takes too long", 403: "Refused", 500: "A mistake"}.get(status, "That cannot be asked")
    answer = Answer(template="error.html", title=title, data={"error": words}, status=status)
    safe = Request({**request.scope, "query_string": b""}) if "format=" in request.url.query else request
    return respond(safe, answer, state.templates, **state.always)
