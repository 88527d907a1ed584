"""A measures table that is pasted: looked through with what was repaired, kept whole, and kept once."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.event import Event, EventType
from app.models.plan import MeasureYear, PlanMeasure, PlanReading
from app.permissions import Role
from app.prevention.library import EIDSKOG, packaged_plan
from app.prevention.queries.plans import measures_of
from app.prevention.service.measure_tables import Kept, keep_table
from fees.measure_table import read_table
from fees.plans import PlanState
from licensing.errors import NotAllowed
from tests.app.conftest import OTHER, ClientAs, Filling
from tests.factories.plan import make_measure, make_plan

COORDINATOR = Role.PREVENTION_COORDINATOR
SEED = (
    Path(__file__).parents[4] / "shared" / "seeds" / "eidskog-rusmiddelpolitisk-handlingsplan-2016-2019.txt"
)
HEADS = "Tiltak\tStatus\t2024\t2025\t2026\t2027\t2028\tAnsvarlig"
MOT = "MOT\tEr etablert\tVidereføre sOg evalueres\tVidereføres\t\t\t\tSkolen"
CAMP = "Sommer-\nleir\t\tGjennomføres\tGjentas\t\t\t\t"
TABLE = f"Barn og unge\n\n{HEADS}\n{MOT}\n{CAMP}"


def make(filling: Filling, state: PlanState = PlanState.DRAFT) -> str:
    """The address of the page of a plan."""
    with filling(COORDINATOR) as (session, actor):
        return f"/forebygging/planer/{make_plan(session, actor, state=state).id}/tiltak"


def stored(filling: Filling) -> int:
    """How many measures there are."""
    with filling() as (session, _actor):
        return session.scalars(select(func.count()).select_from(PlanMeasure)).one()


def test_a_table_is_looked_through_first_and_then_kept(client_as: ClientAs, filling: Filling) -> None:
    base = make(filling)
    client = client_as("prevention_coordinator")
    seen = client.post(f"{base}/les-inn", data={"section": "", "table": TABLE})
    assert seen.status_code == 200
    for said in (
        "Videreføres og evalueres",
        "Videreføre sOg evalueres",
        "Ord satt sammen",
        "Ingen ansvarlig.",
    ):
        assert said in seen.text
    assert "Linje 5–6 er én rad." in seen.text
    assert stored(filling) == 0
    kept = client.post(
        f"{base}/les-inn", data={"section": "", "table": TABLE, "confirmed": "1"}, follow_redirects=True
    )
    assert "2 tiltak er lest inn." in kept.text
    with filling() as (session, _actor):
        first, second = session.scalars(select(PlanMeasure).order_by(PlanMeasure.position))
        assert (first.title, first.section, [one.role for one in first.owners]) == (
            "MOT",
            "Barn og unge",
            ["Skolen"],
        )
        assert [(one.year, one.verbs) for one in first.years] == [
            (2024, ["continue", "evaluate"]),
            (2025, ["continue"]),
        ]
        assert (second.title, second.is_new, second.owners) == ("Sommerleir", True, [])
        [reading] = session.scalars(select(PlanReading))
        assert (reading.section, len(reading.repairs)) == ("Barn og unge", 3)
        assert session.scalars(select(Event).where(Event.type == EventType.MEASURES_READ)).one()
    # What was repaired can be looked up afterwards.
    assert "Videreføre sOg evalueres" in client.get(f"{base}/les-inn").text


def test_read_twice_it_changes_nothing(client_as: ClientAs, filling: Filling) -> None:
    base = make(filling)
    client = client_as("prevention_coordinator")
    sent = {"section": "", "table": TABLE, "confirmed": "1"}
    client.post(f"{base}/les-inn", data=sent)
    again = client.post(f"{base}/les-inn", data=sent, follow_redirects=True)
    assert "Ingenting er endret." in again.text
    assert stored(filling) == 2
    more = client.post(
        f"{base}/les-inn",
        data={**sent, "table": f"{TABLE}Rektor\nÖPP\t\tStartes\t\t\t\t\tSkolen"},
        follow_redirects=True,
    )
    assert "1 tiltak er lest inn. 2 sto i planen fra før" in more.text
    with filling() as (session, _actor):
        assert len(list(session.scalars(select(PlanReading)))) == 2


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        pytest.param("", "Lim inn tabellen.", id="nothing"),
        pytest.param("Bare tekst", "Vi fant ingen rader.", id="no table"),
        pytest.param(f"{HEADS}\n{MOT}\nMOT\tx\n{MOT}", "Linje 3 («MOT») har 2 celler", id="a row too short"),
        pytest.param(f"{HEADS}\n{MOT}\tx", "har 9 celler, men tabellen har 8", id="a row too long"),
        pytest.param(
            HEADS.replace("2028", "2029") + f"\n{MOT}", "Kolonnen 2029 er utenfor", id="a year outside"
        ),
        pytest.param(f"{HEADS}\n{MOT} 158487 00034", "fødselsnummer", id="an identity number"),
        pytest.param("x" * 200_001, "Teksten er for lang.", id="too long"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    client_as: ClientAs, filling: Filling, table: str, sentence: str
) -> None:
    base = make(filling)
    for confirmed in ("", "1"):
        answer = client_as("prevention_coordinator").post(
            f"{base}/les-inn", data={"section": "Barn", "table": table, "confirmed": confirmed}
        )
        assert answer.status_code == 422
        assert sentence in answer.text
        # What was pasted stands in the field still.
        assert table.replace("\t", "")[:5] in answer.text.replace("\t", "")
    assert stored(filling) == 0


def test_a_table_is_not_read_into_an_adopted_plan_nor_into_that_of_others(
    client_as: ClientAs, filling: Filling
) -> None:
    base = make(filling, PlanState.ADOPTED)
    sent = {"section": "", "table": TABLE, "confirmed": "1"}
    assert client_as("prevention_coordinator").post(f"{base}/les-inn", data=sent).status_code == 409
    others = client_as("prevention_coordinator", municipality=OTHER)
    assert others.post(f"{base}/les-inn", data=sent).status_code == 404
    assert stored(filling) == 0


def test_a_table_with_a_problem_is_not_kept_by_the_service_either(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        table = read_table(f"{HEADS}\n{MOT}\nMOT\tx", range(2024, 2029))
        with pytest.raises(NotAllowed, match="measure_table_has_problems"):
            keep_table(session, actor, plan_id=plan.id, table=table)


def test_measures_come_last_in_the_table_that_they_belong_to(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        make_measure(session, plan, "Første", section="Barn og unge")
        make_measure(session, plan, "Bolig", section="Bolig", position=2)
        table = read_table(TABLE + "Rektor", range(2024, 2029))
        assert keep_table(session, actor, plan_id=plan.id, table=table) == Kept(new=2, known=0)
        titles = [one.title for one in measures_of(session, actor.municipality_id, plan.id)]
        assert titles == ["Første", "MOT", "Sommerleir", "Bolig"]


@pytest.mark.skipif(not SEED.exists(), reason="the text of the plan is not beside this checkout")
def test_the_tables_of_eidskog_are_pasted_as_they_stand_and_read_as_the_library_has_them(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan_id = make_plan(session, actor, first_year=2016, last_year=2019).id
    base = f"/forebygging/planer/{plan_id}/tiltak"
    text = SEED.read_text(encoding="utf-8").split("\nHANDLINGSPLAN\n", 1)[1]
    table = text.split("ØKONOMISKE KONSEKVENSER", 1)[0]
    client = client_as("prevention_coordinator")
    seen = client.post(f"{base}/les-inn", data={"table": table})
    assert "20 nye tiltak." in seen.text
    answer = client.post(f"{base}/les-inn", data={"table": table, "confirmed": "1"}, follow_redirects=True)
    assert "20 tiltak er lest inn." in answer.text
    with filling() as (session, actor):
        kept = measures_of(session, actor.municipality_id, plan_id)
        for row, known in zip(kept, packaged_plan(EIDSKOG).measures, strict=True):
            assert (row.section, row.title, row.start_status) == (
                known.section,
                known.title,
                known.start_status,
            )
            assert tuple(one.role for one in row.owners) == known.owners
            cells = [(one.year, one.text, tuple(one.verbs), one.due_on) for one in row.years]
            assert cells == [(one.year, one.text, one.verbs, one.due_on) for one in known.cells]
        assert session.scalars(select(func.count()).select_from(MeasureYear)).one() == 70
