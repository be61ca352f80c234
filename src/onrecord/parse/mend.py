"""The parser's garden paths, mended in the parse itself before clauses are read from it.

Each function looks for one shape that is never right and gives the words the heads and labels that the shape stands for.
"""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.tokens import Token as Node

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_HELPING = frozenset({"aux", "auxpass"})
_RIGHT_OF_NOUN = frozenset({"prep", "punct", "advmod", "npadvmod", "advcl", "cc", "conj"})


def mend(doc: Doc) -> None:
    """Mends the heads, labels and tags of a parsed Doc in place."""
    for node in list(doc):
        _reduced_relative(node)
        _headline_participle(node)
        _verb_as_noun(node)
        _verb_before_root(node)
        _subjunctive(node)
        _small_clause(node)
        _infinitive_on_noun(node)


def _reduced_relative(node: Node) -> None:
    """ "Troops *sent* to the border *fired* shots": the participle was taken for the main verb and the main verb hung on it."""
    if node.dep_ != "ROOT" or node.tag_ not in ("VBD", "VBN") or _has(node, _HELPING | {"dobj", "mark", "prt"}):
        return
    subject = next((c for c in node.children if c.dep_ in _SUBJECTS and c.i < node.i), None)
    main = next((c for c in node.children if c.i > node.i + 1 and c.dep_ in ("advcl", "ccomp") and c.tag_ in ("VBD", "VBZ")), None)
    if subject is None or main is None or _has(main, _SUBJECTS | {"mark", "advmod", "csubj", "expl"}):
        return
    if any(t.is_punct or t.tag_ in ("CC", "WRB", "WDT") for t in node.doc[node.i : main.left_edge.i]):
        return
    main.head, main.dep_ = main, "ROOT"
    for child in list(node.children):
        if child.i == subject.i or child.i > main.i or child.i < subject.left_edge.i:
            child.head = main
    subject.dep_ = "nsubj"
    node.head, node.dep_, node.tag_ = subject, "acl", "VBN"


def _headline_participle(node: Node) -> None:
    """ "Dozens *arrested* in Norland": a sentence without a finite verb, whose participle is the predicate."""
    noun = node.head
    if node.dep_ != "acl" or node.tag_ != "VBN" or noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN", "NUM"):
        return
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in noun.sent) or any(t.is_punct for t in node.doc[noun.i : node.i]):
        return
    node.head, node.dep_ = node, "ROOT"
    for child in list(noun.children):
        if child.i > node.i:
            child.head = node
    noun.head, noun.dep_ = node, "nsubjpass"


def _verb_as_noun(node: Node) -> None:
    """ "Fishermen on the island *fear* that ...": a root with a subject and a clause of its own is a verb, whatever it was taken for."""
    if node.dep_ == "ROOT" and node.tag_ == "NN" and _has(node, _SUBJECTS) and _has(node, {"ccomp"}) and not _has(node, _HELPING | {"det"}):
        node.tag_, node.pos_, node.lemma_ = "VBP", "VERB", node.lower_


def _verb_before_root(node: Node) -> None:
    """ "The junta *blocked* aid convoys": the verb was taken for an adjective of its object."""
    noun = node.head
    if node.dep_ != "amod" or node.tag_ not in ("VBD", "VBZ", "VBP") or noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN"):
        return
    if not any(c.dep_ in _SUBJECTS and c.i < node.i for c in node.children) or _has(noun, _SUBJECTS):
        return
    node.head, node.dep_ = node, "ROOT"
    for child in list(noun.children):
        if child.i < node.i or (child.i > noun.i and child.dep_ in _RIGHT_OF_NOUN and child.lower_ != "of"):
            child.head = node
    noun.head, noun.dep_ = node, "dobj"


def _subjunctive(node: Node) -> None:
    """ "demanded that the president *resign*": the bare form was taken for a noun."""
    if node.dep_ == "ccomp" and node.tag_ in ("NN", "NNP", "JJ") and _has(node, {"nsubj"}) and _has(node, {"mark"}):
        copula = any(c.lemma_ == "be" for c in node.children)
        if not copula:
            node.tag_, node.pos_, node.lemma_ = "VB", "VERB", node.lower_


def _small_clause(node: Node) -> None:
    """ "found the general *guilty*", "called the raid *illegal*": the object was taken for the subject of a clause without a verb."""
    verb = node.head
    if node.dep_ != "ccomp" or node.pos_ != "ADJ" or verb.pos_ != "VERB" or node.i < verb.i or _has(verb, {"dobj"}):
        return
    subject = next((c for c in node.children if c.dep_ == "nsubj"), None)
    if subject is None and node.left_edge.i == verb.i + 1 and node.left_edge.tag_ in ("DT", "PRP$"):  # "found the general guilty"
        subject = next((c for c in node.children if c.dep_ == "amod" and c.i == node.i - 1), None)
        if subject is not None:
            subject.tag_, subject.pos_ = "NN", "NOUN"
            for child in [c for c in node.children if c.i < subject.i]:
                child.head = subject
    if subject is None or _has(node, {"mark", "aux", "cop"}):
        return
    if subject.tag_ == "VBN":  # "the accused"
        subject.tag_, subject.pos_ = "NN", "NOUN"
    subject.head, subject.dep_ = verb, "dobj"
    node.dep_ = "oprd"


def _infinitive_on_noun(node: Node) -> None:
    """ "reached a deal to *share* revenue": an infinitive on a noun tells what it is about."""
    infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in node.children)
    if node.dep_ == "relcl" and infinitive and not any(c.tag_ in ("WDT", "WP", "WRB", "WP$") for c in node.children):
        node.dep_ = "acl"


def _has(node: Node, labels: set[str] | frozenset[str]) -> bool:
    return any(c.dep_ in labels for c in node.children)
