"""What keeps the page safe: who may ask, what may be asked, and what a browser may do with the answer."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would not say where a form was sent from
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LONGEST_QUERY = 4096  # bytes
_LONGEST_BODY = 16_384  # bytes: a review is far smaller
_COOKIE = "onrecord_token"


class Guard:
    """Lets through what may be answered, and puts the security headers on every answer.

    Without a token only this machine's own names are taken as the Host, so that a foreign site cannot point a name of its own here.
    With a token every request must show it: `Authorization: Bearer`, the cookie, or `?token=` once, which sets the cookie.
    """

    def __init__(self, app: ASGIApp, *, token: str | None = None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            await refused(scope, receive, _with_headers(send))
        else:
            await self._app(scope, _bounded(receive), _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("only GET, HEAD and POST are answered", 405)
        if len(scope["query_string"]) > _LONGEST_QUERY:
            return PlainTextResponse(f"the address is longer than {_LONGEST_QUERY} characters; ask for less at once", 414)
        if not (headers.get("content-length") or "0").isdigit() or int(headers.get("content-length") or 0) > _LONGEST_BODY:
            return PlainTextResponse(f"more than {_LONGEST_BODY} bytes were sent", 413)
        if not self._token:
            host = headers.get("host", "")
            name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
            return None if name.lower() in LOCAL_HOSTS else PlainTextResponse("this page is served to this machine only", 421)
        return self._check_token(Request(scope), self._token)

    def _check_token(self, request: Request, token: str) -> Response | None:
        given = request.query_params.get("token", "")
        if given and secrets.compare_digest(given.encode(), token.encode()):
            rest = [(name, value) for name, value in parse_qsl(request.url.query) if name != "token"]
            response = RedirectResponse(request.url.path + (f"?{urlencode(rest)}" if rest else ""), 303)
            response.set_cookie(_COOKIE, token, httponly=True, samesite="strict", path="/")
            return response
        shown = request.headers.get("authorization", "").removeprefix("Bearer ") or request.cookies.get(_COOKIE, "")
        if secrets.compare_digest(shown.encode(), token.encode()):
            return None
        return PlainTextResponse("a token is needed: open the address that onrecord serve has printed", 401)


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return wrapped


def _bounded(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """The body, cut off where it is longer than it may be."""
    got = 0

    async def wrapped() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > _LONGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return wrapped


def same_site(request: Request) -> bool:
    """Does the browser say that the request comes from a page of ours? Programs that say nothing are let through: they need the token."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site and site not in ("same-origin", "none"):
        return False
    return not origin or origin.partition("://")[2] == request.headers.get("host")
