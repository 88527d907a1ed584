"""Fields of events: whole numbers, amounts, and what was answered about who may come."""

import re
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats, labels
from app.fields import TypedField

LARGEST_NUMBER = 100_000
LARGEST_ORE = 100_000_000
_AMOUNT = re.compile(r"(\d{1,3}(?:[  .]?\d{3})*|\d+)(?:,(\d{2}))?(?:\s*kr)?")


class YesNo(StrEnum):
    """What was answered to a question, or that nobody knows."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def known(self) -> bool | None:
        """The answer as the rules see it."""
        return None if self is YesNo.UNKNOWN else self is YesNo.YES

    @classmethod
    def of(cls, answer: bool | None) -> "YesNo":
        """The answer of a stored one."""
        return cls.UNKNOWN if answer is None else cls.YES if answer else cls.NO


labels.LABELS[YesNo] = {YesNo.YES: _l("Ja"), YesNo.NO: _l("Nei"), YesNo.UNKNOWN: _l("Vet ikke")}


class NumberField(TypedField):
    """A whole number from nought: guests, guards, years."""

    def __init__(self, label: Any, required: Any = None, *, most: int = LARGEST_NUMBER, **more: Any) -> None:
        self.most = most
        super().__init__(label, required, **more)

    def read(self, typed: str) -> int:
        """The number of a text."""
        digits = typed.replace(" ", "").replace(" ", "")
        if not digits.isascii() or not digits.isdecimal():
            raise ValueError(_("Skriv et helt tall, for eksempel 250."))
        if len(digits) > len(str(LARGEST_NUMBER)) or int(digits) > self.most:
            raise ValueError(_("Tallet er for stort. Skriv høyst %(most)s.", most=self.most))
        return int(digits)

    def written(self, value: int) -> str:
        """250"""
        return str(value)


class AmountField(TypedField):
    """An amount in kroner, kept in whole øre: 1 200,00."""

    def read(self, typed: str) -> int:
        """The øre of a text."""
        match = _AMOUNT.fullmatch(typed)
        if not match:
            raise ValueError(_("Skriv beløpet i kroner, for eksempel 1 200 eller 1 200,50."))
        kroner = re.sub(r"\D", "", match[1])
        ore = int(kroner[:12]) * 100 + int(match[2] or 0)
        if ore > LARGEST_ORE:
            raise ValueError(_("Beløpet er for stort. Kontroller det."))
        return ore

    def written(self, value: int) -> str:
        """1 200,00"""
        return formats.amount(value)
