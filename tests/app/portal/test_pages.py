"""The holder's page: what a link opens, what a stranger learns, and what is typed wrongly."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import clock, formats
from app.billing.service import links
from app.models.event import Event, EventType
from app.models.turnover import (
    AttachmentKind,
    RoundState,
    TurnoverAttachment,
    TurnoverLink,
    TurnoverQuestion,
    TurnoverRound,
    TurnoverStatement,
)
from app.portal import throttle
from fees.plausibility import QuestionCode
from fees.turnover import Volumes
from tests.app.billing.test_attachments import BOOK, archive
from tests.app.billing.turnover import Place, make_lodge, make_shop
from tests.app.conftest import Filling
from tests.app.samples import pdf

USUAL = {
    "actual_1": "900",
    "actual_2": "700",
    "actual_3": "290",
    "expected_1": "900",
    "expected_2": "700",
    "expected_3": "290",
    "sender_name": "Kari Nordmann",
    "sender_role": "general_manager",
}
UNKNOWN = f"/min-side/omsetningsoppgave/{links.new_token()}"


@pytest.fixture
def lodge(filling: Filling) -> Place:
    """A lodge with a link."""
    with filling() as (session, actor):
        return make_lodge(session, actor)


def stored(filling: Filling, row: Any) -> int:
    """How many rows there are of what came through a link."""
    with filling() as (session, _actor):
        statement = select(func.count()).select_from(row)
        if row is TurnoverStatement:
            statement = statement.where(row.link_id.is_not(None))
        return session.execute(statement).scalar_one()


def test_what_is_sent_is_received_once_and_can_be_corrected(
    lodge: Place, stranger: FlaskClient, filling: Filling
) -> None:
    page = stranger.get(lodge.address)
    assert page.status_code == 200
    assert "Femundhytta" in page.text
    assert "Forventet i 2025: 300 liter. Skjenket i 2024: 200 liter." in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "noindex" in page.headers["X-Robots-Tag"]
    sent = stranger.post(lodge.address, data=USUAL | {"actual_1": "1 234,5", "comment": "Åpnet i mai"})
    assert (sent.status_code, sent.location) == (302, f"{lodge.address}/kvittering")
    receipt = stranger.get(sent.location).text
    assert "1\xa0234,5 liter" in receipt or "1 234,5 liter" in receipt
    assert "Kari Nordmann, Daglig leder" in receipt
    assert 'value="Kari Nordmann"' in stranger.get(lodge.address).text
    stranger.post(lodge.address, data=USUAL | {"actual_1": "1000"})
    assert "Versjon</dt><dd>2" in re.sub(r"\s*\n\s*", "", stranger.get(sent.location).text)
    with filling() as (session, actor):
        link = links.usable_links(session, actor.municipality_id, [lodge.duty_id])[lodge.duty_id]
        assert link.first_opened_at is not None
        event = session.scalars(
            select(Event).where(Event.type == EventType.TURNOVER_RECEIVED).order_by(Event.id.desc())
        ).first()
        assert event is not None
        assert (event.actor_id, event.actor_name) == (None, "Kari Nordmann")
        assert lodge.code not in str(event.payload)


def test_a_receipt_tells_of_every_file_and_with_which_version_it_came(
    lodge: Place, stranger: FlaskClient
) -> None:
    for litres, kind, name in (("900", "attestation", "bekreftelse.pdf"), ("910", "other", "kart.pdf")):
        sent = USUAL | {"actual_1": litres, f"file_{kind}": (io.BytesIO(pdf()), name)}
        stranger.post(lodge.address, data=sent, content_type="multipart/form-data")
    receipt = stranger.get(f"{lodge.address}/kvittering").text
    day = formats.short_date(clock.today())
    for name, came in (("bekreftelse", "en tidligere versjon"), ("kart", "denne versjonen")):
        assert re.search(rf"<li>{name}\.pdf \([^)]*\)\. Sendt med {came} {day}\.</li>", receipt)
    stranger.post(lodge.address, data=USUAL | {"actual_1": "920"})
    receipt = stranger.get(f"{lodge.address}/kvittering").text
    assert receipt.count(f"Sendt med en tidligere versjon {day}") == 2


def test_questions_come_before_sending_and_never_stop_it(
    lodge: Place, stranger: FlaskClient, filling: Filling
) -> None:
    few = USUAL | {"actual_3": "28", "expected_3": "30", "file_other": (io.BytesIO(pdf()), "kart.pdf")}
    asked = stranger.post(lodge.address, data=few, content_type="multipart/form-data")
    assert asked.status_code == 200
    assert "Gruppe 3: 28 liter er 91 % under forventet (300). Stemmer det?" in asked.text
    assert stored(filling, TurnoverStatement) == 0
    figures = asked.text.partition('name="asked"')[2].partition('value="')[2].partition('"')[0]
    # Other figures are asked about anew, and the file that came along still waits.
    again = USUAL | {"actual_3": "29", "expected_3": "30", "asked": figures}
    other = stranger.post(lodge.address, data=again)
    assert "Gruppe 3: 29 liter er 90 % under" in other.text
    assert "kart.pdf" in other.text
    figures = other.text.partition('name="asked"')[2].partition('value="')[2].partition('"')[0]
    again |= {"asked": figures, "answer_1": "Kartet er nytt"}
    assert stranger.post(lodge.address, data=again | {"answer_1": "x" * 401}).status_code == 422
    assert stranger.post(lodge.address, data=again).status_code == 302
    with filling() as (session, _actor):
        [question] = session.scalars(
            select(TurnoverQuestion).where(TurnoverQuestion.duty_id == lodge.duty_id)
        ).all()
        assert (question.code, question.group) == (QuestionCode.FAR_FROM_EXPECTED, 3)
        assert (question.answer, question.settled_at) == ("Kartet er nytt", None)
        [file] = session.scalars(select(TurnoverAttachment)).all()
        assert (file.kind, file.statement_id) == (AttachmentKind.OTHER, question.statement_id)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"actual_1": "-5"}, "", id="negative"),
        pytest.param({"actual_1": "99999999999"}, "", id="absurd"),
        pytest.param({"actual_1": "1.234"}, "", id="read in two ways"),
        pytest.param({"actual_1": "1,234"}, "", id="too precise"),
        pytest.param({"actual_1": "mye"}, "", id="no number"),
        pytest.param({"actual_1": ""}, "Gruppe 1: skriv antall liter, eller 0.", id="left out"),
        pytest.param({"nothing_sold": "y"}, "Rett ett av dem.", id="nothing, and yet something"),
        pytest.param({"sender_name": " "}, "Skriv navnet på den som sender oppgaven.", id="nobody"),
        pytest.param({"sender_role": "king"}, "Velg rolle.", id="a role that there is not"),
        pytest.param({"comment": "Ring 158487 00034"}, "Her står det et fødselsnummer.", id="a number"),
        pytest.param(
            {"file_attestation": archive(*BOOK, ("xl/media/x.bin", b"0" * 40_000_000))},
            "pakker seg ut til mye mer enn den ser ut til",
            id="zip bomb",
        ),
        pytest.param({"file_other": b"MZ"}, "er ikke av et slag vi tar imot", id="a program"),
    ],
)
def test_what_is_typed_wrongly_is_kept_and_nothing_is_stored(
    lodge: Place, stranger: FlaskClient, filling: Filling, typed: dict[str, Any], sentence: str
) -> None:
    data = USUAL | {
        name: (io.BytesIO(value), "fil.xlsx") if isinstance(value, bytes) else value
        for name, value in typed.items()
    }
    page = stranger.post(lodge.address, data=data, content_type="multipart/form-data")
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="290"' in page.text
    assert (stored(filling, TurnoverStatement), stored(filling, TurnoverAttachment)) == (0, 0)


def test_nothing_sold_is_told_by_itself(stranger: FlaskClient, filling: Filling) -> None:
    with filling() as (session, actor):
        shop = make_shop(session, actor)
    nothing = {name: value for name, value in USUAL.items() if not name.startswith("actual")}
    nothing |= {"nothing_sold": "y", "expected_2": "", "expected_3": ""}
    page = stranger.post(shop.address, data=nothing)
    assert "Stemmer det at ingenting er omsatt?" in page.text
    figures = page.text.partition('name="asked"')[2].partition('value="')[2].partition('"')[0]
    assert stranger.post(shop.address, data=nothing | {"asked": figures}).status_code == 302
    with filling() as (session, _actor):
        [row] = session.scalars(select(TurnoverStatement)).all()
        assert (row.actual, row.expected) == (Volumes(), Volumes(900_00))


def test_a_stranger_learns_nothing(lodge: Place, stranger: FlaskClient, filling: Filling) -> None:
    with filling() as (session, actor):
        links.withdraw_link(session, actor, duty_id=lodge.duty_id)
    pages = [stranger.get(address) for address in (lodge.address, UNKNOWN, f"{UNKNOWN[:-1]}", f"{UNKNOWN}x")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert "Femundhytta" not in pages[0].text
    assert "Røros" not in pages[0].text
    assert stranger.post(lodge.address, data=USUAL).status_code == 404
    assert stranger.get(f"{lodge.address}/kvittering").status_code == 404


def test_an_expired_link_says_whom_to_call_and_nothing_of_the_licence(
    stranger: FlaskClient, filling: Filling
) -> None:
    with filling() as (session, actor):
        late = make_lodge(session, actor, expires_at=clock.now())
    for page in (stranger.get(late.address), stranger.post(late.address, data=USUAL)):
        assert page.status_code == 410
        assert "Lenken har gått ut" in page.text
        assert "Røros kommune" in page.text
        assert "Femundhytta" not in page.text
    assert stored(filling, TurnoverStatement) == 0


def test_a_closed_round_shows_what_was_sent_and_takes_nothing_more(
    lodge: Place, stranger: FlaskClient, filling: Filling
) -> None:
    stranger.post(lodge.address, data=USUAL)
    with filling() as (session, actor):
        for found in session.scalars(
            select(TurnoverRound).where(TurnoverRound.municipality_id == actor.municipality_id)
        ):
            found.state = RoundState.CLOSED
    assert "Innhentingen er avsluttet" in stranger.get(lodge.address).text
    assert "Rett oppgaven" not in stranger.get(f"{lodge.address}/kvittering").text
    assert stranger.post(lodge.address, data=USUAL).status_code == 409
    assert stored(filling, TurnoverStatement) == 1


def test_whoever_tries_many_links_waits_and_who_has_one_is_not_counted(
    lodge: Place, stranger: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "FAILURES_PER_CLIENT", 3)
    for _time in range(5):
        assert stranger.get(lodge.address).status_code == 200
    assert [stranger.get(UNKNOWN).status_code for _time in range(4)] == [404, 404, 404, 429]
    assert stranger.get(lodge.address).status_code == 429
    elsewhere = app.test_client()
    assert elsewhere.get(lodge.address, environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200


def test_a_signed_in_person_who_tries_a_wrong_link_is_answered_as_well(
    lodge: Place, client_as: Callable[..., FlaskClient]
) -> None:
    assert client_as("caseworker").post(UNKNOWN, data=USUAL).status_code == 404
    assert client_as("caseworker", municipality="other").post(lodge.address, data=USUAL).status_code == 302


def test_the_code_of_the_letter_is_typed(lodge: Place, stranger: FlaskClient) -> None:
    page = "/min-side/omsetningsoppgave"
    typed = stranger.post(page, data={"code": links.typed_code(lodge.code).lower()})
    assert (typed.status_code, typed.location) == (302, lodge.address)
    wrong = stranger.post(page, data={"code": "7K3QF-01234"})
    assert wrong.status_code == 422
    assert "Koden er ikke skrevet riktig." in wrong.text
    assert 'value="7K3QF-01234"' in wrong.text


def test_over_https_a_form_without_its_token_is_refused_and_one_with_it_is_taken(
    app: Flask, lodge: Place
) -> None:
    client = app.test_client()
    secure = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/"}}
    page = client.get(lodge.address, base_url="https://localhost").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    assert client.post(lodge.address, data=USUAL, **secure).status_code == 400
    assert client.post(lodge.address, data=USUAL | {"csrf_token": token}, **secure).status_code == 302


def test_an_open_link_tells_no_other_page_where_it_is(
    lodge: Place, stranger: FlaskClient, filling: Filling
) -> None:
    page = stranger.get(lodge.address).text
    outside = [address for address in re.findall(r'(?:href|src|action)="([^"]+)"', page) if "//" in address]
    assert not outside
    with filling() as (session, _actor):
        [link] = session.scalars(select(TurnoverLink)).all()
        assert lodge.code not in (link.token_hash, str(link.token_sealed))
