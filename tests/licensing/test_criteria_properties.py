"""What is true of every ranking by criteria fixed beforehand."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.criteria import FixedCriterion, LineSide, ranking
from tests.licensing.test_criteria import by_place

pytestmark = [pytest.mark.property, pytest.mark.slow]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[FixedCriterion], dict[int, dict[FixedCriterion, int]], int]:
    """Criteria, what places have scored on them so far, and how many places there are room for."""
    count = draw(st.integers(1, 4))
    criteria = [
        FixedCriterion(
            number, f"Kriterium {number}", draw(st.integers(1, 4)), highest=draw(st.integers(1, 3))
        )
        for number in range(1, count + 1)
    ]
    scores = {
        place: {
            criterion: score
            for criterion in criteria
            if (score := draw(st.none() | st.integers(0, criterion.highest))) is not None
        }
        for place in range(1, draw(st.integers(0, 5)) + 1)
    }
    return criteria, scores, draw(st.integers(0, 6))


Sheet = tuple[list[FixedCriterion], dict[int, dict[FixedCriterion, int]], int]


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_in_which_anything_is_given_never_matters(sheet: Sheet, random: object) -> None:
    criteria, scores, places = sheet
    shuffled = list(criteria)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    entries = [(place, dict(reversed(given.items()))) for place, given in scores.items()]
    random.shuffle(entries)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert ranking(shuffled, dict(entries), places) == ranking(criteria, scores, places)


@given(sheets())
def test_equal_sums_have_equal_ranks_and_sides_and_higher_sums_stand_higher(sheet: Sheet) -> None:
    criteria, scores, places = sheet
    standings = [standing for standing in ranking(criteria, scores, places) if standing.total is not None]
    for one in standings:
        for other in standings:
            assert one.total is not None
            assert other.total is not None
            assert one.rank is not None
            assert other.rank is not None
            assert (one.total == other.total) == (one.rank == other.rank)
            assert (one.total > other.total) == (one.rank < other.rank)
            if one.total == other.total:
                assert one.side == other.side
                assert one.shared == (sum(one.total == third.total for third in standings) > 1)


@given(sheets(), st.data())
def test_what_is_said_of_the_line_holds_whatever_the_missing_scores_become(
    sheet: Sheet, data: st.DataObject
) -> None:
    criteria, scores, places = sheet
    before = by_place(ranking(criteria, scores, places))
    after = by_place(ranking(criteria, _completed(criteria, scores, data), places))
    for place, standing in before.items():
        if standing.side is not LineSide.PENDING:
            assert after[place].side is standing.side
        assert after[place].side is not LineSide.PENDING
        assert standing.least <= (after[place].total or 0) <= standing.most


def _completed(
    criteria: list[FixedCriterion], scores: Mapping[int, Mapping[FixedCriterion, int]], data: st.DataObject
) -> dict[int, dict[FixedCriterion, int]]:
    return {
        place: {
            criterion: given[criterion]
            if criterion in given
            else data.draw(st.integers(0, criterion.highest))
            for criterion in criteria
        }
        for place, given in scores.items()
    }


@given(sheets())
def test_those_inside_and_outside_are_never_more_than_the_number_allows(sheet: Sheet) -> None:
    criteria, scores, places = sheet
    sides = [standing.side for standing in ranking(criteria, scores, places)]
    assert sides.count(LineSide.INSIDE) <= places
    assert sides.count(LineSide.OUTSIDE) <= max(0, len(sides) - places)
