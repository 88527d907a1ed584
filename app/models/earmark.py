"""Earmarks ("øremerkinger") as the councils decided them, and each municipality's year of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Moment, Ore, Owned, Row, last_day_after_first, stored, within
from fees.earmark import (
    EarmarkAccount,
    EarmarkBasis,
    EarmarkExtent,
    EarmarkFilling,
    EarmarkSharing,
    EarmarkTerms,
    Leftover,
)
from fees.money import ZERO, Money


class Earmark(Row):
    """A decision to earmark fee income. It may belong to several municipalities."""

    __tablename__ = "earmarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(400))
    """What the money may be used for, as the decision says it."""
    basis: Mapped[EarmarkBasis] = mapped_column(stored(EarmarkBasis))
    basis_document: Mapped[str] = mapped_column(String(200), default="")
    """The law, agreement or letter that binds the money; empty where only the council does."""
    extent: Mapped[EarmarkExtent] = mapped_column(stored(EarmarkExtent))
    amount_ore: Mapped[Ore | None]
    """A year, where the extent is an amount."""
    share: Mapped[int | None]
    """Hundredths of a per cent of the fee income, where the extent is a share."""
    sharing: Mapped[EarmarkSharing] = mapped_column(stored(EarmarkSharing))
    key_basis: Mapped[str] = mapped_column(String(200), default="")
    """What the key is built on, such as inhabitants on a day."""
    leftover: Mapped[Leftover] = mapped_column(stored(Leftover))
    filling: Mapped[EarmarkFilling] = mapped_column(stored(EarmarkFilling))
    first_year: Mapped[int]
    last_year: Mapped[int | None]
    policy_rule: Mapped[str] = mapped_column(String(60), default="")
    """The rule of the policy that it comes from, where there is one."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("earmarks.id"), unique=True)
    """The decision that this one takes over from; what was carried over goes on here."""
    invented: Mapped[bool] = mapped_column(Boolean, default=False)
    edition: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)

    municipalities: Mapped[list["EarmarkMunicipality"]] = relationship(
        lazy="selectin", order_by="EarmarkMunicipality.municipality_id", viewonly=True
    )
    consulted: Mapped[list["EarmarkConsulted"]] = relationship(
        lazy="selectin", order_by="EarmarkConsulted.position", viewonly=True
    )

    __table_args__ = (
        CheckConstraint("(extent = 'amount') = (amount_ore IS NOT NULL)", name="amount_where_extent"),
        CheckConstraint("(extent = 'share') = (share IS NOT NULL)", name="share_where_extent"),
        CheckConstraint("amount_ore IS NULL OR amount_ore > 0", name="amount_above_nought"),
        CheckConstraint("share IS NULL OR share BETWEEN 1 AND 10000", name="share_of_a_whole"),
        CheckConstraint("(basis = 'council') = (basis_document = '')", name="bound_has_document"),
        CheckConstraint("last_year IS NULL OR last_year >= first_year", name="last_year_after_first"),
    )
    __mapper_args__ = {"version_id_col": edition}

    def to_domain(self) -> EarmarkTerms:
        """What was decided, as the rules see it."""
        return EarmarkTerms(
            basis=self.basis,
            extent=self.extent,
            first_year=self.first_year,
            amount=Money(self.amount_ore or 0),
            share=self.share or 0,
            sharing=self.sharing,
            weights={row.municipality_id: row.weight for row in self.municipalities},
            leftover=self.leftover,
            filling=self.filling,
            last_year=self.last_year,
        )


class EarmarkMunicipality(Row):
    """A municipality that an earmark belongs to: its council's decision, its part, its budget line."""

    __tablename__ = "earmark_municipalities"

    earmark_id: Mapped[int] = mapped_column(ForeignKey("earmarks.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), primary_key=True)
    weight: Mapped[int] = mapped_column(default=1)
    """Its weight in the key."""
    body: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date]
    case_number: Mapped[str] = mapped_column(String(40))
    responsibility_code: Mapped[str] = mapped_column(String(20), default="")
    """The unit that the budget line belongs to ("ansvar")."""
    function_code: Mapped[str] = mapped_column(String(20), default="")
    """What the money is for, as the state counts it ("funksjon")."""
    project_code: Mapped[str] = mapped_column(String(20), default="")
    """The project ("prosjekt") in the accounts."""

    __table_args__ = (
        Index(None, "municipality_id"),
        CheckConstraint("weight >= 0", name="weight_not_below_nought"),
    )


class EarmarkConsulted(Row):
    """A body that must be consulted before money is spent, in the order of the decision."""

    __tablename__ = "earmark_consulted"

    id: Mapped[int] = mapped_column(primary_key=True)
    earmark_id: Mapped[int] = mapped_column(ForeignKey("earmarks.id"))
    position: Mapped[int]
    body: Mapped[str] = mapped_column(String(120))

    __table_args__ = (UniqueConstraint("earmark_id", "body"),)


class EarmarkResponsible(Owned, Row):
    """Who decides on an earmark's money in a municipality: a dated title, and whoever holds it."""

    __tablename__ = "earmark_responsible"

    id: Mapped[int] = mapped_column(primary_key=True)
    earmark_id: Mapped[int] = mapped_column(ForeignKey("earmarks.id"))
    title: Mapped[str] = mapped_column(String(120))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Empty while nobody with an account holds the title."""
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "earmark_id"),
        last_day_after_first(),
    )


class EarmarkYear(Owned, Row):
    """A year of an earmark in one municipality. Its sums are those of its ledger entries, kept beside them so
    that the database itself refuses to spend what is not there.
    """

    __tablename__ = "earmark_years"

    id: Mapped[int] = mapped_column(primary_key=True)
    earmark_id: Mapped[int] = mapped_column(ForeignKey("earmarks.id"))
    year: Mapped[int]
    decided_ore: Mapped[Ore]
    allotted_ore: Mapped[Ore] = mapped_column(default=0)
    carried_in_ore: Mapped[Ore] = mapped_column(default=0)
    reserved_ore: Mapped[Ore] = mapped_column(default=0)
    spent_ore: Mapped[Ore] = mapped_column(default=0)
    returned_ore: Mapped[Ore] = mapped_column(default=0)
    carried_out_ore: Mapped[Ore] = mapped_column(default=0)
    free_ore: Mapped[Ore] = mapped_column(default=0)
    """What may still be promised: what is left, less what was carried on."""
    closed: Mapped[bool] = mapped_column(Boolean, default=False)
    last_meeting_on: Mapped[date | None]
    """The council's last meeting of the year, when what is left can be decided on."""
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "earmark_id", "year"),
        CheckConstraint("decided_ore >= 0", name="decided_not_below_nought"),
        CheckConstraint("allotted_ore BETWEEN 0 AND decided_ore", name="allotted_within_decided"),
        CheckConstraint("carried_in_ore >= 0", name="carried_in_not_below_nought"),
        CheckConstraint("reserved_ore >= 0", name="reserved_not_below_nought"),
        CheckConstraint("spent_ore >= 0", name="spent_not_below_nought"),
        CheckConstraint("returned_ore >= 0", name="returned_not_below_nought"),
        CheckConstraint("carried_out_ore >= 0", name="carried_out_not_below_nought"),
        CheckConstraint("free_ore >= 0", name="free_not_below_nought"),
        CheckConstraint(
            "allotted_ore + carried_in_ore"
            " = reserved_ore + spent_ore + returned_ore + carried_out_ore + free_ore",
            name="adds_up",
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def to_domain(self, income: Money = ZERO) -> EarmarkAccount:
        """The year's account, beside the fee income that is booked on it."""
        return EarmarkAccount(
            decided=Money(self.decided_ore),
            income=income,
            allotted=Money(self.allotted_ore),
            carried_in=Money(self.carried_in_ore),
            reserved=Money(self.reserved_ore),
            spent=Money(self.spent_ore),
            returned=Money(self.returned_ore),
            left=Money(self.free_ore + self.carried_out_ore),
            carried_out=Money(self.carried_out_ore),
        )


class YearActKind(StrEnum):
    """What a council's decision did with an earmark's year."""

    ADJUSTED = "adjusted"
    """The decided amount was changed in the course of the year."""
    CLOSED = "closed"
    REOPENED = "reopened"
    """The counter-act of a closing."""


class EarmarkYearAct(Owned, Row):
    """A decision about an earmark's year. Acts are added, never changed; a closing has one counter-act."""

    __tablename__ = "earmark_year_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    earmark_year_id: Mapped[int]
    kind: Mapped[YearActKind] = mapped_column(stored(YearActKind))
    body: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date]
    case_number: Mapped[str] = mapped_column(String(40))
    decided_ore: Mapped[Ore | None]
    """The new amount of the year, where it was adjusted."""
    carried_ore: Mapped[Ore] = mapped_column(default=0)
    """Set aside to the fund and carried into the next year, of a closing."""
    returned_ore: Mapped[Ore] = mapped_column(default=0)
    """Handed back to free use, of a closing."""
    other_ore: Mapped[Ore] = mapped_column(default=0)
    """Put to other use by the council, of a closing; stands with what was handed back."""
    other_use: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    undoes_id: Mapped[int | None]
    done_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    done_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "undoes_id"),
        Index(None, "municipality_id", "earmark_year_id"),
        within("earmark_years", "earmark_year_id"),
        within("earmark_year_acts", "undoes_id"),
        CheckConstraint("(kind = 'reopened') = (undoes_id IS NOT NULL)", name="reopening_names_closing"),
        CheckConstraint("(kind = 'adjusted') = (decided_ore IS NOT NULL)", name="adjusting_has_amount"),
        CheckConstraint("carried_ore >= 0 AND returned_ore >= 0 AND other_ore >= 0", name="none_negative"),
        CheckConstraint("(other_ore > 0) = (other_use <> '')", name="other_use_is_named"),
    )
