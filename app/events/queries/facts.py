"""What the rules ask of an event beside what is known of every case.

Law: alkoholloven §§ 1-4c, 4-4 and 4-5; alkoholforskriften § 6-2.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.billing.queries.rates import rate_table
from app.cases.queries.plans import event_terms_of
from app.events.queries.one import occasion_of
from app.models.case import Case
from app.models.occasion import Occasion, Principle
from app.policy.checked import most_ambulatory_fee
from licensing.assessment import Facts
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours
from licensing.licences import LicenceType
from licensing.occasions import Company, notice
from licensing.service_hours import ServiceHours


def event_facts(session: Session, case: Case, facts: Facts, on: date) -> Facts:
    """The facts of a case that is an event, with the event itself and its days."""
    occasion = occasion_of(session, case)
    days = hours_of(occasion)
    return replace(
        facts,
        first_day=min((row.day for row in days), default=None),
        last_day=max((row.day for row in days), default=None),
        hours=(),
        occasion=_occasion_facts(session, case, occasion, days, on),
    )


def hours_of(occasion: Occasion) -> tuple[OccasionHours, ...]:
    """The hours of an event as the rules see them."""
    return tuple(
        OccasionHours(f"room:{row.room_id}", row.room.area, row.day, ServiceHours(row.start, row.end))
        for row in occasion.days
    )


def company_of(occasion: Occasion) -> Company:
    """What is told of who may come."""
    return Company(
        circle_fixed=occasion.circle_fixed,
        tickets=occasion.tickets,
        sign_up=occasion.sign_up,
        member_meeting=occasion.member_meeting,
        advertised=occasion.advertised,
    )


def _occasion_facts(
    session: Session, case: Case, occasion: Occasion, days: tuple[OccasionHours, ...], on: date
) -> OccasionFacts:
    terms = event_terms_of(session, case, on)
    first_day = min((row.day for row in days), default=None)
    ambulatory = case.application.type is LicenceType.AMBULATORY and first_day is not None
    # What the policy says of notice, length and number is judged as its rules.
    told = (
        None
        if first_day is None or terms.says_notice
        else notice(case.received_on, first_day, terms.notice_days)
    )
    return OccasionFacts(
        days=days,
        company=company_of(occasion),
        guests=occasion.guests,
        wholesale=occasion.wholesale,
        internal_control_waived=occasion.internal_control_waived,
        internal_control_reason=occasion.internal_control_reason,
        notice_due_on=told.due_on if told else None,
        days_late=told.days_late if told else 0,
        late_accepted=occasion.late_accepted_by_id is not None,
        principal_guests=terms.principal_guests,
        principle_answered=occasion.principle is not Principle.ORDINARY,
        fee_ore=occasion.fee_ore,
        most_fee_ore=most_ambulatory_fee(first_day, rate_table(session, case.municipality_id))
        if ambulatory and first_day
        else None,
    )
