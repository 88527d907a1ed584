"""What the administration shows of the council's numbers and of the year's rates."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formats, labels
from app.licences.spans import span_text
from app.models.occasion import CouncilQuota, QuotaSubject
from fees.errors import RateNotSet
from fees.rates import rates_on


@dataclass(frozen=True)
class QuotaLine:
    """A number that the council has decided."""

    subject: str
    number: int
    decided: str
    days: str
    invented: bool
    holds: bool


def quota_lines(session: Session, municipality_id: int, on: date) -> list[QuotaLine]:
    """The council's numbers, the latest first; each holds until the next of its subject begins."""
    rows = session.scalars(
        select(CouncilQuota)
        .where(CouncilQuota.municipality_id == municipality_id)
        .order_by(CouncilQuota.first_day.desc(), CouncilQuota.id.desc())
    ).all()
    lines = []
    begun: dict[QuotaSubject, date] = {}
    for row in rows:
        following = begun.get(row.subject)
        last_day = following - timedelta(days=1) if following else row.last_day
        begun[row.subject] = row.first_day
        lines.append(
            QuotaLine(
                subject=labels.label(row.subject),
                number=row.number,
                decided=f"{formats.short_date(row.decided_on)}, {row.reference}",
                days=span_text(row.first_day, last_day),
                invented=row.invented,
                holds=row.first_day <= on and (last_day is None or on <= last_day),
            )
        )
    return lines


def highest_ambulatory_fee(on: date) -> int | None:
    """The most that an ambulatory use may cost in the year, in øre; nothing where the rate is not known.

    Law: alkoholforskriften § 6-2.
    """
    try:
        return rates_on(on).ambulatory_max.ore
    except RateNotSet:
        return None
