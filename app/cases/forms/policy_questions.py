"""The form for the questions of a policy, made of the questions themselves; and for a special ground."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.cases.forms.kind_fields import KnownAnswer
from app.fields import EnumRadio, TypedField
from app.forms import VersionedForm, area_field
from licensing.policy import FactKind, Question
from licensing.service_hours import DAY_MINUTES, SERVICE_DAY_START, clock_text

MOST = 1_000_000
LONGEST_GROUND = 2000
_FIELD = "answer:"
_TIME = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")


class NumberField(TypedField):
    """A whole number: 30, 1 200."""

    def read(self, typed: str) -> int:
        """The number of a text."""
        digits = "".join(typed.split())
        if not (digits.isascii() and digits.isdecimal() and int(digits[:9]) <= MOST):
            raise ValueError(_("Skriv et helt tall, for eksempel 30."))
        return int(digits)

    def written(self, value: int) -> str:
        """30"""
        return str(value)


class ServiceTimeField(TypedField):
    """A time of the service day: 22.00, or 01.30 for half past one the night after. Held in minutes."""

    def read(self, typed: str) -> int:
        """The minute of a text; what comes before six belongs to the night after."""
        match = _TIME.fullmatch(typed)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (-1, -1)
        if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and minute):
            raise ValueError(_("Skriv klokkeslettet med timer og minutter, for eksempel 22.00."))
        minutes = hour * 60 + minute
        return minutes + DAY_MINUTES if minutes < SERVICE_DAY_START else minutes

    def written(self, value: int) -> str:
        """22.00"""
        return clock_text(value % DAY_MINUTES).replace(":", ".")


class PolicyQuestionsForm(VersionedForm):
    """The questions that matter in a case, all of them answered or left open at once."""

    questions: tuple[Question, ...] = ()

    def field_of(self, question: Question) -> Any:
        """The field that a question is answered in."""
        return self[f"{_FIELD}{question.code}"]

    def answers(self) -> dict[str, bool | int | None]:
        """What was answered; None where nobody knows. Only after the form was found valid."""
        return {question.code: _answer(question, self.field_of(question)) for question in self.questions}


def form_for(questions: Iterable[Question]) -> type[PolicyQuestionsForm]:
    """The form that asks some questions, in the policy's own words."""
    asked = tuple(questions)
    fields = {f"{_FIELD}{question.code}": _field(question) for question in asked}
    return type("PolicyQuestionsOfCaseForm", (PolicyQuestionsForm,), {"questions": asked, **fields})


def given(question: Question, answer: bool | int | None) -> tuple[str, Any]:
    """The name of a question's field, and what it begins with."""
    if question.kind is FactKind.YES_NO:
        return f"{_FIELD}{question.code}", KnownAnswer.of(None if answer is None else bool(answer))
    return f"{_FIELD}{question.code}", answer


def _field(question: Question) -> Any:
    match question.kind:
        case FactKind.NUMBER:
            return NumberField(question.text)
        case FactKind.TIME:
            return ServiceTimeField(question.text)
    return EnumRadio(
        question.text, KnownAnswer, _l("Velg et svar."), default=KnownAnswer.UNKNOWN, members=ANSWERS
    )


ANSWERS = (KnownAnswer.YES, KnownAnswer.NO, KnownAnswer.UNKNOWN)


def _answer(question: Question, field: Any) -> bool | int | None:
    answer: bool | int | None = field.data.known if question.kind is FactKind.YES_NO else field.data
    return answer


class GroundForm(VersionedForm):
    """The special ground for departing from a rule."""

    text = area_field(
        _l("Hvilken særlig grunn?"),
        description=_l(
            "Kommer med i vedtaket og i oversikten over brukte unntak. La feltet stå tomt for å"
            " ta grunnen tilbake."
        ),
        longest=LONGEST_GROUND,
    )
