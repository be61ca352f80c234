"""The parser's garden paths, each mended before clauses are read; the parses are made by hand, as the parser gives them."""

from handmade import clause_of, heads, parse_by_hand


def test_a_participle_taken_for_the_main_verb():
    """ "Troops sent to the border fired shots": the troops fired, and were sent."""
    parse = parse_by_hand("""
        Troops troop NOUN NNS nsubj 1
        sent send VERB VBD ROOT 1
        to to ADP IN prep 1
        the the DET DT det 4
        border border NOUN NN pobj 2
        fired fire VERB VBD advcl 1
        shots shot NOUN NNS dobj 5
        . . PUNCT . punct 1
    """)
    fired, sent = clause_of(parse, "fire"), clause_of(parse, "send")
    assert (fired.relation, heads(parse, fired.subjects)) == ("main", ["Troops"])
    assert (sent.relation, sent.passive, heads(parse, sent.objects)) == ("participle", True, ["Troops"])


def test_two_verbs_with_a_comma_between_them_stay_as_they_are():
    """ "Troops moved to the border, fired shots": no reduced relative clause."""
    parse = parse_by_hand("""
        Troops troop NOUN NNS nsubj 1
        moved move VERB VBD ROOT 1
        to to ADP IN prep 1
        the the DET DT det 4
        border border NOUN NN pobj 2
        , , PUNCT , punct 1
        fired fire VERB VBD advcl 1
        shots shot NOUN NNS dobj 6
    """)
    assert clause_of(parse, "move").relation == "main"


def test_a_verb_taken_for_an_adjective_of_its_object():
    """ "The junta blocked convoys from the port": the junta blocked."""
    parse = parse_by_hand("""
        The the DET DT det 1
        junta junta NOUN NN nsubj 2
        blocked block VERB VBD amod 3
        convoys convoy NOUN NNS ROOT 3
        from from ADP IN prep 3
        the the DET DT det 6
        port port NOUN NN pobj 4
    """)
    blocked = clause_of(parse, "block")
    assert (heads(parse, blocked.subjects), heads(parse, blocked.objects)) == (["junta"], ["convoys"])
    assert [name for name, _ in blocked.obliques] == ["from"]


def test_a_subjunctive_taken_for_a_noun():
    """ "demanded that the president resign": a clause with its subject."""
    parse = parse_by_hand("""
        Voters voter NOUN NNS nsubj 1
        demanded demand VERB VBD ROOT 1
        that that SCONJ IN mark 5
        the the DET DT det 4
        president president NOUN NN nsubj 5
        resign resign NOUN NN ccomp 1
    """)
    assert heads(parse, clause_of(parse, "resign").subjects) == ["president"]
    assert [(c.lemma, c.relation) for c in clause_of(parse, "demand").complements] == [("resign", "that")]


def test_an_object_taken_for_the_subject_of_an_adjective():
    """ "found the general guilty": the general is the object, twice misread."""
    parse = parse_by_hand("""
        Judges judge NOUN NNS nsubj 1
        found find VERB VBD ROOT 1
        the the DET DT det 4
        general general ADJ JJ amod 4
        guilty guilty ADJ JJ ccomp 1
    """)
    assert heads(parse, clause_of(parse, "find").objects) == ["general"]


def test_an_infinitive_on_a_noun_is_no_relative_clause():
    """ "a deal to share power" tells what the deal is about."""
    parse = parse_by_hand("""
        They they PRON PRP nsubj 1
        reached reach VERB VBD ROOT 1
        a a DET DT det 3
        deal deal NOUN NN dobj 1
        to to PART TO aux 5
        share share VERB VB relcl 3
        power power NOUN NN dobj 5
    """)
    assert clause_of(parse, "share").relation == "to"


def test_a_length_of_time_is_an_object():
    """ "got six years": what was got; "met Tuesday" has no object."""
    parse = parse_by_hand("""
        He he PRON PRP nsubj 1
        got get VERB VBD ROOT 1
        six six NUM CD nummod 3
        years year NOUN NNS dobj 1
    """)
    assert heads(parse, clause_of(parse, "get").objects) == ["years"]


def test_a_participle_as_the_predicate_of_a_headline():
    """ "Dozens arrested in Norland": a passive with its object."""
    parse = parse_by_hand("""
        Dozens dozen NOUN NNS ROOT 0
        arrested arrest VERB VBN acl 0
        in in ADP IN prep 1
        Norland Norland PROPN NNP pobj 2
    """)
    arrested = clause_of(parse, "arrest")
    assert (arrested.relation, arrested.passive, heads(parse, arrested.objects)) == ("main", True, ["Dozens"])


def test_a_verb_taken_for_a_noun():
    """ "Fishermen fear that prices fall": they fear."""
    parse = parse_by_hand("""
        Fishermen fisherman NOUN NNS nsubj 1
        fear fear NOUN NN ROOT 1
        that that SCONJ IN mark 4
        prices price NOUN NNS nsubj 4
        fall fall VERB VBP ccomp 1
    """)
    fear = clause_of(parse, "fear")
    assert (fear.pos, heads(parse, fear.subjects)) == ("VERB", ["Fishermen"])
    assert [(c.lemma, c.relation) for c in fear.complements] == [("fall", "that")]
