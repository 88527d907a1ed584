"""Forms of the office's acts on a turnover statement: an estimate, a step of the confirmation, a new link."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.billing.statement_forms import FiguresForm, figures_of
from app.fields import DateField, EnumRadio
from app.forms import BaseForm, VersionedForm, text_field
from app.models.turnover import TurnoverDuty
from fees.turnover import Attestation
from licensing.licences import Group

LONGEST_REASON = 400


class EstimateForm(FiguresForm):
    """What the office estimates, and why."""

    reason: Any


class AttestationForm(VersionedForm):
    """A step of the confirmation."""

    to = EnumRadio(_l("Hva skal stå om bekreftelsen?"), Attestation, _l("Velg hva som skal stå."))
    reason = text_field(_l("Grunn"), longest=LONGEST_REASON)

    def validate(self, extra_validators: Any = None) -> bool:
        """Waiving asks for a reason."""
        valid: bool = super().validate(extra_validators)
        if self.to.data is Attestation.WAIVED and not self.reason.data:
            self.reason.errors = [_("Skriv hvorfor oppgaven er fritatt for bekreftelse.")]
            return False
        return valid


class LinkForm(BaseForm):
    """Until when a new link can be used."""

    expires_on = DateField(_l("Lenken kan brukes til og med"), _l("Skriv hvor lenge lenken kan brukes."))


def estimate_form(duty: TurnoverDuty, licensed: frozenset[Group] | None) -> type[EstimateForm]:
    """The form of an estimate of a duty."""
    fields: dict[str, Any] = figures_of(duty, licensed)
    fields["reason"] = text_field(
        _l("Hvorfor anslås omsetningen?"), _l("Skriv hvorfor omsetningen anslås."), longest=LONGEST_REASON
    )
    return type("EstimateOfDuty", (EstimateForm,), fields)
