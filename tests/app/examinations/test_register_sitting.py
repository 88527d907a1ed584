"""Registering a knowledge test, and finding it again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.background import TestKind, TestSitting
from app.models.event import Event, EventType
from app.models.person import Person, PersonTest
from licensing.licences import LicenceKind
from tests.app.cases.pages import hindrance, kept, plain, send, sentences, unchanged
from tests.factories import case as cases
from tests.factories.person import identity, make_person
from tests.journeys.office import application_fields

PAGE = "/kunnskapsprover/ny"


def sitting(**changes):
    """A test for serving, just passed."""
    fields = {
        "identity": identity(70).value,
        "name": "Siri Prøve",
        "kind": "serving",
        "held_on": short_date(today()),
        "right": "24",
        "questions": "30",
        "verdict": "by_mark",
        "note": "",
    }
    return fields | changes


def test_a_passed_test_becomes_the_persons_for_good(client_as, filling) -> None:
    client = client_as()
    assert send(client, PAGE, **sitting()).status_code == 302
    with filling() as (session, _actor):
        row = session.scalars(select(TestSitting)).one()
        assert (row.kind, row.right, row.questions, row.passed) == (TestKind.SERVING, 24, 30, True)
        (test,) = session.scalars(select(PersonTest)).all()
        assert (test.kind, test.passed_on, test.issued_by) == (LicenceKind.SERVING, today(), "Røros")
        event = session.scalars(select(Event).where(Event.type == EventType.TEST_REGISTERED)).one()
        assert "Siri" not in event.payload
        person_id = row.person_id
    page = plain(client.get("/kunnskapsprover").text)
    assert f"Siri Prøve Skjenking {short_date(today())} 24 av 30 Bestått" in page
    shown = plain(client.get(f"/bevillingshavere/personer/{person_id}").text)
    assert f"Bestått {short_date(today())}, Røros" in shown
    assert "24 av 30" in shown


@pytest.mark.parametrize(
    ("changes", "passed", "tests"),
    [
        pytest.param({"right": "24"}, True, 1, id="24 of 30: the mark in use"),
        pytest.param({"right": "23"}, False, 0, id="23 of 30"),
        pytest.param({"kind": "inspection"}, True, 0, id="trap_23_the_inspectors_test_is_no_managers"),
        pytest.param(
            {"right": "23", "verdict": "passed", "note": "Ett spørsmål var feil."},
            True,
            1,
            id="passed anyway",
        ),
        pytest.param({"verdict": "failed", "note": "Hadde med hjelp."}, False, 0, id="failed anyway"),
    ],
)
def test_the_mark_decides_unless_somebody_says_why(client_as, filling, changes, passed, tests) -> None:
    assert send(client_as(), PAGE, **sitting(**changes)).status_code == 302
    with filling() as (session, _actor):
        assert session.scalars(select(TestSitting.passed)).one() is passed
        assert len(session.scalars(select(PersonTest)).all()) == tests


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"right": "23", "verdict": "passed"}, id="passed below the mark"),
        pytest.param({"right": "24", "verdict": "failed"}, id="failed at the mark"),
    ],
)
def test_a_verdict_against_the_mark_needs_a_note(client_as, filling, changes) -> None:
    hold = unchanged(filling)
    sent = sitting(**changes)
    refused = send(client_as(), PAGE, **sent)
    assert refused.status_code == 409
    assert "bestått-grensen på 24" in hindrance(refused)
    kept(refused, sent)
    hold()


def test_the_same_test_on_the_same_day_is_registered_once(client_as, filling) -> None:
    client = client_as()
    assert send(client, PAGE, **sitting()).status_code == 302
    hold = unchanged(filling)
    refused = send(client, PAGE, **sitting(right="30"))
    assert refused.status_code == 409
    assert "Det er registrert en prøve av samme slag" in hindrance(refused)
    hold()
    assert send(client, PAGE, **sitting(kind="sale")).status_code == 302


def test_a_test_that_is_passed_twice_keeps_its_first_day(client_as, filling) -> None:
    client = client_as()
    yesterday = short_date(today() - timedelta(days=1))
    for day in (yesterday, short_date(today())):
        assert send(client, PAGE, **sitting(held_on=day)).status_code == 302
    with filling() as (session, _actor):
        assert session.scalars(select(PersonTest.passed_on)).one() == today() - timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"identity": ""}, "Skriv fødselsnummeret.", id="no number"),
        pytest.param({"name": ""}, "Skriv navnet.", id="no name"),
        pytest.param({"kind": ""}, "Velg hvilken prøve det var.", id="no kind"),
        pytest.param({"held_on": "31.06.2026"}, "Datoen 31.06.2026 finnes ikke", id="no such date"),
        pytest.param(
            {"held_on": short_date(today() + timedelta(days=1))}, "Dagen ligger fram i tid.", id="tomorrow"
        ),
        pytest.param({"right": "31"}, "Det kan ikke være flere riktige svar enn spørsmål.", id="31 of 30"),
        pytest.param({"right": "0", "questions": "0"}, "En prøve har minst ett spørsmål.", id="no questions"),
        pytest.param({"questions": "201"}, "Skriv et helt tall fra 0 til 200.", id="too many questions"),
        pytest.param({"right": "=1"}, "Skriv et helt tall fra 0 til 200.", id="a formula"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_stores_nothing(
    client_as, filling, typed, sentence
) -> None:
    hold = unchanged(filling)
    sent = sitting(**typed)
    answer = send(client_as(), PAGE, **sent)
    assert answer.status_code == 422
    (said,) = sentences(answer)
    assert said.startswith(sentence)
    kept(answer, {name: value for name, value in sent.items() if name != "kind"})
    hold()


def test_a_test_taken_here_is_found_again_in_an_application_and_a_case(
    client_as, filling, ready_id_of
) -> None:
    client = client_as()
    assert send(client, PAGE, **sitting()).status_code == 302
    looked_up = client.post(
        "/saker/ny",
        data=application_fields(manager_identity=identity(70).value, manager_name="", manager_tests="none")
        | {"slaa_opp": "1"},
    )
    page = plain(looked_up.text)
    assert "Funnet i kommunens prøveregister: skjenking." in page
    case_id = ready_id_of()
    added = client.post(
        f"/saker/{case_id[0]}/personer/ny",
        data={
            "version": case_id[1],
            "role": "deputy",
            "identity": identity(70).value,
            "name": "Siri Prøve",
            "tests": "none",
            "lived_abroad": "unknown",
        },
        follow_redirects=True,
    )
    assert "Funnet i kommunens prøveregister: skjenking." in plain(added.text)


@pytest.fixture
def ready_id_of(filling):
    """Makes a case; gives its id and version."""

    def made():
        with filling() as (session, actor):
            case = cases.make_case(session, actor, received_on=today())
            return case.id, case.version

    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", {"Siri Prøve", "Kari Prøve"}, id="all"),
        pytest.param("navn=siri", {"Siri Prøve"}, id="name"),
        pytest.param("prove=sale", {"Kari Prøve"}, id="kind"),
        pytest.param(f"dag={short_date(today())}", {"Siri Prøve"}, id="day"),
        pytest.param("dag=31.02.2026&prove=x", {"Siri Prøve", "Kari Prøve"}, id="nonsense"),
    ],
)
def test_the_list_is_narrowed(client_as, query, found) -> None:
    client = client_as()
    yesterday = short_date(today() - timedelta(days=1))
    other = sitting(identity=identity(71).value, name="Kari Prøve", kind="sale", held_on=yesterday)
    for entry in (sitting(), other):
        assert send(client, PAGE, **entry).status_code == 302
    page = client.get(f"/kunnskapsprover?{query}").text
    assert {name for name in ("Siri Prøve", "Kari Prøve") if name in page} == found


def test_the_list_is_paged_and_asks_the_database_as_often(client_as, filling, statements) -> None:
    client = client_as()

    def fill(serials) -> None:
        with filling() as (session, actor):
            for serial in serials:
                person = make_person(session, actor, name=f"Person {serial}", serial=serial)
                session.add(
                    TestSitting(
                        municipality_id=actor.municipality_id,
                        person_id=person.id,
                        kind=TestKind.SALE,
                        held_on=today(),
                        right=30,
                        questions=30,
                        passed=True,
                        registered_by_id=actor.user_id,
                    )
                )

    def asked() -> int:
        statements.clear()
        assert client.get("/kunnskapsprover").status_code == 200
        return len(statements)

    fill([100])
    few = asked()
    fill(range(101, 152))
    assert asked() == few
    first = client.get("/kunnskapsprover").text
    assert first.count('<th scope="row">') == 50
    following = first.split('rel="next"')[0].rsplit('href="', 1)
    assert "etter=" in following[-1] or "etter=" in first


def test_the_other_municipality_sees_nothing(client_as, filling) -> None:
    assert send(client_as(), PAGE, **sitting()).status_code == 302
    theirs = client_as(municipality="other")
    assert "Siri Prøve" not in theirs.get("/kunnskapsprover").text
    assert "Siri Prøve" not in theirs.get("/kunnskapsprover?navn=siri").text
    assert send(theirs, PAGE, **sitting(name="Den Andre")).status_code == 302
    with filling() as (session, _actor):
        assert len(session.scalars(select(Person)).all()) == 2


@pytest.mark.parametrize("role", ["reader", "decider", "meeting_secretary"])
def test_who_only_reads_registers_nothing(client_as, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get("/kunnskapsprover").status_code == 200
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=sitting()).status_code == 403
    hold()
