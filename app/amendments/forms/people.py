"""Forms for changes of people: who comes, who leaves, and for which licences."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp, StopValidation

from app import clock, labels
from app.amendments.queries.people import PresentPerson
from app.amendments.service.people import Leaving, PeopleEntry
from app.amendments.service.registering import ChangeEntry
from app.cases.forms.application import SUBMISSION
from app.cases.service.applications import PersonEntry
from app.fields import DateField, EnumRadio, EnumSelect, IdentityField
from app.forms import BaseForm, VersionedForm, area_field, text_field
from app.holders.service import PassedTest
from app.known_tests import KnownTests
from app.models.licence import Licence
from licensing.applicants import Influence, Role
from licensing.decisions import DecisionOutcome
from licensing.licences import LicenceKind
from licensing.matters import ChangeKind

MOST_PRESENT = 60
LONGEST_REASONS = 40_000


class PeopleForm(BaseForm):
    """What every change of people says: for which licences, and when it came in."""

    submission = HiddenField(validators=[Regexp(SUBMISSION, message=_l("Åpne skjemaet på nytt."))])
    received_on = DateField(_l("Mottatt"), _l("Skriv datoen da søknaden kom."))
    first_day = DateField(_l("Skal gjelde fra"), _l("Skriv fra hvilken dag det skal gjelde."))
    licences = SelectMultipleField(_l("Bevillinger"), coerce=int, choices=[])
    no_one_abroad = BooleanField(_l("Har ikke bodd i utlandet de siste ti årene"))
    note = area_field(_l("Merknad"), longest=2000)

    @property
    def lived_abroad(self) -> bool | None:
        """What was said of living abroad: not ticked is not known, never yes."""
        return False if self.no_one_abroad.data else None

    def offer(self, licences: Iterable[Licence]) -> None:
        """The licences of the holder."""
        self.licences.choices = [
            SelectChoice(str(row.id), f"{labels.label(row.kind)} {row.number}, {row.venue.name}")
            for row in licences
        ]

    def validate_received_on(self, field: Any) -> None:
        """What has been received came today at the latest."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Søknaden kan ikke ha kommet etter i dag. Rett datoen."))

    def validate_licences(self, field: Any) -> None:
        """At least one licence is changed."""
        if not field.data:
            raise StopValidation(_("Velg minst én bevilling."))

    def fill(self, name: str, value: Any, *, always: bool = False) -> None:
        """Put what is known into a field that is empty."""
        part = self[name]
        if always or part.data in (None, ""):
            part.data, part.raw_data = value, None

    def change_entry(self, kind: ChangeKind) -> ChangeEntry:
        """The change that the form asks for. Only after it was found valid."""
        return ChangeEntry(
            kind=kind,
            licence_ids=tuple(self.licences.data or ()),
            received_on=self.received_on.data,
            first_day=self.first_day.data,
            note=self.note.data or "",
            submission=self.submission.data,
        )


class LeavingForm(BaseForm):
    """Somebody who is approved now, and the day on which they leave."""

    class Meta:
        """Part of a form that has the token already."""

        csrf = False

    key = HiddenField()
    leaves_on = DateField(_l("Slutter"))


class ManagersForm(PeopleForm):
    """A new manager or deputy, and who leaves."""

    leaving = FieldList(FormField(LeavingForm), max_entries=MOST_PRESENT)
    manager_identity = IdentityField(_l("Ny styrers fødselsnummer"))
    manager_name = text_field(_l("Ny styrers navn"))
    manager_tests = EnumSelect(_l("Ny styrers kunnskapsprøve"), KnownTests)
    manager_employed = BooleanField(_l("Ny styrer er ansatt på stedet, eller eier det"))
    deputy_identity = IdentityField(_l("Ny stedfortreders fødselsnummer"))
    deputy_name = text_field(_l("Ny stedfortreders navn"))
    deputy_tests = EnumSelect(_l("Ny stedfortreders kunnskapsprøve"), KnownTests)
    deputy_employed = BooleanField(_l("Ny stedfortreder er ansatt på stedet, eller eier det"))

    def present(self, people: Iterable[PresentPerson]) -> None:
        """Those who may leave; a key that the form brings and nobody has is left out."""
        self.known = {person.key: person for person in people}

    def validate_manager_identity(self, field: Any) -> None:
        """Somebody comes; that someone only leaves is registered with another button."""
        if self.manager_identity.data is None and self.deputy_identity.data is None:
            if any((self.manager_name.data, self.deputy_name.data, field.errors)):
                return
            raise StopValidation(_("Skriv hvem som skal være ny styrer eller stedfortreder."))

    def validate_manager_name(self, field: Any) -> None:
        """Name and number of a person go together."""
        _whole_person(self.manager_identity, field)

    def validate_deputy_name(self, field: Any) -> None:
        """Name and number of a person go together, and the two roles have two people."""
        _whole_person(self.deputy_identity, field)
        numbers = [part.data.value for part in (self.manager_identity, self.deputy_identity) if part.data]
        if len(numbers) > len(set(numbers)):
            raise StopValidation(_("Styrer og stedfortreder kan ikke være samme person."))

    def fill_person(self, role: str, name: str, kinds: set[LicenceKind]) -> None:
        """Put what is known of somebody into the form."""
        self.fill(f"{role}_name", name)
        known = next(tests for tests in KnownTests if set(tests.kinds) == kinds)
        tests = f"{role}_tests"
        self.fill(tests, known, always=self[tests].data in (None, KnownTests.NONE))

    def passed(self, role: str) -> set[LicenceKind]:
        """The tests that somebody is said to have passed."""
        return set((self[f"{role}_tests"].data or KnownTests.NONE).kinds)

    @property
    def leaves(self) -> tuple[Leaving, ...]:
        """Those who leave, each with the first day without them."""
        return tuple(
            Leaving(person.person_id, person.role, part.form.leaves_on.data)
            for part in self.leaving
            if part.form.leaves_on.data is not None
            and (person := self.known.get(part.form.key.data)) is not None
        )

    @property
    def comers(self) -> tuple[PersonEntry, ...]:
        """Those who are to be approved."""
        people = []
        for role, identity, name, tests, employed in (
            (
                Role.MANAGER,
                self.manager_identity,
                self.manager_name,
                self.manager_tests,
                self.manager_employed,
            ),
            (Role.DEPUTY, self.deputy_identity, self.deputy_name, self.deputy_tests, self.deputy_employed),
        ):
            if identity.data is not None:
                passed = tests.data or KnownTests.NONE
                people.append(
                    PersonEntry(
                        name=name.data,
                        identity=identity.data,
                        role=role,
                        # Not ticked is not known, never no: the assessment then asks.
                        employed=True if employed.data else None,
                        lived_abroad=self.lived_abroad,
                        tests=tuple(PassedTest(kind, None) for kind in passed.kinds),
                    )
                )
        return tuple(people)

    def entry(self) -> PeopleEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        return PeopleEntry(self.change_entry(ChangeKind.MANAGERS), self.comers, self.leaves)


class InfluenceForm(PeopleForm):
    """A new person of influence."""

    identity = IdentityField(_l("Fødselsnummer"), _l("Skriv fødselsnummeret."))
    name = text_field(_l("Navn"), _l("Skriv navnet."))
    influence = EnumRadio(_l("Hva innflytelsen bygger på"), Influence, _l("Velg hva innflytelsen bygger på."))
    close_persons = text_field(
        _l("Nærstående"),
        description=_l("Innflytelsen til ektefelle, samboer, foreldre, barn og søsken kan tas med."),
        longest=400,
    )

    def entry(self) -> PeopleEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        person = PersonEntry(
            name=self.name.data,
            identity=self.identity.data,
            role=Role.INFLUENCE,
            influence=self.influence.data,
            close_persons=self.close_persons.data or "",
            lived_abroad=self.lived_abroad,
        )
        return PeopleEntry(self.change_entry(ChangeKind.INFLUENCE), (person,))


class ApproveForm(VersionedForm):
    """An approval by one person: from when, and why."""

    first_day = DateField(_l("Gjelder fra"), _l("Skriv fra hvilken dag godkjenningen gjelder."))
    reasons = area_field(_l("Begrunnelse"), _l("Skriv begrunnelsen for vedtaket."), longest=LONGEST_REASONS)
    deviation = area_field(
        _l("Hvorfor funnene fravikes"),
        description=_l("Må fylles ut når vedtaket går imot et funn, eller når vandelen må vurderes."),
        longest=4000,
    )

    def validate_first_day(self, field: Any) -> None:
        """Nobody is approved for days that have passed."""
        if field.data is not None and field.data < clock.today():
            raise StopValidation(_("Godkjenningen kan tidligst gjelde fra i dag."))


class ProposePeopleForm(ApproveForm):
    """A proposal on people: approved or refused."""

    outcome = EnumRadio(
        _l("Forslag"),
        DecisionOutcome,
        _l("Velg hva du foreslår."),
        members=(DecisionOutcome.GRANT, DecisionOutcome.REFUSE),
    )


def _whole_person(identity: Any, name: Any) -> None:
    if identity.data is not None and not name.data:
        raise StopValidation(_("Skriv navnet til den som har fødselsnummeret."))
    if name.data and identity.data is None and not identity.errors:
        raise StopValidation(_("Skriv fødselsnummeret til %(name)s.", name=name.data))
