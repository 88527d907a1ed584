"""The fees of Holtålen's year: under way, so that whoever tries the demo can go on with them."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.billing.queries.rounds import joining, round_of
from app.billing.queries.statements import latest_statements
from app.billing.service.rounds import (
    deadline_for_who_joins,
    start_round,
    take_in_new_licences,
)
from app.demo.days import Days
from app.demo.fees_desk import FeeDesk
from app.demo.stage import Turn
from app.demo.turnover import ODD
from licensing.days import next_working_day

STARTED, ANSWERED, JOINED, JOINED_TOLD, COMPUTED = 42, 27, 9, 6, 2
DAYS_TO_ANSWER = 28
REASON = "Runden kom i gang i oktober, da kommunen fikk ny saksbehandler (oppdiktet)."
SILENT = ("Landhandelen i Hessdalen", "Aunegrenda Nærbutikk")
KEYED = ("Forsamlingshuset i Haltdalen", "Skistua i Ålen")


def under_way(desk: FeeDesk, year: int, days: Days) -> Iterator[Turn]:
    """A round whose statements have come, most of them, and fees that wait for a decision."""
    seen = Days(min(days.today, date(year, 12, 15)))
    started_on = seen.ago(STARTED)
    due_on = next_working_day(started_on + timedelta(days=DAYS_TO_ANSWER))

    def start(on: date) -> None:
        start_round(desk.session, desk.caseworker, year=year, due_on=due_on, reason=REASON, on=on)
        desk.call(year, due_on, on)

    def answer(on: date) -> None:
        for serial, (place, duty) in enumerate(desk.duties(year).items(), start=60):
            if place in SILENT:
                continue
            odd = ODD.get(place)
            desk.tell(
                duty,
                place,
                on,
                keyed=place in KEYED,
                comment=odd.comment if odd else "",
                answer=odd.answer if odd else "",
                serial=serial,
            )

    def take_in(on: date) -> None:
        found = round_of(desk.session, desk.municipality_id, year)
        if found is None or not joining(desk.session, found):
            return
        joins_by = deadline_for_who_joins(due_on, on)
        take_in_new_licences(desk.session, desk.caseworker, year=year, due_on=joins_by, on=on)
        desk.call(year, joins_by, on)

    def answer_of_the_new(on: date) -> None:
        told = latest_statements(desk.session, desk.municipality_id, year)
        for serial, (place, duty) in enumerate(desk.duties(year).items(), start=90):
            if place not in SILENT and duty.licence_id not in told:
                desk.tell(duty, place, on, serial=serial)

    def compute(on: date) -> None:
        desk.compute(year)

    yield Turn(started_on, start)
    yield Turn(seen.ago(ANSWERED), answer)
    yield Turn(seen.ago(JOINED), take_in)
    yield Turn(seen.ago(JOINED_TOLD), answer_of_the_new)
    yield Turn(seen.ago(COMPUTED), compute)
