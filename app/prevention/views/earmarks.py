"""Pages of earmarks: the list, one of them, entering and changing it, and who decides on its money."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.earmark import Earmark, EarmarkMunicipality
from app.permissions import Permission, actor, requires
from app.policy.queries.lists import names_of
from app.policy.queries.versions import policy_in_force, policy_in_force_id
from app.prevention.forms.earmarks import CONSULTED, ChangeEarmarkForm, EarmarkForm, ResponsibleForm
from app.prevention.queries.earmarks import earmark_of, earmarks_of
from app.prevention.queries.named_earmarks import (
    deciders,
    earmarks_to_follow,
    follower_of,
    responsible_rows,
)
from app.prevention.queries.plans import others_where
from app.prevention.service import earmarks as service
from app.prevention.shown_earmarks import (
    earmark_facts,
    municipality_rows,
    question_texts,
    responsible_lines,
    responsible_text,
    shown_earmarks,
    shown_years,
)
from app.prevention.views.blueprint import bp

LONGEST_WORDS = 60


@bp.get("/oremerking")
@requires(Permission.PREVENTION_VIEW)
def list_earmarks() -> ResponseReturnValue:
    """The municipality's earmarks, and how this year of each stands."""
    municipality_id, year = actor().municipality_id, clock.today().year
    earmarks = earmarks_of(session(), municipality_id)
    return render_template(
        "prevention/earmarks/list_earmarks.html",
        rows=shown_earmarks(session(), municipality_id, earmarks, year),
        year=year,
    )


@bp.get("/oremerking/<int:earmark_id>")
@requires(Permission.PREVENTION_VIEW)
def show_earmark(earmark_id: int) -> ResponseReturnValue:
    """What was decided, by whom, what it leaves open, who is responsible, and its years."""
    earmark, today = _earmark(earmark_id), clock.today()
    municipality_id = actor().municipality_id
    follows = earmark.follows_id and earmark_of(session(), municipality_id, earmark.follows_id)
    follower = follower_of(session(), earmark_id)
    return render_template(
        "prevention/earmarks/show_earmark.html",
        earmark=earmark,
        decided=earmark_facts(earmark),
        municipalities=municipality_rows(session(), earmark, today),
        questions=question_texts(earmark),
        responsible=responsible_text(session(), municipality_id, earmark_id, today),
        responsible_lines=responsible_lines(session(), municipality_id, earmark_id),
        years=shown_years(session(), municipality_id, earmark, today),
        follows=follows or None,
        follower=follower and earmark_of(session(), municipality_id, follower.id),
        policy_id=policy_in_force_id(session(), municipality_id, today) if earmark.policy_rule else None,
    )


@bp.route("/oremerking/ny", methods=["GET", "POST"])
@requires(Permission.EARMARK_SET_UP)
@commits
def decide_earmark() -> ResponseReturnValue:
    """Enter an earmark that councils have decided."""
    form = EarmarkForm()
    if request.method == "GET":
        form.consulted.data = tuple(str(body) for body in CONSULTED)
        form.first_year.data = clock.today().year
    names = _offer(form)
    if not form.validate_on_submit():
        return _decide_page(form, names)
    hindrance = attempt(
        form, lambda: service.decide_earmark(session(), actor(), form.new_earmark(), on=clock.today())
    )
    if hindrance:
        return _decide_page(form, names, hindrance)
    flash(_("Øremerkingen er registrert. Navngi hvem som er ansvarlig, så kan midlene brukes."), "success")
    return redirect(url_for(".list_earmarks"))


def _offer(form: EarmarkForm) -> dict[int, str]:
    """Offer what may be chosen; the names of the municipalities that the person may enter earmarks in."""
    here, today = actor().municipality_id, clock.today()
    others = others_where(session(), actor(), Permission.EARMARK_SET_UP)
    names = names_of(session(), [here, *others], today)
    policy = policy_in_force(session(), here, today)
    form.offer(
        rules=[(rule.code, _short(rule.code, rule.words)) for rule in policy.rules] if policy else [],
        earlier=earmarks_to_follow(session(), here),
        municipalities=[(one, names[one]) for one in (here, *others)],
    )
    return names


def _short(code: str, words: str) -> str:
    if len(words) <= LONGEST_WORDS:
        return f"{code} {words}".strip()
    return f"{code} {words[:LONGEST_WORDS].rsplit(' ', 1)[0]} …"


def _decide_page(
    form: EarmarkForm, names: dict[int, str], hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/earmarks/decide_earmark.html",
        form=form,
        shares=list(form.named_shares(names)),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.route("/oremerking/<int:earmark_id>/endre", methods=["GET", "POST"])
@requires(Permission.EARMARK_SET_UP)
@commits
def change_earmark(earmark_id: int) -> ResponseReturnValue:
    """Settle what the decision left open, set when the money may be used, and keep the budget line."""
    earmark = _earmark(earmark_id)
    form = ChangeEarmarkForm.of(earmark, _own(earmark))
    if not form.validate_on_submit():
        return _change_page(form, earmark)
    hindrance = attempt(
        form,
        lambda: service.change_earmark(
            session(),
            actor(),
            earmark_id=earmark_id,
            seen_version=form.seen_version,
            change=form.change,
            budget_line=form.budget_line,
            decision=form.decision,
            on=clock.today(),
        ),
        stored=lambda: _stored_change(earmark_id),
    )
    if hindrance:
        return _change_page(form, _earmark(earmark_id), hindrance)
    flash(_("Øremerkingen er endret."), "success")
    return redirect(url_for(".show_earmark", earmark_id=earmark_id))


def _stored_change(earmark_id: int) -> ChangeEarmarkForm:
    earmark = _earmark(earmark_id)
    return ChangeEarmarkForm.of(earmark, _own(earmark), stored=True)


def _change_page(
    form: ChangeEarmarkForm, earmark: Earmark, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/earmarks/change_earmark.html",
        form=form,
        earmark=earmark,
        shared=len(earmark.municipalities) > 1,
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.route("/oremerking/<int:earmark_id>/ansvarlig", methods=["GET", "POST"])
@requires(Permission.EARMARK_SET_UP)
@commits
def name_responsible(earmark_id: int) -> ResponseReturnValue:
    """Name who decides on the money from a day on."""
    earmark, municipality_id = _earmark(earmark_id), actor().municipality_id
    form = ResponsibleForm()
    form.offer(deciders(session(), municipality_id))
    if request.method == "GET":
        form.first_day.data = clock.today()
        form.title.data = next(
            (row.title for row in responsible_rows(session(), municipality_id, earmark_id)), None
        )
    if not form.validate_on_submit():
        return _responsible_page(form, earmark)
    hindrance = attempt(
        form,
        lambda: service.name_responsible(
            session(),
            actor(),
            earmark_id=earmark_id,
            title=form.title.data,
            user_id=form.user_id.data or None,
            first_day=form.first_day.data,
            on=clock.today(),
        ),
    )
    if hindrance:
        return _responsible_page(form, _earmark(earmark_id), hindrance)
    flash(_("Ansvarlig er navngitt."), "success")
    return redirect(url_for(".show_earmark", earmark_id=earmark_id))


def _responsible_page(
    form: ResponsibleForm, earmark: Earmark, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/earmarks/name_responsible.html", form=form, earmark=earmark, hindrance=hindrance
    )
    return page, status_of(form, hindrance)


def _earmark(earmark_id: int) -> Earmark:
    return earmark_of(session(), actor().municipality_id, earmark_id) or abort(404)


def _own(earmark: Earmark) -> EarmarkMunicipality:
    """The part of the municipality that the person works in."""
    here = actor().municipality_id
    return next(row for row in earmark.municipalities if row.municipality_id == here)
