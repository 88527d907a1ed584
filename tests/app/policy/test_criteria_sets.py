"""Sets of criteria fixed beforehand: written as drafts, locked by a decision in time, unchangeable after."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock, formats
from app.models.criteria import CriteriaSet, FixedCriterion
from app.models.event import Event, EventType
from app.policy.queries.criteria_sets import criteria_sets_of
from app.policy.service import criteria_sets as service
from app.policy.service.criteria_sets import CriterionEntry
from licensing.criteria import CriteriaForm
from licensing.errors import BadValue, NotAllowed
from tests.app.cases.pages import plain, sentences
from tests.app.conftest import OTHER, ClientAs, Filling
from tests.factories.criteria import REFERENCE, make_locked_set, make_set

TODAY = clock.today()
OPENS = TODAY + timedelta(days=90)
BASE = "/retningslinjer/kriterier"
FIELDS = {
    "name": "Fornyelsen 2028",
    "kind": "serving",
    "form": "weighted",
    "applications_open_on": formats.short_date(OPENS),
    "places": "30",
}
CRITERION = {"text": "Mat er hoveddelen", "guide": "4: full meny", "weight": "3", "highest": "4"}


def draft_id(filling: Filling, form: CriteriaForm = CriteriaForm.WEIGHTED) -> int:
    """A draft with two criteria."""
    with filling() as (session, actor):
        return make_set(session, actor, form=form).id


def locked_id(filling: Filling) -> int:
    """A set that is locked today."""
    with filling() as (session, actor):
        return make_locked_set(session, actor).id


def version(filling: Filling, set_id: int) -> str:
    """The version that a page shows now."""
    with filling() as (session, _actor):
        return str(session.get_one(CriteriaSet, set_id).version)


def texts(filling: Filling, set_id: int) -> list[str]:
    """The criteria of a set in their order."""
    with filling() as (session, _actor):
        return [row.text for row in session.get_one(CriteriaSet, set_id).criteria]


def lock_fields(version_now: str, day: date = TODAY, reference: str = REFERENCE) -> dict[str, str]:
    """What is typed to lock a set."""
    return {"version": version_now, "decided_on": formats.short_date(day), "reference": reference}


def test_a_set_is_written_criterion_by_criterion_and_locked(client_as: ClientAs, filling: Filling) -> None:
    writer, secretary = client_as("caseworker"), client_as("meeting_secretary")
    address = writer.post(f"{BASE}/ny", data=FIELDS).location
    set_id = int(address.rpartition("/")[2])
    for name in ("Mat er hoveddelen", "Naboer får nattero"):
        fields = CRITERION | {"text": name, "version": version(filling, set_id)}
        assert writer.post(f"{address}/nytt", data=fields).status_code == 302
    page = plain(writer.get(address).text)
    assert "Utkast" in page
    assert "Høyeste sum et sted kan få 24" in page
    answer = secretary.post(f"{address}/las", data=lock_fields(version(filling, set_id)))
    assert answer.status_code == 302
    page = plain(secretary.get(address).text)
    assert f"{formats.long_date(TODAY)}, {REFERENCE}" in page
    assert "Lås kriteriene" not in page
    with filling() as (session, _actor):
        row = session.get_one(CriteriaSet, set_id)
        assert (row.locked_on, row.reference, row.places) == (TODAY, REFERENCE, 30)
        kinds = session.scalars(select(Event.type).order_by(Event.id)).all()
        assert kinds.count(EventType.CRITERIA_CHANGED) == 3
        event = session.scalars(select(Event).where(Event.type == EventType.CRITERIA_LOCKED)).one()
        assert "Mat er hoveddelen" in str(event.payload)


def test_the_same_draft_sent_twice_is_one(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("caseworker")
    first, second = (client.post(f"{BASE}/ny", data=FIELDS).location for _time in range(2))
    assert first == second
    with filling() as (session, actor):
        assert len(criteria_sets_of(session, actor.municipality_id)) == 1


def test_the_same_criterion_sent_twice_is_added_once(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    fields = CRITERION | {"version": version(filling, set_id)}
    client = client_as("caseworker")
    answers = [client.post(f"{BASE}/{set_id}/nytt", data=fields) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert "En annen lagret mens du skrev" in plain(answers[1].text)
    assert texts(filling, set_id) == ["Mat", "Nattero", "Mat er hoveddelen"]


def test_a_lock_sent_twice_is_one_lock(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    fields = lock_fields(version(filling, set_id))
    client = client_as("meeting_secretary")
    answers = [client.post(f"{BASE}/{set_id}/las", data=fields).status_code for _time in range(2)]
    assert answers == [302, 302]
    with filling() as (session, _actor):
        locked = select(Event).where(Event.type == EventType.CRITERIA_LOCKED)
        assert len(session.scalars(locked).all()) == 1


def test_another_decision_on_a_locked_set_is_refused(client_as: ClientAs, filling: Filling) -> None:
    set_id = locked_id(filling)
    fields = lock_fields(version(filling, set_id), reference="KS 99/27")
    answer = client_as("meeting_secretary").post(f"{BASE}/{set_id}/las", data=fields)
    assert answer.status_code == 409
    assert "Kriteriene er låst allerede (alkoholloven § 1-7a)" in plain(answer.text)


def test_criteria_change_places_and_are_taken_out(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    client = client_as("administrator")
    with filling() as (session, _actor):
        food, quiet = (row.id for row in session.get_one(CriteriaSet, set_id).criteria)
    for criterion_id, up in ((quiet, "1"), (quiet, "1"), (food, "0")):
        data = {"version": version(filling, set_id), "up": up}
        assert client.post(f"{BASE}/{set_id}/{criterion_id}/flytt", data=data).status_code == 302
        assert texts(filling, set_id) == ["Nattero", "Mat"]
    data = {"version": version(filling, set_id)}
    assert client.post(f"{BASE}/{set_id}/{quiet}/fjern", data=data).status_code == 302
    assert client.post(f"{BASE}/{set_id}/{quiet}/fjern", data=data).status_code == 404
    assert texts(filling, set_id) == ["Mat"]


def test_a_stale_button_changes_nothing_and_says_so(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    with filling() as (session, _actor):
        food = session.get_one(CriteriaSet, set_id).criteria[0].id
    client = client_as("caseworker")
    for act in ("flytt", "fjern"):
        answer = client.post(f"{BASE}/{set_id}/{food}/{act}", data={"version": "1", "up": "0"})
        assert answer.status_code == 409
        assert "Ikke lagret" in plain(answer.text)
    answer = client.post(f"{BASE}/{set_id}/forkast", data={"version": "1"})
    assert answer.status_code == 409
    assert texts(filling, set_id) == ["Mat", "Nattero"]


def test_a_draft_is_thrown_away_whole(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    data = {"version": version(filling, set_id)}
    assert client_as("caseworker").post(f"{BASE}/{set_id}/forkast", data=data).status_code == 302
    with filling() as (session, _actor):
        assert session.scalars(select(FixedCriterion)).all() == []
        assert session.get(CriteriaSet, set_id) is None


def test_two_who_write_the_same_criterion_see_both_texts(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    seen = version(filling, set_id)
    with filling() as (session, _actor):
        food = session.get_one(CriteriaSet, set_id).criteria[0].id
    address = f"{BASE}/{set_id}/{food}/endre"
    mine, theirs = (CRITERION | {"text": word, "version": seen} for word in ("Mitt", "Deres"))
    assert client_as("administrator").post(address, data=theirs).status_code == 302
    answer = client_as("caseworker").post(address, data=mine)
    assert answer.status_code == 409
    page = plain(answer.text)
    assert "Dette er lagret nå Deres" in page
    assert "Dette skrev du Mitt" in page
    again = mine | {"version": version(filling, set_id)}
    assert client_as("caseworker").post(address, data=again).status_code == 302
    assert texts(filling, set_id)[0] == "Mitt"


def test_two_who_change_the_same_set_see_both_texts(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    seen = version(filling, set_id)
    address = f"{BASE}/{set_id}/endre"
    theirs = FIELDS | {"places": "12", "version": seen}
    assert client_as("administrator").post(address, data=theirs).status_code == 302
    answer = client_as("caseworker").post(address, data=FIELDS | {"version": seen})
    assert answer.status_code == 409
    assert "Dette er lagret nå 12 Dette skrev du 30" in plain(answer.text)


def test_the_form_of_a_set_stands_once_criteria_are_written(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    fields = FIELDS | {"form": "plain", "version": version(filling, set_id)}
    answer = client_as("caseworker").post(f"{BASE}/{set_id}/endre", data=fields)
    assert answer.status_code == 409
    assert "Formen kan ikke endres" in plain(answer.text)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"weight": "0"}, "Skriv vekten som et helt tall fra 1 til 100.", id="no weight at all"),
        pytest.param({"weight": ""}, "Skriv vekten som et helt tall fra 1 til 100.", id="weight left out"),
        pytest.param({"weight": "101"}, "Tallet er for stort. Skriv høyst 100.", id="too heavy"),
        pytest.param({"weight": "halv"}, "Skriv et helt tall, for eksempel 250.", id="no number"),
        pytest.param({"highest": "0"}, "Skriv høyeste poeng som et helt tall fra 1 til 10.", id="no score"),
        pytest.param({"highest": "11"}, "Tallet er for stort. Skriv høyst 10.", id="score too high"),
        pytest.param({"text": " "}, "Skriv kriteriet.", id="no words"),
    ],
)
def test_a_criterion_typed_wrongly_is_explained(
    client_as: ClientAs, filling: Filling, changes: dict[str, str], sentence: str
) -> None:
    set_id = draft_id(filling)
    fields = CRITERION | {"version": version(filling, set_id)} | changes
    answer = client_as("caseworker").post(f"{BASE}/{set_id}/nytt", data=fields)
    assert answer.status_code == 422
    assert sentences(answer) == [sentence]


def test_a_plain_set_asks_for_no_weight_and_takes_none(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling, CriteriaForm.PLAIN)
    client = client_as("caseworker")
    assert 'name="weight"' not in client.get(f"{BASE}/{set_id}/nytt").text
    fields = CRITERION | {"version": version(filling, set_id)}
    assert client.post(f"{BASE}/{set_id}/nytt", data=fields).status_code == 302
    with filling() as (session, actor):
        row = session.get_one(CriteriaSet, set_id)
        assert [(one.weight, one.highest) for one in row.criteria] == [(1, 1)] * 3
        with pytest.raises(NotAllowed) as refused:
            service.add_criterion(
                session,
                actor,
                set_id=set_id,
                seen_version=row.version,
                entry=CriterionEntry("Tungt", weight=2),
            )
        assert refused.value.code == "criterion_of_plain_set"


def test_a_criterion_without_weight_is_refused_by_the_service_too(filling: Filling) -> None:
    set_id = draft_id(filling)
    with filling() as (session, actor):
        seen = session.get_one(CriteriaSet, set_id).version
        with pytest.raises(BadValue):
            service.add_criterion(
                session, actor, set_id=set_id, seen_version=seen, entry=CriterionEntry("Ingenting", weight=0)
            )


def test_other_municipalities_neither_see_nor_touch_a_set(client_as: ClientAs, filling: Filling) -> None:
    set_id = draft_id(filling)
    stranger = client_as("administrator", municipality=OTHER)
    assert "Fornyelsen 2028" not in stranger.get(BASE).text
    for path in ("", "/endre", "/nytt", "/las", "/rangering", "/rangering/fil", "/skjema"):
        assert stranger.get(f"{BASE}/{set_id}{path}").status_code == 404, path
    assert stranger.post(f"{BASE}/{set_id}/forkast").status_code == 404


@pytest.mark.parametrize("role", ["caseworker", "decider", "meeting_secretary", "reader", "administrator"])
def test_each_role_is_offered_what_it_may_do(client_as: ClientAs, filling: Filling, role: str) -> None:
    page = client_as(role).get(f"{BASE}/{draft_id(filling)}").text
    assert ("Lås kriteriene" in page) is (role in {"meeting_secretary", "administrator"})
    assert ("Nytt kriterium" in page) is (role in {"caseworker", "administrator"})
    assert ("Forkast utkastet" in page) is (role in {"caseworker", "administrator"})
