"""Which words of a text name a place: the parser's own place names, mended, and names that the gazetteer and the syntax vouch for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.place_words import PlaceWords
from onrecord.parse.clause import Parse, Token
from onrecord.resolve.place_descriptions import Mention, described_places

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 6  # words in a name
_TOWN = 15_000  # inhabitants from which a town is known by its bare name
_CITY = 100_000  # and from which it counts inside a body's name ("Auckland Regional Health Service")
_ROUNDS = 3  # times that the text is gone through: a name in a list may vouch for the next


def top_of(rows: tuple[Candidate, ...]) -> Candidate:
    """The best known of the places that bear a name: usual names first, then inhabitants."""
    return max(rows, key=lambda c: (c.main, not c.feature.startswith(("PPL", "ADM2")), c.population))


def is_country(rows: tuple[Candidate, ...]) -> bool:
    """Can the name be a country's?"""
    return any(c.feature.startswith("PCL") and c.main for c in rows)


def _is_town(place: Candidate) -> bool:
    """Is it a town that is known by its bare name?"""
    return place.feature.startswith("PPL") and place.population >= _TOWN


class NameFinder:
    """Finds the place names of one text."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.parse, self.tokens, self.gazetteer, self.words = parse, parse.tokens, gazetteer, words
        self.found: dict[int, Mention] = {}
        self.taken: dict[int, int] = {}  # token -> start of the mention that it belongs to
        self.label: dict[int, tuple[int, int, str]] = {at: name for name in parse.names for at in range(name[0], name[1])}
        self.surnames = self._surnames()
        self.countries: set[str | None] = set()  # that the text names
        self.short: dict[str, tuple[Candidate, ...]] = {}  # abbreviations that the text itself explains

    def mentions(self) -> list[Mention]:
        """The names in order of the text."""
        for start, end, label in self.parse.names:
            if label in _PLACES:
                for mention in self._mended(start, end):
                    self._take(mention)
        for _ in range(_ROUNDS):
            before = len(self.found)
            self._explain_short_forms()
            self.countries = {top_of(m.rows).country for m in self.found.values() if m.rows and self._tells_country(m.rows)}
            known = {self._name(m.start, m.end) for m in self.found.values() if m.rows}
            for at in range(len(self.tokens)):
                if at not in self.taken and self._may_begin(at):
                    self._consider(at, known)
            if len(self.found) == before:
                break
        self._drop()
        for mention in described_places(self.parse, self.gazetteer, self.words, self.taken):
            self.found[mention.start] = mention
        return [self.found[start] for start in sorted(self.found)]

    # ---------------------------------------------------------------- names that the parser marked
    def _mended(self, start: int, end: int) -> Iterator[Mention]:
        """The name without article, title and possessive, grown to a longer known one, or cut into the several that it is."""
        start, end = self._bare(start, end)
        whole = self._grown(start, end)
        if whole.rows or end - start == 1:
            yield whole
            return
        cuts = [i for i in range(start, end) if self._is_cut(i)]
        if cuts:
            for left, right in pairwise([start - 1, *cuts, end]):
                if right - left > 1:
                    yield self._grown(*self._bare(left + 1, right))
            return
        yield self._core(start, end) or whole

    def _is_cut(self, at: int) -> bool:
        """Does the token part two names: "and", a comma, a dash between spaces?"""
        token = self.tokens[at]
        dash = token.text in ("-", "–", "—") and token.start > self.tokens[at - 1].end
        return token.pos == "CCONJ" or token.text in ("/", ",") or dash

    def _core(self, start: int, end: int) -> Mention | None:
        """The place in a longer name that is not known: "Dresden" in "Dresden Zoo", "Sydney" in "North-Western Sydney"."""
        left, right = start, end
        while left < right - 1 and (self.tokens[left].text.lower() in self.words.directions or self.tokens[left].text == "-"):
            left += 1
        if left == start and self.tokens[end - 1].text.lower() in self.words.buildings:
            right = end - 1
        mention = self._mention(left, right) if (left, right) != (start, end) else None
        known = mention is not None and mention.rows and self._is_big(mention.rows, _CITY)
        return mention if mention is not None and known and top_of(mention.rows).feature.startswith(("PPL", "PCL")) else None

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        tokens = self.tokens
        while start < end - 1 and (tokens[start].pos == "DET" or tokens[start].text.rstrip(".").lower() in self.words.titles):
            start += 1
        while end - 1 > start and (tokens[end - 1].tag == "POS" or not tokens[end - 1].text[:1].isalnum()):
            end -= 1
        return start, end

    def _grown(self, start: int, end: int) -> Mention:
        led = start - 2 if start > 1 and self.tokens[start - 1].text == "of" and self.tokens[start - 2].text[:1].isupper() else start
        if led < start and (rows := self._find(led, end)):  # "Bay of Bengal"
            return Mention(led, end, rows)
        longer = self._longest(start, end)
        return longer if longer is not None and longer.end > end else self._mention(start, end)

    def _mention(self, start: int, end: int) -> Mention:
        """The name of a token range, without a small word that only says what it is ("Aceh province")."""
        rows = self._find(start, end)
        last = self.tokens[end - 1].text
        if end - start > 1 and last.lower() in self.words.generic and (last.islower() or not rows):
            cut = self._find(start, end - 1)
            if cut and last.islower():
                return Mention(start, end - 1, cut, last)
            if cut:
                return Mention(start, end, cut, last.lower())
        kind = last.lower() if end - start > 1 and last.lower() in self.words.generic else self._kind_around(start, end)
        return Mention(start, end, rows, kind)

    def _find(self, start: int, end: int) -> tuple[Candidate, ...]:
        name = self._name(start, end)
        if end - start == 1 and len(name) == 2 and not name.isupper():  # "us" is no country, nor is "It" a town
            return ()
        return self.short.get(name) or self._state(start, name) or self.gazetteer.find(name)

    def _state(self, at: int, name: str) -> tuple[Candidate, ...]:
        """A state's abbreviation behind a comma: "Dayton, Ind."."""
        full = self.words.abbreviations.get(name.replace(".", "")) if at and self.tokens[at - 1].text == "," else None
        return self.gazetteer.find(full) if full else ()

    def _kind_around(self, start: int, end: int) -> str:
        """The word beside the name that says what it is: "the Nyanza province", "the town of Beitbridge"."""
        if end < len(self.tokens) and self.tokens[end].text in self.words.generic:
            return self.tokens[end].text
        before = self._token(start - 1)
        if before is not None and before.text in self.words.generic:
            return before.text
        if before is not None and before.text == "of" and start > 1:
            word = self.tokens[start - 2]
            return next((one for one in (word.text, word.lemma.lower()) if one in self.words.several or one in self.words.generic), "")
        return ""

    # ---------------------------------------------------------------- names that the parser missed
    def _longest(self, start: int, least: int) -> Mention | None:
        """The longest known name that begins at a token and reaches at least to `least`."""
        tokens, last = self.tokens, start + 1
        while last < len(tokens) and last - start < _LONGEST and self._goes_on(last):
            last += 1
        for end in range(last, max(least, start + 1) - 1, -1):
            if tokens[end - 1].text[:1].isupper() and (rows := self._find(start, end)):
                kind = self._kind_in_name(end)
                return Mention(start, end + 1, rows, kind) if kind else self._mention(start, end)
        return None

    def _kind_in_name(self, at: int) -> str:
        """The last word of a name that says what it is: "Province" in "Bandundu Province", but not "City" in "Seoul City Hall"."""
        word, after = self._token(at), self._token(at + 1)
        ends = after is None or after.pos != "PROPN" or not after.text[:1].isupper()
        return word.text.lower() if word is not None and ends and word.text.istitle() and word.text.lower() in self.words.generic else ""

    def _goes_on(self, at: int) -> bool:
        word = self.tokens[at]
        return word.sentence == self.tokens[at - 1].sentence and (
            word.text[:1].isupper() or word.text in self.words.inside or (word.text == "-" and word.start == self.tokens[at - 1].end)
        )

    def _may_begin(self, at: int) -> bool:
        token = self.tokens[at]
        return token.text[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ") and len(token.text.rstrip(".")) > 1

    def _consider(self, at: int, known: set[str]) -> None:
        mention = self._longest(at, at + 1)
        if mention is None or not any(test(mention) for test in self._reasons(known)):
            mention = self._unknown(at)
        if mention is not None and not any(i in self.taken for i in range(mention.start, mention.end)):
            self._take(mention)

    def _reasons(self, known: set[str]) -> tuple[Callable[[Mention], bool], ...]:
        return (
            self._is_state,
            self._in_body,
            lambda m: self._is_whole(m) and self._is_big(m.rows, _TOWN) and self._is_dateline(m),
            lambda m: self._is_whole(m) and self._is_big(m.rows, self._least(m)) and self._behind_preposition(m.start),
            self._is_put,
            lambda m: self._is_home(m) or (self._is_big(m.rows, _TOWN) and self._is_explained(m)),
            self._in_country,
            lambda m: self._is_whole(m) and self._is_big(m.rows, 0) and (m.kind != "" or self._in_list(m)),
            lambda m: self._is_whole(m) and self._name(m.start, m.end) in known,
        )

    def _unknown(self, at: int) -> Mention | None:
        """A name that nobody knows, where the words say that it is a place: "the village of Kogelo"."""
        end = at + 1
        while end < len(self.tokens) and self._is_joined(end):
            end += 1
        mention = Mention(at, end, self._find(at, end), self._kind_around(at, end) or self._kind_of_list(at))
        behind = at > 1 and self.tokens[at - 1].text == "of" and self._is_settlement(at - 2)
        said = behind or mention.kind in self.words.several or self._is_between(at, end)
        other = self._label(mention) in ("PERSON", "ORG", "NORP")
        leads = end - at > 1 and self.tokens[at].text.lower() in self.words.leading
        follows = end < len(self.tokens) and self.tokens[end].text in self.words.settlements
        spoken = follows and at > 0 and (self.tokens[at - 1].pos == "ADP" or self.tokens[at - 1].text == "the")
        site = end - at > 1 and self.tokens[end - 1].text.lower() in self.words.sites and self._label(mention) != "PERSON"
        sure = said or spoken or site or (not other and (leads or follows))
        proper = self.tokens[at].pos == "PROPN" and self.tokens[end - 1].text.split("-")[-1] not in self.words.joined
        return mention if proper and sure else None

    def _is_settlement(self, at: int) -> bool:
        token = self.tokens[at]
        return token.text.lower() in self.words.settlements or token.lemma.lower() in self.words.settlements

    def _is_between(self, at: int, end: int) -> bool:
        """Does the name stand in a list with a known place on either side?"""
        sides = (self._neighbour(at, -1), self._neighbour(end - 1, 1))
        rows = [self.found[start].rows for side in sides if (start := self.taken.get(side)) is not None]
        return len(rows) == 2 and all(rows)

    def _is_joined(self, at: int) -> bool:
        """Does an unknown name go on with the token: another name in capitals, or what a hyphen joins?"""
        token, before = self.tokens[at], self.tokens[at - 1]
        joined = token.start == before.end and "-" in (token.text, before.text)
        return joined or (token.pos == "PROPN" and token.text[:1].isupper())

    def _kind_of_list(self, at: int) -> str:
        """What the names before this one in a list are said to be: "the towns of A, B and C"."""
        start = self.taken.get(self._neighbour(at, -1))
        kind = self.found[start].kind if start is not None else ""
        return kind if kind in self.words.several else ""

    def _is_state(self, mention: Mention) -> bool:
        """A country's name always counts, and one of several words that a large place bears, but not in a person's or body's name."""
        sure = is_country(mention.rows) or (mention.end - mention.start > 1 and self._is_big(mention.rows, 10 * _CITY))
        before = self._token(mention.start - 1)
        sure = sure or (self._is_region(mention.rows) and (before is None or before.pos != "PROPN"))
        return sure and self._is_whole(mention) and self._label(mention) not in ("PERSON", "NORP", "LANGUAGE")

    def _is_home(self, mention: Mention) -> bool:
        """Does the town stand before a word for its people: "a Dayton man", "Madison police"?"""
        after, before = self._token(mention.end), self._token(mention.start - 1)
        free = before is None or before.sentence != self.tokens[mention.start].sentence or before.pos != "PROPN"
        return free and after is not None and after.text in self.words.townsfolk and any(c.main and _is_town(c) for c in mention.rows)

    def _is_explained(self, mention: Mention) -> bool:
        """Is the name said to be a place behind a comma: "Austin, the state capital"?"""
        comma, article = self._token(mention.end), self._token(mention.end + 1)
        if comma is None or article is None or comma.text != "," or article.pos != "DET" or not self._is_whole(mention):
            return False
        noun = next((t for t in self.tokens[mention.end + 2 : mention.end + 6] if t.pos == "NOUN" and t.text in self.words.settled), None)
        return noun is not None and not any(t.pos in ("VERB", "PROPN") for t in self.tokens[mention.end + 2 : noun.i])

    def _is_put(self, mention: Mention) -> bool:
        """Behind a word that only a place follows, or a town's further name behind a preposition, where no person or body is meant."""
        before = self._token(mention.start - 1)
        if before is None or not self._is_whole(mention) or before.sentence != self.tokens[mention.start].sentence:
            return False
        largest = max(c.population for c in mention.rows)
        strong = before.lemma.lower() in self.words.strong and largest >= _TOWN // 10
        further = largest >= 3 * _TOWN and self._behind_preposition(mention.start) and self._label(mention) not in ("PERSON", "ORG")
        return strong or (further and self.tokens[mention.start].pos == "PROPN")

    @staticmethod
    def _is_region(rows: tuple[Candidate, ...]) -> bool:
        """Is it the usual name of one region, sea or well-known state alone ("Crimea")?"""
        usual = [c for c in rows if c.main]
        known = usual and (
            not usual[0].feature.startswith(("PPL", "ADM")) or (usual[0].feature == "ADM1" and usual[0].population >= 10 * _CITY)
        )
        return len(usual) == 1 and bool(known) and usual[0].feature != "BLDG"

    def _least(self, mention: Mention) -> int:
        """Inhabitants that a town must have: any number, if the text names its country."""
        return 0 if top_of(mention.rows).country in self.countries else _TOWN

    def _in_country(self, mention: Mention) -> bool:
        """A town of some size, if its country is named in the text and nothing else claims the name."""
        top, before = top_of(mention.rows), self._token(mention.start - 1)
        alone = before is None or before.pos != "PROPN" or before.sentence != self.tokens[mention.start].sentence
        person = self._label(mention) == "PERSON" and mention.end - mention.start == 1
        named = top.main and top.country in self.countries and top.population >= (3 * _CITY if person else _CITY)
        named = named and top.feature != "ADM2"  # a county is told by its word
        proper = all(self.tokens[i].pos == "PROPN" for i in (mention.start, mention.end - 1))
        return alone and named and proper and self._is_whole(mention) and not self._is_surname(mention)

    def _is_dateline(self, mention: Mention) -> bool:
        """In capitals at the head of a report: "BONN (Courier) -"."""
        first, after = self.tokens[mention.start], self._token(mention.end)
        starts = first.i == self.parse.sentences[first.sentence][0] and self._name(mention.start, mention.end).isupper()
        return starts and after is not None and after.text in ("(", ",", "-", "–", "—", ":")

    def _is_surname(self, mention: Mention) -> bool:
        return self._name(mention.start, mention.end) in self.surnames

    def _in_body(self, mention: Mention) -> bool:
        """A known place at the beginning of a body's name, or a country at its end: "U.S. Department of Health", "Bank of Japan"."""
        start, end, label = self.label.get(mention.start, (0, 0, ""))
        if label != "ORG" or mention.end > end:
            return False
        if self._is_enterprise(start, end):
            return mention.kind in self.words.counties and self._is_seat(mention, start, end)
        if self._is_seat(mention, start, end):
            return True
        top = top_of(mention.rows)
        if not self._is_big(mention.rows, 3 * _CITY) or (top.feature == "ADM1" and top.population < 3 * _CITY):
            return False
        first = mention.start == start or (mention.start == start + 1 and self.tokens[start].pos == "DET")
        behind_of = mention.end == end and mention.start > start and self.tokens[mention.start - 1].text in ("of", "for")
        begins = first and mention.end < end and top_of(mention.rows).feature.startswith(("PCL", "ADM", "PPL"))
        return begins or behind_of or (mention.end == end and is_country(mention.rows))

    def _is_seat(self, mention: Mention, start: int, end: int) -> bool:
        """Does a body of a town or county bear its name first: "Dayton Police Department", "Clark County Sheriff's Office"?"""
        first = mention.start == start or (mention.start == start + 1 and self.tokens[start].pos == "DET")
        after = self._token(mention.end)
        seat = after is not None and mention.end < end and after.text.lower() in self.words.seats
        return first and (seat or mention.kind in self.words.counties) and top_of(mention.rows).feature.startswith(("PPL", "ADM"))

    def _is_enterprise(self, start: int, end: int) -> bool:
        """Is the body one whose name says little of the place: a firm, a paper, a university?"""
        return any(self.tokens[i].text.rstrip(".").lower() in self.words.enterprises for i in range(start, end))

    def _is_whole(self, mention: Mention) -> bool:
        """Is the name all there is, and no part of a longer one, a person's or a body's?"""
        after, label = self._token(mention.end), self.label.get(mention.start)
        if after is not None and after.pos == "PROPN" and after.text[:1].isupper() and not self._other(mention.end):
            return False
        if label is not None and label[2] in ("PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW"):
            inside = [i for i in self._piece(mention.start, label[0], label[1]) if self.tokens[i].pos == "PROPN"]
            return all(mention.start <= i < mention.end for i in inside)
        return True

    def _piece(self, at: int, start: int, end: int) -> range:
        """The part of a name between commas that a token stands in."""
        commas = [i for i in range(start, end) if self.tokens[i].text == ","]
        return range(max([start, *(i + 1 for i in commas if i < at)]), min([end, *(i for i in commas if i > at)]))

    def _other(self, at: int) -> bool:
        """Does another thing begin at the token: a name that the parser took apart?"""
        name = self.label.get(at)
        return name is not None and name[0] == at

    def _label(self, mention: Mention) -> str:
        return self.label.get(mention.start, (0, 0, ""))[2]

    def _behind_preposition(self, at: int) -> bool:
        before = self._token(at - 1)
        if before is not None and before.pos == "DET":
            before = self._token(at - 2)
            at -= 1
        if before is None or before.sentence != self.tokens[at].sentence:
            return False
        if before.text in self.words.parts:
            return True
        if before.text in ("on", "against") and at > 1:
            return self.tokens[at - 2].lemma.lower() in self.words.assaults
        if before.text == "of" and at > 1:
            return self.tokens[at - 2].lemma.lower() in self.words.directions or self.tokens[at - 2].lemma.lower() in self.words.scenes
        if before.lemma.lower() not in self.words.before:
            return False
        return at < 2 or self.tokens[at - 2].text.lower() not in self.words.sayings

    def _in_list(self, mention: Mention) -> bool:
        """Does a place stand beside the name in a list or chain: "Pandi, Bulacan", "Cairo, Giza and Minya"?"""
        return self._neighbour(mention.start, -1) in self.taken or self._neighbour(mention.end - 1, 1) in self.taken

    def _neighbour(self, at: int, step: int) -> int:
        """The token beyond a comma or "and" (both, too) beside the one at `at`, -1 when there is none."""
        beyond = at + step
        while (token := self._token(beyond)) is not None and abs(beyond - at) < 3 and (token.text in (",", "and", "or", "&")):
            beyond += step
        return beyond if abs(beyond - at) > 1 else -1

    @staticmethod
    def _tells_country(rows: tuple[Candidate, ...]) -> bool:
        return is_country(rows) or top_of(rows).feature in ("ADM1", "PPLC")

    def _explain_short_forms(self) -> None:
        """Learns "NSW" from "New South Wales (NSW)"."""
        for mention in list(self.found.values()):
            opened, short, closed = (self._token(mention.end + n) for n in range(3))
            if opened is None or short is None or closed is None or (opened.text, closed.text) != ("(", ")") or not mention.rows:
                continue
            initials = "".join(t.text[0] for t in self.tokens[mention.start : mention.end] if t.text[:1].isupper())
            if short.text.replace(".", "") == initials and len(initials) > 1:
                self.short[short.text] = mention.rows
                self.found.pop(short.i, None)
                self.taken.pop(short.i, None)
                self._take(Mention(short.i, short.i + 1, mention.rows))

    # ---------------------------------------------------------------- what is no place
    def _take(self, mention: Mention) -> None:
        tokens = self.tokens[mention.start : mention.end]
        if not tokens or any(t.i in self.taken for t in tokens) or not any(t.text[:1].isupper() for t in tokens):
            return
        if self._is_other(mention) or self._is_people(mention):
            return
        if not mention.rows and not self.is_placed(mention):
            return
        self.found[mention.start] = mention
        self.taken |= {t.i: mention.start for t in tokens}

    def _is_other(self, mention: Mention) -> bool:
        """Is it a word, part of one ("mid-Atlantic"), an abbreviation, or does what stands beside it make it no place ("Mrs Kong")?"""
        first, before, after = self.tokens[mention.start], self._token(mention.start - 1), self._token(mention.end)
        if mention.end - mention.start == 1 and (self._is_word(mention) or "$" in first.text or self._is_short(mention)):
            return True
        if after is not None and (after.text.lower() in self.words.not_before or after.text == "$"):
            return True
        if after is not None and after.text[:1].isdigit() and first.text in self.words.roads:  # "U.S. 60"
            return True
        if not mention.rows and self.tokens[mention.end - 1].text.rstrip(".").lower() in self.words.streets:
            return True
        if before is None:
            return False
        titled = before.text.rstrip(".").lower() in self.words.titles
        return titled or (before.text == "-" and before.end == first.start and self.tokens[mention.start - 2].text.islower())

    def _is_word(self, mention: Mention) -> bool:
        """A word that means something else ("Monday"), or that needs a preposition or a neighbour to be a town ("in Nice")."""
        word, at = self.tokens[mention.start].text.lower(), mention.start
        if (
            at > 1 and self.tokens[at - 1].text == "of" and self._is_settlement(at - 2) and self._label(mention) != "DATE"
        ):  # "the town of Man"
            return False
        if word in self.words.doubtful:
            marked = self._label(mention) in _PLACES and self._behind_preposition(mention.start)
            return not marked and self._neighbour(mention.end - 1, 1) not in self.label
        return word in self.words.never or word in self.words.generic

    def _is_short(self, mention: Mention) -> bool:
        """An abbreviation that only a town's name happens to match ("UGA")."""
        first, text = self.tokens[mention.start], self.tokens[mention.start].text.replace(".", "")
        heads = first.i == self.parse.sentences[first.sentence][0]  # perhaps a dateline
        least = _CITY if heads else math.inf
        towns = all(c.feature in ("PPL", "ADM2") and c.population < least for c in mention.rows)
        return len(text) < 5 and text.isupper() and towns and text not in self.short

    def _is_people(self, mention: Mention) -> bool:
        """An adjective or a people's name that the parser took for a place ("a Canadian survey")."""
        last = self._name(mention.end - 1, mention.end)
        return self.gazetteer.country_of_people(last) is not None and not is_country(mention.rows)

    def is_placed(self, mention: Mention) -> bool:
        """Do the words around a name that is not known, or too little, say that it is a place?"""
        before, label = self._token(mention.start - 1), self._label(mention)
        spoken = before is not None and (
            before.lemma.lower() in self.words.before or before.text == "of" or (before.pos == "DET" and label != "GPE")
        )
        person = self._is_surname(mention) or not self._behind_preposition(mention.start)
        site = label != "PERSON" and mention.end - mention.start > 1 and self.tokens[mention.end - 1].text.lower() in self.words.sites
        chained = site or mention.kind != "" or self._in_list(mention) or self.tokens[mention.start].text.lower() in self.words.leading
        return chained or (spoken and not (person and label == "GPE"))

    def _drop(self) -> None:
        """Takes back names of persons: a surname of the text that no larger place bears, unless it stands where a place does."""
        for start, mention in list(self.found.items()):
            placed = self._behind_preposition(start) or self._in_list(mention) or mention.kind
            small = not is_country(mention.rows) and not (mention.rows and top_of(mention.rows).population >= 10 * _CITY)
            if self._is_surname(mention) and small and not placed:
                del self.found[start]

    def _surnames(self) -> set[str]:
        persons = [(start, end) for start, end, label in self.parse.names if label == "PERSON"]
        return {self._name(end - 1, end) for start, end in persons if self.tokens[end - 1].tag != "POS" and end - start > 1} | {
            self._name(end - 2, end - 1) for start, end in persons if self.tokens[end - 1].tag == "POS" and end - start > 2
        }

    @staticmethod
    def _is_big(rows: tuple[Candidate, ...], least: int) -> bool:
        top = top_of(rows)
        return top.main and (top.population >= least or not top.feature.startswith(("PPL", "ADM2")))

    def _token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def _name(self, start: int, end: int) -> str:
        return " ".join(self.parse.words(start, end).split())
