"""The people of an event: the manager and the deputy, known from an earlier event or typed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from app.cases.forms.checks import check_holder_number, check_influence, check_whole_person
from app.fields import EnumSelect, IdentityField
from app.forms import LONGEST_VERSION, BaseForm, area_field, text_field
from app.known_tests import KnownTests

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
        check_whole_person(self[f"{role}_identity"], name)

    def validate_influence(self, field: Any) -> None:
        """Each line has a number that holds and a name."""
        check_influence(field)

    def validate_holder_number(self, field: Any) -> None:
        """The number that the form of the holder calls for."""
        check_holder_number(self["holder_form"].data, field)
