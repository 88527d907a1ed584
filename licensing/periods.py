"""Licence periods ("bevillingsperioder"): how long a licence may last, continuation ("videreføring"), and a
renewal ("fornyelse") decided late.

Law: alkoholloven § 1-6.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from licensing.days import add_months, end_of_month
from licensing.errors import NotAllowed, PeriodNotKnown
from licensing.law import (
    ALKL_1_6_PARA_1,
    ALKL_1_6_PARA_2,
    ALKL_1_6_PARA_3,
    ALKL_1_6_PARA_4,
    ALKL_1_6_PARA_5,
    Citation,
)
from licensing.licences import LicenceType

FIRST_KNOWN_DAY = date(2008, 1, 1)
LONGEST_YEARS = 4
RENEWAL_MONTHS = 3
# The act of 18 December 2015 no. 122 opened for continuation.
FIRST_CONTINUATION = date(2016, 1, 1)
# Elections are held every fourth year; a period ends in the year after one.
FIRST_ELECTION_YEAR = 2007
ELECTION_INTERVAL = 4
ONE_DAY = timedelta(days=1)

# Open in the sources; each answer that rests on one names it.
COUNCIL_AND_NEXT_PERIOD = "council_and_next_period"
TRANSITION_2016 = "transition_2016"


@dataclass(frozen=True)
class EndRule:
    """On which day of the year after an election a period ends, for licences granted in some years."""

    first_grant: date
    month: int
    day: int

    def end_after(self, election_year: int) -> date:
        """The end of the period that the election's council fixes."""
        return date(election_year + 1, self.month, self.day)


# 30 June until the act of 18 December 2015 no. 122, 30 September since.
END_RULES = (
    EndRule(date.min, 6, 30),
    EndRule(date(2016, 1, 1), 9, 30),
)
LAST_END_OF_OLD_RULE = date(2016, 6, 30)


@dataclass(frozen=True)
class Period:
    """A licence's first day, the latest lawful last day, and what the sources leave open about it."""

    first_day: date
    last_day: date
    citation: Citation = ALKL_1_6_PARA_2
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenewalAnswer:
    """How long the old licence stays valid."""

    valid_to: date
    citation: Citation = ALKL_1_6_PARA_5


def election_day(year: int) -> date:
    """The second Monday of September: no new council takes office before it.

    ASSUMPTION: the exact day is the council's constituting meeting, which no statute fixes.
    """
    first = date(year, 9, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7)


def _period_ends(granted_on: date) -> Iterator[tuple[int, date]]:
    """Each election year with the period end that the rule in force on the grant date gives it."""
    rule = [rule for rule in END_RULES if rule.first_grant <= granted_on][-1]
    election_year = FIRST_ELECTION_YEAR
    while True:
        yield election_year, rule.end_after(election_year)
        election_year += ELECTION_INTERVAL


def longest_period(granted_on: date, first_day: date | None = None) -> Period:
    """The longest lawful period of a licence granted on a day: four years, or the end of the council's
    period, whichever comes first.

    A licence that a newly elected council grants from a day in the next period may last through that
    period; that reading, and the plain one for grants before the period's end, is left open in the
    sources and therefore a question.

    Law: alkoholloven § 1-6, by the rule in force on the grant date.

    >>> longest_period(date(2026, 11, 21)).last_day
    datetime.date(2028, 9, 30)
    """
    if granted_on < FIRST_KNOWN_DAY:
        raise PeriodNotKnown("period_before_2008", granted_on=granted_on, first_known_day=FIRST_KNOWN_DAY)
    starts_on = granted_on if first_day is None else first_day
    ends = _period_ends(granted_on)
    election_year, period_end = next((year, end) for year, end in ends if end >= granted_on)
    new_council = granted_on >= election_day(election_year)
    if starts_on > period_end:
        if not new_council:
            raise NotAllowed(
                "first_day_after_period", ALKL_1_6_PARA_2, first_day=starts_on, period_end=period_end
            )
        _, next_end = next(ends)
        if starts_on > next_end:
            raise NotAllowed(
                "first_day_after_period", ALKL_1_6_PARA_2, first_day=starts_on, period_end=next_end
            )
        period_end = next_end
    last_day = min(period_end, add_months(starts_on, 12 * LONGEST_YEARS))
    questions = []
    if new_council:
        questions.append(COUNCIL_AND_NEXT_PERIOD)
    if last_day == LAST_END_OF_OLD_RULE:
        questions.append(TRANSITION_2016)
    return Period(starts_on, last_day, questions=tuple(questions))


def valid_while_renewed(ended_on: date, decided_on: date) -> RenewalAnswer:
    """How long a licence stays valid when its renewal is decided after the period's end: to the end of the
    month of the final decision, at most three months into the new period.

    A renewal decided in time prolongs nothing: the answer is then the end itself.

    Law: alkoholloven § 1-6 last paragraph.

    >>> valid_while_renewed(date(2028, 9, 30), date(2028, 11, 10)).valid_to
    datetime.date(2028, 11, 30)
    """
    if decided_on <= ended_on:
        return RenewalAnswer(ended_on)
    outermost = add_months(ended_on + ONE_DAY, RENEWAL_MONTHS) - ONE_DAY
    return RenewalAnswer(min(end_of_month(decided_on), outermost))


def period_citation(licence_type: LicenceType) -> Citation:
    """The paragraph on periods: a Vinmonopol has four years at a time, others up to four years.

    Law: alkoholloven § 1-6 first and second paragraph.
    """
    return ALKL_1_6_PARA_1 if licence_type is LicenceType.OUTLET else ALKL_1_6_PARA_2


def election_before(day: date) -> date:
    """The day of the latest local election on or before a day."""
    years = (day.year - FIRST_ELECTION_YEAR) % ELECTION_INTERVAL
    latest = election_day(day.year - years)
    return latest if latest <= day else election_day(latest.year - ELECTION_INTERVAL)


def continued_period(ended_on: date, reviewed_on: date, decided_on: date) -> Period:
    """The longest period that running licences may be continued for without new applications.

    The council must have reviewed its alcohol policy after the election that the new period follows; the
    decision comes after that, and before the licences have lapsed.

    ASSUMPTION: a review on the election day itself is not after the election, and a licence that has lapsed
    cannot be kept from lapsing.

    Law: alkoholloven § 1-6 third and fourth paragraph.

    >>> continued_period(date(2028, 9, 30), date(2028, 3, 9), date(2028, 6, 15)).last_day
    datetime.date(2032, 9, 30)
    """
    if decided_on < FIRST_CONTINUATION:
        raise NotAllowed(
            "continuation_before_2016", ALKL_1_6_PARA_3, decided_on=decided_on, first_day=FIRST_CONTINUATION
        )
    election = election_before(ended_on)
    if reviewed_on <= election:
        raise NotAllowed(
            "review_before_election", ALKL_1_6_PARA_4, reviewed_on=reviewed_on, election_day=election
        )
    if decided_on < reviewed_on:
        raise NotAllowed(
            "continuation_before_review", ALKL_1_6_PARA_4, decided_on=decided_on, reviewed_on=reviewed_on
        )
    if decided_on > ended_on:
        raise NotAllowed(
            "licences_lapsed_before_decision", ALKL_1_6_PARA_3, decided_on=decided_on, ended_on=ended_on
        )
    first_day = ended_on + ONE_DAY
    period_end = next(end for _, end in _period_ends(decided_on) if end >= first_day)
    last_day = min(period_end, add_months(first_day, 12 * LONGEST_YEARS))
    questions = []
    if period_end.year == election.year + 1:
        questions.append(COUNCIL_AND_NEXT_PERIOD)
    if ended_on == LAST_END_OF_OLD_RULE:
        questions.append(TRANSITION_2016)
    return Period(first_day, last_day, ALKL_1_6_PARA_3, tuple(questions))
