"""Whatever is thrown at it, there is a record or a problem, in bounded time."""

import json
import time
from functools import cache

import jsonschema
import pytest

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.records import Record
from onrecord.run import code_articles
from onrecord.schema import make_schema

TEXTS = {
    "empty": "",
    "blanks": " \n\t\n ",
    "one letter": "a",
    "only quotation marks": "\"“”'«»‘’" * 200,
    "open quotation marks": "“ " * 3000 + "Norway accused Sweden.",
    "control characters": "Norway\x00 accused\x07 Sweden\x1b[31m of\x85 spying\x7f.",
    "right to left": "قال الرئيس \u202eNorway accused Sweden\u202c. שלום",
    "astral": "𝔑𝔬𝔯𝔴𝔞𝔶 😀 Norway 😀 accused 😀 Sweden of spying. 😀",
    "nested brackets": "(" * 10_000 + "Norway accused Sweden" + ")" * 10_000,
    "stops": "." * 5000,
    "one long word": "x" * 100_000,
    "a sentence of 5,000 words": "Norway and Sweden and " * 1250 + "met.",
    "5 MB in one line": "Norway accused Sweden of spying on Monday. " * 120_000,
    "many short lines": "\n".join("a" for _ in range(5000)),
    "line ends": "Norway\u2028accused\u2029Sweden\x0bof\x0cspying.\n\n\n\n\nYes.",
    "combining marks": "N\u0301o\u0308r\u0302w\u0303a\u0304y\u0305 accused Sweden.",
    "tabs": "\t".join(["Norway", "accused", "Sweden", "of", "spying"]),
    "numbers": " ".join(str(n) for n in range(2000)),
    "half a surrogate": "Norway \ud800 accused Sweden.",
    "zero width": "Nor\u200bway accu\u00adsed Swe\u2060den.\ufeff",
}


@cache
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("name", TEXTS)
def test_there_is_a_valid_record_for_everything(name: str):
    started = time.perf_counter()
    (record,) = code_articles(coder(), [Article(text=TEXTS[name], id=name)])
    assert time.perf_counter() - started < 60
    assert [problem.code for problem in record.problems] in ([], ["empty"], ["too-long"], ["language"])
    written = json.loads(record.to_json())
    jsonschema.validate(written, make_schema())
    assert Record.from_dict(written) == record and record.article.text == TEXTS[name].replace("\ud800", "\ufffd")
    assert all(0 <= start <= end <= len(record.article.text) for start, end in record.article.sentences)


def test_memory_stays_flat_and_bytes_the_same():
    article = Article(text="Norway accused Sweden of spying on Monday. Sweden denied it.", published="2031-03-04")
    first, *others = [record.to_json() for record in code_articles(coder(), [article] * 20)]
    assert all(other == first for other in others)
