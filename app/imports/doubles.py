"""What becomes of rows that look like a licence which is there under another number."""

from enum import StrEnum


class Doubles(StrEnum):
    """The answer about double rows, given when an import is taken in."""

    LEAVE = "leave"
    LINK = "link"
    """Our licence gets the number of the national register."""
    OWN = "own"
    """They are licences of their own."""
