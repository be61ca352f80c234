"""Cuts a text into symbols for the time grammar: words in lower case, numbers as `d12` (figures), `w12` (words), `n12` (figures that
count something), `o3` (third), `c10:30` clocks, `e1990` decades, `y98` short years; and dates in figures as items at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.knowledge.times import TimeLexicon
from onrecord.parse.clause import Token
from onrecord.resolve import time_calendar as cal
from onrecord.resolve.numbers import NumberWords, number_at
from onrecord.resolve.time_shapes import full_year, numeric_shape
from onrecord.resolve.time_values import Meaning

_LEX = re.compile(
    r"""(?P<opaque>(?:https?://|www\.)\S+ | [\w.+-]+@\w[\w.-]+ | [$€£¥]\s?\d[\d,.]*\d? | [$\#]\w+ )
  | (?P<mixed>\d+[\ -][13]/[24]\b | \d*[½¼¾])
  | (?P<shape>\d{4}-\d{1,2}-\d{1,2}(?:[T\ ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\ ?Z\b|[+-]\d{2}:?\d{2})?)?(?![\d-])
      | \d{4}-W\d{2}(?:-\d)?\b | (?:19|20)\d{6}\b | \d{1,4}(?:[-/.]\d{1,4}){2}(?![\d-])
      | (?:\d{4}[-–/]\d{1,4} | \d{1,2}[-/]\d{4} | \d{1,2}/\d{1,2})(?![\d/.-]*\d) )
  | (?P<opaque2>\+?\d+(?:[-./]\d+){2,} | \d+/\d+ | \d{3}-\d{4}\b )
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
  | (?P<decade>(?:1\d|20)\d0\s?['’]?s\b | ['’]?\d0['’]?s\b)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<short>['’]\d\d\b(?!['’]))
  | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
  | (?P<meridiem>[ap]\.\s?m\b\.? | [ap]m\b)
  | (?P<hours>(?<=\d)(?-i:h)\b)
  | (?P<own>['’]s\b)
  | (?P<named>[QH][1-4]\b)
  | (?P<word>[^\W\d_]+)
  | (?P<mark>[^\w\s])
  | (?P<gap>\n\s*\n) """,
    re.VERBOSE | re.IGNORECASE,
)
_WEEK = 7
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MARKS = {"–": "-", "—": "~", "’": "'", "‘": "'", "…": "."}


@dataclass(slots=True)
class Atom:
    """One symbol with its character offsets; `item` is set when it stands for a time already understood."""

    symbol: str
    start: int
    end: int
    item: Meaning | None = None
    kind: str = ""
    tag: str = ""  # Penn tag of its first token


@dataclass(slots=True)
class Words:
    """A text's atoms and the parser's view of them."""

    text: str
    atoms: list[Atom] = field(default_factory=list)
    tokens: Mapping[int, Token] = field(default_factory=dict)

    def tag(self, atom: Atom) -> str:
        """The Penn tag of the token that starts where the atom does, or ""."""
        token = self.tokens.get(atom.start)
        return token.tag if token else ""

    def entity(self, atom: Atom) -> str:
        """The named entity label of the token that starts where the atom does, or ""."""
        token = self.tokens.get(atom.start)
        return token.entity if token else ""


def cut(text: str, tokens: Sequence[Token], lexicon: TimeLexicon, today: date | None = None) -> list[Atom]:
    """The atoms of all stretches of the text that may hold a time, with `¶` between stretches and paragraphs.

    `today` is the article's day; where nothing else does, a date in figures that lies beside it tells whether the day stands first.
    """
    words = Words(text, tokens={token.start: token for token in tokens})
    day_first = _day_first(text, lexicon, today)
    for found in _LEX.finditer(text):
        if not words.atoms or found.start() >= words.atoms[-1].end:  # the stop of an abbreviation is in it
            words.atoms.append(_atom(found, day_first, lexicon))
    words.atoms = _join_numbers(words.atoms, number_words(lexicon))
    _mark_doubtful(words, lexicon)
    for atom in words.atoms:
        atom.tag = words.tag(atom)
    kept: list[Atom] = []
    for first, last in _windows(words.atoms, lexicon):
        kept += [*words.atoms[first:last], Atom("¶", words.atoms[last - 1].end, words.atoms[last - 1].end)]
    return kept


def number_words(lexicon: TimeLexicon) -> NumberWords:
    """The number words of the lexicon."""
    tables = lexicon.numbers
    return NumberWords(tables["small"], tables["tens"], tables["scales"], tables["ordinals"], tables["groups"])


def _atom(found: re.Match[str], day_first: bool, lexicon: TimeLexicon) -> Atom:
    """The atom of one piece of text."""
    kind, raw, (start, end) = found.lastgroup or "", found.group(), found.span()
    if kind == "shape":
        shape = None if raw in lexicon.words["names"]["words"] else numeric_shape(raw, day_first)
        return Atom(shape[0] if shape else "~", start, end, shape[1] if shape else None, shape[0] if shape else "")
    if kind == "word":
        word = raw.lower()
        dotted = found.string[end : end + 1] == "." and word in lexicon.words["abbreviations"]["words"]
        return Atom(word, start, end + dotted)
    if kind == "gap":
        return Atom("¶", start, end)
    if kind == "mixed":
        return Atom(f"d{_mixed(raw)}", start, end)
    if kind == "decade":
        digits = re.sub(r"\D", "", raw)
        return Atom("e" + (digits if len(digits) == 4 else ("19" if digits > "20" else "20") + digits), start, end)
    symbols = {
        "clock": "c" + raw, "ordinal": "o" + re.sub(r"\D", "", raw).lstrip("0"), "short": "y" + raw[-2:],
        "number": ("n" if "," in raw else "d") + raw.replace(",", ""),
        "hours": "hours", "meridiem": raw[0].lower() + "m", "own": "'s", "named": raw.lower(), "mark": _MARKS.get(raw, raw),
    }  # fmt: skip
    return Atom(symbols.get(kind, "~"), start, end)


def _mixed(raw: str) -> float:
    """A whole number with a fraction: "2 1/2", "3½"."""
    found = re.match(r"(\d*)[ -]?(?:(\d)/(\d)|([½¼¾]))", raw)
    assert found is not None
    part = {"½": 0.5, "¼": 0.25, "¾": 0.75}[found[4]] if found[4] else int(found[2]) / int(found[3])
    return int(found[1] or 0) + part


def _day_first(text: str, lexicon: TimeLexicon, today: date | None) -> bool:
    """Whether the article writes the day before the month, by its figures, else by its dates in words."""
    triples = [(int(a), int(b), full_year(c)) for a, b, c in re.findall(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b", text)]
    if any(first > 12 >= second for first, second, _ in triples):
        return True
    if any(second > 12 >= first for first, second, _ in triples):
        return False
    near = [_lies_near(today, year, second, first) - _lies_near(today, year, first, second) for first, second, year in triples]
    if any(near):
        return sum(near) > 0
    months = "|".join(sorted(lexicon.words["month"]))
    before = len(re.findall(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{months})\b", text, re.IGNORECASE))
    after = len(re.findall(rf"\b(?:{months})\.? \d{{1,2}}\b", text, re.IGNORECASE))
    return before > after


def _lies_near(today: date | None, year: int, month: int, day: int) -> bool:
    """Does a date lie within a week of the article's?"""
    when = cal.safe_date(year, month, day)
    return when is not None and today is not None and abs((when - today).days) <= _WEEK


def _join_numbers(atoms: list[Atom], names: NumberWords) -> list[Atom]:
    """Number words as one atom each; "second" after a number or "a" stays a word, the unit."""
    joined: list[Atom] = []
    symbols = [atom.symbol.removeprefix("d") if atom.symbol[:1] == "d" and atom.symbol[1:2].isdigit() else atom.symbol for atom in atoms]
    at = 0
    while at < len(atoms):
        number = None if _is_unit(joined, atoms[at].symbol) else number_at(symbols, at, names)
        if number is None or number.digits:
            joined.append(atoms[at])
            at += 1
            continue
        last = atoms[at + number.length - 1]
        spoken_year = not number.ordinal and 1300 <= number.value < 2100 and "hundred" not in symbols[at : at + number.length]
        spoken_year = spoken_year and "thousand" not in symbols[at : at + number.length]
        letter = "o" if number.ordinal else "d" if spoken_year else "w"
        joined.append(Atom(f"{letter}{number.value}", atoms[at].start, last.end))
        at += number.length
    return joined


def _is_unit(before: list[Atom], symbol: str) -> bool:
    return symbol == "second" and bool(before) and bool(re.match(r"(?:a|per|every|-)$|[dw]\d{1,3}$", before[-1].symbol))


def _windows(atoms: list[Atom], lexicon: TimeLexicon, reach: int = 10) -> list[tuple[int, int]]:
    """The ranges of atoms around whatever may tell a time."""
    found: list[tuple[int, int]] = []
    for at, atom in enumerate(atoms):
        sign = re.match(r"[cye]\d|[do](?:1\d|20|21)\d\d$", atom.symbol) or (re.match(r"o\d", atom.symbol) and atoms[at - 1].symbol == "the")
        if atom.item is None and atom.symbol not in lexicon.triggers and not sign:
            continue
        first, last = max(0, at - reach), min(len(atoms), at + reach + 1)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _mark_doubtful(words: Words, lexicon: TimeLexicon) -> None:
    """Words and figures that are no times here lose their symbol: `~may` the verb, `n2000` the count."""
    tables = lexicon.words
    for at, atom in enumerate(words.atoms):
        if atom.symbol in tables["month"] or atom.symbol in tables["weekday"]:
            keep = _is_name_of_time(words, at, lexicon)
        elif atom.symbol in tables["ambiguous"]["seasons"]:
            keep = _is_season(words, at)
        elif atom.symbol in lexicon.holidays:
            keep = words.entity(atom) != "PERSON"
        elif atom.symbol in tables["frequency"]:
            keep = not _is_title(words, at)
        elif re.fullmatch(r"d\d{4}", atom.symbol):
            if not _is_year(words, at, lexicon):
                atom.symbol = "n" + atom.symbol[1:]
            continue
        else:
            continue
        if not keep:
            atom.symbol = "~" + atom.symbol


def _neighbour(words: Words, at: int) -> str:
    return words.atoms[at].symbol if 0 <= at < len(words.atoms) else ""


def _is_name_of_time(words: Words, at: int, lexicon: TimeLexicon) -> bool:
    """Whether a month's or weekday's name is one: not the verb, the modal or a person of that name."""
    atom, tables = words.atoms[at], lexicon.words
    before, after = _neighbour(words, at - 1), _neighbour(words, at + 1)
    numbered = bool(re.match(rf"[dwo]{_DAY}$|[dyn](?:1\d|20)?\d\d$|w(?:1\d|20)\d\d$", after) or re.match(rf"[do]{_DAY}$", before))
    capital = words.text[atom.start].isupper()
    tag, doubtful = words.tag(atom), atom.symbol in (*tables["ambiguous"]["months"], *tables["ambiguous"]["weekdays"])
    led = before in tables["ambiguous"]["before"]
    if words.entity(atom) == "PERSON" and not numbered and (doubtful or not led):
        return words.entity(atom) == "" or _alone(words)
    if not doubtful:
        return True
    if not capital:
        dated = (
            after == "," and bool(re.match(rf"[do]{_DAY}$", before)) and bool(re.match(r"[dn](?:1\d|20)\d\d$", _neighbour(words, at + 2)))
        )
        return numbered and (dated or (bool(re.match(r"[dwo]\d", after)) and tag != "MD") or before == "of")
    if numbered or _alone(words):
        return True
    dotted = words.text[atom.end - 1] == "."
    return tag[:2] not in ("MD", "VB") and (led or dotted or words.entity(atom) in ("DATE", "TIME"))


def _alone(words: Words) -> bool:
    return len(words.atoms) == 1


def _is_title(words: Words, at: int) -> bool:
    """Whether "Weekly" is part of a name: a capital inside a sentence."""
    atom = words.atoms[at]
    return words.text[atom.start].isupper() and words.tag(atom).startswith("NNP") and _neighbour(words, at - 1) not in ("", ".", "¶")


def _is_season(words: Words, at: int) -> bool:
    """Whether "fall" or "spring" is the season: a noun, and not the fall of somebody."""
    if words.tag(words.atoms[at])[:2] == "VB":
        return False
    return _neighbour(words, at + 1) != "of" or bool(re.match(r"d\d{4}", _neighbour(words, at + 2)))


def _is_span_of_years(words: Words, at: int) -> bool:
    """Is it the first of two years: "2014 to 2018"?"""
    year = r"[dn](?:1[89]|20)\d\d$"
    joined = _neighbour(words, at + 1) in ("to", "through", "until") and re.match(year, _neighbour(words, at + 2))
    return bool(joined and re.match(year, words.atoms[at].symbol))


def _is_year(words: Words, at: int, lexicon: TimeLexicon) -> bool:
    """Whether four figures are a year and no count."""
    atom, lists = words.atoms[at], lexicon.words["not_year"]
    before, after = _neighbour(words, at - 1), _neighbour(words, at + 1)
    number = int(atom.symbol[1:])
    if _is_span_of_years(words, at) or (before == "than" and _neighbour(words, at - 2) in lists["compared"]):
        return True
    if before in lists["before"] or after in lists["after"]:
        return False
    if re.match(r"[dn]\d", after) and not re.match(r"[dn](?:1\d|20)\d\d$", after):
        return False
    led = before in lists["prepositions"] or before in lexicon.words["month"] or before == ""
    follower = words.atoms[at + 1] if at + 1 < len(words.atoms) else None
    counts = follower is not None and words.tag(follower) == "NNS" and before not in ("the", "'s")
    if not 1800 <= number <= 2100:
        if counts:
            return False
        return (1000 <= number <= 2199 and before in ("in", "since", "year", "of")) or before in lexicon.words["month"]
    if counts and before != "of":
        return led and number % 100 != 0
    owner = words.atoms[at - 1] if at else None
    return led or not (owner and words.tag(owner)[:2] == "VB")
