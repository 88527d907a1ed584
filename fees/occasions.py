"""The fee of an event ("arrangement"): by the municipality's tariff, with every line that led to it.

Law: alkoholloven § 7-1; alkoholforskriften § 6-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fees.computation import FeeLine, litre_rate
from fees.errors import RateNotSet
from fees.money import ORE_IN_KRONE, Money, Rounding
from fees.rates import RateSet, rates_on
from fees.turnover import Volumes
from licensing.law import AF_6_2, Citation
from licensing.licences import LicenceKind, LicenceType
from licensing.tariffs import Tariff, TariffMethod, TariffPer, TariffStep

NOTHING = Fraction(0)


@dataclass(frozen=True)
class OccasionBasis:
    """What the fee of an event hangs on, as it was when the event was decided."""

    kind: LicenceKind
    type: LicenceType
    first_day: date
    days: int
    """On how many days there is an event."""
    guests: int | None
    tariff: Tariff
    admin_ore: int = 0
    missing_statement_ore: int = 0
    rule: str = ""
    """The code of the policy rule that the tariff is from."""
    source: str = ""
    """Where that rule stands."""
    invented: bool = False

    @property
    def times(self) -> int:
        """How many times the tariff is taken."""
        return self.days if self.tariff.per is TariffPer.DAY else 1


class OccasionNeed(StrEnum):
    """What must be known before a fee can be found ("det som mangler før gebyret kan fastsettes")."""

    GUESTS = "guests"
    STEP = "step"
    """The tariff says nothing of so many guests."""
    LITRES = "litres"
    """The litres that were sold: the fee is fixed on the turnover statement."""
    RATES = "rates"
    """The year's rates."""


class OccasionDoubt(StrEnum):
    """What a person is asked about the fee of an event; only the cap binds the figure."""

    NO_VISIBLE_BASIS = "no_visible_basis"
    """It is more than litres times rates and the minimum give, or has a charge the regulation does not know.
    """
    ABOVE_CAP = "above_cap"
    """The tariff and its charges are more than an ambulatory use may cost; the cap is proposed."""
    RATES_UNKNOWN = "rates_unknown"
    """Without the year's rates nobody can say whether the fee is too high."""


class OccasionPart(StrEnum):
    """What a line of the fee is for."""

    TARIFF = "tariff"
    """An amount that the tariff names."""
    ORDINARY = "ordinary"
    """A share of the ordinary fee."""
    MINIMUM = "minimum"
    """The minimum, or a share of it."""
    VOLUME = "volume"
    ADMIN = "admin"
    MISSING_STATEMENT = "missing_statement"
    CAP = "cap"
    """What is taken off because the law lets no more be charged."""


@dataclass(frozen=True)
class OccasionLine:
    """One line: an amount, how many times it is taken, and what it came from. Nothing is rounded here."""

    part: OccasionPart
    each: Fraction
    """Kroner, exactly."""
    times: int = 1
    volume: FeeLine | None = None
    guests_to: int | None = None
    share: Fraction | None = None
    of: Fraction | None = None
    """What it is a share of, in kroner."""

    @property
    def amount(self) -> Fraction:
        """Kroner, exactly."""
        return self.each * self.times


@dataclass(frozen=True)
class OccasionFee:
    """The fee of an event and how it came about; without a total where something must be known first."""

    basis: OccasionBasis
    lines: tuple[OccasionLine, ...]
    rounding: Rounding
    total: Money | None
    asked: Money | None
    """What the tariff and its charges give before the cap of the regulation."""
    cap: Money | None = None
    """The most that an ambulatory use may cost; None for other events, or without rates."""
    lawful: Money | None = None
    """What litres times rates and the minimum give; without litres the minimum alone."""
    needs: tuple[OccasionNeed, ...] = ()
    doubts: tuple[OccasionDoubt, ...] = ()
    provisional: bool = False
    """It rests on litres that are expected, and is fixed when the real ones are told."""
    regulation: str = ""
    citation: Citation = AF_6_2


def occasion_fee(
    basis: OccasionBasis,
    *,
    volumes: Volumes | None = None,
    expected: bool = False,
    statement_missing: bool = False,
    table: Iterable[RateSet] | None = None,
    rounding: Rounding = Rounding.ORE,
) -> OccasionFee:
    """The fee of an event by its tariff, rounded once; where it hangs on litres that nobody has told, what is
    asked for.

    `expected` says that the litres are not the real ones. A charge for a missing statement is only taken
    where `statement_missing` says so. Without rates a tariff of plain amounts still gives its fee, with a
    doubt.

    Law: alkoholloven § 7-1; alkoholforskriften § 6-2.

    >>> from licensing.tariffs import flat
    >>> event = OccasionBasis(LicenceKind.SERVING, LicenceType.SINGLE_OCCASION, date(2026, 6, 6), 1, 80,
    ...                       flat(120_000))
    >>> occasion_fee(event).total
    Money(ore=120000)
    """
    rates = _rates(basis.first_day, table)
    lines, needs = _tariff_lines(basis, volumes, rates)
    if needs:
        return OccasionFee(basis, (), rounding, None, None, needs=needs, regulation=_regulation(rates))
    lines = (*lines, *_charges(basis, statement_missing=statement_missing))
    exact = sum((line.amount for line in lines), NOTHING)
    asked = _rounded(exact, rounding)
    ambulatory = basis.type is LicenceType.AMBULATORY
    cap = rates.ambulatory_max if ambulatory and rates is not None else None
    total = asked if cap is None else min(asked, cap)
    if total != asked:
        lines = (*lines, OccasionLine(OccasionPart.CAP, _kroner(total.ore) - exact))
    lawful = None if ambulatory or rates is None else _lawful(basis, volumes, rates, rounding)
    return OccasionFee(
        basis,
        lines,
        rounding,
        total,
        asked,
        cap,
        lawful,
        doubts=tuple(_doubts(lines, asked, cap, lawful, known=rates is not None)),
        provisional=expected and basis.tariff.asks_litres,
        regulation=_regulation(rates),
    )


def _rates(day: date, table: Iterable[RateSet] | None) -> RateSet | None:
    try:
        return rates_on(day, table)
    except RateNotSet:
        return None


def _regulation(rates: RateSet | None) -> str:
    return "" if rates is None else rates.regulation


def _tariff_lines(
    basis: OccasionBasis, volumes: Volumes | None, rates: RateSet | None
) -> tuple[tuple[OccasionLine, ...], tuple[OccasionNeed, ...]]:
    """The lines that the tariff itself gives, or what must be known before it gives any."""
    tariff, step = basis.tariff, None
    needs = []
    if tariff.asks_guests:
        step = None if basis.guests is None else tariff.step_for(basis.guests)
        if step is None:
            needs.append(OccasionNeed.GUESTS if basis.guests is None else OccasionNeed.STEP)
    if tariff.asks_litres and volumes is None:
        needs.append(OccasionNeed.LITRES)
    if rates is None and (tariff.asks_litres or tariff.method is TariffMethod.SHARE_OF_MINIMUM):
        needs.append(OccasionNeed.RATES)
    if needs:
        return (), tuple(needs)
    if rates is None or not (tariff.asks_litres or tariff.method is TariffMethod.SHARE_OF_MINIMUM):
        return (_amount_line(basis, step),), ()
    return _lines_by_rates(basis, step, volumes or Volumes(), rates), ()


def _amount_line(basis: OccasionBasis, step: TariffStep | None) -> OccasionLine:
    ore = basis.tariff.amount_ore if step is None else step.amount_ore
    return OccasionLine(
        OccasionPart.TARIFF,
        _kroner(ore or 0),
        basis.times,
        guests_to=None if step is None else step.guests_to,
    )


def _lines_by_rates(
    basis: OccasionBasis, step: TariffStep | None, volumes: Volumes, rates: RateSet
) -> tuple[OccasionLine, ...]:
    tariff, times = basis.tariff, basis.times
    minimum = Fraction(rates.minimum[basis.kind].kroner)
    if tariff.method is TariffMethod.SHARE_OF_MINIMUM:
        share = tariff.share or NOTHING
        return (OccasionLine(OccasionPart.MINIMUM, share * minimum, times, share=share, of=minimum),)
    volume = _volume_lines(basis.kind, volumes, rates)
    by_litres = sum((line.amount for line in volume), NOTHING)
    if tariff.method is TariffMethod.SHARE_OF_ORDINARY:
        share = (step.share if step is not None else None) or NOTHING
        ordinary = max(by_litres, minimum)
        line = OccasionLine(
            OccasionPart.ORDINARY,
            share * ordinary,
            times,
            guests_to=None if step is None else step.guests_to,
            share=share,
            of=ordinary,
        )
        return (line,)
    if tariff.method is TariffMethod.FIXED_AND_VOLUME:
        return (OccasionLine(OccasionPart.TARIFF, _kroner(tariff.amount_ore or 0), times), *volume)
    # Litres times rates, and at least a minimum: the municipality's own, else that of the regulation.
    reduced = tariff.method is TariffMethod.REDUCED_MINIMUM
    least = (_kroner(tariff.amount_ore or 0) if reduced else minimum) * times
    if by_litres < least:
        return (OccasionLine(OccasionPart.MINIMUM, least / times, times),)
    return volume


def _volume_lines(kind: LicenceKind, volumes: Volumes, rates: RateSet) -> tuple[OccasionLine, ...]:
    lines = (
        FeeLine(group, volumes.litres(group), litre_rate(rates, kind, group)) for group in volumes.groups
    )
    return tuple(OccasionLine(OccasionPart.VOLUME, Fraction(line.amount), volume=line) for line in lines)


def _charges(basis: OccasionBasis, *, statement_missing: bool) -> Iterable[OccasionLine]:
    if basis.admin_ore:
        yield OccasionLine(OccasionPart.ADMIN, _kroner(basis.admin_ore))
    if basis.missing_statement_ore and statement_missing:
        yield OccasionLine(OccasionPart.MISSING_STATEMENT, _kroner(basis.missing_statement_ore))


def _lawful(basis: OccasionBasis, volumes: Volumes | None, rates: RateSet, rounding: Rounding) -> Money:
    minimum = Fraction(rates.minimum[basis.kind].kroner)
    volume = _volume_lines(basis.kind, volumes or Volumes(), rates)
    return _rounded(max(sum((line.amount for line in volume), NOTHING), minimum), rounding)


def _doubts(
    lines: Iterable[OccasionLine], asked: Money, cap: Money | None, lawful: Money | None, *, known: bool
) -> Iterable[OccasionDoubt]:
    # ASSUMPTION: a tariff at or below litres times rates and the minimum rests on the rule of special cases;
    # one above has no visible basis, nor has any charge beside the fee. A person is told, and decides.
    charged = any(line.part in (OccasionPart.ADMIN, OccasionPart.MISSING_STATEMENT) for line in lines)
    if charged or (lawful is not None and asked > lawful):
        yield OccasionDoubt.NO_VISIBLE_BASIS
    if cap is not None and asked > cap:
        yield OccasionDoubt.ABOVE_CAP
    if not known:
        yield OccasionDoubt.RATES_UNKNOWN


def _kroner(ore: int) -> Fraction:
    return Fraction(ore, ORE_IN_KRONE)


def _rounded(exact: Fraction, rounding: Rounding) -> Money:
    # A sixth has no end in decimals, but only what has an end can lie halfway between two øre or kroner, so
    # the quotient is rounded as the fraction itself would be.
    return Money.from_kroner(Decimal(exact.numerator) / Decimal(exact.denominator), rounding)
