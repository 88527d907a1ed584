"""EHF, which is Peppol BIS Billing 3.0 (UBL 2.1): an invoice or a credit note of one invoice of a batch.

It is written from the neutral record of the batch, and the same record gives the same bytes. The fee is
outside the VAT act: category O, with one tax subtotal of nought and no VAT number of anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.billing.adapters.basis import OCCASION, VAT_CATEGORY
from app.forms import one_line

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CURRENCY, COUNTRY, ORGANISATION, ONE_PIECE = "NOK", "NO", "0192", "C62"
CREDIT_TRANSFER = "30"
EXEMPTION_CODE = "VATEX-EU-O"
# ASSUMPTION: a licence fee is an exercise of public authority and so outside the act (category O); the
# finance department of each municipality confirms it before the first invoice is sent.
EXEMPTION = "Bevillingsgebyr er utenfor merverdiavgiftsloven (merverdiavgiftsloven § 3-9)"
CREDITED = "Beløpet godskrives."


@dataclass(frozen=True)
class _Kind:
    """What differs between an invoice and a credit note."""

    root: str
    type_element: str
    type_code: str
    line: str
    quantity: str


INVOICE = _Kind("Invoice", "InvoiceTypeCode", "380", "InvoiceLine", "InvoicedQuantity")
CREDIT_NOTE = _Kind("CreditNote", "CreditNoteTypeCode", "381", "CreditNoteLine", "CreditedQuantity")


def ehf_document(head: Mapping[str, Any], invoice: Mapping[str, Any], *, issued_on: date) -> bytes:
    """The document of an invoice of a batch: a credit note where the amount is below nought.

    Nothing is checked here: `broken_rules` does that before a document is given away.
    """
    total = Decimal(invoice["beløp"])
    kind = CREDIT_NOTE if total < 0 else INVOICE
    # A credit note says what is given back as amounts above nought.
    sign = Decimal(-1 if kind is CREDIT_NOTE else 1)
    root = Element(
        kind.root,
        {
            "xmlns": f"{UBL}{kind.root}-2",
            "xmlns:cac": f"{UBL}CommonAggregateComponents-2",
            "xmlns:cbc": f"{UBL}CommonBasicComponents-2",
        },
    )
    _text(root, "CustomizationID", CUSTOMIZATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", invoice["referanse"])
    _text(root, "IssueDate", issued_on.isoformat())
    if kind is INVOICE:
        _text(root, "DueDate", invoice["forfall"])
    _text(root, kind.type_element, kind.type_code)
    _text(root, "Note", "\n".join(invoice["tekst"]))
    _text(root, "DocumentCurrencyCode", CURRENCY)
    # What the holder knows the claim by; it has given no reference of its own.
    _text(root, "BuyerReference", invoice["bevilling"].get("licence") or invoice["referanse"])
    if invoice["krediterer"]:
        reference = SubElement(SubElement(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        _text(reference, "ID", invoice["krediterer"])
    _party(SubElement(root, "cac:AccountingSupplierParty"), head["avsender"])
    _party(SubElement(root, "cac:AccountingCustomerParty"), invoice["kunde"])
    if kind is INVOICE:
        _payment(root, invoice["kid"], head["avsender"].get("bank_account", ""))
    else:
        _text(SubElement(root, "cac:PaymentTerms"), "Note", CREDITED)
    _tax(root, total * sign)
    _totals(root, total * sign)
    for number, line in enumerate(invoice["linjer"], start=1):
        _line(root, kind, number, line, Decimal(line["beløp"]) * sign)
    indent(root)
    document: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def _text(parent: Element, name: str, text: Any, **attributes: str) -> None:
    """An element with a text; none where there is nothing to say, since empty ones are refused."""
    written = "\n".join(line for line in (one_line(part) for part in str(text).split("\n")) if line)
    if written:
        SubElement(parent, f"cbc:{name}", attributes).text = written


def _amount(parent: Element, name: str, amount: Decimal) -> None:
    _text(parent, name, f"{amount:.2f}", currencyID=CURRENCY)


def _party(parent: Element, who: Mapping[str, Any]) -> None:
    number = who.get("organisation_number") or ""
    party = SubElement(parent, "cac:Party")
    _text(party, "EndpointID", number, schemeID=ORGANISATION)
    _text(SubElement(party, "cac:PartyName"), "Name", who["name"])
    address = SubElement(party, "cac:PostalAddress")
    _text(address, "StreetName", who.get("address") or "")
    _text(address, "CityName", who.get("town") or "")
    _text(address, "PostalZone", who.get("postcode") or "")
    _text(SubElement(address, "cac:Country"), "IdentificationCode", COUNTRY)
    legal = SubElement(party, "cac:PartyLegalEntity")
    _text(legal, "RegistrationName", who["name"])
    _text(legal, "CompanyID", number, schemeID=ORGANISATION)
    reachable = [name for name in ("unit", "phone", "email") if who.get(name)]
    if reachable:
        contact = SubElement(party, "cac:Contact")
        _text(contact, "Name", who.get("unit") or "")
        _text(contact, "Telephone", who.get("phone") or "")
        _text(contact, "ElectronicMail", who.get("email") or "")


def _payment(root: Element, kid: str, account: str) -> None:
    means = SubElement(root, "cac:PaymentMeans")
    _text(means, "PaymentMeansCode", CREDIT_TRANSFER)
    _text(means, "PaymentID", kid)
    if account:
        _text(SubElement(means, "cac:PayeeFinancialAccount"), "ID", account)


def _tax(root: Element, total: Decimal) -> None:
    tax = SubElement(root, "cac:TaxTotal")
    _amount(tax, "TaxAmount", Decimal(0))
    subtotal = SubElement(tax, "cac:TaxSubtotal")
    _amount(subtotal, "TaxableAmount", total)
    _amount(subtotal, "TaxAmount", Decimal(0))
    category = SubElement(subtotal, "cac:TaxCategory")
    _text(category, "ID", VAT_CATEGORY)
    _text(category, "TaxExemptionReasonCode", EXEMPTION_CODE)
    _text(category, "TaxExemptionReason", EXEMPTION)
    _text(SubElement(category, "cac:TaxScheme"), "ID", "VAT")


def _totals(root: Element, total: Decimal) -> None:
    totals = SubElement(root, "cac:LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        _amount(totals, name, total)


def _line(root: Element, kind: _Kind, number: int, line: Mapping[str, Any], amount: Decimal) -> None:
    element = SubElement(root, f"cac:{kind.line}")
    _text(element, "ID", number)
    # A price is never below nought: what goes the other way is one piece less.
    _text(element, kind.quantity, -1 if amount < 0 else 1, unitCode=ONE_PIECE)
    _amount(element, "LineExtensionAmount", amount)
    if line["gebyr"] != OCCASION:
        period = SubElement(element, "cac:InvoicePeriod")
        _text(period, "StartDate", f"{line['gebyrår']}-01-01")
        _text(period, "EndDate", f"{line['gebyrår']}-12-31")
    name, *more = line["tekst"] or [f"Bevillingsgebyr {line['gebyrår']}, {line['gebyr']}"]
    item = SubElement(element, "cac:Item")
    _text(item, "Description", "\n".join(more))
    _text(item, "Name", name)
    category = SubElement(item, "cac:ClassifiedTaxCategory")
    _text(category, "ID", VAT_CATEGORY)
    _text(SubElement(category, "cac:TaxScheme"), "ID", "VAT")
    _amount(SubElement(element, "cac:Price"), "PriceAmount", abs(amount))
