"""Venues ("salgssteder, skjenkesteder") and their rooms and outdoor areas."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Owned, Row, stored, within
from licensing.licences import AreaKind, VenueCategory


class Venue(Owned, Row):
    """A place where alcohol is or was sold or served, over all its holders."""

    __tablename__ = "venues"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(160))
    category: Mapped[VenueCategory] = mapped_column(stored(VenueCategory))
    street_address: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(4))
    town: Mapped[str] = mapped_column(String(60))
    address_key: Mapped[str] = mapped_column(String(200))
    """Address and name as they are compared, so that the same place is not entered twice."""
    cadastre: Mapped[str] = mapped_column(String(30), default="")
    """Matrikkelnummer: gnr/bnr, or gnr/bnr/fnr/snr."""
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 6))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    sub_unit_number: Mapped[str | None] = mapped_column(String(9))
    """The organisation number of the sub-unit (underenhet) that runs the place."""
    version: Mapped[int] = mapped_column(default=1)

    rooms: Mapped[list["Room"]] = relationship(lazy="selectin", order_by="Room.area, Room.id", viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "address_key", "name_key"),
        UniqueConstraint("municipality_id", "sub_unit_number"),
        Index(None, "municipality_id", "sort_key", "id"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point_is_whole"),
        CheckConstraint("latitude IS NULL OR latitude BETWEEN 57 AND 81", name="latitude_in_norway"),
        CheckConstraint("longitude IS NULL OR longitude BETWEEN 4 AND 34", name="longitude_in_norway"),
    )
    __mapper_args__ = {"version_id_col": version}


class Room(Owned, Row):
    """A room ("lokale") or an outdoor area of a venue."""

    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(160))
    area: Mapped[AreaKind] = mapped_column(stored(AreaKind))

    venue: Mapped[Venue] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "venue_id", "name_key"),
        within("venues", "venue_id"),
    )
