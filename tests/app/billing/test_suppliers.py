"""Suppliers' figures: matched with licences, looked through first, read twice with no harm, asked about."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.billing.queries import suppliers as queries
from app.billing.service.suppliers import Kept, keep_figures, matched_lines
from app.billing.supplier_lists import as_table_text, read_lines
from app.models.turnover import SupplierVolume
from fees.plausibility import QuestionCode
from fees.turnover import Volumes
from licensing.errors import BadValue, NotAllowed
from tests.app.billing.test_questions import open_questions
from tests.app.billing.turnover import BEFORE, make_lodge, make_shop
from tests.app.conftest import Filling
from tests.app.imports.files import xlsx_file
from tests.factories.holder import organisation_number
from tests.factories.turnover import make_statement

URL = "/gebyr/leverandortall/ny"
HEADS = "Bevillingsnummer;Orgnr;Sted;Gruppe 1;Gruppe 2;Gruppe 3;År;Leverandør"


def lines(*rows: str, year: int = 2025, supplier: str = "Ringnes") -> Any:
    """The rows of a list."""
    return read_lines("\n".join((HEADS, *rows)), year=year, supplier=supplier)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        pytest.param("A;;;1 234,5;;28", Volumes(1234_50, 0, 28_00), id="as Norwegians write"),
        pytest.param("A;;;1.234,5;-;", Volumes(1234_50), id="thousands with a point"),
        pytest.param("A;;;1.234;;", "litres_ambiguous", id="read in two ways"),
        pytest.param("A;;;-1;;", "litres_negative", id="negative"),
        pytest.param("A;;;99999999999;;", "litres_absurd", id="absurd"),
        pytest.param("A;;;mye;;", "litres_unreadable", id="no number"),
        pytest.param("A;;;1;;;25", "supplier_year", id="no year"),
    ],
)
def test_a_row_is_read_or_says_why_not(row: str, wanted: object) -> None:
    [line] = lines(row)
    assert (line.problem.code if line.problem else line.volumes) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Sted;Gruppe 1\nA;1", "supplier_list_without_licence", id="no number"),
        pytest.param("Orgnr;Sted\n1;A", "supplier_list_without_litres", id="no litres"),
        pytest.param("Orgnr;Gruppe 1", "import_empty", id="only heads"),
        pytest.param("Orgnr;Gruppe 1\n" + "1;1\n" * 2001, "supplier_list_too_long", id="too long"),
    ],
)
def test_a_list_that_lacks_something_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_lines(text, year=2025, supplier="Ringnes")
    assert refused.value.code == code


def test_a_workbook_is_the_same_list() -> None:
    text = as_table_text(xlsx_file([["Bevillingsnummer", "Gruppe 1"], ["SKJ-2024-0001", 1234.5]]))
    [line] = read_lines(text, year=2025, supplier="Ringnes")
    assert (line.number, line.volumes) == ("SKJ-2024-0001", Volumes(1234_50))


def test_rows_are_matched_by_number_or_by_holder_and_place(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge, shop = make_lodge(session, actor), make_shop(session, actor)
        mine, alone, number = organisation_number(0), organisation_number(1), lodge.licence.number
        make_lodge(session, actor, name="Andrehytta")  # The same holder has two places.
        found = matched_lines(
            session,
            actor.municipality_id,
            lines(
                f"{number.lower()};;;1",
                f";{mine};FEMUNDHYTTA;1",
                f";{alone};et annet navn;1",
                f";{mine};;1",
                f";{organisation_number(7)};;1",
                "SKJ-1999-0001;;;1",
                f"{number};;;1;;;2020",
                ";;Femundhytta;1",
                "A;;;x",
            ),
        )
        assert [
            one.licence.licence_id if one.licence else one.problem and one.problem.code for one in found
        ] == [
            lodge.licence_id,
            lodge.licence_id,
            shop.licence_id,
            "supplier_several_licences",
            "supplier_holder_unknown",
            "supplier_licence_unknown",
            "supplier_licence_unknown",
            "supplier_row_without_licence",
            "litres_unreadable",
        ]
        assert matched_lines(session, actor.municipality_id, lines("A;;;1", supplier=""))[0].licence is None
    with filling(municipality="other") as (session, theirs):
        with pytest.raises(NotAllowed) as refused:
            keep_figures(session, theirs, lines(f"{number};;;1"))
        assert refused.value.code == "supplier_list_matches_nothing"


def test_a_list_read_twice_changes_nothing_and_statements_are_asked_about(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        make_statement(session, actor, lodge.duty, actual=BEFORE, expected=BEFORE)
        number = lodge.licence.number
        monthly = (f"{number};;;2000;;20", f"{number};;;1500,5")
        assert keep_figures(session, actor, lines(*monthly)) == Kept(1, 0, 0, 1)
        assert open_questions(session, actor, lodge) == [(QuestionCode.FAR_FROM_SUPPLIERS, 1)]
        assert keep_figures(session, actor, lines(*monthly)) == Kept(0, 0, 1, 0)
        row = session.scalars(
            select(SupplierVolume).where(SupplierVolume.municipality_id == actor.municipality_id)
        ).one()
        assert (row.g1_cl, row.g2_cl, row.g3_cl, row.year) == (3500_50, 0, 20_00, 2025)
        # A list that is put right closes the question.
        assert keep_figures(session, actor, lines(f"{number};;;900")) == Kept(0, 1, 0, 0)
        assert open_questions(session, actor, lodge) == []
        assert keep_figures(session, actor, lines(f"{number};;;3000", supplier="Hansa")).questions == 0
        assert open_questions(session, actor, lodge) == [(QuestionCode.FAR_FROM_SUPPLIERS, 1)]


def test_a_list_is_looked_through_before_anything_is_kept(
    client_as: Callable[..., Any], filling: Filling
) -> None:
    with filling() as (session, actor):
        number = make_lodge(session, actor).licence.number
    client = client_as("finance")
    table = f"Bevillingsnummer;Gruppe 1\n{number};4 000,5\nSKJ-1;1"
    typed = {"year": "2025", "supplier": "Ringnes"}
    for wrong, sentence in (
        ({}, "Velg en fil, eller lim inn listen."),
        ({"year": "20"}, "Skriv året med fire sifre"),
        ({"file": (io.BytesIO(b"%PDF-1.7"), "liste.pdf")}, "PDF"),
    ):
        page = client.post(URL, data=typed | wrong, content_type="multipart/form-data")
        assert (page.status_code, sentence in page.text, 'value="Ringnes"' in page.text) == (422, True, True)
    looked = client.post(URL, data=typed | {"table": table})
    assert looked.status_code == 200
    assert "Vi kjenner ingen bevilling SKJ-1 i 2025." in looked.text
    assert "Ringnes" not in client.get("/gebyr/leverandortall").text
    uploaded = client.post(
        URL,
        data=typed | {"file": (io.BytesIO(table.encode()), "liste.csv")},
        content_type="multipart/form-data",
    )
    assert "4\xa0000,5" in uploaded.text or "4 000,5" in uploaded.text
    assert client.post(URL, data=typed | {"table": table, "confirmed": "1"}).status_code == 302
    assert "Ringnes" in client.get("/gebyr/leverandortall").text
    sheet = load_workbook(io.BytesIO(client.get("/gebyr/leverandortall/regneark").data)).active
    assert next(sheet.iter_rows(min_row=2, max_col=5, values_only=True))[0::2] == (2025, number, 4000.5)
    again = client.post(URL, data=typed | {"table": table, "confirmed": "1"}, follow_redirects=True)
    assert "Listen er lest inn før. Ingenting er endret." in again.text
    none = client.post(URL, data=typed | {"table": "Bevillingsnummer;Gruppe 1\nSKJ-1;1", "confirmed": "1"})
    assert none.status_code == 409


def test_a_list_that_is_cut_says_where_the_rest_stands(
    client_as: Callable[..., Any], filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filling() as (session, actor):
        number = make_lodge(session, actor).licence.number
        keep_figures(session, actor, lines(*(f"{number};;;1;;;;Bryggeri {serial}" for serial in range(3))))
    client, cut = client_as("reader"), "Viser 2 av 3. Alle står i regnearket."
    assert "Alle står i regnearket" not in client.get("/gebyr/leverandortall").text
    monkeypatch.setattr(queries, "MOST_LISTED", 2)
    assert cut in client.get("/gebyr/leverandortall").text


def test_rows_that_add_up_to_more_than_can_be_are_refused_and_nothing_is_kept(filling: Filling) -> None:
    with filling() as (session, actor):
        number = make_lodge(session, actor).licence.number
        with pytest.raises(NotAllowed) as refused:
            keep_figures(session, actor, lines(*[f"{number};;;10000000"] * 3))
        assert (refused.value.code, refused.value.facts["number"]) == ("supplier_litres_absurd", number)
        assert session.scalars(select(SupplierVolume)).all() == []
