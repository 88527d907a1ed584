"""Municipalities ("kommuner"): who they are on a day, and their letterhead."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Row, stored

# What the first event of a chain follows.
FIRST_HASH = "0" * 64


class LanguageForm(StrEnum):
    """Målform: the written Norwegian that the municipality uses."""

    BOKMAAL = "nb"
    NYNORSK = "nn"


class Municipality(Row):
    """One municipality of the installation. Its number and name are dated; its id never changes."""

    __tablename__ = "municipalities"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_number: Mapped[str] = mapped_column(String(9), unique=True)
    language_form: Mapped[LanguageForm] = mapped_column(stored(LanguageForm))
    unit: Mapped[str] = mapped_column(String(120))
    postal_address: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(4))
    town: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(120))
    website: Mapped[str] = mapped_column(String(120))
    state_governor: Mapped[str] = mapped_column(String(80))
    statement_days: Mapped[int] = mapped_column(Integer, default=28)
    reply_days: Mapped[int] = mapped_column(Integer, default=14)
    receipt_sentence: Mapped[str] = mapped_column(String(400), default="")
    substantial_share: Mapped[int | None]
    """From which share an owner has substantial influence, in hundredths of a per cent; the act gives no
    number, so an empty one asks a person each time."""
    dominating_share: Mapped[int | None]
    """From which share a sale of shares is reckoned as a transfer; the act gives no number."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    chain_length: Mapped[int] = mapped_column(Integer, default=0)
    chain_head: Mapped[str] = mapped_column(String(64), default=FIRST_HASH)
    """How many events the municipality has, and the hash of the last: what the chain must end in."""

    identities: Mapped[list["MunicipalityIdentity"]] = relationship(
        order_by="MunicipalityIdentity.first_day", lazy="selectin"
    )

    __table_args__ = (
        CheckConstraint("statement_days BETWEEN 1 AND 120", name="statement_days"),
        CheckConstraint("reply_days BETWEEN 1 AND 60", name="reply_days"),
    )
    __mapper_args__ = {"version_id_col": version}

    def identity_on(self, day: date) -> "MunicipalityIdentity":
        """Number and name on a day; before the first known day, the first."""
        return identity_on(self.identities, day)


class MunicipalityIdentity(Row):
    """The number and name that a municipality has from a day on (kommunenummer)."""

    __tablename__ = "municipality_identities"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    number: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(80))
    first_day: Mapped[date]

    __table_args__ = (UniqueConstraint("municipality_id", "first_day"),)


def identity_on(identities: Sequence[MunicipalityIdentity], day: date) -> MunicipalityIdentity:
    """The one of a municipality's identities that holds on a day; they come in the order of their days."""
    reached = [identity for identity in identities if identity.first_day <= day]
    return reached[-1] if reached else identities[0]
