"""A user's own actors on top of the tables: a TOML file of `[[actor]]` rows, or lines NAME<TAB>CODE (docs/actors.md)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

import msgspec

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_builder import Builder
from onrecord.knowledge.actor_forms import Key, Known, Person, Use, split_name
from onrecord.knowledge.actor_schema import HolderRow, Sector
from onrecord.knowledge.actors import INTERNATIONAL, ActorTables
from onrecord.knowledge.files import digest, read_toml

_KINDS = frozenset({"country", "government", "person", "organisation", "armed-group", "people"})
_SECTORS = frozenset(get_args(Sector))
_Words = Annotated[str, msgspec.Meta(min_length=1)]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
T = TypeVar("T")
_USES: dict[str, Use] = {"country": "state", "people": "group"}


class OwnActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One actor. `office`, `since` and `until` are a person's; without dates the office is always held."""

    name: _Words
    code: str
    kind: str = "organisation"
    aliases: tuple[_Words, ...] = ()
    sector: str = ""
    office: str = ""
    since: _Day | Literal[""] = ""
    until: _Day | Literal[""] = ""
    wikidata: Annotated[str, msgspec.Meta(pattern=r"^(Q\d+)?$")] = ""


class OwnActors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    actor: tuple[OwnActor, ...]


def with_own_actors(tables: ActorTables, path: Path) -> ActorTables:
    """The tables with the actors of a file on top; its names come before those of the tables. Raises KnowledgeError that names file
    and line, the value and what is allowed."""
    rows = read_toml(path, OwnActors).actor if path.suffix == ".toml" else tuple(_read_lines(path))
    states = {row.code: row.name for row in rows if row.kind == "country" and row.code not in INTERNATIONAL}
    for row in rows if path.suffix == ".toml" else ():
        _check(row, path, {*tables.states, *states, *INTERNATIONAL})
    made = Builder()
    for row in rows:
        if row.kind != "person":
            _add(row, made)
        else:
            made.add_holders([_holder(row)])
    people, surnames = made.people(tables.name_words)
    return replace(
        tables,
        names={**_without(tables.names, people), **made.names},
        people={**_without(tables.people, made.names), **people},
        surnames=tables.surnames | {name: _first(found, tables.surnames.get(name, ())) for name, found in surnames.items()},
        states=states | tables.states,
        wikidata=tables.wikidata | {row.name: row.wikidata for row in rows if row.wikidata},
        digest=f"{tables.digest}+{digest([path])}",
    )


def _without(table: dict[Key, T], other: Iterable[Key]) -> dict[Key, T]:
    """A table without the names that a user's rows give another meaning."""
    gone = set(other)
    return {key: value for key, value in table.items() if key not in gone}


def _first(own: tuple[Person, ...], known: tuple[Person, ...]) -> tuple[Person, ...]:
    return own + tuple(person for person in known if person.name not in {p.name for p in own})


def _add(row: OwnActor, made: Builder) -> None:
    known = Known(row.name.removeprefix("the "), _USES.get(row.kind, "organisation"), row.code, row.sector or None, row.kind)  # type: ignore[arg-type]
    if row.kind == "country":
        known = replace(known, sector=row.sector or "GOV")
    for name in (row.name, *row.aliases):
        made.add(name, known)
        if name.startswith("the "):
            made.add(f"The {name[4:]}", known)


def _holder(row: OwnActor) -> HolderRow:
    return HolderRow(
        name=row.name, country=row.code, office=row.office, sector=row.sector or None,  # type: ignore[arg-type]
        aliases=row.aliases, until=row.until, since=row.since or "0000",
    )  # fmt: skip


# ---------------------------------------------------------------- checking
def _check(row: OwnActor, path: Path, codes: set[str]) -> None:
    """Raises KnowledgeError for the first value of a row that is not allowed."""
    own = 'ISO 3166-1 alpha-3 codes (a state of your own needs a row with its code and kind = "country")'
    if not row.code:
        raise KnowledgeError(f'{path}:{_line_of(path, row.name)}: "{row.name}" has no code; allowed: {own}, {_listed(INTERNATIONAL)}')
    for value, allowed, told in (
        (row.code, codes, f"{own}, {_listed(INTERNATIONAL)}"),
        (row.kind, _KINDS, _listed(_KINDS)),
        (row.sector, {"", *_SECTORS}, _listed(_SECTORS)),
    ):
        if value not in allowed:
            near = difflib.get_close_matches(value, sorted(allowed), n=1)
            guess = f'; did you mean "{near[0]}"?' if near else ""
            raise KnowledgeError(f'{path}:{_line_of(path, value)}: "{value}" of "{row.name}" is not allowed{guess} Allowed: {told}.')
    wrong = next((field for field in ("office", "since", "until") if getattr(row, field)), None)
    if wrong and row.kind != "person":
        raise KnowledgeError(f'{path}:{_line_of(path, row.name)}: "{row.name}" has "{wrong}", which only kind = "person" may have')


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f'"{name}"' in line), 1)


# ---------------------------------------------------------------- the old form
def _read_lines(path: Path) -> Iterator[OwnActor]:
    """Lines NAME<TAB>CODE, with a code of three letters, or six with a sector ("NORMIL")."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, code = (part.strip() for part in line.partition("\t"))
        if not split_name(name) or not re.fullmatch(r"(?:[A-Z]{3})+", code):
            raise KnowledgeError(
                f"{path}:{number}: {line!r} is not NAME<TAB>CODE with a code of three capital letters (or six, with a sector)"
            )
        sector = code[3:6] or "GOV"
        yield OwnActor(name, code[:3], "country" if len(code) == 3 else "organisation", sector=sector)
