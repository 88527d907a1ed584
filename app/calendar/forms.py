"""Which night, week or month the calendar shows."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from app.calendar.grid import EARLIEST, LATEST
from app.fields import DateField
from app.forms import BaseForm


class NightForm(BaseForm):
    """A day; it stores nothing and carries no token."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    dag = DateField(_l("Dato"))

    def validate_dag(self, field: Any) -> None:
        """The calendar knows the nights for which the hours of the law are known."""
        day: date | None = field.data
        if day is not None and not EARLIEST <= day <= LATEST:
            field.data = None
            raise ValidationError(_("Velg en dato fra 2015 til 2099."))
