"""The commands of the corpus: what they print, where, and how they end."""

import csv
import io
import json
import sys
from pathlib import Path

import networkx
import pytest

from corpus_records import event, make_record, says
from fake_coder import FakeCoder
from onrecord import cli
from onrecord.store.corpus import Corpus

DAY = "2031-03-05"


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.coder.Coder", FakeCoder)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Corpus.open(path) as opened:
        for number, outlet in enumerate(("Courier", "Herald")):
            size = 3000 + number
            text = f"Norway accused Sweden of moving {size} troops.\nSweden rejects sanctions, it said."
            opened.add(
                make_record(
                    text,
                    [event("ACCUSE", "Norway", "Sweden", date=DAY, object=("MOBILIZE", "troops"), figures=[("size", size, size)])],
                    [says("Sweden", "reject", "sanctions")],
                    id=f"a{number}", source=outlet, published=DAY, title=f"=Title {number}",
                )
            )  # fmt: skip
    return path


def test_add_makes_a_corpus_and_adds_once(run, tmp_path):
    article, path = tmp_path / "a.txt", tmp_path / "new.db"
    article.write_text("Norland accused Sudria.", encoding="utf-8")
    assert run("add", path, article, "-q") == (0, "", "")
    code, out, _ = run("add", path, article, "--json")
    assert code == 0 and json.loads(out)["known"] == 1 and json.loads(out)["articles"] == 0
    code, out, _ = run("events", "--corpus", path, "--json")
    assert [row["type"] for row in json.loads(out)] == ["ACCUSE"]


def test_what_could_not_be_coded_is_not_added_and_tried_again(run, tmp_path):
    article, path = tmp_path / "a.txt", tmp_path / "new.db"
    article.write_text("fail here", encoding="utf-8")
    for _ in range(2):
        code, out, err = run("add", path, article, "--json")
        assert code == 1 and json.loads(out)["failed"] == 1 and "ZeroDivisionError" in err
    assert json.loads(run("articles", "--corpus", path, "--json")[1]) == []


def test_add_takes_records(run, tmp_path):
    article, records, path = tmp_path / "a.txt", tmp_path / "r.jsonl", tmp_path / "new.db"
    article.write_text("Norland accused Sudria.", encoding="utf-8")
    assert run("code", article, "-o", records, "-q")[0] == 0
    assert run("add", path, "--records", records)[0] == 0
    assert run("add", path, article)[2].startswith("0 articles, 0 events, 0 statements; 1 there already")
    records.write_text('{"a": 1}\n', encoding="utf-8")
    code, out, err = run("add", path, "--records", records)
    assert code == 2 and not out and len(err.splitlines()) == 1 and "r.jsonl:1: " in err


QUESTIONS = [
    ("search", "troops"), ("events",), ("events", "--reports"), ("statements",), ("articles",), ("positions",), ("timeline",),
    ("disagreements",), ("dyads",), ("actors", "list"),
]  # fmt: skip


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_every_question_prints_a_table_json_and_csv(run, corpus, words):
    code, table, err = run(*words, "--corpus", corpus)
    assert code == 0 and table.strip() and not err
    rows = json.loads(run(*words, "--corpus", corpus, "--json")[1])
    assert isinstance(rows, list) and rows
    read = list(csv.DictReader(io.StringIO(run(*words, "--corpus", corpus, "--csv")[1])))
    assert len(read) == len(rows) and None not in read[0]
    code, _, err = run(*words, "--corpus", corpus, "--json", "--csv")
    assert code == 2 and len(err.splitlines()) == 1


def test_a_row_of_csv_spells_names_out_and_is_no_formula(run, corpus):
    (row,) = csv.DictReader(io.StringIO(run("events", "--corpus", corpus, "--csv")[1]))
    assert (row["actors"], row["actors_codes"], row["reports"], row["sources"]) == ("Norway", "NOR:GOV", "2", "2")
    assert next(csv.DictReader(io.StringIO(run("articles", "--corpus", corpus, "--csv")[1])))["title"] == "'=Title 1"


def test_filters_and_pages(run, corpus):
    code, out, err = run("events", "--corpus", corpus, "--reports", "--limit", 1, "--json")
    cursor = err.split("--cursor ")[1].strip().strip("'")
    assert code == 0 and err.startswith("1 of 2")
    rest = json.loads(run("events", "--corpus", corpus, "--reports", "--limit", 1, "--cursor", cursor, "--json")[1])
    assert len(rest) == 1 and rest[0]["key"] != json.loads(out)[0]["key"]
    assert json.loads(run("events", "--corpus", corpus, "--actor", "SWE", "--json")[1]) == []
    code, _, err = run("events", "--corpus", corpus, "--actor", "Norwey", "--type", "protest")
    assert code == 0 and "near: Norway" in err and "it has ACCUSE" in err


def test_links_of_two_reports(run, corpus):
    rows = json.loads(run("events", "--corpus", corpus, "--reports", "--json")[1])
    code, out, _ = run("links", rows[0]["key"], rows[1]["key"], "--corpus", corpus)
    assert code == 0 and "all the same" in out
    assert json.loads(run("links", rows[0]["event"], "--corpus", corpus, "--json")[1]) == []
    assert run("links", "ev0", "--corpus", corpus)[0] == 2


def test_two_outlets(run, corpus):
    code, out, _ = run("compare", "Courier", "Herald", "--corpus", corpus)
    assert code == 0 and "1 events are in both" in out
    assert json.loads(run("compare", "Courier", "Herald", "--corpus", corpus, "--json")[1])["both"] == 1
    assert run("compare", "Courier", "Mail", "--corpus", corpus)[0] == 2


def test_concepts_and_their_network(run, corpus, tmp_path):
    concepts, graph = tmp_path / "c.toml", tmp_path / "n.graphml"
    concepts.write_text('[[concept]]\nname = "sanctions"\nphrases = ["sanctions"]\n', encoding="utf-8")
    rows = json.loads(run("concepts", "--concepts", concepts, "--corpus", corpus, "--json")[1])
    assert [(row["actor"], row["opposes"]) for row in rows] == [("SWE GOV", 2)]
    assert "“" not in run("concepts", "--concepts", concepts, "--corpus", corpus, "--passages", "--by", "month")[2]
    assert run("network", "--concepts", concepts, "--corpus", corpus, "-o", graph)[0] == 0
    read = networkx.read_graphml(graph, force_multigraph=True)
    assert [(data["kind"], data["weight"]) for *_, data in read.edges(data=True)] == [("against", 2)]
    assert run("network", "--concepts", concepts, "--corpus", corpus)[0] == 2


def test_reviews_from_first_to_last(run, corpus, tmp_path):
    queue = json.loads(run("review", "next", "--corpus", corpus, "--json")[1])
    for row in queue:
        assert run("review", "set", row["key"], "right", "--reviewer", "ann", "--corpus", corpus)[0] == 0
    key = queue[0]["key"]
    assert run("review", "set", key, "NOR:GOV,FIN:GOV", "--field", "actors", "--reviewer", "ben", "--corpus", corpus)[0] == 0
    assert run("review", "set", key, "right", "--reviewer", "ben", "--corpus", corpus)[0] == 0
    assert (
        run("review", "missing", key.split(":")[0], "rejects sanctions", "--type", "reject", "--reviewer", "ann", "--corpus", corpus)[0]
        == 0
    )
    assert len(json.loads(run("review", "list", "--corpus", corpus, "--json")[1])) == 5
    assert {row["field"]: row["equal"] for row in json.loads(run("review", "agreement", "--corpus", corpus, "--json")[1])} == {
        "right or wrong": 1.0, "actors": 0.0,
    }  # fmt: skip
    rows = {row["type"]: row for row in json.loads(run("review", "accuracy", "--corpus", corpus, "--json")[1])}
    assert rows["ACCUSE"]["share"] == 1.0 and rows["REJECT"]["missing"] == 1
    gold = tmp_path / "gold.jsonl"
    assert "2 articles" in run("review", "export", "--corpus", corpus, "-o", gold)[2]
    assert sum(len(json.loads(line)["events"]) for line in gold.read_text(encoding="utf-8").splitlines()) == 3
    assert run("review", "set", "nothing:e1", "right", "--reviewer", "ann", "--corpus", corpus)[0] == 2
    assert run("review", "next", "--corpus", corpus, "--json")[1].strip() == "[]"


def test_check_backup_and_recode(run, corpus, tmp_path):
    code, out, _ = run("check", corpus)
    assert code == 0 and "STILL WRONG" not in out
    assert run("backup", corpus, tmp_path / "copy.db")[0] == 0 and run("backup", corpus, tmp_path / "copy.db")[0] == 2
    code, out, err = run("recode", corpus, "--json")
    assert code == 0 and len(json.loads(out)) == 2 and "2 articles coded again" in err
    assert json.loads(run("recode", corpus, "--json")[1]) == []
    with Corpus.open(corpus) as opened, opened.writing():
        opened.link.execute("UPDATE articles SET text = text || 'x' WHERE id = 1")
    code, out, _ = run("check", corpus)
    assert code == 1 and "STILL WRONG" in out


@pytest.mark.parametrize(
    "words",
    [
        ("events",), ("events", "--corpus", "none.db"), ("search", "?", "--corpus", "CORPUS"),
        ("dyads", "--by", "age", "--corpus", "CORPUS"),
        ("events", "--since", "soon", "--corpus", "CORPUS"), ("events", "--cursor", "x", "--corpus", "CORPUS"), ("check", "none.db"),
        ("add", "new.db"), ("backup", "none.db", "b.db"), ("concepts", "--concepts", "none.toml", "--corpus", "CORPUS"),
        ("search", "a", "--in", "moon", "--corpus", "CORPUS"), ("review", "next", "--order", "best", "--corpus", "CORPUS"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_asked_wrongly_is_one_line_and_exit_code_2(run, corpus, monkeypatch, tmp_path, words):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*(corpus if word == "CORPUS" else word for word in words))
    assert code == 2 and not out and len(err.strip().splitlines()) == 1 and err.startswith("onrecord: ")
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]
