"""Weights from gold: they move towards the examples, not further than these say, and the same gold gives the same weights."""

import json
from pathlib import Path

import pytest

from onrecord.coder import Coder
from onrecord.coding.choose import score
from onrecord.errors import OnRecordError
from onrecord.evaluate.gold import read_gold
from onrecord.evaluate.train import calibrate, fit, learn, written
from onrecord.evaluate.train_statements import Reader, train_statements

EXAMPLES = [({"actor:coded": 1.0}, True)] * 20 + [({"actor:none": 1.0}, False)] * 20 + [({"rare": 1.0}, True)]
BASE = {"bias": 0.0, "actor:coded": 0.2, "kept": 0.7}
GOLD = Path(__file__).parents[1] / "gold" / "own"


@pytest.fixture(scope="module")
def coder():
    """The coder of this installation."""
    return Coder()


class TestFit:
    """The regression alone."""

    def test_moves_towards_the_examples(self):
        """What speaks for a right event gains weight, what speaks against it loses weight."""
        weights = fit(EXAMPLES, BASE, pull=1.0)
        assert weights["actor:coded"] > BASE["actor:coded"] and weights["actor:none"] < 0
        assert score({"actor:coded": 1.0}, weights) > 0 > score({"actor:none": 1.0}, weights)

    def test_a_strong_pull_keeps_the_base(self):
        """The price of moving decides how far the weights go."""
        near, far = fit(EXAMPLES, BASE, pull=100.0), fit(EXAMPLES, BASE, pull=0.1)
        assert abs(near["actor:coded"] - 0.2) < abs(far["actor:coded"] - 0.2)

    def test_rare_features_get_no_weight_and_others_stay(self):
        """A feature that was seen once says nothing; weights without examples are kept."""
        weights = fit(EXAMPLES, BASE, pull=1.0)
        assert "rare" not in weights and weights["kept"] == 0.7

    def test_frozen_weights_stay(self):
        """What is frozen does not move, the others do."""
        weights = fit(EXAMPLES, BASE, pull=1.0, frozen=("actor:coded",))
        assert weights["actor:coded"] == 0.2 and weights["actor:none"] < 0

    def test_reproducible(self):
        """The same examples give the same bytes."""
        one, other = (written(fit(EXAMPLES, BASE, pull=1.0), "about") for _ in range(2))
        assert one == other and json.loads(one)["about"] == "about"


class TestLearn:
    """Training with cross-validation."""

    def test_tells_whether_it_helps_on_what_was_left_out(self):
        """Weights that foretell left-out articles better say so."""
        trained = learn([EXAMPLES[:40]] * 5, BASE, pull=1.0)
        assert trained.better and (trained.articles, trained.examples, trained.right) == (5, 200, 100)

    def test_nothing_to_learn(self):
        """Gold in which all or nothing is right teaches nothing."""
        with pytest.raises(OnRecordError, match="nothing to learn: 20 of 20"):
            learn([EXAMPLES[:20]], BASE, pull=1.0)

    def test_calibration_follows_the_scores(self):
        """Scores that promise too much are flattened."""
        slope, _ = calibrate([(3.0, True)] * 60 + [(3.0, False)] * 40 + [(-3.0, True)] * 40 + [(-3.0, False)] * 60)
        assert 0 < slope < 0.5
        assert calibrate([(1.0, True)]) == (1.0, 0.0)


class TestStatements:
    """Training statements from gold articles of our own."""

    def test_a_candidate_is_right_when_gold_has_it(self, coder):
        """Cue and content decide, by words."""
        article = next(read_gold(GOLD / "own-01-bridge.toml"))
        reader = Reader(coder, article)
        examples = reader.examples(coder.knowledge.weights["statements"])
        assert 0.3 < sum(label for _, label in examples) / len(examples) < 1.0
        assert all(isinstance(label, bool) for _, label in reader.chosen(coder.knowledge.weights["statements"]))

    def test_same_gold_same_weights(self, coder):
        """Two runs give the same bytes; with `keep` only the calibration is new."""
        articles = [a for name in ("own-01-bridge", "own-02-dockers", "own-05-registry") for a in read_gold(GOLD / f"{name}.toml")]
        one, other = (train_statements(coder, articles, pull=20.0) for _ in range(2))
        assert written(one.weights, "") == written(other.weights, "")
        kept = train_statements(coder, articles, pull=20.0, keep=True).weights
        base = coder.knowledge.weights["statements"]
        assert {k: v for k, v in kept.items() if k in base and not k.startswith("confidence:")} == {
            k: v for k, v in base.items() if not k.startswith("confidence:")
        }
