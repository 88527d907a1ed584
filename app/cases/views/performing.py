"""How an act page answers: done, refused with the reason at the form, or changed by another meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field, TextAreaField

from app import clock, formats, labels
from app.cases.queries.one import case_or_none, events_of
from app.cases.queries.page import timeline
from app.cases.service.state import StaleVersion
from app.db import session
from app.forms import VersionedForm
from app.models.case import Case
from app.permissions import actor
from licensing.errors import BadValue, MissingPremise, NotAllowed


@dataclass(frozen=True)
class BothTexts:
    """A text that two people wrote: what stands stored now, and what was typed here."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Hindrance:
    """Why an act was not done. Nothing is stored; what was typed is kept."""

    sentence: str
    texts: list[BothTexts] = field(default_factory=list)


def case_or_404(case_id: int) -> Case:
    """The case, if it is one of the municipality that the person works in."""
    return case_or_none(session(), actor().municipality_id, case_id) or abort(404)


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
    case = case_or_404(case_id)
    form.version.data = str(case.version)
    last = next(iter(timeline(events_of(session(), case)[:1])), None)
    what = (
        _("%(actor)s, %(time)s: %(text)s", actor=last.actor, time=last.time, text=last.text) if last else ""
    )
    texts = [
        BothTexts(str(part.label.text), stored.get(part.name, ""), part.data)
        for part in form
        if _is_text(part) and part.data
    ]
    sentence = _(
        "Saken ble endret mens du skrev. %(what)s Ingenting av ditt er lagret ennå."
        " Se over, og send på nytt hvis det fortsatt er riktig.",
        what=what,
    )
    return Hindrance(sentence, texts)


def _is_text(part: Field) -> bool:
    return isinstance(part, TextAreaField)


def act_page(
    template: str, form: Any, case: Case, hindrance: Hindrance | None = None, **more: Any
) -> ResponseReturnValue:
    """The page of an act: 200 to begin with, 422 for what is typed wrongly, 409 when it was not done."""
    if hindrance is not None:
        case = case_or_404(case.id)
    status = 409 if hindrance else 422 if form.errors else 200
    page = render_template(
        template,
        form=form,
        case=case,
        hindrance=hindrance,
        today=formats.short_date(clock.today()),
        **more,
    )
    return page, status


def carry_out(
    template: str,
    form: Any,
    case: Case,
    act: Callable[[], object],
    done: str,
    *,
    stored: Callable[[], Mapping[str, str]] | None = None,
    tone: str = "success",
    **shown: Any,
) -> ResponseReturnValue:
    """The whole of an act page: show the form, or do the act and go back to the case, or say why not."""
    if not form.validate_on_submit():
        return act_page(template, form, case, **shown)
    case_id = case.id
    hindrance = attempt(form, case_id, act, stored)
    if hindrance is not None:
        return act_page(template, form, case, hindrance, **shown)
    flash(done, tone)
    return redirect(url_for("cases.show_case", case_id=case_id))
