"""Read files of payments: what one would do is shown first, then all of it is booked in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.adapters.camt054 import Camt054, bban_of, read_camt054
from app.billing.adapters.status_file import StatusFile, StatusRow, read_status_file
from app.billing.matching import Claim, Effect, FileNews, bank_effects, status_effects
from app.billing.queries.claims import bank_keys_read, known_claims, unknown_paid
from app.billing.queries.fee_years import fee_year_of
from app.billing.service.ledger import Posting, post
from app.billing.service.payments import settle_earlier_doubts
from app.forms import one_line
from app.loose_numbers import without_identity_numbers
from app.models.event import EventType
from app.models.invoice import InvoiceStatus, Payment, PaymentDoubt, PaymentFile, PaymentFileKind
from app.numbers import take_municipality
from app.permissions import Actor
from fees.ledger import Account, EntryKind, entry
from fees.money import ZERO, Money
from licensing.errors import BadValue, NotAllowed

LONGEST_FILE_NAME = 160


@dataclass(frozen=True)
class FilePlan:
    """What a file does when it is booked."""

    kind: PaymentFileKind
    file_name: str
    sha256: str
    told_on: date
    effects: tuple[Effect, ...]

    @property
    def payments(self) -> Iterator[Effect]:
        """The rows that bring a payment."""
        return (effect for effect in self.effects if effect.news is FileNews.PAYMENT)

    @property
    def known(self) -> int:
        """How many rows an invoice was found for."""
        return sum(1 for effect in self.effects if effect.claim is not None)

    @property
    def by_news(self) -> Counter[FileNews]:
        """How many rows bring what."""
        return Counter(effect.news for effect in self.effects)

    @property
    def by_doubt(self) -> Counter[PaymentDoubt]:
        """How many rows are in doubt, and why."""
        return Counter(effect.doubt for effect in self.effects if effect.doubt is not PaymentDoubt.NONE)

    @property
    def booked(self) -> Money:
        """What is booked in all."""
        return sum((effect.amount for effect in self.payments), ZERO)


def plan_file(
    session: Session, municipality_id: int, *, content: bytes, file_name: str, on: date
) -> FilePlan:
    """What a file would do, as things stand now.

    Raises `BadValue` for a file that cannot be read, and `NotAllowed` for one that was read before, is of
    another's account, or is older than everything that is known.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _insist_on_new(session, municipality_id, sha256)
    name = without_identity_numbers(one_line(PurePath(file_name.replace("\\", "/")).name))
    if _is_xml(content):
        kind, (told_on, effects) = PaymentFileKind.CAMT054, _of_bank(session, municipality_id, content, on)
    else:
        kind, (told_on, effects) = PaymentFileKind.STATUS, _of_status(session, municipality_id, content, on)
    return FilePlan(kind, name[:LONGEST_FILE_NAME], sha256, told_on, effects)


def book_file(session: Session, actor: Actor, *, content: bytes, file_name: str, on: date) -> PaymentFile:
    """Book what a file does: statuses, payments and their entries.

    What it does is found out again behind the municipality's lock, so that two who book the same file, or two
    files of the same payments, book each payment once.
    """
    take_municipality(session, actor.municipality_id)
    plan = plan_file(session, actor.municipality_id, content=content, file_name=file_name, on=on)
    file = PaymentFile(
        municipality_id=actor.municipality_id,
        kind=plan.kind,
        sha256=plan.sha256,
        file_name=plan.file_name,
        told_on=plan.told_on,
        rows=len(plan.effects),
        read_by_id=actor.user_id,
        read_at=clock.now(),
    )
    session.add(file)
    session.flush()
    _note_statuses(session, file, plan.effects)
    _book_payments(session, actor, file, tuple(plan.payments), on)
    audit.record(
        session,
        actor,
        EventType.PAYMENT_FILE_READ,
        file=file.id,
        kind=file.kind.value,
        name=file.file_name,
        told_on=file.told_on.isoformat(),
        rows=file.rows,
        known=plan.known,
        total_ore=plan.booked.ore,
    )
    return file


def _insist_on_new(session: Session, municipality_id: int, sha256: str) -> None:
    read = session.execute(
        select(PaymentFile.file_name, PaymentFile.read_at).where(
            PaymentFile.municipality_id == municipality_id, PaymentFile.sha256 == sha256
        )
    ).one_or_none()
    if read is not None:
        read_on = read.read_at.astimezone(clock.OSLO).date()
        raise NotAllowed("payment_file_read_before", name=read.file_name, read_on=read_on)


def _is_xml(content: bytes) -> bool:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:2]
    return start[:1] == b"<" or content[:4] in {b"\xff\xfe<\x00", b"\xfe\xff\x00<"}


Found = tuple[date, tuple[Effect, ...]]


def _of_status(session: Session, municipality_id: int, content: bytes, on: date) -> Found:
    file: StatusFile = read_status_file(content, on=on)
    known = known_claims(
        session,
        municipality_id,
        references=(row.reference for row in file.rows),
        numbers=(row.invoice_number for row in file.rows),
        kids=(row.kid for row in file.rows),
    )
    claims: dict[int, Claim] = {}
    lines: dict[int, int] = {}
    for row in file.rows:
        claim = (
            known.by_reference.get(row.reference)
            or known.by_number.get(row.invoice_number)
            or known.by_kid.get(row.kid)
        )
        if claim is None:
            continue
        if claim.invoice_id in lines:
            raise BadValue(
                "status_rows_of_one_invoice",
                line=row.line,
                other_line=lines[claim.invoice_id],
                written=claim.reference,
            )
        claims[row.line], lines[claim.invoice_id] = claim, row.line
    unknown = unknown_paid(session, municipality_id, (row.key for row in file.rows if row.line not in claims))
    effects = tuple(status_effects(file.rows, claims, unknown))
    _insist_on_newer(file, effects)
    return file.told_on, effects


def _insist_on_newer(file: StatusFile, effects: Sequence[Effect]) -> None:
    known = [effect for effect in effects if effect.claim is not None]
    if known and all(effect.news is FileNews.OLDER for effect in known):
        newest = max(effect.claim.told_on for effect in known if effect.claim and effect.claim.told_on)
        raise NotAllowed("status_file_older", told_on=file.told_on, newest=newest)


def _of_bank(session: Session, municipality_id: int, content: bytes, on: date) -> Found:
    notice = read_camt054(content)
    if notice.told_on > on:
        raise BadValue("camt_of_tomorrow", day=notice.told_on)
    _insist_on_own_account(session, municipality_id, notice)
    known = known_claims(session, municipality_id, kids=(entry.kid for entry in notice.entries))
    read_before = bank_keys_read(session, municipality_id, (entry.key for entry in notice.entries))
    return notice.told_on, tuple(bank_effects(notice.entries, known.by_kid, read_before))


def _insist_on_own_account(session: Session, municipality_id: int, notice: Camt054) -> None:
    """Refuse a notice of an account that is not the municipality's.

    What was invoiced the year before may still come in to the account that stood on the invoices then.
    """
    years = [fee_year_of(session, municipality_id, notice.told_on.year - back) for back in (0, 1)]
    if not any(year.own_invoices for year in years):
        raise NotAllowed("camt_not_used", year=notice.told_on.year)
    own = {year.bank_account for year in years if year.own_invoices and year.bank_account}
    if not own:
        raise NotAllowed("camt_without_own_account", year=notice.told_on.year)
    foreign = [account for account in notice.accounts if bban_of(account) not in own]
    if foreign:
        raise NotAllowed("camt_of_foreign_account", account=foreign[0][:34])


def _note_statuses(session: Session, file: PaymentFile, effects: Iterable[Effect]) -> None:
    rows = [
        _status(file, effect.claim, effect.row)
        for effect in effects
        if effect.claim is not None and effect.row is not None and effect.news is not FileNews.OLDER
    ]
    if rows:
        session.execute(insert(InvoiceStatus.__table__), rows)  # type: ignore[arg-type]  # it has a table


def _status(file: PaymentFile, claim: Claim, row: StatusRow) -> Mapping[str, Any]:
    return {
        "municipality_id": file.municipality_id,
        "invoice_id": claim.invoice_id,
        "file_id": file.id,
        "told_on": row.told_on,
        "invoice_number": row.invoice_number,
        "kid": row.kid,
        "sent_on": row.sent_on,
        "paid_ore": row.paid.ore,
        "paid_on": row.paid_on,
        "reminder_stage": row.reminder_stage,
    }


def _book_payments(
    session: Session, actor: Actor, file: PaymentFile, effects: Sequence[Effect], on: date
) -> None:
    if not effects:
        return
    # Only the last payment of an invoice tells how it stands.
    last = {effect.claim.invoice_id: effect.line for effect in effects if effect.claim}
    settle_earlier_doubts(session, file.municipality_id, sorted(last))
    keyed = {_key(file, effect): effect for effect in effects}
    session.execute(
        insert(Payment.__table__),  # type: ignore[arg-type]  # a mapped class has a table
        [
            {
                "municipality_id": file.municipality_id,
                "file_id": file.id,
                "invoice_id": effect.claim.invoice_id if effect.claim else None,
                "reference": effect.reference,
                "bank_reference": key,
                "amount_ore": effect.amount.ore,
                "paid_on": effect.paid_on or file.told_on,
                "payer": without_identity_numbers(effect.payer),
                "doubt": _kept_doubt(effect, last),
                "handling": "",
            }
            for key, effect in keyed.items()
        ],
    )
    made = session.execute(
        select(Payment.bank_reference, Payment.id)
        .where(Payment.municipality_id == file.municipality_id, Payment.file_id == file.id)
        .order_by(Payment.id)
    )
    post(session, actor, _postings(((payment_id, keyed[key]) for key, payment_id in made), on))


def _kept_doubt(effect: Effect, last: Mapping[int, int]) -> PaymentDoubt:
    is_last = effect.claim is None or last[effect.claim.invoice_id] == effect.line
    return effect.doubt if is_last else PaymentDoubt.NONE


def _key(file: PaymentFile, effect: Effect) -> str:
    if effect.key:
        return effect.key
    return f"{effect.reference}/{file.told_on.isoformat()}/{file.id}/{effect.line}"


def _postings(made: Iterable[tuple[int, Effect]], on: date) -> Iterator[Posting]:
    for payment_id, effect in made:
        claim = effect.claim
        booked = entry(
            EntryKind.PAYMENT,
            Account.PAYMENTS,
            Account.RECEIVABLES if claim else Account.UNPLACED,
            effect.amount,
            booked_on=on,
            fee_year=claim.fee_year if claim else (effect.paid_on or on).year,
        )
        if booked is not None:
            yield Posting(booked, claim.licence_id if claim else None, payment_id=payment_id)
