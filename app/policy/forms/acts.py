"""Forms of what is done with a whole version: begun, read from a file, answered for, put in force."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, HiddenField

from app.fields import DateField
from app.forms import BaseForm, VersionedForm, area_field, text_field
from app.policy.forms.parts import LONGEST_DECISION, LONGEST_NAME

LONGEST_ANSWER = 600


class _PeriodForm(BaseForm):
    """A first and a last day, the right way round."""

    first_day = DateField(_l("Gjelder fra"), _l("Skriv dagen retningslinjene gjelder fra."))
    last_day = DateField(_l("Gjelder til og med"))

    def validate(self, extra_validators: Any = None) -> bool:
        """The days run forwards."""
        valid: bool = super().validate(extra_validators)
        first, last = self.first_day.data, self.last_day.data
        if first and last and last < first:
            self.last_day.errors = [_("Retningslinjene slutter før de begynner. Rett datoene.")]
            return False
        return valid


class BeginForm(_PeriodForm):
    """A draft that is begun."""

    name = text_field(_l("Navn"), _l("Skriv hva retningslinjene heter."), longest=LONGEST_NAME)
    together: Any = BooleanField(_l("Skriv den sammen for alle kommunene"))


class ImportForm(BaseForm):
    """A file with a whole policy."""

    file = FileField(_l("Fil"))


class ReplaceForm(VersionedForm):
    """A file with what a draft is to say instead."""

    file = FileField(_l("Fil"))


class AnswerForm(VersionedForm):
    """What somebody says to a point of the check."""

    point = HiddenField()
    text = area_field(_l("Svar på punktet"), _l("Skriv hva dere svarer på punktet."), longest=LONGEST_ANSWER)


class AdoptForm(VersionedForm, _PeriodForm):
    """What the council decided."""

    decided = text_field(
        _l("Vedtak"),
        _l("Skriv hvem som vedtok retningslinjene, når og i hvilken sak."),
        longest=LONGEST_DECISION,
    )
