"""Forms of payouts, repayments, what is released, reports of spending and complaints."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from app import formats, labels
from app.billing.fields import BankAccountField, MoneyField
from app.fields import DateField, EnumSelect, TypedField
from app.forms import VersionedForm, area_field, text_field
from app.models.letter import Channel
from fees.spending import GrantComplaintOutcome

MOST_PARTICIPANTS = 100_000
LONGEST_REASON = 200


class CountField(TypedField):
    """A whole number of people: 120."""

    def read(self, typed: str) -> int:
        """The number of a text."""
        digits = typed.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        if not (digits.isascii() and digits.isdecimal()):
            raise ValueError(_("Skriv hvor mange det er som et helt tall, for eksempel 120."))
        if len(digits) > len(str(MOST_PARTICIPANTS)) or int(digits) > MOST_PARTICIPANTS:
            raise ValueError(_("Så mange kan det ikke ha vært. Kontroller tallet og skriv det på nytt."))
        return int(digits)

    def written(self, value: int) -> str:
        """120"""
        return formats.whole(value)


def above_nought(_form: Any, field: Any) -> None:
    """Refuse an amount of nothing."""
    if field.data is not None and not field.data:
        raise ValidationError(labels.sentence("payout_without_amount"))


class PayoutForm(VersionedForm):
    """What is to be paid, and to whom."""

    amount = MoneyField(_l("Beløp"), _l("Skriv beløpet som skal betales."), validators=[above_nought])
    payee = text_field(_l("Betales til"), _l("Skriv hvem pengene skal betales til."), longest=120)
    account_number = BankAccountField(_l("Kontonummer"))
    text = text_field(
        _l("Tekst til betalingen"),
        description=_l("Det mottakeren ser. Ikke skriv navn på barn."),
        longest=200,
    )


class VoucherForm(VersionedForm):
    """The number of the voucher, and the day that the money went out."""

    voucher = text_field(_l("Bilagsnummer"), _l("Skriv bilagsnummeret fra økonomisystemet."), longest=40)
    paid_on = DateField(_l("Betalt dato"), _l("Skriv datoen da pengene gikk ut."))


class CancelPayoutForm(VersionedForm):
    """Why a payout is cancelled."""

    reason = text_field(_l("Grunn"), _l("Skriv hvorfor utbetalingen annulleres."), longest=LONGEST_REASON)


class RepaymentForm(VersionedForm):
    """Money that came back."""

    amount = MoneyField(_l("Beløp"), _l("Skriv beløpet som kom tilbake."), validators=[above_nought])
    voucher = text_field(_l("Bilagsnummer"), _l("Skriv bilagsnummeret fra økonomisystemet."), longest=40)
    received_on = DateField(_l("Mottatt dato"), _l("Skriv datoen da pengene kom tilbake."))
    reason = text_field(_l("Grunn"), _l("Skriv hvorfor pengene kom tilbake."), longest=LONGEST_REASON)


class ReleaseForm(VersionedForm):
    """What of a promise is not needed."""

    amount = MoneyField(_l("Beløp"), _l("Skriv beløpet som frigis."), validators=[above_nought])
    reason = area_field(_l("Grunn"), _l("Skriv hvorfor tilsagnet frigis."), longest=1000)


class SpendingReportForm(VersionedForm):
    """What was done, for how many, and what it cost."""

    text = area_field(
        _l("Hva ble gjort?"),
        _l("Hva ble gjort? Skriv noen setninger om tiltaket."),
        description=_l("Ikke skriv navn på deltakere."),
        longest=4000,
    )
    participants = CountField(
        _l("Hvor mange deltok?"), _l("Hvor mange deltok? Skriv 0 hvis tiltaket ikke ble holdt.")
    )
    cost = MoneyField(_l("Hva kostet det?"), _l("Hva kostet det i alt? Skriv 0 hvis det ikke kostet noe."))


class ComplaintForm(VersionedForm):
    """A complaint as it came."""

    received_on = DateField(
        _l("Sendt eller levert"),
        _l("Skriv datoen da klagen ble sendt eller levert."),
        description=_l("Det er nok at klagen er sendt før fristen går ut (forvaltningsloven § 30)."),
    )
    grounds = area_field(_l("Hva klagen går ut på"), _l("Skriv hva klagen går ut på."), longest=4000)
    late_reason = area_field(
        _l("Hvorfor klagen tas imot etter fristen"),
        description=_l("Bare når klagen er sendt for sent."),
        longest=1000,
    )


class SettleComplaintForm(VersionedForm):
    """What came of a complaint."""

    outcome = EnumSelect(
        _l("Utfall"), GrantComplaintOutcome, _l("Velg hva det ble av klagen."), empty=_l("Velg utfall")
    )
    settled_on = DateField(_l("Avgjort dato"), _l("Skriv datoen da klagen ble avgjort."))
    body = text_field(
        _l("Organ"), description=_l("Hvem som avgjorde klagen, for eksempel klagenemnda."), longest=80
    )
    case_number = text_field(
        _l("Saksnummer"), description=_l("For eksempel PS 4/27. Må være med fra klageorganet."), longest=40
    )
    reason = area_field(_l("Begrunnelse"), _l("Skriv begrunnelsen for avgjørelsen."), longest=4000)


class SpendingDispatchForm(VersionedForm):
    """Proof that a letter about a grant was sent."""

    channel = EnumSelect(_l("Sendt med"), Channel, _l("Velg hvordan brevet er sendt."))
    reference = text_field(_l("Referanse"), description=_l("For eksempel sporingsnummer."), longest=80)
    sent_on = DateField(_l("Sendt dato"), _l("Skriv datoen da brevet ble sendt."))


class SpendingArrivalForm(VersionedForm):
    """The day on which a letter about a grant arrived."""

    arrived_on = DateField(_l("Mottatt dato"), _l("Skriv datoen da mottakeren fikk brevet."))
