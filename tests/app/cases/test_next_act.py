"""What the case page puts first, and what it leaves out because nothing is left to do."""

import re
from datetime import timedelta

import pytest

from app.cases.granted import HoursLine
from app.clock import today
from app.letters.drafts import draft_receipt
from app.letters.hours_rows import granted_rows
from app.letters.service import Dispatch, finalise_letter, record_dispatch
from app.models.case import Case
from app.models.letter import Channel, Letter
from licensing.licences import AreaKind
from licensing.statements import Body
from tests.app.cases.pages import plain, send
from tests.factories import case as cases
from tests.factories.case import RECEIVED_ON, ConditionEntry
from tests.journeys.office import fields_of

EVERY_BODY = (Body.POLICE, Body.SOCIAL_SERVICE, Body.TAX)


def acts(client, case_id: int) -> list[str]:
    """The acts that the case page offers, in their order."""
    page = client.get(f"/saker/{case_id}").text
    offered = page.split('<ul class="acts__open">')[1].split("</ul>")[0] if "acts__open" in page else ""
    return [plain(label) for label in re.findall(r"<(?:a|button)[^>]*>(.*?)</(?:a|button)>", offered)]


def test_while_bodies_are_waited_for_their_answers_come_first(client_as, asked_id) -> None:
    assert acts(client_as(), asked_id)[:2] == ["Registrer uttalelse", "Innhent uttalelser"]


def test_when_all_have_answered_the_assessment_comes_first(client_as, ready_id) -> None:
    offered = acts(client_as(), ready_id)
    assert offered[0] == "Vurder søknaden"
    assert "Registrer uttalelse" not in offered


def test_when_every_body_is_asked_none_can_be_asked_again(client_as, filling) -> None:
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=today())
        case_id = cases.ask(session, actor, case, today(), EVERY_BODY).id
    assert "Innhent uttalelser" not in acts(client_as(), case_id)


def test_an_assessed_case_leads_on_to_the_proposal(client_as, assessed_id) -> None:
    client = client_as()
    assert acts(client, assessed_id)[0] == "Lag forslag til vedtak"
    assert f'href="/saker/{assessed_id}/forslag"' in client.get(f"/saker/{assessed_id}/vurdering").text


def test_conditions_before_use_are_ticked_off_on_the_page_that_waits_for_them(
    client_as, filling, world
) -> None:
    with filling() as (session, actor):
        decider = cases.replace(actor, user_id=world.someone("decider").id)
        case = cases.make_decided(
            session,
            actor,
            decider,
            on=today(),
            received_on=today(),
            conditions=(ConditionEntry("Ferdigattest foreligger.", before_use=True),),
        )
        cases.send_letter(session, actor, case, today())
        case_id = case.id
    client = client_as()
    assert "Utferdige bevillingsdokument" in acts(client, case_id)
    answer = send(client, f"/saker/{case_id}/bevillingsdokument", met=["1"])
    assert answer.status_code == 302, plain(answer.text)
    assert "Kan tas i bruk" in plain(client.get(f"/saker/{case_id}").text)


def test_an_answer_with_one_remark_needs_no_choice_for_the_others(client_as, asked_id, filling) -> None:
    client, page = client_as(), f"/saker/{asked_id}/uttalelser/police"
    typed = {"answers-0-answer": "remark", "answers-0-facts": "Bot i 2024.", "resten_uten_merknad": "1"}
    answer = client.post(page, data=fields_of(client.get(page).text) | typed)
    assert answer.status_code == 302, plain(answer.text)
    answers = plain(client.get(f"/saker/{asked_id}/uttalelser").text)
    assert answers.count("Ingen merknad") == 4
    assert "Prøvekroa 0 AS Vandel" in answers


def test_what_is_told_without_an_answer_is_never_taken_for_no_remark(client_as, asked_id) -> None:
    client, page = client_as(), f"/saker/{asked_id}/uttalelser/police"
    typed = {"answers-1-facts": "Bot i 2024.", "resten_uten_merknad": "1"}
    answer = client.post(page, data=fields_of(client.get(page).text) | typed)
    assert answer.status_code == 422
    assert "Oddny Prøve: Velg hva svaret var." in plain(answer.text)


@pytest.mark.parametrize(
    ("friday_end", "days"),
    [
        pytest.param(1500, ["Alle dager"], id="alike on all days"),
        pytest.param(1560, ["Søndag–torsdag", "Fredag og lørdag"], id="longer on Friday"),
    ],
)
def test_days_with_the_same_hours_share_a_row(app, friday_end: int, days: list[str]) -> None:
    lines = (
        HoursLine(AreaKind.INDOOR, 1, (7, 1, 2, 3, 4), 660, 1500),
        HoursLine(AreaKind.INDOOR, 1, (5, 6), 660, friday_end),
    )
    with app.test_request_context():
        assert [row.days for row in granted_rows(lines)] == days


def test_a_deadline_that_has_not_begun_says_so(client_as, received_id) -> None:
    client, due = client_as(), f"{today() + timedelta(days=14):%d.%m.%Y}"
    answer = send(client, f"/saker/{received_id}/opplysninger/etterspor", text="Plantegning", due_on=due)
    assert answer.status_code == 302, plain(answer.text)
    page = plain(client.get(f"/saker/{received_id}").text)
    assert "Starter når søknaden er komplett" in page
    assert f"Svar fra søkeren {due} Frist om 14 dager" in page


def test_the_preliminary_reply_is_due_until_the_receipt_has_gone_out(client_as, filling) -> None:
    with filling() as (session, actor):
        case = cases.make_case(session, actor)
        case_id, receipt_id = case.id, draft_receipt(session, actor, case, RECEIVED_ON).id
    client = client_as()
    assert "Foreløpig svar, én måned" in client.get(f"/saker/{case_id}").text
    with filling() as (session, actor):
        case = session.get_one(Case, case_id)
        letter = session.get_one(Letter, receipt_id)
        finalise_letter(session, actor, letter=letter, seen_version=case.version, on=RECEIVED_ON)
        dispatch = Dispatch(Channel.POST, "", RECEIVED_ON)
        record_dispatch(
            session, actor, letter=letter, seen_version=case.version, dispatch=dispatch, on=RECEIVED_ON
        )
    assert "Foreløpig svar, én måned" not in client.get(f"/saker/{case_id}").text
