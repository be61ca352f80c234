"""Records made by hand, for tests of the corpus: no model is needed."""

from typing import Any

from onrecord.article import Article
from onrecord.records import (
    ArticleRecord,
    Condition,
    Entity,
    Event,
    EventDate,
    EventPlace,
    MadeBy,
    Magnitude,
    ObjectEvent,
    Place,
    Record,
    Role,
    Statement,
)

MADE_BY = MadeBy("0.1", "model", "ontology", "lexicon", "gazetteer")
_KNOWN = {
    "Norway": ("country", "NOR", "GOV"), "Sweden": ("country", "SWE", "GOV"), "Finland": ("country", "FIN", "GOV"),
    "Ada Holm": ("person", "NOR", "GOV"), "Erik Lind": ("person", "SWE", "GOV"), "rebels": ("armed-group", "KEN", "REB"),
    "Kenya": ("country", "KEN", "GOV"), "health ministry": ("government", "KEN", "GOV"), "people": ("people", "KEN", "CVL"),
    "NATO": ("organisation", "IGO", None), "African Union": ("organisation", "IGO", None),
}  # fmt: skip
_SCORES = {"ACCUSE": (3, -3.0, "112"), "MOBILIZE": (4, -6.5, "154"), "ASSAULT": (4, -9.0, "190"), "CONSULT": (1, 2.5, "040"),
           "REQUEST": (3, -1.0, "102"), "THREATEN": (3, -3.5, "130"), "REJECT": (3, -2.0, "120"), "AGREE": (1, 2.5, "030"),
           "COERCE": (4, -7.0, "173"), "RETREAT": (2, 8.0, "087"), "CONCEDE": (1, 4.5, "080")}  # fmt: skip


def event(type_: str, actors: str = "", recipients: str = "", **more: Any) -> dict[str, Any]:
    """An event by its type and the names of those who take part, with commas."""
    return {"type": type_, "actors": actors, "recipients": recipients, **more}


def says(source: str, act: str, words: str, **more: Any) -> dict[str, Any]:
    """A statement by its source and act; `words` must stand in the text."""
    return {"source": source, "act": act, "words": words, **more}


def make_record(
    text: str, events: list[dict[str, Any]] | None = None, statements: list[dict[str, Any]] | None = None, *, made_by: MadeBy = MADE_BY,
    **article: Any,
) -> Record:  # fmt: skip
    """A record of a text, one sentence a line; an event's sentence is its `sentence`, else the one of its number."""
    sentences, at = [], 0
    for line in text.split("\n"):
        if line:
            sentences.append((at, at + len(line)))
        at += len(line) + 1
    entities: dict[str, Entity] = {}
    made = tuple(_event(text, sentences, entities, number, item) for number, item in enumerate(events or (), 1))
    said = tuple(_statement(text, sentences, entities, number, item) for number, item in enumerate(statements or (), 1))
    head = ArticleRecord.of(Article(text=text, **{"id": "a", **article}), (), tuple(sentences))
    places = tuple({e.place.place.id: e.place.place for e in made if e.place}.values())
    return Record(head, tuple(entities.values()), made, said, places=places, made_by=made_by)


def _role(entities: dict[str, Entity], text: str, name: str) -> Role:
    kind, code, sector = _KNOWN.get(name, ("unknown", None, None))
    at = max(text.find(name), 0)
    entity = entities.setdefault(name, Entity(f"a{len(entities) + 1}", name, kind, code, sector, mentions=((at, at + len(name)),)))  # type: ignore[arg-type]
    return Role(entity, (at, at + len(name)))


def _roles(entities: dict[str, Entity], text: str, names: str) -> tuple[Role, ...]:
    return tuple(_role(entities, text, name.strip()) for name in names.split(",") if name.strip())


def _event(text: str, sentences: list[tuple[int, int]], entities: dict[str, Entity], number: int, item: dict[str, Any]) -> Event:
    sentence = item.get("sentence", min(number, len(sentences)) - 1)
    start = sentences[sentence][0]
    quad, score, cameo = _SCORES[item["type"]]
    date = item.get("date")
    place = item.get("place")
    return Event(
        f"e{number}", item["type"], item.get("mode"), tuple(item.get("status", ())), quad, score, cameo, tuple(item.get("contexts", ())),
        sentence, (start, start + 4), _roles(entities, text, item["actors"]), _roles(entities, text, item["recipients"]),
        EventDate(date, (start, start + 1)) if date else EventDate(item["day"], None, "article") if item.get("day") else None,
        EventPlace(Place(f"p{number}", (start, start + 1), *place), (start, start + 1)) if place else None,
        tuple(Magnitude(kind, low, high, (start, start + 1)) for kind, low, high in item.get("figures", ())),
        Condition("if", item["condition"]) if item.get("condition") else None,
        ObjectEvent(*item["object"]) if item.get("object") else None,
        item.get("asserted_by"), item.get("statement"), "rule", item.get("confidence", 0.9),
    )  # fmt: skip


def _statement(text: str, sentences: list[tuple[int, int]], entities: dict[str, Entity], number: int, item: dict[str, Any]) -> Statement:
    at = text.index(item["words"])
    sentence = next((i for i, (start, end) in enumerate(sentences) if start <= at < end), 0)
    source = _role(entities, text, item["source"]) if item["source"] else None
    addressee = _role(entities, text, item["to"]) if item.get("to") else None
    content = ((at, at + len(item["words"])),)
    return Statement(f"s{number}", sentence, source, ((at, at),), content, addressee, "indirect", item["act"], item.get("negated", False),
                     item.get("of"), item.get("event"), "rule", 0.9)  # fmt: skip
