"""The codebook's boundaries, sentence by sentence: text -> events as "TYPE/mode status ACTORS > RECIPIENTS [act inside]"."""

from functools import cache

import pytest

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.records import Event, Record


@cache
def coder() -> Coder:
    """One coder for all sentences."""
    return Coder()


def record(text: str) -> Record:
    """The record of a text of 18 March 2031."""
    return coder().code(Article(text=text, published="2031-03-18"))


def told(event: Event) -> str:
    """An event in one line."""
    mode = f"/{event.mode}" if event.mode else ""
    status = f" {','.join(event.status)}" if event.status else ""
    actors, recipients = (",".join(sorted(str(r.entity.code) for r in roles)) for roles in (event.actors, event.recipients))
    inner = f" [{event.object_event.type}]" if event.object_event else ""
    return f"{event.type}{mode}{status} {actors or '-'} > {recipients or '-'}{inner}"


BOUNDARIES = [
    # future acts
    ("Norway's president will visit Sweden next week.", ["AGREE NOR > SWE [CONSULT]"]),
    ("Norway will send aid to Kenya.", ["AGREE NOR > KEN [AID]"]),
    ("Norway plans to withdraw its troops from Mali.", ["CONCEDE NOR > MLI [RETREAT]"]),
    ("Norway plans to invade Sweden.", ["ASSAULT future NOR > SWE"]),
    ("Norway decided to expel two Swedish diplomats.", ["SANCTION/expel future NOR > SWE"]),
    # acts inside acts
    ("Norway threatened to expel Swedish diplomats.", ["THREATEN/expel NOR > SWE [SANCTION]"]),
    ("Norway urged Sweden to withdraw its troops.", ["REQUEST/yield NOR > SWE [RETREAT]"]),
    ("Norway asked Sweden for military aid.", ["REQUEST/assist NOR > SWE"]),
    ("Norway refused to release the Swedish sailors.", ["REJECT/yield NOR > SWE [RETREAT]"]),
    ("Norway accused Sweden of shelling the port.", ["ACCUSE/allege NOR > SWE [ASSAULT]", "ASSAULT/heavy-weapons SWE > -"]),
    ("Norway accused the rebels of killing a minister.", ["ACCUSE/allege NOR > NOR [ASSAULT]", "ASSAULT NOR > NOR"]),
    ("Norway vowed to retaliate against Sweden.", ["THREATEN NOR > SWE"]),
    ("Norway promised to help Kenya.", ["AGREE NOR > KEN [AID]"]),
    ("Norway agreed to lift sanctions against Sweden.", ["CONCEDE NOR > SWE [CONCEDE]"]),
    # told as not done, feared, asked
    ("Sweden denied shelling the Norwegian port.", ["ASSAULT/heavy-weapons negation SWE > NOR"]),
    ("Sweden has not withdrawn its troops from Norway.", ["RETREAT/withdraw negation SWE > NOR"]),
    ("Finland fears that Sweden plans to invade Norway.", ["ASSAULT hypothetical SWE > NOR"]),
    ("Sweden failed to withdraw its troops.", ["RETREAT/withdraw negation SWE > -"]),
    ("Norway showed no sign of lifting sanctions against Sweden.", ["CONCEDE negation NOR > SWE"]),
    # who takes part
    ("The leaders of Norway and Sweden met in Oslo.", ["CONSULT NOR,SWE > -"]),
    ("Norway accused Sweden, Denmark and Iceland of overfishing.", ["ACCUSE/allege NOR > DNK,ISL,SWE"]),
    ("Sanctions were imposed on Sweden by Norway.", ["SANCTION NOR > SWE"]),
    ("Norway's foreign minister met his Swedish counterpart.", ["CONSULT NOR,SWE > -"]),
    ("Russian jets bombed the Ukrainian port.", ["ASSAULT/aerial RUS > UKR"]),
    ("Talks between Norway and Sweden took place in Oslo.", ["CONSULT NOR,SWE > -"]),
    ("Finland condemned Norway's annexation of the islands.", ["ACCUSE/disapprove FIN > NOR", "COERCE/seize NOR > -"]),
    ("Sweden must withdraw its troops, Norway said.", ["REQUEST/yield NOR > SWE [RETREAT]"]),
    ("Norway said that Sweden should respect the treaty.", ["REQUEST/change NOR > SWE [AGREE]"]),
    # light verbs and nouns
    ("Rebels launched an attack on a Kenyan base.", ["ASSAULT KEN > KEN"]),
    ("Norway and Sweden held talks in Oslo.", ["CONSULT NOR,SWE > -"]),
    ("The Kenyan base came under attack by rebels.", ["ASSAULT KEN > KEN"]),
    # one event, told once
    ("Soldiers shot and killed two Kenyan protesters.", ["ASSAULT/firearms KEN > KEN"]),
    ("Norwegian air strikes killed twelve Swedish soldiers.", ["ASSAULT/aerial NOR > SWE"]),
    # nothing
    ("Norway met Sweden in the final and lost 2-1.", []),
    ("Bakers in Norway are fighting a war on sugar.", []),
    ("An explosion at a fuel depot in Norway broke windows.", []),
    ("Shares in Oslo fell under heavy fire from sellers.", []),
    ("The Norwegian parliament has 169 members.", []),
    ("Norway said it was aware of the reports.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BOUNDARIES, ids=[text for text, _ in BOUNDARIES])
def test_boundary(text, expected):
    """Each sentence gives just the events that the codebook gives it."""
    assert [told(event) for event in record(text).events] == expected


class TestCondition:
    def test_unless(self):
        """The clause without its conjunction."""
        text = "Norway will close the strait unless Sweden withdraws its troops."
        (event,) = [e for e in record(text).events if e.type == "THREATEN"]
        assert event.condition is not None
        assert (event.condition.kind, text[slice(*event.condition.span)]) == ("unless", "Sweden withdraws its troops")

    def test_act_in_a_condition_is_hypothetical(self):
        """What stands in the condition has not happened."""
        events = record("Norway threatened to impose sanctions on Sweden if it attacks Finland.").events
        assert [told(e) for e in events] == ["THREATEN/relations NOR > SWE [SANCTION]", "ASSAULT hypothetical SWE > FIN"]


class TestWhen:
    def test_own_time(self):
        """A weekday in the event's clause."""
        (event,) = record("Norway accused Sweden on Monday of breaking the accord.").events
        assert event.date is not None and (event.date.value, event.date.source) == ("2031-03-17", "text")

    def test_time_of_saying_does_not_date_the_act(self):
        """ "said on Monday" is no date of the arrest."""
        events = record("Police said on Monday that they had arrested ten Norwegian protesters.").events
        assert [(e.type, e.date and e.date.source) for e in events] == [("COERCE", "article")]

    def test_long_ago_is_history(self):
        """More than a year before the article."""
        (event,) = record("Sweden invaded Norway in 1808.").events
        assert event.status == ("historical",)


class TestTold:
    def test_inside_a_statement(self):
        """An act told by somebody points at his statement; the reporter's own does not."""
        found = record("Norway said Sweden had shelled the port. Finland recalled its ambassador from Sweden.")
        assert [(e.type, e.asserted_by) for e in found.events] == [("ASSAULT", "s1"), ("SANCTION", None)]

    def test_accusation_is_a_statement_too(self):
        """The event and the statement point at each other."""
        found = record("Norway accused Sweden of shelling the port.")
        assert (found.events[0].statement, found.statements[0].event) == ("s1", "e1")
