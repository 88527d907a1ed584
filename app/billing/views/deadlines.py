"""Moving the deadline of a round or of one licence, and taking in the litres of an older list."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats
from app.billing import shown_rounds as shown
from app.billing.forms.rounds import MoveDeadlineForm, OldLitresForm
from app.billing.queries import rounds as queries
from app.billing.queries.call_letters import letters_of_duty
from app.billing.queries.duties import duty_or_none
from app.billing.service import old_litres
from app.billing.service import rounds as service
from app.billing.views.blueprint import bp
from app.changes import attempt, status_of
from app.db import commits, session
from app.models.turnover import TurnoverDuty
from app.permissions import Permission, actor, requires

EXPECTED, ACTUAL = "expected", "actual"


@bp.route("/runder/<int:year>/frist", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def move_deadline(year: int) -> ResponseReturnValue:
    """Move the deadline of a whole round."""
    found = queries.round_of(session(), actor().municipality_id, year) or abort(404)

    def stored() -> MoveDeadlineForm:
        form = MoveDeadlineForm(formdata=None)
        form.version.data = (queries.round_of(session(), actor().municipality_id, year) or found).version
        return form

    form = MoveDeadlineForm()
    if request.method == "GET":
        form.version.data = found.version
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.move_deadline(
                session(),
                actor(),
                year=year,
                due_on=form.due_on.data,
                reason=form.reason.data,
                on=clock.today(),
                seen_version=form.seen_version,
            ),
            stored,
        )
        if hindrance is None:
            flash(_("Fristen er flyttet til %(day)s.", day=formats.short_date(form.due_on.data)), "success")
            return redirect(url_for(".show_round", year=year))
    found = queries.round_of(session(), actor().municipality_id, year) or abort(404)
    history = queries.deadlines_of(session(), actor().municipality_id, round_id=found.id)
    page: Any = render_template(
        "billing/rounds/move_deadline.html",
        form=form,
        hindrance=hindrance,
        year=year,
        due_on=queries.due_on_of_round(session(), found),
        told=queries.told_licences(session(), found),
        history=shown.deadline_lines(history),
    )
    return page, status_of(form, hindrance)


@bp.route("/runder/frist/<int:duty_id>", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def move_deadline_of_duty(duty_id: int) -> ResponseReturnValue:
    """Move the deadline of one licence."""
    duty = _duty_or_404(duty_id)

    def stored() -> MoveDeadlineForm:
        form = MoveDeadlineForm(formdata=None)
        form.version.data = _duty_or_404(duty_id).version
        return form

    form = MoveDeadlineForm()
    if request.method == "GET":
        form.version.data = duty.version
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.move_deadline_of_duty(
                session(),
                actor(),
                duty_id=duty_id,
                due_on=form.due_on.data,
                reason=form.reason.data,
                on=clock.today(),
                seen_version=form.seen_version,
            ),
            stored,
        )
        if hindrance is None:
            flash(_("Fristen er flyttet til %(day)s.", day=formats.short_date(form.due_on.data)), "success")
            return redirect(url_for(".show_duty", duty_id=duty_id))
    duty = _duty_or_404(duty_id)
    history = queries.deadlines_of(
        session(), actor().municipality_id, round_id=duty.round_id, duty_id=duty.id
    )
    page: Any = render_template(
        "billing/rounds/move_deadline_of_duty.html",
        form=form,
        hindrance=hindrance,
        duty=duty,
        history=shown.deadline_lines(history),
        letters=[
            shown.letter_line(row)
            for row in letters_of_duty(session(), actor().municipality_id, duty.licence_id, duty.year)
        ],
    )
    return page, status_of(form, hindrance)


def _duty_or_404(duty_id: int) -> TurnoverDuty:
    return duty_or_none(session(), actor().municipality_id, duty_id) or abort(404)


@bp.route("/runder/<int:year>/eldre-liter", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def take_in_old_litres(year: int) -> ResponseReturnValue:
    """Keep the litres of a list that was taken over as those of the round before, for comparison."""
    if queries.round_of(session(), actor().municipality_id, year) is None:
        abort(404)
    lists = old_litres.lists_with_litres(session(), actor().municipality_id)
    form = OldLitresForm.of(
        [
            (
                one.id,
                _(
                    "%(name)s, %(day)s: %(number)s bevillinger",
                    name=one.file_name,
                    day=formats.short_date(one.dated_on),
                    number=formats.whole(one.licences),
                ),
            )
            for one in lists
        ],
        [
            (ACTUAL, _("Omsatt i %(year)s", year=str(year - 2))),
            (EXPECTED, _("Forventet i %(year)s", year=str(year - 1))),
        ],
    )
    hindrance = None
    if form.validate_on_submit():
        taken: list[old_litres.TakenIn] = []
        hindrance = attempt(
            form,
            lambda: taken.append(
                old_litres.take_in_old_litres(
                    session(),
                    actor(),
                    import_id=form.list_id.data,
                    round_year=year - 1,
                    expected=form.told.data == EXPECTED,
                )
            ),
        )
        if hindrance is None:
            flash(_taken_text(taken[0]), "success")
            return redirect(url_for(".show_round", year=year))
    page: Any = render_template(
        "billing/rounds/take_in_old_litres.html",
        form=form,
        hindrance=hindrance,
        year=year,
        before=year - 1,
        lists=lists,
    )
    return page, status_of(form, hindrance)


def _taken_text(taken: old_litres.TakenIn) -> str:
    text = ngettext(
        "Liter for %(num)s bevilling er tatt inn.", "Liter for %(num)s bevillinger er tatt inn.", taken.taken
    )
    if not taken.left:
        return text
    left = ngettext(
        "%(num)s ble ikke med: den har en oppgave fra før, eller liter i en gruppe uten sats.",
        "%(num)s ble ikke med: de har en oppgave fra før, eller liter i en gruppe uten sats.",
        taken.left,
    )
    return f"{text} {left}"
