"""Random bytes and random damage: every reader gives a reading or a problem, and never raises. What fuzzing found stands at the end."""

import gzip
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzzing import NAMES, check
from test_read_formats import ATOM, PAGE, RSS, archive, letter, pdf, zipped

SEEDS: dict[str, bytes] = {
    "a.html": PAGE.encode(),
    "a.rss": RSS.encode(),
    "a": ATOM.encode(),
    "a.warc": archive([("https://courier.example/1", "200 OK", "text/html; charset=utf-8")], packed=False),
    "a.gz": gzip.compress(b'{"text": "x"}'),
    "a.eml": letter(html=PAGE).as_bytes(),
    "a.mbox": b"From a@b Tue Mar  4 06:00:00 2031\nSubject: =?utf-8?q?x?=\n\nwords\n\n" * 2,
    "a.pdf": pdf("Norland left.", "Sudria stayed."),
    "a.zip": zipped({"a.txt": b"first", "b.jsonl": b'{"text": "x"}', "c.html": PAGE.encode()}),
    "a.csv": b'id,text,published\n1,"Norland left.",2031-03-04\n2,b,4 March 2031\n',
    "a.jsonl": b'{"text": "x", "published": "2031-03-04", "id": 1, "author": ["a"]}\n{"text": "y"}\n',
    "a.json": b'[{"text": "x"}, {"text": "y"}]',
}
PIECES = (
    b"", b"\x00", b"\xff", b"\r", b"\n\n", b"<", b">", b"&#0;", b"]]>", b"<![CDATA[", b"<!--", b'"', b"'", b"{", b"[" * 50, b"-1",
    b"9" * 30,
    b"1e999", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\x1f\x8b", b"charset=", b"utf-7", b"utf-16", 
    b"Content-Length: ",
    b"=?x?q?", b"\x80" * 9, b"From x y 2031\n", b"<html", b"<rss", b"endobj", b"stream", b"\\ud800",
)  # fmt: skip
ENCODINGS = ["utf-8", "utf-16", "utf-32", "utf-7"]
COUNT = int(os.environ.get("ONRECORD_EXAMPLES", "25"))
QUICK = settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
damage = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=6)


def damaged(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with pieces cut out and others put in."""
    for at, length, piece in changes:
        place = at % (len(data) + 1)
        data = data[:place] + piece + data[place + length :]
    return data


@pytest.mark.parametrize("name", SEEDS)
@QUICK
@given(changes=damage)
def test_damaged_files_never_raise(name: str, changes: list[tuple[int, int, bytes]]):
    check(name, damaged(SEEDS[name], changes))


@pytest.mark.parametrize("name", NAMES)
@QUICK
@given(data=st.binary(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join))
def test_random_bytes_never_raise(name: str, data: bytes):
    check(name, data)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.rss", "a.eml"])
@QUICK
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=400), encoding=st.sampled_from(ENCODINGS))
def test_text_in_any_encoding_never_raises(name: str, text: str, encoding: str):
    check(name, text.encode(encoding))


FOUND = [  # what fuzzing has found
    ("a.eml", b"Subject: =?utf-8?b?abcde?=\n\nwords"),
    ("a.json", b'[{"text\xad": "y"}]'),
    ("a.zip", zipped({"a.txt": b"x"}).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")),
]


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_was_found_stays_mended(name: str, data: bytes):
    assert check(name, data)
