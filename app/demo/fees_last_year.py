"""The fees of the year before: taken over from an older list, decided, invoiced and paid."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.billing.service.fee_years import change_fee_year
from app.billing.service.rounds import close_round, start_round
from app.billing.standing import Standing
from app.demo.fees_desk import FeeDesk, Told
from app.demo.stage import Turn
from licensing.days import next_working_day

DIMENSIONS = {"ansvar": "41000 (oppdiktet)", "funksjon": "120 (oppdiktet)", "art": "16205 (oppdiktet)"}
NO_VERSION = 0


def working_day(year: int, month: int, day: int) -> date:
    """The day, or the next on which the office is open."""
    return next_working_day(date(year, month, day))


def year_before(desk: FeeDesk, year: int) -> Iterator[Turn]:
    """The acts of a year that went as it should, from the older list to the last payment."""
    due_on = working_day(year, 3, 1)

    def start(on: date) -> None:
        change_fee_year(
            desk.session,
            desk.finance,
            year=year,
            seen_version=NO_VERSION,
            wanted={"dimensions": DIMENSIONS},
        )
        start_round(desk.session, desk.caseworker, year=year, due_on=due_on, on=on)

    def take_over(on: date) -> None:
        for final in (False, True):
            for place, duty in desk.duties(year, final=final).items():
                desk.take_over(duty, place, on)

    def close(on: date) -> None:
        close_round(desk.session, desk.caseworker, year=year)
        desk.compute(year)

    def decide(on: date) -> None:
        desk.send(desk.decide(year, on), on)

    def invoice(on: date) -> None:
        desk.invoice(year, working_day(year, 4, 30), on)

    def approve(on: date) -> None:
        desk.approve(desk.batch_of(year), on)

    def paid(on: date) -> None:
        desk.read_status(desk.batch_of(year), on, told=paid_in_time)

    acts: tuple[tuple[int, int, Callable[[date], None]], ...] = (
        (2, 3, start),
        (2, 20, take_over),
        (3, 5, close),
        (3, 11, decide),
        (3, 18, invoice),
        (3, 20, approve),
        (5, 12, paid),
    )
    for month, day, act in acts:
        yield Turn(working_day(year, month, day), act)


def paid_in_time(_place: str, standing: Standing) -> Told:
    """Everything was paid some days before it was due."""
    days_before = timedelta(days=2 + standing.invoice_id % 9)
    return Told(standing.amount, next_working_day(standing.due_on - days_before) - timedelta(days=1))
