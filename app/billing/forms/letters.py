"""Forms of letters about licences, one or those of a run: which were sent and how, when they arrived."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app import labels
from app.billing.service.letters import days_from_text, references_from_text
from app.fields import DateField, EnumSelect
from app.forms import BaseForm, VersionedForm, area_field, row_id, text_field
from app.models.letter import Channel
from licensing.errors import BadValue

LONGEST_LIST = 1_500_000


class LetterDispatchForm(VersionedForm):
    """Proof that one letter was sent."""

    channel = EnumSelect(_l("Sendt med"), Channel, _l("Velg hvordan brevet er sendt."))
    reference = text_field(_l("Referanse"), description=_l("For eksempel sporingsnummer."), longest=80)
    sent_on = DateField(_l("Sendt dato"), _l("Skriv datoen da brevet ble sendt."))


class LetterArrivalForm(VersionedForm):
    """The day on which one letter arrived."""

    arrived_on = DateField(_l("Mottatt dato"), _l("Skriv datoen da mottakeren fikk brevet."))


class Which(StrEnum):
    """Which letters of a run are meant."""

    ALL = "all"
    CHOSEN = "chosen"
    LISTED = "listed"


class _OfRunForm(BaseForm):
    """All letters of a run, those that are ticked, or those in a list."""

    which = RadioField(_l("Hvilke brev"), validators=[InputRequired(_l("Velg hvilke brev det gjelder."))])
    letters = SelectMultipleField(
        _l("Brev"),
        coerce=row_id,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def of(cls, letters: Sequence[tuple[int, str]], whole: int, **more: Any) -> Any:
        """The form for letters that can be ticked; where there are too many to tick, none are named."""
        form = cls(**more)
        form.which.choices = [
            (Which.ALL.value, _("Alle (%(count)s)", count=whole)),
            *([(Which.CHOSEN.value, _("Bare dem jeg krysser av"))] if letters else []),
            (Which.LISTED.value, _("Bare dem som står i listen")),
        ]
        form.letters.choices = list(letters)
        if form.which.data is None:
            form.which.data = Which.ALL.value
        return form

    @property
    def letter_ids(self) -> list[int] | None:
        """The letters that were ticked; None where all are meant, or those in the list."""
        return list(self.letters.data or ()) if self.which.data == Which.CHOSEN else None

    def validate_letters(self, field: Any) -> None:
        """Somebody who wants to choose has to choose."""
        if self.which.data == Which.CHOSEN and not field.data:
            raise ValidationError(_("Kryss av minst ett brev."))


def _read(read: Any, text: str) -> Any:
    try:
        return read(text)
    except BadValue as error:
        raise ValidationError(labels.sentence(error.code, None, error.facts)) from None


class RunDispatchForm(_OfRunForm):
    """Proof that the letters of a run were sent."""

    channel = EnumSelect(_l("Sendt med"), Channel, _l("Velg hvordan brevene er sendt."))
    sent_on = DateField(_l("Sendt dato"), _l("Skriv datoen da brevene ble sendt."))
    reference = text_field(
        _l("Referanse"), description=_l("For eksempel nummeret på forsendelsen."), longest=80
    )
    listed = area_field(
        _l("Liste med referanser"),
        description=_l("Én linje for hvert brev: bevillingsnummer;referanse."),
        longest=LONGEST_LIST,
    )

    @property
    def references(self) -> dict[str, str]:
        """The references in the list, by licence number."""
        return references_from_text(self.listed.data or "") if self.which.data == Which.LISTED else {}

    def validate_listed(self, field: Any) -> None:
        """A list is read when it is meant."""
        if self.which.data == Which.LISTED and not _read(references_from_text, field.data or ""):
            raise ValidationError(_("Lim inn en linje for hvert brev: bevillingsnummer;referanse."))


class RunArrivalForm(_OfRunForm):
    """When the letters of a run arrived."""

    arrived_on = DateField(
        _l("Mottatt dato"), description=_l("Trengs ikke når hver linje i listen har sin egen dato.")
    )
    listed = area_field(
        _l("Liste med datoer"),
        description=_l("Én linje for hvert brev: bevillingsnummer;dato."),
        longest=LONGEST_LIST,
    )

    @property
    def days(self) -> dict[str, date]:
        """The days in the list, by licence number."""
        return days_from_text(self.listed.data or "") if self.which.data == Which.LISTED else {}

    def validate_arrived_on(self, field: Any) -> None:
        """One day for all, where each has none of its own."""
        if self.which.data != Which.LISTED and field.data is None and not field.errors:
            raise ValidationError(_("Skriv datoen da mottakerne fikk brevene."))

    def validate_listed(self, field: Any) -> None:
        """A list is read when it is meant."""
        if self.which.data == Which.LISTED and not _read(days_from_text, field.data or ""):
            raise ValidationError(_("Lim inn en linje for hvert brev: bevillingsnummer;dato."))
