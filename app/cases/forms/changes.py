"""Forms for changing an application before it is proposed."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import StopValidation

from app.cases.forms.lines import check_room_lines, rooms_of
from app.cases.forms.people import BackgroundFields
from app.cases.forms.wanted import KindFields
from app.cases.service.applications import PersonEntry
from app.cases.service.changes import TermsEntry
from app.cases.wanted import LicenceWanted
from app.fields import EnumRadio, EnumSelect, HoursField, IdentityField
from app.forms import VersionedForm, area_field, text_field
from app.holders.service import PassedTest
from app.known_tests import KnownTests
from licensing.applicants import Role
from licensing.licences import AreaKind, Audience, VenueCategory

ROLES = (Role.MANAGER, Role.DEPUTY, Role.INFLUENCE)


class TermsForm(KindFields, VersionedForm):
    """What is applied for."""

    wanted = EnumRadio(_l("Bevilling"), LicenceWanted, _l("Velg hva det søkes om."))
    closed_company = BooleanField(_l("Bare for sluttet selskap"))
    indoor = HoursField(_l("Tid inne"), _l("Skriv tiden det søkes om inne."))
    outdoor = HoursField(_l("Tid ute"))
    rooms = area_field(
        _l("Lokaler og uteområder"),
        _l("Skriv minst ett lokale."),
        description=_l("Ett på hver linje. Skriv «Ute:» foran et uteområde."),
        longest=2000,
    )
    category = EnumSelect(_l("Type virksomhet"), VenueCategory, _l("Velg hva slags virksomhet det er."))
    concept = area_field(
        _l("Konsept"),
        description=_l("Hva slags sted det er, for hvem, og hva som serveres."),
        longest=2000,
    )
    deputy_waiver = text_field(_l("Grunn til å søke fritak for stedfortreder"), longest=400)

    def validate_rooms(self, field: Any) -> None:
        """A house has a bounded number of rooms, each with a name that fits."""
        check_room_lines(field)

    def validate_outdoor(self, field: Any) -> None:
        """Hours outdoors need a place outdoors."""
        rooms = rooms_of(self.rooms.data)
        if field.data is not None and not any(area is AreaKind.OUTDOOR for _name, area in rooms):
            raise StopValidation(_("Det er søkt om tid ute. Skriv hvilket uteområde det gjelder."))

    def entry(self) -> TermsEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        wanted: LicenceWanted = self.wanted.data
        return TermsEntry(
            kind=wanted.kind,
            groups=wanted.groups,
            audience=Audience.CLOSED_COMPANY if self.closed_company.data else Audience.GENERAL,
            category=self.category.data,
            concept=self.concept.data or "",
            indoor=self.indoor.data,
            outdoor=self.outdoor.data,
            rooms=rooms_of(self.rooms.data),
            deputy_waiver=self.deputy_waiver.data or "",
            special=self.special(),
        )


class PersonForm(VersionedForm, BackgroundFields):
    """A person who comes into the application."""

    role = EnumSelect(_l("Rolle"), Role, _l("Velg hvilken rolle personen har."), members=ROLES)
    identity = IdentityField(_l("Fødselsnummer"), _l("Skriv fødselsnummeret."))
    name = text_field(_l("Navn"), _l("Skriv navnet."))
    tests = EnumSelect(_l("Kunnskapsprøve"), KnownTests)
    employed = BooleanField(_l("Er ansatt på stedet, eller eier det"))

    def entry(self) -> PersonEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        passed = self.tests.data or KnownTests.NONE
        background = self.background()
        return PersonEntry(
            name=self.name.data,
            identity=self.identity.data,
            role=self.role.data,
            employed=True if self.employed.data else None,
            tests=tuple(PassedTest(kind) for kind in passed.kinds),
            lived_abroad=background.lived_abroad,
            certificate_on=background.certificate_on,
            influence=background.influence,
            close_persons=background.close_persons,
        )
