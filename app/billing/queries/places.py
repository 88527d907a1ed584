"""The number and the place of licences, for lists that know them by their id."""

from collections.abc import Iterable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.billing.queries.payments import chunks
from app.models.licence import Licence
from app.models.venue import Venue


def licence_names(
    session: Session, municipality_id: int, licence_ids: Iterable[int]
) -> dict[int, tuple[str, str]]:
    """The number and the venue of each licence, by its id."""
    found: dict[int, tuple[str, str]] = {}
    for ids in chunks(sorted(set(licence_ids))):
        rows = session.execute(
            select(Licence.id, Licence.number, Venue.name)
            .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
            .where(Licence.municipality_id == municipality_id, Licence.id.in_(ids))
        )
        found |= {row.id: (row.number, row.name) for row in rows}
    return found
