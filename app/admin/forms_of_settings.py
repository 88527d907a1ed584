"""Forms of what a municipality sets where the law is silent, and of the numbers that its council decides."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from app import clock
from app.admin.forms import DaysField
from app.events.fields import AmountField, NumberField
from app.fields import DateField, EnumRadio, TypedField
from app.forms import BaseForm, VersionedForm, text_field
from app.models.occasion import QuotaSubject

LONGEST_REFERENCE = 160
MOST_DAYS = 120
MOST_OF_A_COUNCIL = 1000
HUNDREDTHS = 100


class EventSettingsForm(VersionedForm):
    """What the municipality asks of events."""

    notice_days = DaysField(_l("Frist for å søke"), most=MOST_DAYS)
    most_days = NumberField(_l("Lengste enkeltanledning"), most=MOST_DAYS)
    principal_guests = NumberField(_l("Spør om saken er prinsipiell fra"))
    ask_single = BooleanField(_l("Spør politi og sosialtjeneste om enkeltanledninger"))
    ask_ambulatory = BooleanField(
        _l("Spør politi og sosialtjeneste om hver bruk av en ambulerende bevilling")
    )
    turnover_days = DaysField(_l("Frist for omsetningsoppgave"), most=MOST_DAYS)
    single_fee_ore = AmountField(_l("Gebyr for enkeltanledning"))
    ambulatory_fee_ore = AmountField(_l("Gebyr for ambulerende bevilling"))


class QuotaForm(BaseForm):
    """A number that the council has decided."""

    subject = EnumRadio(_l("Hva gjelder vedtaket?"), QuotaSubject, _l("Velg hva vedtaket gjelder."))
    number = NumberField(_l("Antall"), _l("Skriv antallet."), most=MOST_OF_A_COUNCIL)
    decided_on = DateField(_l("Vedtatt"), _l("Skriv datoen for vedtaket."))
    reference = text_field(_l("Sak"), _l("Skriv saken, for eksempel KS 12/26."), longest=LONGEST_REFERENCE)
    first_day = DateField(_l("Gjelder fra"), _l("Skriv dagen tallet gjelder fra."))

    def validate_decided_on(self, field: Field) -> None:
        """What is entered has been decided."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError(_("Vedtaket kan ikke være fattet etter i dag. Rett datoen."))


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


def shown_settings(settings: Any) -> dict[str, Any]:
    """Settings as the form holds them."""
    return {
        name: getattr(settings, name)
        for name in (
            "version",
            "notice_days",
            "most_days",
            "principal_guests",
            "ask_single",
            "ask_ambulatory",
            "turnover_days",
            "single_fee_ore",
            "ambulatory_fee_ore",
        )
    }
