"""Headlines in Title Case, made readable for the parser: known words in small letters, names as they are."""

from collections.abc import Callable, Collection, Sequence

_SHARE = 0.6  # of the words of a headline in Title Case begin with a capital
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"))


def lower_headline(texts: Sequence[str], vocabulary: Collection[str], is_stop: Callable[[str], bool]) -> list[str]:
    """The words of a headline for the parser: unchanged unless most begin with a capital.

    >>> lower_headline(["Finland", "Expels", "Two", "Envoys"], {"expel", "envoy"}, {"two"}.__contains__)
    ['Finland', 'expels', 'two', 'envoys']
    """
    words = [text for text in texts if text[0].isalpha()]
    capitals = [text for text in words if text[0].isupper()]
    if len(words) < 3 or len(capitals) < _SHARE * len(words):
        return list(texts)
    return [text.lower() if _is_common(text, vocabulary, is_stop) else text for text in texts]


def _is_common(text: str, vocabulary: Collection[str], is_stop: Callable[[str], bool]) -> bool:
    """Is a word with a capital no name: a function word, or a form of a word that the lexicon knows? Words in capitals are left alone."""
    if not text.istitle():
        return False
    lower = text.lower()
    if is_stop(lower) or lower in vocabulary:
        return True
    return any(lower.endswith(ending) and lower[: -len(ending)] + stem in vocabulary for ending, stem in _ENDINGS)
