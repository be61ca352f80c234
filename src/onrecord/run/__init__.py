"""Runs the coder over many articles: in this process or in several, in order, and never losing one."""

from collections.abc import Iterable, Iterator

from onrecord.article import Article
from onrecord.read.reading import Reading
from onrecord.records import Record
from onrecord.run.local import Codes, code_one, run_local
from onrecord.run.processes import run_processes

__all__ = ["Codes", "code_articles", "code_one", "code_readings"]


def code_readings(coder: Codes, readings: Iterable[Reading], *, processes: int = 1) -> Iterator[Record]:
    """A record for each reading, lazily and in order. Raises KnowledgeError or ParseError when the coder itself cannot work."""
    _ = coder.made_by  # loads all that it needs, so that what is wrong with it is told once and not as a problem of each article
    yield from run_processes(coder, readings, processes) if processes > 1 else run_local(coder, readings)


def code_articles(coder: Codes, articles: Iterable[Article], *, processes: int = 1) -> Iterator[Record]:
    """The same for articles that were read already."""
    yield from code_readings(coder, (Reading(article) for article in articles), processes=processes)
