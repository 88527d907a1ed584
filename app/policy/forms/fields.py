"""Fields of a policy: whole numbers, times of the service day, days of the year, answers, lists of lines."""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.fields import TypedField, enum_choices
from app.forms import OwnSentences, trimmed
from app.wording.policy_whens import service_time
from licensing.errors import BadValue
from licensing.service_hours import DAY_MINUTES, SERVICE_DAY_START, minutes_of

LONG, SHORT, CODE = 8000, 400, 60
"""How long texts may be: whole paragraphs, a line, and a code."""
NOT_SAID = _l("Ikke sagt")
LARGEST_NUMBER = 1_000_000
_WHOLE = re.compile(r"-?\d{1,9}")


def fits_an_address(code: str) -> bool:
    """Whether pages can be named by a code: browsers drop dots alone, and a slash begins another part."""
    return bool(code.strip(".")) and not any(sign in code for sign in ":/")


class PartForm(Form):
    """A part of a form. The form around it carries the token against forged requests."""

    class Meta:
        """How WTForms behaves in the part."""

        def get_translations(self, _form: Any) -> OwnSentences:
            """The sentences for what no field of ours has a sentence for."""
            return OwnSentences()


class WholeField(TypedField):
    """A whole number within limits."""

    def __init__(
        self, label: Any, required: Any = None, *, least: int = 0, most: int = LARGEST_NUMBER, **more: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(label, required, **more)

    def read(self, typed: str) -> int:
        """The number of a text."""
        digits = typed.replace(" ", "").replace("\u00a0", "").replace("−", "-")
        if not _WHOLE.fullmatch(digits):
            raise ValueError(_("Skriv et helt tall, for eksempel 25."))
        number = int(digits)
        if not self.least <= number <= self.most:
            raise ValueError(
                _("Skriv et tall fra %(least)s til %(most)s.", least=str(self.least), most=str(self.most))
            )
        return number

    def written(self, value: int) -> str:
        """25"""
        return str(value)


class ClockField(TypedField):
    """A time of the service day: 02.00 is the night after where `ends`, and 26.00 everywhere."""

    def __init__(self, label: Any, required: Any = None, *, ends: bool = False, **more: Any) -> None:
        self.ends = ends
        super().__init__(label, required, **more)

    def read(self, typed: str) -> int:
        """The minute of a text; minutes may be left out."""
        return minutes_typed(typed, ends=self.ends)

    def written(self, value: int) -> str:
        """02.00; a beginning after midnight is counted on, as 25.00."""
        return service_time(value) if self.ends else counted_time(value)


def minutes_typed(typed: str, *, ends: bool = False) -> int:
    """The minute of the service day that a text names. Raises `ValueError` with a sentence."""
    plain = typed.lower().removeprefix("kl.").strip()
    try:
        minutes = minutes_of(f"{plain}.00" if plain.isdecimal() else plain)
    except BadValue:
        raise ValueError(_("Skriv klokkeslettet med time og minutt, for eksempel 02.00.")) from None
    return minutes + DAY_MINUTES if ends and minutes <= SERVICE_DAY_START else minutes


def counted_time(minutes: int) -> str:
    """A minute of the service day, counted on past midnight: 25.00."""
    return f"{minutes // 60:02d}.{minutes % 60:02d}"


class LinesField(TextAreaField):
    """A list with one on each line."""

    def process_data(self, value: Iterable[str] | None) -> None:
        """The list as it is."""
        self.data: Any = tuple(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """The lines that hold something."""
        lines = str(trimmed(valuelist[0])).splitlines() if valuelist else []
        self.data = tuple(" ".join(line.split()) for line in lines if line.strip())

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "\n".join(self.data or ())


class SaidField(SelectField):
    """Yes, no, or that the text does not say."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label,
            choices=[
                SelectChoice("", _l("Teksten sier det ikke")),
                SelectChoice("yes", _l("Ja")),
                SelectChoice("no", _l("Nei")),
            ],
            coerce=_said,
            validators=[Optional()],
            **more,
        )


def _said(value: Any) -> bool | None:
    return value if isinstance(value, bool) else {"yes": True, "no": False}.get(value)


def _member(kind: type[Enum]) -> Callable[[Any], Enum | None]:
    """Reads a member of an enum; the empty choice is none."""
    members = {str(member.value): member for member in kind}

    def read(value: Any) -> Enum | None:
        if isinstance(value, kind) or value in (None, ""):
            return value or None
        if str(value) not in members:
            raise ValueError
        return members[str(value)]

    return read


class OneOf(SelectField):
    """A member of an enum, or none of them."""

    def __init__(self, label: Any, kind: type[Enum], *, empty: Any = None, **more: Any) -> None:
        super().__init__(
            label,
            choices=[SelectChoice("", NOT_SAID if empty is None else empty), *enum_choices(kind)],
            coerce=_member(kind),
            validators=[Optional()],
            **more,
        )


class AlwaysOneOf(SelectField):
    """A member of an enum, with one chosen from the start."""

    def __init__(self, label: Any, kind: type[Enum], first: Enum | None = None, **more: Any) -> None:
        super().__init__(
            label,
            choices=enum_choices(kind),
            coerce=_member(kind),
            default=next(iter(kind)) if first is None else first,
            **more,
        )


class ManyOf(SelectMultipleField):
    """Members of an enum, of which several may be ticked; none means any."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self, label: Any, kind: type[Enum], *, members: Iterable[Enum] | None = None, **more: Any
    ) -> None:
        super().__init__(label, choices=enum_choices(kind, members), coerce=_member(kind), **more)


class NamesField(SelectMultipleField):
    """Names of other parts of the policy, of which several may be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, choices=[], coerce=str, **more)


class NameField(SelectField):
    """The name of another part of the policy, or none."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, choices=[], validators=[Optional()], **more)

    def process_data(self, value: Any) -> None:
        """Nothing is the empty choice."""
        self.data = str(value or "")
