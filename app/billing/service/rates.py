"""Adding the rates of a year that has none. Rates that stand are never changed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.queries.rates import rate_table
from app.models.event import EventType
from app.models.fee_year import AddedRates
from app.numbers import take_municipality
from app.permissions import Actor
from fees.rate_checks import FIRST_YEAR, RateQuestion, questions_about
from fees.rates import MINIMUM_COLUMNS, RATE_COLUMNS, RateSet, has_rates, rates_of_year
from licensing.errors import BadValue, NotAllowed
from licensing.law import AF_6_2


def last_addable_year(on: date) -> int:
    """The last year whose rates may be known on a day."""
    return on.year + 1


def check_addable(session: Session, municipality_id: int, year: int, *, on: date) -> None:
    """Raises `NotAllowed` for a year that has rates, or that no rates can be known for yet or any more."""
    if not FIRST_YEAR <= year <= last_addable_year(on):
        raise NotAllowed("rates_year_out_of_reach", first=FIRST_YEAR, last=last_addable_year(on))
    if has_rates(year, rate_table(session, municipality_id)):
        raise NotAllowed("rates_known", AF_6_2, year=year)


def rate_questions(session: Session, municipality_id: int, rates: RateSet) -> tuple[RateQuestion, ...]:
    """What must be confirmed before the rates are added. Raises `BadValue` for a number of no regulation."""
    table = rate_table(session, municipality_id)
    return questions_about(rates, rates_of_year(rates.first_day.year - 1, table))


def add_rates(
    session: Session, actor: Actor, rates: RateSet, *, confirmed: Collection[str], on: date
) -> AddedRates:
    """Add the rates of a whole year that has none.

    Raises `NotAllowed` for a year that has rates, one that is out of reach, or a figure that is unusual and
    not confirmed; `BadValue` for figures that no regulation could give.

    Law: alkoholforskriften § 6-2.
    """
    take_municipality(session, actor.municipality_id)
    year = rates.first_day.year
    check_addable(session, actor.municipality_id, year, on=on)
    if not (all(rates.litre.values()) and all(rates.minimum.values()) and rates.ambulatory_max):
        raise BadValue("rate_not_above_nought")
    questions = rate_questions(session, actor.municipality_id, rates)
    if any(question.key not in confirmed for question in questions):
        raise NotAllowed("rates_unconfirmed")
    row = _row_of(rates, actor)
    session.add(row)
    session.flush()
    facts: dict[str, Any] = {"year": year, "regulation": rates.regulation, "source": row.source}
    if questions:
        facts["confirmed"] = list(dict.fromkeys(question.column or "regulation" for question in questions))
    audit.record(session, actor, EventType.RATES_ADDED, **facts)
    return row


def _row_of(rates: RateSet, actor: Actor) -> AddedRates:
    litre_ore = {
        f"{name}_ore": int(rates.litre[key].scaleb(2))
        for name, key in RATE_COLUMNS.items()
        if key in rates.litre
    }
    minimum_ore = {f"{name}_ore": rates.minimum[kind].ore for name, kind in MINIMUM_COLUMNS.items()}
    return AddedRates(
        municipality_id=actor.municipality_id,
        first_day=rates.first_day,
        last_day=rates.last_day,
        ambulatory_max_ore=rates.ambulatory_max.ore,
        regulation=rates.regulation,
        source="\n".join(rates.sources),
        added_by_id=actor.user_id,
        added_at=clock.now(),
        **litre_ore,
        **minimum_ore,
    )
