"""What a name means to the actor tables, as plain dicts."""

from typing import Any

from onrecord.knowledge.actors import ActorTables, Known, Person, load_actors, split_name


def describe_actor(name: str, day: str | None = None) -> list[dict[str, Any]]:
    """All meanings of a name, surname or role noun; `day` (ISO) marks the offices held on it. Empty when the name is not known."""
    tables = load_actors()
    found = tables.lookup(name)
    if isinstance(found, Known):
        return [{"name": found.name, "kind": found.kind, "code": found.code, "sector": found.sector, "offices": []}]
    people = (found,) if found else tables.surnames.get(name, ())
    if people:
        return [_person(person, day) for person in people]
    return _role(tables, name)


def _person(person: Person, day: str | None) -> dict[str, Any]:
    held = person.current(day) if day else ()
    first = held[0] if held else person.spells[-1]
    offices = [
        {
            "title": spell.office,
            "code": spell.org or spell.country,
            "sector": spell.sector,
            "since": spell.since,
            "until": spell.until or None,
            "held": spell in held,
        }
        for spell in person.spells
    ]
    return {"name": person.name, "kind": "person", "code": first.org or first.country, "sector": first.sector, "offices": offices}


def _role(tables: ActorTables, name: str) -> list[dict[str, Any]]:
    role = tables.roles.get(split_name(name.lower()))
    return [{"name": role.noun, "kind": role.kind, "code": role.code, "sector": role.sector, "offices": []}] if role else []
