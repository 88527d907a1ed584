"""Numbers as Norwegians type them: 1 234,5 · 1.234,5 · 1234.50."""

import re
from decimal import Decimal
from enum import StrEnum

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_SPACED = re.compile(r"[0-9]{1,3}(?:[\s\u00a0\u202f'][0-9]{3}){1,4}(?:[.,][0-9]{1,15})?")
_PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,15})?")
_MINUS_SIGNS = ("-", "−", "–")


class Unclear(StrEnum):
    """Why a number cannot be read."""

    NEGATIVE = "negative"
    AMBIGUOUS = "ambiguous"
    """1.234 may be a thousand and more, or one and a little."""
    UNREADABLE = "unreadable"


def typed_number(text: str, *units: str) -> Decimal | Unclear:
    """The number that was typed, with or without one of the units after it.

    A point before three digits separates thousands only where it repeats or a comma follows; alone it is
    asked about, because 1.234 may mean either. A space separates thousands and nothing else: 90 70 60 may be
    three figures in one field.

    >>> typed_number("12 345,67"), typed_number("1.234.567"), typed_number("900 l", "l")
    (Decimal('12345.67'), Decimal('1234567'), Decimal('900'))
    """
    typed = text.strip().lower()
    unit = next((unit for unit in units if typed.endswith(unit)), "")
    typed = typed.removesuffix(unit).strip()
    if typed.startswith(_MINUS_SIGNS):
        return Unclear.NEGATIVE
    if _SPACED.fullmatch(typed):
        typed = _SPACES.sub("", typed)
    if _THOUSANDS.fullmatch(typed):
        if typed.count(".") == 1 and "," not in typed:
            return Unclear.AMBIGUOUS
        typed = typed.replace(".", "")
    if not _PLAIN.fullmatch(typed):
        return Unclear.UNREADABLE
    return Decimal(typed.replace(",", "."))


def has_two_decimals(number: Decimal) -> bool:
    """Whether nothing is lost when the number is written with two decimals."""
    # Compared, never multiplied: a product is rounded to the digits that the arithmetic carries.
    return number == number.quantize(Decimal("0.01"))
