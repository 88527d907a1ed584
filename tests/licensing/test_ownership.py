"""Owners followed to natural persons, and who has substantial influence."""

from fractions import Fraction

import pytest

from licensing.applicants import Influence
from licensing.ownership import (
    OpenPoint,
    Owner,
    OwnershipFault,
    OwnershipQuestion,
    ownership,
    persons_of_influence,
    share_with_close_persons,
)

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


def person(name, share):
    return Owner(name, share, is_person=True)


def company(name, share, *owners):
    return Owner(name, share, owners=owners)


def shares_of(*owners):
    return {row.person: row.share for row in ownership("holder", owners).shares}


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        pytest.param((person("kari", Fraction(1)),), {"kari": 1}, id="one owner has the whole"),
        pytest.param(
            (person("kari", THIRD), person("ola", 2 * THIRD)),
            {"kari": THIRD, "ola": 2 * THIRD},
            id="a third stays a third",
        ),
        pytest.param(
            (company("b", HALF, person("kari", HALF), person("ola", HALF)), person("kari", HALF)),
            {"kari": Fraction(3, 4), "ola": QUARTER},
            id="shares directly and through a company are added",
        ),
        pytest.param(
            (
                company("b", HALF, person("kari", Fraction(1))),
                company("c", HALF, company("d", Fraction(1), person("kari", HALF), person("ola", HALF))),
            ),
            {"kari": Fraction(3, 4), "ola": QUARTER},
            id="two ways through three companies are added",
        ),
    ],
)
def test_a_persons_share_is_the_sum_over_all_ways(owners, expected):
    assert shares_of(*owners) == expected
    assert ownership("holder", owners).resolved


@pytest.mark.parametrize(
    ("owners", "question"),
    [
        pytest.param((), OpenPoint(OwnershipQuestion.NO_OWNERS, "holder"), id="nobody is noted"),
        pytest.param(
            (person("kari", HALF), company("b", HALF)),
            OpenPoint(OwnershipQuestion.COMPANY_UNRESOLVED, "b"),
            id="a company whose owners nobody knows",
        ),
        pytest.param(
            (person("kari", None),),
            OpenPoint(OwnershipQuestion.SHARE_UNKNOWN, "kari"),
            id="a share that nobody knows",
        ),
        pytest.param(
            (person("kari", Fraction(9999, 10000)),),
            OpenPoint(OwnershipQuestion.REST_UNKNOWN, "holder", Fraction(1, 10000)),
            id="a hundredth of a per cent is missing",
        ),
    ],
)
def test_what_is_not_known_is_a_question(owners, question):
    standing = ownership("holder", owners)
    assert standing.questions == (question,)
    assert not standing.faults
    assert not standing.resolved


def test_a_share_below_an_unknown_one_is_at_least_what_is_known():
    chain = (company("b", None, person("kari", Fraction(1))), person("kari", HALF))
    (kari,) = ownership("holder", chain).shares
    assert (kari.share, kari.at_least, kari.through) == (HALF, True, ("b",))


@pytest.mark.parametrize(
    ("owners", "fault"),
    [
        pytest.param(
            (person("kari", HALF), person("ola", Fraction(5001, 10000))),
            OpenPoint(OwnershipFault.OVER_THE_WHOLE, "holder", Fraction(10001, 10000)),
            id="a hundredth of a per cent over the whole",
        ),
        pytest.param(
            (company("b", Fraction(1), company("holder", Fraction(1))),),
            OpenPoint(OwnershipFault.CYCLE, "holder"),
            id="the holder owns its owner",
        ),
        pytest.param(
            (company("b", Fraction(1), company("c", Fraction(1), company("b", Fraction(1)))),),
            OpenPoint(OwnershipFault.CYCLE, "b"),
            id="two companies own each other",
        ),
    ],
)
def test_what_cannot_be_right_is_told(owners, fault):
    assert ownership("holder", owners).faults == (fault,)


def test_exactly_the_whole_is_no_fault():
    assert ownership("holder", (person("kari", HALF), person("ola", HALF))).resolved


def test_the_same_company_on_two_ways_is_no_cycle():
    common = (person("kari", Fraction(1)),)
    chain = (company("b", HALF, company("d", Fraction(1), *common)), company("d", HALF, *common))
    assert ownership("holder", chain).resolved


@pytest.mark.parametrize(
    ("share", "threshold", "counts"),
    [
        pytest.param(Fraction(1, 10), Fraction(1, 10), True, id="at the municipality's limit"),
        pytest.param(Fraction(999, 10000), Fraction(1, 10), False, id="a hundredth below the limit"),
        pytest.param(Fraction(9, 10), None, None, id="no limit is set: the act gives no number, so ask"),
        pytest.param(Fraction(1, 10000), None, None, id="no limit is set: a small owner is asked about too"),
    ],
)
def test_an_owner_has_substantial_influence_by_the_municipalitys_limit(share, threshold, counts):
    standing = ownership("holder", (person("kari", share), person("ola", 1 - share)))
    found = {row.person: row.counts for row in persons_of_influence(standing, threshold)}
    assert found["kari"] is counts


def test_an_owner_below_the_limit_is_asked_about_while_the_rest_may_be_theirs():
    standing = ownership("holder", (person("kari", Fraction(9, 100)), company("b", Fraction(91, 100))))
    assert [row.counts for row in persons_of_influence(standing, Fraction(1, 10))] == [None]


def test_an_owner_who_cannot_reach_the_limit_with_all_that_is_unknown_does_not_count():
    owners = (
        person("kari", Fraction(4, 100)),
        person("ola", Fraction(91, 100)),
        company("b", Fraction(5, 100)),
    )
    found = {
        row.person: row.counts for row in persons_of_influence(ownership("holder", owners), Fraction(1, 10))
    }
    assert found == {"ola": True, "kari": False}


def test_a_chain_with_a_fault_proves_nobody_small():
    owners = (person("kari", Fraction(1, 100)), person("ola", Fraction(1)))
    found = {row.person: row.counts for row in persons_of_influence(ownership("holder", owners), HALF)}
    assert found == {"ola": True, "kari": None}


def test_leaders_and_receivers_of_returns_count_whatever_they_own():
    standing = ownership("holder", (person("kari", Fraction(1, 100)), person("ola", Fraction(99, 100))))
    found = {
        row.person: (row.counts, row.grounds)
        for row in persons_of_influence(standing, HALF, leaders=["kari"], receivers=["per"])
    }
    assert found == {
        "ola": (True, {Influence.OWNERSHIP}),
        "kari": (True, {Influence.LEADERSHIP}),
        "per": (True, {Influence.RETURNS}),
    }


def test_the_serving_place_act_adds_the_shares_of_close_persons_together():
    standing = ownership("holder", (person("kari", Fraction(6, 100)), person("ola", Fraction(94, 100))))
    assert share_with_close_persons(standing, {"kari", "per"}) == Fraction(6, 100)
    assert share_with_close_persons(standing, {"kari", "ola"}) == 1
