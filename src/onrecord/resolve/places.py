"""Where: place names of a text to places of the gazetteer."""

from __future__ import annotations

import bisect

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.place_words import PlaceWords, load_place_words
from onrecord.parse.clause import Parse
from onrecord.records import Place
from onrecord.resolve.place_choice import PlaceChooser
from onrecord.resolve.place_names import Mention, NameFinder


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
    """How what is told lies to the place, by the words before its name ("near", "40 km from", "north of"), else "in"."""
    words = load_place_words()
    at = bisect.bisect_left([token.start for token in parse.tokens], place.span[0])
    for i in range(at - 1, max(at - 5, -1), -1):
        lemma = parse.tokens[i].lemma.lower()
        if lemma in ("of", "from") and i:
            special = _direction(parse, i, words)
            if special is not None:
                return special
        if lemma in words.relations:
            return words.relations[lemma]
        if parse.tokens[i].pos in ("VERB", "AUX", "PUNCT"):
            break
    return "in"


def _direction(parse: Parse, at: int, words: PlaceWords) -> str | None:
    """ "north of", "40 kilometers from"."""
    before = parse.tokens[at - 1].lemma.lower()
    if before in words.directions:
        return words.directions[before]
    if before in words.units and at > 1:
        return f"{parse.tokens[at - 2].text} {words.units[before]} from"
    return None
