"""Fields that read what people in Norway type: dates, hours, organisation and identity numbers."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from app import formats, labels
from app.forms import Filled, one_line
from app.holders.identity import parse_organisation_number
from licensing.errors import BadValue
from licensing.identity import IdentityNumber, parse_identity_number
from licensing.seasons import ANY_YEAR, month_and_day
from licensing.service_hours import ServiceHours

EARLIEST_YEAR = 1950
LATEST_YEAR = 2100
_NORWEGIAN_DATE = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMBERED_DAY = re.compile(r"(\d{1,2})[./ ]\s*(\d{1,2})\.?")
_NAMED_DAY = re.compile(r"(\d{1,2})\.?\s*([a-zæøå]+)", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})[.:]?(\d{2})?\s*(?:-|–|—|til)\s*(\d{1,2})[.:]?(\d{2})?")


class TypedField(StringField):
    """A text field whose data is a value; what was typed is kept and shown again when it cannot be read."""

    data: Any

    def __init__(self, label: Any, required: Any = None, **more: Any) -> None:
        # One that may be empty does without `Optional`, which would leave the form's own checks out.
        presence = [Filled(message=required)] if required else []
        super().__init__(label, validators=[*presence, *more.pop("validators", [])], **more)

    def pre_validate(self, form: Any) -> None:
        """What cannot be read is checked no further: one sentence says why."""
        if self.process_errors:
            raise StopValidation

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. An empty field holds nothing."""
        typed = one_line(valuelist[0]) if valuelist else ""
        self.data = None if not typed else self.read(typed)

    def read(self, typed: str) -> Any:
        """The value of a text. Raises `ValueError` with a sentence for the person."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The value as a person would type it."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)


class DayOfYearField(TypedField):
    """A day of every year: 15.07 or 15. juli. Held as it is stored, month first."""

    def process_data(self, value: str | None) -> None:
        """An empty day is none."""
        self.data = value or None

    def read(self, typed: str) -> str:
        """The stored day of a text."""
        numbers, named = _NUMBERED_DAY.fullmatch(typed), _NAMED_DAY.fullmatch(typed)
        months = {formats.month_name(month): month for month in range(1, 13)}
        if numbers:
            day, month = int(numbers[1]), int(numbers[2])
        elif named and named[2].lower() in months:
            day, month = int(named[1]), months[named[2].lower()]
        else:
            raise ValueError(_("Skriv dag og måned, for eksempel 15.07."))
        stored = f"{month:02d}-{day:02d}"
        try:
            month_and_day(stored)
        except BadValue as error:
            raise ValueError(labels.sentence(error.code, None, {"day": typed})) from None
        return stored

    def written(self, value: str) -> str:
        """15.07"""
        month, day = month_and_day(value)
        return f"{date(ANY_YEAR, month, day):%d.%m}"


def date_of(typed: str) -> date:
    """The date of a text in Norwegian or ISO order. Raises `ValueError` with a sentence for the person."""
    norwegian, iso = _NORWEGIAN_DATE.fullmatch(typed), _ISO_DATE.fullmatch(typed)
    if norwegian:
        day, month, year = (int(part) for part in norwegian.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise ValueError(_("Skriv datoen som dag, måned og år, for eksempel 23.11.2026."))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(
            _("Året %(year)s kan ikke stemme. Kontroller datoen og skriv den på nytt.", year=str(year))
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("Datoen %(typed)s finnes ikke. Kontroller dag og måned.", typed=typed)) from None


class DateField(TypedField):
    """A date as people write it: 23.11.2026."""

    def read(self, typed: str) -> date:
        """The date of a text in Norwegian or ISO order."""
        return date_of(typed)

    def written(self, value: date) -> str:
        """23.11.2026"""
        return formats.short_date(value)


class HoursField(TypedField):
    """Hours from and to: 11.00–02.00. An end after midnight belongs to the evening before."""

    def read(self, typed: str) -> ServiceHours:
        """The hours of a text; minutes may be left out."""
        match = _HOURS.fullmatch(typed)
        if not match:
            raise ValueError(_("Skriv tiden som fra og til, for eksempel 11.00–02.00."))
        start, start_minutes, end, end_minutes = match.groups()
        try:
            return ServiceHours.from_clock(f"{start}:{start_minutes or '00'}", f"{end}:{end_minutes or '00'}")
        except BadValue as error:
            raise ValueError(labels.sentence(error.code, None, error.facts)) from None

    def written(self, value: ServiceHours) -> str:
        """11.00–02.00"""
        return formats.hours(value)


class IdentityField(TypedField):
    """An identity number (fødselsnummer or D-nummer), checked before it is believed."""

    def read(self, typed: str) -> IdentityNumber:
        """The number of a text."""
        try:
            return parse_identity_number(typed)
        except BadValue as error:
            raise ValueError(labels.sentence(error.code, None, error.facts)) from None

    def written(self, value: IdentityNumber) -> str:
        """All eleven digits: only ever what this person has just typed."""
        return value.value


class OrganisationNumberField(TypedField):
    """An organisation number: nine digits with a control digit."""

    def read(self, typed: str) -> str:
        """The nine digits of a text."""
        try:
            return parse_organisation_number(typed)
        except BadValue as error:
            raise ValueError(labels.sentence(error.code, None, error.facts)) from None

    def written(self, value: str) -> str:
        """923 609 016"""
        return formats.organisation_number(value)


def enum_choices(kind: type[Enum], members: Iterable[Enum] | None = None) -> list[SelectChoice]:
    """The choices of an enum, each with its label."""
    return [
        SelectChoice(str(member.value), labels.LABELS[kind][member])
        for member in (kind if members is None else members)
    ]


def _coerced(kind: type[Enum]) -> Any:
    def read(value: Any) -> Enum | None:
        return value if isinstance(value, kind) or value in (None, "") else kind(value)

    return read


class _Chosen:
    """What the choice fields below share: a member of an enum as data, and a sentence of our own."""

    @staticmethod
    def settings(kind: type[Enum], members: Iterable[Enum] | None, required: Any) -> dict[str, Any]:
        """The arguments that make a choice field of an enum."""
        return {
            "choices": enum_choices(kind, members),
            "coerce": _coerced(kind),
            "validators": [InputRequired(message=required)] if required else [Optional()],
            "invalid_value_message": required,
            "invalid_choice_message": required,
        }


class EnumSelect(SelectField):
    """A list of which one is chosen."""

    def __init__(
        self,
        label: Any,
        kind: type[Enum],
        required: Any = None,
        *,
        members: Iterable[Enum] | None = None,
        empty: Any = None,
        **more: Any,
    ) -> None:
        settings = _Chosen.settings(kind, members, required)
        if empty is not None:
            settings["choices"] = [SelectChoice("", empty), *settings["choices"]]
        super().__init__(label, **settings, **more)


class EnumRadio(RadioField):
    """Choices side by side of which one is chosen."""

    def __init__(
        self,
        label: Any,
        kind: type[Enum],
        required: Any = None,
        *,
        members: Iterable[Enum] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(label, **_Chosen.settings(kind, members, required), **more)


class EnumCheckboxes(SelectMultipleField):
    """Choices of which several may be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self, label: Any, kind: type[Enum], *, members: Iterable[Enum] | None = None, **more: Any
    ) -> None:
        super().__init__(label, choices=enum_choices(kind, members), coerce=_coerced(kind), **more)
