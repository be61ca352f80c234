"""An explanation of the coding of a sentence, laid out: clauses, rules that fired, statements, rules that nearly fired."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.coding.explanation import Attributed, ClauseLine, Explanation, Fired, Refused
from onrecord.show.words import printable


def lay_out_explanation(explanation: Explanation) -> RenderableType:
    """An explanation as something that a rich console prints."""
    parts = [
        *_part("Clauses", (line for clause in explanation.clauses for line in _clause(clause))),
        *_part("Rules that fired", (line for fired in explanation.events for line in _fired(fired)), "none"),
        *_part("Statements", (line for statement in explanation.statements for line in _statement(statement)), "none"),
        *_part("Nearest rules that did not fire", map(_refused, explanation.refused)),
    ]
    return Group(*parts)


def _part(title: str, lines: Iterable[Text], empty: str = "") -> list[Text]:
    found = list(lines) or ([Text(f"  {empty}", style="dim")] if empty else [])
    return [Text(title, style="bold underline"), *found, Text("")] if found else []


def _clause(clause: ClauseLine) -> Iterator[Text]:
    yield Text.assemble(
        "  ", (printable(clause.predicate), "bold cyan"), f"  {clause.relation}", f"  ({', '.join(clause.told)})" if clause.told else ""
    )
    for slot, words in clause.slots.items():
        yield Text(f"      {slot}: {printable(' | '.join(words))}", style="dim")


def _fired(fired: Fired) -> Iterator[Text]:
    kind = " ".join(words for words in (fired.type, fired.mode) if words)
    status = f" ({', '.join(fired.status)})" if fired.status else ""
    yield Text.assemble("  ", (kind, "bold cyan"), (status, "magenta"), f"  {fired.rule}")
    yield _row("trigger", [fired.trigger])
    yield _row("actors", fired.actors)
    yield _row("recipients", fired.recipients)
    if fired.status_words:
        yield _row("told by", fired.status_words)
    yield Text(f"      score: {_sum(fired.score)}, confidence {fired.confidence:.2f}", style="green")


def _statement(statement: Attributed) -> Iterator[Text]:
    yield Text.assemble("  ", (statement.act, "bold cyan"), f"  {statement.rule}")
    yield _row("source", [statement.source or "-"])
    yield _row("cue", statement.cue)
    yield _row("content", statement.content)
    yield Text(f"      score: {_sum(statement.score)}, confidence {statement.confidence:.2f}", style="green")


def _refused(refused: Refused) -> Text:
    unless = refused.condition.startswith("unless ")
    slot = refused.condition.removeprefix("unless ")
    why = f"{slot} must {'not ' if unless else ''}be one of {', '.join(refused.asks)}" if refused.asks else f"{slot} does not fit"
    return Text.assemble("  ", refused.rule, (f"  on “{printable(refused.predicate)}”: {why}", "dim"))


def _row(name: str, words: list[str]) -> Text:
    return Text(f"      {name}: {printable(' | '.join(words)) or '-'}")


def _sum(score: dict[str, float]) -> str:
    return " ".join(f"{name} {value:+.2f}" for name, value in score.items()) or "-"
