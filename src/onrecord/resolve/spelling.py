"""How a name from another script sounds, so that its spellings in Latin letters are one: Qaddafi, Gadhafi and Gaddafi."""

from __future__ import annotations

import re
from functools import cache

from onrecord.knowledge.actors import plain

_SHORTEST = 5  # letters: shorter names are too alike
_SAME = (
    (r"[-'\u2019]", ""), (r"sch|sh(?=ch)", "sh"), (r"kh|gh|q|(?<=^k)h|^k(?=[au]dh?d?aff?i)", "g"), (r"dh", "d"), (r"th", "t"), (r"ph", "f"),
    (r"ou|oo", "u"), (r"ye|je|yo|jo|io(?=[nv])", "e"), (r"ee|ie|ii|iy|yi|yy|ij$|y", "i"), (r"w", "v"), (r"dj|zh", "j"),
    (r"ck|c(?![hz])|x", "k"), (r"(?<=[aeiou])h$", ""), (r"(.)\1", r"\1"),
)  # fmt: skip


@cache
def spelling(name: str) -> str:
    """The letters of a name by sound, or "" for names too short to tell apart.

    >>> spelling("Zelenskiy") == spelling("Zelenskyy"), spelling("Qaddafi") == spelling("Gadhafi"), spelling("Holm")
    (True, True, '')
    """
    sound = plain(name).lower()
    if len(sound) < _SHORTEST:
        return ""
    for letters, one in _SAME:
        sound = re.sub(letters, one, sound)
    return sound
