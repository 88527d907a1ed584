"""Pages for what the policy asks in a case, and for the special ground of departing from a rule."""

from collections.abc import Sequence

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.cases.attempts import attempt
from app.cases.forms.policy_questions import GroundForm, PolicyQuestionsForm, form_for, given
from app.cases.performing import act_page, case_or_404
from app.cases.queries.one import last_assessment
from app.cases.queries.policy_questions import (
    QuestionLine,
    asks_for_zone,
    ground_line,
    ground_lines,
    questions_of,
)
from app.cases.queries.policy_rules import departable
from app.cases.queries.standing import findings_of_record
from app.cases.service.changes import CHANGEABLE
from app.cases.service.policy_questions import answer_questions, give_ground
from app.cases.views.blueprint import bp
from app.changes import Hindrance
from app.db import commits, session
from app.models.case import Case
from app.permissions import Permission, actor, requires
from app.policy.queries import policy_in_force
from licensing.policy import Policy


@bp.get("/<int:case_id>/retningslinjer")
@requires(Permission.CASE_VIEW)
def list_policy_questions(case_id: int) -> ResponseReturnValue:
    """What the policy asks in the case, and the special grounds for departing from its rules."""
    case = case_or_404(case_id)
    policy = policy_in_force(session(), actor().municipality_id, clock.today())
    return _questions_page(case, policy, None)


@bp.post("/<int:case_id>/retningslinjer/svar")
@requires(Permission.CASE_HANDLE)
@commits
def answer_policy_questions(case_id: int) -> ResponseReturnValue:
    """Answer the questions, all of them together."""
    case = case_or_404(case_id)
    policy = policy_in_force(session(), actor().municipality_id, clock.today()) or abort(404)
    form = _form(case, questions_of(session(), case, policy, clock.today()))
    if not form.validate_on_submit():
        return _questions_page(case, policy, form)
    hindrance = attempt(
        form,
        case_id,
        lambda: answer_questions(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            answers=form.answers(),
            on=clock.today(),
        ),
    )
    if hindrance:
        return _questions_page(case_or_404(case_id), policy, form, hindrance)
    flash(_("Svarene er lagret."), "success")
    return redirect(url_for(".list_policy_questions", case_id=case_id))


def _form(case: Case, lines: Sequence[QuestionLine]) -> PolicyQuestionsForm:
    known = dict(given(line.question, line.answer) for line in lines)
    form: PolicyQuestionsForm = form_for(line.question for line in lines)(
        data={"version": case.version, **known}
    )
    return form


def _questions_page(
    case: Case, policy: Policy | None, form: PolicyQuestionsForm | None, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    lines = questions_of(session(), case, policy, clock.today()) if policy else ()
    findings = findings_of_record(last_assessment(session(), case))
    return act_page(
        "cases/list_policy_questions.html",
        form or _form(case, lines),
        case,
        hindrance,
        policy=policy,
        questions=lines,
        grounds=ground_lines(session(), case, policy, findings) if policy else (),
        unplaced=policy is not None and asks_for_zone(session(), case, policy, clock.today()),
        changeable=case.state in CHANGEABLE and actor().may(Permission.CASE_HANDLE),
    )


@bp.route("/<int:case_id>/retningslinjer/<rule>/grunn", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def give_special_ground(case_id: int, rule: str) -> ResponseReturnValue:
    """Say which special ground there is for departing from a rule, beside what was done before."""
    case = case_or_404(case_id)
    policy = policy_in_force(session(), actor().municipality_id, clock.today()) or abort(404)
    found = policy.rule(rule)
    if found is None or not departable(found):
        abort(404)
    line = ground_line(session(), case, policy, found)
    form = GroundForm(version=case.version, text=line.text)
    if not form.validate_on_submit():
        return act_page("cases/give_special_ground.html", form, case, ground=line)
    hindrance = attempt(
        form,
        case_id,
        lambda: give_ground(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            rule=rule,
            text=form.text.data or "",
            on=clock.today(),
        ),
        stored=lambda: {"text": ground_line(session(), case_or_404(case_id), policy, found).text},
    )
    if hindrance:
        return act_page("cases/give_special_ground.html", form, case, hindrance, ground=line)
    flash(_("Grunnen er lagret."), "success")
    return redirect(url_for(".list_policy_questions", case_id=case_id))
