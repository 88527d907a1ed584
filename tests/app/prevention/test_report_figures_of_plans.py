"""What the yearly report tells of the plan and of the police: measures, indicators, and what others count."""

from datetime import date

from sqlalchemy import select

from app.models.plan import Indicator, IndicatorValue, MeasureYear
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.permissions import Role
from app.prevention.report_building import content_without_draft
from fees.plans import PlanState, YearOutcome
from tests.app.conftest import Filling
from tests.app.prevention.report_book import AFTER, book_of
from tests.factories.plan import make_measure, make_plan
from tests.factories.report import make_police_figure

COORDINATOR = Role.PREVENTION_COORDINATOR
Codes = ReportChapterCode


def test_measures_done_and_not_are_told_by_year(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        first = make_measure(session, plan, "MOT")
        second = make_measure(session, plan, "Foreldrekveld", position=2, years={2025: ("Gjennomføres", ())})
        make_plan(session, actor, state=PlanState.DRAFT)
        for measure, outcome in ((first, YearOutcome.DONE), (second, YearOutcome.NOT_DONE)):
            cell = session.scalars(
                select(MeasureYear).where(MeasureYear.measure_id == measure.id, MeasureYear.year == 2025)
            ).one()
            cell.outcome, cell.evidence = outcome, "Se egen rapport."
        session.flush()
        book = book_of(session, actor.municipality_id)
        counts = {one: book(Codes.MEASURES, f"outcome.{one.value}").value for one in YearOutcome}
        assert counts == {
            YearOutcome.PLANNED: 0,
            YearOutcome.DONE: 1,
            YearOutcome.PARTLY: 0,
            YearOutcome.NOT_DONE: 1,
        }
        assert book(Codes.MEASURES, "outcome.done").standing is FigureStanding.FINAL
        assert book(Codes.MEASURES, "outcome.planned", 2024).standing is FigureStanding.PRELIMINARY
        assert book(Codes.MEASURES, "outcome.done", 2023).standing is FigureStanding.MISSING
        lines = [one.value for one in book.lines(Codes.MEASURES, "measure.")]
        assert [(one["title"], one["came"]) for one in lines] == [
            ("MOT", "done"),
            ("Foreldrekveld", "not_done"),
        ]


def test_indicators_carry_their_caution_and_what_differs(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        rows = [
            Indicator(plan_id=plan.id, position=1, name="Kjente brukere", rises_with_work=True),
            Indicator(plan_id=plan.id, position=2, name="Innbyggere 16–44 år"),
        ]
        session.add_all(rows)
        session.flush()
        dated = {"dated_on": date(2025, 10, 1), "source": "Rusteam (oppdiktet)"}
        session.add_all(
            [
                IndicatorValue(indicator_id=rows[0].id, figure="6–10", **dated),
                IndicatorValue(indicator_id=rows[0].id, figure="3", year=2024),
                IndicatorValue(indicator_id=rows[0].id, figure="2"),
                IndicatorValue(
                    indicator_id=rows[1].id,
                    figure="1 911",
                    part=1911,
                    whole=5544,
                    stated_share=3370,
                    dated_on=date(2009, 10, 1),
                    source="SSB",
                ),
            ]
        )
        session.flush()
        session.expire_all()
        book = book_of(session, actor.municipality_id)
        code = f"indicator.{rows[0].id}"
        assert (book(Codes.INDICATORS, code).value["figure"], book(Codes.INDICATORS, code).standing) == (
            "6–10",
            FigureStanding.FINAL,
        )
        assert book(Codes.INDICATORS, code, 2024).standing is FigureStanding.PRELIMINARY
        assert book(Codes.INDICATORS, code, 2023).standing is FigureStanding.MISSING
        content = content_without_draft(session, actor.municipality_id, 2025, on=AFTER, demo=False)
        chapter = next(one for one in content.chapters if one.code == Codes.INDICATORS.value)
        assert "Mer arbeid avdekker flere." in chapter.notes[0]
        notes = [row.note for row in chapter.tables[0].rows]
        assert notes[0] == "Stiger med innsatsen. Tidligere: 2 (uten dato)."
        assert "Tidligere: 1 911 (2009)." in notes[1]
        assert "34,5 %, oppgitt som 33,7 %." in notes[1]


def test_police_figures_stand_with_their_own_day_and_source(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        make_police_figure(session, actor, preliminary=True)
        make_police_figure(session, actor, year=2024, value=None)
        book = book_of(session, actor.municipality_id)
        this, before, older = (
            next(one for one in book.lines(Codes.POLICE, "police.") if one.year == year)
            for year in (2025, 2024, 2023)
        )
        assert (this.value["figure"], this.standing, this.taken_on) == (
            12,
            FigureStanding.PRELIMINARY,
            date(2026, 1, 10),
        )
        assert {before.standing, older.standing} == {FigureStanding.MISSING}
