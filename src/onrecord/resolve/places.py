"""Where: place names of a text to places of the gazetteer."""

from __future__ import annotations

import bisect
import math
from collections import Counter
from dataclasses import dataclass

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.place_words import PlaceWords, load_place_words
from onrecord.parse.clause import Parse
from onrecord.records import Place

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 6  # words in a name
_VOTES = 3  # mentions of a country from which it counts in full: as much as ten times the inhabitants
_STANDING = {"PPLC": 1.2, "PPLA": 0.2, "ADM2": -0.5}
_TOWN = 15_000  # inhabitants from which a town is known by its bare name


@dataclass(slots=True)
class Mention:
    """A name in the text, as a token range, and the places that it can mean."""

    start: int
    end: int
    rows: tuple[Candidate, ...]


def find_places(parse: Parse, gazetteer: Gazetteer, *, home: str | None = None) -> tuple[Place, ...]:
    """The place names of a text in order, ids p1, p2, ...; a name that the gazetteer does not know has no country.

    A name that several places bear is resolved by what stands behind it ("Basel, Switzerland"), the countries that the text names
    (`home` counts as one), and the number of inhabitants.
    """
    finder = _Finder(parse, gazetteer, load_place_words())
    mentions = finder.mentions()
    votes = finder.votes(mentions, home)
    return tuple(finder.place(n, mention, finder.best(mention, mentions, votes)) for n, mention in enumerate(mentions, 1))


class _Finder:
    def __init__(self, parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.parse, self.gazetteer, self.words = parse, gazetteer, words

    # ---------------------------------------------------------------- names
    def mentions(self) -> list[Mention]:
        """The names, longest first where they overlap, in order of the text."""
        found: dict[int, Mention] = {}
        people = {at for start, end, label in self.parse.names if label in ("PERSON", "ORG") for at in range(start, end)}
        taken: set[int] = set()
        for start, end, label in self.parse.names:
            if label in _PLACES:
                self._take(self._grown(*self._bare(start, end)), found, taken)
        for token in self.parse.tokens[1:]:
            if token.i not in taken and token.text[:1].isupper() and self._behind_preposition(token.i):
                mention = self._looked_up(token.i, token.i + 1)
                if mention.rows and self._is_sure(mention, people):
                    self._take(mention, found, taken)
        return [found[start] for start in sorted(found)]

    def _take(self, mention: Mention, found: dict[int, Mention], taken: set[int]) -> None:
        inside = set(range(mention.start, mention.end))
        direction = mention.end - mention.start == 1 and self.parse.tokens[mention.start].text.lower() in self.words.directions
        if mention.end > mention.start and not inside & taken and not direction:
            found[mention.start] = mention
            taken |= inside

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """The name without an article before it and a possessive behind it."""
        tokens = self.parse.tokens
        while start < end - 1 and tokens[start].pos == "DET":
            start += 1
        while end - 1 > start and (tokens[end - 1].tag == "POS" or not tokens[end - 1].text[:1].isalnum()):
            end -= 1
        return start, end

    def _grown(self, start: int, end: int) -> Mention:
        """The name, or a longer one around it that the gazetteer knows."""
        longer = self._looked_up(start, end)
        if longer.rows and longer.end > end:
            return longer
        rows = self.gazetteer.find(self._name(start, end))
        if not rows and end - start > 1 and self.parse.tokens[end - 1].text.lower() in self.words.generic:
            rows = self.gazetteer.find(self._name(start, end - 1))
        return Mention(start, end, rows)

    def _looked_up(self, start: int, least: int) -> Mention:
        """The longest known name that begins at a token and has at least the words up to `least`."""
        tokens, last = self.parse.tokens, start + 1
        while (
            last < len(tokens) and last - start < _LONGEST and (tokens[last].text[:1].isupper() or tokens[last].text in self.words.inside)
        ):
            last += 1
        for end in range(last, least - 1, -1):
            if tokens[end - 1].text[:1].isupper():
                rows = self.gazetteer.find(self._name(start, end))
                if rows:
                    return Mention(start, end, rows)
        return Mention(start, least, ())

    def _name(self, start: int, end: int) -> str:
        return " ".join(self.parse.words(start, end).split())

    def _behind_preposition(self, at: int) -> bool:
        before = self.parse.tokens[at - 1]
        return before.lemma.lower() in self.words.before and before.sentence == self.parse.tokens[at].sentence

    def _is_sure(self, mention: Mention, people: set[int]) -> bool:
        """Without the parser's word for it: the usual name of a place of some size, and no part of a person's or body's name."""
        top = max(mention.rows, key=lambda c: (c.main, c.population))
        after = self.parse.tokens[mention.end] if mention.end < len(self.parse.tokens) else None
        goes_on = after is not None and after.pos == "PROPN" and after.text[:1].isupper()
        cut = mention.start in people and (mention.start - 1 in people or (after is not None and after.i in people))
        return top.main and not goes_on and not cut and (top.population >= _TOWN or not top.feature.startswith("PPL"))

    # ---------------------------------------------------------------- which place
    def votes(self, mentions: list[Mention], home: str | None) -> Counter[str]:
        """How often the text names each country, by its own name or its people's."""
        found: Counter[str] = Counter()
        for mention in mentions:
            top = mention.rows[0] if mention.rows else None
            if top is not None and top.country and (top.feature.startswith("PCL") or len(mention.rows) == 1):
                found[top.country] += 1
        for start, end, label in self.parse.names:
            country = self.gazetteer.country_of_people(self._name(start, end)) if label == "NORP" else None
            if country:
                found[country] += 1
        if home:
            found[home] += 1
        return found

    def best(self, mention: Mention, mentions: list[Mention], votes: Counter[str]) -> Candidate | None:
        """The place that the name means here."""
        within = self._container(mention, mentions)
        best = max(mention.rows, key=lambda c: self._rank(c, within, votes), default=None)
        return best if best is not None and self._is_known(best, within, votes) else None

    def _is_known(self, place: Candidate, within: Candidate | None, votes: Counter[str]) -> bool:
        """A village or a further name of a town counts only where the text speaks of its country."""
        small = place.feature.startswith("PPL") and (place.population < _TOWN or not place.main)
        return not small or within is not None or (place.country is not None and votes[place.country] > 0)

    def _rank(self, place: Candidate, within: Candidate | None, votes: Counter[str]) -> tuple[float, ...]:
        """What stands behind the name first; then states, lands and seas before towns; then inhabitants and the countries of the text."""
        contained = within is not None and place.country == within.country and within.admin1 in (None, place.admin1)
        town = place.feature.startswith(("PPL", "ADM"))
        named = min(votes[place.country] if place.country else 0, _VOTES) / _VOTES
        size = math.log10(place.population + 1) + named + _STANDING.get(place.feature, 0.0)
        return (contained, place.main, not town, size)

    def _container(self, mention: Mention, mentions: list[Mention]) -> Candidate | None:
        """The country or state behind a comma: "Basel, Switzerland"."""
        tokens = self.parse.tokens
        if mention.end + 1 >= len(tokens) or tokens[mention.end].text != ",":
            return None
        behind = next((m for m in mentions if m.start == mention.end + 1), None)
        rows = behind.rows if behind is not None else ()
        return next((c for c in rows if c.feature.startswith(("PCL", "ADM1"))), None)

    def place(self, number: int, mention: Mention, best: Candidate | None) -> Place:
        """The record of a name."""
        span, name = self.parse.span(mention.start, mention.end), self._name(mention.start, mention.end)
        if best is None:
            return Place(f"p{number}", span, name)
        return Place(
            f"p{number}", span, best.name, best.geonameid, best.country, best.admin1, best.latitude, best.longitude, best.feature,
            self.words.precision_of(best.feature),
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
