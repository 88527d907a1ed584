"""Forms of the administration."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import StopValidation

from app.address_fields import email_field, postcode_field, street_field, town_field
from app.fields import EnumCheckboxes, EnumRadio, TypedField
from app.forms import BaseForm, VersionedForm, area_field, text_field
from app.models.municipality import LanguageForm
from app.permissions import Role

LONGEST_SENTENCE = 400
LONGEST_SHORT_TEXT = 80
LONGEST_BASIS = 200
LONGEST_PHONE = 20


class PersonForm(VersionedForm):
    """Who somebody is, and what they may do in this municipality."""

    name = text_field(_l("Navn"), _l("Skriv navnet."))
    title = text_field(_l("Stilling"), description=_l("Står under brevene, for eksempel rådgiver."))
    language = EnumRadio(_l("Språk på skjermen"), LanguageForm, _l("Velg språk."))
    roles = EnumCheckboxes(_l("Roller"), Role)
    active = BooleanField(_l("Kan logge inn"))


class NewPersonForm(BaseForm):
    """Somebody who is to work for this municipality."""

    name = text_field(_l("Navn"), _l("Skriv navnet."))
    email = email_field(_l("Skriv e-postadressen."))
    title = text_field(_l("Stilling"), description=_l("Står under brevene, for eksempel rådgiver."))
    language = EnumRadio(
        _l("Språk på skjermen"), LanguageForm, _l("Velg språk."), default=LanguageForm.BOKMAAL
    )
    roles = EnumCheckboxes(_l("Roller"), Role)

    def validate_roles(self, field: Field) -> None:
        """Without a role nobody can do anything."""
        if not field.data:
            raise StopValidation(_("Velg minst én rolle."))


class ActForm(BaseForm):
    """A button that asks for nothing more."""


class DaysField(TypedField):
    """A number of days."""

    def __init__(self, label: Any, *, most: int, **more: Any) -> None:
        super().__init__(label, _l("Skriv antall dager."), **more)
        self.most = most

    def read(self, typed: str) -> int:
        """The number of a text."""
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:6]) <= self.most):
            raise ValueError(_("Skriv et antall dager fra 1 til %(most)s.", most=self.most))
        return int(typed)

    def written(self, value: int) -> str:
        """28"""
        return str(value)


class MunicipalityForm(VersionedForm):
    """The letterhead, and what letters and deadlines go by."""

    unit = text_field(_l("Kontor"), _l("Skriv navnet på kontoret."))
    postal_address = street_field(_l("Postadresse"), _l("Skriv postadressen."))
    postcode = postcode_field(_l("Skriv postnummeret."))
    town = town_field(_l("Skriv poststedet."))
    phone = text_field(_l("Telefon"), _l("Skriv telefonnummeret."), longest=LONGEST_PHONE)
    email = email_field(_l("Skriv e-postadressen."))
    website = text_field(_l("Nettsted"), _l("Skriv nettstedet."))
    state_governor = text_field(
        _l("Statsforvalter"), _l("Skriv navnet på statsforvalteren."), longest=LONGEST_SHORT_TEXT
    )
    language_form = EnumRadio(
        _l("Målform"),
        LanguageForm,
        _l("Velg målform."),
        description=_l("Brevtekstene finnes bare på bokmål foreløpig."),
    )
    statement_days = DaysField(_l("Svarfrist for uttalelser"), most=120)
    reply_days = DaysField(_l("Svarfrist for søkere"), most=60)
    receipt_sentence = area_field(
        _l("Egen setning i kvitteringen"),
        longest=LONGEST_SENTENCE,
        description=_l("Kommer til slutt i kvitteringen som søkeren får."),
    )
