"""Reads `data/times/`: words of time, the cascade of rules, holidays, number words, and what counts as people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import knowledge_files, read_toml

Table = Mapping[str, Any]
Toll = Literal["dead", "injured", "arrested"]
CLASSES = "DMYWECTURSVx"
_SYMBOLS = {  # parts of patterns that are no words: the letters their symbols begin with, and the regular expression
    "n": ("dwn", r"[dwn]\d+(?:\.\d+)? "),
    "day": ("dwo", r"[dwo]0?(?:[1-9]|[12]\d|3[01]) "),
    "ord": ("o", r"o\d+ "),
    "year": ("dwn", r"[dwn](?:1\d|20|21)\d\d "),
    "ayear": ("dy", r"(?:d\d{4}|y\d\d) "),
    "yy": ("dwny", r"(?:[dwn](?:1\d|20|21)\d\d|y\d\d|d\d\d) "),
    "anyyear": ("dwn", r"[dwn]\d{3,4} "),
    "hour": ("dw", r"[dw]0?(?:\d|1\d|2[0-4]) "),
    "minute": ("dw", r"[dw][0-5]?\d "),
    "dotted": ("d", r"d\d{1,2}\.[0-5]\d "),
    "raw": ("dn", r"[dn](?:[01]\d|2[0-3])[0-5]\d "),
    "oclock": ("cd", r"(?:c[\d:]+|d(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?) "),
    "any": ("", r"[a-z][a-z'-]+ "),
    "wyear": ("w", r"w20\d\d "),
    "clock": ("c", r"c[\d:]+ "),
    "date": ("DMYWE", r"[DMYWE]\d+ "),
    "point": ("DMYWETC", r"[DMYWETC]\d+ "),
    **{letter: (letter, rf"{letter}\d+ ") for letter in CLASSES},
}


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday by a fixed day, its distance from an Easter, the nth weekday of a month, or all its days (ISO dates, in order)."""

    names: tuple[str, ...]
    on: str | None = None
    easter: int | None = None
    orthodox: int | None = None
    nth: tuple[int, int, int] | None = None
    plus: int = 0
    days: tuple[date, ...] = ()


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """Patterns of words, the class of the item they make, and the name of its meaning."""

    means: str
    kind: str
    patterns: tuple[str, ...]


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The cascade and its named alternatives."""

    fragments: dict[str, tuple[str, ...]]
    rule: tuple[Rule, ...]


class HolidayFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All holidays."""

    holiday: tuple[Holiday, ...]


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that tell one kind of toll."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]


class Quantities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people: kinds of toll, event types that bear them, hedges, measures."""

    kinds: dict[Toll, KindWords]
    types: dict[str, tuple[Toll, ...]]
    lone: frozenset[str]
    between: dict[str, tuple[str, ...]]
    hedges: dict[str, tuple[str, ...]]
    measures: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule ready to run; the group `core` of a match is what becomes the item."""

    means: str
    kind: str
    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]  # of each set one symbol must be there, or nothing can match; "#d" is any of `d1`, `d2`, ...


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """All that `data/times/` says."""

    words: Mapping[str, Table]
    numbers: Mapping[str, Table]
    holidays: Mapping[str, Holiday]
    patterns: tuple[Pattern, ...]
    quantities: Quantities
    people: frozenset[str]
    people_endings: tuple[str, ...]
    triggers: frozenset[str]
    paths: tuple[Path, ...]

    def word_list(self, name: str) -> tuple[str, ...]:
        """The `words` of a list such as "abbreviations"."""
        return tuple(self.words[name]["words"])


@lru_cache(maxsize=4)
def load_times(*overlays: Path) -> TimeLexicon:
    """The time lexicon, with the files of a user's folders in place of those of the same name. Raises KnowledgeError."""
    paths = knowledge_files("times", *overlays)
    words = read_toml(_named(paths, "words.toml"), dict[str, dict[str, Any]])
    numbers = read_toml(_named(paths, "numbers.toml"), dict[str, dict[str, Any]])
    rules = read_toml(_named(paths, "rules.toml"), RuleFile)
    holidays = {name: one for one in read_toml(_named(paths, "holidays.toml"), HolidayFile).holiday for name in one.names}
    people = read_toml(_named(paths, "people.toml"), dict[str, dict[str, tuple[str, ...]]])["people"]
    fragments = _fragments(words, holidays, rules)
    patterns = tuple(
        Pattern(rule.means, rule.kind, _compile(text, fragments, paths["rules.toml"]), _needs(text, fragments))
        for rule in rules.rule
        for text in rule.patterns
    )
    return TimeLexicon(
        words, numbers, holidays, patterns, read_toml(_named(paths, "quantities.toml"), Quantities),
        frozenset(people["words"]), people["endings"], _triggers(words, holidays), tuple(paths.values()),
    )  # fmt: skip


def _named(paths: dict[str, Path], name: str) -> Path:
    if name not in paths:
        raise KnowledgeError(f"data/times/{name} is missing")
    return paths[name]


def _triggers(words: Mapping[str, Table], holidays: Mapping[str, Holiday]) -> frozenset[str]:
    """The words without which a stretch of text holds no time."""
    tables = ("month", "weekday", "weekdays", "season", "part", "parts", "unit", "single", "dayword", "decade", "frequency", "vague")
    found = {word for table in tables for key in words[table] for word in key.split()}
    found |= {word for name in holidays for word in name.split() if len(word) > 3}
    return frozenset(found - set(words["passing"]["words"]) | set(words["triggers"]["words"]))


def _fragments(words: Mapping[str, Table], holidays: Mapping[str, Holiday], rules: RuleFile) -> dict[str, str]:
    """Named alternatives as regular expressions over symbols."""
    lists = {name: tuple(table) for name, table in words.items() if "words" not in table}
    lists |= {name: tuple(table["words"]) for name, table in words.items() if "words" in table}
    lists["holiday"] = tuple(holidays)
    short = words["abbreviations"]["words"]
    lists["plural"] = tuple(word for word in words["unit"] if word not in short and (word.endswith("s") or word == "millennia"))
    lists["yearly"] = tuple(word for word, unit in words["single"].items() if unit == "Y")
    fragments = {name: _alternatives(options) for name, options in (lists | dict(rules.fragments)).items()}
    fragments["decade"] = rf"(?:e\d+ |{fragments['decade']})"
    return fragments | {name: regex for name, (_, regex) in _SYMBOLS.items()}


def _alternatives(options: tuple[str, ...]) -> str:
    """The options, longest first, each a sequence of symbols."""
    ordered = sorted(options, key=lambda words: (-len(words), words))
    return "(?:" + "|".join("".join(re.escape(word) + " " for word in option.split()) for option in ordered) + ")"


def _compile(text: str, fragments: dict[str, str], path: Path) -> re.Pattern[str]:
    """One pattern of a rule as a regular expression; docs/times.md has the language."""
    bounded = "<" in text.split()
    parts = ["(?<![^ ])", "" if bounded else "(?P<core>"]
    seen: set[str] = set()
    for token in re.findall(r"\[|\]\??|[^\s\[\]]+", text):
        parts.append(_token(token, fragments, path, seen))
    return re.compile("".join(parts) + ("" if bounded else ")"))


def _token(token: str, fragments: dict[str, str], path: Path, seen: set[str]) -> str:
    """One token of a pattern; a part that stands twice keeps the first of its matches."""
    simple = {"[": "(?:", "]": ")", "]?": ")?", "|": "|", "<": "(?P<core>", ">": ")", "$": "(?=¶|$)"}
    if token in simple:
        return simple[token]
    bare, mark = (token[:-1], "?") if len(token) > 1 and token.endswith("?") else (token, "")
    if not bare.startswith("{"):
        return f"{_alternatives(tuple(bare.split('|')))}{mark}"
    name, _, key = bare.strip("{}").partition("=")
    if name not in fragments:
        raise KnowledgeError(f'{path}: the pattern part "{token}" names nothing; known: {", ".join(sorted(fragments))}')
    group = "?:" if (key or name) in seen else f"?P<{key or name}>"
    seen.add(key or name)
    return f"({group}{fragments[name]}){mark}"


def _needs(text: str, fragments: dict[str, str]) -> tuple[frozenset[str], ...]:
    """For each part of a pattern that must be there, the symbols it can begin with."""
    needs: list[frozenset[str]] = []
    depth = 0
    for token in re.findall(r"\[|\]\??|[^\s\[\]]+", text):
        depth += {"[": 1, "]": -1, "]?": -1}.get(token, 0)
        if depth or token[0] in "[]<>$|" or token.endswith("?"):
            continue
        needs.append(_first_symbols(token, fragments))
    return tuple(sorted((need for need in needs if need), key=lambda need: (len(need), sorted(need))))


def _first_symbols(token: str, fragments: dict[str, str]) -> frozenset[str]:
    """The symbols with which a part of a pattern can begin; empty when they cannot be told."""
    name = token.strip("{}").partition("=")[0] if token.startswith("{") else ""
    if name in _SYMBOLS:
        return frozenset(f"#{letter}" for letter in _SYMBOLS[name][0])
    regex = fragments[name] if name else _alternatives(tuple(token.split("|")))
    if r"\d" in regex:
        return frozenset()
    words = re.sub(r"\\(.)", r"\1", regex.removeprefix("(?:").removesuffix(")")).split("|")
    return frozenset(word.split(" ")[0] for word in words)
