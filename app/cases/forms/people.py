"""Forms for what is known of those behind an application."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from app import clock, labels
from app.cases.service.people import BackgroundEntry
from app.fields import DateField, EnumSelect
from app.forms import BaseForm, VersionedForm, area_field
from app.owners.queries import PersonLine
from licensing.applicants import Influence

LONGEST_NOTE = 400


class Answered(StrEnum):
    """Yes, no, or not known."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"

    @classmethod
    def of(cls, known: bool | None) -> "Answered":
        """The answer to what is stored."""
        return {True: cls.YES, False: cls.NO, None: cls.UNKNOWN}[known]

    @property
    def known(self) -> bool | None:
        """What is stored."""
        return {Answered.YES: True, Answered.NO: False}.get(self)


labels.LABELS[Answered] = {
    Answered.UNKNOWN: _l("Ikke oppgitt"),
    Answered.YES: _l("Ja"),
    Answered.NO: _l("Nei"),
}


class BackgroundFields(BaseForm):
    """Where somebody has lived, and why somebody has influence."""

    lived_abroad = EnumSelect(_l("Bodd i utlandet de siste ti årene"), Answered, default=Answered.UNKNOWN)
    certificate_on = DateField(_l("Utenlandsk vandelsattest av"))
    influence = EnumSelect(_l("Innflytelse ved"), Influence, empty=_l("Ikke oppgitt"), default="")
    close_persons = area_field(_l("Nærstående"), longest=LONGEST_NOTE)

    def validate_certificate_on(self, field: Any) -> None:
        """A certificate that has been shown has been issued, by a country that somebody lived in."""
        if field.data is None:
            return
        if field.data > clock.today():
            raise StopValidation(_("Datoen ligger fram i tid. Skriv datoen på attesten."))
        if self.lived_abroad.data is not Answered.YES:
            raise StopValidation(_("Velg «Ja» for bodd i utlandet, eller la datoen stå tom."))

    def background(self) -> BackgroundEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        return BackgroundEntry(
            lived_abroad=(self.lived_abroad.data or Answered.UNKNOWN).known,
            certificate_on=self.certificate_on.data,
            influence=self.influence.data or None,
            close_persons=self.close_persons.data or "",
        )


class PartyForm(VersionedForm, BackgroundFields):
    """What is known of a person in one role."""

    employed = EnumSelect(_l("Ansatt på stedet eller eier det"), Answered, default=Answered.UNKNOWN)


class OwnersForm(VersionedForm):
    """Which owners come into the case as persons of influence."""

    people = SelectMultipleField(
        _l("Eiere"),
        coerce=int,
        validators=[InputRequired(message=_l("Kryss av for minst én eier."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, people: Sequence[PersonLine]) -> None:
        """The owners who are not in the case yet."""
        self.people.choices = [
            SelectChoice(
                person.person_id,
                _(
                    "%(name)s, %(share)s – vesentlig innflytelse: %(verdict)s",
                    name=person.name,
                    share=person.share,
                    verdict=person.verdict.lower(),
                ),
            )
            for person in people
        ]
