"""Whatever an input holds or is called, it is read or becomes a problem; memory stays flat and nothing outside is touched."""

import gzip
import io
import json
import os
import socket
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fake_coder import FakeCoder
from onrecord.read import Options, Reading, read_all, settle
from onrecord.read.jsonl import read_jsonl
from onrecord.read.mail import read_mailbox
from onrecord.read.table import read_csv
from onrecord.run.local import bare_record
from test_read_formats import ATOM, FIRST, LONG, PAGE, RSS, SECOND, archive, codes, letter, pdf, readings, write, zipped

BOMB = """<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "boom"> {}]>""".format(
    " ".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file://{}">]>'
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="has no such files")


def only_problem(path: Path) -> str:
    (reading,) = readings(path)
    assert not reading.readable
    return codes(reading)[0]


PAGES = {
    "tables 10,000 deep": "<table><tr><td>" * 10_000 + f"<p>{FIRST}</p>",
    "boxes 10,000 deep": "<html><body>" + "<div>" * 10_000 + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * 10_000,
    "100,000 attributes": "<html><body " + " ".join(f"a{n}=1" for n in range(100_000)) + f"><p>{FIRST}</p>",
    "20,000 links": "<html><body>" + "<a href=x>y</a>" * 20_000,
    "100,000 paragraphs": "<html><body><article>" + f"<p>{FIRST}</p>" * 100_000,
    "one attribute of 5 MB": f"<html><body class='{'x' * 5_000_000}'><p>{FIRST}</p>",
    "open everything": "<html><body><p><b><i><a><div><span><ul><li><table>" * 2000 + FIRST,
    "closed before opened": "</p></div></body></html>" * 2000 + PAGE,
    "comments without end": "<html><body><!-- " + PAGE,
    "scripts without end": "<html><body><script>" + PAGE,
    "entities": "<html><body><p>" + "&#x0;&#xD800;&#x110000;&nosuch;&#99999999999;&amp" * 5000,
    "declared as anything": "<?xml version='1.0' encoding='utf-7'?><html><head><meta charset='rot13'></head><body>" + PAGE,
    "JSON-LD 10,000 deep": f"<html><head><script type='application/ld+json'>{'[' * 10_000}</script></head>" + PAGE,
    "dates of all kinds": "<html><head>" + "".join(f"<meta name=date content='{n}-99-99T99:99'>" for n in range(3000)) + "</head>" + PAGE,
    "an entity bomb": BOMB + "<html><body><p>&a12;</p></body></html>",
    "frames": "<frameset>" * 3000 + PAGE,
    "nothing but brackets": "<" * 200_000,
    "quotation marks": '<p title="' * 20_000,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_any_shape_is_read_or_a_problem(tmp_path: Path, name: str):
    (reading,) = readings(write(tmp_path / "a.html", PAGES[name]))
    assert reading.readable or codes(reading)[0] in ("no-story", "too-large")
    assert len(reading.article.text) < 20_000_000
    bare_record(FakeCoder(), reading.article, reading.problems).to_json()


def test_good_stories_survive_bad_surroundings(tmp_path: Path):
    for name in ("closed before opened", "JSON-LD 10,000 deep", "dates of all kinds", "declared as anything"):
        (reading,) = readings(write(tmp_path / "a.html", PAGES[name]))
        assert SECOND in reading.article.text


@pytest.mark.parametrize("text", [RSS, ATOM])
@pytest.mark.parametrize("kind", ["bomb", "outside"])
def test_entities_in_a_feed_neither_grow_nor_read_files(tmp_path: Path, text: str, kind: str):
    secret = write(tmp_path / "secret.txt", "the secret words")
    head = BOMB if kind == "bomb" else OUTSIDE.format(secret)
    name = "&a12;" if kind == "bomb" else "&x;"
    body = text.partition("?>")[2].replace("</title>", f"{name}</title>", 2).replace(LONG, f"{LONG} {name}")
    for reading in readings(write(tmp_path / "a.xml", head + body)):
        assert len(reading.article.text) < 10_000 and len(reading.article.title or "") < 10_000
        assert "secret words" not in f"{reading.article}"


def test_entities_in_a_document_neither_grow_nor_read_files(tmp_path: Path):
    docx = pytest.importorskip("docx")
    secret = write(tmp_path / "secret.txt", "the secret words")
    document = docx.Document()
    document.add_paragraph("PLACE")
    document.save(str(tmp_path / "good.docx"))
    for head, name in ((BOMB, "&a12;"), (OUTSIDE.format(secret), "&x;")):
        stream = io.BytesIO()
        with zipfile.ZipFile(tmp_path / "good.docx") as good, zipfile.ZipFile(stream, "w") as bad:
            for member in good.namelist():
                data = good.read(member).decode("utf-8", "surrogateescape")
                data = head + data.partition("?>")[2].replace("PLACE", name) if member == "word/document.xml" else data
                bad.writestr(member, data.encode("utf-8", "surrogateescape"))
        for reading in readings(write(tmp_path / "a.docx", stream.getvalue())):
            assert len(reading.article.text) < 10_000 and "secret words" not in f"{reading.article}"


@pytest.mark.parametrize("name", ["a.gz", "a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.html.gz", "a.warc.gz", "a.mbox.gz"])
def test_a_packed_bomb_is_stopped(tmp_path: Path, name: str):
    assert only_problem(write(tmp_path / name, gzip.compress(b" " * 20_000_000))) in ("too-large", "no-text", "bad-warc", "no-story")


def test_zip_bombs_are_stopped(tmp_path: Path):
    flat = zipped({"a.txt": b" " * 20_000_000})
    many = zipped({f"{n}.txt": b" " * 1_000_000 for n in range(20)})
    nested = zipped({f"{n}.zip": zipped({"a.txt": b" " * 2_000_000}) for n in range(10)})
    for data in (flat, many, nested):
        found = readings(write(tmp_path / "a.zip", data), copies=True)
        assert codes(found[-1]) == ["too-large"] and sum(len(r.article.text) for r in found) < 40_000_000
    deep = b"words"
    for _ in range(8):
        deep = zipped({"a.zip": deep})
    (reading,) = readings(write(tmp_path / "deep.zip", deep))
    assert codes(reading) == ["too-large"]


def test_a_pdf_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pdfminer")
    monkeypatch.setattr(import_module("onrecord.read.office"), "_MEMORY", 600_000_000)
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = b"\x78\x9c" + (packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)) * 300
    body = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\n" % (len(packed), packed)
    page = pdf("Norland left.")
    (reading,) = readings(write(tmp_path / "a.pdf", page.replace(page[page.index(b"<< /Length") : page.index(b"endobj\n5 0")], body)))
    assert codes(reading) == ["bad-document"] and len(packed) < 5_000_000


def test_spoilt_zip_files_lose_only_what_is_spoilt(tmp_path: Path):
    data = bytearray(zipped({"a.txt": b"first words" * 50, "b.txt": os.urandom(3000).hex().encode(), "c.txt": b"third"}))
    data[data.index(b"b.txt") + 200] ^= 255
    found = readings(write(tmp_path / "a.zip", bytes(data)))
    assert [r.readable for r in found] == [True, False, True]
    assert only_problem(write(tmp_path / "b.zip", bytes(data[:-40]))) == "unreadable"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.txt", "words")
    assert only_problem(write(tmp_path / "c.zip", stream.getvalue())) == "unreadable"
    locked = zipped({"a.txt": b"x"}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    assert only_problem(write(tmp_path / "d.zip", locked)) == "unreadable"


@POSIX
def test_links_out_of_a_folder_are_not_followed(tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    secret = write(outside / "secret.txt", "the secret words")
    folder = tmp_path / "news"
    (folder / "in").mkdir(parents=True)
    write(folder / "in" / "a.txt", "fine")
    (folder / "b.txt").symlink_to(folder / "in" / "a.txt")
    (folder / "c.txt").symlink_to(secret)
    (folder / "d").symlink_to(outside)
    (folder / "e").symlink_to(folder)
    (folder / "f.txt").symlink_to(folder / "f.txt")
    (folder / "g.txt").symlink_to(folder / "nothing")
    found = {Path(r.article.id).name: r for r in readings(folder)}
    assert {name for name, r in found.items() if r.readable} == {"a.txt", "b.txt"}
    assert (codes(found["c.txt"]), codes(found["g.txt"])) == (["link-outside"], ["not-found"]) and not found["c.txt"].missing
    assert [r.article.text for r in readings(folder / "c.txt")] == ["the secret words"]  # named itself, it was meant


NAMES = [
    "a\nb.txt",
    "a\x1b[31m.txt",
    "a\u202eb.txt",
    "…ä𝔑.txt",
    " .txt",
    "-",
    "~",
    "a*.txt",
    "[a].txt",
    "http:",
    "#1",
    "con.txt",
    "a" * 250,
]


@POSIX
@pytest.mark.parametrize("name", NAMES)
def test_files_of_any_name_are_read(tmp_path: Path, name: str):
    write(tmp_path / name, "words")
    assert [r.article.text for r in readings(tmp_path)] == ["words"]
    assert [r.article.text for r in readings(tmp_path / name)] == ["words"]
    (tmp_path / name).write_bytes(b"\x7fELF")
    message = readings(tmp_path / name)[0].problems[0].message
    assert message.isprintable() and "\u202e" not in message


@POSIX
def test_a_name_that_is_no_text_gets_an_id_that_can_be_written(tmp_path: Path):
    path = os.path.join(os.fsencode(tmp_path), b"\xff.jsonl")
    with open(path, "wb") as stream:
        stream.write(b'{"text": "x"}\n{')
    good, bad = readings(tmp_path)
    for reading in (good, bad):
        record = bare_record(FakeCoder(), reading.article, reading.problems)
        assert json.loads(record.to_json())["article"]["id"].startswith(f"{tmp_path}/\ufffd.jsonl#")


@pytest.mark.parametrize("name", ["a\x00b.txt", "\x00", "", "x" * 5000, "\ud800", "//", "http://", "https://[", "http://\x00/", "*" * 200])
def test_names_that_cannot_be_are_missing_or_problems(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    if name == "//":
        pytest.skip("is the root folder")
    found = readings(name)
    assert len(found) == 1 and not found[0].readable and found[0].problems[0].message.isprintable()


@POSIX
def test_pipes_devices_and_sockets_are_refused_wherever_they_lie(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    opened = socket.socket(socket.AF_UNIX)
    os.chdir(tmp_path)
    opened.bind("s.txt")
    write(tmp_path / "a.txt", "words")
    assert [(codes(r), r.missing) for r in readings(tmp_path)] == [([], False), (["not-a-file"], False), (["not-a-file"], False)]
    assert all(codes(r) == ["not-a-file"] for r in readings("/dev/zero", "/dev/stdin", tmp_path / "pipe.txt") if not r.readable)
    opened.close()


MIXED = ["{}", "", "null", '"x"', '{"text": null}', '{"text": "\\ud800\\udc00\\ud800"}', '{"text": "a", "id": {"b": 1}}',
         '{"text": "a", "published": "0000-00-00"}', '{"text": "a", "published": 99999999999999999999}', '{"text": "a", "id": 1e999}',
         '{"text": "a", "author": [1, null, "x"]}', '{"text": "a"} trailing', "\x00\x00", '{"text": "a", "text": "b"}', "NaN",
         "1" * 5000]  # fmt: skip


def test_rows_of_any_kind_give_a_reading_each(tmp_path: Path):
    lines = [line.encode() for line in MIXED if line] + ["é".encode("cp1252"), "é".encode("utf-16-le"), b"\xff\xfe", b"\xef\xbb\xbf{}"]
    found = readings(write(tmp_path / "a.jsonl", b'{"text": "first"}\n' + b"\n".join(lines) + b'\n{"text": "last"}'))
    assert found[0].article.text == "first" and found[-1].article.text == "last"
    for reading in found:
        bare_record(FakeCoder(), reading.article, reading.problems).to_json()


@pytest.mark.parametrize(
    "table",
    ["", "text", "text\n", ",,,\n,,,", 'text\n"open', 'text\n"a"b"c', "text\n" + "a," * 5000, "text,text\n1,2", "text\rold\rmac\r",
     "\x00text\nx", "text\n\x00", '"' * 999, "text\n" + '"a\n' * 999, "sep=;\ntext;id\nx;1"],
)  # fmt: skip
def test_tables_of_any_kind_are_read_or_problems(tmp_path: Path, table: str):
    for reading in readings(write(tmp_path / "a.csv", table)):
        bare_record(FakeCoder(), reading.article, reading.problems).to_json()


def test_a_letter_of_10_000_parts_and_depths_is_read_or_a_problem(tmp_path: Path):
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000)) + b"\nwords"
    wide = b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\nwords\n" * 10_000
    for data in (
        deep,
        wide,
        b"Subject: " + b"=?utf-8?q?x?= " * 20_000,
        b"Date: " + b"9" * 10_000 + b"\n\nwords",
        b"From: " + b"(" * 5000 + b"\n\nx",
    ):
        (reading,) = readings(write(tmp_path / "a.eml", data))
        assert reading.readable or codes(reading)[0] in ("no-text", "bad-mail")


class Endless(io.RawIOBase):
    """A file of so many bytes that is never in memory: `line(n)` again and again."""

    def __init__(self, head: bytes, line: Any, length: int) -> None:
        self.waiting, self.line, self.left, self.number = head, line, length, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self.left > 0 and len(self.waiting) < len(buffer):
            piece = self.line(self.number)
            self.waiting += piece
            self.left -= len(piece)
            self.number += 1
        piece, self.waiting = self.waiting[: len(buffer)], self.waiting[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


WORDS = (LONG + " ") * 150


@pytest.mark.parametrize(
    ("reader", "length", "head", "line"),
    [
        (read_jsonl, 200_000_000, b"", lambda n: json.dumps({"text": f"{n} {WORDS}"}).encode() + b"\n"),
        (read_csv, 30_000_000, b"id,text\n", lambda n: f'{n},"{n} {WORDS}"\r\n'.encode()),
        (read_mailbox, 30_000_000, b"", lambda n: f"From a@b Tue Mar  4 06:00:00 2031\nSubject: {n}\n\n{n} {WORDS}\n\n".encode()),
    ],
)  # fmt: skip
def test_large_files_are_read_with_flat_memory(reader: Any, length: int, head: bytes, line: Any):
    stream = io.BufferedReader(Endless(head, line, length), 1 << 16)
    tracemalloc.start()
    count = sum(reading.readable for reading in settle(reader(stream, "big", Options()), Options()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > length // 150_000 and peak < 8_000_000


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="tells no memory")
def test_a_web_archive_is_read_with_flat_memory(tmp_path: Path):
    pages = [(f"https://courier.example/{n}", "200 OK", "text/html") for n in range(240)]
    sizes = []
    for number, reading in enumerate(
        read_all(str(write(tmp_path / "a.warc.gz", archive(pages, packed=True))), options=Options(copies=True))
    ):
        assert reading.readable
        if number in (60, 239):
            sizes.append(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    assert len(sizes) == 2 and sizes[1] - sizes[0] < 20_000_000


def test_a_long_text_or_page_is_a_problem_and_not_read_whole(tmp_path: Path):
    with open(tmp_path / "a.txt", "wb") as stream:
        stream.write(b"words ")
        stream.truncate(300_000_000)  # a sparse file: takes no room
    for name in ("a.txt", "a.html", "a.rss", "a.eml"):
        if name != "a.txt":
            (tmp_path / "a.txt").rename(tmp_path / name)
        tracemalloc.start()
        assert only_problem(tmp_path / name) in ("too-large", "not-text")
        assert tracemalloc.get_traced_memory()[1] < 70_000_000
        tracemalloc.stop()
        (tmp_path / name).rename(tmp_path / "a.txt")


def everything() -> Iterator[tuple[str, bytes]]:
    yield "a.html", PAGE.encode()
    yield "a.rss", RSS.encode()
    yield "a.warc", archive([("https://courier.example/1", "200 OK", "text/html")], packed=False)
    yield "a.warc.gz", archive([("https://courier.example/1", "200 OK", "text/html")], packed=True)
    yield "a.eml", letter(html=PAGE).as_bytes()
    yield "a.pdf", pdf("Norland left.", "Sudria stayed.")
    yield "a.zip", zipped({"a.txt": b"first", "b.jsonl": b'{"text": "x"}', "c.html": PAGE.encode()})
    yield "a.csv", b"id,text\n1,Norland left.\n"
    yield "a.json", b'[{"text": "x"}]'


@pytest.mark.parametrize("count", [0, 1, 2, 7, 30, 100, 333])
def test_torn_files_are_read_or_problems(tmp_path: Path, count: int):
    for name, data in everything():
        for reading in readings(write(tmp_path / name, data[:count]), write(tmp_path / f"b{name}", data[: -count or None])):
            bare_record(FakeCoder(), reading.article, reading.problems).to_json()


def test_a_reading_that_goes_wrong_loses_no_other(tmp_path: Path):
    for name, data in everything():
        write(tmp_path / name, data[: len(data) // 2])
    write(tmp_path / "z.txt", "last")
    found: list[Reading] = list(read_all(str(tmp_path)))
    assert found[-1].article.text == "last" and len(found) >= 9
