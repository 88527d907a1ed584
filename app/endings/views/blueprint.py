"""The blueprint of the endings, and what their pages share."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.amendments.queries.licences import licences_by_id
from app.cases.performing import case_or_404
from app.cases.queries.plans import change_of
from app.changes import Hindrance
from app.db import session
from app.endings.queries.changes import fate_of, place_fate_of, transfer_of
from app.endings.queries.page import fate_line, transfer_clocks
from app.forms import BaseForm
from app.models.case import Case
from app.models.change import Change
from app.models.licence import Licence
from app.permissions import actor
from licensing.matters import MATTER_OF, ChangeKind, Matter

bp = Blueprint("endings", __name__, url_prefix="/opphor")

PREVIEW = "vis"
"""The button that shows what will happen, before anything is stored."""


def licence_or_404(licence_id: int) -> Licence:
    """The licence, if it is one of the municipality that the person works in."""
    found = licences_by_id(session(), actor().municipality_id, [licence_id])
    return found[0] if found else abort(404)


def ending_or_404(case_id: int, kind: ChangeKind | None = None) -> tuple[Case, Change]:
    """The case of an ending (of one kind, where it is named) and what it registers."""
    case = case_or_404(case_id)
    change = change_of(session(), case)
    if change is None or MATTER_OF[change.kind] is not Matter.ENDING or kind not in (None, change.kind):
        abort(404)
    return case, change


def preview_of(licence: Licence, change: Change) -> dict[str, Any]:
    """What a change that is not stored yet would mean, as the page shows it."""
    on = clock.today()
    lines = [
        fate_line(f"{labels.label(licence.kind)} {licence.number}", fate_of(session(), change, licence, on))
    ]
    place = place_fate_of(change, on)
    if place is not None:
        lines.append(fate_line(_("Serveringsbevilling"), place))
    is_transfer = change.kind is ChangeKind.TRANSFER
    return {"fates": lines, "clocks": transfer_clocks(transfer_of(change), on) if is_transfer else []}


def shown(
    form: BaseForm,
    licence: Licence,
    hindrance: Hindrance | None = None,
    preview: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What the page shows on which an ending is registered."""
    return {
        "form": form,
        "licence": licence,
        "hindrance": hindrance,
        "matter_view": preview,
        "preview_name": PREVIEW,
    }


def registered(case: Case, sentence: str) -> ResponseReturnValue:
    """Back to the case that was opened."""
    flash(sentence, "success")
    return redirect(url_for("cases.show_case", case_id=case.id))
