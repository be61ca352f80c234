"""Noun phrases from a dependency parse: head, modifiers, possessor, prepositions, coordination, apposition."""

from __future__ import annotations

from spacy.tokens import Token as Node

from onrecord.parse.clause import Phrase

_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod"})
_OUTSIDE = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "preconj", "parataxis", "ccomp", "advcl", "dep", "intj"})


class Phrases:
    """Builds each phrase of a Doc once; `lemma` gives the lemma of a node."""

    def __init__(self, lemmas: list[str], negatives: frozenset[str]) -> None:
        self._lemmas, self._negatives = lemmas, negatives
        self._made: dict[int, Phrase] = {}

    def phrase(self, node: Node) -> Phrase:
        """The phrase that the node heads."""
        if node.i not in self._made:
            phrase = Phrase(node.i, node.i, node.i + 1, self._lemmas[node.i], node.pos_)
            self._made[node.i] = phrase  # first, since broken parses can run in circles
            self._fill(phrase, node)
        return self._made[node.i]

    def members(self, node: Node) -> list[Phrase]:
        """The phrase and the members of its coordination."""
        return list(self.phrase(node).members())

    def _fill(self, phrase: Phrase, node: Node) -> None:
        children = list(node.children)
        phrase.modifiers = tuple(c.i for c in children if c.dep_ in _BEFORE and c.i < node.i and c.dep_ != "poss")
        phrase.possessor = next((self.phrase(c) for c in children if c.dep_ == "poss"), None)
        phrase.negation = next((c.i for c in children if c.dep_ in ("det", "neg") and c.lower_ in self._negatives), None)
        phrase.preps = tuple(pair for c in children if c.dep_ in ("prep", "agent") for pair in self.preposition(c))
        phrase.conjuncts = tuple(self._conjuncts(node))
        phrase.appositions = tuple(self.phrase(c) for c in children if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM"))
        phrase.start, phrase.end = self.extent(node)

    def _conjuncts(self, node: Node) -> list[Phrase]:
        found: list[Phrase] = []
        queue = [c for c in node.children if c.dep_ == "conj"]
        seen = {node.i}
        while queue:
            other = queue.pop(0)
            if other.i in seen:
                continue
            seen.add(other.i)
            if other.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"):
                found.append(self.phrase(other))
            queue += [c for c in other.children if c.dep_ == "conj"]
        return sorted(found, key=lambda p: p.head)

    def preposition(self, node: Node) -> list[tuple[str, Phrase]]:
        """The (name, phrase) pairs of a preposition, coordination flattened; chains give a joined name ("out of")."""
        name, found = self._lemmas[node.i], []
        for child in node.children:
            if child.dep_ in ("pobj", "pcomp", "dobj") and child.pos_ not in ("VERB", "AUX", "SCONJ"):
                if child.dep_ == "pcomp" and child.pos_ == "ADP":
                    found += [(f"{name} {inner}", phrase) for inner, phrase in self.preposition(child)]
                else:
                    found += [(name, member) for member in self.members(child)]
            elif child.dep_ == "prep":
                inner_pairs = self.preposition(child)
                joined = name if not inner_pairs or any(c.dep_ == "pobj" for c in node.children) else f"{name} {self._lemmas[child.i]}"
                found += [(joined, phrase) for _, phrase in inner_pairs]
            elif child.dep_ == "conj" and child.pos_ == "ADP":
                found += self.preposition(child)
        return found

    def extent(self, node: Node) -> tuple[int, int]:
        """The token range of the phrase: its subtree without relative clauses, appositions and further members."""
        inside = {node.i}
        for child in node.children:
            if child.dep_ not in _OUTSIDE or (child.dep_ == "punct" and child.i < node.i and child.text == "-"):
                inside.update(t.i for t in child.subtree)
        start = end = node.i
        while start - 1 in inside:
            start -= 1
        while end + 1 in inside or (end + 1 < len(node.doc) and end + 2 in inside and node.doc[end + 1].is_punct):
            end += 1
        return start, end + 1
