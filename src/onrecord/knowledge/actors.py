"""Who is known: countries, organisations, armed groups, offices and their holders, role nouns (`data/actors/`, docs/actors.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_schema import (
    CountryFile,
    HolderFile,
    HolderRow,
    Kind,
    LocalRow,
    NameFile,
    NameGroup,
    NameWords,
    RegionFile,
    RoleFile,
    RoleRow,
    SmallWords,
)  # fmt: skip
from onrecord.knowledge.files import digest, knowledge_files, read_toml

Use = Literal["state", "capital", "adjective", "people", "territory", "place", "group", "organisation", "peoples", "person", "nobody"]
Key = tuple[str, ...]
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM", "WST"})
_PIECE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Known:
    """What a name means: the actor, and how the words stand for it (`use`). `number` is "many" for plural words, "one" for one person."""

    name: str
    use: Use
    code: str | None = None
    sector: str | None = None
    kind: Kind = "organisation"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a role noun means; `noun` is its form in the file."""

    noun: str
    kind: Kind
    sector: str | None
    others: tuple[str, ...] = ()
    code: str | None = None
    carrier: bool = False
    office: bool = False
    many: bool = False
    speaks: bool = False
    antecedent: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the offices held, in order of `since`."""

    name: str
    spells: tuple[HolderRow, ...]

    def current(self, day: str) -> tuple[HolderRow, ...]:
        """The offices held on an ISO day, the latest taken first."""
        held = [s for s in self.spells if s.since <= day and (not s.until or day < s.until)]
        return tuple(sorted(held, key=lambda s: s.since, reverse=True))

    def left(self, day: str) -> HolderRow | None:
        """The office left last before the day, when none is held and none is still to come."""
        past = [s for s in self.spells if s.until and s.until <= day]
        return max(past, key=lambda s: s.until, default=None)


def split_name(text: str) -> Key:
    """The pieces of a name as they are looked up: words and single marks, curly apostrophes made straight.

    >>> split_name("Côte d’Ivoire")
    ('Côte', 'd', "'", 'Ivoire')
    """
    return tuple(_PIECE.findall(text.replace("\u2019", "'")))


def plain(text: str) -> str:
    """The text without accents.

    >>> plain("Erdoğan")
    'Erdogan'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("ł", "l").replace("ı", "i")


def plural_of(noun: str) -> str:
    """The plural of a noun or noun group by rule; of "head of state" the first word's.

    >>> plural_of("policeman"), plural_of("head of state"), plural_of("secretary general")
    ('policemen', 'heads of state', 'secretaries general')
    """
    first, preposition, rest = _before_preposition(noun)
    if preposition:
        return f"{plural_of(first)}{preposition}{rest}"
    if first.endswith(" general") and not first.startswith(("major ", "lieutenant ", "brigadier ", "colonel ")):
        return f"{plural_of(first[:-8])} general"
    return _plural_word(first)


def _before_preposition(noun: str) -> tuple[str, str, str]:
    found = re.match(r"(.+?)( (?:of|for|in|to) )(.+)", noun)
    return (found[1], found[2], found[3]) if found else (noun, "", "")


def _plural_word(word: str) -> str:
    for ending, plural in (("man", "men"), ("person", "people"), ("child", "children"), ("wife", "wives"), ("thief", "thieves")):
        if word.endswith(ending) and not word.endswith(("german", "roman", "Roman", "German", "Norman", "Ottoman", "Burman")):
            return word[: -len(ending)] + plural
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


@dataclass(frozen=True)
class ActorTables:
    """All that is known of actors; look names up with `lookup`, persons with `persons`. `digest` is a hash of the files."""

    names: dict[Key, Known]
    roles: dict[Key, Role]
    modifiers: dict[Key, str]
    shifts: dict[Key, tuple[str, tuple[str, ...]]]
    people: dict[Key, Person]
    surnames: dict[str, tuple[Person, ...]]
    states: dict[str, str]  # code -> name of the country
    local: tuple[LocalRow, ...]
    name_words: NameWords
    words: SmallWords
    digest: str

    def __len__(self) -> int:
        """How many names are known."""
        return len(self.names) + len(self.people)

    @cached_property
    def name_lengths(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the names that begin with a piece, longest first."""
        return _lengths((*self.names, *self.people))

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

    def with_names(self, path: Path) -> ActorTables:
        """The tables with a user's actors on top: lines NAME<TAB>CODE with a code of three letters, or six with a sector ("NORMIL").
        Raises KnowledgeError that names file and line."""
        names, states = dict(self.names), dict(self.states)
        for name, known in _read_lines(path):
            names[split_name(name)] = known
            if known.kind == "country" and known.code is not None and known.code not in INTERNATIONAL:
                states.setdefault(known.code, name)
        return replace(self, names=names, states=states, digest=f"{self.digest}+{digest([path])}")


def _lengths(keys: Iterable[Key]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key[0], set()).add(len(key))
    return {piece: tuple(sorted(sizes, reverse=True)) for piece, sizes in found.items()}


def _read_lines(path: Path) -> Iterator[tuple[str, Known]]:
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
        yield (
            name,
            Known(
                name,
                "state" if len(code) == 3 else "organisation",
                code[:3],
                code[3:6] or "GOV",
                "country" if len(code) == 3 else "organisation",
            ),
        )


# ---------------------------------------------------------------- loading
class _Builder:
    """Collects the tables from the files; the first file to name a name keeps it."""

    def __init__(self) -> None:
        self.names: dict[Key, Known] = {}
        self.roles: dict[Key, Role] = {}
        self.modifiers: dict[Key, str] = {}
        self.shifts: dict[Key, tuple[str, tuple[str, ...]]] = {}
        self.states: dict[str, str] = {}
        self.spells: dict[str, list[HolderRow]] = {}

    def add(self, name: str, known: Known) -> None:
        """A name, and the name without accents."""
        for form in dict.fromkeys((name, plain(name))):
            self.names.setdefault(split_name(form), known)

    def add_countries(self, file: CountryFile) -> None:
        for code, row in file.country.items():
            names = row.names.split("|")
            self.states[code] = names[0]
            state = Known(names[0], "state", code, "GOV", "country")
            for name in names:
                self.add(name, state)
            for name in filter(None, row.capitals.split("|")):
                self.add(name, replace(state, use="capital"))
            self._add_peoples(names[0], code, row.people, row.adjectives)
        for name, code in file.prefix.items():
            label = self.states.get(code, name)
            self.add(f"{name}-", Known(label, "adjective", code or None, "GOV", "country" if code else "unknown"))

    def _add_peoples(self, name: str, code: str, people: str, adjectives: str) -> None:
        for word in filter(None, adjectives.split("|")):
            self.add(word, Known(name, "adjective", code, "GOV", "country"))
        for word in filter(None, people.split("|")):
            one, _, many = word.partition("/")
            self.add(one, Known(name, "people", code, "GOV", "country", "one"))
            unchanged = one.endswith(("ese", "ss", "is")) and not many
            self.add(one if unchanged else many or plural_of(one), Known(name, "people", code, "GOV", "country", "many"))

    def add_regions(self, file: RegionFile) -> None:
        for code, names in file.territories.items():
            for name in names.split("|"):
                self.add(name, Known(name, "territory", code, "GOV", "government"))
        for code, names in file.breakaway.items():
            for name in names.split("|"):
                self.add(name, Known(name, "territory", code, "PRE", "government"))
        for code, names in file.places.items():
            for name in names.split("|"):
                self.add(name, Known(name, "place", code, None, "place"))
        for group in file.group:
            self._add_group(group, "group")
        for peoples in file.peoples:
            self._add_nations(peoples.names, peoples.codes)

    def _add_nations(self, rows: Iterable[str], codes: dict[str, str]) -> None:
        for row in rows:
            first, *rest = row.split("|")
            for name in (first, *rest):
                self.add(name, Known(first, "peoples", codes.get(first), "CVL", "people", "many" if name.endswith("s") else "one"))

    def _add_group(self, group: NameGroup, use: Use) -> None:
        for row in group.names:
            names, _, sector = row.partition("=")
            first, *rest = names.split("|")
            label = first.removeprefix("the ")
            known = Known(label, use, group.code, sector or group.sector, group.kind)
            for name in (first, *rest):
                self.add(name, known)
                if name.startswith("the "):
                    self.add(f"T{name[1:]}", known)
        for row in group.adjectives:
            label = group.names[0].split("|")[0].removeprefix("the ") if group.code else row.split("|")[0]
            for name in row.split("|"):
                self.add(name, Known(label, "adjective", group.code, group.sector, group.kind))

    def add_names(self, file: NameFile) -> None:
        self._add_seats(file.seats, "state")
        self._add_seats(file.capitals, "capital")
        for group in file.group:
            self._add_group(group, "organisation")

    def _add_seats(self, seats: dict[str, str], use: Use) -> None:
        for code, names in seats.items():
            state = self.states.get(code)
            known = Known(state or "European Union", use, code, "GOV" if state else None, "country" if state else "organisation")
            for name in names.split("|"):
                self.add(name, known)

    def add_roles(self, file: RoleFile) -> None:
        for words in file.nobody:
            self.roles.setdefault(split_name(words), Role(words, "unknown", None))
        for row in file.role:
            for noun in row.nouns:
                self._add_role(noun, row)
        for row in file.role:
            for noun in row.nouns:
                self._add_plural(noun, row)
        for modifier in file.modifier:
            for words in modifier.words:
                self.modifiers.setdefault(split_name(words), modifier.sector)
        for shift in file.shift:
            for words in shift.words:
                self.shifts.setdefault(split_name(words), (shift.to, shift.source))

    def _add_role(self, noun: str, row: RoleRow) -> None:
        one = noun.partition("/")[0]
        self.roles.setdefault(split_name(one), _role(one, row, many=row.plural))

    def _add_plural(self, noun: str, row: RoleRow) -> None:
        """The plural, unless a file names that word itself."""
        one, _, many = noun.partition("/")
        if not row.plural and not one.endswith((".", "authorities", "forces", "services")):
            self.roles.setdefault(split_name(many or plural_of(one)), _role(one, row, many=True))

    def add_holders(self, rows: Iterable[HolderRow]) -> None:
        for row in rows:
            self.spells.setdefault(row.name, []).append(row)

    def people(self, words: NameWords) -> tuple[dict[Key, Person], dict[str, tuple[Person, ...]]]:
        """Persons by full name and by surname."""
        full: dict[Key, Person] = {}
        short: dict[str, list[Person]] = {}
        titled = {title for title in words.titles if title.isalpha()}
        for name, spells in self.spells.items():
            person = Person(name, tuple(sorted(spells, key=lambda s: s.since)))
            forms = dict.fromkeys((name, *(alias for s in spells for alias in s.aliases)))
            for form in forms:
                for key in _spellings(form):
                    if len(key) > 1:
                        full.setdefault(key, person)
                    known = short.setdefault(key[-1] if len(key) > 1 else key[0], [])
                    if person not in known and key[-1] not in titled:
                        known.append(person)
        return full, {surname: tuple(found) for surname, found in short.items()}


def _role(noun: str, row: RoleRow, *, many: bool) -> Role:
    return Role(noun, row.kind, row.sector, row.others, row.code, row.carrier, row.office, many, row.speaks, row.bare == "antecedent")


def _spellings(name: str) -> list[Key]:
    """A name's keys: as written, without accents, without hyphens, without middle initials."""
    found: dict[Key, None] = {}
    for form in (name, plain(name)):
        key = split_name(form)
        found[key] = None
        found[tuple(p for p in key if p != "-")] = None
        short = tuple(p for i, p in enumerate(key) if not (p == "." or (len(p) == 1 and key[i + 1 : i + 2] == (".",))))
        found[short] = None
    return [key for key in found if key]


def load_actors(*overlays: Path) -> ActorTables:
    """The tables from `data/actors/` and the same folder of each overlay. Raises KnowledgeError with file, line and value.

    >>> load_actors().lookup("Kremlin").name
    'Russia'
    """
    files = knowledge_files("actors", *overlays)
    made = _Builder()
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
    return ActorTables(
        made.names, made.roles, made.modifiers, made.shifts, people, surnames, made.states, regions.local, name_words,
        read_toml(files["words.toml"], SmallWords), digest(files.values()),
    )  # fmt: skip


_OWN_FORM = frozenset({"names.toml", "countries.toml", "regions.toml", "roles.toml", "words.toml"})
