"""Measures of a plan: the matrix with its filters, writing them, following years up, and the workbook."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.plan import MeasureYear, Plan, PlanCost, PlanGoal, PlanMeasure
from app.permissions import Role
from app.prevention.queries.plans import measures_of
from app.prevention.service.measures import (
    MeasureRecord,
    YearFollowUp,
    add_measure,
    change_measure,
    follow_up,
    remove_measure,
    write_year,
)
from fees.plans import CostEstimate, MeasureStatus, MeasureVerb, PlanState, YearOutcome
from licensing.errors import NotAllowed
from tests.app.conftest import OTHER, ClientAs, Filling, World
from tests.factories.plan import make_measure, make_plan

ON = date(2026, 11, 30)
COORDINATOR = Role.PREVENTION_COORDINATOR
MOT = MeasureRecord(
    title="MOT",
    section="Barn og unge",
    owners=("SLT-koordinator", "Skolen"),
    cells={2024: "Startes senest januar 2024", 2025: "Evalueres og gjentas", 2026: ""},
)


def titles(session: Any, municipality_id: int, plan_id: int) -> list[str]:
    """The measures of a plan in order."""
    return [one.title for one in measures_of(session, municipality_id, plan_id)]


def test_a_measure_is_added_with_its_years_read(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        made = add_measure(session, actor, plan_id=plan.id, record=MOT)
        assert [(one.year, one.verbs, one.due_on) for one in made.years] == [
            (2024, [MeasureVerb.START.value], date(2024, 1, 31)),
            (2025, [MeasureVerb.EVALUATE.value, MeasureVerb.REPEAT.value], None),
        ]
        assert [one.role for one in made.owners] == ["SLT-koordinator", "Skolen"]
        [event] = session.scalars(select(Event).where(Event.type == EventType.PLAN_CHANGED))
        assert "MOT" in (event.payload or "")


def test_a_measure_is_added_once_and_stands_last_in_its_table(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        for title, section in (("A", "Barn"), ("B", "Voksne"), ("C", "barn")):
            add_measure(session, actor, plan_id=plan.id, record=MeasureRecord(title, section))
        assert titles(session, actor.municipality_id, plan.id) == ["A", "C", "B"]
        with pytest.raises(NotAllowed, match="plan_part_exists"):
            add_measure(session, actor, plan_id=plan.id, record=MeasureRecord("a", "Barn"))
        first = add_measure(session, actor, plan_id=plan.id, record=MeasureRecord("D"), after=0)
        assert titles(session, actor.municipality_id, plan.id) == ["D", "A", "C", "B"]
        change_measure(
            session,
            actor,
            plan_id=plan.id,
            measure_id=first.id,
            seen_version=first.version,
            record=MeasureRecord("D", "Voksne"),
            after=measures_of(session, actor.municipality_id, plan.id)[-1].id,
        )
        assert titles(session, actor.municipality_id, plan.id) == ["A", "C", "B", "D"]


def test_what_a_council_has_adopted_stays_and_how_it_stands_may_change(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        measure = make_measure(session, plan)
        told = MeasureRecord(title="MOT", owners=("Rektor",), status=MeasureStatus.DONE)
        changed = change_measure(
            session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=measure.version, record=told
        )
        assert ([one.role for one in changed.owners], changed.status) == (["Rektor"], MeasureStatus.DONE)
        for refused in (
            MeasureRecord(title="Noe annet", owners=("Rektor",)),
            MeasureRecord(title="MOT", owners=("Rektor",), cells={2024: "Evalueres"}),
        ):
            with pytest.raises(NotAllowed, match="plan_is_adopted"):
                change_measure(
                    session,
                    actor,
                    plan_id=plan.id,
                    measure_id=measure.id,
                    seen_version=changed.version,
                    record=refused,
                )
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            add_measure(session, actor, plan_id=plan.id, record=MOT)
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            remove_measure(
                session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=changed.version
            )


def test_who_changes_only_the_owners_is_seen_by_the_other(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        measure = make_measure(session, plan)
        seen = measure.version
        told = MeasureRecord(title="MOT", owners=("Rektor",), status=measure.status)
        change_measure(session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=seen, record=told)
        with pytest.raises(ChangedMeanwhile):
            change_measure(
                session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=seen, record=told
            )


def test_a_measure_that_something_rests_on_is_not_taken_out(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        used, free = make_measure(session, plan), make_measure(session, plan, "Fri", position=2)
        session.add(
            PlanCost(
                plan_id=plan.id, measure_id=used.id, position=1, text="Drift", estimate=CostEstimate.OWN_CASE
            )
        )
        session.flush()
        remove_measure(session, actor, plan_id=plan.id, measure_id=free.id, seen_version=free.version)
        assert titles(session, actor.municipality_id, plan.id) == ["MOT"]
        with pytest.raises(NotAllowed, match="measure_is_used"):
            remove_measure(session, actor, plan_id=plan.id, measure_id=used.id, seen_version=used.version)


def test_a_municipality_writes_the_common_measures_and_its_own(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        common = make_measure(session, plan, "Felles")
        theirs = make_measure(session, plan, "Deres", municipality_id=world.other_id, position=2)
        write_year(
            session, actor, plan_id=plan.id, measure_id=common.id, year=2024, seen_version=1, text="Utredes"
        )
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            write_year(
                session, actor, plan_id=plan.id, measure_id=theirs.id, year=2024, seen_version=1, text="Nei"
            )
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            add_measure(
                session,
                actor,
                plan_id=plan.id,
                record=MeasureRecord("Ny", municipality_id=world.other_id),
            )
        logged = {one.municipality_id for one in session.scalars(select(Event))}
        assert logged == {world.own_id, world.other_id}


def told(outcome: YearOutcome = YearOutcome.DONE, evidence: str = "Møte", day: date | None = ON) -> Any:
    """What came of a year."""
    return YearFollowUp(outcome, evidence, day, MeasureStatus.UNDER_WAY)


@pytest.mark.parametrize(
    ("year", "what", "code"),
    [
        pytest.param(2027, told(), "measure_year_not_begun", id="a year that has not begun"),
        pytest.param(2026, told(evidence=""), "measure_without_evidence", id="nothing was done"),
        pytest.param(
            2026, told(day=date(2026, 12, 1)), "measure_followed_up_after_today", id="a day to come"
        ),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(
    filling: Filling, year: int, what: YearFollowUp, code: str
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        measure = make_measure(session, plan)
        with pytest.raises(NotAllowed, match=code):
            follow_up(
                session,
                actor,
                plan_id=plan.id,
                measure_id=measure.id,
                year=year,
                seen_version=1,
                told=what,
                on=ON,
            )
        assert not session.scalars(select(Event)).all()


def test_a_year_is_followed_up_also_where_the_plan_says_nothing_of_it(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        measure = make_measure(session, plan, years={})
        where = {"plan_id": plan.id, "measure_id": measure.id, "year": 2026}
        follow_up(session, actor, **where, seen_version=0, told=told(), on=ON)
        with pytest.raises(ChangedMeanwhile):
            follow_up(session, actor, **where, seen_version=0, told=told(evidence="Annet"), on=ON)
        [cell] = session.scalars(select(MeasureYear))
        assert (cell.outcome, cell.evidence, cell.text) == (YearOutcome.DONE, "Møte", "")
        with pytest.raises(LookupError):
            follow_up(session, actor, **{**where, "year": 2030}, seen_version=0, told=told(), on=ON)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.ENDED, PlanState.DISCARDED])
def test_only_an_adopted_plan_is_followed_up(filling: Filling, state: PlanState) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=state)
        measure = make_measure(session, plan)
        with pytest.raises(NotAllowed):
            follow_up(
                session,
                actor,
                plan_id=plan.id,
                measure_id=measure.id,
                year=2026,
                seen_version=1,
                told=told(),
                on=ON,
            )


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
