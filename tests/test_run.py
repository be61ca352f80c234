"""Many articles: in order, none lost, the same in one process and in two."""

from pathlib import Path

import pytest

from fake_coder import FakeCoder
from onrecord.article import Article
from onrecord.errors import KnowledgeError, OnRecordError
from onrecord.read import Reading
from onrecord.records import MadeBy, Problem, Record
from onrecord.run import code_articles, code_readings
from onrecord.run.local import run_local
from onrecord.run.output import open_output


def reading(number: int, text: str = "Norland accused Sudria.") -> Reading:
    return Reading(Article(text=text, id=str(number)))


def codes(record: Record) -> list[str]:
    return [problem.code for problem in record.problems]


def test_an_article_that_fails_becomes_a_problem():
    first, second = run_local(FakeCoder(), [reading(1, "fail here"), reading(2)])
    assert (codes(first), first.article.text, first.events) == (["error"], "fail here", ())
    assert "on purpose" in first.problems[0].message
    assert codes(second) == [] and second.events


def test_what_was_noticed_while_reading_stays_with_the_record():
    noticed = Problem("read", "duplicate-id", "told before")
    (record,) = run_local(FakeCoder(), [Reading(Article(text="Norland left."), (noticed,))])
    assert record.problems == (noticed,) and record.events


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("x" * 1_000_001, "too-long")])
def test_what_cannot_be_coded_is_a_record_without_events(text: str, code: str):
    (record,) = run_local(FakeCoder(), [reading(1, text)])
    assert (codes(record), record.events, record.article.text) == ([code], (), text)
    assert record.made_by == FakeCoder().made_by


def test_two_processes_give_the_same_bytes_in_order_as_one():
    texts = ["Norland left.", "fail here", "", "Norland " + "x" * 200_000] + [f"Norland {n}." for n in range(40)]
    readings = [reading(number, text) for number, text in enumerate(texts)]
    alone = [record.to_json() for record in run_local(FakeCoder(), readings)]
    assert [record.to_json() for record in code_readings(FakeCoder(), iter(readings), processes=2)] == alone


def test_a_process_that_dies_loses_one_article_only():
    texts = ["Norland 1.", "die here", "Norland 2.", "die here", "Norland 3.", "Norland 4."]
    records = list(code_readings(FakeCoder(), [reading(number, text) for number, text in enumerate(texts)], processes=2))
    assert [codes(record) for record in records] == [[], ["process-died"], [], ["process-died"], [], []]
    assert "exit code 7" in records[1].problems[0].message


def test_readings_are_taken_as_they_are_needed():
    taken = []
    records = code_readings(FakeCoder(), (taken.append(n) or reading(n) for n in range(10_000)), processes=2)
    for _ in range(5):
        next(records)
    records.close()
    assert len(taken) < 100


def test_no_articles_give_no_records():
    assert list(code_readings(FakeCoder(), [], processes=2)) == []


def test_articles_may_come_without_having_been_read():
    (record,) = code_articles(FakeCoder(), [Article(text="Norland left.", id="a")])
    assert record.article.id == "a"


class BrokenCoder(FakeCoder):
    @property
    def made_by(self) -> MadeBy:
        raise KnowledgeError("a file is wrong")

    @made_by.setter
    def made_by(self, value: MadeBy) -> None:
        pass


def test_a_coder_that_cannot_work_is_told_once():
    with pytest.raises(KnowledgeError):
        list(code_articles(BrokenCoder(), [Article(text="Norland left.")]))


def test_output_is_there_as_a_whole_or_not_at_all(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), open_output(str(target)) as stream:
        stream.write(b"new")
        raise ZeroDivisionError
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
    with open_output(str(target)) as stream:
        stream.write(b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_output_that_cannot_be_written_is_told_first(tmp_path: Path):
    with pytest.raises(OnRecordError, match="nowhere"), open_output(str(tmp_path / "nowhere" / "out.jsonl")):
        pass
    with pytest.raises(OnRecordError, match="a folder"), open_output(str(tmp_path)):
        pass
