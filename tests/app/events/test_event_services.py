"""Events through the services: registered, chosen about, granted at once or in the ordinary way."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.cases.granted import DayLine
from app.cases.queries.facts import case_facts
from app.cases.queries.one import decision_letter, letters_of
from app.cases.queries.standing import case_view, mode_of
from app.cases.service.assessments import assess_case
from app.cases.service.decisions import decide
from app.cases.service.proposals import ConditionEntry
from app.events.queries.nearby import nearby_events
from app.events.queries.one import occasion_of
from app.events.queries.times import asked_lines
from app.events.service.choices import accept_late_notice, choose_principle
from app.events.service.deciding import propose_event
from app.events.service.registering import EventChange, change_event, register_event
from app.letters.facts import LetterKind
from app.models.event import Event, EventType
from app.models.letter import Letter
from app.models.licence import Licence, LicencePerson, LicenceRoom, LicenceTerm
from app.models.occasion import Principle
from app.models.occupancy import RoomOccupancy
from app.permissions import Role
from app.policy.queries import policy_in_force
from licensing.assessment import FindingCode, assess
from licensing.cases import CaseState
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.errors import NotAllowed
from licensing.licences import Attribute, Audience, LicenceKind, LicenceType, group_set_from_code
from licensing.matters import Matter
from tests.factories import event as events
from tests.factories.case import ask, send_letter
from tests.factories.event import DECIDED_ON, FIRST_DAY, LAST_DAY

AMBULATORY = {
    "type": LicenceType.AMBULATORY,
    "company": events.CLOSED,
    "days": events.day_entries("18:00-25:00", LAST_DAY, LAST_DAY, events.TENTS[:1]),
}


def findings_of(session, actor, case, on=DECIDED_ON):
    view = case_view(session, case, on, acting_id=actor.user_id)
    policy = policy_in_force(session, actor.municipality_id, on)
    return {row.code: row for row in assess(case_facts(session, view, policy, on), policy, on).findings}


class TestRegistering:
    def test_an_event_is_a_case_with_its_own_days(self, filling):
        with filling() as (session, actor):
            case = events.make_event(session, actor)
            assert (case.matter, case.state) == (Matter.EVENT, CaseState.RECEIVED)
            assert case.title == "Prøvemartnan 0 – Prøvelaget 0 AS"
            assert case.application.type is LicenceType.SINGLE_OCCASION
            assert case.application.audience is Audience.GENERAL
            assert len(occasion_of(session, case).days) == 10
            assert {room.name for room in case.application.rooms} == {"Telt 1", "Telt 2"}

    def test_the_same_form_sent_twice_opens_one_case(self, filling):
        with filling() as (session, actor):
            entry = events.event_entry()
            assert register_event(session, actor, entry).id == register_event(session, actor, entry).id

    def test_the_usual_fee_of_the_municipality_is_set(self, filling):
        with filling() as (session, actor):
            events.make_settings(session, actor.municipality_id, single_fee_ore=120000)
            assert occasion_of(session, events.make_event(session, actor)).fee_ore == 120000

    def test_ambulatory_sale_is_refused(self, filling):
        entry = events.event_entry(kind=LicenceKind.SALE, type=LicenceType.AMBULATORY)
        with filling() as (session, actor), pytest.raises(NotAllowed) as refused:
            register_event(session, actor, entry)
        assert refused.value.code == "ambulatory_is_serving"

    def test_an_event_without_days_is_refused(self, filling):
        with filling() as (session, actor), pytest.raises(NotAllowed) as refused:
            register_event(session, actor, events.event_entry(days=()))
        assert refused.value.code == "event_without_days"

    def test_a_closed_company_covers_its_guests_alone(self, filling):
        with filling() as (session, actor):
            case = events.make_event(session, actor, **AMBULATORY)
            assert case.application.audience is Audience.CLOSED_COMPANY

    def test_a_change_lays_the_days_anew_and_makes_the_assessment_stale(self, filling):
        with filling() as (session, actor):
            case = events.make_event(session, actor)
            before = case.facts_changed_at
            facts = replace(events.event_entry().facts, days=events.day_entries(last_day=FIRST_DAY))
            change = EventChange(facts, LicenceType.SINGLE_OCCASION, events.TENTS)
            change_event(
                session, actor, case_id=case.id, seen_version=case.version, change=change, on=DECIDED_ON
            )
            assert {row.day for row in occasion_of(session, case).days} == {FIRST_DAY}
            assert case.facts_changed_at > before


class TestChoices:
    def test_a_late_notice_is_asked_about_until_somebody_accepts_it(self, filling):
        with filling() as (session, actor):
            case = events.make_event(session, actor, received_on=date(2027, 2, 1))
            assert FindingCode.NOTICE_LATE in findings_of(session, actor, case)
            accept_late_notice(
                session,
                actor,
                case_id=case.id,
                seen_version=case.version,
                reason="Liten sak.",
                on=DECIDED_ON,
            )
            assert FindingCode.NOTICE_LATE_ACCEPTED in findings_of(session, actor, case)
            stored = session.scalars(select(Event).where(Event.type == EventType.LATE_NOTICE_ACCEPTED)).one()
            assert "Liten sak." in (stored.payload or "")

    def test_a_notice_in_time_has_nothing_to_accept(self, filling):
        with filling() as (session, actor):
            case = events.make_event(session, actor)
            seen = {"case_id": case.id, "seen_version": case.version}
            with pytest.raises(NotAllowed) as refused:
                accept_late_notice(session, actor, **seen, reason="x", on=DECIDED_ON)
        assert refused.value.code == "notice_was_in_time"

    @pytest.mark.parametrize(
        ("principle", "mode"),
        [
            pytest.param(Principle.DECIDE_HERE, DelegationMode.ALONE, id="decided here"),
            pytest.param(Principle.LIFT, DelegationMode.BODY, id="lifted to a body"),
        ],
    )
    def test_a_matter_of_principle_is_decided_where_it_was_chosen(self, filling, principle, mode):
        with filling() as (session, actor):
            case = events.make_event(session, actor)
            choose_principle(
                session,
                actor,
                case_id=case.id,
                seen_version=case.version,
                principle=principle,
                reason="Først av sitt slag.",
                on=DECIDED_ON,
            )
            assert mode_of(session, case, DecisionOutcome.GRANT, DECIDED_ON) is mode
            occasion = occasion_of(session, case)
            assert (occasion.principle_by_id, occasion.principle_reason) == (
                actor.user_id,
                "Først av sitt slag.",
            )


class TestGranting:
    def test_one_person_grants_at_once_and_the_licence_may_be_used(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            decision = events.grant_at_once(session, actor, case)
            licence = session.scalars(select(Licence).where(Licence.decision_id == decision.id)).one()
            assert (licence.type, licence.number) == (LicenceType.SINGLE_OCCASION, "ENK-2026-0001")
            assert (licence.issued_on, licence.usable_from) == (DECIDED_ON, DECIDED_ON)
            (period,) = licence.periods
            assert (period.first_day, period.last_day) == (FIRST_DAY, LAST_DAY)
            assert case.state is CaseState.DECIDED

    def test_the_hours_stand_for_each_day_and_room_alone(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            decision = events.grant_at_once(session, actor, case)
            terms = session.scalars(
                select(LicenceTerm).where(
                    LicenceTerm.decision_id == decision.id, LicenceTerm.attribute == Attribute.HOURS
                )
            ).all()
            assert len(terms) == 5 * 2 * 2
            assert all(term.first_day == term.last_day and term.room_id for term in terms)
            rooms = session.scalars(select(LicenceRoom)).all()
            assert {(row.first_day, row.last_day) for row in rooms} == {(FIRST_DAY, LAST_DAY)}
            people = session.scalars(select(LicencePerson)).all()
            assert {row.role.value for row in people} == {"manager", "deputy"}
            assert session.scalars(select(RoomOccupancy)).first() is not None

    def test_vector_the_turnover_statement_is_due_on_monday_8_march_2027(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            events.grant_at_once(session, actor, case)
            assert occasion_of(session, case).turnover_due_on == date(2027, 3, 8)

    def test_the_letter_is_the_licence_itself(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            events.grant_at_once(session, actor, case)
            letter = decision_letter(session, case)
            assert letter is not None
            assert letter.kind is LetterKind.OCCASION_GRANT
            assert letter.facts["fee_ore"] == 120000
            assert letter.facts["turnover_due_on"] == "2027-03-08"
            assert [row["place"] for row in letter.facts["times"]] == ["Telt 1 og Telt 2"] * 5

    def test_a_sent_grant_needs_no_licence_document(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            events.grant_at_once(session, actor, case)
            send_letter(session, actor, case)
            assert case.state is CaseState.SENT

    def test_an_ambulatory_licence_has_its_own_numbers(self, filling):
        with filling() as (session, actor):
            events.make_quota(session, actor.municipality_id, 2)
            case = events.make_ready_event(session, actor, **AMBULATORY)
            events.grant_at_once(session, actor, case, fee_ore=None)
            assert session.scalars(select(Licence.number)).one() == "AMB-2026-0001"

    def test_trap_06_the_quota_counts_ambulatory_licences_at_the_same_time(self, filling):
        with filling() as (session, actor):
            events.make_quota(session, actor.municipality_id, 1)
            first = events.make_ready_event(session, actor, **AMBULATORY)
            events.grant_at_once(session, actor, first, fee_ore=None)
            second = events.make_ready_event(session, actor, serial=1, **AMBULATORY)
            assert FindingCode.CAP_FULL in findings_of(session, actor, second)
            earlier = events.day_entries("12:00-18:00", LAST_DAY, LAST_DAY, events.TENTS[:1])
            third = events.make_ready_event(session, actor, serial=2, **(AMBULATORY | {"days": earlier}))
            assert FindingCode.CAP_ROOM_LEFT in findings_of(session, actor, third)

    def test_the_last_of_the_quota_is_not_given_twice(self, filling):
        with filling() as (session, actor):
            events.make_quota(session, actor.municipality_id, 1)
            waiting = events.make_ready_event(session, actor, **AMBULATORY)
            assess_case(session, actor, case_id=waiting.id, seen_version=waiting.version, on=DECIDED_ON)
            entry = events.grant_entry(session, waiting)
            seen = {"case_id": waiting.id, "seen_version": waiting.version}
            propose_event(session, actor, **seen, entry=entry, fee_ore=None, on=DECIDED_ON)
            quicker = events.make_ready_event(session, actor, serial=1, **AMBULATORY)
            events.grant_at_once(session, actor, quicker, fee_ore=None)
            with pytest.raises(NotAllowed) as refused:
                decide(session, actor, case_id=waiting.id, seen_version=waiting.version, on=DECIDED_ON)
            assert refused.value.code == "quota_is_full"

    def test_trap_07_an_ambulatory_fee_above_470_is_refused_in_2026(self, filling):
        day = date(2026, 12, 5)
        told = AMBULATORY | {"days": events.day_entries("18:00-25:00", day, day, events.TENTS[:1])}
        with filling() as (session, actor):
            events.make_quota(session, actor.municipality_id, 2)
            case = events.make_ready_event(session, actor, **told)
            with pytest.raises(NotAllowed) as refused:
                events.grant_at_once(session, actor, case, fee_ore=47001)
        assert refused.value.code == "fee_above_limit"

    def test_trap_08_a_second_event_of_another_holder_in_the_same_tent(self, filling):
        with filling() as (session, actor):
            first = events.make_ready_event(session, actor)
            events.grant_at_once(session, actor, first)
            second = events.make_ready_event(
                session, actor, serial=1, venue="Prøveplassen 0", street="Prøveplassen 1"
            )
            taken = findings_of(session, actor, second)[FindingCode.ROOM_TAKEN]
            number = session.scalars(select(Licence.number)).one()
            assert (taken.facts["number"], taken.facts["day"]) == (number, FIRST_DAY.isoformat())
            with pytest.raises(NotAllowed) as refused:
                events.grant_at_once(session, actor, second, deviation="Likevel.")
            assert refused.value.code in ("law_forbids_grant", "forbidden_by_law")

    @pytest.mark.parametrize(
        ("end", "code"),
        [
            pytest.param(25 * 60, None, id="as long as asked for"),
            pytest.param(26 * 60, "more_hours_than_asked", id="longer than asked for"),
            pytest.param(24 * 60, "grant_gives_less", id="shorter, but called a whole grant"),
        ],
    )
    def test_a_grant_gives_what_was_asked_for(self, filling, end, code):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            days = tuple(
                DayLine(line.room_id, line.day, line.start, end)
                for line in asked_lines(occasion_of(session, case))
            )
            if code is None:
                assert events.grant_at_once(session, actor, case, days=days).days
                return
            with pytest.raises(NotAllowed) as refused:
                events.grant_at_once(session, actor, case, days=days)
            assert refused.value.code == code

    def test_no_grant_of_hours_outside_the_law_whoever_asked_for_them(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor, days=events.day_entries("12:00-28:00"))
            with pytest.raises(NotAllowed) as refused:
                events.grant_at_once(session, actor, case)
            assert refused.value.code == "hours_outside_law"

    def test_a_condition_before_use_keeps_the_licence_from_being_used(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            conditions = (ConditionEntry("Branntilsynet skal ha godkjent teltet.", before_use=True),)
            events.grant_at_once(session, actor, case, conditions=conditions)
            licence = session.scalars(select(Licence)).one()
            assert licence.issued_on is None
            send_letter(session, actor, case)
            assert case.state is CaseState.GRANTED_NOT_USABLE


class TestOrdinaryFlow:
    def test_a_refusal_takes_two_people_and_has_its_letter(self, filling):
        with filling() as (session, actor):
            case = events.make_ready_event(session, actor)
            assess_case(session, actor, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
            entry = events.grant_entry(session, case, DecisionOutcome.REFUSE, deviation="For mange telt.")
            propose_event(
                session,
                actor,
                case_id=case.id,
                seen_version=case.version,
                entry=entry,
                fee_ore=None,
                on=DECIDED_ON,
            )
            case_id, version = case.id, case.version
        with filling(Role.DECIDER) as (session, decider):
            decide(session, decider, case_id=case_id, seen_version=version, on=DECIDED_ON)
            letter = session.scalars(select(Letter).where(Letter.decision_id.is_not(None))).one()
            assert letter.kind is LetterKind.OCCASION_REFUSAL

    def test_a_part_grant_cuts_the_days_that_need_it(self, filling):
        with filling() as (session, actor):
            events.make_local_hours(session, actor.municipality_id)
            case = events.make_ready_event(session, actor, days=events.day_entries("12:00-26:00"))
            assert FindingCode.DAYS_OUTSIDE_POLICY in findings_of(session, actor, case)
            lines = asked_lines(occasion_of(session, case))
            cut = tuple(replace(line, end=25 * 60) if line.day.isoweekday() < 5 else line for line in lines)
            decision = events.grant_at_once(
                session, actor, case, outcome=DecisionOutcome.PART_GRANT, days=cut
            )
            letter = decision_letter(session, case)
            assert decision.outcome is DecisionOutcome.PART_GRANT
            assert letter is not None
            assert letter.facts["refused_parts"] == [
                "for tiden etter kl. 01.00 tirsdag 16. februar–torsdag 18. februar"
            ]

    def test_the_whole_of_what_is_asked_for_against_the_local_rules_needs_own_words(self, filling):
        with filling() as (session, actor):
            events.make_local_hours(session, actor.municipality_id)
            case = events.make_ready_event(session, actor, days=events.day_entries("12:00-26:00"))
            with pytest.raises(NotAllowed) as refused:
                events.grant_at_once(session, actor, case)
            assert refused.value.code == "deviation_needs_own_words"
            assert events.grant_at_once(session, actor, case, deviation="Martnan er spesiell.").days


class TestStatements:
    def test_where_the_municipality_asks_nobody_the_event_is_granted_the_day_it_came(self, filling):
        with filling() as (session, actor):
            events.make_settings(session, actor.municipality_id, ask_single=False)
            case = events.make_event(session, actor)
            assert case.state is CaseState.READY
            events.grant_at_once(session, actor, case)
            assert case.state is CaseState.DECIDED

    def test_where_it_asks_the_grant_waits_for_the_statements(self, filling):
        with filling() as (session, actor):
            case = events.make_event(session, actor)
            with pytest.raises(NotAllowed):
                events.grant_at_once(session, actor, case)


def test_events_of_the_same_evenings_in_the_same_postal_area_are_nearby(filling):
    with filling() as (session, actor):
        mine = events.make_event(session, actor)
        events.make_event(session, actor, serial=1)
        events.make_event(
            session,
            actor,
            serial=2,
            days=events.day_entries(first_day=LAST_DAY.replace(day=25), last_day=date(2027, 2, 25)),
        )
        (other,) = nearby_events(session, mine, occasion_of(session, mine))
        assert (other.name, other.days) == ("Prøvemartnan 1", 5)


def test_the_groups_of_the_application_are_those_of_the_licence(filling):
    with filling() as (session, actor):
        case = events.make_ready_event(session, actor)
        decision = events.grant_at_once(session, actor, case)
        assert [int(group) for group in group_set_from_code(decision.groups)] == [1, 2]


def test_the_police_are_told_what_the_event_is_and_when(filling):
    with filling() as (session, actor):
        case = events.make_event(session, actor)
        ask(session, actor, case, case.received_on)
        letter = next(row for row in letters_of(session, case) if row.kind is LetterKind.STATEMENT_REQUEST)
        assert letter.facts["concept"] == (
            "Prøvemartnan 0, 16. februar 2027 til 20. februar 2027, åpent arrangement, 250 gjester,"
            " 4 ordensvakter"
        )
        assert letter.facts["hours"][0]["days"] == "Tirsdag 16. februar, Telt 1 og Telt 2"
        assert letter.facts["hours"][0]["indoor"] == "12.00–01.00"
