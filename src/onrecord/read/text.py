"""Plain text: one file, one article."""

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.article import Article
from onrecord.read.decode import decode_text
from onrecord.read.names import writable
from onrecord.read.options import Options
from onrecord.read.reading import Reading
from onrecord.read.streams import read_whole


def read_text(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The file as one article; its text is kept to the letter, and nothing is taken for a title or date."""
    data = read_whole(stream, source)
    name = writable(source)
    yield data if isinstance(data, Reading) else Reading(Article(text=decode_text(data), id=name, source=name))
