"""The file that lists the feeds to follow."""

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from onrecord.errors import KnowledgeError, ReadError
from onrecord.knowledge.files import read_toml

_SHORTEST = 1.0  # minutes between two polls of a feed


class Feed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A feed: its address, and what differs from the settings of the whole file."""

    url: str
    name: str | None = None
    every: float | None = None
    follow: bool | None = None
    language: str | None = None

    @property
    def label(self) -> str:
        """What the log calls it."""
        return self.name or self.url


class FeedList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: `every` is minutes between two polls, `follow` fetches pages of entries without full text, `contact` is told to servers."""

    feed: tuple[Feed, ...]
    every: float = 15.0
    follow: bool = False
    language: str | None = None
    contact: str | None = None

    def seconds(self, feed: Feed) -> float:
        """Seconds between two polls of a feed."""
        return 60.0 * (feed.every if feed.every is not None else self.every)


def read_feed_list(path: str) -> FeedList:
    """The feeds of a TOML file. Raises ReadError that names the file and what is wrong."""
    try:
        found = read_toml(Path(path), FeedList)
    except KnowledgeError as error:
        raise ReadError(f"{error}; a file of feeds has a table [[feed]] with a url for each") from error
    _check(path, found)
    return found


def _check(path: str, found: FeedList) -> None:
    if not found.feed:
        raise ReadError(f"{path}: it lists no feed; write a table [[feed]] with a url for each")
    seen: set[str] = set()
    for feed in found.feed:
        if urlsplit(feed.url).scheme not in ("http", "https"):
            raise ReadError(f"{path}: {feed.url!r} is no address of http or https")
        if feed.url in seen:
            raise ReadError(f"{path}: {feed.url!r} is listed twice")
        if found.seconds(feed) < 60 * _SHORTEST:
            raise ReadError(f"{path}: every = {found.seconds(feed) / 60:g} for {feed.url!r}; at least {_SHORTEST:g} minute")
        seen.add(feed.url)
