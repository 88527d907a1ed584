"""Deciding under the caps: who finds no seat is told the number, the limit and where the cap stands."""

from datetime import date, timedelta

import pytest

from app import labels
from app.cases.queries.one import open_proposal
from app.cases.service.decisions import decide
from app.clock import today
from app.events.service.deciding import propose_event
from app.formats import short_date
from app.models.case import Case
from app.permissions import Actor, Role
from app.policy.queries import policy_in_force
from app.policy.service.seats import take_seats
from app.policy.service.zones import place_venue
from licensing.decisions import DecisionOutcome
from licensing.errors import NotAllowed
from licensing.licences import Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import CapScope, CapSpan, Overflow, Strength, When
from tests.app.cases.pages import hindrance, press, send, sentences
from tests.factories import case as cases
from tests.factories import ending as endings
from tests.factories import event as events
from tests.factories.caps import ZONES, cap_rule, make_caps
from tests.factories.case import DECIDED_ON
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.policy import make_rules
from tests.factories.venue import make_venue

ON = DECIDED_ON
SPIRITS = When(kinds=(LicenceKind.SERVING,), groups=(Group.THREE,))


def licensed(session, actor, number: int, **more):
    category = more.pop("category", VenueCategory.EATING_PLACE)
    venue = make_venue(session, actor, name=f"Sted {number}", street=f"Prøvegata {number}", category=category)
    return make_licence(session, venue, make_holder(session, actor, serial=number + 20), **more)


def refusal_of(session, actor, case: Case, **more) -> str | None:
    """What a decider would be told who grants what the case asks for; nothing where there is a seat."""
    try:
        take_seats(
            session,
            municipality_id=actor.municipality_id,
            case_id=case.id,
            policy=policy_in_force(session, actor.municipality_id, ON),
            day=ON,
            as_granted=lambda seat: seat,
            **more,
        )
    except NotAllowed as refusal:
        return labels.sentence(refusal.code, None, refusal.facts)
    return None


def decider(world) -> Actor:
    """Somebody who may decide, and has not proposed."""
    someone = world.someone(Role.DECIDER)
    return Actor(someone.id, someone.name, world.own_id, frozenset({Role.DECIDER}))


def placed(session, actor, venue_id: int, *zones: str) -> None:
    policy = policy_in_force(session, actor.municipality_id, ON)
    place_venue(session, actor, venue_id=venue_id, policy=policy, zones=zones, basis="kartet")


class TestWhoIsStopped:
    def test_a_cap_on_a_group_stops_who_gets_the_group(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(limit=1, when=SPIRITS))
            licensed(session, actor, 1, groups="1,2,3")
            case = cases.make_case(session, actor)
            assert refusal_of(session, actor, case) == (
                "Taket i retningslinjene punkt 3.1 er nådd: 1 av 1 bevillinger er i bruk. Send forslaget"
                " tilbake. Bare et politisk organ kan gå over kommunens eget tak."
            )
            beer = cases.make_case(session, actor, serial=1, groups=(Group.ONE,))
            assert refusal_of(session, actor, beer) is None

    def test_what_is_granted_decides_and_not_what_was_asked_for(self, filling, world):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(limit=1, when=SPIRITS))
            case = cases.make_ready(session, actor)
            cases.assessed(session, actor, case)
            cases.propose_as(session, actor, case, DecisionOutcome.PART_GRANT, groups=(Group.ONE, Group.TWO))
            licensed(session, actor, 1, groups="1,2,3")
            decide(session, decider(world), case_id=case.id, seen_version=case.version, on=ON)

    @pytest.mark.parametrize(
        "more",
        [
            pytest.param({"strength": Strength.INFO}, id="a cap that informs"),
            pytest.param({"strength": Strength.FACTOR}, id="a cap that is weighed"),
            pytest.param({"exempt": (VenueCategory.EATING_PLACE,)}, id="an exempt category"),
            pytest.param({"when": When(kinds=(LicenceKind.SALE,))}, id="another kind"),
            pytest.param({"when": When(types=(LicenceType.AMBULATORY,))}, id="another type"),
        ],
    )
    def test_what_does_not_concern_or_does_not_bind_stops_nobody(self, filling, more):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(limit=0, **more))
            assert refusal_of(session, actor, cases.make_case(session, actor)) is None

    def test_a_venue_without_a_zone_is_placed_before_the_cap_is_counted(self, filling):
        with filling() as (session, actor):
            rule = cap_rule(limit=1, when=When(zones=("sentrum",)))
            make_caps(session, [actor.municipality_id], rule, zones=ZONES)
            case = cases.make_case(session, actor)
            assert refusal_of(session, actor, case) == (
                "Taket i retningslinjene punkt 3.1 telles etter sone, og ingen har sagt hvilken sone stedet"
                " ligger i. Plasser stedet i en sone, og prøv igjen."
            )
            placed(session, actor, case.application.venue_id, "sentrum")
            assert refusal_of(session, actor, case) is None
            placed(session, actor, licensed(session, actor, 1).venue_id, "sentrum")
            assert "1 av 1 bevillinger er i bruk" in str(refusal_of(session, actor, case))
            placed(session, actor, case.application.venue_id)
            assert refusal_of(session, actor, case) is None

    def test_a_cap_in_each_zone_stops_only_in_the_full_one(self, filling):
        with filling() as (session, actor):
            rule = cap_rule(limit=1, scope=CapScope.ZONE)
            make_caps(session, [actor.municipality_id], rule, zones=ZONES)
            placed(session, actor, licensed(session, actor, 1).venue_id, "sentrum")
            case = cases.make_case(session, actor)
            placed(session, actor, case.application.venue_id, "gamlebyen")
            assert refusal_of(session, actor, case) is None
            placed(session, actor, case.application.venue_id, "gamlebyen", "sentrum")
            assert refusal_of(session, actor, case) is not None

    def test_earlier_applications_hold_seats_where_the_text_says_so(self, filling):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(limit=1, pending_reserves=True))
            first, second = (cases.make_case(session, actor, serial=serial) for serial in range(2))
            assert refusal_of(session, actor, first) is None
            assert refusal_of(session, actor, second) == (
                "Taket i retningslinjene punkt 3.1 er nådd: 0 av 1 bevillinger er i bruk, og søknader som kom"
                " før, holder av resten. Avgjør dem først, eller send forslaget tilbake."
            )

    @pytest.mark.parametrize(("keeps", "stopped"), [(True, False), (False, True), (None, True)])
    def test_a_new_owner_has_the_seat_only_where_the_text_says_so(self, filling, keeps, stopped):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(limit=1, transfer_keeps_seat=keeps))
            case = cases.make_case(session, actor)
            case.application.transfer_of_id = licensed(session, actor, 1).id
            session.flush()
            assert (refusal_of(session, actor, case) is not None) is stopped


class TestWhoMayGoBeyond:
    @pytest.mark.parametrize(
        ("overflow", "deviation", "stopped"),
        [
            pytest.param(Overflow.REFUSE, "", True, id="refuse: nobody has said why"),
            pytest.param(Overflow.REFUSE, "Stedet har vært her i hundre år.", False, id="refuse: said why"),
            pytest.param(Overflow.DISCRETION, "", False, id="the text leaves it to a judgement"),
        ],
    )
    def test_who_has_seen_that_it_is_full_and_judged_the_case(
        self, filling, world, overflow, deviation, stopped
    ):
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], cap_rule(limit=1, overflow=overflow))
            licensed(session, actor, 1)
            case = cases.make_ready(session, actor)
            cases.assessed(session, actor, case)
            proposal = {"deviation": deviation or "Stedet har vært her i hundre år."}
            cases.propose_as(session, actor, case, DecisionOutcome.GRANT, **proposal)
            if not deviation:
                open_proposal(session, case).deviation = ""
                session.flush()
            turn = {"case_id": case.id, "seen_version": case.version, "on": ON}
            if stopped:
                with pytest.raises(NotAllowed) as refused:
                    decide(session, decider(world), **turn)
                assert refused.value.code == "cap_is_full"
            else:
                decide(session, decider(world), **turn)


class TestEvents:
    def at(self, hours: str, day: date):
        return {"type": LicenceType.AMBULATORY, "company": events.CLOSED} | {
            "days": events.day_entries(hours, day, day, events.TENTS[:1])
        }

    def test_the_last_ambulatory_licence_is_not_given_twice_at_the_same_time(self, filling):
        day = date(2026, 12, 5)
        rule = cap_rule(limit=1, when=When(types=(LicenceType.AMBULATORY,)), span=CapSpan.AT_ONCE)
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], rule)
            waiting = events.make_ready_event(session, actor, **self.at("18:00-25:00", day))
            cases.assessed(session, actor, waiting)
            entry = events.grant_entry(session, waiting)
            seen = {"case_id": waiting.id, "seen_version": waiting.version}
            propose_event(session, actor, **seen, entry=entry, fee_ore=None, on=ON)
            noon = events.make_ready_event(session, actor, serial=2, **self.at("11:00-14:00", day))
            events.grant_at_once(session, actor, noon, fee_ore=None)
            assert refusal_of(session, actor, waiting) is None
            quicker = events.make_ready_event(session, actor, serial=1, **self.at("20:00-24:00", day))
            events.grant_at_once(session, actor, quicker, fee_ore=None)
            with pytest.raises(NotAllowed) as refused:
                decide(session, actor, case_id=waiting.id, seen_version=waiting.version, on=ON)
            assert labels.sentence(refused.value.code, None, refused.value.facts) == (
                "Taket i retningslinjene punkt 3.1 er nådd: 1 av 1 ambulerende bevillinger er i bruk på samme"
                " tid. Velg en annen dag, eller send forslaget tilbake."
            )

    def test_a_cap_for_each_venue_and_year_counts_the_events_of_the_hall(self, filling):
        rule = cap_rule(
            limit=1,
            when=When(types=(LicenceType.SINGLE_OCCASION,)),
            span=CapSpan.YEAR,
            scope=CapScope.VENUE,
        )
        with filling() as (session, actor):
            make_caps(session, [actor.municipality_id], rule)
            days = [
                {"days": events.day_entries("18:00-25:00", day, day, events.TENTS[:1])}
                for day in (date(2026, 12, 5), date(2026, 12, 12), date(2027, 1, 2))
            ]
            first = events.make_ready_event(session, actor, **days[0])
            events.grant_at_once(session, actor, first)
            hall = first.application.venue_id
            second, next_year = (
                events.make_ready_event(session, actor, serial=serial, **days[serial]) for serial in (1, 2)
            )
            elsewhere = second.application.venue_id != hall
            assert elsewhere
            assert refusal_of(session, actor, second) is None
            for case in (second, next_year):
                case.application.venue_id = hall
            session.flush()
            assert "1 av 1 bevillinger er i bruk" in str(refusal_of(session, actor, second))
            assert refusal_of(session, actor, next_year) is None


class TestChangesOfTerms:
    """A licence has its seat already; what it did not stand under, it must find a seat under."""

    @pytest.fixture
    def licence_id(self, filling):
        """A licence for group 1 and 2, and another with all groups under a cap of one."""
        with filling() as (session, actor):
            make_rules(
                session,
                actor.municipality_id,
                cap_rule("spirits", limit=1, when=SPIRITS),
                cap_rule("all", limit=1, when=When(kinds=(LicenceKind.SERVING,))),
            )
            licensed(session, actor, 1, groups="1,2,3")
            return endings.make_held(session, actor).id

    def decided(self, client_as, address: str, **fields: str):
        client = client_as()
        answer = send(client, address, first_day=short_date(today() + timedelta(days=20)), **fields)
        assert answer.status_code == 302, sentences(answer)
        case_id = answer.location.rsplit("/", 1)[1]
        page = f"/saker/{case_id}/uttalelser"
        assert send(client, f"{page}/ny", bodies=["police", "social_service"]).status_code == 302
        for body in ("police", "social_service"):
            assert send(client, f"{page}/{body}", **{"answers-0-answer": "no_remark"}).status_code == 302
        assert press(client, case_id, "vurder").status_code == 302
        words = {"outcome": "grant", "reasons": "Egnet sted.", "deviation": ""}
        proposed = send(client, f"/saker/{case_id}/forslag", **words)
        assert proposed.status_code == 302, sentences(proposed) or hindrance(proposed)
        return send(client_as("decider"), f"/saker/{case_id}/vedtak")

    def test_a_further_group_needs_a_seat_under_the_cap_of_the_group(self, licence_id, client_as):
        answer = self.decided(client_as, f"/endringer/grupper/{licence_id}", groups="1,2,3")
        assert answer.status_code == 409
        assert "Taket i punkt 3.1 er nådd: 1 av 1 bevillinger er i bruk" in hindrance(answer)

    def test_a_cap_that_is_passed_already_stops_no_other_change(self, licence_id, client_as):
        fields = {"rooms": "Ute: Torget", "outdoor": "10-23"}
        answer = self.decided(client_as, f"/endringer/areal/{licence_id}", **fields)
        assert answer.status_code == 302, hindrance(answer)
