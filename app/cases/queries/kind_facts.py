"""What the rules ask of licence types: season, extensions, other municipalities, outlets."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.service.kinds import kind_of
from app.models.case import Application, Case
from app.models.licence import Licence
from app.policy.queries import licences_in_force, policy_in_force
from licensing.assessment import Facts
from licensing.assessment.facts import OutletStanding
from licensing.caps import COUNTED_TYPES
from licensing.errors import NotAllowed
from licensing.licences import Extension, LicenceKind, LicenceType
from licensing.periods import longest_period
from licensing.policy import Policy, Rule
from licensing.production import own_produced_in_small_room


def facts_of_kind(session: Session, case: Case, facts: Facts, on: date) -> Facts:
    """The facts of a case, with what its application says of the licence type."""
    application = case.application
    entry = kind_of(application)
    first_day = first_day_of(application, on)
    same_room = Extension.SAME_ROOM in entry.extensions
    return replace(
        facts,
        first_day=first_day,
        last_day=latest_last_day(on, first_day),
        extensions=entry.extensions,
        production=entry.production,
        season=entry.season,
        other_municipalities=entry.other_municipalities,
        own_produced_small_room=own_produced_in_small_room(entry.production, on) if same_room else None,
        outlets=outlet_standing(session, application.municipality_id, on)
        if application.type is LicenceType.OUTLET
        else None,
    )


def first_day_of(application: Application, on: date) -> date:
    """The first day that is wanted, and today at the earliest: nobody is licensed for days gone by."""
    return max(application.first_day or on, on)


def latest_last_day(granted_on: date, first_day: date) -> date | None:
    """The last day of the longest lawful period; nothing for a first day beyond the council's reach."""
    try:
        return longest_period(granted_on, first_day).last_day
    except NotAllowed:
        return None


def outlet_standing(session: Session, municipality_id: int, on: date) -> OutletStanding:
    """How many outlets of Vinmonopolet there may be and are, and whether other sale is licensed."""
    cap, policy = _outlet_cap(session, municipality_id, on)
    document = policy.document_of(cap) if cap and policy else None
    in_force = licences_in_force(municipality_id, on)
    used = session.execute(
        select(func.count()).select_from(
            in_force.where(Licence.type == LicenceType.OUTLET).distinct().subquery()
        )
    ).scalar_one()
    other_sale = session.execute(
        in_force.where(Licence.kind == LicenceKind.SALE, Licence.type.in_(COUNTED_TYPES)).limit(1)
    ).first()
    return OutletStanding(
        number=cap.cap.limit if cap and cap.cap else None,
        used=used,
        decided_on=document.adopted_on if document else None,
        other_sale=other_sale is not None,
    )


def _outlet_cap(
    session: Session, municipality_id: int, on: date
) -> tuple[Rule, Policy] | tuple[None, Policy | None]:
    """The cap that gives the council's number of outlets on a day, of several the one that goes first.

    Law: alkoholloven § 3-3.
    """
    policy = policy_in_force(session, municipality_id, on)
    if policy is None:
        return None, None
    caps = [
        cap
        for cap in policy.caps
        if LicenceType.OUTLET in cap.when.types
        and cap.cap is not None
        and cap.cap.limit is not None
        and cap.holds_on(on)
    ]
    return (max(caps, key=lambda cap: cap.precedence), policy) if caps else (None, policy)
