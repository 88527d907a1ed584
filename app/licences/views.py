"""Pages of licences, as on any chosen day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats
from app.amendments.queries.telling import gap_sentences
from app.billing.queries.letters import licence_letters
from app.changes import attempt, status_of
from app.db import commits, session
from app.licences import queries, suspending
from app.licences.forms import ALL_STATES, DayForm, LicenceFilterForm, SuspensionForm
from app.licences.queries import LicenceFilter, LicenceState, one_day
from app.paging import PAGE_SIZE, cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.licences import LicenceKind, LicenceType

bp = Blueprint("licences", __name__, url_prefix="/bevillinger")

ON_PAPER = 2000
LETTERS_SHOWN = 10


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def list_licences() -> ResponseReturnValue:
    """The licences of the municipality, as on a day; `utskrift=1` has them all on one page."""
    form = LicenceFilterForm(request.args)
    on = _day_of(form)
    on_paper = request.args.get("utskrift") == "1"
    licences, page = queries.licence_page(
        session(),
        actor().municipality_id,
        _filter_of(form),
        on=on,
        cursor=cursor_from(request.args),
        size=ON_PAPER if on_paper else PAGE_SIZE,
    )
    previous_url, next_url = page_addresses(page)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if value and name in form}
    return (
        render_template(
            "licences/list_licences.html",
            form=form,
            on=on,
            day=formats.long_date(on),
            chosen_day=None if on == clock.today() else on.isoformat(),
            summary=_summary(on),
            licences=licences,
            previous_url=previous_url,
            next_url=next_url,
            paper_url=None if on_paper else url_for(".list_licences", **kept, utskrift="1"),
        ),
        422 if form.errors else 200,
    )


@bp.get("/<int:licence_id>")
@requires(Permission.REGISTER_VIEW)
def show_licence(licence_id: int) -> ResponseReturnValue:
    """A licence as on a day: its terms, hours, rooms, people and conditions, and the history of its terms."""
    licence = queries.licence_or_none(session(), actor().municipality_id, licence_id) or abort(404)
    form = DayForm(request.args)
    on = _day_of(form)
    shown = queries.licence_on(session(), licence, on)
    return (
        render_template(
            "licences/show_licence.html",
            form=form,
            shown=shown,
            licence=licence,
            day=formats.long_date(on),
            is_today=on == clock.today(),
            day_hours=one_day.day_hours(session(), licence, on),
            suspensions=one_day.suspensions_of(session(), licence, on),
            shared=one_day.shared_room_sentences(session(), licence),
            gaps=gap_sentences(session(), actor().municipality_id, [licence], on)
            if on >= licence.granted_on
            else (),
            letters=_letters_about(licence_id),
        ),
        422 if form.errors else 200,
    )


def _letters_about(licence_id: int) -> Sequence[Any]:
    """The letters about turnover, fees and points, for those who may see them."""
    if not actor().may(Permission.FEE_VIEW):
        return ()
    return licence_letters(session(), actor().municipality_id, licence_id, most=LETTERS_SHOWN)


@bp.route("/<int:licence_id>/midlertidig-inndragning", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
@commits
def suspend_licence(licence_id: int) -> ResponseReturnValue:
    """Note that a licence is withdrawn for some days."""
    licence = queries.licence_or_none(session(), actor().municipality_id, licence_id) or abort(404)
    form = SuspensionForm(obj=licence) if request.method == "GET" else SuspensionForm()
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: suspending.suspend_licence(
                session(),
                actor(),
                licence_id=licence_id,
                seen_version=form.seen_version,
                first_day=form.first_day.data,
                last_day=form.last_day.data,
                reason=form.reason.data,
            ),
        )
        if hindrance is None:
            flash(_("Inndragningen er registrert."), "success")
            return redirect(url_for(".show_licence", licence_id=licence_id))
        licence = queries.licence_or_none(session(), actor().municipality_id, licence_id) or abort(404)
    page = render_template("licences/suspend_licence.html", form=form, licence=licence, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _day_of(form: DayForm) -> date:
    """The chosen day; today when none is chosen, or none that can be read."""
    form.validate()
    if form.dag.data is None and not form.dag.errors:
        form.dag.data, form.dag.raw_data = clock.today(), None
    return form.dag.data or clock.today()


def _filter_of(form: LicenceFilterForm) -> LicenceFilter:
    state = form.status.data or ""
    kind, licence_type = form.kind.data, form.type.data
    return LicenceFilter(
        text=form.navn.data or "",
        kind=kind if isinstance(kind, LicenceKind) else None,
        type=licence_type if isinstance(licence_type, LicenceType) else None,
        groups="" if form.groups.errors else form.groups.data or "",
        state=LicenceState(state) if state in set(LicenceState) else None,
        all_states=state == ALL_STATES,
    )


def _summary(on: date) -> str:
    """36 skjenkebevillinger og 9 salgsbevillinger er i kraft 23. november 2026."""
    counts = queries.counts_in_force(session(), actor().municipality_id, on)
    return _(
        "%(serving)s og %(sale)s er i kraft %(day)s.",
        serving=ngettext(
            "%(num)d skjenkebevilling", "%(num)d skjenkebevillinger", counts.get(LicenceKind.SERVING, 0)
        ),
        sale=ngettext("%(num)d salgsbevilling", "%(num)d salgsbevillinger", counts.get(LicenceKind.SALE, 0)),
        day=formats.long_date(on),
    )
