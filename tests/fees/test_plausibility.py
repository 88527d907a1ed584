"""Plausibility: what is asked about a turnover statement, and what is not."""

from typing import Any

import pytest

from fees.plausibility import Against, QuestionCode, Told, questions, usual_volumes
from fees.turnover import Volumes
from licensing.licences import Group, LicenceKind

SERVING, SALE = LicenceKind.SERVING, LicenceKind.SALE
NOTHING = Volumes()


def litres(g1: int = 0, g2: int = 0, g3: int = 0) -> Volumes:
    """Whole litres."""
    return Volumes(g1 * 100, g2 * 100, g3 * 100)


def asked(
    actual: Volumes | None, expected: Volumes | None = None, percent: int = 50, **against: Any
) -> list[tuple[str, int]]:
    """The codes and groups that are asked about."""
    held = Against(**({"kind": SERVING} | against))
    return [
        (one.code.value, int(one.group or 0))
        for one in questions(Told(actual, expected), held, percent=percent)
    ]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(
            asked(litres(g3=28), expected_before=litres(g3=300)),
            [("far_from_expected", 3)],
            id="the sheet's example",
        ),
        pytest.param(
            asked(litres(g3=150), expected_before=litres(g3=300)), [], id="half is not more than half"
        ),
        pytest.param(
            asked(litres(g3=149), expected_before=litres(g3=300)),
            [("far_from_expected", 3)],
            id="a litre less is",
        ),
        pytest.param(asked(litres(g3=450), expected_before=litres(g3=300)), [], id="half as much again"),
        pytest.param(
            asked(litres(g3=451), expected_before=litres(g3=300)),
            [("far_from_expected", 3)],
            id="a litre more",
        ),
        pytest.param(
            asked(litres(g3=5), expected_before=litres(g3=29)), [], id="few litres are not asked about"
        ),
        pytest.param(
            asked(litres(g3=4), expected_before=litres(g3=29)),
            [("far_from_expected", 3)],
            id="25 litres are enough",
        ),
        pytest.param(
            asked(litres(200), expected_before=NOTHING), [("far_from_expected", 1)], id="against nothing"
        ),
        pytest.param(asked(litres(199), expected_before=NOTHING), [], id="little against nothing"),
        pytest.param(
            asked(litres(1000), actual_before=litres(4000)),
            [("far_from_last_year", 1)],
            id="against the year before",
        ),
        pytest.param(
            asked(litres(1000), actual_before=litres(4000), expected_before=litres(4000)),
            [("far_from_expected", 1)],
            id="one slip makes one question",
        ),
        pytest.param(
            asked(litres(4000), litres(1000)),
            [("far_from_last_year", 1)],
            id="expected far below what was sold",
        ),
        pytest.param(
            asked(litres(4000), litres(1000), whole_year=False), [], id="part of a year says little"
        ),
        pytest.param(
            asked(litres(1000), actual_before=litres(4000), whole_year=False),
            [],
            id="part of a year against a whole",
        ),
        pytest.param(asked(None, litres(1000)), [], id="a new place has nothing to compare with"),
        pytest.param(
            asked(litres(1000), suppliers=litres(4000)),
            [("far_from_suppliers", 1)],
            id="suppliers delivered more",
        ),
        pytest.param(asked(litres(4000), suppliers=litres(1000)), [], id="suppliers delivered less"),
        pytest.param(
            asked(litres(g2=150), percent=10, expected_before=litres(g2=250)),
            [("far_from_expected", 2)],
            id="a stricter municipality",
        ),
        pytest.param(asked(NOTHING, open_all_year=True), [("nil_from_open_place", 0)], id="nothing all year"),
        pytest.param(
            asked(NOTHING, open_all_year=True, expected_before=litres(900, 700, 60)),
            [("nil_from_open_place", 0)],
            id="nothing is one question, not one for each group",
        ),
        pytest.param(asked(NOTHING), [], id="nothing from a place that was closed"),
        pytest.param(
            asked(litres(10, 10, 10), licensed=frozenset({Group.ONE, Group.TWO})),
            [("group_not_licensed", 3)],
            id="spirits without the group",
        ),
        pytest.param(asked(litres(10, 10, 10), licensed=None), [], id="groups that are not known"),
        pytest.param(asked(litres(90_000, 10), kind=SALE), [("producer_right", 2)], id="wine in a shop"),
        pytest.param(asked(litres(0, 15_000), kind=SALE, producer=True), [], id="farm sale up to the limit"),
        pytest.param(
            asked(Volumes(0, 15_000_01), kind=SALE, producer=True),
            [("above_own_produce", 2)],
            id="above the limit",
        ),
        pytest.param(
            asked(None, litres(0, 15_001), kind=SALE),
            [("producer_right", 2), ("above_own_produce", 2)],
            id="expected above the limit without the right",
        ),
        pytest.param(
            asked(litres(10_001), usual=litres(1000)), [("unusual_for_kind", 1)], id="ten times the usual"
        ),
        pytest.param(asked(litres(10_000), usual=litres(1000)), [], id="not more than ten times"),
    ],
)
def test_what_is_asked(found: list[tuple[str, int]], wanted: list[tuple[str, int]]) -> None:
    assert found == wanted


@pytest.mark.parametrize(
    ("said", "before", "percent"),
    [(28_00, 300_00, 91), (90_50, 300_00, 70), (900_00, 300_00, 200), (3000_00, 1, 29_999_900)],
)
def test_per_cent_are_rounded_half_up_once(said: int, before: int, percent: int) -> None:
    told = Told(Volumes(g3_cl=said), None)
    [one] = questions(told, Against(SERVING, expected_before=Volumes(g3_cl=before)), percent=50)
    assert one.facts["percent"] == percent


def test_against_nothing_there_are_no_per_cent() -> None:
    [one] = questions(Told(litres(500), None), Against(SERVING, expected_before=NOTHING), percent=50)
    assert (one.code, one.facts) == (
        QuestionCode.FAR_FROM_EXPECTED,
        {"of": "actual", "litres_cl": 500_00, "against_cl": 0, "side": "above"},
    )


def test_what_is_usual_needs_five_places() -> None:
    four = (litres(1), litres(2), litres(3), litres(4))
    assert usual_volumes(four) is None
    assert usual_volumes((*four, litres(1000, 5))) == litres(3)
