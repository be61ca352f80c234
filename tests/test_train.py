"""Weights from gold: they move towards the examples, not further than these say, and the same gold gives the same weights."""

from onrecord.coding.choose import score
from onrecord.evaluate.train import fit

EXAMPLES = [({"actor:coded": 1.0}, True)] * 20 + [({"actor:none": 1.0}, False)] * 20 + [({"rare": 1.0}, True)]
BASE = {"bias": 0.0, "actor:coded": 0.2, "kept": 0.7}


def test_moves_towards_the_examples():
    """What speaks for a right event gains weight, what speaks against it loses weight."""
    weights = fit(EXAMPLES, BASE, pull=1.0)
    assert weights["actor:coded"] > BASE["actor:coded"] and weights["actor:none"] < 0
    assert score({"actor:coded": 1.0}, weights) > 0 > score({"actor:none": 1.0}, weights)


def test_a_strong_pull_keeps_the_base():
    """The price of moving decides how far the weights go."""
    near, far = fit(EXAMPLES, BASE, pull=100.0), fit(EXAMPLES, BASE, pull=0.1)
    assert abs(near["actor:coded"] - 0.2) < abs(far["actor:coded"] - 0.2)


def test_rare_features_get_no_weight_and_others_stay():
    """A feature that was seen once says nothing; weights without examples are kept."""
    weights = fit(EXAMPLES, BASE, pull=1.0)
    assert "rare" not in weights and weights["kept"] == 0.7


def test_reproducible():
    """The same examples give the same weights."""
    assert fit(EXAMPLES, BASE, pull=1.0) == fit(EXAMPLES, BASE, pull=1.0)
