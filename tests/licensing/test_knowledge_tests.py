"""When a knowledge test is passed."""

import pytest

from licensing.knowledge_tests import least_right, passes


@pytest.mark.parametrize(
    ("right", "questions", "passed"),
    [
        pytest.param(24, 30, True, id="24 of 30: the mark in use"),
        pytest.param(23, 30, False, id="23 of 30"),
        pytest.param(30, 30, True, id="all of them"),
        pytest.param(0, 30, False, id="none of them"),
        pytest.param(16, 20, True, id="four fifths of 20"),
        pytest.param(15, 20, False, id="one less"),
        pytest.param(24, 29, True, id="a number that four fifths does not divide: rounded up"),
        pytest.param(23, 29, False, id="one less than that"),
    ],
)
def test_four_fifths_right_passes(right, questions, passed):
    assert passes(right, questions) is passed
    assert least_right(questions) in (24, 16)
