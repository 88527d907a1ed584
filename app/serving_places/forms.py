"""Forms for serving-place licences: who has one, and whether the place is open."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.fields import DateField
from app.forms import BaseForm, VersionedForm
from app.models.holder import Holder
from app.models.occupancy import ServingPlaceLicence
from app.serving_places.service import PlaceEntry


class RegisterForm(BaseForm):
    """A serving-place licence that has been granted."""

    holder = SelectField(_l("Bevillingshaver"), choices=[], validate_choice=False)
    granted_on = DateField(_l("Gitt"), _l("Skriv datoen da serveringsbevillingen ble gitt."))
    opened_on = DateField(_l("Stedet åpnet"), description=_l("Tomt når stedet ikke er åpnet ennå."))
    replaces = SelectField(_l("Kommer i stedet for"), choices=[], validate_choice=False, default="")

    def offer(self, holders: Iterable[Holder], active: Iterable[ServingPlaceLicence]) -> None:
        """Those who have had or asked for a licence here, and the licences that run."""
        self.holder.choices = [SelectChoice(str(row.id), row.name) for row in holders]
        self.replaces.choices = [
            SelectChoice("", _l("Ingen")),
            *(SelectChoice(str(row.id), row.number) for row in active),
        ]

    def validate_holder(self, field: Any) -> None:
        """One of those at the venue."""
        if field.data not in [choice.value for choice in field.choices]:
            raise StopValidation(_("Velg hvem som har fått serveringsbevillingen."))

    def validate_replaces(self, field: Any) -> None:
        """One of the licences that run, or none."""
        if (field.data or "") not in [choice.value for choice in field.choices]:
            raise StopValidation(_("Velg fra listen."))

    def validate_opened_on(self, field: Any) -> None:
        """No place opens before it may."""
        granted_on = self.granted_on.data
        if field.data is not None and granted_on is not None and field.data < granted_on:
            raise StopValidation(_("Stedet kan ikke åpne før serveringsbevillingen er gitt. Rett datoen."))

    def entry(self, venue_id: int) -> PlaceEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        return PlaceEntry(
            venue_id=venue_id,
            holder_id=int(self.holder.data),
            granted_on=self.granted_on.data,
            opened_on=self.opened_on.data,
            replaces_id=int(self.replaces.data) if self.replaces.data else None,
        )


class DayForm(VersionedForm):
    """The day on which a place opened or closed."""

    day = DateField(_l("Dag"), _l("Skriv datoen."))
