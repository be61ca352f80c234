"""Rows of answers as flat dicts, for CSV and tables: lists joined, names spelt out with their codes."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from onrecord.show.words import printable
from onrecord.store.answers import Figure, Name, Where

Cell = str | int | float | None


def flatten(row: msgspec.Struct) -> dict[str, Cell]:
    """A row with one plain value a field; places give `place`, `place_country`, `latitude`, `longitude`."""
    found: dict[str, Cell] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if isinstance(value, Name) or (value is None and name in _PEOPLE):
            found[name] = value.name if value else None
            found[f"{name}_code"] = codes(value) if value else None
        elif isinstance(value, Where) or (value is None and name == "place"):
            found |= _place(value)
        elif isinstance(value, list) and (name in _LISTS or (all(isinstance(item, Name) for item in value) and value)):
            found[name] = "; ".join(item.name for item in value)
            found[f"{name}_codes"] = "; ".join(codes(item) for item in value)
        elif isinstance(value, msgspec.Struct):
            found |= {f"{name}_{key}": inner for key, inner in flatten(value).items()}
        else:
            found[name] = _cell(value)
    return found


_PEOPLE = ("source", "addressee", "asserted_by", "holder", "actor", "by")
_LISTS = ("actors", "recipients", "claimed_by", "denied_by")


def _place(place: Where | None) -> dict[str, Cell]:
    return {
        "place": place.name if place else None, "place_country": place.country if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
    }  # fmt: skip


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return "; ".join(_item(item) for item in value)
    return str(value)


def _item(item: object) -> str:
    if isinstance(item, Figure):
        return f"{item.kind}: {item.words}"
    if isinstance(item, msgspec.Struct):
        return ", ".join(f"{key}={value}" for key, value in flatten(item).items() if value not in (None, ""))
    return str(item)


def codes(name: Name) -> str:
    """Code and sector with a colon, as filters take them.

    >>> codes(Name("Ada Holm", "NOR", "GOV")), codes(Name("somebody"))
    ('NOR:GOV', '')
    """
    return ":".join(words for words in (name.code, name.sector) if words)


def write_csv(rows: Iterable[msgspec.Struct], stream: TextIO) -> None:
    """Writes rows of one kind as CSV with a header; nothing when there are none."""
    import csv  # noqa: PLC0415 - only this output needs it

    writer = None
    for row in rows:
        cells = {key: _safe(value) for key, value in flatten(row).items()}
        if writer is None:
            writer = csv.DictWriter(stream, list(cells), lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
        writer.writerow(cells)


def _safe(value: Cell) -> Cell:
    """Words without control characters; a leading = + - @ would be a formula in a spreadsheet, so it gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    words = printable(value)
    return "'" + words if words[:1] in ("=", "+", "-", "@") else words
