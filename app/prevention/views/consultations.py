"""Pages of consultations: the list, recording one that covers many spendings, one of them, correcting it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import row_id
from app.models.earmark import Earmark
from app.models.spending import Consultation, Spending
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.prevention.forms.consultations import (
    MOST_SPENDINGS,
    Asked,
    RecordForm,
    TakeUpForm,
    bodies_in,
)
from app.prevention.queries import consultations as queries
from app.prevention.queries.earmarks import earmark_of, earmarks_of
from app.prevention.queries.spending import consultations_missing, names_of, spendings_by_id
from app.prevention.service import consultations as service
from app.prevention.shown_consultations import meeting_name, spendings_in
from app.prevention.views.blueprint import bp
from fees.spending import ConsultationForm


@bp.get("/samrad")
@requires(Permission.PREVENTION_VIEW)
def list_consultations() -> ResponseReturnValue:
    """The consultations that have been held, and what still waits for one."""
    here = actor().municipality_id
    page = queries.consultation_page(session(), here, cursor_from(request.args))
    waiting = queries.waiting_for_consultation(session(), here)
    previous_url, next_url = page_addresses(page)
    return render_template(
        "prevention/consultations/list_consultations.html",
        waiting=[
            {
                "id": row.id,
                "title": row.title,
                "number": row.number,
                "amount": formats.kroner(row.amount_ore),
                "state": labels.label(row.state),
                "missing": labels.enumeration(missing),
            }
            for row, missing in waiting
        ],
        lines=[
            {
                "id": row.id,
                "heading": meeting_name(row.title, row.held_on),
                "form": labels.label(row.form),
                "spendings": formats.whole(row.spendings),
            }
            for row in page.rows
        ],
        previous_url=previous_url,
        next_url=next_url,
    )


def _rows_in_address(name: str) -> list[int]:
    found: list[int] = []
    for typed in request.args.getlist(name):
        try:
            found.append(row_id(typed))
        except ValueError:
            continue
    return list(dict.fromkeys(found))[:MOST_SPENDINGS]


def _form_in_address() -> ConsultationForm:
    typed = request.args.get("form", "")
    return ConsultationForm(typed) if typed in set(ConsultationForm) else ConsultationForm.MEETING


def _asked(rows: Iterable[Spending]) -> list[Asked]:
    return [
        Asked(
            row.id,
            f"{row.number} {row.title}",
            ", ".join(filter(None, (row.applicant, formats.kroner(row.amount_ore)))),
        )
        for row in rows
    ]


@bp.route("/samrad/nytt", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def record_consultation() -> ResponseReturnValue:
    """Choose what was taken up, then enter who took part and what each said."""
    here, chosen = actor().municipality_id, _rows_in_address("bruk")
    rows = spendings_by_id(session(), here, chosen)
    if len(rows) != len(chosen):
        abort(404)
    if not rows:
        return _choosing()
    # One consultation is about one earmark, whose decision says who is to be consulted.
    rows = [row for row in rows if row.earmark_id == rows[0].earmark_id]
    earmark = earmark_of(session(), here, rows[0].earmark_id) or abort(404)
    asked = _asked(rows)
    bodies = _bodies(earmark, bodies_in(request.args.get("andre", "")))
    form = RecordForm.of(_form_in_address(), bodies, asked)
    made: list[Consultation] = []
    hindrance = None
    if not form.form_errors and form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: made.append(
                service.record_consultation(session(), actor(), new=form.new(earmark.id), on=clock.today())
            ),
        )
        if hindrance is None:
            flash(_("Samrådet er registrert."), "success")
            return redirect(url_for(".show_consultation", consultation_id=made[0].id))
    return _page(form, _("Registrer samråd"), hindrance)


def _bodies(earmark: Earmark, others: Iterable[str]) -> list[str]:
    """The bodies of the decision first, then the others that are named."""
    return list(dict.fromkeys([*(one.body for one in earmark.consulted), *others]))


def _choosing() -> ResponseReturnValue:
    """The first step: what was taken up, and how."""
    here = actor().municipality_id
    earmarks = earmarks_of(session(), here)
    typed = request.args.get("oremerking", "")
    earmark = next((one for one in earmarks if str(one.id) == typed), earmarks[0] if earmarks else None)
    rows = queries.open_spendings(session(), here, earmark.id) if earmark else []
    missing = consultations_missing(session(), here, [(row.id, row.earmark_id) for row in rows])
    form = TakeUpForm.of(
        [(row.id, f"{row.number} {row.title}, {formats.kroner(row.amount_ore)}") for row in rows],
        [row.id for row in rows if missing[row.id]],
    )
    return render_template(
        "prevention/consultations/take_up.html",
        form=form,
        earmark=earmark,
        bodies=[one.body for one in earmark.consulted] if earmark else [],
        earmarks=[
            {
                "label": one.name,
                "url": url_for(".record_consultation", oremerking=one.id),
                "current": one is earmark,
            }
            for one in earmarks
        ],
        # Somebody pressed the button with nothing ticked.
        nothing_chosen="form" in request.args,
    )


def _page(
    form: RecordForm, heading: str, hindrance: Hindrance | None, row: Consultation | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/consultations/record_consultation.html",
        form=form,
        row=row,
        heading=heading,
        hindrance=hindrance,
        in_meeting=form.form is ConsultationForm.MEETING,
    )
    return page, 422 if form.form_errors else status_of(form, hindrance)


def _consultation_or_404(consultation_id: int) -> Consultation:
    return queries.consultation_of(session(), actor().municipality_id, consultation_id) or abort(404)


@bp.get("/samrad/<int:consultation_id>")
@requires(Permission.PREVENTION_VIEW)
def show_consultation(consultation_id: int) -> ResponseReturnValue:
    """A consultation: who took part, the minutes, and what was said of each spending."""
    row, here = _consultation_or_404(consultation_id), actor().municipality_id
    views = queries.views_in(session(), here, consultation_id)
    taken_up = {view.spending_id for view in views}
    others = [
        one
        for one in queries.open_spendings(session(), here, row.earmark_id)
        if one.id not in taken_up and actor().may(Permission.PREVENTION_HANDLE)
    ]
    return render_template(
        "prevention/consultations/show_consultation.html",
        row=row,
        heading=meeting_name(row.title, row.held_on),
        facts=[
            (_("Slag"), labels.label(row.form)),
            (_("Dato"), formats.short_date(row.held_on)),
            (
                _("Registrert av"),
                f"{names_of(session(), [row.recorded_by_id])[row.recorded_by_id]},"
                f" {formats.moment(row.recorded_at)}",
            ),
        ],
        in_meeting=row.form is ConsultationForm.MEETING,
        taken_up=spendings_in(views),
        others=[(one.id, f"{one.number} {one.title}") for one in others],
    )


@bp.route("/samrad/<int:consultation_id>/endre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_consultation(consultation_id: int) -> ResponseReturnValue:
    """Correct a consultation, or enter the answers that have come since."""
    row = _consultation_or_404(consultation_id)
    form = _stored_form(row)
    hindrance = None
    earmark_id = row.earmark_id
    if not form.form_errors and form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.change_consultation(
                session(),
                actor(),
                consultation_id=consultation_id,
                seen_version=form.seen_version,
                new=form.new(earmark_id),
                on=clock.today(),
            ),
            lambda: _stored_form(_consultation_or_404(consultation_id), blank=True),
        )
        if hindrance is None:
            flash(_("Samrådet er rettet."), "success")
            return redirect(url_for(".show_consultation", consultation_id=consultation_id))
        row = _consultation_or_404(consultation_id)
    return _page(form, _("Endre samråd"), hindrance, row)


def _stored_form(row: Consultation, *, blank: bool = False) -> RecordForm:
    """The form as a consultation stands, with the spendings that the address adds."""
    here = row.municipality_id
    earmark = earmark_of(session(), here, row.earmark_id) or abort(404)
    views = queries.views_in(session(), here, row.id)
    attended = {one.body: one for one in row.attendance}
    bodies = _bodies(earmark, [*attended, *(view.body for view in views)])
    ids = list(dict.fromkeys([*(view.spending_id for view in views), *_rows_in_address("bruk")]))
    rows = spendings_by_id(session(), here, ids)
    if len(rows) != len(ids) or any(one.earmark_id != row.earmark_id for one in rows):
        abort(404)
    return RecordForm.of(row.form, bodies, _asked(rows), _stored(row, bodies, ids, views), blank=blank)


def _stored(
    row: Consultation, bodies: Sequence[str], spending_ids: Sequence[int], views: Iterable[Any]
) -> dict[str, Any]:
    attended = {one.body: one for one in row.attendance}
    said = {(view.spending_id, view.body): view for view in views}
    return {
        "version": row.version,
        "title": row.title,
        "held_on": row.held_on,
        "minutes": row.minutes,
        "attendance": [
            {"attended": attended[body].attended, "represented_by": attended[body].represented_by}
            if body in attended
            else {"attended": False}
            for body in bodies
        ],
        "views": [
            {
                "view": said[number, body].view,
                "remarks": said[number, body].remarks,
                "answered_on": said[number, body].answered_on,
            }
            if (number, body) in said
            else {}
            for number in spending_ids
            for body in bodies
        ],
    }
