"""Pages of decisions about an earmark's year: its amount, its end, the counter-act, the case paper."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats
from app.changes import attempt, status_of
from app.db import commits, session
from app.models.earmark import Earmark
from app.permissions import Permission, actor, requires
from app.prevention.case_paper import case_paper
from app.prevention.forms.earmarks import (
    AdjustYearForm,
    CloseYearForm,
    DecisionForm,
    LastMeetingForm,
    ReopenYearForm,
)
from app.prevention.queries.closing import closing_in_force
from app.prevention.queries.earmarks import account_of, earmark_of, next_earmark, year_of
from app.prevention.service import closing as service
from app.prevention.shown_accounts import standing_text
from app.prevention.shown_year_end import year_end
from app.prevention.views.blueprint import bp
from fees.earmark import EarmarkAccount, Fund, Leftover
from fees.money import ZERO


@bp.route("/oremerking/<int:earmark_id>/<int:year>/endre-belop", methods=["GET", "POST"])
@requires(Permission.EARMARK_SET_UP)
@commits
def adjust_year(earmark_id: int, year: int) -> ResponseReturnValue:
    """Enter a later decision on the amount of the year."""
    _earmark(earmark_id, year)
    form = AdjustYearForm(data={"version": _version(earmark_id, year)})

    def save() -> None:
        service.adjust_year(
            session(),
            actor(),
            earmark_id=earmark_id,
            year=year,
            seen_version=form.seen_version,
            decision=form.decision,
            decided=form.decided.data,
            reason=form.reason.data,
            on=clock.today(),
        )

    return carry_out(
        "prevention/earmarks/adjust_year.html", form, save, _("Årets beløp er endret."), earmark_id, year
    )


@bp.route("/oremerking/<int:earmark_id>/<int:year>/avslutt", methods=["GET", "POST"])
@requires(Permission.EARMARK_SET_UP)
@commits
def close_year(earmark_id: int, year: int) -> ResponseReturnValue:
    """Close the year: what is left goes where the council has said."""
    earmark = _earmark(earmark_id, year)
    account = _account(earmark, year)
    form = CloseYearForm(data={"version": _version(earmark_id, year), **_preset(earmark, account)})

    def save() -> None:
        service.close_year(
            session(),
            actor(),
            earmark_id=earmark_id,
            year=year,
            seen_version=form.seen_version,
            decision=form.decision,
            carried=form.carried.data or ZERO,
            returned=form.returned.data or ZERO,
            other=form.other.data or ZERO,
            other_use=form.other_use.data or "",
            reason=form.reason.data or "",
            on=clock.today(),
        )

    return carry_out(
        "prevention/earmarks/close_year.html",
        form,
        save,
        _("%(year)s er avsluttet.", year=str(year)),
        earmark_id,
        year,
    )


@bp.route("/oremerking/<int:earmark_id>/<int:year>/apne-igjen", methods=["GET", "POST"])
@requires(Permission.EARMARK_SET_UP)
@commits
def reopen_year(earmark_id: int, year: int) -> ResponseReturnValue:
    """Undo the closing of the year by a counter-act."""
    _earmark(earmark_id, year)
    form = ReopenYearForm(data={"version": _version(earmark_id, year)})

    def save() -> None:
        service.reopen_year(
            session(),
            actor(),
            earmark_id=earmark_id,
            year=year,
            seen_version=form.seen_version,
            decision=form.decision,
            reason=form.reason.data,
            on=clock.today(),
        )

    return carry_out(
        "prevention/earmarks/reopen_year.html",
        form,
        save,
        _("%(year)s er åpnet igjen.", year=str(year)),
        earmark_id,
        year,
    )


@bp.route("/oremerking/<int:earmark_id>/<int:year>/siste-mote", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def set_last_meeting(earmark_id: int, year: int) -> ResponseReturnValue:
    """Keep the day of the council's last meeting of the year."""
    _earmark(earmark_id, year)
    row = year_of(session(), actor().municipality_id, earmark_id, year)
    form = LastMeetingForm(data={"meeting_on": row.last_meeting_on if row else None})
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.set_last_meeting(
                session(),
                actor(),
                earmark_id=earmark_id,
                year=year,
                meeting_on=form.meeting_on.data,
                on=clock.today(),
            ),
        )
        if hindrance is None:
            flash(_("Dagen for det siste møtet er lagret."), "success")
            return redirect(url_for(".show_account", earmark_id=earmark_id, year=year))
    page = render_template(
        "prevention/earmarks/set_last_meeting.html",
        form=form,
        earmark=_earmark(earmark_id, year),
        year=year,
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.get("/oremerking/<int:earmark_id>/<int:year>/saksframlegg")
@requires(Permission.PREVENTION_VIEW)
def show_case_paper(earmark_id: int, year: int) -> ResponseReturnValue:
    """The draft of the case paper on what is left of the year."""
    earmark = _earmark(earmark_id, year)
    here = actor().municipality_id
    account = _account(earmark, year)
    own = next(row for row in earmark.municipalities if row.municipality_id == here)
    row = year_of(session(), here, earmark_id, year)
    return render_template(
        "prevention/earmarks/show_case_paper.html",
        earmark=earmark,
        year=year,
        paper=case_paper(earmark, own, account, year),
        end=year_end(row, account, year, clock.today()),
        closed=row is not None and row.closed,
    )


def carry_out(
    template: str, form: DecisionForm, save: Callable[[], object], done: str, earmark_id: int, year: int
) -> ResponseReturnValue:
    """Try an act on a year: to its account when it is done, else its form with what stands in the way."""
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(form, save, stored=lambda: _stored(form, earmark_id, year))
        if hindrance is None:
            flash(done, "success")
            return redirect(url_for(".show_account", earmark_id=earmark_id, year=year))
    page = render_template(template, form=form, hindrance=hindrance, **_seen(earmark_id, year))
    return page, status_of(form, hindrance)


def _stored(form: DecisionForm, earmark_id: int, year: int) -> DecisionForm:
    """The form as it would be opened now: what was typed stays beside it."""
    made = type(form)(formdata=None, data={"version": _version(earmark_id, year)})
    for field in made:
        if field.short_name != "version":
            field.data = form[field.short_name].data
    return made


def _seen(earmark_id: int, year: int) -> dict[str, Any]:
    """What the pages of the acts show of the year as it stands."""
    earmark, here = _earmark(earmark_id, year), actor().municipality_id
    account = _account(earmark, year)
    row = year_of(session(), here, earmark_id, year)
    closing = closing_in_force(session(), row) if row else None
    following = next_earmark(session(), here, earmark, year)
    return {
        "earmark": earmark,
        "year": year,
        "standing": standing_text(account),
        "free": formats.kroner(account.free.ore),
        "reserved": formats.kroner(account.reserved.ore) if account.reserved else None,
        "used": formats.kroner(max(ZERO, account.allotted - account.free).ore),
        "decided": formats.kroner(account.decided.ore),
        "bound": earmark.to_domain().fund is Fund.BOUND,
        "undecided": earmark.leftover is Leftover.NOT_DECIDED,
        "follows": following is not None,
        "closing": closing,
        "carried": formats.kroner(closing.carried_ore) if closing else None,
        "returned": formats.kroner(closing.returned_ore + closing.other_ore) if closing else None,
    }


def _preset(earmark: Earmark, account: EarmarkAccount) -> dict[str, Any]:
    """Where the earmark's own rule sends what is left; nothing where it does not say."""
    if earmark.to_domain().fund is Fund.BOUND or earmark.leftover is Leftover.CARRIED_OVER:
        return {"carried": account.free}
    return {"returned": account.free} if earmark.leftover is Leftover.RETURNED else {}


def _version(earmark_id: int, year: int) -> int:
    """The version that a form is opened on; 0 for a year that nobody has acted in."""
    row = year_of(session(), actor().municipality_id, earmark_id, year)
    return row.version if row else 0


def _account(earmark: Earmark, year: int) -> EarmarkAccount:
    return account_of(session(), actor().municipality_id, earmark, year)


def _earmark(earmark_id: int, year: int) -> Earmark:
    """The earmark, where it holds in the year and the year is in reach."""
    earmark = earmark_of(session(), actor().municipality_id, earmark_id)
    if earmark is None or not earmark.to_domain().covers(year) or year > clock.today().year + 1:
        abort(404)
    return earmark
