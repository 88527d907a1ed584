"""Forms about fees: deciding those that wait, and setting one lower."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app import labels
from app.billing.fields import MoneyField
from app.fields import DateField
from app.forms import BaseForm, VersionedForm, area_field, row_id
from licensing.law import AF_6_2, FVL_33, Citation

LONGEST_REASON = 600
# A fee is set lower in a special case, or after a complaint, which has its own section.
PARAGRAPHS: tuple[Citation, ...] = (AF_6_2, FVL_33)
LOWER, TAKE_BACK = "lavere", "tilbake"


class DecideForm(BaseForm):
    """Which questions are seen, and when each instalment is due where that is known."""

    seen = SelectMultipleField(_l("Gebyrer med spørsmål"), coerce=row_id, choices=[])
    due_on = FieldList(DateField(_l("Forfall")))

    @classmethod
    def of(cls, asked: Iterable[tuple[int, str]], instalments: int) -> "DecideForm":
        """The form with the fees that somebody is asked about, and a day for each instalment."""
        form = cls()
        form.seen.choices = [SelectChoice(fee_id, text) for fee_id, text in asked]
        while len(form.due_on.entries) < instalments:
            form.due_on.append_entry()
        for number, entry in enumerate(form.due_on.entries, 1):
            label = _("Forfall") if instalments == 1 else _("Forfall termin %(number)s", number=str(number))
            entry.label.text = label
        return form

    @property
    def days(self) -> Sequence[Any]:
        """The days that were typed."""
        return [entry.data for entry in self.due_on.entries if entry.data is not None]


class ReduceForm(VersionedForm):
    """To what a fee is set, by which section, and why; or that an earlier reduction is taken back."""

    act = RadioField(
        _l("Hva skal gjøres?"),
        choices=[
            SelectChoice(LOWER, _l("Sett gebyret lavere")),
            SelectChoice(TAKE_BACK, _l("Ta nedsettelsen tilbake")),
        ],
        default=LOWER,
        validators=[InputRequired(_l("Velg hva som skal gjøres."))],
    )
    to = MoneyField(_l("Nytt gebyr for året"), description=_l("I kroner. Det ordinære gebyret står over."))
    citation = RadioField(
        _l("Hjemmel"),
        choices=[],
        default=AF_6_2.code,
        validators=[InputRequired(_l("Velg hjemmelen."))],
    )
    reason = area_field(
        _l("Begrunnelse"),
        _l("Skriv hvorfor gebyret endres. Begrunnelsen står i vedtaket."),
        longest=LONGEST_REASON,
    )
    waives = BooleanField(_l("Gebyret skal falle helt bort, selv om forskriften bare sier «lavere»"))

    @classmethod
    def of(cls, *, reduced: bool, version: int) -> "ReduceForm":
        """The form; taking back is a choice where the fee is set lower already. Its version is how many times
        that was changed before."""
        form = cls(version=version)
        form.citation.choices = [SelectChoice(one.code, labels.citation_text(one)) for one in PARAGRAPHS]
        if not reduced:
            form.act.choices = [SelectChoice(LOWER, _("Sett gebyret lavere"))]
            form.act.data = LOWER
        return form

    def validate_to(self, field: Any) -> None:
        """An amount is needed to set a fee lower."""
        if self.act.data == LOWER and field.data is None and not field.errors:
            raise ValidationError(_("Skriv hva gebyret skal settes til."))
