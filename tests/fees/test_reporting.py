"""When the yearly report is due, which years it tells of, and how the money was shared."""

from datetime import date

import pytest

from fees.money import ZERO, Money
from fees.reporting import SpendingLine, due_day, school_share, shares_by_group, year_in_turn, years_told
from fees.spending import SpendingShare, TargetGroup


def line(group: TargetGroup, spent: int, reserved: int = 0) -> SpendingLine:
    return SpendingLine(group, Money.from_kroner(spent), Money.from_kroner(reserved))


@pytest.mark.parametrize(
    ("on", "year"),
    [
        pytest.param(date(2026, 10, 31), 2025, id="the last day on which the year before is in turn"),
        pytest.param(date(2026, 11, 1), 2026, id="the first on which the year itself is"),
        pytest.param(date(2027, 2, 1), 2026, id="the day it is due"),
    ],
)
def test_the_report_in_turn(on: date, year: int) -> None:
    assert year_in_turn(on) == year


def test_a_report_is_due_on_the_first_of_february() -> None:
    assert due_day(2026) == date(2027, 2, 1)
    assert years_told(2026) == (2022, 2023, 2024, 2025, 2026)


def test_shares_stand_in_the_order_of_the_groups_and_add_up() -> None:
    lines = [
        line(TargetGroup.YOUTH, 4_000, 500),
        line(TargetGroup.PRIMARY_SCHOOL, 10_000),
        line(TargetGroup.YOUTH, 0, 1_000),
        line(TargetGroup.ADULTS, 0),
    ]
    shares = shares_by_group(lines)
    assert [(share.target_group, share.amount, share.count) for share in shares] == [
        (TargetGroup.PRIMARY_SCHOOL, Money.from_kroner(10_000), 1),
        (TargetGroup.YOUTH, Money.from_kroner(5_500), 2),
    ]
    assert sum(share.amount.ore for share in shares) == sum(one.used.ore for one in lines)


@pytest.mark.parametrize(
    ("school", "others", "share"),
    [
        pytest.param(10_000, 5_500, 6452, id="rounded half up"),
        pytest.param(1, 1, 5000, id="half"),
        pytest.param(0, 1, 0, id="nothing"),
        pytest.param(1, 0, 10_000, id="all"),
        pytest.param(0, 0, None, id="of nothing there is no share"),
    ],
)
def test_the_share_in_school(school: int, others: int, share: int | None) -> None:
    parts = [
        SpendingShare(TargetGroup.PRIMARY_SCHOOL, Money.from_kroner(school) if school else ZERO, 1),
        SpendingShare(TargetGroup.YOUTH, Money.from_kroner(others) if others else ZERO, 1),
    ]
    assert school_share(parts) == share
