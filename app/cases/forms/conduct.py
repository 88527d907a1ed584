"""The form for one question of conduct about one person."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from app import labels
from app.cases.service.conduct import ConductEntry
from app.fields import DateField, EnumRadio, EnumSelect, enum_choices
from app.forms import VersionedForm, area_field
from licensing.applicants import CONDUCT_RULES, ConductLaw, ConductQuestion

LONGEST_REASON = 4000


class Met(StrEnum):
    """What was answered."""

    YES = "yes"
    NO = "no"


labels.LABELS[Met] = {Met.YES: _l("Ja, det er oppfylt"), Met.NO: _l("Nei, det er ikke oppfylt")}


class ConductForm(VersionedForm):
    """An answer on conduct."""

    met = EnumRadio(_l("Er kravet til vandel oppfylt?"), Met, _l("Velg om kravet er oppfylt."))
    law = EnumSelect(
        _l("Hvilken lov er brutt?"), ConductLaw, empty=_l("Ingen valgt"), default="", validate_choice=False
    )
    happened_on = DateField(_l("Når skjedde det?"))
    reason = area_field(_l("Begrunnelse"), _l("Skriv begrunnelsen."), longest=LONGEST_REASON, sealed=True)

    def ask(self, question: ConductQuestion) -> None:
        """Offer the laws that the question looks at; the rule itself says no to any other."""
        looked_at = [law for law in ConductLaw if law in CONDUCT_RULES[question].laws]
        empty, *_rest = self.law.choices
        self.law.choices = [empty, *enum_choices(ConductLaw, looked_at)]

    def validate_happened_on(self, field: Any) -> None:
        """What is not met needs a law and a day; the rule says which."""
        if self.met.data is Met.NO and (field.data is None or not self.law.data) and not field.errors:
            raise StopValidation(_("Velg hvilken lov som er brutt, og skriv dagen det skjedde (dd.mm.åååå)."))

    def entry(self, question: ConductQuestion, subject: str) -> ConductEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        return ConductEntry(
            question=question,
            subject=subject,
            met=self.met.data is Met.YES,
            reason=self.reason.data,
            law=self.law.data or None,
            happened_on=self.happened_on.data,
        )
