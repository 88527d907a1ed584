"""A statement that comes after the fees were computed is computed again, and is not counted for ever."""

from app import clock
from app.billing.queries.late_statements import statements_not_computed
from app.models.turnover import TurnoverDuty
from fees.turnover import Volumes
from tests.app.conftest import ClientAs, Filling
from tests.factories.fee_round import EXPECTED, LODGE, SOLD, YEAR, FeeRound
from tests.factories.turnover import make_round


def ask(fees: FeeRound, *names: str, year: int = YEAR) -> None:
    """The licences are asked in the round of a year."""
    found = make_round(fees.session, fees.actor, year=year)
    for name in names:
        duty: TurnoverDuty = fees.asked(name, year=year)
        duty.round_id = found.id
    fees.session.flush()


def test_a_statement_counts_until_it_is_computed(filling: Filling, statements: list[str]) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        for name in ("Kroa", "Hotellet", "Bryggen"):
            fees.licence(name)
        ask(fees, "Kroa", "Hotellet", "Bryggen")

        def waiting() -> int:
            return statements_not_computed(session, actor.municipality_id, YEAR)

        assert waiting() == 0
        fees.told("Kroa", SOLD, EXPECTED)
        fees.told("Hotellet", SOLD, EXPECTED)
        assert waiting() == 2
        fees.compute()
        assert waiting() == 0
        fees.told("Kroa", SOLD, LODGE)
        fees.told("Kroa", LODGE, LODGE)
        fees.told("Bryggen", SOLD, EXPECTED, estimated="Svarte ikke")
        statements.clear()
        assert waiting() == 2, "One that is corrected twice, and one that is estimated."
        assert len(statements) == 2
        fees.compute(names=["Bryggen"])
        assert waiting() == 1
        fees.compute()
        assert waiting() == 0
        assert statements_not_computed(session, actor.municipality_id, YEAR - 1) == 0


def test_a_correction_that_a_decided_fee_says_already_is_counted_only_until_the_next_run(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        for name in ("Kroa", "Hotellet"):
            fees.licence(name)
        ask(fees, "Kroa", "Hotellet")
        for name in ("Kroa", "Hotellet"):
            fees.told(name, SOLD, EXPECTED)
        fees.compute()
        fees.decide()
        # The decided fees go on resting on the statements before these.
        for name in ("Kroa", "Hotellet"):
            fees.told(name, SOLD, EXPECTED)
        for names, left in ((["Kroa"], 1), (None, 0)):
            fees.compute(names=names)
            assert statements_not_computed(session, actor.municipality_id, YEAR) == left


def test_the_overview_offers_to_compute_from_what_came_late(filling: Filling, client_as: ClientAs) -> None:
    year = clock.today().year
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        for name in ("Kroa", "Hotellet"):
            fees.licence(name, last=f"{year + 1}-09-30")
        ask(fees, "Kroa", "Hotellet", year=year)
        fees.told("Kroa", SOLD, EXPECTED, year=year)
        fees.compute(year)
        fees.decide()
        fees.told("Kroa", SOLD, Volumes(700_000), year=year)
    text = client_as("finance").get("/gebyr").text
    assert "1 oppgave er kommet eller endret etter beregningen." in text
    assert "Beregn gebyrene" in text
