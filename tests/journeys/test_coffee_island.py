"""A coffee island in a shopping centre: refused by a main rule, granted for a special ground, remembered."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app import clock
from app.formats import short_date
from licensing.decisions import DelegationMode
from tests.app.cases.pages import plain
from tests.app.conftest import Filling
from tests.factories import bergen
from tests.factories.policy import delegation_rule, make_rules
from tests.journeys.office import Office, fields_of

GROUND = "Øya har egne vegger og egen inngang, og senteret er stengt om kvelden."
VOTE = {
    "case_number": "PS 12/27",
    "voted_text": "Det gis skjenkebevilling. Øya er i praksis et eget lokale.",
    "reasons": "Formannskapet mener at øya er et eget lokale.",
    "deviation": "Øya er i praksis et eget lokale.",
}
SECOND = {
    "holder_number": "311000020",
    "holder_name": "Kaffehjørnet AS",
    "holder_address": "Tollef Bredals vei 4, 7374 Røros",
    "venue_name": "Kaffehjørnet",
    "venue_address": "Tollef Bredals vei 4, 7374 Røros",
    "rooms": "Øya",
    "outdoor": "",
}


@pytest.fixture
def office(client_as: Callable[..., FlaskClient], filling: Filling) -> Office:
    """An office whose council leaves new licences to the formannskap."""
    with filling() as (session, actor):
        make_rules(
            session,
            actor.municipality_id,
            *bergen.RULES,
            delegation_rule(DelegationMode.BODY),
            **bergen.FRAME,
        )
    return Office(client_as("caseworker"), client_as("decider"))


def answered(office: Office) -> None:
    """Tell what the policy asks: an island, with a kitchen open long enough."""
    page = office.caseworker.get(f"{office.case_url}/retningslinjer").text
    answers = {"answer:mall_island": "yes", "answer:strip": "no", "answer:kitchen_until": "23.00"}
    told = office.caseworker.post(f"{office.case_url}/retningslinjer/svar", data=fields_of(page) | answers)
    assert told.status_code == 302, told.text


def until_assessed(office: Office, **changes: str) -> str:
    """Bring an application to its assessment; what the assessment says."""
    assert office.register(**changes).status_code == 302
    for act in (office.ask(), office.record("police"), office.record("social_service")):
        assert act.status_code == 302, act.text
    answered(office)
    return assessment(office)


def assessment(office: Office) -> str:
    """Assess the case, and read what was found."""
    assert office.assess().status_code == 302
    return plain(office.caseworker.get(f"{office.case_url}/vurdering").text)


def test_a_special_ground_carries_an_island_past_the_main_rule_and_the_next_one_is_told(
    office: Office, client_as: Callable[..., FlaskClient]
) -> None:
    found = until_assessed(office)
    assert "Samlet Funnene taler for avslag" in found
    assert "Øyer i kjøpesentre får normalt ikke skjenkebevilling." in found
    assert "Er det en særlig grunn til å fravike regelen?" in found
    drafted = office.drafted()
    assert drafted["outcome"] == "refuse"
    assert "Retningslinjene punkt 5 sier: Øyer i kjøpesentre får normalt ikke" in drafted["reasons"]
    assert "mener at det ikke er det" in drafted["reasons"], "the special ground was looked for"

    ground = f"{office.case_url}/retningslinjer/B-18/grunn"
    sent = fields_of(office.caseworker.get(ground).text) | {"text": GROUND}
    assert office.caseworker.post(ground, data=sent).status_code == 302
    found = assessment(office)
    assert "Samlet Må vurderes av saksbehandler" in found
    drafted = office.drafted()
    assert drafted["outcome"] == "grant"
    assert f"Vi mener at det er en særlig grunn til å fravike regelen: {GROUND}" in drafted["reasons"]
    assert drafted["library"] in (["B-12", "B-21"], ["B-21", "B-12"]), "the standard conditions are chosen"
    assert office.propose().status_code == 302

    secretary = client_as("meeting_secretary")
    version = {"version": office.version()}
    assert secretary.post(f"{office.case_url}/til-utvalg", data=version).status_code == 302
    keyed = fields_of(secretary.get(f"{office.case_url}/politisk-vedtak").text) | VOTE
    keyed["met_on"] = short_date(clock.today())
    voted = secretary.post(f"{office.case_url}/politisk-vedtak", data=keyed)
    assert voted.status_code == 302, plain(voted.text)
    decided = plain(office.page())
    assert "Frist: 14 dager etter vedtaket." in decided
    letters = [plain(office.caseworker.get(letter).text) for letter in office.letters()]
    (told,) = [text for text in letters if "Gjestene skal kunne hente gratis vann selv." in text]
    assert "Dokumentasjon: bilde av vannpunktet." in told

    listed = plain(office.caseworker.get("/retningslinjer/unntak").text)
    assert GROUND in listed
    assert "Unntak som teksten åpner for" in listed
    assert "retningslinjene punkt 5" in listed

    first = office.case_url.rsplit("/", 1)[1]
    following = Office(office.caseworker, office.decider)
    found = until_assessed(following, **SECOND)
    assert "Tidligere vedtak som fravek regelen" in found
    assert GROUND in found
    assert f"/saker/{first}" in office.caseworker.get(f"{following.case_url}/vurdering").text
