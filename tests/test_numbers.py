"""Numbers in words and figures."""

import pytest

from onrecord.knowledge.times import load_times
from onrecord.resolve.numbers import number_at
from onrecord.resolve.time_atoms import number_words


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("seven", 7, 1),
        ("twenty - one", 21, 3),
        ("twenty one", 21, 2),
        ("a hundred", 100, 2),
        ("two hundred and six", 206, 4),
        ("three thousand four hundred", 3400, 4),
        ("1,200", 1200, 1),
        ("1.5 million", 1500000, 2),
        ("a dozen", 12, 2),
        ("two dozen", 24, 2),
        ("nineteen ninety - seven", 1997, 4),
        ("twenty twenty", 2020, 2),
        ("nineteen hundred and five", 1905, 4),
        ("two thousand and fifteen", 2015, 4),
        ("ten and six", 10, 1),
        ("twenty men", 20, 1),
    ],
)
def test_number(text: str, value: float, length: int) -> None:
    found = number_at(text.split(), 0, number_words(load_times()))
    assert found is not None
    assert (found.value, found.length) == (value, length)


def test_ordinals_and_no_numbers() -> None:
    names = number_words(load_times())
    twenty_second = number_at(["twenty", "second"], 0, names)
    assert twenty_second is not None
    assert (twenty_second.value, twenty_second.ordinal) == (22, True)
    assert number_at(["a", "man"], 0, names) is None
    assert number_at(["and", "six"], 0, names) is None
