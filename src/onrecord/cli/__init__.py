"""The command line: each file holds a group of commands that parse arguments, call one function and print.

An error is one line and an exit code. Everything heavy is imported inside the command that needs it, so that help comes at once.
"""

import sys

import typer

from onrecord.cli import actors, coding, corpus, lexicon, questions, review, train, watch, web
from onrecord.cli.terminal import say
from onrecord.errors import OnRecordError

app = typer.Typer(
    name="onrecord",
    help="Turns news into a record: who did what to whom, who said so, with the exact words behind every value.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for _group in (coding, corpus, watch, questions, review, web, lexicon, actors, train):  # the order in which help lists them
    _group.register(app)


def main() -> None:
    """Runs the command line; every error a user can meet is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):  # a console of another encoding must not stop us
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    sys.exit(_run_app())


def _run_app() -> int:
    try:
        return int(app(standalone_mode=False) or 0)
    except OnRecordError as error:
        say(f"onrecord: {error}")
    except BrokenPipeError:  # the reader of our output has had enough
        sys.stderr.close()
    except (KeyboardInterrupt, typer.Abort):
        say("onrecord: interrupted")
        return 130
    except typer.TyperException as error:
        say(f"onrecord: {error.format_message()}")
    return 2
