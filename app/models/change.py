"""Change cases ("endringssaker"): what is to change in which licences."""

from datetime import date
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.case import Case
from app.models.licence import Licence
from app.models.rows import CanonicalJson, Owned, Row, last_day_after_first, stored, within
from licensing.matters import ChangeKind


class Change(Owned, Row):
    """One change of one or more licences of a holder. What is wanted stands in the case's application."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    kind: Mapped[ChangeKind] = mapped_column(stored(ChangeKind))
    first_day: Mapped[date]
    """From when it is to hold, or when it happened."""
    last_day: Mapped[date | None]
    """For what is to hold once, and no longer."""
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    """What the kind of change asks besides, in plain values: days of a transfer, who leaves. No conduct."""
    note: Mapped[str] = mapped_column(Text, default="")

    case: Mapped[Case] = relationship(viewonly=True)
    licences: Mapped[list[Licence]] = relationship(
        secondary="change_licences",
        viewonly=True,
        primaryjoin="Change.id == ChangeLicence.change_id",
        secondaryjoin="ChangeLicence.licence_id == Licence.id",
        order_by="Licence.number",
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "case_id"),
        within("cases", "case_id"),
        last_day_after_first(),
    )


class ChangeLicence(Owned, Row):
    """A licence that a change concerns."""

    __tablename__ = "change_licences"

    change_id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (
        Index(None, "municipality_id", "licence_id"),
        within("changes", "change_id"),
        within("licences", "licence_id"),
    )
