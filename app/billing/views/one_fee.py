"""One fee: how it came about, line by line, what it leads to, and setting it lower."""

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing.computed import from_stored
from app.billing.forms.fees import LOWER, ReduceForm
from app.billing.queries import fee_list as queries
from app.billing.queries.fee_outcome import invoiced_lines, letters_of_fee
from app.billing.queries.fees import FeeRow, fees_of_round, newest
from app.billing.queries.proposals import proposal_for
from app.billing.service.reductions import NewReduction, last_number, reduce_fee
from app.billing.shown_fees import (
    STATE_TONES,
    fee_label,
    licence_sentence,
    part_sentence,
    questions_of,
    shown_computation,
    to_pay_sentence,
)
from app.billing.shown_occasion_fee import shown_occasion
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.fee import Fee, FeePurpose, FeeState
from app.permissions import Permission, actor, requires
from fees.money import Money
from licensing.errors import BadValue
from licensing.law import citation


def _fee_or_404(fee_id: int) -> Fee:
    return queries.fee_or_none(session(), actor().municipality_id, fee_id) or abort(404)


def _round_year(fee: Fee) -> int:
    return fee.year if fee.purpose in {FeePurpose.ADVANCE, FeePurpose.OCCASION} else fee.year + 1


@bp.get("/vedtak/<int:fee_id>")
@requires(Permission.FEE_VIEW)
def show_fee(fee_id: int) -> ResponseReturnValue:
    """A fee with every step that led to it, its editions, and what came of it."""
    fee = _fee_or_404(fee_id)
    computed = from_stored(fee.computed)
    licence = queries.licences_by_id(session(), fee.municipality_id, (fee.licence_id,))[fee.licence_id]
    editions = queries.editions_of(session(), fee)
    mine = next(row for row in editions if row.fee_id == fee.id)
    statement = queries.statement_behind(session(), fee)
    carried = queries.licences_by_id(session(), fee.municipality_id, computed.year.carries)
    return render_template(
        "billing/fees/show_fee.html",
        fee=fee,
        title=fee_label(fee.purpose, fee.year),
        licence=licence,
        round_year=_round_year(fee),
        state_label=labels.label(fee.state),
        state_tone=STATE_TONES[fee.state],
        sentence=_sentence(fee, mine),
        facts=_facts(fee),
        questions=questions_of(fee.computed) if fee.state is FeeState.COMPUTED else [],
        years=shown_occasion(fee)
        if fee.purpose is FeePurpose.OCCASION
        else shown_computation(fee.purpose, computed),
        statement=statement,
        statement_url=url_for(".show_duty", duty_id=statement.duty_id) if statement else None,
        carried=list(carried.values()),
        editions=[
            (row, formats.amount(row.total_ore), labels.label(row.state), STATE_TONES[row.state])
            for row in editions
        ],
        newest=editions[0].fee_id == fee.id,
        reductions=[
            (row, _("Tatt tilbake") if row.to_ore is None else formats.amount(row.to_ore))
            for row in queries.reductions_of(session(), fee)
        ],
        letters=letters_of_fee(session(), fee),
        lines=[
            (line, formats.amount(line.amount_ore))
            for line in invoiced_lines(session(), fee.municipality_id, [row.fee_id for row in editions])
        ],
        proposal=_proposal(fee),
    )


def _sentence(fee: Fee, mine: FeeRow) -> str:
    """The licence's whole round where the fee is part of it: what is to be paid is paid together."""
    if fee.purpose is not FeePurpose.OCCASION:
        rows = newest(fees_of_round(session(), fee.municipality_id, _round_year(fee), [fee.licence_id]))
        if fee.id in {row.fee_id for row in rows}:
            return licence_sentence(rows)
    return f"{part_sentence(mine)} {to_pay_sentence(fee.total_ore)}"


def _facts(fee: Fee) -> list[tuple[str, str]]:
    decider = queries.who_decided(session(), fee)
    rows = [(_("Beregnet"), formats.moment(fee.computed_at))]
    if decider and fee.decided_on:
        rows.append((_("Vedtatt"), f"{formats.short_date(fee.decided_on)}, {decider}"))
    return rows


def _proposal(fee: Fee) -> str:
    """What the policy proposes, in a sentence; only where it can be followed."""
    if fee.purpose is FeePurpose.OCCASION or fee.state is FeeState.REPLACED:
        return ""
    proposal = proposal_for(session(), fee, clock.today())
    if proposal is None:
        return ""
    return _(
        "Retningslinjene foreslår %(amount)s kr ved så lav omsetning (%(source)s). Forslaget brukes ikke av"
        " seg selv.",
        amount=formats.amount(proposal.to.ore),
        source=proposal.source or proposal.rule,
    )


@bp.route("/vedtak/<int:fee_id>/lavere", methods=["GET", "POST"])
@requires(Permission.FEE_DECIDE)
@commits
def lower_fee(fee_id: int) -> ResponseReturnValue:
    """Set a fee lower in a special case, or take that back."""
    fee = _fee_or_404(fee_id)
    reduction = from_stored(fee.computed).year.fee.reduction
    form = ReduceForm.of(reduced=reduction is not None, version=last_number(session(), fee))
    hindrance: Hindrance | None = None
    if form.validate_on_submit():
        made: list[int] = []
        try:
            hindrance = attempt(form, lambda: made.append(_reduced(fee_id, form, clock.today())))
        except BadValue as error:
            session().rollback()
            form.to.errors = [labels.sentence(error.code, None, error.facts)]
        if made:
            flash(_("Gebyret er beregnet på nytt. Det gjelder når det er vedtatt."), "success")
            return redirect(url_for(".show_fee", fee_id=made[0]))
    fee = _fee_or_404(fee_id)
    if hindrance is not None:
        # Whoever is told that another was first sees on this page what that one did.
        reduction = from_stored(fee.computed).year.fee.reduction
        form.version.data = str(last_number(session(), fee))
    proposal = _proposal(fee)
    licence = queries.licences_by_id(session(), fee.municipality_id, (fee.licence_id,))[fee.licence_id]
    page = render_template(
        "billing/fees/lower_fee.html",
        fee=fee,
        form=form,
        hindrance=hindrance,
        title=fee_label(fee.purpose, fee.year),
        licence=licence,
        round_year=_round_year(fee),
        ordinary=formats.amount(from_stored(fee.computed).year.fee.ordinary.ore),
        settles=fee.purpose is FeePurpose.SETTLEMENT,
        reduced=formats.amount(reduction.to.ore) if reduction else "",
        proposal=proposal,
    )
    return page, status_of(form, hindrance)


def _reduced(fee_id: int, form: ReduceForm, on: date) -> int:
    to: Money | None = form.to.data if form.act.data == LOWER else None
    new = NewReduction(to, form.reason.data, citation(form.citation.data), waives=bool(form.waives.data))
    return reduce_fee(session(), actor(), fee_id=fee_id, new=new, on=on, seen_number=form.seen_version)
