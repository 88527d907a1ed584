"""KID ("kundeidentifikasjon"): the digits that a payment is known by again, with a control digit at the end.

The bank agreement owns how a KID is built; it is made here only where the fee year says so.
"""

from dataclasses import dataclass

from stdnum import luhn

from licensing.errors import NotAllowed

MOD10, MOD11 = "mod10", "mod11"
METHODS = (MOD10, MOD11)
SHORTEST, LONGEST = 4, 25
NO_DIGIT = "-"
"""What modulus 11 gives where no digit fits. Such numbers are never given out."""


def control_digit(base: str, method: str) -> str:
    """The control digit of a number: `-` where modulus 11 has none.

    >>> control_digit("60224", MOD10), control_digit("13739", MOD11), control_digit("2026000003", MOD11)
    ('3', '1', '-')
    """
    if not (base.isascii() and base.isdigit()):
        raise ValueError(f"{base!r} is not a row of digits")
    if method == MOD10:
        return str(luhn.calc_check_digit(base))
    if method != MOD11:
        raise ValueError(f"{method!r} is not a method of control digits")
    weighted = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(base)))
    rest = (11 - weighted % 11) % 11
    return NO_DIGIT if rest == 10 else str(rest)


def is_kid(kid: str, method: str) -> bool:
    """Whether a text is a KID by a method: 4 to 25 digits, of which the last fits the others.

    >>> is_kid("602243", MOD10), is_kid("602244", MOD10), is_kid("2026000003-", MOD11)
    (True, False, False)
    """
    shaped = SHORTEST <= len(kid) <= LONGEST and kid.isascii() and kid.isdigit()
    return shaped and control_digit(kid[:-1], method) == kid[-1]


@dataclass(frozen=True)
class Layout:
    """How many digits each part of a KID has: year, batch, place in the batch, and one to step past."""

    batch: int
    serial: int
    step: int

    @classmethod
    def of(cls, method: str, length: int) -> "Layout":
        """The layout of a length. Short ones give the batch less room, so that invoices have some."""
        # ASSUMPTION: no bank's structure is known here; whoever has one lets the economy system make the KID.
        step = 1 if method == MOD11 else 0
        left = length - len("YY") - step - len("K")
        batch = 3 if left >= 7 else 2
        return cls(batch, max(left - batch, 0), step)


def kid_for(method: str, length: int, *, year: int, batch: int, serial: int) -> str:
    """The KID of an invoice: the same for the same place in the same batch, and of no other invoice.

    Year, batch and place stand in it one after another. With modulus 11 a digit more lets it step past
    numbers that no control digit fits.

    >>> kid_for(MOD10, 12, year=2026, batch=1, serial=1)
    '260010000016'

    Raises `NotAllowed` when the length has no room for the number.
    """
    layout = Layout.of(method, length)
    places = f"{batch:0{layout.batch}d}", f"{serial:0{layout.serial}d}"
    if not layout.serial or (len(places[0]), len(places[1])) != (layout.batch, layout.serial):
        raise NotAllowed("kid_too_short", length=length, number=f"{year}-{batch:02d}-{serial:04d}")
    base = f"{year % 100:02d}{places[0]}{places[1]}"
    if not layout.step:
        return base + control_digit(base, method)
    # Another last digit moves the sum by two, which is never nought modulus 11: the next one always fits.
    stepped = next(f"{base}{step}" for step in "01" if control_digit(f"{base}{step}", method) != NO_DIGIT)
    return stepped + control_digit(stepped, method)
