"""Places that an adjective and a word for a place tell: "the Norwegian coast", "the French capital"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.place_words import PlaceWords
from onrecord.parse.clause import Parse

_ADJECTIVES = 2  # that may stand between, "the Belgian seaside town"


@dataclass(slots=True)
class Mention:
    """A name in the text, as a token range, and the places that it can mean; `kind` is the word that says what it is ("county")."""

    start: int
    end: int
    rows: tuple[Candidate, ...]
    kind: str = ""


def described_places(parse: Parse, gazetteer: Gazetteer, words: PlaceWords, taken: Collection[int]) -> Iterator[Mention]:
    """The places told by a country's or region's adjective; `taken` are the tokens of names that were found before."""
    for at, token in enumerate(parse.tokens):
        if at in taken or not token.text[:1].isupper() or token.pos not in ("ADJ", "PROPN", "NOUN"):
            continue
        rows = _meant(token.text, gazetteer, words)
        end = _noun_behind(parse, at) if rows else None
        if end is None or parse.tokens[end].text not in words.described or end in taken or _is_named(parse, end, taken):
            continue
        if parse.tokens[end].text == "capital" and rows[0].country is not None and rows[0].feature.startswith("PCL"):
            capital = gazetteer.capital(rows[0].country)
            rows = (capital,) if capital else rows
        yield Mention(at, end + 1, rows, parse.tokens[end].text)


def _meant(word: str, gazetteer: Gazetteer, words: PlaceWords) -> tuple[Candidate, ...]:
    """The places that an adjective stands for; none for other words, and none for a people's plural."""
    region = words.adjectives.get(word)
    if region is not None:
        return gazetteer.find(region)
    code = gazetteer.country_of_people(word) if not word.endswith("s") else None
    country = gazetteer.country(code) if code else None
    return (country,) if country else ()


def _noun_behind(parse: Parse, at: int) -> int | None:
    """The token behind an adjective and those that follow it."""
    end = at + 1
    while end < len(parse.tokens) and end - at <= _ADJECTIVES and parse.tokens[end].pos == "ADJ" and parse.tokens[end].text.islower():
        end += 1
    return end if end < len(parse.tokens) else None


def _is_named(parse: Parse, noun: int, taken: Collection[int]) -> bool:
    """Does a name follow ("Ukrainian city of Lutsk"), or another noun ("coast guard")?"""
    after = parse.tokens[noun + 1] if noun + 1 < len(parse.tokens) else None
    if after is None:
        return False
    return noun + 1 in taken or (noun + 2 in taken and after.text in ("of", ",")) or after.pos in ("NOUN", "PROPN")
