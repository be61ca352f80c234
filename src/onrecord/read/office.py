"""Press releases as DOCX and PDF; their libraries come with the extra `docs`."""

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from onrecord.article import Article
from onrecord.read.decode import fold_lines
from onrecord.read.names import writable
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed
from onrecord.read.spoilt import SPOILT

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # else it tells a file's faults to standard error

_PAGES = 300  # of a PDF
_UNPACKED = 100_000_000  # bytes of a DOCX
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
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
    except (*SPOILT, OSError, EOFError, SyntaxError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
        yield failed(source, "bad-document", f"cannot be read as DOCX: {type(error).__name__}: {error}")
        return
    yield _reading(source, "\n\n".join(lines), title, author)


def _docx_lines(document: Any) -> Iterator[str]:
    """The paragraphs in the order of the document, in tables and boxes too; a second copy for older programs is left out."""
    for node in document.element.body.iter(_PARAGRAPH):
        if not any(above.tag == _FALLBACK for above in node.iterancestors()):
            yield node.text


def read_pdf(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The document as one article, blocks separated by blank lines and their lines joined; title and author as it states them."""
    try:
        from pdfminer.high_level import extract_pages  # noqa: PLC0415 (an extra)
        from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
        from pdfminer.pdfparser import PDFParser  # noqa: PLC0415
        from pdfminer.psexceptions import PSException  # noqa: PLC0415
    except ImportError:
        yield failed(source, "needs-extra", f"a PDF file {_EXTRA}")
        return
    try:
        info = PDFDocument(PDFParser(stream)).info
        stream.seek(0)
        text = "\n\n".join(
            filter(None, (_block(box) for page in extract_pages(cast("io.IOBase", stream), maxpages=_PAGES) for box in page))
        )
    except (*SPOILT, PSException, OSError, zlib.error) as error:
        yield failed(source, "bad-document", f"cannot be read as PDF: {type(error).__name__}: {error}")
        return
    facts = info[0] if info else {}
    yield _reading(source, text, _pdf_words(facts.get("Title")), _pdf_words(facts.get("Author")))


def _block(box: Any) -> str:
    words = box.get_text() if hasattr(box, "get_text") else ""
    return " ".join(_HYPHEN.sub("", words).split())


def _pdf_words(value: object) -> str | None:
    if not isinstance(value, bytes):
        return None
    return value[2:].decode("utf-16-be", "replace") if value.startswith(b"\xfe\xff") else value.decode("latin-1")


def _reading(source: str, text: str, title: str | None, author: str | None) -> Reading:
    """No day: the file's own is that of its making, which may be long before or behind the release."""
    if not text.strip():
        return failed(source, "no-text", "the document has no text; scanned pages must be turned into text first")
    name = writable(source)
    return Reading(Article(text=fold_lines(text), id=name, source=name, title=_line(title), author=_line(author)))


def _line(words: str | None) -> str | None:
    return writable(" ".join(words.split())) or None if words else None
