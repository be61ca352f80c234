"""One record, laid out: what happened, who said what, who is who, each with its words."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.records import Entity, Event, Magnitude, Record, Role, Span, Statement
from onrecord.show.words import excerpt, printable, quote

_FEW = 8  # entities that are shown with their number of mentions


def lay_out(record: Record) -> RenderableType:
    """A record as something that a rich console prints."""
    return Group(_head(record), *_body(record), Text(""))


def _head(record: Record) -> RenderableType:
    article = record.article
    title = printable(article.title or _own_title(record) or article.id)
    where = [words for words in (article.published, article.author, article.source) if words]
    return Group(Rule(Text(title, style="bold"), align="left"), Text(printable(" · ".join(where)), style="dim"))


def _own_title(record: Record) -> str | None:
    text = record.article.text
    return next((text[part.start : part.end] for part in record.article.sections if part.kind == "title"), None)


def _body(record: Record) -> Iterator[RenderableType]:
    if record.events:
        yield _heading("Who did what to whom")
        yield _numbered((event.id, _event(record, event)) for event in record.events)
    if record.statements:
        yield _heading("Who said what")
        yield _numbered((statement.id, _statement(record, statement)) for statement in record.statements)
    if record.entities:
        yield _heading("Who is who")
        yield _entities(record)
    if record.problems:
        yield _heading("Problems")
        yield Padding(
            Group(*(Text(printable(f"{problem.code}: {problem.message}"), style="yellow") for problem in record.problems)), (0, 0, 0, 2)
        )
    elif not record.events and not record.statements:
        yield Text("  no event and no statement found", style="dim")


def _heading(words: str) -> RenderableType:
    return Padding(Text(words, style="bold underline"), (1, 0, 0, 0))


def _numbered(rows: Iterator[tuple[str, RenderableType]]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", min_width=4)
    table.add_column()
    for number, row in rows:
        table.add_row(number, row)
    return table


def _event(record: Record, event: Event) -> RenderableType:
    line = Text()
    line.append(" ".join(words for words in (event.type, event.mode) if words), style="bold cyan")
    if event.status:
        line.append(f" ({', '.join(event.status)})", style="magenta")
    line.append("  ")
    line.append(_names(event.actors) or "?")
    if event.recipients:
        line.append(" → ", style="bold")
        line.append(_names(event.recipients))
    details = " · ".join(_details(record, event))
    words = excerpt(record.article.text, _sentence(record, event.sentence), event.trigger)
    return Group(line, *((Text(details, style="green"),) if details else ()), words)


def _details(record: Record, event: Event) -> Iterator[str]:
    """What else is known of an event, each in a few words."""
    text = record.article.text
    if event.date and event.date.source in ("text", "dateline"):
        yield event.date.value
    if event.place:
        yield f"{event.place.relation} {printable(event.place.place.name)}"
    yield from (_magnitude(text, magnitude) for magnitude in event.magnitudes)
    if event.condition:
        yield f"{event.condition.kind} {quote(text, event.condition.span)}"
    if event.object_event:
        yield "the act: " + " ".join(words for words in (event.object_event.type, event.object_event.mode) if words)
    if event.asserted_by:
        yield f"told in {event.asserted_by}"
    if event.statement:
        yield f"is {event.statement}"


def _magnitude(text: str, magnitude: Magnitude) -> str:
    return f"{magnitude.kind} {quote(text, magnitude.span)}"


def _statement(record: Record, statement: Statement) -> RenderableType:
    text = record.article.text
    line = Text()
    line.append(_names((statement.source,)) if statement.source else "(source not named)", style="bold")
    line.append(f"  {'not ' if statement.negated else ''}{statement.act}", style="bold cyan")
    if statement.act != "say":
        cue = printable(" … ".join(text[start:end] for start, end in statement.cue))
        line.append(f" [{cue}]" if cue else "", style="dim")
    if statement.addressee:
        line.append(f"  to {_names((statement.addressee,))}")
    notes = [words for words in (statement.of and f"inside {statement.of}", statement.event and f"is {statement.event}") if words]
    line.append(f"  {', '.join(notes)}" if notes else "", style="green")
    content = " … ".join(printable(text[start:end]) for start, end in statement.content)
    return Group(line, Text(content, style="dim" if statement.quotation == "indirect" else "italic"))


def _names(roles: tuple[Role, ...]) -> str:
    return ", ".join(_name(role.entity) for role in roles)


def _name(entity: Entity) -> str:
    notes = [words for words in (entity.code, entity.sector) if words]
    return printable(entity.name) + (f" [{' '.join(notes)}]" if notes else "")


def _entities(record: Record) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for entity in sorted(record.entities, key=lambda entity: -len(entity.mentions))[:_FEW]:
        office = printable(entity.office.title) if entity.office else ""
        table.add_row("   ", _name(entity), entity.kind, office, f"{len(entity.mentions)} mentions")
    rest = len(record.entities) - _FEW
    return Group(table, Text(f"    and {rest} more", style="dim")) if rest > 0 else table


def _sentence(record: Record, number: int) -> Span:
    sentences = record.article.sentences
    return sentences[number] if 0 <= number < len(sentences) else (0, len(record.article.text))
