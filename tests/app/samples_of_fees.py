"""What is put into the addresses of fees: a round with every kind of fee, and one of each."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.billing.service.reductions import NewReduction, reduce_fee
from app.models.fee import FeePurpose
from app.permissions import Actor
from fees.money import Money
from fees.turnover import Volumes
from licensing.licences import LicenceKind
from tests.factories.fee_round import EXPECTED, LODGE, SOLD, FeeRound

# A year of which the other samples have nothing.
YEAR = 2022
BEGAN = "2020-06-03"
# What a browser is given here is a file, not a page.
FILES_OF_FEES = {"billing.export_fees"}


def ids_of_fees(session: Session, actor: Actor) -> dict[str, Any]:
    """Fees that wait, one asked about, one with two editions, and a place that has told of nothing."""
    fees = FeeRound(session, actor)
    fees.licence("Vektergården prøvested", BEGAN)
    fees.licence("Seterkroa prøvested", BEGAN)
    fees.licence("Prøvebutikken", BEGAN, kind=LicenceKind.SALE)
    fees.licence("Taus prøvested", BEGAN)
    for name in ("Vektergården prøvested", "Seterkroa prøvested"):
        fees.told(name, expected=EXPECTED, year=YEAR - 1)
    fees.compute(YEAR - 1)
    fees.decide(date(YEAR - 1, 3, 10))
    fees.told("Vektergården prøvested", SOLD, EXPECTED, year=YEAR)
    fees.told("Seterkroa prøvested", LODGE, LODGE, year=YEAR, estimated="Samme mengde som i fjor")
    fees.told("Prøvebutikken", None, Volumes(9_000_000, 1_600_000), year=YEAR)
    fees.compute(YEAR)
    fees.decide(date(YEAR, 3, 10))
    fees.told("Vektergården prøvested", SOLD, LODGE, year=YEAR)
    fees.told("Prøvebutikken", None, Volumes(9_000_000, 1_700_000), year=YEAR)
    fees.compute(YEAR)
    lodge = fees.rows(YEAR)["Seterkroa prøvested", FeePurpose.ADVANCE, YEAR]
    reduced = reduce_fee(
        session,
        actor,
        fee_id=lodge.fee_id,
        new=NewReduction(Money(275_000), "Åpent bare i høstferien."),
        on=date(YEAR, 4, 1),
    )
    rows = fees.rows(YEAR)
    return {
        "fee_ids": [
            rows["Vektergården prøvested", FeePurpose.ADVANCE, YEAR].fee_id,
            rows["Vektergården prøvested", FeePurpose.SETTLEMENT, YEAR - 1].fee_id,
            rows["Prøvebutikken", FeePurpose.ADVANCE, YEAR].fee_id,
            lodge.fee_id,
            reduced,
        ],
        "fee_id": reduced,
    }


def samples_of_fees(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    year = {"year": YEAR}
    return {
        "billing.list_fees": [year, year | {"vis": "sporsmal"}, year | {"vis": "problemer"}, {"year": 2031}],
        "billing.decide_fees": [year, {"year": YEAR + 2}],
        "billing.show_fee": [{"fee_id": number} for number in ids["fee_ids"]],
        "billing.lower_fee": [{"fee_id": ids["fee_id"]}],
    }
