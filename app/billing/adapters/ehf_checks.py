"""What an EHF must hold to before it is given away: the rules that a fee outside the VAT act can break.

The rules are those of EN 16931 and Peppol BIS Billing 3.0, under their own numbers. Where a municipality has
the whole rule sets, `ehf_rules.py` runs them besides.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from stdnum.no import orgnr

from app.billing.adapters.basis import VAT_CATEGORY
from app.billing.adapters.ehf import ORGANISATION, UBL

NAMES = {"cac": f"{UBL}CommonAggregateComponents-2", "cbc": f"{UBL}CommonBasicComponents-2"}
VAT = "VAT"
NOTHING = Decimal(0)


class EhfRule(StrEnum):
    """A rule that a document may break, by its own number."""

    BR_O_01 = "BR-O-01"
    BR_O_02 = "BR-O-02"
    BR_O_03 = "BR-O-03"
    BR_O_04 = "BR-O-04"
    BR_O_05 = "BR-O-05"
    BR_O_06 = "BR-O-06"
    BR_O_07 = "BR-O-07"
    BR_O_08 = "BR-O-08"
    BR_O_09 = "BR-O-09"
    BR_O_10 = "BR-O-10"
    BR_O_11 = "BR-O-11"
    BR_O_12 = "BR-O-12"
    BR_O_13 = "BR-O-13"
    BR_O_14 = "BR-O-14"
    R003 = "PEPPOL-EN16931-R003"
    R010 = "PEPPOL-EN16931-R010"
    R020 = "PEPPOL-EN16931-R020"
    R041 = "PEPPOL-COMMON-R041"
    R120 = "PEPPOL-EN16931-R120"
    BR_27 = "BR-27"
    BR_61 = "BR-61"
    BR_CO_10 = "BR-CO-10"
    BR_CO_13 = "BR-CO-13"
    BR_CO_14 = "BR-CO-14"
    BR_CO_15 = "BR-CO-15"
    BR_CO_16 = "BR-CO-16"
    BR_CO_25 = "BR-CO-25"


def broken_rules(document: bytes) -> tuple[EhfRule, ...]:
    """The rules that a document breaks, in their order; none when it may be given away."""
    invoice = _Document(fromstring(document, forbid_dtd=True))
    return tuple(rule for rule in EhfRule if not CHECKS[rule](invoice))


class _Document:
    """The parts of a document that the rules speak of."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.lines = [*_all(root, "cac:InvoiceLine"), *_all(root, "cac:CreditNoteLine")]
        self.allowances = [one for one in _all(root, "cac:AllowanceCharge") if not _is_charge(one)]
        self.charges = [one for one in _all(root, "cac:AllowanceCharge") if _is_charge(one)]
        self.subtotals = _all(root, "cac:TaxTotal/cac:TaxSubtotal")
        self.totals = root.find("cac:LegalMonetaryTotal", NAMES)

    def total(self, name: str) -> Decimal:
        """An amount of the totals; nought where it does not stand."""
        return NOTHING if self.totals is None else _number(self.totals, f"cbc:{name}")

    @property
    def outside(self) -> list[Element]:
        """The subtotals of what is outside the act."""
        return [one for one in self.subtotals if _category(one, "cac:TaxCategory") == VAT_CATEGORY]

    @property
    def has_vat_number(self) -> bool:
        """Whether seller, buyer or the seller's tax representative is named by a VAT number."""
        parties = (
            "cac:AccountingSupplierParty/cac:Party",
            "cac:AccountingCustomerParty/cac:Party",
            "cac:TaxRepresentativeParty",
        )
        return any(
            _word(scheme, "cac:TaxScheme/cbc:ID") == VAT and _word(scheme, "cbc:CompanyID")
            for party in parties
            for scheme in _all(self.root, f"{party}/cac:PartyTaxScheme")
        )

    def line_categories(self) -> list[str]:
        """The category of each line."""
        return [_category(line, "cac:Item/cac:ClassifiedTaxCategory") for line in self.lines]


def _all(element: Element, path: str) -> list[Element]:
    return element.findall(path, NAMES)


def _word(element: Element, path: str) -> str:
    return (element.findtext(path, "", NAMES) or "").strip()


def _number(element: Element, path: str) -> Decimal:
    return Decimal(_word(element, path) or "0")


def _category(element: Element, path: str) -> str:
    return _word(element, f"{path}/cbc:ID")


def _is_charge(element: Element) -> bool:
    return _word(element, "cbc:ChargeIndicator") == "true"


def _is_outside(element: Element) -> bool:
    return _category(element, "cac:TaxCategory") == VAT_CATEGORY


def _has_one_breakdown(document: _Document) -> bool:
    parts = [*document.allowances, *document.charges]
    if VAT_CATEGORY in document.line_categories() or any(_is_outside(part) for part in parts):
        return len(document.outside) == 1
    return len(document.outside) <= 1


def _line_without_number(document: _Document) -> bool:
    return not (VAT_CATEGORY in document.line_categories() and document.has_vat_number)


def _allowance_without_number(document: _Document) -> bool:
    return not (any(map(_is_outside, document.allowances)) and document.has_vat_number)


def _charge_without_number(document: _Document) -> bool:
    return not (any(map(_is_outside, document.charges)) and document.has_vat_number)


def _lines_without_rate(document: _Document) -> bool:
    path = "cac:Item/cac:ClassifiedTaxCategory"
    return not any(
        _category(line, path) == VAT_CATEGORY and _word(line, f"{path}/cbc:Percent")
        for line in document.lines
    )


def _without_rate(parts: list[Element]) -> bool:
    return not any(_is_outside(part) and _word(part, "cac:TaxCategory/cbc:Percent") for part in parts)


def _breakdown_adds_up(document: _Document) -> bool:
    lines = sum(
        (
            _number(line, "cbc:LineExtensionAmount")
            for line, category in zip(document.lines, document.line_categories(), strict=True)
            if category == VAT_CATEGORY
        ),
        NOTHING,
    )
    less = sum((_number(one, "cbc:Amount") for one in document.allowances if _is_outside(one)), NOTHING)
    more = sum((_number(one, "cbc:Amount") for one in document.charges if _is_outside(one)), NOTHING)
    return all(_number(one, "cbc:TaxableAmount") == lines - less + more for one in document.outside)


def _breakdown_is_untaxed(document: _Document) -> bool:
    return all(_number(one, "cbc:TaxAmount") == NOTHING for one in document.outside)


def _breakdown_has_reason(document: _Document) -> bool:
    return all(
        _word(one, "cac:TaxCategory/cbc:TaxExemptionReasonCode")
        or _word(one, "cac:TaxCategory/cbc:TaxExemptionReason")
        for one in document.outside
    )


def _nothing_else(document: _Document) -> bool:
    return not document.outside or set(document.line_categories()) <= {VAT_CATEGORY}


def _endpoint(role: str) -> Callable[[_Document], bool]:
    return lambda document: bool(_word(document.root, f"cac:{role}/cac:Party/cbc:EndpointID"))


def _numbers_hold(document: _Document) -> bool:
    paths = ("cbc:EndpointID", "cac:PartyIdentification/cbc:ID", "cac:PartyLegalEntity/cbc:CompanyID")
    return all(
        orgnr.is_valid((number.text or "").strip())
        for role in ("AccountingSupplierParty", "AccountingCustomerParty")
        for path in paths
        for number in _all(document.root, f"cac:{role}/cac:Party/{path}")
        if number.get("schemeID") == ORGANISATION
    )


def _quantity(line: Element) -> Decimal:
    path = "cbc:InvoicedQuantity" if line.tag.endswith("InvoiceLine") else "cbc:CreditedQuantity"
    return _number(line, path)


def _lines_multiply(document: _Document) -> bool:
    return all(
        _number(line, "cbc:LineExtensionAmount")
        == _quantity(line) * _number(line, "cac:Price/cbc:PriceAmount")
        for line in document.lines
    )


def _prices_above_nought(document: _Document) -> bool:
    return all(_number(line, "cac:Price/cbc:PriceAmount") >= NOTHING for line in document.lines)


def _has_account(document: _Document) -> bool:
    return all(
        _word(means, "cac:PayeeFinancialAccount/cbc:ID")
        for means in _all(document.root, "cac:PaymentMeans")
        if _word(means, "cbc:PaymentMeansCode") in {"30", "58"}
    )


def _lines_sum(document: _Document) -> bool:
    lines = sum((_number(line, "cbc:LineExtensionAmount") for line in document.lines), NOTHING)
    return document.total("LineExtensionAmount") == lines


def _total_without_tax(document: _Document) -> bool:
    wanted = (
        document.total("LineExtensionAmount")
        - sum((_number(one, "cbc:Amount") for one in document.allowances), NOTHING)
        + sum((_number(one, "cbc:Amount") for one in document.charges), NOTHING)
    )
    return document.total("TaxExclusiveAmount") == wanted


def _tax(document: _Document) -> Decimal:
    return sum((_number(one, "cbc:TaxAmount") for one in _all(document.root, "cac:TaxTotal")), NOTHING)


def _tax_sums(document: _Document) -> bool:
    return _tax(document) == sum((_number(one, "cbc:TaxAmount") for one in document.subtotals), NOTHING)


def _total_with_tax(document: _Document) -> bool:
    return document.total("TaxInclusiveAmount") == document.total("TaxExclusiveAmount") + _tax(document)


def _payable(document: _Document) -> bool:
    wanted = document.total("TaxInclusiveAmount") - document.total("PrepaidAmount")
    return document.total("PayableAmount") == wanted + document.total("PayableRoundingAmount")


def _says_when(document: _Document) -> bool:
    return document.total("PayableAmount") <= NOTHING or bool(
        _word(document.root, "cbc:DueDate")
        or _word(document.root, "cac:PaymentMeans/cbc:PaymentDueDate")
        or _word(document.root, "cac:PaymentTerms/cbc:Note")
    )


CHECKS: dict[EhfRule, Callable[[_Document], bool]] = {
    EhfRule.BR_O_01: _has_one_breakdown,
    EhfRule.BR_O_02: _line_without_number,
    EhfRule.BR_O_03: _allowance_without_number,
    EhfRule.BR_O_04: _charge_without_number,
    EhfRule.BR_O_05: _lines_without_rate,
    EhfRule.BR_O_06: lambda document: _without_rate(document.allowances),
    EhfRule.BR_O_07: lambda document: _without_rate(document.charges),
    EhfRule.BR_O_08: _breakdown_adds_up,
    EhfRule.BR_O_09: _breakdown_is_untaxed,
    EhfRule.BR_O_10: _breakdown_has_reason,
    EhfRule.BR_O_11: lambda document: not document.outside or document.subtotals == document.outside,
    EhfRule.BR_O_12: _nothing_else,
    EhfRule.BR_O_13: lambda document: not document.outside or all(map(_is_outside, document.allowances)),
    EhfRule.BR_O_14: lambda document: not document.outside or all(map(_is_outside, document.charges)),
    EhfRule.R003: lambda document: bool(
        _word(document.root, "cbc:BuyerReference") or _word(document.root, "cac:OrderReference/cbc:ID")
    ),
    EhfRule.R010: _endpoint("AccountingCustomerParty"),
    EhfRule.R020: _endpoint("AccountingSupplierParty"),
    EhfRule.R041: _numbers_hold,
    EhfRule.R120: _lines_multiply,
    EhfRule.BR_27: _prices_above_nought,
    EhfRule.BR_61: _has_account,
    EhfRule.BR_CO_10: _lines_sum,
    EhfRule.BR_CO_13: _total_without_tax,
    EhfRule.BR_CO_14: _tax_sums,
    EhfRule.BR_CO_15: _total_with_tax,
    EhfRule.BR_CO_16: _payable,
    EhfRule.BR_CO_25: _says_when,
}
