"""Invoices of a batch as the neutral record tells them, and documents that each break one rule."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from app.billing.adapters.ehf import ehf_document
from app.billing.adapters.ehf_checks import NAMES, EhfRule
from tests.factories.invoice import SENDER

ISSUED_ON = date(2026, 3, 10)
HEAD: dict[str, Any] = {"grunnlag": "2026-01", "avsender": SENDER}
CUSTOMER = {
    "name": "Bergstaden & Sønner AS",
    "organisation_number": "923609016",
    "address": "Kjerkgata 8",
    "postcode": "7374",
    "town": "Røros",
    "email": "faktura@bergstaden.example",
    "language": "nb",
}


def line(
    amount: str, *, fee: str = "forskudd", year: int = 2026, texts: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A line of an invoice."""
    return {"type": fee, "gebyr": fee, "gebyrår": year, "termin": 1, "beløp": amount, "tekst": list(texts)}


def invoice(*lines: dict[str, Any], amount: str, **more: Any) -> dict[str, Any]:
    """An invoice of lines."""
    return {
        "referanse": "2026-01-0001",
        "krediterer": "",
        "kid": "260010000016",
        "forfall": "2026-04-14",
        "beløp": amount,
        "kunde": CUSTOMER,
        "bevilling": {"licence": "SKJ-2024-00001", "venue": "Bergstaden kro"},
        "tekst": ["Bevillingsgebyr 2026", "Alkoholloven § 7-1"],
        "linjer": list(lines),
    } | more


ADVANCE = line("9435.00", texts=("Forskudd 2026", "Gruppe 1: 6 000 liter à 0,63"))
SETTLED = line("-783.80", fee="etteroppgjør", year=2025, texts=("Etteroppgjør 2025",))
INVOICES = {
    "an advance": invoice(ADVANCE, amount="9435.00"),
    "a netted settlement": invoice(ADVANCE, SETTLED, amount="8651.20"),
    "nothing to pay": invoice(line("783.80"), SETTLED, amount="0.00"),
    "without texts and KID": invoice(line("6600.00"), amount="6600.00", tekst=[], kid=""),
    "a settlement to the holder's good": invoice(SETTLED, amount="-783.80", tekst=["Etteroppgjør 2025"]),
    "an event": invoice(line("470.00", fee="arrangement"), amount="470.00"),
    "a credit note": invoice(
        line("-9435.00"),
        line("783.80", fee="etteroppgjør", year=2025),
        amount="-8651.20",
        krediterer="2026-01-0007",
        referanse="2026-02-0001",
    ),
}


def document_of(name: str) -> bytes:
    """The document of one of the invoices."""
    return ehf_document(HEAD, deepcopy(INVOICES[name]), issued_on=ISSUED_ON)


def broken(change: Callable[[Element], None], name: str = "a netted settlement") -> bytes:
    """A document that somebody has changed."""
    root = fromstring(document_of(name))
    change(root)
    return tostring(root)


def at(root: Element, path: str) -> Element:
    """The one element at a path."""
    found = root.find(path, NAMES)
    assert found is not None, path
    return found


def _named(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMES[prefix]}}}{local}"


def add(parent: Element, name: str, text: str | None = None, *, place: int | None = None) -> Element:
    """A further element, last or at a place."""
    element = SubElement(parent, _named(name))
    element.text = text
    if place is not None:
        parent.remove(element)
        parent.insert(place, element)
    return element


def set_text(path: str, text: str) -> Callable[[Element], None]:
    """Another text at a path."""

    def change(root: Element) -> None:
        at(root, path).text = text

    return change


def without(parent: str, child: str) -> Callable[[Element], None]:
    """An element taken away."""

    def change(root: Element) -> None:
        holder = root if parent == "." else at(root, parent)
        holder.remove(at(holder, child))

    return change


def both(*changes: Callable[[Element], None]) -> Callable[[Element], None]:
    """Several changes, one after another."""

    def change(root: Element) -> None:
        for one in changes:
            one(root)

    return change


def vat_number(role: str) -> Callable[[Element], None]:
    """A VAT number of seller or buyer."""

    def change(root: Element) -> None:
        party = at(root, f"cac:{role}/cac:Party")
        place = list(party).index(at(party, "cac:PartyLegalEntity"))
        scheme = add(party, "cac:PartyTaxScheme", place=place)
        add(scheme, "cbc:CompanyID", "NO940898862MVA")
        add(add(scheme, "cac:TaxScheme"), "cbc:ID", "VAT")

    return change


def allowance(
    *, charge: bool = False, category: str = "O", percent: str = "", amount: str = "100.00"
) -> Callable[[Element], None]:
    """A reduction or a charge on the whole document, with the totals that follow of it."""

    def change(root: Element) -> None:
        place = list(root).index(at(root, "cac:TaxTotal"))
        part = add(root, "cac:AllowanceCharge", place=place)
        add(part, "cbc:ChargeIndicator", "true" if charge else "false")
        add(part, "cbc:AllowanceChargeReason", "Annet")
        add(part, "cbc:Amount", amount).set("currencyID", "NOK")
        kind = add(part, "cac:TaxCategory")
        add(kind, "cbc:ID", category)
        if percent:
            add(kind, "cbc:Percent", percent)
        add(add(kind, "cac:TaxScheme"), "cbc:ID", "VAT")
        totals = at(root, "cac:LegalMonetaryTotal")
        moved = float(amount) * (1 if charge else -1)
        taxable = at(root, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount")
        if category == "O":
            taxable.text = f"{float(taxable.text or 0) + moved:.2f}"
        for name in ("TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
            total = at(totals, f"cbc:{name}")
            total.text = f"{float(total.text or 0) + moved:.2f}"
        name = "ChargeTotalAmount" if charge else "AllowanceTotalAmount"
        add(totals, f"cbc:{name}", amount, place=3).set("currencyID", "NOK")

    return change


def without_lines(root: Element) -> None:
    """No line at all, so that only what stands on the whole document is left."""
    for one in root.findall("cac:InvoiceLine", NAMES):
        root.remove(one)
    totals = at(root, "cac:LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        at(totals, f"cbc:{name}").text = "0.00"
    at(root, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount").text = "0.00"


def second_line_exempt(root: Element) -> None:
    """A line that is exempt, not outside; the subtotal tells of the other alone."""
    lines = root.findall("cac:InvoiceLine", NAMES)
    at(lines[1], "cac:Item/cac:ClassifiedTaxCategory/cbc:ID").text = "E"
    at(root, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount").text = "9435.00"


def second_breakdown(root: Element) -> None:
    """A subtotal of another category."""
    other = deepcopy(at(root, "cac:TaxTotal/cac:TaxSubtotal"))
    at(other, "cac:TaxCategory/cbc:ID").text = "E"
    at(other, "cbc:TaxableAmount").text = "0.00"
    at(root, "cac:TaxTotal").append(other)


LINE, SUBTOTAL = "cac:InvoiceLine", "cac:TaxTotal/cac:TaxSubtotal"
TOTALS = "cac:LegalMonetaryTotal"


def line_rate(root: Element) -> None:
    """A rate on a line."""
    add(at(root, f"{LINE}/cac:Item/cac:ClassifiedTaxCategory"), "cbc:Percent", "0", place=1)


BROKEN: dict[EhfRule, Callable[[Element], None]] = {
    EhfRule.BR_O_01: without("cac:TaxTotal", "cac:TaxSubtotal"),
    EhfRule.BR_O_02: vat_number("AccountingSupplierParty"),
    EhfRule.BR_O_03: both(without_lines, allowance(), vat_number("AccountingSupplierParty")),
    EhfRule.BR_O_04: both(without_lines, allowance(charge=True), vat_number("AccountingCustomerParty")),
    EhfRule.BR_O_05: line_rate,
    EhfRule.BR_O_06: allowance(percent="0"),
    EhfRule.BR_O_07: allowance(charge=True, percent="0"),
    EhfRule.BR_O_08: set_text(f"{SUBTOTAL}/cbc:TaxableAmount", "8651.21"),
    EhfRule.BR_O_09: both(
        set_text(f"{SUBTOTAL}/cbc:TaxAmount", "1.00"),
        set_text("cac:TaxTotal/cbc:TaxAmount", "1.00"),
        set_text(f"{TOTALS}/cbc:TaxInclusiveAmount", "8652.20"),
        set_text(f"{TOTALS}/cbc:PayableAmount", "8652.20"),
    ),
    EhfRule.BR_O_10: both(
        without(f"{SUBTOTAL}/cac:TaxCategory", "cbc:TaxExemptionReasonCode"),
        without(f"{SUBTOTAL}/cac:TaxCategory", "cbc:TaxExemptionReason"),
    ),
    EhfRule.BR_O_11: second_breakdown,
    EhfRule.BR_O_12: second_line_exempt,
    EhfRule.BR_O_13: allowance(category="E"),
    EhfRule.BR_O_14: allowance(charge=True, category="E"),
    EhfRule.R003: without(".", "cbc:BuyerReference"),
    EhfRule.R010: without("cac:AccountingCustomerParty/cac:Party", "cbc:EndpointID"),
    EhfRule.R020: without("cac:AccountingSupplierParty/cac:Party", "cbc:EndpointID"),
    EhfRule.R041: set_text("cac:AccountingCustomerParty/cac:Party/cbc:EndpointID", "923609017"),
    EhfRule.R120: set_text(f"{LINE}/cac:Price/cbc:PriceAmount", "9435.01"),
    EhfRule.BR_27: both(
        set_text(f"{LINE}/cac:Price/cbc:PriceAmount", "-9435.00"),
        set_text(f"{LINE}/cbc:InvoicedQuantity", "-1"),
    ),
    EhfRule.BR_61: without("cac:PaymentMeans", "cac:PayeeFinancialAccount"),
    EhfRule.BR_CO_10: both(
        set_text(f"{TOTALS}/cbc:LineExtensionAmount", "8551.20"),
        set_text(f"{TOTALS}/cbc:TaxExclusiveAmount", "8551.20"),
        set_text(f"{TOTALS}/cbc:TaxInclusiveAmount", "8551.20"),
        set_text(f"{TOTALS}/cbc:PayableAmount", "8551.20"),
    ),
    EhfRule.BR_CO_13: both(
        set_text(f"{TOTALS}/cbc:TaxExclusiveAmount", "8551.20"),
        set_text(f"{TOTALS}/cbc:TaxInclusiveAmount", "8551.20"),
        set_text(f"{TOTALS}/cbc:PayableAmount", "8551.20"),
    ),
    EhfRule.BR_CO_14: both(
        set_text("cac:TaxTotal/cbc:TaxAmount", "1.00"),
        set_text(f"{TOTALS}/cbc:TaxInclusiveAmount", "8652.20"),
        set_text(f"{TOTALS}/cbc:PayableAmount", "8652.20"),
    ),
    EhfRule.BR_CO_15: both(
        set_text(f"{TOTALS}/cbc:TaxInclusiveAmount", "8551.20"),
        set_text(f"{TOTALS}/cbc:PayableAmount", "8551.20"),
    ),
    EhfRule.BR_CO_16: set_text(f"{TOTALS}/cbc:PayableAmount", "8551.20"),
    EhfRule.BR_CO_25: without(".", "cbc:DueDate"),
}
