"""Groups, group sets and dated terms."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from licensing.errors import BadValue, NotAllowed
from licensing.licences import (
    Attribute,
    Group,
    TermRow,
    group_of,
    group_set_code,
    group_set_from_code,
    is_spirits,
    terms_on,
)

ONE, TWO, THREE = Group.ONE, Group.TWO, Group.THREE


@pytest.mark.parametrize(
    ("strength", "group"),
    [
        pytest.param("0.6", None, id="alcohol-free"),
        pytest.param("2.5", None, id="trap 11: exactly 2.5 needs no licence"),
        pytest.param("2.51", ONE, id="just above 2.5 is group 1"),
        pytest.param("4.7", ONE, id="trap 11: exactly 4.7 is group 1"),
        pytest.param("4.75", TWO, id="trap 11: the old limit 4.75 is group 2 now"),
        pytest.param("4.71", TWO, id="just above 4.7 is group 2"),
        pytest.param("21.99", TWO, id="just below 22 is group 2"),
        pytest.param("22.0", THREE, id="trap 11: exactly 22.0 is group 3"),
        pytest.param("60", THREE, id="exactly 60 is group 3"),
    ],
)
def test_the_group_follows_strength(strength, group):
    assert group_of(Decimal(strength)) is group


def test_above_sixty_may_not_be_sold_or_served():
    with pytest.raises(NotAllowed) as caught:
        group_of(Decimal("60.01"))
    assert (caught.value.code, caught.value.citation.code) == ("too_strong", "alkl_8_13")


@pytest.mark.parametrize("strength", ["-0.1", "NaN", "Infinity"])
def test_a_strength_that_is_none_is_refused(strength):
    with pytest.raises(BadValue):
        group_of(Decimal(strength))


@pytest.mark.parametrize(
    ("strength", "distilled", "spirits"),
    [
        pytest.param("4.5", True, True, id="trap 12: a weak drink with distilled alcohol is spirits"),
        pytest.param("21.9", False, False, id="strong wine is not"),
        pytest.param("22.0", False, True, id="trap 11: 22.0 is spirits whatever it holds"),
    ],
)
def test_spirits_is_not_the_same_as_group_3(strength, distilled, spirits):
    assert is_spirits(Decimal(strength), distilled=distilled) is spirits


def test_a_group_set_survives_its_stored_form():
    for groups in ((ONE,), (ONE, TWO), (ONE, TWO, THREE)):
        assert group_set_from_code(group_set_code(reversed(groups))) == groups


@pytest.mark.parametrize("code", ["", "2,1", "1,1", "4", "1;2", "en"])
def test_a_group_set_code_that_was_never_stored_is_refused(code):
    with pytest.raises(BadValue):
        group_set_from_code(code)


def row(value, first_day, last_day=None, decided_on=date(2026, 1, 10), number=1, **more):
    return TermRow(Attribute.GROUPS, value, first_day, last_day, decided_on, number, **more)


TERMS = (
    row("1,2", date(2026, 1, 1), date(2026, 12, 31)),
    row("1,2,3", date(2026, 6, 1), date(2026, 8, 31), decided_on=date(2026, 5, 1), number=2),
    row("1", date(2026, 7, 1), date(2026, 7, 31), decided_on=date(2026, 5, 1), number=3),
)


@pytest.mark.parametrize(
    ("day", "groups"),
    [
        pytest.param(date(2025, 12, 31), None, id="the day before the first"),
        pytest.param(date(2026, 1, 1), "1,2", id="the first day"),
        pytest.param(date(2026, 5, 31), "1,2", id="the last day before the later decision"),
        pytest.param(date(2026, 6, 1), "1,2,3", id="the later decision wins from its first day"),
        pytest.param(date(2026, 7, 15), "1", id="of one date the higher number wins"),
        pytest.param(date(2026, 8, 31), "1,2,3", id="the later decision's last day"),
        pytest.param(date(2026, 9, 1), "1,2", id="what was decided first goes on afterwards"),
        pytest.param(date(2027, 1, 1), None, id="the day after the last"),
    ],
)
def test_the_later_decision_wins_whatever_the_order_of_entry(day, groups):
    for order in permutations(TERMS):
        assert terms_on(order, day).value(Attribute.GROUPS) == groups


def test_terms_of_different_subjects_do_not_displace_each_other():
    rows = (
        row("08:00-25:00", date(2026, 1, 1), group=ONE),
        row("13:00-24:00", date(2026, 1, 1), group=THREE, decided_on=date(2026, 2, 1)),
    )
    terms = terms_on(rows, date(2026, 3, 1))
    assert terms.value(Attribute.GROUPS, group=ONE) == "08:00-25:00"
    assert terms.value(Attribute.GROUPS, group=THREE) == "13:00-24:00"
    assert terms.row(Attribute.MANAGER) is None


def test_one_decision_that_contradicts_itself_still_answers_the_same_in_any_order():
    rows = (row("1", date(2026, 1, 1)), row("1,2", date(2026, 1, 1)))
    answers = {terms_on(order, date(2026, 2, 1)).value(Attribute.GROUPS) for order in permutations(rows)}
    assert len(answers) == 1
