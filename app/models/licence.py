"""Licences ("bevillinger"): what has been granted, until when, and on what dated terms."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.holder import Holder
from app.models.person import Person
from app.models.rows import Owned, Row, last_day_after_first, stored, within
from app.models.venue import Room, Venue
from licensing.applicants import Role as PartyRole
from licensing.licences import AreaKind, Attribute, Group, LicenceKind, LicenceType, TermRow


class Licence(Owned, Row):
    """One licence: a holder, a venue and a kind, with a number of its own."""

    __tablename__ = "licences"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[LicenceKind] = mapped_column(stored(LicenceKind))
    type: Mapped[LicenceType] = mapped_column(stored(LicenceType), default=LicenceType.PERMANENT)
    national_number: Mapped[str | None] = mapped_column(String(40))
    """The number in the national register, when it is known."""
    holder_id: Mapped[int]
    venue_id: Mapped[int]
    decision_id: Mapped[int | None]
    """Empty for a licence that was taken over from an older register."""
    granted_on: Mapped[date]
    issued_on: Mapped[date | None]
    usable_from: Mapped[date | None]
    ended_on: Mapped[date | None]
    """The last day when it ended before its period did."""
    end_reason: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    holder: Mapped[Holder] = relationship(viewonly=True)
    venue: Mapped[Venue] = relationship(viewonly=True)
    periods: Mapped[list["LicencePeriod"]] = relationship(
        viewonly=True, lazy="selectin", order_by="LicencePeriod.first_day"
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "number"),
        UniqueConstraint("municipality_id", "national_number"),
        UniqueConstraint("municipality_id", "decision_id"),
        Index(None, "municipality_id", "venue_id"),
        Index(None, "municipality_id", "holder_id"),
        within("holders", "holder_id"),
        within("venues", "venue_id"),
        within("decisions", "decision_id"),
        CheckConstraint("issued_on IS NULL OR issued_on >= granted_on", name="issued_after_granted"),
        CheckConstraint("usable_from IS NULL OR issued_on IS NOT NULL", name="usable_after_issued"),
    )
    __mapper_args__ = {"version_id_col": version}


class LicencePeriod(Owned, Row):
    """The days for which a licence was granted, or granted anew."""

    __tablename__ = "licence_periods"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    decision_id: Mapped[int | None]
    continuation_id: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "first_day"),
        Index(None, "municipality_id", "last_day", "licence_id"),
        within("continuations", "continuation_id"),
        within("licences", "licence_id"),
        within("decisions", "decision_id"),
        last_day_after_first(),
    )


class LicenceTerm(Owned, Row):
    """A term ("vilkår og rammer"): what one attribute is, from a day on, by which decision."""

    __tablename__ = "licence_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    attribute: Mapped[Attribute] = mapped_column(stored(Attribute))
    area: Mapped[AreaKind | None] = mapped_column(stored(AreaKind))
    group: Mapped[int | None]
    room_id: Mapped[int | None]
    """The room that the term is for; empty for all rooms of the area."""
    value: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    decided_on: Mapped[date]
    decision_number: Mapped[int]
    decision_id: Mapped[int | None]

    __table_args__ = (
        Index(None, "municipality_id", "licence_id", "attribute"),
        within("licences", "licence_id"),
        within("rooms", "room_id"),
        within("decisions", "decision_id"),
        last_day_after_first(),
    )

    def to_domain(self) -> TermRow:
        """The term as the rules see it."""
        return TermRow(
            attribute=self.attribute,
            area=self.area,
            group=None if self.group is None else Group(self.group),
            room=self.room_id,
            value=self.value,
            first_day=self.first_day,
            last_day=self.last_day,
            decided_on=self.decided_on,
            decision_number=self.decision_number,
        )


class LicenceRoom(Owned, Row):
    """A room that a licence covers, from day to day."""

    __tablename__ = "licence_rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    room_id: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    room: Mapped[Room] = relationship(viewonly=True, lazy="joined")

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "room_id", "first_day"),
        Index(None, "municipality_id", "room_id"),
        within("licences", "licence_id"),
        within("rooms", "room_id"),
        last_day_after_first(),
    )


class LicencePerson(Owned, Row):
    """An approved manager or deputy of a licence, from day to day."""

    __tablename__ = "licence_people"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    person_id: Mapped[int]
    role: Mapped[PartyRole] = mapped_column(stored(PartyRole, "party_role"))
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    person: Mapped[Person] = relationship(viewonly=True, lazy="joined")

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "person_id", "role", "first_day"),
        Index(None, "municipality_id", "person_id"),
        within("licences", "licence_id"),
        within("persons", "person_id"),
        last_day_after_first(),
    )


class LicenceCondition(Owned, Row):
    """A condition of a licence; those before use are ticked off before the document is issued."""

    __tablename__ = "licence_conditions"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(String(200), default="")
    before_use: Mapped[bool] = mapped_column(Boolean)
    due_on: Mapped[date | None]
    """When it is to be met or documented; empty where no day is set."""
    met_on: Mapped[date | None]
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "number"),
        within("licences", "licence_id"),
    )
