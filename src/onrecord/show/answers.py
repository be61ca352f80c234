"""Answers of a corpus as tables for the terminal."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.show.flat import codes
from onrecord.show.words import printable
from onrecord.store import concepts, upkeep
from onrecord.store import queries as q
from onrecord.store.answers import Accuracy, Agreement, Review

Column = tuple[str, Callable[[Any], object]]
_WHOLE = {"when", "period", "report", "article", "said", "kind", "is"}  # never broken over lines
_SHARES = {  # columns that share the width that is left; the others are as wide as they need
    "words": 6, "what": 4, "who": 3, "to": 2, "condition": 3, "side by side": 4, "title": 4, "answer": 2, "outlets": 2, "such as": 4,
    "changed": 4, "where": 2, "read from": 2, "told": 2, "why": 2, "about": 2, "machine": 2, "reviewer says": 2,
}  # fmt: skip
_LONG = 160  # characters of a sentence that a table shows


def lay_out_rows(rows: Sequence[msgspec.Struct]) -> RenderableType:
    """Rows of one kind as a table; a line that says so when there are none."""
    if not rows:
        return Text("nothing in the corpus fits", style="dim")
    columns = _COLUMNS[type(rows[0])]
    flexible = any(head in _SHARES for head, _ in columns)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), expand=flexible)
    for head, value in columns:
        numeric = isinstance(value(rows[0]), int | float)
        share = _SHARES.get(head)
        table.add_column(head, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric or head in _WHOLE, ratio=share)
    for row in rows:
        table.add_row(*(_cell(value(row)) for _, value in columns))
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    return printable(f"{value:,}" if isinstance(value, int) else str(value))


def _names(names: Sequence[q.Name]) -> str:
    return ", ".join(_name(name) for name in names)


def _name(name: q.Name | None) -> str:
    if name is None:
        return ""
    return f"{name.name} [{codes(name)}]" if codes(name) else name.name


def _who(row: Any) -> str:
    return f"{_names(row.actors) or '?'}" + (f" → {_names(row.recipients)}" if row.recipients else "")


def _what(row: Any) -> str:
    return " ".join(words for words in (row.type, row.mode) if words)


def _days(first: str | None, last: str | None) -> str:
    return (first or "") if first == last else f"{first or ''} … {last or ''}"


def _short(words: str) -> str:
    words = printable(words)
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"


def _told(row: q.Report) -> str:
    notes = [*row.status, *([f"says {row.asserted_by.name}"] if row.asserted_by else [])]
    return ", ".join(notes)


def _counts(row: Any) -> str:
    return f"{row.reports} / {row.sources}"


def _figures(row: q.Disagreement) -> str:
    if not row.figures:
        event = row.event
        yes = event.told + event.claimed
        return f"told by {yes}, denied by {event.denied}" + (f" ({_names(event.denied_by)})" if event.denied_by else "")
    return "\n".join(f"{_counted(figure)}: {_name(figure.by) or figure.outlet or 'the reporter'}" for figure in row.figures)


def _counted(figure: q.FigureTold) -> str:
    of = figure.of if figure.of and figure.of not in figure.words else ""
    return printable(f"{figure.words} {of}")


def _answers(row: q.Position) -> str:
    return row.answer + "".join(f"\n{answer.by.name} {answer.answer} {answer.day or ''}".rstrip() for answer in row.answers[:3])


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


_COLUMNS: dict[type, list[Column]] = {
    q.EventRow: [
        ("when", lambda r: _days(r.first_day, r.last_day)),
        ("what", _what),
        ("who", _who),
        ("is", lambda r: r.verdict),
        ("reports /\nsources", _counts),
        ("words", lambda r: _short(r.sentence)),
    ],
    q.Report: [
        ("report", lambda r: r.key),
        ("when", lambda r: _days(r.first_day, r.last_day)),
        ("what", _what),
        ("who", _who),
        ("told", _told),
        ("outlet", lambda r: r.outlet),
        ("words", lambda r: _short(r.sentence)),
    ],
    q.StatementRow: [
        ("when", lambda r: r.published),
        ("who", lambda r: _name(r.source) or "(not named)"),
        ("act", lambda r: ("not " if r.negated else "") + r.act),
        ("to", lambda r: _name(r.addressee)),
        ("what", lambda r: _short(r.content)),
        ("outlet", lambda r: r.outlet),
    ],
    q.ArticleRow: [
        ("when", lambda r: r.published),
        ("title", lambda r: r.title or r.id),
        ("outlet", lambda r: r.outlet),
        ("copies", lambda r: r.copies),
        ("is", lambda r: r.relation),
        ("reports", lambda r: r.reports),
        ("statements", lambda r: r.statements),
        ("article", lambda r: r.key),
    ],
    q.ActorRow: [
        ("actor", lambda r: r.name),
        ("code", lambda r: r.code),
        ("sector", lambda r: r.sector),
        ("kind", lambda r: r.kind),
        ("articles", lambda r: r.articles),
        ("acts", lambda r: r.acts),
        ("receives", lambda r: r.receives),
        ("says", lambda r: r.says),
    ],
    q.DyadRow: [
        ("period", lambda r: r.period),
        ("actor", lambda r: r.actor),
        ("recipient", lambda r: r.recipient),
        ("events", lambda r: r.events),
        ("reports", lambda r: r.reports),
        ("sources", lambda r: r.sources),
        ("coop.\nwords", lambda r: r.verbal_cooperation),
        ("coop.\ndeeds", lambda r: r.material_cooperation),
        ("conflict\nwords", lambda r: r.verbal_conflict),
        ("conflict\ndeeds", lambda r: r.material_conflict),
        ("score", lambda r: r.score),
        ("Goldstein", lambda r: r.goldstein),
    ],
    q.PeriodRow: [
        ("period", lambda r: r.period),
        ("type", lambda r: r.type),
        ("events", lambda r: r.events),
        ("reports", lambda r: r.reports),
        ("sources", lambda r: r.sources),
    ],
    q.Hit: [
        ("when", lambda r: r.published),
        ("where", lambda r: r.key),
        ("about", lambda r: r.about),
        ("words", lambda r: r.words),
    ],
    q.Position: [
        ("who", lambda r: _name(r.holder)),
        ("kind", lambda r: r.kind + (" (implied)" if r.implied else "")),
        ("to", lambda r: _name(r.addressee)),
        ("what", lambda r: _short(r.content)),
        ("condition", lambda r: r.condition),
        ("said", lambda r: _days(r.first_said, r.last_said)),
        ("articles /\nsources", lambda r: f"{r.articles} / {r.sources}"),
        ("answer", _answers),
    ],
    q.Claim: [
        ("who", lambda r: _name(r.source)),
        ("what", lambda r: _short(r.content)),
        ("said", lambda r: _days(r.first_said, r.last_said)),
        ("articles /\nsources", lambda r: f"{r.articles} / {r.sources}"),
        ("changed", lambda r: "yes" if r.changed else ""),
        ("outlets", lambda r: ", ".join(r.outlets)),
    ],
    q.Disagreement: [
        ("when", lambda r: _days(r.event.first_day, r.event.last_day)),
        ("what", lambda r: _what(r.event)),
        ("who", lambda r: _who(r.event)),
        ("about", lambda r: r.about),
        ("side by side", _figures),
        ("words", lambda r: _short(r.event.sentence)),
    ],
    q.Reason: [
        ("report", lambda r: r.one),
        ("and report", lambda r: r.other),
        ("one event", lambda r: "yes" if r.joined else "no"),
        ("score", lambda r: r.score),
        ("words", lambda r: r.conflict or ", ".join(f"{name} {value:g}" for name, value in r.parts.items())),
    ],
    q.TypeShare: [
        ("", lambda r: r.name),
        ("one", lambda r: r.one),
        ("share", lambda r: _share(r.one_share)),
        ("other", lambda r: r.other),
        ("share ", lambda r: _share(r.other_share)),
    ],
    concepts.Stance: [
        ("when", lambda r: r.day),
        ("who", lambda r: _name(r.actor)),
        ("concept", lambda r: r.concept),
        ("is", lambda r: r.agreement),
        ("read from", lambda r: r.why),
        ("words", lambda r: _short(r.words)),
        ("where", lambda r: r.key),
    ],
    concepts.ConceptRow: [
        ("period", lambda r: r.period),
        ("actor", lambda r: r.actor),
        ("concept", lambda r: r.concept),
        ("for", lambda r: r.supports),
        ("against", lambda r: r.opposes),
        ("unclear", lambda r: r.unclear),
    ],
    upkeep.Finding: [
        ("looked at", lambda r: r.name),
        ("wrong", lambda r: r.wrong),
        ("now", lambda r: "well" if not r.wrong or r.mended else "STILL WRONG"),
        ("such as", lambda r: ", ".join(r.examples)),
    ],
    upkeep.Change: [
        ("article", lambda r: r.article_id),
        ("lost", lambda r: len(r.lost)),
        ("gained", lambda r: len(r.gained)),
        ("the same", lambda r: r.kept),
        ("changed", lambda r: ", ".join(f"{name} {count}" for name, count in r.changed.items())),
    ],
    Review: [
        ("what", lambda r: r.key or f"{r.article} (no more there)"),
        ("words", lambda r: _short(r.words)),
        ("machine", lambda r: f"{r.type} {r.machine}"),
        ("field", lambda r: r.field),
        ("reviewer says", lambda r: r.value),
        ("who", lambda r: r.reviewer),
        ("when", lambda r: r.at[:10]),
        ("why", lambda r: r.why),
    ],
    Agreement: [
        ("field", lambda r: r.field),
        ("units", lambda r: r.units),
        ("reviewers", lambda r: r.reviewers),
        ("equal", lambda r: _share(r.equal)),
        ("alpha", lambda r: "" if r.alpha is None else f"{r.alpha:.3f}"),
    ],
    Accuracy: [
        ("type", lambda r: r.type),
        ("counted", lambda r: r.counted),
        ("reviewed", lambda r: r.reviewed),
        ("right", lambda r: r.right),
        ("share", lambda r: _share(r.share)),
        ("interval", lambda r: f"{r.low:.0%} – {r.high:.0%}" if r.reviewed else ""),
        (
            "corrected\ncount",
            lambda r: "" if r.corrected is None else f"{r.corrected:,.0f} ({r.corrected_low:,.0f} – {r.corrected_high:,.0f})",
        ),
        ("missing", lambda r: r.missing),
    ],
}


def lay_out_comparison(found: q.OutletComparison) -> RenderableType:
    """Two outlets side by side: counts, shares of types and actors, and what only one of them tells."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for head in ("", found.one.outlet, found.other.outlet):
        table.add_column(printable(head), justify="right" if head else "left")
    for name in ("articles", "events", "reports", "alone"):
        table.add_row(name, f"{getattr(found.one, name):,}", f"{getattr(found.other, name):,}")
    table.add_row("told by the reporter", _share(found.one.told), _share(found.other.told))
    parts: list[RenderableType] = [table, Text(f"{found.both:,} events are in both")]
    for rows in (found.types, found.actors, found.differ):
        if rows:
            parts += [Text(""), lay_out_rows(rows)]
    for side in (found.one, found.other):
        if side.only:
            parts += [Text(""), Text(printable(f"Only in {side.outlet}"), style="bold"), lay_out_rows(side.only)]
    return Group(*parts)
