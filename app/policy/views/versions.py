"""One version of the policy: read by everybody, begun as a draft, put away."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.forms import ActForm
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.permissions import Permission, actor, requires
from app.policy.forms.acts import BeginForm
from app.policy.queries.lists import names_by_number
from app.policy.queries.versions import policy_domain
from app.policy.service.storing import members_of
from app.policy.service.versions import begin_version, discard_draft
from app.policy.shown import shown_policy
from app.policy.views.blueprint import bp
from app.policy.views.opened import draft_or_refusal, row_or_404


@bp.get("/<int:policy_id>")
@requires(Permission.POLICY_VIEW)
def show_policy(policy_id: int) -> ResponseReturnValue:
    """The whole text, as it is read: where it comes from, its documents, and every rule in a sentence."""
    row = row_or_404(policy_id)
    policy = policy_domain(row)
    draft = row.state is PolicyState.DRAFT
    return render_template(
        "policy/show_policy.html",
        row=row,
        shown=shown_policy(policy, clock.today(), names_by_number(session(), policy.municipalities)),
        draft=draft,
        may_write=actor().may(Permission.POLICY_EDIT),
        form=ActForm(formdata=None, version=row.edition),
    )


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def begin_policy() -> ResponseReturnValue:
    """Begin a draft with nothing in it."""
    return _begin(None, BeginForm())


@bp.route("/<int:policy_id>/ny-utgave", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def begin_edition(policy_id: int) -> ResponseReturnValue:
    """Begin a draft from a version that the municipality has."""
    row = row_or_404(policy_id)
    form = BeginForm(name=row.name, first_day=_after(row))
    if len(members_of(session(), row.id)) == 1:
        del form.together
    return _begin(row, form)


def _after(row: PolicyRow) -> date | None:
    """The day after a version has ended; nothing where that is not known, or lies behind us."""
    if row.last_day is None or not clock.today() <= row.last_day < date.max:
        return None
    return date.fromordinal(row.last_day.toordinal() + 1)


def _begin(row: PolicyRow | None, form: BeginForm) -> ResponseReturnValue:
    if row is None:
        del form.together
    if not form.validate_on_submit():
        return _begin_page(row, form), 422 if form.errors else 200
    begun: list[int] = []
    hindrance = attempt(
        form,
        lambda: begun.append(
            begin_version(
                session(),
                actor(),
                policy_id=None if row is None else row.id,
                name=form.name.data,
                first_day=form.first_day.data,
                last_day=form.last_day.data,
                together=bool(form.together and form.together.data),
            ).id
        ),
    )
    if hindrance:
        return _begin_page(row, form, hindrance), status_of(form, hindrance)
    flash(_("Utkastet er laget. Skriv det ferdig, kontroller det, og sett det i kraft."), "success")
    return redirect(url_for(".write_policy", policy_id=begun[0]))


def _begin_page(row: PolicyRow | None, form: BeginForm, hindrance: object = None) -> str:
    return render_template("policy/begin.html", row=row, form=form, hindrance=hindrance)


@bp.post("/<int:policy_id>/forkast")
@requires(Permission.POLICY_EDIT)
@commits
def discard_policy(policy_id: int) -> ResponseReturnValue:
    """Put a draft away."""
    row, _policy = draft_or_refusal(policy_id)
    name = row.name
    form = ActForm(request.form)
    hindrance = attempt(
        form,
        lambda: discard_draft(session(), actor(), policy_id=policy_id, seen_edition=form.seen_version),
    )
    if hindrance:
        flash(hindrance.sentence, "warning")
        return redirect(url_for(".show_policy", policy_id=policy_id))
    flash(_("Utkastet «%(name)s» er forkastet.", name=name), "success")
    return redirect(url_for(".list_policies"))
