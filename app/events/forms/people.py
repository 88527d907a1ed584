"""The people of an event: the manager and the deputy, known from an earlier event or typed."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from app import labels
from app.cases.forms.lines import MOST_PEOPLE, persons_of
from app.fields import EnumSelect, IdentityField
from app.forms import LONGEST_VERSION, BaseForm, area_field, text_field
from app.holders.identity import parse_organisation_number
from app.known_tests import KnownTests
from app.models.holder import HolderForm
from licensing.errors import BadValue
from licensing.identity import parse_identity_number

ROLES = ("manager", "deputy")


class PeopleOfEvent(BaseForm):
    """Who answers for the event. A known person is kept by a number of ours, never by an identity number."""

    manager_known = HiddenField()
    manager_keep = BooleanField(_l("Samme styrer"))
    manager_identity = IdentityField(_l("Styrers fødselsnummer"))
    manager_name = text_field(_l("Styrers navn"))
    manager_tests = EnumSelect(_l("Styrers kunnskapsprøve"), KnownTests)
    deputy_known = HiddenField()
    deputy_keep = BooleanField(_l("Samme stedfortreder"))
    deputy_identity = IdentityField(_l("Stedfortreders fødselsnummer"))
    deputy_name = text_field(_l("Stedfortreders navn"))
    deputy_tests = EnumSelect(_l("Stedfortreders kunnskapsprøve"), KnownTests)
    employed = BooleanField(
        _l("Styrer og stedfortreder er ansatt hos arrangøren, eller arbeider der som eier")
    )
    deputy_waiver = text_field(_l("Grunn til å søke fritak for stedfortreder"), longest=400)
    influence = area_field(
        _l("Personer med vesentlig innflytelse"),
        description=_l("Fødselsnummer og navn, én person på hver linje."),
        longest=4000,
        sealed=True,
    )

    def known_id(self, role: str) -> int | None:
        """The person that is kept in a role, by our own number."""
        number = str(self[f"{role}_known"].data or "")
        if not self[f"{role}_keep"].data or not number.isdecimal() or len(number) > LONGEST_VERSION:
            return None
        return int(number)

    def validate_manager_name(self, field: Any) -> None:
        """Name and number of a person go together."""
        self._whole_person("manager", field)

    def validate_deputy_name(self, field: Any) -> None:
        """Name and number of a person go together."""
        self._whole_person("deputy", field)

    def _whole_person(self, role: str, name: Any) -> None:
        if self.known_id(role) is not None:
            return
        identity = self[f"{role}_identity"]
        if identity.data is not None and not name.data:
            raise StopValidation(_("Skriv navnet til den som har fødselsnummeret."))
        if name.data and identity.data is None and not identity.errors:
            raise StopValidation(_("Skriv fødselsnummeret til %(name)s.", name=name.data))

    def validate_influence(self, field: Any) -> None:
        """Each line has a number that holds and a name."""
        try:
            people = persons_of(field.data)
        except BadValue as error:
            raise StopValidation(
                _(
                    "Linje %(line)s: %(problem)s",
                    line=error.facts["line"],
                    problem=str(error.facts["problem"]),
                )
            ) from None
        if len(people) > MOST_PEOPLE:
            raise StopValidation(
                _("Det er for mange linjer. Skriv høyst %(most)s personer.", most=MOST_PEOPLE)
            )

    def validate_holder_number(self, field: Any) -> None:
        """The number that the form of the holder calls for."""
        form = self["holder_form"].data
        if form is HolderForm.FOUNDING:
            if field.data:
                raise StopValidation(
                    _("Et selskap under stiftelse har ikke organisasjonsnummer ennå. La feltet stå tomt.")
                )
            return
        if not field.data:
            if form in (HolderForm.COMPANY, HolderForm.PERSON):
                raise StopValidation(_("Skriv organisasjonsnummeret, eller fødselsnummeret til en person."))
            return
        try:
            if form is HolderForm.PERSON:
                parse_identity_number(field.data)
            else:
                parse_organisation_number(field.data)
        except BadValue as error:
            raise StopValidation(labels.sentence(error.code, None, error.facts)) from None
