"""What all forms share: protection against forged requests, and texts that are trimmed and bounded."""

import unicodedata
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.loose_numbers import holds_identity_number

LONGEST_NAME = 120
LONGEST_TEXT = 20_000
LONGEST_VERSION = 9
HIGHEST_ID = 2**31 - 1
"""The highest number that a row can have in either database."""


class Filled(InputRequired):
    """Something other than space has been typed."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what is empty once the space around it is gone."""
        typed = field.raw_data[0] if field.raw_data else None
        # The text may have held nothing but signs that are left out; a field of values then has none.
        if any(isinstance(text, str) and not trimmed(text) for text in (typed, field.data)):
            field.raw_data = None
        super().__call__(form, field)


class OwnSentences:
    """What WTForms says by itself, in sentences of ours. Only a tampered form gets to see them."""

    def gettext(self, built_in: str) -> str:
        """Our sentence for one of the library's."""
        if "choice" in built_in.lower():
            return _("Velg en av mulighetene som vises.")
        return _("Verdien kan ikke leses. Skriv den på nytt.")

    def ngettext(self, one: str, _several: str, _count: int) -> str:
        """The same, for a sentence about several values."""
        return self.gettext(one)


def row_id(typed: Any) -> int:
    """The number of a row, as it stands in a form. Raises `ValueError` for what no row can have."""
    number = int(str(typed)[:20])
    if not 0 <= number <= HIGHEST_ID:
        raise ValueError
    return number


class BaseForm(FlaskForm):
    """A form with a token against forged requests. It checks shape; the law is checked elsewhere."""

    class Meta:
        """How WTForms behaves in every form."""

        def get_translations(self, _form: Any) -> OwnSentences:
            """The sentences for what no field of ours has a sentence for."""
            return OwnSentences()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What the form reads: what it is given, else the texts that were sent and its own files."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return _sent_to(form) if form.is_submitted() else None


def _sent_to(form: BaseForm) -> MultiDict[str, Any] | None:
    # A file that is sent in the name of a text would reach what reads texts; only a field of files gets one.
    wanted = {field.name for field in form if isinstance(field, FileField)}
    files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in wanted)
    if files:
        return CombinedMultiDict((files, request.form))
    return request.form or None


class VersionedForm(BaseForm):
    """A form on something that another may change meanwhile."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that the person saw; 0 when the field was tampered with."""
        seen = str(self.version.data or "")
        return int(seen) if seen.isdecimal() and len(seen) <= LONGEST_VERSION else 0


def trimmed(value: Any) -> Any:
    """A text without space around it and without control characters that no letter can show."""
    if not isinstance(value, str):
        return value
    return "".join(
        sign for sign in value if sign in "\n\t" or not unicodedata.category(sign).startswith("C")
    ).strip()


def one_line(value: Any) -> Any:
    """A trimmed text on one line."""
    cleaned = trimmed(value)
    return " ".join(cleaned.split()) if isinstance(cleaned, str) else cleaned


def text_field(
    label: Any, required: Any = None, *, longest: int = LONGEST_NAME, sealed: bool = False, **more: Any
) -> Any:
    """A text on one line. `required` is the sentence shown when it is empty; without it, optional.

    Only a text that is kept sealed may hold an identity number.
    """
    return StringField(
        label,
        filters=[one_line],
        validators=_validators(required, longest, more.pop("validators", []), sealed=sealed),
        **more,
    )


def area_field(
    label: Any, required: Any = None, *, longest: int = LONGEST_TEXT, sealed: bool = False, **more: Any
) -> Any:
    """A text on several lines. `required` is the sentence shown when it is empty.

    Only a text that is kept sealed may hold an identity number.
    """
    return TextAreaField(
        label,
        filters=[trimmed],
        validators=_validators(required, longest, more.pop("validators", []), sealed=sealed),
        **more,
    )


def _validators(required: Any, longest: int, more: list[Any], *, sealed: bool) -> list[Any]:
    length = Length(max=longest, message=_l("Teksten er for lang. Skriv høyst %(max)d tegn."))
    shape = [length, *more] if sealed else [length, _no_identity_number, *more]
    if required:
        return [Filled(message=required), *shape]
    # Not `Optional`: it would leave out what the form itself checks of an empty field.
    return [_if_filled(check) for check in shape]


def _if_filled(check: Any) -> Any:
    def checked(form: Any, field: Any) -> None:
        if field.data:
            check(form, field)

    return checked


def _no_identity_number(_form: object, field: Field) -> None:
    if holds_identity_number(field.data or ""):
        raise StopValidation(
            _("Her står det et fødselsnummer. Ta det bort, og skriv det bare i felt for fødselsnummer.")
        )


class ActForm(VersionedForm):
    """An act that asks for nothing more."""


class OpenShieldedForm(BaseForm):
    """Why somebody opens what is shielded."""

    reason = text_field(_l("Grunn til å åpne"), _l("Skriv hvorfor du åpner opplysningene."), longest=200)
