"""Who is known: countries, organisations, armed groups, offices and their holders, role nouns (`data/actors/`, docs/actors.md)."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from onrecord.knowledge.actor_builder import Builder
from onrecord.knowledge.actor_forms import Key, Known, Person, Role, Use, plain, plural_of, split_name
from onrecord.knowledge.actor_schema import (
    CountryFile,
    GoverningFile,
    HolderFile,
    IdentityFile,
    LocalRow,
    MembershipFile,
    NameFile,
    NameWords,
    RegionFile,
    RoleFile,
    SmallWords,
    TwofoldRow,
)  # fmt: skip
from onrecord.knowledge.files import digest, knowledge_files, read_toml
from onrecord.knowledge.memberships import Memberships, holds

__all__ = ["INTERNATIONAL", "ActorTables", "Key", "Known", "Person", "Role", "Use", "load_actors", "plain", "plural_of", "split_name"]

INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM", "WST"})


@dataclass(frozen=True)
class ActorTables:
    """All that is known of actors; look names up with `lookup`, persons with `persons`. `digest` is a hash of the files."""

    names: dict[Key, Known]
    roles: dict[Key, Role]
    modifiers: dict[Key, str]
    shifts: dict[Key, tuple[str, tuple[str, ...]]]
    people: dict[Key, Person]
    surnames: dict[str, tuple[Person, ...]]
    near: dict[Key, tuple[Known, ...]]  # names that count only in articles that name their state
    states: dict[str, str]  # code -> name of the country
    former: dict[str, tuple[str, ...]]  # code -> "NAME FROM/UNTIL" of the names that the state has borne
    wikidata: dict[str, str]  # the name that records carry -> its identifier
    memberships: Memberships
    leading: dict[str, dict[str, str]]  # code -> party -> the spells "FROM/UNTIL" in which it led the government
    local: tuple[LocalRow, ...]
    twofold: tuple[TwofoldRow, ...]
    dependencies: dict[str, str]  # codes under which tables list names, and the code of the state that a record has for them
    name_words: NameWords
    words: SmallWords
    digest: str

    def __len__(self) -> int:
        """How many names are known."""
        return len(self.names) + len(self.people)

    @cached_property
    def name_lengths(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the names that begin with a piece, longest first."""
        return _lengths((*self.names, *self.near, *self.people))

    @cached_property
    def role_lengths(self) -> dict[str, tuple[int, ...]]:
        """Likewise for role nouns, modifiers and shifts."""
        return _lengths((*self.roles, *self.modifiers, *self.shifts))

    @cached_property
    def capitals(self) -> dict[Key, Key]:
        """Names in capital letters, for headlines: to the name as it is written."""
        found: dict[Key, Key] = {}
        for key in (*self.names, *self.people):
            shout = tuple(piece.upper() for piece in key)
            if shout != key:
                found.setdefault(shout, key)
        return found

    @cached_property
    def capital_lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of the names in capital letters."""
        return _lengths(self.capitals)

    @cached_property
    def male(self) -> frozenset[str]:
        """Given names of men."""
        return frozenset(self.name_words.male.split())

    @cached_property
    def female(self) -> frozenset[str]:
        """Given names of women."""
        return frozenset(self.name_words.female.split()) - self.male

    def lookup(self, name: str) -> Known | Person | None:
        """What a name written like this means.

        >>> load_actors().lookup("Downing Street").code
        'GBR'
        """
        key = split_name(name)
        return self.names.get(key) or self.people.get(key)

    def members(self, organisation: str, on: str = "") -> tuple[str, ...]:
        """The codes of the states that belong to an organisation on an ISO day (today's, as far as known, without one), in order.
        Raises KnowledgeError when its members are not known.

        >>> load_actors().members("G7", "2015-01-01")
        ('CAN', 'DEU', 'FRA', 'GBR', 'ITA', 'JPN', 'USA')
        """
        found = self.lookup(organisation)
        return self.memberships.members(found.name if isinstance(found, Known) else organisation, on)

    def governing(self, code: str, on: str) -> tuple[str, ...]:
        """The parties that led the government of a state on an ISO day; none where that is not known.

        >>> load_actors().governing("DEU", "2010-05-01")
        ('Christian Democratic Union',)
        """
        return tuple(party for party, spells in self.leading.get(code, {}).items() if holds(spells, on))


def _lengths(keys: Iterable[Key]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key[0], set()).add(len(key))
    return {piece: tuple(sorted(sizes, reverse=True)) for piece, sizes in found.items()}


def load_actors(*overlays: Path) -> ActorTables:
    """The tables from `data/actors/` and the same folder of each overlay. Raises KnowledgeError with file, line and value.

    >>> load_actors().lookup("Kremlin").name
    'Russia'
    """
    with _no_collection():
        return _load(knowledge_files("actors", *overlays))


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage while a hundred thousand small things are made that stay: it would take as long as making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _load(files: dict[str, Path]) -> ActorTables:
    made = Builder()
    name_words = read_toml(files["names.toml"], NameWords)
    for name in name_words.nobody:
        made.add(name, Known(name, "nobody", kind="unknown"))
    made.add_countries(read_toml(files["countries.toml"], CountryFile))
    for name, path in files.items():
        if name.startswith("offices/"):
            made.add_holders(read_toml(path, HolderFile).holder)
        elif name not in _OWN_FORM:
            made.add_names(read_toml(path, NameFile))
    regions = read_toml(files["regions.toml"], RegionFile)
    made.add_regions(regions)
    made.add_roles(read_toml(files["roles.toml"], RoleFile))
    people, surnames = made.people(name_words)
    identities = read_toml(files["wikidata.toml"], IdentityFile)
    return ActorTables(
        made.names, made.roles, made.modifiers, made.shifts, people, surnames, {key: tuple(found) for key, found in made.near.items()},
        made.states, made.former, made.wikidata | identities.organisations | identities.people,
        Memberships(read_toml(files["memberships.toml"], MembershipFile).organisation),
        read_toml(files["governing.toml"], GoverningFile).leading, regions.local, regions.twofold, regions.dependencies, name_words,
        read_toml(files["words.toml"], SmallWords), digest(files.values()),
    )  # fmt: skip


_OWN_FORM = frozenset(
    {"names.toml", "countries.toml", "regions.toml", "roles.toml", "words.toml", "memberships.toml", "wikidata.toml", "governing.toml"}
)
