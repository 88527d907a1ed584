"""The licences that an ending concerns, on both sides: for alcohol and for the serving place."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from app.amendments.queries.licences import is_over, licences_by_id
from app.models.change import Change, ChangeLicence
from app.models.licence import Licence
from app.models.occupancy import ServingPlaceLicence
from app.serving_places.service import place_licences_at
from licensing.errors import NotAllowed


def licence_in_force(session: Session, municipality_id: int, licence_id: int, on: date) -> Licence:
    """The licence, if it is one of the municipality and is held on the day.

    Raises `NotAllowed` for a day before its grant or after its end.
    """
    found = licences_by_id(session, municipality_id, [licence_id])
    if not found:
        raise LookupError(f"no licence {licence_id} in municipality {municipality_id}")
    licence = found[0]
    if on < licence.granted_on:
        raise NotAllowed("ending_before_grant", granted_on=licence.granted_on.isoformat())
    if is_over(licence, on):
        raise NotAllowed("licence_is_over", number=licence.number)
    return licence


def licences_of_change(session: Session, change: Change) -> Sequence[Licence]:
    """The licences of a change, by number, each with holder and venue."""
    return session.scalars(
        select(Licence)
        .join(
            ChangeLicence,
            and_(
                ChangeLicence.municipality_id == Licence.municipality_id,
                ChangeLicence.licence_id == Licence.id,
            ),
        )
        .where(Licence.municipality_id == change.municipality_id, ChangeLicence.change_id == change.id)
        .options(joinedload(Licence.holder), joinedload(Licence.venue))
        .order_by(Licence.number)
    ).all()


def period_end_of(licence: Licence) -> date:
    """The last day that the licence was granted for."""
    return max(period.last_day for period in licence.periods)


def place_licences_of(session: Session, licence: Licence) -> list[ServingPlaceLicence]:
    """The serving-place licences that the holder has at the venue and that have not ended."""
    rows = place_licences_at(session, licence.municipality_id, licence.venue_id, holder_id=licence.holder_id)
    return [row for row in rows if row.ended_on is None]
