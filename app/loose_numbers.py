"""Identity numbers that stand loose in a text: they belong in sealed fields, and nowhere else."""

import re

from licensing.errors import BadValue
from licensing.identity import parse_identity_number

_ELEVEN_DIGITS = re.compile(r"(?<![0-9A-Za-z])([0-9]{6})([ .-]?)([0-9]{5})(?![0-9A-Za-z])")
HIDDEN = "•••••"


def holds_identity_number(text: str) -> bool:
    """Whether an identity number stands in a text.

    >>> holds_identity_number("Ring 158487 00034 i morgen"), holds_identity_number("Ring 158487 00035")
    (True, False)
    """
    return any(_is_one(match) for match in _ELEVEN_DIGITS.finditer(text))


def without_identity_numbers(text: str) -> str:
    """The text with the last five digits of each identity number hidden."""
    return _ELEVEN_DIGITS.sub(lambda match: f"{match[1]} {HIDDEN}" if _is_one(match) else match[0], text)


def _is_one(match: re.Match[str]) -> bool:
    try:
        parse_identity_number(match[1] + match[3])
    except BadValue:
        return False
    return True
