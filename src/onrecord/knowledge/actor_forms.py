"""What a known name or role noun is, and the forms that a name is looked up by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.actor_schema import HolderRow, Kind

Use = Literal["state", "capital", "adjective", "people", "territory", "place", "group", "organisation", "peoples", "person", "nobody"]
Key = tuple[str, ...]
_PIECE = re.compile(r"\w+|[^\w\s]")
_SIMPLE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})*")


@dataclass(frozen=True, slots=True)
class Known:
    """What a name means: the actor, and how the words stand for it (`use`). `number` is "many" for plural words, "one" for one person."""

    name: str
    use: Use
    code: str | None = None
    sector: str | None = None
    kind: Kind = "organisation"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a role noun means; `noun` is its form in the file."""

    noun: str
    kind: Kind
    sector: str | None
    others: tuple[str, ...] = ()
    code: str | None = None
    carrier: bool = False
    office: bool = False
    many: bool = False
    speaks: bool = False
    antecedent: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the offices held, in order of `since`."""

    name: str
    spells: tuple[HolderRow, ...]

    def current(self, day: str) -> tuple[HolderRow, ...]:
        """The offices held on an ISO day, those of the state or of an organisation before those in a party, then the latest taken first."""
        held = [s for s in self.spells if s.since <= day and (not s.until or day < s.until)]
        return tuple(sorted(held, key=lambda s: (s.sector not in ("PTY", "OPP"), s.since), reverse=True))

    def left(self, day: str) -> HolderRow | None:
        """The office left last before the day, when none is held and none is still to come."""
        past = [s for s in self.spells if s.until and s.until <= day]
        return max(past, key=lambda s: s.until, default=None)


def split_name(text: str) -> Key:
    """The pieces of a name as they are looked up: words and single marks, curly apostrophes made straight.

    >>> split_name("Côte d’Ivoire")
    ('Côte', 'd', "'", 'Ivoire')
    """
    if text.replace(" ", "").isalnum():  # most names: words alone
        return tuple(text.split())
    return tuple(_PIECE.findall(text.replace("\u2019", "'")))


def plain(text: str) -> str:
    """The text without accents.

    >>> plain("Erdoğan")
    'Erdogan'
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("ł", "l").replace("ı", "i")


def plural_of(noun: str) -> str:
    """The plural of a noun or noun group by rule; of "head of state" the first word's.

    >>> plural_of("policeman"), plural_of("head of state"), plural_of("secretary general")
    ('policemen', 'heads of state', 'secretaries general')
    """
    first, preposition, rest = _before_preposition(noun)
    if preposition:
        return f"{plural_of(first)}{preposition}{rest}"
    if first.endswith(" general") and not first.startswith(("major ", "lieutenant ", "brigadier ", "colonel ")):
        return f"{plural_of(first[:-8])} general"
    return _plural_word(first)


def _before_preposition(noun: str) -> tuple[str, str, str]:
    found = re.match(r"(.+?)( (?:of|for|in|to) )(.+)", noun)
    return (found[1], found[2], found[3]) if found else (noun, "", "")


def _plural_word(word: str) -> str:
    for ending, plural in (("man", "men"), ("person", "people"), ("child", "children"), ("wife", "wives"), ("thief", "thieves")):
        if word.endswith(ending) and not word.endswith(("german", "roman", "Roman", "German", "Norman", "Ottoman", "Burman")):
            return word[: -len(ending)] + plural
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def spellings(name: str) -> list[Key]:
    """A name's keys: as written, without accents, without hyphens, without middle initials."""
    if _SIMPLE.fullmatch(name):  # most names: nothing to take off
        return [tuple(name.split())]
    found: dict[Key, None] = {}
    for form in (name,) if name.isascii() else (name, plain(name)):
        key = split_name(form)
        found[key] = None
        found[tuple(p for p in key if p != "-")] = None
        short = tuple(p for i, p in enumerate(key) if not (p == "." or (len(p) == 1 and key[i + 1 : i + 2] == (".",))))
        found[short] = None
    return [key for key in found if key]
