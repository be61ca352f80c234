"""Files, folders and streams become articles; what cannot be read loses nothing else."""

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.read import Reading, read_all
from onrecord.read.checks import find_obstacle
from onrecord.read.fields import iso_date

PAGE = """<!doctype html><html><head><title>Envoy recalled - Courier</title><meta property="og:title" content="Envoy recalled">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-03-04T08:00:00Z"}</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Envoy recalled</h1>
<p>Norland re\u00adcalled its envoy from Sudria on Monday after a long row over fishing rights in the strait, the ministry said.</p>
<figure><img src="a.jpg"><figcaption>The envoy leaves</figcaption></figure>
<p>Sudria called the step a mistake and asked Norland to come back to the talks that both had promised to hold in the spring.</p>
</article><footer>Subscribe to our newsletter</footer></body></html>"""


def readings(*inputs: object) -> list[Reading]:
    return list(read_all(*(str(each) for each in inputs)))


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str):
    text = "The minister said: “Öl and gas”, nothing else — and left."
    (reading,) = readings(write(tmp_path / "a.txt", text.encode(encoding)))
    assert reading.article.text == text


def test_one_spoilt_byte_does_not_spoil_utf_8(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.txt", "“é” “ö” “ü”".encode() + b"\xff"))
    assert reading.article.text == "“é” “ö” “ü”\ufffd"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_folded_and_nothing_else_is_touched(tmp_path: Path, end: str):
    (reading,) = readings(write(tmp_path / "a.txt", f"{end} a{end}{end}b \u2028 c\x0b\x00d{end}"))
    assert reading.article.text == "\n a\n\nb \u2028 c\x0b\x00d\n"


def test_an_article_of_a_text_file_is_named_by_its_path(tmp_path: Path):
    path = write(tmp_path / "a.txt", "x")
    (reading,) = readings(path)
    assert (reading.article.id, reading.article.source, reading.article.published_source) == (str(path), str(path), "none")


def test_json_lines_fields_are_read(tmp_path: Path):
    row = {
        "text": "a",
        "id": 7,
        "title": "T\nU",
        "published": "2031-03-04",
        "url": "u",
        "source": "s",
        "author": ["A B", "C D"],
        "language": "en",
    }
    (reading,) = readings(write(tmp_path / "a.jsonl", json.dumps(row)))
    article = reading.article
    assert (article.id, article.title, article.published, article.published_source) == ("7", "T U", "2031-03-04", "given")
    assert (article.url, article.source, article.author, article.language) == ("u", "s", "A B, C D", "en")


def test_the_fields_of_ngec_are_read(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.jsonl", '{"event_text": "a", "pub_date": "20310304", "id": "x"}'))
    assert (reading.article.text, reading.article.published) == ("a", "2031-03-04")


def test_articles_without_an_id_are_numbered(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", '{"text": "a"}\n\n{"text": "b"}\n')
    assert [reading.article.id for reading in readings(path)] == [f"{path}#1", f"{path}#2"]


def test_a_bad_line_loses_no_other(tmp_path: Path):
    lines = ['{"text": "a"}', "{", "[1]", '{"title": "no text"}', '{"text": 5}', '{"text": ' + "[" * 100_000, '{"text": "b"}']
    found = readings(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [codes(reading) for reading in found] == [[], ["bad-json"], ["bad-json"], ["no-text"], ["no-text"], ["bad-json"], []]
    assert [reading.readable for reading in found] == [True, False, False, False, False, False, True]


def test_lines_of_different_encodings_are_read_each_by_itself(tmp_path: Path):
    data = '{"text": "é"}\n'.encode() + '{"text": "é"}\n'.encode("cp1252")
    assert [reading.article.text for reading in readings(write(tmp_path / "a.jsonl", data))] == ["é", "é"]


def test_json_lines_in_utf_16_are_read(tmp_path: Path):
    assert [r.article.text for r in readings(write(tmp_path / "a.jsonl", '{"text": "a"}\n{"text": "b"}'.encode("utf-16")))] == ["a", "b"]


def test_half_surrogates_cannot_be_kept(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.jsonl", '{"text": "a\\ud800b"}'))
    assert reading.article.text == "a\ufffdb"


def test_one_json_value_is_an_article_or_a_list_of_them(tmp_path: Path):
    assert [r.article.text for r in readings(write(tmp_path / "a.json", '[{"text": "a"}, {"text": "b"}]'))] == ["a", "b"]
    assert [r.article.text for r in readings(write(tmp_path / "b.json", '{"text":\n "a"}'))] == ["a"]
    assert [r.article.text for r in readings(write(tmp_path / "c.json", '{"text": "a"}\n{"text": "b"}'))] == ["a", "b"]


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables_are_read_by_their_header(tmp_path: Path, name: str, mark: str):
    table = f'ID{mark}Text{mark}published\r\n1{mark}"a, ""b""\r\nc"{mark}2031-03-04\r\n2{mark}d{mark}\r\n'
    found = readings(write(tmp_path / name, table))
    assert [(r.article.id, r.article.text, r.article.published) for r in found] == [("1", 'a, "b"\nc', "2031-03-04"), ("2", "d", None)]


def test_a_table_without_text_says_what_it_has(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.csv", "id,body\n1,x\n"))
    assert codes(reading) == ["no-text"] and "body" in reading.problems[0].message


def test_a_page_gives_its_story_title_and_day(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.html", PAGE))
    article = reading.article
    assert "Norland recalled its envoy" in article.text and "\n\nSudria called" in article.text
    assert not any(words in article.text for words in ("Home", "newsletter", "leaves", "\u00ad"))
    assert (article.title, article.published, article.published_source) == ("Envoy recalled", "2031-03-04T08:00:00Z", "page")


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path):
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Sudria called", "Łódź called").replace("\u00ad", "")
    (reading,) = readings(write(tmp_path / "a.html", page.encode("iso-8859-2")))
    assert "Łódź called" in reading.article.text


def test_a_page_without_a_story_is_a_problem(tmp_path: Path):
    assert [codes(r) for r in readings(write(tmp_path / "a.html", "<html></html>"), write(tmp_path / "b.html", ""))] == [
        ["no-story"],
        ["no-story"],
    ]


def test_packed_files_are_read(tmp_path: Path):
    found = readings(write(tmp_path / "a.txt.gz", gzip.compress(b"hi")), write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"text": "ho"}')))
    assert [reading.article.text for reading in found] == ["hi", "ho"]


def test_a_torn_packed_file_is_a_problem(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.txt.gz", gzip.compress(os.urandom(9000))[:4000]))
    assert not reading.readable and codes(reading)[0] in ("unreadable", "not-text")


def test_folders_are_walked_in_order(tmp_path: Path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        write(path, name)
    write(tmp_path / "picture", b"\x89PNG\r\n")
    assert [reading.article.text for reading in readings(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]


def test_globs_are_expanded(tmp_path: Path):
    for name in ("b.txt", "a.txt", "c.md"):
        write(tmp_path / name, name)
    assert [reading.article.text for reading in readings(tmp_path / "*.txt")] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("data", ["plain words", '{"text": "plain words"}'])
def test_standard_input_is_read_whatever_it_holds(monkeypatch: pytest.MonkeyPatch, data: str):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    (reading,) = readings("-")
    assert reading.article.text == "plain words"


def test_standard_input_may_be_named_twice(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"plain words")))
    first, second = readings("-", "-")
    assert (first.article.text, second.article.text, codes(second)) == ("plain words", "", ["duplicate-id"])


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"{\\rtf1 text", b"\xd0\xcf\x11\xe0", b"\x7fELF"])
def test_what_is_no_text_is_a_problem(tmp_path: Path, data: bytes):
    (reading,) = readings(write(tmp_path / "a.txt", data))
    assert codes(reading) == ["not-text"] and not reading.readable


def test_missing_inputs_lose_no_other(tmp_path: Path):
    found = readings(tmp_path / "none.txt", write(tmp_path / "a.txt", "x"), tmp_path / "*.csv", "https://127.0.0.1:1/a")
    assert [(reading.missing, reading.readable) for reading in found] == [(True, False), (False, True), (True, False), (False, False)]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
def test_pipes_and_devices_are_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    assert [codes(reading) for reading in readings(tmp_path / "pipe", "/dev/null")] == [["not-a-file"], ["not-a-file"]]


def test_the_second_article_of_an_id_gets_another(tmp_path: Path):
    found = readings(write(tmp_path / "a.jsonl", "\n".join(['{"id": "a", "text": "x"}'] * 3 + ['{"id": "a~2", "text": "x"}'])))
    assert [reading.article.id for reading in found] == ["a", "a~2", "a~3", "a~2~2"]
    assert [codes(reading) for reading in found] == [[], ["duplicate-id"], ["duplicate-id"], ["duplicate-id"]]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2031-03-04", "2031-03-04"), ("2031-03-04 06:00", "2031-03-04T06:00"), ("2031-03-04T06:00:00+01:00", "2031-03-04T06:00:00+01:00"),
        (20310304, "2031-03-04"), ("2031-02-30", None), ("March", None), ("", None), (None, None), (True, None), ([], None), (1.5, None),
    ],
)  # fmt: skip
def test_only_iso_and_mail_dates_are_dates(words: object, day: str | None):
    assert iso_date(words) == day


def test_a_bad_date_is_told_and_the_article_kept(tmp_path: Path):
    (reading,) = readings(write(tmp_path / "a.jsonl", '{"text": "a", "published": "soon"}'))
    assert (codes(reading), reading.readable, reading.article.published) == (["bad-date"], True, None)


def test_the_library_reads_articles_and_raises_for_what_is_not_there(tmp_path: Path):
    write(tmp_path / "a.txt", "x")
    write(tmp_path / "b.txt", b"%PDF-")
    assert [article.text for article in onrecord.read(str(tmp_path))] == ["x"]
    with pytest.raises(onrecord.ReadError, match=r"none\.txt"):
        list(onrecord.read(str(tmp_path / "none.txt")))


FRENCH = "Le président a déclaré mardi que son pays refusait de signer cet accord, mais que les négociations continueraient à Genève. " * 3


@pytest.mark.parametrize(
    ("article", "code"),
    [
        (onrecord.Article(text=" \n"), "empty"),
        (onrecord.Article(text="a " * 500_001), "too-long"),
        (onrecord.Article(text=FRENCH), "language"),
        (onrecord.Article(text=FRENCH, language="en-GB"), None),
        (onrecord.Article(text="Norland left.", language="fr"), "language"),
        (onrecord.Article(text=FRENCH[:150]), None),
        (onrecord.Article(text="Norland recalled its envoy from Sudria after a row over fishing rights. " * 5), None),
    ],
)
def test_what_is_not_coded(article: onrecord.Article, code: str | None):
    found = find_obstacle(article)
    assert (found.code if found else None) == code
