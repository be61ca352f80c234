"""Clauses from a dependency parse (ClearNLP labels, as spaCy's English models give them).

The only room that reads dependency labels: what stands in `Clause` is all that later rooms know of grammar.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc
from spacy.tokens import Token as Node

from onrecord.knowledge.words import ParseWords
from onrecord.parse import share, slips
from onrecord.parse.clause import Clause, Phrase, Pos, Relation, Tense
from onrecord.parse.phrases import Phrases

_VERBAL = frozenset({"VERB", "AUX"})
_HELPING = frozenset({"aux", "auxpass"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "csubj", "csubjpass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "X"})


class ClauseBuilder:
    """Builds the clauses of one Doc. `lemmas` holds a lemma a token, `sentence_of` the number of its sentence."""

    def __init__(self, doc: Doc, lemmas: list[str], sentence_of: list[int], words: ParseWords) -> None:
        self.doc, self.lemmas, self.sentence_of, self.words = doc, lemmas, sentence_of, words
        self.phrases = Phrases(lemmas, words.negatives)
        self.clauses: dict[int, Clause] = {}  # by the token of the predicate
        self.moved: dict[int, int] = {}  # predicates that the parser hung too deep, and the token at which what they tell begins
        self._copulas: dict[int, Clause] = {}  # by the token of the verb, which may stand before the predicate
        self.nodes: dict[int, Node] = {}  # the node whose children are the arguments, by predicate token

    def build(self, sentences: Collection[int]) -> list[Clause]:
        """The verbal and adjectival clauses of the given sentences, in order of their predicates."""
        for node in self.doc:
            if self.sentence_of[node.i] in sentences and self._is_predicate(node):
                self._add(node)
        ordered = [self.clauses[i] for i in sorted(self.clauses)]
        for clause in ordered:
            self._arguments(clause, self.nodes[clause.head])
        for clause in ordered:
            self._attach(clause, self.nodes[clause.head])
        slips.repair(self, ordered)
        share.fill_shared(self, ordered)
        for number, clause in enumerate(ordered):
            clause.id = number
        return ordered

    # ---------------------------------------------------------------- predicates
    def _is_predicate(self, node: Node) -> bool:
        if node.pos_ not in _VERBAL or node.dep_ in _HELPING:
            return (node.dep_ == "ROOT" and self._bare_predicate(node)) or (node.tag_ == "NN" and _infinitive(node))
        return not (
            node.dep_ in ("amod", "compound", "nmod", "prep", "mark", "prt", "case", "punct")
            or (node.dep_ == "pobj" and node.tag_ != "VBG")
        )

    def _bare_predicate(self, node: Node) -> bool:
        """A root that is no verb but has a subject: headlines ("Rebels ready to talk"), verbs tagged as nouns."""
        return any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children)

    def _add(self, node: Node) -> None:
        head, pos = node, "VERB" if node.pos_ in _VERBAL or _infinitive(node) else "ADJ" if node.pos_ == "ADJ" else "NOUN"
        if self.lemmas[node.i] in self.words.copulas:
            complement = next((c for c in node.children if c.dep_ in ("acomp", "attr", "oprd") and c.i > node.i), None)
            if complement is not None and complement.pos_ in ("ADJ", "NOUN", "PROPN", "VERB"):
                head, pos = complement, "NOUN" if complement.pos_ in ("NOUN", "PROPN") else "ADJ"
        if head.i in self.clauses:
            return
        clause = Clause(0, self.sentence_of[node.i], head.i, self.lemmas[head.i], _as_pos(pos))
        if pos == "NOUN":
            clause.noun = self.phrases.phrase(head)
        self.clauses[head.i] = clause
        self.nodes[head.i] = node
        self._copulas.setdefault(node.i, clause)

    def clause_of(self, node: Node) -> Clause | None:
        """The clause whose predicate (or copula) the node is."""
        return self.clauses.get(node.i) or self._copulas.get(node.i)

    def governor(self, node: Node) -> tuple[Clause | None, Node | None]:
        """The clause that the node hangs on, and the noun between them if it hangs on a noun."""
        noun: Node | None = None
        steps = 0
        while node.head.i != node.i and steps < len(self.doc):
            node = node.head
            clause = self.clause_of(node)
            if clause is not None:
                return clause, noun
            if noun is None and node.pos_ in _NOMINAL:
                noun = node
            steps += 1
        return None, noun

    # ---------------------------------------------------------------- arguments
    def _arguments(self, clause: Clause, node: Node) -> None:
        children = list(node.children)
        if clause.head != node.i:  # what hangs on the adjective or noun of a copular clause counts as its own
            children += list(self.doc[clause.head].children)
        slots: dict[str, list[Phrase]] = {"nsubj": [], "nsubjpass": [], "dobj": [], "dative": [], "agent": []}
        obliques: list[tuple[str, Phrase]] = []
        for child in sorted(children, key=lambda c: c.i):
            self._argument(child, slots, obliques)
        clause.passive = bool(slots["nsubjpass"]) or any(c.dep_ == "auxpass" for c in children)
        self._roles(clause, slots)
        if not clause.passive:  # "abide by"
            obliques += [("by", phrase) for phrase in slots["agent"]]
        clause.obliques = tuple(obliques)
        clause.particle = next((self.lemmas[c.i] for c in children if c.dep_ == "prt"), None)
        clause.adverbs = tuple(c.i for c in children if c.dep_ in ("advmod", "npadvmod"))
        self._mood(clause, node, children)

    def _argument(self, child: Node, slots: dict[str, list[Phrase]], obliques: list[tuple[str, Phrase]]) -> None:
        name = child.dep_
        if name in ("prep", "agent") or (name == "dative" and child.pos_ == "ADP"):
            pairs = self.phrases.preposition(child)
            if name == "agent":
                slots["agent"] += [phrase for _, phrase in pairs]
            else:
                obliques += pairs
        elif name in slots and child.pos_ not in _VERBAL:
            if name == "dobj" and child.ent_type_ in ("DATE", "TIME") and not _is_length(child):
                return
            slots[name] += self.phrases.members(child)

    def _roles(self, clause: Clause, slots: dict[str, list[Phrase]]) -> None:
        if not clause.passive and slots["agent"] and self.nodes[clause.head].tag_ == "VBN":
            clause.passive = True  # "a ceasefire brokered by Norway": a participle without an auxiliary
        if not clause.passive:
            clause.subjects, clause.objects = tuple(slots["nsubj"]), tuple(slots["dobj"])
            clause.indirect = tuple(slots["dative"])
            return
        clause.subjects = tuple(slots["agent"])
        surface = slots["nsubjpass"] or slots["nsubj"]
        if slots["dobj"]:  # "Ukraine was given aid"
            clause.indirect, clause.objects = tuple(surface), tuple(slots["dobj"])
        else:
            clause.objects = tuple(surface)

    # ---------------------------------------------------------------- mood
    def _mood(self, clause: Clause, node: Node, children: list[Node]) -> None:
        helpers = [c for c in children if c.dep_ in _HELPING]
        clause.modal_at = next((c.i for c in helpers if c.tag_ == "MD"), None)
        clause.modal = self.lemmas[clause.modal_at] if clause.modal_at is not None else None
        clause.perfect = any(self.lemmas[c.i] == "have" for c in helpers)
        clause.progressive = node.tag_ == "VBG" and any(self.lemmas[c.i] == "be" for c in helpers)
        clause.tense = _tense(node, helpers, clause.modal)
        clause.negation = tuple(sorted(self._negations(clause, children)))
        marker = next((c for c in children if c.dep_ == "mark"), None)
        marker = marker or next((c for c in children if c.dep_ == "advmod" and c.tag_ == "WRB"), None)
        if marker is not None:
            clause.marker, clause.marker_at = self.doc[marker.i].lower_, marker.i
        clause.imperative = node.tag_ == "VB" and node.dep_ == "ROOT" and not helpers and not clause.subjects
        clause.question = self._asks(node)

    def _asks(self, node: Node) -> bool:
        return any(c.text.startswith("?") for c in node.children) or (
            node.dep_ == "ROOT" and node.sent[-1].text in ("?", '"') and "?" in node.sent[-2:].text
        )

    def _negations(self, clause: Clause, children: list[Node]) -> set[int]:
        found = {c.i for c in children if c.dep_ == "neg" or (c.dep_ in ("advmod", "preconj", "cc") and c.lower_ in self.words.negatives)}
        for phrase in (*clause.subjects, *clause.objects):
            head = self.doc[phrase.head]
            if head.lower_ in self.words.negatives:
                found.add(head.i)
            found |= {c.i for c in head.children if c.dep_ in ("det", "neg") and c.lower_ in self.words.negatives}
        return found

    # ---------------------------------------------------------------- how clauses hang together
    def _attach(self, clause: Clause, node: Node) -> None:
        parent, noun = self.governor(node)
        clause.parent = parent
        clause.relation = self._relation(clause, node, noun)
        if clause.relation == "conjunct" and parent is not None:
            self._join(clause, parent)
        elif parent is not None:
            self._hang(clause, parent, noun)

    def _join(self, clause: Clause, first: Clause) -> None:
        """A coordinated predicate takes the place of the first one: the same relation, the same parent."""
        root = first
        while root.relation == "conjunct" and root.parent is not None:
            root = root.parent
        root.conjuncts += (clause,)
        clause.relation, clause.parent, clause.noun = "conjunct", root, clause.noun

    def _hang(self, clause: Clause, parent: Clause, noun: Node | None) -> None:
        if clause.relation in ("relative", "participle") or noun is not None:
            if noun is not None:
                phrase = self.phrases.phrase(noun)
                phrase.clauses += (clause,)
                if clause.pos != "NOUN":
                    clause.noun = phrase
        elif clause.relation in ("adverbial", "purpose"):
            parent.adverbials += (clause,)
        elif clause.relation != "main":
            parent.complements += (clause,)

    def _relation(self, clause: Clause, node: Node, noun: Node | None) -> Relation:
        name = node.dep_
        if name == "conj":
            return "conjunct" if self.clause_of(node.head) is not None else "main"
        if name == "relcl":
            return "relative"
        if name in ("acl", "advcl"):
            return self._modifying(node, noun, name)
        if name in ("pcomp", "pobj"):
            clause.marker, clause.marker_at = self.lemmas[node.head.i], node.head.i
            return "wh" if node.tag_ not in ("VBG", "VBN") else "ing"
        if name in ("oprd", "acomp"):
            return "as"
        if name in _COMPLEMENT or (name in ("dobj", "attr") and node.pos_ in _VERBAL):
            return self._complement(clause, node)
        return "main"

    def _modifying(self, node: Node, noun: Node | None, name: str) -> Relation:
        infinitive = _infinitive(node)
        marker = next((c for c in node.children if c.dep_ == "mark" or c.tag_ == "WRB"), None)
        if infinitive and marker is None:
            return "to" if name == "acl" else "purpose"
        if name == "acl" and node.tag_ in ("VBG", "VBN"):
            return "participle"
        if name == "acl":
            return "that" if marker is None or marker.lower_ == "that" else "wh"
        return "adverbial"

    def _complement(self, clause: Clause, node: Node) -> Relation:
        if _infinitive(node):
            return "wh" if any(c.tag_ in ("WRB", "WP") for c in node.children) else "to"
        if node.tag_ == "VBG" and not any(c.dep_ in _HELPING for c in node.children):
            return "ing"
        if clause.marker in ("whether", "if") or any(c.tag_ in ("WRB", "WP", "WDT", "WP$") and c.lower_ != "that" for c in node.children):
            return "wh"
        if (
            node.tag_ in ("VB", "VBP")
            and clause.marker is None
            and clause.modal is None
            and self.lemmas[node.head.i] in self.words.bare_object
        ):
            return "bare"
        if node.dep_ == "xcomp" and (node.tag_ == "VB" or clause.pos != "VERB"):
            return "bare" if node.tag_ == "VB" else "as"
        return "that"


def _is_length(node: Node) -> bool:
    """Is it a length of time, which may be an object ("got six years"), and not a day ("met Tuesday")?"""
    return node.tag_ == "NNS" and any(c.dep_ == "nummod" for c in node.children)


def _infinitive(node: Node) -> bool:
    """Has the node the "to" of an infinitive ("offered to host talks", whatever tag "host" was given)?"""
    return any(c.dep_ in _HELPING and c.tag_ == "TO" for c in node.children)


def _tense(node: Node, helpers: list[Node], modal: str | None) -> Tense:
    if modal in ("will", "shall", "'ll"):
        return "future"
    first = min((c for c in helpers), key=lambda c: c.i, default=node)
    if first.tag_ in ("VBD",) or (first is node and node.tag_ == "VBN"):
        return "past"
    if first.tag_ in ("VBZ", "VBP"):
        return "past" if any(c.lemma_ == "have" for c in helpers[:1]) and node.tag_ == "VBN" else "present"
    return "present" if modal else "none"


def _as_pos(pos: str) -> Pos:
    return "ADJ" if pos == "ADJ" else "NOUN" if pos == "NOUN" else "VERB"
