"""Numbers that a visitor sends."""

import pytest

from common.params import LARGEST_NUMBER, parse_number


@pytest.mark.parametrize("number", [0, 1, 41, 10**18, LARGEST_NUMBER])
def test_a_number_is_read(number):
    assert parse_number(str(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "-1", "+1", "1.0", "1e3", "1_000", " 1", "1\n", "1\0", "0x1"),
        *("²", "½", "١", "१", "\uff11", "Ⅷ", "一"),
        *(str(LARGEST_NUMBER + 1), "9" * 5000),
    ],
)
def test_nothing_else_is(text):
    """Not the digits that `isdigit` or `int` take too, nor what no database holds."""
    assert parse_number(text) is None
