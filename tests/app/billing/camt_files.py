"""Notices of payment as banks write them, in the editions that are in use."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.factories.invoice import OWN_ACCOUNT

IBAN = f"NO93{OWN_ACCOUNT}"


@dataclass(frozen=True)
class Tx:
    """A payment in a notice."""

    kid: str
    amount: str
    reference: str = ""
    payer: str = "Bergstaden AS"
    day: str = "2026-04-10"
    sign: str = "CRDT"
    reversal: bool = False
    status: str = "BOOK"
    currency: str = "NOK"


def notice(
    *payments: Tx, edition: str = "02", account: str = f"<IBAN>{IBAN}</IBAN>", to_day: str = "2026-04-20"
) -> bytes:
    """A notice with an entry for each payment."""
    entries = "".join(entry((one,), edition, one.amount) for one in payments)
    return document(entries, edition=edition, account=account, to_day=to_day)


def document(
    entries: str, *, edition: str = "02", account: str = f"<IBAN>{IBAN}</IBAN>", to_day: str = "2026-04-20"
) -> bytes:
    """The frame around entries."""
    covered = (
        f"<FrToDt><FrDtTm>{to_day}T00:00:00</FrDtTm><ToDtTm>{to_day}T23:59:59</ToDtTm></FrToDt>"
        if to_day
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{edition}"><BkToCstmrDbtCdtNtfctn>'
        "<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-04-21T06:00:00</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>1</Id><CreDtTm>2026-04-21T06:00:00</CreDtTm>{covered}"
        f"<Acct><Id>{account}</Id></Acct>{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def entry(payments: Sequence[Tx], edition: str, amount: str, reference: str = "") -> str:
    """An entry of one payment or of several that the bank has gathered."""
    first = payments[0]
    status = first.status if edition == "02" else f"<Cd>{first.status}</Cd>"
    return (
        f'<Ntry><Amt Ccy="{first.currency}">{amount}</Amt><CdtDbtInd>{first.sign}</CdtDbtInd>'
        f"<RvslInd>{'true' if first.reversal else 'false'}</RvslInd><Sts>{status}</Sts>"
        f"<BookgDt><Dt>{first.day}</Dt></BookgDt><ValDt><Dt>{first.day}</Dt></ValDt>"
        f"{f'<AcctSvcrRef>{reference}</AcctSvcrRef>' if reference else ''}<NtryDtls>"
        + "".join(details(one, edition) for one in payments)
        + "</NtryDtls></Ntry>"
    )


def details(one: Tx, edition: str) -> str:
    """The details of one payment, where the edition has them."""
    references = f"<Refs><AcctSvcrRef>{one.reference}</AcctSvcrRef></Refs>" if one.reference else ""
    amount = f'<Amt Ccy="{one.currency}">{one.amount}</Amt>'
    amounts = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>" if edition == "02" else amount
    payer = f"<Nm>{one.payer}</Nm>"
    dbtr = f"<Dbtr><Pty>{payer}</Pty></Dbtr>" if edition == "08" else f"<Dbtr>{payer}</Dbtr>"
    kid = (
        f"<Strd><CdtrRefInf><Ref>{one.kid}</Ref></CdtrRefInf></Strd>" if one.kid else "<Ustrd>Faktura</Ustrd>"
    )
    return f"<TxDtls>{references}{amounts}<RltdPties>{dbtr}</RltdPties><RmtInf>{kid}</RmtInf></TxDtls>"
