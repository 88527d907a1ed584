"""Our licences as the national register would tell of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session

from app.models.case import Application
from app.models.decision import Decision
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from app.models.venue import Venue
from licensing.decisions import GRANTING
from licensing.licences import Attribute, Group, TermRow, group_set_from_code, terms_on
from licensing.reconciliation import Closing, OurLicence, RegisterEntry


@dataclass(frozen=True)
class NamedLicence:
    """A licence of ours with its number and the day it was granted."""

    number: str
    granted_on: date
    licence: OurLicence


def our_licences(
    session: Session, municipality_id: int, day: date, *, ids: Collection[int] | None = None
) -> dict[int, NamedLicence]:
    """The licences granted by a day, also those that are over, by id. Three queries, however many."""
    mine = [Licence.municipality_id == municipality_id, Licence.granted_on <= day]
    if ids is not None:
        mine.append(Licence.id.in_(ids))
    chosen = select(Licence.id).where(*mine)
    periods = _periods(session, municipality_id, day, chosen)
    groups = _groups(session, municipality_id, day, chosen)
    found = {}
    for row in session.execute(_licences().where(*mine)):
        period = periods.get(row.id)
        if period is None:
            continue
        last_day = min(row.ended_on, period.last_day) if row.ended_on else period.last_day
        entry = RegisterEntry(
            kind=row.kind,
            holder_number=row.organisation_number,
            holder_name=row.holder,
            venue=row.venue,
            sub_unit_number=row.sub_unit_number,
            groups=groups.get(row.id, ()),
            street_address=row.street_address,
            postcode=row.postcode,
            town=row.town,
            first_day=period.first_day,
            last_day=last_day,
        )
        closed = _closing(row, last_day, period.last_day, day)
        found[row.id] = NamedLicence(
            row.number, row.granted_on, OurLicence(row.id, entry, row.type, row.national_number, closed)
        )
    return found


def _licences() -> Select[*tuple[Any, ...]]:
    taken_over = exists().where(
        Application.municipality_id == Licence.municipality_id,
        Application.transfer_of_id == Licence.id,
        Decision.municipality_id == Application.municipality_id,
        Decision.case_id == Application.case_id,
        Decision.outcome.in_(tuple(GRANTING)),
    )
    return (
        select(
            Licence.id,
            Licence.number,
            Licence.kind,
            Licence.type,
            Licence.national_number,
            Licence.granted_on,
            Licence.ended_on,
            Holder.name.label("holder"),
            Holder.organisation_number,
            Venue.name.label("venue"),
            Venue.sub_unit_number,
            Venue.street_address,
            Venue.postcode,
            Venue.town,
            taken_over.label("taken_over"),
        )
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
    )


def _closing(row: Any, last_day: date, period_end: date, day: date) -> Closing | None:
    if day <= last_day:
        return None
    if row.taken_over:
        return Closing.TRANSFERRED
    return Closing.ENDED if last_day < period_end else Closing.EXPIRED


def _periods(session: Session, municipality_id: int, day: date, chosen: Select[int]) -> dict[int, Any]:
    """The period of each licence on the day: the latest that has begun, or the first."""
    found: dict[int, Any] = {}
    for row in session.execute(
        select(LicencePeriod.licence_id, LicencePeriod.first_day, LicencePeriod.last_day)
        .where(LicencePeriod.municipality_id == municipality_id, LicencePeriod.licence_id.in_(chosen))
        .order_by(LicencePeriod.first_day)
    ):
        if row.licence_id not in found or row.first_day <= day:
            found[row.licence_id] = row
    return found


def _groups(
    session: Session, municipality_id: int, day: date, chosen: Select[int]
) -> dict[int, tuple[Group, ...]]:
    rows: dict[int, list[TermRow]] = {}
    for row in session.execute(
        select(
            LicenceTerm.licence_id,
            LicenceTerm.value,
            LicenceTerm.first_day,
            LicenceTerm.last_day,
            LicenceTerm.decided_on,
            LicenceTerm.decision_number,
        ).where(
            LicenceTerm.municipality_id == municipality_id,
            LicenceTerm.licence_id.in_(chosen),
            LicenceTerm.attribute == Attribute.GROUPS,
        )
    ):
        rows.setdefault(row.licence_id, []).append(
            TermRow(
                attribute=Attribute.GROUPS,
                value=row.value,
                first_day=row.first_day,
                last_day=row.last_day,
                decided_on=row.decided_on,
                decision_number=row.decision_number,
            )
        )
    return {
        licence_id: group_set_from_code(terms_on(terms, day).value(Attribute.GROUPS) or terms[0].value)
        for licence_id, terms in rows.items()
    }
