"""Pages that ask for a payout, enter what came back, and release what is not needed."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.forms import VersionedForm
from app.letters.parties import municipality_name
from app.models.municipality import Municipality
from app.models.spending import Spending, SpendingPart
from app.permissions import Permission, actor, requires
from app.prevention.forms.payouts import PayoutForm, ReleaseForm, RepaymentForm
from app.prevention.queries.payouts import (
    Balances,
    balance_of_part,
    balances_of_spending,
    claimed_of_others,
    part_of,
)
from app.prevention.service import payouts as service
from app.prevention.shown_payout_lines import balance_figures
from app.prevention.spending_pages import lead_of, spending_or_404
from app.prevention.views.blueprint import bp
from fees.money import ZERO, Money
from fees.payouts import to_release, to_return


def act_page(
    template: str, spending_id: int, form: VersionedForm, save: Callable[[], object], sentence: str
) -> ResponseReturnValue:
    """The page of an act on a spending; what cannot be done is said there, and what was typed is kept."""
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(form, save)
        if hindrance is None:
            flash(sentence, "success")
            return redirect(url_for(".show_spending", spending_id=spending_id))
    row = spending_or_404(spending_id)
    if hindrance is not None:
        form.version.data = str(row.version)
    page = render_template(
        template,
        form=form,
        row=row,
        lead=lead_of(row),
        hindrance=hindrance,
        figures=balance_figures(balances_of_spending(session(), row).whole),
        shared=len(row.parts) > 1,
    )
    return page, status_of(form, hindrance)


@bp.route("/bruk/<int:spending_id>/utbetaling", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def request_payout(spending_id: int) -> ResponseReturnValue:
    """Attest that an amount of a grant is to be paid."""
    row = spending_or_404(spending_id)
    room = balances_of_spending(session(), row).whole.room
    form = PayoutForm(
        version=row.version,
        amount=room if room > ZERO else None,
        payee=row.applicant,
        account_number=row.account_number,
        text=row.title,
    )
    return act_page(
        "prevention/payouts/request_payout.html",
        spending_id,
        form,
        lambda: service.request_payout(
            session(),
            actor(),
            spending_id=spending_id,
            seen_version=form.seen_version,
            amount=form.amount.data,
            payee=form.payee.data,
            account_number=form.account_number.data,
            text=form.text.data or "",
            on=clock.today(),
        ),
        _("Utbetalingen er attestert. Økonomi anviser den."),
    )


@bp.route("/bruk/<int:spending_id>/tilbakebetaling", methods=["GET", "POST"])
@requires(Permission.SPENDING_PAY)
@commits
def record_repayment(spending_id: int) -> ResponseReturnValue:
    """Enter money of a grant that came back."""
    row, on = spending_or_404(spending_id), clock.today()
    form = RepaymentForm(
        version=row.version, amount=_proposed(row, to_return), received_on=on, reason=_unused(row)
    )
    return act_page(
        "prevention/payouts/record_repayment.html",
        spending_id,
        form,
        lambda: service.record_repayment(
            session(),
            actor(),
            spending_id=spending_id,
            seen_version=form.seen_version,
            amount=form.amount.data,
            voucher=form.voucher.data,
            received_on=form.received_on.data,
            reason=form.reason.data,
            on=on,
        ),
        _("Tilbakebetalingen er registrert."),
    )


@bp.route("/bruk/<int:spending_id>/frigi", methods=["GET", "POST"])
@requires(Permission.SPENDING_DECIDE)
@commits
def release_spending(spending_id: int) -> ResponseReturnValue:
    """Release what was promised and will not be used."""
    row = spending_or_404(spending_id)
    own = balances_of_spending(session(), row).own.room
    proposed = _proposed(row, to_release)
    amount = min(own, proposed) if proposed else own
    form = ReleaseForm(version=row.version, amount=amount if amount > ZERO else None, reason=_unused(row))
    return act_page(
        "prevention/payouts/release_spending.html",
        spending_id,
        form,
        lambda: service.release(
            session(),
            actor(),
            spending_id=spending_id,
            seen_version=form.seen_version,
            amount=form.amount.data,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Tilsagnet er frigitt."),
    )


def _proposed(row: Spending, figure: Callable[[Any, Money], Money]) -> Money | None:
    """What the report leads to; nothing before there is one."""
    if row.cost_ore is None:
        return None
    balances: Balances = balances_of_spending(session(), row)
    return figure(balances.whole, Money(row.cost_ore)) or None


def _unused(row: Spending) -> str:
    return _("Ikke brukt, etter rapporten") if row.reported_on else ""


def _part_or_404(part_id: int) -> tuple[SpendingPart, Spending]:
    """The municipality's part of another's spending."""
    here = actor().municipality_id
    part = part_of(session(), here, part_id) or abort(404)
    # The spending of another municipality is read through the part that this one bears of it.
    spending = session().get_one(Spending, part.spending_id)
    if spending.municipality_id == here:
        abort(404)
    return part, spending


def carry_out(
    template: str, part_id: int, form: VersionedForm, save: Callable[[], object], sentence: str
) -> ResponseReturnValue:
    """The page of an act on the municipality's part of another's spending."""
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(form, save)
        if hindrance is None:
            flash(sentence, "success")
            return redirect(url_for(".show_part", part_id=part_id))
    part, spending = _part_or_404(part_id)
    if hindrance is not None:
        form.version.data = str(part.version)
    page = render_template(
        template,
        form=form,
        part=part,
        row=spending,
        hindrance=hindrance,
        figures=balance_figures(balance_of_part(session(), part)),
    )
    return page, status_of(form, hindrance)


@bp.route("/fellestiltak/<int:part_id>/utbetaling", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def request_part_payout(part_id: int) -> ResponseReturnValue:
    """Attest that the municipality pays what another has claimed for its part."""
    part, spending = _part_or_404(part_id)
    on = clock.today()
    balance = balance_of_part(session(), part)
    claimed = claimed_of_others(session(), spending, final=True).get(part.municipality_id, ZERO)
    unpaid = claimed - balance.net_paid - balance.on_its_way
    payer = municipality_name(session().get_one(Municipality, spending.municipality_id), on)
    form = PayoutForm(
        version=part.version,
        amount=unpaid if unpaid > ZERO else None,
        payee=payer,
        text=_("%(number)s %(title)s", number=spending.number, title=spending.title),
    )
    return carry_out(
        "prevention/payouts/request_part_payout.html",
        part_id,
        form,
        lambda: service.request_part_payout(
            session(),
            actor(),
            part_id=part_id,
            seen_version=form.seen_version,
            amount=form.amount.data,
            payee=form.payee.data,
            account_number=form.account_number.data,
            text=form.text.data or "",
            on=on,
        ),
        _("Utbetalingen er attestert. Økonomi anviser den."),
    )


@bp.route("/fellestiltak/<int:part_id>/tilbakebetaling", methods=["GET", "POST"])
@requires(Permission.SPENDING_PAY)
@commits
def record_part_repayment(part_id: int) -> ResponseReturnValue:
    """Enter what the other municipality gave back of what this one paid for its part."""
    part, _spending = _part_or_404(part_id)
    on = clock.today()
    form = RepaymentForm(version=part.version, received_on=on)
    return carry_out(
        "prevention/payouts/record_part_repayment.html",
        part_id,
        form,
        lambda: service.record_part_repayment(
            session(),
            actor(),
            part_id=part_id,
            seen_version=form.seen_version,
            amount=form.amount.data,
            voucher=form.voucher.data,
            received_on=form.received_on.data,
            reason=form.reason.data,
            on=on,
        ),
        _("Tilbakebetalingen er registrert."),
    )
