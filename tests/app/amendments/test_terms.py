"""Changes of terms through the pages: registered, assessed, decided, and in force from day to day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.cases.queries.one import case_or_none, letters_of
from app.clock import today
from app.formats import short_date
from app.letters.facts import LetterKind
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from licensing.cases import CaseState
from licensing.licences import Attribute
from tests.app.cases.pages import hindrance, plain, press, send, sentences, unchanged
from tests.app.conftest import ClientAs, Filling
from tests.factories import ending as endings

SOON = today() + timedelta(days=20)


@pytest.fixture
def licence_id(filling: Filling) -> int:
    """A licence for group 1 and 2, indoors until one o'clock, on Fridays and Saturdays until two."""
    with filling() as (session, actor):
        return endings.make_held(session, actor).id


def next_weekday(weekday: int) -> Any:
    return SOON + timedelta(days=(weekday - SOON.isoweekday()) % 7)


def opened(answer: TestResponse) -> int:
    assert answer.status_code == 302, sentences(answer) or hindrance(answer)
    return int(answer.location.rsplit("/", 1)[1])


def ask_and_answer(client: FlaskClient, case_id: int) -> None:
    """What changes for good is asked about as an application is."""
    page = f"/saker/{case_id}/uttalelser"
    assert send(client, f"{page}/ny", bodies=["police", "social_service"]).status_code == 302
    for body in ("police", "social_service"):
        answered = send(client, f"{page}/{body}", **{"answers-0-answer": "no_remark"})
        assert answered.status_code == 302, sentences(answered)


def decide(filling: Filling, client_as: ClientAs, case_id: int, **changes: Any) -> None:
    caseworker = client_as()
    assert press(caseworker, case_id, "vurder").status_code == 302
    proposed = send(caseworker, f"/saker/{case_id}/forslag", **changes)
    assert proposed.status_code == 302, sentences(proposed) or hindrance(proposed)
    decided = send(client_as("decider"), f"/saker/{case_id}/vedtak")
    assert decided.status_code == 302, hindrance(decided)


def hours_on(client: FlaskClient, licence_id: int, day: Any) -> str:
    page = client.get(f"/bevillinger/{licence_id}?dag={day:%d.%m.%Y}").text
    return plain(page.split('id="dagens-tider"')[1].split("</section>")[0])


def test_longer_hours_once_hold_on_their_nights_alone(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    monday = next_weekday(1)
    page = f"/endringer/tid-en-gang/{licence_id}"
    case_id = opened(send(client_as(), page, days=short_date(monday), indoor="10-02"))
    decide(filling, client_as, case_id, outcome="grant", reasons="Det er martnan.")
    client = client_as()
    assert "10.00–02.00" in hours_on(client, licence_id, monday)
    for other in (monday - timedelta(days=1), monday + timedelta(days=1)):
        assert "10.00–01.00" in hours_on(client, licence_id, other)
    with filling() as (session, actor):
        case = case_or_none(session, actor.municipality_id, case_id)
        assert case is not None
        assert case.state is CaseState.DECIDED
        assert LetterKind.CHANGE_GRANT in {letter.kind for letter in letters_of(session, case)}
        assert len(session.scalars(select(Licence)).all()) == 1, "a change makes no licence"
        assert len(session.scalars(select(LicencePeriod)).all()) == 1, "and no period"


def test_longer_hours_than_the_law_lets_are_granted_in_part(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    monday = next_weekday(1)
    page = f"/endringer/tid-en-gang/{licence_id}"
    case_id = opened(send(client_as(), page, days=short_date(monday), indoor="10-04"))
    decide(filling, client_as, case_id, outcome="part_grant", indoor_ordinary="10-03", reasons="Loven.")
    assert "10.00–03.00" in hours_on(client_as(), licence_id, monday)


def test_a_refused_change_changes_nothing_and_is_told(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    monday = next_weekday(1)
    page = f"/endringer/tid-en-gang/{licence_id}"
    case_id = opened(send(client_as(), page, days=short_date(monday), indoor="10-02"))
    decide(filling, client_as, case_id, outcome="refuse", reasons="Naboene.", deviation="Naboene klager.")
    assert "10.00–01.00" in hours_on(client_as(), licence_id, monday)
    with filling() as (session, actor):
        case = case_or_none(session, actor.municipality_id, case_id)
        assert case is not None
        assert LetterKind.CHANGE_REFUSAL in {letter.kind for letter in letters_of(session, case)}


def test_serving_outdoors_is_new_rooms_with_hours_of_their_own(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    page = f"/endringer/areal/{licence_id}"
    case_id = opened(
        send(client_as(), page, rooms="Ute: Torget", outdoor="10-23", first_day=short_date(SOON))
    )
    ask_and_answer(client_as(), case_id)
    decide(filling, client_as, case_id, outcome="grant", reasons="Torget er stort nok.")
    client = client_as()
    before = client.get(f"/bevillinger/{licence_id}?dag={SOON - timedelta(days=1):%d.%m.%Y}").text
    after = client.get(f"/bevillinger/{licence_id}?dag={SOON:%d.%m.%Y}").text
    assert "Torget" not in plain(before.split("Lokaler")[-1])
    assert "Torget" in plain(after.split("Lokaler")[-1])


def test_a_further_group_leaves_the_hours_of_the_others(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    page = f"/endringer/grupper/{licence_id}"
    case_id = opened(send(client_as(), page, groups="1,2,3", first_day=short_date(SOON)))
    ask_and_answer(client_as(), case_id)
    decide(filling, client_as, case_id, outcome="grant", reasons="Egnet sted.")
    with filling() as (session, _actor):
        rows = session.scalars(select(LicenceTerm).where(LicenceTerm.first_day == SOON)).all()
        assert {(row.attribute, row.group) for row in rows} == {
            (Attribute.GROUPS, None),
            (Attribute.HOURS, 3),
        }


def test_another_concept_is_asked_about_and_needs_own_words(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    page = f"/endringer/konsept/{licence_id}"
    case_id = opened(send(client_as(), page, category="pub_bar", first_day=short_date(SOON)))
    ask_and_answer(client_as(), case_id)
    client = client_as()
    press(client, case_id, "vurder")
    refused = send(client, f"/saker/{case_id}/forslag", outcome="grant", reasons="Greit.", deviation="")
    assert refused.status_code == 409
    decide(
        filling,
        client_as,
        case_id,
        outcome="grant",
        reasons="Greit.",
        deviation="Samme gjester og samme mat.",
    )
    after = client.get(f"/bevillinger/{licence_id}?dag={SOON:%d.%m.%Y}").text
    assert "Pub" in plain(after)


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        pytest.param(
            "tid-en-gang", {"days": "31.02.2027", "indoor": "10-02"}, "finnes ikke", id="no such day"
        ),
        pytest.param("tid-en-gang", {"days": "x", "indoor": "10-02"}, "Skriv datoen", id="no day at all"),
        pytest.param("grupper", {"groups": "4"}, "Velg hvilke grupper", id="group 4"),
        pytest.param("areal", {"rooms": ""}, "Skriv minst ett lokale", id="no room"),
        pytest.param("areal", {"rooms": "Loftet", "outdoor": "10-22"}, "hvilket uteområde", id="no outdoors"),
        pytest.param("konsept", {"category": "rakett"}, "Velg hva slags virksomhet", id="an unknown kind"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_stores_nothing(
    client_as: ClientAs, filling: Filling, licence_id: int, page: str, fields: dict[str, str], said: str
) -> None:
    hold: Callable[[], None] = unchanged(filling)
    answer = send(client_as(), f"/endringer/{page}/{licence_id}", **fields)
    assert answer.status_code == 422
    assert any(said in sentence for sentence in sentences(answer)), sentences(answer)
    hold()


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        pytest.param("areal", {"rooms": "Storstua"}, "er med i bevillingen fra før", id="a room it has"),
        pytest.param("areal", {"rooms": "Ute: Torget"}, "ingen tid ute", id="outdoors without hours"),
        pytest.param("grupper", {"groups": "1,2"}, "fra før", id="the groups it has"),
        pytest.param("tid", {}, "hvilken tid", id="no hours"),
        pytest.param("konsept", {}, "det samme som før", id="the same concept"),
        pytest.param(
            "tid-en-gang", {"days": "01.06.2040", "indoor": "10-02"}, "Bevillingen varer til", id="too late"
        ),
    ],
)
def test_what_the_licence_has_or_cannot_have_is_refused(
    client_as: ClientAs, filling: Filling, licence_id: int, page: str, fields: dict[str, str], said: str
) -> None:
    hold: Callable[[], None] = unchanged(filling)
    answer = send(client_as(), f"/endringer/{page}/{licence_id}", **fields)
    assert answer.status_code == 409
    assert said in hindrance(answer), hindrance(answer)
    hold()


def test_the_same_form_sent_twice_opens_one_case(client_as: ClientAs, licence_id: int) -> None:
    client, page = client_as(), f"/endringer/tid-en-gang/{licence_id}"
    fields = {
        "submission": "0f0e0d0c-0000-4000-8000-000000000001",
        "days": short_date(SOON),
        "indoor": "10-02",
    }
    assert opened(send(client, page, **fields)) == opened(send(client, page, **fields))
