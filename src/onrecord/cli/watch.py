"""The command that follows feeds."""

import json
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.inputs import AllowPrivate
from onrecord.cli.terminal import Actors, make_coder, say

if TYPE_CHECKING:
    from onrecord.watch import Step


def watch(
    feeds: Annotated[str, typer.Argument(metavar="FEEDS.toml", help="The file that lists the feeds.")],
    corpus: Annotated[
        str, typer.Option("--corpus", metavar="CORPUS.db", help="The corpus that new articles are added to; made when missing.")
    ],
    once: Annotated[bool, typer.Option("--once", help="Poll each feed one time and end.")] = False,
    actors: Actors = None,
    allow_private: AllowPrivate = False,
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON for each step on standard output.")] = False,
) -> None:
    """Follow feeds: code what is new, add it to a corpus, tell a line an article; goes on where it left off.

    Examples: onrecord watch feeds.toml --corpus news.db

    onrecord watch feeds.toml --corpus news.db --once --json

    A file of feeds: every = 30 (minutes), follow = true, contact = "https://example.org/us", then [[feed]] and url = "..." for each.
    An interrupt ends it when the article at hand is done.
    """
    from onrecord.read import Options
    from onrecord.read.web import Web
    from onrecord.store.corpus import Corpus
    from onrecord.watch import Watcher, WatchState, read_feed_list

    listed = read_feed_list(feeds)
    options = Options(web=Web(allow_private=allow_private, contact=listed.contact))
    coder = make_coder(actors)
    failed = False
    with Corpus.open(corpus) as opened, WatchState(f"{corpus}-watch") as state:
        watcher = Watcher(listed, opened, coder, state, options)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: watcher.stop())
        for step in watcher.run(once=once):
            failed = failed or step.what in ("feed-failed", "given-up")
            _tell(step, as_json)
    raise typer.Exit(int(once and failed))


def _tell(step: "Step", as_json: bool) -> None:
    from msgspec import to_builtins

    from onrecord.show.words import printable

    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if as_json:
        print(json.dumps({"time": now, **to_builtins(step)}, ensure_ascii=False), flush=True)
        return
    words = [now, step.what, step.feed, *(each for each in (step.entry, step.title) if each)]
    if step.what == "added":
        words.append(f"({step.events} events, {step.statements} statements)")
    words.extend(f"[{problem.code}: {problem.message}]" for problem in step.problems)
    say(printable(" ".join(words)))


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    app.command()(watch)
