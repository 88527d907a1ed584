"""Batches of invoice basis: an invoice for each licence, nothing twice, approved by another, never edited."""

from datetime import date

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from app.billing.adapters.csv_basis import csv_pieces
from app.billing.adapters.json_basis import json_pieces, sha256_of
from app.billing.queries.ledger import balances_of, verified_ledger
from app.billing.service.batches import approve_batch, begin_batch
from app.billing.service.fee_years import kept_fee_year
from app.models.fee import FeePurpose
from app.models.holder import Holder
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.ledger import LedgerEntry
from app.models.venue import Venue
from app.permissions import Role
from fees.fee_years import Settles
from fees.ledger import Account, EntryKind
from fees.money import Money
from licensing.errors import NotAllowed
from tests.app.billing.batch_desk import DUE_ON, ON, REASON, Desk


@pytest.fixture
def desk(app, filling) -> Desk:
    return Desk(app, filling)


def begin(filling, role: Role = Role.FINANCE, **more):
    with filling(role) as (session, actor):
        wanted = {"purpose": BatchPurpose.FEES, "fee_year": 2026, "due_on": DUE_ON, "on": ON}
        return begin_batch(session, actor, **wanted | more)[0].number


def refusal_of(act) -> str:
    with pytest.raises(NotAllowed) as refused:
        act()
    return refused.value.code


def test_the_year_is_invoiced_with_the_settlement_of_the_year_before_on_the_same_invoice(
    desk, filling, world
) -> None:
    first, second, ended = desk.licences(3)
    desk.decide({first: 943_500, second: 660_000})
    desk.settle({first: -78_380, ended: -10_000})

    batch_id = desk.make()

    assert desk.amounts(batch_id) == [865_120, 660_000, -10_000]
    with filling() as (session, _actor):
        batch = desk.batch(session, batch_id)
        assert (batch.number, batch.state, batch.count, batch.total_ore) == (
            "2026-01",
            BatchState.READY,
            3,
            1_515_120,
        )
        invoice = session.scalars(select(Invoice).order_by(Invoice.serial).limit(1)).one()
        assert (invoice.reference, invoice.due_on, invoice.kid) == ("2026-01-0001", DUE_ON, None)
        assert invoice.customer["name"] == "Prøvelaget 1"
        assert invoice.texts == [
            "Bevillingsgebyr 2026, skjenkebevilling SKJ-2024-00001, Prøvekroa 1",
            "Sted: Prøveveien 1, 7374 Røros",
        ]
        line = session.scalars(select(InvoiceLine).order_by(InvoiceLine.id).limit(1)).one()
        assert line.texts == [
            "Forskudd 2026: 9 435,00 kr",
            "Gruppe 1: 6 000,00 liter × 0,63 = 3 780,00 kr",
            "Gruppe 2: 2 500,00 liter × 1,62 = 4 050,00 kr",
            "Gruppe 3: 300,00 liter × 5,35 = 1 605,00 kr",
        ]
        assert verified_ledger(session, world.own_id).length == 0
    assert refusal_of(lambda: begin(filling)) == "nothing_to_invoice"


def test_a_batch_is_approved_by_another_booked_and_locked(desk, filling, world) -> None:
    licences = desk.licences(3)
    desk.decide(dict.fromkeys(licences, 660_000))
    desk.settle({licences[0]: -78_380})
    batch_id = desk.make()
    assert refusal_of(lambda: desk.approve(batch_id, Role.FINANCE)) == "batch_made_by_approver"

    desk.approve(batch_id)

    with filling() as (session, _actor):
        batch = desk.batch(session, batch_id)
        assert batch.state is BatchState.LOCKED
        assert batch.sha256 == sha256_of(session, batch)
        assert batch.sender["made_by"] == "Finance"
        assert batch.sender["approved_by"] == "Decider"
        state = verified_ledger(session, world.own_id)
        assert (state.length, state.faults) == (4, ())
        assert state.balances[Account.RECEIVABLES] == Money(1_901_620)
        kinds = session.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.number)).all()
        assert kinds == [EntryKind.CLAIM, EntryKind.CREDIT, EntryKind.CLAIM, EntryKind.CLAIM]
    assert refusal_of(lambda: desk.approve(batch_id)) == "batch_not_ready"
    assert refusal_of(lambda: desk.discard(batch_id)) == "batch_not_open"


def test_the_database_itself_lets_nobody_approve_their_own(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    batch_id = desk.make()
    with filling() as (session, _actor):
        with pytest.raises(IntegrityError):
            session.execute(
                text("UPDATE invoice_batches SET approved_by_id = made_by_id, approved_at = made_at")
            )
        session.rollback()
        assert desk.batch(session, batch_id).approved_by_id is None


def test_a_batch_that_is_due_is_not_approved_any_more(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    batch_id = desk.make()
    with filling(Role.DECIDER) as (session, actor):
        act = {"batch_id": batch_id, "seen_version": desk.batch(session, batch_id).version}
        late = date(2026, 5, 1)
        assert refusal_of(lambda: approve_batch(session, actor, **act, on=late)) == "batch_due_date_passed"


def test_the_files_are_written_again_byte_for_byte_whatever_is_renamed(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(2), 943_500))
    batch_id = desk.approve(desk.make())

    def files() -> tuple[bytes, bytes]:
        with filling() as (session, _actor):
            batch = desk.batch(session, batch_id)
            return b"".join(json_pieces(session, batch)), b"".join(csv_pieces(session, batch))

    before = files()
    with filling() as (session, _actor):
        session.execute(update(Holder).values(name="=Nytt navn", postal_address="Et annet sted"))
        session.execute(update(Venue).values(name="@Et annet sted"))
    assert files() == before


def test_texts_of_others_are_no_formulas_in_the_table(desk, filling) -> None:
    (licence_id,) = desk.licences(1)
    desk.settle({licence_id: -78_380})
    with filling() as (session, actor):
        session.execute(update(Holder).values(name='=HYPERLINK("x";"y")', email="+47@kro.invalid"))
        session.execute(update(Venue).values(name="@Kroa"))
        kept_fee_year(session, actor, 2026).dimensions = {"ansvar": "-1200", "art": "16200"}
    batch_id = desk.make()
    with filling() as (session, _actor):
        rows = b"".join(csv_pieces(session, desk.batch(session, batch_id))).decode("utf-8-sig").split("\r\n")
    head, first = rows[0].split(";"), rows[1]
    assert "'=HYPERLINK" in first
    assert ";'+47@kro.invalid;" in first
    assert ";'@Kroa;" in first
    assert ";-783,80;O;2026-04-30;;'-1200;16200;" in first
    assert head[head.index("beløp") + 4] == "dimensjon ansvar"


def test_instalments_add_up_and_a_late_licence_catches_up(desk, filling) -> None:
    with filling() as (session, actor):
        kept_fee_year(session, actor, 2026).instalments = 2
    early, late = desk.licences(2)
    desk.decide({early: 660_051})
    desk.settle({early: 5_000})
    first = desk.approve(desk.make(instalment=1))
    desk.decide({late: 700_000})

    second = desk.make(instalment=2)

    assert desk.lines(first) == [(1, 0, 0, 330_026), (1, 0, 0, 5_000)]
    assert desk.lines(second) == [(2, 0, 0, 330_025), (1, 0, 0, 350_000), (2, 0, 0, 350_000)]
    assert refusal_of(lambda: begin(filling, instalment=3)) == "batch_instalment_unknown"
    with filling() as (session, actor):
        kept_fee_year(session, actor, 2026).instalments = 3
    assert refusal_of(lambda: begin(filling, instalment=3)) == "batch_instalments_changed"


def test_a_fee_that_another_edition_replaced_gives_the_difference_alone(desk, filling) -> None:
    licence_id, other = desk.licences(2)
    desk.decide({licence_id: 660_000, other: 660_000})
    desk.approve(desk.make())
    desk.decide({licence_id: 500_000}, edition=2)

    batch_id = desk.make()

    assert desk.amounts(batch_id) == [-160_000]
    with filling() as (session, _actor):
        texts = session.scalars(select(InvoiceLine.texts).order_by(InvoiceLine.id.desc()).limit(1)).one()
        assert texts[-1] == "Nytt vedtak. Fakturert før: 6 600,00 kr. Forskjell: −1 600,00 kr"


def test_lines_that_cancel_each_other_are_invoiced_and_booked(desk, filling, world) -> None:
    (licence_id,) = desk.licences(1)
    desk.decide({licence_id: 660_000})
    desk.settle({licence_id: -660_000})
    batch_id = desk.approve(desk.make())
    assert desk.amounts(batch_id) == [0]
    with filling() as (session, _actor):
        state = verified_ledger(session, world.own_id)
        assert (state.length, state.faults, state.balances[Account.RECEIVABLES]) == (2, (), Money(0))


def test_what_a_discarded_batch_held_is_invoiced_by_the_next(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(2), 660_000))
    first = desk.make()
    desk.discard(first)
    second = desk.make()
    assert desk.lines(second) == [(1, 1, 0, 660_000)] * 2
    with filling() as (session, _actor):
        batch = desk.batch(session, first)
        assert (batch.state, batch.reason) == (BatchState.DISCARDED, REASON)
        with pytest.raises(IntegrityError, match="settled"):
            session.execute(update(InvoiceBatch).where(InvoiceBatch.id == first).values(reason="x"))
        session.rollback()


def test_a_batch_that_is_discarded_while_it_is_made_holds_nobody_up(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    begin(filling)
    assert refusal_of(lambda: begin(filling)) == "batch_being_made"
    with filling() as (session, _actor):
        batch_id = session.scalars(select(InvoiceBatch.id)).one()
    desk.discard(batch_id)
    assert desk.amounts(desk.make()) == [660_000]


def test_a_locked_batch_is_reversed_by_another_and_its_fees_are_invoiced_again(desk, filling, world) -> None:
    licences = desk.licences(2)
    desk.decide(dict.fromkeys(licences, 660_000))
    desk.settle({licences[0]: -78_380})
    batch_id = desk.approve(desk.make())
    tried = desk.reverse(batch_id)
    desk.discard(tried)
    assert refusal_of(lambda: begin(filling)) == "nothing_to_invoice"

    reversal = desk.approve(desk.reverse(batch_id), Role.FINANCE)

    assert desk.lines(reversal) == [(1, 1, 1, -660_000), (1, 1, 1, 78_380), (1, 1, 1, -660_000)]
    with filling() as (session, _actor):
        note = session.scalars(select(Invoice).where(Invoice.batch_id == reversal).limit(1)).one()
        assert note.texts[0] == "Kreditnota for 2026-01-0001"
        state = verified_ledger(session, world.own_id)
        assert (state.length, state.faults) == (6, ())
        assert set(balances_of(session, world.own_id).values()) == {Money(0)}
        batch = desk.batch(session, reversal)
        assert (batch.purpose, batch.total_ore) == (BatchPurpose.REVERSAL, -1_241_620)
        assert b'"krediterer":"2026-01-0001"' in b"".join(json_pieces(session, batch))
    assert refusal_of(lambda: desk.reverse(batch_id)) == "batch_reversed_already"
    assert refusal_of(lambda: desk.reverse(reversal)) == "reversal_not_reversed"
    again = desk.approve(desk.make())
    assert desk.lines(again) == [(1, 1, 0, 660_000), (1, 1, 0, -78_380), (1, 1, 0, 660_000)]
    with filling() as (session, _actor):
        assert verified_ledger(session, world.own_id).faults == ()


def test_separate_settlements_wait_for_a_batch_of_their_own(desk, filling) -> None:
    with filling() as (session, actor):
        kept_fee_year(session, actor, 2025).settles = Settles.SEPARATE
    (licence_id,) = desk.licences(1)
    desk.settle({licence_id: -78_380})
    assert refusal_of(lambda: begin(filling)) == "nothing_to_invoice"
    assert desk.amounts(desk.make(BatchPurpose.SETTLEMENTS)) == [-78_380]


def test_events_are_invoiced_apart(desk, filling) -> None:
    (licence_id,) = desk.licences(1)
    desk.decide({licence_id: 44_000}, purpose=FeePurpose.OCCASION)
    assert refusal_of(lambda: begin(filling)) == "nothing_to_invoice"
    assert desk.amounts(desk.make(BatchPurpose.OCCASIONS)) == [44_000]


def test_a_municipality_without_an_economy_system_makes_its_own_kid(desk, filling) -> None:
    with filling() as (session, actor):
        year = kept_fee_year(session, actor, 2026)
        year.own_invoices, year.kid_method, year.kid_length = True, "mod10", 4
    first, second = desk.licences(2)
    desk.decide({first: 660_000})
    desk.settle({second: -10_000})
    assert refusal_of(lambda: begin(filling)) == "kid_too_short"
    with filling() as (session, actor):
        kept_fee_year(session, actor, 2026).kid_length = 12
    desk.make()
    with filling() as (session, _actor):
        kids = session.scalars(select(Invoice.kid).order_by(Invoice.serial)).all()
        assert kids == ["260010000016", None]


def test_a_due_date_lies_ahead(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    assert refusal_of(lambda: begin(filling, due_on=ON)) == "batch_due_date_not_ahead"


def test_nothing_of_another_municipality_is_touched(desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    batch_id = desk.make()
    with filling(Role.DECIDER, municipality="other") as (session, actor), pytest.raises(LookupError):
        approve_batch(session, actor, batch_id=batch_id, seen_version=1, on=ON)
