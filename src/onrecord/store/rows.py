"""A record as rows of the corpus tables."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from onrecord.records import Entity, Event, EventDate, MadeBy, Place, Record, Role, Statement
from onrecord.store.identity import article_key, outlet_of
from onrecord.store.packing import pack
from onrecord.store.spans import Days, days_of

Link = sqlite3.Connection
UNKNOWN = MadeBy("", "", "", "", "")


def insert_article(link: Link, record: Record, ident: int | None = None) -> int:
    """Writes the row of the article itself; the row id. `ident` keeps the row id of an article that is coded again."""
    article = record.article
    key = article_key(article)
    outlet = outlet_of(article)
    day = days_of((article.published or "")[:10])
    values = {
        "id": ident, "key": key, "given_id": article.id, "url": article.url, "title": article.title or _own_title(record),
        "published": article.published, "day": day[0] if day else None, "language": article.language, "source": article.source,
        "author": article.author, "outlet": outlet, "text": article.text, "sha256": article.sha256,
        "made_by": version_row(link, record.made_by or UNKNOWN), "family": ident, "origin": outlet or key,
        "problems": len(record.problems), "record": pack(record),
    }  # fmt: skip
    if ident is None:
        values["family"] = ident = int(link.execute("SELECT ifnull(max(id), 0) + 1 FROM articles").fetchone()[0])
        values["id"] = ident
    _insert(link, "articles", values)
    link.execute("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", (ident, values["title"], article.text))
    return ident


def insert_contents(link: Link, record: Record, article: int) -> dict[str, int]:
    """Writes events, statements and mentions of a record; the row ids of its reports by their ids in the record.

    The reports still need their profiles: their `profile` is 0 until `links` has put them in their places, in the same transaction.
    """
    actors = {entity.id: actor_row(link, entity) for entity in record.entities}
    offices = [(article, actors[e.id], e.id, len(e.mentions), e.office.title if e.office else None) for e in record.entities]
    link.executemany("INSERT INTO mentions (article, actor, local, count, office) VALUES (?, ?, ?, ?, ?)", offices)
    titles = [(section.start, section.end) for section in record.article.sections if section.kind == "title"]
    key, day = link.execute("SELECT key, day FROM articles WHERE id = ?", (article,)).fetchone()
    reports = {event.id: _insert_report(link, record, event, (article, key), actors, titles) for event in record.events}
    for statement in record.statements:
        _insert_statement(link, statement, (article, key, day), actors, len(record.article.text))
    for table in ("report", "statement"):
        link.execute(f"INSERT INTO {table}_words (rowid, words) SELECT id, words FROM {table}_texts WHERE article = ?", (article,))
    return reports


def remove_contents(link: Link, article: int) -> None:
    """Takes away what `insert_contents` wrote for an article."""
    for table in ("report", "statement"):
        link.execute(
            f"INSERT INTO {table}_words ({table}_words, rowid, words) SELECT 'delete', id, words FROM {table}_texts WHERE article = ?",
            (article,),
        )
    mine = "SELECT id FROM reports WHERE article = ?"
    link.execute(f"DELETE FROM roles WHERE report IN ({mine})", (article,))
    link.execute(f"DELETE FROM magnitudes WHERE report IN ({mine})", (article,))
    for table in ("reports", "statements", "mentions"):
        link.execute(f"DELETE FROM {table} WHERE article = ?", (article,))


def version_row(link: Link, made_by: MadeBy) -> int:
    """The row id of the versions that made a record."""
    values = (made_by.onrecord, made_by.model, made_by.ontology, made_by.lexicon, made_by.gazetteer)
    found = link.execute(
        "SELECT id FROM versions WHERE (onrecord, model, ontology, lexicon, gazetteer) = (?, ?, ?, ?, ?)", values
    ).fetchone()
    if found:
        return int(found[0])
    done = link.execute("INSERT INTO versions (onrecord, model, ontology, lexicon, gazetteer) VALUES (?, ?, ?, ?, ?)", values)
    return int(done.lastrowid or 0)


def actor_row(link: Link, entity: Entity) -> int:
    """The row id of an entity: name, kind, code and sector make it."""
    key = (entity.name, entity.kind, entity.code or "", entity.sector or "")
    found = link.execute("SELECT id FROM actors WHERE (name, kind, code, sector) = (?, ?, ?, ?)", key).fetchone()
    if found:
        return int(found[0])
    done = link.execute(
        "INSERT INTO actors (name, kind, code, sector, other_sectors, wikidata) VALUES (?, ?, ?, ?, ?, ?)",
        (*key, ",".join(entity.other_sectors), entity.wikidata),
    )
    return int(done.lastrowid or 0)


def place_row(link: Link, place: Place) -> int:
    """The row id of a place."""
    found = link.execute(
        "SELECT id FROM places WHERE name = ? AND ifnull(geonameid, 0) = ? AND ifnull(country, '') = ? AND ifnull(admin1, '') = ?",
        (place.name, place.geonameid or 0, place.country or "", place.admin1 or ""),
    ).fetchone()
    if found:
        return int(found[0])
    values = {
        "name": place.name, "geonameid": place.geonameid, "country": place.country, "admin1": place.admin1,
        "latitude": place.latitude, "longitude": place.longitude, "feature": place.feature, "precision": place.precision,
    }  # fmt: skip
    return _insert(link, "places", values)


def _insert_report(
    link: Link, record: Record, event: Event, of: tuple[int, str], actors: dict[str, int], titles: Sequence[tuple[int, int]]
) -> int:
    article, key = of
    sentence = _sentence(record, event.sentence)
    condition, place, date = event.condition, event.place, event.date
    days = event_days(record, event.date)
    report = _insert(
        link,
        "reports",
        {
            "key": f"{key}:{event.id}", "article": article, "local": event.id, "profile": 0, "type": event.type, "mode": event.mode,
            "status": ",".join(event.status), "happened": int(set(event.status) <= {"historical"}),
            "quad": event.quad, "score": event.score, "cameo": event.cameo, "contexts": ",".join(event.contexts),
            "sentence": event.sentence, "sentence_start": sentence[0], "sentence_end": sentence[1],
            "title": int(any(start <= event.trigger[0] < end for start, end in titles)),
            "start": event.trigger[0], "end": event.trigger[1],
            "date": date.value if date else None, "date_source": date.source if date else None,
            "first_day": days[0] if days else None, "last_day": days[1] if days else None,
            "place": place_row(link, place.place) if place else None, "place_relation": place.relation if place else None,
            "condition_kind": condition.kind if condition else None,
            "condition_start": condition.span[0] if condition else None, "condition_end": condition.span[1] if condition else None,
            "object_type": event.object_event.type if event.object_event else None,
            "object_mode": event.object_event.mode if event.object_event else None,
            "asserted_by": event.asserted_by, "statement": event.statement, "rule": event.rule, "confidence": event.confidence,
        },
    )  # fmt: skip
    for name, roles in (("actor", event.actors), ("recipient", event.recipients)):
        link.executemany(
            'INSERT INTO roles (report, role, position, actor, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
            ((report, name, number, *_role(role, actors)) for number, role in enumerate(roles)),
        )
    link.executemany(
        'INSERT INTO magnitudes (report, position, kind, min, max, start, "end", of) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ((report, number, m.kind, m.min, m.max, *m.span, m.of) for number, m in enumerate(event.magnitudes)),
    )
    return report


def _insert_statement(link: Link, statement: Statement, of: tuple[int, str, str | None], actors: dict[str, int], length: int) -> None:
    article, key, day = of
    source, addressee = statement.source, statement.addressee
    pieces = statement.content or statement.cue or ((0, 0),)
    _insert(
        link,
        "statements",
        {
            "key": f"{key}:{statement.id}", "day": day, "article": article, "local": statement.id, "sentence": statement.sentence,
            "source": actors[source.entity.id] if source else None,
            "source_start": source.span[0] if source and source.span else None,
            "source_end": source.span[1] if source and source.span else None,
            "addressee": actors[addressee.entity.id] if addressee else None,
            "act": statement.act, "negated": int(statement.negated), "quotation": statement.quotation,
            "start": min(start for start, _ in pieces), "end": min(length, max(end for _, end in pieces)),
            "cue": json.dumps(statement.cue), "content": json.dumps(statement.content),
            "of": statement.of, "event": statement.event, "rule": statement.rule, "confidence": statement.confidence,
        },
    )  # fmt: skip


def event_days(record: Record, date: EventDate | None) -> Days | None:
    """The first and last day of an event's date, a stretch from its begin to its end; None when it has none or it is not resolved."""
    if not date or not date.resolved:
        return None
    stretch = next((time for time in record.times if time.span == date.span and time.begin and time.end), None)
    return days_of(f"{stretch.begin}/{stretch.end}" if stretch else date.value)


def _role(role: Role, actors: dict[str, int]) -> tuple[int, int | None, int | None]:
    return actors[role.entity.id], *(role.span or (None, None))


def _sentence(record: Record, number: int) -> tuple[int, int]:
    sentences = record.article.sentences
    return sentences[number] if 0 <= number < len(sentences) else (0, len(record.article.text))


def _own_title(record: Record) -> str | None:
    text = record.article.text
    return next((text[part.start : part.end] for part in record.article.sections if part.kind == "title"), None)


def _insert(link: Link, table: str, values: dict[str, Any]) -> int:
    """Inserts a row; its id. Table and column names come from this file, values go in as parameters."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    done = link.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
    return int(done.lastrowid or 0)
