"""Scores and the choice among candidates."""

from dataclasses import dataclass

import pytest

from onrecord.coding.choose import choose, confidence, load_weights, parts, score
from onrecord.errors import KnowledgeError


@dataclass
class Item:
    """A candidate with a name."""

    name: str
    score: float
    place: tuple[int, ...] = (0,)


def names(items):
    """The names of chosen candidates."""
    return [item.name for item in items]


class TestScore:
    def test_bias_and_parts(self):
        """The score is the bias plus weight times value."""
        assert score({"a": 2.0, "b": 1.0}, {"bias": 0.5, "a": 1.0, "b": -1.0}) == 1.5

    def test_parts_leave_out_what_has_no_weight(self):
        """What explains a score names only features that count."""
        assert parts({"a": 1.0, "b": 0.0, "c": 1.0}, {"a": 2.0, "b": 1.0}) == {"a": 2.0}

    @pytest.mark.parametrize(("value", "expected"), [(0.0, 0.5), (100.0, 1.0), (-100.0, 0.0)])
    def test_confidence(self, value, expected):
        """Log-odds as a probability, at the ends too."""
        assert confidence(value) == expected

    def test_built_in_weights(self):
        """The grades fall from certain to rare."""
        weights = load_weights("statements")
        grades = [weights[f"grade:{name}"] for name in ("certain", "strong", "fair", "weak", "rare")]
        assert grades == sorted(grades, reverse=True)

    def test_missing_weights(self):
        """A missing file is named."""
        with pytest.raises(KnowledgeError, match="no weights named 'songs'"):
            load_weights("songs")


class TestChoose:
    def test_best_first_then_conflicts(self):
        """The better of two that exclude each other stands."""
        items = [Item("a", 1.0), Item("b", 2.0), Item("c", 0.5, (1,))]
        assert names(choose(items, lambda x, y: {x.name, y.name} == {"a", "b"})) == ["b", "c"]

    def test_threshold(self):
        """Nothing below the threshold stands."""
        assert names(choose([Item("a", 0.4), Item("b", 0.6)], lambda x, y: False, 0.5)) == ["b"]

    def test_ties_go_to_the_smaller_place(self):
        """Equal scores: the one that stands first, whatever the order of input."""
        items = [Item("late", 1.0, (5,)), Item("early", 1.0, (2,))]
        assert names(choose(items, lambda x, y: True)) == names(choose(items[::-1], lambda x, y: True)) == ["early"]

    def test_order_is_by_place(self):
        """The outcome is in order of position, not of score."""
        assert names(choose([Item("b", 9.0, (2,)), Item("a", 1.0, (1,))], lambda x, y: False)) == ["a", "b"]
