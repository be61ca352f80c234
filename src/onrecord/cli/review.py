"""Commands for people who review what the machine has coded."""

import json
from typing import Annotated, Any

import typer

from onrecord.cli.asking import AsCsv, CorpusFile, Limit, filtered, open_corpus, print_rows
from onrecord.cli.terminal import AsJson, say
from onrecord.errors import OnRecordError
from onrecord.store.filters import Filter

app = typer.Typer(help="Review what the machine has coded: corrections, agreement, accuracy.", no_args_is_help=True)
Reviewer = Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who reviews.")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="Why.")]


@app.command("next")
@filtered("actor", "recipient", "type", "status", "about", "since", "until", "source", "article")
def review_next(
    corpus: CorpusFile,
    asked: Filter,
    order: Annotated[
        str, typer.Option("--order", metavar="HOW", help="uncertain, or random (a sample that accuracy can rest on).")
    ] = "random",
    seed: Annotated[str, typer.Option("--seed", help="Another sample.")] = "1",
    limit: Limit = 20,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List reports that nobody has reviewed.

    Example: onrecord review next --type ASSAULT --corpus news.db
    """
    from onrecord.store.reviews import queue

    with open_corpus(corpus) as opened:
        print_rows(queue(opened, asked, size=limit, order=order, seed=seed), as_json, as_csv)


@app.command("set")
def review_set(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A report or statement, such as 8a3ffa1677a67de2:e4.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="right or wrong; with --field the right value.")],
    corpus: CorpusFile,
    reviewer: Reviewer,
    field: Annotated[str, typer.Option("--field", metavar="FIELD", help="The field that is corrected, such as type or actors.")] = "",
    why: Why = "",
) -> None:
    """Write down what you say of a report or statement. The machine's value stays.

    Lists take commas; "none" is no value.

    Examples: onrecord review set 8a3ffa1677a67de2:e4 right --reviewer ann --corpus news.db

    onrecord review set 8a3ffa1677a67de2:e4 RUS:GOV,BLR:GOV --field actors --reviewer ann --corpus news.db
    """
    from onrecord.store.corpus import Corpus
    from onrecord.store.reviews import add_review

    with Corpus.open(corpus) as opened:
        add_review(opened, key, _value(field, value), field=field, reviewer=reviewer, at=_now(), why=why)
    say(f"{key}: {field or 'the whole'} {value} ({reviewer})")


@app.command("missing")
def review_missing(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's key.")],
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="The trigger's words and enough beside them to be found once; the trigger first.")
    ],
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="The type of the event, such as ACCUSE.")],
    corpus: CorpusFile,
    reviewer: Reviewer,
    why: Why = "",
) -> None:
    """Write down an event that the machine has missed."""
    from onrecord.store.corpus import Corpus
    from onrecord.store.reviews import add_missing

    with Corpus.open(corpus) as opened:
        text = opened.record(article).article.text
        if text.count(words) != 1:
            raise OnRecordError(f"{words!r} is {text.count(words)} times in the article; write words that are there once")
        start = text.index(words)
        span = (start, start + len(words.split()[0]))
        add_missing(opened, article, span, {"type": type_.upper()}, reviewer=reviewer, at=_now(), why=why)
    say(f"{article}: {type_.upper()} at {words!r} ({reviewer})")


@app.command("list")
def review_list(
    corpus: CorpusFile,
    reviewer: Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Only this one's.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what reviewers have said, beside the machine's values."""
    from onrecord.store.reviews import reviews

    with open_corpus(corpus) as opened:
        print_rows(reviews(opened, reviewer=reviewer), as_json, as_csv)


@app.command("agreement")
def review_agreement(corpus: CorpusFile, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show how far reviewers agree, field by field (Krippendorff's alpha)."""
    from onrecord.store.reviews import agreement

    with open_corpus(corpus) as opened:
        print_rows(agreement(opened), as_json, as_csv)


@app.command("accuracy")
def review_accuracy(corpus: CorpusFile, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show how right the machine is on each type, with intervals, and the counts corrected by it."""
    from onrecord.store.reviews import accuracy

    with open_corpus(corpus) as opened:
        print_rows(accuracy(opened), as_json, as_csv)


@app.command("export")
def review_export(
    corpus: CorpusFile,
    output: Annotated[str, typer.Option("-o", "--output", metavar="GOLD.jsonl", help="Where the gold goes; - is standard output.")],
) -> None:
    """Write the articles whose events were all reviewed as gold that onrecord evaluate takes."""
    from onrecord.run.output import open_output
    from onrecord.store.reviews import gold

    count = 0
    with open_corpus(corpus) as opened, open_output(output) as stream:
        for row in gold(opened):
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
            count += 1
    say(f"{count:,} articles -> {output}")


def _value(field: str, words: str) -> Any:
    if words == "none" and field:
        return [] if field in ("actors", "recipients", "status") else None
    if field in ("actors", "recipients", "status"):
        return [part.strip() for part in words.split(",")]
    if field == "negated":
        return words == "true"
    return words


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def register(program: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    program.add_typer(app, name="review")
