"""Days off ("helligdager"), the days before them, and the next working day.

Law: lov om helligdager og helligdagsfred; lov om 1. og 17. mai of 1947; alkoholloven § 3-7.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


class Holiday(StrEnum):
    """Public holidays ("helligdager"), Sundays apart; 1 and 17 May are none, but are days off."""

    NEW_YEARS_DAY = "new_years_day"
    MAUNDY_THURSDAY = "maundy_thursday"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    ASCENSION_DAY = "ascension_day"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"


class DayKind(StrEnum):
    """How the sale hours see a day: weekday, day before a day off ("dagen før"), or closed."""

    WEEKDAY = "weekday"
    EVE = "eve"
    CLOSED = "closed"


def easter(year: int) -> date:
    """Easter Sunday ("første påskedag"), by the anonymous Gregorian computation."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """The holidays of a year; when two fall on one date the later one of the church year names it."""
    sunday = easter(year)

    def after_easter(days: int) -> date:
        return sunday + timedelta(days=days)

    return MappingProxyType(
        {
            date(year, 1, 1): Holiday.NEW_YEARS_DAY,
            after_easter(-3): Holiday.MAUNDY_THURSDAY,
            after_easter(-2): Holiday.GOOD_FRIDAY,
            sunday: Holiday.EASTER_SUNDAY,
            after_easter(1): Holiday.EASTER_MONDAY,
            after_easter(39): Holiday.ASCENSION_DAY,
            after_easter(49): Holiday.WHIT_SUNDAY,
            after_easter(50): Holiday.WHIT_MONDAY,
            date(year, 12, 25): Holiday.CHRISTMAS_DAY,
            date(year, 12, 26): Holiday.SECOND_CHRISTMAS_DAY,
        }
    )


def is_holiday(day: date) -> bool:
    """Whether the day is a holiday other than an ordinary Sunday."""
    return day in holidays_of(day.year)


def is_first_or_seventeenth_of_may(day: date) -> bool:
    """Whether the day is 1 or 17 May, which the act of 1947 puts on a level with Sundays."""
    return day.month == 5 and day.day in (1, 17)


def is_day_off(day: date) -> bool:
    """Sunday, holiday, 1 May or 17 May: no sale of alcohol, and no deadline ends."""
    return day.weekday() == SUNDAY or is_holiday(day) or is_first_or_seventeenth_of_may(day)


def is_day_before_day_off(day: date) -> bool:
    """Whether sale ends early because the next day is a Sunday or a holiday.

    The days before 1 and 17 May are ordinary days, and so is the day before Ascension Day, unless
    the next day is a Sunday or another holiday as well.

    Law: alkoholloven § 3-7.
    """
    if day == date.max:
        return False
    tomorrow = day + ONE_DAY
    if tomorrow.weekday() == SUNDAY:
        return True
    return holidays_of(tomorrow.year).get(tomorrow) not in (None, Holiday.ASCENSION_DAY)


def day_kind(day: date) -> DayKind:
    """How the sale hours see the day. Law: alkoholloven § 3-7."""
    if is_day_off(day):
        return DayKind.CLOSED
    return DayKind.EVE if is_day_before_day_off(day) else DayKind.WEEKDAY


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the first one after it.

    Law: forvaltningsloven § 30, which points to the counting rules of the courts.
    """
    while day.weekday() == SATURDAY or is_day_off(day):
        day += ONE_DAY
    return day


def add_months(day: date, months: int) -> date:
    """The same day number so many months on, or the month's last day where it has no such day.

    >>> add_months(date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
