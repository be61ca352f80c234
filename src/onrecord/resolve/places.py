"""Where: place names of a text to places of the gazetteer."""

from __future__ import annotations

import bisect

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.place_words import PlaceWords, load_place_words
from onrecord.parse.clause import Parse
from onrecord.records import Place
from onrecord.resolve.place_choice import PlaceChooser
from onrecord.resolve.place_descriptions import Mention
from onrecord.resolve.place_names import NameFinder


def find_places(parse: Parse, gazetteer: Gazetteer, *, home: str | None = None) -> tuple[Place, ...]:
    """The place names of a text in order, ids p1, p2, ...; a name that the gazetteer does not know has no country.

    `home` is the country (alpha-3) that the publisher writes for; it counts as one that the text names.
    """
    words = load_place_words()
    finder = NameFinder(parse, gazetteer, words)
    mentions = finder.mentions()
    chosen = PlaceChooser(parse, gazetteer, words, mentions, home).choose()
    kept = [(m, best) for m, best in zip(mentions, chosen, strict=True) if best is not None or finder.is_placed(m)]
    return tuple(_place(n, parse, mention, best, words) for n, (mention, best) in enumerate(kept, 1))


def _place(number: int, parse: Parse, mention: Mention, best: Candidate | None, words: PlaceWords) -> Place:
    """The record of a name."""
    span = parse.span(mention.start, mention.end)
    if best is None:
        return Place(f"p{number}", span, " ".join(parse.text[span[0] : span[1]].split()))
    return Place(
        f"p{number}", span, best.name, best.geonameid, best.country, best.admin1, best.latitude, best.longitude, best.feature,
        words.precision_of(best.feature),
    )  # fmt: skip


def relation_of(parse: Parse, place: Place) -> str:
    """How what is told lies to the place, by the words before its name, else "in".

    One of the relations of `data/places/words.toml` ("near", "outside", "between", ...), a direction ("north of"), a distance
    ("40 km from", "30 km south of"), or "border of".
    """
    words = load_place_words()
    at = bisect.bisect_left([token.start for token in parse.tokens], place.span[0])
    last = bisect.bisect_left([token.start for token in parse.tokens], place.span[1]) - 1
    found = _relation_before(parse, at, words)
    own_border = parse.tokens[last].lemma.lower() in words.borders
    return "border of" if own_border and found in ("in", "on", "along") else found


def _relation_before(parse: Parse, at: int, words: PlaceWords) -> str:
    for i in range(at - 1, max(at - 6, -1), -1):
        lemma = parse.tokens[i].lemma.lower()
        if lemma in ("of", "from", "with", "between") and i:
            special = _direction(parse, i, words)
            if special is not None:
                return special
        if lemma in words.relations:
            return words.relations[lemma]
        if parse.tokens[i].pos in ("VERB", "AUX", "PUNCT"):
            break
    return "in"


def _direction(parse: Parse, at: int, words: PlaceWords) -> str | None:
    """ "north of", "40 kilometers from", "30 km (19 miles) south of", "on the border with"."""
    before = _without_brackets(parse, at)
    word = parse.tokens[before].lemma.lower() if before >= 0 else ""
    if word in words.borders:
        return "border of"
    if parse.tokens[at].lemma.lower() not in ("of", "from"):
        return None
    way = words.directions.get(word)
    unit = _without_brackets(parse, before) if way else before
    number = unit - 1
    if unit > 0 and parse.tokens[unit].lemma.lower() in words.units and parse.tokens[number].pos == "NUM":
        return f"{parse.tokens[number].text} {words.units[parse.tokens[unit].lemma.lower()]} {way or 'from'}"
    return way


def _without_brackets(parse: Parse, at: int) -> int:
    """The token before one, over what stands in brackets."""
    before = at - 1
    if before > 0 and parse.tokens[before].text == ")":
        while before > 0 and parse.tokens[before].text != "(":
            before -= 1
        before -= 1
    return before
