"""The chain of owners of a holder: what is computed, what is asked, and who may change it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.background import Ownership
from app.models.event import Event, EventType
from app.models.municipality import Municipality
from app.models.person import Person
from tests.app.cases.pages import hindrance, kept, plain, send, sentences, unchanged
from tests.factories.holder import make_holder, organisation_number
from tests.factories.owner import make_company_owner, make_person_owner
from tests.factories.person import identity


@pytest.fixture
def holder_id(filling) -> int:
    """A company that nobody is noted as owner of."""
    with filling() as (session, actor):
        return make_holder(session, actor).id


@pytest.fixture
def chain_id(filling, holder_id) -> int:
    """Kari owns a half directly and half of the company that owns the other half, with Ola."""
    with filling() as (session, actor):
        make_person_owner(session, actor, holder_id, name="Kari Prøve", share=5000)
        company = make_company_owner(
            session, actor, holder_id, name="Mellom AS", number=organisation_number(9), share=5000
        )
        make_person_owner(session, actor, holder_id, name="Kari Prøve", share=5000, of=company)
        make_person_owner(session, actor, holder_id, name="Ola Prøve", serial=41, share=5000, of=company)
    return holder_id


def limit(filling, share) -> None:
    with filling() as (session, actor):
        session.get_one(Municipality, actor.municipality_id).substantial_share = share


def verdicts(page: str) -> dict[str, tuple[str, str]]:
    """Share and verdict of each person in the table."""
    table = page.split('id="personer"')[1]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", table, re.DOTALL)
    cells = {plain(name): [plain(cell) for cell in re.findall(r"<td.*?</td>", rest)] for name, rest in rows}
    return {name: (texts[0], texts[2]) for name, texts in cells.items()}


def test_shares_are_added_over_all_ways_and_without_a_limit_each_is_to_be_judged(client_as, chain_id) -> None:
    page = client_as().get(f"/bevillingshavere/{chain_id}/eiere").text
    assert verdicts(page) == {"Kari Prøve": ("75 %", "Vurder"), "Ola Prøve": ("25 %", "Vurder")}
    assert "Loven oppgir ingen prosent, og kommunen har ikke satt noen grense" in plain(page)
    assert "Dette vet vi ikke" not in page
    assert "Dette kan ikke stemme" not in page


@pytest.mark.parametrize(
    ("share", "ola"),
    [
        pytest.param(2500, "Ja", id="at the municipality's limit"),
        pytest.param(2501, "Nei", id="a hundredth below it"),
    ],
)
def test_the_municipalitys_limit_decides(client_as, chain_id, filling, share, ola) -> None:
    limit(filling, share)
    page = client_as().get(f"/bevillingshavere/{chain_id}/eiere").text
    assert {name: verdict for name, (_share, verdict) in verdicts(page).items()} == {
        "Kari Prøve": "Ja",
        "Ola Prøve": ola,
    }


def test_what_is_unknown_is_asked_and_what_cannot_be_right_is_told(client_as, holder_id, filling) -> None:
    page = f"/bevillingshavere/{holder_id}/eiere"
    assert "Prøvekroa AS: Ingen eiere er notert." in plain(client_as().get(page).text)
    with filling() as (session, actor):
        make_person_owner(session, actor, holder_id, name="Kari Prøve", share=6000)
        make_company_owner(session, actor, holder_id, name="Mellom AS", share=5000)
        own = make_company_owner(
            session, actor, holder_id, name="Prøvekroa AS", number=organisation_number(0), share=None
        )
        assert own.share is None
    shown = plain(client_as().get(page).text)
    assert "Prøvekroa AS: Eierandelene er til sammen mer enn 100 prosent. Summen er 110 %." in shown
    assert "Prøvekroa AS: Selskapet eier seg selv gjennom andre." in shown
    assert "Mellom AS: Eierne av selskapet er ikke notert." in shown
    assert "Prøvekroa AS: Eierandelen er ikke oppgitt." in shown


def test_the_owners_of_a_company_that_stands_twice_are_noted_once(client_as, holder_id, filling) -> None:
    with filling() as (session, actor):
        first = make_company_owner(session, actor, holder_id, name="A AS", share=5000)
        second = make_company_owner(session, actor, holder_id, name="B AS", share=5000)
        below = make_company_owner(session, actor, holder_id, name="Felles AS", of=first)
        make_company_owner(session, actor, holder_id, name="Felles AS", of=second)
        make_person_owner(session, actor, holder_id, name="Kari Prøve", of=below)
    page = client_as().get(f"/bevillingshavere/{holder_id}/eiere").text
    assert verdicts(page)["Kari Prøve"][0] == "100 %"
    assert "Dette vet vi ikke" not in page


def person(**changes):
    """A person as typed into the form."""
    fields = {
        "owned": "0",
        "kind": "person",
        "name": "Siri Prøve",
        "identity": identity(50).value,
        "company_number": "",
        "share": "33,34",
        "noted_on": short_date(today()),
    }
    return fields | changes


def test_an_owner_is_noted_found_again_and_ended(client_as, holder_id, filling) -> None:
    client = client_as()
    page = f"/bevillingshavere/{holder_id}/eiere"
    assert send(client, page + "/ny", **person()).status_code == 302
    company = person(kind="company", name="Topp AS", identity="", company_number=organisation_number(9))
    assert send(client, page + "/ny", **company).status_code == 302
    with filling() as (session, _actor):
        first, second = session.scalars(select(Ownership).order_by(Ownership.id)).all()
        assert (first.share, first.person.name, second.company_number) == (
            3334,
            "Siri Prøve",
            organisation_number(9),
        )
        ids = first.id, second.id
    assert send(client, page + "/ny", **person(owned=str(ids[1]), share="")).status_code == 302
    shown = plain(client.get(page).text)
    assert "minst 33,34 %" in shown
    ended = send(client, f"{page}/{ids[1]}/avslutt", ended_on=short_date(today()))
    assert ended.status_code == 302
    shown = plain(client.get(page).text)
    assert "Topp AS" not in shown
    assert "minst" not in shown
    with filling() as (session, _actor):
        assert session.scalars(select(Person.name)).all() == ["Siri Prøve"]
        assert len(session.scalars(select(Ownership)).all()) == 3
        events = session.scalars(select(Event).where(Event.type == EventType.OWNERSHIP_CHANGED)).all()
        assert len(events) == 4
        assert not [event for event in events if "Siri" in event.payload or "Topp" in event.payload]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"kind": ""}, "Velg om eieren er en person eller et selskap.", id="neither"),
        pytest.param({"name": ""}, "Skriv navnet.", id="no name"),
        pytest.param({"identity": ""}, "Skriv fødselsnummeret til personen.", id="a person without a number"),
        pytest.param({"share": "0"}, "Skriv et tall over 0 og høyst 100 prosent", id="nothing"),
        pytest.param({"share": "100,01"}, "Skriv et tall over 0 og høyst 100 prosent", id="over the whole"),
        pytest.param({"share": "33,333"}, "Skriv et tall over 0 og høyst 100 prosent", id="three decimals"),
        pytest.param({"share": "=1+1"}, "Skriv et tall over 0 og høyst 100 prosent", id="a formula"),
        pytest.param({"noted_on": "30.02.2026"}, "Datoen 30.02.2026 finnes ikke", id="no such date"),
        pytest.param(
            {"noted_on": short_date(today() + timedelta(days=1))}, "Dagen ligger fram i tid", id="tomorrow"
        ),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_stores_nothing(
    client_as, holder_id, filling, typed, sentence
) -> None:
    hold = unchanged(filling)
    sent = person(**typed)
    answer = send(client_as(), f"/bevillingshavere/{holder_id}/eiere/ny", **sent)
    assert answer.status_code == 422
    (said,) = sentences(answer)
    assert said.startswith(sentence)
    kept(answer, {name: value for name, value in sent.items() if name != "kind"})
    hold()


def test_the_same_owner_of_the_same_company_is_noted_once(client_as, chain_id, filling) -> None:
    hold = unchanged(filling)
    again = person(name="Kari Prøve", identity=identity(40).value)
    refused = send(client_as(), f"/bevillingshavere/{chain_id}/eiere/ny", **again)
    assert refused.status_code == 409
    assert "Kari Prøve er notert som eier her fra før" in hindrance(refused)
    hold()


def test_nobody_ends_before_the_beginning(client_as, chain_id, filling) -> None:
    hold = unchanged(filling)
    with filling() as (session, _actor):
        owner_id = session.scalars(select(Ownership.id).order_by(Ownership.id)).first()
    page = f"/bevillingshavere/{chain_id}/eiere/{owner_id}/avslutt"
    refused = send(client_as(), page, ended_on="01.01.2026")
    assert refused.status_code == 409
    assert "Eieren ble notert 02.01.2026" in hindrance(refused)
    hold()


def test_an_owner_of_another_holder_or_municipality_is_not_found(client_as, chain_id, filling) -> None:
    with filling() as (session, actor):
        other = make_holder(session, actor, name="Annen AS", serial=3).id
        owner_id = session.scalars(select(Ownership.id).order_by(Ownership.id)).first()
    hold = unchanged(filling)
    assert client_as().get(f"/bevillingshavere/{other}/eiere/{owner_id}/avslutt").status_code == 404
    theirs = client_as(municipality="other")
    for path in ("", "/ny", f"/{owner_id}/avslutt"):
        assert theirs.get(f"/bevillingshavere/{chain_id}/eiere{path}").status_code == 404
        if path:
            assert theirs.post(f"/bevillingshavere/{chain_id}/eiere{path}", data=person()).status_code == 404
    # A line of another chain cannot be chosen as what is owned.
    assert (
        send(client_as(), f"/bevillingshavere/{other}/eiere/ny", **person(owned=str(owner_id))).status_code
        == 422
    )
    hold()


def test_the_page_asks_the_database_as_often_for_many_owners(
    client_as, holder_id, filling, statements
) -> None:
    client = client_as()
    page = f"/bevillingshavere/{holder_id}/eiere"

    def asked() -> int:
        statements.clear()
        assert client.get(page).status_code == 200
        return len(statements)

    with filling() as (session, actor):
        make_person_owner(session, actor, holder_id, share=100)
    few = asked()
    with filling() as (session, actor):
        for serial in range(60, 72):
            make_person_owner(session, actor, holder_id, name=f"Eier {serial}", serial=serial, share=100)
    assert asked() == few
