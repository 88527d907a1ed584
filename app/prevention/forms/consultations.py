"""Forms about consultations: which spendings are taken up, who took part, and what each body said."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app import clock, labels
from app.fields import DateField, EnumRadio, EnumSelect
from app.forms import BaseForm, VersionedForm, area_field, one_line, row_id, text_field
from app.loose_numbers import holds_identity_number
from app.prevention.service.consultations import TELLS_MORE, Attended, NewConsultation, ViewOf
from fees.spending import ConsultationForm, ConsultedView

LONGEST_BODY = 120
LONGEST_REMARKS = 2000
MOST_BODIES = 20
MOST_SPENDINGS = 40
MOST_VIEWS = MOST_BODIES * MOST_SPENDINGS


def bodies_in(text: str) -> list[str]:
    """The bodies that are typed, one on each line, each once and short enough to be kept."""
    lines = (one_line(line)[:LONGEST_BODY].strip() for line in text.splitlines())
    # They stand in an address, where nothing is told: a line with an identity number is no body.
    named = (line for line in lines if line and not holds_identity_number(line))
    return list(dict.fromkeys(named))[:MOST_BODIES]


class TakeUpForm(BaseForm):
    """What is taken up, and how: read from the address, so that the next page can be come back to."""

    class Meta:
        """Nothing is stored by it."""

        csrf = False

    form = EnumRadio(_l("Hvordan ble samrådet holdt?"), ConsultationForm, default=ConsultationForm.MEETING)
    bruk = SelectMultipleField(_l("Hvilke saker ble tatt opp?"), coerce=row_id, choices=[])
    andre = area_field(
        _l("Andre berørte som ble tatt med på råd"), description=_l("Én på hver linje."), longest=2000
    )

    @classmethod
    def of(cls, spendings: Iterable[tuple[int, str]], chosen: Sequence[int]) -> "TakeUpForm":
        """The form with the spendings that may be taken up, those ticked that wait for it."""
        made = cls(formdata=None, bruk=list(chosen))
        made.bruk.choices = [SelectChoice(number, text) for number, text in spendings]
        return made


class AttendanceForm(BaseForm):
    """Whether a body took part."""

    class Meta:
        """Part of a form that has the token already."""

        csrf = False

    attended = BooleanField(_l("Deltok"))
    represented_by = text_field(_l("Representert ved"), longest=LONGEST_BODY)


class ViewForm(BaseForm):
    """What a body said of a spending."""

    class Meta:
        """Part of a form that has the token already."""

        csrf = False

    view = EnumSelect(_l("Syn"), ConsultedView, empty=_l("Ikke svart ennå"))
    remarks = area_field(_l("Merknader"), longest=LONGEST_REMARKS)
    answered_on = DateField(_l("Svarte"))

    def validate_remarks(self, field: Field) -> None:
        """Remarks are told where the view is that there are some."""
        if self.view.data in TELLS_MORE and not field.data:
            raise StopValidation(
                labels.sentence("view_without_remarks", None, {"who": str(self.view.label.text)})
            )


def _lines_of(bodies: Sequence[str], spendings: "Sequence[Asked]") -> str:
    """The lines of a form, as short as a hidden field should be."""
    told = "\n".join([*bodies, *(str(one.id) for one in spendings)])
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Asked:
    """A spending that is taken up, as the form tells of it."""

    id: int
    heading: str
    note: str


class RecordForm(VersionedForm):
    """A consultation: when it was, who took part, and what each body said of each spending."""

    title = text_field(_l("Navn på møtet"), _l("Skriv hva møtet eller runden heter."), longest=160)
    held_on = DateField(_l("Dato"), _l("Skriv datoen for samrådet."))
    minutes = area_field(_l("Referat"), description=_l("Kort om hva som ble sagt. Ingen navn på personer."))
    attendance = FieldList(FormField(AttendanceForm), max_entries=MOST_BODIES * 2)
    views = FieldList(FormField(ViewForm), max_entries=MOST_VIEWS)
    lines = HiddenField()
    """Whose lines were shown, in their order: what is typed belongs to them and to nobody else."""

    @classmethod
    def of(
        cls,
        form: ConsultationForm,
        bodies: Sequence[str],
        spendings: Sequence[Asked],
        stored: Mapping[str, Any] | None = None,
        *,
        blank: bool = False,
    ) -> "RecordForm":
        """The form with a line for each body, and one for each body's view of each spending.

        `stored` is what it begins with; a blank one reads nothing of what was sent.
        """
        begun: dict[str, Any] = {
            "version": 0,
            "attendance": [{"attended": True} for _body in bodies],
            "views": [{} for _asked in spendings for _body in bodies],
            **(stored or {}),
        }
        made = cls(formdata=None, **begun) if blank else cls(**begun)
        lines = _lines_of(bodies, spendings)
        # A form that was tampered with holds fewer or more lines than there are bodies; in one that was
        # opened before the decision named others, each line would be told of somebody else.
        whole = (len(made.attendance), len(made.views)) == (len(bodies), len(bodies) * len(spendings))
        if not whole or (made.lines.data or lines) != lines:
            kept = {name: made[name].data for name in ("version", "title", "held_on", "minutes")}
            made = cls(formdata=None, **{**begun, **kept})
            made.form_errors.append(_("Skjemaet er ikke fullstendig. Last siden på nytt."))
        made.lines.data = lines
        made.form, made.bodies, made.spendings = form, tuple(bodies), tuple(spendings)
        for line, body in zip(made.attendance, bodies, strict=True):
            line.form.attended.label.text = body
            line.form.represented_by.label.text = _("%(body)s: representert ved", body=body)
        for line, body in zip(made.views, list(bodies) * len(spendings), strict=True):
            line.form.view.label.text = body
            line.form.remarks.label.text = _("%(body)s: merknader", body=body)
            line.form.answered_on.label.text = _("%(body)s: svarte", body=body)
        return made

    def validate_held_on(self, field: Field) -> None:
        """It has been held."""
        if field.data is not None and field.data > clock.today():
            sentence = labels.sentence(
                "consultation_in_the_future", None, {"held_on": field.data.isoformat()}
            )
            raise StopValidation(sentence)

    @property
    def groups(self) -> list[tuple[Asked, list[Any]]]:
        """Each spending with the lines of what the bodies said of it."""
        lines, size = [line.form for line in self.views], len(self.bodies)
        return [
            (asked, lines[number * size : (number + 1) * size]) for number, asked in enumerate(self.spendings)
        ]

    def new(self, earmark_id: int) -> NewConsultation:
        """What was typed."""
        meeting = self.form is ConsultationForm.MEETING
        held_on: date = self.held_on.data
        return NewConsultation(
            earmark_id=earmark_id,
            form=self.form,
            held_on=held_on,
            title=self.title.data,
            minutes=self.minutes.data or "",
            attended=tuple(
                Attended(body, bool(line.form.attended.data), line.form.represented_by.data or "")
                for body, line in zip(self.bodies, self.attendance, strict=True)
            )
            if meeting
            else tuple(Attended(body, attended=False) for body in self.bodies),
            views=tuple(
                ViewOf(
                    asked.id,
                    body,
                    line.view.data or None,
                    line.remarks.data or "",
                    None if meeting else line.answered_on.data,
                )
                for asked, lines in self.groups
                for body, line in zip(self.bodies, lines, strict=True)
            ),
        )
