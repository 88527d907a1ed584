"""Pages of the continuation: choose a period, enter what was decided, follow how far it has come."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app import clock, formats
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import BaseForm
from app.models.municipality import Municipality
from app.models.occupancy import Continuation
from app.permissions import Permission, actor, requires
from app.policy import shown_criteria
from app.renewals import queries, service
from app.renewals.forms import ContinuationForm
from licensing.periods import election_before

bp = Blueprint("renewals", __name__, url_prefix="/fornyelser")


@bp.get("")
@requires(Permission.CASE_VIEW)
def list_continuations() -> ResponseReturnValue:
    """When licences run out, and which continuations there have been."""
    return render_template(
        "renewals/list_continuations.html",
        ends=queries.period_ends(session(), actor().municipality_id, clock.today()),
        today=clock.today(),
        rows=queries.continuation_lines(session(), actor().municipality_id),
        review=queries.total_review(session(), actor().municipality_id, clock.today()),
        shown=shown_criteria,
    )


@bp.route("/videreforing", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
@commits
def continue_licences() -> ResponseReturnValue:
    """Enter a decision that the licences of a period run on into the next."""
    ended_on = _chosen_end()
    rows = queries.running_out(session(), actor().municipality_id, ended_on) if ended_on else ()
    form = ContinuationForm()
    form.offer(rows)
    if not form.is_submitted():
        form.licences.data = [row.id for row in rows]
    if ended_on is None or not form.validate_on_submit():
        return _page(form, ended_on, rows)
    found: list[Continuation] = []
    hindrance = attempt(
        form,
        lambda: found.append(
            service.decide_continuation(
                session(),
                actor(),
                entry=form.entry(ended_on),
                chosen=form.licences.data or (),
                on=clock.today(),
            )
        ),
    )
    if hindrance:
        return _page(form, ended_on, rows, hindrance)
    _tell(found[0])
    return redirect(url_for(".show_continuation", continuation_id=found[0].id))


@bp.get("/videreforing/<int:continuation_id>")
@requires(Permission.CASE_VIEW)
def show_continuation(continuation_id: int) -> ResponseReturnValue:
    """A continuation: what it rests on, and how far it has come."""
    row = _or_404(continuation_id)
    return render_template(
        "renewals/show_continuation.html", row=queries.progress(session(), row), form=BaseForm()
    )


@bp.post("/videreforing/<int:continuation_id>/fortsett")
@requires(Permission.CASE_DECIDE)
@commits
def go_on(continuation_id: int) -> ResponseReturnValue:
    """Continue the next licences of a decision that was stopped."""
    row = _or_404(continuation_id)
    service.continue_licences(session(), actor(), continuation_id=row.id)
    _tell(row)
    return redirect(url_for(".show_continuation", continuation_id=row.id))


def _or_404(continuation_id: int) -> Continuation:
    return queries.continuation_or_none(session(), actor().municipality_id, continuation_id) or abort(404)


def _tell(row: Continuation) -> None:
    progress = queries.progress(session(), row)
    flash(
        ngettext("%(num)d bevilling er videreført.", "%(num)d bevillinger er videreført.", progress.done),
        "success",
    )


def _chosen_end() -> date | None:
    """The period end that was chosen; without a choice, the one to come that most licences run out with."""
    ends = queries.period_ends(session(), actor().municipality_id, clock.today())
    chosen = request.values.get("ended_on") or request.args.get("slutt", "")
    known = {end.last_day.isoformat(): end.last_day for end in ends}
    if chosen in known:
        return known[chosen]
    to_come = [end for end in ends if end.last_day >= clock.today()]
    return max(to_come or ends, key=lambda end: end.count).last_day if ends else None


def _page(
    form: ContinuationForm,
    ended_on: date | None,
    rows: tuple[queries.RunningOut, ...],
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    municipality = session().get_one(Municipality, actor().municipality_id)
    if ended_on is not None:
        form.ended_on.data = ended_on.isoformat()
    page = render_template(
        "renewals/continue_licences.html",
        form=form,
        hindrance=hindrance,
        rows=rows,
        chosen=set(form.licences.data or ()),
        ends=queries.period_ends(session(), actor().municipality_id, clock.today()),
        ended_on=ended_on,
        ended=formats.long_date(ended_on) if ended_on else "",
        election=formats.long_date(election_before(ended_on)) if ended_on else "",
        identity=municipality.identity_on(form.decided_on.data or clock.today()),
    )
    return page, status_of(form, hindrance)
