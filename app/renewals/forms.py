"""Forms of the continuation."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import StopValidation

from app import clock
from app.fields import DateField
from app.forms import BaseForm, text_field
from app.renewals.queries import RunningOut
from app.renewals.service import ContinuationEntry

LONGEST_REFERENCE = 160


class ContinuationForm(BaseForm):
    """The council's review, the decision that licences run on, and which of them."""

    ended_on = HiddenField()
    reviewed_on = DateField(
        _l("Alkoholpolitikken gjennomgått"),
        _l("Skriv datoen da kommunestyret gjennomgikk alkoholpolitikken."),
    )
    review_reference = text_field(
        _l("Gjennomgangens sak"), _l("Skriv saken, for eksempel KS 12/28."), longest=LONGEST_REFERENCE
    )
    decided_on = DateField(_l("Videreføring vedtatt"), _l("Skriv datoen da videreføringen ble vedtatt."))
    reference = text_field(
        _l("Vedtakets sak"), _l("Skriv saken, for eksempel KS 34/28."), longest=LONGEST_REFERENCE
    )
    licences = SelectMultipleField(_l("Bevillinger som videreføres"), coerce=int)

    def offer(self, rows: tuple[RunningOut, ...]) -> None:
        """The licences that run out with the period."""
        self.licences.choices = [(row.id, row.number) for row in rows]

    def validate_decided_on(self, field: Any) -> None:
        """What is entered has been decided."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Vedtaket kan ikke være fattet etter i dag. Rett datoen."))

    def validate_licences(self, field: Any) -> None:
        """A decision that continues nothing is not entered here."""
        if not field.data:
            raise StopValidation(_("Velg minst én bevilling som skal videreføres."))

    def entry(self, ended_on: Any) -> ContinuationEntry:
        """What the form says. Only after it was found valid."""
        return ContinuationEntry(
            ended_on=ended_on,
            reviewed_on=self.reviewed_on.data,
            review_reference=self.review_reference.data,
            decided_on=self.decided_on.data,
            reference=self.reference.data,
        )
