"""Cases ("saker"): an application, who is in it, and where it stands."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.holder import Holder
from app.models.person import Person
from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from app.models.user import User
from app.models.venue import Room, Venue
from licensing.applicants import Influence
from licensing.applicants import Role as PartyRole
from licensing.cases import CaseState
from licensing.decisions import CaseResult
from licensing.licences import Audience, LicenceKind, LicenceType, VenueCategory
from licensing.matters import Matter


class Case(Owned, Row):
    """One matter from the application to its end."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(320))
    matter: Mapped[Matter] = mapped_column(stored(Matter), default=Matter.LICENCE)
    state: Mapped[CaseState] = mapped_column(stored(CaseState))
    result: Mapped[CaseResult | None] = mapped_column(stored(CaseResult))
    received_on: Mapped[date]
    complete_on: Mapped[date | None]
    """From here the four months run; empty while items are missing."""
    next_due_on: Mapped[date | None]
    """The nearest deadline that is somebody's to keep; for lists and "my work"."""
    caseworker_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submission: Mapped[str] = mapped_column(String(36))
    """Made with the empty form: the same form sent twice makes one case."""
    facts_changed_at: Mapped[datetime] = mapped_column(Moment)
    """An assessment made before this moment is out of date."""
    moved_at: Mapped[datetime] = mapped_column(Moment)
    """The last act of any kind; changing it raises the version."""
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    caseworker: Mapped[User] = relationship(viewonly=True)
    application: Mapped["Application"] = relationship(viewonly=True, uselist=False)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "year", "number"),
        UniqueConstraint("municipality_id", "submission"),
        Index("ix_cases_list", "municipality_id", "received_on", "id"),
        Index("ix_cases_state", "municipality_id", "state", "received_on", "id"),
        Index("ix_cases_mine", "municipality_id", "caseworker_id", "state", "received_on", "id"),
        Index("ix_cases_own", "municipality_id", "caseworker_id", "received_on", "id"),
        Index(
            "ix_cases_open",
            "municipality_id",
            "received_on",
            "id",
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        Index("ix_cases_matter", "municipality_id", "matter", "received_on", "id"),
        Index("ix_cases_due", "municipality_id", "next_due_on", "id"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_has_day"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def reference(self) -> str:
        """The number people use: year and serial number."""
        return case_reference(self.year, self.number)


def case_reference(year: int, number: int) -> str:
    """The number of a case as people write it."""
    return f"{year}/{number:04d}"


class Application(Owned, Row):
    """What is applied for in a case."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    holder_id: Mapped[int]
    venue_id: Mapped[int]
    kind: Mapped[LicenceKind] = mapped_column(stored(LicenceKind))
    type: Mapped[LicenceType] = mapped_column(stored(LicenceType), default=LicenceType.PERMANENT)
    groups: Mapped[str] = mapped_column(String(5))
    audience: Mapped[Audience] = mapped_column(stored(Audience))
    category: Mapped[VenueCategory] = mapped_column(stored(VenueCategory))
    concept: Mapped[str] = mapped_column(Text)
    indoor_from: Mapped[int | None]
    indoor_to: Mapped[int | None]
    """Minutes of the service day: 26:00 is 1560."""
    outdoor_from: Mapped[int | None]
    outdoor_to: Mapped[int | None]
    deputy_waiver: Mapped[str] = mapped_column(String(400), default="")
    first_day: Mapped[date | None]
    """From when the licence is wanted; empty means from the decision."""
    season_from: Mapped[str | None] = mapped_column(String(5))
    season_to: Mapped[str | None] = mapped_column(String(5))
    """The part of the year of a seasonal licence, month and day ("12-01", "05-01")."""
    extensions: Mapped[str] = mapped_column(String(60), default="")
    """Codes of what the licence is to be extended with, with commas."""
    production: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    """What was answered about own production; an absent answer is not known."""
    other_municipalities: Mapped[str] = mapped_column(String(160), default="")
    """Numbers of the other municipalities that a ship or train serves in, with commas."""
    transfer_of_id: Mapped[int | None]
    """The licence whose business was taken over."""

    case: Mapped[Case] = relationship(viewonly=True)
    holder: Mapped[Holder] = relationship(viewonly=True)
    venue: Mapped[Venue] = relationship(viewonly=True)
    rooms: Mapped[list[Room]] = relationship(
        secondary="application_rooms",
        viewonly=True,
        primaryjoin="Application.id == ApplicationRoom.application_id",
        secondaryjoin="ApplicationRoom.room_id == Room.id",
        order_by="Room.area, Room.id",
    )
    parties: Mapped[list["Party"]] = relationship(viewonly=True, order_by="Party.id")

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "case_id"),
        Index(None, "municipality_id", "holder_id"),
        Index(None, "municipality_id", "venue_id"),
        within("cases", "case_id"),
        within("holders", "holder_id"),
        within("venues", "venue_id"),
        within("licences", "transfer_of_id", name="fk_applications_transfer_of"),
        CheckConstraint("groups IN ('1', '1,2', '1,2,3', '2,3')", name="group_set"),
        CheckConstraint("groups <> '2,3' OR type = 'outlet'", name="outlet_is_groups_2_and_3"),
        CheckConstraint(
            "kind <> 'sale' OR groups = '1' OR type = 'outlet'"
            " OR (groups = '1,2' AND extensions LIKE '%farm_sale%')",
            name="sale_is_group_1",
        ),
        CheckConstraint("(season_from IS NULL) = (season_to IS NULL)", name="season_is_whole"),
        CheckConstraint("(indoor_from IS NULL) = (indoor_to IS NULL)", name="indoor_hours_whole"),
        CheckConstraint("(outdoor_from IS NULL) = (outdoor_to IS NULL)", name="outdoor_hours_whole"),
    )


class ApplicationRoom(Owned, Row):
    """A room or outdoor area that an application covers."""

    __tablename__ = "application_rooms"

    application_id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (within("applications", "application_id"), within("rooms", "room_id"))


class Party(Owned, Row):
    """A person's role in an application: manager, deputy, or person of influence."""

    __tablename__ = "parties"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int]
    person_id: Mapped[int]
    role: Mapped[PartyRole] = mapped_column(stored(PartyRole, "party_role"))
    employed: Mapped[bool | None]
    """Employed at the place or works there as its owner; empty while unknown."""
    influence: Mapped[Influence | None] = mapped_column(stored(Influence))
    """By what a person of influence has it; empty while unknown, and for other roles."""
    close_persons: Mapped[str] = mapped_column(String(400), default="")
    """A note on the influence of close persons ("nærstående")."""
    lived_abroad: Mapped[bool | None]
    """Resident abroad in the last ten years; empty while unknown."""
    certificate_on: Mapped[date | None]
    """The day of the foreign conduct certificate that was shown."""

    person: Mapped[Person] = relationship(viewonly=True, lazy="joined")

    __table_args__ = (
        UniqueConstraint("municipality_id", "application_id", "person_id", "role"),
        Index(None, "municipality_id", "person_id"),
        within("applications", "application_id"),
        within("persons", "person_id"),
    )
