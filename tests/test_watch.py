"""Feeds are followed politely, an article is coded once, and any end is followed by a beginning where it left off."""

import json
import multiprocessing
import random
import signal
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from msgspec import to_builtins

import misbehaving
from fake_coder import FakeCoder
from misbehaving import Server, answer
from onrecord import Article, KnowledgeError, ReadError, Record, cli
from onrecord.read import Options
from onrecord.read.web import Limits, Web
from onrecord.records import MadeBy
from onrecord.store.corpus import Corpus
from onrecord.watch import Feed, FeedList, Step, Watcher, WatchState, read_feed_list
from test_read_formats import LONG, PAGE


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def feed(*entries: tuple[str, str], home: str = "https://courier.example") -> bytes:
    """A feed of (id, text), the newest last, as feeds are not."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{ident}</guid><title>{ident}</title><link>{home}/{ident}</link>"
        f"<description>{text}</description></item>"
        for ident, text in reversed(entries)
    )
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving.serving() as server:
        yield server


class Watch:
    """A watcher of a server's feeds with a corpus in a folder, opened anew for each use as after a restart."""

    def __init__(self, server: Server, folder: Path, *paths: str, **settings: object) -> None:
        self.server, self.folder, self.clock = server, folder, Clock()
        self.feeds = FeedList(feed=tuple(Feed(url=server.home + path) for path in paths or ("/feed",)), **settings)  # type: ignore[arg-type]

    def once(self) -> list[Step]:
        with self._opened() as watcher:
            return list(watcher.run(once=True))

    def until(self, count: int) -> list[Step]:
        """The first steps of an endless run."""
        with self._opened() as watcher:
            return list(islice(watcher.run(), count))

    def _opened(self) -> "Opened":
        return Opened(self)

    def texts(self) -> list[str]:
        with Corpus.open(self.folder / "news.db") as corpus:
            return sorted(record.article.text for record in corpus.records())


class Opened:
    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    def __enter__(self) -> Watcher:
        watch = self.watch
        web = Web(allow_private=True, limits=Limits(pause=0.0, tries=1, seconds=2.0, silence=0.3), sleep=watch.clock.sleep)
        self.corpus, self.state = Corpus.open(watch.folder / "news.db"), WatchState(watch.folder / "news.db-watch")
        return Watcher(watch.feeds, self.corpus, FakeCoder(), self.state, Options(web=web), clock=watch.clock, sleep=watch.clock.sleep)

    def __exit__(self, *_: object) -> None:
        self.corpus.close()
        self.state.close()


def what(steps: list[Step]) -> list[tuple[str, str | None]]:
    return [(step.what, step.entry) for step in steps]


def test_what_is_new_is_added_oldest_first_and_once(server: Server, tmp_path: Path):
    server.pages["/feed"] = feed(("1", f"One. {LONG}"), ("2", f"Two. {LONG}"))
    watch = Watch(server, tmp_path)
    assert what(watch.once()) == [("added", "1"), ("added", "2"), ("polled", None)]
    assert what(watch.once()) == [("polled", None)]
    server.pages["/feed"] = feed(("1", f"One. {LONG}"), ("2", f"Two. {LONG}"), ("3", f"Three. {LONG}"))
    (step, _) = watch.once()
    assert (step.what, step.entry, step.title, step.events, step.statements) == ("added", "3", "3", 1, 1)
    assert len(watch.texts()) == 3


def test_the_server_is_asked_for_what_is_new(server: Server, tmp_path: Path):
    server.pages["/feed"] = misbehaving.dated("application/rss+xml", feed(("1", LONG)))
    watch = Watch(server, tmp_path)
    assert what(watch.once()) == [("added", "1"), ("polled", None)]
    assert what(watch.once()) == what(watch.once()) == [("unchanged", None)]


def test_a_version_is_remembered_only_when_all_of_it_is_in_the_corpus(server: Server, tmp_path: Path):
    server.pages["/feed"] = misbehaving.dated("application/rss+xml", feed(("1", f"One. {LONG}"), ("2", f"Two. {LONG}")))
    watch = Watch(server, tmp_path)
    assert what(watch.until(1)) == [("added", "1")]  # ended here
    assert what(watch.once()) == [("added", "2"), ("polled", None)]
    assert len(watch.texts()) == 2


def test_feeds_are_polled_when_they_are_due(server: Server, tmp_path: Path):
    server.pages |= {"/a": feed(), "/b": feed()}
    watch = Watch(server, tmp_path, "/a", "/b", every=10.0)
    watch.feeds = FeedList(feed=(watch.feeds.feed[0], Feed(url=watch.feeds.feed[1].url, every=25.0)), every=10.0)
    began = watch.clock.now
    watch.until(6)
    assert [path for path in server.asked if path != "/robots.txt"] == ["/a", "/b", "/a", "/a", "/b", "/a"]
    assert watch.clock.now - began == 30 * 60


def test_a_feed_that_fails_is_asked_ever_more_seldom(server: Server, tmp_path: Path):
    server.pages["/feed"] = misbehaving.failing(3, 500, feed(("1", LONG)))
    steps = Watch(server, tmp_path, every=10.0).until(5)
    assert what(steps) == [("feed-failed", None)] * 3 + [("added", "1"), ("polled", None)]
    assert [step.next for step in steps] == [600.0, 1200.0, 2400.0, None, 600.0]


def test_a_server_that_is_busy_says_when_to_come_back(server: Server, tmp_path: Path):
    server.pages["/feed"] = misbehaving.failing(1, 429, feed(), {"Retry-After": "7200"})
    steps = Watch(server, tmp_path, every=10.0).until(2)
    assert [step.next for step in steps] == [7200.0, 600.0]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (misbehaving.redirect("/bad"), "redirects"),
        (misbehaving.bomb, "bad-feed"),
        (misbehaving.too_short, "torn"),
        (misbehaving.silent, "too-slow"),
        (misbehaving.garbled, "torn"),
        (misbehaving.nonsense, "torn"),
        (b"<p>no feed</p>", "bad-feed"),
        (b"", "bad-feed"),
        (lambda request: answer(request, 410), "not-found"),
    ],
)
def test_a_feed_that_misbehaves_hurts_no_other(server: Server, tmp_path: Path, page: object, code: str):
    server.pages |= {"/bad": page, "/feed": feed(("1", LONG))}  # type: ignore[dict-item]
    first, *others = Watch(server, tmp_path, "/bad", "/feed").once()
    assert (first.what, first.problems[0].code) == ("feed-failed", code) or (code == "bad-feed" and first.problems[0].code == "too-large")
    assert what(others) == [("added", "1"), ("polled", None)]


def test_pages_are_followed_and_tried_again_a_few_times(server: Server, tmp_path: Path):
    server.pages |= {
        "/feed": feed(("page", "Teaser."), ("down", "Teaser."), ("gone", ""), home=server.home),
        "/page": PAGE.encode(),
        "/down": lambda request: answer(request, 503),
    }
    watch = Watch(server, tmp_path, follow=True)
    assert what(watch.once()) == [("added", "page"), ("waiting", "down"), ("given-up", "gone"), ("polled", None)]
    assert what(watch.once()) == what(watch.once()) == [("waiting", "down"), ("polled", None)]
    last = watch.once()  # the fourth poll: the teaser is better than nothing
    assert what(last) == [("added", "down"), ("polled", None)] and last[0].problems[0].code == "server"
    assert what(watch.once()) == [("polled", None)]


def test_an_article_in_two_feeds_is_coded_once(server: Server, tmp_path: Path):
    server.pages |= {"/a": feed(("1", LONG)), "/b": feed(("1", LONG))}
    assert [step.what for step in Watch(server, tmp_path, "/a", "/b").once()] == ["added", "polled", "known", "polled"]


def test_what_cannot_be_coded_is_kept_with_its_problem(server: Server, tmp_path: Path):
    french = "Le président a déclaré mardi que son pays refusait de signer cet accord et que les négociations continueraient à Genève. " * 6
    server.pages["/feed"] = feed(("1", french))
    first, _ = Watch(server, tmp_path).once()
    assert (first.what, [problem.code for problem in first.problems]) == ("added", ["language"])
    second, _ = Watch(server, tmp_path / "..", language="en").once()
    assert second.problems == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "feed"),
        ("feed = []", "no feed"),
        ("[[feed]]\nurl = 'file:///x'", "no address"),
        ("[[feed]]\nurl = 'http://a'\n[[feed]]\nurl = 'http://a'", "twice"),
        ("[[feed]]\nurl = 'http://a'\nevery = 0.1", "at least"),
        ("[[feed]]\nurl = 'http://a'\nevry = 5", "evry"),
        ("nonsense", "not TOML"),
    ],
)
def test_a_wrong_list_of_feeds_is_told(tmp_path: Path, words: str, told: str):
    (tmp_path / "feeds.toml").write_text(words)
    with pytest.raises(ReadError, match=told) as caught:
        read_feed_list(str(tmp_path / "feeds.toml"))
    assert "feeds.toml" in str(caught.value)


def watch_once(watch: Watch, pause: float) -> None:
    """What a process does that will be killed: some coding takes a while."""

    class Slow(FakeCoder):
        def code(self, article: Article | str) -> Record:
            time.sleep(pause)
            return super().code(article)

    with watch._opened() as watcher:
        watcher.coder = Slow()
        for _ in watcher.run(once=True):
            pass


def contents(folder: Path) -> dict[str, object]:
    with Corpus.open(folder / "news.db") as corpus:
        return {record.article.id: to_builtins(record) for record in corpus.records()}


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="cannot fork")
def test_a_watch_that_is_killed_at_any_point_ends_with_the_same_corpus(server: Server, tmp_path: Path):
    texts = [f"Number {n}. {LONG}" for n in range(30)]
    server.pages["/feed"] = misbehaving.dated("application/rss+xml", feed(*((str(n), text) for n, text in enumerate(texts))))
    for name in ("killed", "whole"):
        (tmp_path / name).mkdir()
    chance = random.Random(7)  # noqa: S311 (no secret)
    watch = Watch(server, tmp_path / "killed")
    kills = 0
    for _ in range(12):
        process = multiprocessing.get_context("fork").Process(target=watch_once, args=(watch, 0.004))
        process.start()
        time.sleep(chance.random() * 0.12)
        process.kill()
        process.join()
        kills += process.exitcode == -signal.SIGKILL
    watch.once()
    Watch(server, tmp_path / "whole").once()
    assert kills >= 3 and contents(tmp_path / "killed") == contents(tmp_path / "whole") and len(contents(tmp_path / "whole")) == 30


def test_a_watch_ends_when_it_is_asked_to(server: Server, tmp_path: Path):
    server.pages["/feed"] = feed(("1", f"One. {LONG}"), ("2", f"Two. {LONG}"))
    watch = Watch(server, tmp_path)
    with watch._opened() as watcher:
        steps = watcher.run()
        assert what([next(steps)]) == [("added", "1")]
        watcher.stop()
        assert list(steps) == []
    assert what(watch.once()) == [("added", "2"), ("polled", None)]


def test_a_coder_that_cannot_work_is_told_and_nothing_is_marked(server: Server, tmp_path: Path):
    class Broken(FakeCoder):
        @property
        def made_by(self) -> MadeBy:
            raise KnowledgeError("a file is wrong")

        @made_by.setter
        def made_by(self, value: MadeBy) -> None:
            pass

    server.pages["/feed"] = feed(("1", LONG))
    watch = Watch(server, tmp_path)
    with watch._opened() as watcher, pytest.raises(KnowledgeError):
        watcher.coder = Broken()
        list(watcher.run(once=True))
    assert what(watch.once()) == [("added", "1"), ("polled", None)]


def test_the_command_tells_a_line_a_step(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("onrecord.coder.Coder", FakeCoder)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    server.pages["/feed"] = feed(("1\x9b", f"One. {LONG}"))
    (tmp_path / "feeds.toml").write_text(f"[[feed]]\nurl = '{server.home}/feed'\nname = 'Courier'\n")
    words = ["onrecord", "watch", str(tmp_path / "feeds.toml"), "--corpus", str(tmp_path / "news.db"), "--once", "--allow-private"]
    for extra, code in ((["--json"], 0), ([], 0)):
        monkeypatch.setattr(sys, "argv", [*words, *extra])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == code
    out, err = capsys.readouterr()
    assert [json.loads(line)["what"] for line in out.splitlines()] == ["added", "polled"]
    assert " polled Courier" in err and len(err.splitlines()) == 1
