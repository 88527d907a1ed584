"""Holders ("bevillingshavere"): for whose account a place is run."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.person import Person
from app.models.rows import Owned, Row, stored, within


class HolderForm(StrEnum):
    """What a holder is in law."""

    COMPANY = "company"
    FOUNDING = "founding"
    """Selskap under stiftelse: gets its organisation number later."""
    ASSOCIATION = "association"
    PERSON = "person"


class Holder(Owned, Row):
    """A company, an association or a person who holds or applies for licences."""

    __tablename__ = "holders"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[HolderForm] = mapped_column(stored(HolderForm))
    organisation_number: Mapped[str | None] = mapped_column(String(9))
    person_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(200))
    postal_address: Mapped[str] = mapped_column(String(160), default="")
    postcode: Mapped[str] = mapped_column(String(4), default="")
    town: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person | None] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "organisation_number"),
        UniqueConstraint("municipality_id", "person_id"),
        Index(None, "municipality_id", "sort_key", "id"),
        within("persons", "person_id"),
        CheckConstraint("(form = 'person') = (person_id IS NOT NULL)", name="person_is_named"),
        CheckConstraint(
            "form NOT IN ('founding', 'person') OR organisation_number IS NULL", name="number_has_owner"
        ),
        CheckConstraint("form <> 'company' OR organisation_number IS NOT NULL", name="company_has_number"),
    )
    __mapper_args__ = {"version_id_col": version}
