"""Takes back hits that only look like a country: "pro-Russian", "Georgia Tech", "Jordan Peters"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.knowledge.actors import ActorTables, Known, Use
from onrecord.parse.clause import Parse
from onrecord.resolve.hits import Hit, Hits, Scanner

_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_BODIES = frozenset({"ORG", "GPE", "FAC", "NORP", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT"})
_LANDS = frozenset({"state", "capital", "adjective", "people", "territory", "place", "group", "peoples"})


class Filter:
    """Looks at the words around each hit."""

    def __init__(self, scanner: Scanner) -> None:
        self.parse: Parse = scanner.parse
        self.tables: ActorTables = scanner.tables
        self.titled = scanner.titled
        self.surnames: dict[str, int] = {}  # place names that are surnames in this article
        self.found_persons: list[tuple[int, int]] = []  # persons' names that the parser took for something else
        self.removed: set[int] = set()  # tokens of names that mean nobody here: "Russian" in "pro-Russian", a surname
        self.persons = {i: (start, end) for start, end, label in self.parse.names if label == "PERSON" for i in range(start, end)}

    def apply(self, hits: Hits) -> None:
        """Removes or rereads the hits of `hits` in place."""
        self._find_surnames(hits)
        self._find_described(hits)
        self._find_titled(hits)
        for start, end, label in self.parse.names:
            for hit in hits.between(start, end) if label == "PERSON" and end - start > 1 else ():
                if self._is_part_of_name(hit, start):
                    self._remove(hit, hits)
        for hit in list(hits.items):
            if hit.known is None:
                continue
            land = hit.known.use in _LANDS
            if self._is_attitude(hit) or (land and self._is_personal(hit)):
                self._remove(hit, hits)
            elif land:
                self._read_firm(hit, hits)

        self._read_twofold(hits)
        self._add_shared(hits)
        self._add_local(hits)

    def _read_twofold(self, hits: Hits) -> None:
        """Names of states that a part of another state bears too, by what else the article names: the US state of Georgia."""
        for row in self.tables.twofold:
            own = [h for h in hits.items if h.known is not None and h.known.use == "state" and h.known.name == row.name]
            if not own or own[0].known is None:
                continue
            code = own[0].known.code
            others = {h.known.code for h in hits.items if h.known is not None and h not in own}
            near = any(self._text(at).lower() in row.beside for h in own for at in (h.start - 1, h.end, h.end + 1))
            placed = any(h.known is not None and h.known.code == row.code and h.known.use in ("territory", "place") for h in hits.items)
            if (near or placed) and code not in others and others.isdisjoint(row.without):
                for hit in own:
                    hit.known = Known(row.name, "territory", row.code, "GOV", "government")

    def _add_shared(self, hits: Hits) -> None:
        """ "North" in "North and South Korea": the name that it makes with the last word."""
        for hit in list(hits.items):
            words = [t.text for t in self.parse.tokens[hit.start : hit.end]]
            at = hit.start - 2
            if hit.known is None or hit.known.use != "state" or len(words) < 2 or at in hits.at or at < 0:
                continue
            known = self.tables.names.get((self._text(at), *words[1:])) if self._text(at + 1) in self.tables.words.joined else None
            if known is not None and known.use == "state":
                _add(Hit(at, at + 1, known=known), hits)

    def _add_local(self, hits: Hits) -> None:
        """Short names that only this article makes clear: "the North" where both Koreas are named."""
        codes = {hit.known.code for hit in hits.items if hit.known is not None}
        found = [row for row in self.tables.local if codes.issuperset(row.needs) and codes.isdisjoint(row.without)]
        names = {name: code for row in found for name, code in row.names.items()}
        for token in self.parse.tokens if names else ():
            name = token.text if token.text in names else token.text.title() if self._is_small_name(token.i) else ""
            if name in names and token.i not in hits.at and not self._text(token.i + 1)[:1].isupper():
                code = names[name]
                use: Use = "adjective" if token.pos == "ADJ" else "state"
                _add(Hit(token.i, token.i + 1, known=Known(self.tables.states[code], use, code, "GOV", "country")), hits)
        hits.items.sort(key=lambda hit: hit.start)

    def _remove(self, hit: Hit, hits: Hits) -> None:
        hits.items.remove(hit)
        for token in range(hit.start, hit.end):
            hits.at.pop(token, None)
            self.removed.add(token)

    def _is_small_name(self, at: int) -> bool:
        """ "the north" by itself, not "the north coast", "the north of the country"."""
        following = self.parse.tokens[at + 1] if at + 1 < len(self.parse.tokens) else None
        alone = following is None or (following.pos in ("PUNCT", "VERB", "AUX", "CCONJ") and following.text != "-")
        return alone and self.parse.tokens[at].pos in ("NOUN", "PROPN") and self._text(at - 1).lower() in self.tables.words.definite

    # ---------------------------------------------------------------- hyphens
    def _text(self, at: int) -> str:
        return self.parse.tokens[at].text if 0 <= at < len(self.parse.tokens) else ""

    def _is_attitude(self, hit: Hit) -> bool:
        """ "pro-X", "anti-X", "X-speaking": X is an opinion or a language here, nobody."""
        words = self.tables.words
        before, mark, inside = self._text(hit.start - 2).lower(), self._text(hit.start - 1).lower(), self._text(hit.start).lower()
        joined = mark == "-" and before in words.prefixes
        if joined or ("-" in inside and inside.split("-")[0] in words.prefixes) or mark.rstrip("-") in words.attitudes:
            return True
        follower = inside.rpartition("-")[2] if "-" in inside else ""
        if self._text(hit.end) == "-" and self._glued(hit.end):
            follower = self._text(hit.end + 1).lower()
        return follower.endswith(words.unowned) and follower not in words.belongs

    def _glued(self, at: int) -> bool:
        tokens = self.parse.tokens
        return 0 < at < len(tokens) - 1 and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start

    # ---------------------------------------------------------------- persons
    def _is_personal(self, hit: Hit) -> bool:
        """Is a place part of a person's name: "Jordan Peters", "Valeska Paris", and "Paris" alone in the same article?"""
        word = self._text(hit.end - 1)
        if word not in self.tables.name_words.given or self._text(hit.start - 1) == "-":
            return False
        ranged = self.persons.get(hit.start)
        if ranged is not None and ranged[1] - ranged[0] > 1 and ranged[0] < hit.end < ranged[1] + 1 and ranged != (hit.start, hit.end):
            return not self._is_title_between(hit, ranged)
        return self.surnames.get(word, 0) > 0 and self._text(hit.start - 1).lower() not in self.tables.words.local

    def _find_described(self, hits: Hits) -> None:
        """Persons whose surname is a place name, by the words behind: "Valeska Paris, an Australian woman," is no city."""
        for hit in list(hits.items):
            word = self._text(hit.end - 1)
            if (
                hit.known is not None
                and word in self.tables.name_words.given
                and self._is_after_name(hit, hits)
                and self._is_apposed(hit, hits)
            ):
                self.surnames[word] = self.surnames.get(word, 0) + 1
                self.found_persons.append((hit.start - 1, hit.end))
                self.persons |= dict.fromkeys(range(hit.start - 1, hit.end), (hit.start - 1, hit.end))

    def _is_after_name(self, hit: Hit, hits: Hits) -> bool:
        """Does a word in capitals that no table knows stand right before?"""
        before = self.parse.tokens[hit.start - 1] if hit.start else None
        named = before is not None and before.pos == "PROPN" and before.text[:1].isupper() and before.i not in hits.at
        return named and self._text(hit.start - 1).lower() not in self.tables.words.localities

    def _is_apposed(self, hit: Hit, hits: Hits) -> bool:
        """Does a description of one person stand behind: ", a former minister,"?"""
        if self._text(hit.end) != "," or self._text(hit.end + 1).lower() not in self.tables.words.indefinite:
            return False
        behind = hits.between(hit.end + 2, min(hit.end + 7, len(self.parse.tokens)))
        role = next((h.role for h in behind if h.role is not None), None)
        return role is not None and role.kind in ("person", "people") and not role.many

    def _find_surnames(self, hits: Hits) -> None:
        """Persons whose surname is a place name and whom the parser took for something else: two words in one name, the first unknown."""
        for start, end, label in self.parse.names:
            hit, first = hits.at.get(end - 1), self.parse.tokens[start]
            known = first.text.lower() in self.tables.words.localities or start in hits.at or first.pos != "PROPN"
            if end - start != 2 or hit is None or known or self._text(end - 1) not in self.tables.name_words.given:
                continue
            self.surnames[self._text(end - 1)] = self.surnames.get(self._text(end - 1), 0) + 1
            if label != "PERSON":
                self.found_persons.append((start, end))
                self.persons |= {start: (start, end), start + 1: (start, end)}

    def _find_titled(self, hits: Hits) -> None:
        """Persons whom the parser took for bodies: a title or a given name, then names that no table has ("Bishop Martin Holm")."""
        for start, end, label in self.parse.names:
            title = hits.at.get(start)
            first = start
            role = title.role if title is not None and title.end < end else None
            if role is not None and title is not None and role.kind in ("person", "people") and not role.many:
                first = title.end
            elif not self._is_given_name(self._text(start)):
                continue
            long_enough = 1 + (first == start) <= end - first < 4
            if label in _BODIES and long_enough and all(self._is_plain_name(i, hits) for i in range(first, end)):
                self.found_persons.append((first, end))

    def _is_given_name(self, text: str) -> bool:
        return text in self.tables.male or text in self.tables.female or _INITIALS.fullmatch(text) is not None

    def _is_plain_name(self, at: int, hits: Hits) -> bool:
        words, text = self.tables.name_words, self._text(at)
        firm = text in words.firms or text in words.papers or text in words.schools or text in words.clubs
        return self.parse.tokens[at].pos == "PROPN" and text[:1].isupper() and at not in hits.at and not firm

    def _is_part_of_name(self, hit: Hit, start: int) -> bool:
        """Is a role or people a given name or surname here: "Dayton King", "Christian Porter"?"""
        if hit.person is not None or (hit.known is not None and hit.known.use not in ("peoples", "people")):
            return False
        word = self._text(hit.start)
        return hit.start > start or (hit.known is not None and (word in self.tables.male or word in self.tables.female))

    def _is_title_between(self, hit: Hit, ranged: tuple[int, int]) -> bool:
        """ "Georgia President Ada Holm": the words behind the place begin with a title."""
        following = self._text(hit.end).lower()
        return hit.start == ranged[0] and (following,) in self.tables.roles

    # ---------------------------------------------------------------- firms, papers, schools, clubs
    def _read_firm(self, hit: Hit, hits: Hits) -> None:
        words = self.tables.name_words
        end = hit.end
        if hit.start and self._text(hit.start - 1) in words.before:
            self._extend(hit, end, Known(self._text(hit.start - 1), "nobody", kind="unknown"), hits)
            return
        tokens = self.parse.tokens
        if end >= len(tokens) or self.titled[tokens[hit.start].sentence] or tokens[end].sentence != tokens[hit.start].sentence:
            return
        first = tokens[end].text
        last = end
        while last < len(tokens) and last - end < 3 and tokens[last].text[:1].isupper() and last not in hits.at:
            last += 1
        following = [tokens[i].text for i in range(end, last)]
        if not following:
            return
        if first in words.clubs:
            self._extend(hit, end + 1, Known("", "nobody", kind="unknown"), hits)
        elif any(word in words.papers for word in following) and hit.known is not None and hit.known.use != "adjective":
            self._firm(hit, last, "JRN", hits)
        elif any(word in words.firms for word in following):
            self._firm(hit, last, "BUS", hits)
        elif any(word in words.schools for word in following):
            self._firm(hit, last, "EDU", hits)

    def _firm(self, hit: Hit, end: int, sector: str, hits: Hits) -> None:
        known = hit.known
        plain = (
            known is not None
            and (known.kind == "country" or (sector == "JRN" and known.use == "place"))
            and (known.use != "capital" or sector == "JRN")
        )
        given = sector == "EDU" and known is not None and known.use == "state" and self._text(hit.end - 1) in self.tables.name_words.given
        code = known.code if known is not None and plain and not given else None
        self._extend(hit, end, Known(self.parse.words(hit.start, end), "organisation", code, sector), hits)

    def _extend(self, hit: Hit, end: int, known: Known, hits: Hits) -> None:
        hit.known = replace(known, name=known.name or self.parse.words(hit.start, end))
        hit.end = end
        for token in range(hit.start, end):
            hits.at[token] = hit


def _add(hit: Hit, hits: Hits) -> None:
    hits.items.append(hit)
    for token in range(hit.start, hit.end):
        hits.at[token] = hit
