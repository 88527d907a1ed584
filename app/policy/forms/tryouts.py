"""Which draft is tried on which day beside what, and which number a cap is tried with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.fields import DateField
from app.forms import BaseForm, row_id
from app.models.policy import Policy as PolicyRow

NONE = 0
FIRST_YEAR, LAST_YEAR = 2015, 2099
HIGHEST_CAP = 1_000_000


class BeginForm(BaseForm):
    """What is tried, beside what, on which day."""

    policy = SelectField(_l("Utkast"), coerce=row_id, validators=[InputRequired(_l("Velg et utkast."))])
    other = SelectField(
        _l("Sammenlign med"),
        coerce=row_id,
        validators=[InputRequired(_l("Velg hva utkastet skal sammenlignes med."))],
    )
    day = DateField(
        _l("Dato"),
        _l("Skriv datoen utkastet skal prøves på."),
        description=_l("Bevillingene som gjelder denne dagen, blir prøvd."),
    )

    @classmethod
    def of(cls, drafts: Sequence[PolicyRow], present: str, **more: Any) -> "BeginForm":
        """The form with drafts to choose among; `present` says what is in force."""
        form = cls(**more)
        named = [
            SelectChoice(row.id, _("%(name)s (versjon %(number)s)", name=row.name, number=row.version))
            for row in drafts
        ]
        form.policy.choices = named
        form.other.choices = [SelectChoice(NONE, present), *named]
        return form

    def validate_day(self, field: Any) -> None:
        """The tables of hours begin in 2015, and nothing is granted for so late."""
        day: date | None = field.data
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Velg en dato fra 2015 til 2099."))

    def validate_other(self, field: Any) -> None:
        """A draft beside itself says nothing."""
        if field.data and field.data == self.policy.data:
            raise ValidationError(_("Velg to forskjellige utkast, eller bare ett."))


class NumberForm(BaseForm):
    """Another number for a cap; it stores nothing and carries no token."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    tall = IntegerField(
        _l("Tak"),
        validators=[
            InputRequired(_l("Skriv et tall.")),
            NumberRange(0, HIGHEST_CAP, _l("Skriv et tall fra 0 til 1 000 000.")),
        ],
    )
