"""What the answer is made of: licences as they are held, reasons with their sections, the answer itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from licensing.law import Citation
from licensing.licences import LicenceKind, LicenceType, TermRow, VenueCategory
from licensing.moments import LocalMoment
from licensing.occupancy import CoveredRoom, Days

Plain = str | int | None


class Ground(StrEnum):
    """A reason for an answer on whether one may serve or sell."""

    CLOCK_SKIPPED = "clock_skipped"
    CLOCK_REPEATED = "clock_repeated"
    SERVICE_DAY = "service_day"
    COVERED = "covered"
    WITHIN_HOURS = "within_hours"
    DATED_TERM = "dated_term"
    LOCAL_HOURS = "local_hours"
    NORMAL_HOURS = "normal_hours"
    LAW_BOUND = "law_bound"
    OTHER_ALCOHOL_BOUND = "other_alcohol_bound"
    LONGER_THAN_LOCAL = "longer_than_local"
    CLOSED_COMPANY = "closed_company"
    DELIVERY = "delivery"
    TEMPORARY_ACT = "temporary_act"
    OVERNIGHT_GUESTS = "overnight_guests"
    SECOND_SHOWING = "second_showing"
    CLOCK_CHANGE_END = "clock_change_end"
    NO_LICENCE = "no_licence"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    ENDED = "ended"
    NOT_USABLE = "not_usable"
    SUSPENDED = "suspended"
    GROUP_NOT_COVERED = "group_not_covered"
    OUT_OF_SEASON = "out_of_season"
    SALE_CLOSED = "sale_closed"
    CLOSED_THAT_DAY = "closed_that_day"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    DRINKING_UP = "drinking_up"
    DRINKING_OVER = "drinking_over"


@dataclass(frozen=True)
class Because:
    """A reason with its section and its facts."""

    ground: Ground
    citation: Citation | None = None
    facts: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True)
class Suspension:
    """Days on which a licence is temporarily withdrawn ("midlertidig inndragning")."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class HeldLicence:
    """A licence as far as it decides whether something may be served or sold."""

    number: str
    holder: str
    kind: LicenceKind
    type: LicenceType
    granted_on: date
    usable_from: date | None
    periods: tuple[Days, ...]
    rows: tuple[TermRow, ...]
    rooms: tuple[CoveredRoom, ...] = ()
    room_names: Mapping[int, str] = field(default_factory=dict)
    suspensions: tuple[Suspension, ...] = ()
    ended_on: date | None = None
    end_reason: str = ""
    category: VenueCategory | None = None
    zones: tuple[str, ...] | None = None
    """The zones of the policy that the place lies in; None is not known."""


@dataclass(frozen=True)
class Pouring:
    """The answer: whether, why, until when, and until when guests may drink up."""

    allowed: bool
    reasons: tuple[Because, ...]
    moment: LocalMoment
    until: datetime | None = None
    drinking_until: datetime | None = None


def named(licence: HeldLicence, **facts: Plain) -> dict[str, Plain]:
    """The facts of a reason that is about one licence."""
    return {"number": licence.number, "holder": licence.holder} | facts
