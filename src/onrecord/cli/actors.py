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
    """Show which actor a name means, with codes and offices.

    Example: onrecord actors show "Angela Merkel" --on 2015-06-01
    """
    from onrecord.show.actors import describe_actor
    from onrecord.show.tables import lay_out_actor

    found = describe_actor(name, checked_day(on))
    if as_json:
        print_json(found)
    else:
        console().print(lay_out_actor(name, found))
    raise typer.Exit(int(not found))


def register(program: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    program.add_typer(app, name="actors")
