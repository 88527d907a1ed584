"""Forms for knowledge tests."""

import re
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from app import clock, labels
from app.examinations.service import SittingEntry
from app.fields import DateField, EnumRadio, EnumSelect, IdentityField, TypedField
from app.forms import BaseForm, text_field
from app.models.background import TestKind

MOST_QUESTIONS = 200
LONGEST_NOTE = 400
_COUNT = re.compile(r"\d{1,3}")


class Verdict(StrEnum):
    """What the result is taken for."""

    BY_MARK = "by_mark"
    PASSED = "passed"
    FAILED = "failed"


labels.LABELS[Verdict] = {
    Verdict.BY_MARK: _l("Etter bestått-grensen"),
    Verdict.PASSED: _l("Bestått likevel"),
    Verdict.FAILED: _l("Ikke bestått likevel"),
}


class CountField(TypedField):
    """A whole number of questions."""

    def read(self, typed: str) -> int:
        """The number."""
        if not _COUNT.fullmatch(typed) or int(typed) > MOST_QUESTIONS:
            raise ValueError(_("Skriv et helt tall fra 0 til %(most)s.", most=MOST_QUESTIONS))
        return int(typed)

    def written(self, value: int) -> str:
        """24"""
        return str(value)


class SittingFilterForm(BaseForm):
    """Which tests the list shows."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    navn = text_field(_l("Navn"))
    prove = EnumSelect(_l("Prøve"), TestKind, empty=_l("Alle"), default="")
    dag = DateField(_l("Holdt"))


class SittingForm(BaseForm):
    """A test that somebody sat."""

    identity = IdentityField(_l("Fødselsnummer"), _l("Skriv fødselsnummeret."))
    name = text_field(_l("Navn"), _l("Skriv navnet."))
    kind = EnumRadio(_l("Prøve"), TestKind, _l("Velg hvilken prøve det var."))
    held_on = DateField(_l("Holdt"), _l("Skriv dagen da prøven ble holdt."))
    right = CountField(_l("Riktige svar"), _l("Skriv hvor mange svar som var riktige."))
    questions = CountField(_l("Spørsmål i alt"), _l("Skriv hvor mange spørsmål prøven hadde."))
    verdict = EnumRadio(_l("Resultat"), Verdict, _l("Velg resultatet."), default=Verdict.BY_MARK)
    note = text_field(_l("Merknad"), longest=LONGEST_NOTE)

    def validate_held_on(self, field: Any) -> None:
        """A test that is registered has been held."""
        if field.data is not None and field.data > clock.today():
            raise StopValidation(_("Dagen ligger fram i tid. Skriv dagen da prøven ble holdt."))

    def validate_questions(self, field: Any) -> None:
        """A test has questions, and nobody answers more than all of them right."""
        if field.data == 0:
            raise StopValidation(_("En prøve har minst ett spørsmål."))
        if field.data is not None and self.right.data is not None and self.right.data > field.data:
            raise StopValidation(_("Det kan ikke være flere riktige svar enn spørsmål."))

    def entry(self) -> SittingEntry:
        """What the form says, as the service takes it. Only after it was found valid."""
        verdicts = {Verdict.PASSED: True, Verdict.FAILED: False}
        return SittingEntry(
            name=self.name.data,
            identity=self.identity.data,
            kind=self.kind.data,
            held_on=self.held_on.data,
            right=self.right.data,
            questions=self.questions.data,
            passed=verdicts.get(self.verdict.data),
            note=self.note.data or "",
        )
