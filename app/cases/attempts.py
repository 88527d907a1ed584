"""Doing an act for a page: done, refused with the reason, or found changed by another meanwhile."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from wtforms import Field, TextAreaField

from app import labels
from app.cases.queries.one import case_or_none, events_of
from app.cases.queries.page import timeline
from app.cases.service.state import StaleVersion
from app.changes import BothTexts, Hindrance
from app.db import session
from app.forms import VersionedForm
from app.permissions import actor
from licensing.errors import BadValue, MissingPremise, NotAllowed


def attempt(
    form: VersionedForm,
    case_id: int,
    act: Callable[[], object],
    stored: Callable[[], Mapping[str, str]] | None = None,
) -> Hindrance | None:
    """Do an act; on a refusal or another's change, undo it and say why.

    `stored` gives the texts that stand stored now, by field name, for the page that shows both.
    """
    try:
        act()
    except NotAllowed as refusal:
        session().rollback()
        return Hindrance(labels.sentence(refusal.code, refusal.citation, refusal.facts))
    except (BadValue, MissingPremise) as problem:
        session().rollback()
        return Hindrance(labels.sentence(problem.code, None, problem.facts))
    except StaleVersion:
        session().rollback()
        return _changed_meanwhile(form, case_id, stored() if stored else {})
    return None


def _changed_meanwhile(form: VersionedForm, case_id: int, stored: Mapping[str, str]) -> Hindrance:
    case = case_or_none(session(), actor().municipality_id, case_id)
    if case is None:
        return Hindrance(_("Saken finnes ikke lenger."))
    form.version.data = str(case.version)
    last = next(iter(timeline(events_of(session(), case)[:1])), None)
    what = (
        _("%(actor)s, %(time)s: %(text)s", actor=last.actor, time=last.time, text=last.text) if last else ""
    )
    texts = tuple(
        BothTexts(str(part.label.text), stored.get(part.name, ""), part.data)
        for part in form
        if _is_text(part) and part.data and one_form(part.data) != one_form(stored.get(part.name, ""))
    )
    sentence = _(
        "Saken ble endret mens du skrev. %(what)s Ingenting av ditt er lagret ennå."
        " Se over, og send på nytt hvis det fortsatt er riktig.",
        what=what,
    )
    return Hindrance(sentence, texts)


def one_form(text: str) -> str:
    """A text as it is compared: a browser sends other line breaks than those that are stored."""
    return "\n".join(text.splitlines()).strip()


def _is_text(part: Field) -> bool:
    return isinstance(part, TextAreaField)
