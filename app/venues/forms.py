"""Forms for venues and their rooms."""

import re
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Regexp, StopValidation

from app.address_fields import postcode_field, street_field, town_field
from app.fields import EnumRadio, EnumSelect, OrganisationNumberField, TypedField
from app.forms import BaseForm, VersionedForm, area_field, text_field
from licensing.licences import AreaKind, VenueCategory

DEGREES = re.compile(r"[0-9]{1,2}([.,][0-9]{1,12})?")
DECIMALS = Decimal("0.000001")
LONGEST_ROOM = 80
MOST_ROOMS = 20


class CoordinateField(TypedField):
    """Degrees with decimals, inside the part of the world where Norway lies."""

    def __init__(self, label: Any, *, least: int, most: int, refusal: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.least, self.most, self.refusal = least, most, refusal

    def read(self, typed: str) -> Decimal:
        """The degrees of a text; comma or point."""
        degrees = Decimal(typed.replace(",", ".")) if DEGREES.fullmatch(typed) else None
        if degrees is None or not self.least <= degrees <= self.most:
            raise ValueError(str(self.refusal))
        return degrees.quantize(DECIMALS)

    def written(self, value: Decimal) -> str:
        """62,574160"""
        return str(value).replace(".", ",")


class VenueFilterForm(BaseForm):
    """Which venues the list shows."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    navn = text_field(_l("Navn eller adresse"))
    type = EnumSelect(_l("Type virksomhet"), VenueCategory, empty=_l("Alle"), default="")


class VenueForm(VersionedForm):
    """What is kept about a venue."""

    name = text_field(_l("Navn på stedet"), _l("Skriv navnet på stedet."))
    category = EnumSelect(_l("Type virksomhet"), VenueCategory, _l("Velg type virksomhet."))
    street_address = street_field(_l("Gateadresse"), _l("Skriv gateadressen."))
    postcode = postcode_field(_l("Skriv postnummeret."))
    town = town_field(_l("Skriv poststedet."))
    cadastre = text_field(
        _l("Matrikkelnummer"),
        longest=30,
        description=_l("Gårdsnummer/bruksnummer, for eksempel 12/345."),
        validators=[
            Regexp(
                r"[0-9]{1,5}(/[0-9]{1,5}){1,3}\Z",
                message=_l("Skriv matrikkelnummeret med skråstreker, for eksempel 12/345."),
            )
        ],
    )
    latitude = CoordinateField(
        _l("Breddegrad"),
        least=57,
        most=81,
        refusal=_l(
            "Breddegraden ligger utenfor Norge. Skriv grader mellom 57 og 81, for eksempel 62,574160."
        ),
    )
    longitude = CoordinateField(
        _l("Lengdegrad"),
        least=4,
        most=34,
        refusal=_l("Lengdegraden ligger utenfor Norge. Skriv grader mellom 4 og 34, for eksempel 11,382800."),
    )
    sub_unit_number = OrganisationNumberField(
        _l("Underenhet"), description=_l("Organisasjonsnummeret til underenheten som driver stedet.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A point has both its degrees or none."""
        valid: bool = super().validate(extra_validators)
        parts = (self.latitude, self.longitude)
        if not any(part.errors for part in parts) and len({part.data is None for part in parts}) == 2:
            missing = next(part for part in parts if part.data is None)
            missing.errors = [
                _("Et kartpunkt trenger både breddegrad og lengdegrad. Fyll ut begge, eller ingen.")
            ]
            return False
        return valid


class RoomsForm(BaseForm):
    """New rooms or outdoor areas of a venue."""

    names = area_field(
        _l("Lokaler"), _l("Skriv navnet på lokalet."), description=_l("Ett navn på hver linje.")
    )
    area = EnumRadio(_l("Hvor ligger de?"), AreaKind, _l("Velg om lokalene ligger inne eller ute."))

    def validate_names(self, field: Field) -> None:
        """Each line is one room, with a name that fits."""
        if len(self.room_names) > MOST_ROOMS:
            raise StopValidation(_("Legg inn høyst %(count)s lokaler om gangen.", count=MOST_ROOMS))
        too_long = next((name for name in self.room_names if len(name) > LONGEST_ROOM), None)
        if too_long:
            raise StopValidation(
                _(
                    "Navnet «%(name)s …» er for langt. Skriv høyst %(count)s tegn på hver linje.",
                    name=too_long[:30],
                    count=LONGEST_ROOM,
                )
            )

    @property
    def room_names(self) -> list[str]:
        """The names, one a line."""
        lines = (" ".join(line.split()) for line in (self.names.data or "").splitlines())
        return [line for line in lines if line]
