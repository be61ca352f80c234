"""Feeds, web archives, letters, documents and packed files become articles."""

import gzip
import io
import zipfile
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.read import Options, Reading, read_all
from onrecord.read.fields import parse_columns
from onrecord.read.written import written_date

FIRST = "Norland recalled its envoy from Sudria on Monday after a long row over fishing rights in the strait, the ministry said."
SECOND = "Sudria called the step a mistake and asked Norland to come back to the talks that both had promised to hold in the spring."
LONG = " ".join([FIRST, SECOND] * 3)
PAGE = f"""<!doctype html><html lang="en"><head><title>Envoy recalled</title></head><body><article><h1>Envoy recalled</h1>
<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Courier</title>
<item><guid isPermaLink="false">n-1</guid><title>Envoy &amp;amp; ship recalled</title><link>https://courier.example/1</link>
<pubDate>Tue, 04 Mar 2031 06:00:00 +0100</pubDate><author>ann@courier.example (Ann Dahl)</author>
<description>Short.</description><content:encoded><![CDATA[<p>{LONG}</p>
<figure><figcaption>The envoy</figcaption></figure><p>The <b>end</b>.</p>]]>
</content:encoded></item>
<item><link>https://courier.example/2</link><description>&lt;p&gt;Sudria waits.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>urn:c</id>
<entry><id>urn:c:1</id><title>Envoy recalled</title><link href="https://courier.example/1"/><updated>2031-03-04T06:00:00Z</updated>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"""


def readings(*inputs: object, **options: object) -> list[Reading]:
    return list(read_all(*(str(each) for each in inputs), options=Options(**options)))  # type: ignore[arg-type]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed"])
def test_a_feed_gives_an_article_an_entry(tmp_path: Path, name: str):
    first, second, third = readings(write(tmp_path / name, RSS))
    article = first.article
    assert article.text == f"{LONG}\n\nThe end." and codes(first) == []
    assert (article.id, article.url, article.title) == ("n-1", "https://courier.example/1", "Envoy & ship recalled")
    assert (article.published, article.published_source) == ("2031-03-04T06:00:00+01:00", "given")
    assert (second.article.id, second.article.text, codes(second)) == ("https://courier.example/2", "Sudria waits.", ["teaser"])
    assert not third.readable and codes(third) == ["no-text"]


def test_an_atom_feed_is_read_too(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.atom", ATOM))
    assert (reading.article.id, reading.article.text, reading.article.published) == ("urn:c:1", LONG, "2031-03-04T06:00:00Z")


def test_what_is_no_feed_is_a_problem(tmp_path: Path):
    assert [codes(r) for r in readings(write(tmp_path / "a.rss", "plain words"), write(tmp_path / "b.rss", b"\xff\x00<rss"))] == [
        ["bad-feed"],
        ["bad-feed"],
    ]


def archive(pages: list[tuple[str, str, str]], *, packed: bool) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for address, status, kind in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(PAGE.encode()), http_headers=headers))
        writer.write_record(writer.create_warc_record(address, "request", io.BytesIO(b"GET / HTTP/1.1\r\n\r\n")))
    return stream.getvalue()


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("a", False), ("a.gz", True)])
def test_a_web_archive_gives_its_pages(tmp_path: Path, name: str, packed: bool):
    pages = [
        ("https://courier.example/1", "200 OK", "text/html; charset=utf-8"),
        ("https://courier.example/gone", "404 Not Found", "text/html"),
        ("https://courier.example/picture", "200 OK", "image/png"),
        ("https://courier.example/2", "200 OK", "text/html"),
    ]
    path = write(tmp_path / name, archive(pages, packed=packed))
    found = readings(path, copies=True)
    assert [(r.article.id, r.article.url) for r in found] == [
        (f"{path}#1", "https://courier.example/1"),
        (f"{path}#2", "https://courier.example/2"),
    ]
    assert f"{FIRST}\n\n{SECOND}" in found[0].article.text


def test_a_torn_web_archive_gives_what_is_whole(tmp_path: Path):
    data = archive([(f"https://courier.example/{n}", "200 OK", "text/html") for n in range(4)], packed=False)
    found = readings(write(tmp_path / "a.warc", data[: len(data) * 3 // 5]), copies=True)
    assert sum(r.readable for r in found) >= 2
    assert codes(readings(write(tmp_path / "b.warc", "WARC/1.0\r\nContent-Length: nonsense\r\n\r\n"))[0])[0] in ("bad-warc", "no-text")


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_of_a_wrong_length_loses_no_other_and_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str], packed: bool):
    records = [archive([(f"https://courier.example/{n}", "200 OK", "text/html")], packed=False) for n in range(3)]
    head, mark, rest = records[1].partition(b"Content-Length: ")
    data = records[0] + head + mark + b"%d" % (int(rest.split(b"\r")[0]) - 9) + rest[rest.index(b"\r") :] + records[2]
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), gzip.compress(data) if packed else data)
    assert [r.article.url for r in readings(path, copies=True)] == [f"https://courier.example/{n}" for n in range(3)]
    assert capfd.readouterr().err == ""


def letter(subject: str = "Envoy – recalled", *, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, "Press Örn <press@norland.example>", "Tue, 04 Mar 2031 06:00:00 +0100"
    message.set_content(f"{FIRST}\n\n{SECOND}\n")
    if html:
        message.add_alternative(html, subtype="html")
    message.add_attachment(b"attached words", maintype="text", subtype="plain", filename="a.txt")
    return message


def test_a_letter_is_an_article(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.eml", letter().as_bytes()))
    article = reading.article
    assert (article.text, article.title, article.author) == (f"{FIRST}\n\n{SECOND}", "Envoy – recalled", "Press Örn")
    assert (article.published, article.published_source) == ("2031-03-04T06:00:00+01:00", "given")


def test_the_html_part_of_a_letter_goes_through_the_page_reader(tmp_path: Path):
    table = f"<table><tr><td><p>{FIRST}</p></td></tr><tr><td><p>{SECOND}</p></td></tr></table>"
    pages = [readings(write(tmp_path / "a.eml", letter(html=html).as_bytes()))[0].article.text for html in (PAGE, table)]
    assert all(FIRST in text and f"\n\n{SECOND}" in text and "<" not in text for text in pages)


def test_a_mailbox_gives_its_letters(tmp_path: Path):
    body = "\nFrom here on it is quiet.\n"
    letters = "".join(
        f"From press Tue Mar  4 06:00:00 2031\nSubject: {n}\n\n{FIRST}\n\n>From {n} came word.\n\n" for n in ("one", "two")
    ) + f"From press Tue Mar  4 06:00:00 2031\nSubject: three\n{body}"  # fmt: skip
    found = readings(write(tmp_path / "a.mbox", letters))
    assert [r.article.title for r in found] == ["one", "two", "three"]
    assert found[0].article.text.endswith("From one came word.")


def test_a_letter_in_an_old_encoding_is_read(tmp_path: Path):
    data = b"Subject: =?iso-8859-2?q?=A3=F3d=BC?=\nContent-Type: text/plain; charset=iso-8859-2\n\n" + "Łódź answered.".encode("iso-8859-2")
    (reading,) = readings(write(tmp_path / "a.eml", data))
    assert (reading.article.title, reading.article.text) == ("Łódź", "Łódź answered.")


@pytest.mark.parametrize("data", [b"", b"Content-Type: multipart/mixed\n\n", b"Content-Type: text/plain; charset=none\n\n"])
def test_a_letter_without_text_is_a_problem(tmp_path: Path, data: bytes):
    (reading,) = readings(write(tmp_path / "a.eml", data))
    assert not reading.readable and codes(reading)[0] in ("no-text", "bad-mail")


def test_a_document_gives_its_paragraphs_title_and_author(tmp_path: Path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Envoy recalled", "Ann Dahl"
    document.add_paragraph("4 March 2031")
    document.add_paragraph(FIRST)
    document.add_table(rows=1, cols=1).cell(0, 0).text = SECOND
    document.save(str(tmp_path / "a.docx"))
    (reading,) = readings(tmp_path / "a.docx")
    assert (reading.article.text, reading.article.title, reading.article.author) == (
        f"4 March 2031\n\n{FIRST}\n\n{SECOND}", "Envoy recalled", "Ann Dahl",
    )  # fmt: skip
    assert (reading.article.published, reading.article.published_source) == ("2031-03-04", "page")


def pdf(*lines: str) -> bytes:
    """A PDF of one page by hand, a line of text at each place."""
    drawn = "BT /F1 12 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (Envoy recalled) /Author (Ann Dahl) >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 7\n0000000000 65535 f \n{table}{trailer}".encode()


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_a_pdf_gives_its_text_with_lines_joined(tmp_path: Path, name: str):
    pytest.importorskip("pdfminer")
    (reading,) = readings(write(tmp_path / name, pdf("Norland recalled its en-", "voy from Sudria on", "Monday.")))
    assert (reading.article.text, reading.article.title) == ("Norland recalled its envoy from Sudria on Monday.", "Envoy recalled")


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF-1.7 torn"), ("a.pdf", b"words"), ("a.docx", b"words"), ("a.docx", b"")])
def test_a_spoilt_document_is_a_problem(tmp_path: Path, name: str, data: bytes):
    (reading,) = readings(write(tmp_path / name, data))
    assert not reading.readable and codes(reading)[0] in ("bad-document", "no-text")


def test_a_document_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(import_module("onrecord.read.office"), "find_spec", lambda name: None)
    (reading,) = readings(write(tmp_path / "a.pdf", pdf("words")))
    assert codes(reading) == ["needs-extra"] and "onrecord[docs]" in reading.problems[0].message


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


def test_a_zip_file_gives_its_members(tmp_path: Path):
    inner = zipped({"c.txt": b"third"})
    data = zipped(
        {"a.txt": b"first", "in/b.jsonl": b'{"text": "x"}\n{"text": "y"}', "in.zip": inner, "d.csv.gz": gzip.compress(b"text\nz"),
         ".hidden": b"no", "__MACOSX/a.txt": b"no", "p.png": b"\x89PNG", "../../out.txt": b"fine"}
    )  # fmt: skip
    path = write(tmp_path / "a.zip", data)
    found = readings(path)
    assert [(r.article.id.removeprefix(f"{path}/"), r.article.text) for r in found] == [
        ("a.txt", "first"), ("in/b.jsonl#1", "x"), ("in/b.jsonl#2", "y"), ("in.zip/c.txt", "third"), ("d.csv.gz#1", "z"),
        ("../../out.txt", "fine"),
    ]  # fmt: skip
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.zip"]


def test_columns_may_have_any_name(tmp_path: Path):
    table = write(tmp_path / "a.csv", "Body,pubDate,text\nNorland left.,04/03/2031,no\n")
    lines = write(tmp_path / "a.jsonl", '{"content": {"plain": "Norland left."}, "pubDate": "4 March 2031", "text": "no"}')
    chosen = parse_columns("text=body, published=pubDate")
    (row,) = readings(table, columns=chosen, day_first=True)
    assert (row.article.text, row.article.published) == ("Norland left.", "2031-03-04")
    assert codes(readings(table, columns=chosen)[0]) == ["bad-date"]
    (line,) = readings(lines, columns=parse_columns("text=content.plain,published=pubDate"))
    assert (line.article.text, line.article.published) == ("Norland left.", "2031-03-04")


@pytest.mark.parametrize("words", ["text", "text=", "body=text", "=x"])
def test_a_wrong_map_is_told(words: str):
    from onrecord import ReadError  # noqa: PLC0415

    with pytest.raises(ReadError, match="FIELD=COLUMN"):
        parse_columns(words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("4 March 2031", "2031-03-04"), ("March 4th, 2031", "2031-03-04"), ("Tue 4 Mar 2031 18:30", "2031-03-04T18:30:00"),
        ("4 Mar 2031 6pm EST", "2031-03-04"), ("4.3.2031", "2031-03-04"), ("13/03/2031", "2031-03-13"), ("03/04/2031", None),
        ("2031", None), ("March 2031", None), ("4 March", None), ("yesterday", None), ("1/2/3", None),
        ("4 March 2031 and 5 March 2031", None),
        ("32 March 2031", None), ("0000", None), ("9" * 80, None),
    ],
)  # fmt: skip
def test_written_dates_are_read_where_they_are_sure(words: str, day: str | None):
    assert written_date(words) == day


def test_a_language_that_is_given_is_believed(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.txt", "Norland left."), language="en")
    assert reading.article.language == "en"


def test_a_text_that_came_before_is_linked_and_not_coded_again(tmp_path: Path):
    rows = [("1", LONG, "2031-03-04"), ("2", LONG, "2031-03-04"), ("3", LONG, "2031-03-05"), ("4", "Short.", ""), ("5", "Short.", "")]
    table = "id\ttext\tpublished\n" + "".join("\t".join(row) + "\n" for row in rows)
    path = write(tmp_path / "a.tsv", table)
    found = readings(path)
    assert [(r.readable, codes(r)) for r in found] == [(True, []), (False, ["duplicate-text"]), (True, []), (True, []), (True, [])]
    assert "'1'" in found[1].problems[0].message and found[1].article.text == LONG
    assert all(r.readable for r in readings(path, copies=True))
