"""Forms of payments: the file, where a payment belongs, what was done about it, and reminders."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField

from app.fields import DateField
from app.forms import BaseForm, area_field, text_field


class PaymentFileForm(BaseForm):
    """A file that tells of payments."""

    file = FileField(_l("Fil"))


class BookForm(BaseForm):
    """The file that was looked at, by its token."""

    token = HiddenField()


class PlaceForm(BaseForm):
    """The invoice that a payment belongs to."""

    named = text_field(
        _l("Referanse, fakturanummer eller KID"),
        _l("Skriv hvilken faktura innbetalingen gjelder."),
        longest=40,
        description=_l("For eksempel 2026-01-0001."),
    )


class HandleForm(BaseForm):
    """What was done about a payment in doubt."""

    handling = area_field(
        _l("Hva er gjort?"),
        _l("Skriv hva som er gjort med innbetalingen."),
        longest=400,
        description=_l("For eksempel at det som er betalt for mye, er betalt tilbake."),
    )


class RemindForm(BaseForm):
    """By when what is reminded of must be paid."""

    pay_by = DateField(
        _l("Ny betalingsfrist"),
        _l("Skriv når det senest må betales."),
        description=_l("Minst 14 dager fram i tid."),
    )
