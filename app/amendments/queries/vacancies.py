"""The licences of a municipality that are without an approved manager."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.amendments.queries.licences import CHANGEABLE_TYPES
from app.models.licence import Licence, LicencePeriod, LicencePerson
from licensing.applicants import Role

MOST_SHOWN = 200


def _without_manager(municipality_id: int, on: date, columns: Select[Any]) -> Select[Any]:
    """Licences in force that had a manager and have none on the day.

    One that never had any on record is left out: what was taken over from an older register may lack the row.
    """
    manager = aliased(LicencePerson)

    def some_manager(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return (
            select(manager.id)
            .where(
                manager.municipality_id == Licence.municipality_id,
                manager.licence_id == Licence.id,
                manager.role == Role.MANAGER,
                *conditions,
            )
            .exists()
        )

    in_force = (
        select(LicencePeriod.id)
        .where(
            LicencePeriod.municipality_id == Licence.municipality_id,
            LicencePeriod.licence_id == Licence.id,
            LicencePeriod.first_day <= on,
            LicencePeriod.last_day >= on,
        )
        .exists()
    )
    now = and_(manager.first_day <= on, or_(manager.last_day.is_(None), manager.last_day >= on))
    return columns.where(
        Licence.municipality_id == municipality_id,
        Licence.type.in_(CHANGEABLE_TYPES),
        or_(Licence.ended_on.is_(None), Licence.ended_on >= on),
        in_force,
        some_manager(manager.last_day < on),
        ~some_manager(now),
    )


def count_without_manager(session: Session, municipality_id: int, on: date) -> int:
    """How many licences are without an approved manager on a day."""
    counted = select(func.count()).select_from(Licence)
    return int(session.execute(_without_manager(municipality_id, on, counted)).scalar_one())


def licences_without_manager(session: Session, municipality_id: int, on: date) -> list[Licence]:
    """The licences that are without an approved manager on a day, by number."""
    rows = _without_manager(municipality_id, on, select(Licence))
    return list(
        session.scalars(
            rows.options(joinedload(Licence.venue), joinedload(Licence.holder))
            .order_by(Licence.number)
            .limit(MOST_SHOWN)
        )
    )
