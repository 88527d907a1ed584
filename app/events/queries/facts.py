"""What the rules ask of an event beside what is known of every case.

Law: alkoholloven §§ 1-4c, 4-1, 4-4 and 4-5; alkoholforskriften § 6-2.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.cases.queries.plans import event_settings
from app.events.queries.one import occasion_of, quota_on
from app.models.case import Application, Case
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.occasion import Occasion, Principle
from fees.errors import RateNotSet
from fees.rates import rates_on
from licensing.assessment import Facts, RoomLicence
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours, OtherUse
from licensing.licences import AreaKind, Attribute, LicenceType, TermRow, terms_on
from licensing.occasions import Company, Use, notice
from licensing.service_hours import ServiceHours


def event_facts(session: Session, case: Case, facts: Facts, on: date) -> Facts:
    """The facts of a case that is an event, with the event itself, its days and its rooms."""
    occasion = occasion_of(session, case)
    days = hours_of(occasion)
    return replace(
        facts,
        first_day=min((row.day for row in days), default=None),
        last_day=max((row.day for row in days), default=None),
        hours=(),
        room_licences=_room_licences(session, case.application, occasion),
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


def _room_licences(session: Session, application: Application, occasion: Occasion) -> tuple[RoomLicence, ...]:
    """The licences that cover a room of the event on one of its days, and whether the hours meet."""
    if not occasion.days:
        return ()
    days = [row.day for row in occasion.days]
    licences = session.execute(
        select(Licence.id, Licence.kind, Licence.holder_id, LicenceRoom.room_id)
        .join(
            LicenceRoom,
            and_(
                LicenceRoom.municipality_id == Licence.municipality_id, LicenceRoom.licence_id == Licence.id
            ),
        )
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == application.municipality_id,
            LicenceRoom.room_id.in_({row.room_id for row in occasion.days}),
            LicenceRoom.first_day <= max(days),
            or_(LicenceRoom.last_day.is_(None), LicenceRoom.last_day >= min(days)),
            LicencePeriod.first_day <= max(days),
            LicencePeriod.last_day >= min(days),
            or_(Licence.ended_on.is_(None), Licence.ended_on >= min(days)),
        )
        .distinct()
        .order_by(LicenceRoom.room_id, Licence.id)
    ).all()
    terms = _hours_terms(session, application.municipality_id, {row.id for row in licences})
    return tuple(
        RoomLicence(
            room=f"room:{row.room_id}",
            kind=row.kind,
            same_holder=row.holder_id == application.holder_id,
            hours_overlap=_meet(terms.get(row.id, []), occasion, row.room_id),
        )
        for row in licences
    )


def _hours_terms(
    session: Session, municipality_id: int, licence_ids: set[int]
) -> Mapping[int, list[TermRow]]:
    found: dict[int, list[TermRow]] = {}
    for row in session.scalars(
        select(LicenceTerm).where(
            LicenceTerm.municipality_id == municipality_id,
            LicenceTerm.licence_id.in_(licence_ids),
            LicenceTerm.attribute == Attribute.HOURS,
        )
    ):
        found.setdefault(row.licence_id, []).append(row.to_domain())
    return found


def _meet(rows: list[TermRow], occasion: Occasion, room_id: int) -> bool | None:
    """Whether a licence's hours in a room meet the event's on any of its days; unknown without hours."""
    if not rows:
        return None
    mine = [row for row in occasion.days if row.room_id == room_id]
    return any(
        _meets_on(rows, row.room.area, room_id, row.day, ServiceHours(row.start, row.end)) for row in mine
    )


def _meets_on(rows: list[TermRow], area: AreaKind, room_id: int, day: date, hours: ServiceHours) -> bool:
    for term in terms_on(rows, day).rows:
        if term.room not in (None, room_id) or term.area not in (None, area):
            continue
        for line in json.loads(term.value):
            on_the_day = not line["weekdays"] or day.isoweekday() in line["weekdays"]
            if on_the_day and ServiceHours(line["start"], line["end"]).overlap(hours) is not None:
                return True
    return False
