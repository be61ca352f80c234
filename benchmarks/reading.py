"""How fast a web archive is read, against trafilatura alone: `python benchmarks/reading.py FOLDER [--pages N] [--times N]`.

FOLDER holds pages (.html, .html.gz). They become a packed WARC file of N pages, one after the other as often as need be. Prints, for the
program and for trafilatura's own extraction of the same pages (without and with metadata), the best of so many runs in pages a second of
processor time, and the memory of the process after a tenth of the archive and at its end.
"""

import argparse
import gzip
import io
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from trafilatura import bare_extraction
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.read import Options, read_all

MEGABYTE = 1024  # of the units that the system counts memory in (kilobytes on Linux)


def pages_of(folder: Path) -> list[bytes]:
    """The pages in a folder, unpacked, in order of their names."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".htm", ".html.gz")))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths]


def write_archive(pages: list[bytes], count: int, path: Path) -> None:
    """A packed WARC file of so many pages."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number, page in enumerate(islice(cycle(pages), count)):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            address = f"https://news.example/{number}"
            writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(page), http_headers=headers))


def alone(pages: list[bytes], count: int, *, metadata: bool) -> Iterator[object]:
    """What trafilatura makes of the pages by itself."""
    for page in islice(cycle(pages), count):
        yield bare_extraction(page, include_comments=False, with_metadata=metadata)


def timed(run: Callable[[], Iterator[object]], count: int, times: int) -> tuple[float, list[float]]:
    """Pages a second of processor time in the best run, and the peak memory in megabytes after a tenth and at the end of the first."""
    best, memory = 0.0, []
    for _ in range(times):
        began = time.process_time()
        for number, _ in enumerate(run(), 1):
            if len(memory) < 2 and number in (count // 10, count):
                memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)
        best = max(best, count / (time.process_time() - began))
    return best, memory


def main() -> None:
    """Makes the archive, reads it, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--times", type=int, default=1)
    chosen = parser.parse_args()
    pages = pages_of(chosen.folder)
    if not pages:
        parser.error(f"{chosen.folder} holds no pages (.html, .html.gz)")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        write_archive(pages, chosen.pages, path)
        next(read_all(str(path)))  # loads all that reading needs
        runs: dict[str, Callable[[], Iterator[object]]] = {
            "onrecord, the archive": lambda: read_all(str(path), options=Options(copies=True)),
            "trafilatura, text": lambda: alone(pages, chosen.pages, metadata=False),
            "trafilatura, text and metadata": lambda: alone(pages, chosen.pages, metadata=True),
        }
        print(f"{chosen.pages} pages, {len(pages)} of them different, {path.stat().st_size / 1e6:.1f} MB packed")
        for name, run in runs.items():
            speed, memory = timed(run, chosen.pages, chosen.times)
            print(f"{name:32} {speed:7.1f} pages/s   peak memory {', '.join(f'{each:.0f}' for each in memory)} MB")


if __name__ == "__main__":
    main()
