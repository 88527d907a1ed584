"""The demo's next joint plan: begun, written, heard, and adopted by both councils. It is invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Outsider
from app.demo.days import Days
from app.demo.people import HOLTALEN, ROROS
from app.demo.prevention_desk import PreventionDesk
from app.demo.prevention_next_plan_texts import (
    ANSWERS,
    CHAPTERS,
    EVALUATION,
    GOALS,
    HEARING_SUMMARY,
    INVITED,
    LINES,
    QUESTION,
    SOURCE,
    SUMMARY,
    Answer,
)
from app.demo.prevention_plans import packaged
from app.demo.stage import Turn
from app.models.hearing import HearingAnswer, PlanHearing
from app.models.plan import (
    Indicator,
    Plan,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMeasure,
    PlanReference,
    PlanRole,
)
from app.permissions import Actor
from app.prevention import library
from app.prevention.queries.plan_parts import parts_of
from app.prevention.queries.plans import measures_of, plan_of, policy_series_of
from app.prevention.service.hearing_answers import NewAnswer, key_answer, receive_answer, treat_answer
from app.prevention.service.hearings import HearingTerms, close_hearing, open_hearing
from app.prevention.service.measures import COLUMNS, MeasureRecord, add_measure, change_measure
from app.prevention.service.plan_closing import CarriedLine, carry_on
from app.prevention.service.plan_parts import add_part, add_value
from app.prevention.service.plans import Adoption, NewPlan, adopt_plan, begin_plan
from fees.money import Money
from fees.plans import CostEstimate, Funding, MeasureStatus
from fees.spending import TargetGroup

YEARS = 4
BEGUN, OPENED, DUE, TREATED, CLOSED = 150, 130, 88, 81, 80
ADOPTED = {ROROS: 59, HOLTALEN: 54}
SECRETARY = {ROROS: "secretary", HOLTALEN: "holtalen_secretary"}
CASE_NUMBERS = {ROROS: "PS 61/{year} (oppdiktet)", HOLTALEN: "PS 48/{year} (oppdiktet)"}


@dataclass
class NextPlan:
    """The plan on its way from a draft to two councils."""

    desk: PreventionDesk
    days: Days
    plan_id: int = 0
    hearing_id: int = 0

    @property
    def session(self) -> Session:
        """The session of the desks."""
        return self.desk.session

    @property
    def first_year(self) -> int:
        """The year after the one that runs."""
        return self.days.today.year + 1

    @property
    def writer(self) -> Actor:
        """Who writes the plan: the coordinator, in Røros."""
        return self.desk.coordinator(ROROS)

    def plan(self) -> Plan:
        """The plan as it stands now."""
        found = plan_of(self.session, self.writer.municipality_id, self.plan_id)
        if found is None:
            raise LookupError("the next plan has not been begun")
        return found

    def turns(self) -> Iterator[Turn]:
        """Everything that was done with it, each on its day."""
        yield Turn(self.days.ago(BEGUN), self.begin)
        yield Turn(self.days.ago(BEGUN - 1), self.write)
        yield Turn(self.days.ago(OPENED), self.open)
        for answer in ANSWERS:
            yield Turn(self.days.ago(answer.days_ago), partial(self.receive, answer))
        yield Turn(self.days.ago(TREATED), self.treat)
        yield Turn(self.days.ago(CLOSED), self.close)
        for place, days_ago in ADOPTED.items():
            yield Turn(self.days.ago(days_ago), partial(self.adopt, place))

    def begin(self, on: date) -> None:
        """A draft for both municipalities."""
        before = packaged(self.session, self.writer, library.ROROS_HOLTALEN)
        series = policy_series_of(self.session, [self.writer.municipality_id])
        last = self.first_year + YEARS - 1
        self.plan_id = begin_plan(
            self.session,
            self.writer,
            NewPlan(
                title=f"Plan mot rus blant unge {self.first_year}–{last} (oppdiktet)",
                first_year=self.first_year,
                last_year=last,
                municipality_ids=(self.desk.staff[HOLTALEN].municipality_id,),
                predecessor_id=before.id,
                policy_series=series[0][0] if series else "",
                summary=SUMMARY,
                evaluation=EVALUATION,
                source=SOURCE,
                invented=True,
            ),
        ).id

    def write(self, on: date) -> None:
        """Its parts are written, and what goes on is carried into it."""
        for heading, text in CHAPTERS:
            self._add(PlanChapter, heading=heading, text=text)
        for text in GOALS:
            self._add(PlanGoal, text=text)
        for place, title in ((ROROS, "Helse- og sosialsjef"), (HOLTALEN, "Sosialleder")):
            task = "Følger opp planen, og legger fram melding om russituasjonen innen 1. februar"
            here = self.desk.staff[place].municipality_id
            self._add(PlanRole, place, title=title, task=task, municipality_id=here)
        self._add(
            PlanReference,
            sort="law",
            title="Lov 2. juni 1989 nr. 27 om omsetning av alkoholholdig drikk (alkoholloven)",
            url="https://lovdata.no/lov/1989-06-02-27",
        )
        self._carry()
        self._add_measure("Rusfri russ", TargetGroup.UPPER_SECONDARY, "Videregående skole", "Gjennomføres")
        self._add(
            PlanCost,
            text="Møter og tilskudd mot nyrekruttering",
            measure_id=self._measures()[0].id,
            estimate=CostEstimate.ESTIMATED,
            amount_ore=Money.from_kroner(75_000).ore,
            period="per år",
            funding=Funding.FEES,
            funding_text="Øremerket av salgs- og skjenkegebyr, delt likt mellom kommunene (oppdiktet)",
        )
        indicator = self._add(
            Indicator,
            name="Elever som oppgir å ha vært beruset siste halvår",
            unit="prosent",
            source="Ungdata",
        )
        told = on - timedelta(days=60)
        add_value(
            self.session,
            self.writer,
            plan_id=self.plan_id,
            indicator_id=indicator.id,
            values={
                "year": told.year,
                "dated_on": told,
                "figure": "18",
                "source": "Ungdata",
                "comment": "Tallet er oppdiktet for demoen.",
            },
        )

    def _add(self, kind: Any, place: str = ROROS, **values: Any) -> Any:
        who = self.desk.coordinator(place)
        return add_part(self.session, who, kind, plan_id=self.plan_id, values=values)

    def _add_measure(self, title: str, group: TargetGroup, owner: str, first: str) -> None:
        """A new measure, in the table that the others stand in."""
        goal = parts_of(self.session, self.writer.municipality_id, PlanGoal, self.plan_id)[-1]
        add_measure(
            self.session,
            self.writer,
            plan_id=self.plan_id,
            record=MeasureRecord(
                title=title,
                section="Forebyggende tiltak",
                is_new=True,
                goal_id=goal.id,
                target_group=group,
                owners=(owner,),
                cells=self._cells((first, "Videreføres og evalueres", "Videreføres", "Evalueres")),
            ),
        )

    def _measures(self) -> list[PlanMeasure]:
        return measures_of(self.session, self.writer.municipality_id, self.plan_id)

    def _cells(self, texts: tuple[str, ...]) -> dict[int, str]:
        return dict(enumerate(texts, start=self.first_year))

    def _carry(self) -> None:
        """Each municipality carries what is its own; the one who writes carries what is shared."""
        before = packaged(self.session, self.writer, library.ROROS_HOLTALEN)
        old = measures_of(self.session, self.writer.municipality_id, before.id)
        for place in (ROROS, HOLTALEN):
            who = self.desk.coordinator(place)
            lines = {
                one: next(measure.id for measure in old if measure.title.startswith(one.title))
                for one in LINES
                if one.place == place
            }
            made = carry_on(
                self.session,
                who,
                plan_id=before.id,
                into_id=self.plan_id,
                lines=[CarriedLine(measure_id, "Er i gang") for measure_id in lines.values()],
            )
            by_old = {measure.carried_from_id: measure for measure in made}
            for line, measure_id in lines.items():
                measure = by_old[measure_id]
                told = {name: getattr(measure, name) for name in COLUMNS}
                told |= {"status": MeasureStatus.NOT_BEGUN}
                change_measure(
                    self.session,
                    who,
                    plan_id=self.plan_id,
                    measure_id=measure.id,
                    seen_version=measure.version,
                    record=MeasureRecord(**told, owners=line.owners, cells=self._cells(line.cells)),
                )

    def open(self, on: date) -> None:
        """It is laid out for everybody."""
        terms = HearingTerms(
            opens_on=on,
            due_on=self.days.ago(DUE),
            treated_by="Formannskapet i begge kommunene (oppdiktet)",
            question=QUESTION,
            invited=INVITED,
        )
        hearing = open_hearing(self.session, self.writer, plan_id=self.plan_id, terms=terms, on=on)
        self.hearing_id = hearing.id

    def receive(self, told: Answer, on: date) -> None:
        """An answer comes in, on the page or in a letter."""
        answer = NewAnswer(told.sender, told.text, on_behalf_of=told.body)
        who = self.desk.coordinator(told.place)
        if told.keyed:
            key_answer(self.session, who, hearing_id=self.hearing_id, answer=answer, received_on=on, on=on)
            return
        sender = Outsider(who.municipality_id, told.body)
        receive_answer(self.session, sender, hearing_id=self.hearing_id, answer=answer, on=on)

    def treat(self, on: date) -> None:
        """Each answer has its reply, and one its measure."""
        self._add_measure(
            "Natteravner ved store arrangement", TargetGroup.YOUTH, "SLT-koordinator", "Oppstart"
        )
        rows = self.session.scalars(
            select(HearingAnswer)
            .where(HearingAnswer.hearing_id == self.hearing_id)
            .order_by(HearingAnswer.id)
        ).all()
        replies = {told.body: told for told in ANSWERS}
        for id_, told in [(row.id, replies[row.on_behalf_of]) for row in rows]:
            treat_answer(
                self.session,
                self.writer,
                answer_id=id_,
                seen_version=self.session.get_one(HearingAnswer, id_).version,
                verdict=told.verdict,
                reply=told.reply,
                published=True,
            )

    def close(self, on: date) -> None:
        """The hearing is over, and is summed up."""
        version = self.session.get_one(PlanHearing, self.hearing_id).version
        close_hearing(
            self.session,
            self.writer,
            hearing_id=self.hearing_id,
            seen_version=version,
            summary=HEARING_SUMMARY,
            on=on,
        )

    def adopt(self, place: str, on: date) -> None:
        """A council adopts it."""
        number = CASE_NUMBERS[place].format(year=f"{on:%y}")
        adopt_plan(
            self.session,
            self.desk.staff[place][SECRETARY[place]],
            plan_id=self.plan_id,
            seen_version=self.plan().edition,
            adoption=Adoption("Kommunestyret", on, number),
            published=True,
            on=on,
        )
