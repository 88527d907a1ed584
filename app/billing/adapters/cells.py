"""Amounts and days as other systems write them: 9 435,00, 9.435,00 and 9435.00 are the same."""

import re
from datetime import date

from fees.money import ORE_IN_KRONE, Money
from licensing.errors import BadValue

# Twelve digits are more than the fees of the country for a thousand years.
_AMOUNT = re.compile(r"([+\-−]?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?(?:,-)?")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}(?!\d))|(?<=\d)\.(?=\d{3}(?!\d)(?:\.\d{3})*,\d)")


def money_of(typed: str) -> Money:
    """The amount of a text, in kroner.

    >>> [money_of(text).ore for text in ("9 435,00", "9.435,00", "9435.5", "-783,80", "0", "6600,-")]
    [943500, 943500, 943550, -78380, 0, 660000]

    Raises `BadValue` for what is no amount, has more than two decimals, or is absurdly large.
    """
    read = _AMOUNT.fullmatch(_THOUSANDS.sub("", typed.strip()))
    if read is None:
        raise BadValue("payment_amount_unreadable", written=typed)
    sign, kroner, decimals = read.groups()
    ore = int(kroner) * ORE_IN_KRONE + int((decimals or "0").ljust(2, "0"))
    return Money(-ore if sign in {"-", "−"} else ore)


_DAY_FIRST = re.compile(r"([0-9]{1,2})[.\-/]([0-9]{1,2})[.\-/]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?")
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def day_of(typed: str) -> date:
    """The day of a text: 9.3.2026, 2026-03-09, 20260309, or the day of a moment.

    Raises `BadValue` for what is no day.
    """
    written = typed.strip()
    day_first, year_first = _DAY_FIRST.fullmatch(written), _YEAR_FIRST.fullmatch(written)
    parts = day_first.groups()[::-1] if day_first else year_first.groups() if year_first else None
    if parts is None or not EARLIEST_YEAR <= int(parts[0]) <= LATEST_YEAR:
        raise BadValue("payment_day_unreadable", written=typed)
    try:
        return date(*(int(part) for part in parts))
    except ValueError as error:
        raise BadValue("payment_day_unreadable", written=typed) from error
