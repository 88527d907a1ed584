"""One event and what hangs on it."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models.case import Application, Case
from app.models.occasion import Occasion
from app.models.person import Person


def occasion_or_none(session: Session, case: Case) -> Occasion | None:
    """The event of a case."""
    return session.scalars(
        select(Occasion)
        .join(
            Application,
            and_(
                Application.municipality_id == Occasion.municipality_id,
                Application.id == Occasion.application_id,
            ),
        )
        .where(Occasion.municipality_id == case.municipality_id, Application.case_id == case.id)
    ).one_or_none()


def occasion_of(session: Session, case: Case) -> Occasion:
    """The event of a case that is one.

    Raises `LookupError` for a case that is no event.
    """
    occasion = occasion_or_none(session, case)
    if occasion is None:
        raise LookupError(f"case {case.id} is no event")
    return occasion


def person_named(session: Session, municipality_id: int, person_id: int) -> Person | None:
    """A person of the municipality by our own number."""
    return session.scalars(
        select(Person).where(Person.municipality_id == municipality_id, Person.id == person_id)
    ).one_or_none()


def event_of_application(
    session: Session, municipality_id: int, application_id: int
) -> tuple[Application, Occasion] | None:
    """An earlier event of the municipality, with all that a copy of it needs."""
    occasion = session.scalars(
        select(Occasion).where(
            Occasion.municipality_id == municipality_id, Occasion.application_id == application_id
        )
    ).one_or_none()
    if occasion is None:
        return None
    application = session.scalars(
        select(Application)
        .where(Application.municipality_id == municipality_id, Application.id == application_id)
        .options(
            joinedload(Application.holder),
            joinedload(Application.venue),
            selectinload(Application.rooms),
            selectinload(Application.parties),
        )
    ).one()
    return application, occasion
