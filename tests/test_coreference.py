"""Pronouns and descriptions."""

import pytest

from onrecord.parse.clause import Phrase, Seat
from stories import coded, phrase, quote, resolver, story, who

DAHL = "Norwegian/ADJ Foreign Minister Liv/PROPN/PERSON Dahl/PROPN/PERSON met Swedish/ADJ President Per/PROPN/PERSON Holm/PROPN/PERSON ."


MEN = "Kenyan/ADJ official Ali/PROPN/PERSON Omar/PROPN/PERSON met Swedish/ADJ President Per/PROPN/PERSON Holm/PROPN/PERSON ."


class TestPronouns:
    def test_she_and_he(self):
        """The sex of a given name decides."""
        assert coded(f"{DAHL} | She said . | He left .", "Liv Dahl", "Per Holm", "She", "He")[2:] == [("NOR", "GOV"), ("SWE", "GOV")]

    def test_they_is_the_last_group(self):
        """ "They" looks for many."""
        assert coded("Kenyan/ADJ police met Norway . | They left .", "Kenyan police", "Norway", "They")[2] == ("KEN", "COP")

    def test_it_is_a_country_or_body(self):
        """ "It" is never a person."""
        assert coded("Norway/PROPN met Liv/PROPN/PERSON Dahl/PROPN/PERSON . | It left .", "Norway", "Liv Dahl", "It")[2] == ("NOR", "GOV")

    def test_nobody_before(self):
        """Without an antecedent a pronoun is nobody."""
        assert coded("She left . | It left .", "She", "It") == [(None, None), (None, None)]

    def test_too_far_away(self):
        """Four sentences back is too far."""
        words = f"{DAHL} | Snow left . | Snow left . | Snow left . | She said ."
        assert coded(words, "Liv Dahl", "She")[1] == (None, None)


class TestNearness:
    def test_nobody_where_a_thing_is_nearer(self):
        """ "It" may mean the storm, and then means no country; a storm denies nothing."""
        parse = story("So Norway/PROPN left before the storm left . | It left .")
        storm, it = phrase(parse, "the storm"), phrase(parse, "It")
        norway = phrase(parse, "Norway")
        parse.seats[it.head].clause.lemma = "fall"
        assert resolver(parse).resolve(storm) == resolver(parse).resolve(it) == ()
        parse.seats[it.head].clause.lemma = "deny"
        found = resolver(parse)
        assert found.resolve(it)[0].key == found.resolve(norway)[0].key

    def test_passive(self):
        """Whom a passive sentence is about is nearer than who did it."""
        parse = story(f"{MEN} | He left .")
        omar, holm, he = phrase(parse, "Ali Omar", slot="object"), phrase(parse, "Per Holm"), phrase(parse, "He")
        clause = parse.seats[omar.head].clause
        parse.seats[holm.head].clause = clause
        clause.passive, clause.head = True, omar.head + 1
        found = resolver(parse)
        assert found.resolve(he)[0].key == found.resolve(omar)[0].key

    def test_not_in_the_same_clause(self):
        """ "He" in "he met Holm" is not Holm."""
        parse = story(f"{MEN} | He met Holm/PROPN/PERSON .")
        omar, first, he = phrase(parse, "Ali Omar", slot="object"), phrase(parse, "Per Holm"), phrase(parse, "He")
        last = len(parse.tokens) - 2
        holm = parse.phrases[last] = Phrase(last, last, last + 1, "Holm", "PROPN")
        clause = parse.seats[he.head].clause
        clause.objects = (holm,)
        parse.seats[last] = Seat(clause, "object")
        found = resolver(parse)
        assert found.resolve(he)[0].key == found.resolve(omar)[0].key != found.resolve(first)[0].key

    @pytest.mark.parametrize("marked", [False, True])
    def test_a_sayer_is_near_his_own_words(self, marked):
        """Told indirectly "he" is the one who says so; between marks he is not."""
        parse = story("So Per/PROPN/PERSON Holm/PROPN/PERSON said Ali/PROPN/PERSON Omar/PROPN/PERSON left and he left .")
        holm, omar, he = phrase(parse, "Per Holm"), phrase(parse, "Ali Omar"), phrase(parse, "he")
        if marked:
            quote(parse, omar.start, len(parse.tokens))
        found = resolver(parse)
        found.tell_speakers([(omar.start, len(parse.tokens), found.resolve(holm)[0].key)])
        assert found.resolve(he)[0].key == found.resolve(omar if marked else holm)[0].key

    def test_bodies_are_they(self):
        """ "They" may be a body, but nobody where other people are nearer."""
        assert coded("The Norwegian/ADJ committee met Kenya . | They left .", "The Norwegian committee", "Kenya", "They")[2][0] == "NOR"

    def test_the_body_whose_name_has_the_noun(self):
        """ "The union" is the European Union, "the agency" the one whose name ends so."""
        words = "The European/ADJ Union/PROPN met Kenya . | Norway left . | The union said ."
        assert coded(words, "The European Union", "The union")[1] == ("EUR", None)


class TestSpeakers:
    def test_i_and_we(self):
        """ "I" is the speaker, "we" the country that he speaks for."""
        parse = story("Norwegian/ADJ Foreign Minister Liv/PROPN/PERSON Dahl/PROPN/PERSON said . | I left . | We left .")
        quote(parse, 7, 13)
        dahl, i, we = (phrase(parse, words) for words in ("Liv Dahl", "I", "We"))
        found = resolver(parse)
        assert (found.resolve(i), found.resolve(we)) == ((), ())
        found.tell_speakers([(7, 13, found.resolve(dahl)[0].key)])
        assert found.resolve(i)[0].key == found.resolve(dahl)[0].key
        assert found.cast.actors[found.resolve(we)[0].key].name == "Norway"


class TestDescriptions:
    def test_the_minister(self):
        """A title names its bearer again."""
        first, second = who(f"{DAHL} | The minister said .", "Liv Dahl", "The minister")
        assert first == second

    def test_the_president_by_country(self):
        """An office with a country is the person who holds it in this article."""
        first, second = who(f"{DAHL} | The Swedish/ADJ president said .", "Per Holm", "The Swedish president")
        assert first == second

    def test_the_alliance(self):
        """Even when the body was only named inside another phrase."""
        words = "A NATO spokesman said . | The alliance left ."
        assert coded(words, "A NATO spokesman", "The alliance")[1] == ("IGO", None)

    def test_the_group(self):
        """A group that kills is an armed one."""
        assert coded("Then Hamas left . | The group said .", "Hamas", "The group")[1] == ("PSE", "REB")

    def test_the_ministry(self):
        """The last ministry with an owner."""
        words = "Russian/ADJ Foreign Ministry met Norway . | Sweden/PROPN left . | The ministry said ."
        assert coded(words, "Russian Foreign Ministry", "Norway", "Sweden", "The ministry")[3] == ("RUS", "GOV")

    def test_the_country_and_her_country(self):
        """ "The country" is the last one named, "her country" the one she speaks for."""
        parse = story(f"{DAHL} | Her country left .")
        holder = phrase(parse, "Liv Dahl")
        own = phrase(parse, "Her")
        made = phrase(parse, "Her country", possessor=own)
        found = resolver(parse)
        assert found.resolve(holder)
        assert found.cast.actors[found.resolve(made)[0].key].name == "Norway"
        assert coded("Kenya/PROPN left . | The country said .", "Kenya", "The country")[1] == ("KEN", "GOV")

    def test_counterpart(self):
        """The adjective is the counterpart's country, the possessor only lends the sector."""
        parse = story("Spain/PROPN 's foreign/ADJ minister met his Portuguese/ADJ counterpart")
        minister = phrase(parse, "Spain 's foreign minister")
        made = phrase(parse, "his Portuguese counterpart", possessor=phrase(parse, "his"))
        found = resolver(parse)
        assert [found.cast.actors[r.key].code for r in (*found.resolve(minister), *found.resolve(made))] == ["ESP", "PRT"]

    def test_both_countries(self):
        """The two states named last."""
        found = who("Norway/PROPN met Sweden . | Both countries left .", "Norway", "Sweden", "Both countries")[2]
        assert [a.name for a in found] == ["Norway", "Sweden"]

    def test_both_of_three_is_nobody(self):
        """Where three were named nobody knows which two are meant."""
        assert who("Norway/PROPN met Sweden and Denmark . | Both sides left .", "Norway", "Sweden", "Denmark", "Both sides")[3] == []

    def test_neighbour_is_the_other_one(self):
        """ "Its neighbour" is not the country that "its" means."""
        parse = story("Norway/PROPN met Sweden . | Norway/PROPN praised its neighbour .")
        first, second, third = phrase(parse, "Norway"), phrase(parse, "Sweden"), phrase(parse, "neighbour", possessor=None)
        third.possessor = first
        found = resolver(parse)
        assert found.resolve(second)
        assert [found.cast.actors[r.key].name for r in found.resolve(third)] == ["Sweden"]

    def test_himself_is_the_subject(self):
        """A reflexive looks nowhere else."""
        parse = story(f"{DAHL} | Then Per/PROPN/PERSON Holm/PROPN/PERSON praised himself/PRON .")
        holm = phrase(parse, "Per Holm")
        own = phrase(parse, "himself", slot="object")
        parse.seats[own.head].clause.subjects = (holm,)
        found = resolver(parse)
        assert [r.key for r in found.resolve(own)] == [found.resolve(holm)[0].key]
