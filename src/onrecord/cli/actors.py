"""Commands about the actors that are known."""

from typing import Annotated

import typer

from onrecord.cli.terminal import AsJson, checked_day, console, print_json

app = typer.Typer(help="The actors that are known: ask about them.", no_args_is_help=True)


@app.command("show")
def actors_show(
    name: Annotated[str, typer.Argument(help="A name, office or description, as a text may have it.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The date on which the name is read, such as 2022-02-01.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how a name or description is read, and why: codes, offices, the holder on a day, where it is listed.

    Examples: onrecord actors show "the Kremlin" --on 2014-03-01

    onrecord actors show "Norwegian foreign minister" --on 2015-06-01
    """
    from onrecord.show.actors import describe_actor
    from onrecord.show.tables import lay_out_actor

    found = describe_actor(name, checked_day(on))
    if as_json:
        print_json(found)
    else:
        console().print(lay_out_actor(name, found))
    raise typer.Exit(int(not found))


@app.command("unknown")
def actors_unknown(
    records: Annotated[str, typer.Argument(metavar="RECORDS", help="A file of records, or a corpus.")],
    least: Annotated[int, typer.Option("--least", min=1, help="Only names that take part at least so often.")] = 1,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many names at most.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List the names that have no code, the most frequent first, as rows of a file for --actors: fill in their codes.

    Examples: onrecord actors unknown records.jsonl > my.toml

    onrecord actors unknown corpus.db --least 3
    """
    from pathlib import Path

    from onrecord.show.unknown_actors import as_toml, read_records, unknown_actors

    found = [one for one in unknown_actors(read_records(Path(records))) if one.times >= least][:limit]
    if as_json:
        print_json([one.to_dict() for one in found])
    else:
        print(as_toml(found), end="")


def register(program: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    program.add_typer(app, name="actors")
