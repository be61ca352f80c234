"""How much two profiles agree: a sum of parts with names, or the contradiction that keeps them apart."""

import math
from functools import lru_cache

import msgspec

from onrecord.store.profiles import Party, Profile, Spot

ENOUGH = 2.5  # score from which two profiles are one event
_CLASSES = {"IGO", "NGO", "ISM", "IMG", "MNC"}  # codes of many: the name decides
_NAMED = {"country", "government", "person", "organisation", "armed-group"}
_STATE = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", ""}
_TOGETHER = {"CONSULT", "COOPERATE"}  # who leads differs from report to report
_AREAS = ("PCL", "ADM", "CONT", "RGN")  # GeoNames: countries and their parts
_NEAR, _FAR = 30.0, 60.0  # kilometres: the same spot, another spot


class Comparison(msgspec.Struct, frozen=True):
    """Why two profiles are one event or not: the named parts of the score, or the contradiction."""

    score: float
    parts: dict[str, float]
    conflict: str | None = None

    @property
    def same(self) -> bool:
        """Do they tell one event?"""
        return self.conflict is None and self.score >= ENOUGH


def compare(one: Profile, other: Profile) -> Comparison:
    """Compares two profiles; the order of the two does not matter."""
    parts: dict[str, float] = {}
    conflict = _when(one, other) or _who(one, other, parts) or _where(one.spot, other.spot, parts)
    if conflict:
        return Comparison(0.0, {}, conflict)
    _what(one, other, parts)
    return Comparison(round(sum(parts.values()), 3), parts)


def _when(one: Profile, other: Profile) -> str | None:
    if one.type != other.type or one.realm != other.realm:
        return "another type"
    apart = one.first and other.first and (one.last < other.first or other.last < one.first)
    return "another time" if apart else None


def _who(one: Profile, other: Profile, parts: dict[str, float]) -> str | None:
    ours, theirs = (*one.actors, *one.recipients), (*other.actors, *other.recipients)
    if one.type in _TOGETHER and min(len(ours), len(theirs)) > 1:
        return _sides(ours, theirs, "participants", parts, whole=2.0)
    return _sides(one.actors, other.actors, "actors", parts) or _sides(one.recipients, other.recipients, "recipients", parts)


def _sides(ours: tuple[Party, ...], theirs: tuple[Party, ...], name: str, parts: dict[str, float], whole: float = 1.0) -> str | None:
    """The agreement of two lists of participants: the best match of each on the shorter side must not be a contradiction."""
    if not ours or not theirs:
        return None
    fewer, more = sorted((ours, theirs), key=len)
    best = [max(_party(party, other) for other in more) for party in fewer]
    if min(best) < 0:
        return f"other {name}"
    parts[name] = round(whole * sum(best) / len(best) * (1.0 if len(fewer) == len(more) else 0.9), 3)
    return None


@lru_cache(maxsize=65536)
def _party(one: Party, other: Party) -> float:
    """2 the same name, 1.5 another name of the same government, less for what is only of the same country; below 0 a contradiction."""
    if one.name.casefold() == other.name.casefold() and one.code == other.code:
        return 2.0 if one.kind in _NAMED else 1.5
    if one.code != other.code:
        return -1.0 if one.code and other.code else _unknown(one, other)
    if not one.code or one.code in _CLASSES:
        return _unknown(one, other)
    if one.kind == other.kind == "person" and _proper(one.name) and _proper(other.name):
        return 1.0 if _surname(one.name) == _surname(other.name) else -1.0
    if one.sector != other.sector and not {one.sector, other.sector} <= _STATE:
        return -1.0 if one.sector and other.sector else 0.5
    if one.kind in _NAMED and other.kind in _NAMED:
        return 1.5 if one.sector == other.sector else 0.8
    return 1.0 if _surname(one.name) == _surname(other.name) else 0.3


def _unknown(one: Party, other: Party) -> float:
    """Someone without a code, or of a class: the last words of the names decide."""
    same = _surname(one.name) == _surname(other.name)
    if _proper(one.name) and _proper(other.name):
        return 1.0 if same else -1.0
    return 0.8 if same else 0.0


def _proper(name: str) -> bool:
    """Is it a full name? A single word may be a title with a capital ("President")."""
    return " " in name and all(word[:1].isupper() for word in name.split() if word[:1].isalpha() and len(word) > 3)


def _surname(name: str) -> str:
    return name.casefold().split()[-1] if name.split() else ""


def _where(one: Spot | None, other: Spot | None, parts: dict[str, float]) -> str | None:
    if not one or not other:
        return None
    if (one.name, one.country, one.admin1) == (other.name, other.country, other.admin1):
        parts["place"] = 1.0 if one.feature.startswith(_AREAS) else 2.0
        return None
    if one.country and other.country and one.country != other.country:
        return "another country"
    distance = _distance(one, other)
    if distance is None or one.feature.startswith(_AREAS) or other.feature.startswith(_AREAS):
        parts["area"] = 0.5 if one.country and one.country == other.country else 0.0
    elif distance > _FAR:
        return "another place"
    elif distance <= _NEAR:
        parts["place"] = 1.5
    return None


def _distance(one: Spot, other: Spot) -> float | None:
    """Kilometres between two places, on a sphere."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(one.longitude - other.longitude)
    half = math.sin((lat1 - lat2) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _what(one: Profile, other: Profile, parts: dict[str, float]) -> None:
    if one.mode and other.mode:
        parts["mode"] = 1.0 if one.mode == other.mode else -1.0
    if one.object_type and other.object_type:
        same = one.object_type == other.object_type
        parts["act inside"] = 1.0 if same else -1.5
        if same and one.object_mode and other.object_mode and one.object_mode != other.object_mode:
            parts["act inside"] = -0.5
    if one.anchored and other.anchored:
        parts["day"] = 0.5
