"""Forms of turnover rounds: deadlines with their reasons, and whom to write to."""

import re
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from app import formats
from app.billing.queries.duties import CallState, DutyState
from app.fields import DateField, EnumSelect
from app.forms import BaseForm, VersionedForm, area_field, row_id
from licensing.licences import LicenceKind

LONGEST_REASON = 400
MOST_NUMBERS = 200
_BETWEEN = re.compile(r"[\s,;]+")
_DUE_ON = _l("Skriv fristen som en dato, for eksempel 02.03.2026.")


class Whom(StrEnum):
    """Who of those that have not delivered is reminded."""

    LATE = "late"
    ALL = "all"


class DutyFilterForm(BaseForm):
    """Which statements of a round the list shows."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    tilstand = EnumSelect(_l("Status"), DutyState, empty=_l("Alle"), default="")
    innkalling = EnumSelect(_l("Innkalling"), CallState, empty=_l("Alle"), default="")
    type = EnumSelect(_l("Type bevilling"), LicenceKind, empty=_l("Alle"), default="")


class StartRoundForm(BaseForm):
    """The deadline of a new round."""

    due_on = DateField(_l("Frist for å levere"), _DUE_ON)


class JoinRoundForm(BaseForm):
    """The deadline of those who join a round."""

    due_on = DateField(_l("Frist for de nye"), _DUE_ON)


class MoveDeadlineForm(VersionedForm):
    """A new deadline, and why."""

    due_on = DateField(_l("Ny frist"), _DUE_ON)
    reason = area_field(
        _l("Hvorfor fristen flyttes"), _l("Skriv hvorfor fristen flyttes."), longest=LONGEST_REASON
    )


class ReopenRoundForm(BaseForm):
    """Why a round is opened again."""

    reason = area_field(
        _l("Hvorfor runden åpnes igjen"), _l("Skriv hvorfor runden åpnes igjen."), longest=LONGEST_REASON
    )


class _WriteForm(BaseForm):
    link_last_day = DateField(
        _l("Lenkene virker til og med"), _l("Skriv den siste dagen lenkene i brevene skal virke.")
    )
    numbers = area_field(
        _l("Bare disse bevillingene"),
        description=_l("Skriv numrene på hver sin linje. La feltet stå tomt for å skrive til alle."),
    )

    def validate_numbers(self, field: Any) -> None:
        """Not more than a person means to choose."""
        if len(self.chosen) > MOST_NUMBERS:
            raise ValidationError(
                _("Skriv høyst %(most)s numre, eller la feltet stå tomt.", most=str(MOST_NUMBERS))
            )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The numbers that were typed, each once."""
        return tuple(dict.fromkeys(part for part in _BETWEEN.split(self.numbers.data or "") if part))


class CallForm(_WriteForm):
    """Who is called."""

    kind = EnumSelect(_l("Hvem"), LicenceKind, empty=_l("Alle som ikke er innkalt"))


class ReminderForm(_WriteForm):
    """Who is reminded."""


class RoundReminderForm(ReminderForm):
    """Who in a round is reminded: those who are late, or also those who have time left."""

    whom = RadioField(_l("Hvem"), default=Whom.LATE.value)

    @classmethod
    def of(cls, *, late: int, told: int) -> "RoundReminderForm":
        """The form with how many each choice reaches."""
        form = cls()
        form.whom.choices = [
            (Whom.LATE.value, _("Bare de som er over fristen sin (%(num)s)", num=formats.whole(late))),
            (
                Whom.ALL.value,
                _("Alle som ikke har levert, også de som har frist igjen (%(num)s)", num=formats.whole(told)),
            ),
        ]
        return form

    @property
    def includes_not_due(self) -> bool:
        """Whether those whose deadline has not passed are reminded as well."""
        return bool(self.whom.data == Whom.ALL.value)


class OldLitresForm(BaseForm):
    """Which list of older litres is taken in, and what its litres are."""

    list_id = SelectField(
        _l("Liste"),
        coerce=row_id,
        validators=[InputRequired(_l("Velg hvilken liste literne skal tas fra."))],
        validate_choice=True,
    )
    told = RadioField(_l("Hva literne er"), validators=[InputRequired(_l("Velg hva literne er."))])

    @classmethod
    def of(cls, lists: list[tuple[int, str]], told: list[tuple[str, str]]) -> "OldLitresForm":
        """The form for the lists that there are."""
        form = cls()
        form.list_id.choices = list(lists)
        form.told.choices = list(told)
        return form
