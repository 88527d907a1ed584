"""Events ("arrangementer"): closed company or open, which licence fits, what each may and owes.

An ambulatory licence ("ambulerende bevilling") is used once for a closed company; a licence for a single
occasion ("enkelt bestemt anledning") may also be for an open event.

Law: alkoholloven §§ 1-4c, 1-6, 1-7c and 4-5; alkoholforskriften §§ 6-2, 6-3 and 8-1.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from licensing.applicants import Person, Role, right_test
from licensing.days import next_working_day
from licensing.kinds import TYPE_RULES, Demand, asks
from licensing.law import AF_8_1, ALKL_1_4C, ALKL_1_6_PARA_2, ALKL_4_5, Citation
from licensing.licences import OCCASIONAL, LicenceKind, LicenceType
from licensing.service_hours import DAY_MINUTES, ServiceHours

WEEKS_IN_A_YEAR = 52


class Openness(StrEnum):
    """Whether an event is a closed company ("sluttet selskap") or open ("åpent arrangement")."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


class OpenSign(StrEnum):
    """What makes an event open, whatever it is called."""

    NO_FIXED_CIRCLE = "no_fixed_circle"
    TICKETS = "tickets"
    SIGN_UP = "sign_up"
    MEMBER_MEETING = "member_meeting"
    ADVERTISED = "advertised"


@dataclass(frozen=True)
class Company:
    """What is told of who may come; None is not known, never no."""

    circle_fixed: bool | None = None
    """A circle formed before serving starts, for a purpose, with a real link to the host."""
    tickets: bool | None = None
    sign_up: bool | None = None
    member_meeting: bool | None = None
    advertised: bool | None = None


@dataclass(frozen=True)
class CompanyAnswer:
    """Closed, open or not known, with the signs that make it open and those nobody has told of."""

    openness: Openness
    signs: tuple[OpenSign, ...] = ()
    unknown: tuple[OpenSign, ...] = ()
    citation: Citation = ALKL_4_5


def company_is_closed(company: Company) -> CompanyAnswer:
    """Whether the guests are a closed company: a circle fixed beforehand, with a real link to the host.

    Tickets, a list to sign, an ordinary member meeting or an advert make the event open, each alone; what
    is not told is asked for.

    Law: alkoholloven § 4-5.

    >>> company_is_closed(Company(circle_fixed=True, tickets=True)).signs
    (<OpenSign.TICKETS: 'tickets'>,)
    """
    no_circle = None if company.circle_fixed is None else not company.circle_fixed
    told = (
        (OpenSign.NO_FIXED_CIRCLE, no_circle),
        (OpenSign.TICKETS, company.tickets),
        (OpenSign.SIGN_UP, company.sign_up),
        (OpenSign.MEMBER_MEETING, company.member_meeting),
        (OpenSign.ADVERTISED, company.advertised),
    )
    signs = tuple(sign for sign, seen in told if seen)
    unknown = tuple(sign for sign, seen in told if seen is None)
    if signs:
        return CompanyAnswer(Openness.OPEN, signs, unknown)
    return CompanyAnswer(Openness.UNKNOWN if unknown else Openness.CLOSED, (), unknown)


@dataclass(frozen=True)
class TypeAnswer:
    """Whether a type of licence fits an event; None when it is not known whether the event is closed."""

    fits: bool | None
    citation: Citation


def type_fits(wanted: LicenceType, kind: LicenceKind, openness: Openness) -> TypeAnswer:
    """Whether a licence of the type may be given for such an event.

    Law: alkoholloven §§ 1-6 and 4-5.
    """
    rule = TYPE_RULES[wanted]
    if not rule.closed_company_only:
        return TypeAnswer(wanted in OCCASIONAL, ALKL_1_6_PARA_2)
    if not rule.covers(kind) or openness is Openness.OPEN:
        return TypeAnswer(fits=False, citation=rule.citation)
    return TypeAnswer(True if openness is Openness.CLOSED else None, rule.citation)


class Wholesale(StrEnum):
    """Whether the organiser may buy from wholesalers ("kjøp engros")."""

    NEVER = "never"
    ALLOWED = "allowed"
    TESTS_MISSING = "tests_missing"
    TESTS_UNKNOWN = "tests_unknown"


@dataclass(frozen=True)
class WholesaleAnswer:
    """The answer, and who lacks the right test or has not told of it."""

    answer: Wholesale
    people: tuple[tuple[Role, str | None], ...] = ()
    citation: Citation = ALKL_1_4C


def wholesale(
    wanted: LicenceType, kind: LicenceKind, manager: Person | None, deputies: Sequence[Person]
) -> WholesaleAnswer:
    """Who may buy from wholesalers: never an ambulatory licence; a single occasion only when manager and
    deputy both have documented knowledge, of the licence's own kind.

    Law: alkoholloven § 1-4c. ASSUMPTION: where the deputy has been waived there is nobody to have the
    second test, and the answer is that it is missing.
    """
    if wanted is LicenceType.AMBULATORY:
        return WholesaleAnswer(Wholesale.NEVER)
    missing: list[tuple[Role, str | None]] = []
    unknown: list[tuple[Role, str | None]] = []
    people = [(Role.MANAGER, manager), *((Role.DEPUTY, deputy) for deputy in deputies or (None,))]
    for role, person in people:
        passed = False if person is None else right_test(person, kind)
        line = (role, None if person is None else person.reference)
        if passed is None:
            unknown.append(line)
        elif not passed:
            missing.append(line)
    if missing:
        return WholesaleAnswer(Wholesale.TESTS_MISSING, tuple(missing))
    if unknown:
        return WholesaleAnswer(Wholesale.TESTS_UNKNOWN, tuple(unknown))
    return WholesaleAnswer(Wholesale.ALLOWED)


class InternalControl(StrEnum):
    """Whether an event has internal control ("internkontroll")."""

    NOT_REQUIRED = "not_required"
    REQUIRED = "required"
    WAIVED = "waived"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True)
class InternalControlAnswer:
    """The answer and the section that gives it."""

    answer: InternalControl
    citation: Citation = AF_8_1


def internal_control(wanted: LicenceType, *, waived: bool, reason: str) -> InternalControlAnswer:
    """Whether internal control is asked for: never of an ambulatory use; of a single occasion unless the
    municipality waives it as unreasonable, for size or the like, and says why.

    Law: alkoholforskriften § 8-1.
    """
    if not asks(wanted, Demand.INTERNAL_CONTROL):
        return InternalControlAnswer(InternalControl.NOT_REQUIRED)
    if not waived:
        return InternalControlAnswer(InternalControl.REQUIRED)
    return InternalControlAnswer(InternalControl.WAIVED if reason.strip() else InternalControl.REASON_MISSING)


@dataclass(frozen=True)
class Notice:
    """The day by which an event is to be applied for, and whether it was."""

    due_on: date
    late: bool
    days_late: int


def notice(received_on: date, first_day: date, notice_days: int) -> Notice:
    """Whether an application came in time before the event; the due day itself is in time.

    No statute sets the number of days; the municipality does.

    >>> notice(date(2027, 1, 26), date(2027, 2, 16), 21)
    Notice(due_on=datetime.date(2027, 1, 26), late=False, days_late=0)
    """
    due_on = first_day - timedelta(days=notice_days)
    days_late = max(0, (received_on - due_on).days)
    return Notice(due_on, days_late > 0, days_late)


def turnover_due_on(last_day: date, turnover_days: int) -> date:
    """The day by which the turnover statement ("omsetningsoppgave") is due, moved past days off.

    Law: alkoholforskriften § 6-3: the municipality sets the day.

    >>> turnover_due_on(date(2027, 2, 20), 14)
    datetime.date(2027, 3, 8)
    """
    return next_working_day(last_day + timedelta(days=turnover_days))


@dataclass(frozen=True, order=True)
class Use:
    """When one place is used: a service day and its hours."""

    day: date
    hours: ServiceHours

    @property
    def minutes(self) -> tuple[int, int]:
        """From and to on one line of minutes, so that a night and the morning after can be compared."""
        midnight = self.day.toordinal() * DAY_MINUTES
        return midnight + self.hours.start, midnight + self.hours.end


@dataclass(frozen=True)
class QuotaStanding:
    """How a quota of ambulatory licences stands while an event lasts."""

    number: int
    used: int
    day: date | None
    """The first day on which most others are in use."""
    citation: Citation = ALKL_4_5

    @property
    def left(self) -> int:
        """How many may still be used at the same time; this one not counted."""
        return max(0, self.number - self.used)

    @property
    def is_full(self) -> bool:
        """Whether there is none left for this event."""
        return self.used >= self.number


def quota_standing(number: int, mine: Collection[Use], others: Iterable[Collection[Use]]) -> QuotaStanding:
    """How many of the council's ambulatory licences others use at the same time as this event.

    Each other licence counts once at any moment, whatever number of rooms it uses; the greatest number at
    one moment decides.

    Law: alkoholloven § 4-5. ASSUMPTION: the number is one of licences in simultaneous use, not of uses in
    a year; "at the same time" means hours that overlap.
    """
    taken = [_joined(use.minutes for use in uses) for uses in others]
    used, day = 0, None
    for own in sorted(mine):
        start, end = own.minutes
        # The number can only rise at the beginning of somebody's use.
        moments = {start, *(first for spans in taken for first, _last in spans if start <= first < end)}
        for moment in sorted(moments):
            count = sum(any(first <= moment < last for first, last in spans) for spans in taken)
            if count > used:
                used, day = count, own.day
    return QuotaStanding(number, used, day)


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def days_between(first_day: date, last_day: date) -> tuple[date, ...]:
    """Each day from the first to the last, both included."""
    return tuple(first_day + timedelta(days=step) for step in range((last_day - first_day).days + 1))


def same_weekday_next_year(day: date) -> date:
    """The day 52 weeks later: the same weekday in about the same week of the next year.

    >>> same_weekday_next_year(date(2026, 2, 17))
    datetime.date(2027, 2, 16)
    """
    return day + timedelta(weeks=WEEKS_IN_A_YEAR)


@dataclass(frozen=True)
class Length:
    """How many days an event lasts, against what the municipality calls one occasion."""

    days: int
    most: int | None
    citation: Citation = ALKL_1_6_PARA_2

    @property
    def too_long(self) -> bool:
        """Whether it is more than one occasion by the municipality's own number."""
        return self.most is not None and self.days > self.most


def length(first_day: date, last_day: date, most_days: int | None) -> Length:
    """How long an event lasts. The act names no number of days; the municipality may.

    Law: alkoholloven § 1-6 second paragraph.
    """
    return Length((last_day - first_day).days + 1, most_days)
