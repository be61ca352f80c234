"""From bytes to text: byte order marks, UTF-16 without one, a declared character set, UTF-8, else Windows-1252."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096  # bytes looked at to tell what a file is
_FILES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite file"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b")) + b"\x7f"
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode_text(data: bytes, declared: str | None = None) -> str:
    """The text of a file, line ends folded to `\\n`; bytes that fit no encoding become U+FFFD, so nothing raises."""
    return fold_lines(decode(data, declared))


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file with the line ends it has."""
    mark, encoding = _marked(data)
    if encoding:
        return data[len(mark) :].decode(encoding, "replace")
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    if declared and _known(declared):
        return _declared_or(data, declared)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _broken(data)


def fold_lines(text: str) -> str:
    """The text with all line ends as `\\n` and half surrogates, which no encoding can hold, as U+FFFD."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode("utf-8")  # much faster than a search
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def declared_charset(data: bytes) -> str | None:
    """The character set that a page names for itself."""
    found = _DECLARED.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 as told by its mark or, without one, by the zero bytes that Latin letters leave; None for anything else."""
    mark, encoding = _marked(data)
    if encoding:
        return None if mark == codecs.BOM_UTF8 else encoding
    head = data[: _HEAD - _HEAD % 2]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd, half = head[::2].count(0), head[1::2].count(0), len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def foreign_kind(data: bytes) -> str | None:
    """What a file is when it is not text ("a PDF file"), by its first bytes; None for text."""
    named = next((name for magic, name in _FILES if data.startswith(magic)), None)
    if named or _marked(data)[1] or wide_encoding(data):
        return named
    head = data[: 16 * _HEAD]
    control = len(head) - len(head.translate(None, _CONTROL))
    return "a binary file" if control > max(1, 0.02 * len(head)) else None


def _marked(data: bytes) -> tuple[bytes, str | None]:
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", None))


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False


def _declared_or(data: bytes, declared: str) -> str:
    """Latin-1 on the web means Windows-1252; a page that does not keep its word is read as if it had given none."""
    name = codecs.lookup(declared).name
    if is_utf8(data):
        return data.decode("utf-8")
    try:
        return data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except UnicodeDecodeError:
        return _broken(data)


def is_utf8(data: bytes) -> bool:
    """Are the bytes UTF-8 throughout?"""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _broken(data: bytes) -> str:
    """Not UTF-8 throughout: UTF-8 with a few spoilt bytes when most accents are right in it, else Windows-1252."""
    lenient = data.decode("utf-8", "replace")
    spoilt = lenient.count("\ufffd")
    accents = sum(c > "\x7f" for c in lenient) - spoilt
    return lenient if accents > 4 * spoilt else data.decode("cp1252", "replace")
