"""Which of the places that bear a name is meant: a sum of weights over what the text says, and the best taken."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.place_words import PlaceWords
from onrecord.parse.clause import Parse
from onrecord.resolve.place_descriptions import Mention
from onrecord.resolve.place_names import is_country, top_of

_VOTES = 3  # mentions of a country from which it counts in full
_TOWN = 30_000  # inhabitants from which a town is known by its bare name
_RIVAL = 10  # a place of another country with more than this part of the inhabitants makes a state's name ambiguous
_CHIEF = 20  # a town with more than this part of a state's inhabitants is what their common name means
_NEAR = 300.0  # km: towns told of in one text lie so far apart or less
_COUNTY = 120.0  # km from the middle of a county to its towns, at most
_METROPOLIS = 1_000_000  # inhabitants from which a town speaks of its country
_LOCAL = 60.0  # km: the reach of a local report
_NEIGHBOURS = 2  # other places of one state from which a report is taken for a local one
_DEGREE = 111.2  # km


class PlaceChooser:
    """Resolves the names of one text; `home` is the country (alpha-3) that the publisher writes for."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, words: PlaceWords, mentions: list[Mention], home: str | None) -> None:
        self.parse, self.gazetteer, self.words, self.mentions = parse, gazetteer, words, mentions
        self.starts = {mention.start: mention for mention in mentions}
        self.beside = self._beside()
        self.within = {m.start: self._containers(m) for m in mentions}
        self.rivals = {m.start: self._rivals(m) for m in mentions}
        self.countries = self._countries(home)
        self.states = self._states()
        self.holders: dict[int, Candidate] = {}  # the place behind the comma that holds the one before it
        self.points: dict[tuple[Candidate, ...], tuple[float, float]] = {}
        self.locals: dict[tuple[Candidate, ...], Candidate] = {}  # the towns and counties chosen so far
        self.signs: Counter[str] = Counter()  # other words of the text that speak of a country

    def choose(self) -> list[Candidate | None]:
        """The place of each mention, None where the text does not tell; one name means one place but where a state stands behind it."""
        for _ in range(2):
            for mention in self.mentions:
                best = self._best(mention)
                if best is not None and best.latitude is not None and best.longitude is not None and _is_local(best):
                    self.points[mention.rows] = (best.latitude, best.longitude)
                    self.locals[mention.rows] = best
                else:
                    self.locals.pop(mention.rows, None)
                self._hold(mention, best)
            self._look_for_signs()
        told: dict[tuple[Candidate, ...], Candidate] = {}
        for mention in self.mentions:
            best = self._best(mention)
            if best is not None and self.within[mention.start]:
                told.setdefault(mention.rows, best)
        return [self._settled(mention, told) for mention in self.mentions]

    def _hold(self, mention: Mention, best: Candidate | None) -> None:
        """ "Athens, Georgia": the Georgia that holds this Athens."""
        holder = next((c for c in self.within[mention.start] if best is not None and self._is_contained(best, c)), None)
        if holder is not None:
            self.holders[mention.end + 1] = holder

    def _settled(self, mention: Mention, told: dict[tuple[Candidate, ...], Candidate]) -> Candidate | None:
        if mention.start in self.holders:
            return self.holders[mention.start]
        if not self.within[mention.start] and mention.rows in told:
            return told[mention.rows]
        return self._best(mention)

    def _best(self, mention: Mention) -> Candidate | None:
        best = max(mention.rows, key=lambda c: self._score(c, mention), default=None)
        return best if best is not None and self._is_known(best, mention) else None

    def _is_known(self, place: Candidate, mention: Mention) -> bool:
        """A village, or a further name of a town, counts only where the text speaks of its country, and only as what the text calls it."""
        told = place.country is not None and (self.countries[place.country] > 0 or (place.country, place.admin1) in self.states)
        contained = any(self._is_contained(place, c) for c in self.within[mention.start])
        if place.feature.startswith("ADM"):
            held = any(c.country == place.country and c.admin1 == place.admin1 for c in self.locals.values())
            return told or contained or held or self._is_alone(place, mention)
        if not place.feature.startswith("PPL"):
            return True
        if mention.kind in self.words.kinds and not self._is_of_kind(place, mention.kind):
            return told and place.population >= _TOWN
        large = place.population >= _TOWN and (place.main or place.population >= 10 * _TOWN)
        return large or told or contained or any(self._is_beside(place, c) for rows, c in self.locals.items() if rows != mention.rows)

    @staticmethod
    def _is_alone(place: Candidate, mention: Mention) -> bool:
        """Has the state no rival of its name in another country?"""
        return not any(c.country != place.country and c.population * _RIVAL > place.population for c in mention.rows)

    # ---------------------------------------------------------------- the sum
    def _score(self, place: Candidate, mention: Mention) -> float:
        weights, within = self.words.weights, self.within[mention.start]
        found = self._size(place)
        found += weights["main"] * place.main
        holders = [c for c in within if self._is_contained(place, c)]
        if holders:
            found += weights["in the country behind"] if holders[0].feature.startswith("PCL") else weights["in the state behind"]
        found += weights["kind"] * (mention.kind in self.words.kinds and self._is_of_kind(place, mention.kind))
        if place.country is not None:
            found += weights["country"] * min(self.countries[place.country], _VOTES) / _VOTES
            found += weights["first country"] * (self._is_first(place.country))
            others = {key for key in self.states if key != (place.country, place.admin1)}
            found += weights["sibling"] * (place.feature == "ADM1" and any(country == place.country for country, _ in others))
            if not place.feature.startswith("ADM1"):
                found += weights["state"] * ((place.country, place.admin1) in self.states)
            found += weights["listed"] * self._is_listed(place, mention)
        if place.feature == "ADM2" and mention.kind not in self.words.counties and self._has_town(place.country, mention):
            found += weights["county without its word"]
        if self._is_named_for_town(place, mention):
            found += weights["named for its town"]
        if place.feature.startswith(("PPL", "ADM2")) and len(mention.rows) > 1:
            found += weights["near"] * self._nearness(place, mention)
        return found + self._locality(place, mention)

    def _locality(self, place: Candidate, mention: Mention) -> float:
        """In a report of towns of one state a namesake in their midst counts more, and a country of which nothing else is told less."""
        weights = self.words.weights
        if len(mention.rows) < 2 or self._has_land(mention):
            return 0.0
        others = [c for rows, c in self.locals.items() if rows != mention.rows]
        rivals = self.rivals[mention.start] - {place.country, None}
        if place.feature.startswith("PCL"):
            return 0.0 if self._is_told(place.country, others) or not self._is_elsewhere(place, mention, others) else weights["far"]
        county = place.feature == "ADM2" and mention.kind not in self.words.counties
        if place.feature == "PPLC" or county or any(self._is_told(rival, others) for rival in rivals if rival):
            return 0.0
        near = sum(self._is_beside(place, c) for c in others)
        return weights["local"] * min(near, _NEIGHBOURS) / _NEIGHBOURS

    @staticmethod
    def _rivals(mention: Mention) -> set[str | None]:
        """The countries that a name speaks of at first: that of its best known place, and those that bear it."""
        return {top_of(mention.rows).country, *(c.country for c in mention.rows if c.feature.startswith("PCL"))} if mention.rows else set()

    def _is_told(self, country: str | None, others: list[Candidate]) -> bool:
        """Does anything else speak of the country: its people, its capital or a metropolis, a name that no other country has?"""
        known = any(c.country == country and (c.feature == "PPLC" or c.population >= _METROPOLIS) for c in others)
        return known or self.signs[country or ""] > 0

    @staticmethod
    def _is_beside(place: Candidate, other: Candidate) -> bool:
        """Does another place of the text lie in the state, or in the state of the town and not far from it?"""
        same = other.country == place.country and other.admin1 == place.admin1
        return same and (place.feature == "ADM1" or (_is_local(place) and _apart(other, place) < 2 * _LOCAL))

    @staticmethod
    def _is_elsewhere(country: Candidate, mention: Mention, others: list[Candidate]) -> bool:
        """Do the other places lie in one state of another country, where a place bears the country's name too?"""
        states = Counter((c.country, c.admin1) for c in others if c.country != country.country)
        return any(count >= _NEIGHBOURS and any((c.country, c.admin1) == state for c in mention.rows) for state, count in states.items())

    @staticmethod
    def _has_town(country: str | None, mention: Mention) -> bool:
        """Does a town of the country bear the name?"""
        return any(c.main and c.country == country and c.feature.startswith("PPL") for c in mention.rows)

    @staticmethod
    def _has_land(mention: Mention) -> bool:
        """Does an island, region or water bear the name?"""
        return any(c.main and not c.feature.startswith(("PPL", "ADM", "PCL")) for c in mention.rows)

    def _look_for_signs(self) -> None:
        """Counts, a country, the words that speak of it and nothing else: its people, and places of a name that no other country has."""
        self.signs = Counter(country for country in self._peoples() if country)
        for mention in self.mentions:
            nations = {c.country for c in mention.rows}
            if len(nations) == 1:
                self.signs.update(country for country in nations if country)

    def _size(self, place: Candidate) -> float:
        return self.words.standing_of("PPL" if self._is_dependent(place) else place.feature) + math.log10(place.population + 1)

    def _is_dependent(self, place: Candidate) -> bool:
        """Is it the chief town of a territory only?"""
        country = self.gazetteer.country(place.country) if place.feature == "PPLC" and place.country else None
        return country is not None and country.feature == "PCLD"

    @staticmethod
    def _is_named_for_town(place: Candidate, mention: Mention) -> bool:
        """Does a state or county share its name with a large town in it, which the bare name means ("Luanda")?"""
        if not place.feature.startswith("ADM"):
            return False
        towns = [c for c in mention.rows if c.feature.startswith("PPL") and c.main and c.country == place.country]
        return any(c.admin1 == place.admin1 and c.population * _CHIEF > place.population for c in towns)

    def _is_listed(self, place: Candidate, mention: Mention) -> bool:
        """Does another state stand beside this state in a list: "Oregon, Washington and Idaho"?"""
        if place.feature != "ADM1" or self.within[mention.start]:
            return False
        return any(c.feature == "ADM1" and c.country == place.country for other in self.beside[mention.start] for c in other.rows)

    def _is_of_kind(self, place: Candidate, kind: str) -> bool:
        return place.feature.startswith(self.words.kinds[kind])

    def _is_first(self, country: str) -> bool:
        return self.countries[country] > 0 and self.countries[country] == max(self.countries.values())

    def _nearness(self, place: Candidate, mention: Mention) -> float:
        """1 at a town that the text tells of, falling with the distance to the nearest."""
        if place.latitude is None or place.longitude is None:
            return 0.0
        others = [point for rows, point in self.points.items() if rows != mention.rows]
        distance = min((_distance((place.latitude, place.longitude), point) for point in others), default=math.inf)
        return math.exp(-distance / _NEAR)

    # ---------------------------------------------------------------- what the text says
    def _countries(self, home: str | None) -> Counter[str]:
        """How often the text names each country: by its name, its people's, or a place whose country is beyond doubt."""
        found: Counter[str] = Counter()
        for mention in self.mentions:
            nations = {c.country for c in mention.rows if c.feature.startswith(("PCL", "ADM1")) and c.main}
            if len(nations) == 1 and (is_country(mention.rows) or {c.country for c in mention.rows if c.main} == nations):
                found.update(country for country in nations if country)
            elif mention.kind in self.words.counties and nations == set() and len({c.country for c in mention.rows}) == 1:
                found.update(c.country for c in mention.rows[:1] if c.country)
        found.update(held[0].country for held in self.within.values() if held and held[0].country)
        found.update(country for country in self._peoples() if country)
        found.update([home] if home else [])
        return found

    def _peoples(self) -> list[str | None]:
        """The country of each people's name or adjective in the text."""
        names = [(start, end) for start, end, label in self.parse.names if label == "NORP"]
        return [self.gazetteer.country_of_people(" ".join(self.parse.words(start, end).split())) for start, end in names]

    def _states(self) -> set[tuple[str | None, str | None]]:
        """The states and provinces that the text names, as (country, state)."""
        found = set()
        for mention in self.mentions:
            states = [c for c in mention.rows if c.feature == "ADM1" and c.main]
            if len(states) != 1 or is_country(mention.rows) or self._is_named_for_town(states[0], mention):
                continue
            if self._size(states[0]) >= max(self._size(c) for c in mention.rows):
                found.add((states[0].country, states[0].admin1))
        return found

    def _beside(self) -> dict[int, list[Mention]]:
        """The mentions that stand beside each in a list."""
        found: dict[int, list[Mention]] = {m.start: [] for m in self.mentions}
        for one, other in pairwise(self.mentions):
            between = [self.parse.tokens[i].text for i in range(one.end, other.start)]
            if 0 < len(between) < 3 and all(word in (",", "and", "or", "&") for word in between):
                found[one.start].append(other)
                found[other.start].append(one)
        return found

    def _containers(self, mention: Mention) -> tuple[Candidate, ...]:
        """The countries, states or counties behind a comma that hold a place of this name: "Basel, Switzerland"."""
        tokens = self.parse.tokens
        if mention.end + 1 >= len(tokens) or tokens[mention.end].text != ",":
            return ()
        behind = self.starts.get(mention.end + 1)
        if behind is None or self._is_list_of_states(mention, behind):
            return ()
        holders = [c for c in behind.rows if c.feature.startswith(("PCL", "ADM")) and any(self._is_contained(p, c) for p in mention.rows)]
        return tuple(sorted(holders, key=lambda c: (-c.main, -self._size(c), c.geonameid or 0)))

    def _is_list_of_states(self, mention: Mention, behind: Mention) -> bool:
        """ "Ohio, Washington, Pennsylvania": no Washington in Pennsylvania."""
        others = {m.start: m for one in (mention, behind) for m in self.beside[one.start]}
        listed = [*{mention.start: mention, behind.start: behind, **others}.values()]
        states = [{c.country for c in m.rows if c.feature == "ADM1" and c.main} for m in listed]
        return len(listed) > 2 and bool(set.intersection(*states))

    @staticmethod
    def _is_contained(place: Candidate, within: Candidate) -> bool:
        if place.country != within.country or place == within:
            return False
        if within.feature.startswith("PCL"):
            return not place.feature.startswith("PCL")
        if within.feature == "ADM2":
            return place.admin1 == within.admin1 and place.feature.startswith("PPL") and _apart(place, within) < _COUNTY
        return place.admin1 == within.admin1


def _is_local(place: Candidate) -> bool:
    """Is it a town or county?"""
    return place.feature.startswith(("PPL", "ADM2"))


def _apart(one: Candidate, other: Candidate) -> float:
    """Kilometres between two places; endless where a point is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    return _distance((one.latitude, one.longitude), (other.latitude, other.longitude))


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points in degrees, well enough for nearness."""
    east = (one[1] - other[1] + 180) % 360 - 180
    return _DEGREE * math.hypot(one[0] - other[0], east * math.cos(math.radians((one[0] + other[0]) / 2)))
