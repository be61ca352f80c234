"""How many: the dead, injured, arrested and the size of crowds and forces, with the least and the most that the words allow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.times import TimeLexicon, Toll
from onrecord.parse.clause import Clause, Parse, Phrase, Token
from onrecord.records import Magnitude
from onrecord.resolve.numbers import NumberWords, number_at

Kind = Literal["dead", "injured", "arrested", "size"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: token range with its hedges, the least and most it allows (None: no limit), the token it counts.

    `noun` is the counted noun's token or None when none stands there; `people` whether that noun means people; `plural` whether the
    number is a word like "dozens" that stands for people by itself.
    """

    start: int
    end: int
    min: int | None
    max: int | None
    noun: int | None = None
    people: bool = False
    plural: bool = False


def find_numbers(parse: Parse, lexicon: TimeLexicon, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The numbers of a token range that may count people, in order; figures of money, time, age and measure are left out."""
    found: list[Quantity] = []
    names = _names(lexicon)
    words = parse.lowered
    at = start
    while at < (len(words) if end is None else end):
        core = _core(words, at, lexicon, names)
        if core is None:
            at += 1
            continue
        quantity = _with_hedges(parse, words, at, core, lexicon)
        if quantity:
            found.append(quantity)
        at = quantity.end if quantity else core.end
    return tuple(found)


def magnitudes_of(clause: Clause, event_type: str, parse: Parse, lexicon: TimeLexicon, *, alone: bool = False) -> tuple[Magnitude, ...]:
    """The magnitudes of an event whose predicate is `clause`, in order of the text.

    Tolls are read from the clause, and for types that bear tolls from its conjuncts and participles ("and wounded five", "leaving 12
    dead"); of an event that is `alone` with its kind in the sentence, from the whole sentence ("two were wounded when rebels fired").
    A size is the number of people among its participants.
    """
    allowed: tuple[Toll, ...] = lexicon.quantities.types.get(event_type, ())
    found: dict[Kind, tuple[Quantity, Magnitude]] = {}
    numbers = find_numbers(parse, lexicon, *parse.sentences[clause.sentence])
    rest = [other for other in parse.clauses if other.sentence == clause.sentence] if alone and allowed else []
    for part in (*_parts(clause, allowed, lexicon), *rest):
        for quantity in numbers:
            if quantity.end - 1 not in part.tokens and quantity.start not in part.tokens:
                continue
            kind: Kind | None = _kind(quantity, part, parse, lexicon)
            if kind is None and part is clause and _is_size(quantity, clause):
                kind = "size"
            if kind is None or kind in found or (kind != "size" and kind not in allowed):
                continue
            found[kind] = (quantity, _magnitude(kind, quantity, parse))
    return tuple(magnitude for _, magnitude in sorted(found.values(), key=lambda pair: pair[0].start))


# ------------------------------------------------------------------ numbers
def _names(lexicon: TimeLexicon) -> NumberWords:
    tables = lexicon.numbers
    return NumberWords(tables["small"], tables["tens"], tables["scales"], tables["ordinals"], tables["groups"])


@dataclass(frozen=True, slots=True)
class _Core:
    """A bare number: its end, the least and most it allows, and whether it is a plural like "dozens"."""

    end: int
    least: int | None
    most: int | None
    plural: bool = False


def _core(words: list[str], at: int, lexicon: TimeLexicon, names: NumberWords) -> _Core | None:
    """The number at a token."""
    plural = _plural(words, at, lexicon)
    if plural:
        return plural
    if words[at] in lexicon.numbers["vague"]:
        least, most = lexicon.numbers["vague"][words[at]]
        end = at + 1 + (words[at + 1 : at + 2] == ["of"])
        scale = names.scales.get(words[end], 0) if end < len(words) else 0
        if scale:  # "several hundred"
            return _Core(end + 1, least * scale, most * scale or None)
        return _Core(end, least, most or None)
    joined = re.fullmatch(r"(\d[\d,]*)-([a-z]+)", words[at])  # "22-member"
    if joined and (joined[2] in lexicon.people or joined[2].endswith(lexicon.people_endings)):
        count = int(joined[1].replace(",", ""))
        return _Core(at + 1, count, count, plural=True)
    number = number_at(words, at, names)
    if number is None or number.ordinal or number.value != number.whole or number.whole < 1:
        return None
    return _Core(at + number.length, number.whole, number.whole)


def _plural(words: list[str], at: int, lexicon: TimeLexicon) -> _Core | None:
    """Words like "dozens", "hundreds of thousands"; the second multiplies the first."""
    table = lexicon.numbers["plurals"]
    if words[at] not in table:
        return None
    least, end = table[words[at]], at + 1
    scale = {name + "s": value for name, value in lexicon.numbers["scales"].items()}
    while words[end : end + 1] == ["of"] and words[end + 1 : end + 2] and words[end + 1] in scale:
        least, end = least * scale[words[end + 1]], end + 2
    return _Core(end, least, None, plural=True)


def _with_hedges(parse: Parse, words: list[str], start: int, core: _Core, lexicon: TimeLexicon) -> Quantity | None:
    """The number with the words that hedge it; None when it counts no people for sure."""
    end, least, most = core.end, core.least, core.most
    second = _second(words, end, lexicon)
    if second and least is not None and second[1] >= least:
        end, most = second
        start -= words[start - 1 : start] in (["between"], ["from"])
    elif (hedged := _hedge_before(words, start, lexicon)) is not None:
        hedge, start = hedged
        least, most = _hedge(hedge, least, most)
    after = _hedge_after(words, end, lexicon)
    if after:
        end, least, most = after[1], *_hedge(after[0], least, most)
    if _is_other(parse, words, start, end, lexicon):
        return None
    noun = _counted(parse, end)
    people = noun is not None and is_people(parse.tokens[noun], lexicon)
    if noun is not None and not people and parse.tokens[noun].lemma.lower() in lexicon.quantities.measures["words"]:
        return None
    return Quantity(start, end, least, most, noun, people, core.plural)


def _second(words: list[str], end: int, lexicon: TimeLexicon) -> tuple[int, int] | None:
    """The other end of "20 to 30", "20-30", "two or three", "between 20 and 30"."""
    if words[end : end + 1] not in (["to"], ["-"], ["–"], ["or"], ["and"]) or end + 1 >= len(words):
        return None
    number = number_at(words, end + 1, _names(lexicon))
    if number is None or number.ordinal or number.value != number.whole:
        return None
    joined_by_and = words[end] == "and"
    opened = any(words[back : back + 1] == ["between"] for back in range(max(0, end - 4), end))
    return None if joined_by_and and not opened else (end + 1 + number.length, number.whole)


def _hedge_before(words: list[str], start: int, lexicon: TimeLexicon) -> tuple[str, int] | None:
    """The longest hedge that ends before the number, and where it begins; hedges may stack ("at least some")."""
    best: tuple[str, int] | None = None
    for kind, phrases in lexicon.quantities.hedges.items():
        for phrase in () if kind.startswith("after") else phrases:
            parts = phrase.split()
            if words[max(0, start - len(parts)) : start] == parts and (best is None or start - len(parts) < best[1]):
                best = kind, start - len(parts)
    if best and best[0] == "about":
        further = _hedge_before(words, best[1], lexicon)
        return further or best
    return best


def _hedge_after(words: list[str], end: int, lexicon: TimeLexicon) -> tuple[str, int] | None:
    for kind in ("after_more", "after_less"):
        for phrase in lexicon.quantities.hedges[kind]:
            parts = phrase.split()
            if words[end : end + len(parts)] == parts:
                return ("least" if kind == "after_more" else "most"), end + len(parts)
    return None


def _hedge(kind: str, least: int | None, most: int | None) -> tuple[int | None, int | None]:
    """What a hedge makes of the limits of a number."""
    if kind == "more":
        return (least + 1 if least is not None else None), None
    if kind == "least":
        return least, None
    if kind == "less":
        return None, (least - 1 if least is not None else None)
    if kind == "most":
        return None, most if most is not None else least
    return least, most


def _is_other(parse: Parse, words: list[str], start: int, end: int, lexicon: TimeLexicon) -> bool:
    """Whether a number is money, an age, a time, a share or a name's part."""
    before, after = words[start - 1] if start else "", words[end] if end < len(words) else ""
    token = parse.tokens[end - 1]
    if before in ("$", "€", "£", "¥", "#", "no", "@") or after in ("%", ":", "/", "°"):
        return True
    if token.entity in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL") and token.entity != "CARDINAL":
        return True
    measures = lexicon.quantities.measures["words"]
    if after in measures or (after == "-" and words[end + 1 : end + 2] and words[end + 1] in measures):
        return True
    return before == "," and after in (",", ".") and parse.tokens[start - 2].pos == "PROPN"


def _counted(parse: Parse, end: int) -> int | None:
    """The noun that a number before token `end` counts: the last noun of the run of adjectives and nouns behind it."""
    noun = None
    at = end + 1 if end < len(parse.tokens) and parse.tokens[end].text in ("-", "of") else end
    for token in parse.tokens[at : at + 6]:
        if token.pos in ("NOUN", "PROPN"):
            noun = token.i
        elif noun is not None or not (token.pos in ("ADJ", "DET", "PRON") or token.tag in ("VBG", "VBN")):
            break
    return noun


def is_people(token: Token, lexicon: TimeLexicon) -> bool:
    """Whether a noun means people."""
    lemma, text = token.lemma.lower(), token.text.lower()
    if lemma in lexicon.people or text in lexicon.people or lemma.endswith(lexicon.people_endings):
        return True
    if token.pos == "PROPN" or token.tag in ("NNPS",):
        return token.tag == "NNPS" or token.entity == "NORP"
    return token.entity == "NORP"


# ------------------------------------------------------------------ what is counted
def _parts(clause: Clause, allowed: tuple[Toll, ...], lexicon: TimeLexicon) -> Iterator[Clause]:
    """The clauses that tell an event's numbers, its own first."""
    yield clause
    if not allowed:
        return
    for other in (*clause.conjuncts, *clause.adverbials):
        if other.relation in ("conjunct", "participle", "ing", "adverbial"):
            yield other
            yield from other.conjuncts
    parent = clause.parent
    if clause.pos == "NOUN" and parent is not None and parent.lemma in _verbs(lexicon, "dead") and not parent.objects:
        yield parent


def _verbs(lexicon: TimeLexicon, kind: Toll) -> tuple[str, ...]:
    return lexicon.quantities.kinds[kind].verbs


def _kind(quantity: Quantity, part: Clause, parse: Parse, lexicon: TimeLexicon) -> Toll | None:
    """Dead, injured or arrested, by the words around a number and its place in the clause."""
    if quantity.noun is not None and not quantity.people:
        noun = parse.tokens[quantity.noun].lemma.lower()
        told = next((kind for kind, words in lexicon.quantities.kinds.items() if noun in words.nouns), None)
        return told or _kind_behind(quantity, parse, lexicon)
    near = _kind_behind(quantity, parse, lexicon)
    if near:
        return near
    for kind, words in lexicon.quantities.kinds.items():
        if part.pos == "NOUN" and part.lemma in words.nouns and _holds(_noun_slots(part), quantity):
            return kind
        if part.pos != "NOUN" and part.lemma in words.verbs and _holds(part.objects or part.subjects, quantity):
            return kind
    return None


def _noun_slots(part: Clause) -> tuple[Phrase, ...]:
    return (*part.objects, *part.oblique("of"), *(part.noun.prep("of") if part.noun else ()))


def _kind_behind(quantity: Quantity, parse: Parse, lexicon: TimeLexicon) -> Toll | None:
    """What follows a number: "12 people dead", "five wounded", "at least 20 others were injured"."""
    between = lexicon.quantities.between["words"]
    start = quantity.end if quantity.noun is None else min(quantity.noun, quantity.end)
    for token in parse.tokens[start : start + 8]:
        word, lemma = token.text.lower(), token.lemma.lower()
        for kind, words in lexicon.quantities.kinds.items():
            passive = token.tag in ("VBN", "VBD") and lemma in words.verbs
            if word in words.adjectives or passive:
                return kind if _is_said_of(token, quantity, parse) else None
        if token.i != quantity.noun and word not in between and token.pos not in ("ADJ", "NOUN", "ADV") and token.i >= quantity.end:
            return None
    return None


def _is_said_of(token: Token, quantity: Quantity, parse: Parse) -> bool:
    """Whether a participle behind a number is said of it and takes no object of its own ("12 rebels killed a guard")."""
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    return not (token.tag == "VBD" and after is not None and after.pos in ("DET", "NUM", "PROPN", "NOUN", "PRON", "ADJ"))


def _is_size(quantity: Quantity, clause: Clause) -> bool:
    """Whether a number counts the people of the clause's participants."""
    if not (quantity.people or quantity.plural):
        return False
    slots: tuple[Phrase, ...] = (*clause.subjects, *clause.objects, *clause.indirect)
    if clause.noun is not None:
        slots += (clause.noun, *clause.noun.prep("of", "by", "with"))
    return _holds(slots, quantity)


def _holds(phrases: Iterable[Phrase], quantity: Quantity) -> bool:
    """Whether a number counts the head of one of the phrases (or is the head)."""
    for phrase in phrases:
        for member in phrase.members():
            if quantity.start <= member.head < quantity.end or member.head == quantity.noun:
                return True
            if member.start <= quantity.start < member.head:
                return True
    return False


def _magnitude(kind: Kind, quantity: Quantity, parse: Parse) -> Magnitude:
    of = parse.words(quantity.end, quantity.noun + 1) if quantity.noun is not None and quantity.noun >= quantity.end else None
    if of and of.startswith("of "):
        of = of[3:]
    return Magnitude(kind, quantity.min, quantity.max, parse.span(quantity.start, quantity.end), of)
