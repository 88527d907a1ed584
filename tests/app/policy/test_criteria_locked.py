"""Criteria are locked by a decision in time, and nothing of them changes after."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models.criteria import CriteriaSet
from app.policy.queries.criteria_sets import criteria_fixed_for
from app.policy.service import criteria_sets as service
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind
from tests.app.cases.pages import plain, sentences
from tests.app.conftest import OTHER, ClientAs, Filling
from tests.app.policy.test_criteria_sets import (
    BASE,
    CRITERION,
    FIELDS,
    OPENS,
    TODAY,
    draft_id,
    lock_fields,
    locked_id,
    texts,
    version,
)
from tests.factories.criteria import make_locked_set, make_set


@pytest.mark.parametrize(
    ("opens_on", "decided_on", "sentence"),
    [
        pytest.param(TODAY, TODAY, "det har vært åpent for søknader siden", id="applications open today"),
        pytest.param(
            TODAY - timedelta(days=40),
            TODAY - timedelta(days=60),
            "Kriterier skal være fastsatt på forhånd",
            id="decided in time, but locked too late",
        ),
        pytest.param(
            OPENS, OPENS + timedelta(days=1), "etter at det åpnes for søknader", id="decided after opening"
        ),
        pytest.param(OPENS, TODAY + timedelta(days=1), "vent til vedtaket er fattet", id="decided tomorrow"),
    ],
)
def test_a_lock_that_comes_too_late_or_rests_on_nothing_is_refused(
    client_as: ClientAs, filling: Filling, opens_on: date, decided_on: date, sentence: str
) -> None:
    with filling() as (session, actor):
        set_id = make_set(session, actor, opens_on=opens_on).id
    fields = lock_fields(version(filling, set_id), decided_on)
    answer = client_as("meeting_secretary").post(f"{BASE}/{set_id}/las", data=fields)
    assert answer.status_code == 409
    page = plain(answer.text)
    assert sentence in page
    assert "(alkoholloven § 1-7a)" in page
    with filling() as (session, _actor):
        assert session.get_one(CriteriaSet, set_id).locked_on is None


def test_a_set_without_criteria_is_not_locked(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        set_id = make_set(session, actor, criteria=()).id
    answer = client_as("meeting_secretary").post(f"{BASE}/{set_id}/las", data=lock_fields("1"))
    assert answer.status_code == 409
    assert "det er ikke skrevet noen" in plain(answer.text)


def test_a_lock_without_a_decision_is_refused_in_the_form_and_in_the_service(
    client_as: ClientAs, filling: Filling
) -> None:
    set_id = draft_id(filling)
    fields = {"version": version(filling, set_id), "decided_on": "", "reference": ""}
    answer = client_as("meeting_secretary").post(f"{BASE}/{set_id}/las", data=fields)
    assert answer.status_code == 422
    assert sentences(answer) == [
        "Skriv datoen for kommunestyrets vedtak.",
        "Skriv saken, for eksempel KS 12/27.",
    ]
    with filling() as (session, actor), pytest.raises(NotAllowed) as refused:
        service.lock_criteria_set(
            session,
            actor,
            set_id=set_id,
            seen_version=int(fields["version"]),
            decided_on=TODAY,
            reference="",
            on=TODAY,
        )
    assert refused.value.code == "criteria_not_decided"


def test_who_locks_has_seen_the_criteria_as_they_are(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    seen = version(filling, set_id)
    added = CRITERION | {"version": seen}
    assert client_as("caseworker").post(f"{BASE}/{set_id}/nytt", data=added).status_code == 302
    answer = client_as("meeting_secretary").post(f"{BASE}/{set_id}/las", data=lock_fields(seen))
    assert answer.status_code == 409
    assert "Mat er hoveddelen" in plain(answer.text)
    with filling() as (session, _actor):
        assert session.get_one(CriteriaSet, set_id).locked_on is None


def test_nothing_of_a_locked_set_is_changed_through_the_pages(client_as: ClientAs, filling: Filling) -> None:
    set_id = locked_id(filling)
    client = client_as("administrator")
    with filling() as (session, _actor):
        row = session.get_one(CriteriaSet, set_id)
        food, seen = row.criteria[0].id, str(row.version)
    for path, fields in (
        ("endre", FIELDS),
        ("nytt", CRITERION),
        (f"{food}/endre", CRITERION),
        (f"{food}/fjern", {}),
        (f"{food}/flytt", {"up": "0"}),
        ("forkast", {}),
    ):
        answer = client.post(f"{BASE}/{set_id}/{path}", data=fields | {"version": seen})
        assert answer.status_code == 409, path
        assert "Kriteriene er låst og kan ikke endres" in plain(answer.text), path
    assert texts(filling, set_id) == ["Mat", "Nattero"]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE fixed_criteria SET weight = 9", id="a weight"),
        pytest.param("DELETE FROM fixed_criteria", id="the criteria"),
        pytest.param("UPDATE criteria_sets SET places = 99", id="the number of places"),
        pytest.param("UPDATE criteria_sets SET decided_on = '2020-01-01'", id="the decision"),
    ],
)
def test_the_database_itself_keeps_a_locked_set(filling: Filling, statement: str) -> None:
    locked_id(filling)
    with filling() as (session, _actor):
        with pytest.raises(IntegrityError):
            session.execute(text(statement))
        session.rollback()


def fixed(session: Session, municipality_id: int, on: date = TODAY) -> bool | None:
    """Whether criteria for serving licences were fixed, seen from a day."""
    return criteria_fixed_for(session, municipality_id, LicenceKind.SERVING, on)


def test_criteria_that_nobody_has_entered_are_not_known(filling: Filling) -> None:
    with filling() as (session, actor):
        assert fixed(session, actor.municipality_id) is None
        make_locked_set(session, actor, kind=LicenceKind.SALE)
        assert fixed(session, actor.municipality_id) is None
    with filling(municipality=OTHER) as (session, actor):
        make_locked_set(session, actor)
    with filling() as (session, actor):
        assert fixed(session, actor.municipality_id) is None


def test_a_locked_set_counts_from_the_day_it_is_locked(filling: Filling) -> None:
    with filling() as (session, actor):
        make_locked_set(session, actor)
        assert fixed(session, actor.municipality_id, TODAY - timedelta(days=1)) is None
        assert fixed(session, actor.municipality_id, TODAY) is True
        assert fixed(session, actor.municipality_id, OPENS + timedelta(days=200)) is True
        # Two renewals on, the criteria of this one say nothing.
        assert fixed(session, actor.municipality_id, OPENS + timedelta(days=3 * 365)) is None


def test_a_draft_that_was_not_locked_in_time_is_a_no(filling: Filling) -> None:
    with filling() as (session, actor):
        make_set(session, actor, opens_on=TODAY)
        assert fixed(session, actor.municipality_id, TODAY - timedelta(days=1)) is None
        assert fixed(session, actor.municipality_id, TODAY) is False
