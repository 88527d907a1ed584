"""What suppliers have told: which supplier, of which year, about how many licences."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.models.turnover import SupplierVolume
from app.models.venue import Venue

MOST_LISTED = 200


def suppliers_told(session: Session, municipality_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Each supplier and year with the licences and litres that it told of, the latest year first."""
    return session.execute(
        select(
            SupplierVolume.year,
            SupplierVolume.supplier,
            func.count().label("licences"),
            func.sum(SupplierVolume.g1_cl).label("g1"),
            func.sum(SupplierVolume.g2_cl).label("g2"),
            func.sum(SupplierVolume.g3_cl).label("g3"),
            func.max(SupplierVolume.read_at).label("read_at"),
        )
        .where(SupplierVolume.municipality_id == municipality_id)
        .group_by(SupplierVolume.year, SupplierVolume.supplier)
        .order_by(SupplierVolume.year.desc(), SupplierVolume.supplier)
        .limit(MOST_LISTED)
    ).all()


def count_told(session: Session, municipality_id: int) -> int:
    """How many suppliers and years there are: more than are listed, in a large municipality."""
    told = (
        select(SupplierVolume.year, SupplierVolume.supplier)
        .where(SupplierVolume.municipality_id == municipality_id)
        .distinct()
        .subquery()
    )
    return int(session.execute(select(func.count()).select_from(told)).scalar_one())


def figures_told(session: Session, municipality_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What each supplier told of each licence and year, the latest year first: for a spreadsheet."""
    return session.execute(
        select(
            SupplierVolume.year,
            SupplierVolume.supplier,
            Licence.number,
            Venue.name.label("venue"),
            SupplierVolume.g1_cl,
            SupplierVolume.g2_cl,
            SupplierVolume.g3_cl,
        )
        .join(
            Licence,
            and_(
                Licence.municipality_id == SupplierVolume.municipality_id,
                Licence.id == SupplierVolume.licence_id,
            ),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(SupplierVolume.municipality_id == municipality_id)
        .order_by(SupplierVolume.year.desc(), SupplierVolume.supplier, Licence.number)
    ).all()
