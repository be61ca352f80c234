"""CAMEO: the codes, and the mapping both ways with what is lost."""

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.cameo import from_cameo, load_cameo, to_cameo
from onrecord.knowledge.lexicon import load_lexicon
from onrecord.knowledge.ontology import load_ontology

ONTOLOGY = load_ontology()
CODES = load_cameo(ONTOLOGY)


def test_every_root_has_codes_and_the_scale_keeps_its_bounds():
    assert {entry.root for entry in CODES.values()} == {f"{n:02}" for n in range(1, 21)}
    assert all(-10 <= entry.goldstein <= 10 and 1 <= entry.quad <= 4 for entry in CODES.values())


def test_quad_classes_follow_the_roots():
    """GDELT's classes: 01-05 verbal cooperation, 06-09 material, 10-14 verbal conflict, 15-20 material."""
    for code, entry in CODES.items():
        root = int(entry.root)
        assert entry.quad == (1 if root < 6 else 2 if root < 10 else 3 if root < 15 else 4), code


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, entry in ONTOLOGY.types.items() for mode in (None, *entry.modes)])
def test_there_and_back_keeps_the_quad(kind, mode):
    """Every type and mode has a code, which leads back to the same type or to one that the codebook names beside it."""
    there = to_cameo(ONTOLOGY, CODES, kind, mode)
    assert there.code is not None
    back = from_cameo(there.code, CODES)
    assert back.type == kind or (kind, back.type) in {
        ("CONCEDE", "RETREAT"), ("SANCTION", "COERCE"), ("ASSAULT", "COERCE"), ("COERCE", "ASSAULT"), ("RETREAT", "CONCEDE"),
        ("AGREE", "CONCEDE"), ("THREATEN", "THREATEN"),
    }  # fmt: skip


def test_what_is_lost_is_said():
    assert from_cameo("1241", CODES).lost == (f"that it was to {CODES['1241'].label}",)
    assert from_cameo("018", CODES).type is None and "no event" in from_cameo("018", CODES).lost[0]
    assert to_cameo(ONTOLOGY, CODES, "AID", None, status=("future",)).lost == ("the status future",)
    assert to_cameo(ONTOLOGY, CODES, "PROTEST", "vandalize").lost == ("the mode vandalize",)


def test_unknown_codes_and_types_are_named():
    assert from_cameo("0239", CODES).code == "023"
    with pytest.raises(KnowledgeError, match='"99" is no CAMEO code'):
        from_cameo("99", CODES)
    with pytest.raises(KnowledgeError, match='"JOIN" is no event type'):
        to_cameo(ONTOLOGY, CODES, "JOIN", None)


def test_closer_codes_of_frames_are_codes_of_their_type():
    """A frame that names a code names a known one of its own quad or of the root that its type has."""
    wrong = []
    for rule in load_lexicon(ONTOLOGY).all_rules:
        code = rule.frame.cameo
        if code is not None and code not in CODES:
            wrong.append(f"{rule.name}: {code}")
    assert not wrong
