"""Plain text: one file, one article."""

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.article import Article
from onrecord.read.decode import decode_text
from onrecord.read.reading import Reading
from onrecord.read.whole import read_whole


def read_text(stream: BinaryIO, source: str) -> Iterator[Reading]:
    """The file as one article; its text is kept to the letter, and nothing is taken for a title or date."""
    data = read_whole(stream, source)
    yield data if isinstance(data, Reading) else Reading(Article(text=decode_text(data), id=source, source=source))
