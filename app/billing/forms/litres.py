"""A field for litres, as Norwegians write them: 1 250,5 or 1.250,50."""

from decimal import Decimal

from app import formats, labels
from app.fields import TypedField
from fees.turnover import centilitres, litres_from_text
from licensing.errors import BadValue

LONGEST = 40


class LitresField(TypedField):
    """Litres with at most two decimals; what can be read in two ways is asked about."""

    def read(self, typed: str) -> Decimal:
        """The litres of a text."""
        try:
            return litres_from_text(typed[:LONGEST])
        except BadValue as error:
            raise ValueError(labels.sentence(error.code, None, error.facts)) from None

    def written(self, value: Decimal) -> str:
        """1 250,5"""
        return formats.litres(centilitres(value))
