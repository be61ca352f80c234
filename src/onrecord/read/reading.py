"""What the readers hand on: an article, or what went wrong in its place."""

from typing import Literal

import msgspec

from onrecord.article import Article
from onrecord.read.names import on_one_line, writable
from onrecord.records import Problem

STAGE: Literal["read"] = "read"


class Reading(msgspec.Struct, frozen=True):
    """One article as it was read, with what was noticed on the way.

    `readable` is false when there is no text to code; the article then holds only its id and source. `missing` is true when the input
    itself is not there, so that there is no article at all.
    """

    article: Article
    problems: tuple[Problem, ...] = ()
    readable: bool = True
    missing: bool = False


def failed(source: str, code: str, message: str, *, id: str | None = None, missing: bool = False) -> Reading:
    """The reading of something that gave no text. The message becomes one line that begins with the source."""
    name = on_one_line(source)
    told = on_one_line(message)
    article = Article(text="", id=writable(id or source), source=writable(source))
    problem = Problem(STAGE, code, told if told.startswith(name) else f"{name}: {told}")
    return Reading(article, (problem,), readable=False, missing=missing)
