"""Criteria fixed beforehand: the arithmetic of a ranking, ties, missing scores, when a set may be locked."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.criteria import (
    HEAVIEST,
    TOP_SCORE,
    FixedCriterion,
    Fixing,
    LineSide,
    Part,
    Standing,
    ranking,
    require_lockable,
    require_locked,
    require_open,
)
from licensing.errors import BadValue, NotAllowed

FOOD = FixedCriterion(1, "Mat er hoveddelen av tilbudet", weight=3, highest=5)
YOUTH = FixedCriterion(2, "Stedet er lite rettet mot unge", weight=2, highest=5)
RECORD = FixedCriterion(3, "Ingen prikker i perioden", weight=5, highest=1)
CRITERIA = (FOOD, YOUTH, RECORD)


def by_place(standings: tuple[Standing, ...]) -> dict[int, Standing]:
    """The standings, by place."""
    return {standing.place: standing for standing in standings}


def plain(*totals: int | None, places: int | None = None) -> dict[int, Standing]:
    """Places 1, 2, 3 … with these sums on one criterion of ten; None is not scored."""
    one = FixedCriterion(1, "Det ene", highest=10)
    scores = {number: {} if total is None else {one: total} for number, total in enumerate(totals, start=1)}
    return by_place(ranking([one], scores, places))


def test_the_arithmetic_of_a_place_is_score_times_weight_and_their_sum() -> None:
    (standing,) = ranking(CRITERIA, {7: {FOOD: 4, YOUTH: 3, RECORD: 1}})
    assert [(part.score, part.criterion.weight, part.product) for part in standing.parts] == [
        (4, 3, 12),
        (3, 2, 6),
        (1, 5, 5),
    ]
    assert standing.total == 23
    assert standing.rank == 1
    assert not standing.shared


def test_a_place_with_a_missing_score_has_no_sum_and_no_rank_and_says_what_is_missing() -> None:
    found = by_place(ranking(CRITERIA, {1: {FOOD: 5, RECORD: 1}, 2: {FOOD: 0, YOUTH: 0, RECORD: 0}}))
    assert found[1].total is None
    assert found[1].rank is None
    assert found[1].missing == (YOUTH,)
    assert (found[1].least, found[1].most) == (20, 30)
    assert found[2].rank == 1
    assert found[2].total == 0


def test_nought_is_a_score_and_not_a_missing_one() -> None:
    (standing,) = ranking([FOOD], {1: {FOOD: 0}})
    assert standing.missing == ()
    assert standing.total == 0


def test_equal_places_share_a_rank_and_the_next_stands_behind_them_all() -> None:
    found = plain(9, 7, 7, 4)
    assert [found[place].rank for place in (1, 2, 3, 4)] == [1, 2, 2, 4]
    assert [found[place].shared for place in (1, 2, 3, 4)] == [False, True, True, False]


def test_places_that_wait_for_scores_stand_last() -> None:
    one = FixedCriterion(1, "Det ene", highest=10)
    standings = ranking([one], {1: {}, 2: {one: 3}, 3: {one: 8}})
    assert [standing.place for standing in standings] == [3, 2, 1]


@pytest.mark.parametrize(
    ("totals", "places", "sides"),
    [
        pytest.param((9, 7, 4), 2, ("inside", "inside", "outside"), id="the line falls between two sums"),
        pytest.param((9, 7, 7), 2, ("inside", "tied", "tied"), id="two equal, and room for one of them"),
        pytest.param((9, 7, 7), 3, ("inside", "inside", "inside"), id="room for both of the equal"),
        pytest.param((9, 7, 7), 1, ("inside", "outside", "outside"), id="room for none of the equal"),
        pytest.param((5, 5, 5), 1, ("tied", "tied", "tied"), id="all equal"),
        pytest.param((5, 5, 5), 0, ("outside", "outside", "outside"), id="no room at all"),
        pytest.param((5, 4), 9, ("inside", "inside"), id="room for more than there are"),
        pytest.param((9, None, 4), 1, ("pending", "pending", "outside"), id="the unscored may come first"),
        pytest.param((9, None, 4), 2, ("inside", "pending", "pending"), id="the unscored may take the rest"),
        pytest.param((10, None, 10), 1, ("tied", "pending", "tied"), id="a tie that nothing can undo"),
        pytest.param((9, None, 9), 1, ("pending", "pending", "pending"), id="a tie that may be passed"),
    ],
)
def test_what_a_number_of_places_means(
    totals: tuple[int | None, ...], places: int, sides: tuple[str, ...]
) -> None:
    found = plain(*totals, places=places)
    assert tuple(found[place].side for place in sorted(found)) == tuple(LineSide(side) for side in sides)


def test_without_a_decided_number_nobody_is_inside_or_outside() -> None:
    assert {standing.side for standing in plain(9, None, 4).values()} == {None}


@pytest.mark.parametrize("weight", [-1, 0, HEAVIEST + 1])
def test_a_criterion_without_weight_cannot_be_made(weight: int) -> None:
    with pytest.raises(BadValue) as refused:
        FixedCriterion(1, "Teller ikke", weight=weight)
    assert refused.value.code == "criterion_weight"


@pytest.mark.parametrize("highest", [0, TOP_SCORE + 1])
def test_a_criterion_gives_from_one_to_ten_at_most(highest: int) -> None:
    with pytest.raises(BadValue) as refused:
        FixedCriterion(1, "Uten poeng", highest=highest)
    assert refused.value.code == "criterion_highest"


@pytest.mark.parametrize("score", [-1, 6])
def test_a_score_outside_its_criterion_is_refused(score: int) -> None:
    with pytest.raises(BadValue) as refused:
        Part(FOOD, score)
    assert refused.value.code == "score_outside_criterion"
    assert refused.value.facts["highest"] == 5


def test_a_score_on_a_criterion_of_another_set_is_refused() -> None:
    with pytest.raises(BadValue) as refused:
        ranking([FOOD], {1: {FOOD: 2, YOUTH: 2}})
    assert refused.value.code == "score_of_another_set"


OPENS = date(2027, 3, 1)
READY = Fixing(
    criteria=4, applications_open_on=OPENS, decided_on=date(2027, 1, 28), reference="KS 4/27", locked=False
)


@pytest.mark.parametrize(
    ("fixing", "on", "code"),
    [
        pytest.param(READY, date(2027, 2, 28), None, id="the last day before applications open"),
        pytest.param(READY, OPENS, "criteria_after_opening", id="the day they open"),
        pytest.param(READY, date(2027, 4, 1), "criteria_after_opening", id="after they opened"),
        pytest.param(READY, date(2027, 1, 28), None, id="the day of the decision"),
        pytest.param(READY, date(2027, 1, 27), "criteria_decided_later", id="the day before the decision"),
        pytest.param(
            replace(READY, decided_on=date(2027, 3, 2)),
            date(2027, 2, 1),
            "criteria_decided_after_opening",
            id="decided after they open",
        ),
        pytest.param(replace(READY, criteria=0), date(2027, 2, 1), "criteria_none", id="no criteria"),
        pytest.param(replace(READY, reference=""), date(2027, 2, 1), "criteria_not_decided", id="no case"),
        pytest.param(replace(READY, decided_on=None), date(2027, 2, 1), "criteria_not_decided", id="no day"),
        pytest.param(
            replace(READY, locked=True), date(2027, 2, 1), "criteria_locked_already", id="locked before"
        ),
    ],
)
def test_criteria_are_locked_by_the_council_before_anybody_can_apply(
    fixing: Fixing, on: date, code: str | None
) -> None:
    if code is None:
        require_lockable(fixing, on)
        return
    with pytest.raises(NotAllowed) as refused:
        require_lockable(fixing, on)
    assert refused.value.code == code


def test_locked_criteria_are_not_written_and_open_ones_are_not_scored() -> None:
    require_open(locked=False)
    require_locked(locked=True)
    with pytest.raises(NotAllowed):
        require_open(locked=True)
    with pytest.raises(NotAllowed):
        require_locked(locked=False)
