"""Concepts of a user (`concepts.toml`) found in what actors say and do, with agreement, and the networks that follow from them."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from onrecord.errors import StoreError
from onrecord.store.answers import Name
from onrecord.store.corpus import Corpus
from onrecord.store.details import reports_by_id, statements_by_id
from onrecord.store.filters import Filter, report_conditions, statement_conditions
from onrecord.store.periods import checked_period, period_of
from onrecord.store.trouble import told

Agreement = Literal["for", "against", "unclear"]
Counting = Literal["all", "document", "week"]
_SIGN: dict[Agreement, int] = {"for": 1, "against": -1, "unclear": 0}
_NEAR = 8  # words on each side of a concept in which words of agreement count
_STEM = 4  # letters of a word with a star that are looked up: the index holds stems
_TOKEN = re.compile(r"\w+|n't")


class Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"supporting": "for", "near_misses": "not"}):
    """A concept: phrases that name it (a star for endings), near misses that do not, and further words for and against it."""

    name: str
    phrases: list[str]
    near_misses: list[str] = []
    supporting: list[str] = []
    against: list[str] = []


class _Concepts(msgspec.Struct, forbid_unknown_fields=True):
    concept: list[Concept]


class _Sides(msgspec.Struct, forbid_unknown_fields=True, rename={"supporting": "for"}):
    supporting: list[str]
    against: list[str]
    negation: list[str] = []


class _Stance(msgspec.Struct, forbid_unknown_fields=True):
    acts: _Sides
    types: _Sides
    words: _Sides


class Stance(msgspec.Struct, frozen=True, kw_only=True):
    """One actor on one concept at one place: `found` are the words that name it, `why` tells what the agreement was read from."""

    actor: Name
    concept: str
    agreement: Agreement
    found: str
    why: str
    words: str
    day: str | None
    article: str
    outlet: str | None
    key: str


class ConceptRow(msgspec.Struct, frozen=True):
    """How often an actor is for, against and unclear on a concept in a period."""

    period: str
    actor: str
    concept: str
    supports: int
    opposes: int
    unclear: int


class Edge(msgspec.Struct, frozen=True):
    """A line of a network, in a period: `kind` is for, against or unclear (actor to concept), congruence or conflict (actor to actor)."""

    period: str
    source: str
    target: str
    kind: str
    weight: int


class Network(msgspec.Struct, frozen=True):
    """Actors and concepts, and the lines between them; the names of nodes are sorted."""

    actors: list[str]
    concepts: list[str]
    edges: list[Edge]


def load_concepts(path: str | Path) -> list[Concept]:
    """The concepts of a TOML file. Raises StoreError that names what is wrong with it."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        concepts = msgspec.convert(tomllib.loads(text), _Concepts).concept
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise StoreError(f"{path}: {error}; a concept is [[concept]] with name, phrases, and if need be not, for, against") from error
    twice = [name for name, count in Counter(concept.name for concept in concepts).items() if count > 1]
    if twice:
        raise StoreError(f"{path}: the concept {twice[0]!r} is there twice")
    for concept in concepts:
        if not concept.phrases or not all(phrase.strip("* ") for phrase in concept.phrases):
            raise StoreError(f"{path}: the concept {concept.name!r} needs phrases with words in them")
    return concepts


@cache
def _stance() -> _Stance:
    text = files("onrecord").joinpath("data/stance.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Stance)


def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """What finds any of the phrases: whole words, any case, a star for the rest of a word.

    >>> pattern(["sanction*", "arms embargo"]).findall("Sanctions, an arms  embargo, armsembargo")
    ['Sanctions', 'arms  embargo']
    """
    words = [r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()) for phrase in phrases]
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE) if words else re.compile(r"(?!)")


def stances(corpus: Corpus, concepts: Sequence[Concept], asked: Filter | None = None) -> list[Stance]:
    """Where actors speak of the concepts, or do something about them, by day and key."""
    asked = asked or Filter()
    found: list[Stance] = []
    for concept in concepts:
        about, misses = pattern(concept.phrases), pattern(concept.near_misses)
        for actor, act, negated, words, place in _said(corpus, asked, concept):
            match = _match(about, misses, words)
            if match:
                agreement, why = _agreement(concept, act, negated, words, match)
                day, article, outlet, key = place
                found.append(
                    Stance(actor=actor, concept=concept.name, agreement=agreement, found=match[0], why=why, words=words, day=day,
                           article=article, outlet=outlet, key=key)
                )  # fmt: skip
    return sorted(found, key=lambda item: (item.day or "", item.key, item.concept, item.actor))


Place = tuple[str | None, str, str | None, str]


def _said(corpus: Corpus, asked: Filter, concept: Concept) -> list[tuple[Name, str, bool, str, Place]]:
    """Who says or does something in whose words the concept may be: actor, act or type, negation, words, place."""
    query = " OR ".join(_search_words(phrase) for phrase in concept.phrases)
    with told(corpus.path):
        need = statement_conditions(corpus.link, asked)
        need.need("s.source IS NOT NULL AND s.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)", query)
        ids = [row[0] for row in corpus.link.execute(f"SELECT s.id FROM statements s{need.where}", need.values)]
        rows = [
            (row.source, row.act, row.negated, row.content, (row.published, row.article, row.outlet, row.key))
            for row in statements_by_id(corpus.link, ids) if row.source
        ]  # fmt: skip
        need = report_conditions(corpus.link, replace(asked, actor=asked.actor or asked.by, by=None, act=None))
        need.need("r.statement IS NULL AND r.asserted_by IS NULL AND r.title = 0")
        need.need("r.id IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", query)
        ids = [row[0] for row in corpus.link.execute(f"SELECT r.id FROM reports r{need.where}", need.values)]
        known = {*_stance().types.supporting, *_stance().types.against}
        rows += [
            (actor, row.type, "negation" in row.status, row.sentence, (row.published, row.article, row.outlet, row.key))
            for row in reports_by_id(corpus.link, ids) if row.type in known for actor in row.actors
        ]  # fmt: skip
    return rows


def _search_words(phrase: str) -> str:
    parts = phrase.split()
    star = "*" if parts[-1].endswith("*") else ""
    plain = [part.split("*")[0][:_STEM] if star and i == len(parts) - 1 else part for i, part in enumerate(parts)]
    if any("*" in part for part in plain):  # a star inside a phrase: FTS5 has none there, so any part will do
        return " OR ".join(f'"{part.split("*")[0][:_STEM]}"*' for part in parts)
    return '"' + " ".join(plain).replace('"', "") + f'"{star}'


def _match(about: re.Pattern[str], misses: re.Pattern[str], words: str) -> re.Match[str] | None:
    """The first place that names the concept and is no near miss."""
    missed = [found.span() for found in misses.finditer(words)]
    return next((found for found in about.finditer(words) if not any(s < found.end() and found.start() < e for s, e in missed)), None)


def _agreement(concept: Concept, act: str, negated: bool, words: str, match: re.Match[str]) -> tuple[Agreement, str]:
    """For, against or unclear, and what that was read from."""
    stance = _stance()
    sides = stance.types if act.isupper() else stance.acts
    towards = 1 if act in sides.supporting else -1 if act in sides.against else 0
    reasons = [act] if towards else []
    if towards and negated:
        towards, reasons = -towards, [*reasons, "negated"]
    near = _around(words, match)
    content, word = _worded(concept, near)
    if content:
        turned = bool(pattern(stance.words.negation).search(near))
        content = -content if turned else content
        reasons.append(f"“{word}”" + (" negated" if turned else ""))
    sign = towards * (content or 1) if towards else content
    return ("for" if sign > 0 else "against" if sign < 0 else "unclear"), ", ".join(reasons)


def _around(words: str, match: re.Match[str]) -> str:
    """The words around the concept, without itself."""
    before = [found for found in _TOKEN.finditer(words, 0, match.start())][-_NEAR:]
    after = [found for found in _TOKEN.finditer(words, match.end())][:_NEAR]
    start = before[0].start() if before else match.start()
    end = after[-1].end() if after else match.end()
    return f"{words[start : match.start()]} | {words[match.end() : end]}"


def _worded(concept: Concept, near: str) -> tuple[int, str]:
    """How the words beside a concept stand to it; unclear when both sides are there."""
    good = pattern([*_stance().words.supporting, *concept.supporting]).search(near)
    bad = pattern([*_stance().words.against, *concept.against]).search(near)
    if bool(good) == bool(bad):
        return 0, ""
    return (1, good[0]) if good else (-1, bad[0] if bad else "")


def who(name: Name) -> str:
    """How an actor is called in tables and networks: a code with its sector stands for the government, else the name.

    >>> who(Name("Ada Holm", "NOR", "GOV", "person")), who(Name("Red Cross", "NGO"))
    ('NOR GOV', 'Red Cross')
    """
    return f"{name.code} {name.sector}" if name.code and name.sector else name.name


def tabulate(
    corpus: Corpus, found: Sequence[Stance], *, by: str = "all", counting: Counting = "document", names: bool = False
) -> list[ConceptRow]:
    """Actors and concepts in periods. `counting`: every place, once a document (copies of a story are one), or once a week."""
    if counting not in ("all", "document", "week"):
        raise StoreError(f"{counting!r} is no way of counting; it is all, document or week")
    checked_period(by)
    with told(corpus.path):
        families = dict(corpus.link.execute("SELECT key, family FROM articles"))
    seen: set[tuple[object, ...]] = set()
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for item in found:
        actor, period = item.actor.name if names else who(item.actor), period_of(item.day, by)
        unit = {"all": item.key, "document": families[item.article], "week": period_of(item.day, "week")}[counting]
        mark = (actor, item.concept, item.agreement, unit)
        if period and mark not in seen:
            seen.add(mark)
            counts[period, actor, item.concept][item.agreement] += 1
    return [ConceptRow(*key, count["for"], count["against"], count["unclear"]) for key, count in sorted(counts.items())]


def network(rows: Sequence[ConceptRow], *, least: int = 1, least_weight: int = 1) -> Network:
    """The network of actors and concepts, and of actors that agree (congruence) or disagree (conflict) on them.

    `least`: how often an actor must be for or against a concept to count; `least_weight`: concepts that two actors must share.
    """
    edges: list[Edge] = []
    stands: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        for kind, count in (("for", row.supports), ("against", row.opposes), ("unclear", row.unclear)):
            if count >= least:
                edges.append(Edge(row.period, row.actor, row.concept, kind, count))
        if max(row.supports, row.opposes) >= least and row.supports != row.opposes:
            stands[row.period][row.actor][row.concept] = 1 if row.supports > row.opposes else -1
    for period, actors in sorted(stands.items()):
        for one, other in combinations(sorted(actors), 2):
            shared = [actors[one][concept] * actors[other][concept] for concept in actors[one].keys() & actors[other].keys()]
            for kind, sign in (("congruence", 1), ("conflict", -1)):
                if (weight := shared.count(sign)) >= least_weight:
                    edges.append(Edge(period, one, other, kind, weight))
    names = {edge.source for edge in edges} | {edge.target for edge in edges if edge.kind in ("congruence", "conflict")}
    concepts = {edge.target for edge in edges if edge.kind in _SIGN}
    return Network(sorted(names), sorted(concepts), edges)
