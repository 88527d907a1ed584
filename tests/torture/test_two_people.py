"""Two people in one case: the later one sees both texts, loses nothing typed, and can send it again."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.clock import today
from app.models.decision import Proposal, ProposalState
from app.models.municipality import Municipality
from app.permissions import Role
from tests.factories import case as cases
from tests.factories.user import make_user
from tests.journeys.office import fields_of

HER_REASONS = "Stedet har vært drevet godt i ti år.\n\nNaboene har ikke merknader."
HIS_REASONS = "Søkeren oppfyller kravene i loven, og retningslinjene er fulgt."
HIS_CONDITION = "Vakt ved døra etter kl. 22.00."


def colleague_of(app: Flask, filling: Callable, municipality_id: int) -> FlaskClient:
    """One more caseworker, signed in."""
    with filling() as (session, _actor):
        municipality = session.get_one(Municipality, municipality_id)
        colleague = make_user(
            session, municipality, Role.CASEWORKER, name="Hanna Medarbeider", email="hanna@kommune.invalid"
        )
        token = colleague.session_token
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["municipality_id"] = municipality_id
    return client


def test_the_later_of_two_proposers_sees_both_texts_and_can_send_again(
    app, client_as, filling: Callable, world
) -> None:
    with filling() as (session, actor):
        ready = cases.make_ready(session, actor, on=today(), received_on=today())
        case_id = cases.assessed(session, actor, ready, today()).id
    his, hers, decider = client_as(), colleague_of(app, filling, world.own_id), client_as("decider")
    page = f"/saker/{case_id}/forslag"
    his_form = fields_of(his.get(page).text)
    her_form = fields_of(hers.get(page).text)

    # She puts hers before the decider, who sends it back, all while he is still writing.
    assert hers.post(page, data=her_form | {"reasons": HER_REASONS}).status_code == 302
    back = f"/saker/{case_id}/send-tilbake"
    returning = fields_of(decider.get(back).text) | {"reason": "Skriv mer om støy."}
    assert decider.post(back, data=returning).status_code == 302

    sent = his_form | {"reasons": HIS_REASONS, "own_conditions": HIS_CONDITION, "last_day": "31.12.2027"}
    answer = his.post(page, data=sent)

    assert answer.status_code == 409
    assert "Saken ble endret mens du skrev." in answer.text
    assert "Ingenting av ditt er lagret ennå." in answer.text
    assert "Dette er lagret nå" in answer.text
    assert "Dette skrev du" in answer.text
    assert HER_REASONS.replace("\n", "") in answer.text.replace("\n", "").replace("\r", "")
    kept = fields_of(answer.text)
    changed = {"version", "csrf_token"}
    assert {name: kept[name] for name in sent if name not in changed} == {
        name: sent[name] for name in sent if name not in changed
    }
    assert kept["version"] != sent["version"]
    with filling() as (session, _actor):
        assert session.scalars(select(Proposal.state)).all() == [ProposalState.RETURNED]

    again = his.post(page, data=kept)

    assert again.status_code == 302, again.text
    with filling() as (session, _actor):
        open_one = session.scalars(select(Proposal).where(Proposal.state == ProposalState.OPEN)).one()
        assert open_one.reasons == HIS_REASONS
        assert [condition["text"] for condition in open_one.conditions] == [HIS_CONDITION]
        assert open_one.last_day.isoformat() == "2027-12-31"


def test_an_act_on_a_case_that_another_moved_names_who_did_what(
    app, client_as, filling: Callable, world
) -> None:
    with filling() as (session, actor):
        case_id = cases.make_case(session, actor, received_on=today()).id
    his, hers = client_as(), colleague_of(app, filling, world.own_id)
    page = f"/saker/{case_id}/opplysninger/etterspor"
    form = fields_of(his.get(page).text) | {"text": "Plantegning\nFinansieringsplan"}
    asking = f"/saker/{case_id}/uttalelser/ny"
    asked = fields_of(hers.get(asking).text) | {"bodies": ["police", "social_service"]}
    assert hers.post(asking, data=asked).status_code == 302

    answer = his.post(page, data=form)

    assert answer.status_code == 409
    assert "Hanna Medarbeider" in answer.text
    kept = fields_of(answer.text)
    assert kept["text"].split() == form["text"].split()
    assert his.post(page, data=kept).status_code == 302


def test_a_button_on_an_old_page_says_what_happened_and_leads_back(
    client_as, filling: Callable, world
) -> None:
    with filling() as (session, actor):
        case_id = cases.make_ready(session, actor, on=today(), received_on=today()).id
    client = client_as()

    answer = client.post(f"/saker/{case_id}/vurder", data={"version": "1"})

    assert answer.status_code == 409
    assert "Saken er endret av en annen etter at du åpnet siden, og ingenting er lagret nå." in answer.text
    assert f'href="/saker/{case_id}"' in answer.text
