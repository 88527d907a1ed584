"""The letters as files: what a receiver can read, print and find again."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.letters import typesetting
from app.letters.drawing import AccessCodeMissingError, LetterMeta, draw
from app.letters.facts import Condition, DecisionLetter, Letterhead, Recipient
from app.letters.markup import MarkupError, blocks_of
from app.letters.texts import plain_text, render_text
from app.letters.typesetting import FACES, FontsMissingError, register_fonts
from tests.golden.letter_facts import (
    DRAFT,
    FINAL,
    GRANT,
    LETTERHEAD,
    LETTERS,
    RECIPIENT,
    REFUSAL,
    SHIELDED,
)

REASON = (
    "Politiet har pekt på uro i helgene i området rundt stedet. Vi har lagt vekt på naboene og på at "
    "det ligger fem skjenkesteder i samme gate. "
)


def pages_of(data: bytes) -> list[str]:
    """The text of each page with every run of blanks made one, so that line ends do not matter."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def drawn(
    kind: str,
    facts: DecisionLetter,
    meta: LetterMeta = FINAL,
    letterhead: Letterhead = LETTERHEAD,
    recipient: Recipient = RECIPIENT,
) -> bytes:
    return draw(render_text(kind, "nb", facts), letterhead, recipient, meta)


@pytest.mark.parametrize("name", LETTERS)
def test_the_same_facts_give_the_same_bytes(name: str) -> None:
    kind, facts = LETTERS[name]
    first, second = (draw(render_text(kind, "nb", facts), LETTERHEAD, RECIPIENT, SHIELDED) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", LETTERS)
def test_every_word_of_the_letter_can_be_taken_out_of_the_file(name: str) -> None:
    kind, facts = LETTERS[name]
    content = render_text(kind, "nb", facts)
    pages = pages_of(draw(content, LETTERHEAD, RECIPIENT, SHIELDED))
    assert 1 <= len(pages) <= 5
    words = set(re.findall(r"[\w§./-]{2,}", plain_text(content)))
    found = set(re.findall(r"[\w§./-]{2,}", " ".join(pages)))
    assert words <= found


def test_words_at_line_ends_are_not_glued() -> None:
    raw = "".join(page.extract_text() for page in PdfReader(BytesIO(drawn("grant", GRANT))).pages)
    assert "gjelder \nalkoholholdig" in raw


@pytest.mark.parametrize("name", LETTERS)
def test_all_fonts_are_inside_the_file(name: str) -> None:
    kind, facts = LETTERS[name]
    reader = PdfReader(BytesIO(draw(render_text(kind, "nb", facts), LETTERHEAD, RECIPIENT, SHIELDED)))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "Inter" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_the_letters_own_day_is_the_day_of_the_file() -> None:
    information = PdfReader(BytesIO(drawn("grant", GRANT))).metadata
    assert information is not None
    assert information["/CreationDate"].startswith("D:20270118")
    assert information["/ModDate"].startswith("D:20270118")
    assert information.title == "Skjenkebevilling for Gruvelykta: søknaden er innvilget"
    assert information.author == "Røros kommune"


def test_the_file_names_its_language() -> None:
    assert PdfReader(BytesIO(drawn("grant", GRANT))).trailer["/Root"]["/Lang"] == "nb"


def test_the_frame_holds_sender_receiver_references_and_page_numbers() -> None:
    first, *rest = pages_of(drawn("grant", GRANT, replace(FINAL, your_reference="JS-12")))
    for sign in (
        "Røros kommune Bevilling og skjenkesaker",
        "Gruvelykta AS c/o Eir Malmdal Kjerkgata 999 7374 Røros Org.nr. 923 609 016",
        "Dato 18. januar 2027",
        "Vår ref. 2026/0143",
        "Deres ref. JS-12",
        "Saksbehandler Ingrid Demo Sæther",
        "Røros kommune, Bergmannsgata 23, 7374 Røros",
        f"Side 1 av {len(rest) + 1}",
    ):
        assert sign in first
    for number, page in enumerate(rest, start=2):
        assert f"Side {number} av {len(rest) + 1}" in page
        assert "Vår ref. 2026/0143" in page
    assert "Med hilsen Torstein Demo Ås Ingrid Demo Sæther" in re.sub(
        r" (enhetsleder|saksbehandler)", "", rest[-1]
    )
    assert "Dokumentet er elektronisk godkjent og har ingen signatur." in rest[-1]


def test_a_draft_is_marked_on_every_page() -> None:
    assert all("UTKAST" in page for page in pages_of(drawn("grant", GRANT, DRAFT)))
    assert not any("UTKAST" in page for page in pages_of(drawn("grant", GRANT)))


def test_a_demo_letter_is_marked_on_every_page() -> None:
    assert all("Oppdiktet eksempel – demo" in page for page in pages_of(drawn("grant", GRANT, DRAFT)))
    assert not any("Oppdiktet" in page for page in pages_of(drawn("grant", GRANT)))


def test_a_shielded_letter_says_so_and_why() -> None:
    assert "Unntatt offentlighet offl. § 13 jf. fvl. § 13" in pages_of(drawn("grant", GRANT, SHIELDED))[0]


def test_the_annex_with_identity_numbers_is_not_drawn_without_an_access_code() -> None:
    kind, facts = LETTERS["statement_annex"]
    content = render_text(kind, "nb", facts)
    assert "158787 12345" in pages_of(draw(content, LETTERHEAD, RECIPIENT, SHIELDED))[0]
    with pytest.raises(AccessCodeMissingError):
        draw(content, LETTERHEAD, RECIPIENT, FINAL)


@pytest.mark.parametrize(
    "text", ["áčđŋšŧž ÁČĐŊŠŦŽ", "«Gruvelykta» – § 1-7", "Øl & Vin <AS> \"'", "a ]]> b", "&amp;"]
)
def test_every_sign_of_the_users_comes_out(text: str) -> None:
    facts = replace(REFUSAL, venue_name=text, reasons=(text,))
    content = render_text("refusal", "nb", facts)
    recipient = replace(RECIPIENT, name=text)
    pages = pages_of(draw(content, replace(LETTERHEAD, unit=text), recipient, FINAL))
    assert " ".join(pages).count(text) >= 5


def test_control_characters_are_taken_out() -> None:
    facts = replace(REFUSAL, reasons=("Før\x00\x07\x1b etter\u202e slutt.",))
    text = " ".join(pages_of(drawn("refusal", facts)))
    assert "Før etter slutt." in text


def test_a_sign_that_the_font_lacks_is_shown_as_missing() -> None:
    assert "Styrer Eir □ Malmdal" in pages_of(drawn("grant", replace(GRANT, manager="Eir 漢 Malmdal")))[0]


def test_line_breaks_of_the_users_are_kept() -> None:
    facts = replace(REFUSAL, reasons=("Første linje\nandre linje",))
    raw = PdfReader(BytesIO(drawn("refusal", facts))).pages[0].extract_text()
    assert re.search(r"Første linje *\nandre linje", raw)


def test_a_letter_with_long_reasons_and_many_conditions_is_drawn() -> None:
    conditions = tuple(Condition(number, REASON, "Kvittering", number % 2 == 0) for number in range(1, 31))
    text = " ".join(
        pages_of(drawn("grant", replace(GRANT, conditions=conditions, reasons=(REASON * 4,) * 20)))
    )
    assert "30. Politiet har pekt" in text


@pytest.mark.parametrize("name", ["A" * 10_000, "Ord " * 2_500])
def test_a_name_without_end_is_drawn(name: str) -> None:
    facts = replace(GRANT, holder=name, venue_name=name[:500], concept=name)
    assert drawn("grant", facts, recipient=Recipient(name, (name,)))


@pytest.mark.parametrize("words", range(0, 340, 20))
def test_no_heading_stands_last_on_a_page_and_no_signature_alone(words: int) -> None:
    facts = replace(REFUSAL, reasons=(f"Vi har vurdert saken. {'ord ' * words}", "Slutt."))
    headings = {
        "Derfor har vi avslått søknaden",
        "Dette kan dere gjøre nå",
        "Dere kan klage",
        "Andre rettigheter",
        "Med hilsen",
    }
    for page in PdfReader(BytesIO(drawn("refusal", facts))).pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        text = [line for line in lines if not line.startswith(("Røros kommune", "Tlf.", "Side "))]
        assert text[-1] not in headings
        assert text[0] != "Med hilsen"


def test_missing_fonts_are_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "FONT_FOLDER", tmp_path)
    with pytest.raises(FontsMissingError) as problem:
        register_fonts()
    assert problem.value.faces == FACES
    assert "make set-up" in str(problem.value)


def test_a_text_folder_with_an_unknown_element_is_refused() -> None:
    with pytest.raises(MarkupError) as problem:
        blocks_of("<letter><blink>Hei</blink></letter>")
    assert problem.value.code == "letter_holds_unknown_element"


def test_a_letter_never_prints_an_absent_fact() -> None:
    with pytest.raises(MarkupError):
        render_text("grant", "nb", replace(GRANT, minimum_fee_ore=660000, fee_year=None))


def test_two_letters_of_different_days_differ() -> None:
    assert drawn("grant", GRANT) != drawn("grant", GRANT, replace(FINAL, letter_date=date(2027, 1, 19)))
