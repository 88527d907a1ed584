"""Fields of plans: whole numbers, shares in per cent, and choices of what stands in the plan already."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.fields import TypedField
from app.forms import row_id

LARGEST_WHOLE = 2**31 - 1
MOST_OF_POSITIONS = 10_000
"""A hundred positions: more is a slip."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
_WHOLE = re.compile(r"-?\d{1,10}")
_PER_CENT = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?\s*%?")


class WholeNumberField(TypedField):
    """A whole number within limits: 1 911."""

    def __init__(
        self, label: Any, required: Any = None, *, least: int = 0, most: int = LARGEST_WHOLE, **more: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(label, required, **more)

    def read(self, typed: str) -> int:
        """The number of a text."""
        digits = typed.replace(" ", "").replace("\u00a0", "").replace("−", "-")
        if not _WHOLE.fullmatch(digits):
            raise ValueError(_("Skriv et helt tall, for eksempel 25."))
        number = int(digits)
        if not self.least <= number <= self.most:
            raise ValueError(
                _("Skriv et tall fra %(least)s til %(most)s.", least=str(self.least), most=str(self.most))
            )
        return number

    def written(self, value: int) -> str:
        """1911"""
        return str(value)


def year_field(label: Any, required: Any = None) -> WholeNumberField:
    """A year with four digits."""
    return WholeNumberField(label, required, least=FIRST_YEAR, most=LAST_YEAR)


class PerCentField(TypedField):
    """Per cent with at most two decimals: 33,7. Held in hundredths of a per cent."""

    most = 100

    def read(self, typed: str) -> int:
        """Hundredths of a per cent."""
        match = _PER_CENT.fullmatch(typed)
        hundredths = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else -1
        if not 0 <= hundredths <= self.most * 100:
            raise ValueError(
                _("Skriv et tall fra 0 til %(most)s prosent, for eksempel 33,7.", most=str(self.most))
            )
        return hundredths

    def written(self, value: int) -> str:
        """33,7"""
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


class PositionShareField(TypedField):
    """How much of full-time positions: 50 per cent of one. Held in hundredths of a position."""

    def read(self, typed: str) -> int:
        """Hundredths of a position."""
        digits = typed.removesuffix("%").strip()
        short = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST_OF_POSITIONS))
        if not short or not 0 < int(digits) <= MOST_OF_POSITIONS:
            raise ValueError(_("Skriv stillingen i hele prosent, for eksempel 50 for en halv stilling."))
        return int(digits)

    def written(self, value: int) -> str:
        """50"""
        return str(value)


class ChosenField(SelectField):
    """One row of several, or none of them; nothing is held as nought."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label,
            coerce=row_id,
            default=0,
            choices=[],
            invalid_choice_message=_l("Velg en av mulighetene som vises."),
            invalid_value_message=_l("Velg en av mulighetene som vises."),
            **more,
        )

    def process_data(self, value: Any) -> None:
        """No row is the first choice."""
        super().process_data(value or 0)

    @property
    def chosen(self) -> int | None:
        """The row, or nothing."""
        return self.data or None
