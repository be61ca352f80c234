"""The form of the actor files (docs/actors.md explains it with examples)."""

from typing import Annotated, Literal

import msgspec

Kind = Literal["country", "government", "person", "organisation", "armed-group", "people", "place", "unknown"]
Sector = Literal[
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "PRM", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB",
    "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip


class CountryRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One country; alternatives are parted by "|". Each of `former` is "NAME FROM/UNTIL", a name that the state bore then."""

    names: str
    people: str = ""
    adjectives: str = ""
    capitals: str = ""
    former: str = ""
    wikidata: str = ""


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


class TwofoldRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state's name that a part of another state bears: that part where the article has places of `code` or the words `beside` next
    to the name, and nothing else of the state, nor a state of `without`."""

    name: str
    code: str
    beside: frozenset[str]
    without: frozenset[str] = frozenset()


class RegionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """regions.toml: territories and places by the code of their state, groups of states, peoples."""

    territories: dict[str, str] = {}
    breakaway: dict[str, str] = {}
    places: dict[str, str] = {}
    group: tuple[NameGroup, ...] = ()
    peoples: tuple[Peoples, ...] = ()
    local: tuple[LocalRow, ...] = ()
    twofold: tuple[TwofoldRow, ...] = ()
    dependencies: dict[str, str] = {}


class NameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Files of bodies; `seats` are words for a country's government, `names` are lists of names by sector and code, all of one `kind`.
    A name behind "?" counts only in articles that name its state."""

    kind: Kind = "organisation"
    seats: dict[str, str] = {}
    capitals: dict[str, str] = {}
    group: tuple[NameGroup, ...] = ()
    names: dict[Sector, dict[str, tuple[str, ...]]] = {}


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
    family_first: frozenset[str] = frozenset()


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
    joining: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    counted: dict[str, int] = {}
    persons: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    barracks: frozenset[str] = frozenset()
    governing: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    worldwide: frozenset[str] = frozenset()
    issuing: frozenset[str] = frozenset()
    stately: frozenset[str] = frozenset()
    demonymic: tuple[str, ...] = ()
    hubs: frozenset[str] = frozenset()
    uttering: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()


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


_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
_Codes = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}( [A-Z]{3})*$")]
_Spells = Annotated[str, msgspec.Meta(pattern=r"^\d{4}[-\d]*/[-\d]*( \d{4}[-\d]*/[-\d]*)*$")]


class MembershipRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation of states: who joined and left on which day, and whose membership was suspended from when to when.
    With `like` the members of another organisation belong to it too, but for those of `without`."""

    name: str
    since: _Day
    until: _Day | Literal[""] = ""
    like: str = ""
    without: _Codes | Literal[""] = ""
    joined: dict[_Day, _Codes] = {}
    left: dict[_Day, _Codes] = {}
    suspended: dict[str, _Spells] = {}


class MembershipFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """memberships.toml: a row an organisation, by its usual short name."""

    organisation: dict[str, MembershipRow]


class GoverningFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """governing.toml: by state, the spells in which a party led the government."""

    leading: dict[str, dict[str, _Spells]]


class IdentityFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """wikidata.toml: identifiers by the name that records carry; those of states stand in countries.toml."""

    organisations: dict[str, Annotated[str, msgspec.Meta(pattern=r"^Q\d+$")]]
    people: dict[str, Annotated[str, msgspec.Meta(pattern=r"^Q\d+$")]]
