"""What the caps of a policy count: licences and applications as they stand in the database."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.models.municipality import MunicipalityIdentity
from app.policy.queries import cap_counts, policy_in_force
from app.policy.service.zones import place_venue
from licensing.caps import CapCount
from licensing.licences import Attribute, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import CapScope, CapSpan, CapStated, When
from tests.factories import case as cases
from tests.factories import event as events
from tests.factories.caps import ZONES, cap_rule, make_caps
from tests.factories.case import DECIDED_ON
from tests.factories.holder import make_holder
from tests.factories.licence import add_term, make_licence
from tests.factories.venue import make_venue

ON = DECIDED_ON
AMBULATORY = {"type": LicenceType.AMBULATORY, "company": events.CLOSED}


def counted(session, actor, *, case: int = 0, day: date = ON) -> dict[str, CapCount]:
    policy = policy_in_force(session, actor.municipality_id, day)
    counts = cap_counts(session, actor.municipality_id, policy, day, leave_out_case=case)
    return {count.code: count for count in counts}


def used(session, actor, **more) -> dict[str, int]:
    return {code: count.used for code, count in counted(session, actor, **more).items()}


def licensed(session, actor, number: int, *, category=VenueCategory.EATING_PLACE, **more):
    """A licence at a place of its own."""
    venue = make_venue(session, actor, name=f"Sted {number}", street=f"Prøvegata {number}", category=category)
    return make_licence(session, venue, make_holder(session, actor, serial=number), **more)


class TestWhatIsCounted:
    def test_kinds_groups_categories_and_those_exempt(self, filling):
        rules = (
            cap_rule("serving", when=When(kinds=(LicenceKind.SERVING,))),
            cap_rule("spirits", when=When(groups=(Group.THREE,))),
            cap_rule("pubs", when=When(categories=(VenueCategory.PUB_BAR,))),
            cap_rule(
                "all but hotels", when=When(kinds=(LicenceKind.SERVING,)), exempt=(VenueCategory.HOTEL,)
            ),
        )
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], *rules)
            licensed(session, actor, 1, groups="1,2,3", category=VenueCategory.PUB_BAR)
            licensed(session, actor, 2, groups="1,2", category=VenueCategory.HOTEL)
            licensed(session, actor, 3, kind=LicenceKind.SALE, groups="1", category=VenueCategory.GROCERY)
            assert used(session, actor) == {"serving": 2, "spirits": 1, "pubs": 1, "all but hotels": 1}

    def test_the_terms_of_the_day_decide_and_not_those_of_the_grant(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(when=When(groups=(Group.THREE,))))
            licence = licensed(session, actor, 1, groups="1,2")
            add_term(session, licence, Attribute.GROUPS, "1,2,3", first_day=date(2026, 11, 1), decided_on=ON)
            assert used(session, actor) == {"T-1": 1}
            assert used(session, actor, day=date(2026, 10, 31)) == {"T-1": 0}

    def test_what_has_ended_leaves_its_seat_the_day_after(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule())
            licensed(session, actor, 1, ended_on=ON)
            assert used(session, actor) == {"T-1": 1}
            assert used(session, actor, day=date(2026, 11, 24)) == {"T-1": 0}

    def test_what_begins_later_has_taken_its_seat_already(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule())
            licensed(session, actor, 1, granted_on=date(2027, 1, 1), usable_from=None)
            assert used(session, actor) == {"T-1": 1}

    def test_a_zone_counts_only_who_has_been_placed_in_it(self, filling):
        rules = (
            cap_rule("centre", when=When(zones=("sentrum",))),
            cap_rule("outside", when=When(outside_zones=("sentrum",))),
        )
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], *rules, zones=ZONES)
            policy = policy_in_force(session, actor.municipality_id, ON)
            for number, zones in enumerate((("sentrum",), ("sentrum", "gamlebyen"), ()), start=1):
                licence = licensed(session, actor, number)
                place_venue(
                    session, actor, venue_id=licence.venue_id, policy=policy, zones=zones, basis="kartet"
                )
            licensed(session, actor, 4)
            assert used(session, actor) == {"centre": 2, "outside": 1}

    def test_a_percentage_is_of_the_licences_of_its_kind(self, filling):
        rule = cap_rule(
            limit=None, percent=50, percent_of=LicenceKind.SERVING, when=When(groups=(Group.THREE,))
        )
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], rule)
            licensed(session, actor, 1, groups="1,2,3")
            licensed(session, actor, 2, groups="1")
            licensed(session, actor, 3, groups="1")
            licensed(session, actor, 4, kind=LicenceKind.SALE, groups="1")
            assert counted(session, actor)["T-1"] == CapCount("T-1", used=1, pending=0, whole=3)

    @pytest.mark.parametrize(
        "rule",
        [
            pytest.param(cap_rule(limit=None), id="no number"),
            pytest.param(cap_rule(limit=None, stated=CapStated.NONE), id="the text says that there is none"),
            pytest.param(cap_rule(limit=None, stated=CapStated.UNDECIDED), id="it may be set"),
            pytest.param(replace(cap_rule(), last_day=date(2026, 11, 22)), id="a rule that holds no more"),
        ],
    )
    def test_where_no_cap_is_decided_nothing_is_counted(self, filling, rule):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], rule)
            assert counted(session, actor) == {}


class TestWhere:
    def test_a_shared_cap_counts_in_all_municipalities_and_others_in_their_own(self, filling):
        with filling(municipality="other") as (session, other):
            licensed(session, other, 1)
            licensed(session, other, 2)
        with filling() as (session, actor):
            shared = cap_rule("shared", scope=CapScope.POLICY)
            make_caps(session, [actor.municipality_id, other.municipality_id], shared, cap_rule("own"))
            licensed(session, actor, 3)
            assert used(session, actor) == {"shared": 3, "own": 1}
            assert used(session, other) == {"shared": 3, "own": 2}

    def test_a_shared_cap_for_some_municipalities_counts_in_those(self, filling):
        with filling(municipality="other") as (session, other):
            licensed(session, other, 1)
        with filling() as (session, actor):
            number = session.scalars(
                select(MunicipalityIdentity.number).where(
                    MunicipalityIdentity.municipality_id == actor.municipality_id
                )
            ).first()
            rule = cap_rule(scope=CapScope.POLICY, municipalities=(number,))
            make_caps(session, [actor.municipality_id, other.municipality_id], rule)
            licensed(session, actor, 3)
            assert used(session, actor) == {"T-1": 1}
            assert used(session, other) == {}

    def test_a_cap_by_venue_counts_at_the_place_of_the_case(self, filling):
        rule = cap_rule(scope=CapScope.VENUE)
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], rule)
            case = cases.make_case(session, actor)
            licensed(session, actor, 1)
            assert used(session, actor, case=case.id) == {"T-1": 0}
            make_licence(session, case.application.venue, make_holder(session, actor, serial=9))
            assert used(session, actor, case=case.id) == {"T-1": 1}
            # Without a case there is no place to count at, and the engine asks.
            assert used(session, actor) == {}

    def test_a_cap_in_each_zone_waits_until_the_place_is_placed(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(scope=CapScope.ZONE), zones=ZONES)
            policy = policy_in_force(session, actor.municipality_id, ON)
            case = cases.make_case(session, actor)
            place = licensed(session, actor, 1).venue_id
            place_venue(session, actor, venue_id=place, policy=policy, zones=("sentrum",), basis="")
            assert used(session, actor, case=case.id) == {}
            mine = case.application.venue_id
            place_venue(session, actor, venue_id=mine, policy=policy, zones=("gamlebyen",), basis="")
            assert used(session, actor, case=case.id) == {"T-1": 0}
            place_venue(session, actor, venue_id=mine, policy=policy, zones=("sentrum",), basis="")
            assert used(session, actor, case=case.id) == {"T-1": 1}


class TestApplications:
    def test_every_other_undecided_application_waits(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule())
            mine = cases.make_case(session, actor, serial=0)
            cases.make_case(session, actor, serial=1)
            cases.make_case(session, actor, serial=2, groups=(Group.ONE,))
            assert counted(session, actor, case=mine.id)["T-1"].pending == 2

    def test_where_applications_reserve_only_those_that_came_before_are_counted(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(pending_reserves=True))
            first, second, third = (cases.make_case(session, actor, serial=serial) for serial in range(3))
            pending = [
                counted(session, actor, case=case.id)["T-1"].pending for case in (first, second, third)
            ]
            assert pending == [0, 1, 2]

    def test_a_transfer_that_keeps_the_seat_does_not_count_the_licence_that_lapses(self, filling):
        rules = (cap_rule("keeps", transfer_keeps_seat=True), cap_rule("unsaid"))
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], *rules)
            licence = licensed(session, actor, 1)
            case = cases.make_case(session, actor)
            case.application.transfer_of_id = licence.id
            session.flush()
            assert used(session, actor, case=case.id) == {"keeps": 0, "unsaid": 1}

    def test_who_applies_for_the_time_after_the_own_licence_does_not_stand_in_the_own_way(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule())
            case = cases.make_case(session, actor)
            own = make_licence(
                session, case.application.venue, case.application.holder, last_day=date(2027, 9, 30)
            )
            assert own.holder_id == case.application.holder_id
            assert used(session, actor, case=case.id) == {"T-1": 0}


class TestEvents:
    CLOSED = When(types=(LicenceType.AMBULATORY,))

    def test_ambulatory_licences_count_when_their_hours_meet(self, filling):
        with filling() as (session, actor):
            rules = (
                cap_rule("at once", 5, when=self.CLOSED, span=CapSpan.AT_ONCE),
                cap_rule("year", 5, when=self.CLOSED, span=CapSpan.YEAR),
                cap_rule("places", 5),
            )
            make_caps(session, [actor.municipality_id], *rules)
            told = events.day_entries("18:00-25:00", date(2026, 12, 5), date(2026, 12, 5), events.TENTS[:1])
            first = events.make_ready_event(session, actor, **(AMBULATORY | {"days": told}))
            events.grant_at_once(session, actor, first, fee_ore=None)
            later = events.day_entries(
                "18:00-25:00", date(2026, 12, 12), date(2026, 12, 12), events.TENTS[:1]
            )
            same = events.make_ready_event(session, actor, serial=1, **(AMBULATORY | {"days": told}))
            other = events.make_ready_event(session, actor, serial=2, **(AMBULATORY | {"days": later}))
            assert used(session, actor, case=same.id) == {"at once": 1, "year": 1, "places": 0}
            assert used(session, actor, case=other.id) == {"at once": 0, "year": 1, "places": 0}
            assert counted(session, actor, case=same.id)["at once"].pending == 0
            assert counted(session, actor, case=same.id)["year"].pending == 1


def test_all_caps_are_counted_in_a_handful_of_statements(filling, statements):
    rules = [cap_rule(f"T-{number}", when=When(groups=(Group(number % 3 + 1),))) for number in range(20)]
    with filling() as (session, actor):
        make_caps(session, [actor.municipality_id], *rules, zones=ZONES)
        case = cases.make_case(session, actor)
        for number in range(1, 6):
            licensed(session, actor, number)
        policy = policy_in_force(session, actor.municipality_id, ON)
        statements.clear()
        counts = cap_counts(session, actor.municipality_id, policy, ON, leave_out_case=case.id)
        assert len(counts) == 20
        assert len(statements) <= 12
