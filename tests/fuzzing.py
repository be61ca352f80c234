"""Bytes at random, thrown at the readers: `python tests/fuzzing.py [FOLDER] [-max_total_time=SECONDS ...]` with atheris installed.

The options are those of libFuzzer; FOLDER keeps what was found interesting. `check` is used by the tests too.
"""

import io
import sys
from typing import Any, cast

from onrecord.read import Options, Reading, settle
from onrecord.read.inputs import _Input
from onrecord.read.pdf_apart import read as read_pdf
from onrecord.read.streams import BombError
from onrecord.records import ArticleRecord, Record

NAMES = (
    "a.txt",
    "a.html",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.rss",
    "a.warc",
    "a.eml",
    "a.mbox",
    "a.pdf",
    "a.docx",
    "a.zip",
    "a.gz",
    "a",
)
# What a file that is torn or packed wrongly sets off is caught where the file is opened (`read_found`).
ALLOWED = (OSError, EOFError)


def check(name: str, data: bytes) -> list[Reading]:
    """Reads the bytes as a file of this name. Raises whatever a reader may not raise, and AssertionError for what no record can hold."""
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    if name == "a.pdf":  # without the process of its own, which takes too long to start for thousands of files
        assert set(read_pdf(data)) in ({"error"}, {"text", "title", "author"})
        return []
    stream = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)), 1 << 16)
    found: list[Reading] = []
    try:
        for reading in settle(_Input(Options(), named=True).read(stream, name), Options()):
            found.append(reading)
            assert reading.readable or reading.problems
            assert all(problem.message.isprintable() for problem in reading.problems if problem.code != "duplicate-id")
            Record(ArticleRecord.of(reading.article, (), ()), problems=reading.problems).to_json()
    except (*ALLOWED, BombError, zlib.error, zipfile.BadZipFile):
        pass
    return found


def _one(data: bytes) -> None:
    if data:
        check(NAMES[data[0] % len(NAMES)], data[1:])


def main() -> None:
    """Fuzzes until stopped."""
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415

    atheris.instrument_all()
    atheris.Setup(sys.argv, _one)
    atheris.Fuzz()


__all__: Any = ["NAMES", "check"]

if __name__ == "__main__":
    main()
