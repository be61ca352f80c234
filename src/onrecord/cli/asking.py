"""The options that all questions to a corpus share, and how their answers are printed."""

import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.terminal import AsJson, console, print_json, say
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    import msgspec

    from onrecord.store.answers import Page
    from onrecord.store.corpus import Corpus
    from onrecord.store.filters import Filter

CorpusFile = Annotated[str, typer.Option("--corpus", metavar="CORPUS.db", help="The corpus that is asked.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="How many rows at most.")]
Cursor = Annotated[str | None, typer.Option("--cursor", help="Where the page before ended, as it told.")]
By = Annotated[str, typer.Option("--by", metavar="PERIOD", help="day, week, month, quarter, year or all.")]
_ACTOR = "A code (RUS), code and sector (RUS:GOV), or a name or part of one."
_TEXTS = {
    "actor": ("WHO", f"Who does it. {_ACTOR}"),
    "recipient": ("WHO", f"To whom. {_ACTOR}"),
    "party": ("WHO", f"Who does it, or to whom it is done. {_ACTOR}"),
    "type": ("TYPE,...", "Types of events, such as ACCUSE,THREATEN."),
    "mode": ("MODE,...", "Modes, such as troops."),
    "status": ("STATUS,...", "historical, future, hypothetical, negation, or none."),
    "by": ("WHO", f"Who says it. {_ACTOR}"),
    "addressee": ("WHO", f"To whom it is said. {_ACTOR}"),
    "holder": ("WHO", f"Whose position. {_ACTOR}"),
    "act": ("ACT,...", "Acts of saying, such as deny,demand; for positions their kinds."),
    "context": ("CONTEXT,...", "Contexts, such as military."),
    "place": ("PLACE", "A country's code or a place's name."),
    "about": ("WORDS", "Words in what is told or said."),
    "since": ("DATE", "From this day, month or year on."),
    "until": ("DATE", "Up to this day, month or year."),
    "source": ("OUTLET", "Who published it."),
    "asserted_by": ("WHO", "reporter (what the reporter tells), anyone, or who asserts it."),
    "article": ("ID", "Only this article: its key or id."),
    "event": ("KEY", "Only reports of this event."),
}
OF_EVENTS = (
    "actor", "recipient", "party", "type", "mode", "status", "by", "context", "place", "about", "since", "until", "source",
    "asserted_by", "article",
)  # fmt: skip
OF_STATEMENTS = ("by", "addressee", "party", "act", "about", "type", "mode", "status", "since", "until", "source", "article")


def filtered(*names: str, happened: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the options of these filter fields; it is called with `asked`, the Filter they make."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command)
        kept = [parameter for parameter in own.parameters.values() if parameter.name != "asked"]
        options = [_option(name) for name in names if name not in own.parameters]  # what the command has itself means something else there
        if happened:
            options.append(_flag("happened", "Only what is told as happening or having happened."))

        @functools.wraps(command)
        def run(**values: Any) -> None:
            from onrecord.store.filters import Filter

            chosen = {option.name: values.pop(option.name) for option in options}
            command(asked=Filter(**chosen), **values)

        parameters = [*kept, *options]
        setattr(run, "__signature__", inspect.Signature([p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters]))  # noqa: B010 - mypy knows no such attribute
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


def _option(name: str) -> inspect.Parameter:
    metavar, text = _TEXTS[name]
    option = Annotated[str | None, typer.Option("--" + name.replace("_", "-"), metavar=metavar, help=text)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)


def _flag(name: str, text: str) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, typer.Option(f"--{name}", help=text)]
    )


def open_corpus(path: str) -> "Corpus":
    """The corpus, for reading."""
    from onrecord.store.corpus import Corpus

    return Corpus.read(path)


def print_rows(rows: "Sequence[msgspec.Struct]", as_json: AsJson, as_csv: AsCsv) -> None:
    """Prints rows as JSON (a list), CSV or a table."""
    import msgspec

    from onrecord.show.answers import lay_out_rows
    from onrecord.show.flat import write_csv

    if as_json and as_csv:
        raise OnRecordError("--json and --csv exclude each other; choose one")
    if as_json:
        print_json(msgspec.to_builtins(list(rows)))
    elif as_csv:
        write_csv(rows, sys.stdout)
    else:
        console().print(lay_out_rows(rows))


def print_page(page: "Page[Any]", as_json: bool, as_csv: bool) -> None:
    """Prints a page; on standard error how many rows there are and how to get the next ones."""
    print_rows(page.rows, as_json, as_csv)
    if page.cursor:
        say(f"{len(page.rows):,} of {page.total:,}; the next ones: --cursor '{page.cursor}'")


def tell_unknown(corpus: "Corpus", asked: "Filter", found: bool) -> None:
    """When nothing was found: says which of the names asked for are not in the corpus, and the nearest ones that are."""
    if found:
        return
    from onrecord.store.queries import near_names, types

    for name in ("actor", "recipient", "party", "by", "addressee", "holder"):
        words = getattr(asked, name)
        if words and (near := near_names(corpus, words)) is not None:
            say(f"--{name}: no actor of the corpus is called {words!r}" + (f"; near: {', '.join(near)}" if near else ""))
    there = types(corpus)
    for type_ in (asked.type or "").upper().split(","):
        if type_.strip() and type_.strip() not in there:
            say(f"--type: no event of the corpus is of type {type_.strip()!r}; it has {', '.join(there) or 'none'}")
