"""The questions of the policy in a case, and the special grounds for departing from its rules."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.cases.queries.policy_facts import answers_of, grounds_of
from app.clock import today
from app.models.event import Event, EventType
from app.models.policy import Policy, PolicyFact, PolicyState, SpecialGround
from app.policy.queries import policy_in_force
from licensing.policy import HoursEffect, Rule, RuleKind, Strength
from tests.app.cases.pages import hindrance, plain, press, send, sentences, unchanged
from tests.app.conftest import Filling
from tests.factories import bergen
from tests.factories import case as cases
from tests.factories.person import identity
from tests.factories.policy import make_rules
from tests.journeys.office import fields_of

PAGE = "/saker/{}/retningslinjer"
GROUND = "/saker/{}/retningslinjer/B-18/grunn"
ISLAND, KITCHEN = "answer:mall_island", "answer:kitchen_until"


@pytest.fixture(autouse=True)
def policy(filling: Filling) -> None:
    """Guidelines with a main rule on islands in shopping centres, and a demand on the kitchen."""
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, *bergen.RULES, **bergen.FRAME)


@pytest.fixture
def answer(client_as: Callable[..., FlaskClient]) -> Callable[..., Any]:
    """Answer questions as the caseworker, from the page as it stands."""

    def answered(case_id: int, **answers: str) -> Any:
        client = client_as()
        page = PAGE.format(case_id)
        named = {f"answer:{code}": value for code, value in answers.items()}
        return send_to(client, page, f"{page}/svar", named)

    return answered


def send_to(client: FlaskClient, page: str, address: str, changes: dict[str, str]) -> Any:
    """Open a page, change some fields of its form, and send it to the form's own address."""
    return client.post(address, data=fields_of(client.get(page).text) | changes)


def test_only_questions_that_rules_of_the_case_hang_on_are_asked(client_as, ready_id) -> None:
    shown = plain(client_as().get(PAGE.format(ready_id)).text)
    assert "Er stedet en øy i et kjøpesenter?" in shown
    assert "Når stenger kjøkkenet?" in shown
    assert "Hvor mange rom har stedet?" not in shown, "the place is no hotel"
    assert "Øyer i kjøpesentre får normalt ikke skjenkebevilling." in shown, "the rule that asks"
    assert "retningslinjene punkt 5" in shown


def test_answers_are_saved_together_and_read_as_they_were_meant(ready_id, answer, filling) -> None:
    assert answer(ready_id, mall_island="yes", kitchen_until="21").status_code == 302
    with filling() as (session, _actor):
        rows = session.scalars(select(PolicyFact).order_by(PolicyFact.question)).all()
        assert [(row.question, row.answer) for row in rows] == [
            ("kitchen_until", 1260),
            ("mall_island", True),
        ]
        assert session.scalars(
            select(Event).where(Event.type == EventType.POLICY_FACT_ANSWERED, Event.case_id == ready_id)
        ).one()


def test_a_time_after_midnight_belongs_to_the_evening_before(ready_id, answer, filling) -> None:
    assert answer(ready_id, kitchen_until="00.30").status_code == 302
    with filling() as (session, _actor):
        assert session.scalars(select(PolicyFact)).one().answer == 24 * 60 + 30


def test_what_nobody_changed_is_not_stored_once_more_and_leaves_the_assessment_as_it_was(
    client_as, ready_id, answer, filling
) -> None:
    answer(ready_id, mall_island="no")
    assert press(client_as(), ready_id, "vurder").status_code == 302
    hold = unchanged(filling)
    assert answer(ready_id, mall_island="no").status_code == 302
    hold()
    assert "Saken eller retningslinjene er endret etter vurderingen" not in plain(
        client_as().get(f"/saker/{ready_id}").text
    )


def test_a_changed_answer_makes_the_assessment_stale_and_the_last_answer_holds(
    client_as, ready_id, answer, filling
) -> None:
    client = client_as()
    answer(ready_id, mall_island="no")
    press(client, ready_id, "vurder")
    answer(ready_id, mall_island="yes")
    assert "Saken eller retningslinjene er endret etter vurderingen" in plain(
        client.get(f"/saker/{ready_id}").text
    )
    press(client, ready_id, "vurder")
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Øyer i kjøpesentre får normalt ikke skjenkebevilling." in found
    with filling() as (session, _actor):
        assert [row.answer for row in session.scalars(select(PolicyFact).order_by(PolicyFact.id))] == [
            False,
            True,
        ]


def test_an_answer_can_be_taken_back(client_as, ready_id, answer, filling) -> None:
    answer(ready_id, mall_island="yes", kitchen_until="22.30")
    answer(ready_id, mall_island="unknown", kitchen_until="")
    with filling() as (session, actor):
        case = cases.case_or_none(session, actor.municipality_id, ready_id)
        assert answers_of(session, case) == {}


def test_an_unknown_answer_is_asked_about_in_the_assessment_in_the_policys_own_words(
    client_as, ready_id
) -> None:
    client = client_as()
    press(client, ready_id, "vurder")
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    asked = found.split("Spør om")[1].split("Funn")[0]
    assert "Avklar: Er stedet en øy i et kjøpesenter?" in asked
    assert "Avklar: Når stenger kjøkkenet?" in asked


def test_open_questions_come_before_those_that_are_answered(client_as, ready_id, answer) -> None:
    answer(ready_id, mall_island="no")
    shown = plain(client_as().get(PAGE.format(ready_id)).text)
    assert shown.index("Når stenger kjøkkenet?") < shown.index("Er stedet en øy i et kjøpesenter?")
    assert "Besvart av Caseworker" in shown


def test_a_kitchen_that_closes_too_early_is_asked_about(client_as, ready_id, answer) -> None:
    answer(ready_id, mall_island="no", strip="no", kitchen_until="21.00")
    client = client_as()
    press(client, ready_id, "vurder")
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Kravet er ikke oppfylt: Stedet skal servere fra hele menyen til kl. 22.00." in found
    assert "Kan kjøkkenet holde åpent til kl. 22.00, eller er det et annet konsept?" in found


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"kitchen_until": "sent"}, "Skriv klokkeslettet", id="no time"),
        pytest.param({"kitchen_until": "25.00"}, "Skriv klokkeslettet", id="no such hour"),
        pytest.param({"mall_island": "kanskje"}, "Velg et svar.", id="no such choice"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_stores_nothing(
    ready_id, answer, filling, typed, sentence
) -> None:
    hold = unchanged(filling)
    refused = answer(ready_id, **typed)
    assert refused.status_code == 422
    (said,) = sentences(refused)
    assert said.startswith(sentence)
    hold()


def test_who_only_reads_sees_answers_and_changes_nothing(client_as, ready_id, answer, filling) -> None:
    answer(ready_id, mall_island="yes")
    hold = unchanged(filling)
    reader = client_as("reader")
    shown = reader.get(PAGE.format(ready_id))
    assert shown.status_code == 200
    assert "<form" not in shown.text.split("<main")[1]
    assert "Er stedet en øy i et kjøpesenter? Ja" in plain(shown.text)
    assert reader.post(f"{PAGE.format(ready_id)}/svar", data={ISLAND: "no"}).status_code == 403
    hold()


def test_without_a_policy_the_page_says_so(client_as, ready_id, filling) -> None:
    with filling() as (session, actor):
        found = policy_in_force(session, actor.municipality_id, today())
        session.get_one(Policy, int(found.id)).state = PolicyState.DISCARDED
    shown = plain(client_as().get(PAGE.format(ready_id)).text)
    assert "Kommunen har ingen retningslinjer som gjelder i dag." in shown


def test_a_special_ground_is_kept_and_turns_the_refusal_into_a_judgement(
    client_as, ready_id, answer, filling
) -> None:
    client = client_as()
    answer(ready_id, mall_island="yes", strip="no", kitchen_until="23.00")
    press(client, ready_id, "vurder")
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Er det en særlig grunn til å fravike regelen? Unntak: Når det er en særlig grunn." in found
    assert "Samlet Funnene taler for avslag" in found
    listed = plain(client.get(PAGE.format(ready_id)).text)
    assert "Unntak gis av: byrådet" in listed
    assert send(client, GROUND.format(ready_id), text="Øya er skilt fra senteret.").status_code == 302
    press(client, ready_id, "vurder")
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Særlig grunn: Øya er skilt fra senteret." in found
    assert "Samlet Må vurderes av saksbehandler" in found
    with filling() as (session, _actor):
        assert session.scalars(select(SpecialGround)).one().rule == "B-18"


def test_a_main_rule_that_gave_the_hours_with_another_may_be_departed_from(
    client_as, ready_id, filling
) -> None:
    opens = Rule("o", RuleKind.HOURS, Strength.HARD, bergen.SERVING, hours=HoursEffect(earliest=15 * 60))
    closes = Rule("c", RuleKind.HOURS, Strength.DEFAULT, bergen.SERVING, hours=HoursEffect(latest=20 * 60))
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, opens, closes)
    client = client_as()
    press(client, ready_id, "vurder")
    listed = plain(client.get(PAGE.format(ready_id)).text)
    assert "Skjenking: til kl. 20.00." in listed.split("Særlige grunner")[1]
    assert "Skjenking: fra kl. 15.00." not in listed


def test_an_emptied_ground_stands_no_more(client_as, ready_id, filling) -> None:
    client = client_as()
    send(client, GROUND.format(ready_id), text="Øya er skilt fra senteret.")
    assert send(client, GROUND.format(ready_id), text="").status_code == 302
    with filling() as (session, actor):
        assert len(session.scalars(select(SpecialGround)).all()) == 2
        assert grounds_of(session, cases.case_or_none(session, actor.municipality_id, ready_id)) == {}


@pytest.mark.parametrize("rule", ["B-15", "B-12", "finnes-ikke"])
def test_a_rule_that_opens_for_nothing_else_has_no_page(client_as, ready_id, rule) -> None:
    assert client_as().get(f"/saker/{ready_id}/retningslinjer/{rule}/grunn").status_code == 404


def test_a_ground_holds_no_identity_number(client_as, ready_id, filling) -> None:
    hold = unchanged(filling)
    refused = send(client_as(), GROUND.format(ready_id), text=f"Eieren er {identity(3).value}.")
    assert refused.status_code == 422
    hold()


def test_nothing_is_answered_once_the_case_is_proposed(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        case = cases.assessed(session, actor, cases.make_ready(session, actor, on=today()), today())
        words = {"deviation": "Avklart under behandlingen."}
        case_id = cases.propose_as(session, actor, case, cases.DecisionOutcome.GRANT, today(), **words).id
    hold = unchanged(filling)
    client = client_as()
    version = fields_of(client.get(f"/saker/{case_id}/saksbehandler").text)["version"]
    answers = {ISLAND: "yes", "answer:strip": "no", KITCHEN: ""}
    refused = client.post(f"{PAGE.format(case_id)}/svar", data={"version": version} | answers)
    assert refused.status_code == 409
    assert "Send forslaget tilbake først" in hindrance(refused)
    hold()
