"""Eidskog's next plan in the demo: a draft with what the last one left open, out for a hearing now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.audit import Outsider
from app.demo.days import Days
from app.demo.people import EIDSKOG, Staff
from app.demo.prevention_plans import packaged
from app.demo.stage import Turn
from app.permissions import Actor
from app.prevention import library
from app.prevention.queries.plans import measures_of
from app.prevention.service.hearing_answers import NewAnswer, receive_answer
from app.prevention.service.hearings import HearingTerms, open_hearing
from app.prevention.service.measures import COLUMNS, MeasureRecord, change_measure
from app.prevention.service.plan_closing import CarriedLine, carry_on
from app.prevention.service.plans import NewPlan, begin_plan

YEARS = 4
BEGUN, CARRIED, OPENED, ANSWERED = 40, 38, 12, 4
DUE_AHEAD = 23
SOURCE = "Oppdiktet for demoen. Tiltakene er ført videre fra planen for 2016–2019, og årsmålene er oppdiktet."
SUMMARY = (
    "Utkast. Planen tar opp igjen det som ikke ble gjort i forrige periode: lavterskeltilbudet, sommerleiren "
    "og boligene. SLT-ordningen og MOT går videre."
)
GOES_ON = ("Videreføres og evalueres",) * YEARS
LINES: Mapping[str, tuple[str, ...]] = {
    "SLT, ": GOES_ON,
    "MOT Eidskog": GOES_ON,
    "Sommerleir": ("Planlegges", "Gjennomføres", "Evalueres og gjentas", "Evalueres og gjentas"),
    "Eidskog kommune skal etablere lavterskel": ("Søke tilskuddsmidler", "Oppstart", *GOES_ON[2:]),
    "Botilbud til målgruppen uten": ("Kartlegge behov", "Etablering av tilbud starter", *GOES_ON[2:]),
}
INVITED = ("Ungdomsrådet", "Politiet", "Rusteamet", "Psykisk helsetjeneste", "Frivillige organisasjoner")
QUESTION = "Er det rett å ta opp igjen sommerleiren, og hvem bør være med på å drive lavterskeltilbudet?"
ANSWER = NewAnswer(
    "Lederen (oppdiktet)",
    "Ta med de frivillige fra starten. Vi kan holde åpent to ettermiddager i uken.",
    on_behalf_of="Skogen frivilligsentral (oppdiktet)",
)


@dataclass
class NextInEidskog:
    """The draft on its way to a hearing that is open."""

    session: Session
    staff: Mapping[str, Staff]
    days: Days
    plan_id: int = 0
    hearing_id: int = 0

    @property
    def writer(self) -> Actor:
        """Who writes the plan."""
        return self.staff[EIDSKOG]["eidskog_prevention"]

    @property
    def first_year(self) -> int:
        """The year after the one that runs."""
        return self.days.today.year + 1

    def turns(self) -> Iterator[Turn]:
        """Everything that was done with it, each on its day."""
        yield Turn(self.days.ago(BEGUN), self.begin)
        yield Turn(self.days.ago(CARRIED), self.carry)
        yield Turn(self.days.ago(OPENED), self.open)
        yield Turn(self.days.ago(ANSWERED), self.receive)

    def begin(self, on: date) -> None:
        """A draft that follows the plan that is ended."""
        last = self.first_year + YEARS - 1
        new = NewPlan(
            title=f"Rusmiddelpolitisk handlingsplan {self.first_year}–{last} (oppdiktet)",
            first_year=self.first_year,
            last_year=last,
            predecessor_id=packaged(self.session, self.writer, library.EIDSKOG).id,
            summary=SUMMARY,
            source=SOURCE,
            invented=True,
        )
        self.plan_id = begin_plan(self.session, self.writer, new).id

    def carry(self, on: date) -> None:
        """What was left open is carried on, and given its years."""
        before = packaged(self.session, self.writer, library.EIDSKOG)
        old = measures_of(self.session, self.writer.municipality_id, before.id)
        lines = {next(one.id for one in old if one.title.startswith(title)): title for title in LINES}
        made = carry_on(
            self.session,
            self.writer,
            plan_id=before.id,
            into_id=self.plan_id,
            lines=[CarriedLine(measure_id, "Fra forrige plan") for measure_id in lines],
        )
        for measure in made:
            told = {name: getattr(measure, name) for name in COLUMNS}
            texts = LINES[lines[measure.carried_from_id or 0]]
            change_measure(
                self.session,
                self.writer,
                plan_id=self.plan_id,
                measure_id=measure.id,
                seen_version=measure.version,
                record=MeasureRecord(
                    **told,
                    owners=tuple(owner.role for owner in measure.owners),
                    cells=dict(enumerate(texts, start=self.first_year)),
                ),
            )

    def open(self, on: date) -> None:
        """It lies out for everybody."""
        terms = HearingTerms(
            opens_on=on,
            due_on=self.days.ahead(DUE_AHEAD),
            treated_by="Formannskapet (oppdiktet)",
            question=QUESTION,
            invited=INVITED,
        )
        self.hearing_id = open_hearing(self.session, self.writer, plan_id=self.plan_id, terms=terms, on=on).id

    def receive(self, on: date) -> None:
        """One has answered, and waits for a reply."""
        sender = Outsider(self.writer.municipality_id, ANSWER.on_behalf_of)
        receive_answer(self.session, sender, hearing_id=self.hearing_id, answer=ANSWER, on=on)
