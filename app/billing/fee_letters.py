"""What the letter with a fee decision tells of a licence's fees, taken from what is stored of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.billing.computed import ComputedYear, from_stored
from app.billing.queries.fees import FeeRow
from app.letters.facts import Signatory
from app.letters.facts_of_billing import (
    FeeDecisionLetter,
    LetterFee,
    SettledYear,
    instalments_of,
    letter_fee,
)
from app.letters.licence_letters import Ground
from app.models.fee import FeePurpose
from fees.claims import VolumeBasis
from fees.fee_years import Settles
from fees.money import ZERO, Money

BASIS_IN_LETTERS = {
    VolumeBasis.EXPECTED: "expected",
    VolumeBasis.LAST_ACTUAL: "last_year",
    VolumeBasis.ACTUAL: "actual",
}


@dataclass(frozen=True)
class DecisionTerms:
    """What all letters of one run of decisions share."""

    year: int
    decided_on: date
    decided_by: tuple[Signatory, ...]
    complaint_body: str
    instalments: int
    settles: Settles
    """How the year before is settled."""
    due_on: Sequence[date] = ()


@dataclass(frozen=True)
class AboutLicence:
    """What only the database knows of a licence's fees."""

    ended: bool = False
    replaces: date | None = None
    estimate_reasons: Mapping[int, str] | None = None
    """By statement."""


def decision_letter(
    ground: Ground, rows: Sequence[FeeRow], terms: DecisionTerms, about: AboutLicence
) -> FeeDecisionLetter:
    """The facts of the letter that tells a holder of the fees that were decided."""
    fee: LetterFee | None = None
    settled: SettledYear | None = None
    now, before, in_arrears = ZERO, ZERO, False
    reasons = about.estimate_reasons or {}
    for row in rows:
        computed = from_stored(row.computed)
        told = _told(computed.year, reasons.get(row.statement_id or 0, ""))
        if row.purpose is FeePurpose.SETTLEMENT:
            settled, before = SettledYear(told, computed.advance.ore, row.total_ore), row.total
        elif row.purpose is FeePurpose.YEAR:
            fee, now, in_arrears = told, row.total, True
        else:
            if fee is not None:
                # A year that was billed afterwards is followed by one in advance: the older one stands as the
                # year that is made up, of which nothing was paid.
                settled, before, in_arrears = SettledYear(fee, 0, now.ore), now, False
            fee, now = told, row.total
    payments = _payments(rows, terms) if now + before > ZERO else []
    return FeeDecisionLetter(
        **ground.about,
        decided_on=terms.decided_on,
        year=terms.year,
        to_pay_ore=(now + before).ore,
        decided_by=terms.decided_by,
        complaint_body=terms.complaint_body,
        fee=fee,
        settlement=settled,
        instalments=instalments_of([part.ore for part in payments], _days(len(payments), terms)),
        in_arrears=in_arrears,
        replaces=about.replaces,
        ended=about.ended,
    )


def _told(year: ComputedYear, estimate_reason: str) -> LetterFee:
    estimated = any(one.estimated for one in year.statements)
    reported = [one.received_on for one in year.statements if not one.estimated]
    return letter_fee(
        year.fee,
        basis=BASIS_IN_LETTERS[year.basis or VolumeBasis.ACTUAL],
        estimate_reason=estimate_reason if estimated else "",
        reported_on=max(reported, default=None),
    )


def _payments(rows: Sequence[FeeRow], terms: DecisionTerms) -> list[Money]:
    """What is paid, part by part, as it is invoiced: a settlement falls due at once, by itself or netted."""
    parts, apart = [ZERO] * terms.instalments, []
    for row in rows:
        if row.purpose is not FeePurpose.SETTLEMENT:
            shares = row.total.shared(terms.instalments)
            parts = [part + share for part, share in zip(parts, shares, strict=True)]
        elif terms.settles is Settles.SEPARATE:
            apart.append(row.total)
        else:
            parts[0] += row.total
    return [part for part in (*apart, *parts) if part]


def _days(parts: int, terms: DecisionTerms) -> list[date | None]:
    # A settlement that is paid by itself is due with the first instalment.
    days: list[date | None] = list(terms.due_on)
    if not days:
        return [None] * parts
    return ([days[0]] * parts + days)[-parts:] if parts > len(days) else days[:parts]
