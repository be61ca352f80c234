"""Arguments that a clause shares with another: coordination, control, raising, relative clauses, participles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.parse.clause import Clause, Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token as Node

    from onrecord.parse.clauses import ClauseBuilder


def fill_shared(builder: ClauseBuilder, clauses: list[Clause]) -> None:
    """Fills the empty slots, the clauses that others hang on first."""
    for clause in sorted(clauses, key=lambda c: (len(c.above()), c.head)):
        if clause.relation == "relative":
            _relative(builder, clause)
        elif clause.relation == "conjunct":
            _conjunct(builder, clause)
        elif clause.relation == "participle" and clause.noun is not None and clause.pos == "VERB":
            _fill_surface(builder, clause, (clause.noun,))
        elif clause.relation in ("to", "bare", "ing", "purpose", "as", "adverbial", "participle"):
            _controlled(builder, clause)
        _extent(builder, clause)


def _surface(clause: Clause) -> tuple[Phrase, ...]:
    """The grammatical subject, whatever its deep role."""
    return (clause.indirect or clause.objects) if clause.passive else clause.subjects


def _is_passive(builder: ClauseBuilder, clause: Clause) -> bool:
    return clause.passive or (
        builder.nodes[clause.head].tag_ == "VBN" and not clause.perfect and clause.head == builder.nodes[clause.head].i
    )


def _fill_surface(builder: ClauseBuilder, clause: Clause, phrases: tuple[Phrase, ...]) -> None:
    """Gives a clause a grammatical subject that stands elsewhere."""
    if not phrases:
        return
    if _is_passive(builder, clause):
        clause.passive = True
        if not clause.objects:
            clause.objects = phrases
            clause.shared |= {"object"}
    elif not clause.subjects:
        clause.subjects = phrases
        clause.shared |= {"subject"}


def _conjunct(builder: ClauseBuilder, clause: Clause) -> None:
    first = clause.parent
    if first is None:
        return
    node = builder.nodes[clause.head]
    own = any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in node.children)
    if not own:
        if (
            clause.objects and not clause.passive and not first.passive and not clause.subjects
        ):  # an object of its own: no passive, whatever its tag
            clause.subjects, clause.shared = first.subjects, clause.shared | {"subject"}
        else:
            _fill_surface(builder, clause, _surface(first))
        _inherit_mood(builder, clause, first)
    if not first.objects and clause.objects and not first.passive and _adjacent(builder, first, clause) and "object" not in clause.shared:
        first.objects = clause.objects
        first.shared |= {"object"}


def _inherit_mood(builder: ClauseBuilder, clause: Clause, first: Clause) -> None:
    """ "will attack and occupy": helpers and "to" hold for the coordinated verb too when it has the bare form."""
    tag, head = builder.nodes[clause.head].tag_, builder.nodes[first.head].tag_
    helped = any(c.dep_ in ("aux", "auxpass") for c in builder.nodes[clause.head].children)
    if helped or tag != head or tag not in ("VB", "VBN", "VBG"):
        return
    clause.modal, clause.modal_at, clause.tense = first.modal, first.modal_at, first.tense
    clause.negation = clause.negation or first.negation


def _adjacent(builder: ClauseBuilder, first: Clause, second: Clause) -> bool:
    return 0 < second.head - first.head <= 3 and all(
        builder.doc[i].dep_ in ("cc", "advmod", "punct") for i in range(first.head + 1, second.head)
    )


def _relative(builder: ClauseBuilder, clause: Clause) -> None:
    noun = clause.noun
    node = builder.nodes[clause.head]
    if noun is None:
        return
    antecedents = noun.members() if _plural_antecedent(clause, noun) else (noun,)
    pronouns = builder.words.relatives
    clause.subjects = _replaced(builder, clause.subjects, antecedents, pronouns)
    clause.objects = _replaced(builder, clause.objects, antecedents, pronouns)
    clause.obliques = tuple((name, noun if builder.doc[p.head].lower_ in pronouns else p) for name, p in clause.obliques)
    if not clause.objects and not clause.passive and _gap(builder, node):
        clause.objects = antecedents
        clause.shared |= {"object"}


def _plural_antecedent(clause: Clause, noun: Phrase) -> bool:
    return bool(noun.conjuncts) and clause.head > max(p.head for p in noun.conjuncts)


def _replaced(builder: ClauseBuilder, phrases: tuple[Phrase, ...], by: tuple[Phrase, ...], pronouns: frozenset[str]) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for phrase in phrases:
        found += by if builder.doc[phrase.head].lower_ in pronouns else (phrase,)
    return tuple(found)


def _gap(builder: ClauseBuilder, node: Node) -> bool:
    """ "the ships (that) Norway seized": a subject of its own, no relative pronoun as subject, no object."""
    kinds = {c.dep_: c for c in node.children}
    subject = kinds.get("nsubj")
    return (
        subject is not None
        and subject.lower_ not in builder.words.relatives
        and not kinds.keys() & {"dobj", "ccomp", "xcomp", "attr", "acomp"}
    )


def _controlled(builder: ClauseBuilder, clause: Clause) -> None:
    """Infinitives, gerunds and participles without a subject take that of the clause above, or its object under control verbs."""
    parent = clause.parent
    node = builder.nodes[clause.head]
    finite = clause.relation == "adverbial" and node.tag_ not in ("VBG", "VBN", "VB")
    if parent is None or finite or any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
        return
    _fill_surface(builder, clause, _controller(builder, clause, parent))


def _controller(builder: ClauseBuilder, clause: Clause, parent: Clause) -> tuple[Phrase, ...]:
    if clause.noun is not None and clause.pos == "VERB":  # "its plan to invade", "the threat of striking"
        owner = clause.noun.possessor
        return (owner,) if owner is not None else _surface(parent) if clause.noun in parent.objects else parent.subjects
    if clause.relation == "to" and parent.lemma in builder.words.object_control:
        return parent.objects or parent.indirect or _surface(parent)
    if clause.relation in ("bare", "as"):
        return parent.objects or _surface(parent)
    laid = parent.lemma in builder.words.blaming and clause.marker is not None
    if clause.relation == "ing" and (laid or clause.marker in builder.words.object_gerund):
        return parent.objects or _surface(parent)
    return _surface(parent)


def _extent(builder: ClauseBuilder, clause: Clause) -> None:
    """Own tokens and the range of all that hangs on the clause."""
    node = builder.nodes[clause.head]
    whole = [t.i for t in node.subtree]
    clause.start, clause.end = whole[0], whole[-1] + 1
    for head, first in builder.moved.items():
        if clause.head < first < clause.end and head in whole and builder.clauses[head] is not clause:
            above = builder.clauses[head].parent
            if above is not None and above is not clause and clause not in above.above():
                clause.end = first
    mine: set[int] = set()
    stack = [node]
    while stack:
        top = stack.pop()
        mine.add(top.i)
        stack += [c for c in top.children if c.i not in mine and (builder.clause_of(c) in (None, clause))]
    clause.tokens = frozenset(mine)
