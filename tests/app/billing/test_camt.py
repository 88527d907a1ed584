"""The bank's notices: matched on KID and amount, each payment once, and nothing of another's account."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.billing.adapters.camt054 import Unbooked, read_camt054
from app.billing.matching import FileNews
from app.billing.queries.ledger import balances_of, verified_ledger
from app.billing.queries.payments import invoice_standing
from app.billing.service.reading_files import book_file, plan_file
from app.billing.standing import PaidState
from app.models.invoice import Payment, PaymentDoubt, PaymentFile
from app.permissions import Role
from fees.ledger import Account
from fees.money import Money
from licensing.errors import BadValue, NotAllowed
from tests.app.billing.camt_files import Tx, document, entry, notice
from tests.app.conftest import Filling, World
from tests.factories.invoice import OWN_ACCOUNT, make_invoices, own_invoices

ON = date(2026, 5, 4)
KIDS = {1: "260010000016", 2: "260010000024", 3: "260010000032"}
AMOUNTS = [660_000, 943_500, 213_000]
PAID = Tx(KIDS[1], "6600.00", "B1")


@pytest.mark.parametrize("edition", ["02", "04", "08"])
def test_each_edition_tells_the_same(edition: str) -> None:
    (read,) = read_camt054(notice(PAID, edition=edition)).entries
    assert (read.key, read.amount, read.kid, read.payer, read.why_not) == (
        "B1",
        Money(660_000),
        KIDS[1],
        "Bergstaden AS",
        Unbooked.BOOKED,
    )


@pytest.mark.parametrize(
    ("payment", "why_not"),
    [
        pytest.param(Tx("", "100.00", "D1", sign="DBIT"), Unbooked.DEBIT, id="out of the account"),
        pytest.param(Tx(KIDS[1], "1.00", "D2", reversal=True), Unbooked.REVERSAL, id="taken back"),
        pytest.param(Tx(KIDS[1], "1.00", "D3", status="PDNG"), Unbooked.PENDING, id="not booked yet"),
        pytest.param(Tx(KIDS[1], "1.00", "D4", currency="EUR"), Unbooked.CURRENCY, id="euros"),
    ],
)
def test_what_is_no_payment_to_us_is_shown_and_not_booked(payment: Tx, why_not: Unbooked) -> None:
    (read,) = read_camt054(notice(payment)).entries
    assert read.why_not is why_not


def test_payments_that_the_bank_has_gathered_are_told_apart() -> None:
    gathered = document(entry((Tx(KIDS[1], "6600.00"), Tx(KIDS[2], "9435.00")), "02", "16035.00", "B9"))
    read = read_camt054(gathered).entries
    assert [(one.kid, one.amount.ore) for one in read] == [(KIDS[1], 660_000), (KIDS[2], 943_500)]
    assert len({one.key for one in read}) == 2
    assert read_camt054(gathered).entries == read


def test_the_day_that_a_notice_tells_of_is_the_last_that_it_covers() -> None:
    assert read_camt054(notice(PAID)).told_on == date(2026, 4, 20)
    assert read_camt054(notice(PAID, to_day="")).told_on == date(2026, 4, 10)


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(BOMB, "camt_with_entities", id="entities that expand"),
        pytest.param(OUTSIDE, "camt_with_entities", id="an entity of a file"),
        pytest.param(notice(PAID)[:-40], "camt_unreadable", id="cut off"),
        pytest.param(b"<" + b"\x00" * 20, "camt_unreadable", id="no text"),
        pytest.param(
            b'<?xml version="1.0" encoding="x-none"?><a/>', "camt_unreadable", id="no such encoding"
        ),
        pytest.param(b"<Document/>", "camt_is_something_else", id="another document"),
        pytest.param(
            notice(PAID).replace(b"camt.054.001", b"camt.053.001"), "camt_is_something_else", id="a statement"
        ),
        pytest.param(b"<a>" * 60 + b"</a>" * 60, "camt_too_large", id="too deep"),
        pytest.param(notice(PAID, account=""), "camt_without_account", id="no account"),
        pytest.param(notice(Tx(KIDS[1], "mye", "B1")), "payment_amount_unreadable", id="no amount"),
        pytest.param(notice(Tx(KIDS[1], "-1.00", "B1")), "payment_amount_unreadable", id="below nought"),
        pytest.param(notice(Tx(KIDS[1], "1.00", "B1", day="i går")), "payment_day_unreadable", id="no day"),
        pytest.param(
            document(entry((Tx(KIDS[1], "1.00"), Tx(KIDS[2], "2.00")), "02", "4.00")),
            "camt_amounts_differ",
            id="parts that do not add up",
        ),
    ],
)
def test_a_notice_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(BadValue) as wrong:
        read_camt054(content)
    assert wrong.value.code == code


@pytest.fixture
def invoice_ids(filling: Filling, world: World) -> list[int]:
    """Three invoices with KID, in a municipality that invoices by itself."""
    with filling(Role.FINANCE) as (session, actor):
        own_invoices(session, actor)
        return make_invoices(session, actor, world.someone("decider").id, AMOUNTS, kids=KIDS)


def test_payments_are_matched_on_kid_and_amount(filling: Filling, invoice_ids: list[int]) -> None:
    first = notice(
        PAID,
        Tx(KIDS[2], "4000.00", "B2"),
        Tx(KIDS[3], "2130.01", "B3"),
        Tx("", "500.00", "B4", payer="Ola Nordmann"),
        Tx("999999", "10.00", "B5"),
        Tx("", "100.00", "B6", sign="DBIT"),
    )
    with filling(Role.FINANCE) as (session, actor):
        book_file(session, actor, content=first, file_name="camt054.xml", on=ON)
    with filling(Role.FINANCE) as (session, actor):
        doubts = list(session.scalars(select(Payment.doubt).order_by(Payment.bank_reference)))
        assert doubts == [
            PaymentDoubt.NONE,
            PaymentDoubt.PART,
            PaymentDoubt.OVER,
            PaymentDoubt.UNKNOWN_REFERENCE,
            PaymentDoubt.UNKNOWN_REFERENCE,
        ]
        standing = invoice_standing(session, actor.municipality_id, invoice_ids)
        assert [standing[one].state_on(ON) for one in invoice_ids] == [
            PaidState.PAID,
            PaidState.OVERDUE,
            PaidState.OVERPAID,
        ]
        assert standing[invoice_ids[0]].paid_on == date(2026, 4, 10)
        assert balances_of(session, actor.municipality_id)[Account.UNPLACED] == Money(-51_000)
        assert verified_ledger(session, actor.municipality_id).faults == ()


def test_the_same_payment_in_two_files_is_one(filling: Filling, invoice_ids: list[int]) -> None:
    rest = Tx(KIDS[2], "9435.00", "B2")
    with filling(Role.FINANCE) as (session, actor):
        book_file(session, actor, content=notice(PAID), file_name="1.xml", on=ON)
    later = notice(rest, PAID, to_day="2026-04-21")
    with filling(Role.FINANCE) as (session, actor):
        plan = plan_file(session, actor.municipality_id, content=later, file_name="2.xml", on=ON)
        assert plan.by_news == {FileNews.PAYMENT: 1, FileNews.READ_BEFORE: 1}
        book_file(session, actor, content=later, file_name="2.xml", on=ON)
    with filling(Role.FINANCE) as (session, actor):
        assert session.scalar(select(func.sum(Payment.amount_ore))) == 660_000 + 943_500
        with pytest.raises(NotAllowed, match="payment_file_read_before"):
            book_file(session, actor, content=later, file_name="2.xml", on=ON)


@pytest.mark.parametrize(
    ("settings", "account", "code"),
    [
        pytest.param({}, "<IBAN>NO8330001234567</IBAN>", "camt_of_foreign_account", id="another account"),
        pytest.param(
            {}, "<IBAN>SE4550000000058398257466</IBAN>", "camt_of_foreign_account", id="another country"
        ),
        pytest.param({"bank_account": ""}, None, "camt_without_own_account", id="no account of our own"),
        pytest.param(
            {"own_invoices": False}, None, "camt_not_used", id="the economy system tells of payment"
        ),
        pytest.param({}, f"<Othr><Id>{OWN_ACCOUNT}</Id></Othr>", None, id="the account without IBAN"),
    ],
)
def test_only_a_notice_of_the_municipalitys_own_account_is_read(
    filling: Filling, settings: dict[str, object], account: str | None, code: str | None
) -> None:
    content = notice(PAID, account=account) if account else notice(PAID)
    with filling(Role.FINANCE) as (session, actor):
        own_invoices(session, actor, **settings)
        if code is None:
            book_file(session, actor, content=content, file_name="1.xml", on=ON)
        else:
            with pytest.raises(NotAllowed) as refused:
                book_file(session, actor, content=content, file_name="1.xml", on=ON)
            assert refused.value.code == code
        read = session.scalar(select(func.count()).select_from(PaymentFile))
        assert read == (1 if code is None else 0)


def test_a_notice_of_days_to_come_is_refused(filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        own_invoices(session, actor)
        with pytest.raises(BadValue, match="camt_of_tomorrow"):
            plan_file(
                session,
                actor.municipality_id,
                content=notice(PAID, to_day="2026-05-05"),
                file_name="1.xml",
                on=ON,
            )
