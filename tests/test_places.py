"""Place names to places; parses are made by hand, the gazetteer is the real one."""

import re

import pytest

from onrecord.knowledge.gazetteer import load_gazetteer
from onrecord.parse.clause import Parse, Token
from onrecord.resolve.places import find_places, relation_of

PREPOSITIONS = {"in", "at", "near", "from", "of", "outside", "to"}


def parse(text: str, *names: tuple[str, str]) -> Parse:
    """A Parse of one sentence; `names` are (words, OntoNotes label)."""
    tokens = []
    for i, m in enumerate(re.finditer(r"\w[\w.'’-]*|[^\w\s]", text)):
        word = m.group()
        kinds = {"PUNCT": not word[0].isalnum(), "NUM": word.isdigit(), "PROPN": word[0].isupper(), "ADP": word in PREPOSITIONS}
        pos = next((kind for kind, holds in kinds.items() if holds), "NOUN")
        tokens.append(Token(i, word, word.rstrip("s") if pos == "NOUN" else word, pos, "NN", "", m.start(), m.end(), 0))
    found = Parse(text, tokens, [(0, len(tokens))], ["body"], [0])
    for words, label in names:
        start = next(t.i for t in tokens if t.start == text.index(words))
        found.names.append((start, start + len(words.split()), label))
    return found


def places(text: str, *names: tuple[str, str]) -> list[tuple[str, str | None, str | None]]:
    """Words, country and precision of each place."""
    return [(text[p.span[0] : p.span[1]], p.country, p.precision) for p in find_places(parse(text, *names), load_gazetteer())]


class TestNames:
    def test_state_and_town(self):
        """Names that the parser marked."""
        text = "Nurses marched in Basel and in Portugal"
        assert places(text, ("Basel", "GPE"), ("Portugal", "GPE")) == [("Basel", "CHE", "city"), ("Portugal", "PRT", "country")]

    def test_name_that_the_parser_missed(self):
        """Behind a preposition a name that the gazetteer knows is a place."""
        assert [row[:2] for row in places("Nurses marched in Tampere (some in wheelchairs)")] == [("Tampere", "FIN")]

    def test_longer_name_wins(self):
        """ "Vila Nova de Gaia" is not "Vila Nova"."""
        assert [row[:2] for row in places("Nurses marched in Vila Nova de Gaia", ("Vila Nova", "GPE"))] == [("Vila Nova de Gaia", "PRT")]

    def test_unknown_place_has_no_country(self):
        """It stays in the list, unresolved, and the others are kept."""
        text = "Farmers marched in Japan and Norlund"
        assert [row[:2] for row in places(text, ("Japan", "GPE"), ("Norlund", "GPE"))] == [("Japan", "JPN"), ("Norlund", None)]

    def test_region_of_several_states(self):
        """No country is given where several share the place."""
        assert places("Pilots in Eastern Europe", ("Eastern Europe", "LOC")) == [("Eastern Europe", None, "region")]

    def test_person_is_no_place(self):
        """A name of a person is not looked up."""
        assert places("He spoke of Paris Hilton", ("Paris Hilton", "PERSON")) == []


class TestChoice:
    def test_comma_tells_the_country(self):
        """ "Georgia" behind a town is the state that holds it."""
        text = "She lives in Athens, Georgia"
        assert places(text, ("Athens", "GPE"), ("Georgia", "GPE"))[0][1] == "USA"

    def test_size_beats_a_namesake(self):
        """A village of the same name does not win over a capital."""
        assert places("Envoys met in Cairo", ("Cairo", "GPE"))[0][1] == "EGY"

    @pytest.mark.parametrize(
        ("text", "names", "states"),
        [
            ("Athens envoys met in Huntsville and in Limestone County", ("Athens", "Huntsville", "Limestone County"), {"Alabama"}),
            ("Lebanon firemen met in Nashville and in Wilson County", ("Lebanon", "Nashville", "Wilson County"), {"Tennessee"}),
            ("She moved to Springfield , Ill. , and then to Peoria", ("Springfield", "Ill.", "Peoria"), {"Illinois"}),
            ("They met in Manchester and Concord and in Bedford , N.H.", ("Manchester", "Concord", "Bedford", "N.H."), {"New Hampshire"}),
            ("A senator from Georgia met envoys in Savannah and in Macon", ("Georgia", "Savannah", "Macon"), {"Georgia"}),
            ("Police in Victoria met envoys in Melbourne and in Geelong", ("Victoria", "Melbourne", "Geelong"), {"Victoria"}),
        ],
    )
    def test_local_report(self, text: str, names: tuple[str, ...], states: set[str]):
        """In a report of towns of one state all names are of that state."""
        made = parse(text, *((name, "GPE") for name in names))
        assert {p.admin1 for p in find_places(made, load_gazetteer())} == states

    def test_a_country_beside_its_capital(self):
        """The same name is the country where its own towns are told of."""
        text = "Envoys of Georgia met in Tbilisi and in Atlanta"
        assert places(text, ("Georgia", "GPE"), ("Tbilisi", "GPE"), ("Atlanta", "GPE"))[0][1] == "GEO"

    def test_region_before_its_town(self):
        """ "The Belgorod region" is the region, "Belgorod" the town."""
        assert places("Troops met in the Belgorod region", ("Belgorod", "GPE"))[0][1:] == ("RUS", "admin1")
        assert places("Troops met in Belgorod", ("Belgorod", "GPE"))[0][1:] == ("RUS", "city")


class TestDescriptions:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("Troops met near the Norwegian coast", ("Norwegian coast", "NOR", "country")),
            ("Troops met in the French capital", ("French capital", "FRA", "city")),
            ("Troops met on the Crimean peninsula", ("Crimean peninsula", "UKR", "admin1")),
        ],
    )
    def test_adjective_and_word_for_a_place(self, text: str, told: tuple[str, str, str]):
        """A country's adjective before such a word tells a place."""
        assert places(text) == [told]

    @pytest.mark.parametrize(
        "text", ["The Norwegian coast guard met", "Norwegian troops met", "A man drove down U.S. 60", "He lives on Elm Street"]
    )
    def test_no_place(self, text: str):
        """Bodies, peoples, roads and streets are none."""
        assert places(text, *((name, "GPE") for name in ("U.S.", "Elm Street") if name in text)) == []


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("Troops stood near Basel", "Basel", "near"),
        ("Troops stood 40 kilometers from Basel", "Basel", "40 km from"),
        ("Troops stood north of Basel", "Basel", "north of"),
        ("Troops stood in Basel", "Basel", "in"),
        ("Troops stood outside Basel", "Basel", "outside"),
        ("Troops stood 30 km south of Basel", "Basel", "30 km south of"),
        ("Troops stood 30 kilometers ( 19 miles ) from Basel", "Basel", "30 km from"),
        ("Troops stood on the border with Austria", "Austria", "border of"),
        ("Troops stood on the border of Austria", "Austria", "border of"),
        ("Troops stood along Austria", "Austria", "along"),
    ],
)
def test_relation(text, name, relation):
    """The words before the name."""
    made = parse(text, (name, "GPE"))
    assert relation_of(made, find_places(made, load_gazetteer())[0]) == relation
