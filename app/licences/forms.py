"""Forms of the licence pages: which licences, and on which day."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from app.fields import DateField, EnumSelect
from app.forms import BaseForm, text_field
from app.licences.queries import STATES
from licensing.licences import LicenceKind

ALL_STATES = "alle"


class DayForm(BaseForm):
    """The day on which something is seen."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    dag = DateField(_l("Per dato"))


class LicenceFilterForm(DayForm):
    """Which licences the list shows, and as on which day."""

    navn = text_field(_l("Nummer, sted eller bevillingshaver"))
    kind = EnumSelect(_l("Type bevilling"), LicenceKind, empty=_l("Alle"), default="")
    groups = SelectField(
        _l("Grupper"),
        default="",
        choices=[
            SelectChoice("", _l("Alle")),
            SelectChoice("1", _l("Gruppe 1")),
            SelectChoice("1,2", _l("Gruppe 1 og 2")),
            SelectChoice("1,2,3", _l("Gruppe 1, 2 og 3")),
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
