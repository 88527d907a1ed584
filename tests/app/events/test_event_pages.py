"""The pages of events: one screen, a copy of last year's, everything told at once, granted on one page."""

from datetime import date, timedelta

import pytest

from app import clock
from app.cases.queries.one import case_or_none, decision_letter
from app.events.queries.one import occasion_of
from app.models.case import Case
from app.models.occasion import Principle
from licensing.cases import CaseState
from licensing.licences import LicenceType
from tests.factories import event as events
from tests.factories.case import make_case
from tests.factories.event import FIRST_DAY
from tests.factories.holder import organisation_number
from tests.factories.person import identity
from tests.journeys.office import fields_of

SUBMISSION = "5b3f0a3e-0000-4000-8000-000000000001"


def typed(**changes):
    fields = {
        "submission": SUBMISSION,
        "received_on": f"{clock.today():%d.%m.%Y}",
        "name": "Rørosmartnan, telt",
        "holder_form": "company",
        "holder_number": organisation_number(90),
        "holder_name": "Malmklang Arrangement AS",
        "type": "single_occasion",
        "drink": "serving:1,2",
        "circle_fixed": "no",
        "tickets": "yes",
        "sign_up": "unknown",
        "member_meeting": "no",
        "advertised": "yes",
        "venue_address": "Bergmannsplassen 1, 7374 Røros",
        "venue_name": "Bergmannsplassen",
        "category": "other",
        "rooms": "Telt 1\nUte: Plassen",
        "first_day": "16.02.2027",
        "last_day": "18.02.2027",
        "indoor": "12.00–01.00",
        "outdoor": "12-22",
        "guests": "250",
        "age_limit": "18",
        "guards": "4",
        "manager_identity": identity(0).value,
        "manager_name": "Marit Prøve",
        "manager_tests": "serving",
        "deputy_identity": identity(1).value,
        "deputy_name": "Nils Prøve",
        "deputy_tests": "none",
        "employed": "y",
        "wholesale": "y",
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def the_case(session) -> Case:
    found = case_or_none(session, session.query(Case).one().municipality_id, session.query(Case).one().id)
    assert found is not None
    return found


def test_an_event_is_registered_on_one_screen_and_everything_is_told_at_once(client_as, filling):
    with filling() as (session, actor):
        events.make_local_hours(session, actor.municipality_id)
    client = client_as()
    page = client.post("/arrangementer/ny", data=typed(indoor="12.00–02.00"), follow_redirects=True)
    assert page.status_code == 200
    for text in (
        "Dette er et åpent arrangement",
        "Søkt til 02.00 tirsdag–torsdag: utenfor forskriften, krever alkoholloven §\N{NO-BREAK SPACE}4-4"
        " tredje ledd.",
        "Det mangler for stedfortreder",
        "Rørosmartnan, telt",
    ):
        assert text in page.text, text
    with filling() as (session, _actor):
        case = the_case(session)
        occasion = occasion_of(session, case)
        assert {(row.day.day, row.room.name) for row in occasion.days} == {
            (day, room) for day in (16, 17, 18) for room in ("Telt 1", "Plassen")
        }
        assert occasion.sign_up is None
        assert (occasion.guests, occasion.age_limit, occasion.guards) == (250, 18, 4)


def test_a_row_for_each_day_is_made_without_script_and_what_was_typed_is_kept(client_as):
    client = client_as()
    page = client.post("/arrangementer/ny", data=typed(lag_dager="1"))
    assert page.status_code == 200
    assert page.text.count('name="days-') == 6 * 3
    rows = {
        "days-0-day": "2027-02-16",
        "days-0-room": "Telt 1",
        "days-0-hours": "18-23",
        "days-1-day": "2027-02-16",
        "days-1-room": "Plassen",
        "days-1-hours": "",
    }
    page = client.post("/arrangementer/ny", data=typed(lag_dager="1", **rows))
    assert 'value="18.00–23.00"' in page.text or 'value="18-23"' in page.text
    assert page.text.count('value="12.00–01.00"') >= 2
    again = client.post("/arrangementer/ny", data=typed(vanlig_tid="1", **rows))
    assert "18.00–23.00" not in again.text


def test_a_day_that_is_left_empty_is_closed(client_as, filling):
    rows = {"days-0-day": "2027-02-16", "days-0-room": "Telt 1", "days-0-hours": ""}
    client_as().post("/arrangementer/ny", data=typed(**rows))
    with filling() as (session, _actor):
        days = occasion_of(session, the_case(session)).days
        assert {row.day.day for row in days if row.room.name == "Telt 1"} == {17, 18}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"first_day": "31.02.2027"}, "finnes ikke", id="a date that does not exist"),
        pytest.param({"last_day": "15.02.2027"}, "Siste dag ligger før første dag", id="it ends first"),
        pytest.param({"last_day": "16.05.2027"}, "kan vare høyst", id="a whole season"),
        pytest.param({"guests": "mange"}, "Skriv et helt tall", id="guests in words"),
        pytest.param({"drink": "serving:4"}, "Velg hva det søkes om", id="group 4"),
        pytest.param({"type": "permanent"}, "Velg enkelt anledning", id="an unknown type"),
        pytest.param(
            {"type": "ambulatory", "drink": "sale:1"}, "gjelder bare skjenking", id="ambulatory sale"
        ),
        pytest.param({"indoor": "", "outdoor": ""}, "Skriv tiden det søkes om", id="no hours"),
        pytest.param({"internal_control_waived": "y"}, "Skriv hvorfor", id="a waiver without a reason"),
        pytest.param({"manager_identity": ""}, "Skriv fødselsnummeret til", id="a manager without number"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_stored(client_as, filling, changes, sentence):
    page = client_as().post("/arrangementer/ny", data=typed(**changes))
    assert page.status_code == 422
    assert sentence in page.text
    assert "Malmklang Arrangement AS" in page.text
    with filling() as (session, _actor):
        assert session.query(Case).count() == 0


class TestCopying:
    @pytest.fixture
    def last_year(self, filling):
        with filling() as (session, actor):
            days = events.day_entries(first_day=date(2026, 2, 17), last_day=date(2026, 2, 21))
            case = events.make_event(session, actor, days=days, wholesale=True, notes="Strøm fra torget")
            return case.application.id

    def test_last_years_event_is_found_on_the_page_and_by_words(self, client_as, last_year):
        client = client_as()
        assert f"kopi={last_year}" in client.get("/arrangementer/ny").text
        assert f"kopi={last_year}" in client.get("/arrangementer/ny?sok=prøvemartnan").text
        assert f"kopi={last_year}" not in client.get("/arrangementer/ny?sok=bryllup").text

    def test_a_copy_has_everything_but_numbers_and_falls_on_the_same_weekdays(self, client_as, last_year):
        page = client_as().get(f"/arrangementer/ny?kopi={last_year}").text
        for text in (
            "Kopiert fra «Prøvemartnan 0», 17.02.2026",
            'value="16.02.2027"',
            'value="20.02.2027"',
            "Samme som sist: Marit Prøve",
            "Telt 1",
            "Strøm fra torget",
        ):
            assert text in page, text
        assert page.count('name="days-') == 10 * 3
        assert 'value="250"' not in page
        assert identity(60).value not in page

    def test_a_copy_is_registered_with_the_same_people(self, client_as, filling, last_year):
        client = client_as()
        page = client.get(f"/arrangementer/ny?kopi={last_year}").text
        fields = fields_of(page) | {"guests": "300", "guards": "5"}
        page = client.post("/arrangementer/ny", data=fields, follow_redirects=True)
        assert "Arrangementet er registrert" in page.text
        with filling() as (session, actor):
            case = session.query(Case).order_by(Case.id.desc()).first()
            case = case_or_none(session, actor.municipality_id, case.id)
            occasion = occasion_of(session, case)
            assert occasion.copied_from_id == last_year
            assert {party.role.value for party in case.application.parties} == {"manager", "deputy"}
            assert min(row.day for row in occasion.days) == date(2027, 2, 16)
            assert occasion.guests == 300

    def test_what_is_another_municipalitys_cannot_be_copied(self, client_as, last_year):
        assert client_as(municipality="other").get(f"/arrangementer/ny?kopi={last_year}").status_code == 404

    @pytest.mark.parametrize("number", ["0", "abc", "99999999999999999999"])
    def test_what_is_not_there_cannot_be_copied(self, client_as, number):
        assert client_as().get(f"/arrangementer/ny?kopi={number}").status_code == 404


def at(case_id, page=""):
    return f"/saker/{case_id}" + (f"/{page}" if page else "")


class TestCasePage:
    def test_a_late_event_is_accepted_with_a_reason(self, client_as, filling):
        with filling() as (session, actor):
            tomorrow = clock.today() + timedelta(days=3)
            days = events.day_entries("18:00-23:00", tomorrow, tomorrow)
            case_id = events.make_event(session, actor, days=days, received_on=clock.today()).id
        client = client_as()
        page = client.get(at(case_id)).text
        assert "Søknaden kom 18 dager etter kommunens frist" in page
        assert f"/arrangementer/{case_id}/ta-imot" in page
        version = fields_of(client.get(f"/arrangementer/{case_id}/ta-imot").text)["version"]
        data = {"version": version, "reason": "Arrangøren er godt kjent."}
        page = client.post(f"/arrangementer/{case_id}/ta-imot", data=data, follow_redirects=True).text
        assert "Den er tatt imot likevel" in page
        assert "Arrangøren er godt kjent." in page

    def test_a_matter_of_principle_is_lifted_and_no_longer_granted_here(self, client_as, filling):
        with filling() as (session, actor):
            case_id = events.make_ready_event(session, actor).id
        client = client_as()
        assert f"/arrangementer/{case_id}/innvilg" in client.get(at(case_id)).text
        version = fields_of(client.get(f"/arrangementer/{case_id}/prinsipiell").text)["version"]
        data = {"version": version, "principle": "lift", "reason": "Første gang i kommunen."}
        page = client.post(f"/arrangementer/{case_id}/prinsipiell", data=data, follow_redirects=True).text
        assert "Første gang i kommunen." in page
        assert f"/arrangementer/{case_id}/innvilg" not in page
        with filling() as (session, actor):
            case = case_or_none(session, actor.municipality_id, case_id)
            assert occasion_of(session, case).principle is Principle.LIFT

    def test_others_on_the_same_evenings_are_told(self, client_as, filling):
        with filling() as (session, actor):
            case_id = events.make_event(session, actor).id
            events.make_event(session, actor, serial=1)
        page = client_as().get(at(case_id)).text
        assert "De samme dagene i nærheten: 1 annet." in page
        assert "Prøvemartnan 1" in page

    def test_a_case_of_another_matter_is_no_event(self, client_as, filling):
        with filling() as (session, actor):
            case_id = make_case(session, actor).id
        for page in ("endre", "ta-imot", "prinsipiell", "forslag", "innvilg"):
            assert client_as().get(f"/arrangementer/{case_id}/{page}").status_code == 404


class TestGranting:
    @pytest.fixture
    def ready_id(self, filling):
        with filling() as (session, actor):
            events.make_settings(session, actor.municipality_id, single_fee_ore=120000, fees_invented=True)
            return events.make_ready_event(session, actor, received_on=clock.today()).id

    def test_the_event_is_granted_on_one_page(self, client_as, filling, ready_id):
        client = client_as()
        page = client.get(f"/arrangementer/{ready_id}/innvilg").text
        assert 'value="1 200,00"' in page
        assert "Demosats" in page
        assert page.count("12.00–01.00") >= 10
        done = client.post(f"/arrangementer/{ready_id}/innvilg", data=fields_of(page), follow_redirects=True)
        assert "Bevillingen er innvilget" in done.text
        assert "Omsetningsoppgave innen 08.03.2027 (06.03 er lørdag)" in done.text
        assert "ENK-" in done.text
        with filling() as (session, actor):
            case = case_or_none(session, actor.municipality_id, ready_id)
            assert case.state is CaseState.DECIDED
            assert decision_letter(session, case).facts["fee_invented"] is True

    def test_a_shorter_time_is_a_part_grant(self, client_as, ready_id):
        client = client_as()
        fields = fields_of(client.get(f"/arrangementer/{ready_id}/innvilg").text)
        short = {name: "12.00–24.00" for name in fields if name.endswith("-hours")}
        refused = client.post(f"/arrangementer/{ready_id}/innvilg", data=fields | short)
        assert refused.status_code == 409
        granted = client.post(
            f"/arrangementer/{ready_id}/innvilg",
            data=fields | short | {"outcome": "part_grant", "reasons": "Naboene."},
            follow_redirects=True,
        )
        assert "Bevillingen er innvilget" in granted.text

    def test_the_ordinary_way_carries_the_days_too(self, client_as, filling, ready_id):
        client = client_as()
        version = fields_of(client.get(f"/arrangementer/{ready_id}/innvilg").text)["version"]
        client.post(at(ready_id, "vurder"), data={"version": version})
        page = client.get(f"/arrangementer/{ready_id}/forslag").text
        done = client.post(f"/arrangementer/{ready_id}/forslag", data=fields_of(page), follow_redirects=True)
        assert "Forslaget er lagt fram" in done.text
        decider = client_as("decider")
        page = decider.get(at(ready_id, "vedtak"))
        done = decider.post(at(ready_id, "vedtak"), data=fields_of(page.text), follow_redirects=True)
        assert "Vedtaket er fattet" in done.text
        with filling() as (session, actor):
            case = case_or_none(session, actor.municipality_id, ready_id)
            assert len(decision_letter(session, case).facts["times"]) == 5


class TestList:
    def test_events_to_come_stand_with_the_nearest_first(self, client_as, filling):
        with filling() as (session, actor):
            events.make_event(session, actor)
            events.make_event(
                session,
                actor,
                serial=1,
                days=events.day_entries(first_day=FIRST_DAY - timedelta(days=30), last_day=FIRST_DAY),
            )
            past = date(2026, 2, 17)
            events.make_event(session, actor, serial=2, days=events.day_entries("18:00-23:00", past, past))
        client = client_as("reader")
        page = client.get("/arrangementer").text
        assert page.index("Prøvemartnan 1") < page.index("Prøvemartnan 0")
        assert "Prøvemartnan 2" not in page
        assert "Prøvemartnan 2" in client.get("/arrangementer?vis=tidligere").text
        assert "Prøvemartnan 0" not in client.get("/arrangementer?sok=martnan+1").text
        assert "Prøvemartnan 0" not in client.get("/arrangementer?type=ambulatory").text

    def test_the_number_of_queries_does_not_grow_with_the_events(self, client_as, filling, statements):
        with filling() as (session, actor):
            events.make_event(session, actor)
        client = client_as()
        client.get("/arrangementer")
        statements.clear()
        client.get("/arrangementer")
        few = len(statements)
        with filling() as (session, actor):
            for serial in range(1, 6):
                events.make_event(session, actor, serial=serial)
        statements.clear()
        client.get("/arrangementer")
        assert len(statements) == few


def test_an_event_is_corrected_before_it_is_decided(client_as, filling):
    with filling() as (session, actor):
        case_id = events.make_event(session, actor).id
    client = client_as()
    fields = fields_of(client.get(f"/arrangementer/{case_id}/endre").text)
    assert fields["name"] == "Prøvemartnan 0"
    done = client.post(
        f"/arrangementer/{case_id}/endre",
        data=fields | {"last_day": "17.02.2027", "guests": "90"},
        follow_redirects=True,
    )
    assert "Arrangementet er endret" in done.text
    with filling() as (session, actor):
        case = case_or_none(session, actor.municipality_id, case_id)
        occasion = occasion_of(session, case)
        assert {row.day.day for row in occasion.days} == {16, 17}
        assert occasion.guests == 90
        assert case.application.type is LicenceType.SINGLE_OCCASION


def test_what_was_granted_stands_day_by_day_on_the_case_page(client_as, filling):
    with filling() as (session, actor):
        case = events.make_ready_event(session, actor, received_on=clock.today())
        events.grant_at_once(session, actor, case, clock.today())
        case_id = case.id
    page = client_as().get(at(case_id)).text
    decided = page[page.index('id="vedtak"') : page.index('id="arrangement"')]
    assert decided.count("12.00–01.00") == 5
    assert "Lørdag 20. februar" in decided
