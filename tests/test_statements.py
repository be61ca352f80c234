"""Statements from small parses made by hand."""

from types import SimpleNamespace

import pytest

from handmade import parse_by_hand
from onrecord.coding.choose import load_weights
from onrecord.coding.statement_spans import clean, dice, minus, trim
from onrecord.coding.statements import find_statements
from onrecord.knowledge.cues import load_cues
from onrecord.parse.clause import Quotation

CUES, WEIGHTS = load_cues(), load_weights("statements")


class Nobody:
    """A resolver that knows no one but takes names and pronouns for people."""

    def __init__(self, parse):
        self.parse, self.told = parse, []

    def resolve(self, phrase, clause=None):
        return ()

    def speaker(self, phrase, clause=None):
        return SimpleNamespace(key=phrase.head)

    def is_actor(self, phrase):
        return self.parse.tokens[phrase.head].pos in ("PROPN", "PRON")

    def is_person(self, phrase):
        return False

    def tell_speakers(self, ranges):
        self.told = list(ranges)


def statements(rows, quotations=()):
    """The parse and the statements of one sentence."""
    parse = parse_by_hand(rows)
    parse.quotations = [Quotation(start, end, True) for start, end in quotations]
    return parse, find_statements(parse, Nobody(parse), CUES, WEIGHTS)


def words(parse, ranges):
    """The words of token ranges."""
    return [parse.words(*span) for span in ranges]


def only(rows, quotations=()):
    """The one statement of a sentence as (source, cue, content, act, quotation)."""
    parse, found = statements(rows, quotations)
    assert len(found) == 1
    source = parse.words(*found[0].source_range) if found[0].source_range else None
    return source, words(parse, found[0].cue), words(parse, found[0].content), found[0].act, found[0].quotation


SAID_THAT = """
    The the DET DT det 1
    minister minister NOUN NN nsubj 2
    said say VERB VBD ROOT 2
    that that SCONJ IN mark 6
    it it PRON PRP nsubj 6
    was be AUX VBD cop 6
    leave leave VERB VBN ccomp 2
    . . PUNCT . punct 2
"""


class TestClauses:
    def test_said_that(self):
        """The content leaves out "that" and the stop."""
        source, cue, content, act, quotation = only(SAID_THAT)
        assert (source, cue, content, act, quotation) == ("The minister", ["said"], ["it was leave"], "say", "indirect")

    def test_urged_somebody_to(self):
        """ "Urged Sweden to leave": Sweden is the addressee, the infinitive the content, the act a demand."""
        parse, found = statements("""
            Norway Norway PROPN NNP nsubj 1
            urged urge VERB VBD ROOT 1
            Sweden Sweden PROPN NNP dobj 1
            to to PART TO aux 4
            leave leave VERB VB xcomp 1
        """)
        draft = found[0]
        assert (words(parse, draft.content), parse.tokens[draft.addressee.head].text, draft.act) == (["leave"], "Sweden", "demand")

    def test_refused_to(self):
        """A refusal is a statement of act reject."""
        assert only("""
            Norway Norway PROPN NNP nsubj 1
            refused refuse VERB VBD ROOT 1
            to to PART TO aux 3
            sign sign VERB VB xcomp 1
            it it PRON PRP dobj 3
        """)[2:4] == (["sign it"], "reject")

    def test_criticised_object(self):
        """The object of a judgement is its content."""
        assert only("""
            Critics critic NOUN NNS nsubj 1
            criticised criticise VERB VBD ROOT 1
            the the DET DT det 3
            bank bank NOUN NN dobj 1
        """)[2:4] == (["the bank"], "accuse")

    def test_did_not_say(self):
        """A denied saying is negated."""
        _, found = statements("""
            He he PRON PRP nsubj 3
            did do AUX VBD aux 3
            not not PART RB neg 3
            say say VERB VB ROOT 3
            that that SCONJ IN mark 6
            ships ship NOUN NNS nsubj 6
            sank sink VERB VBD ccomp 3
        """)
        assert [draft.negated for draft in found] == [True]

    def test_no_cue(self):
        """A sentence without a cue has no statement."""
        assert (
            statements("""
            Ships ship NOUN NNS nsubj 1
            left leave VERB VBD ROOT 1
            port port NOUN NN dobj 1
        """)[1]
            == []
        )


class TestQuotations:
    ROWS = """
        " " PUNCT `` punct 6
        We we PRON PRP nsubj 2
        agree agree VERB VBP ccomp 6
        , , PUNCT , punct 6
        " " PUNCT '' punct 6
        Ann Ann PROPN NNP nsubj 6
        said say VERB VBD ROOT 6
        . . PUNCT . punct 6
    """

    def test_direct(self):
        """The content keeps its quotation marks and the comma inside."""
        parse, found = statements(self.ROWS, [(0, 5)])
        assert [(d.content, d.quotation, parse.tokens[d.source.head].text) for d in found] == [(((0, 5),), "direct", "Ann")]

    def test_cue_inside_marks_is_none(self):
        """ "We agree" inside the quotation attributes nothing."""
        _, found = statements(self.ROWS, [(0, 5)])
        assert [draft.anchor for draft in found] == [6]


class TestNesting:
    def test_inner_statement_names_the_outer(self):
        """ "Ann said Bob hoped to win": what Bob hopes is nested in what Ann said."""
        parse, found = statements("""
            Ann Ann PROPN NNP nsubj 1
            said say VERB VBD ROOT 1
            Bob Bob PROPN NNP nsubj 3
            hoped hope VERB VBD ccomp 1
            to to PART TO aux 5
            win win VERB VB xcomp 3
        """)
        assert [(parse.tokens[d.anchor].text, d.of) for d in found] == [("said", None), ("hoped", 0)]


class TestSpans:
    @pytest.fixture
    def parse(self):
        """Five words with a comma and a stop."""
        return parse_by_hand(SAID_THAT)

    def test_trim_drops_the_stop(self, parse):
        """Outside quotation marks the final stop goes."""
        assert trim(parse, (4, 8)) == (4, 7)

    def test_trim_to_nothing(self, parse):
        """A range of mere punctuation is nothing."""
        assert trim(parse, (7, 8)) is None

    def test_clean_cuts_holes(self, parse):
        """What is cut out splits the content."""
        assert clean(parse, [(0, 8)], [(2, 4)]) == ((0, 2), (4, 7))

    @pytest.mark.parametrize(
        ("holes", "expected"), [([], [(0, 9)]), ([(0, 9)], []), ([(3, 4)], [(0, 3), (4, 9)]), ([(-1, 2), (8, 12)], [(2, 8)])]
    )
    def test_minus(self, holes, expected):
        """Holes at the ends, in the middle, over all."""
        assert minus((0, 9), holes) == expected

    def test_dice(self):
        """Overlap from 0 to 1."""
        assert (dice([(0, 4)], [(0, 4)]), dice([(0, 4)], [(4, 8)]), dice([(0, 4)], [(2, 6)])) == (1.0, 0.0, 0.5)


class TestWords:
    def test_according_to(self):
        """The content of "according to X" is the sentence without the phrase."""
        source, cue, content, _, _ = only("""
            Ships ship NOUN NNS nsubj 1
            left leave VERB VBD ROOT 1
            , , PUNCT , punct 1
            according accord VERB VBG prep 1
            to to ADP IN prep 3
            Ann Ann PROPN NNP pobj 4
            . . PUNCT . punct 1
        """)
        assert (source, cue, content) == ("Ann", ["according to"], ["Ships left"])

    def test_light_verb_lends_its_subject(self):
        """ "Critics expressed fear that ...": the critics fear."""
        parse, found = statements("""
            Critics critic NOUN NNS nsubj 1
            expressed express VERB VBD ROOT 1
            fear fear NOUN NN dobj 1
            that that SCONJ IN mark 5
            dykes dyke NOUN NNS nsubj 5
            break break VERB VBP acl 2
        """)
        best = next(d for d in found if d.pattern == "noun-that")
        assert (words(parse, best.cue), words(parse, best.content), best.act) == (["expressed fear"], ["dykes break"], "think")
        assert parse.words(*best.source_range) == "Critics"

    def test_reportedly_has_no_source(self):
        """ "Reportedly" is a statement without a source, of act report."""
        source, _, content, act, _ = only("""
            Ships ship NOUN NNS nsubj 2
            reportedly reportedly ADV RB advmod 2
            left leave VERB VBD ROOT 2
        """)
        assert (source, content, act) == (None, ["Ships", "left"], "report")


class TestActs:
    WILL = """
        Ann Ann PROPN NNP nsubj 1
        said say VERB VBD ROOT 1
        she she PRON PRP nsubj 4
        would would AUX MD aux 4
        {verb} {verb} VERB VB ccomp 1
    """

    @pytest.mark.parametrize(("verb", "act"), [("help", "promise"), ("retaliate", "threaten"), ("sleep", "say")])
    def test_what_the_speaker_will_do(self, verb, act):
        """A neutral cue takes its act from what the speaker announces of himself."""
        assert only(self.WILL.format(verb=verb))[3] == act

    def test_negated_object_does_not_negate_the_saying(self):
        """ "Reported no deaths" reports."""
        _, found = statements("""
            Villagers villager NOUN NNS nsubj 1
            reported report VERB VBD ROOT 1
            no no DET DT det 4
            further further ADJ JJ amod 4
            deaths death NOUN NNS dobj 1
        """)
        assert [(d.act, d.negated) for d in found] == [("report", False)]


class TestGoingOn:
    def test_both_sides_of_the_cue(self):
        """`"Ships," he said, "left."` is one statement with two pieces."""
        parse, found = statements(
            """
            " " PUNCT `` punct 9
            Ships ship NOUN NNS nsubj 9
            , , PUNCT , punct 9
            " " PUNCT '' punct 9
            he he PRON PRP nsubj 5
            said say VERB VBD parataxis 9
            , , PUNCT , punct 9
            " " PUNCT `` punct 9
            have have AUX VBP aux 9
            left leave VERB VBN ROOT 9
            . . PUNCT . punct 9
            " " PUNCT '' punct 9
        """,
            [(0, 4), (7, 12)],
        )
        assert [(len(d.content), d.quotation, parse.words(*d.source_range)) for d in found] == [(2, "direct", "he")]
