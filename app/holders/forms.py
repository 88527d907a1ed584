"""Forms for holders and persons."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from app import clock
from app.address_fields import email_field, postcode_field, street_field, town_field
from app.fields import DateField, EnumRadio, EnumSelect, OrganisationNumberField
from app.forms import BaseForm, VersionedForm, text_field
from app.models.holder import HolderForm as LegalForm
from licensing.licences import LicenceKind

LONGEST_HOLDER_NAME = 160
LONGEST_PHONE = 20
LONGEST_ISSUER = 80


class HolderFilterForm(BaseForm):
    """Which holders the list shows."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    navn = text_field(_l("Navn eller organisasjonsnummer"))
    form = EnumSelect(_l("Organisasjonsform"), LegalForm, empty=_l("Alle"), default="")


class HolderForm(VersionedForm):
    """What is kept about a holder."""

    name = text_field(_l("Navn"), _l("Skriv navnet."), longest=LONGEST_HOLDER_NAME)
    postal_address = street_field(_l("Postadresse"), longest=LONGEST_HOLDER_NAME)
    postcode = postcode_field()
    town = town_field()
    email = email_field()
    phone = text_field(_l("Telefon"), longest=LONGEST_PHONE)

    def validate(self, extra_validators: Any = None) -> bool:
        """A letter needs the whole address or none."""
        valid: bool = super().validate(extra_validators)
        parts = (self.postal_address, self.postcode, self.town)
        missing = [part for part in parts if not part.data]
        if len(missing) in {1, 2}:
            sentence = _("Fyll ut både postadresse, postnummer og poststed, eller la alle stå tomme.")
            missing[0].errors = [sentence]
            return False
        return valid


class NumberForm(VersionedForm):
    """The organisation number of a company that has been founded."""

    organisation_number = OrganisationNumberField(
        _l("Organisasjonsnummer"), _l("Skriv organisasjonsnummeret, ni sifre.")
    )


class PassedTestForm(BaseForm):
    """A knowledge test that a person has passed."""

    kind = EnumRadio(_l("Prøve"), LicenceKind, _l("Velg hvilken prøve som er bestått."))
    passed_on = DateField(_l("Bestått"), _l("Skriv datoen på beviset."))
    issued_by = text_field(_l("Kommunen som holdt prøven"), longest=LONGEST_ISSUER)

    def validate_passed_on(self, field: Field) -> None:
        """A test that has not been held has not been passed."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError(_("Datoen ligger fram i tid. Skriv dagen da prøven ble bestått."))
