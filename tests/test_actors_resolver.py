"""Who phrases mean: names, titles, roles and their owners."""

import pytest

from stories import coded, phrase, resolver, story, who


class TestNames:
    def test_country_capital_and_seat_are_one_government(self):
        """Norway, Oslo and the Norwegian government are one entity."""
        story_ = "Norway/PROPN said . | Oslo/PROPN denied it . | The Norwegian/ADJ government left ."
        keys = {found[0].key for found in who(story_, "Norway", "Oslo", "The Norwegian government")}
        assert len(keys) == 1

    @pytest.mark.parametrize(
        ("words", "head", "expected"),
        [
            ("In the ministry the Russians left", "the Russians", ("RUS", "GOV")),
            ("So Russians met in the park", "Russians", ("RUS", "CVL")),
            ("So the U.S. left", "the U.S.", ("USA", "GOV")),
            ("So Hamas left", "Hamas", ("PSE", "REB")),
            ("So South Korea left", "South Korea", ("KOR", "GOV")),
            ("So Northern Ireland left", "Northern Ireland", ("GBR", "GOV")),
            ("So Niger left", "Niger", ("NER", "GOV")),
            ("So the West left", "the West", ("WST", "GOV")),
            ("So Aleppo left", "Aleppo", ("SYR", "GOV")),
            ("So New England left", "New England", (None, None)),
            ("So the Washington Post said", "the Washington Post", ("USA", "JRN")),
            ("So Kenya Airways left", "Kenya Airways", ("KEN", "BUS")),
            ("So Georgia Tech left", "Georgia Tech", (None, "EDU")),
            ("So the Turkish/ADJ Red Crescent left", "the Turkish Red Crescent", ("TUR", "MED")),
        ],
    )  # fmt: skip
    def test_name(self, words, head, expected):
        """The longest name wins; towns that are no capitals are nobody."""
        assert coded(words, head) == [expected]

    def test_person_named_like_a_country(self):
        """ "Jordan Peters" is a person, not Jordan."""
        found = who("Then Jordan/PROPN/PERSON Peters/PROPN/PERSON left", "Jordan Peters")[0][0]
        assert (found.name, found.kind, found.code) == ("Jordan Peters", "person", None)

    def test_surname_like_a_capital(self):
        """ "Valeska Paris", taken for a place by the parser, is a person, and so is "Paris" afterwards."""
        first, second = who("Then Valeska/PROPN/GPE Paris/PROPN/GPE said . | Paris/PROPN/GPE left .", "Valeska Paris", "Paris")
        assert (first[0].kind, first == second) == ("person", True)

    def test_surname_like_a_title(self):
        """ "Dayton King" is no king."""
        found = who("Then Mayor Dayton/PROPN/PERSON King/PROPN/PERSON left in Norway", "Dayton King")[0][0]
        assert (found.name, found.code, found.sector) == ("Dayton King", "NOR", "GOV")

    def test_body_that_ends_in_a_country(self):
        """ "Children First Sudan" is not Sudan's government."""
        found = who("So Children/PROPN/ORG First/PROPN/ORG Sudan/PROPN/ORG left", "Children First Sudan")[0][0]
        assert (found.kind, found.code, found.sector) == ("organisation", "SDN", None)

    def test_the_north(self):
        """ "The North" is North Korea where North Korea is named, nobody elsewhere."""
        assert coded("North/PROPN Korea/PROPN left . | Then the North said", "North Korea", "the North")[1] == ("PRK", "GOV")
        assert coded("Then the North said", "the North") == [(None, None)]

    def test_double_adjective(self):
        """ "Franco-German officials" are two countries' officials."""
        found = who("So Franco/PROPN - German/ADJ officials met", "Franco - German officials")[0]
        assert [a.code for a in found] == ["FRA", "DEU"]

    def test_us_is_not_us(self):
        """The country is written in capitals, the pronoun is not."""
        parse = story("They met us/PRON in Oslo")
        assert resolver(parse).resolve(phrase(parse, "us")) == ()

    def test_body_with_the_name_of_a_common_noun(self):
        """ "Congress" is the United States', "India's Congress" is not."""
        assert coded("So Congress left in Washington", "Congress") == [("USA", "LEG")]
        assert coded("So Indian/ADJ Congress left", "Indian Congress")[0][0] == "IND"


class TestAttitudes:
    @pytest.mark.parametrize("words", ["pro - Russian/ADJ", "anti - Russian/ADJ"])
    def test_opinion_about_a_country(self, words):
        """Pro- and anti-Russian activists are not Russia's."""
        shown = words.replace("/ADJ", "")
        assert coded(f"In Kyiv {words} activists met", f"{shown} activists") == [("UKR", "CVL")]

    def test_owner_of_a_thing(self):
        """ "Russian sanctions" are nobody, and Russia's."""
        parse = story("So Russian/ADJ sanctions left")
        made = phrase(parse, "Russian sanctions")
        found = resolver(parse)
        assert (found.resolve(made), [found.cast.actors[r.key].code for r in found.owner(made)]) == ((), ["RUS"])


class TestRoles:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("Turkish/ADJ police", ("TUR", "COP")), ("Turkish/ADJ interior minister", ("TUR", "GOV")),
            ("the Syrian/ADJ opposition", ("SYR", "OPP")), ("the Syrian/ADJ army", ("SYR", "MIL")),
            ("Israeli/ADJ border guards", ("ISR", "COP")),
            ("Russian/ADJ interior ministry troops", ("RUS", "MIL")), ("Polish/ADJ miners", ("POL", "LAB")),
            ("former/ADJ Polish/ADJ minister", ("POL", "ELI")), ("Iranian/ADJ opposition lawmaker", ("IRN", "OPP")),
            ("Indian/ADJ rebel/NOUN commander", ("IND", "REB")), ("a Hamas official", ("PSE", "REB")), ("NATO officials", ("IGO", None)),
            ("UN/PROPN troops", ("UNO", "MIL")), ("an EU/PROPN spokesman", ("EUR", None)), ("European/ADJ leaders", ("EUR", "GOV")),
            ("Western/ADJ countries", ("WST", "GOV")), ("the British/ADJ royal family", ("GBR", "ELI")),
            ("French/ADJ prosecutors", ("FRA", "JUD")),
            ("Dutch/ADJ lawmakers", ("NLD", "LEG")), ("Greek/ADJ farmers", ("GRC", "AGR")), ("Chinese/ADJ students", ("CHN", "EDU")),
            ("Syrian/ADJ refugees", ("SYR", "REF")), ("Iraqi/ADJ gunmen", ("IRQ", "UAF")),
            ("Chadian/ADJ government troops", ("TCD", "MIL")),
            ("the Danish/ADJ defence ministry", ("DNK", "GOV")), ("Mexican/ADJ drug cartel", ("MEX", "CRM")),
            ("Thai/ADJ health officials", ("THA", "GOV")),
            ("Egyptian/ADJ anti-government protesters", ("EGY", "OPP")), ("a Cuban/ADJ dissident", ("CUB", "OPP")),
        ],
    )  # fmt: skip
    def test_role_with_owner(self, words, expected):
        """Code from the owner, sector from the noun and its modifiers."""
        shown = " ".join(piece.split("/")[0] for piece in words.split())
        assert coded(f"So {words} left", shown) == [expected]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("the foreign/ADJ minister of Norway", ("NOR", "GOV")), ("a spokesman for the rebels in Syria", ("SYR", "REB")),
            ("residents of Aleppo", ("SYR", "CVL")), ("members of Hezbollah", ("LBN", "REB")), ("protesters in Cairo", ("EGY", "OPP")),
        ],
    )  # fmt: skip
    def test_owner_behind_a_preposition(self, words, expected):
        """The owner may stand behind "of", "for", "in"."""
        shown = " ".join(piece.split("/")[0] for piece in words.split())
        assert coded(f"So {words} left", shown) == [expected]

    def test_two_owners_are_two(self):
        """ "Turkish and Greek officials" are two entities."""
        found = who("So Turkish/ADJ and Greek/ADJ officials met", "Turkish and Greek officials")[0]
        assert [a.code for a in found] == ["TUR", "GRC"]

    @pytest.mark.parametrize(
        "words", ["the general/ADJ strike", "the bank of the river", "the military/ADJ base", "a press/NOUN conference"]
    )
    def test_near_miss(self, words):
        """Word groups that only look like roles."""
        shown = " ".join(piece.split("/")[0] for piece in words.split())
        assert coded(f"So {words} left", shown) == [(None, None)]

    def test_bare_role_takes_the_main_country(self):
        """Police in an article about Kenya are Kenya's; with two countries named alike they have no code."""
        assert coded("Kenya/PROPN left . | The police said", "The police") == [("KEN", "COP")]
        assert coded("Kenya/PROPN met Uganda . | The soldiers said", "The soldiers") == [(None, "MIL")]

    def test_bare_role_takes_the_code_of_its_last_owner(self):
        """An army that was named Ugandan stays so."""
        words = "Kenya/PROPN met the Ugandan/ADJ army . | In Kenya the army said"
        assert coded(words, "the Ugandan army", "the army")[1] == ("UGA", "MIL")

    def test_a_member_of_nothing_is_nobody(self):
        """Members, groups and heads mean nothing alone."""
        assert coded("So the members left", "the members") == [(None, None)]


class TestPersons:
    STORY = "Norwegian/ADJ Foreign Minister Liv/PROPN/PERSON Dahl/PROPN/PERSON said . | Dahl/PROPN/PERSON left ."

    def test_title_gives_code_sector_and_office(self):
        """The words of the text are enough for a person that no table has."""
        found = who(self.STORY, "Liv Dahl")[0][0]
        assert (found.code, found.sector, found.office.title, found.sex) == ("NOR", "GOV", "foreign minister", "f")

    def test_surname_later_is_the_same_person(self):
        """Two mentions, one entity."""
        first, second = who(self.STORY, "Liv Dahl", "Dahl")
        assert first == second

    @pytest.mark.parametrize(
        "words",
        [
            "Liv/PROPN/PERSON Dahl/PROPN/PERSON , the foreign/ADJ minister of Norway , said",
            "Then Norway 's foreign/ADJ minister , Liv/PROPN/PERSON Dahl/PROPN/PERSON , said",
            "The foreign/ADJ minister of Norway , Liv/PROPN/PERSON Dahl/PROPN/PERSON , said",
        ],
    )  # fmt: skip
    def test_apposition(self, words):
        """A title may stand on either side of a comma."""
        assert coded(words, "Liv Dahl") == [("NOR", "GOV")]

    def test_office_at_the_date(self):
        """In office GOV, afterwards ELI; a title in the text beats the table."""
        words = "Then Angela/PROPN/PERSON Merkel/PROPN/PERSON said"
        assert coded(words, "Angela Merkel", published="2015-06-01") == [("DEU", "GOV")]
        assert coded(words, "Angela Merkel", published="2023-06-01") == [("DEU", "ELI")]
        titled = "Then Chancellor Angela/PROPN/PERSON Merkel/PROPN/PERSON said"
        assert coded(titled, "Angela Merkel", published="2023-06-01") == [("DEU", "GOV")]

    def test_surname_alone_from_the_table(self):
        """A leader may be named by surname at once."""
        assert coded("Then Merkel/PROPN/PERSON met Putin/PROPN/PERSON", "Merkel", "Putin", published="2015-06-01") == [
            ("DEU", "GOV"),
            ("RUS", "GOV"),
        ]

    def test_given_name_is_no_leader(self):
        """A surname that is a given name too calls nobody to mind."""
        assert coded("Then Thomas/PROPN/PERSON left", "Thomas", published="2009-06-01") == [(None, None)]

    def test_nobody_knows_her(self):
        """A name without any information is a person without a code."""
        found = who("Then Liv/PROPN/PERSON Dahl/PROPN/PERSON left", "Liv Dahl")[0][0]
        assert (found.kind, found.code, found.sector) == ("person", None, None)

    def test_head_of_an_unknown_body(self):
        """The president of a growers' federation is not a head of state."""
        words = "Liv/PROPN/PERSON Dahl/PROPN/PERSON , president of the/DET/ORG Northern/PROPN/ORG Growers/PROPN/ORG , said in Oslo"
        found = who(words, "Liv Dahl")[0][0]
        assert (found.sector, found.office) == ("AGR", None)


class TestRecords:
    def test_entities_are_numbered_by_first_mention(self):
        """Ids follow the text; coded names are kept without a role, uncoded ones are not."""
        parse = story("Norway/PROPN said . | Sweden/PROPN left . | Liv/PROPN/PERSON Dahl/PROPN/PERSON left .")
        made = phrase(parse, "Sweden")
        found = resolver(parse)
        key = found.resolve(made)[0].key
        entities, by_key = found.entities({key})
        assert [(e.id, e.name) for e in entities] == [("a1", "Norway"), ("a2", "Sweden")]
        assert (by_key[key].id, [parse.text[a:b] for a, b in by_key[key].mentions]) == ("a2", ["Sweden"])

    def test_speaker_is_never_nobody(self):
        """The source of a statement may be a thing."""
        parse = story("So the poll said")
        made = phrase(parse, "the poll")
        found = resolver(parse)
        assert found.cast.actors[found.speaker(made).key].kind == "unknown"

    def test_document_speaks_for_its_owner(self):
        """ "The NATO statement said" is NATO."""
        assert coded("So the NATO statement said", "the NATO statement") == [("IGO", None)]


def test_dependencies_go_to_their_state():
    """Hong Kong has names, offices and bodies of its own in the tables, and the code of its state in a record (codebook, section 2)."""
    found = resolver(story("Hong/PROPN Kong/PROPN rejected/VERB the plan"))
    hong_kong = next(actor for actor in found.cast.actors if actor.name == "Hong Kong")
    entities, _ = found.entities([hong_kong.key])
    assert [entity.code for entity in entities if entity.name == "Hong Kong"] == ["CHN"]
