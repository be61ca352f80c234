"""Makes the actor tables out of their files (docs/actors.md tells their form)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.knowledge.actor_forms import Key, Known, Person, Role, Use, plain, plural_of, spellings, split_name
from onrecord.knowledge.actor_schema import CountryFile, HolderRow, NameFile, NameGroup, NameWords, RegionFile, RoleFile, RoleRow


class Builder:
    """Collects the tables from the files; the first file to name a name keeps it."""

    def __init__(self) -> None:
        self.names: dict[Key, Known] = {}
        self.near: dict[Key, list[Known]] = {}
        self.former: dict[str, tuple[str, ...]] = {}
        self.wikidata: dict[str, str] = {}
        self.roles: dict[Key, Role] = {}
        self.modifiers: dict[Key, str] = {}
        self.shifts: dict[Key, tuple[str, tuple[str, ...]]] = {}
        self.states: dict[str, str] = {}
        self.spells: dict[str, list[HolderRow]] = {}

    def add(self, name: str, known: Known) -> None:
        """A name, and the name without accents; a name behind "?" goes to those that count only near their state."""
        short = name.removeprefix("?")
        for form in (short,) if short.isascii() else (short, plain(short)):
            if short == name:
                self.names.setdefault(split_name(form), known)
            else:
                self.near.setdefault(split_name(form), []).append(known)

    def add_countries(self, file: CountryFile) -> None:
        """The states, their people, adjectives and capitals."""
        for code, row in file.country.items():
            names = row.names.split("|")
            self.states[code] = names[0]
            state = Known(names[0], "state", code, "GOV", "country")
            if row.wikidata:
                self.wikidata[names[0]] = row.wikidata
            for name in names:
                self.add(name, state)
            self.former[code] = tuple(filter(None, row.former.split("|")))
            for spell in self.former[code]:
                self.add(spell.rpartition(" ")[0], state)
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
        """Territories, places, groups of states, peoples."""
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
            label = first.removeprefix("?").removeprefix("the ")
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
        """Seats, bodies, parties, firms and whatever else has a name."""
        self._add_seats(file.seats, "state")
        self._add_seats(file.capitals, "capital")
        for group in file.group:
            self._add_group(group, "organisation")
        for sector, codes in file.names.items():
            for code, names in codes.items():
                self._add_group(NameGroup(names=names, code=code, sector=sector, kind=file.kind), "organisation")

    def _add_seats(self, seats: dict[str, str], use: Use) -> None:
        for code, names in seats.items():
            state = self.states.get(code)
            known = Known(state or "European Union", use, code, "GOV" if state else None, "country" if state else "organisation")
            for name in names.split("|"):
                self.add(name, known)

    def add_roles(self, file: RoleFile) -> None:
        """Role nouns with their plurals, modifiers and shifts."""
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
        """Who held which office."""
        for row in rows:
            self.spells.setdefault(row.name, []).append(row)

    def people(self, words: NameWords) -> tuple[dict[Key, Person], dict[str, tuple[Person, ...]]]:
        """Persons by full name and by surname."""
        full: dict[Key, Person] = {}
        short: dict[str, dict[int, Person]] = {}
        titled = {title for title in words.titles if title.isalpha()}
        for name, spells in self.spells.items():
            person = Person(name, tuple(sorted(spells, key=_since)) if len(spells) > 1 else tuple(spells))
            turned = any(spell.country in words.family_first for spell in spells)
            for form in dict.fromkeys((name, *(alias for spell in spells for alias in spell.aliases))):
                for key in spellings(form):
                    last = key[-1]
                    if len(key) > 1:
                        full.setdefault(key, person)
                    if last not in titled:
                        short.setdefault(last, {})[id(person)] = person
                        if turned:  # where the family's name comes first that stands for the person too
                            short.setdefault(key[0], {})[id(person)] = person
        return full, {surname: tuple(found.values()) for surname, found in short.items()}


def _since(row: HolderRow) -> str:
    return row.since


def _role(noun: str, row: RoleRow, *, many: bool) -> Role:
    return Role(noun, row.kind, row.sector, row.others, row.code, row.carrier, row.office, many, row.speaks, row.bare == "antecedent")
