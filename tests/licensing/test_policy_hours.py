"""What local hours make of a case: longer ones, seasons, zones, and the limits of the law."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import (
    AskedHours,
    FindingOutcome,
    GroundView,
    allowed_hours,
)
from licensing.assessment.facts import HeldTerms
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.matters import ChangeKind, Matter
from licensing.policy import (
    Document,
    FactTest,
    LegalKind,
    Zone,
)
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from tests.licensing.applications import ON, SERVING
from tests.licensing.judged_policies import (
    ASK,
    CONDITION,
    DEFAULT,
    DISCRETION,
    GRANT,
    PARTLY,
    REFUSE,
    codes,
    judged,
)
from tests.licensing.local_rules import hours, policy


class TestLongerHours:
    """A holder who asks for longer hours, where the ones that are held stand in any case."""

    def change(self, end, answers):
        asked = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", end))
        held = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "26:00"))
        return replace(
            SERVING,
            groups=(Group.ONE,),
            matter=Matter.TERMS,
            change=ChangeKind.HOURS,
            hours=(asked,),
            answers=answers,
            terms=HeldTerms(held_hours=(held,)),
        )

    RULES = (
        hours("ordinary", LicenceKind.SERVING, 6 * 60, 26 * 60),
        hours(
            "late",
            LicenceKind.SERVING,
            latest=27 * 60,
            strength=CONDITION,
            tests=(FactTest("trained", equals=True),),
            rank=1,
        ),
    )

    @pytest.mark.parametrize(
        ("end", "answers", "outcome"),
        [
            pytest.param("27:00", {"trained": True}, GRANT, id="what it takes is there"),
            pytest.param("27:00", {"trained": False}, REFUSE, id="it is not: nothing more than is held"),
            pytest.param("27:00", {}, ASK, id="not known"),
            pytest.param("26:30", {}, ASK, id="half an hour more hangs on it too"),
        ],
    )
    def test_by_what_it_takes(self, end, answers, outcome):
        assert judged(self.change(end, answers), *self.RULES).outcome is outcome

    def test_departing_from_a_regulation_is_the_acts_own_exception(self):
        regulation = Document("F", LegalKind.REGULATION, "Forskrift")
        rules = [replace(rule, document="F") for rule in self.RULES]
        found = judged(self.change("27:00", {"trained": False}), *rules, documents=(regulation,))
        (row,) = [row for row in found.findings if row.outcome is FindingOutcome.REFUSE]
        assert row.citation.code == "alkl_4_4.3"

    def test_more_than_a_regulation_gives_for_one_occasion_is_weighed(self):
        regulation = Document("F", LegalKind.REGULATION, "Forskrift")
        rules = [replace(rule, document="F") for rule in self.RULES]
        once = self.change("27:00", {"trained": False})
        held = replace(once.terms, days=(date(2027, 2, 19),))
        once = replace(once, change=ChangeKind.HOURS_ONCE, terms=held)
        assert judged(once, *rules, documents=(regulation,)).outcome is DISCRETION

    def test_a_main_rule_on_hours_wants_a_ground_and_no_paragraph(self):
        rule = replace(self.RULES[0], strength=DEFAULT)
        found = judged(self.change("27:00", {}), rule)
        assert "ground_wanted" in codes(found)
        given = replace(self.change("27:00", {}), grounds=(GroundView("ordinary", "avsides"),))
        assert judged(given, rule).outcome is DISCRETION


def test_local_hours_beyond_the_law_are_cut_and_it_says_so():
    rule = hours("early", LicenceKind.SERVING, 8 * 60, 26 * 60, groups=(Group.THREE,))
    asked = AskedHours(AreaKind.INDOOR, Group.THREE, ServiceHours.parse("09:00", "24:00"))
    found = judged(replace(SERVING, hours=(asked,)), rule)
    assert found.outcome is PARTLY
    assert [row.rule for row in found.findings if row.code == "local_hours_outside_law"] == ["early"]


def test_hours_that_vary_with_the_season_are_granted_as_far_as_they_hold_all_year():
    rules = (
        hours("winter", LicenceKind.SERVING, 8 * 60, 26 * 60, season=Season.parse("09-01", "05-14")),
        hours("summer", LicenceKind.SERVING, 8 * 60, 27 * 60, season=Season.parse("05-15", "08-31")),
    )
    asked = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "27:00"))
    found = judged(replace(SERVING, groups=(Group.ONE,), hours=(asked,)), *rules)
    (row,) = [row for row in found.findings if row.code == "hours_outside_policy"]
    assert (row.facts["allowed"], row.rule) == (["10:00", "26:00"], "winter")
    assert "hours_vary" in codes(found)


def test_spirits_are_never_given_later_than_the_rest():
    rules = (
        hours("rest", LicenceKind.SERVING, 8 * 60, 24 * 60, groups=(Group.ONE, Group.TWO)),
        hours("spirits", LicenceKind.SERVING, 13 * 60, 26 * 60, groups=(Group.THREE,)),
    )
    asked = tuple(AskedHours(AreaKind.INDOOR, group, ServiceHours.parse("13:00", "26:00")) for group in Group)
    rows = allowed_hours(replace(SERVING, hours=asked), policy(*rules), ON)
    assert {(row.group, row.allowed.pair) for row in rows} == {(group, ("13:00", "24:00")) for group in Group}


def test_a_zone_of_its_own_has_its_own_hours():
    rules = (
        hours("everywhere", LicenceKind.SERVING, 8 * 60, 26 * 60),
        hours("homes", LicenceKind.SERVING, latest=23 * 60, zones=("homes",)),
    )
    zones = (Zone("homes", "Boligområde"),)
    asked = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "26:00"))
    facts = replace(SERVING, groups=(Group.ONE,), hours=(asked,))
    assert judged(facts, *rules, zones=zones).outcome is ASK
    assert judged(replace(facts, zones=()), *rules, zones=zones).outcome is GRANT
    assert judged(replace(facts, zones=("homes",)), *rules, zones=zones).outcome is PARTLY
    early = replace(facts, hours=(replace(asked, hours=ServiceHours.parse("10:00", "22:00")),))
    assert judged(early, *rules, zones=zones).outcome is GRANT
