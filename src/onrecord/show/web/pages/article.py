"""An article: its text with statements and events marked where they stand, and the list of them beside it."""

from collections import defaultdict
from itertools import pairwise

import msgspec
from starlette.requests import Request

from onrecord.records import Event, Record, Span, Statement
from onrecord.show.web.answer import Answer
from onrecord.show.web.asked import asked_filter, choice, number, text
from onrecord.show.web.pages.facets import chosen
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.queries import Filter


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text between two borders of marks. `units` are what it belongs to, `anchors` what begins here.

    `link` is the unit that a click leads to, `depth` how many statements stand within each other here.
    """

    words: str
    classes: str = ""
    units: str = ""
    anchors: tuple[str, ...] = ()
    link: str = ""
    depth: int = 0


def list_view(request: Request, corpus: Corpus) -> Answer:
    """The articles of a selection."""
    asked = asked_filter(request)
    order = choice(request, "order", ("newest", "oldest"))
    page = queries.articles(
        corpus, asked, limit=number(request, "limit", 50), cursor=text(request, "cursor") or None, oldest_first=order == "oldest"
    )
    data = {"filter": asked, "articles": page.rows, "total": page.total, "cursor": page.cursor, "order": order}
    return Answer(template="articles.html", title="Articles", data=data, shown={"chosen": chosen(request, asked)}, table=page.rows)


def view(request: Request, corpus: Corpus) -> Answer:
    """The article of a key or id. Raises StoreError when there is none."""
    key = request.path_params["key"][:400]
    record = corpus.record(key)
    rows = queries.articles(corpus, Filter(article=key), limit=1).rows
    linked = {report.key.rpartition(":")[2]: report.event for report in queries.reports(corpus, Filter(article=key), limit=5000).rows}
    shown = {
        "record": record, "article": rows[0], "paragraphs": paragraphs(record), "units": _in_order(record), "linked": linked,
        "words": lambda span: record.article.text[span[0] : span[1]], "nested": {s.id: s for s in record.statements},
    }  # fmt: skip
    return Answer(template="article.html", title=record.article.title or record.article.id, data=record.to_dict(), shown=shown)


def _in_order(record: Record) -> list[Event | Statement]:
    """Events and statements as they come in the text."""
    units: list[Event | Statement] = [*record.events, *record.statements]
    return sorted(units, key=lambda unit: (_spans(unit)[0][0], unit.id))


def _spans(unit: Event | Statement) -> tuple[Span, ...]:
    return (unit.trigger,) if isinstance(unit, Event) else unit.cue or unit.content or ((0, 0),)


def paragraphs(record: Record) -> list[list[Piece]]:
    """The text, a list of pieces a paragraph."""
    body = record.article.text
    marks = _marks(record)
    borders = sorted({0, len(body), *(at for start, end, _, _ in marks for at in (start, end))})
    starts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    ends: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for start, end, name, unit in marks:
        starts[start].append((name, unit))
        ends[end].append((name, unit))
    begun: set[str] = set()
    active: list[tuple[str, str]] = []
    found: list[list[Piece]] = [[]]
    for at, until in pairwise(borders):
        for mark in ends[at]:
            active.remove(mark)
        active += starts[at]
        fresh = tuple(dict.fromkeys(unit for name, unit in active if name in ("event", "cue") and unit not in begun))
        begun.update(fresh)
        for number_, line in enumerate(body[at:until].split("\n")):
            if number_:
                found.append([])
                fresh = ()
            if line or fresh:
                found[-1].append(_piece(line, active, fresh))
    return [pieces for pieces in found if any(piece.words.strip() for piece in pieces)]


def _marks(record: Record) -> list[tuple[int, int, str, str]]:
    """All that is marked: start, end, the class of the mark, the unit."""
    marks: list[tuple[int, int, str, str]] = [(section.start, section.end, section.kind, "") for section in record.article.sections]
    for event in record.events:
        marks.append((*event.trigger, "event", event.id))
        marks += [(*role.span, "party", event.id) for role in (*event.actors, *event.recipients) if role.span]
    for statement in record.statements:
        # a statement without a cue is reached through its content
        marks += [(*span, "cue", statement.id) for span in statement.cue or statement.content[:1]]
        marks += [(*span, "content", statement.id) for span in statement.content]
        if statement.source and statement.source.span:
            marks.append((*statement.source.span, "source", statement.id))
    quads = {event.id: f"q{event.quad}" for event in record.events}
    marks += [(*event.trigger, quads[event.id], "") for event in record.events]
    return [(start, end, name, unit) for start, end, name, unit in marks if start < end]


def _piece(words: str, active: list[tuple[str, str]], fresh: tuple[str, ...]) -> Piece:
    names = dict.fromkeys(name for name, _ in active)
    link = next((unit for name, unit in active if name == "event"), "") or next((unit for name, unit in active if name == "cue"), "")
    depth = len({unit for name, unit in active if name == "content"})
    units = " ".join(dict.fromkeys(unit for _, unit in active if unit))
    return Piece(words, " ".join(names), units, fresh, link, depth)
