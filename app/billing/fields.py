"""Fields that read amounts and bank accounts as people type them."""

from typing import Any

from flask_babel import gettext as _
from stdnum.no import kontonr
from wtforms.validators import ValidationError

from app import formats, labels
from app.fields import TypedField
from fees.money import Money, money_from_text
from licensing.errors import BadValue


class MoneyField(TypedField):
    """An amount in kroner and øre: 6 600 or 0,27."""

    def process_data(self, value: Money | int | None) -> None:
        """An amount, or the øre that a row holds."""
        self.data = Money(value) if isinstance(value, int) else value

    def read(self, typed: str) -> Money:
        """The amount of a text."""
        try:
            return money_from_text(typed)
        except BadValue as error:
            raise ValueError(labels.sentence(error.code, None, error.facts)) from None

    def written(self, value: Money) -> str:
        """6 600,00"""
        return formats.amount(value.ore)


class BankAccountField(TypedField):
    """A Norwegian bank account, with its control digit: 1234 56 78903."""

    def process_data(self, value: str | None) -> None:
        """An empty account is none."""
        self.data = value or None

    def read(self, typed: str) -> str:
        """The eleven digits of a text."""
        digits = "".join(sign for sign in typed if sign not in " .\u00a0")
        if len(digits) != 11 or not (digits.isascii() and digits.isdecimal()):
            raise ValueError(_("Et kontonummer har elleve sifre. Skriv for eksempel 8601 11 17947."))
        if not kontonr.is_valid(digits):
            raise ValueError(_("Kontonummeret stemmer ikke. Kontroller sifrene og skriv det på nytt."))
        return digits

    def written(self, value: str) -> str:
        """8601 11 17947"""
        return bank_account(value)


def bank_account(digits: str) -> str:
    """8601 11 17947"""
    return f"{digits[:4]} {digits[4:6]} {digits[6:]}"


def above_nought(form: Any, field: Any) -> None:
    """Refuse an amount of nothing, where something is typed."""
    if field.data is not None and not field.data:
        raise ValidationError(labels.sentence("rate_not_above_nought"))
