"""What the rules ask of an event beside what is known of every case.

Law: alkoholloven §§ 1-4c, 4-4 and 4-5; alkoholforskriften § 6-2.
"""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.cases.queries.plans import event_settings
from app.events.queries.one import occasion_of, quota_on
from app.models.case import Case
from app.models.licence import Licence, LicenceTerm
from app.models.occasion import Occasion, Principle
from fees.errors import RateNotSet
from fees.rates import rates_on
from licensing.assessment import Facts
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours, OtherUse
from licensing.licences import Attribute, LicenceType
from licensing.occasions import Company, Use, notice
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
        occasion=_occasion_facts(session, case, occasion, days),
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
    session: Session, case: Case, occasion: Occasion, days: tuple[OccasionHours, ...]
) -> OccasionFacts:
    settings = event_settings(session, case.municipality_id)
    first_day = min((row.day for row in days), default=None)
    told = None if first_day is None else notice(case.received_on, first_day, settings.notice_days)
    ambulatory = case.application.type is LicenceType.AMBULATORY and first_day is not None
    quota = quota_on(session, case.municipality_id, first_day) if ambulatory and first_day else None
    return OccasionFacts(
        days=days,
        company=company_of(occasion),
        guests=occasion.guests,
        wholesale=occasion.wholesale,
        internal_control_waived=occasion.internal_control_waived,
        internal_control_reason=occasion.internal_control_reason,
        most_days=settings.most_days,
        notice_due_on=told.due_on if told else None,
        days_late=told.days_late if told else 0,
        late_accepted=occasion.late_accepted_by_id is not None,
        principal_guests=settings.principal_guests,
        principle_answered=occasion.principle is not Principle.ORDINARY,
        quota=quota.number if quota else None,
        others=uses_on(session, case, {row.day for row in days}) if ambulatory else (),
        fee_ore=occasion.fee_ore,
        most_fee_ore=most_ambulatory_fee(first_day) if ambulatory and first_day else None,
    )


def most_ambulatory_fee(day: date) -> int | None:
    """The most that an ambulatory use may cost, in øre; nothing for a year whose rates are not known.

    Law: alkoholforskriften § 6-2.
    """
    try:
        return rates_on(day).ambulatory_max.ore
    except RateNotSet:
        return None


def uses_on(session: Session, case: Case, days: Collection[date]) -> tuple[OtherUse, ...]:
    """The ambulatory licences that are used on some days, each with its hours."""
    wanted = sorted(days)
    if not wanted:
        return ()
    rows = session.execute(
        select(Licence.number, LicenceTerm.first_day, LicenceTerm.value)
        .join(
            LicenceTerm,
            and_(
                LicenceTerm.municipality_id == Licence.municipality_id, LicenceTerm.licence_id == Licence.id
            ),
        )
        .where(
            Licence.municipality_id == case.municipality_id,
            Licence.type == LicenceType.AMBULATORY,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= LicenceTerm.first_day),
            LicenceTerm.attribute == Attribute.HOURS,
            LicenceTerm.first_day.in_(wanted),
        )
        .order_by(Licence.number, LicenceTerm.id)
    )
    uses: dict[str, list[Use]] = {}
    for row in rows:
        uses.setdefault(row.number, []).extend(
            Use(row.first_day, ServiceHours(line["start"], line["end"])) for line in json.loads(row.value)
        )
    return tuple(OtherUse(number, tuple(sorted(set(found)))) for number, found in uses.items())
