"""Finds the persons of an article: full names first, then surnames, with the titles that stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.knowledge.actor_schema import HolderRow
from onrecord.knowledge.actors import ActorTables, Known, Person, plain
from onrecord.parse.clause import Parse, Token
from onrecord.records import Office
from onrecord.resolve.cast import Actor, Cast
from onrecord.resolve.hits import Hit, Hits
from onrecord.resolve.roles import RULING, Reading
from onrecord.resolve.spelling import spelling
from onrecord.resolve.titles import Titles

_BODY = frozenset({"IGO", "UNO", "EUR", "NGO"})
_Home = Callable[[Reading | None, int], str | None]  # the country of people around a token


@dataclass(slots=True)
class Mention:
    """A name of a person at the tokens `[start, end)`, without titles; `known` when the tables have it."""

    start: int
    end: int
    known: Person | None = None


@dataclass
class PersonFinder:
    """Enters all persons into the cast. `day` is the article's ISO date, or "" when nobody knows it."""

    parse: Parse
    tables: ActorTables
    hits: Hits
    cast: Cast
    day: str
    read: Callable[[Hit, int, int], list[Reading]]
    more: Sequence[tuple[int, int]] = ()  # names of persons that the parser took for something else
    by_token: dict[int, Actor] = field(default_factory=dict)
    titles: dict[int, list[Reading]] = field(default_factory=dict)  # by the person's key
    known: dict[int, Person] = field(default_factory=dict)
    _surnames: dict[str, list[Actor]] = field(default_factory=dict)
    _firsts: dict[str, list[Actor]] = field(default_factory=dict)  # by the first name: "Wen" of Wen Jiabao

    @cached_property
    def _beside(self) -> Titles:
        return Titles(self.parse, self.tables, self.hits, self.read, self.by_token)

    def run(self) -> None:
        """Full names, then single names, then what the titles say."""
        mentions = sorted(self._mentions(), key=lambda m: m.start)
        for mention in mentions:
            if mention.end - mention.start > 1:
                self._enter_full(mention)
        for mention in mentions:
            if mention.end - mention.start == 1:
                self._enter_single(mention)
        self._repeat_surnames()

    def settle(self, home: _Home) -> None:
        """Gives every person code, sector and office: the text's title first, then the table; `home` tells a bare title's country."""
        persons = list(dict.fromkeys(self.by_token.values()))
        for actor in persons:
            self._settle(actor, home)
        for actor in persons:
            self._settle_owned(actor)

    # ---------------------------------------------------------------- where names stand
    def _mentions(self) -> Iterator[Mention]:
        taken: set[int] = set()
        for hit in self.hits.items:
            if hit.person is not None:
                taken.update(range(hit.start, hit.end))
                yield Mention(hit.start, hit.end, hit.person)
        persons = [(start, end) for start, end, label in self.parse.names if label == "PERSON"]
        for start, end in (*persons, *self.more):
            town = end == start + 1 and (self.parse.tokens[start].text,) in self.tables.capitals  # at the head of an article
            if not town and not taken.intersection(range(start, end)):
                low, high = self._trimmed(start, end)
                if low < high:
                    yield Mention(low, high)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A person's name without titles before it, possessive marks and known names of countries or bodies."""
        tokens = self.parse.tokens
        while start < end and (self._beside.is_title(start) or (start in self.hits.at and self.hits.at[start].person is None)):
            start += 1
        while start < end and (tokens[end - 1].text in ("'s", "’s", "'", "’") or not tokens[end - 1].text[:1].isalnum()):
            end -= 1
        last = start
        while last < end and last not in self.hits.at:
            last += 1
        return (start, last) if start < last and tokens[start].text[:1].isupper() else (start, start)

    # ---------------------------------------------------------------- who they are
    def _words(self, mention: Mention) -> list[str]:
        return [t.text for t in self.parse.tokens[mention.start : mention.end] if t.text[:1].isalpha()]

    def _enter_full(self, mention: Mention) -> None:
        words = self._words(mention)
        if not words:
            return
        name = mention.known.name if mention.known is not None else self.parse.words(mention.start, mention.end)
        surname = _fold(words[-1])
        same = [a for a in self._surnames.get(surname, []) if _compatible(a.name, name)]
        actor = same[0] if same and mention.known is None else self.cast.enter(("person", _fold(name)), name, "person", named=True)
        if actor.key not in self.known and mention.known is None and len(name) > len(actor.name):
            actor.name = name  # "A. Holm" is Ada Holm
        self._note(actor, mention, words)

    def _note(self, actor: Actor, mention: Mention, words: list[str]) -> None:
        if mention.known is not None:
            self.known[actor.key] = mention.known
        for surname in self._short_forms(actor, mention, words):
            known = self._surnames.setdefault(surname, [])
            if actor not in known:
                known.append(actor)
        actor.mentions.add((mention.start, mention.end))
        for at in range(mention.start, mention.end):
            self.by_token[at] = actor
        self._note_sex(actor, mention, words)
        for reading in self._beside.beside(mention.start, mention.end):
            self.titles.setdefault(actor.key, []).append(reading)
            actor.titles.add(self._plain_title(reading.role.noun))

    def _short_forms(self, actor: Actor, mention: Mention, words: list[str]) -> list[str]:
        forms = [_fold(words[-1])] if len(words) > 1 or actor.name == words[0] else []
        if len(words) > 1:
            self._firsts.setdefault(_fold(words[0]), []).append(actor)
        return forms

    def _plain_title(self, noun: str) -> str:
        return self.tables.words.same.get(noun, noun)

    def _note_sex(self, actor: Actor, mention: Mention, words: list[str]) -> None:
        before = self.parse.tokens[mention.start - 1].text if mention.start else ""
        full = words if len(words) > 1 else actor.name.split()
        given = full[0] if len(full) > 1 else ""
        by_name = "m" if given in self.tables.male else "f" if given in self.tables.female else ""
        actor.sex = actor.sex or self.tables.name_words.titles.get(before, "") or by_name

    def _enter_single(self, mention: Mention) -> None:
        word = self.parse.tokens[mention.start].text
        bearers = self._bearers(word)
        known = self._last_named(bearers, mention.start)
        if known is not None:
            self._note(known, mention, [word])
        elif not bearers:
            self._enter_unknown(mention, word)

    def _bearers(self, word: str) -> list[Actor]:
        """The persons of the article whom a single name can mean: by surname, by another spelling of it, by the first of their names."""
        folded = _fold(word)
        if folded in self._surnames:
            return self._surnames[folded]
        sound = spelling(word)
        alike = dict.fromkeys(a for name, found in self._surnames.items() if sound and spelling(name) == sound for a in found)
        return list(alike) or list(dict.fromkeys(self._firsts.get(folded, ())))

    def _last_named(self, known: list[Actor], at: int) -> Actor | None:
        """Of persons with one name the one named last before a token whom the form of address fits, the first of those in one sentence;
        the only one wherever it is named."""
        if len(known) == 1:
            return known[0]
        tokens = self.parse.tokens
        sex = self.tables.name_words.titles.get(tokens[at - 1].text, "") if at else ""
        fitting = [a for a in known if not sex or a.sex in ("", sex)]
        before = [(max((start for start, _ in a.mentions if start < at), default=-1), a) for a in fitting]
        latest = max((start for start, _ in before), default=-1)
        near = [(start, a) for start, a in before if start >= 0 and tokens[start].sentence == tokens[latest].sentence]
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _enter_unknown(self, mention: Mention, word: str) -> None:
        known = (mention.known,) if mention.known is not None else self._holders(word)
        name = known[0].name if len(known) == 1 else word
        actor = self.cast.enter(("person", _fold(name)), name, "person", named=True)
        if len(known) > 1:  # two of one country: who is open, for whom is not
            actor.code, actor.sector = known[0].spells[0].country, known[0].spells[0].sector
        self._note(actor, Mention(mention.start, mention.end, known[0] if len(known) == 1 else None), [word])
        self._surnames.setdefault(_fold(word), []).append(actor)

    def _holders(self, word: str) -> tuple[Person, ...]:
        """The person whom a surname alone can mean at the article's date; several only when all are one country's."""
        known = self.tables.surnames.get(word) or self.tables.surnames.get(plain(word), ())
        if self.day:
            near = [p for p in known if any(s.since <= self.day and (not s.until or s.until > _earlier(self.day)) for s in p.spells)]
            current = [p for p in near if p.current(self.day)]
            known = tuple(current or near)
        if len(known) > 1:
            named = [p for p in known if any(s.country in self._countries for s in p.spells)]
            known = tuple(named) or known
        countries = {s.country for p in known for s in p.spells}
        clear = bool(known) and (len(known) == 1 or len(countries) == 1)
        return tuple(known) if clear and self._is_likely(word, known[0]) else ()

    def _is_likely(self, word: str, person: Person) -> bool:
        """Does a surname alone call this person to mind: is the country named, or is it a leader whose surname is no given name?"""
        if any(s.country in self._countries for s in person.spells):
            return True
        names = self.tables.name_words
        common = word in self.tables.male or word in self.tables.female or word in names.given
        return not common and any(s.office in self.tables.words.leading for s in person.spells)

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(hit.known.code for hit in self.hits.items if hit.known is not None and hit.known.code is not None)

    def _repeat_surnames(self) -> None:
        """Names of known persons that the parser took for no person."""
        for token in self.parse.tokens:
            if not self._may_be_name(token):
                continue
            known = self._bearers(token.text)
            found = self._last_named(known, token.i)
            start = token.i - 1 if found is not None and self._is_given(token.i - 1, found) else token.i
            if self._inside_name(start, token.i):
                continue
            if found is not None:
                self._note(found, Mention(start, token.i + 1), [t.text for t in self.parse.tokens[start : token.i + 1]])
            elif not known and token.entity in ("PERSON", "ORG", "GPE", "NORP", "") and self._holders(token.text):
                self._enter_unknown(Mention(token.i, token.i + 1), token.text)

    def _may_be_name(self, token: Token) -> bool:
        """Is it a word in capitals that is nothing known? Tagged as no name only when it is the surname of somebody named before."""
        if token.i in self.by_token or token.i in self.hits.at or not token.text[:1].isupper():
            return False
        surname = _fold(token.text) in self._surnames and token.text.lower() not in self._small
        held = bool(token.entity) and token.text in self.tables.surnames and token.i > self.parse.sentences[token.sentence][0]
        return token.pos == "PROPN" or held or (surname and token.pos in ("NOUN", "ADJ", "VERB", "X"))

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the article has in small letters."""
        return frozenset(token.text for token in self.parse.tokens)

    def _is_given(self, at: int, actor: Actor) -> bool:
        return at >= 0 and at not in self.hits.at and _fold(self.parse.tokens[at].text) in _fold(actor.name).split()

    def _inside_name(self, start: int, last: int) -> bool:
        """Are words part of a longer name in capitals?"""
        tokens = self.parse.tokens
        for other in (start - 1, last + 1):
            if 0 <= other < len(tokens) and tokens[other].pos == "PROPN" and tokens[other].sentence == tokens[last].sentence:
                hit = self.hits.at.get(other)
                if other > last or not (self._beside.is_title(other) or (hit is not None and (hit.role is not None or hit.owns))):
                    return True
        return False

    # ---------------------------------------------------------------- what they are
    def _settle(self, actor: Actor, home: _Home) -> None:
        titles = self.titles.get(actor.key, [])
        spell, left = self._spell(actor)
        best = (
            next((r for r in titles if r.code and r.sector), None) or next((r for r in titles if r.code), None) or next(iter(titles), None)
        )
        if best is not None:
            self._from_title(actor, best, spell, left, home)
        elif spell is not None or left is not None:
            self._from_table(actor, spell, left)
        else:
            body = self._body_beside(actor)
            if body is not None:
                actor.code, actor.sector = body.code, body.sector
            actor.code = actor.code or self._owner_code(actor) or self._presumed(actor, home)

    def _settle_owned(self, actor: Actor) -> None:
        """Who belongs to another person ("X's spokesman") is of the same country; relatives of an office holder are his family (ELI)."""
        for title in self.titles.get(actor.key, []):
            owner = title.owner
            if owner is None or owner is actor or owner.kind != "person":
                continue
            actor.code = actor.code or owner.code
            if owner.sector in RULING and self._is_kin(title):
                actor.sector = "ELI"

    def _is_kin(self, title: Reading) -> bool:
        return title.role.noun.split()[-1] in self.tables.words.kin and title.role.sector == "CVL"

    def _presumed(self, actor: Actor, home: _Home) -> str | None:
        """The country of the article for a person of whom it tells nothing; not when the surname is one of officials of other states."""
        code = home(None, min(actor.mentions)[0])
        known = self.tables.surnames.get(actor.name) or self.tables.surnames.get(plain(actor.name), ())
        countries = {spell.country for person in known for spell in person.spells}
        return code if not countries or code in countries else None

    def _is_worldwide(self, title: Reading) -> bool:
        """Does the title stand beside a body of no one country: "director of the World Growers Federation"?"""
        tokens = self.parse.tokens
        near = tokens[max(title.hit.start - 6, 0) : title.hit.end + 7]
        sentence = tokens[title.hit.start].sentence
        return any(t.text in self.tables.words.worldwide for t in near if t.sentence == sentence)

    def _owner_code(self, actor: Actor) -> str | None:
        """ "Norway's Liv Dahl", "Minister Liv Dahl of Norway": the state beside the name."""
        return next((known.code for known in self._beside_name(actor) if known.use == "state"), None)

    def _body_beside(self, actor: Actor) -> Known | None:
        """ "NATO's Liv Dahl", "Liv Dahl of the Greens": the body beside the name."""
        return next((known for known in self._beside_name(actor) if known.use == "organisation"), None)

    def _beside_name(self, actor: Actor) -> Iterator[Known]:
        """The names before a person's with a possessive, and behind it with a preposition."""
        tokens = self.parse.tokens
        for start, end in sorted(actor.mentions):
            before = start - 2 if start > 1 and tokens[start - 1].text in ("'s", "’s", "'", "’") else -1
            behind = end + 1 if end + 1 < len(tokens) and tokens[end].text.lower() in self.tables.words.owner else -1
            for at in (before, behind, behind + 1 if behind > 0 and tokens[behind].pos == "DET" else -1):
                hit = self.hits.at.get(at)
                if hit is not None and hit.known is not None:
                    yield hit.known

    def _spell(self, actor: Actor) -> tuple[HolderRow | None, HolderRow | None]:
        """The office held at the article's date, else the one left last."""
        person = self.known.get(actor.key)
        if person is None:
            return None, None
        if not self.day:
            return person.spells[-1], None
        held = person.current(self.day)
        return (held[0], None) if held else (None, person.left(self.day))

    def _from_title(
        self,
        actor: Actor,
        title: Reading,
        spell: HolderRow | None,
        left: HolderRow | None,
        home: _Home,
    ) -> None:
        table = spell or left
        actor.code, actor.sector, actor.others = title.code, title.sector, title.others
        if actor.code is None and table is not None and (spell is not None or table.country not in _BODY):
            actor.code = table.country
            if table.country in _BODY:
                actor.sector = table.sector
        if actor.code is None and not title.owned:
            actor.code = self._owner_code(actor) or home(title, title.hit.start)
        elif actor.code is None and title.owner is None and not self._is_worldwide(title):
            actor.code = self._presumed(actor, home)
        if actor.sector is None and table is not None and actor.code == table.country:
            actor.sector = "ELI" if spell is None else table.sector
        actor.speaks = title.role.speaks
        actor.side = title.owner.key if title.owner is not None and title.owner.kind != "person" else None
        if title.role.office and not title.former and title.sector == title.role.sector:
            actor.office = self._office(title.role.noun, spell)

    def _office(self, noun: str, spell: HolderRow | None) -> Office:
        if spell is not None and self.day and self._plain_title(spell.office) == self._plain_title(noun):
            return Office(spell.office, spell.since, spell.until or None)
        return Office(noun)

    def _from_table(self, actor: Actor, spell: HolderRow | None, left: HolderRow | None) -> None:
        if spell is not None:
            actor.code, actor.sector, actor.speaks = spell.country, spell.sector, True
            if self.day and spell.office:
                actor.office = Office(spell.office, spell.since, spell.until or None)
            actor.titles.add(self._plain_title(spell.office))
        elif left is not None:
            actor.code = left.country if left.country not in _BODY else None
            actor.sector = "ELI"
            actor.titles.add(self._plain_title(left.office))


def _fold(word: str) -> str:
    return plain(word).casefold()


def _compatible(one: str, other: str) -> bool:
    """Can two full names be one person's? The shorter one's words are all in the longer one's, or initials of them."""
    first, second = _fold(one).split(), _fold(other).split()
    if len(first) > len(second):
        first, second = second, first
    return all(any(b == a or (a.endswith(".") and b.startswith(a[:1])) for b in second) for a in first)


def _earlier(day: str) -> str:
    """The day eight years before."""
    return f"{int(day[:4]) - 8:04}{day[4:]}"
