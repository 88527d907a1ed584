"""Pages of spending: the figures in one line, the sentences of wrong input, and who may do what."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import clock
from app.formats import short_date
from app.models.letter import Letter
from app.models.plan import PlanMeasure
from app.models.spending import Spending
from app.permissions import Role
from fees.plans import PlanState
from fees.spending import SpendingOrigin, SpendingState
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.app.prevention.spending_desk import KR, REPORT_DUE_ON, TODAY, Desk, desk_of
from tests.factories.payout import make_paid
from tests.factories.plan import make_plan
from tests.factories.spending import make_consulted
from tests.journeys.office import fields_of

APPLICATION = "/forebygging/bruk/ny"
OWN = "/forebygging/bruk/ny?type=tiltak"


def spend(desk: Desk, kroner: int, *, paid: bool = False, title: str = "Tidligere") -> Spending:
    """Something that is granted, and perhaps paid."""
    row = desk.grant(desk.propose(title=title, amount=KR(kroner)))
    if paid:
        make_consulted(desk.session, desk.coordinator, desk.earmark, row)
        make_paid(desk.session, row, kroner)
    return row


@pytest.fixture
def begun(filling: Filling, world: World) -> int:
    """The year of the story: 41,500 paid, 18,000 promised, 15,500 free."""
    with desk_of(filling, world) as desk:
        spend(desk, 41_500, paid=True, title="Konserter")
        spend(desk, 18_000, title="Rusfri russ")
        return desk.earmark.id


def typed(client: FlaskClient, url: str = APPLICATION, **changed: Any) -> dict[str, Any]:
    """The form as a coordinator fills it."""
    fields = fields_of(client.get(url).text)
    return fields | {
        "applicant": "FAU ved skolen (oppdiktet)",
        "email": "fau@example.no",
        "title": "Foreldrekveld for 8. trinn",
        "kind": "grant",
        "target_group": "primary_school",
        "meets": "ja",
        "purpose": "Foreldre lærer å se tidlige tegn på rusbruk",
        "amount": "12 000",
        **changed,
    }


def test_the_year_stands_in_one_line_of_figures(begun: int, client_as: ClientAs) -> None:
    page = plain(client_as("reader").get("/forebygging/bruk").text)
    assert "Budsjett 75 000 · Forbruk 41 500 · Tilsagn 18 000 · Ledig 15 500" in page


def test_an_application_goes_from_the_form_through_the_consultation_to_the_grant(
    begun: int, client_as: ClientAs, filling: Filling
) -> None:
    coordinator, decider = client_as("prevention_coordinator"), client_as("decider")
    done = coordinator.post(APPLICATION, data=typed(coordinator))
    assert done.status_code == 302
    page = plain(coordinator.get(done.location).text)
    assert "Disse er ikke tatt med på råd ennå: Oppvekstetaten Videregående skole" in page
    consult = f"/forebygging/samrad/nytt?bruk={done.location.rsplit('/', 1)[1]}"
    fields = fields_of(coordinator.get(consult).text)
    fields |= {name: "supports" for name in fields if name.endswith("-view")}
    fields |= {"title": "SLT-møte", "held_on": short_date(TODAY)}
    assert coordinator.post(consult, data=fields).status_code == 302
    grant = f"{done.location}/innvilg"
    assert coordinator.get(grant).status_code == 403
    fields = fields_of(decider.get(grant).text)
    assert fields["amount"] == "12 000,00"
    answer = decider.post(grant, data=fields, follow_redirects=True)
    page = plain(answer.text)
    assert "Brevet ligger klart som utkast." in page
    assert "Budsjett 75 000 · Forbruk 41 500 · Tilsagn 30 000 · Ledig 3 500" in page
    assert "Midler som ikke blir brukt, betales tilbake til kommunen." in page
    with filling() as (session, _actor):
        assert session.scalars(select(func.count()).select_from(Letter)).one() == 3


def test_more_than_is_free_is_refused_with_what_is_free_and_an_application_may_wait(
    begun: int, client_as: ClientAs, filling: Filling
) -> None:
    client = client_as("prevention_coordinator")
    much = typed(client, amount="20 000")
    answer = client.post(APPLICATION, data=much)
    assert answer.status_code == 409
    assert "Det er 15 500 kr ledig" in plain(answer.text)
    assert "Reduser beløpet, eller legg saken til neste år." in plain(answer.text)
    assert 'value="20 000"' in answer.text
    assert "Registrer søknaden likevel" in answer.text
    next_year = client.post(APPLICATION, data=much | {"year": TODAY.year + 1})
    assert next_year.status_code == 302
    assert client.post(APPLICATION, data=much | {"beyond_free": "y"}).status_code == 302
    page = plain(client.get("/forebygging/bruk").text)
    assert "1 forslag venter på avgjørelse, til sammen 20 000 kr. Det er mer enn det som er ledig." in page
    own = client.post(OWN, data=typed(client, OWN, amount="20 000"))
    assert own.status_code == 409
    assert "Registrer søknaden likevel" not in own.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param(
            {"purpose": " "},
            "Midlene er øremerket tiltak mot nyrekruttering. Hvordan treffer tiltaket formålet?",
            id="no purpose",
        ),
        pytest.param({"amount": "-12 000"}, "er under null. Skriv et beløp", id="below nought"),
        pytest.param({"amount": "0"}, "Beløpet må være større enn 0 kr.", id="nothing"),
        pytest.param({"amount": "mye"}, "kan ikke leses. Skriv for eksempel 6 600", id="no amount"),
        pytest.param({"title": ""}, "Skriv kort hva tiltaket er.", id="no title"),
        pytest.param({"title": "x" * 161}, "Skriv høyst 160 tegn.", id="too long"),
        pytest.param({"target_group": ""}, "Velg hvem tiltaket er for.", id="nobody"),
        pytest.param({"applicant": ""}, "Skriv hvem som søker.", id="no applicant"),
        pytest.param({"email": ""}, "Skriv e-post eller postadresse", id="nowhere to answer"),
        pytest.param(
            {"email": "", "postal_address": "Skoleveien 1"}, "Skriv postnummer og poststed", id="half address"
        ),
        pytest.param({"account_number": "1234"}, "Et kontonummer har elleve sifre", id="no account"),
        pytest.param({"held_on": "31.02.2026"}, "finnes ikke", id="no such day"),
        pytest.param(
            {"received_on": short_date(TODAY + timedelta(days=1))}, "har ikke vært ennå", id="tomorrow"
        ),
        pytest.param({"year": "2019"}, "Velg en av mulighetene som vises.", id="another year"),
        pytest.param({"measure_id": "999"}, "Velg en av mulighetene som vises.", id="no such measure"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_a_sentence_and_the_rest_is_kept(
    begun: int, client_as: ClientAs, filling: Filling, changed: dict, sentence: str
) -> None:
    client = client_as("prevention_coordinator")
    answer = client.post(APPLICATION, data=typed(client, organisation_number="923 609 016", **changed))
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert "923 609 016" in answer.text
    with filling() as (session, _actor):
        assert session.scalars(select(func.count()).select_from(Spending)).one() == 2


def test_an_own_proposal_for_another_purpose_is_refused_at_once(begun: int, client_as: ClientAs) -> None:
    client = client_as("prevention_coordinator")
    answer = client.post(OWN, data=typed(client, OWN, meets="nei"))
    assert answer.status_code == 409
    assert "kan ikke brukes til noe annet" in plain(answer.text)
    done = client.post(APPLICATION, data=typed(client, meets="nei"), follow_redirects=True)
    assert "Søknaden treffer ikke formålet og kan bare avslås." in plain(done.text)


def test_the_line_of_the_plan_is_preset(begun: int, client_as: ClientAs, filling: Filling) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        lines = [
            PlanMeasure(plan_id=plan.id, position=position, title=title)
            for position, title in enumerate(("MOT", "Foreldrekvelder"))
        ]
        session.add_all(lines)
        session.flush()
        first, second = (line.id for line in lines)
    client = client_as("prevention_coordinator")
    assert fields_of(client.get(APPLICATION).text)["measure_id"] == ""
    assert fields_of(client.get(f"{APPLICATION}?tiltak={second}").text)["measure_id"] == str(second)
    done = client.post(APPLICATION, data=typed(client, measure_id=str(first)), follow_redirects=True)
    assert "Tiltak i handlingsplanen: MOT" in plain(done.text)
    assert fields_of(client.get(APPLICATION).text)["measure_id"] == str(first)


@pytest.fixture
def proposed(filling: Filling, world: World) -> str:
    """The page of an application that waits."""
    with desk_of(filling, world) as desk:
        return f"/forebygging/bruk/{desk.propose().id}"


def test_each_is_offered_what_is_theirs_to_do_and_told_why_the_rest_is_not(
    proposed: str, client_as: ClientAs, filling: Filling, world: World
) -> None:
    coordinator = plain(client_as("prevention_coordinator").get(proposed).text)
    assert "Registrer samråd" in coordinator
    assert "Innvilg" not in coordinator
    decider = plain(client_as("decider").get(proposed).text)
    assert "Innvilg" in decider
    assert "Utbetal før samrådet er ferdig" in decider
    reader = plain(client_as("reader").get(proposed).text)
    assert "Hva kan gjøres nå" not in reader
    with filling() as (session, _actor):
        session.scalars(select(Spending)).one().proposed_by_id = world.someone(Role.DECIDER).id
    told = plain(client_as("decider").get(proposed).text)
    assert "den som foreslår, kan ikke avgjøre" in told


def test_a_change_shows_both_texts_when_another_was_first(proposed: str, client_as: ClientAs) -> None:
    client, url = client_as("prevention_coordinator"), f"{proposed}/endre"
    seen = fields_of(client.get(url).text)
    assert client.post(url, data=seen | {"title": "Min kveld"}).status_code == 302
    answer = client.post(url, data=seen | {"title": "Din kveld"})
    assert answer.status_code == 409
    assert "Min kveld" in answer.text
    assert "Din kveld" in answer.text
    again = client.post(url, data=fields_of(answer.text) | {"title": "Vår kveld"}, follow_redirects=True)
    assert "Vår kveld" in plain(again.text)


@pytest.mark.parametrize(
    ("act", "role", "sentence"),
    [
        pytest.param("avsla", "decider", "Skriv hvorfor det blir avslag.", id="refuse"),
        pytest.param("trekk", "prevention_coordinator", "Skriv hvorfor saken trekkes.", id="retract"),
        pytest.param("uten-samrad", "decider", "Skriv hvorfor midlene kan utbetales", id="waive"),
    ],
)
def test_what_needs_a_reason_is_not_done_without_one(
    proposed: str, client_as: ClientAs, act: str, role: str, sentence: str
) -> None:
    client, url = client_as(role), f"{proposed}/{act}"
    fields = fields_of(client.get(url).text)
    wrong = client.post(url, data=fields | {"reason": " "})
    assert (wrong.status_code, sentence in plain(wrong.text)) == (422, True)
    done = client.post(url, data=fields | {"reason": "God grunn"}, follow_redirects=True)
    assert (done.status_code, "God grunn" in plain(done.text)) == (200, True)
    assert client.post(url, data=fields | {"reason": "Igjen"}).status_code == 409


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"amount": "-1"}, "er under null. Skriv et beløp", id="below nought"),
        pytest.param({"amount": "0"}, "Beløpet må være større enn 0 kr.", id="nothing"),
        pytest.param({"report_due_on": short_date(TODAY)}, "Rapportfristen må være etter i dag.", id="today"),
        pytest.param({"report_due_on": ""}, "Skriv når rapporten skal være levert.", id="no day"),
    ],
)
def test_a_grant_that_is_typed_wrongly_is_not_made(
    proposed: str, client_as: ClientAs, changed: dict, sentence: str
) -> None:
    client, url = client_as("decider"), f"{proposed}/innvilg"
    fields = fields_of(client.get(url).text) | {"report_due_on": short_date(REPORT_DUE_ON)}
    answer = client.post(url, data=fields | changed)
    assert (answer.status_code, sentence in plain(answer.text)) == (422, True)
    less = client.post(url, data=fields | {"amount": "8 000"})
    assert (less.status_code, "Skriv hvorfor det innvilges mindre" in plain(less.text)) == (409, True)


def test_two_who_grant_at_once_grant_once(proposed: str, client_as: ClientAs) -> None:
    client, url = client_as("decider"), f"{proposed}/innvilg"
    fields = fields_of(client.get(url).text)
    assert client.post(url, data=fields).status_code == 302
    second = client.post(url, data=fields)
    assert second.status_code == 409
    assert "Tilsagn 12 000" in plain(client.get("/forebygging/bruk").text)


def test_the_list_is_filtered_and_asks_no_more_of_the_database_for_more_rows(
    proposed: str, client_as: ClientAs, filling: Filling, world: World, statements: list[str]
) -> None:
    client = client_as("reader")
    client.get("/forebygging/bruk")
    statements.clear()
    client.get("/forebygging/bruk")
    few = len(statements)
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        first = session.scalars(select(Spending)).one()
        for number in range(60):
            session.add(
                Spending(
                    municipality_id=actor.municipality_id,
                    number=f"x/{number}",
                    earmark_id=first.earmark_id,
                    year=first.year,
                    origin=SpendingOrigin.OWN_INITIATIVE,
                    kind=first.kind,
                    title=f"Tiltak {number}",
                    meets_purpose=True,
                    purpose="Treffer",
                    target_group=first.target_group,
                    amount_ore=100,
                    asked_ore=100,
                    received_on=TODAY,
                    state=SpendingState.RETRACTED,
                    proposed_by_id=actor.user_id,
                    proposed_at=clock.now(),
                )
            )
    statements.clear()
    page = client.get("/forebygging/bruk")
    assert len(statements) == few
    assert "Viser 50 saker" in plain(page.text)
    waiting = plain(client.get("/forebygging/bruk?tilstand=proposed").text)
    assert "Foreldrekveld for 8. trinn" in waiting
    assert "Tiltak 1" not in waiting
    assert "Ingen søknader eller tiltak her." in plain(client.get("/forebygging/bruk?ar=2025").text)
    assert client.get("/forebygging/bruk?ar=tull&tilstand=tull&oremerking=tull&etter=tull").status_code == 200


def test_without_an_earmark_nothing_can_be_asked_for(client_as: ClientAs) -> None:
    page = plain(client_as("prevention_coordinator").get(APPLICATION).text)
    assert "Ingen øremerking gjelder" in page


def test_another_municipality_finds_nothing(proposed: str, client_as: ClientAs) -> None:
    for role in ("prevention_coordinator", "decider"):
        client = client_as(role, municipality="other")
        assert client.get(proposed).status_code == 404
        assert "Foreldrekveld" not in client.get("/forebygging/bruk").text
    assert client_as("inspector").get(proposed).status_code == 403


def test_a_consultation_is_told_of_in_the_list(
    proposed: str, client_as: ClientAs, filling: Filling, world: World
) -> None:
    client = client_as("reader")
    assert "Mangler 3" in plain(client.get("/forebygging/bruk").text)
    with desk_of(filling, world) as desk:
        row = desk.session.scalars(select(Spending)).one()
        make_consulted(desk.session, desk.coordinator, desk.earmark, row)
    assert "Ferdig" in plain(client.get("/forebygging/bruk").text)
