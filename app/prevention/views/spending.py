"""Pages of spending: the list with how the money stands, proposing, one spending, changing and retracting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.fields import EARLIEST_YEAR, LATEST_YEAR
from app.forms import row_id
from app.models.earmark import Earmark
from app.models.spending import Spending
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.prevention.forms.spending import RetractForm, SpendingForm
from app.prevention.queries import spending as queries
from app.prevention.queries.consultations import consulted_on
from app.prevention.queries.earmarks import earmarks_in
from app.prevention.queries.parts import parts_to_answer
from app.prevention.queries.plans import measure_choices
from app.prevention.queries.spending import Wanted
from app.prevention.service import spending as service
from app.prevention.shown_consultations import taken_up_in
from app.prevention.shown_payouts import shown_payouts
from app.prevention.shown_spending import (
    STATE_TONES,
    acts_on,
    names_of_municipalities,
    purpose_question,
    spending_lines,
    standing_of,
)
from app.prevention.spending_pages import (
    applicant_of,
    decision_of,
    earmark_or_404,
    facts_of,
    lead_of,
    parts_of,
    spending_or_404,
)
from app.prevention.views.blueprint import bp
from fees.spending import SpendingAct, SpendingKind, SpendingOrigin, SpendingState, open_acts
from licensing.errors import NotAllowed

OWN = "tiltak"
"""What the address of the form says for the municipality's own proposal."""


def _year() -> int:
    """The year of the address; this year where it is none."""
    typed = request.args.get("ar", "")
    year = int(typed) if typed.isdecimal() and len(typed) == len("2026") else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else clock.today().year


def _row_in_address(name: str) -> int | None:
    try:
        return row_id(request.args.get(name, ""))
    except ValueError:
        return None


def _chosen_earmark(earmarks: Sequence[Earmark]) -> Earmark | None:
    """The earmark that the address names among those that hold, else the first."""
    wanted = _row_in_address("oremerking")
    first = earmarks[0] if earmarks else None
    return next((one for one in earmarks if one.id == wanted), first)


@bp.get("/bruk")
@requires(Permission.PREVENTION_VIEW)
def list_spendings() -> ResponseReturnValue:
    """What an earmark's year is spent on, with how the money stands."""
    here, year = actor().municipality_id, _year()
    earmarks = earmarks_in(session(), here, year)
    earmark = _chosen_earmark(earmarks)
    typed = request.args.get("tilstand", "")
    state = SpendingState(typed) if typed in set(SpendingState) else None
    wanted = Wanted(year=year, earmark_id=earmark.id if earmark else None, state=state)
    page = queries.spending_page(session(), here, wanted, cursor_from(request.args))
    missing = queries.consultations_missing(session(), here, [(row.id, row.earmark_id) for row in page.rows])
    previous_url, next_url = page_addresses(page)
    to_answer, idle = parts_to_answer(session(), here)
    return render_template(
        "prevention/spendings/list_spendings.html",
        year=year,
        years=(year - 1, year + 1),
        earmark=earmark,
        earmarks=[
            {
                "label": one.name,
                "url": url_for(".list_spendings", ar=year, oremerking=one.id),
                "current": one is earmark,
            }
            for one in earmarks
        ],
        standing=standing_of(session(), here, earmark, year) if earmark else None,
        choices=_choices(wanted, earmark),
        lines=spending_lines(page.rows, missing),
        shared=earmark is not None and len(earmark.municipalities) > 1,
        parts_waiting=to_answer + idle,
        previous_url=previous_url,
        next_url=next_url,
    )


def _choices(wanted: Wanted, earmark: Earmark | None) -> list[dict[str, object]]:
    counts = queries.counts_by_state(session(), actor().municipality_id, wanted)
    kept: dict[str, Any] = {"ar": wanted.year, "oremerking": earmark.id if earmark else None}
    return [
        {
            "label": _("Alle"),
            "url": url_for(".list_spendings", **kept),
            "current": wanted.state is None,
            "count": formats.whole(sum(count for count, _total in counts.values())),
        },
        *(
            {
                "label": labels.label(one),
                "url": url_for(".list_spendings", **kept, tilstand=one.value),
                "current": wanted.state is one,
                "count": formats.whole(counts[one][0]),
            }
            for one in SpendingState
            if one in counts
        ),
    ]


@bp.route("/bruk/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def propose_spending() -> ResponseReturnValue:
    """Register an application for a grant, or the municipality's own proposal."""
    on = clock.today()
    own = request.args.get("type") == OWN
    origin = SpendingOrigin.OWN_INITIATIVE if own else SpendingOrigin.APPLICATION
    earmarks = _open_earmarks(on)
    earmark = _chosen_earmark(earmarks)
    if earmark is None:
        return render_template("prevention/spendings/no_earmark.html", year=on.year, heading=_heading(origin))
    form = SpendingForm(
        version=0,
        earmark_id=earmark.id,
        year=on.year + 1 if request.args.get("ar") == str(on.year + 1) else on.year,
        received_on=on,
        kind=None if own else SpendingKind.GRANT,
    )
    _prepare(form, origin, earmarks, on)
    if form.measure_id.data is None and not form.is_submitted():
        form.measure_id.data = _proposed_measure(form)
    if not form.validate_on_submit():
        return _form_page(form, earmarks)
    made: list[Spending] = []
    too_much: list[bool] = []
    hindrance = attempt(
        form,
        lambda: made.append(
            _noting(too_much, lambda: service.propose(session(), actor(), new=form.new, on=on))
        ),
    )
    if hindrance:
        return _form_page(form, _open_earmarks(on), hindrance=hindrance, too_much=bool(too_much))
    flash(_("Saken er registrert. Ta de andre med på råd, så kan den avgjøres."), "success")
    return redirect(url_for(".show_spending", spending_id=made[0].id))


def _noting(too_much: list[bool], save: Any) -> Spending:
    """Save, and note when it was refused because less is free."""
    try:
        row: Spending = save()
    except NotAllowed as refusal:
        if refusal.code == "earmark_too_little_left":
            too_much.append(True)
        raise
    return row


def _heading(origin: SpendingOrigin) -> str:
    return _("Ny søknad om tilskudd") if origin is SpendingOrigin.APPLICATION else _("Nytt eget tiltak")


def _open_earmarks(on: date) -> list[Earmark]:
    """The earmarks that money of this year or the next may be asked of."""
    here = actor().municipality_id
    found = {one.id: one for year in (on.year, on.year + 1) for one in earmarks_in(session(), here, year)}
    return list(found.values())


def _prepare(
    form: SpendingForm,
    origin: SpendingOrigin,
    earmarks: Sequence[Earmark],
    on: date,
    row: Spending | None = None,
) -> None:
    """Give a form what can be chosen in it."""
    here = actor().municipality_id
    years = sorted({on.year, on.year + 1} | ({row.year} if row else set()))
    bearers = {one.municipality_id for earmark in earmarks for one in earmark.municipalities} - {here}
    names = names_of_municipalities(session(), bearers, on) if bearers else {}
    measures = measure_choices(session(), here, on.year)
    if row is not None and row.measure_id not in {number for number, _title in measures}:
        stored = queries.measure_title(session(), here, row.measure_id)
        if stored and row.measure_id:
            measures = [*measures, (row.measure_id, stored[1])]
    asked = next((one for one in earmarks if one.id == form.earmark_id.data), earmarks[0])
    form.prepared(
        origin,
        earmarks=[(one.id, one.name) for one in earmarks],
        years=years,
        measures=measures,
        others=sorted(names.items(), key=lambda pair: pair[1]),
        question=purpose_question(asked),
    )


def _proposed_measure(form: SpendingForm) -> int | None:
    """The line of the plan that the address names, that was used last, or that is the only one."""
    here = actor().municipality_id
    known = [choice.value for choice in form.measure_id.choices if choice.value]
    for proposed in (
        _row_in_address("tiltak"),
        queries.measure_of_last(session(), here, form.earmark_id.data),
    ):
        if proposed in known:
            return proposed
    return known[0] if len(known) == 1 else None


def _form_page(
    form: SpendingForm,
    earmarks: Sequence[Earmark],
    *,
    row: Spending | None = None,
    hindrance: Hindrance | None = None,
    too_much: bool = False,
) -> ResponseReturnValue:
    here = actor().municipality_id
    asked = next((one for one in earmarks if one.id == form.earmark_id.data), earmarks[0])
    year = form.year.data or clock.today().year
    page = render_template(
        "prevention/spendings/spending_form.html",
        form=form,
        row=row,
        hindrance=hindrance,
        heading=_("Endre sak %(number)s", number=row.number) if row else _heading(form.origin),
        applies=form.origin is SpendingOrigin.APPLICATION,
        standing=standing_of(session(), here, asked, year),
        question=purpose_question(asked),
        several=len(earmarks) > 1,
        offers_beyond=form.origin is SpendingOrigin.APPLICATION and (too_much or form.beyond_free.data),
    )
    return page, status_of(form, hindrance)


@bp.get("/bruk/<int:spending_id>")
@requires(Permission.PREVENTION_VIEW)
def show_spending(spending_id: int) -> ResponseReturnValue:
    """A spending: what it is for, who was consulted, who bears it, what was decided and what came of it."""
    row, on, here = spending_or_404(spending_id), clock.today(), actor().municipality_id
    earmark = earmark_or_404(row)
    missing = queries.consultation_missing(session(), row)
    open_now, closed = acts_on(session(), row, earmark, actor(), missing, on)
    names = queries.names_of(session(), [row.proposed_by_id, row.decided_by_id, row.unconsulted_by_id])
    payouts = shown_payouts(session(), row, actor(), on)
    return render_template(
        "prevention/spendings/show_spending.html",
        row=row,
        state_label=labels.label(row.state),
        state_tone=STATE_TONES[row.state],
        lead=lead_of(row),
        standing=standing_of(session(), here, earmark, row.year),
        facts=facts_of(row, names),
        applicant=applicant_of(row),
        measure=queries.measure_title(session(), here, row.measure_id),
        missing=missing,
        consults=row.meets_purpose and SpendingAct.CONSULT in open_acts(row.state),
        taken_up=taken_up_in(consulted_on(session(), here, row.id)),
        waived_by=names.get(row.unconsulted_by_id or 0, ""),
        parts=parts_of(row, on) if len(row.parts) > 1 else [],
        decision=decision_of(row, names),
        conditions=[line for line in row.conditions.splitlines() if line.strip()],
        open_acts=[*open_now, *payouts.acts],
        closed_acts=[*closed, *payouts.closed],
        payouts=payouts,
    )


@bp.route("/bruk/<int:spending_id>/endre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_spending(spending_id: int) -> ResponseReturnValue:
    """Change what is proposed, before it is decided."""
    row, on = spending_or_404(spending_id), clock.today()
    form = _stored_form(row, on)
    if not form.validate_on_submit():
        return _form_page(form, [earmark_or_404(row)], row=row)
    too_much: list[bool] = []
    hindrance = attempt(
        form,
        lambda: _noting(
            too_much,
            lambda: service.change(
                session(),
                actor(),
                spending_id=spending_id,
                seen_version=form.seen_version,
                new=form.new,
                on=on,
            ),
        ),
        lambda: _stored_form(spending_or_404(spending_id), on, blank=True),
    )
    if hindrance:
        row = spending_or_404(spending_id)
        return _form_page(form, [earmark_or_404(row)], row=row, hindrance=hindrance, too_much=bool(too_much))
    flash(_("Endringen er lagret."), "success")
    return redirect(url_for(".show_spending", spending_id=spending_id))


def _stored_form(row: Spending, on: date, *, blank: bool = False) -> SpendingForm:
    """The form as the row stands; a blank one reads nothing of what was sent."""
    form = SpendingForm.stored(row, blank=blank)
    _prepare(form, row.origin, [earmark_or_404(row)], on, row)
    return form


@bp.route("/bruk/<int:spending_id>/trekk", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def retract_spending(spending_id: int) -> ResponseReturnValue:
    """Retract a proposal, or note that the applicant did."""
    row = spending_or_404(spending_id)
    form, hindrance = RetractForm(version=row.version), None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.retract(
                session(),
                actor(),
                spending_id=spending_id,
                seen_version=form.seen_version,
                reason=form.reason.data,
                on=clock.today(),
            ),
        )
        if hindrance is None:
            flash(_("Saken er trukket."), "success")
            return redirect(url_for(".show_spending", spending_id=spending_id))
        row = spending_or_404(spending_id)
        form.version.data = str(row.version)
    page = render_template(
        "prevention/spendings/give_reason.html",
        form=form,
        row=row,
        hindrance=hindrance,
        heading=_("Trekk sak %(number)s", number=row.number),
        explained=_("Saken avsluttes uten vedtak. Grunnen blir stående på den."),
        button=_("Trekk saken"),
    )
    return page, status_of(form, hindrance)
