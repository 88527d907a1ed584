"""The bank's notice of payments (ISO 20022, camt.054): what came in to an account, and for which KID.

Three editions of the notice are in use (02, 04 and 08), which differ in where a few things stand; whatever
stands where one of them has it is read. Document types and entities are refused before anything is read.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.billing.adapters.cells import day_of, money_of
from fees.money import ZERO, Money
from licensing.errors import BadValue

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.054.001."
MOST_ELEMENTS, DEEPEST = 3_000_000, 40
LONGEST_REFERENCE, LONGEST_PAYER, LONGEST_KEY = 60, 160, 80
NOT_PROVIDED = "NOTPROVIDED"


class Unbooked(StrEnum):
    """Why an entry is shown and not booked."""

    BOOKED = "booked"
    DEBIT = "debit"
    REVERSAL = "reversal"
    PENDING = "pending"
    CURRENCY = "currency"


@dataclass(frozen=True)
class BankEntry:
    """One amount in or out of the account."""

    key: str
    """What makes it this one and no other: the bank's references."""
    amount: Money
    kid: str
    """The structured reference; empty where the payer gave none."""
    paid_on: date
    payer: str
    why_not: Unbooked = Unbooked.BOOKED


@dataclass(frozen=True)
class Camt054:
    """What a notice says: the accounts that it is of, until when it tells, and its entries."""

    accounts: tuple[str, ...]
    told_on: date
    entries: tuple[BankEntry, ...]


def read_camt054(content: bytes) -> Camt054:
    """What a notice says.

    Raises `BadValue` for what is no notice, is broken, or would do harm when it is read.
    """
    root = _parsed(content)
    if not root.tag.startswith("{" + NAMESPACE):
        raise BadValue("camt_is_something_else")
    notices = list(_all(root, "BkToCstmrDbtCdtNtfctn/Ntfctn"))
    if not notices:
        raise BadValue("camt_is_something_else")
    entries = [
        entry for notice in notices for ntry in _all(notice, "Ntry") for entry in _entries(ntry, notice)
    ]
    return Camt054(
        tuple(dict.fromkeys(_account(notice) for notice in notices)),
        _told_on(root, notices, entries),
        tuple(_told_apart(entries)),
    )


def _parsed(content: bytes) -> Element:
    root: Element | None = None
    count = depth = 0
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            count += event == "start"
            if count > MOST_ELEMENTS or depth > DEEPEST:
                raise BadValue("camt_too_large")
    except DefusedXmlException as error:
        raise BadValue("camt_with_entities") from error
    except (ParseError, LookupError, UnicodeError) as error:
        raise BadValue("camt_unreadable") from error
    if root is None:
        raise BadValue("camt_unreadable")
    return root


def _all(element: Element, path: str) -> Iterator[Element]:
    """Everything at a path, whatever edition's namespace it stands in."""
    return iter(element.findall("/".join("{*}" + part for part in path.split("/"))))


def _first(element: Element, *paths: str) -> str:
    """The text at the first of the paths that has one."""
    for path in paths:
        for found in _all(element, path):
            if text := (found.text or "").strip():
                return " ".join(text.split())
    return ""


def _account(notice: Element) -> str:
    written = _first(notice, "Acct/Id/IBAN", "Acct/Id/Othr/Id").replace(" ", "").replace(".", "").upper()
    if not written:
        raise BadValue("camt_without_account")
    return written


def bban_of(account: str) -> str:
    """The eleven digits of a Norwegian account, from an IBAN or as they stand.

    >>> bban_of("NO9386011117947"), bban_of("86011117947"), bban_of("SE4550000000058398257466")
    ('86011117947', '86011117947', 'SE4550000000058398257466')
    """
    return account[4:] if len(account) == 15 and account.startswith("NO") else account


def _told_on(root: Element, notices: list[Element], entries: list[BankEntry]) -> date:
    """The last day that the bank has told all of.

    The day that the file was made is not over when it is made, so the days that it covers count.
    """
    covered = [_first(notice, "FrToDt/ToDtTm") for notice in notices]
    if all(covered):
        return max(day_of(written) for written in covered)
    if entries:
        return max(entry.paid_on for entry in entries)
    made = _first(root, "BkToCstmrDbtCdtNtfctn/GrpHdr/CreDtTm") or _first(notices[0], "CreDtTm")
    return day_of(made)


def _entries(ntry: Element, notice: Element) -> Iterator[BankEntry]:
    """Each payment of an entry: a bank may gather many in one."""
    details = list(_all(ntry, "NtryDtls/TxDtls"))
    whole, why_not = _amount(ntry, "Amt"), _why_not(ntry)
    if whole is None:
        raise BadValue("camt_entry_without_amount")
    if not details:
        yield _entry(ntry, ntry, whole, "", why_not, 0)
        return
    amounts = [_amount(tx, "AmtDtls/TxAmt/Amt", "Amt", "AmtDtls/InstdAmt/Amt") for tx in details]
    if len(details) == 1 and amounts[0] is None:
        amounts = [whole]
    told = [amount for amount in amounts if amount is not None]
    if len(told) < len(details) or sum((amount for amount in told), ZERO) != whole:
        raise BadValue("camt_amounts_differ", paid_ore=whole.ore)
    for tx, amount in zip(details, told, strict=True):
        yield from _split(ntry, tx, amount, why_not)


def _split(ntry: Element, tx: Element, amount: Money, why_not: Unbooked) -> Iterator[BankEntry]:
    """A payment of several invoices is told apart where the bank says how much is for each."""
    parts = [
        (_first(strd, "CdtrRefInf/Ref"), _amount(strd, "RfrdDocAmt/RmtdAmt"))
        for strd in _all(tx, "RmtInf/Strd")
    ]
    parts = [(kid, part) for kid, part in parts if kid]
    shares = [part for _kid, part in parts if part is not None]
    if len(parts) > 1 and len(shares) == len(parts) and sum(shares, ZERO) == amount:
        for place, ((kid, _part), share) in enumerate(zip(parts, shares, strict=True), start=1):
            yield _entry(ntry, tx, share, kid, why_not, place)
        return
    # Several references without amounts: nobody knows what is for which.
    yield _entry(ntry, tx, amount, parts[0][0] if len(parts) == 1 else "", why_not, 0)


def _entry(ntry: Element, tx: Element, amount: Money, kid: str, why_not: Unbooked, place: int) -> BankEntry:
    days = [
        day_of(written)
        for name in ("BookgDt", "ValDt")
        if (written := _first(ntry, f"{name}/Dt", f"{name}/DtTm"))
    ]
    if not days:
        raise BadValue("camt_entry_without_day")
    payer = _first(tx, "RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm", "RltdPties/UltmtDbtr/Nm")
    return BankEntry(
        key=_key(ntry, tx, place),
        amount=amount,
        kid=kid.replace(" ", "")[:LONGEST_REFERENCE],
        # ASSUMPTION: who pays has paid when the money left, which no notice tells; the earliest day is
        # nearest to it.
        paid_on=min(days),
        payer=payer[:LONGEST_PAYER],
        why_not=why_not,
    )


def _why_not(ntry: Element) -> Unbooked:
    if _first(ntry, "CdtDbtInd") != "CRDT":
        return Unbooked.DEBIT
    if _first(ntry, "RvslInd") in {"true", "1"}:
        return Unbooked.REVERSAL
    if _first(ntry, "Sts/Cd", "Sts") != "BOOK":
        return Unbooked.PENDING
    amounts = list(_all(ntry, "Amt"))
    return Unbooked.BOOKED if amounts and amounts[0].get("Ccy") == "NOK" else Unbooked.CURRENCY


def _amount(element: Element, *paths: str) -> Money | None:
    written = _first(element, *paths)
    if not written:
        return None
    amount = money_of(written)
    if amount < ZERO:
        raise BadValue("payment_amount_unreadable", written=written)
    return amount


def _key(ntry: Element, tx: Element, place: int) -> str:
    """The bank's references to a payment; empty where it gave none."""
    own = _first(tx, "Refs/AcctSvcrRef"), _first(tx, "Refs/TxId"), _first(tx, "Refs/EndToEndId")
    entry = _first(ntry, "AcctSvcrRef"), _first(ntry, "NtryRef")
    given = [part for part in (*entry, *own) if part and part != NOT_PROVIDED]
    if not given:
        return ""
    return _short("/".join(dict.fromkeys(given)) + (f"#{place}" if place else ""))


def _short(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _told_apart(entries: list[BankEntry]) -> Iterator[BankEntry]:
    """Every entry with a key of its own, also those that the bank gave no reference or the same one."""
    seen: dict[str, int] = {}
    for entry in entries:
        said = f"{entry.paid_on}/{entry.amount.ore}/{entry.kid}/{entry.payer}"
        key = entry.key or hashlib.sha256(said.encode()).hexdigest()
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = _short(f"{key}#{entry.amount.ore}/{entry.kid}/{seen[key]}")
        yield BankEntry(key, entry.amount, entry.kid, entry.paid_on, entry.payer, entry.why_not)
