"""Earmarks as councils decided them: entered, shown, changed, followed, and who decides on the money."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark, EarmarkResponsible
from app.models.event import Event, EventType
from app.models.user import Membership
from app.permissions import Actor, Role
from app.prevention.queries.earmarks import account_of, responsible_on
from app.prevention.service.earmarks import (
    CouncilDecision,
    MunicipalShare,
    NewEarmark,
    decide_earmark,
    name_responsible,
)
from app.prevention.service.years import held_year
from fees.earmark import EarmarkBasis, EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover
from fees.money import Money
from licensing.errors import NotAllowed
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.earmark import make_earmark

ON = date(2026, 3, 2)
LIST = "/forebygging/oremerking"
DECISION = CouncilDecision("Kommunestyret", date(2023, 12, 14), "PS 88/23")
FIELDS = {
    "version": "",
    "name": "Tiltak mot nyrekruttering",
    "purpose": "Hindre nyrekruttering til rusmiljøene",
    "basis": "council",
    "basis_document": "",
    "extent": "amount",
    "amount": "75 000",
    "share": "",
    "first_year": "2024",
    "last_year": "",
    "sharing": "not_decided",
    "key_basis": "",
    "leftover": "not_decided",
    "filling": "budget",
    "consulted": "Oppvekst\nVideregående skole\n\nOppvekst",
    "policy_rule": "",
    "follows_id": "0",
    "shares-0-municipality_id": "1",
    "shares-0-body": "Kommunestyret",
    "shares-0-decided_on": "14.12.2023",
    "shares-0-case_number": "PS 88/23",
    "shares-0-weight": "1",
    "shares-0-responsibility_code": "3120",
    "shares-0-function_code": "242",
    "shares-0-project_code": "",
}


def new(actor: Actor, *others: int, **changed: Any) -> NewEarmark:
    values: dict[str, Any] = {
        "name": "Ny øremerking",
        "purpose": "Hindre nyrekruttering",
        "extent": EarmarkExtent.AMOUNT,
        "amount": Money.from_kroner(75_000),
        "first_year": 2024,
        "shares": [MunicipalShare(one, DECISION) for one in (actor.municipality_id, *others)],
        **changed,
    }
    return NewEarmark(**values)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def the_earmark(filling: Filling) -> Earmark:
    with filling() as (session, _actor):
        earmark = session.scalars(select(Earmark)).one()
        session.expunge_all()
        return earmark


def test_an_earmark_is_entered_as_the_council_decided_it(client_as: ClientAs, filling: Filling) -> None:
    answer = client_as("finance").post(f"{LIST}/ny", data=FIELDS, follow_redirects=True)
    assert "Øremerkingen er registrert." in answer.text
    earmark = the_earmark(filling)
    assert (earmark.amount_ore, earmark.sharing, earmark.leftover) == (
        7_500_000,
        EarmarkSharing.NOT_DECIDED,
        Leftover.NOT_DECIDED,
    )
    assert [row.body for row in earmark.consulted] == ["Oppvekst", "Videregående skole"]
    assert earmark.municipalities[0].responsibility_code == "3120"
    page = plain(client_as("reader").get(f"{LIST}/{earmark.id}").text)
    assert "75 000 kr i året" in page
    assert "Kommunestyret 14.12.2023, sak PS 88/23" in page
    assert "ansvar 3120, funksjon 242" in page
    assert "Gjelder beløpet hver kommune, eller kommunene sammen?" in page
    assert "Skal det som er ubrukt, overføres til neste år eller inndras?" in page
    assert "Disposisjonsfond" in page
    assert "Ingen er navngitt som ansvarlig." in page
    with filling() as (session, _actor):
        told = session.scalars(select(Event).where(Event.type == EventType.EARMARK_DECIDED)).one()
        assert '"case_number":"PS 88/23"' in (told.payload or "")


def test_the_form_proposes_whom_the_plan_names_and_leaves_open_what_it_leaves_open(
    client_as: ClientAs,
) -> None:
    text = client_as("administrator").get(f"{LIST}/ny").text
    assert "Helsestasjon for ungdom" in text
    assert re.search(r'name="leftover" value="not_decided" checked', text)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"purpose": " "}, "Skriv hva midlene kan brukes til", id="no purpose"),
        pytest.param({"amount": "-75 000"}, "Skriv", id="a negative amount"),
        pytest.param({"amount": "0"}, "Skriv et beløp over null.", id="nothing"),
        pytest.param({"amount": ""}, "Skriv hvor mye som er øremerket i året.", id="no amount"),
        pytest.param({"extent": "share"}, "Skriv hvor stor del av gebyrene", id="no share"),
        pytest.param({"basis": "agreement"}, "Skriv hvilket dokument som binder midlene", id="no document"),
        pytest.param(
            {"basis_document": "Avtale"},
            "Kommunestyrets egen øremerking binder ingen.",
            id="a document too many",
        ),
        pytest.param({"last_year": "2023"}, "Siste år er før det første.", id="ends before it begins"),
        pytest.param({"shares-0-decided_on": ""}, "Skriv datoen for vedtaket.", id="no day of the decision"),
        pytest.param(
            {"shares-0-decided_on": "01.01.2099"}, "Den dagen har ikke vært ennå.", id="in the future"
        ),
        pytest.param({"consulted": "A\n" * 21}, None, id="one body many times is one"),
        pytest.param({"consulted": "x" * 121}, "Skriv høyst 20 instanser", id="a body that is too long"),
        pytest.param({"first_year": "24"}, "Skriv et tall fra 2000 til 2099.", id="two digits"),
    ],
)
def test_bad_input_says_what_is_wrong_and_stores_nothing(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], sentence: str | None
) -> None:
    answer = client_as("finance").post(f"{LIST}/ny", data=FIELDS | changed)
    with filling() as (session, _actor):
        stored = session.scalars(select(Earmark)).all()
    if sentence is None:
        assert (answer.status_code, len(stored)) == (302, 1)
        return
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Tiltak mot nyrekruttering" in answer.text
    assert not stored


def test_the_same_form_sent_twice_makes_one_earmark(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("finance")
    client.post(f"{LIST}/ny", data=FIELDS)
    again = client.post(f"{LIST}/ny", data=FIELDS)
    assert again.status_code == 409
    assert "er registrert fra før" in again.text
    the_earmark(filling)


def test_another_municipality_is_joined_only_where_the_person_may_enter_its_earmarks(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    other = {
        "shares-1-municipality_id": str(world.other_id),
        "shares-1-joined": "y",
        "shares-1-body": "Kommunestyret",
        "shares-1-decided_on": "15.12.2023",
        "shares-1-case_number": "PS 70/23",
        "shares-1-weight": "1",
        "sharing": "together",
    }
    client = client_as("finance")
    assert "Holtålen" not in client.get(f"{LIST}/ny").text
    assert client.post(f"{LIST}/ny", data=FIELDS | other).status_code == 409
    with filling() as (session, _actor):
        session.add(
            Membership(municipality_id=world.other_id, user_id=world.someone("finance").id, role=Role.FINANCE)
        )
    assert "Holtålen" in client.get(f"{LIST}/ny").text
    wrong = client.post(f"{LIST}/ny", data=FIELDS | other | {"shares-1-case_number": ""})
    assert (wrong.status_code, "Skriv saksnummeret til vedtaket." in wrong.text) == (422, True)
    assert client.post(f"{LIST}/ny", data=FIELDS | other).status_code == 302
    earmark = the_earmark(filling)
    for municipality_id in (world.own_id, world.other_id):
        with filling() as (session, _actor):
            row = session.get_one(Earmark, earmark.id)
            assert account_of(session, municipality_id, row, 2026).decided == Money.from_kroner(37_500)
            told = session.scalars(
                select(Event).where(
                    Event.type == EventType.EARMARK_DECIDED, Event.municipality_id == municipality_id
                )
            ).all()
            assert len(told) == 1
    theirs = client_as("reader", municipality="other").get(f"{LIST}/{earmark.id}")
    assert "sak PS 70/23" in theirs.text


def test_a_key_without_weight_is_refused(filling: Filling) -> None:
    with filling() as (session, actor):
        shares = [MunicipalShare(actor.municipality_id, DECISION, weight=0)]
        with pytest.raises(NotAllowed, match="sharing_key_without_weight"):
            decide_earmark(session, actor, new(actor, sharing=EarmarkSharing.TOGETHER, shares=shares), on=ON)


def test_a_decision_of_tomorrow_is_no_decision(filling: Filling) -> None:
    with filling() as (session, actor):
        shares = [MunicipalShare(actor.municipality_id, CouncilDecision("Kommunestyret", ON, "PS 1/26"))]
        decide_earmark(session, actor, new(actor, shares=shares), on=ON)
        with pytest.raises(NotAllowed, match="earmark_decided_in_future"):
            decide_earmark(session, actor, new(actor, name="B", shares=shares), on=date(2026, 3, 1))


def test_money_that_others_bind_needs_its_document(filling: Filling) -> None:
    with filling() as (session, actor):
        with pytest.raises(NotAllowed, match="earmark_document_missing"):
            decide_earmark(session, actor, new(actor, basis=EarmarkBasis.LAW), on=ON)
        made = decide_earmark(
            session, actor, new(actor, basis=EarmarkBasis.LAW, basis_document="Lov (oppdiktet)"), on=ON
        )
        assert made.basis_document == "Lov (oppdiktet)"


def test_a_decision_that_follows_ends_the_one_before(filling: Filling) -> None:
    with filling() as (session, actor):
        first = make_earmark(session, actor)
        second = decide_earmark(session, actor, new(actor, first_year=2028, follows_id=first.id), on=ON)
        session.refresh(first)
        assert (first.last_year, second.follows_id) == (2027, first.id)
        with pytest.raises(NotAllowed, match="earmark_followed_already"):
            decide_earmark(session, actor, new(actor, name="C", first_year=2029, follows_id=first.id), on=ON)


@pytest.mark.parametrize(
    ("first_year", "code"),
    [
        pytest.param(2026, "earmark_years_in_use", id="a year in which money was used"),
        pytest.param(2024, "earmark_follows_later", id="from the same year"),
    ],
)
def test_a_decision_follows_only_from_a_year_that_is_open_to_it(
    filling: Filling, first_year: int, code: str
) -> None:
    with filling() as (session, actor):
        first = make_earmark(session, actor)
        held_year(session, actor, first.id, 2026, on=ON)
        with pytest.raises(NotAllowed, match=code):
            decide_earmark(session, actor, new(actor, first_year=first_year, follows_id=first.id), on=ON)
        session.rollback()


def test_a_decision_follows_for_all_municipalities_or_none(filling: Filling, world: World) -> None:
    with filling() as (session, actor):
        first = make_earmark(session, actor, others=(world.other_id,))
        with pytest.raises(NotAllowed, match="earmark_follows_for_all"):
            decide_earmark(session, actor, new(actor, first_year=2028, follows_id=first.id), on=ON)


CHANGE = {
    "sharing": "each",
    "leftover": "carried_over",
    "filling": "budget",
    "last_year": "",
    "consulted": "Oppvekstetaten\nVideregående skole\nHelsestasjon for ungdom",
    "responsibility_code": "",
    "function_code": "242",
    "project_code": "",
    "body": "Kommunestyret",
    "decided_on": "01.02.2026",
    "case_number": "PS 9/26",
}


def test_what_was_left_open_is_settled_by_a_later_decision(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
    client, page = client_as("meeting_secretary"), f"{LIST}/{earmark_id}/endre"
    undecided = client.post(
        page, data=CHANGE | {"version": "1", "body": "", "decided_on": "", "case_number": ""}
    )
    assert (undecided.status_code, "Bare kommunestyret kan endre dette." in undecided.text) == (409, True)
    half = client.post(page, data=CHANGE | {"version": "1", "case_number": ""})
    assert half.status_code == 422
    answer = client.post(page, data=CHANGE | {"version": "1"}, follow_redirects=True)
    assert "Øremerkingen er endret." in answer.text
    assert the_earmark(filling).leftover is Leftover.CARRIED_OVER
    stale = client.post(page, data=CHANGE | {"version": "1", "leftover": "returned"})
    assert (stale.status_code, "En annen lagret mens du skrev." in stale.text) == (409, True)
    assert "Dette er lagret nå" in stale.text


def test_filling_from_payments_is_a_setting_and_the_budget_line_ones_own(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
        shared_id = make_earmark(session, actor, name="Felles", others=(world.other_id,)).id
    undecided = {"body": "", "decided_on": "", "case_number": "", "leftover": "not_decided"}
    setting = CHANGE | undecided | {"version": "1", "filling": "payments", "project_code": "700"}
    client = client_as("finance")
    assert client.post(f"{LIST}/{earmark_id}/endre", data=setting).status_code == 302
    with filling() as (session, actor):
        earmark = session.get_one(Earmark, earmark_id)
        assert (earmark.filling, earmark.municipalities[0].project_code) == (EarmarkFilling.PAYMENTS, "700")
        assert account_of(session, actor.municipality_id, earmark, 2026).left == Money(0)
    shared = setting | {"sharing": "together"}
    refused = client.post(f"{LIST}/{shared_id}/endre", data=shared)
    assert (refused.status_code, "Du kan bare registrere øremerking for" in refused.text) == (409, True)
    own_line = shared | {"filling": "budget"}
    assert client.post(f"{LIST}/{shared_id}/endre", data=own_line).status_code == 302
    with filling() as (session, _actor):
        rows = {row.municipality_id: row for row in session.get_one(Earmark, shared_id).municipalities}
        assert (rows[world.own_id].project_code, rows[world.other_id].project_code) == ("700", "")


def test_an_earmark_does_not_end_before_what_was_done(filling: Filling, client_as: ClientAs) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
        held_year(session, actor, earmark_id, 2026, on=ON)
    answer = client_as("finance").post(
        f"{LIST}/{earmark_id}/endre", data=CHANGE | {"version": "1", "last_year": "2025"}
    )
    assert (answer.status_code, "Midlene for 2026 er alt i bruk." in answer.text) == (409, True)


def responsible(session: Session, actor: Actor, earmark_id: int, on: date) -> str | None:
    row = responsible_on(session, actor.municipality_id, earmark_id, on)
    return row.title if row else None


def test_the_responsible_title_is_dated_and_the_last_one_named_for_a_day_decides(
    filling: Filling, world: World
) -> None:
    decider = world.someone("decider").id
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
        for title, first_day in (
            ("Helse- og sosialsjef", date(2024, 1, 1)),
            ("Kommunalsjef", date(2026, 3, 1)),
            ("Rådmann", date(2026, 3, 1)),
        ):
            name_responsible(
                session,
                actor,
                earmark_id=earmark_id,
                title=title,
                user_id=decider,
                first_day=first_day,
                on=ON,
            )
        assert responsible(session, actor, earmark_id, date(2023, 12, 31)) is None
        assert responsible(session, actor, earmark_id, date(2026, 2, 28)) == "Helse- og sosialsjef"
        assert responsible(session, actor, earmark_id, date(2026, 3, 1)) == "Rådmann"
        with pytest.raises(NotAllowed, match="earmark_responsible_before"):
            name_responsible(
                session,
                actor,
                earmark_id=earmark_id,
                title="Ordfører",
                user_id=None,
                first_day=date(2026, 2, 28),
                on=ON,
            )


def test_only_somebody_who_may_decide_is_named(client_as: ClientAs, filling: Filling, world: World) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
    page, client = f"{LIST}/{earmark_id}/ansvarlig", client_as("administrator")
    fields = {"title": "Helse- og sosialsjef", "first_day": "01.01.2026"}
    tampered = client.post(page, data=fields | {"user_id": str(world.someone("reader").id)})
    assert tampered.status_code == 422
    theirs = client.post(page, data=fields | {"user_id": str(world.someone("decider", "other").id)})
    assert theirs.status_code == 422
    named = fields | {"user_id": str(world.someone("decider").id)}
    for _time in range(2):
        assert client.post(page, data=named).status_code == 302
    with filling() as (session, _actor):
        assert len(session.scalars(select(EarmarkResponsible)).all()) == 1
    assert "Helse- og sosialsjef, " in client.get(f"{LIST}/{earmark_id}").text


def test_another_municipality_sees_nothing_of_an_earmark(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
    client = client_as("finance", municipality="other")
    assert "Tiltak mot nyrekruttering" not in client.get(LIST).text
    year = clock.today().year
    for page in ("", "/endre", "/ansvarlig", f"/{year}", f"/{year}/posteringer", f"/{year}/avslutt"):
        assert client.get(f"{LIST}/{earmark_id}{page}").status_code == 404
