"""The text lines of an invoice and of its lines, as the holder is to read them.

They are written once, when the batch is made, and stay as they are. The sentences are looked up once for many
invoices: a run writes thousands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from flask_babel import gettext as _

from app import formats, labels
from app.billing.line_details import LineDetail
from app.billing.queries.billable import Billable
from app.models.fee import FeePurpose
from app.models.invoice import BatchPurpose
from licensing.licences import LicenceKind


def _headings() -> Mapping[BatchPurpose, str]:
    return {
        BatchPurpose.FEES: _("Bevillingsgebyr %(year)s, %(kind)s %(number)s, %(venue)s"),
        BatchPurpose.SETTLEMENTS: _("Etteroppgjør av bevillingsgebyr, %(kind)s %(number)s, %(venue)s"),
        BatchPurpose.OCCASIONS: _("Bevillingsgebyr for arrangement %(year)s, %(kind)s %(number)s, %(venue)s"),
    }


def _firsts() -> Mapping[FeePurpose, str]:
    return {
        FeePurpose.ADVANCE: _("Forskudd %(year)s: %(total)s kr"),
        FeePurpose.YEAR: _("Gebyr for %(year)s etter omsatt mengde: %(total)s kr"),
        FeePurpose.SETTLEMENT: _("Etteroppgjør %(year)s: %(final)s − %(advance)s = %(total)s kr"),
        FeePurpose.OCCASION: _("Gebyr for arrangement %(day)s: %(total)s kr"),
    }


@dataclass(frozen=True)
class Sentences:
    """The sentences in the language that is spoken when they are looked up."""

    headings: Mapping[BatchPurpose, str] = field(default_factory=_headings)
    firsts: Mapping[FeePurpose, str] = field(default_factory=_firsts)
    kinds: Mapping[LicenceKind, str] = field(
        default_factory=lambda: {kind: labels.label(kind).lower() for kind in LicenceKind}
    )
    place: str = field(default_factory=lambda: _("Sted: %(address)s, %(postcode)s %(town)s"))
    group: str = field(
        default_factory=lambda: _("Gruppe %(group)s: %(litres)s liter × %(rate)s = %(amount)s kr")
    )
    minimum: str = field(default_factory=lambda: _("Minstegebyr: %(amount)s kr"))
    reduced: str = field(
        default_factory=lambda: _("Satt lavere til %(amount)s kr (alkoholforskriften § 6-2)")
    )
    instalment: str = field(default_factory=lambda: _("Termin %(number)s av %(of)s: %(amount)s kr"))
    difference: str = field(
        default_factory=lambda: _("Nytt vedtak. Fakturert før: %(before)s kr. Forskjell: %(amount)s kr")
    )
    credit_note: str = field(default_factory=lambda: _("Kreditnota for %(reference)s"))

    def of_invoice(self, purpose: BatchPurpose, year: int, about: Mapping[str, str]) -> list[str]:
        """What stands above the lines: what it is for, and where."""
        known = {
            "year": year,
            "kind": self.kinds[LicenceKind(about["kind"])],
            "number": about["licence"],
            "venue": about["venue"],
        }
        return [self.headings[purpose] % known, self.place % about]

    def of_line(self, part: Billable, detail: LineDetail) -> list[str]:
        """What a line is of, and how it came about."""
        texts = [
            self.firsts[part.purpose]
            % {
                "year": part.year,
                "day": _first_day(part) if part.purpose is FeePurpose.OCCASION else "",
                "total": decimal(detail["gebyr i alt"]),
                "final": decimal(detail["endelig gebyr"]),
                "advance": decimal(detail["forskudd"]),
            }
        ]
        texts += [
            self.group
            % {
                "group": line["gruppe"],
                "litres": decimal(line["liter"]),
                "rate": decimal(line["sats"]),
                "amount": decimal(line["beløp"]),
            }
            for line in detail["grupper"]
        ]
        if detail["minstegebyr brukt"]:
            texts.append(self.minimum % {"amount": decimal(detail["minstegebyr"])})
        if detail["nedsatt til"]:
            texts.append(self.reduced % {"amount": decimal(detail["nedsatt til"])})
        if part.instalments > 1:
            texts.append(
                self.instalment
                % {
                    "number": part.instalment,
                    "of": part.instalments,
                    "amount": formats.amount((part.amount + part.invoiced).ore),
                }
            )
        if part.invoiced:
            texts.append(
                self.difference
                % {
                    "before": formats.amount(part.invoiced.ore),
                    "amount": formats.amount(part.amount.ore),
                }
            )
        return texts


def _first_day(part: Billable) -> str:
    """12.06.2026, where the fee says of which days it is."""
    days = part.computed.get("days")
    return formats.short_date(date.fromisoformat(days[0])) if days else ""


@lru_cache(maxsize=10_000)
def decimal(exact: str) -> str:
    """3 780,00 of 3780.0000; what litres times rate has beyond two decimals is kept where it counts."""
    whole, _point, decimals = exact.partition(".")
    sign = "−" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-') or 0):,}".replace(",", " ")
    return f"{sign}{grouped},{decimals.rstrip('0').ljust(2, '0')}"
