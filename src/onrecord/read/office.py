"""Press releases as DOCX and PDF; their libraries come with the extra `docs`."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from onrecord.article import Article
from onrecord.read.decode import fold_lines
from onrecord.read.names import writable
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed
from onrecord.read.spoilt import SPOILT, TORN
from onrecord.read.streams import read_whole
from onrecord.read.written import written_date

_PDF = 50_000_000  # bytes of a PDF
_SECONDS = 120  # for one PDF
_MEMORY = 2_000_000_000  # bytes for one PDF
_APART = str(Path(__file__).with_name("pdf_apart.py"))
_OPENING = 12  # blocks
_UNPACKED = 40_000_000  # bytes of a DOCX
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EXTRA = 'needs the extra `docs`: pip install "onrecord[docs]"'


def read_docx(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The document as one article, paragraphs (those in tables too) separated by blank lines; title and author as the file states them."""
    try:
        import docx  # noqa: PLC0415 (an extra)
    except ImportError:
        yield failed(source, "needs-extra", f"a DOCX file {_EXTRA}")
        return
    try:
        with zipfile.ZipFile(stream) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                yield failed(source, "too-large", f"unpacks to more than {_UNPACKED:,} bytes")
                return
        stream.seek(0)
        document = docx.Document(stream)
        lines = [words for words in (" ".join(text.split()) for text in _docx_lines(document)) if words]
        facts = document.core_properties
        title, author = facts.title, facts.author
    except (*SPOILT, *TORN, OSError, SyntaxError) as error:
        yield failed(source, "bad-document", f"cannot be read as DOCX: {type(error).__name__}: {error}")
        return
    yield _reading(source, "\n\n".join(lines), title, author)


def _docx_lines(document: Any) -> Iterator[str]:
    """The paragraphs in the order of the document, in tables and boxes too; a second copy for older programs is left out."""
    for node in document.element.body.iter(_PARAGRAPH):
        if not any(above.tag == _FALLBACK for above in node.iterancestors()):
            yield node.text


def read_pdf(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The document as one article, blocks separated by blank lines and their lines joined; title and author as it states them.

    It is read in a process of its own, since a few bytes of PDF can ask for any time and memory.
    """
    if find_spec("pdfminer") is None:
        yield failed(source, "needs-extra", f"a PDF file {_EXTRA}")
        return
    data = read_whole(stream, source, _PDF)
    if isinstance(data, Reading):
        yield data
        return
    try:
        done = subprocess.run([sys.executable, "-I", _APART, str(_MEMORY)], input=data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 (our own file)
        found = msgspec.json.decode(done.stdout, type=_Pdf)
    except subprocess.TimeoutExpired:
        yield failed(source, "bad-document", f"cannot be read as PDF in {_SECONDS} seconds")
    except (subprocess.CalledProcessError, msgspec.DecodeError):
        yield failed(source, "bad-document", "cannot be read as PDF: it asks for more memory or time than any document needs")
    else:
        yield failed(source, "bad-document", found.error) if found.error else _reading(source, found.text, found.title, found.author)


class _Pdf(msgspec.Struct, frozen=True):
    """What the process for PDF files tells."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    error: str | None = None


def _reading(source: str, text: str, title: str | None, author: str | None) -> Reading:
    """The day is one that stands alone near the beginning; the file's own is that of its making, long before or behind the release."""
    if not text.strip():
        return failed(source, "no-text", "the document has no text; scanned pages must be turned into text first")
    name = writable(source)
    day = next(filter(None, (written_date(block) for block in text.split("\n\n")[:_OPENING])), None)
    return Reading(
        Article(
            text=fold_lines(text),
            id=name,
            source=name,
            title=_line(title),
            author=_line(author),
            published=day,
            published_source="page" if day else "none",
        )
    )


def _line(words: str | None) -> str | None:
    return writable(" ".join(words.split())) or None if words else None
