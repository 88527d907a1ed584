"""Every letter in words. `UPDATE_GOLDEN=1 pytest tests/golden` writes the files anew: review them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.letters.facts import LetterKind
from app.letters.texts import plain_text, render_text
from tests.golden.letter_facts import GRANT, LETTERS, LICENCE_DOCUMENT, PART_GRANT, RECEIPT

FOLDER = Path(__file__).parent / "letters"


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_reads_as_agreed(name: str) -> None:
    kind, facts = LETTERS[name]
    text = plain_text(render_text(kind, "nb", facts))
    agreed = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        agreed.write_text(text, encoding="utf-8")
    assert text == agreed.read_text(encoding="utf-8")


def test_each_kind_of_letter_has_an_agreed_text() -> None:
    assert {kind for kind, _ in LETTERS.values()} == set(LetterKind)
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(LETTERS)


FIRST_SENTENCES = {
    "grant": (
        "Røros kommune har innvilget søknaden om skjenkebevilling for Gruvelykta.",
        "Bevillingen gjelder alkoholholdig drikk gruppe 1, 2 og 3 og varer til og med 30. september 2028.",
    ),
    "part_grant": (
        "Vi har innvilget søknaden delvis.",
        "Dere får bevilling for gruppe 1 og 2.",
        "Vi avslår søknaden for gruppe 3 og for skjenking ute etter kl. 23.00.",
    ),
    "refusal": (
        "Røros kommune har avslått søknaden om skjenkebevilling for Gruvelykta.",
        "Hovedgrunnen er at taket på 38 skjenkebevillinger er nådd.",
        "Dere kan klage innen tre uker etter at dere mottok dette brevet.",
    ),
    "receipt": (
        "Vi mottok søknaden 23. november 2026.",
        "Vi avgjør den senest fire måneder etter at den er komplett.",
        "Dere kan ikke skjenke før dere har fått vedtak, heller ikke om fristen går ut.",
    ),
    "statement_request_police": (
        "Vi ber om uttalelse etter alkoholloven § 1-7 og serveringsloven § 9, senest 21. desember 2026.",
        "1. Er det forhold ved personene i vedlegget som har betydning for kravet til vandel "
        "(ti år etter alkoholloven, fem etter serveringsloven)?",
        "2. Har dere merknader til sted, konsept og tider?",
    ),
    "missing_items": (
        "Vi mangler noen opplysninger før vi kan behandle søknaden.",
        "Send oss punktene under innen 7. desember 2026.",
        "Saksbehandlingsfristen starter når vi har alt.",
    ),
}


@pytest.mark.parametrize("name", FIRST_SENTENCES)
def test_the_letter_begins_with_what_it_is_about(name: str) -> None:
    kind, facts = LETTERS[name]
    text = plain_text(render_text(kind, "nb", facts)).split("\n\n", 1)[1]
    assert " ".join(text.split()).startswith(" ".join(FIRST_SENTENCES[name]))


# What the notice of a decision must hold (forvaltningsloven § 27), one sign of each.
NOTICE = {
    "legal basis": "Vedtaket er gjort etter alkoholloven § 1-",
    "right to complain": "== Dere kan klage ==",
    "deadline": "innen tre uker fra den dagen dere mottok dette brevet (forvaltningsloven §§ 28 og 29)",
    "sent in time": "Det er nok at klagen er sendt før fristen går ut",
    "complaint body": "sender vi klagen til Statsforvalteren i Trøndelag, som er klageinstans",
    "legality only": "prøver bare om vedtaket er lovlig",
    "how to complain": "Send klagen skriftlig til Røros kommune",
    "right to see the documents": "(forvaltningsloven §§ 18 og 19)",
    "postponement": "(forvaltningsloven § 42)",
    "guidance": "Vi har plikt til å veilede dere (forvaltningsloven § 11)",
    "free legal aid": "fri rettshjelp",
    "costs": "(forvaltningsloven § 36)",
    "lawsuit": "Dere kan bringe vedtaket inn for domstolene",
    "case number": "2026/0143",
}


@pytest.mark.parametrize("sign", NOTICE.values(), ids=NOTICE)
@pytest.mark.parametrize("name", ["grant", "grant_of_sale", "part_grant", "refusal", "dismissal"])
def test_a_decision_holds_what_the_law_asks_of_the_notice(name: str, sign: str) -> None:
    kind, facts = LETTERS[name]
    assert sign in plain_text(render_text(kind, "nb", facts))


@pytest.mark.parametrize(
    "sign",
    [
        "Bevillingshaver: Gruvelykta AS, org.nr. 923\N{NO-BREAK SPACE}609\N{NO-BREAK SPACE}016",
        "Lokaler: Spisesal og bar i første etasje",
        "Uteområde: Bakgård mot Kjerkgata",
        "Tegning: Plantegning datert 12. oktober 2026",
        "Konsept: Restaurant med lokal mat",
        "Drikk: Alkoholholdig drikk gruppe 1, 2 og 3",
        "Gjester: Alle",
        "Fredag og lørdag | Gruppe 3 | 13.00–02.00 | 13.00–23.00",
        "Varer til og med: 30. september 2028",
        "Styrer: Eir Malmdal",
        "Stedfortreder: Ásta Čáhci",
        "Gjestene må ha drukket opp senest 30 minutter etter",
        "Slutter styreren eller stedfortrederen, må dere straks søke om å få godkjent en ny",
        "Meld fra når eierne endres",
        "Dere kan ikke skjenke før dere har fått det",
        "6\N{NO-BREAK SPACE}600,00 kroner i 2026",
    ],
)
def test_a_grant_says_what_the_licence_is(sign: str) -> None:
    assert sign in plain_text(render_text("grant", "nb", GRANT))


def test_a_grant_without_conditions_before_use_still_waits_for_the_licence_document() -> None:
    text = plain_text(render_text("grant", "nb", replace(GRANT, conditions=())))
    assert "Dere kan ta bevillingen i bruk når dere har fått bevillingsdokumentet fra oss." in text


def test_a_full_grant_without_reasons_says_how_to_get_them() -> None:
    text = plain_text(render_text("grant", "nb", replace(GRANT, reasons=())))
    assert "Dere kan be om en begrunnelse før klagefristen er ute (forvaltningsloven § 24)" in text


def test_a_licence_document_for_sale_says_nothing_of_drinking_up() -> None:
    facts = replace(LICENCE_DOCUMENT, licence_kind="sale", groups=(1,), audience=None)
    text = plain_text(render_text("licence_document", "nb", facts))
    assert "Bevilling: Salgsbevilling" in text
    assert "drukket opp" not in text


def test_a_decision_by_a_body_quotes_what_was_voted() -> None:
    text = plain_text(render_text("part_grant", "nb", PART_GRANT))
    assert "Formannskapet gjorde vedtaket 14. januar 2027 i sak PS 4/27. Vedtaket lyder:" in text
    assert "> Skjenking ute avsluttes kl. 23.00 alle dager." in text


def test_the_identity_numbers_stand_in_the_annex_alone() -> None:
    for name, (kind, facts) in LETTERS.items():
        assert ("12345" in plain_text(render_text(kind, "nb", facts))) == (name == "statement_annex")


def test_a_letter_with_the_facts_of_another_kind_is_not_written() -> None:
    with pytest.raises(TypeError):
        render_text("grant", "nb", RECEIPT)
