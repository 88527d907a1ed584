"""Pages for the three questions of conduct in a case."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.cases.attempts import attempt
from app.cases.forms.conduct import ConductForm
from app.cases.performing import act_page, case_or_404
from app.cases.queries.conduct import subjects_of
from app.cases.queries.conduct_page import conduct_groups
from app.cases.queries.one import HOLDER, reference
from app.cases.queries.page import names_of
from app.cases.service import conduct as service
from app.cases.service.changes import CHANGEABLE
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.models.case import Case
from app.permissions import Permission, actor, requires
from licensing.applicants import CONDUCT_RULES, ConductLaw, ConductQuestion
from licensing.conduct import look_back

SERVING_PLACE = "serveringsloven"


@bp.get("/<int:case_id>/vandel")
@requires(Permission.CASE_HANDLE)
def list_conduct(case_id: int) -> ResponseReturnValue:
    """The questions of conduct, person by person, with what was answered."""
    case = _case(case_id)
    groups = conduct_groups(session(), case, clock.today(), with_serving_place=SERVING_PLACE in request.args)
    return render_template(
        "cases/list_conduct.html",
        case=case,
        groups=groups,
        offers_serving_place=not any(group.question is ConductQuestion.SERVING_PLACE for group in groups),
        changeable=case.state in CHANGEABLE,
    )


@bp.route("/<int:case_id>/vandel/<question>/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def answer_conduct(case_id: int, question: str, person_id: int) -> ResponseReturnValue:
    """Answer one question of conduct about one person; 0 is a holder that is no person."""
    case = _case(case_id)
    asked = ConductQuestion(question) if question in list(ConductQuestion) else abort(404)
    subject = reference(person_id) if person_id else HOLDER
    if subject not in subjects_of(case, asked):
        abort(404)
    form = ConductForm(version=case.version)
    form.ask(asked)
    rule, days = CONDUCT_RULES[asked], look_back(asked, clock.today())
    shown: dict[str, Any] = {
        "name": names_of(case.application).get(subject, ""),
        "title": labels.label(asked),
        "citation": labels.citation_text(rule.citation),
        "years": rule.years,
        "first_day": formats.short_date(days.first_day),
        "last_day": formats.short_date(days.last_day),
        "laws": [labels.label(law) for law in ConductLaw if law in rule.laws],
    }
    if not form.validate_on_submit():
        return act_page("cases/answer_conduct.html", form, case, **shown)
    hindrance = attempt(
        form,
        case_id,
        lambda: service.answer_conduct(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=form.entry(asked, subject),
            on=clock.today(),
        ),
    )
    if hindrance:
        return act_page("cases/answer_conduct.html", form, case, hindrance, **shown)
    flash(_("Svaret om vandel er lagret."), "success")
    # There is most often somebody more to answer for.
    return redirect(url_for(".list_conduct", case_id=case_id))


def _case(case_id: int) -> Case:
    """The case, for one who may both handle it and see what is shielded in it."""
    if not actor().may(Permission.SHIELDED_OPEN):
        abort(403)
    return case_or_404(case_id)
