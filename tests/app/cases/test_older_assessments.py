"""An assessment keeps the version of the policy that it was made by, whatever comes after it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.cases.service.assessments import answers_otherwise, replayed
from app.models.assessment import AssessmentRecord
from licensing.assessment import FindingCode, ProposedOutcome
from licensing.policy import Allow, PlaceEffect, Strength
from tests.app.cases.pages import plain, press
from tests.factories import bergen
from tests.factories.policy import make_rules
from tests.journeys.office import fields_of

CORRECTED = "Reglene i systemet er rettet siden vurderingen ble gjort"
OLDER = {
    "id": "7",
    "version": 1,
    "name": "Retningslinjer 2020–2024",
    "first_day": "2020-01-01",
    "caps": [{"code": "cap:1", "limit": 40, "kinds": ["serving"], "citation_text": "punkt 3.1"}],
    "hours": [],
    "criteria": [],
}


@pytest.fixture
def assessed_by_the_first_version(client_as, ready_id, filling) -> int:
    """An island that was assessed while the guidelines normally refused it."""
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, bergen.NO_ISLANDS, **bergen.FRAME)
    client = client_as()
    page = f"/saker/{ready_id}/retningslinjer"
    fields = fields_of(client.get(page).text) | {"answer:mall_island": "yes"}
    assert client.post(f"{page}/svar", data=fields).status_code == 302
    assert press(client, ready_id, "vurder").status_code == 302
    return ready_id


def allow_islands(filling) -> None:
    """Let the next version of the guidelines say yes to what the first normally refused."""
    with filling() as (session, actor):
        opened = replace(
            bergen.NO_ISLANDS,
            strength=Strength.HARD,
            place=PlaceEffect(allow=Allow.YES),
            words="Øyer i kjøpesentre kan få skjenkebevilling.",
        )
        make_rules(session, actor.municipality_id, opened)


def test_an_assessment_shows_the_rule_as_it_was_and_replays_to_the_same(
    client_as, assessed_by_the_first_version, filling
) -> None:
    allow_islands(filling)
    page = client_as().get(f"/saker/{assessed_by_the_first_version}/vurdering").text
    shown = plain(page)
    assert "Det gis normalt ikke skjenkebevilling." in shown
    assert "Er stedet en øy i et kjøpesenter? Ja" in shown
    assert CORRECTED not in shown
    with filling() as (session, _actor):
        record = session.scalars(select(AssessmentRecord)).one()
        assert f"/retningslinjer/{record.policy_id}" in page
        assert not answers_otherwise(session, record)
        assert replayed(session, record).outcome is ProposedOutcome.REFUSE


def test_the_next_assessment_is_made_by_the_version_that_holds_now(
    client_as, assessed_by_the_first_version, filling
) -> None:
    allow_islands(filling)
    client = client_as()
    assert press(client, assessed_by_the_first_version, "vurder").status_code == 302
    with filling() as (session, _actor):
        first, second = session.scalars(select(AssessmentRecord).order_by(AssessmentRecord.id)).all()
        assert (first.outcome, second.outcome) == (ProposedOutcome.REFUSE, ProposedOutcome.GRANT)
        assert first.policy_id != second.policy_id
    shown = plain(client.get(f"/saker/{assessed_by_the_first_version}/vurdering").text)
    assert "Øyer i kjøpesentre kan få skjenkebevilling." in shown


def test_an_assessment_that_kept_its_policy_whole_in_the_older_form_still_shows(
    client_as, assessed_by_the_first_version, filling
) -> None:
    with filling() as (session, _actor):
        record = session.scalars(select(AssessmentRecord)).one()
        record.policy, record.policy_id, record.policy_version = OLDER, None, "Retningslinjer 2020–2024 (1)"
        session.flush()
        assert FindingCode.CAP_UNKNOWN in {row.code for row in replayed(session, record).findings}
    shown = client_as().get(f"/saker/{assessed_by_the_first_version}/vurdering")
    assert shown.status_code == 200
    assert "Retningslinjer 2020–2024 (1)" in plain(shown.text)
