"""The loop: which feed is due, what is new in it, and what became of each entry."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, Protocol, cast

import msgspec
from msgspec import structs

from onrecord.article import Article
from onrecord.read import Options, Reading, settle
from onrecord.read.feed import Entry, parse_feed, read_entry
from onrecord.read.reading import STAGE
from onrecord.read.streams import read_whole
from onrecord.read.web import Answer, FetchError
from onrecord.records import Problem, Record
from onrecord.run import code_one
from onrecord.run.local import Codes
from onrecord.watch.feeds import Feed, FeedList
from onrecord.watch.state import FeedState, WatchState

_TRIES = 4  # polls in which a page may fail before its entry is given up
_LONGEST = 86_400.0  # seconds until a feed that keeps failing is asked again
_PASSING = frozenset({"server", "too-slow", "torn", "unreachable"})  # what may work at the next poll
What = Literal["added", "known", "waiting", "given-up", "unchanged", "polled", "feed-failed"]


class Adds(Protocol):
    """What the watch asks of a corpus: to add a record once, and to say whether its article is there."""

    def add(self, record: Record) -> object:
        """Adds a record; an article that is there is left as it is."""

    def has(self, article: Article) -> bool:
        """Is the article there?"""


class Step(msgspec.Struct, frozen=True):
    """What the watch has just done, for the log: with a feed, or with one of its entries."""

    what: What
    feed: str
    entry: str | None = None
    title: str | None = None
    events: int = 0
    statements: int = 0
    problems: tuple[Problem, ...] = ()
    next: float | None = None  # seconds until the feed is asked again


class Watcher:
    """Follows the feeds of a list. `clock` gives seconds since 1970, `sleep` waits for seconds; `stop` asks the loop to end.

    `stop` may be called at any time, in a signal handler too: the entry at hand is finished, then the loop ends.
    """

    def __init__(
        self,
        feeds: FeedList,
        corpus: Adds,
        coder: Codes,
        state: WatchState,
        options: Options,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.feeds, self.corpus, self.coder, self.state, self.options = feeds, corpus, coder, state, options
        self._stopped = threading.Event()
        self._clock, self._sleep = clock, sleep or self._stopped.wait

    def stop(self) -> None:
        """Asks the loop to end as soon as it may."""
        self._stopped.set()

    def run(self, *, once: bool = False) -> Iterator[Step]:
        """What is done, step by step, until it is stopped; with `once`, each feed is polled one time, due or not.

        Raises KnowledgeError or ParseError when the coder cannot work, and StoreError when the corpus cannot be written.
        """
        _ = self.coder.made_by  # loads all that it needs, so that what is wrong with it is told once and not as a problem of each article
        if once:
            for feed in self.feeds.feed:
                yield from self.poll(feed)
            return
        while not self._stopped.is_set():
            due, feed = min(((self.state.feed(each.url).due, each) for each in self.feeds.feed), key=lambda pair: pair[0])
            if due > self._clock():
                self._sleep(min(due - self._clock(), _LONGEST))
            else:
                yield from self.poll(feed)

    def poll(self, feed: Feed) -> Iterator[Step]:
        """Asks a feed once and deals with what is new in it.

        What the server said of this version is remembered last: a poll that ends early is made again as a whole, and entries that are in
        the corpus by then are passed over.
        """
        known = self.state.feed(feed.url)
        try:
            answer = self.options.web.get(feed.url, etag=known.etag, modified=known.modified)
        except FetchError as error:
            yield self._failed(feed, known, Problem(STAGE, error.code, str(error)), error.wait)
            return
        with answer.body:
            if answer.status == 304:
                yield self._rest(feed, "unchanged", known)
                return
            entries = _entries(answer, feed)
        if isinstance(entries, Reading):
            yield self._failed(feed, known, entries.problems[0], None)
            return
        whole = True
        for entry in reversed(entries):  # feeds have the newest first
            if self._stopped.is_set():
                return
            if not self.state.is_done(feed.url, entry.id):
                step = self._take(feed, entry)
                whole = whole and step.what != "waiting"
                yield step
        told = answer.headers if whole else {}
        yield self._rest(feed, "polled", FeedState(etag=told.get("etag"), modified=told.get("last-modified")))

    def _rest(self, feed: Feed, what: What, state: FeedState) -> Step:
        """Remembers a poll that went well, and when the next one is due."""
        wait = self.feeds.seconds(feed)
        self.state.set_feed(feed.url, structs.replace(state, due=self._clock() + wait, failures=0))
        return Step(what, feed.label, next=wait)

    def _failed(self, feed: Feed, known: FeedState, problem: Problem, asked: float | None) -> Step:
        """A feed that fails is asked ever more seldom, and not before the server wants to be."""
        failures = known.failures + 1
        wait = min(_LONGEST, max(self.feeds.seconds(feed) * 2.0 ** min(failures - 1, 20), asked or 0.0))
        self.state.set_feed(feed.url, structs.replace(known, due=self._clock() + wait, failures=failures))
        return Step("feed-failed", feed.label, problems=(problem,), next=wait)

    def _take(self, feed: Feed, entry: Entry) -> Step:
        """Reads, codes and adds an entry. It is marked as done only when the corpus has it."""
        reading = self._read(feed, entry)
        passing = next((problem for problem in reading.problems if problem.code in _PASSING), None)
        if passing and self.state.count_try(feed.url, entry.id) < _TRIES:
            return Step("waiting", feed.label, entry.id, entry.title, problems=(passing,))
        if not reading.readable:
            self.state.set_done(feed.url, entry.id)
            return Step("given-up", feed.label, entry.id, entry.title, problems=reading.problems)
        if self.corpus.has(reading.article):
            self.state.set_done(feed.url, entry.id)
            return Step("known", feed.label, entry.id, entry.title)
        record = code_one(self.coder, reading)
        self.corpus.add(record)
        self.state.set_done(feed.url, entry.id)
        return Step("added", feed.label, entry.id, record.article.title, len(record.events), len(record.statements), record.problems)

    def _read(self, feed: Feed, entry: Entry) -> Reading:
        language = feed.language or self.feeds.language or self.options.language
        follow = self.feeds.follow if feed.follow is None else feed.follow
        options = structs.replace(self.options, language=language, follow=follow or self.options.follow)
        (reading,) = settle([read_entry(entry, feed.url, options)], options)
        return reading


def _entries(answer: Answer, feed: Feed) -> list[Entry] | Reading:
    data = read_whole(cast("BinaryIO", answer.body), feed.url)
    return data if isinstance(data, Reading) else parse_feed(data, feed.url, answer.headers.get("content-type", ""))
