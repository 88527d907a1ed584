"""Asking the police about people, approving them alone, refusing them by two, and what conduct may cost."""

import re
from datetime import timedelta

from sqlalchemy import select

from app import formats
from app.cases.service.conduct import ConductEntry, answer_conduct
from app.models.case import Case
from app.models.licence import Licence, LicencePerson
from licensing.applicants import ConductLaw, ConductQuestion
from licensing.statements import Answer, Asked, Body, Question
from tests.app.amendments.people import influence_entry, managers_entry, ready, registered
from tests.app.amendments.people_forms import TODAY, version_on
from tests.app.cases.pages import hindrance
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import answer, ask, fresh
from tests.factories.change import House


def test_the_police_are_asked_with_one_press(client_as: ClientAs, filling: Filling, house: House) -> None:
    with filling() as (session, actor):
        case = registered(session, actor, managers_entry(house))
        case_id, version = case.id, case.version
    client = client_as()
    asked = client.post(
        f"/endringer/sak/{case_id}/politiet", data={"version": version}, follow_redirects=True
    )
    assert "Politiet er spurt om vandel." in asked.text
    assert "Til uttalelse" in asked.text
    stale = client.post(f"/endringer/sak/{case_id}/politiet", data={"version": version})
    assert stale.status_code == 409


def test_one_person_approves_from_the_case_page(client_as: ClientAs, filling: Filling, house: House) -> None:
    with filling() as (session, actor):
        case = ready(session, actor, managers_entry(house), on=TODAY)
        case_id, version = case.id, case.version
    client = client_as()
    assert f"/endringer/sak/{case_id}/godkjenn" in client.get(f"/saker/{case_id}").text
    form = client.get(f"/endringer/sak/{case_id}/godkjenn")
    assert "Derfor godkjenner vi søknaden." in form.text
    sent = {
        "version": version,
        "first_day": formats.short_date(TODAY),
        "reasons": "Kravene er oppfylt.",
        "deviation": "",
    }
    early = client.post(
        f"/endringer/sak/{case_id}/godkjenn",
        data=sent | {"first_day": formats.short_date(TODAY - timedelta(days=1))},
    )
    assert early.status_code == 422
    done = client.post(f"/endringer/sak/{case_id}/godkjenn", data=sent, follow_redirects=True)
    assert "Ett brev for alle bevillingene ligger klart." in done.text
    assert "Kontrollfirmaet trenger ny liste" in done.text
    twice = client.post(f"/endringer/sak/{case_id}/godkjenn", data=sent)
    assert twice.status_code == 409
    licence = client.get(f"/bevillinger/{house.ids[2]}").text
    assert "Nye Styrer" in licence
    assert "uten godkjent styrer" not in licence


def test_a_refusal_takes_two_people_and_leaves_the_rows_alone(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    with filling() as (session, actor):
        case = registered(session, actor, managers_entry(house, leaving=()))
        person = case.application.parties[0].person_id
        line = Asked(Body.POLICE, Question.CONDUCT_MANAGER, f"person:{person}")
        ask(session, actor, case, TODAY, bodies=(Body.POLICE,))
        answer(session, actor, case, Body.POLICE, TODAY, remarks={line: (Answer.NO_REMARK, "")})
        case = fresh(session, case)
        case.application.parties[0].employed = False
        case_id, version = case.id, case.version
    client = client_as()
    client.post(f"/saker/{case_id}/vurdering", data={"version": version})
    page = client.get(f"/endringer/sak/{case_id}/forslag")
    version = version_on(page.text)
    assert "Loven hindrer at det godkjennes" in page.text
    proposed = client.post(
        f"/endringer/sak/{case_id}/forslag",
        data={
            "version": version,
            "outcome": "refuse",
            "first_day": formats.short_date(TODAY),
            "reasons": "Styreren arbeider ikke på stedet.",
            "deviation": "Den som er foreslått, skal ikke arbeide på stedet.",
        },
        follow_redirects=True,
    )
    assert "Forslaget er lagt fram." in proposed.text, hindrance(proposed)
    decider = client_as("decider")
    form = decider.get(f"/saker/{case_id}/vedtak").text
    version = version_on(form)
    done = decider.post(f"/saker/{case_id}/vedtak", data={"version": version}, follow_redirects=True)
    assert "Avslag på godkjenning av personer" in done.text
    with filling() as (session, _actor):
        rows = session.scalars(select(LicencePerson)).all()
        assert {row.last_day for row in rows} == {None}
        assert len(rows) == 6


def test_failed_conduct_of_an_owner_may_cost_the_licence_and_is_told_not_done(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    with filling() as (session, actor):
        case = ready(session, actor, influence_entry(house), on=TODAY)
        case_id = case.id
    client = client_as()
    assert "inndra bevillingen" not in client.get(f"/saker/{case_id}").text
    with filling() as (session, actor):
        case = fresh(session, session.get_one(Case, case_id))
        entry = ConductEntry(
            ConductQuestion.HOLDER,
            f"person:{case.application.parties[0].person_id}",
            met=False,
            reason="Skjenket uten bevilling.",
            law=ConductLaw.ALCOHOL,
            happened_on=TODAY - timedelta(days=400),
        )
        answer_conduct(session, actor, case_id=case_id, seen_version=case.version, entry=entry, on=TODAY)
    told = client.get(f"/saker/{case_id}").text
    assert "Kommunen kan inndra bevillingen (alkoholloven" in told
    assert "Skjenket uten bevilling." not in told
    form = client.get(f"/endringer/sak/{case_id}/forslag").text
    assert re.search(r'value="refuse"[^>]*checked', form)
    with filling() as (session, _actor):
        assert {licence.ended_on for licence in session.scalars(select(Licence))} == {None}
