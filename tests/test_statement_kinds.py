"""Kinds of attribution, each in a sentence of our own through the whole parser: who, what, which act."""

import pytest

from onrecord.article import Article
from onrecord.coder import Coder


@pytest.fixture(scope="module")
def coder():
    """The coder of this installation."""
    return Coder()


def told(coder, text):
    """The statements of a text as (source, content, act); None is a source that nobody named."""
    record = coder.code(Article(text=text))
    return [
        (text[slice(*s.source.span)] if s.source and s.source.span else None, " // ".join(text[a:b] for a, b in s.content), s.act)
        for s in record.statements
    ]


KINDS = {
    "a promise behind a neutral cue": (
        '"We will send two ships," said the premier of Norway.',
        [("the premier of Norway", '"We will send two ships,"', "promise")],
    ),
    "a demand behind a neutral cue": (
        "The ambassador said Sudria must withdraw its troops from the islands.",
        [("The ambassador", "Sudria must withdraw its troops from the islands", "demand")],
    ),
    "readiness alone says nothing": ("The rebels are ready to talk.", []),
    "an offer of money": (
        "Norway offered Latvia ten million euros for the port.",
        [("Norway", "ten million euros for the port", "promise")],
    ),
    "a topic before the colon": (
        'Minister Olga Rand, on the new toll: "It will be gone by June."',
        [("Minister Olga Rand", '"It will be gone by June."', "say")],
    ),
    "a dash and a name": (
        '"The port is safe." - Olga Rand, transport minister',
        [("Olga Rand, transport minister", '"The port is safe."', "say")],
    ),
    "turns of a transcript": (
        "RAND: We will leave in June.\n\nTAMM: Nobody asked you to.",
        [("RAND", "We will leave in June", "say"), ("TAMM", "Nobody asked you to", "say")],
    ),
    "a headline with a colon": (
        "Olga Rand: The port must close\n\nThe harbour was quiet on Monday.",
        [("Olga Rand", "The port must close", "say")],
    ),
    "being against": ("The bishop is against the new dam.", [("The bishop", "the new dam", "reject")]),
    "being a supporter": ("The senator is a supporter of the treaty.", [("The senator", "the treaty", "praise")]),
    "supporters alone say nothing": ("Supporters of the mayor filled the square.", []),
    "an accusation in the passive": (
        "The mayor was accused by the opposition of hiding the report.",
        [("the opposition", "The mayor // of hiding the report", "accuse")],
    ),
    "an accusation by nobody": ("The mayor was accused of hiding the report.", [(None, "The mayor // of hiding the report", "accuse")]),
    "who in a relative clause": ("The envoy, who said the truce had failed, left Oslo.", [("who", "the truce had failed", "say")]),
    "an elided subject": (
        "The mayor denied the report and said the clinic was open.",
        [("The mayor", "the report", "deny"), ("The mayor", "the clinic was open", "say")],
    ),
    "a document": ("A leaked memo says the port was sold in May.", [("A leaked memo", "the port was sold in May", "say")]),
    "it was said": ("It was said that the port was safe.", [(None, "the port was safe", "say")]),
    "reportedly": ("The tanker has reportedly left the port.", [(None, "The tanker has // left the port", "report")]),
    "what seems": ("The truce appears to hold.", [(None, "The truce // hold", "think")]),
    "a poll": (
        "In a poll published on Monday, 62 percent of voters used the ferry.",
        [("a poll published on Monday", "62 percent of voters used the ferry", "say")],
    ),
    "a call for somebody to do something": (
        "She called for all sides to hold their fire.",
        [("She", "all sides to hold their fire", "demand")],
    ),
    "what somebody calls it": ("Tamm called the plan absurd.", [("Tamm", "the plan absurd", "say")]),
    "what he called": ("He left after what he called a fair trial.", [("he", "what // a fair trial", "say")]),
    "a participle with a noun of its own": ("Farmers supporting the ban cheered.", [("Farmers", "the ban", "praise")]),
    "a participle of the subject": (
        "The envoy wrote to the families, saying the flight was safe.",
        [("The envoy", "the flight was safe", "say")],
    ),
    "curly and straight marks mixed": ('“The port is safe," said Tamm.', [("Tamm", '“The port is safe,"', "say")]),
    "a long name behind the quotation": (
        '"The port is safe," Jonas Vaitkus Tamm Jr., the new director of the northern harbour authority, said on Monday.',
        [("Jonas Vaitkus Tamm Jr., the new director of the northern harbour authority", '"The port is safe,"', "say")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=list(KINDS))
def test_kind(coder, text, expected):
    """The statements are these and no others."""
    assert told(coder, text) == expected
