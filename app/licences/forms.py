"""Forms of the licence pages: which licences, and on which day."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.fields import DateField, EnumSelect
from app.forms import BaseForm, VersionedForm, text_field
from app.licences.queries import STATES
from licensing.licences import LicenceKind, LicenceType

ALL_STATES = "alle"


class DayForm(BaseForm):
    """The day on which something is seen."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    dag = DateField(_l("Per dato"))


class SuspensionForm(VersionedForm):
    """From when to when a licence is withdrawn, and why."""

    first_day = DateField(_l("Fra og med"), _l("Skriv den første dagen."))
    last_day = DateField(_l("Til og med"), _l("Skriv den siste dagen."))
    reason = text_field(_l("Grunn"), _l("Skriv hvorfor bevillingen inndras."), longest=400)

    def validate_last_day(self, field: Field) -> None:
        """The last day is not before the first."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("Siste dag er før første dag. Rett den ene av datoene."))


class LicenceFilterForm(DayForm):
    """Which licences the list shows, and as on which day."""

    navn = text_field(_l("Nummer, sted eller bevillingshaver"))
    kind = EnumSelect(_l("Salg eller skjenking"), LicenceKind, empty=_l("Alle"), default="")
    type = EnumSelect(_l("Type bevilling"), LicenceType, empty=_l("Alle"), default="")
    groups = SelectField(
        _l("Grupper"),
        default="",
        choices=[
            SelectChoice("", _l("Alle")),
            SelectChoice("1", _l("Gruppe 1")),
            SelectChoice("1,2", _l("Gruppe 1 og 2")),
            SelectChoice("1,2,3", _l("Gruppe 1, 2 og 3")),
            SelectChoice("2,3", _l("Gruppe 2 og 3")),
        ],
        invalid_choice_message=_l("Velg gruppene fra listen."),
    )
    status = SelectField(
        _l("Status"),
        default="",
        choices=[
            SelectChoice("", _l("I kraft den dagen")),
            SelectChoice(ALL_STATES, _l("Alle")),
            *(SelectChoice(state.value, text) for state, text in STATES.items()),
        ],
        invalid_choice_message=_l("Velg status fra listen."),
    )
