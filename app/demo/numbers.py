"""Numbers of the demo: well formed, and given to nobody.

The business register hands out organisation numbers that begin with 8 and 9; these begin with 2.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from stdnum.no import kontonr, orgnr

FIRST_STEM = 21_000_000


@cache
def organisation_number(serial: int) -> str:
    """The serial-th invented organisation number."""
    for position, number in enumerate(_numbers()):
        if position == serial:
            return number
    raise AssertionError("there is always one more number")


def _numbers() -> Iterator[str]:
    stem = FIRST_STEM
    while True:
        # One digit of ten is the right control digit, or none of them.
        yield from (number for digit in range(10) if orgnr.is_valid(number := f"{stem}{digit}"))
        stem += 1


def account_number(serial: int) -> str:
    """The serial-th invented account number; no bank has numbers that begin with four noughts."""
    numbers = (f"0000{stem:06d}{digit}" for stem in range(791, 10**6, 791) for digit in range(10))
    return next(islice((number for number in numbers if kontonr.is_valid(number)), serial, None))
