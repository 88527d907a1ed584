"""Fee years ("gebyrår") and the rates that a municipality has added for years that came without."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Ore, Owned, Row, last_day_after_first, stored
from fees.fee_years import Basis, Billed, Billing, RemindsOfMoney, Settles
from fees.money import Money, Rounding
from fees.rates import MINIMUM_COLUMNS, RATE_COLUMNS, RateSet


class FeeYear(Owned, Row):
    """How one calendar year is billed. A year that has none follows the year before it."""

    __tablename__ = "fee_years"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    basis: Mapped[Basis] = mapped_column(stored(Basis), default=Basis.EXPECTED)
    settles: Mapped[Settles] = mapped_column(stored(Settles), default=Settles.NETTED)
    billed: Mapped[Billed] = mapped_column(stored(Billed), default=Billed.ADVANCE)
    instalments: Mapped[int] = mapped_column(default=1)
    rounding: Mapped[Rounding] = mapped_column(stored(Rounding), default=Rounding.ORE)
    one_fee_per_place: Mapped[bool] = mapped_column(Boolean, default=True)
    """A holder whose licence for a place ends and is granted anew within the year pays one fee."""
    attested: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether turnover statements must be confirmed by an auditor or an accountant."""
    question_percent: Mapped[int] = mapped_column(default=50)
    """How many per cent a figure may differ before it is asked about."""
    payment_days: Mapped[int] = mapped_column(default=30)
    """How many days after the basis is approved an invoice is due, where no day is set."""
    reminds_of_money: Mapped[RemindsOfMoney] = mapped_column(
        stored(RemindsOfMoney), default=RemindsOfMoney.ECONOMY_SYSTEM
    )
    dimensions: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    """Accounting dimensions ("ansvar", "funksjon", "art", "prosjekt") and whatever else the economy system
    asks for, by name."""
    own_invoices: Mapped[bool] = mapped_column(Boolean, default=False)
    """The municipality has no economy system to do it: invoices, KID and payments are made and read here."""
    kid_method: Mapped[str] = mapped_column(String(10), default="")
    """"mod10", "mod11", or empty where the economy system makes the KID."""
    kid_length: Mapped[int] = mapped_column(default=12)
    bank_account: Mapped[str] = mapped_column(String(11), default="")
    handling_cost_ore: Mapped[Ore | None]
    control_cost_ore: Mapped[Ore | None]
    """What handling and inspections cost in the year, as somebody has told it: information only."""
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "year"),
        CheckConstraint("instalments BETWEEN 1 AND 12", name="instalments"),
        CheckConstraint("question_percent BETWEEN 1 AND 1000", name="question_percent"),
        CheckConstraint("payment_days BETWEEN 1 AND 180", name="payment_days"),
        CheckConstraint("kid_method IN ('', 'mod10', 'mod11')", name="kid_method"),
        CheckConstraint("kid_length BETWEEN 4 AND 25", name="kid_length"),
        CheckConstraint("billed <> 'arrears' OR settles = 'no'", name="arrears_settle_nothing"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def billing(self) -> Billing:
        """The four settings as the rules see them."""
        return Billing(self.basis, self.settles, self.billed, self.instalments)


class AddedRates(Owned, Row):
    """Rates of a year that came without, typed from the regulation. They are never changed."""

    __tablename__ = "added_rates"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    sale_g1_ore: Mapped[Ore | None]
    sale_g2_ore: Mapped[Ore | None]
    serve_g1_ore: Mapped[Ore | None]
    serve_g2_ore: Mapped[Ore | None]
    serve_g3_ore: Mapped[Ore | None]
    """Øre per litre; empty where the regulation has no rate."""
    min_sale_ore: Mapped[Ore]
    min_serve_ore: Mapped[Ore]
    ambulatory_max_ore: Mapped[Ore]
    regulation: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "first_day"),
        CheckConstraint("min_sale_ore > 0 AND min_serve_ore > 0", name="minimums_above_nought"),
        CheckConstraint("ambulatory_max_ore > 0", name="cap_above_nought"),
        last_day_after_first(),
    )

    def to_domain(self) -> RateSet:
        """The rates as the rules see them."""
        typed = {key: getattr(self, f"{name}_ore") for name, key in RATE_COLUMNS.items()}
        return RateSet(
            self.first_day,
            self.last_day,
            {key: Decimal(ore).scaleb(-2) for key, ore in typed.items() if ore is not None},
            {kind: Money(getattr(self, f"{name}_ore")) for name, kind in MINIMUM_COLUMNS.items()},
            Money(self.ambulatory_max_ore),
            self.regulation,
            (self.source,),
        )
