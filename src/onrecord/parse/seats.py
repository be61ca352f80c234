"""Tells of each noun phrase where it sits: which clause and slot, or which other noun, it belongs to."""

from onrecord.parse.clause import Clause, Phrase, Seat


def find_seats(clauses: list[Clause]) -> dict[int, Seat]:
    """The seat of each phrase head; a slot that was filled in from another clause never counts before the phrase's own."""
    found: dict[int, Seat] = {}
    for clause in clauses:
        for slot, phrases in (("subject", clause.subjects), ("object", clause.objects), ("indirect", clause.indirect)):
            if slot not in clause.shared:
                for phrase in phrases:
                    _seat(phrase, Seat(clause, slot), found)
        for name, phrase in clause.obliques:
            _seat(phrase, Seat(clause, name), found)
        if clause.pos == "NOUN" and clause.noun is not None:
            _seat(clause.noun, Seat(clause, "predicate"), found)
    return found


def _seat(phrase: Phrase, seat: Seat, found: dict[int, Seat]) -> None:
    if phrase.head in found:
        return
    found[phrase.head] = seat
    for name, inner in phrase.preps:
        _seat(inner, Seat(seat.clause, name, phrase), found)
    for inner in phrase.appositions:
        _seat(inner, Seat(seat.clause, "apposition", phrase), found)
    if phrase.possessor is not None:
        _seat(phrase.possessor, Seat(seat.clause, "possessor", phrase), found)
    for inner in phrase.conjuncts:
        _seat(inner, seat, found)
