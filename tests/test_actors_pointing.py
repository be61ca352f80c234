"""Several at once, short names that the article explains, names in other spellings, places that are persons."""

import pytest

from onrecord.records import Place
from onrecord.resolve.spelling import spelling
from stories import coded, phrase, resolver, story, who


class TestShortNames:
    def test_behind_the_long_name(self):
        """The short name is the body, with the country and sector of the long one."""
        words = "The Workers' Front/PROPN of Norway ( WFN ) left . | The WFN said ."
        assert coded(words, "The Workers' Front of Norway", "The WFN") == [("NOR", "LAB")] * 2

    def test_before_the_long_name(self):
        """The brackets may hold the long name."""
        assert coded("So KGL ( Kenyan Growers League ) left . | KGL said .", "KGL")[0] == ("KEN", "AGR")

    def test_country_behind_the_brackets(self):
        """ "(NGC) of Estonia"."""
        words = "The National Growers Congress ( NGC ) of Estonia left . | The NGC said ."
        assert coded(words, "The NGC")[0] == ("EST", "AGR")

    def test_other_letters(self):
        """Words in brackets that are no short name change nothing."""
        assert coded("The Northern Growers League ( AP ) left . | AP said .", "AP")[0] == ("USA", "JRN")

    def test_a_known_short_name_of_another_country(self):
        """The long name tells better than the tables what the letters mean."""
        words = "The Fisheries Board of Iceland ( FBI ) left . | The FBI said ."
        assert coded(words, "The FBI")[0][0] == "ISL"


class TestSeveral:
    def test_both_sides(self):
        """The two that were named last."""
        assert codes("Norway met Sweden/PROPN . | Both sides left .", "Norway", "Sweden", "Both sides")[2] == ["NOR", "SWE"]

    def test_government_and_rebels_are_two(self):
        """One country has two sides where one of them are rebels."""
        words = "The government met rebels in Colombia . | Both sides left ."
        found = who(words, "The government", "rebels", "Both sides")[2]
        assert [(actor.code, actor.sector) for actor in found] == [("COL", "GOV"), ("COL", "REB")]

    def test_the_warring_sides(self):
        """Not a party of anybody's parliament."""
        words = "The government met rebels in Colombia . | The warring parties left ."
        assert codes(words, "The government", "rebels", "The warring parties")[2] == ["COL", "COL"]
        assert codes("So warring parties left . | Norway said . | Norway left .", "warring parties") == [[None]]

    def test_three_leaders(self):
        """As many as the number says."""
        words = "Norway met Sweden/PROPN and Kenya . | The three leaders left ."
        assert codes(words, "Norway", "Sweden", "Kenya", "The three leaders")[3] == ["NOR", "SWE", "KEN"]

    def test_two_of_three(self):
        """Nobody, when it is not clear which."""
        words = "Norway met Sweden/PROPN and Kenya . | The two leaders left ."
        assert codes(words, "Norway", "Sweden", "Kenya", "The two leaders")[3] == []

    def test_the_ministers(self):
        """The same noun again means all whom it meant."""
        words = "So foreign ministers of Norway and Kenya left . | The ministers said ."
        assert codes(words, "foreign ministers of Norway and Kenya", "The ministers")[1] == ["NOR", "KEN"]

    def test_two_men_are_new(self):
        """Without an article nobody is meant again."""
        assert codes("Norway met Sweden/PROPN . | Two/NUM men in Kenya left .", "Norway", "Sweden", "Two men in Kenya")[2] == ["KEN"]


class TestPersons:
    @pytest.mark.parametrize(
        ("one", "other"), [("Zelensky", "Zelenskiy"), ("Gaddafi", "Qadhafi"), ("Yanukovych", "Yanukovich"), ("Aksyonov", "Aksenov")]
    )
    def test_spellings_of_one_name(self, one, other):
        """They sound alike."""
        assert spelling(one) == spelling(other) != ""

    @pytest.mark.parametrize(("one", "other"), [("Peterson", "Petersen"), ("Marten", "Martin"), ("Kerimov", "Karimov")])
    def test_other_names(self, one, other):
        """Names of other people do not."""
        assert spelling(one) != spelling(other)

    def test_later_in_another_spelling(self):
        """A surname alone, spelt otherwise, is the same person."""
        first, second = who(
            "Kenyan/ADJ official Ali/PROPN/PERSON Qadhafi/PROPN/PERSON left . | Gadhafi/PROPN/PERSON said .", "Ali Qadhafi", "Gadhafi"
        )
        assert first == second

    def test_the_fullest_name(self):
        """Initials and full names are one person, who bears the full name."""
        first, second = who(
            "So A./PROPN/PERSON Holm/PROPN/PERSON left . | Ada/PROPN/PERSON Holm/PROPN/PERSON said .", "A. Holm", "Ada Holm"
        )
        assert first == second and first[0].name == "Ada Holm"

    def test_family_name_first(self):
        """ "Wen" is Wen Jiabao."""
        first, second = who(
            "So Wen/PROPN/PERSON Jiabao/PROPN/PERSON left . | Wen/PROPN/PERSON said .", "Wen Jiabao", "Wen", published="2010-01-01"
        )
        assert first == second

    def test_same_surname_twice(self):
        """The form of address tells of two who have one surname which is meant."""
        words = (
            "Kenyan/ADJ official John/PROPN/PERSON Holm/PROPN/PERSON met Swedish/ADJ official Anna/PROPN/PERSON Holm/PROPN/PERSON . "
            "| Mrs/PROPN Holm/PROPN/PERSON left . | Mr/PROPN Holm/PROPN/PERSON said ."
        )
        assert coded(words, "Mrs Holm", "Mr Holm") == [("SWE", "GOV"), ("KEN", "GOV")]

    def test_nothing_is_told(self):
        """Who is in an article that is plainly about one country is of it; one mention of a country is not enough."""
        words = "In Norway the Norwegian/ADJ army left . | Norway met Liv/PROPN/PERSON Dahl/PROPN/PERSON ."
        assert coded(words, "Liv Dahl")[0] == ("NOR", None)
        assert coded("So Liv/PROPN/PERSON Dahl/PROPN/PERSON praised Norway .", "Liv Dahl")[0] == (None, None)

    def test_the_body_beside_a_name(self):
        """ "Liv Dahl of NATO", "the BBC's Liv Dahl"."""
        assert coded("So Liv/PROPN/PERSON Dahl/PROPN/PERSON of NATO left .", "Liv Dahl")[0] == ("IGO", None)
        assert coded("So the BBC 's Liv/PROPN/PERSON Dahl/PROPN/PERSON left .", "Liv Dahl")[0] == ("GBR", "JRN")

    def test_a_surname_that_is_a_place(self):
        """ "Valeska Paris, an Australian woman," is no city."""
        words = "So Valeska/PROPN Paris/PROPN , an Australian/ADJ woman , left . | Paris/PROPN said ."
        assert coded(words, "Paris")[0][0] != "FRA"

    def test_family(self):
        """Relatives of an office holder are his family."""
        parse = story("The king of Norway left . | The king 's brother said .")
        owner = phrase(parse, "The king")
        brother = phrase(parse, "The king 's brother", possessor=owner)
        found = resolver(parse)
        assert [(a.code, a.sector) for a in (found.cast.actors[r.key] for r in found.resolve(brother))] == [("NOR", "ELI")]


class TestPlaces:
    def test_a_city_that_acts(self):
        """It is a government as a subject, else nobody."""
        parse = story("So Chicago left . | Norway left with Chicago .")
        acting, beside = phrase(parse, "Chicago"), phrase(parse, "with Chicago", slot="with")
        found = resolver(parse)
        assert [found.cast.actors[r.key].code for r in found.resolve(acting)] == ["USA"]
        assert found.resolve(beside) == ()

    def test_georgia(self):
        """The state of the USA by its places, the country by its neighbours."""
        assert coded("So Georgia left . | Atlanta/PROPN said .", "Georgia")[0] == ("USA", "GOV")
        assert coded("So Georgia left . | Atlanta/PROPN met Russia .", "Georgia")[0] == ("GEO", "GOV")
        assert coded("So Georgia left .", "Georgia")[0] == ("GEO", "GOV")

    def test_north_and_south(self):
        """The first word of "North and South Korea" is a state too."""
        assert codes("So North/PROPN and South/PROPN Korea left .", "North and South Korea")[0] == ["PRK", "KOR"]

    def test_a_town_of_the_gazetteer(self):
        """A place that only the gazetteer has tells whose its people are."""
        parse = story("The residents of Lemnitzburg left .")
        residents = phrase(parse, "The residents of Lemnitzburg")
        start = parse.text.index("Lemnitzburg")
        found = resolver(parse, places=(Place("p1", (start, start + 11), "Lemnitzburg", 1, "DEU"),))
        assert [found.cast.actors[r.key].code for r in found.resolve(residents)] == ["DEU"]

    def test_a_state_that_nobody_knows(self):
        """Its people are not of the country that the article knows."""
        words = "The Ostravian/ADJ army left . | Norway said . | In Ostravia/PROPN the president said ."
        assert coded(words, "The Ostravian army", "the president") == [(None, "MIL"), (None, "GOV")]

    def test_the_north(self):
        """Where both Koreas are told of, "the north" by itself is one of them; "the north coast" is a coast."""
        words = "So North/PROPN Korea/PROPN met South/PROPN Korea/PROPN . | In the north/NOUN left . | The north/NOUN coast left ."
        assert coded(words, "the north") == [("PRK", "GOV")]
        assert codes(words, "The north coast") == [[]]


class TestRoles:
    def test_officers_of_a_coup(self):
        """Officers are soldiers where a coup is told of and no police."""
        assert coded("The officers left in Mali . | The coup said .", "The officers")[0] == ("MLI", "MIL")
        assert coded("The officers left in Mali . | The police said .", "The officers")[0] == ("MLI", "COP")

    def test_critics_are_not_of_whom_they_criticise(self):
        """Critics of a body are nobody's."""
        assert coded("So critics of NATO left .", "critics of NATO")[0] == (None, None)

    def test_donors(self):
        """They are somebody, of no country."""
        assert coded("So donors left . | Norway said . | Norway left .", "donors") == [(None, None)]
        assert codes("So donors left . | Norway said . | Norway left .", "donors") == [[None]]

    def test_the_militants(self):
        """The armed group that was named."""
        first, second = who("So Hamas left . | The militants said .", "Hamas", "The militants")
        assert first == second


def codes(words: str, *phrases: str) -> list[list[str | None]]:
    """The codes of each of the phrases."""
    return [[actor.code for actor in found] for found in who(words, *phrases)]
