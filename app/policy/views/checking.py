"""The check of a draft, the answers to its points, and putting it in force."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.policy import Policy as PolicyRow
from app.permissions import Permission, actor, requires
from app.policy.checked import points_of
from app.policy.forms.acts import AdoptForm, AnswerForm
from app.policy.queries.succession import left_without_from, succeeded_by
from app.policy.queries.versions import policy_domain
from app.policy.service.answering import answer_point, answers_to
from app.policy.service.storing import members_of
from app.policy.service.versions import adopt_policy as put_in_force
from app.policy.shown_check import shown_check
from app.policy.views.blueprint import bp
from app.policy.views.opened import draft_or_refusal, row_or_404
from licensing.policy.checking import unanswered


@bp.route("/<int:policy_id>/kontroll", methods=["GET", "POST"])
@requires(Permission.POLICY_VIEW)
@commits
def check_policy(policy_id: int) -> ResponseReturnValue:
    """What the check finds in a version, and what was answered; a draft is answered for here."""
    row = row_or_404(policy_id)
    form = AnswerForm(version=row.edition)
    if request.method == "GET":
        return _check_page(row, form)
    if not actor().may(Permission.POLICY_EDIT):
        abort(403)
    if not form.validate():
        return _check_page(row, form), 422
    hindrance = attempt(
        form,
        lambda: answer_point(
            session(),
            actor(),
            policy_id=policy_id,
            seen_edition=form.seen_version,
            point=str(form.point.data),
            text=form.text.data,
        ),
    )
    if hindrance:
        return _check_page(row_or_404(policy_id), form, hindrance), 409
    flash(_("Svaret er lagret."), "success")
    return redirect(url_for(".check_policy", policy_id=policy_id))


def _check_page(row: PolicyRow, form: AnswerForm, hindrance: Hindrance | None = None) -> str:
    policy = policy_domain(row)
    return render_template(
        "policy/check.html",
        row=row,
        shown=shown_check(policy, points_of(policy), answers_to(session(), row.id)),
        form=form,
        may_write=actor().may(Permission.POLICY_EDIT),
        may_adopt=actor().may(Permission.POLICY_ADOPT),
        hindrance=hindrance,
    )


@bp.route("/<int:policy_id>/sett-i-kraft", methods=["GET", "POST"])
@requires(Permission.POLICY_ADOPT)
@commits
def adopt_policy(policy_id: int) -> ResponseReturnValue:
    """Put a draft in force, with the decision that it rests on."""
    row, _policy = draft_or_refusal(policy_id)
    form = AdoptForm(first_day=row.first_day, last_day=row.last_day, decided=row.decided, version=row.edition)
    if not form.validate_on_submit():
        return _adopt_page(row, form, None)
    hindrance = attempt(
        form,
        lambda: put_in_force(
            session(),
            actor(),
            policy_id=policy_id,
            seen_edition=form.seen_version,
            first_day=form.first_day.data,
            last_day=form.last_day.data,
            decided=form.decided.data,
            on=clock.today(),
        ),
        stored=lambda: _stored(policy_id),
    )
    if hindrance:
        return _adopt_page(row_or_404(policy_id), form, hindrance)
    flash(_("Retningslinjene er satt i kraft fra %(day)s.", day=f"{form.first_day.data:%d.%m.%Y}"), "success")
    return redirect(url_for(".show_policy", policy_id=policy_id))


def _stored(policy_id: int) -> AdoptForm:
    row = row_or_404(policy_id)
    return AdoptForm(
        formdata=None,
        first_day=row.first_day,
        last_day=row.last_day,
        decided=row.decided,
        version=row.edition,
    )


def _adopt_page(row: PolicyRow, form: AdoptForm, hindrance: Hindrance | None) -> ResponseReturnValue:
    points = points_of(policy_domain(row))
    waiting = unanswered(points, set(answers_to(session(), row.id)))
    ids = members_of(session(), row.id)
    first = form.first_day.data or row.first_day
    earlier = succeeded_by(
        session(), row.id, ids, first_day=first, last_day=form.last_day.data, on=clock.today()
    )
    without = left_without_from(session(), actor().municipality_id, earlier, form.last_day.data)
    page = render_template(
        "policy/adopt.html",
        row=row,
        form=form,
        waiting=len(waiting),
        blocking=sum(point.blocking for point in waiting),
        earlier=[version for version in earlier if version.municipality_id == actor().municipality_id],
        without=without,
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)
