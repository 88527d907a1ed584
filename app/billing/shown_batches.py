"""Batches of invoice basis as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import formats, labels
from app.billing.queries import batches as queries
from app.billing.queries.fee_years import fee_year_of
from app.billing.run_pages import may_go_on, progress_text
from app.models.billing_run import BillingRun
from app.models.invoice import BatchPurpose, BatchState, InvoiceBatch
from app.permissions import Actor, Permission

STATE_TONES = {
    BatchState.MAKING: "info",
    BatchState.READY: "warning",
    BatchState.BOOKING: "info",
    BatchState.LOCKED: "success",
    BatchState.DISCARDED: "neutral",
}


@dataclass(frozen=True)
class ShownTotal:
    """One kind of line, and what its lines come to."""

    label: str
    count: str
    claims: str
    credits: str
    together: str


@dataclass(frozen=True)
class ShownInvoice:
    """An invoice in a list, with its lines."""

    reference: str
    licence_id: int
    title: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]
    amount: str
    kid: str


@dataclass(frozen=True)
class ShownBatch:
    """Everything on the page of a batch but its invoices."""

    batch: InvoiceBatch
    title: str
    state_label: str
    state_tone: str
    facts: tuple[tuple[str, str], ...]
    totals: tuple[ShownTotal, ...]
    log: tuple[dict[str, str], ...]
    run: BillingRun | None
    progress: str
    may_go_on: bool
    reversal: InvoiceBatch | None
    left_out: str
    may_approve: bool
    made_by_self: bool
    may_discard: bool
    may_reverse: bool
    has_files: bool
    has_ehf: bool
    """The municipality invoices by itself."""


def what_of(purpose: BatchPurpose, fee_year: int, instalment: int, instalments: int) -> str:
    """Årets gebyrer 2026, til og med termin 1 av 2"""
    what = f"{labels.label(purpose)} {fee_year}"
    if instalments == 1:
        return what
    return _(
        "%(what)s, til og med termin %(number)s av %(of)s",
        what=what,
        number=str(instalment),
        of=str(instalments),
    )


def amount_text(ore: int) -> str:
    """9 435,00 kr"""
    return _("%(amount)s kr", amount=formats.amount(ore))


def shown_batch(session: Session, batch: InvoiceBatch, actor: Actor) -> ShownBatch:
    """What the page of a batch says."""
    run, reversal = queries.unfinished_run_of(session, batch), queries.reversal_of(session, batch)
    left_out = queries.count_left_out(session, batch)
    approves, made_by_self = actor.may(Permission.FEE_APPROVE), batch.made_by_id == actor.user_id
    is_open = batch.state in (BatchState.MAKING, BatchState.READY)
    is_reversal = batch.purpose is BatchPurpose.REVERSAL
    return ShownBatch(
        batch=batch,
        title=_("Fakturagrunnlag %(number)s", number=batch.number),
        state_label=labels.label(batch.state),
        state_tone=STATE_TONES[batch.state],
        facts=_facts(batch),
        totals=tuple(
            ShownTotal(
                f"{labels.label(total.purpose)} {total.year}",
                formats.whole(total.count),
                formats.amount(total.claims.ore),
                formats.amount(total.credits.ore),
                formats.amount(total.together.ore),
            )
            for total in queries.totals_by_kind(session, batch)
        ),
        log=tuple(
            {
                "time": formats.moment(event.at),
                "iso": event.at.isoformat(timespec="seconds"),
                "actor": event.actor_name,
                "text": labels.event_text(event.type, event.payload),
            }
            for event in queries.log_of(session, batch)
        ),
        run=run,
        progress="" if run is None else progress_text(run),
        may_go_on=run is not None and may_go_on(actor, run.kind),
        reversal=reversal,
        left_out=ngettext(
            "%(num)s bevilling med gebyr er ikke med", "%(num)s bevillinger med gebyr er ikke med", left_out
        )
        if left_out
        else "",
        may_approve=batch.state is BatchState.READY and approves and not made_by_self,
        made_by_self=batch.state is BatchState.READY and made_by_self,
        may_discard=is_open and actor.may(Permission.FEE_HANDLE),
        may_reverse=batch.state is BatchState.LOCKED and approves and not is_reversal and reversal is None,
        has_files=batch.state is BatchState.LOCKED,
        has_ehf=batch.state is BatchState.LOCKED
        and fee_year_of(session, batch.municipality_id, batch.fee_year).own_invoices,
    )


def _facts(batch: InvoiceBatch) -> tuple[tuple[str, str], ...]:
    sender: Mapping[str, str] = batch.sender
    facts = [
        (_("Gjelder"), what_of(batch.purpose, batch.fee_year, batch.instalment, batch.instalments)),
        (_("Fakturaer"), formats.whole(batch.count)),
        (_("Sum"), amount_text(batch.total_ore)),
        (_("Forfall"), formats.short_date(batch.due_on)),
        (_("Laget av"), f"{sender.get('made_by', '')}, {formats.moment(batch.made_at)}"),
    ]
    if batch.approved_at is not None:
        facts.append(
            (_("Godkjent av"), f"{sender.get('approved_by', '')}, {formats.moment(batch.approved_at)}")
        )
    if batch.locked_at is not None:
        facts.append((_("Låst"), formats.moment(batch.locked_at)))
    if batch.reason:
        facts.append((_("Grunn"), batch.reason))
    dimensions = ", ".join(f"{name} {value}" for name, value in sorted(batch.dimensions.items()))
    facts.append((_("Konteringer"), dimensions or _("Ingen")))
    return tuple(facts)


def shown_invoices(rows: Sequence[Any], lines: Mapping[int, Sequence[Any]]) -> list[ShownInvoice]:
    """Invoices in a list, each with the first text of its lines."""
    return [
        ShownInvoice(
            reference=row.reference,
            licence_id=row.licence_id,
            title=row.about.get("venue", ""),
            subtitle=f"{row.about.get('licence', '')}, {row.customer.get('name', '')}",
            lines=tuple(
                (
                    f"{labels.label(line.purpose)} {line.year}: {formats.amount(line.amount_ore)}",
                    url_for("billing.show_fee", fee_id=line.fee_id),
                )
                for line in lines[row.id]
            ),
            amount=formats.amount(row.amount_ore),
            kid=row.kid or "",
        )
        for row in rows
    ]
