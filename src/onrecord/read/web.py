"""Fetches what has an address, politely and within bounds: robots.txt, limits of time and size, a pause, a second try.

Private addresses are refused, also behind redirects and names: the address that is connected to is the one that was checked.
"""

import email.utils
import http.client
import io
import re
import socket
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from onrecord.errors import ReadError
from onrecord.read.connections import Alarm, PrivateError, make_pool
from onrecord.read.names import on_one_line

if TYPE_CHECKING:
    import urllib3
    from protego import Protego

_PIECE = 65_536
_IN_MEMORY = 4_000_000  # bytes; what is longer goes to a temporary file
_ROBOTS_BYTES = 500_000
_ROBOTS_SECONDS = 86_400  # after which robots.txt is asked for again
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
_LATER = (429, 503)
_REDIRECTS = (301, 302, 303, 307, 308)
_PROTOCOLS = ("http", "https")
_UNFIT = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of what is fetched: bytes unpacked, seconds in all and of silence, redirects, tries, and pauses in seconds."""

    bytes: int = 100_000_000
    seconds: float = 120.0
    silence: float = 20.0
    redirects: int = 5
    tries: int = 3
    pause: float = 1.0  # between two requests to one host
    longest_pause: float = 30.0  # that is kept when a server asks for more


class Answer(msgspec.Struct, frozen=True):
    """What came back: the address it came from after redirects, its status (200, or 304 when nothing is new), headers, and the body."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: IO[bytes]

    @property
    def kind(self) -> str:
        """The media type in small letters, such as "text/html"; "" when the server told none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set that the server told."""
        return charset_of(self.headers.get("content-type", ""))


def charset_of(content_type: str) -> str | None:
    """The character set that a Content-Type names, in small letters.

    >>> charset_of('text/html; charset="ISO-8859-2"')
    'iso-8859-2'
    """
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value:
            return value.strip().strip("\"'").lower() or None
    return None


class FetchError(ReadError):
    """An address was not fetched: `code` says why, `again` whether it may work later, `wait` after how many seconds the server says so."""

    def __init__(self, code: str, message: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(on_one_line(message))
        self.code, self.again, self.wait = code, again, wait


class Web:
    """Fetches addresses. Private ones only with `allow_private`; `agent` is the name told to servers, `contact` an address in it."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        contact: str | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.allow_private = allow_private
        self.limits = limits or Limits()
        self.agent = f"OnRecord/{version('onrecord')} (news reader{f'; {contact}' if contact else ''})"
        self._sleep = sleep
        self._pool: urllib3.PoolManager | None = None
        self._robots: dict[str, tuple[float, Protego]] = {}
        self._last: dict[str, float] = {}

    def get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer of an address, tried again when it may help. Raises FetchError.

        With `etag` or `modified` of an earlier answer the status is 304, and the body empty, when nothing is new.
        """
        told = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in told.items() if value}
        for attempt in range(1, self.limits.tries + 1):
            try:
                return self._follow(address, headers)
            except FetchError as error:
                wait = error.wait if error.wait is not None else self.limits.pause * 2**attempt
                if not error.again or attempt == self.limits.tries or wait > self.limits.longest_pause:
                    raise
                self._sleep(wait)
        raise FetchError("unreachable", f"{address}: no try is allowed")  # tries=0

    def _follow(self, address: str, headers: Mapping[str, str]) -> Answer:
        """The answer after redirects; each address on the way is checked like the first."""
        at = _checked(address, address)
        for _ in range(self.limits.redirects + 1):
            self._ask_robots(at)
            self._keep_distance(at)
            answer, target = self._request(at, headers, self.limits.bytes)
            if not target:
                return answer
            at = _checked(_joined(at, target), address)
        raise FetchError("redirects", f"{address}: more than {self.limits.redirects} redirects")

    def _ask_robots(self, address: str) -> None:
        if not self._rules(address).can_fetch(address, self.agent):
            raise FetchError("robots", f"{address}: robots.txt of this site asks programs not to read it; save the page and name the file")

    def _rules(self, address: str) -> "Protego":
        """What robots.txt allows: everything when there is none. Raises FetchError when the server fails: then nothing is fetched."""
        site = urlsplit(address)
        home = f"{site.scheme}://{site.netloc}"
        known = self._robots.get(home)
        if known and time.monotonic() - known[0] < _ROBOTS_SECONDS:
            return known[1]
        rules = self._read_rules(f"{home}/robots.txt")
        self._robots[home] = (time.monotonic(), rules)
        return rules

    def _read_rules(self, address: str) -> "Protego":
        from protego import Protego  # noqa: PLC0415 (only where something is fetched)

        at = address
        try:
            for _ in range(self.limits.redirects + 1):
                answer, target = self._request(at, {}, _ROBOTS_BYTES)
                if not target:
                    return Protego.parse(answer.body.read().decode("utf-8", "replace"))
                at = _checked(_joined(at, target), address)
        except FetchError as error:
            if error.code not in ("not-found", "refused", "redirects", "too-large", "address"):
                raise FetchError(error.code, f"{error}; nothing is fetched without it", again=error.again, wait=error.wait) from error
        return Protego.parse("")

    def _keep_distance(self, address: str) -> None:
        """Waits until the last request to this host is long enough ago: the pause, or what its robots.txt asks for."""
        site = urlsplit(address)
        asked = self._rules(address).crawl_delay(self.agent)
        pause = min(max(self.limits.pause, asked or 0.0), self.limits.longest_pause)
        last = self._last.get(site.netloc)
        now = time.monotonic()
        if last is not None and now - last < pause:
            self._sleep(pause - (now - last))
        self._last[site.netloc] = time.monotonic()

    def _request(self, address: str, headers: Mapping[str, str], largest: int) -> tuple[Answer, str | None]:
        """One request: the answer, and where it redirects to."""
        with self._sent(address, headers) as response:
            status = int(response.status)
            found = {name.lower(): value for name, value in response.headers.items()}
            if status in _REDIRECTS and found.get("location"):
                return Answer(address, status, found, io.BytesIO()), found["location"]
            if status not in (200, 203, 304):
                raise _refusal(address, status, found)
            body = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (handed on to the reader)
            if status != 304:
                for piece in _unpacked(_pieces(response), found.get("content-encoding", ""), address, largest):
                    body.write(piece)
                body.seek(0)
            return Answer(address, 304 if status == 304 else 200, found, body), None

    @contextmanager
    def _sent(self, address: str, headers: Mapping[str, str]) -> "Iterator[urllib3.BaseHTTPResponse]":
        """The response, its body still on the way. All that goes wrong until the end of the block becomes a FetchError."""
        import urllib3  # noqa: PLC0415 (only where something is fetched)

        own = {"User-Agent": self.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
        alarm = Alarm(self.limits.seconds)
        response = None
        try:
            with alarm:
                response = self._opened().request(
                    "GET", address, headers={**own, **headers}, redirect=False, retries=False, preload_content=False,
                    decode_content=False, timeout=urllib3.Timeout(connect=self.limits.silence, read=self.limits.silence),
                )  # fmt: skip
                yield response
                if alarm.rang:  # a body without a told length looks whole when it is broken off
                    raise TimeoutError
        except (urllib3.exceptions.HTTPError, OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise self._failure(address, error, alarm) from error
        finally:
            if response is not None:
                response.close()

    def _failure(self, address: str, error: Exception, alarm: "Alarm") -> FetchError:
        import urllib3  # noqa: PLC0415

        if alarm.rang:
            return FetchError("too-slow", f"{address}: not there after {self.limits.seconds:g} seconds", again=True)
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, PrivateError):
                return FetchError("private-address", f"{address}: {cause}; --allow-private reads it all the same")
            cause = cause.__cause__ or cause.__context__
        if isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError):
            return FetchError("too-slow", f"{address}: no answer for {self.limits.silence:g} seconds", again=True)
        if isinstance(error, urllib3.exceptions.LocationValueError | ValueError):
            return FetchError("address", f"{address}: no valid address: {error}")
        if isinstance(error, urllib3.exceptions.SSLError):
            return FetchError("unreachable", f"{address}: its certificate or encryption is not accepted: {error}")
        if isinstance(error, urllib3.exceptions.ProtocolError | zlib.error):
            return FetchError("torn", f"{address}: the answer broke off or is garbled: {error}", again=True)
        cause = _innermost(error)
        unknown = isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_NONAME
        reason = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
        return FetchError("unreachable", f"{address}: cannot be reached: {reason}", again=not unknown)

    def _opened(self) -> "urllib3.PoolManager":
        if self._pool is None:
            self._pool = make_pool(self.allow_private)
        return self._pool


def _joined(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise FetchError("address", f"{address}: it redirects to {target!r}, which is no address") from error


def _checked(address: str, first: str) -> str:
    """The address without fragment. Raises FetchError when it is none of http or https, or names a user."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError("address", f"{first}: {address!r} is no valid address: {error}") from error
    if parts.scheme.lower() not in _PROTOCOLS or not host:
        raise FetchError("address", f"{first}: {address!r} is no address of http or https")
    if _UNFIT.search(address):
        raise FetchError("address", f"{first}: {address!r} holds characters that no address may have")
    if "@" in parts.netloc:
        raise FetchError("address", f"{first}: an address with a user's name or password is not fetched")
    return urlunsplit((parts.scheme.lower(), parts.netloc, parts.path or "/", parts.query, ""))


def _refusal(address: str, status: int, headers: Mapping[str, str]) -> FetchError:
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    if status in _LATER or status >= 500:
        return FetchError("server", f"{address}: the server answers {phrase}", again=True, wait=_wait(headers.get("retry-after")))
    code = "not-found" if status in (404, 410) else "refused" if status in (401, 402, 403, 451) else "server"
    return FetchError(code, f"{address}: the server answers {phrase}")


def _wait(words: str | None) -> float | None:
    """Seconds of a Retry-After, which is a number or a date."""
    if words is None:
        return None
    if words.strip().isdigit():
        return float(words.strip()[:9])
    try:
        moment = email.utils.parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (zoned - datetime.now(UTC)).total_seconds())


def _pieces(response: "urllib3.BaseHTTPResponse") -> Iterator[bytes]:
    while piece := response.read(_PIECE, decode_content=False):
        yield piece


def _unpacked(pieces: Iterator[bytes], coding: str, address: str, largest: int) -> Iterator[bytes]:
    """The pieces unpacked, a piece at a time, so that a bomb never lies in memory. Raises FetchError when they are too large."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from _bounded(pieces, address, largest)
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError("torn", f"{address}: packed as {coding!r}, which was not asked for")
    yield from _bounded(_inflated(pieces, coding), address, largest)


def _inflated(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    first = next(pieces, b"")
    raw = coding == "deflate" and first[:1] != b"\x78"  # some servers leave the zlib header out
    inflate = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
    waiting: bytes | None = first
    while waiting is not None:
        yield inflate.decompress(waiting, _PIECE)
        while inflate.unconsumed_tail:
            yield inflate.decompress(inflate.unconsumed_tail, _PIECE)
        waiting = next(pieces, None)
    if not inflate.eof and first:
        raise zlib.error("the packed answer is not whole")


def _bounded(pieces: Iterator[bytes], address: str, largest: int) -> Iterator[bytes]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > largest:
            raise FetchError("too-large", f"{address}: more than {largest:,} bytes")
        yield piece


def _innermost(error: BaseException) -> BaseException:
    """The reason behind the library's own words."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    return error
