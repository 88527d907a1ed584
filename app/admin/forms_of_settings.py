"""Forms of what a municipality sets where the law is silent."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.fields import TypedField
from app.forms import VersionedForm

HUNDREDTHS = 100


class PerCentField(TypedField):
    """A share in per cent, held in hundredths of one: 33,34."""

    def read(self, typed: str) -> int:
        """The hundredths of a text."""
        plain = typed.removesuffix("%").strip()
        whole, _comma, rest = plain.replace(".", ",").partition(",")
        digits = whole + rest
        if not (digits.isascii() and digits.isdecimal() and whole and len(whole) <= 3 and len(rest) <= 2):
            raise ValueError(_("Skriv andelen i prosent, for eksempel 25 eller 33,34."))
        hundredths = int(whole) * HUNDREDTHS + int(rest.ljust(2, "0"))
        if not 0 < hundredths <= HUNDREDTHS * HUNDREDTHS:
            raise ValueError(_("Andelen skal være mer enn 0 og høyst 100 prosent."))
        return hundredths

    def written(self, value: int) -> str:
        """33,34"""
        whole, rest = divmod(value, HUNDREDTHS)
        return f"{whole},{rest:02d}".removesuffix(",00")


class SharesForm(VersionedForm):
    """From which shares an owner counts; the act gives no number."""

    substantial_share = PerCentField(_l("Vesentlig innflytelse fra"))
    dominating_share = PerCentField(_l("Dominerende andel fra"))
