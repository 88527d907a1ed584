"""In which zones a venue lies, and which day the caps are counted on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.fields import DateField
from app.forms import BaseForm, text_field
from licensing.policy import Policy, Zone

VENUE = "venue-"
# The choice that says that a venue lies outside all zones; no zone has a code with a slash.
OUTSIDE = "utenfor/alle"
LONGEST_BASIS = 200
FIRST_YEAR, LAST_YEAR = 2005, 2099


class CapDayForm(BaseForm):
    """A day; it stores nothing and carries no token."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    dag = DateField(_l("Dato"))

    def validate_dag(self, field: Any) -> None:
        """No licence that is kept here held before, and nothing is granted for so late."""
        day: date | None = field.data
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            field.data = None
            raise ValidationError(_("Velg en dato fra 2005 til 2099."))


class PlacingForm(BaseForm):
    """The zones of one venue, or that it lies outside all of them."""

    zones = SelectMultipleField(_l("Sone"))
    basis = text_field(
        _l("Grunnlag"),
        longest=LONGEST_BASIS,
        description=_l("Hva du bygger på, for eksempel kartet i retningslinjene eller gatelisten."),
    )

    @classmethod
    def of(cls, policy: Policy, **more: Any) -> "PlacingForm":
        """The form with the zones of a policy to choose among."""
        form = cls(**more)
        form.zones.choices = [
            *(SelectChoice(zone.code, zone.name) for zone in policy.zones),
            SelectChoice(OUTSIDE, _("Utenfor alle sonene")),
        ]
        return form

    def validate_zones(self, field: Any) -> None:
        """Something is said, and it does not contradict itself."""
        chosen = field.data or []
        if not chosen:
            raise ValidationError(_("Velg minst én sone, eller «Utenfor alle sonene»."))
        if OUTSIDE in chosen and len(chosen) > 1:
            raise ValidationError(_("Stedet kan ikke ligge både i en sone og utenfor alle."))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The zones that were chosen; none is outside all."""
        return tuple(code for code in self.zones.data or () if code != OUTSIDE)


def placings_form(policy: Policy, venues: Mapping[int, tuple[Zone, ...]]) -> "PlacingsForm":
    """A form with a zone to choose for each of some venues, where a street suggests one already."""

    class Placings(PlacingsForm):
        """The choices are made with the form."""

    choices = [
        SelectChoice("", _("Ikke plassert")),
        *(SelectChoice(zone.code, zone.name) for zone in policy.zones),
        SelectChoice(OUTSIDE, _("Utenfor alle sonene")),
    ]
    for venue_id, suggested in venues.items():
        # Of several suggestions none is better than another.
        default = suggested[0].code if len(suggested) == 1 else ""
        setattr(
            Placings, f"{VENUE}{venue_id}", SelectField(_("Sone"), choices=list(choices), default=default)
        )
    return Placings()


class PlacingsForm(BaseForm):
    """The zones of several venues, on one basis."""

    basis = text_field(
        _l("Grunnlag"),
        longest=LONGEST_BASIS,
        description=_l("Gjelder alle stedene du plasserer nå, for eksempel «gatelisten i retningslinjene»."),
    )

    def choice(self, venue_id: int) -> Any:
        """The field of one venue."""
        return self[f"{VENUE}{venue_id}"]

    @property
    def placed(self) -> dict[int, tuple[str, ...]]:
        """The venues that were placed, each with its zone; none is outside all.

        Only what was sent counts: when another placed some meanwhile, the form holds venues that the person
        never saw, each with the zone that its street suggests.
        """
        return {
            int(field.name.removeprefix(VENUE)): () if field.data == OUTSIDE else (field.data,)
            for field in self
            if field.name.startswith(VENUE) and field.raw_data and field.data
        }
