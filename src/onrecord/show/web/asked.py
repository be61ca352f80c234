"""What a request asks for: the filter, the page of an answer, its format. Everything has a limit."""

import re
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request

from onrecord.errors import StoreError
from onrecord.store.filters import Filter

FIELDS = tuple(field for field in Filter.__struct_fields__ if field != "happened")
MOST_ROWS = 200
_LONGEST = 300  # characters of one value
_UNSEEN = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def asked_filter(request: Request, **fixed: str) -> Filter:
    """The filter of an address. Raises StoreError for a value that is too long."""
    values = {name: text(request, name) for name in FIELDS}
    given = {name: value for name, value in values.items() if value}
    return Filter(**given | fixed, happened=request.query_params.get("happened") == "1")


def text(request: Request, name: str) -> str:
    """A value of the address, without characters that cannot be seen. Raises StoreError when it is too long."""
    value = request.query_params.get(name, "").strip()
    if len(value) > _LONGEST:
        raise StoreError(f"{name}: {len(value)} characters; at most {_LONGEST} are taken")
    return _UNSEEN.sub("", value)


def number(request: Request, name: str, usual: int, most: int = MOST_ROWS) -> int:
    """A number of the address between 1 and `most`. Raises StoreError when it is none."""
    value = text(request, name)
    if not value:
        return usual
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= most:
        raise StoreError(f"{name}={value}: it is a number from 1 to {most}")
    return int(value)


def choice(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed values, the first when none is given. Raises StoreError for another."""
    value = text(request, name)
    if value and value not in allowed:
        raise StoreError(f"{name}={value!r}: it is one of {', '.join(allowed)}")
    return value or allowed[0]


def wanted_format(request: Request) -> str:
    """html, json, csv or atom: by `?format=`, else by what the Accept header names first."""
    asked = request.query_params.get("format")
    if asked:
        return choice(request, "format", ("html", "json", "atom", "csv"))
    for part in request.headers.get("accept", "").split(","):
        kind = part.partition(";")[0].strip()
        if kind in ("text/html", "*/*", "application/xhtml+xml"):
            return "html"
        if kind == "application/json":
            return "json"
    return "html"


def shown_filter(asked: Filter) -> dict[str, str]:
    """The fields of a filter that ask for something, as an address has them."""
    given = {name: str(value) for name, value in msgspec.structs.asdict(asked).items() if value and name != "happened"}
    return given | ({"happened": "1"} if asked.happened else {})


def address(path: str, /, **values: object) -> str:
    """A path with a query; what is None or empty is left out.

    >>> address("/events", actor="RUS", type=None)
    '/events?actor=RUS'
    """
    query = urlencode({name: str(value) for name, value in values.items() if value not in (None, "", False)})
    return f"{path}?{query}" if query else path


def changed(request: Request, /, **values: object) -> str:
    """The request's address with other values; the page of the answer starts anew unless `cursor` is given."""
    kept = {name: value for name, value in request.query_params.items() if name not in ("cursor", "format", "token")}
    return address(request.url.path, **{**kept, **values})
