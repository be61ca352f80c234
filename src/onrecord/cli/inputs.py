"""The options that say how inputs are read, shared by all commands that read some."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.read import Options

Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, archives, feeds, addresses, or - for standard input.")
]
Columns = Annotated[
    str | None,
    typer.Option("--map", metavar="FIELD=COLUMN,...", help="Columns or keys to read, such as text=body,published=pubDate."),
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Believe that all articles are in this language; en codes them all.")
]
DayFirst = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="How dates such as 03/04/2031 are meant; without it they are left out.")
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages of feed entries that have no full text.")]
Copies = Annotated[bool, typer.Option("--copies", help="Code a text again that came before in this run.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch addresses of this machine and of private networks too.")]


def reading_options(
    columns: str | None = None,
    language: str | None = None,
    day_first: bool | None = None,
    follow: bool = False,
    copies: bool = False,
    allow_private: bool = False,
) -> "Options":
    """The options of the command line as the readers take them. Raises ReadError for a wrong `--map`."""
    from onrecord.read import Options
    from onrecord.read.fields import parse_columns
    from onrecord.read.web import Web

    return Options(
        columns=parse_columns(columns or ""),
        language=language,
        day_first=day_first,
        follow=follow,
        copies=copies,
        web=Web(allow_private=allow_private),
    )
