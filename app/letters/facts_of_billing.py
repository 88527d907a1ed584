"""What letters about turnover, fees, payment and points tell; each is about one licence, outside cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.letters.facts import Signatory
from fees.computation import YearFee
from fees.money import ORE_IN_KRONE
from fees.settlement import Settlement
from licensing.licences import OCCASIONAL, LicenceType


@dataclass(frozen=True)
class LicenceLetter:
    """What every letter about a licence tells: who writes, and which licence it is."""

    municipality: str
    """As it signs: "Røros kommune"."""
    licence_number: str
    licence_kind: str
    venue_name: str
    venue_address: str
    holder: str
    organisation_number: str | None
    caseworker: Signatory
    licence_type: str = field(default=LicenceType.PERMANENT.value, kw_only=True)

    @property
    def gives_points(self) -> bool:
        """Whether being late may give points: never for single occasions and ambulatory licences.

        Law: alkoholforskriften § 10-3.
        """
        return self.licence_type not in OCCASIONAL

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return (self.caseworker,)


@dataclass(frozen=True)
class TurnoverCallLetter(LicenceLetter):
    """The call for a turnover statement ("innkalling"): what was sold last year, what is expected this year.

    Law: alkoholloven §§ 1-9 and 7-1; alkoholforskriften § 6-3.
    """

    year: int
    """The year of the round: what is expected is of this year, what was sold of the year before."""
    due_on: date
    groups: tuple[int, ...]
    """The groups that the licence has rates for and covers."""
    asks_actual: bool = True
    """False for a licence that sold nothing the year before, because it is new."""
    asks_expected: bool = True
    """False for a licence that has ended: only what was sold is reported."""
    first_day: date | None = None
    last_day: date | None = None
    """The days that are reported, where they are not a whole year."""
    attested: bool = False
    """The municipality asks for a confirmation by an auditor or an accountant."""
    link_id: int | None = None
    """The holder's link; its token is fetched when the letter is drawn, and stands nowhere else."""
    link_base: str = ""
    """The page where a code is typed, from `turnover_page_address()`; a link is the page and the code."""
    link_expires_on: date | None = None
    link: str = ""
    code: str = ""
    """The whole link, and its code as it is typed; filled in while the letter is drawn, never stored."""

    @property
    def actual_year(self) -> int:
        """The year whose sales are reported."""
        return self.year - 1


@dataclass(frozen=True)
class TurnoverReminderLetter(TurnoverCallLetter):
    """A reminder of a turnover statement that has not come.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """

    missed_on: date | None = None
    """The deadline that has passed; empty when the reminder is sent before it has."""
    moved_from: date | None = None
    """The deadline that was moved to `due_on`; empty when it was not moved."""
    called_on: date | None = None
    """When the call was sent."""


@dataclass(frozen=True)
class FeeRow:
    """One group of a fee: litres times rate."""

    group: int
    litres_cl: int
    rate_ore: int

    @property
    def litres(self) -> Decimal:
        return Decimal(self.litres_cl).scaleb(-2)

    @property
    def rate(self) -> Decimal:
        """Kroner per litre."""
        return Decimal(self.rate_ore).scaleb(-2)

    @property
    def amount(self) -> Decimal:
        """Kroner, exact."""
        return Decimal(self.litres_cl * self.rate_ore).scaleb(-4)


@dataclass(frozen=True)
class FeeReduced:
    """A fee set lower in a special case. Law: alkoholforskriften § 6-2."""

    to_ore: int
    reason: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True)
class LetterFee:
    """The fee of a year, line by line, as a letter explains it."""

    year: int
    rows: tuple[FeeRow, ...]
    minimum_ore: int
    minimum_applied: bool
    ordinary_ore: int
    """Before any reduction, rounded once."""
    total_ore: int
    regulation: str
    """The number of the regulation that the rates come from."""
    basis: str
    """What the litres are: "expected", "last_year", "actual"."""
    whole_kroner: bool = False
    estimate_reason: str = ""
    """Why and how the litres were estimated; empty when the holder reported them."""
    reported_on: date | None = None
    """When the turnover statement came."""
    reduction: FeeReduced | None = None

    @property
    def volume_fee(self) -> Decimal:
        """Litres times rates, summed exactly, in kroner."""
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def rounded(self) -> bool:
        """Whether the sum had to be rounded."""
        return not self.minimum_applied and self.volume_fee * ORE_IN_KRONE != self.ordinary_ore


@dataclass(frozen=True)
class SettledYear:
    """A settled year ("etteroppgjør"): the fee on what was sold, less the one paid in advance."""

    final: LetterFee
    advance_ore: int
    difference_ore: int
    """Below nought the holder has paid too much."""

    @property
    def year(self) -> int:
        return self.final.year


@dataclass(frozen=True)
class OccasionStep:
    """One step of how the fee of an event came about; the amount is exact, empty for a step without one."""

    text: str
    amount_ore: int | None = None


@dataclass(frozen=True)
class OccasionFee:
    """The fee of an event or an ambulatory licence. Law: alkoholloven § 7-1; alkoholforskriften § 6-2."""

    event: str
    first_day: date
    last_day: date
    steps: tuple[OccasionStep, ...]
    total_ore: int
    regulation: str
    ambulatory: bool = False
    cap_ore: int | None = None
    """The most that an ambulatory licence may cost for each occasion."""
    reduction: FeeReduced | None = None
    ordinary_ore: int = 0
    """What the fee was reduced from, where it was."""


@dataclass(frozen=True)
class RateSource:
    """The regulation that set the rates of a year."""

    year: int
    regulation: str


@dataclass(frozen=True)
class LetterInstalment:
    """One payment; the day is empty where the invoice will say it."""

    amount_ore: int
    due_on: date | None = None


@dataclass(frozen=True)
class FeeDecisionLetter(LicenceLetter):
    """The decision on a fee ("gebyrvedtak"). At least one of fee, settlement and occasion is there.

    Law: alkoholloven §§ 1-16 and 7-1; alkoholforskriften §§ 6-1 to 6-3; forvaltningsloven §§ 24, 25 and 27.
    """

    decided_on: date
    year: int
    """The year of the decision's round, which the letter is about."""
    to_pay_ore: int
    """Everything together; below nought it is a credit."""
    decided_by: tuple[Signatory, ...]
    complaint_body: str
    fee: LetterFee | None = None
    settlement: SettledYear | None = None
    occasion: OccasionFee | None = None
    instalments: tuple[LetterInstalment, ...] = ()
    """Empty for a credit, and where nothing is to be paid."""
    in_arrears: bool = False
    """The year is billed afterwards, on what was sold."""
    replaces: date | None = None
    """The day of the decision that this one takes the place of."""
    ended: bool = False
    """The licence has ended: what is to the holder's good is paid out, not set off."""
    delegated_by: str = ""
    legality_only: bool = True
    lawsuit_requires_complaint: bool = False

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        return tuple(dict.fromkeys((*self.decided_by, self.caseworker)))

    @property
    def credit_ore(self) -> int:
        """What is to the holder's good."""
        return -self.to_pay_ore

    @property
    def rate_sources(self) -> tuple[RateSource, ...]:
        """Where the rates stand that were used, a year at a time."""
        fees = (self.fee, self.settlement.final if self.settlement else None)
        sources = [RateSource(fee.year, fee.regulation) for fee in fees if fee is not None]
        if self.occasion is not None:
            sources.append(RateSource(self.occasion.first_day.year, self.occasion.regulation))
        return tuple(sorted(set(sources), key=lambda source: source.year))

    @property
    def estimates(self) -> tuple[LetterFee, ...]:
        """The fees whose litres were estimated."""
        fees = (self.fee, self.settlement.final if self.settlement else None)
        return tuple(fee for fee in fees if fee is not None and fee.estimate_reason)


@dataclass(frozen=True)
class PaymentReminderLetter(LicenceLetter):
    """A reminder of a fee that is not paid, where the municipality itself reminds.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """

    year: int
    reference: str
    """The correlation id of the invoice."""
    invoice_number: str
    due_on: date
    amount_ore: int
    outstanding_ore: int
    told_on: date
    """The day of the status that says so."""
    pay_by: date
    kid: str = ""
    bank_account: str = ""
    stage: int = 1

    @property
    def paid_ore(self) -> int:
        return self.amount_ore - self.outstanding_ore


@dataclass(frozen=True)
class ProofLine:
    """One letter that told of a deadline, as the notice cites it."""

    kind: str
    dated_on: date
    channel: str
    sent_on: date
    reference: str = ""
    arrived_on: date | None = None


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline that was set or moved."""

    due_on: date
    set_on: date
    reason: str = ""


@dataclass(frozen=True)
class PointsNoticeLetter(LicenceLetter):
    """The notice of points ("forhåndsvarsel"): what happened, what is considered, and by when to answer.

    Law: alkoholforskriften §§ 10-2 to 10-5; forvaltningsloven § 16.
    """

    late: str
    """What was late: "statement", "payment"."""
    year: int
    due_on: date
    breached_on: date
    points: int
    answer_by: date
    came_on: date | None = None
    """When it came after all; empty while it has not."""
    estimated: bool = False
    proof: tuple[ProofLine, ...] = ()
    deadlines: tuple[DeadlineLine, ...] = ()
    reference: str = ""
    """The invoice, where a payment was late."""
    amount_ore: int = 0
    outstanding_ore: int = 0
    told_on: date | None = None
    """The day of the status that says so."""


def letter_fee(
    fee: YearFee,
    *,
    basis: str,
    estimate_reason: str = "",
    reported_on: date | None = None,
) -> LetterFee:
    """A computed fee as letters explain it."""
    reduction = fee.reduction
    return LetterFee(
        year=fee.year,
        rows=tuple(
            FeeRow(int(line.group), int(line.litres.scaleb(2)), int(line.rate.scaleb(2)))
            for line in fee.lines
        ),
        minimum_ore=fee.minimum.ore,
        minimum_applied=fee.minimum_applied,
        ordinary_ore=fee.ordinary.ore,
        total_ore=fee.total.ore,
        regulation=fee.regulation,
        basis=basis,
        whole_kroner=fee.rounding.value == "krone",
        estimate_reason=estimate_reason,
        reported_on=reported_on,
        reduction=None
        if reduction is None
        else FeeReduced(reduction.to.ore, reduction.reason, reduction.decided_by, reduction.decided_on),
    )


def settled_year(settled: Settlement, final: LetterFee) -> SettledYear:
    """A settlement as letters explain it; `final` is the fee on what was sold."""
    return SettledYear(final, settled.advance.total.ore, settled.difference.ore)


def instalments_of(amounts_ore: Sequence[int], due_on: Sequence[date | None]) -> tuple[LetterInstalment, ...]:
    """Amounts with their days."""
    return tuple(LetterInstalment(ore, day) for ore, day in zip(amounts_ore, due_on, strict=True))
