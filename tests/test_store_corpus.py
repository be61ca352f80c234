"""The corpus file: nothing twice, nothing in part, one writer, clear words when something is wrong."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from corpus_records import MADE_BY, event, make_record, says
from onrecord.errors import StoreError
from onrecord.records import Record, Time
from onrecord.store import queries, upkeep
from onrecord.store.corpus import Corpus
from onrecord.store.reviews import add_review, reviews
from onrecord.store.spans import days_of

DAY = "2031-03-05"


def story(number: int) -> Record:
    text = f"Norway accused Sweden in story {number}.\nSweden denied that it had moved {number} ships."
    return make_record(
        text,
        [event("ACCUSE", "Norway", "Sweden", day=DAY), event("MOBILIZE", "Sweden", day=DAY, status=("negation",), asserted_by="s1")],
        [says("Sweden", "deny", f"it had moved {number} ships")],
        id=f"story-{number}", source="Courier", published=DAY,
    )  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path):
    with Corpus.open(tmp_path / "news.db") as corpus:
        yield corpus


def counts(path: Path) -> dict[str, int]:
    with Corpus.read(path) as corpus:
        return queries.totals(corpus)


def test_adding_twice_adds_once(corpus):
    assert corpus.add(story(1)).new and not corpus.add(story(1)).new
    assert not corpus.add(replace(story(1), made_by=replace(MADE_BY, onrecord="0.2"))).new
    assert queries.totals(corpus)["articles"] == 1 and queries.totals(corpus)["reports"] == 2


def test_what_was_added_comes_back_to_the_letter(corpus):
    key = corpus.add(story(1)).key
    assert corpus.record(key) == story(1) == corpus.record("story-1")
    assert list(corpus.records()) == [story(1)]
    with pytest.raises(StoreError, match="no article of"):
        corpus.record("nothing")


def test_every_span_of_an_answer_points_into_the_text(corpus):
    corpus.add(story(1))
    text = story(1).article.text
    for row in queries.reports(corpus).rows:
        assert text[row.start : row.end] == row.words and text[row.sentence_start : row.sentence_end] == row.sentence
    (row,) = queries.statements(corpus).rows
    assert text[row.start : row.end] == row.content == "it had moved 1 ships"


def test_a_second_writer_is_told_who_writes(tmp_path, corpus):
    corpus.add(story(1))
    with Corpus.open(corpus.path) as other, pytest.raises(StoreError, match=f"process {os.getpid()} is writing"):
        other.add(story(2))
    corpus.close()
    with Corpus.open(tmp_path / "news.db") as other:
        assert other.add(story(2)).new
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.db"]


def test_a_review_is_written_while_another_process_adds(corpus):
    key = corpus.add(story(1)).key
    with Corpus.open(corpus.path) as other:
        add_review(other, f"{key}:e1", "right", reviewer="ann", at="2031-04-01T10:00:00")
    assert corpus.add(story(2)).new and [row.reviewer for row in reviews(corpus)] == ["ann"]


def test_readers_see_whole_articles_while_one_writes(corpus):
    for number in range(3):
        corpus.add(story(number))
    with Corpus.read(corpus.path) as one, Corpus.read(corpus.path) as two, corpus.writing():
        corpus.link.execute("DELETE FROM roles")
        for reader in (one, two):
            assert all(row.actors for row in queries.reports(reader).rows)


def test_an_article_that_cannot_be_written_leaves_nothing(corpus, monkeypatch):
    corpus.add(story(1))
    before = queries.totals(corpus)
    monkeypatch.setattr("onrecord.store.corpus.link_profiles", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        corpus.add(story(2))
    assert queries.totals(corpus) == before
    monkeypatch.undo()
    assert corpus.add(story(2)).new


def test_a_full_disk_is_a_clear_error_and_loses_nothing(corpus):
    corpus.add(story(1))
    pages = corpus.link.execute("PRAGMA page_count").fetchone()[0]
    corpus.link.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreError, match="the disk is full; what was added before is kept"):
        for number in range(2, 100):
            corpus.add(story(number))
    corpus.link.execute("PRAGMA max_page_count = 1000000")
    assert not any(finding.wrong for finding in upkeep.check(corpus))
    assert corpus.add(story(500)).new


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from test_store_corpus import story
from onrecord.store.corpus import Corpus
with Corpus.open(sys.argv[1]) as corpus:
    print("go", flush=True)
    for number in range(400):
        corpus.add(story(number))
"""


def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path):
    path, dice = tmp_path / "news.db", random.Random(5)  # noqa: S311 - moments to kill at, no secret
    script = KILLED.format(tests=str(Path(__file__).parent))
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE)
        assert process.stdout and process.stdout.readline() == b"go\n"
        time.sleep(dice.uniform(0.0, 0.15))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = counts(path)
        assert found["reports"] == 2 * found["articles"] and found["statements"] == found["articles"]
    with Corpus.open(path) as corpus:
        for number in range(20):
            corpus.add(story(number))
        assert not any(finding.wrong for finding in upkeep.check(corpus))
        ids = [row.id for row in queries.articles(corpus, limit=1000).rows]
    assert len(ids) == len(set(ids)) >= 20


def test_check_mends_what_can_be_made_from_the_records(corpus):
    for number in range(3):
        corpus.add(story(number))
    want = [row.key for row in queries.reports(corpus).rows]
    with corpus.writing():
        corpus.link.execute("DELETE FROM statements WHERE id = 2")
        corpus.link.execute("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        corpus.link.execute("DELETE FROM links")
        corpus.link.execute("UPDATE profiles SET event = (SELECT min(id) FROM events)")
    wrong = {finding.name: finding.mended for finding in upkeep.check(corpus) if finding.wrong}
    assert set(wrong) >= {"rows of reports and statements", "index article_words", "linked events"} and all(wrong.values())
    assert not any(finding.wrong for finding in upkeep.check(corpus))
    assert [row.key for row in queries.reports(corpus).rows] == want
    assert queries.search(corpus, "ships").total == 3


def test_check_tells_a_damaged_record(corpus):
    key = corpus.add(story(1)).key
    with corpus.writing():
        corpus.link.execute("UPDATE articles SET text = replace(text, 'ships', 'boats')")
    finding = next(item for item in upkeep.check(corpus) if item.name == "records and checksums")
    assert finding.wrong == 1 and finding.examples == [key] and not finding.mended


def test_a_backup_is_a_corpus_and_is_never_written_over(corpus, tmp_path):
    corpus.add(story(1))
    with corpus.writing():
        corpus.link.execute("UPDATE articles SET author = 'not yet there'")
        with Corpus.read(corpus.path) as reader:
            target = upkeep.backup(reader, tmp_path / "copy.db")
    with Corpus.read(target) as copy:
        assert copy.record("story-1") == story(1) and queries.articles(copy).rows[0].author is None
    with pytest.raises(StoreError, match="there already"):
        upkeep.backup(corpus, target)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("content", [b"", b"not a database, only words in a file" * 100, None])
def test_what_is_no_corpus_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "other.db"
    if content is None:
        link = sqlite3.connect(path)
        link.execute("CREATE TABLE mine (a)")
        link.close()
    elif content:
        path.write_bytes(content)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreError, match=r"no corpus|not a corpus|no such corpus"):
        Corpus.read(path)
    if before:
        with pytest.raises(StoreError, match=r"no corpus|not a corpus"):
            Corpus.open(path)
        assert path.read_bytes() == before


def test_a_corpus_of_a_newer_version_is_refused(corpus):
    corpus.link.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer OnRecord"):
        Corpus.read(corpus.path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"the folder .* is not there"):
        Corpus.open(tmp_path / "none" / "a.db")


@dataclass
class Coder:
    """Codes as `story` does, with one event less and another type."""

    def code(self, article):
        record = make_record(article.text, [event("THREATEN", "Norway", "Sweden", day=DAY)], [], id=article.id, source=article.source,
                             published=article.published, made_by=replace(MADE_BY, onrecord="0.2"))  # fmt: skip
        return replace(record, article=replace(record.article, published_source=article.published_source))


def test_coding_again_tells_what_changed_and_keeps_the_reviews(corpus):
    key = corpus.add(story(1)).key
    corpus.add(story(2))
    add_review(corpus, f"{key}:e1", "right", reviewer="ann", at="2031-04-01T10:00:00")
    new = replace(MADE_BY, onrecord="0.2")
    changes = {change.article_id: change for change in upkeep.recode(corpus, Coder().code, new)}
    change = changes["story-1"]
    assert (change.lost, change.gained, change.changed["type"], change.kept) == (["e2", "s1"], [], 1, 0)
    assert {row.type for row in queries.reports(corpus).rows} == {"THREATEN"} and queries.totals(corpus)["statements"] == 0
    assert [(row.key, row.type, row.reviewer) for row in reviews(corpus)] == [(f"{key}:e1", "ACCUSE", "ann")]
    assert list(upkeep.recode(corpus, Coder().code, new)) == []
    assert not any(finding.wrong for finding in upkeep.check(corpus))
    with Corpus.open(":memory:") as fresh:
        for number in (1, 2):
            fresh.add(Coder().code(upkeep.article_of(story(number))))
        assert [row.key for row in queries.events(fresh).rows] == [row.key for row in queries.events(corpus).rows]


def test_a_stretch_of_days_lasts_from_its_begin_to_its_end(corpus):
    record = make_record("Norway met Sweden from Monday to Friday.", [event("CONSULT", "Norway", "Sweden", date="P5D")], published=DAY)
    at = record.events[0].date.span
    corpus.add(replace(record, times=(Time("t1", at, "DURATION", "P5D", begin="2031-03-03", end="2031-03-07"),)))
    (row,) = queries.events(corpus).rows
    assert (row.first_day, row.last_day) == ("2031-03-03", "2031-03-07")


@pytest.mark.parametrize("value", ["2031-13", "2031-02-30", "PAST_REF", "", None, "2031-W60"])
def test_what_is_no_date_has_no_days(value):
    assert days_of(value) is None


def test_values_go_into_sql_as_parameters(corpus):
    corpus.add(story(1))
    for words in ("x' OR '1'='1", '"; DROP TABLE articles; --', "%", "_", "'"):
        asked = queries.Filter(actor=words, source=words, place=words, article=words, mode=words, context=words)
        assert queries.events(corpus, asked).total == queries.reports(corpus, asked).total == queries.articles(corpus, asked).total == 0
    assert queries.search(corpus, "ships \"' OR NEAR( sweden").total in (0, 1)
    assert queries.totals(corpus)["articles"] == 1
