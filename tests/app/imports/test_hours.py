"""Hours as offices write them, and those that nobody can read without guessing."""

import pytest

from app.imports.sheet_hours import hours_read
from licensing.errors import BadValue

ALL = (1, 2, 3, 4, 5, 6, 7)
WRITTEN = [
    pytest.param("10-02", [(ALL, ("10:00", "26:00"))], id="hours alone"),
    pytest.param("10.00–02.00", [(ALL, ("10:00", "26:00"))], id="points and a dash"),
    pytest.param("kl. 10:00 til 02:30", [(ALL, ("10:00", "26:30"))], id="in words"),
    pytest.param("11-24", [(ALL, ("11:00", "24:00"))], id="midnight as 24"),
    pytest.param("11-00", [(ALL, ("11:00", "24:00"))], id="midnight as 00"),
    pytest.param("alle dager 12-23", [(ALL, ("12:00", "23:00"))], id="all days"),
    pytest.param("fre-lør 10–02:30", [((5, 6), ("10:00", "26:30"))], id="a span of days"),
    pytest.param(
        "man-tor 10-01, fre-lør 10-02",
        [((1, 2, 3, 4), ("10:00", "25:00")), ((5, 6), ("10:00", "26:00"))],
        id="two spans",
    ),
    pytest.param(
        "søn–tors: 10-01; fre og lør 10-02",
        [((7, 1, 2, 3, 4), ("10:00", "25:00")), ((5, 6), ("10:00", "26:00"))],
        id="past Sunday, with words between",
    ),
    pytest.param(
        "laurdag 10-02\nsundag 12-22", [((6,), ("10:00", "26:00")), ((7,), ("12:00", "22:00"))], id="nynorsk"
    ),
]
GUESSED = [
    "",
    "helg 10-02",
    "sent",
    "10",
    "hverdager 10-02",
    "fre-lør",
    "10-31",
    "fre 10-02, fre 11-03",
    "10-02 ca",
]


@pytest.mark.parametrize(("text", "lines"), WRITTEN)
def test_hours_are_read_as_they_are_written(text: str, lines: list[tuple[object, object]]) -> None:
    assert [(line.weekdays, line.hours.pair) for line in hours_read(text)] == lines


@pytest.mark.parametrize("text", GUESSED)
def test_hours_that_must_be_guessed_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        hours_read(text)
