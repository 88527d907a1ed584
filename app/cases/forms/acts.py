"""Forms of the acts on a case. Each carries the version of the case that the person saw."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.fields import DateField, EnumCheckboxes, EnumRadio, enum_choices
from app.forms import BaseForm, VersionedForm, area_field, text_field
from licensing.statements import Answer, Body

LONGEST_REASON = 4000
MOST_ANSWERS = 200


class ReasonForm(VersionedForm):
    """An act that needs a reason."""

    reason = area_field(_l("Begrunnelse"), _l("Skriv hvorfor."), longest=LONGEST_REASON)


class RequestStatementsForm(VersionedForm):
    """Which bodies are asked, and by when they should answer."""

    bodies = EnumCheckboxes(_l("Hvem skal uttale seg?"), Body)
    due_on = DateField(_l("Svarfrist"), _l("Skriv fristen for å svare."))

    def offer(self, bodies: Iterable[Body]) -> None:
        """The bodies that are ever asked in such a case."""
        self.bodies.choices = enum_choices(Body, bodies)

    def validate_bodies(self, field: Field) -> None:
        """Somebody must be asked."""
        if not field.data:
            raise StopValidation(_("Velg minst én som skal uttale seg."))


class AnswerForm(BaseForm):
    """The answer to one question, about one person or about the place."""

    class Meta:
        """Part of a form that has the token already."""

        csrf = False

    answer = EnumRadio(_l("Svar"), Answer, _l("Velg hva svaret var."))
    facts = area_field(
        _l("Hva som er opplyst"),
        longest=LONGEST_REASON,
        sealed=True,
    )

    def validate_facts(self, field: Field) -> None:
        """A remark says what it is about."""
        if self.answer.data in (Answer.REMARK, Answer.AGAINST) and not field.data:
            raise StopValidation(_("Skriv hva merknaden går ut på."))


class RecordStatementForm(VersionedForm):
    """What a body answered, line by line."""

    answered_on = DateField(_l("Svar mottatt"), _l("Skriv datoen da svaret kom."))
    answers = FieldList(FormField(AnswerForm), max_entries=MOST_ANSWERS)

    def name_errors(self, subjects: Iterable[str]) -> None:
        """Say whom each sentence about an answer speaks of."""
        for part, subject in zip(self.answers, subjects, strict=False):
            for answered in (part.form.answer, part.form.facts):
                answered.errors = [f"{subject}: {error}" for error in answered.errors]

    def fill_rest(self) -> None:
        """Take what has no answer and no facts as answered without a remark."""
        for part in self.answers:
            answer = part.form.answer
            if answer.data is None and not part.form.facts.data:
                answer.data, answer.raw_data = Answer.NO_REMARK, [Answer.NO_REMARK.value]


class MissingItemsForm(VersionedForm):
    """What the applicant is asked for. The letter is open, so no identity number may stand in it."""

    text = area_field(_l("Hva mangler?"), _l("Skriv hva som mangler."), longest=LONGEST_REASON)
    due_on = DateField(_l("Svarfrist"), _l("Skriv fristen for å svare."))


class PresentationForm(VersionedForm):
    """What was said about the applicant, shown for comment. Sealed, and so is its letter."""

    text = area_field(_l("Tekst"), _l("Skriv hva det gjelder."), longest=LONGEST_REASON, sealed=True)
    due_on = DateField(_l("Svarfrist"), _l("Skriv fristen for å svare."))


class ReplyForm(VersionedForm):
    """What the applicant answered."""

    received_on = DateField(_l("Mottatt"), _l("Skriv datoen da svaret kom."))
    answer = area_field(
        _l("Hva søkeren svarte"), _l("Skriv kort hva søkeren svarte."), longest=LONGEST_REASON, sealed=True
    )


class IssueForm(VersionedForm):
    """Which conditions are met, and from when the licence may be used."""

    met = SelectMultipleField(_l("Vilkår som er oppfylt"), coerce=int, choices=[])
    usable_from = DateField(_l("Kan tas i bruk fra"), _l("Skriv fra hvilken dag bevillingen kan brukes."))

    def offer(self, conditions: list[tuple[int, str]]) -> None:
        """The conditions that must be met before use, by number."""
        self.met.choices = [SelectChoice(str(number), text) for number, text in conditions]


class AttachForm(BaseForm):
    """Documents that came in."""

    files = MultipleFileField(_l("Filer"))
    shielded = BooleanField(_l("Unntatt offentlighet: inneholder fødselsnummer eller opplysninger om vandel"))
    title = text_field(_l("Tittel"), description=_l("Tom: filnavnet brukes."), longest=160)


class CaseworkerForm(VersionedForm):
    """Who handles the case from now on."""

    caseworker = SelectField(_l("Saksbehandler"), coerce=int)

    def offer(self, people: list[tuple[int, str]]) -> None:
        """The caseworkers of the municipality."""
        self.caseworker.choices = [SelectChoice(str(user_id), name) for user_id, name in people]
