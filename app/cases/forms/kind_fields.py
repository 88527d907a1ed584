"""Fields for what is special about a licence: litres a year, shares, yes or no."""

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats, labels
from app.fields import TypedField

_PER_CENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*(?:%|prosent)?")
_OF = re.compile(r"([0-9]{1,9})\s*(?:/|av)\s*([0-9]{1,9})")
MOST_LITRES = Decimal(10_000_000)


class KnownAnswer(StrEnum):
    """Yes, no, or not known: an answer that nobody has given is a question, never a no."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"

    @property
    def known(self) -> bool | None:
        """The answer as the rules take it."""
        return None if self is KnownAnswer.UNKNOWN else self is KnownAnswer.YES

    @classmethod
    def of(cls, known: bool | None) -> "KnownAnswer":
        """The answer that stands for what the rules know."""
        if known is None:
            return cls.UNKNOWN
        return cls.YES if known else cls.NO


labels.LABELS[KnownAnswer] = {
    KnownAnswer.UNKNOWN: _l("Ikke opplyst"),
    KnownAnswer.YES: _l("Ja"),
    KnownAnswer.NO: _l("Nei"),
}


class LitresField(TypedField):
    """Litres a year, held in centilitres: 12 000 or 14 999,5."""

    def read(self, typed: str) -> int:
        """The centilitres of a text."""
        plain = re.sub(r"\s*(liter|l)\.?$", "", typed, flags=re.IGNORECASE)
        plain = "".join(plain.split()).replace(",", ".")
        try:
            litres = Decimal(plain)
        except InvalidOperation:
            litres = Decimal("NaN")
        if not litres.is_finite() or not 0 <= litres <= MOST_LITRES or litres * 100 != int(litres * 100):
            raise ValueError(_("Skriv antall liter med høyst to desimaler, for eksempel 12 000."))
        return int(litres * 100)

    def written(self, value: int) -> str:
        """12 000"""
        return formats.litres(value)


class ShareField(TypedField):
    """A share: 40 %, 1/3 or 2 av 5. Held exactly, since a third is no whole number of per cent."""

    def read(self, typed: str) -> Fraction:
        """The share of a text."""
        parts, per_cent = _OF.fullmatch(typed), _PER_CENT.fullmatch(typed)
        share = None
        if parts and int(parts[2]):
            share = Fraction(int(parts[1]), int(parts[2]))
        elif per_cent:
            share = Fraction(per_cent[1].replace(",", ".")) / 100
        if share is None or not 0 <= share <= 1:
            raise ValueError(_("Skriv andelen i prosent eller som brøk, for eksempel 40 % eller 1/3."))
        return share

    def written(self, value: Fraction) -> str:
        """40 %, or 1/3 when it is no even number of per cent."""
        return formats.share(value)
