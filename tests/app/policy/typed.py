"""A form as a browser would send it back without a change."""

from collections.abc import Iterator
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField
from wtforms.fields.choices import SelectFieldBase


def as_sent(form: Any) -> MultiDict[str, str]:
    """What is sent when nothing is changed: every field as it is shown."""
    return MultiDict(_sent(form))


def _sent(fields: Any) -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, FormField):
            yield from _sent(field.form)
        elif isinstance(field, FieldList):
            yield from _sent(field.entries)
        elif isinstance(field, SelectFieldBase):
            chosen = [str(choice.value) for choice in field.iter_choices() if choice.selected]
            yield from ((field.name, value) for value in chosen)
        elif isinstance(field, BooleanField):
            if field.data:
                yield field.name, "y"
        else:
            shown: Any = field
            # A browser ends lines in its own way.
            yield field.name, str(shown._value()).replace("\n", "\r\n")
