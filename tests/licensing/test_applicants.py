"""Manager and deputy, and the three tests of conduct."""

from datetime import date

import pytest

from licensing.applicants import (
    CONDUCT_RULES,
    ConductLaw,
    ConductQuestion,
    Person,
    Role,
    age_on,
    fills_both_roles,
    old_enough,
    right_test,
)
from licensing.licences import LicenceKind

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        pytest.param(date(2006, 11, 21), date(2026, 11, 20), 19, id="the day before the birthday"),
        pytest.param(date(2006, 11, 21), date(2026, 11, 21), 20, id="the birthday"),
        pytest.param(date(2004, 2, 29), date(2027, 2, 28), 22, id="a leap day child on 28 February"),
        pytest.param(date(2004, 2, 29), date(2027, 3, 1), 23, id="a leap day child on 1 March"),
    ],
)
def test_age(born_on, on, age):
    assert age_on(born_on, on) == age


@pytest.mark.parametrize(
    ("born_on", "suitable"),
    [
        pytest.param(date(2006, 11, 23), True, id="turned 20 on the day"),
        pytest.param(date(2006, 11, 24), False, id="turns 20 tomorrow"),
        pytest.param(None, None, id="age not known"),
    ],
)
def test_a_manager_has_turned_20(born_on, suitable):
    assert old_enough(Person("p", born_on), date(2026, 11, 23)) is suitable


@pytest.mark.parametrize(
    ("tests", "kind", "passed"),
    [
        pytest.param((SERVING,), SERVING, True, id="the right test"),
        pytest.param((SALE,), SERVING, False, id="trap 23: a sale test does not serve for a bar"),
        pytest.param((SERVING,), SALE, False, id="nor the other way"),
        pytest.param((SALE, SERVING), SALE, True, id="both tests"),
        pytest.param((), SALE, False, id="no test"),
        pytest.param(None, SALE, None, id="not known"),
    ],
)
def test_the_knowledge_test_follows_the_kind(tests, kind, passed):
    assert right_test(Person("p", tests=tests), kind) is passed


def test_the_manager_cannot_stand_in_for_the_manager():
    assert fills_both_roles(Person("a"), [Person("b"), Person("a")])
    assert not fills_both_roles(Person("a"), [Person("b")])


def test_trap_21_tax_is_no_matter_of_the_manager():
    holder, manager, place = (CONDUCT_RULES[question] for question in ConductQuestion)
    assert ConductLaw.TAX in holder.laws & place.laws
    assert ConductLaw.TAX not in manager.laws
    assert not manager.roles & holder.roles
    assert Role.DEPUTY in manager.roles
    assert [rule.citation.code for rule in (holder, manager, place)] == ["alkl_1_7b", "alkl_1_7c", "serv_6"]


@pytest.mark.parametrize(
    ("question", "happened_on", "counts"),
    [
        pytest.param(ConductQuestion.HOLDER, date(2016, 11, 23), True, id="ten years ago to the day"),
        pytest.param(ConductQuestion.HOLDER, date(2016, 11, 22), False, id="a day more than ten years"),
        pytest.param(ConductQuestion.MANAGER, date(2016, 11, 23), True, id="the manager's ten years"),
        pytest.param(ConductQuestion.SERVING_PLACE, date(2021, 11, 23), True, id="five years ago to the day"),
        pytest.param(
            ConductQuestion.SERVING_PLACE, date(2021, 11, 22), False, id="trap 21: beyond five years"
        ),
    ],
)
def test_each_conduct_test_looks_its_own_way_back(question, happened_on, counts):
    assert CONDUCT_RULES[question].counts(happened_on, date(2026, 11, 23)) is counts
