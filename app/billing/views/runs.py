"""Pages of billing runs: how far one has come, what could not be done, going on and stopping."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.billing.queries import runs as queries
from app.billing.run_pages import end_url as end_url_of
from app.billing.run_pages import may_go_on, progress_text, run_title, shown_run
from app.billing.service import runs as service
from app.billing.views.blueprint import bp
from app.db import commits, session
from app.models.billing_run import BillingRun, RunState
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.errors import NotAllowed

# As much as a person waits for between two signs of life.
CHUNKS_A_REQUEST = 20
TIME_A_REQUEST = timedelta(seconds=3)


@bp.get("/kjoringer/<int:run_id>")
@requires(Permission.FEE_VIEW)
def show_run(run_id: int) -> ResponseReturnValue:
    """How far a run has come, and what could not be done."""
    run = queries.run_or_none(session(), actor().municipality_id, run_id) or abort(404)
    page = queries.problem_page(session(), run, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/runs/show_run.html",
        shown=shown_run(session(), run, actor()),
        goes_on=request.args.get("fortsett") == "1",
        rows=[(row, labels.sentence(row.problem, None, row.facts)) for row in page.rows],
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.post("/kjoringer/<int:run_id>/fortsett")
@requires(Permission.FEE_VIEW)
def go_on_with_run(run_id: int) -> ResponseReturnValue:
    """Do some more; each chunk is kept by itself, so that it may stop anywhere."""
    _allowed_run(run_id)
    session().rollback()
    # A page that goes on by itself never takes up what somebody has stopped.
    by_itself = request.form.get("av_seg_selv") == "1"
    try:
        service.go_on(
            actor(),
            run_id=run_id,
            most_chunks=CHUNKS_A_REQUEST,
            until=clock.now() + TIME_A_REQUEST,
            resumes=not by_itself,
        )
    except NotAllowed as refusal:
        flash(labels.sentence(refusal.code, refusal.citation, refusal.facts), "warning")
        return redirect(url_for(".show_run", run_id=run_id))
    session().rollback()
    run = _allowed_run(run_id)
    end_url = end_url_of(run)
    if run.state is RunState.DONE and not run.problems and end_url:
        flash(f"{run_title(run.kind, run.year)}: {progress_text(run)}", "success")
        return redirect(end_url)
    running = run.state is RunState.RUNNING
    return redirect(url_for(".show_run", run_id=run_id, fortsett="1" if running else None))


@bp.post("/kjoringer/<int:run_id>/stopp")
@requires(Permission.FEE_VIEW)
@commits
def stop_run(run_id: int) -> ResponseReturnValue:
    """Stop; what is done is kept."""
    _allowed_run(run_id)
    service.stop_run(session(), actor(), run_id=run_id)
    flash(_("Kjøringen er stoppet. Det som er gjort, er lagret. Du kan fortsette senere."), "success")
    return redirect(url_for(".show_run", run_id=run_id))


def _allowed_run(run_id: int) -> BillingRun:
    """The run of an address: 403 for those who may not do what it does, 404 where there is none."""
    run = queries.run_or_none(session(), actor().municipality_id, run_id)
    if not may_go_on(actor(), run.kind if run else None):
        abort(403)
    return run or abort(404)
