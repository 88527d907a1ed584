"""Pages for trying a policy out: what is tried, how far it has come, and what it would do."""

from datetime import timedelta
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.changes import attempt, status_of
from app.db import commits, session
from app.models.tryout import Tryout, TryoutState
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.policy.forms.tryouts import BeginForm
from app.policy.queries import policy_in_force
from app.policy.queries import tryouts as queries
from app.policy.service import trying as service
from app.policy.shown_tryouts import STATE_TONES, shown_tryout
from app.policy.tryout_sheets import tryout_workbook
from app.policy.views.blueprint import bp
from app.policy.views.opened import tryout_or_404
from licensing.errors import NotAllowed

# As much as a person waits for between two signs of life.
CHUNKS_A_REQUEST = 20
TIME_A_REQUEST = timedelta(seconds=3)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/proving")
@requires(Permission.POLICY_VIEW)
def list_tryouts() -> ResponseReturnValue:
    """What has been tried out, the latest first."""
    page = queries.tryout_page(session(), actor().municipality_id, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "policy/tryouts/list_tryouts.html",
        rows=page.rows,
        tones=STATE_TONES,
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.route("/proving/ny", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def begin_tryout() -> ResponseReturnValue:
    """Choose a draft, a day, and what it is held beside."""
    today = clock.today()
    drafts = queries.triable(session(), actor().municipality_id, today)
    present = policy_in_force(session(), actor().municipality_id, today)
    named = _("Retningslinjene som gjelder") if present else _("Ingenting – ingen retningslinjer gjelder")
    form = BeginForm.of(drafts, named)
    if request.method == "GET":
        wanted = request.args.get("utkast", "")
        form.policy.data = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else None
        form.day.data = today
    hindrance = None
    if form.validate_on_submit():
        begun: list[Tryout] = []
        hindrance = attempt(form, lambda: begun.append(_begin(form)))
        if hindrance is None:
            return redirect(url_for(".show_tryout", tryout_id=begun[0].id, fortsett=1))
    page = render_template("policy/tryouts/begin_tryout.html", form=form, drafts=drafts, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _begin(form: BeginForm) -> Tryout:
    return service.begin_tryout(
        session(),
        actor(),
        policy_id=form.policy.data,
        other_policy_id=form.other.data or None,
        day=form.day.data,
    )


@bp.get("/proving/<int:tryout_id>")
@requires(Permission.POLICY_VIEW)
def show_tryout(tryout_id: int) -> ResponseReturnValue:
    """How far a try-out has come, and what it has found."""
    shown = shown_tryout(session(), tryout_or_404(tryout_id), sees_cases=actor().may(Permission.CASE_VIEW))
    return render_template(
        "policy/tryouts/show_tryout.html", shown=shown, goes_on=request.args.get("fortsett") == "1"
    )


@bp.post("/proving/<int:tryout_id>/fortsett")
@requires(Permission.POLICY_EDIT)
def go_on_with_tryout(tryout_id: int) -> ResponseReturnValue:
    """Try some more; each chunk is kept by itself, so that it may stop anywhere."""
    tryout_or_404(tryout_id)
    session().rollback()
    # A page that goes on by itself never takes up what somebody has stopped.
    by_itself = request.form.get("av_seg_selv") == "1"
    try:
        service.go_on(
            actor(),
            tryout_id=tryout_id,
            most_chunks=CHUNKS_A_REQUEST,
            until=clock.now() + TIME_A_REQUEST,
            resumes=not by_itself,
        )
    except NotAllowed as refusal:
        flash(labels.sentence(refusal.code, refusal.citation, refusal.facts), "warning")
    session().rollback()
    running = tryout_or_404(tryout_id).state is TryoutState.RUNNING
    return redirect(url_for(".show_tryout", tryout_id=tryout_id, fortsett="1" if running else None))


@bp.post("/proving/<int:tryout_id>/stopp")
@requires(Permission.POLICY_EDIT)
@commits
def stop_tryout(tryout_id: int) -> ResponseReturnValue:
    """Stop; what is done is kept."""
    tryout_or_404(tryout_id)
    service.stop_tryout(session(), actor(), tryout_id=tryout_id)
    flash(_("Utprøvingen er stoppet. Du kan fortsette senere."), "success")
    return redirect(url_for(".show_tryout", tryout_id=tryout_id))


@bp.get("/proving/<int:tryout_id>/regneark")
@requires(Permission.POLICY_VIEW)
def export_tryout(tryout_id: int) -> ResponseReturnValue:
    """Everything that was found, as a workbook."""
    tryout = tryout_or_404(tryout_id)
    sees_cases = actor().may(Permission.CASE_VIEW)
    shown = shown_tryout(session(), tryout, sees_cases=sees_cases)
    content = tryout_workbook(session(), shown, sees_cases=sees_cases)
    name = f"utproving-{tryout.id}-{tryout.day.isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
