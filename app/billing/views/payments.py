"""Pages of payments: the list, one payment, placing it, noting what was done, and a spreadsheet."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing import shown_payments as shown
from app.billing.forms.payments import HandleForm, PlaceForm
from app.billing.queries import payment_list as queries
from app.billing.queries.payments import invoice_standing
from app.billing.service import payments as service
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.forms import BaseForm
from app.models.invoice import PaymentDoubt
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = "alle"
DOUBTS = tuple(doubt for doubt in PaymentDoubt if doubt is not PaymentDoubt.NONE)


@bp.get("/innbetalinger")
@requires(Permission.FEE_VIEW)
def list_payments() -> ResponseReturnValue:
    """What somebody must look at, or every payment."""
    wanted = request.args.get("vis", "")
    doubt = PaymentDoubt(wanted) if wanted in {one.value for one in DOUBTS} else None
    everything = wanted == ALL
    page = queries.payment_page(
        session(), actor().municipality_id, cursor_from(request.args), waits=not everything, doubt=doubt
    )
    previous_url, next_url = page_addresses(page)
    told_on = queries.newest_told_on(session(), actor().municipality_id)
    return render_template(
        "billing/payments/list_payments.html",
        rows=[shown.payment_line(row) for row in page.rows],
        choices=_choices(doubt, everything=everything),
        told_on=told_on,
        previous_url=previous_url,
        next_url=next_url,
    )


def _choices(doubt: PaymentDoubt | None, *, everything: bool) -> list[dict[str, object]]:
    waiting = queries.waiting_by_doubt(session(), actor().municipality_id)
    count = queries.payment_count(session(), actor().municipality_id)

    def choice(label: str, value: str | None, number: int, *, current: bool) -> dict[str, object]:
        url = url_for(".list_payments", vis=value)
        return {"label": label, "url": url, "current": current, "count": formats.whole(number)}

    return [
        choice(_("Må ses på"), None, sum(waiting.values()), current=doubt is None and not everything),
        *(choice(labels.label(one), one.value, waiting.get(one, 0), current=one is doubt) for one in DOUBTS),
        choice(_("Alle"), ALL, count, current=everything),
    ]


@bp.get("/innbetalinger/regneark")
@requires(Permission.FEE_VIEW)
def export_payments() -> ResponseReturnValue:
    """Every payment as a workbook."""
    on = clock.today()
    content = shown.payments_workbook(on, queries.all_payments(session(), actor().municipality_id))
    name = f"innbetalinger-{on.isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/innbetalinger/<int:payment_id>")
@requires(Permission.FEE_VIEW)
def show_payment(payment_id: int) -> ResponseReturnValue:
    """A payment, the invoice that it stands on, and what can be done about it."""
    return _page(payment_id)


def _page(
    payment_id: int,
    *,
    place: PlaceForm | None = None,
    handle: HandleForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    municipality_id, on = actor().municipality_id, clock.today()
    row = queries.payment_row(session(), municipality_id, payment_id) or abort(404)
    standing = None
    if row.invoice_id is not None:
        standing = invoice_standing(session(), municipality_id, (row.invoice_id,))[row.invoice_id]
    unplaced = row.invoice_id is None
    page = render_template(
        "billing/payments/show_payment.html",
        row=row,
        line=shown.payment_line(row),
        facts=_facts(row),
        standing=shown.standing_facts(standing, on) if standing else None,
        licence_id=row.licence_id,
        unplaced=unplaced,
        suggestions=queries.invoices_of_amount(session(), municipality_id, row.amount_ore)
        if unplaced
        else (),
        waits=row.doubt is not PaymentDoubt.NONE and row.handled_at is None,
        place=place or PlaceForm(formdata=None),
        handle=handle or HandleForm(formdata=None),
        hindrance=hindrance,
    )
    wrong: list[BaseForm] = [form for form in (place, handle) if form is not None and form.errors]
    return page, 409 if hindrance else 422 if wrong else 200


def _facts(row: Any) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        (_("Beløp"), formats.amount(row.amount_ore)),
        (_("Betalt"), formats.short_date(row.paid_on)),
        (_("Referanse"), row.reference or _("Uten referanse")),
        (_("Betaler"), row.payer or None),
        (_("Fil"), row.file_name),
        (_("Filen gjelder"), formats.short_date(row.told_on)),
    ]
    if row.handled_at is not None:
        facts.append((_("Behandlet"), f"{row.handled_by}, {formats.moment(row.handled_at)}"))
    if row.handling:
        facts.append((_("Merknad"), row.handling))
    return facts


@bp.post("/innbetalinger/<int:payment_id>/plasser")
@requires(Permission.FEE_HANDLE)
@commits
def place_payment(payment_id: int) -> ResponseReturnValue:
    """Place a payment on the invoice that somebody names."""
    _found_or_404(payment_id)
    form = PlaceForm()
    if not form.validate_on_submit():
        return _page(payment_id, place=form)
    hindrance = attempt(
        form,
        lambda: service.place_payment(
            session(), actor(), payment_id=payment_id, named=form.named.data, on=clock.today()
        ),
    )
    if hindrance is not None:
        return _page(payment_id, place=form, hindrance=hindrance)
    flash(_("Innbetalingen er plassert."), "success")
    return redirect(url_for(".show_payment", payment_id=payment_id))


@bp.post("/innbetalinger/<int:payment_id>/behandlet")
@requires(Permission.FEE_HANDLE)
@commits
def note_payment_handled(payment_id: int) -> ResponseReturnValue:
    """Take a payment off the list, with what was done about it."""
    _found_or_404(payment_id)
    form = HandleForm()
    if not form.validate_on_submit():
        return _page(payment_id, handle=form)
    hindrance = attempt(
        form,
        lambda: service.note_handled(session(), actor(), payment_id=payment_id, handling=form.handling.data),
    )
    if hindrance is not None:
        return _page(payment_id, handle=form, hindrance=hindrance)
    flash(_("Merknaden er lagret, og innbetalingen er tatt av listen."), "success")
    return redirect(url_for(".list_payments"))


def _found_or_404(payment_id: int) -> None:
    if queries.payment_row(session(), actor().municipality_id, payment_id) is None:
        abort(404)
