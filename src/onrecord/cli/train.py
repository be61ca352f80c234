"""The command that makes weights from gold articles."""

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.terminal import AsJson, Knowledge, make_coder, print_json, say

app = typer.Typer(help="Weights for the choice among readings, from articles that were coded by hand.", no_args_is_help=True)
Gold = Annotated[list[str], typer.Argument(metavar="GOLD...", help="Gold articles: *.toml, *.jsonl or folders of them (gold/README.md).")]
Out = Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="The weights file to write.")]
Pull = Annotated[float, typer.Option("--pull", min=0.001, help="How strongly weights are held where they are; more gold deserves less.")]
Keep = Annotated[bool, typer.Option("--keep-weights", help="Keep all weights; learn only how scores become a confidence.")]


@app.command("statements")
def statements(gold: Gold, out: Out, pull: Pull = 20.0, keep: Keep = False, knowledge: Knowledge = None, as_json: AsJson = False) -> None:
    """Weights for who said what, and the calibration of the confidence. The same gold gives the same file.

    Example: onrecord train statements gold/own -o my-knowledge/weights/statements.json
    """
    from onrecord.evaluate.train_statements import train_statements

    trained = train_statements(make_coder(None, knowledge), _read(gold), pull=pull, keep=keep)
    how = "weights set by hand, confidence calibrated with" if keep else "weights made from"
    _write(trained, out, f"statement, summed over its features (docs/statements.md): {how}", as_json=as_json)


@app.command("events")
def events(gold: Gold, out: Out, pull: Pull = 20.0, knowledge: Knowledge = None, as_json: AsJson = False) -> None:
    """Weights for who did what to whom. The same gold gives the same file.

    Example: onrecord train events gold/own -o my-knowledge/weights/events.json
    """
    from onrecord.evaluate.train_events import train_events

    trained = train_events(make_coder(None, knowledge), _read(gold), pull=pull)
    _write(trained, out, "event, summed over its features: weights made from", as_json=as_json)


def _read(paths: list[str]) -> list[Any]:
    from onrecord.evaluate.gold import read_gold

    return [article for path in paths for article in read_gold(Path(path))]


def _write(trained: Any, out: str, what: str, *, as_json: bool) -> None:
    from onrecord.errors import OnRecordError
    from onrecord.evaluate.train import written

    about = f"Log-odds of a candidate {what} {trained.articles} gold articles by onrecord train."
    try:
        Path(out).parent.mkdir(parents=True, exist_ok=True)
        Path(out).write_text(written(trained.weights, about), encoding="utf-8")
    except OSError as error:
        raise OnRecordError(f"{out}: cannot be written ({error.strerror}); name a file in a folder of yours") from error
    counts = {name: getattr(trained, name) for name in ("articles", "examples", "right", "loss_before", "loss_after", "better")}
    if as_json:
        print_json({"file": out, **counts})
        return
    verdict = "better" if trained.better else "no better"
    say(f"{out}: {trained.examples} candidates of {trained.articles} articles, {trained.right} right.")
    say(f"On articles that were left out the new weights are {verdict}: loss {trained.loss_after} against {trained.loss_before} before.")


def register(program: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    program.add_typer(app, name="train")
