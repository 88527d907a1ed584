"""Beginning the two runs of fees: computing those of a round, and deciding those that are computed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.computed import ASKS
from app.billing.queries.fees import FeeRow, fees_of_round, of_round
from app.billing.queries.liable import liable_licences
from app.billing.round_terms import RoundTerms, round_terms
from app.billing.service.computing import NewFee, computations
from app.billing.service.fee_years import kept_fee_year
from app.billing.service.runs import CHUNK, Subject, begin_run
from app.billing.uncollected import uncollected
from app.models.billing_run import BillingRun, RunKind
from app.models.fee import Fee, FeePurpose, FeeState
from app.numbers import take_municipality
from app.permissions import Actor
from fees.fee_years import MOST_INSTALMENTS
from licensing.errors import BadValue, NotAllowed
from licensing.law import AF_6_3


@dataclass(frozen=True)
class Deciding:
    """What was chosen when fees are decided: which licences, what was seen, and when is to be paid."""

    licence_ids: Collection[int] | None = None
    """All that have computed fees, unless some are named."""
    confirmed: Collection[int] = ()
    """Fees whose questions somebody has seen."""
    due_on: Sequence[date] = field(default_factory=tuple)
    """The day of each instalment, where it is set before the invoices are made."""


@uncollected()
def begin_fees_run(
    session: Session, actor: Actor, *, year: int, licence_ids: Collection[int] | None = None
) -> BillingRun:
    """Begin to compute the fees of a year's round, for all licences that owe any, or for some.

    Whoever settles does it for all: a settlement is not begun for some while others stand unsettled that
    could be, so that nobody picks those who have paid too little. Raises `NotAllowed`, and `RateNotSet`.

    Law: alkoholforskriften § 6-3.
    """
    take_municipality(session, actor.municipality_id)
    kept_fee_year(session, actor, year)
    terms = round_terms(session, actor.municipality_id, year)
    everybody = licences_of_round(session, actor.municipality_id, terms)
    if licence_ids is None:
        chosen = everybody
    else:
        wanted = frozenset(licence_ids)
        chosen = [licence_id for licence_id in everybody if licence_id in wanted]
        _settled_for_all(session, actor.municipality_id, terms, chosen)
    return begin_run(
        session,
        actor,
        kind=RunKind.FEES,
        year=year,
        subjects=[Subject(licence_id) for licence_id in chosen],
        parameters={"chosen": True} if licence_ids is not None else None,
    )


def licences_of_round(session: Session, municipality_id: int, terms: RoundTerms) -> list[int]:
    """The licences that owe something in a round, by the name of the place, and those that no longer do."""
    years = sorted({of_year for _purpose, of_year in terms.purposes}, reverse=True)
    owing = [one for of_year in years for one in liable_licences(session, municipality_id, of_year)]
    stale = session.scalars(
        select(Fee.licence_id)
        .where(Fee.municipality_id == municipality_id, of_round(terms.year), Fee.state == FeeState.COMPUTED)
        .order_by(Fee.licence_id)
    )
    in_order = [one.licence_id for one in sorted(owing, key=lambda one: (one.sort_key, one.licence_id))]
    return list(dict.fromkeys((*in_order, *stale)))


def unsettled(
    session: Session, municipality_id: int, terms: RoundTerms, licence_ids: Sequence[int]
) -> list[int]:
    """Which of some licences could be settled now and are not."""
    found = []
    for at in range(0, len(licence_ids), CHUNK):
        for one in computations(session, municipality_id, terms.year, licence_ids[at : at + CHUNK]):
            if any(_settles_now(fee) for fee in one.fees):
                found.append(one.licence_id)
    return found


def _settles_now(fee: NewFee) -> bool:
    return fee.key[1] is FeePurpose.SETTLEMENT and fee.waiting is None and fee.decided is None


def _settled_for_all(
    session: Session, municipality_id: int, terms: RoundTerms, chosen: Iterable[int]
) -> None:
    if not terms.settles:
        return
    before = [one.licence_id for one in liable_licences(session, municipality_id, terms.year - 1)]
    named = frozenset(chosen)
    if named.isdisjoint(before):
        return
    others = unsettled(session, municipality_id, terms, [one for one in before if one not in named])
    if others:
        raise NotAllowed("settlement_for_all", AF_6_3, year=terms.year - 1, count=len(others))


def waiting_fees(session: Session, municipality_id: int, year: int) -> list[FeeRow]:
    """The fees of a round that are computed and wait for a decision."""
    rows = fees_of_round(session, municipality_id, year)
    return [row for row in rows if row.state is FeeState.COMPUTED]


def asked_about(rows: Iterable[FeeRow]) -> list[FeeRow]:
    """Those that a person is asked something about before they are decided."""
    return [row for row in rows if row.computed.get(ASKS)]


def begin_decisions_run(
    session: Session, actor: Actor, *, year: int, deciding: Deciding, on: date
) -> BillingRun:
    """Begin to decide computed fees of a round and to write one letter for each licence.

    A licence with a fee that somebody is asked about is left out until the question is seen. Settlements are
    decided for all or for none. Raises `NotAllowed`, or `BadValue` for days of payment that cannot be.

    Law: alkoholloven § 7-1; alkoholforskriften § 6-3; forvaltningsloven §§ 23 to 25.
    """
    take_municipality(session, actor.municipality_id)
    fee_year = kept_fee_year(session, actor, year)
    _days_in_order(deciding.due_on, fee_year.instalments, on)
    waiting = waiting_fees(session, actor.municipality_id, year)
    confirmed = frozenset(deciding.confirmed)
    asked = asked_about(waiting)
    held_back = {row.licence_id for row in asked if row.fee_id not in confirmed}
    ready = [row for row in waiting if row.licence_id not in held_back]
    if deciding.licence_ids is not None:
        wanted = frozenset(deciding.licence_ids)
        left = [row for row in ready if row.licence_id not in wanted]
        ready = [row for row in ready if row.licence_id in wanted]
        _decided_for_all(ready, left, year - 1)
    if not ready:
        raise NotAllowed("no_fees_to_decide", year=year)
    return begin_run(
        session,
        actor,
        kind=RunKind.DECISIONS,
        year=year,
        subjects=[Subject(row.licence_id) for row in ready],
        parameters={
            "on": on.isoformat(),
            "confirmed": {str(row.fee_id): row.total_ore for row in asked if row.fee_id in confirmed},
            "due_on": [day.isoformat() for day in deciding.due_on],
        },
    )


def _days_in_order(days: Sequence[date], instalments: int, on: date) -> None:
    if not days:
        return
    if len(days) != instalments or len(days) > MOST_INSTALMENTS:
        raise BadValue("instalment_days_missing", count=instalments)
    if days[0] <= on or any(later <= earlier for earlier, later in pairwise(days)):
        raise BadValue("instalment_days_order")


def _decided_for_all(ready: Iterable[FeeRow], left: Iterable[FeeRow], year: int) -> None:
    """Settlements are not picked: those that are computed are decided together."""
    if not any(row.purpose is FeePurpose.SETTLEMENT for row in ready):
        return
    others = sum(1 for row in left if row.purpose is FeePurpose.SETTLEMENT)
    if others:
        raise NotAllowed("settlement_for_all", AF_6_3, year=year, count=others)


def confirmed_totals(parameters: Mapping[str, object]) -> Mapping[int, int]:
    """The fees whose questions were seen, with the totals that they had then."""
    stored = parameters.get("confirmed", {})
    return {int(fee_id): int(total) for fee_id, total in dict(stored).items()}  # type: ignore[call-overload]  # our own JSON
