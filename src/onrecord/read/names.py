"""File names as ids and messages can hold them."""

import re

_HALVES = re.compile("[\ud800-\udfff]")


def writable(path: str) -> str:
    """The path as it was given, but for bytes that are no UTF-8: these become U+FFFD, since no encoding can hold them.

    >>> writable("news/\\udcff.txt")
    'news/\ufffd.txt'
    """
    return _HALVES.sub("\ufffd", path)


def on_one_line(words: str) -> str:
    """The words for a message: line ends and all else that does not print, or turns its surroundings round, is written out.

    >>> on_one_line("a\\nb.txt")
    'a\\\\nb.txt'
    """
    if words.isprintable():
        return words
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in writable(words))
