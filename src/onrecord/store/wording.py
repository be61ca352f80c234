"""How alike two wordings are, without a word list: words are cut to their beginnings, short ones left out."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

_WORD = re.compile(r"\d[\d.,]*|\w{4,}")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_BEGIN = 6  # letters kept of a word: "withdraw" and "withdrawal" begin alike
Item = TypeVar("Item")


@lru_cache(maxsize=65536)
def gist(words: str) -> frozenset[str]:
    """The beginnings of the longer words, and the numbers, of a text.

    >>> sorted(gist("It withdraws its 3,000 troops."))
    ['3,000', 'troops', 'withdr']
    """
    return frozenset(word[:_BEGIN].rstrip(".,") for word in _WORD.findall(words.casefold()))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller gist that both have; 0 when one says nothing.

    >>> alike(gist("withdraw the troops"), gist("the withdrawal of all troops"))
    1.0
    """
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def numbers(words: str) -> frozenset[str]:
    """The numbers written in figures."""
    return frozenset(_NUMBER.findall(words))


def groups(items: Sequence[Item], same: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """Items that hang together by pairs that are the same; groups and members in the order given."""
    root = list(range(len(items)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = i = root[root[i]]
        return i

    for i, one in enumerate(items):
        for j in range(i):
            if find(i) != find(j) and same(one, items[j]):
                low, high = sorted((find(i), find(j)))
                root[high] = low
    found: dict[int, list[Item]] = {}
    for i, item in enumerate(items):
        found.setdefault(find(i), []).append(item)
    return list(found.values())
