"""What news texts hold besides their story (`data/read/furniture.toml`), compiled for matching lines."""

import functools
import re
from pathlib import Path
from re import Pattern

import msgspec

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import knowledge_files, read_toml

_NAME = r"(?-i:[A-ZÀ-Þ][\w.'’-]*( (de|van|von|bin|al|el|der|den|da|di|la|le))?( [A-ZÀ-Þ][\w.'’-]*){1,3})"


class Datelines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns for the words of a dateline."""

    months: str
    weekdays: str


class PageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of the names (class, id) that pages give to their boxes."""

    lead: tuple[str, ...]
    beside: tuple[str, ...]


class PageNames(msgspec.Struct, frozen=True):
    """Patterns for the names of boxes: those that hold a lead, and those that hold no story; search them in class and id."""

    lead: Pattern[str]
    beside: Pattern[str]


class FurnitureFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written."""

    kickers: tuple[str, ...]
    bylines: tuple[str, ...]
    captions: tuple[str, ...]
    lines: tuple[str, ...]
    tails: tuple[str, ...]
    datelines: Datelines
    page: PageFile


class Furniture(msgspec.Struct, frozen=True):
    """Patterns for whole lines, `dateline` for the head of a lead, and `page` for the boxes of web pages."""

    kicker: Pattern[str]
    byline: Pattern[str]
    caption: Pattern[str]
    line: Pattern[str]
    tail: Pattern[str]
    dateline: Pattern[str]
    page: PageNames


@functools.cache
def load_furniture(*overlays: Path) -> Furniture:
    """The patterns, compiled once. Raises KnowledgeError when the file is wrong."""
    path = knowledge_files("read", *overlays)["furniture.toml"]
    written = read_toml(path, FurnitureFile)
    return Furniture(
        kicker=_any_of(path, written.kickers),
        byline=_any_of(path, written.bylines),
        caption=_any_of(path, written.captions),
        line=_any_of(path, written.lines),
        tail=_any_of(path, written.tails),
        dateline=re.compile(_dateline(written.datelines)),
        page=PageNames(lead=_names(path, written.page.lead), beside=_names(path, written.page.beside)),
    )


def _any_of(path: Path, patterns: tuple[str, ...]) -> Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{pattern.replace('{name}', _NAME)})" for pattern in patterns), re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"{path}: {error.pattern!r} is not a regular expression: {error}") from error


def _names(path: Path, patterns: tuple[str, ...]) -> Pattern[str]:
    """The beginnings of a name's parts, which are set apart by spaces, hyphens and underscores."""
    return _any_of(path, tuple(rf"(?<![^\W_]){pattern}" for pattern in patterns))


def _dateline(words: Datelines) -> str:
    """ "MOSCOW, August 8 (Agency) - ", "Paris, 4 March (Agency) — ", "SEOUL - ", "(Agency) -", or such a line alone."""
    dash = r"\s?(?:--|[-–—])\s"
    day = rf"(?:{words.weekdays},? )?(?:{words.months} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {words.months}(?:,? \d{{4}})?)"
    agency = r"\((?:[A-Z][\w.&'’ /-]{1,40})\)"
    capitals = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]+(?:[ /-][A-ZÀ-Þ.'’]+){0,4}"
    mixed = r"[A-ZÀ-Þ][\w.'’]+(?:[ /-][A-ZÀ-Þ][\w.'’]+){0,3}"
    region = rf"(?:, {mixed}){{0,2}}"
    opens = r"(?=[\"“‘'«(]?[A-ZÀ-Þ0-9])"
    return "|".join(
        (
            rf"{capitals}{region}(?:,? {day})?,?(?: {agency})?{dash}{opens}",
            rf"{mixed}{region},? (?:{day},?(?: {agency})?|{agency}){dash}{opens}",
            rf"{agency}{dash}{opens}",
            rf"{capitals}{region}(?:,? {day},?(?: {agency})?| {agency})$",
        )
    )
