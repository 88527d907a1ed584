"""Forms of the national register's work list and of the inspection list."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional, ValidationError

from app import labels
from app.fields import DateField, EnumSelect
from app.forms import HIGHEST_ID, BaseForm, VersionedForm, row_id, text_field
from app.imports.columns import COLUMNS, CodeMeaning, Column
from app.models.register import ImportSource
from licensing.national_register import NationalDuty

OPEN, DONE = "", "utfort"
MOST_AT_ONCE = 500


class TaskFilterForm(BaseForm):
    """Which tasks the work list shows."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    status = SelectField(
        _l("Status"),
        default=OPEN,
        choices=[SelectChoice(OPEN, _l("Åpne")), SelectChoice(DONE, _l("Utført"))],
        invalid_choice_message=_l("Velg status fra listen."),
    )
    oppgave = EnumSelect(_l("Oppgave"), NationalDuty, empty=_l("Alle"), default="")


class TickForm(BaseForm):
    """Which tasks are done, and on which day."""

    oppgaver = SelectMultipleField(_l("Oppgaver"), coerce=row_id, validate_choice=False)
    bare = IntegerField(_l("Bare denne"), validators=[Optional(), NumberRange(0, HIGHEST_ID)])
    done_on = DateField(_l("Utført dato"), _l("Skriv dagen da det ble lagt inn i bevillingsregisteret."))

    def validate_oppgaver(self, field: Any) -> None:
        """Something is chosen, and not more than a page can hold."""
        if self.bare.data is None and not field.data:
            raise ValidationError(_l("Kryss av minst én oppgave."))
        if len(field.data or ()) > MOST_AT_ONCE:
            raise ValidationError(_l("Kryss av færre oppgaver om gangen."))

    @property
    def chosen(self) -> list[int]:
        """The tasks that were ticked; the one whose own button was pressed, and no other."""
        if self.bare.data is not None:
            return [self.bare.data]
        return list(self.oppgaver.data or ())


class CompareForm(BaseForm):
    """An extract to compare with, and the day that it speaks of."""

    file = FileField(_l("Uttrekk fra bevillingsregisteret"))
    dated_on = DateField(_l("Uttrekket gjelder"), _l("Skriv dagen som uttrekket ble tatt ut."))

    def validate_file(self, field: Any) -> None:
        """A file is chosen."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_l("Velg filen med uttrekket."))


class AnswersForm(VersionedForm):
    """What columns and type codes mean that nobody has told before; its fields are made for each file."""

    @classmethod
    def of(cls, heads: Sequence[str], codes: Sequence[str]) -> type["AnswersForm"]:
        """The form for the heads and codes of a file."""
        made = type("AnswersForm", (cls,), {})
        for place, head in enumerate(heads):
            choices = [
                SelectChoice(column.value, labels.LABELS[Column][column])
                for column in COLUMNS[ImportSource.REGISTER]
            ]
            setattr(
                made,
                f"head_{place}",
                SelectField(head, default=Column.IGNORED.value, choices=choices, coerce=Column),
            )
        for place, code in enumerate(codes):
            choices = [
                SelectChoice(meaning.value, labels.LABELS[CodeMeaning][meaning]) for meaning in CodeMeaning
            ]
            setattr(made, f"code_{place}", SelectField(code, choices=choices, coerce=CodeMeaning))
        return made


class ListForm(BaseForm):
    """The day of an inspection list, and which venues are shown."""

    class Meta:
        """A form that only reads carries no token."""

        csrf = False

    dag = DateField(_l("Dag"))
    navn = text_field(_l("Sted eller bevillingshaver"))


class MakeListForm(BaseForm):
    """The day that a list is made for."""

    dag = DateField(_l("Dag"), _l("Skriv dagen som listen gjelder for."))
