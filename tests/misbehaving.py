"""A web server on this machine that does what bad servers do, for tests of all that fetches."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB = gzip.compress(b"\0" * 30_000_000)


class Server(ThreadingHTTPServer):
    """Serves `pages`: a path to bytes, to (kind, bytes), or to a function that is given the request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, bytes | tuple[str, bytes] | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.told: list[dict[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.stopping = threading.Event()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path
        self.server.asked.append(path)
        self.server.counts[path] += 1
        self.server.agents.add(self.headers.get("User-Agent", ""))
        self.server.told.append({name.lower(): value for name, value in self.headers.items()})
        page = self.server.pages.get(path)
        if page is None:
            answer(self, 404)
        elif callable(page):
            page(self)
        else:
            kind, body = page if isinstance(page, tuple) else ("text/html; charset=utf-8", page)
            answer(self, 200, body, {"Content-Type": kind})

    def log_message(self, *_: object) -> None:
        """Quiet."""


def answer(request: BaseHTTPRequestHandler, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
    request.send_response(status)
    for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


def redirect(target: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda request: answer(request, status, headers={"Location": target})


def trickle(request: BaseHTTPRequestHandler) -> None:
    """Headers, then a byte now and then for ever."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while not request.server.stopping.is_set():  # type: ignore[attr-defined]
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.02)


def trickle_headers(request: BaseHTTPRequestHandler) -> None:
    while not request.server.stopping.is_set():  # type: ignore[attr-defined]
        request.wfile.write(b"H")
        request.wfile.flush()
        time.sleep(0.02)


def silent(request: BaseHTTPRequestHandler) -> None:
    request.server.stopping.wait(30)  # type: ignore[attr-defined]


def too_short(request: BaseHTTPRequestHandler) -> None:
    """Promises more than it gives."""
    answer(request, 200, b"<p>half", {"Content-Length": "5000", "Content-Type": "text/html"})
    request.close_connection = True


def bomb(request: BaseHTTPRequestHandler) -> None:
    answer(request, 200, BOMB, {"Content-Encoding": "gzip", "Content-Type": "text/html"})


def garbled(request: BaseHTTPRequestHandler) -> None:
    answer(request, 200, b"no gzip at all", {"Content-Encoding": "gzip", "Content-Type": "text/html"})


def nonsense(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"\x00\xff nothing like HTTP\r\n\r\n")
    request.close_connection = True


def failing(times: int, status: int, body: bytes, headers: dict[str, str] | None = None) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers with the status so many times, then well."""

    def page(request: BaseHTTPRequestHandler) -> None:
        if request.server.counts[request.path] <= times:  # type: ignore[attr-defined]
            answer(request, status, headers=headers)
        else:
            answer(request, 200, body, {"Content-Type": "text/html; charset=utf-8"})

    return page


def dated(kind: str, body: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Says when nothing is new."""

    def page(request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match") == '"1"':
            answer(request, 304, headers={"ETag": '"1"'})
        else:
            answer(request, 200, body, {"Content-Type": kind, "ETag": '"1"', "Last-Modified": "Tue, 04 Mar 2031 06:00:00 GMT"})

    return page


@contextmanager
def serving() -> Iterator[Server]:
    """The server, until the block ends."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
