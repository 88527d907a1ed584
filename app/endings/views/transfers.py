"""Pages of transfers: registered with both clocks shown, answered, and extended once."""

import uuid
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats
from app.amendments.pages import CHANGE_PAGES
from app.cases.performing import carry_out
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.endings.forms.endings import ANSWERS
from app.endings.forms.transfers import AnswerForm, ExtensionForm, TransferForm
from app.endings.queries.changes import transfer_of
from app.endings.queries.licences import licences_of_change, period_end_of
from app.endings.service import transfers as service
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
from app.models.holder import HolderForm
from app.models.licence import Licence
from app.permissions import Permission, actor, requires
from licensing.endings import TransferKind, latest_extension
from licensing.matters import ChangeKind
from licensing.stored import to_plain

CHANGE_PAGES[ChangeKind.TRANSFER] = "endings.register_transfer"


def _page(
    form: TransferForm, licence: Licence, hindrance: Hindrance | None = None, **more: Any
) -> ResponseReturnValue:
    page = render_template("endings/register_transfer.html", **shown(form, licence, hindrance, **more))
    return page, status_of(form, hindrance)


@bp.route("/bevilling/<int:licence_id>/overdragelse", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def register_transfer(licence_id: int) -> ResponseReturnValue:
    """Register a transfer; both clocks and what becomes of the licences are shown before it is stored."""
    licence = licence_or_404(licence_id)
    form = TransferForm()
    if not form.is_submitted():
        form = TransferForm(
            submission=str(uuid.uuid4()), kind=TransferKind.BUSINESS, holder_form=HolderForm.COMPANY
        )
        return _page(form, licence)
    if not form.validate_on_submit():
        return _page(form, licence)
    if PREVIEW in request.form:
        change = Change(
            municipality_id=licence.municipality_id,
            kind=ChangeKind.TRANSFER,
            first_day=form.transfer.taken_over_on,
            facts={"transfer": to_plain(form.transfer)},
        )
        return _page(form, licence, preview=preview_of(licence, change))
    on = clock.today()
    opened: list[Case] = []
    hindrance = attempt(
        form,
        lambda: opened.append(
            service.register_transfer(session(), actor(), licence_id=licence_id, entry=form.entry(on), on=on)
        ),
    )
    if hindrance is not None:
        return _page(form, licence_or_404(licence_id), hindrance)
    return registered(
        opened[0], _("Overdragelsen er registrert som sak %(number)s.", number=opened[0].reference)
    )


@bp.route("/<int:case_id>/opplysninger", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def answer_transfer(case_id: int) -> ResponseReturnValue:
    """Note what has come in since, and what somebody has judged."""
    case, change = ending_or_404(case_id, ChangeKind.TRANSFER)
    transfer = transfer_of(change)
    named = {value: name for name, value in ANSWERS.items()}
    form = AnswerForm(
        version=case.version,
        told_on=transfer.told_on,
        applied_on=transfer.applied_on,
        place_applied_on=transfer.place_applied_on,
        without_undue_delay=named[transfer.without_undue_delay],
        reckoned=named[transfer.reckoned],
    )
    return carry_out(
        "endings/answer_transfer.html",
        form,
        case,
        lambda: service.answer_transfer(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            answers=form.answers(),
            on=clock.today(),
        ),
        _("Opplysningene er ført inn. Se hva som skjer med bevillingene."),
    )


@bp.route("/<int:case_id>/forlengelse", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
@commits
def extend_transfer(case_id: int) -> ResponseReturnValue:
    """Decide that the business may run on for up to one month more."""
    case, change = ending_or_404(case_id, ChangeKind.TRANSFER)
    licence = licences_of_change(session(), change)[0]
    latest = latest_extension(transfer_of(change), period_end_of(licence))
    form = ExtensionForm(version=case.version, until=latest)
    return carry_out(
        "endings/extend_transfer.html",
        form,
        case,
        lambda: service.extend_transfer(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            until=form.until.data,
            reasons=form.reasons.data,
            on=clock.today(),
        ),
        _("Driften er forlenget. Brevene ligger klare."),
        latest=formats.long_date(latest),
    )
