"""The facts of an event ("arrangement") as the rules see them: None is not known, never no."""

from dataclasses import dataclass
from datetime import date

from licensing.licences import AreaKind
from licensing.occasions import Company, Use
from licensing.service_hours import ServiceHours


@dataclass(frozen=True)
class OccasionHours:
    """The hours of one room or outdoor area on one service day."""

    room: str
    area: AreaKind
    day: date
    hours: ServiceHours


@dataclass(frozen=True)
class OtherUse:
    """Another ambulatory licence, and when it is used."""

    number: str
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class OccasionFacts:
    """What is told of an event, and what the municipality asks of events."""

    days: tuple[OccasionHours, ...] = ()
    company: Company = Company()  # noqa: RUF009 - frozen, and nothing told is the same nothing for all
    guests: int | None = None
    wholesale: bool = False
    internal_control_waived: bool = False
    internal_control_reason: str = ""
    most_days: int | None = None
    notice_due_on: date | None = None
    days_late: int = 0
    late_accepted: bool = False
    principal_guests: int | None = None
    principle_answered: bool = False
    quota: int | None = None
    others: tuple[OtherUse, ...] = ()
    fee_ore: int | None = None
    most_fee_ore: int | None = None

    @property
    def first_day(self) -> date | None:
        """The first day of the event."""
        return min((row.day for row in self.days), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of the event."""
        return max((row.day for row in self.days), default=None)

    @property
    def principle_unanswered(self) -> bool:
        """Whether the municipality asks if a case of this size is one of principle, and nobody has said."""
        large = self.principal_guests is not None and (self.guests or 0) >= self.principal_guests
        return large and not self.principle_answered
