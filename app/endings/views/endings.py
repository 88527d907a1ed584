"""Pages on which a licence is given up, its holder dies or goes bankrupt, or it is not used."""

import uuid
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.amendments.pages import CHANGE_PAGES
from app.cases.performing import carry_out
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.endings.forms.endings import (
    BankruptcyForm,
    DeathForm,
    EndingForm,
    SurrenderForm,
    UndoForm,
    UnusedForm,
)
from app.endings.service import endings as service
from app.endings.views.blueprint import (
    PREVIEW,
    bp,
    ending_or_404,
    licence_or_404,
    preview_of,
    registered,
    shown,
)
from app.models.case import Case
from app.models.change import Change
from app.models.licence import Licence
from app.permissions import Permission, actor, requires
from licensing.matters import ChangeKind

CHANGE_PAGES.update(
    {
        ChangeKind.SURRENDER: "endings.surrender_licence",
        ChangeKind.DEATH: "endings.register_death",
        ChangeKind.BANKRUPTCY: "endings.register_bankruptcy",
        ChangeKind.UNUSED: "endings.register_unused",
    }
)


@bp.route("/bevilling/<int:licence_id>/oppsigelse", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def surrender_licence(licence_id: int) -> ResponseReturnValue:
    """Register that the holder gives a licence up."""
    return _register(SurrenderForm, licence_id)


@bp.route("/bevilling/<int:licence_id>/dodsfall", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def register_death(licence_id: int) -> ResponseReturnValue:
    """Register that the holder has died."""
    return _register(DeathForm, licence_id)


@bp.route("/bevilling/<int:licence_id>/konkurs", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def register_bankruptcy(licence_id: int) -> ResponseReturnValue:
    """Register that the holder has gone bankrupt."""
    return _register(BankruptcyForm, licence_id)


@bp.route("/bevilling/<int:licence_id>/ikke-i-bruk", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def register_unused(licence_id: int) -> ResponseReturnValue:
    """Register since when a licence has not been used. It ends nothing."""
    return _register(UnusedForm, licence_id)


def _page(
    form: EndingForm, licence: Licence, hindrance: Hindrance | None = None, **more: Any
) -> ResponseReturnValue:
    page = render_template(
        "endings/register_ending.html", **shown(form, licence, hindrance, **more), kind=form.kind
    )
    return page, status_of(form, hindrance)


def _register(form_class: type[EndingForm], licence_id: int) -> ResponseReturnValue:
    licence = licence_or_404(licence_id)
    form = form_class()
    if not form.is_submitted():
        form = form_class(submission=str(uuid.uuid4()), received_on=clock.today())
        return _page(form, licence)
    if not form.validate_on_submit():
        return _page(form, licence)
    entry = form.entry()
    if PREVIEW in request.form:
        change = Change(
            municipality_id=licence.municipality_id,
            kind=entry.kind,
            first_day=entry.happened_on,
            facts=entry.facts,
        )
        return _page(form, licence, preview=preview_of(licence, change))
    opened: list[Case] = []
    hindrance = attempt(
        form,
        lambda: opened.append(
            service.register_ending(session(), actor(), licence_id=licence_id, entry=entry, on=clock.today())
        ),
    )
    if hindrance is not None:
        return _page(form, licence_or_404(licence_id), hindrance)
    return registered(
        opened[0],
        _(
            "%(what)s er registrert som sak %(number)s.",
            what=labels.label(form.kind),
            number=opened[0].reference,
        ),
    )


@bp.route("/<int:case_id>/angre", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def undo_ending(case_id: int) -> ResponseReturnValue:
    """Take back an ending that was registered by mistake."""
    case, _change = ending_or_404(case_id)
    form = UndoForm(version=case.version)
    return carry_out(
        "endings/undo_ending.html",
        form,
        case,
        lambda: service.undo_ending(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Registreringen er angret. Bevillingene står som før."),
    )
