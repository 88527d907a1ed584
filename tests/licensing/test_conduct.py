"""Conduct: three questions, three look-backs and three lists of laws (traps 21 and 40)."""

from datetime import date

import pytest

from licensing.applicants import ConductLaw, ConductQuestion, Role
from licensing.conduct import bars_alcohol_licence, concerns, look_back, require_ground, still_counts
from licensing.errors import NotAllowed

HOLDER, MANAGER, PLACE = ConductQuestion
ON = date(2026, 11, 23)
RECENT = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("question", "law"),
    [
        pytest.param(HOLDER, ConductLaw.ALCOHOL, id="the alcohol act and the holder"),
        pytest.param(HOLDER, ConductLaw.TAX, id="tax and the holder"),
        pytest.param(HOLDER, ConductLaw.ACCOUNTING, id="accounting and the holder"),
        pytest.param(MANAGER, ConductLaw.ALCOHOL, id="the alcohol act and the manager"),
        pytest.param(MANAGER, ConductLaw.RELATED, id="related law and the manager"),
        pytest.param(PLACE, ConductLaw.CRIMINAL, id="criminal law and the serving place"),
        pytest.param(PLACE, ConductLaw.EQUALITY, id="equality law and the serving place"),
        pytest.param(PLACE, ConductLaw.OTHER, id="other law and the serving place"),
    ],
)
def test_an_answer_rests_on_a_law_that_the_question_looks_at(question, law):
    require_ground(question, law, RECENT, ON)


@pytest.mark.parametrize(
    ("question", "law"),
    [
        pytest.param(MANAGER, ConductLaw.TAX, id="trap_21_tax_does_not_count_for_a_manager"),
        pytest.param(MANAGER, ConductLaw.ACCOUNTING, id="trap_21_accounting_does_not_count_for_a_manager"),
        pytest.param(HOLDER, ConductLaw.EQUALITY, id="equality law is the serving-place act's"),
        pytest.param(HOLDER, ConductLaw.CRIMINAL, id="criminal law alone is the serving-place act's"),
        pytest.param(PLACE, ConductLaw.ALCOHOL, id="the alcohol act has tests of its own"),
    ],
)
def test_a_law_that_the_question_does_not_look_at_is_refused(question, law):
    with pytest.raises(NotAllowed) as caught:
        require_ground(question, law, RECENT, ON)
    assert caught.value.code == "conduct_law_not_looked_at"


@pytest.mark.parametrize(
    ("question", "law", "happened_on", "code"),
    [
        pytest.param(HOLDER, ConductLaw.TAX, date(2016, 11, 23), None, id="ten years ago to the day"),
        pytest.param(
            HOLDER, ConductLaw.TAX, date(2016, 11, 22), "conduct_too_long_ago", id="ten years and a day ago"
        ),
        pytest.param(
            MANAGER, ConductLaw.ALCOHOL, date(2016, 11, 23), None, id="a manager: ten years ago to the day"
        ),
        pytest.param(
            MANAGER,
            ConductLaw.ALCOHOL,
            date(2016, 11, 22),
            "conduct_too_long_ago",
            id="a manager: ten years and a day ago",
        ),
        pytest.param(PLACE, ConductLaw.TAX, date(2021, 11, 23), None, id="five years ago to the day"),
        pytest.param(
            PLACE,
            ConductLaw.TAX,
            date(2021, 11, 22),
            "conduct_too_long_ago",
            id="trap_21_five_years_and_a_day_ago_in_the_serving_place_act",
        ),
        pytest.param(HOLDER, ConductLaw.TAX, ON, None, id="today"),
        pytest.param(HOLDER, ConductLaw.TAX, date(2026, 11, 24), "conduct_day_lies_ahead", id="tomorrow"),
        pytest.param(HOLDER, ConductLaw.TAX, None, "conduct_needs_law_and_day", id="no day"),
        pytest.param(HOLDER, None, RECENT, "conduct_needs_law_and_day", id="no law"),
    ],
)
def test_the_act_lies_inside_the_look_back(question, law, happened_on, code):
    if code is None:
        require_ground(question, law, happened_on, ON)
        return
    with pytest.raises(NotAllowed) as caught:
        require_ground(question, law, happened_on, ON)
    assert caught.value.code == code


def test_an_act_of_a_leap_day_counts_to_28_february():
    assert look_back(HOLDER, date(2026, 2, 28)).first_day == date(2016, 2, 28)
    assert date(2016, 2, 29) in look_back(HOLDER, date(2026, 2, 28))
    assert date(2016, 2, 29) not in look_back(HOLDER, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        pytest.param(date(2026, 11, 23), True, id="the last day on which it counts"),
        pytest.param(date(2026, 11, 24), False, id="the first on which it does not"),
    ],
)
def test_an_answer_outlives_the_look_back_of_its_act_by_no_day(on, counts):
    assert still_counts(HOLDER, date(2016, 11, 23), on) is counts


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        pytest.param(HOLDER, {Role.HOLDER, Role.INFLUENCE}, id="alcohol act: holder and influence"),
        pytest.param(MANAGER, {Role.MANAGER, Role.DEPUTY}, id="alcohol act: manager and deputy"),
        pytest.param(PLACE, {Role.HOLDER, Role.INFLUENCE, Role.DAILY_MANAGER}, id="serving-place act"),
    ],
)
def test_each_question_is_asked_about_its_own_people(question, roles):
    assert {role for role in Role if concerns(question, role)} == roles


def test_a_failed_test_of_the_serving_place_act_does_not_by_itself_bar_an_alcohol_licence():
    assert [bars_alcohol_licence(question) for question in (HOLDER, MANAGER, PLACE)] == [True, True, False]
