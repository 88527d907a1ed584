"""Day classes ("dagtyper"): the kinds of days that local rules speak of beside weekdays and dates.

Law: lov om helligdager og helligdagsfred; lov om 1. og 17. mai of 1947; alkoholloven § 3-7.
"""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from licensing.days import (
    ONE_DAY,
    SATURDAY,
    SUNDAY,
    Holiday,
    holidays_of,
    is_day_before_day_off,
    is_day_off,
    is_holiday,
)


class DayClass(StrEnum):
    """A kind of day; one day may be of several."""

    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    """A public holiday other than an ordinary Sunday; 1 and 17 May are classes of their own."""
    EVE = "eve"
    """The day before a Sunday or a holiday, as the sale hours count it."""
    EVE_OF_HOLIDAY = "eve_of_holiday"
    """The day before a holiday, whatever weekday it is."""
    LAST_DAY_OFF = "last_day_off"
    """The last of several days off before a working day."""
    MAY_1 = "may_1"
    MAY_17 = "may_17"
    EVE_OF_MAY_1 = "eve_of_may_1"
    EVE_OF_MAY_17 = "eve_of_may_17"
    EASTER_EVE = "easter_eve"
    WHITSUN_EVE = "whitsun_eve"
    CHRISTMAS_EVE = "christmas_eve"
    NEW_YEARS_EVE = "new_years_eve"


_FIXED = {
    (5, 1): DayClass.MAY_1,
    (5, 17): DayClass.MAY_17,
    (4, 30): DayClass.EVE_OF_MAY_1,
    (5, 16): DayClass.EVE_OF_MAY_17,
    (12, 24): DayClass.CHRISTMAS_EVE,
    (12, 31): DayClass.NEW_YEARS_EVE,
}
_EVE_OF = {Holiday.EASTER_SUNDAY: DayClass.EASTER_EVE, Holiday.WHIT_SUNDAY: DayClass.WHITSUN_EVE}


@lru_cache(maxsize=4096)
def day_classes(day: date) -> frozenset[DayClass]:
    """Every class that a day is of.

    >>> sorted(found.value for found in day_classes(date(2026, 12, 24)))
    ['christmas_eve', 'eve', 'eve_of_holiday']
    """
    found = set()
    if day.weekday() == SUNDAY:
        found.add(DayClass.SUNDAY)
    if is_holiday(day):
        found.add(DayClass.HOLIDAY)
    if is_day_before_day_off(day):
        found.add(DayClass.EVE)
    if (day.month, day.day) in _FIXED:
        found.add(_FIXED[day.month, day.day])
    if day == date.max:
        return frozenset(found)
    tomorrow = day + ONE_DAY
    holiday = holidays_of(tomorrow.year).get(tomorrow)
    if holiday is not None:
        found.add(DayClass.EVE_OF_HOLIDAY)
    if holiday in _EVE_OF:
        found.add(_EVE_OF[holiday])
    if is_day_off(day) and tomorrow.weekday() != SATURDAY and not is_day_off(tomorrow):
        found.add(DayClass.LAST_DAY_OFF)
    return frozenset(found)
