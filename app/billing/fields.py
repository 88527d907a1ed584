"""Fields that read amounts as people type them: 1 234,50."""

from typing import Any

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


def above_nought(form: Any, field: Any) -> None:
    """Refuse an amount of nothing, where something is typed."""
    if field.data is not None and not field.data:
        raise ValidationError(labels.sentence("rate_not_above_nought"))
