"""Letters about grants: drafted with the decision, made final for good, sent and arrived."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.formats import short_date
from app.letters.facts import LetterKind
from app.letters.spending_letters import draft_spending_letter, drawn_spending_letter, letters_of_spending
from app.models.document import Document
from app.models.letter import Letter, LetterState
from app.models.spending import Spending
from fees.spending import SpendingOrigin
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.payout import make_grant
from tests.journeys.office import fields_of

TODAY = clock.today()


@pytest.fixture
def drafted(filling: Filling, world: World) -> tuple[int, int]:
    """A grant and its letter, as a draft."""
    with filling() as (session, _actor):
        spending = make_grant(session, world.own_id)
        return spending.id, letters_of_spending(session, world.own_id, spending.id)[0].id


def test_the_letter_of_a_grant_says_all_that_it_must(drafted: tuple[int, int], client_as: ClientAs) -> None:
    spending_id, letter_id = drafted
    page = plain(client_as("reader").get(f"/forebygging/bruk/{spending_id}/brev/{letter_id}").text)
    for said in (
        "et tilskudd på 12 000,00 kroner til Foreldrekveld for 8. trinn",
        "Frist for rapport",
        "Det som ikke er brukt, skal dere betale tilbake til oss",
        "Oppvekstetaten støtter tiltaket.",
        "Kommunestyret vedtok øremerkingen",
        "Dere kan klage innen tre uker",
        "sender vi klagen til kommunens egen klagenemnd",
        "Helse- og sosialsjef",
    ):
        assert said in page, said


def test_a_letter_goes_from_draft_to_arrived(
    drafted: tuple[int, int], client_as: ClientAs, filling: Filling
) -> None:
    spending_id, letter_id = drafted
    coordinator = client_as("prevention_coordinator")
    url = f"/forebygging/bruk/{spending_id}/brev/{letter_id}"
    assert coordinator.get(f"{url}/pdf").data.startswith(b"%PDF")
    assert coordinator.post(f"{url}/endelig", data=fields_of(coordinator.get(url).text)).status_code == 302
    final = coordinator.get(f"{url}/pdf").data
    early = fields_of(coordinator.get(url).text) | {
        "channel": "post",
        "sent_on": short_date(TODAY - timedelta(days=1)),
    }
    assert coordinator.post(f"{url}/sendt", data=early).status_code == 409
    sent = fields_of(coordinator.get(url).text) | {"channel": "post", "reference": "RR1"}
    assert coordinator.post(f"{url}/sendt", data=sent).status_code == 302
    assert coordinator.post(f"{url}/mottatt", data={"version": "3", "arrived_on": ""}).status_code == 422
    arrived = coordinator.post(f"{url}/mottatt", data=fields_of(coordinator.get(url).text))
    assert arrived.status_code == 302
    assert coordinator.get(f"{url}/pdf").data == final
    with filling() as (session, _actor):
        letter = session.get_one(Letter, letter_id)
        assert (letter.state, letter.reference) == (LetterState.ARRIVED, "RR1")
        document = session.scalars(select(Document).where(Document.spending_id == spending_id)).one()
        assert document.case_id is None
    assert "Klagefristen går ut" in coordinator.get(f"/forebygging/bruk/{spending_id}").text


def test_a_letter_is_made_final_once(drafted: tuple[int, int], client_as: ClientAs) -> None:
    spending_id, letter_id = drafted
    coordinator = client_as("prevention_coordinator")
    url = f"/forebygging/bruk/{spending_id}/brev/{letter_id}"
    fields = fields_of(coordinator.get(url).text)
    assert coordinator.post(f"{url}/endelig", data=fields).status_code == 302
    assert coordinator.post(f"{url}/endelig", data=fields).status_code == 409
    again = coordinator.post(f"{url}/endelig", data={"version": "2"})
    assert again.status_code == 409
    assert "Brevet er ferdigstilt og kan ikke endres" in again.text


def test_the_same_facts_give_the_same_bytes(drafted: tuple[int, int], filling: Filling) -> None:
    with filling() as (session, _actor):
        letter = session.get_one(Letter, drafted[1])
        assert drawn_spending_letter(session, letter) == drawn_spending_letter(session, letter)


def test_an_own_measure_has_no_letter(filling: Filling, world: World) -> None:
    with filling() as (session, _actor):
        own = make_grant(session, world.own_id, origin=SpendingOrigin.OWN_INITIATIVE, applicant="")
        assert letters_of_spending(session, world.own_id, own.id) == []


def test_only_decisions_are_drafted_for_an_applicant(filling: Filling, world: World) -> None:
    with filling() as (session, actor):
        spending = make_grant(session, world.own_id)
        with pytest.raises(ValueError, match="no decision"):
            draft_spending_letter(session, actor, spending=spending, kind=LetterKind.SHARE_CLAIM, on=TODAY)


def test_a_letter_is_found_under_its_own_spending_and_municipality_alone(
    drafted: tuple[int, int], client_as: ClientAs, filling: Filling, world: World
) -> None:
    spending_id, letter_id = drafted
    with filling() as (session, _actor):
        first = session.get_one(Spending, spending_id)
        another = make_grant(session, world.own_id, title="Et annet tiltak").id
        assert first.id != another
    reader = client_as("reader")
    assert reader.get(f"/forebygging/bruk/{another}/brev/{letter_id}").status_code == 404
    theirs = client_as("reader", municipality="other")
    assert theirs.get(f"/forebygging/bruk/{spending_id}/brev/{letter_id}").status_code == 404
    # The pages of letters in cases, and of letters about licences, know nothing of it.
    assert reader.get(f"/brev/{letter_id}").status_code == 404
    assert reader.get(f"/gebyr/brev/{letter_id}").status_code == 404
    assert reader.get("/gebyr/brev").status_code == 200
