"""The table of office holders (data/actors/offices): its form, its order, and no two holders of one seat at once.

With the environment variable ONRECORD_REFERENCE naming a folder that holds REIGN's leader list, the table is also measured against it.
"""

import csv
import os
import re
import tomllib
import unicodedata
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from onrecord.knowledge.files import DATA

Row = dict[str, object]
FILES = sorted((DATA / "actors" / "offices").glob("*.toml"))
ORGANISATIONS = {"UNO", "EUR", "IGO", "IMG"}
SECTORS = {"GOV", "PTY", "OPP", "PRE", "REB", "REL", "UAF", "CRM", "MIL", "SPY", "COP", "LEG", "JUD"}
KEYS = {"name", "aliases", "country", "org", "sector", "office", "since", "until"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
NAME = re.compile(r"[^\W\d_][\w .,'’-]*")
# Offices that several hold side by side, and seats that two rivals claimed at once.
SHARED = {
    "foreign ministry spokesman", "opposition leader", "Hamas spokesman", "Chechen rebel commander", "deputy president",
    "special rapporteur", "commission spokesman",
}  # fmt: skip
RIVALS = {("CIV", "president"), ("LBY", "prime minister")}
# Offices that no leader of a country holds as such: the rest may.
NOT_LEADING = re.compile(
    r"foreign|defence|interior|home|finance|economy|oil|security minister|secretary of state|spokesman|ambassador|opposition|deputy|vice "
    r"|party|security adviser|presidential adviser|director|mayor|speaker|FSB|CIA|attorney|intelligence|army|chief of staff|envoy|governor"
)
REFERENCE = Path(os.environ.get("ONRECORD_REFERENCE", "/nonexistent")) / "reign_leaders_1945_2021.csv"


def rows(path: Path) -> list[Row]:
    found: list[Row] = tomllib.loads(path.read_text(encoding="utf-8"))["holder"]
    return found


ALL = [row for path in FILES for row in rows(path)]


def seat(row: Row) -> tuple[str, str, str]:
    return str(row["country"]), str(row.get("org", "")), str(row["office"])


def span(row: Row) -> tuple[str, str]:
    """First and last day, bare months and years narrowed, so that they may touch their neighbours."""
    since, until = str(row["since"]), str(row.get("until", "9999"))
    return since + "-12-31"[len(since) - 4 :], until + "-01-01"[len(until) - 4 :]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_form(path: Path) -> None:
    for row in rows(path):
        assert row.keys() <= KEYS, row
        assert {"name", "country", "office", "since"} <= row.keys(), row
        assert all(DATE.fullmatch(str(row[key])) for key in ("since", "until") if key in row), row
        names = [row["name"], *row.get("aliases", [])]  # type: ignore[misc]
        assert all(NAME.fullmatch(name) and name == unicodedata.normalize("NFC", name.strip()) for name in names), row
        assert len(set(names)) == len(names), row
        assert str(row.get("sector", "GOV")) in SECTORS, row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sorted_and_unique(path: Path) -> None:
    keys = [(*seat(row), str(row["since"]), str(row["name"])) for row in rows(path)]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_spells_run_forward() -> None:
    assert not [row for row in ALL if str(row["since"]) > str(row.get("until", "9999"))]


def test_countries_are_known() -> None:
    known = set(tomllib.loads((DATA / "actors" / "countries.toml").read_text(encoding="utf-8"))["country"])
    assert {str(row["country"]) for row in ALL} <= known | ORGANISATIONS
    assert all(("org" in row) == (row["country"] in ORGANISATIONS) for row in ALL)


def test_organisation_chiefs_have_no_sector() -> None:
    assert all(("sector" in row) != ("org" in row) for row in ALL)


def test_one_holder_at_a_time() -> None:
    clashes = []
    for key, group in groupby(sorted(ALL, key=lambda row: (*seat(row), str(row["since"]))), key=seat):
        if key[2] in SHARED or (key[0], key[2]) in RIVALS:
            continue
        spells = list(group)
        clashes += [
            (key, one["name"], two["name"])
            for n, one in enumerate(spells)
            for two in spells[n + 1 :]
            if span(two)[0] < span(one)[1] and span(one)[0] < span(two)[1]
        ]
    assert not clashes


def test_a_name_is_one_persons() -> None:
    owners: dict[str, str] = {}
    for row in ALL:
        for name in (str(row["name"]), *row.get("aliases", [])):  # type: ignore[misc]
            assert owners.setdefault(name, str(row["name"])) == row["name"], row


def test_well_known_holders() -> None:
    def held(country: str, office: str, day: str) -> set[str]:
        here = (row for row in ALL if row["country"] == country and row["office"] == office)
        return {str(row["name"]) for row in here if str(row["since"]) <= day < str(row.get("until", "9999"))}

    assert held("RUS", "president", "2010-06-01") == {"Dmitry Medvedev"}
    assert held("USA", "secretary of state", "2003-03-20") == {"Colin Powell"}
    assert held("DEU", "chancellor", "2015-09-01") == {"Angela Merkel"}
    assert held("IND", "prime minister", "2009-01-01") == {"Manmohan Singh"}


# REIGN's Correlates-of-War abbreviations where they are not the ISO code.
COW_TO_ISO = """
BHM:BHS HAI:HTI TRI:TTO BAR:BRB GRN:GRD SLU:LCA SVG:VCT AAB:ATG SKN:KNA GUA:GTM HON:HND SAL:SLV COS:CRI PAR:PRY URU:URY UKG:GBR
IRE:IRL NTH:NLD FRN:FRA MNC:MCO SWZ:CHE SPN:ESP POR:PRT GMY:DEU GDR:DEU AUS:AUT CZR:CZE SLO:SVK SNM:SMR MNG:MNE MAC:MKD CRO:HRV
YUG:SRB BOS:BIH KOS:XKX SLV:SVN BUL:BGR MLD:MDA ROM:ROU LAT:LVA LIT:LTU GRG:GEO SWD:SWE DEN:DNK ICE:ISL CAP:CPV EQG:GNQ GAM:GMB
MAA:MRT NIR:NER CDI:CIV GUI:GIN BFO:BFA SIE:SLE TOG:TGO CAO:CMR NIG:NGA CEN:CAF CHA:TCD CON:COG DRC:COD TAZ:TZA BUI:BDI ANG:AGO
MZM:MOZ ZAM:ZMB ZIM:ZWE MAW:MWI SAF:ZAF LES:LSO BOT:BWA SWA:SWZ MAG:MDG MAS:MUS SEY:SYC MOR:MAR ALG:DZA LIB:LBY SUD:SDN LEB:LBN
YAR:YEM YPR:YEM KUW:KWT BAH:BHR UAE:ARE OMA:OMN KYR:KGZ TAJ:TJK KZK:KAZ MON:MNG ROK:KOR BHU:BTN BNG:BGD MYA:MMR SRI:LKA MAD:MDV
NEP:NPL THI:THA CAM:KHM DRV:VNM MAL:MYS SIN:SGP BRU:BRN PHI:PHL INS:IDN ETM:TLS AUL:AUS NEW:NZL VAN:VUT SOL:SLB NAU:NRU MSI:MHL
PAL:PLW FIJ:FJI
"""
COW = dict(pair.split(":") for pair in COW_TO_ISO.split())


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z ]", "", letters.replace("-", " "))


def _near(leader: str, row: Row) -> bool:
    """Whether a name of four letters or more is shared, first letters and all: transliterations differ at the end."""
    ours = {word[:4] for name in (row["name"], *row.get("aliases", [])) for word in _plain(str(name)).split()}  # type: ignore[misc]
    return any(word[:4] in ours for word in _plain(leader).split() if len(word) > 1)


def _months(row: dict[str, str]) -> list[str]:
    first = max(int(row["syear"]) * 12 + int(row["smonth"]) - 1, 1990 * 12)
    last = int(row["eyear"]) * 12 + int(row["emonth"]) - 1 if row["eyear"] else 2021 * 12 + 2
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, last + 1)]


@pytest.mark.skipif(not REFERENCE.exists(), reason="ONRECORD_REFERENCE names no folder with REIGN's leader list")
def test_agrees_with_reign() -> None:
    """At least 97 % of the country-months of states that both cover have the leader whom REIGN names."""
    leading = [row for row in ALL if row.get("sector") == "GOV" and not NOT_LEADING.search(str(row["office"]))]
    ours = {code: [row for row in leading if row["country"] == code] for code in {str(row["country"]) for row in leading}}
    right: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    with REFERENCE.open(encoding="mac_roman") as file:
        for row in csv.DictReader(file):
            code = COW.get(row["stateabb"], row["stateabb"])
            for month in _months(row) if code in ours and (not row["eyear"] or int(row["eyear"]) >= 1990) else ():
                here = (one for one in ours[code] if str(one["since"])[:7] <= month <= str(one.get("until", "9999-12"))[:7].ljust(7, "-"))
                if any(_near(row["leader"], one) for one in here):
                    right[code] += 1
                else:
                    missed[code, row["leader"]] += 1
    share = right.total() / (right.total() + missed.total())
    print(f"{share:.4f} of {right.total() + missed.total()} country-months;", missed.most_common(60))
    assert share >= 0.97
