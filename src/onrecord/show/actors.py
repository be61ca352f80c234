"""What a name or description means to the actor tables, and why; names that they lack."""

from __future__ import annotations

import re
from typing import Any

from onrecord.article import Article
from onrecord.knowledge.actors import ActorTables, Known, Person, load_actors, split_name
from onrecord.knowledge.files import knowledge_files
from onrecord.parse.clause import Parse, Token
from onrecord.resolve.actors import Resolver
from onrecord.resolve.hits import Hit, Hits
from onrecord.resolve.roles import Reading

_WORD = re.compile(r"\w+(?:[.’'-]\w+)*\.?|[^\w\s]")
_WHY = {
    "state": "a name of the state, or a seat or word that stands for its government",
    "capital": "a capital, read as the government of its state where it acts",
    "adjective": "an adjective: it tells whose something is",
    "people": 'a people: with "the" its state, without it some of its citizens',
    "territory": "a territory, which acts for the state that it belongs to or that claims it",
    "place": "a place: it tells where its people are; it is a government only where it acts",
    "group": "a group of states or people",
    "organisation": "a body with a name of its own",
    "peoples": "a people without a state: its members, by the country that they live in",
    "nobody": "listed so that its words are not taken for others; it is nobody who acts",
    "person": "a person",
}


def describe_actor(name: str, day: str | None = None) -> list[dict[str, Any]]:
    """All meanings of a name, surname, role noun or description ("the Norwegian president"), each with `why`: how the words are read and
    where they are listed. `day` (ISO) decides which offices are held. Empty when nothing of the words is known."""
    tables = load_actors()
    plain_name = re.sub(r"^[Tt]he ", "", name.strip())
    found = tables.lookup(name.strip()) or tables.lookup(plain_name)
    if isinstance(found, Known):
        return [_known(tables, plain_name, found) | _memberships(tables, found, day)]
    people = (found,) if found else tables.surnames.get(plain_name, ())
    if people:
        return [_person(tables, plain_name, person, day) for person in people]
    near = [
        _known(tables, plain_name, known) | {"why": ["counts only in articles that name its state"]} for known in _near(tables, plain_name)
    ]
    return near or _description(tables, plain_name, day)


def _near(tables: ActorTables, name: str) -> tuple[Known, ...]:
    return tables.near.get(split_name(name), ())


def _known(tables: ActorTables, name: str, known: Known) -> dict[str, Any]:
    return {
        "name": known.name, "kind": known.kind, "code": known.code, "sector": known.sector, "wikidata": tables.wikidata.get(known.name),
        "offices": [], "why": [_WHY[known.use], *_listed(name)],
    }  # fmt: skip


def _memberships(tables: ActorTables, known: Known, day: str | None) -> dict[str, Any]:
    """The members of an organisation, when a party led the government, the organisations and former names of a state."""
    told: dict[str, Any] = {}
    if known.name in tables.memberships:
        told["members"] = list(tables.memberships.members(known.name, day or ""))
        told["suspended"] = list(tables.memberships.suspended(known.name, day)) if day else []
    spells = tables.leading.get(known.code or "", {}).get(known.name, "")
    told["led_the_government"] = [f"{spell.replace('/', ' to ')}{'now' if spell.endswith('/') else ''}" for spell in spells.split()]
    if known.use == "state" and known.code is not None:
        told["belongs_to"] = list(tables.memberships.of(known.code, day or ""))
        told["former_names"] = list(tables.former.get(known.code, ()))
    return {key: value for key, value in told.items() if value}


def _person(tables: ActorTables, name: str, person: Person, day: str | None) -> dict[str, Any]:
    held = person.current(day) if day else ()
    left = person.left(day) if day and not held else None
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
    why = "a person, by full name" if len(split_name(name)) > 1 else "a surname; alone it counts where date and country fit one holder"
    return {
        "name": person.name, "kind": "person", "code": first.org or first.country, "sector": "ELI" if left is not None else first.sector,
        "wikidata": tables.wikidata.get(person.name), "offices": offices,
        "why": [why, *(["the last office was left before that day: ELI"] if left is not None else []), *_listed(person.name)],
    }  # fmt: skip


# ---------------------------------------------------------------- descriptions
def _description(tables: ActorTables, name: str, day: str | None) -> list[dict[str, Any]]:
    """The reading of a role noun with its owner: "Norwegian president", "spokesman for the rebels"."""
    parse = _words(name)
    resolver = Resolver(parse, Article(text=name, published=day), tables)
    hit = _head(resolver.hits)
    role = (hit.role or hit.twin) if hit is not None else None
    if hit is None or role is None:
        return []
    found = []
    for reading in resolver.roles.read(hit, 0, len(parse.tokens)):
        sector = f"the words {role.noun!r} tell a {role.kind}, sector {role.sector or 'of whom it belongs to'}"
        told = "nobody is named as its owner"
        owner = told if reading.owner is None else f"it belongs to {reading.owner.name} [{reading.owner.code}]"
        holders = _holders(tables, reading.code, role.noun, day) if role.office and not reading.former else []
        found.append({
            "name": holders[0].name if len(holders) == 1 else role.noun, "kind": role.kind, "code": reading.code, "sector": reading.sector,
            "wikidata": tables.wikidata.get(holders[0].name) if len(holders) == 1 else None, "offices": [],
            "why": [sector, owner, *_shifted(reading), *_told(holders, day), *_listed(role.noun, "roles.toml")],
        })  # fmt: skip
    return found


def _shifted(reading: Reading) -> list[str]:
    if reading.sector == reading.role.sector:
        return []
    return [f"the words around make it {reading.sector or 'no sector of its own'}"]


def _told(holders: list[Person], day: str | None) -> list[str]:
    if not holders:
        return []
    return [f"the tables have as holder{f' on {day}' if day else ''}: {', '.join(person.name for person in holders)}"]


def _holders(tables: ActorTables, code: str | None, noun: str, day: str | None) -> list[Person]:
    """Who held an office of a state on a day; nobody without a day."""
    title = tables.words.same.get(noun, noun)
    everybody = dict.fromkeys(person for known in tables.surnames.values() for person in known) if code and day else {}
    return [
        person
        for person in everybody
        if any(spell.country == code and tables.words.same.get(spell.office, spell.office) == title for spell in person.current(day or ""))
    ]


def _head(hits: Hits) -> Hit | None:
    """The role that the words are about: the last of the first that stand side by side ("army spokesman")."""
    head: Hit | None = None
    for hit in hits.items:
        role = hit.role or hit.twin
        if role is not None and role.kind != "unknown" and (head is None or hit.start == head.end):
            head = hit
    return head


def _words(name: str) -> Parse:
    """A parse of a few words without a language model: capitals are names, what may stand before an owner a preposition."""
    tokens = []
    owner = load_actors().words.owner | load_actors().words.inside
    for i, found in enumerate(_WORD.finditer(name)):
        word = found.group()
        pos = "ADP" if word in owner else "PROPN" if word[0].isupper() else "NOUN" if word[0].isalnum() else "PUNCT"
        tokens.append(Token(i, word, word, pos, {"ADP": "IN", "PROPN": "NNP"}.get(pos, "NN"), "", found.start(), found.end(), 0))
    return Parse(name, tokens, [(0, len(tokens))], ["body"], [0])


# ---------------------------------------------------------------- where it is listed
_TOLD_APART = ("governing.toml", "memberships.toml", "wikidata.toml")


def _listed(name: str, only: str = "") -> list[str]:
    """The file and line of the tables that has the name first; `only` names the one file to look in."""
    wanted = re.compile(rf'(?<=["|?]){re.escape(name)}(?=["|=/])')
    for file, path in knowledge_files("actors").items():
        if (only and file != only) or file in _TOLD_APART:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if wanted.search(line):
                return [f"listed in actors/{file}, line {number}"]
    return []
