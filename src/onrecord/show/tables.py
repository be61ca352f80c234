"""Small tables: findings of the doctor, counts and failures of the lexicon, an actor."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.show.words import printable


class _Finding(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def good(self) -> bool: ...
    @property
    def value(self) -> str: ...
    @property
    def mend(self) -> str | None: ...


def lay_out_findings(findings: Iterable[_Finding]) -> RenderableType:
    """What was examined, one line each; below what is wrong, how to mend it."""
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in findings:
        mark = Text("ok", style="green") if finding.good else Text("WRONG", style="bold red")
        table.add_row(mark, finding.name, Text(finding.value))
        if finding.mend:
            table.add_row("", "", Text(f"-> {finding.mend}", style="yellow"))
    return table


def lay_out_counts(counts: Mapping[str, int]) -> RenderableType:
    """Names and numbers."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(f"{count:,}", name)
    return table


def lay_out_failures(checked: Mapping[str, Any]) -> RenderableType:
    """The sentences that came out wrong, and how many there were."""
    lines = [Text(f"{checked['sentences']:,} sentences, {len(checked['failures'])} wrong", style="bold")]
    for failure in checked["failures"]:
        said = "is not coded" if failure["wanted"] else "is coded, and must not be"
        lines.append(Text(f"{failure['rule']}: {said}: {failure['sentence']}"))
        lines.append(Text(f"    fired: {', '.join(failure['fired']) or 'nothing'}", style="dim"))
    return Group(*lines)


def lay_out_changes(changes: Mapping[str, Any]) -> RenderableType:
    """What another version of the lexicon changes: counts, then each event with its words, before and after."""
    counts = ", ".join(f"{len(changes[name]):,} {name}" for name in ("came", "went", "changed"))
    lines = [Text(f"{changes['articles']:,} articles: {changes['same']:,} events the same, {counts}", style="bold")]
    for name, mark, style in (("came", "+", "green"), ("went", "-", "red"), ("changed", "~", "yellow")):
        for row in changes[name]:
            lines.append(Text(f"{mark} {row['article'] or '-'}: {printable(row['words'])}", style=style))
            lines += [Text(f"    {side}: {_event(row[side])}", style="dim") for side in ("before", "after") if row[side]]
    return Group(*lines)


def _event(event: Mapping[str, Any]) -> str:
    kind = " ".join(filter(None, (event["type"], event["mode"], *event["status"])))
    return f"{kind} {', '.join(event['actors']) or '-'} > {', '.join(event['recipients']) or '-'}  {event['rule']}"


def lay_out_actor(name: str, found: list[dict[str, Any]]) -> RenderableType:
    """What a name can mean, with offices and their dates."""
    if not found:
        return Text(f"{printable(name)}: not known", style="yellow")
    lines: list[Text] = []
    for meaning in found:
        codes = " ".join(words for words in (meaning["code"], meaning["sector"]) if words)
        known = f"  {meaning['wikidata']}" if meaning["wikidata"] else ""
        lines.append(Text.assemble((meaning["name"], "bold"), f"  {meaning['kind']}", f"  [{codes}]" if codes else "", known))
        lines += [Text(f"    {reason}", style="dim") for reason in meaning["why"]]
        for key, label in _LISTS.items():
            if meaning.get(key):
                lines.append(Text(f"    {label} ({len(meaning[key])}): {', '.join(meaning[key])}"))
        for office in meaning["offices"]:
            lines.append(_office(office))
    return Group(*lines)


_LISTS = {
    "members": "members", "suspended": "suspended", "belongs_to": "belongs to", "former_names": "former names",
    "led_the_government": "led the government",
}  # fmt: skip


def _office(office: Mapping[str, Any]) -> Text:
    codes = " ".join(words for words in (office["code"], office["sector"]) if words)
    line = Text(f"    {office['since']} to {office['until'] or 'now'}: {office['title']} [{codes}]")
    return line.append("  held on that day", style="green") if office["held"] else line
