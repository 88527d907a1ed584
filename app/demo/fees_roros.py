"""The fees of Røros's year: the round, the decisions, a locked batch, payments, and what came too late."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.billing.queries.occasions import events_to_take
from app.billing.queries.rounds import joining, round_of
from app.billing.queries.statements import latest_statements
from app.billing.service.attestation import change_attestation
from app.billing.service.breaches import discard_breach, notify_breach, propose_breaches
from app.billing.service.calls import begin_reminders, link_lasts_to
from app.billing.service.fee_years import kept_fee_year
from app.billing.service.fees import waiting_fees
from app.billing.service.occasions import take_into_fees
from app.billing.service.questions import settle_questions
from app.billing.service.reductions import NewReduction, reduce_fee
from app.billing.service.rounds import (
    deadline_for_who_joins,
    move_deadline_of_duty,
    start_round,
    take_in_new_licences,
)
from app.billing.service.statements import estimate_statement
from app.billing.service.suppliers import keep_figures
from app.billing.standing import Standing
from app.billing.supplier_lists import read_lines
from app.demo.days import Days
from app.demo.fees_desk import FeeDesk, Told, reached_at_home
from app.demo.fees_last_year import paid_in_time, working_day
from app.demo.stage import Turn
from app.demo.turnover import FIRST_TOLD, KRUTTHORNET, ODD, expected_at, litres
from app.models.billing_run import BillingRun
from app.models.breach_proposal import BreachProposal
from app.models.fee import Fee, FeePurpose
from app.models.letter import Channel
from app.models.turnover import TurnoverDuty, TurnoverQuestion
from fees.money import Money
from fees.turnover import Attestation, Volumes

BY_EMAIL = ("Kafé Kurant",)
NOT_ARRIVED = ("Kafé Kurant", "Malmklang Bar", "Aursundtunet", "MB Aurvinda")
ESTIMATED = {
    "Malmklang Bar": "Svarte ikke på innkalling og purring. Satt til det som var ventet i fjor (oppdiktet).",
    "Sagtomta Scene": "Styret er uten leder og svarte ikke. Satt til det som var ventet i fjor (oppdiktet).",
}
LATE = ("Skeidaren Ølhus", "Låven på Galåen", "Kafé Kurant")
MOVED = "Slegghaugens Teaterkro"
MOVED_BECAUSE = "Foreningen får regnskapet fra revisor først i mars (oppdiktet)."
KEYED = ("Kafé Skinnfell", "Pannekakesmia", "Landhandelen i Brekken", "MB Aurvinda", "Sjøvolden Camping")
ATTESTED = ("Hotell Nordgruva", "Nordgruva Anneks", "Slegghammeren Hotell")
WAIVED = "Viddesus Hotell"
WAIVED_BECAUSE = "Selskapet har valgt bort revisjon. Tallene stemmer med leverandørenes (oppdiktet)."
REDUCED = "Slegghaugens Teaterkro"
REDUCED_TO = Money.from_kroner("3300")
REDUCED_BECAUSE = "Bevillingen brukes en måned i året, til et friluftsspel for hele bygda (oppdiktet)."
SUPPLIERS = {
    "Fjellgrossisten AS (oppdiktet)": (
        ("Hotell Nordgruva", 12_100, 0, 0),
        ("Krutthornet", 4_300, 0, 0),
        ("Røyskatta", 6_900, 0, 0),
        ("Bergmannsgata Mat", 61_000, 0, 0),
    ),
    "Vinhuset Nord AS (oppdiktet)": (
        ("Hotell Nordgruva", 0, 4_900, 900),
        ("Viddesus Hotell", 0, 2_800, 480),
    ),
}
UNPAID = {"Malmklang Bar": 2, "Stigeren": 1}
PART_PAID = "Låven på Galåen"
DISCARDED_BECAUSE = "Innkallingen kom i retur, for adressen i registeret var feil (oppdiktet)."
ANSWER_BY = (4, 20)
FIRST_JOIN, FIRST_JOIN_TOLD, FIRST_JOIN_DECIDED, EVENTS, SECOND_JOIN = 50, 40, 24, 5, 3


@dataclass
class RorosYear:
    """The acts of the year, each on its day."""

    desk: FeeDesk
    year: int
    runs: dict[str, BillingRun] = field(default_factory=dict)

    @property
    def due_on(self) -> date:
        """The deadline of the round."""
        return working_day(self.year, 3, 1)

    @property
    def duties(self) -> dict[str, TurnoverDuty]:
        """Those who are asked, by the name of the place."""
        return self.desk.duties(self.year)

    def start(self, on: date) -> None:
        """Start the round and call everybody; the hotels are to have their figures confirmed."""
        desk, due_on = self.desk, self.due_on
        kept_fee_year(desk.session, desk.finance, self.year)
        moved = "1. mars er ikke en arbeidsdag." if due_on != date(self.year, 3, 1) else ""
        start_round(desk.session, desk.caseworker, year=self.year, due_on=due_on, reason=moved, on=on)
        for place in (*ATTESTED, WAIVED):
            self.attest(place, Attestation.REQUIRED)
        self.runs["calls"] = desk.call(self.year, due_on, on, by_email=BY_EMAIL)

    def calls_arrived(self, on: date) -> None:
        """Most of the calls arrived."""
        self.desk.arrive(self.runs["calls"], on, except_for=NOT_ARRIVED)

    def first_statements(self, on: date) -> None:
        """The first third answers."""
        self.answer(on, remainder=0)

    def more_statements(self, on: date) -> None:
        """Another third, and the deadline of one is moved."""
        self.answer(on, remainder=1)
        move_deadline_of_duty(
            self.desk.session,
            self.desk.caseworker,
            duty_id=self.duties[MOVED].id,
            due_on=working_day(self.year, 3, 16),
            reason=MOVED_BECAUSE,
            on=on,
        )

    def last_statements(self, on: date) -> None:
        """The rest of those who answer in time; one corrects what it told at first."""
        self.answer(on, remainder=2)
        self.tell(KRUTTHORNET, on, serial=70, comment=ODD[KRUTTHORNET].comment)

    def answer(self, on: date, *, remainder: int) -> None:
        """Every third place that answers in time does so."""
        late = {*LATE, *ESTIMATED, MOVED}
        for serial, place in enumerate(self.duties):
            if serial % 3 == remainder and place not in late:
                odd = ODD.get(place)
                first = FIRST_TOLD.get(place)
                self.tell(
                    place,
                    on,
                    serial=serial,
                    actual=litres(first) if first else None,
                    comment="" if odd is None or first else odd.comment,
                    answer="" if odd is None or first else odd.answer,
                )

    def tell(
        self,
        place: str,
        on: date,
        *,
        serial: int,
        actual: Volumes | None = None,
        comment: str = "",
        answer: str = "",
    ) -> None:
        """One place answers."""
        self.desk.tell(
            self.duties[place],
            place,
            on,
            actual=actual,
            keyed=place in KEYED,
            comment=comment,
            answer=answer,
            serial=serial,
        )

    def remind(self, on: date) -> None:
        """Those who have not answered are reminded, on paper."""
        desk = self.desk
        with reached_at_home():
            run = begin_reminders(
                desk.session,
                desk.caseworker,
                year=self.year,
                link_last_day=link_lasts_to(self.due_on),
                on=on,
            )
        desk.run(desk.caseworker, run)
        desk.send(run, on, channel=Channel.POST, reference="Rekommandert (oppdiktet)")

    def late_statements(self, on: date) -> None:
        """Some answer after the deadline, one of them in time for its own."""
        for serial, place in enumerate((*LATE, MOVED), start=80):
            self.tell(place, on, serial=serial)

    def confirm(self, on: date) -> None:
        """Confirmations are looked at; one is waived. Suppliers tell what they delivered."""
        for place in ATTESTED:
            self.attest(place, Attestation.RECEIVED)
            self.attest(place, Attestation.APPROVED)
        self.attest(WAIVED, Attestation.WAIVED, WAIVED_BECAUSE)
        numbers = {place: duty.licence.number for place, duty in self.duties.items()}
        rows = ["Bevilling;Leverandør;Gruppe 1;Gruppe 2;Gruppe 3"]
        rows += [
            f"{numbers[place]};{supplier};{g1};{g2};{g3}"
            for supplier, delivered in SUPPLIERS.items()
            for place, g1, g2, g3 in delivered
        ]
        lines = read_lines("\n".join(rows), year=self.year - 1, supplier="")
        keep_figures(self.desk.session, self.desk.caseworker, lines)

    def estimate_and_settle(self, on: date) -> None:
        """Those who never answered are estimated; questions that have found an answer are settled."""
        desk = self.desk
        for place, reason in ESTIMATED.items():
            estimate_statement(
                desk.session,
                desk.caseworker,
                duty_id=self.duties[place].id,
                actual=expected_at(place),
                expected=expected_at(place),
                reason=reason,
                on=on,
            )
        for place, odd in ODD.items():
            if odd.settled and place in self.duties:
                settle_questions(
                    desk.session, desk.caseworker, question_ids=self.open_questions(place), note=odd.settled
                )

    def open_questions(self, place: str) -> list[int]:
        """The questions about a place that nobody has settled."""
        return list(
            self.desk.session.scalars(
                select(TurnoverQuestion.id).where(
                    TurnoverQuestion.municipality_id == self.desk.municipality_id,
                    TurnoverQuestion.duty_id == self.duties[place].id,
                    TurnoverQuestion.settled_at.is_(None),
                )
            )
        )

    def compute(self, on: date) -> None:
        """The fees are computed; one of them is set lower."""
        desk = self.desk
        desk.compute(self.year)
        fee_id = desk.session.scalars(
            select(Fee.id).where(
                Fee.municipality_id == desk.municipality_id,
                Fee.licence_id == self.duties[REDUCED].licence_id,
                Fee.purpose == FeePurpose.ADVANCE,
                Fee.year == self.year,
            )
        ).one()
        reduce_fee(
            desk.session, desk.decider, fee_id=fee_id, new=NewReduction(REDUCED_TO, REDUCED_BECAUSE), on=on
        )

    def decide(self, on: date) -> None:
        """The fees are decided, and the letters go out."""
        self.runs["decisions"] = self.desk.decide(self.year, on)
        self.desk.send(self.runs["decisions"], on)

    def propose(self, on: date) -> None:
        """Points are proposed for what came too late; notice is given of one, another is discarded."""
        desk = self.desk
        propose_breaches(desk.session, desk.caseworker, on=on)
        by_licence = {
            proposal.licence_id: proposal
            for proposal in desk.session.scalars(
                select(BreachProposal).where(BreachProposal.municipality_id == desk.municipality_id)
            )
        }
        notified = by_licence[self.duties["Sagtomta Scene"].licence_id]
        notify_breach(
            desk.session,
            desk.decider,
            proposal_id=notified.id,
            seen_version=notified.version,
            answer_by=working_day(self.year, *ANSWER_BY),
            on=on,
        )
        discarded = by_licence[self.duties["Malmklang Bar"].licence_id]
        discard_breach(
            desk.session,
            desk.decider,
            proposal_id=discarded.id,
            seen_version=discarded.version,
            reason=DISCARDED_BECAUSE,
            on=on,
        )

    def make_batch(self, on: date) -> None:
        """Finance makes the basis."""
        self.desk.invoice(self.year, working_day(self.year, 4, 30), on)

    def approve_batch(self, on: date) -> None:
        """Another approves it: it is booked and locked."""
        self.desk.approve(self.desk.batch_of(self.year), on)

    def first_status(self, on: date) -> None:
        """The economy system tells the numbers, and that some have paid already."""
        self.desk.read_status(self.desk.batch_of(self.year), on, told=_told_early(on))

    def second_status(self, on: date) -> None:
        """Most have paid; some are reminded, and one payment names nothing that is known."""
        more = f"Minibank 4711;;;;2130,00;{on.isoformat()};0;{on.isoformat()}"
        self.desk.read_status(self.desk.batch_of(self.year), on, told=_told_late, more=more)

    def take_in(self, on: date) -> None:
        """Those who have been granted a licence meanwhile are asked too."""
        desk = self.desk
        found = round_of(desk.session, desk.municipality_id, self.year)
        if found is None or not joining(desk.session, found):
            return
        joins_by = deadline_for_who_joins(self.due_on, on)
        take_in_new_licences(desk.session, desk.caseworker, year=self.year, due_on=joins_by, on=on)
        desk.call(self.year, joins_by, on)

    def told_by_the_new(self, on: date) -> None:
        """Those who were asked late answer."""
        told = latest_statements(self.desk.session, self.desk.municipality_id, self.year)
        for serial, (place, duty) in enumerate(self.duties.items(), start=90):
            if duty.licence_id not in told:
                self.desk.tell(duty, place, on, serial=serial)

    def decide_for_the_new(self, on: date) -> None:
        """Their fees are decided, and wait for a batch of their own."""
        self.desk.compute(self.year)
        if waiting_fees(self.desk.session, self.desk.municipality_id, self.year):
            self.desk.send(self.desk.decide(self.year, on), on)

    def take_events(self, on: date) -> None:
        """The fees of granted events are taken among the fees of the year."""
        desk = self.desk
        events = events_to_take(desk.session, desk.municipality_id, self.year, None)
        if any(event.fee_ore is not None for event in events):
            take_into_fees(desk.session, desk.finance, year=self.year, licence_ids=None, on=on)

    def attest(self, place: str, to: Attestation, reason: str = "") -> None:
        """Take a step with the confirmation of a place's figures."""
        duty = self.duties[place]
        change_attestation(
            self.desk.session,
            self.desk.caseworker,
            duty_id=duty.id,
            to=to,
            reason=reason,
            seen_version=duty.version,
        )


def _told_early(on: date) -> Callable[[str, Standing], Told]:
    def told(place: str, standing: Standing) -> Told:
        usual = paid_in_time(place, standing)
        paid = usual.paid_on is not None and usual.paid_on <= on and _pays_in_time(place)
        return usual if paid else Told(Money(0))

    return told


def _told_late(place: str, standing: Standing) -> Told:
    if place in UNPAID:
        return Told(Money(0), reminders=UNPAID[place])
    usual = paid_in_time(place, standing)
    if place == PART_PAID:
        return Told(Money(standing.amount.ore // 200 * 100), usual.paid_on)
    return usual


def _pays_in_time(place: str) -> bool:
    return place not in UNPAID and place != PART_PAID


def whole_year(desk: FeeDesk, year: int, days: Days) -> Iterator[Turn]:
    """Everything that was done with the fees of the year."""
    made = RorosYear(desk, year)
    for month, day, act in (
        (2, 2, made.start),
        (2, 5, made.calls_arrived),
        (2, 12, made.first_statements),
        (2, 20, made.more_statements),
        (2, 27, made.last_statements),
        (3, 4, made.remind),
        (3, 11, made.late_statements),
        (3, 13, made.confirm),
        (3, 16, made.estimate_and_settle),
        (3, 17, made.compute),
        (3, 19, made.decide),
        (3, 20, made.propose),
        (3, 24, made.make_batch),
        (3, 26, made.approve_batch),
        (4, 27, made.first_status),
        (5, 22, made.second_status),
    ):
        yield Turn(working_day(year, month, day), act)
    seen = Days(min(days.today, date(year, 12, 15)))
    for days_ago, act in (
        (FIRST_JOIN, made.take_in),
        (FIRST_JOIN_TOLD, made.told_by_the_new),
        (FIRST_JOIN_DECIDED, made.decide_for_the_new),
        (EVENTS, made.take_events),
        (SECOND_JOIN, made.take_in),
    ):
        if (on := seen.ago(days_ago)) > working_day(year, 5, 22):
            yield Turn(on, act)
