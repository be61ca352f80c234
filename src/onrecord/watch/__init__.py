"""Follows feeds: polls them politely, codes what is new, adds it to a corpus, and goes on where it left off after any end."""

from onrecord.watch.feeds import Feed, FeedList, read_feed_list
from onrecord.watch.state import WatchState
from onrecord.watch.watcher import Step, Watcher

__all__ = ["Feed", "FeedList", "Step", "WatchState", "Watcher", "read_feed_list"]
