"""The form that takes events among the fees: the chosen ones, or all that are ready."""

from wtforms import BooleanField, SelectMultipleField

from app.forms import BaseForm


class TakeEventsForm(BaseForm):
    """Which events are taken among the fees."""

    licences = SelectMultipleField(coerce=int, choices=[], validate_choice=False)
    everything = BooleanField()
