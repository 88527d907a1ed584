"""Payments that files tell of are booked once, stand in the ledger, and what is in doubt is listed."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.billing.matching import FileNews
from app.billing.queries.ledger import balances_of, verified_ledger
from app.billing.queries.payments import invoice_standing
from app.billing.service.payments import note_handled, place_payment
from app.billing.service.reading_files import FilePlan, book_file, plan_file
from app.billing.standing import PaidState
from app.models.invoice import InvoiceStatus, Payment, PaymentDoubt, PaymentFile
from app.permissions import Role
from fees.ledger import Account
from fees.money import Money
from licensing.errors import BadValue, NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.invoice import DUE_ON, make_invoices

ON = date(2026, 5, 4)
FULL, HALF = 660_000, 943_500
TOLD_ON = date(2026, 4, 20)


def status(*rows: str, day: date = TOLD_ON) -> bytes:
    """A status file: each row is reference, what is paid in all, and the reminder stage."""
    lines = []
    for row in rows:
        reference, paid, stage = row.split()
        lines.append(f"{reference};47{reference[-2:]};;20.03.2026;{paid};;{stage};{day.isoformat()}")
    return "\n".join(
        ("referanse;fakturanummer;kid;sendt;betalt;betalt dato;purretrinn;statusdato", *lines)
    ).encode()


PAID_AND_UNPAID = status("2026-01-0001 6600,00 0", "2026-01-0002 0 1")


@pytest.fixture
def desk(filling: Filling, world: World):
    """Two invoices, and a way to read files and to look at what came of it."""
    with filling(Role.FINANCE) as (session, actor):
        ids = make_invoices(session, actor, world.someone("decider").id, [FULL, HALF])

    class Desk:
        invoice_ids = ids

        def read(self, content: bytes, *, name: str = "status.csv", on: date = ON) -> None:
            with filling(Role.FINANCE) as (session, actor):
                book_file(session, actor, content=content, file_name=name, on=on)

        def plan(self, content: bytes, *, on: date = ON) -> FilePlan:
            with filling(Role.FINANCE) as (session, actor):
                return plan_file(
                    session, actor.municipality_id, content=content, file_name="status.csv", on=on
                )

        def standing(self, place: int):
            with filling(Role.FINANCE) as (session, actor):
                return invoice_standing(session, actor.municipality_id, ids)[ids[place - 1]]

        def balance(self, account: Account) -> int:
            with filling(Role.FINANCE) as (session, actor):
                return balances_of(session, actor.municipality_id)[account].ore

        def payments(self) -> list[tuple[str, int, PaymentDoubt]]:
            with filling(Role.FINANCE) as (session, _actor):
                return [
                    (row.reference, row.amount_ore, row.doubt)
                    for row in session.scalars(select(Payment).order_by(Payment.id))
                ]

        def faults(self) -> tuple[object, ...]:
            with filling(Role.FINANCE) as (session, actor):
                return verified_ledger(session, actor.municipality_id).faults

    return Desk()


def test_a_status_is_shown_first_and_then_booked(desk) -> None:
    plan = desk.plan(PAID_AND_UNPAID)
    assert (len(plan.effects), plan.known, plan.booked) == (2, 2, Money(FULL))
    assert desk.payments() == []
    desk.read(PAID_AND_UNPAID)
    assert desk.payments() == [("2026-01-0001", FULL, PaymentDoubt.NONE)]
    assert desk.balance(Account.PAYMENTS) == FULL
    assert desk.balance(Account.RECEIVABLES) == HALF
    assert desk.faults() == ()


def test_before_a_status_newer_than_the_due_date_nothing_is_said_of_payment(desk) -> None:
    assert desk.standing(2).state_on(ON) is PaidState.UNKNOWN
    desk.read(status("2026-01-0001 0 0", "2026-01-0002 0 0", day=DUE_ON))
    assert not desk.standing(2).is_told
    assert desk.standing(2).state_on(ON) is PaidState.UNKNOWN
    desk.read(PAID_AND_UNPAID)
    unpaid, paid = desk.standing(2), desk.standing(1)
    assert (unpaid.is_told, unpaid.state_on(ON), unpaid.outstanding) == (True, PaidState.OVERDUE, Money(HALF))
    assert (unpaid.told_on, unpaid.reminder_stage, unpaid.paid_on) == (TOLD_ON, 1, None)
    assert (paid.state_on(ON), paid.outstanding, paid.paid_on) == (PaidState.PAID, Money(0), TOLD_ON)
    assert paid.state_on(DUE_ON) is PaidState.PAID
    assert unpaid.state_on(DUE_ON) is PaidState.WAITING


def test_the_same_file_twice_is_refused_and_books_nothing(desk) -> None:
    desk.read(PAID_AND_UNPAID, name="status april.csv")
    with pytest.raises(NotAllowed) as refused:
        desk.read(PAID_AND_UNPAID, name="annet navn.csv")
    assert (refused.value.code, refused.value.facts["name"]) == (
        "payment_file_read_before",
        "status april.csv",
    )
    assert len(desk.payments()) == 1


def test_another_file_with_the_same_news_books_only_the_difference(desk) -> None:
    desk.read(PAID_AND_UNPAID)
    later = date(2026, 4, 27)
    again = status("2026-01-0001 6600,00 0", "2026-01-0002 1000,00 2", day=later)
    assert desk.plan(again).by_news == {FileNews.NOTHING: 1, FileNews.PAYMENT: 1}
    desk.read(again)
    assert desk.payments()[1:] == [("2026-01-0002", 100_000, PaymentDoubt.PART)]
    assert (desk.standing(1).told_on, desk.standing(2).reminder_stage) == (later, 2)
    desk.read(status("2026-01-0002 9435,00 2", day=date(2026, 5, 1)))
    assert [doubt for _reference, _ore, doubt in desk.payments()] == [PaymentDoubt.NONE] * 3
    assert desk.standing(2).state_on(ON) is PaidState.PAID
    assert desk.balance(Account.RECEIVABLES) == 0
    assert desk.faults() == ()


def test_an_older_file_is_refused_and_an_older_row_changes_nothing(desk) -> None:
    desk.read(PAID_AND_UNPAID)
    older = status("2026-01-0001 0 0", "2026-01-0002 0 0", day=date(2026, 4, 15))
    with pytest.raises(NotAllowed) as refused:
        desk.read(older)
    assert refused.value.code == "status_file_older"
    lines = older.decode().splitlines()
    mixed = "\n".join((lines[0], lines[1], lines[2].replace("2026-04-15", "2026-04-27"))).encode()
    assert [effect.news for effect in desk.plan(mixed).effects] == [FileNews.OLDER, FileNews.NOTHING]
    desk.read(mixed)
    assert (desk.standing(1).told_on, desk.standing(1).paid) == (TOLD_ON, Money(FULL))


def test_too_much_and_less_than_before_are_booked_and_listed(desk) -> None:
    desk.read(status("2026-01-0001 7000,00 0"))
    assert desk.payments() == [("2026-01-0001", 700_000, PaymentDoubt.OVER)]
    assert desk.standing(1).state_on(ON) is PaidState.OVERPAID
    desk.read(status("2026-01-0001 6000,00 0", day=date(2026, 4, 21)))
    assert desk.payments()[1:] == [("2026-01-0001", -100_000, PaymentDoubt.WENT_DOWN)]
    assert desk.payments()[0][2] is PaymentDoubt.NONE
    assert desk.balance(Account.PAYMENTS) == 600_000
    assert desk.faults() == ()


def test_an_unknown_reference_stands_unplaced_until_somebody_places_it(desk, filling: Filling) -> None:
    desk.read(status("ukjent-1 6600,00 0"))
    assert desk.payments() == [("ukjent-1", FULL, PaymentDoubt.UNKNOWN_REFERENCE)]
    assert (desk.balance(Account.UNPLACED), desk.balance(Account.RECEIVABLES)) == (-FULL, FULL + HALF)
    with filling(Role.FINANCE) as (session, actor):
        payment_id = session.scalars(select(Payment.id)).one()
        with pytest.raises(NotAllowed, match="payment_names_no_invoice"):
            place_payment(session, actor, payment_id=payment_id, named="2026-09-0001", on=ON)
        place_payment(session, actor, payment_id=payment_id, named="2026-01-0001", on=ON)
        with pytest.raises(NotAllowed, match="payment_placed_already"):
            place_payment(session, actor, payment_id=payment_id, named="2026-01-0001", on=ON)
    assert (desk.balance(Account.UNPLACED), desk.balance(Account.RECEIVABLES)) == (0, HALF)
    assert desk.standing(1).state_on(ON) is PaidState.PAID
    assert desk.faults() == ()


def test_what_was_placed_by_hand_is_not_told_twice_when_the_economy_system_catches_up(
    desk, filling: Filling
) -> None:
    desk.read(status("ukjent-1 6600,00 0"))
    with filling(Role.FINANCE) as (session, actor):
        payment_id = session.scalars(select(Payment.id)).one()
        place_payment(session, actor, payment_id=payment_id, named="2026-01-0001", on=ON)
    # It has not caught up yet: what was placed stays.
    desk.read(status("ukjent-1 6600,00 0", "2026-01-0001 0 0", day=date(2026, 4, 21)))
    assert desk.standing(1).paid == Money(FULL)
    # Now it has, and says so under the right reference alone.
    desk.read(status("ukjent-1 0 0", "2026-01-0001 6600,00 0", day=date(2026, 4, 22)))
    assert desk.standing(1).paid == Money(FULL)
    assert len(desk.payments()) == 1
    assert desk.faults() == ()


def test_a_payment_in_doubt_is_handled_once_with_a_text(desk, filling: Filling) -> None:
    desk.read(status("2026-01-0001 100,00 0"))
    with filling(Role.FINANCE) as (session, actor):
        payment_id = session.scalars(select(Payment.id)).one()
        note_handled(session, actor, payment_id=payment_id, handling="Avtalt nedbetaling.")
        with pytest.raises(NotAllowed, match="payment_handled_already"):
            note_handled(session, actor, payment_id=payment_id, handling="Igjen.")
        with pytest.raises(LookupError):
            note_handled(session, actor, payment_id=payment_id + 1, handling="En annen.")
    assert desk.balance(Account.RECEIVABLES) == FULL + HALF - 10_000


def test_a_row_may_name_the_invoice_by_the_number_that_was_told_before(desk) -> None:
    desk.read(PAID_AND_UNPAID)
    by_number = b"fakturanummer;betalt;statusdato\n4702;9435;28.04.2026"
    assert desk.plan(by_number).known == 1
    twice = b"referanse;fakturanummer;betalt;statusdato\n2026-01-0002;;0;28.04.2026\n;4702;0;28.04.2026"
    with pytest.raises(BadValue) as wrong:
        desk.plan(twice)
    assert (wrong.value.code, wrong.value.facts["line"]) == ("status_rows_of_one_invoice", 3)


def test_a_broken_file_stores_nothing(desk, filling: Filling) -> None:
    with pytest.raises(BadValue):
        desk.read(PAID_AND_UNPAID + b"\n2026-01-0002;;;;mye;;;20.04.2026")
    with filling(Role.FINANCE) as (session, _actor):
        for table in (PaymentFile, InvoiceStatus, Payment):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_another_municipality_finds_no_invoice_by_the_same_reference(desk, filling: Filling) -> None:
    with filling(Role.FINANCE, municipality="other") as (session, actor):
        plan = plan_file(
            session, actor.municipality_id, content=PAID_AND_UNPAID, file_name="status.csv", on=ON
        )
        assert plan.known == 0
        book_file(session, actor, content=PAID_AND_UNPAID, file_name="status.csv", on=ON)
    assert desk.standing(1).paid == Money(0)
    desk.read(PAID_AND_UNPAID)
    assert desk.standing(1).paid == Money(FULL)
