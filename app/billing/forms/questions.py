"""Forms of questions about turnover: which are settled, and what was found."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from app.billing.service.questions import LONGEST_NOTE
from app.forms import BaseForm, row_id, text_field


class SettleForm(BaseForm):
    """What was found out about some questions."""

    questions = SelectMultipleField(_l("Spørsmål"), coerce=row_id, validate_choice=False)
    note = text_field(
        _l("Hva fant du ut?"), _l("Skriv hva du fant ut, før spørsmålet avklares."), longest=LONGEST_NOTE
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one question is chosen."""
        valid: bool = super().validate(extra_validators)
        if not self.questions.data:
            self.questions.errors = [_("Velg minst ett spørsmål.")]
            return False
        return valid
