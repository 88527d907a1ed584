"""Pages of measures: the matrix with its filters, forms of measures and years, print and workbook."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.models.plan import MeasureYear, Plan, PlanGoal, PlanMeasure
from app.permissions import Role
from app.prevention.queries.plans import measures_of
from fees.plans import MeasureVerb, PlanState, YearOutcome
from tests.app.conftest import OTHER, ClientAs, Filling
from tests.app.prevention.test_measures import titles
from tests.factories.plan import make_measure, make_plan

COORDINATOR = Role.PREVENTION_COORDINATOR
Drawn = Callable[..., tuple[int, int]]


@pytest.fixture
def drawn(filling: Filling) -> Drawn:
    """A plan with two measures, one of a goal that serves another; its id, and that of the first measure."""

    def made(state: PlanState = PlanState.ADOPTED) -> tuple[int, int]:
        with filling(COORDINATOR) as (session, actor):
            plan = make_plan(session, actor, state=state)
            goal = PlanGoal(plan_id=plan.id, position=1, text="Færre begynner")
            session.add(goal)
            session.flush()
            under = PlanGoal(plan_id=plan.id, position=2, text="Færre prøver", parent_id=goal.id)
            session.add(under)
            session.flush()
            first = make_measure(session, plan, "MOT", section="Barn og unge", goal_id=under.id)
            make_measure(
                session,
                plan,
                "Botilbud",
                section="Bolig",
                position=2,
                owners=("Boligforvalter", "m.fl."),
                years={2025: ("Kartlegge behov", (MeasureVerb.MAP,)), 2026: ("Se notat", ())},
            )
            return plan.id, first.id

    return made


def test_the_matrix_shows_every_year_and_links_those_that_may_be_written(
    client_as: ClientAs, drawn: Drawn
) -> None:
    plan_id, measure_id = drawn()
    page = client_as("prevention_coordinator").get(f"/forebygging/planer/{plan_id}/tiltak").text
    assert f'href="/forebygging/planer/{plan_id}/tiltak/{measure_id}/2024"' in page
    assert "Uten verb" in page
    assert "2 tiltak" in page
    reader = client_as("reader").get(f"/forebygging/planer/{plan_id}/tiltak").text
    assert f"/tiltak/{measure_id}/2024" not in reader
    assert "Videreføres" in reader


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        pytest.param("", {"MOT", "Botilbud"}, id="all"),
        pytest.param("ansvarlig=boligforvalter", {"Botilbud"}, id="by owner"),
        pytest.param("ar=2027", {"MOT"}, id="by year: what has something to do"),
        pytest.param("mal=1", {"MOT"}, id="by goal, with those that serve it"),
        pytest.param("ansvarlig=boligforvalter&ar=2027", set(), id="nothing fits"),
        pytest.param(
            "ansvarlig=ingen&ar=1800&mal=x", {"MOT", "Botilbud"}, id="what is no choice counts for none"
        ),
    ],
)
def test_the_matrix_is_filtered(client_as: ClientAs, drawn: Drawn, query: str, seen: set[str]) -> None:
    plan_id, _measure = drawn()
    page = client_as("reader").get(f"/forebygging/planer/{plan_id}/tiltak?{query}").text
    table = page.split("data-matrix>", 1)[1]
    assert {title for title in ("MOT", "Botilbud") if f">{title}</a>" in table} == seen


def test_the_others_of_a_list_are_nobody_to_choose(client_as: ClientAs, drawn: Drawn) -> None:
    plan_id, _measure = drawn()
    page = client_as("reader").get(f"/forebygging/planer/{plan_id}/tiltak").text
    assert '<option value="boligforvalter">Boligforvalter</option>' in page
    assert '<option value="m.fl.">' not in page


def test_the_print_has_no_links_into_the_table(client_as: ClientAs, drawn: Drawn) -> None:
    plan_id, _measure = drawn()
    page = (
        client_as("reader")
        .get(f"/forebygging/planer/{plan_id}/tiltak?utskrift=1&ansvarlig=boligforvalter")
        .text
    )
    assert "Botilbud" in page
    assert "MOT" not in page
    assert "data-matrix-cell" not in page


def test_the_number_of_queries_does_not_grow_with_the_measures(
    client_as: ClientAs, drawn: Drawn, filling: Filling, statements: list[str]
) -> None:
    plan_id, _measure = drawn()
    client, url = client_as("prevention_coordinator"), f"/forebygging/planer/{plan_id}/tiltak"
    client.get(url)
    statements.clear()
    client.get(url)
    few = len(statements)
    with filling(COORDINATOR) as (session, _actor):
        plan = session.get_one(Plan, plan_id)
        for number in range(30):
            make_measure(session, plan, f"Tiltak {number}", position=number + 3)
    statements.clear()
    client.get(url)
    assert len(statements) == few


def test_a_cell_is_followed_up_and_one_comes_back_to_it(
    client_as: ClientAs, drawn: Drawn, filling: Filling
) -> None:
    plan_id, measure_id = drawn()
    year = min(clock.today().year, 2028)
    url = f"/forebygging/planer/{plan_id}/tiltak/{measure_id}/{year}"
    client = client_as("prevention_coordinator")
    assert "Hva ble gjort?" in client.get(url).text
    form = {
        "version": "1",
        "outcome": "partly",
        "evidence": "To av tre møter, 80 foreldre.",
        "status": "under_way",
    }
    answer = client.post(f"{url}?ansvarlig=slt-koordinator", data=form)
    assert answer.status_code == 302
    assert answer.location.endswith(f"/tiltak?ansvarlig=slt-koordinator#celle-{measure_id}-{year}")
    with filling() as (session, _actor):
        cell = session.scalars(
            select(MeasureYear).where(MeasureYear.measure_id == measure_id, MeasureYear.year == year)
        ).one()
        assert (cell.outcome, cell.followed_up_on) == (YearOutcome.PARTLY, clock.today())
    matrix = client.get(f"/forebygging/planer/{plan_id}/tiltak").text
    assert "Delvis gjort" in matrix
    shown = client.get(f"/forebygging/planer/{plan_id}/tiltak/{measure_id}").text
    assert "To av tre møter" in shown
    # Pressed twice, or by another who saw it before: nothing is written, and both texts are shown.
    late = client.post(url, data={**form, "evidence": "Tre møter."})
    assert late.status_code == 409
    assert "To av tre møter" in late.text
    assert "Tre møter." in late.text


def test_a_follow_up_that_is_wrong_keeps_what_was_typed(client_as: ClientAs, drawn: Drawn) -> None:
    plan_id, measure_id = drawn()
    client = client_as("prevention_coordinator")
    url = f"/forebygging/planer/{plan_id}/tiltak/{measure_id}/2024"
    form = {"version": "1", "outcome": "done", "evidence": "", "status": "done", "followed_up_on": "1.2.2024"}
    assert client.post(url, data=form).status_code == 409
    wrong = client.post(url, data={**form, "followed_up_on": "i fjor", "evidence": "Noe"})
    assert wrong.status_code == 422
    assert 'value="i fjor"' in wrong.text


def test_a_year_is_written_while_the_plan_is_a_draft(
    client_as: ClientAs, drawn: Drawn, filling: Filling
) -> None:
    plan_id, measure_id = drawn(PlanState.DRAFT)
    client = client_as("prevention_coordinator")
    url = f"/forebygging/planer/{plan_id}/tiltak/{measure_id}/2025"
    answer = client.post(
        url, data={"version": "1", "text": "Evalueres innen mars", "due_on": ""}, follow_redirects=True
    )
    assert "lest som: evalueres" in answer.text
    with filling() as (session, _actor):
        measure = session.get_one(PlanMeasure, measure_id)
        [cell] = [one for one in measure.years if one.year == 2025]
        assert (cell.verbs, cell.due_on) == (["evaluate"], date(2025, 3, 31))
    answer = client.post(
        url, data={"version": "2", "text": "Se eget notat", "due_on": ""}, follow_redirects=True
    )
    assert "ingen av planens verb" in answer.text
    assert client.get(f"/forebygging/planer/{plan_id}/tiltak/{measure_id}/2040").status_code == 404


def test_a_measure_is_written_through_its_form(client_as: ClientAs, drawn: Drawn, filling: Filling) -> None:
    plan_id, _measure = drawn(PlanState.DRAFT)
    client = client_as("prevention_coordinator")
    url = f"/forebygging/planer/{plan_id}/tiltak/nytt"
    form = {
        "title": "Sommerleir",
        "section": "Barn og unge",
        "owners": "SLT-koordinator\n\nslt-koordinator\nSkolen",
        "status": "not_begun",
        "goal_id": "0",
        "target_group": "",
        "after": "-1",
        "is_new": "y",
        "year_2024": "Gjennomføres",
        "year_2025": "Evalueres og gjentas",
    }
    assert client.post(url, data=form).status_code == 302
    assert client.post(url, data=form).status_code == 409
    with filling() as (session, actor):
        made = measures_of(session, actor.municipality_id, plan_id)[1]
        assert (made.title, made.is_new, [one.role for one in made.owners]) == (
            "Sommerleir",
            True,
            ["SLT-koordinator", "Skolen"],
        )
        measure_id = made.id
    change = f"/forebygging/planer/{plan_id}/tiltak/{measure_id}/endre"
    assert 'value="Evalueres og gjentas"' in client.get(change).text
    sent = {**form, "version": "1", "title": "Vinterleir", "year_2026": "Gjentas"}
    assert client.post(change, data=sent).status_code == 302
    late = client.post(change, data={**sent, "title": "Høstleir"})
    assert late.status_code == 409
    assert "Vinterleir" in late.text
    assert "Høstleir" in late.text
    wrong = client.post(change, data={**sent, "title": "", "year_2024": "x" * 401})
    assert wrong.status_code == 422
    assert "Skriv hva tiltaket er." in wrong.text
    assert "høyst 400 tegn" in wrong.text
    with filling() as (session, _actor):
        version = session.get_one(PlanMeasure, measure_id).version
    taken_out = client.post(
        f"/forebygging/planer/{plan_id}/tiltak/{measure_id}/ta-ut", data={"version": str(version)}
    )
    assert taken_out.location.endswith(f"/planer/{plan_id}/tiltak")
    with filling() as (session, actor):
        assert titles(session, actor.municipality_id, plan_id) == ["MOT", "Botilbud"]


def test_another_municipality_finds_nothing(client_as: ClientAs, drawn: Drawn) -> None:
    plan_id, measure_id = drawn()
    client = client_as("prevention_coordinator", municipality=OTHER)
    base = f"/forebygging/planer/{plan_id}/tiltak"
    for url in (
        base,
        f"{base}/regneark",
        f"{base}/{measure_id}",
        f"{base}/{measure_id}/endre",
        f"{base}/nytt",
    ):
        assert client.get(url).status_code == 404
    assert client.post(f"{base}/{measure_id}/2024", data={"version": "1"}).status_code == 404
    assert client.post(f"{base}/{measure_id}/ta-ut", data={"version": "1"}).status_code == 404


def test_the_workbook_holds_the_matrix_and_what_came_of_it(client_as: ClientAs, drawn: Drawn) -> None:
    plan_id, _measure = drawn()
    answer = client_as("reader").get(f"/forebygging/planer/{plan_id}/tiltak/regneark")
    book = load_workbook(io.BytesIO(answer.data))
    matrix, followed = (list(sheet.values) for sheet in book.worksheets)
    assert [row[1] for row in matrix] == ["Tiltak", "MOT", "Botilbud"]
    assert matrix[0][4:9] == ("2024", "2025", "2026", "2027", "2028")
    assert matrix[2][5] == "Kartlegge behov"
    assert [row[3] for row in followed[-2:]] == ["Kartlegge", None]
