"""The form of the actor files (docs/actors.md explains it with examples)."""

from typing import Literal

import msgspec

Kind = Literal["country", "government", "person", "organisation", "armed-group", "people", "place", "unknown"]
Sector = Literal[
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "PRM", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB",
    "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip


class CountryRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One country; alternatives are parted by "|"."""

    names: str
    people: str = ""
    adjectives: str = ""
    capitals: str = ""


class CountryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """countries.toml: a row a code; `prefix` maps first parts of adjectives ("Franco") to codes."""

    country: dict[str, CountryRow]
    prefix: dict[str, str] = {}


class NameGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Names that share code, sector and kind; "name|alias=SECTOR" gives one row a sector of its own."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    code: str | None = None
    sector: Sector | None = None
    kind: Kind = "organisation"


class Peoples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Peoples without a state; `codes` gives those that live in one country theirs."""

    names: tuple[str, ...]
    codes: dict[str, str] = {}


class LocalRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"needs": "with"}):
    """Short names of countries, and the states that an article must name, or must not, for them to count."""

    needs: tuple[str, ...]
    names: dict[str, str]
    without: tuple[str, ...] = ()


class RegionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """regions.toml: territories and places by the code of their state, groups of states, peoples."""

    territories: dict[str, str] = {}
    breakaway: dict[str, str] = {}
    places: dict[str, str] = {}
    group: tuple[NameGroup, ...] = ()
    peoples: tuple[Peoples, ...] = ()
    local: tuple[LocalRow, ...] = ()


class NameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Files of organisations and agencies; `seats` are words for a country's government."""

    seats: dict[str, str] = {}
    capitals: dict[str, str] = {}
    group: tuple[NameGroup, ...] = ()


class RoleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Nouns that tell a sector."""

    nouns: tuple[str, ...]
    kind: Kind
    sector: Sector | None = None
    others: tuple[Sector, ...] = ()
    code: str | None = None
    carrier: bool = False
    office: bool = False
    plural: bool = False
    speaks: bool = False
    bare: Literal["antecedent", ""] = ""


class ModifierRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that give a carrier its sector."""

    sector: Sector
    words: tuple[str, ...]


class ShiftRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """Words before a role that change its sector, when it is one of `source` (or any, when that is empty)."""

    to: Sector
    words: tuple[str, ...]
    source: tuple[Sector, ...] = ()


class RoleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """roles.toml."""

    nobody: tuple[str, ...] = ()
    role: tuple[RoleRow, ...] = ()
    modifier: tuple[ModifierRow, ...] = ()
    shift: tuple[ShiftRow, ...] = ()


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of names: given names, company words, titles (docs/actors.md)."""

    given: frozenset[str]
    common: frozenset[str]
    firms: frozenset[str]
    papers: frozenset[str]
    schools: frozenset[str]
    clubs: frozenset[str]
    before: frozenset[str]
    nobody: tuple[str, ...]
    titles: dict[str, str]
    male: str
    female: str


class SmallWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pronouns, determiners, prepositions and other small words (docs/actors.md)."""

    he: frozenset[str]
    she: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    i: frozenset[str]
    we: frozenset[str]
    reflexive: frozenset[str]
    relative: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    expletive: frozenset[str]
    owner: frozenset[str]
    inside: frozenset[str]
    local: frozenset[str]
    localities: frozenset[str]
    properties: frozenset[str]
    home: frozenset[str]
    travels: frozenset[str]
    abroad: frozenset[str]
    quantities: frozenset[str]
    prefixes: frozenset[str]
    attitudes: frozenset[str]
    unowned: tuple[str, ...]
    belongs: frozenset[str]
    ethnic: frozenset[str]
    mirrors: frozenset[str]
    leading: frozenset[str]
    sides: frozenset[str]
    documents: frozenset[str]
    both: frozenset[str]
    plainly_states: frozenset[str]
    parties: frozenset[str]
    alliances: frozenset[str]
    ranks: frozenset[str]
    country: frozenset[str]
    beside: frozenset[str]
    bodies: frozenset[str]
    collectives: frozenset[str]
    governments: frozenset[str]
    states: frozenset[str]
    same: dict[str, str]


class HolderRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who held which office from when (included) to when (excluded); dates are as precise as they are known."""

    name: str
    country: str
    office: str
    since: str
    sector: Sector | None = None
    until: str = ""
    aliases: tuple[str, ...] = ()
    org: str = ""
    party: str = ""


class HolderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of offices/."""

    holder: tuple[HolderRow, ...]
