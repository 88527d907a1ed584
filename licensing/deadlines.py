"""Deadlines ("frister"): complaint, case handling, statements, transfer; and clocks that show them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from licensing.days import add_months, next_working_day
from licensing.law import (
    ALKL_1_7_PARA_2,
    ALKL_1_10,
    ALKL_1_11,
    FVL_11A,
    FVL_17_PARA_2,
    FVL_29,
    SERV_22,
    Citation,
)

COMPLAINT_WEEKS = 3
CASE_MONTHS = 4
PRELIMINARY_REPLY_MONTHS = 1
# No statute sets a deadline for statements; the municipality does, and this is where it starts from.
# An answer is to come in time for a decision before what it is about begins.
BEFORE_FIRST_DAY = timedelta(days=3)
STATEMENT_DAYS = 28
APPLICANT_REPLY_DAYS = 14
TRANSFER_DAYS = 30
TRANSFER_RUN_MONTHS = 3
TRANSFER_EXTRA_MONTHS = 1
SOON_DAYS = 7


@dataclass(frozen=True)
class DeadlineAnswer:
    """The last day of a deadline and the section that sets it."""

    last_day: date
    citation: Citation


def complaint_last_day(received_on: date) -> DeadlineAnswer:
    """The last day to complain ("klagefrist"): three weeks from the day the notice arrived, the same weekday,
    moved past days off.

    Law: forvaltningsloven §§ 29 and 30. ASSUMPTION: 1 and 17 May move it too, as the act of 1947 puts them
    on a level with Sundays.

    >>> complaint_last_day(date(2026, 12, 4)).last_day
    datetime.date(2026, 12, 28)
    """
    return DeadlineAnswer(next_working_day(received_on + timedelta(weeks=COMPLAINT_WEEKS)), FVL_29)


@dataclass(frozen=True)
class TransferDeadlines:
    """The two clocks that start when a business changes hands."""

    alcohol_apply_by: date
    serving_place_apply_by: date
    run_until: date
    run_until_extended: date
    citations: tuple[Citation, ...] = (ALKL_1_10, SERV_22)


def transfer_deadlines(agreed_on: date, taken_over_on: date) -> TransferDeadlines:
    """When both licences must be applied for after a transfer ("overdragelse"), and how long it may run on.

    The alcohol licence counts from the takeover, the serving-place licence from the agreement. Plain calendar
    arithmetic, not moved past days off; months end on the same day number.

    Law: alkoholloven § 1-10; serveringsloven § 22.
    """
    return TransferDeadlines(
        alcohol_apply_by=taken_over_on + timedelta(days=TRANSFER_DAYS),
        serving_place_apply_by=agreed_on + timedelta(days=TRANSFER_DAYS),
        run_until=add_months(taken_over_on, TRANSFER_RUN_MONTHS),
        run_until_extended=add_months(taken_over_on, TRANSFER_RUN_MONTHS + TRANSFER_EXTRA_MONTHS),
    )


def case_due_on(complete_on: date) -> date:
    """The day by which an application is to be decided: four months after it was complete.

    Passing it grants nothing. Law: alkoholloven § 1-11.

    ASSUMPTION: the months run from the complete application; the statute's own wording is not confirmed.
    """
    return add_months(complete_on, CASE_MONTHS)


def preliminary_reply_due_on(received_on: date) -> date:
    """The day by which a preliminary reply ("foreløpig svar") is due. Law: forvaltningsloven § 11 a."""
    return add_months(received_on, PRELIMINARY_REPLY_MONTHS)


def statement_due_on(asked_on: date, days: int = STATEMENT_DAYS, *, first_day: date | None = None) -> date:
    """The day by which a body is asked to answer, moved past days off.

    An answer about something on single days is asked for before the first of them, while there is time.
    """
    usual = next_working_day(asked_on + timedelta(days=days))
    if first_day is None or usual < first_day:
        return usual
    tomorrow = asked_on + timedelta(days=1)
    before = next_working_day(max(first_day - BEFORE_FIRST_DAY, tomorrow))
    return before if before < first_day else max(first_day - timedelta(days=1), tomorrow)


class ClockKind(StrEnum):
    """What a clock of a case measures."""

    CASE = "case"
    PRELIMINARY_REPLY = "preliminary_reply"
    STATEMENT = "statement"
    APPLICANT_REPLY = "applicant_reply"
    INFORMATION = "information"
    COMPLAINT = "complaint"


class ClockStatus(StrEnum):
    """How a clock stands on a day."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    LATE = "late"
    STOPPED = "stopped"


CLOCK_CITATIONS = {
    ClockKind.CASE: ALKL_1_11,
    ClockKind.PRELIMINARY_REPLY: FVL_11A,
    ClockKind.STATEMENT: ALKL_1_7_PARA_2,
    ClockKind.APPLICANT_REPLY: FVL_17_PARA_2,
    ClockKind.COMPLAINT: FVL_29,
}


@dataclass(frozen=True)
class Clock:
    """One clock of a case: when it runs out, and whether what it waits for has come."""

    kind: ClockKind
    due_on: date | None
    stopped_on: date | None = None

    @property
    def citation(self) -> Citation | None:
        """The section that the clock rests on, where one does."""
        return CLOCK_CITATIONS.get(self.kind)

    def status(self, on: date, soon_days: int = SOON_DAYS) -> ClockStatus:
        """How the clock stands; the due day itself is not late."""
        if self.stopped_on is not None and self.stopped_on <= on:
            return ClockStatus.STOPPED
        if self.due_on is None:
            return ClockStatus.NOT_STARTED
        if on > self.due_on:
            return ClockStatus.LATE
        return ClockStatus.DUE_SOON if self.due_on - on <= timedelta(days=soon_days) else ClockStatus.RUNNING

    def days_left(self, on: date) -> int | None:
        """Days until the due day, negative when it has passed, None when nothing runs."""
        if self.due_on is None or (self.stopped_on is not None and self.stopped_on <= on):
            return None
        return (self.due_on - on).days
