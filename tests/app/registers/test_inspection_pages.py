"""The inspection list as a page, a PDF and a spreadsheet, and what changed since the one before."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from app.models.event import Event, EventType
from app.models.licence import Licence, LicenceCondition
from app.models.register import InspectionList
from licensing.licences import Attribute
from tests.app.conftest import ClientAs, Filling
from tests.app.registers.conftest import make_place
from tests.factories.licence import add_term

URL = "/kontrolliste"
DAY, LATER = "23.11.2026", "07.12.2026"


def paper(data: bytes) -> str:
    """The words of a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def make(client, day: str = DAY) -> str:
    """Make the list of a day; its address."""
    answer = client.post(URL, data={"dag": day})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def change_groups(filling: Filling) -> None:
    """Give the licence group 3 from 1 December on."""
    with filling() as (session, _actor):
        licence = session.scalars(select(Licence)).one()
        december = date(2026, 12, 1)
        add_term(session, licence, Attribute.GROUPS, "1,2,3", first_day=december, decided_on=december)


def test_the_page_tells_what_an_inspector_asks(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
    page = client_as("inspector").get(f"{URL}?dag={DAY}").text
    for text in (
        "mandag 23. november 2026",
        "Prøvekroa AS",
        "Inne: 10.00–01.00",
        "fredag og lørdag 10.00–02.00",
        "Inne: Storstua",
        "Styrer: Marit Prøve",
        "fordi kontrolløren skal legitimere seg",
    ):
        assert text in page, text
    assert "Lag liste" not in page


def test_the_list_is_found_by_venue_or_holder(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Kroa")
        make_place(session, actor, "Baren")
    page = client_as().get(f"{URL}?dag={DAY}&navn=bar").text
    assert "Baren" in page
    assert ">Kroa<" not in page


def test_a_day_that_does_not_exist_is_refused_and_kept(client_as: ClientAs) -> None:
    answer = client_as().get(f"{URL}?dag=31.02.2026")
    assert answer.status_code == 422
    assert "finnes ikke" in answer.text
    assert 'value="31.02.2026"' in answer.text
    assert client_as().get(f"{URL}/fil?dag=31.02.2026").status_code == 400
    assert client_as().post(URL, data={"dag": "31.02.2026"}).status_code == 400


def test_a_made_list_stays_as_it_was_when_the_licence_changes(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
    client = client_as()
    address = make(client)
    with filling() as (session, _actor):
        session.scalars(select(Licence)).one().venue.name = "Nytt navn"
        event = session.scalars(select(Event).where(Event.type == EventType.INSPECTION_LIST_MADE)).one()
        assert "Marit" not in (event.payload or "")
    page = client.get(address).text
    assert "Kontrolliste 1 for mandag 23. november 2026" in page
    assert "Prøvekroa" in page
    assert "Nytt navn" not in page


def test_what_changed_since_the_last_list_is_told_before_and_after(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
    client = client_as()
    make(client)
    change_groups(filling)
    page = client.get(f"{URL}?dag={LATER}").text
    section = page[page.index('id="endret"') : page.index('id="arrangementer"')]
    assert "Endret siden liste 1" in section
    for text in ("Grupper", "Gruppe 1 og 2<", "Gruppe 1, 2 og 3<"):
        assert text in section, text
    unchanged = client.get(f"{URL}?dag={DAY}").text
    assert "Ingenting er endret siden forrige liste." in unchanged


def test_a_made_list_is_compared_with_the_one_before_it(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
    client = client_as()
    make(client)
    with filling() as (session, actor):
        make_place(session, actor, "Ny kro")
    second = make(client)
    make(client)
    page = client.get(second).text
    assert "Endret siden liste 1" in page
    assert "Ny på listen" in page


def test_the_paper_holds_the_same_and_is_the_same_each_time(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Gruvelykta")
    client = client_as()
    make(client)
    change_groups(filling)
    address = f"{make(client, LATER)}/fil?filtype=pdf"
    first, again = client.get(address), client.get(address)
    assert first.mimetype == "application/pdf"
    assert first.data == again.data
    words = paper(first.data)
    for text in (
        "Kontrolliste 2 for Røros",
        "Endret siden liste 1 (23.11.2026)",
        "Gruvelykta",
        "Styrer: Marit Prøve",
        "Gruppe 1, 2 og 3",
        "Side 1 av 1",
    ):
        assert text in words, text
    page = PdfReader(io.BytesIO(first.data)).pages[0]
    assert page.mediabox.width > page.mediabox.height


def test_heads_are_repeated_on_every_sheet_of_paper(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        for serial in range(40):
            make_place(session, actor, f"Sted {serial:02d}")
    reader = PdfReader(io.BytesIO(client_as().get(f"{URL}/fil?dag={DAY}").data))
    assert len(reader.pages) > 1
    words = (" ".join(page.extract_text().split()) for page in reader.pages)
    assert all("Styrer og stedfortreder" in text for text in words)


def test_the_workbook_has_a_sheet_for_venues_events_and_changes(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
    client = client_as()
    address = make(client)
    first = load_workbook(io.BytesIO(client.get(f"{address}/fil?filtype=xlsx").data))
    assert first.sheetnames == ["Steder", "Arrangementer"]
    change_groups(filling)
    later = load_workbook(io.BytesIO(client.get(f"{make(client, LATER)}/fil?filtype=xlsx").data))
    assert later.sheetnames == ["Steder", "Arrangementer", "Endret siden liste 1"]
    heads, row = later["Endret siden liste 1"].iter_rows(values_only=True)
    assert heads == ("Sted", "Bevilling", "Endring", "Opplysning", "Før", "Nå")
    assert row[0] == "Prøvekroa"
    assert row[3:] == ("Grupper", "Gruppe 1 og 2", "Gruppe 1, 2 og 3")
    venue = next(later["Steder"].iter_rows(min_row=2, values_only=True))
    assert "Marit Prøve" in venue


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@A1"])
def test_a_venue_that_looks_like_a_formula_is_a_text(
    client_as: ClientAs, filling: Filling, name: str
) -> None:
    with filling() as (session, actor):
        make_place(session, actor).venue.name = name
    sheet = load_workbook(io.BytesIO(client_as().get(f"{URL}/fil?dag={DAY}&filtype=xlsx").data))["Steder"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (name, "s")


def test_a_list_of_another_municipality_is_not_found(client_as: ClientAs, filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        make_place(session, actor)
    address = make(client_as(municipality="other"))
    assert client_as().get(address).status_code == 404
    assert client_as().get(f"{address}/fil").status_code == 404
    assert "Prøvekroa" not in client_as().get(f"{URL}?dag={DAY}").text


def test_each_municipality_counts_its_own_lists(client_as: ClientAs, filling: Filling) -> None:
    make(client_as(municipality="other"))
    make(client_as())
    with filling() as (session, _actor):
        numbers = session.scalars(select(InspectionList.number)).all()
    assert numbers == [1, 1]


@pytest.mark.parametrize("role", ["inspector", "reader", "finance"])
def test_only_caseworkers_make_lists(client_as: ClientAs, role: str) -> None:
    assert client_as(role).post(URL, data={"dag": DAY}).status_code == 403


def test_a_condition_longer_than_a_page_is_still_printed_whole(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        session.add(
            LicenceCondition(
                municipality_id=actor.municipality_id,
                licence_id=licence.id,
                number=1,
                text="Et langt vilkår. " * 500 + "Slutt på vilkåret.",
                before_use=False,
            )
        )
    answer = client_as().get(f"{URL}/fil?dag={DAY}")
    assert answer.status_code == 200
    assert "Slutt på vilkåret." in paper(answer.data)


def test_the_same_list_made_twice_is_one_list_and_still_tells_what_changed(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
    client = client_as()
    make(client)
    change_groups(filling)
    once, twice = make(client, LATER), make(client, LATER)
    assert once == twice
    assert make(client) != twice
    with filling() as (session, _actor):
        assert list(session.scalars(select(InspectionList.number).order_by(InspectionList.number))) == [
            1,
            2,
            3,
        ]
        made = session.scalars(select(Event).where(Event.type == EventType.INSPECTION_LIST_MADE)).all()
        assert len(made) == 3
