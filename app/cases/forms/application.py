"""The application on one screen: what is known is filled in, the rest is typed once."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField
from wtforms.validators import Regexp, StopValidation

from app import clock, labels
from app.cases.forms.checks import check_holder_number, check_influence, check_whole_person
from app.cases.forms.lines import (
    AddressField,
    check_room_lines,
    persons_of,
    rooms_of,
    rooms_text,
)
from app.cases.forms.wanted import KindFields
from app.cases.service.applications import ApplicationEntry, HolderEntry, PersonEntry, VenueEntry
from app.cases.wanted import LicenceWanted
from app.fields import DateField, EnumCheckboxes, EnumRadio, EnumSelect, HoursField, IdentityField
from app.forms import area_field, text_field
from app.holders.identity import parse_organisation_number
from app.holders.service import Address, PassedTest
from app.known_tests import KnownTests
from app.models.holder import HolderForm
from app.venues.service import Place
from licensing.applicants import Role
from licensing.identity import parse_identity_number
from licensing.licences import AreaKind, Audience, LicenceKind, VenueCategory

SUBMISSION = r"[0-9a-f-]{36}\Z"


class Told(StrEnum):
    """What an application may say of its people at once."""

    EMPLOYED = "employed"
    NO_ONE_ABROAD = "no_one_abroad"


labels.LABELS[Told] = {
    Told.EMPLOYED: _l("Styrer og stedfortreder er ansatt på stedet, eller eier det"),
    Told.NO_ONE_ABROAD: _l("Ingen av personene har bodd i utlandet de siste ti årene"),
}


class ApplicationForm(KindFields):
    """One application for a licence, as it came in."""

    submission = HiddenField(validators=[Regexp(SUBMISSION, message=_l("Åpne skjemaet på nytt."))])
    holder_form = EnumSelect(_l("Søker er"), HolderForm, _l("Velg hva slags søker det er."))
    holder_number = text_field(
        _l("Organisasjonsnummer"),
        description=_l("Fødselsnummer når søker er en person. Tomt for selskap under stiftelse."),
        longest=40,
        sealed=True,
    )
    holder_name = text_field(_l("Navn på søker"), _l("Skriv navnet på den som søker."))
    holder_address = AddressField(_l("Postadresse"))
    received_on = DateField(_l("Mottatt"), _l("Skriv datoen da søknaden kom."))
    venue_address = AddressField(_l("Besøksadresse"), _l("Skriv adressen til stedet."))
    venue_name = text_field(_l("Navn på stedet"), _l("Skriv navnet på stedet."))
    rooms = area_field(
        _l("Lokaler og uteområder"),
        _l("Skriv minst ett lokale."),
        description=_l("Ett på hver linje. Skriv «Ute:» foran et uteområde."),
        longest=2000,
    )
    category = EnumSelect(
        _l("Type virksomhet"),
        VenueCategory,
        _l("Velg hva slags virksomhet det er."),
        empty=_l("Velg type"),
    )
    concept = area_field(
        _l("Konsept"),
        description=_l("Hva slags sted det er, for hvem, og hva som serveres."),
        longest=2000,
    )
    wanted = EnumRadio(_l("Bevilling"), LicenceWanted, _l("Velg hva det søkes om."))
    closed_company = BooleanField(_l("Bare for sluttet selskap"))
    indoor = HoursField(_l("Tid inne"), _l("Skriv tiden det søkes om inne."))
    outdoor = HoursField(_l("Tid ute"))
    manager_identity = IdentityField(_l("Styrers fødselsnummer"))
    manager_name = text_field(_l("Styrers navn"))
    manager_tests = EnumSelect(_l("Styrers kunnskapsprøve"), KnownTests)
    deputy_identity = IdentityField(_l("Stedfortreders fødselsnummer"))
    deputy_name = text_field(_l("Stedfortreders navn"))
    deputy_tests = EnumSelect(_l("Stedfortreders kunnskapsprøve"), KnownTests)
    told = EnumCheckboxes(_l("Opplyst om personene"), Told)
    deputy_waiver = text_field(_l("Grunn til å søke fritak for stedfortreder"), longest=400)
    influence = area_field(
        _l("Personer med vesentlig innflytelse"),
        description=_l("Fødselsnummer og navn, én person på hver linje."),
        longest=4000,
        sealed=True,
    )
    files = MultipleFileField(_l("Vedlegg"))

    def validate_received_on(self, field: Any) -> None:
        """What has been received came today at the latest."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Søknaden kan ikke ha kommet etter i dag. Rett datoen."))

    def validate_holder_number(self, field: Any) -> None:
        """The number that the form of the holder calls for."""
        check_holder_number(self.holder_form.data, field)

    def validate_manager_name(self, field: Any) -> None:
        """Name and number of a person go together."""
        check_whole_person(self.manager_identity, field)

    def validate_deputy_name(self, field: Any) -> None:
        """Name and number of a person go together."""
        check_whole_person(self.deputy_identity, field)

    def validate_rooms(self, field: Any) -> None:
        """A house has a bounded number of rooms, each with a name that fits."""
        check_room_lines(field)

    def validate_outdoor(self, field: Any) -> None:
        """Hours outdoors need a place outdoors."""
        if field.data is not None and not any(
            area is AreaKind.OUTDOOR for _name, area in rooms_of(self.rooms.data)
        ):
            raise StopValidation(_("Det er søkt om tid ute. Skriv hvilket uteområde det gjelder."))

    def validate_influence(self, field: Any) -> None:
        """Each line has a number that holds and a name."""
        check_influence(field)

    def fill(self, name: str, value: Any, *, always: bool = False) -> None:
        """Put what is known into a field that is empty."""
        part = self[name]
        if always or part.data in (None, ""):
            part.data, part.raw_data = value, None

    def fill_rooms(self, rooms: Iterable[tuple[str, AreaKind]]) -> None:
        """Put the known rooms of the place into the form."""
        self.fill("rooms", rooms_text(rooms))

    def fill_tests(self, name: str, kinds: set[LicenceKind]) -> None:
        """Put the known tests of a person into the form, in place of "not documented"."""
        known = next(tests for tests in KnownTests if set(tests.kinds) == kinds)
        self.fill(name, known, always=self[name].data in (None, KnownTests.NONE))

    def entry(self) -> ApplicationEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        wanted: LicenceWanted = self.wanted.data
        return ApplicationEntry(
            submission=self.submission.data,
            received_on=self.received_on.data,
            holder=self._holder(),
            venue=VenueEntry(
                name=self.venue_name.data,
                place=Place(
                    self.venue_address.data.street,
                    self.venue_address.data.postcode,
                    self.venue_address.data.town,
                ),
                category=self.category.data,
                rooms=rooms_of(self.rooms.data),
            ),
            kind=wanted.kind,
            groups=wanted.groups,
            audience=Audience.CLOSED_COMPANY if self.closed_company.data else Audience.GENERAL,
            concept=self.concept.data or "",
            indoor=self.indoor.data,
            outdoor=self.outdoor.data,
            people=self._people(),
            deputy_waiver=self.deputy_waiver.data or "",
            special=self.special(),
        )

    def _holder(self) -> HolderEntry:
        form: HolderForm = self.holder_form.data
        number = self.holder_number.data
        return HolderEntry(
            form=form,
            name=self.holder_name.data,
            address=self.holder_address.data or Address(),
            organisation_number=parse_organisation_number(number)
            if number and form in (HolderForm.COMPANY, HolderForm.ASSOCIATION)
            else None,
            identity=parse_identity_number(number) if form is HolderForm.PERSON else None,
        )

    def _people(self) -> tuple[PersonEntry, ...]:
        people = []
        # Not ticked is not known, never no: the assessment then asks.
        employed = True if Told.EMPLOYED in (self.told.data or ()) else None
        lived_abroad = False if Told.NO_ONE_ABROAD in (self.told.data or ()) else None
        for role, identity, name, tests in (
            (Role.MANAGER, self.manager_identity, self.manager_name, self.manager_tests),
            (Role.DEPUTY, self.deputy_identity, self.deputy_name, self.deputy_tests),
        ):
            if identity.data is not None:
                passed = tests.data or KnownTests.NONE
                people.append(
                    PersonEntry(
                        name=name.data,
                        identity=identity.data,
                        role=role,
                        employed=employed,
                        lived_abroad=lived_abroad,
                        tests=tuple(PassedTest(kind, None) for kind in passed.kinds),
                    )
                )
        people += [
            PersonEntry(name=name, identity=identity, role=Role.INFLUENCE, lived_abroad=lived_abroad)
            for identity, name in persons_of(self.influence.data)
        ]
        return tuple(people)
