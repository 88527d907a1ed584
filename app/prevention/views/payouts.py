"""Pages of payouts: the list for finance, one payout, ordering it, its voucher, and lists to take along."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing.fields import bank_account
from app.billing.sheets import Cell, Sheet, money_workbook
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.forms import ActForm, VersionedForm
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.prevention.forms.payouts import CancelPayoutForm, VoucherForm
from app.prevention.queries import payouts as queries
from app.prevention.service import payouts as service
from app.prevention.shown_payout_lines import PAYOUT_TONES, payout_lines, subject_url
from app.prevention.views.blueprint import bp
from app.registers.sheets import MIDDLE, NARROW, WIDE, comma_separated
from fees.money import Money
from fees.spending import PayoutKind, PayoutState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


def _state_asked_for() -> PayoutState | None:
    """The state of payouts that an address asks for; none asks for all."""
    wanted = request.args.get("tilstand", "")
    return PayoutState(wanted) if wanted in set(PayoutState) else None


@bp.get("/utbetalinger")
@requires(Permission.PREVENTION_VIEW)
def list_payouts() -> ResponseReturnValue:
    """The payouts of earmarked money, the latest first."""
    state = _state_asked_for()
    page = queries.payout_page(session(), actor().municipality_id, cursor_from(request.args), state)
    previous_url, next_url = page_addresses(page)
    lines = payout_lines(page.rows)
    return render_template(
        "prevention/payouts/list_payouts.html",
        lines=lines,
        with_outlay=any(line.outlay for line in lines),
        choices=_choices(state),
        csv_url=url_for(".export_payouts_as_text", tilstand=state.value if state else None),
        workbook_url=url_for(".export_payouts", tilstand=state.value if state else None),
        previous_url=previous_url,
        next_url=next_url,
    )


def _choices(state: PayoutState | None) -> list[dict[str, object]]:
    counts = queries.payouts_by_state(session(), actor().municipality_id)

    def choice(label: str, one: PayoutState | None, count: int) -> dict[str, object]:
        url = url_for(".list_payouts", tilstand=one.value if one else None)
        return {"label": label, "url": url, "current": state is one, "count": formats.whole(count)}

    return [
        choice(_("Alle"), None, sum(counts.values())),
        *(choice(labels.label(one), one, counts.get(one, 0)) for one in PayoutState),
    ]


@bp.get("/utbetalinger/regneark")
@requires(Permission.SPENDING_PAY)
def export_payouts() -> ResponseReturnValue:
    """The payouts as a workbook, with the budget line of each."""
    on = clock.today()
    heads = [
        (head, WIDE if place == 1 else MIDDLE if place in {2, 4} else NARROW)
        for place, head in enumerate(_heads())
    ]
    content = money_workbook(_("Utbetalinger"), on, [Sheet(_("Utbetalinger"), heads, _rows())])
    name = f"utbetalinger-{on.isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/utbetalinger/csv")
@requires(Permission.SPENDING_PAY)
def export_payouts_as_text() -> ResponseReturnValue:
    """The payouts as CSV, for the economy system."""
    content = comma_separated(_heads(), ([_written(cell) for cell in row] for row in _rows()))
    name = f"utbetalinger-{clock.today().isoformat()}.csv"
    return send_file(BytesIO(content), mimetype=CSV, as_attachment=True, download_name=name)


def _heads() -> tuple[str, ...]:
    return (
        _("Nummer"),
        _("Tiltak"),
        _("Betales til"),
        _("Kontonummer"),
        _("Tekst"),
        _("Slag"),
        _("Kommunens del"),
        _("For andre kommuner"),
        _("I alt"),
        _("Ansvar"),
        _("Funksjon"),
        _("Prosjekt"),
        _("År"),
        _("Tilstand"),
        _("Attestert av"),
        _("Anvist av"),
        _("Bilag"),
        _("Betalt"),
    )


def _rows() -> Iterator[list[Cell]]:
    for row in queries.all_payouts(session(), actor().municipality_id, _state_asked_for()):
        sign = -1 if row.kind is PayoutKind.REPAYMENT else 1
        yield [
            row.number,
            row.title,
            row.payee,
            bank_account(row.account_number) if row.account_number else "",
            row.text,
            labels.label(row.kind),
            Money(sign * row.amount_ore),
            Money(sign * row.outlay_ore),
            Money(sign * (row.amount_ore + row.outlay_ore)),
            row.responsibility_code,
            row.function_code,
            row.project_code,
            str(row.year),
            labels.label(row.state),
            row.attested_by,
            row.approved_by or "",
            row.voucher,
            row.paid_on,
        ]


def _written(cell: Cell) -> str:
    match cell:
        case Money(ore):
            return formats.amount(ore).replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        case None:
            return ""
        case str():
            return cell
        case _:
            return str(cell)


def _row_or_404(payout_id: int) -> Any:
    return queries.payout_row(session(), actor().municipality_id, payout_id) or abort(404)


def _page(
    payout_id: int,
    *,
    voucher: VoucherForm | None = None,
    cancelling: CancelPayoutForm | None = None,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    row, on = _row_or_404(payout_id), clock.today()
    wrong = [form for form in (voucher, cancelling) if form is not None and form.errors]
    voucher = voucher or VoucherForm(version=row.version, paid_on=on, formdata=None)
    cancelling = cancelling or CancelPayoutForm(version=row.version, formdata=None)
    if hindrance is not None:
        voucher.version.data = cancelling.version.data = str(row.version)
    may = actor().may(Permission.SPENDING_PAY)
    waits = row.kind is PayoutKind.PAYOUT and row.state in queries.ON_ITS_WAY
    page = render_template(
        "prevention/payouts/show_payout.html",
        row=row,
        state_label=labels.label(row.state),
        tone=PAYOUT_TONES[row.state],
        what=labels.label(row.kind),
        amount=formats.kroner(row.amount_ore + row.outlay_ore),
        facts=_facts(row),
        subject_url=subject_url(row),
        may_approve=may and waits and row.state is PayoutState.ATTESTED,
        own_attestation=row.attested_by_id == actor().user_id,
        may_record=may and waits and row.state is PayoutState.APPROVED,
        may_cancel=may and waits,
        voucher=voucher,
        cancelling=cancelling,
        hindrance=hindrance,
    )
    return page, 409 if hindrance else 422 if wrong else 200


def _facts(row: Any) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        (_("Betales til"), row.payee),
        (_("Kontonummer"), bank_account(row.account_number) if row.account_number else None),
        (_("Tekst"), row.text or None),
    ]
    if row.kind is PayoutKind.REPAYMENT:
        facts = [(_("Grunn"), row.text or None)]
    if row.outlay_ore:
        facts += [
            (_("Kommunens del"), formats.kroner(row.amount_ore)),
            (_("For andre kommuner"), formats.kroner(row.outlay_ore)),
        ]
    facts += [
        (name, code)
        for name, code in (
            (_("Ansvar"), row.responsibility_code),
            (_("Funksjon"), row.function_code),
            (_("Prosjekt"), row.project_code),
        )
        if code
    ]
    word = _("Registrert") if row.kind is PayoutKind.REPAYMENT else _("Attestert")
    facts.append((word, f"{row.attested_by}, {formats.moment(row.attested_at)}"))
    if row.approved_at is not None:
        facts.append((_("Anvist"), f"{row.approved_by}, {formats.moment(row.approved_at)}"))
    if row.paid_on is not None:
        day = formats.short_date(row.paid_on)
        facts += [(_("Bilag"), row.voucher), (_("Dato på bilaget"), day)]
    if row.cancelled_reason:
        facts.append((_("Annullert fordi"), row.cancelled_reason))
    return facts


@bp.get("/utbetalinger/<int:payout_id>")
@requires(Permission.PREVENTION_VIEW)
def show_payout(payout_id: int) -> ResponseReturnValue:
    """A payout, who stands for it, and what can be done with it."""
    return _page(payout_id)


def _done(
    payout_id: int, form: VersionedForm, save: Callable[[], object], sentence: str, **forms: Any
) -> ResponseReturnValue:
    hindrance = attempt(form, save)
    if hindrance is not None:
        return _page(payout_id, hindrance=hindrance, **forms)
    flash(sentence, "success")
    return redirect(url_for(".show_payout", payout_id=payout_id))


def _payout_or_404(payout_id: int) -> None:
    if _row_or_404(payout_id).kind is not PayoutKind.PAYOUT:
        abort(404)


@bp.post("/utbetalinger/<int:payout_id>/anvis")
@requires(Permission.SPENDING_PAY)
@commits
def approve_payout(payout_id: int) -> ResponseReturnValue:
    """Order a payout that another has attested."""
    _payout_or_404(payout_id)
    form = ActForm()
    return _done(
        payout_id,
        form,
        lambda: service.approve_payout(
            session(), actor(), payout_id=payout_id, seen_version=form.seen_version, on=clock.today()
        ),
        _("Utbetalingen er anvist. Registrer bilaget når pengene er betalt."),
    )


@bp.post("/utbetalinger/<int:payout_id>/bilag")
@requires(Permission.SPENDING_PAY)
@commits
def record_voucher(payout_id: int) -> ResponseReturnValue:
    """Write back that a payout was paid."""
    _payout_or_404(payout_id)
    form = VoucherForm()
    if not form.validate_on_submit():
        return _page(payout_id, voucher=form)
    return _done(
        payout_id,
        form,
        lambda: service.record_voucher(
            session(),
            actor(),
            payout_id=payout_id,
            seen_version=form.seen_version,
            voucher=form.voucher.data,
            paid_on=form.paid_on.data,
            on=clock.today(),
        ),
        _("Bilaget er registrert, og beløpet er ført som forbruk."),
        voucher=form,
    )


@bp.post("/utbetalinger/<int:payout_id>/annuller")
@requires(Permission.SPENDING_PAY)
@commits
def cancel_payout(payout_id: int) -> ResponseReturnValue:
    """Take back a payout that has not been paid."""
    _payout_or_404(payout_id)
    form = CancelPayoutForm()
    if not form.validate_on_submit():
        return _page(payout_id, cancelling=form)
    return _done(
        payout_id,
        form,
        lambda: service.cancel_payout(
            session(),
            actor(),
            payout_id=payout_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Utbetalingen er annullert. Beløpet står fortsatt som tilsagn."),
        cancelling=form,
    )
