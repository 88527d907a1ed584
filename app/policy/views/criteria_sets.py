"""Pages of criteria fixed beforehand: the sets, their criteria, and the lock."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import ActForm
from app.models.criteria import CriteriaSet, FixedCriterion
from app.permissions import Permission, actor, requires
from app.policy import shown_criteria as shown
from app.policy.forms.criteria_sets import (
    CriteriaSetForm,
    CriterionForm,
    LockForm,
    MoveForm,
    shown_criterion,
    shown_set,
)
from app.policy.queries import criteria_sets as queries
from app.policy.service import criteria_sets as service
from app.policy.views.blueprint import bp
from app.policy.views.opened import set_or_404
from licensing.criteria import require_open


@bp.get("/kriterier")
@requires(Permission.POLICY_VIEW)
def list_criteria_sets() -> ResponseReturnValue:
    """Every set of the municipality, the one whose applications open last first."""
    rows = queries.criteria_sets_of(session(), actor().municipality_id)
    return render_template("policy/list_criteria_sets.html", rows=rows, shown=shown, today=clock.today())


@bp.route("/kriterier/ny", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def begin_criteria_set() -> ResponseReturnValue:
    """Begin a draft."""
    form = CriteriaSetForm()
    if not form.validate_on_submit():
        page = render_template("policy/write_criteria_set.html", form=form, row=None, hindrance=None)
        return page, status_of(form, None)
    row = service.begin_criteria_set(session(), actor(), entry=form.entry())
    flash(_("Utkastet er opprettet. Legg inn kriteriene."), "success")
    return redirect(url_for(".show_criteria_set", set_id=row.id))


@bp.get("/kriterier/<int:set_id>")
@requires(Permission.POLICY_VIEW)
def show_criteria_set(set_id: int) -> ResponseReturnValue:
    """A set: what it is for, its criteria, and the places that are scored by it."""
    return _set_page(set_or_404(set_id))


@bp.route("/kriterier/<int:set_id>/endre", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def change_criteria_set(set_id: int) -> ResponseReturnValue:
    """Change what a draft is for."""
    row = _draft_or_refused(set_id)
    form = CriteriaSetForm(data=shown_set(row))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.change_criteria_set(
                session(), actor(), set_id=set_id, seen_version=form.seen_version, entry=form.entry()
            ),
            stored=lambda: CriteriaSetForm(formdata=None, data=shown_set(set_or_404(set_id))),
        )
        if hindrance is None:
            flash(_("Utkastet er endret."), "success")
            return redirect(url_for(".show_criteria_set", set_id=set_id))
    page = render_template(
        "policy/write_criteria_set.html", form=form, row=set_or_404(set_id), hindrance=hindrance
    )
    return page, status_of(form, hindrance)


@bp.post("/kriterier/<int:set_id>/forkast")
@requires(Permission.POLICY_EDIT)
@commits
def remove_criteria_set(set_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    set_or_404(set_id)
    form = ActForm()
    return _done(
        form,
        set_id,
        lambda: service.remove_criteria_set(
            session(), actor(), set_id=set_id, seen_version=form.seen_version
        ),
        _("Utkastet er forkastet."),
        url_for(".list_criteria_sets"),
    )


@bp.route("/kriterier/<int:set_id>/nytt", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def add_criterion(set_id: int) -> ResponseReturnValue:
    """Write one more criterion."""
    row = _draft_or_refused(set_id)
    form = CriterionForm(data={"version": row.version})
    form.suit(row.form)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.add_criterion(
                session(), actor(), set_id=set_id, seen_version=form.seen_version, entry=form.entry()
            ),
        )
        if hindrance is None:
            flash(_("Kriteriet er lagt til."), "success")
            return redirect(url_for(".show_criteria_set", set_id=set_id))
        form.version.data = str(set_or_404(set_id).version)
    return _criterion_page(form, set_or_404(set_id), None, hindrance)


@bp.route("/kriterier/<int:set_id>/<int:criterion_id>/endre", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def change_criterion(set_id: int, criterion_id: int) -> ResponseReturnValue:
    """Change the words or the weight of a criterion."""
    row = set_or_404(set_id)
    criterion = _criterion_or_404(row, criterion_id)
    require_open(locked=row.locked)
    form = CriterionForm(data=shown_criterion(criterion, row.version))
    form.suit(row.form)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.change_criterion(
                session(),
                actor(),
                set_id=set_id,
                seen_version=form.seen_version,
                criterion_id=criterion_id,
                entry=form.entry(),
            ),
            stored=lambda: _stored_criterion(set_id, criterion_id),
        )
        if hindrance is None:
            flash(_("Kriteriet er endret."), "success")
            return redirect(url_for(".show_criteria_set", set_id=set_id))
    return _criterion_page(form, set_or_404(set_id), criterion_id, hindrance)


@bp.post("/kriterier/<int:set_id>/<int:criterion_id>/fjern")
@requires(Permission.POLICY_EDIT)
@commits
def remove_criterion(set_id: int, criterion_id: int) -> ResponseReturnValue:
    """Take a criterion out of the draft."""
    _criterion_or_404(set_or_404(set_id), criterion_id)
    form = ActForm()
    return _done(
        form,
        set_id,
        lambda: service.remove_criterion(
            session(), actor(), set_id=set_id, seen_version=form.seen_version, criterion_id=criterion_id
        ),
        _("Kriteriet er tatt bort."),
    )


@bp.post("/kriterier/<int:set_id>/<int:criterion_id>/flytt")
@requires(Permission.POLICY_EDIT)
@commits
def move_criterion(set_id: int, criterion_id: int) -> ResponseReturnValue:
    """Let a criterion change places with the one before or after it."""
    _criterion_or_404(set_or_404(set_id), criterion_id)
    form = MoveForm()
    return _done(
        form,
        set_id,
        lambda: service.move_criterion(
            session(),
            actor(),
            set_id=set_id,
            seen_version=form.seen_version,
            criterion_id=criterion_id,
            up=form.up.data == "1",
        ),
        _("Kriteriet er flyttet."),
    )


@bp.route("/kriterier/<int:set_id>/las", methods=["GET", "POST"])
@requires(Permission.POLICY_ADOPT)
@commits
def lock_criteria_set(set_id: int) -> ResponseReturnValue:
    """Fix the criteria as the council has decided them."""
    row = set_or_404(set_id)
    form = LockForm(data={"version": row.version})
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.lock_criteria_set(
                session(),
                actor(),
                set_id=set_id,
                seen_version=form.seen_version,
                decided_on=form.decided_on.data,
                reference=form.reference.data,
                on=clock.today(),
            ),
        )
        if hindrance is None:
            flash(_("Kriteriene er låst. Nå kan stedene få poeng."), "success")
            return redirect(url_for(".show_criteria_set", set_id=set_id))
        row = set_or_404(set_id)
        # The criteria stand on this page as they are now, for whoever sends it again.
        form.version.data = str(row.version)
    page = render_template(
        "policy/lock_criteria_set.html",
        form=form,
        row=row,
        lines=shown.criterion_lines(row),
        weighted=shown.weighted(row),
        facts=shown.set_facts(session(), row),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def _draft_or_refused(set_id: int) -> CriteriaSet:
    row = set_or_404(set_id)
    require_open(locked=row.locked)
    return row


def _criterion_or_404(row: CriteriaSet, criterion_id: int) -> FixedCriterion:
    return next((known for known in row.criteria if known.id == criterion_id), None) or abort(404)


def _stored_criterion(set_id: int, criterion_id: int) -> CriterionForm:
    row = set_or_404(set_id)
    form = CriterionForm(
        formdata=None, data=shown_criterion(_criterion_or_404(row, criterion_id), row.version)
    )
    form.suit(row.form)
    return form


def _done(
    form: ActForm | MoveForm, set_id: int, save: Callable[[], object], said: str, address: str | None = None
) -> ResponseReturnValue:
    if not form.validate_on_submit():
        abort(400)
    hindrance = attempt(form, save)
    if hindrance:
        return _set_page(set_or_404(set_id), hindrance)
    flash(said, "success")
    return redirect(address or url_for(".show_criteria_set", set_id=set_id))


def _set_page(row: CriteriaSet, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    on = clock.today()
    ranking = queries.ranking_on(session(), row, on) if row.locked else None
    page = render_template(
        "policy/show_criteria_set.html",
        row=row,
        tag=shown.state_tag(row, on),
        facts=shown.set_facts(session(), row),
        lines=shown.criterion_lines(row),
        weighted=shown.weighted(row),
        ranking=ranking,
        places=shown.place_lines(row, ranking) if ranking else (),
        hindrance=hindrance,
    )
    return page, 409 if hindrance else 200


def _criterion_page(
    form: CriterionForm, row: CriteriaSet, criterion_id: int | None, hindrance: Hindrance | None
) -> ResponseReturnValue:
    page = render_template(
        "policy/write_criterion.html",
        form=form,
        row=row,
        criterion_id=criterion_id,
        weighted=shown.weighted(row),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)
