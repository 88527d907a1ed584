"""Saving a form on something that another may have changed meanwhile: both texts are shown, none is lost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField
from wtforms.fields.choices import SelectFieldBase

from app import labels
from app.db import session
from app.forms import BaseForm, VersionedForm
from app.held_rows import ChangedMeanwhile
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class BothTexts:
    """A field that two people filled in differently."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Hindrance:
    """Why nothing was saved. What was typed is kept."""

    sentence: str
    texts: tuple[BothTexts, ...] = ()


def attempt(
    form: BaseForm, save: Callable[[], object], stored: Callable[[], VersionedForm] | None = None
) -> Hindrance | None:
    """Save; on a refusal or another's change, undo it and say why.

    `stored` makes the same form from what stands stored now.
    """
    try:
        save()
    except NotAllowed as refusal:
        session().rollback()
        return Hindrance(labels.sentence(refusal.code, refusal.citation, refusal.facts))
    except ChangedMeanwhile:
        session().rollback()
        return _changed_meanwhile(form, stored() if stored else None)
    return None


def _changed_meanwhile(form: BaseForm, stored: VersionedForm | None) -> Hindrance:
    sentence = _(
        "En annen lagret mens du skrev. Ingenting av ditt er lagret ennå. Se over forskjellene, og lagre på"
        " nytt når skjemaet er slik det skal være."
    )
    if stored is None:
        return Hindrance(sentence)
    if isinstance(form, VersionedForm):
        form.version.data = stored.version.data
    pairs = _pairs(form, stored)
    texts = (BothTexts(str(part.label.text), shown(theirs), shown(part)) for part, theirs in pairs)
    return Hindrance(sentence, tuple(text for text in texts if text.theirs != text.yours))


def _pairs(yours: Any, theirs: Any) -> Iterator[tuple[Field, Field]]:
    """The fields of two equal forms side by side, those of their parts as well."""
    for part in yours:
        if isinstance(part, HiddenField):
            continue
        other = theirs[part.short_name]
        if isinstance(part, FormField):
            yield from _pairs(part.form, other.form)
        elif isinstance(part, FieldList):
            for one, another in zip(part.entries, other.entries, strict=False):
                yield from _pairs(one.form, another.form)
        else:
            yield part, other


def status_of(form: BaseForm, hindrance: Hindrance | None) -> int:
    """200 to begin with, 422 for what is typed wrongly, 409 when it could not be saved."""
    if hindrance is not None:
        return 409
    return 422 if form.errors else 200


def shown(part: Field) -> str:
    """What a field holds, as a person reads it."""
    if isinstance(part, BooleanField):
        return _("Ja") if part.data else _("Nei")
    if isinstance(part, SelectFieldBase):
        choices: Iterable[Any] = part.iter_choices()
        return ", ".join(str(choice.label) for choice in choices if choice.selected)
    written: Any = part
    return str(written._value())
