"""Municipalities ("kommuner"): who they are on a day, their letterhead, and who may decide what."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Owned, Row, last_day_after_first, stored
from licensing.decisions import DecisionOutcome, DelegationMode, DelegationRule
from licensing.licences import LicenceKind
from licensing.matters import Matter

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


class DelegationRow(Owned, Row):
    """Delegation: who may make one kind of decision from a day on, and where that is written."""

    __tablename__ = "delegation_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LicenceKind | None] = mapped_column(stored(LicenceKind))
    outcome: Mapped[DecisionOutcome | None] = mapped_column(stored(DecisionOutcome))
    matter: Mapped[Matter | None] = mapped_column(stored(Matter))
    """Empty kind, outcome or matter: the row is for all of them."""
    mode: Mapped[DelegationMode] = mapped_column(stored(DelegationMode))
    body: Mapped[str | None] = mapped_column(String(80))
    basis: Mapped[str] = mapped_column(String(200))
    invented: Mapped[bool] = mapped_column(Boolean, default=False)
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "kind", "outcome", "matter", "first_day"),
        CheckConstraint("(mode = 'body') = (body IS NOT NULL)", name="body_is_named"),
        last_day_after_first(),
    )

    def to_domain(self) -> DelegationRule:
        """The row as the rules see it."""
        return DelegationRule(
            kind=self.kind,
            outcome=self.outcome,
            matter=self.matter,
            mode=self.mode,
            first_day=self.first_day,
            last_day=self.last_day,
            source=self.basis,
        )
