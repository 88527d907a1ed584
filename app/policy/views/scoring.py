"""Pages of scoring by fixed criteria: the sheet of a place, the ranking, its file, and sheets on paper."""

from io import BytesIO

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.models.criteria import CriteriaSet
from app.permissions import Permission, actor, requires
from app.policy import shown_criteria as shown
from app.policy.criteria_sheets import ranking_workbook
from app.policy.forms.criteria_sets import score_sheet
from app.policy.queries import criteria_sets as queries
from app.policy.queries.criteria_sets import Place
from app.policy.service import scoring as service
from app.policy.views.blueprint import bp
from app.policy.views.opened import set_or_404
from licensing.criteria import require_locked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/kriterier/<int:set_id>/steder/<int:venue_id>")
@requires(Permission.POLICY_VIEW)
def show_place(set_id: int, venue_id: int) -> ResponseReturnValue:
    """What a place has been given on each criterion, with reasons, and where it stands."""
    row = set_or_404(set_id)
    place = _place_or_404(row, venue_id)
    ranking = queries.ranking_on(session(), row, clock.today())
    standing = next(one for one in ranking.standings if one.place == venue_id)
    scores = queries.scores_of_place(session(), row, venue_id)
    return render_template(
        "policy/show_place.html",
        row=row,
        place=place,
        notes=shown.place_notes(place),
        line=next(one for one in shown.ranked_lines(row, ranking) if one.venue_id == venue_id),
        arithmetic=shown.arithmetic_text(standing),
        sheet=shown.sheet_lines(row, standing, scores),
        given=shown.given_lines(row, scores),
        weighted=shown.weighted(row),
    )


@bp.route("/kriterier/<int:set_id>/steder/<int:venue_id>/poeng", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def score_place(set_id: int, venue_id: int) -> ResponseReturnValue:
    """Score a place on every criterion, on one sheet that is the same for all places."""
    row = set_or_404(set_id)
    place = _place_or_404(row, venue_id)
    require_locked(locked=row.locked)
    form = score_sheet(row, queries.scores_of_place(session(), row, venue_id))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.score_place(
                session(),
                actor(),
                set_id=set_id,
                venue_id=venue_id,
                seen_scores=form.seen_version,
                entries=form.entries(),
                on=clock.today(),
            ),
            stored=lambda: score_sheet(
                set_or_404(set_id),
                queries.scores_of_place(session(), set_or_404(set_id), venue_id),
                stored=True,
            ),
        )
        if hindrance is None:
            flash(_("Poengene er lagret."), "success")
            return redirect(url_for(".show_place", set_id=set_id, venue_id=venue_id))
    row = set_or_404(set_id)
    page = render_template(
        "policy/score_place.html",
        form=form,
        row=row,
        place=place,
        weighted=shown.weighted(row),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.get("/kriterier/<int:set_id>/rangering")
@requires(Permission.POLICY_VIEW)
def show_ranking(set_id: int) -> ResponseReturnValue:
    """Every place by its sum, with the arithmetic, what is missing, and the ties."""
    row = set_or_404(set_id)
    require_locked(locked=row.locked)
    ranking = queries.ranking_on(session(), row, clock.today())
    return render_template(
        "policy/show_ranking.html",
        row=row,
        criteria=shown.criterion_lines(row),
        lines=shown.ranked_lines(row, ranking),
        weighted=shown.weighted(row),
        summary=shown.summary_text(ranking),
        ties=shown.ties_text(row, ranking),
        gone=ranking.gone,
        places=shown.places_text(row),
    )


@bp.get("/kriterier/<int:set_id>/rangering/fil")
@requires(Permission.POLICY_VIEW)
def show_ranking_file(set_id: int) -> ResponseReturnValue:
    """The ranking as a spreadsheet."""
    row = set_or_404(set_id)
    require_locked(locked=row.locked)
    on = clock.today()
    content = ranking_workbook(row, queries.ranking_on(session(), row, on), on)
    name = _("rangering-%(number)s-%(day)s.xlsx", number=str(row.id), day=on.isoformat())
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/kriterier/<int:set_id>/skjema")
@requires(Permission.POLICY_VIEW)
def show_sheets(set_id: int) -> ResponseReturnValue:
    """An empty sheet for every place, for paper: the same lines for all."""
    row = set_or_404(set_id)
    return render_template(
        "policy/show_sheets.html",
        row=row,
        places=queries.places_on_sheet(session(), row, clock.today()),
        lines=shown.criterion_lines(row),
        weighted=shown.weighted(row),
    )


def _place_or_404(row: CriteriaSet, venue_id: int) -> Place:
    return queries.place_on_sheet(session(), row, venue_id, clock.today()) or abort(404)
