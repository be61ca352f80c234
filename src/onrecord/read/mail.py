"""Letters: EML files and MBOX files of newsletters and press releases."""

import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from onrecord.article import Article
from onrecord.read.blocks import paragraphs
from onrecord.read.decode import decode_text
from onrecord.read.names import writable
from onrecord.read.options import Options
from onrecord.read.page import make_page
from onrecord.read.reading import Reading, failed
from onrecord.read.spoilt import SPOILT
from onrecord.read.streams import LARGEST, read_whole

_SEPARATOR = re.compile(rb"From \S+ .{8,80}\d{4}(?: [+-]\d{4})?\s*$")
_SPOILT = (*SPOILT, MessageError)
_PARTS = 1000  # of a letter
_LONGEST = 1000  # characters of a header
_SHARE = 0.6  # of a letter's words that the page reader must keep; newsletters are tables and lists to it


def read_letter(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The letter as one article: its subject is the title, its text the HTML part, else the plain one; attachments are left out."""
    data = read_whole(stream, source)
    yield data if isinstance(data, Reading) else _read(data, source, source)


def read_mailbox(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article for each letter of a mailbox file; letters are read one at a time."""
    for number, letter in enumerate(_letters(stream), 1):
        own = f"{source}#{number}"
        if letter is None:
            yield failed(source, "too-large", f"letter {number} has more than {LARGEST:,} bytes", id=own)
        else:
            yield _read(letter, source, own)


def _letters(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each letter; None for one that is too long. A line "From SENDER ... YEAR" behind a blank one begins a letter."""
    lines: list[bytes] = []
    length, blank, begun = 0, True, False
    while line := stream.readline(LARGEST):
        if blank and _SEPARATOR.match(line):
            if begun:
                yield b"".join(lines) if length <= LARGEST else None
            lines, length, begun = [], 0, True
        elif begun:
            length += len(line)
            if length <= LARGEST:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines) if length <= LARGEST else None


def _read(data: bytes, source: str, own: str) -> Reading:
    try:
        article = _article(BytesParser(policy=email.policy.compat32).parsebytes(data), source, own)
    except _SPOILT as error:
        return failed(source, "bad-mail", f"cannot be read as a letter: {type(error).__name__}: {error}", id=own)
    return Reading(article) if article else failed(source, "no-text", "the letter has no text", id=own)


def _article(message: Message, source: str, own: str) -> Article | None:
    text, page = _text(message, source)
    published = _day(message)
    if not text:
        return None
    return Article(
        text=text,
        id=writable(own),
        url=page.url if page else None,
        title=_header(message, "Subject"),
        published=published,
        published_source="given" if published else "none",
        source=writable(source),
        author=_author(message),
    )


def _text(message: Message, source: str) -> tuple[str, Article | None]:
    """The text, and what the page reader made of the HTML part when the text is from it."""
    parts = list(_parts(message))
    for kind in ("text/html", "text/plain"):
        part = next((each for each in parts if each.get_content_type() == kind and each.get_payload()), None)
        data = part.get_payload(decode=True) if part is not None else None
        if part is None or not isinstance(data, bytes):
            continue
        words = decode_text(data, part.get_content_charset())
        if kind == "text/plain":
            return words.strip("\n"), None
        plain = paragraphs(words)
        story = make_page(data, source, charset=part.get_content_charset())
        if story.readable and len(story.article.text) >= _SHARE * len(plain):
            return story.article.text, story.article
        if plain:
            return plain, None
    return "", None


def _parts(message: Message) -> Iterator[Message]:
    """The parts that a reader sees, in order; letters inside the letter are left out."""
    waiting: list[Message] = [message]
    for _ in range(_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
            continue
        if isinstance(inner, list):
            waiting.extend(reversed([each for each in inner if isinstance(each, Message)]))
        else:
            yield part


def _header(message: Message, name: str) -> str | None:
    value = str(message.get(name) or "")[:_LONGEST]
    try:
        words = str(make_header(decode_header(value)))
    except _SPOILT:
        words = value
    return writable(" ".join(words.split())) or None


def _author(message: Message) -> str | None:
    """The sender's name, else the address."""
    words = _header(message, "From")
    name, address = parseaddr(words) if words else ("", "")
    return name or address or None


def _day(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")[:_LONGEST]).isoformat()
    except _SPOILT:
        return None
