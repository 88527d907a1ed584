"""Identity numbers ("fødselsnummer", "D-nummer"): whether one is well formed, whose birthday it carries, and
how it is shown.

Synthetic persons carry a month raised by 40, 65 or 80. Numbers of the scheme announced for 2032 may leave
remainder 1, 2 or 3 in the first control digit, and their century cannot be told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from licensing.errors import BadValue

LENGTH = 11
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FIRST_REMAINDERS_2032 = (1, 2, 3)
D_NUMBER_DAYS = 40
SYNTHETIC_MONTHS = (80, 65, 40)


@dataclass(frozen=True)
class IdentityNumber:
    """A well formed identity number. Its text form hides the last five digits."""

    value: str = field(repr=False)
    born_on: date | None
    is_d_number: bool
    synthetic: bool
    scheme_2032: bool = False

    @property
    def masked(self) -> str:
        """What a page may show."""
        return f"{self.value[:6]} •••••"

    def __str__(self) -> str:
        return self.masked


def _weighted(value: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(value, weights, strict=False)) % 11


def _centuries(year: int, individual: int) -> Iterator[int]:
    """The centuries that the individual number ("individnummer") stands for in the scheme until 2032."""
    if individual < 500 or (individual >= 900 and year >= 40):
        yield 1900
    elif individual < 750 and year >= 54:
        yield 1800
    elif year < 40:
        yield 2000


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_identity_number(text: str) -> IdentityNumber:
    """The number that a person typed, spaces allowed.

    >>> str(synthetic_number(date(1987, 4, 15), 0))
    '158487 •••••'
    """
    value = "".join(text.split())
    if len(value) != LENGTH or not (value.isascii() and value.isdigit()):
        raise BadValue("identity_length")
    first, second = _weighted(value, FIRST_WEIGHTS), _weighted(value, SECOND_WEIGHTS)
    if second != 0 or first not in (0, *FIRST_REMAINDERS_2032):
        raise BadValue("identity_control")
    day, month, year = int(value[:2]), int(value[2:4]), int(value[4:6])
    is_d_number = day > D_NUMBER_DAYS
    day -= D_NUMBER_DAYS if is_d_number else 0
    raised = next((offset for offset in SYNTHETIC_MONTHS if month > offset), 0)
    month -= raised
    if first == 0:
        born_on = next(
            (_date(century + year, month, day) for century in _centuries(year, int(value[6:9]))), None
        )
        if born_on is None:
            raise BadValue("identity_date")
    else:
        born_on = None
        if _date(2000 + year, month, day) is None and _date(1900 + year, month, day) is None:
            raise BadValue("identity_date")
    return IdentityNumber(value, born_on, is_d_number, raised > 0, scheme_2032=first != 0)


def _individual_numbers(born_on: date) -> range:
    if 1900 <= born_on.year < 2000:
        return range(500)
    if 2000 <= born_on.year < 2040:
        return range(500, 1000)
    if 1854 <= born_on.year < 1900:
        return range(500, 750)
    raise BadValue("identity_date", born_on=born_on)


def _synthetic_numbers(born_on: date, *, d_number: bool, offset: int) -> Iterator[str]:
    day = born_on.day + (D_NUMBER_DAYS if d_number else 0)
    head = f"{day:02d}{born_on.month + offset:02d}{born_on.year % 100:02d}"
    for individual in _individual_numbers(born_on):
        digits = f"{head}{individual:03d}"
        first = -_weighted(digits, FIRST_WEIGHTS) % 11
        second = -_weighted(f"{digits}{first}", SECOND_WEIGHTS) % 11
        # A control digit of ten cannot be written: such numbers are never given out.
        if first < 10 and second < 10:
            yield f"{digits}{first}{second}"


def synthetic_number(
    born_on: date, serial: int, *, d_number: bool = False, offset: int = SYNTHETIC_MONTHS[0]
) -> IdentityNumber:
    """The well formed number of an invented person: never that of a living one, since its month is raised."""
    if offset not in SYNTHETIC_MONTHS:
        raise BadValue("identity_offset", offset=offset)
    found = next(islice(_synthetic_numbers(born_on, d_number=d_number, offset=offset), serial, None), None)
    if found is None:
        raise BadValue("identity_serial", serial=serial)
    return parse_identity_number(found)
