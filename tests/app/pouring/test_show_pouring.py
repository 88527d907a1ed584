"""«Kan de skjenke nå?»: the page for the inspector at the door."""

from datetime import date

import pytest

from app import clock
from app.models.occupancy import LicenceSuspension
from app.models.venue import Venue
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

FRIDAY_NIGHT = {"gruppe": "1", "slag": "serving", "dag": "28.11.2026"}


@pytest.fixture
def venue_id(filling: Filling) -> int:
    """A place that serves groups 1 and 2 to 02:00 on Fridays."""
    with filling() as (session, actor):
        venue = make_venue(session, actor)
        make_licence(session, venue, make_holder(session, actor))
        return venue.id


@pytest.mark.parametrize(
    ("time", "answer", "end"),
    [
        pytest.param("01.59", "Ja, de kan skjenke gruppe 1", "kl. 02.30", id="a minute before the end"),
        pytest.param("02.10", "Nei, de kan ikke skjenke gruppe 1", "kl. 02.30", id="ten minutes after"),
        pytest.param("210", "Nei, de kan ikke skjenke gruppe 1", "kl. 02.30", id="written without a point"),
    ],
)
def test_the_answer_is_plain_and_says_until_when(
    client_as: ClientAs, venue_id: int, time: str, answer: str, end: str
) -> None:
    page = client_as("inspector").get(
        f"/steder/{venue_id}/skjenking", query_string=FRIDAY_NIGHT | {"klokken": time}
    )
    assert page.status_code == 200
    assert answer in page.text
    assert end in page.text
    assert "Tidspunktet hører til skjenkedøgnet som begynte fredag 27. november 2026." in page.text


def test_now_is_asked_when_nothing_is_chosen(client_as: ClientAs, venue_id: int) -> None:
    page = client_as("inspector").get(f"/steder/{venue_id}/skjenking")
    assert page.status_code == 200
    assert "de kan" in page.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"klokken": "25.00"}, "Skriv klokkeslettet med timer og minutter", id="25 o'clock"),
        pytest.param({"klokken": ""}, "Skriv klokkeslettet.", id="no time"),
        pytest.param({"dag": "30.02.2026"}, "2026", id="a date that does not exist"),
        pytest.param({"gruppe": "4"}, "Velg en av mulighetene", id="group 4"),
        pytest.param({"slag": "wine"}, "Velg en av mulighetene", id="an unknown kind"),
    ],
)
def test_a_question_that_cannot_be_read_is_asked_again(
    client_as: ClientAs, venue_id: int, changed: dict[str, str], says: str
) -> None:
    asked = FRIDAY_NIGHT | {"klokken": "20.00"} | changed
    page = client_as("inspector").get(f"/steder/{venue_id}/skjenking", query_string=asked)
    assert page.status_code == 422
    assert says in page.text
    assert 'id="svar"' not in page.text


def test_a_licence_that_is_withdrawn_for_a_time_is_told(
    client_as: ClientAs, filling: Filling, venue_id: int
) -> None:
    with filling() as (session, actor):
        session.add(
            LicenceSuspension(
                municipality_id=actor.municipality_id,
                licence_id=1,
                first_day=date(2026, 11, 27),
                last_day=date(2026, 12, 3),
                reason="Oppdiktet",
                entered_by_id=actor.user_id,
                entered_at=clock.now(),
            )
        )
    page = client_as("inspector").get(
        f"/steder/{venue_id}/skjenking", query_string=FRIDAY_NIGHT | {"klokken": "01.00"}
    )
    assert "midlertidig inndratt til og med 03.12.2026" in page.text


def test_another_municipality_s_place_is_not_found(client_as: ClientAs, venue_id: int) -> None:
    page = client_as("inspector", municipality="other").get(f"/steder/{venue_id}/skjenking")
    assert page.status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_licences(
    client_as: ClientAs, filling: Filling, venue_id: int, statements: list[str]
) -> None:
    client = client_as("inspector")
    counts = []
    for _round in range(2):
        statements.clear()
        client.get(f"/steder/{venue_id}/skjenking", query_string=FRIDAY_NIGHT | {"klokken": "01.00"})
        counts.append(len(statements))
        with filling() as (session, actor):
            for serial in range(3):
                make_licence(
                    session, session.get_one(Venue, venue_id), make_holder(session, actor, serial=serial)
                )
    assert counts[0] == counts[1]
