"""Clauses from small parses made by hand."""

import pytest

from handmade import clause_of, heads, parse_by_hand


@pytest.fixture(scope="module")
def urged():
    """An object with an infinitive, a relative clause without a pronoun."""
    return parse_by_hand("""
        Norway Norway PROPN NNP nsubj 1
        urged urge VERB VBD ROOT 1
        Sweden Sweden PROPN NNP dobj 1
        to to PART TO aux 4
        leave leave VERB VB xcomp 1
        the the DET DT det 6
        islands island NOUN NNS dobj 4
        it it PRON PRP nsubj 8
        seized seize VERB VBD relcl 6
    """)


class TestControl:
    def test_object_of_urge_does_the_act(self, urged):
        """ "urged Sweden to leave": Sweden leaves."""
        assert heads(urged, clause_of(urged, "leave").subjects) == ["Sweden"]

    def test_infinitive_is_a_complement(self, urged):
        """The infinitive hangs on "urged" as a complement of kind "to"."""
        assert [(c.lemma, c.relation) for c in clause_of(urged, "urge").complements] == [("leave", "to")]

    def test_contact_relative_has_the_noun_as_object(self, urged):
        """ "the islands it seized": the islands are the object of "seized"."""
        seized = clause_of(urged, "seize")
        assert (seized.relation, heads(urged, seized.objects), heads(urged, seized.subjects)) == ("relative", ["islands"], ["it"])

    def test_subject_control(self):
        """ "promised Norway to leave": the subject leaves."""
        parse = parse_by_hand("""
            Sweden Sweden PROPN NNP nsubj 1
            promised promise VERB VBD ROOT 1
            Norway Norway PROPN NNP dobj 1
            to to PART TO aux 4
            leave leave VERB VB xcomp 1
        """)
        assert heads(parse, clause_of(parse, "leave").subjects) == ["Sweden"]

    def test_gerund_after_of_is_done_by_the_object(self):
        """ "accused Sweden of spying": Sweden spies, Norway does not."""
        parse = parse_by_hand("""
            Norway Norway PROPN NNP nsubj 1
            accused accuse VERB VBD ROOT 1
            Sweden Sweden PROPN NNP dobj 1
            of of ADP IN prep 1
            spying spy VERB VBG pcomp 3
        """)
        spying = clause_of(parse, "spy")
        assert (spying.relation, spying.marker, heads(parse, spying.subjects)) == ("ing", "of", ["Sweden"])


class TestPassive:
    def test_deep_roles(self):
        """ "Sanctions were imposed by Norway": Norway is the subject, sanctions the object."""
        parse = parse_by_hand("""
            Sanctions sanction NOUN NNS nsubjpass 2
            were be AUX VBD auxpass 2
            imposed impose VERB VBN ROOT 2
            on on ADP IN prep 2
            Sweden Sweden PROPN NNP pobj 3
            by by ADP IN agent 2
            Norway Norway PROPN NNP pobj 5
        """)
        imposed = clause_of(parse, "impose")
        assert imposed.passive
        assert (heads(parse, imposed.subjects), heads(parse, imposed.objects)) == (["Norway"], ["Sanctions"])
        assert [(name, parse.tokens[p.head].text) for name, p in imposed.obliques] == [("on", "Sweden")]


class TestCoordination:
    def test_subject_is_shared(self):
        """ "Norway met and warned Sweden": Norway warns too, Sweden is met too."""
        parse = parse_by_hand("""
            Norway Norway PROPN NNP nsubj 1
            met meet VERB VBD ROOT 1
            and and CCONJ CC cc 1
            warned warn VERB VBD conj 1
            Sweden Sweden PROPN NNP dobj 3
        """)
        met, warned = clause_of(parse, "meet"), clause_of(parse, "warn")
        assert heads(parse, warned.subjects) == ["Norway"]
        assert heads(parse, met.objects) == ["Sweden"]
        assert "object" in met.shared and "subject" in warned.shared

    def test_members_are_flattened(self):
        """ "Norway and Sweden met": both are subjects."""
        parse = parse_by_hand("""
            Norway Norway PROPN NNP nsubj 3
            and and CCONJ CC cc 0
            Sweden Sweden PROPN NNP conj 0
            met meet VERB VBD ROOT 3
        """)
        assert heads(parse, clause_of(parse, "meet").subjects) == ["Norway", "Sweden"]


class TestMood:
    def test_negation_modal_and_condition(self):
        """ "will not meet unless Sweden leaves"."""
        parse = parse_by_hand("""
            Norway Norway PROPN NNP nsubj 3
            will will AUX MD aux 3
            not not PART RB neg 3
            meet meet VERB VB ROOT 3
            unless unless SCONJ IN mark 6
            Sweden Sweden PROPN NNP nsubj 6
            leaves leave VERB VBZ advcl 3
        """)
        meet, leave = clause_of(parse, "meet"), clause_of(parse, "leave")
        assert (meet.modal, meet.tense, meet.negation) == ("will", "future", (2,))
        assert (leave.relation, leave.marker, leave.marker_at) == ("adverbial", "unless", 4)
        assert leave in meet.adverbials

    def test_no_as_a_determiner_negates(self):
        """ "No country recognised the vote"."""
        parse = parse_by_hand("""
            No no DET DT det 1
            country country NOUN NN nsubj 2
            recognised recognise VERB VBD ROOT 2
            the the DET DT det 4
            vote vote NOUN NN dobj 2
        """)
        assert clause_of(parse, "recognise").negation == (0,)

    def test_semi_modal(self):
        """ "is going to leave": the infinitive is future."""
        parse = parse_by_hand("""
            Sweden Sweden PROPN NNP nsubj 2
            is be AUX VBZ aux 2
            going go VERB VBG ROOT 2
            to to PART TO aux 4
            leave leave VERB VB xcomp 2
        """)
        leave = clause_of(parse, "leave")
        assert leave.modal == "going to"
        assert heads(parse, leave.subjects) == ["Sweden"]

    def test_copula_gives_the_adjective(self):
        """ "Sweden is ready to talk": the predicate is "ready"."""
        parse = parse_by_hand("""
            Sweden Sweden PROPN NNP nsubj 1
            is be AUX VBZ ROOT 1
            ready ready ADJ JJ acomp 1
            to to PART TO aux 4
            talk talk VERB VB xcomp 2
        """)
        ready = clause_of(parse, "ready")
        assert (ready.pos, [c.lemma for c in ready.complements]) == ("ADJ", ["talk"])
        assert heads(parse, clause_of(parse, "talk").subjects) == ["Sweden"]


class TestSlips:
    def test_inverted_subject(self):
        """`, said Ann`: what the parser calls the object is the subject."""
        parse = parse_by_hand("""
            Fine fine ADJ JJ ccomp 2
            , , PUNCT , punct 2
            said say VERB VBD ROOT 2
            Ann Ann PROPN NNP dobj 2
        """)
        said = clause_of(parse, "say")
        assert (heads(parse, said.subjects), said.objects) == (["Ann"], ())

    def test_aside(self):
        """ "The bridge, he said, is safe": the clause around is what was said."""
        parse = parse_by_hand("""
            The the DET DT det 1
            bridge bridge NOUN NN nsubj 6
            , , PUNCT , punct 6
            he he PRON PRP nsubj 4
            said say VERB VBD parataxis 6
            , , PUNCT , punct 6
            is be AUX VBZ ROOT 6
            safe safe ADJ JJ acomp 6
        """)
        assert [c.lemma for c in clause_of(parse, "say").complements] == ["safe"]


class TestSeats:
    def test_noun_in_a_noun(self, urged):
        """Every phrase tells the clause and the slot that it sits in."""
        seat = urged.seats[6]
        assert (seat.clause.lemma, seat.slot, seat.on) == ("leave", "object", None)

    def test_goes_on_with_the_saying(self):
        """ "said the border was shut, and ordered a search": who said it orders, and the order is not part of what was said."""
        parse = parse_by_hand("""
            Ann Ann PROPN NNP nsubj 1
            said say VERB VBD ROOT 1
            the the DET DT det 3
            border border NOUN NN nsubjpass 5
            was be AUX VBD auxpass 5
            shut shut VERB VBN ccomp 1
            , , PUNCT , punct 5
            and and CCONJ CC cc 5
            ordered order VERB VBD conj 5
            a a DET DT det 10
            search search NOUN NN dobj 8
        """)
        said, shut, ordered = clause_of(parse, "say"), clause_of(parse, "shut"), clause_of(parse, "order")
        assert heads(parse, ordered.subjects) == ["Ann"]
        assert ordered in said.conjuncts and ordered not in shut.conjuncts
        assert (shut.start, shut.end) == (2, 6)
