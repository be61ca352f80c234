"""The parser's usual slips, mended where clauses are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.parse.clause import Clause

if TYPE_CHECKING:
    from onrecord.parse.clauses import ClauseBuilder


_FULL_STOPS = frozenset({".", "!", "?", '"', "”", "’", "..."})


def repair(builder: ClauseBuilder, clauses: list[Clause]) -> None:
    """Mends each clause in place."""
    for clause in clauses:
        _inverted_subject(builder, clause)
        _subject_as_root(builder, clause)
        _headline_passive(builder, clause)
        _agent_on_gerund(builder, clause)
        _place_on_time(builder, clause)
        _object_of_infinitive(clause)
        _laid_on_object(builder, clause)
        _that_as_object(builder, clause)
        _upward_complement(builder, clause)
        _semi_modal(builder, clause)
        _said_and_did(builder, clause)


def _inverted_subject(builder: ClauseBuilder, clause: Clause) -> None:
    """`"...," said Ann`: a bare noun phrase right of a finite verb without a subject is its subject."""
    if clause.subjects or clause.passive or clause.pos != "VERB" or clause.relation not in ("main", "conjunct") or clause.tense == "none":
        return
    doc, head = builder.doc, clause.head
    if clause.relation == "conjunct" or head == 0 or doc[head - 1].text not in (",", '"', "”", "'", "?", "!", "»"):
        return
    if clause.objects and clause.objects[0].start == head + 1:
        clause.subjects, clause.objects = clause.objects, ()


def _subject_as_root(builder: ClauseBuilder, clause: Clause) -> None:
    """ "Norway's minister, Liv Dahl, accused ...": the parser makes the subject the root and hangs the finite verb on it."""
    node = builder.nodes[clause.head]
    root = node.head
    if (
        clause.subjects
        or clause.passive
        or clause.tense not in ("past", "present", "future")
        or node.tag_ == "VBN"
        or clause.relation == "relative"
    ):
        return
    if root.dep_ == "ROOT" and root.i < node.i and root.pos_ in ("NOUN", "PROPN") and builder.clause_of(root) is None:
        clause.subjects = tuple(builder.phrases.members(root))
        clause.relation = "main"


def _headline_passive(builder: ClauseBuilder, clause: Clause) -> None:
    """ "Hundreds arrested in Norland": in a sentence without a full stop the past form of such a verb without an object is a passive."""
    node = builder.nodes[clause.head]
    helped = any(c.dep_ in ("aux", "auxpass") for c in node.children)
    bare = not (clause.objects or clause.passive or clause.complements or helped)
    if not (bare and clause.subjects and node.tag_ in ("VBD", "VBN") and clause.lemma in builder.words.headline_passives):
        return
    if clause.relation == "main" and clause.particle is None and node.sent[-1].text not in _FULL_STOPS:
        clause.passive, clause.objects, clause.subjects = True, clause.subjects, ()


def _agent_on_gerund(builder: ClauseBuilder, clause: Clause) -> None:
    """ "was barred from holding rallies by the ministry": the doer hangs on the gerund."""
    if not clause.passive or clause.subjects:
        return
    for inner in clause.complements:
        agents = tuple(p for name, p in inner.obliques if name == "by" and builder.doc[p.head].ent_type_ not in ("DATE", "TIME"))
        if inner.relation == "ing" and not inner.passive and agents and builder.doc[agents[0].head].pos_ in ("NOUN", "PROPN"):
            clause.subjects = agents
            inner.obliques = tuple(pair for pair in inner.obliques if pair[1] not in agents)


def _place_on_time(builder: ClauseBuilder, clause: Clause) -> None:
    """ "was held for six hours at the airport": the place hangs on the length of time."""
    lengths = [phrase for _, phrase in clause.obliques if builder.doc[phrase.head].ent_type_ in ("DATE", "TIME")]
    clause.obliques += tuple(pair for phrase in lengths for pair in phrase.preps if pair[0] != "of")


def _object_of_infinitive(clause: Clause) -> None:
    """ "urged Norway to leave": the parser gives the infinitive the subject that is the verb's object."""
    for inner in clause.complements:
        if inner.relation in ("to", "bare") and inner.subjects and not clause.objects and not clause.passive and inner.head > clause.head:
            clause.objects = inner.subjects
            clause.shared |= {"object"}


def _laid_on_object(builder: ClauseBuilder, clause: Clause) -> None:
    """ "accused the rebels of killing a minister": the parser hangs what is laid on the object on its noun."""
    if clause.lemma not in builder.words.blaming or clause.passive:
        return
    for phrase in clause.objects:
        laid = tuple(c for c in phrase.clauses if c.relation == "ing" and c.marker in ("of", "for", "with") and c.parent is clause)
        for inner in laid:
            inner.noun = None
            phrase.end = min(phrase.end, inner.marker_at or phrase.end)
        phrase.clauses = tuple(c for c in phrase.clauses if c not in laid)
        clause.complements += laid


def _that_as_object(builder: ClauseBuilder, clause: Clause) -> None:
    """ "told us that he will resign": the parser takes the conjunction for the object."""
    if clause.relation == "that" and clause.subjects:
        clause.objects = tuple(p for p in clause.objects if not (builder.doc[p.head].tag_ == "WDT" and p.head < clause.subjects[0].head))


def _upward_complement(builder: ClauseBuilder, clause: Clause) -> None:
    """ "The bridge, he said, is safe": the saying hangs as an aside on the clause that it brings."""
    node = builder.nodes[clause.head]
    if node.dep_ not in ("parataxis", "intj") or clause.complements or clause.parent is None or not clause.subjects:
        return
    clause.complements = (clause.parent,)
    clause.slot = "aside"


def _semi_modal(builder: ClauseBuilder, clause: Clause) -> None:
    """ "is going to leave", "has to leave", "is to leave": the infinitive is the predicate, the verb before it its modal."""
    if clause.lemma not in builder.words.modal_to or clause.pos != "VERB" or clause.objects or len(clause.complements) != 1:
        return
    inner = clause.complements[0]
    if (
        inner.relation != "to"
        or inner.head - clause.head > 5
        or (clause.lemma == "go" and not clause.progressive)
        or (clause.lemma == "use" and clause.tense != "past")
    ):
        return
    if any(builder.doc[i].lower_ in builder.words.pending for i in (*clause.adverbs, clause.head + 1)):
        inner.negation, inner.tense = (clause.head,), clause.tense
        inner.subjects = inner.subjects or clause.subjects
        return
    inner.modal, inner.modal_at = f"{builder.doc[clause.head].lower_ if clause.progressive else clause.lemma} to", clause.head
    inner.subjects = inner.subjects or (clause.subjects if not inner.passive else ())
    inner.tense = clause.tense
    inner.negation = tuple(sorted({*inner.negation, *clause.negation}))


def _said_and_did(builder: ClauseBuilder, clause: Clause) -> None:
    """ "said the border was shut, and ordered ...": after a comma or a closing quotation mark the verb goes on with the saying."""
    told, node, doc = clause.parent, builder.nodes[clause.head], builder.doc
    if clause.relation != "conjunct" or told is None or told.relation != "that" or told.parent is None or told.head > clause.head:
        return
    saying, first = told.parent, node.left_edge.i
    finite = node.tag_ == "VBD" and builder.nodes[saying.head].tag_ == "VBD" and saying.head < told.head
    alone = not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in node.children)
    if not (finite and alone and first >= 2 and doc[first - 1].dep_ == "cc" and doc[first - 2].text in builder.words.breaks):
        return
    told.conjuncts = tuple(c for c in told.conjuncts if c is not clause)
    root = saying.parent if saying.relation == "conjunct" and saying.parent is not None else saying
    root.conjuncts += (clause,)
    clause.parent = root
    builder.moved[clause.head] = first - 1 if doc[first - 2].text != "," else first - 2
