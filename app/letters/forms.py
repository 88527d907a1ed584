"""Forms of letters: proof that one was sent, and the day it arrived."""

from flask_babel import lazy_gettext as _l

from app.fields import DateField, EnumSelect
from app.forms import VersionedForm, text_field
from app.models.letter import Channel


class DispatchForm(VersionedForm):
    """Proof that a letter was sent."""

    channel = EnumSelect(_l("Sendt med"), Channel, _l("Velg hvordan brevet er sendt."))
    reference = text_field(_l("Referanse"), description=_l("For eksempel sporingsnummer."), longest=80)
    sent_on = DateField(_l("Sendt dato"), _l("Skriv datoen da brevet ble sendt."))


class ArrivalForm(VersionedForm):
    """The day on which a letter arrived."""

    arrived_on = DateField(_l("Mottatt dato"), _l("Skriv datoen da mottakeren fikk brevet."))
