"""Commands that ask a corpus: search, events, statements, positions and the rest."""

from typing import Annotated

import typer

from onrecord.cli import actors as known_actors
from onrecord.cli.asking import (
    OF_EVENTS,
    OF_STATEMENTS,
    AsCsv,
    By,
    CorpusFile,
    Cursor,
    Limit,
    filtered,
    open_corpus,
    print_page,
    print_rows,
    tell_unknown,
)
from onrecord.cli.terminal import AsJson, console, print_json, say
from onrecord.errors import OnRecordError
from onrecord.store.filters import Filter

Oldest = Annotated[bool, typer.Option("--oldest-first", help="The oldest first instead of the newest.")]
ConceptFile = Annotated[str, typer.Option("--concepts", metavar="FILE", help="The concepts, as TOML.")]
Counting = Annotated[str, typer.Option("--count", metavar="HOW", help="Count a stance once a document, once a week, or all.")]
ByName = Annotated[bool, typer.Option("--names", help="Count persons, not the governments they speak for.")]


@filtered("actor", "recipient", "type", "mode", "status", "by", "act", "context", "place", "since", "until", "source", "asserted_by")
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All must be there; "in quotation marks" as a phrase; a star for endings.')],
    corpus: CorpusFile,
    asked: Filter,
    within: Annotated[str | None, typer.Option("--in", metavar="WHERE", help="article, report or statement.")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find words in articles, reports of events or statements.

    Example: onrecord search "troops" --actor RUS --type MOBILIZE --since 2022-01 --corpus news.db
    """
    from onrecord.store import queries

    if within not in (None, "article", "report", "statement"):
        raise OnRecordError(f"--in {within}: it is article, report or statement")
    with open_corpus(corpus) as opened:
        page = queries.search(opened, words, asked, kind=within, limit=limit, cursor=cursor)  # type: ignore[arg-type]
        print_page(page, as_json, as_csv)
        tell_unknown(opened, asked, bool(page.total))


@filtered(*OF_EVENTS, "event")
def events(
    corpus: CorpusFile,
    asked: Filter,
    reports: Annotated[bool, typer.Option("--reports", help="Every report of an event, not each event once.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
    oldest_first: Oldest = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List events, each once, with how many reports and independent sources tell them.

    Example: onrecord events --actor RUS --type ASSAULT --happened --corpus news.db
    """
    from onrecord.store import queries

    ask = queries.reports if reports else queries.events
    with open_corpus(corpus) as opened:
        page = ask(opened, asked, limit=limit, cursor=cursor, oldest_first=oldest_first)
        print_page(page, as_json, as_csv)
        tell_unknown(opened, asked, bool(page.total))


def links(
    corpus: CorpusFile,
    key: Annotated[str, typer.Argument(metavar="EVENT", help="An event (ev...), or a report (8a3ffa1677a67de2:e4).")],
    other: Annotated[str | None, typer.Argument(metavar="REPORT", help="With a report: another one.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show why reports are one event: what in them agrees, or what keeps two reports apart.

    Example: onrecord links 8a3ffa1677a67de2:e4 1bc5097bbf1d02e5:e1 --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        rows = [queries.reason(opened, key, other)] if other else queries.reasons(opened, key)
        print_rows(rows, as_json, as_csv)


@filtered(*OF_STATEMENTS)
def statements(
    corpus: CorpusFile,
    asked: Filter,
    repeated: Annotated[bool, typer.Option("--repeated", help="What is said again in other articles, with its wordings in time.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
    oldest_first: Oldest = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List statements: who said what.

    Example: onrecord statements --by Putin --about NATO --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        if repeated:
            print_rows(queries.claims(opened, asked, limit=limit), as_json, as_csv)
            return
        page = queries.statements(opened, asked, limit=limit, cursor=cursor, oldest_first=oldest_first)
        print_page(page, as_json, as_csv)
        tell_unknown(opened, asked, bool(page.total))


@filtered("party", "actor", "type", "by", "about", "since", "until", "source", "article")
def articles(
    corpus: CorpusFile,
    asked: Filter,
    limit: Limit = 50,
    cursor: Cursor = None,
    oldest_first: Oldest = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List articles, with their near duplicates counted."""
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        print_page(queries.articles(opened, asked, limit=limit, cursor=cursor, oldest_first=oldest_first), as_json, as_csv)


@filtered("holder", "recipient", "act", "about", "since", "until", "source", "article", happened=False)
def positions(corpus: CorpusFile, asked: Filter, limit: Limit = 50, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List what each side demands, threatens, offers, promises, refuses and denies, and what was answered.

    Example: onrecord positions --holder RUS --act demand,threat --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        found = queries.positions(opened, asked, limit=limit)
        print_rows(found, as_json, as_csv)
        tell_unknown(opened, asked, bool(found))


@filtered(*OF_EVENTS)
def timeline(
    corpus: CorpusFile,
    asked: Filter,
    top: Annotated[int, typer.Option("--top", min=1, max=10_000, help="How many events: those of most sources.")] = 30,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Draw them instead, on lanes by actor: .svg, .png or .html.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the events most sources tell, in the order in which they happened; with -o draw them on lanes by actor.

    Example: onrecord timeline --party UKR --since 2022 --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        rows = queries.timeline(opened, asked, top=top)
    if output:
        from onrecord.cli.web import keep_picture
        from onrecord.show.timelines import timeline_of

        keep_picture(output, lambda: timeline_of(rows, width=1100))
    else:
        print_rows(rows, as_json, as_csv)


@filtered(*OF_EVENTS)
def disagreements(corpus: CorpusFile, asked: Filter, limit: Limit = 50, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List events told in ways that cannot all be true: figures side by side, and what some tell and others deny.

    Example: onrecord disagreements --type ASSAULT --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        print_rows(queries.disagreements(opened, asked, limit=limit), as_json, as_csv)


@filtered("actor", "recipient", "party", "type", "mode", "status", "context", "place", "about", "since", "until", "source", "asserted_by")
def dyads(corpus: CorpusFile, asked: Filter, by: By = "month", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Count who does what to whom in each period: events, reports and independent sources, quad classes, PLOVER score and Goldstein.

    Example: onrecord dyads --by month --actor RUS --recipient UKR --happened --csv --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        print_rows(queries.dyads(opened, asked, by=by), as_json, as_csv)


@filtered("party", "about", "since", "until", "source", "type", happened=False)
def actors_list(
    corpus: CorpusFile, asked: Filter, limit: Limit = 50, cursor: Cursor = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """List the actors of a corpus: how often they are named, act, are acted on, and speak.

    Example: onrecord actors list --party NATO --corpus news.db
    """
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        print_page(queries.actors(opened, asked, limit=limit, cursor=cursor), as_json, as_csv)


@filtered("party", "actor", "recipient", "type", "about", "since", "until")
def compare(
    one: Annotated[str, typer.Argument(metavar="OUTLET", help="An outlet.")],
    other: Annotated[str, typer.Argument(metavar="OUTLET", help="Another outlet.")],
    corpus: CorpusFile,
    asked: Filter,
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="How many events and actors are listed.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Compare two outlets: what both tell, what only one tells, and where they differ.

    Example: onrecord compare courier.example herald.example --party UKR --corpus news.db
    """
    import msgspec

    from onrecord.show.answers import lay_out_comparison
    from onrecord.store import queries

    with open_corpus(corpus) as opened:
        found = queries.compare(opened, one, other, asked, top=top)
    if as_json:
        print_json(msgspec.to_builtins(found))
    else:
        console().print(lay_out_comparison(found))


@filtered("actor", "about", "since", "until", "source", "article", happened=False)
def concepts(
    corpus: CorpusFile,
    concept_file: ConceptFile,
    asked: Filter,
    by: By = "all",
    count: Counting = "document",
    names: ByName = False,
    passages: Annotated[bool, typer.Option("--passages", help="Every passage with its words, not the counts.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count which actors are for and against your concepts.

    Example: onrecord concepts --concepts concepts.toml --by month --csv --corpus news.db
    """
    from onrecord.store import concepts as coding

    with open_corpus(corpus) as opened:
        found = coding.stances(opened, coding.load_concepts(concept_file), asked)
        rows = found if passages else coding.tabulate(opened, found, by=by, counting=count, names=names)  # type: ignore[arg-type]
        print_rows(rows, as_json, as_csv)


@filtered("actor", "about", "since", "until", "source", happened=False)
def network(
    corpus: CorpusFile,
    concept_file: ConceptFile,
    asked: Filter,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="OUT.graphml", help="Where the network goes.")] = None,
    by: By = "all",
    count: Counting = "document",
    names: ByName = False,
    least: Annotated[int, typer.Option("--least", min=1, help="How often an actor must be for or against a concept.")] = 1,
    least_weight: Annotated[int, typer.Option("--least-weight", min=1, help="On how many concepts two actors must meet.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Make the network of actors and concepts, and of actors that agree or disagree on them (GraphML).

    Example: onrecord network --concepts concepts.toml --by quarter --least 2 -o network.graphml --corpus news.db
    """
    import msgspec

    from onrecord.show.networks import write_graphml
    from onrecord.store import concepts as coding

    if not output and not as_json:
        raise OnRecordError("name a file with -o, or ask for --json")
    with open_corpus(corpus) as opened:
        found = coding.stances(opened, coding.load_concepts(concept_file), asked)
        rows = coding.tabulate(opened, found, by=by, counting=count, names=names)  # type: ignore[arg-type]
    made = coding.network(rows, least=least, least_weight=least_weight)
    if output:
        write_graphml(made, output)
        say(f"{len(made.actors)} actors, {len(made.concepts)} concepts, {len(made.edges)} lines -> {output}")
    if as_json:
        print_json(msgspec.to_builtins(made))


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    for command in (search, events, links, statements, articles, positions, timeline, disagreements, dyads, compare, concepts, network):
        app.command()(command)
    known_actors.app.command("list")(actors_list)
