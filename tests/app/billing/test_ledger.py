"""The ledger is numbered, chained and balanced; the database refuses to change it, and a fault is found."""

from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.billing.queries.ledger import balances_by_licence, balances_of, verified_ledger
from app.billing.service.ledger import Posting, post
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.ledger import LedgerEntry, LedgerHead
from app.models.licence import Licence
from app.permissions import Actor, Role
from fees.ledger import Account, EntryKind, entry
from fees.money import ZERO, Money
from tests.factories.many_fees import AT, decide_fees, make_licences

ON = date(2026, 3, 9)
TOTALS = (660_000, 943_500, -78_380)


def booked(session: Session, actor: Actor, approver_id: int, *totals: int) -> list[int]:
    """A locked batch of an invoice each, and its entries; the ids of the lines."""
    licences = make_licences(session, actor, len(totals))
    fees = decide_fees(
        session, actor, {licence_id: abs(ore) for licence_id, ore in zip(licences, totals, strict=True)}
    )
    own = {"municipality_id": actor.municipality_id}
    batch = InvoiceBatch(
        **own,
        year=2026,
        serial=1,
        fee_year=2026,
        purpose=BatchPurpose.FEES,
        state=BatchState.LOCKED,
        due_on=ON,
        made_by_id=actor.user_id,
        made_at=AT,
        approved_by_id=approver_id,
        approved_at=AT,
        locked_at=AT,
    )
    session.add(batch)
    session.flush()
    lines = []
    holder_of = {row.id: row.holder_id for row in session.execute(select(Licence.id, Licence.holder_id))}
    for serial, (licence_id, fee_id, ore) in enumerate(zip(licences, fees, totals, strict=True), 1):
        invoice = Invoice(
            **own,
            batch_id=batch.id,
            licence_id=licence_id,
            holder_id=holder_of[licence_id],
            serial=serial,
            reference=f"2026-01-{serial:04}",
            amount_ore=ore,
            due_on=ON,
            customer={},
            texts=[],
        )
        session.add(invoice)
        session.flush()
        lines.append(InvoiceLine(**own, invoice_id=invoice.id, fee_id=fee_id, amount_ore=ore, texts=[]))
        session.add(lines[-1])
        session.flush()
    post(
        session,
        actor,
        [
            Posting(claim, licence_id, line_id=line.id)
            for licence_id, line in zip(licences, lines, strict=True)
            if (
                claim := entry(
                    EntryKind.CLAIM if line.amount_ore > 0 else EntryKind.CREDIT,
                    Account.RECEIVABLES,
                    Account.FEE_INCOME,
                    Money(line.amount_ore),
                    booked_on=ON,
                    fee_year=2026,
                )
            )
        ],
    )
    return [line.id for line in lines]


@pytest.fixture
def lines(filling, world) -> list[int]:
    with filling(Role.FINANCE) as (session, actor):
        return booked(session, actor, world.someone(Role.DECIDER).id, *TOTALS)


def test_entries_are_numbered_without_a_gap_and_the_ledger_is_whole(filling, world, lines) -> None:
    with filling() as (session, _actor):
        state = verified_ledger(session, world.own_id)
        assert state.faults == ()
        assert (state.length, state.debits, state.credits) == (3, Money(1_681_880), Money(1_681_880))
        assert session.scalars(select(LedgerEntry.number).order_by(LedgerEntry.id)).all() == [1, 2, 3]
        assert state.balances == balances_of(session, world.own_id, year=2026)
        assert state.balances[Account.RECEIVABLES] == Money(sum(TOTALS))
        assert sum((state.balances.values()), ZERO) == ZERO
        owed = balances_by_licence(session, world.own_id, Account.RECEIVABLES, year=2026)
        assert [money.ore for _licence, money in sorted(owed.items())] == list(TOTALS)
        assert verified_ledger(session, world.other_id).faults == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount_ore = amount_ore + 1",
        "UPDATE ledger_entries SET hash = hash",
        "DELETE FROM ledger_entries WHERE number = 3",
        "UPDATE invoice_lines SET amount_ore = 1",
        "DELETE FROM invoices",
        "UPDATE invoice_batches SET total_ore = 1",
        "DELETE FROM invoice_batches",
    ],
)
def test_the_database_refuses_to_change_what_is_booked(filling, lines, statement: str) -> None:
    with filling() as (session, _actor):
        before = session.scalar(select(func.sum(LedgerEntry.amount_ore)))
        with pytest.raises(DBAPIError, match="settled"):
            session.execute(text(statement))
        session.rollback()
        assert session.scalar(select(func.sum(LedgerEntry.amount_ore))) == before


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        pytest.param(
            "UPDATE ledger_entries SET amount_ore = 1 WHERE number = 2",
            {("changed", 2), ("source_differs", 2)},
            id="an amount",
        ),
        pytest.param(
            "UPDATE ledger_entries SET made_by_id = made_by_id + 1 WHERE number = 1",
            {("changed", 1)},
            id="who did it",
        ),
        pytest.param(
            "DELETE FROM ledger_entries WHERE number = 3",
            {("end_differs", 2), ("line_without_entry", None)},
            id="the last",
        ),
        pytest.param(
            "DELETE FROM ledger_entries WHERE number = 1",
            {("missing", 1), ("changed", 2), ("line_without_entry", None)},
            id="the first",
        ),
        pytest.param(
            "UPDATE invoice_lines SET amount_ore = 5 WHERE id = (SELECT min(id) FROM invoice_lines)",
            {("source_differs", 1)},
            id="a line",
        ),
        pytest.param(
            "UPDATE invoice_batches SET state = 'ready'",
            {("batch_not_approved", 1), ("batch_not_approved", 2), ("batch_not_approved", 3)},
            id="a batch",
        ),
        pytest.param("UPDATE ledger_heads SET length = 2", {("end_differs", 3)}, id="the head"),
    ],
)
def test_what_was_touched_behind_the_guards_is_found(filling, world, lines, statement, faults) -> None:
    with filling() as (session, _actor):
        unguarded(session)
        session.execute(text(statement))
        found = verified_ledger(session, world.own_id)
        assert {(fault.problem, fault.number) for fault in found.faults} == faults
        session.rollback()


def unguarded(session: Session) -> None:
    """Somebody who owns the database takes the guards away, until the transaction is undone."""
    tables = ("ledger_entries", "invoice_lines", "invoice_batches")
    for table in tables:
        for act in ("update", "delete"):
            on = f" ON {table}" if session.get_bind().dialect.name == "postgresql" else ""
            session.execute(text(f"DROP TRIGGER {table}_settled_{act}{on}"))


def test_an_empty_ledger_is_whole(filling, world) -> None:
    with filling() as (session, actor):
        post(session, actor, [])
        assert session.scalars(select(LedgerHead)).all() == []
        state = verified_ledger(session, world.own_id)
        assert (state.length, state.faults) == (0, ())
