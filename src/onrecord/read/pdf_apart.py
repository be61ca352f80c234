"""The process that reads one PDF: bytes come in on standard input, JSON goes out. It imports nothing of ours, so that it starts at once.

Started by `office.read_pdf`; the system ends it when it asks for too much memory or time.
"""

import io
import json
import logging
import re
import sys
import zlib
from typing import Any

_PAGES = 300
_SECONDS = 60  # of processor time
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def read(data: bytes) -> dict[str, str | None]:
    """Text, title and author of a PDF, or `error`."""
    from pdfminer.high_level import extract_pages  # noqa: PLC0415 (after the limits are set)
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415
    from pdfminer.psexceptions import PSException  # noqa: PLC0415

    try:
        facts = next(iter(PDFDocument(PDFParser(io.BytesIO(data))).info), {})
        blocks = [_block(box) for page in extract_pages(io.BytesIO(data), maxpages=_PAGES) for box in page]
    except (
        PSException, OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RuntimeError, zlib.error,
    ) as error:  # fmt: skip
        return {"error": f"cannot be read as PDF: {type(error).__name__}: {error}"}
    text = "\n\n".join(filter(None, blocks))
    return {"text": text, "title": _words(facts.get("Title")), "author": _words(facts.get("Author"))}


def _block(box: Any) -> str:
    words = box.get_text() if hasattr(box, "get_text") else ""
    return " ".join(_HYPHEN.sub("", words).split())


def _words(value: object) -> str | None:
    if not isinstance(value, bytes):
        return None
    return value[2:].decode("utf-16-be", "replace") if value.startswith(b"\xfe\xff") else value.decode("latin-1")


def _limit(memory: int) -> None:
    """Memory (bytes) and time, where the system can bound them."""
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))  # in ASCII: half surrogates are told as such
