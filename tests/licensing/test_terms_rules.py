"""What the law says of a change of terms: a further group, hours once, and another concept."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import Facts, FindingCode, FindingOutcome, assess
from licensing.assessment.facts import AskedHours, HeldTerms
from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.matters import ChangeKind, Matter
from licensing.service_hours import ServiceHours

ON = date(2027, 1, 20)
MARTNAN = (date(2027, 2, 16), date(2027, 2, 17), date(2027, 2, 18))


def change(kind, **facts):
    known = {
        "matter": Matter.TERMS,
        "change": kind,
        "kind": LicenceKind.SERVING,
        "groups": (Group.ONE, Group.TWO),
        "category": VenueCategory.PUB_BAR,
        "statements": (),
        "room_licences": (),
        "terms": HeldTerms((Group.ONE, Group.TWO), VenueCategory.CAFE, ()),
    }
    return Facts(**known | facts)


def outcomes(facts, on=ON):
    return {finding.code: finding.outcome for finding in assess(facts, None, on).findings}


def indoors(start, end, group=Group.ONE):
    return (AskedHours(AreaKind.INDOOR, group, ServiceHours.parse(start, end)),)


@pytest.mark.parametrize(
    ("end", "code", "outcome"),
    [
        pytest.param("27:00", FindingCode.HOURS_LAWFUL, FindingOutcome.OK, id="once to three o'clock"),
        pytest.param(
            "27:01", FindingCode.HOURS_OUTSIDE_LAW, FindingOutcome.PARTLY, id="once to a minute past three"
        ),
    ],
)
def test_longer_hours_once_stay_inside_the_outermost_limits(end, code, outcome):
    facts = change(
        ChangeKind.HOURS_ONCE,
        hours=indoors("10:00", end),
        terms=HeldTerms((Group.ONE, Group.TWO), VenueCategory.CAFE, MARTNAN),
    )
    found = outcomes(facts)
    assert found[code] is outcome
    assert FindingCode.ONCE_OPENING_FOLLOWS in found


def test_trap_26_spirits_once_never_before_one_in_the_afternoon():
    facts = change(
        ChangeKind.HOURS_ONCE,
        groups=(Group.ONE, Group.TWO, Group.THREE),
        hours=indoors("12:00", "26:00", Group.THREE),
        terms=HeldTerms((), None, MARTNAN),
    )
    assert outcomes(facts)[FindingCode.HOURS_OUTSIDE_LAW] is FindingOutcome.PARTLY


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        pytest.param(date(2027, 2, 16), None, id="assessed on the first day"),
        pytest.param(date(2027, 2, 17), FindingOutcome.CONSIDER, id="one day has passed"),
        pytest.param(date(2027, 2, 18), FindingOutcome.CONSIDER, id="the last day is left"),
        pytest.param(date(2027, 2, 19), FindingOutcome.REFUSE, id="every day has passed"),
    ],
)
def test_nothing_is_granted_for_days_that_are_over(on, outcome):
    facts = change(ChangeKind.HOURS_ONCE, hours=indoors("10:00", "26:00"), terms=HeldTerms((), None, MARTNAN))
    assert outcomes(facts, on).get(FindingCode.ONCE_DAYS_PASSED) is outcome


@pytest.mark.parametrize(
    ("groups", "outcome"),
    [
        pytest.param((Group.ONE, Group.TWO, Group.THREE), FindingOutcome.OK, id="1, 2 and 3"),
        pytest.param((Group.ONE, Group.THREE), FindingOutcome.REFUSE, id="trap 10: 1 and 3 without 2"),
        pytest.param((Group.TWO, Group.THREE), FindingOutcome.REFUSE, id="trap 10: 2 and 3 without 1"),
    ],
)
def test_trap_10_a_further_group_makes_a_lawful_set(groups, outcome):
    found = outcomes(change(ChangeKind.GROUPS, groups=groups, hours=indoors("10:00", "25:00")))
    lawful = outcome is FindingOutcome.OK
    assert found[FindingCode.GROUPS_LAWFUL if lawful else FindingCode.GROUPS_UNLAWFUL] is outcome
    assert FindingCode.GROUP_ADDED in found


@pytest.mark.parametrize("kind", [ChangeKind.AREA, ChangeKind.AREA_ONCE, ChangeKind.CONCEPT])
def test_what_asks_for_no_hours_keeps_those_of_the_licence(kind):
    assert FindingCode.HOURS_UNKNOWN not in outcomes(change(kind))


def test_longer_hours_for_good_without_hours_are_asked_for():
    assert outcomes(change(ChangeKind.HOURS))[FindingCode.HOURS_UNKNOWN] is FindingOutcome.ASK


def test_whether_another_concept_needs_a_new_licence_is_a_question():
    assert outcomes(change(ChangeKind.CONCEPT))[FindingCode.CONCEPT_TO_JUDGE] is FindingOutcome.ASK


def test_statements_are_asked_for_what_changes_for_good_and_not_for_what_holds_once():
    assert FindingCode.STATEMENT_NOT_ASKED in outcomes(change(ChangeKind.AREA))
    assert FindingCode.STATEMENT_NOT_ASKED not in outcomes(change(ChangeKind.AREA_ONCE))


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        pytest.param(ChangeKind.HOURS_ONCE, "alkl_4_4.3", id="longer hours once"),
        pytest.param(ChangeKind.AREA_ONCE, "alkl_4_2.4", id="a larger area once"),
    ],
)
def test_what_holds_once_rests_on_the_paragraph_of_its_own_section(kind, section):
    facts = change(kind, hours=indoors("10:00", "26:00"), terms=HeldTerms((), None, MARTNAN))
    found = assess(facts, None, date(2027, 2, 19)).findings
    cited = [row.citation for row in found if row.code is FindingCode.ONCE_DAYS_PASSED]
    assert [citation and citation.code for citation in cited] == [section]


def test_a_further_group_for_a_shop_rests_on_the_chapter_of_sale():
    facts = replace(change(ChangeKind.GROUPS, hours=indoors("08:00", "18:00")), kind=LicenceKind.SALE)
    found = {row.code: row.citation for row in assess(facts, None, ON).findings}
    citation = found[FindingCode.GROUP_ADDED]
    assert citation is not None
    assert citation.code == "alkl_3_1"
