"""Forms of invoice basis: what a batch is of, and why one is discarded or reversed."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.fields import DateField, EnumRadio
from app.forms import BaseForm, VersionedForm, area_field, row_id
from app.models.invoice import BatchPurpose
from fees.fee_years import MOST_INSTALMENTS

LONGEST_REASON = 200
BEGUN_BY_PERSONS = (BatchPurpose.FEES, BatchPurpose.SETTLEMENTS, BatchPurpose.OCCASIONS)
_DUE_ON = _l("Skriv forfall som en dato, for eksempel 30.04.2026.")


class BeginBatchForm(BaseForm):
    """What is invoiced, and when it is due."""

    purpose = EnumRadio(
        _l("Hva skal faktureres?"),
        BatchPurpose,
        _l("Velg hva som skal faktureres."),
        members=BEGUN_BY_PERSONS,
        default=BatchPurpose.FEES,
    )
    fee_year = SelectField(
        _l("Gebyrår"),
        coerce=row_id,
        validators=[InputRequired(_l("Velg et gebyrår."))],
        description=_l("Etteroppgjør i grunnlaget gjelder året før."),
    )
    instalment = SelectField(
        _l("Til og med termin"),
        coerce=row_id,
        choices=[SelectChoice(number, str(number)) for number in range(1, MOST_INSTALMENTS + 1)],
        default=1,
        description=_l("Velg 1 når året ikke er delt i terminer. Det som er fakturert før, kommer ikke med."),
    )
    due_on = DateField(_l("Forfall"), _DUE_ON)

    @classmethod
    def of(cls, years: Sequence[int]) -> "BeginBatchForm":
        """The form with the years that may be invoiced."""
        form = cls()
        form.fee_year.choices = [SelectChoice(year, str(year)) for year in years]
        return form


class DiscardBatchForm(VersionedForm):
    """Why a batch is discarded."""

    reason = area_field(
        _l("Grunn til å forkaste"), _l("Skriv hvorfor grunnlaget forkastes."), longest=LONGEST_REASON
    )


class ReverseBatchForm(VersionedForm):
    """Why a batch is reversed, and from when the credit notes hold."""

    reason = area_field(
        _l("Grunn til å tilbakeføre"), _l("Skriv hvorfor grunnlaget tilbakeføres."), longest=LONGEST_REASON
    )
    due_on = DateField(_l("Dato på kreditnotaene"), _DUE_ON)
