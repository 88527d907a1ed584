"""The licences that a change may concern, and the changes that a licence has had."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.case import Case, case_reference
from app.models.change import Change, ChangeLicence
from app.models.licence import Licence, LicencePeriod, LicencePerson, LicenceRoom, LicenceTerm
from app.models.venue import Room
from licensing.cases import CaseState
from licensing.changes import Post, needs_manager
from licensing.decisions import CaseResult
from licensing.licences import LicenceType, Terms, terms_on
from licensing.matters import ChangeKind

CHANGEABLE_TYPES = tuple(member for member in LicenceType if needs_manager(member))


@dataclass(frozen=True)
class ChangeLine:
    """One change that a licence has had, or is to have."""

    case_id: int
    reference: str
    kind: ChangeKind
    first_day: date
    last_day: date | None
    received_on: date
    state: CaseState
    result: CaseResult | None


def licences_by_id(session: Session, municipality_id: int, ids: Collection[int]) -> list[Licence]:
    """The licences with these ids, by number, each with holder and venue; only within the municipality."""
    return list(
        session.scalars(
            select(Licence)
            .where(Licence.municipality_id == municipality_id, Licence.id.in_(ids))
            .options(joinedload(Licence.holder), joinedload(Licence.venue))
            .order_by(Licence.number)
        )
    )


def held_licences(session: Session, municipality_id: int, holder_id: int, on: date) -> list[Licence]:
    """The licences of a holder that have not ended by a day, those of occasions and outlets left out."""
    return list(
        session.scalars(
            select(Licence)
            .where(
                Licence.municipality_id == municipality_id,
                Licence.holder_id == holder_id,
                Licence.type.in_(CHANGEABLE_TYPES),
                or_(Licence.ended_on.is_(None), Licence.ended_on >= on),
                select(LicencePeriod.id)
                .where(
                    LicencePeriod.municipality_id == Licence.municipality_id,
                    LicencePeriod.licence_id == Licence.id,
                    LicencePeriod.last_day >= on,
                )
                .exists(),
            )
            .options(joinedload(Licence.holder), joinedload(Licence.venue))
            .order_by(Licence.number)
        )
    )


def is_over(licence: Licence, on: date) -> bool:
    """Whether a licence has ended, or its last period has run out, by a day."""
    return (licence.ended_on is not None and licence.ended_on < on) or last_day_of(licence) < on


def last_day_of(licence: Licence) -> date:
    """The last day that a licence has, by its periods and its end."""
    by_period = max(period.last_day for period in licence.periods)
    return by_period if licence.ended_on is None else min(by_period, licence.ended_on)


def terms_of(session: Session, licence: Licence, on: date) -> Terms:
    """The terms of a licence on a day."""
    rows = session.scalars(
        select(LicenceTerm).where(
            LicenceTerm.municipality_id == licence.municipality_id, LicenceTerm.licence_id == licence.id
        )
    )
    return terms_on([row.to_domain() for row in rows], on)


def rooms_of(session: Session, licence: Licence, on: date) -> list[Room]:
    """The rooms that a licence covers on a day."""
    rows = session.scalars(
        select(LicenceRoom)
        .where(
            LicenceRoom.municipality_id == licence.municipality_id,
            LicenceRoom.licence_id == licence.id,
            LicenceRoom.first_day <= on,
            or_(LicenceRoom.last_day.is_(None), LicenceRoom.last_day >= on),
        )
        .order_by(LicenceRoom.id)
    )
    return [row.room for row in rows]


def people_rows(session: Session, municipality_id: int, ids: Collection[int]) -> Sequence[LicencePerson]:
    """The approved people of some licences, past and to come, as they are stored."""
    return session.scalars(
        select(LicencePerson)
        .where(LicencePerson.municipality_id == municipality_id, LicencePerson.licence_id.in_(ids))
        .order_by(
            LicencePerson.licence_id, LicencePerson.role.desc(), LicencePerson.first_day, LicencePerson.id
        )
    ).all()


def post_of(row: LicencePerson) -> Post:
    """An approved person as the rules see one."""
    return Post(f"person:{row.person_id}", row.role, row.first_day, row.last_day)


def changes_of_licence(session: Session, municipality_id: int, licence_id: int) -> list[ChangeLine]:
    """The changes of a licence, newest first."""
    rows = session.execute(
        select(
            Case.id,
            Case.year,
            Case.number,
            Change.kind,
            Change.first_day,
            Change.last_day,
            Case.received_on,
            Case.state,
            Case.result,
        )
        .join(Change, and_(Change.municipality_id == Case.municipality_id, Change.case_id == Case.id))
        .join(
            ChangeLicence,
            and_(
                ChangeLicence.municipality_id == Change.municipality_id, ChangeLicence.change_id == Change.id
            ),
        )
        .where(Case.municipality_id == municipality_id, ChangeLicence.licence_id == licence_id)
        .order_by(Case.received_on.desc(), Case.id.desc())
    )
    return [
        ChangeLine(
            case_id=row.id,
            reference=case_reference(row.year, row.number),
            kind=row.kind,
            first_day=row.first_day,
            last_day=row.last_day,
            received_on=row.received_on,
            state=row.state,
            result=row.result,
        )
        for row in rows
    ]
