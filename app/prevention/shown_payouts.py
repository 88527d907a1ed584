"""Payments, letters, the report and the complaint of a spending, as its page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.letters.spending_letters import letters_of_spending
from app.models.spending import GrantComplaint, Spending, SpendingPart
from app.permissions import Actor, Permission
from app.prevention.queries.earmarks import responsible_on
from app.prevention.queries.payouts import (
    Balances,
    balance_of_part,
    balances_of_spending,
    claimed_of_others,
    complaints_of,
    decision_arrived_on,
    missing_on,
    payouts_of_part,
)
from app.prevention.shown_payout_lines import (
    LetterLine,
    PayoutLine,
    balance_figures,
    letter_line,
    payout_lines,
)
from app.prevention.shown_spending import ClosedAct, ShownAct
from fees.money import ZERO, Money
from fees.payouts import to_release, to_return
from fees.spending import (
    GrantComplaintOutcome,
    PartState,
    SpendingAct,
    SpendingOrigin,
    SpendingState,
    open_acts,
)
from licensing.deadlines import complaint_last_day

OUTCOME_TONES: Mapping[GrantComplaintOutcome, str] = {
    GrantComplaintOutcome.REVERSED: "success",
    GrantComplaintOutcome.REPEALED_BY_BODY: "warning",
    GrantComplaintOutcome.UPHELD_BY_BODY: "neutral",
    GrantComplaintOutcome.DISMISSED: "neutral",
}
DECIDED = frozenset(
    {
        SpendingState.GRANTED,
        SpendingState.PAID,
        SpendingState.REPORTED,
        SpendingState.REFUSED,
        SpendingState.LAPSED,
    }
)
# The acts after the decision, in the order that they are offered: who may, and its page.
_ACTS = (
    (SpendingAct.REQUEST_PAYOUT, Permission.PREVENTION_HANDLE, "prevention.request_payout"),
    (SpendingAct.REPORT, Permission.PREVENTION_HANDLE, "prevention.report_spending"),
    (SpendingAct.RECORD_REPAYMENT, Permission.SPENDING_PAY, "prevention.record_repayment"),
    (SpendingAct.RELEASE, Permission.SPENDING_DECIDE, "prevention.release_spending"),
    (SpendingAct.COMPLAIN, Permission.PREVENTION_HANDLE, "prevention.receive_complaint"),
)


@dataclass(frozen=True)
class ShownComplaint:
    """A complaint, and what came of it."""

    heading: str
    facts: list[tuple[str, str | None]]
    outcome: str
    tone: str
    settle_url: str
    """Empty where it is settled, or the one who looks may not."""


@dataclass(frozen=True)
class ShownReport:
    """What was reported, and what follows for the money; or that nothing is, and when it is due."""

    facts: list[tuple[str, str | None]]
    text: str
    follows: tuple[str, ...]
    """What is to come back and what may be released, in sentences."""
    awaited: str
    late: bool


@dataclass(frozen=True)
class ShownPayouts:
    """What `prevention/payouts/section.html` shows, given to it under the name `payouts`."""

    spending_id: int
    decided: bool
    """Whether there is anything to show."""
    figures: list[tuple[str, str | None]]
    lines: list[PayoutLine]
    with_outlay: bool
    letters: list[LetterLine]
    report: ShownReport | None
    complaints: list[ShownComplaint]
    complaint_note: str
    """By when the applicant may complain."""
    acts: list[ShownAct]
    """What the one who looks may do now, after the decision."""
    closed: list[ClosedAct]


def shown_payouts(session: Session, spending: Spending, actor: Actor, on: date) -> ShownPayouts:
    """The payments, letters, report and complaint of a spending of the actor's municipality."""
    here = spending.municipality_id
    part = next(one for one in spending.parts if one.municipality_id == here)
    balances = balances_of_spending(session, spending)
    complaints = complaints_of(session, here, spending.id)
    granted = spending.state in DECIDED and spending.state is not SpendingState.REFUSED
    lines = payout_lines(payouts_of_part(session, here, part.id)) if granted else []
    letters = letters_of_spending(session, here, spending.id)
    acts, closed = _acts_on(session, spending, balances, complaints, actor, on)
    return ShownPayouts(
        spending_id=spending.id,
        decided=spending.state in DECIDED or bool(letters),
        figures=_figures(balances, shared=len(spending.parts) > 1) if granted else [],
        lines=lines,
        with_outlay=any(line.outlay for line in lines),
        letters=[letter_line(letter) for letter in letters],
        report=_report(spending, balances, on) if granted else None,
        complaints=[_complaint(one, actor) for one in complaints],
        complaint_note=complaint_note(session, spending, on),
        acts=acts,
        closed=closed,
    )


def _figures(balances: Balances, *, shared: bool) -> list[tuple[str, str | None]]:
    figures = balance_figures(balances.whole)
    if shared:
        figures.append((_("Av dette for andre kommuner"), formats.kroner(balances.others.net_paid.ore)))
    return figures


def _report(spending: Spending, balances: Balances, on: date) -> ShownReport | None:
    if spending.reported_on is None:
        if spending.state is SpendingState.LAPSED:
            return None
        due = spending.report_due_on
        awaited = _("Det er ikke satt frist for rapporten.")
        if due is not None:
            awaited = _("Rapporten skal være her innen %(day)s.", day=formats.short_date(due))
            if due < on:
                awaited = _("Rapporten skulle vært her %(day)s. Purr på den.", day=formats.short_date(due))
        return ShownReport([], "", (), awaited, late=due is not None and due < on)
    cost = Money(spending.cost_ore or 0)
    facts: list[tuple[str, str | None]] = [
        (_("Rapportert"), formats.short_date(spending.reported_on)),
        (_("Deltakere"), formats.whole(spending.participants) if spending.participants is not None else None),
        (_("Kostnad"), formats.kroner(cost.ore)),
    ]
    follows = []
    back = to_return(balances.whole, cost)
    spare = to_release(balances.whole, cost)
    if back:
        follows.append(
            _("%(amount)s er betalt ut og ikke brukt. Krev beløpet tilbake.", amount=_kroner(back))
        )
    if spare:
        follows.append(
            _("%(amount)s av tilsagnet trengs ikke. Den ansvarlige kan frigi beløpet.", amount=_kroner(spare))
        )
    return ShownReport(facts, spending.report_text, tuple(follows), "", late=False)


def _kroner(amount: Money) -> str:
    return formats.kroner(amount.ore)


def _complaint(one: GrantComplaint, actor: Actor) -> ShownComplaint:
    facts: list[tuple[str, str | None]] = [(_("Hva den går ut på"), one.grounds)]
    if one.late_reason:
        facts.append((_("Tatt imot etter fristen fordi"), one.late_reason))
    if one.settled_on is not None:
        facts.append((_("Avgjort"), formats.short_date(one.settled_on)))
        if one.body or one.case_number:
            facts.append((_("Av"), ", ".join(filter(None, (one.body, one.case_number)))))
        facts.append((_("Begrunnelse"), one.reason))
    may_settle = one.outcome is None and actor.may(Permission.SPENDING_DECIDE)
    return ShownComplaint(
        heading=_("Klage sendt %(day)s", day=formats.short_date(one.received_on)),
        facts=facts,
        outcome=labels.label(one.outcome) if one.outcome else _("Til behandling"),
        tone=OUTCOME_TONES[one.outcome] if one.outcome else "warning",
        settle_url=url_for("prevention.settle_complaint", complaint_id=one.id) if may_settle else "",
    )


def complaint_note(session: Session, spending: Spending, on: date) -> str:
    """By when the applicant may complain on the decision that stands; empty where nobody may."""
    if spending.origin is not SpendingOrigin.APPLICATION or SpendingAct.COMPLAIN not in open_acts(
        spending.state
    ):
        return ""
    arrived_on = decision_arrived_on(session, spending)
    if arrived_on is None:
        return _("Klagefristen er tre uker fra søkeren fikk brevet. Det er ikke registrert når det kom fram.")
    last_day = complaint_last_day(arrived_on).last_day
    if last_day < on:
        return _("Klagefristen gikk ut %(day)s.", day=formats.short_date(last_day))
    return _("Klagefristen går ut %(day)s.", day=formats.short_date(last_day))


def _acts_on(
    session: Session,
    spending: Spending,
    balances: Balances,
    complaints: Sequence[GrantComplaint],
    actor: Actor,
    on: date,
) -> tuple[list[ShownAct], list[ClosedAct]]:
    acts, closed = [], []
    for act, permission, endpoint in _ACTS:
        if act not in open_acts(spending.state) or not actor.may(permission):
            continue
        if not _means_something(act, spending, balances, complaints):
            continue
        hindered = _hindered(session, act, spending, actor, on)
        if hindered:
            closed.append(ClosedAct(labels.label(act), hindered))
        else:
            acts.append(ShownAct(labels.label(act), url_for(endpoint, spending_id=spending.id)))
    return acts, closed


def _means_something(
    act: SpendingAct, spending: Spending, balances: Balances, complaints: Sequence[GrantComplaint]
) -> bool:
    if act in {SpendingAct.REQUEST_PAYOUT, SpendingAct.RELEASE}:
        return bool(balances.own.room)
    if act is SpendingAct.RECORD_REPAYMENT:
        return balances.own.net_paid > ZERO
    if act is SpendingAct.COMPLAIN:
        waits = any(one.outcome is None for one in complaints)
        return spending.origin is SpendingOrigin.APPLICATION and not waits
    return True


def _hindered(session: Session, act: SpendingAct, spending: Spending, actor: Actor, on: date) -> str:
    if act is SpendingAct.REQUEST_PAYOUT:
        missing = missing_on(session, spending, on)
        if missing:
            return labels.sentence("consultation_not_filled", None, {"who": ", ".join(missing)})
    if act is SpendingAct.RELEASE:
        responsible = responsible_on(session, spending.municipality_id, spending.earmark_id, on)
        if responsible is None or responsible.user_id is None:
            return labels.sentence("nobody_responsible")
        if responsible.user_id != actor.user_id:
            return labels.sentence("another_is_responsible", None, {"who": responsible.title})
    return ""


@dataclass(frozen=True)
class ShownPartPayouts:
    """What `prevention/payouts/part_section.html` shows, given to it under the name `payouts`."""

    figures: list[tuple[str, str | None]]
    claimed: str
    """What the paying municipality has claimed so far."""
    lines: list[PayoutLine]
    acts: list[ShownAct]


def shown_part_payouts(
    session: Session, part: SpendingPart, spending: Spending, actor: Actor
) -> ShownPartPayouts:
    """The payments of the municipality's part of another's spending, and what the other has claimed."""
    balance = balance_of_part(session, part)
    claimed = claimed_of_others(session, spending, final=True).get(part.municipality_id, ZERO)
    acts = []
    unpaid = claimed - balance.net_paid - balance.on_its_way
    open_now = part.state is PartState.RESERVED and bool(balance.room)
    if open_now and unpaid > ZERO and actor.may(Permission.PREVENTION_HANDLE):
        url = url_for("prevention.request_part_payout", part_id=part.id)
        acts.append(ShownAct(_("Betal kravet"), url))
    if balance.net_paid > ZERO and actor.may(Permission.SPENDING_PAY):
        url = url_for("prevention.record_part_repayment", part_id=part.id)
        acts.append(ShownAct(labels.label(SpendingAct.RECORD_REPAYMENT), url))
    return ShownPartPayouts(
        figures=balance_figures(balance),
        claimed=formats.kroner(claimed.ore),
        lines=payout_lines(payouts_of_part(session, part.municipality_id, part.id)),
        acts=acts,
    )
