"""File names as ids and messages can hold them."""

import re

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")


def writable(path: str) -> str:
    """The path as it was given, but for bytes that are no UTF-8: these become U+FFFD, since no encoding can hold them.

    >>> writable("news/\\udcff.txt")
    'news/\ufffd.txt'
    """
    return _HALVES.sub("\ufffd", path)


def on_one_line(words: str) -> str:
    """The words for a message: line ends, control characters and marks of direction are written out.

    >>> on_one_line("a\\nb.txt")
    'a\\\\nb.txt'
    """
    return _UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), writable(words))
