"""Setting a fee lower in a special case ("nedsettelse"), and taking that back.

Law: alkoholforskriften § 6-2.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.service.computing import NewFee, computations, write_fees
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.fee import Fee, FeePurpose, FeeReduction, FeeState
from app.numbers import take_municipality
from app.permissions import Actor
from fees.claims import ClaimProblem, Hindered
from fees.money import Money
from licensing.errors import BadValue, NotAllowed
from licensing.law import AF_6_2, Citation


@dataclass(frozen=True)
class NewReduction:
    """What a fee is set to, and why; without an amount an earlier reduction is taken back."""

    to: Money | None
    reason: str
    citation: Citation = AF_6_2
    waives: bool = False
    """Somebody has seen that the regulation says only "lower", and sets the fee to nothing all the same."""


def reduce_fee(
    session: Session,
    actor: Actor,
    *,
    fee_id: int,
    new: NewReduction,
    on: date,
    seen_number: int | None = None,
) -> int:
    """Set the year's fee of a licence lower, or take that back; the fee is computed again at once.

    Of a settlement it is the final fee that is set lower. A fee that was decided gets a new edition, which
    waits for its own decision. The id of the newest edition. Raises `NotAllowed` and `BadValue`, and
    `ChangedMeanwhile` when another has changed the reduction since the `seen_number`.

    Law: alkoholforskriften § 6-2.
    """
    take_municipality(session, actor.municipality_id)
    fee = _fee_that_holds(session, actor, fee_id)
    if not new.reason.strip():
        raise BadValue("reduction_without_reason")
    if new.to is not None and new.to.ore < 0:
        raise BadValue("reduction_below_nothing")
    if new.to is not None and not new.to and not new.waives:
        raise NotAllowed("waiver_not_confirmed", AF_6_2)
    number = last_number(session, fee)
    if seen_number is not None and number != seen_number:
        raise ChangedMeanwhile
    if new.to is None and not _reduced_now(session, actor, fee, number):
        raise NotAllowed("fee_not_reduced", AF_6_2)
    session.add(
        FeeReduction(
            municipality_id=actor.municipality_id,
            licence_id=fee.licence_id,
            year=fee.year,
            purpose=fee.purpose,
            number=number + 1,
            to_ore=None if new.to is None else new.to.ore,
            reason=new.reason.strip(),
            citation=new.citation.code,
            decided_by_id=actor.user_id,
            decided_on=on,
            at=clock.now(),
        )
    )
    session.flush()
    # A fee that waited may be gone once what was decided holds again.
    licence_number, year, purpose = fee.licence.number, fee.year, fee.purpose
    holds = _computed_again(session, actor, fee)
    audit.record(
        session,
        actor,
        EventType.FEE_REDUCED,
        fee=holds,
        number=licence_number,
        year=year,
        purpose=purpose.value,
        to_ore=None if new.to is None else new.to.ore,
        restored_year=year if new.to is None else None,
        reason=new.reason.strip(),
        citation=new.citation.code,
    )
    return holds


def _fee_that_holds(session: Session, actor: Actor, fee_id: int) -> Fee:
    # What was read before the lock was taken may have changed while it was waited for.
    fee: Fee | None = session.scalars(
        select(Fee)
        .where(Fee.municipality_id == actor.municipality_id, Fee.id == fee_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if fee is None:
        raise LookupError(f"no fee {fee_id} in municipality {actor.municipality_id}")
    if fee.state is FeeState.REPLACED:
        raise NotAllowed("fee_replaced")
    if fee.purpose is FeePurpose.OCCASION:
        raise NotAllowed("fee_of_event_reduced_there")
    return fee


def last_number(session: Session, fee: Fee) -> int:
    """How many times a fee was set lower, or that was taken back."""
    return (
        session.execute(
            select(func.max(FeeReduction.number)).where(
                FeeReduction.municipality_id == fee.municipality_id,
                FeeReduction.licence_id == fee.licence_id,
                FeeReduction.year == fee.year,
                FeeReduction.purpose == fee.purpose,
            )
        ).scalar_one()
        or 0
    )


def _reduced_now(session: Session, actor: Actor, fee: Fee, number: int) -> bool:
    latest = session.execute(
        select(FeeReduction.to_ore).where(
            FeeReduction.municipality_id == actor.municipality_id,
            FeeReduction.licence_id == fee.licence_id,
            FeeReduction.year == fee.year,
            FeeReduction.purpose == fee.purpose,
            FeeReduction.number == number,
        )
    ).scalar_one_or_none()
    return latest is not None


def _computed_again(session: Session, actor: Actor, fee: Fee) -> int:
    """Compute this one fee again; others of the licence stay as they are until the round is computed."""
    round_year = fee.year if fee.purpose is FeePurpose.ADVANCE else fee.year + 1
    key = (fee.licence_id, fee.purpose, fee.year)
    found = computations(session, actor.municipality_id, round_year, [fee.licence_id])
    made: list[NewFee] = [new for one in found for new in one.fees if new.key == key]
    if not made:
        gone = Hindered(fee.purpose, fee.year, ClaimProblem.NO_LONGER_DUE)
        problems = (one for of in found for one in of.problems if (one.purpose, one.year) == key[1:])
        hindered = next(problems, gone)
        if hindered.problem is ClaimProblem.REDUCTION_NO_LONGER_LOWER:
            raise BadValue("reduction_not_lower", ordinary_ore=_ordinary(fee))
        raise NotAllowed(hindered.code, year=fee.year)
    for one in found:
        one.fees, one.dropped = made, []
    write_fees(session, actor.municipality_id, found, run_id=None)
    session.expire_all()
    return session.execute(
        select(Fee.id)
        .where(
            Fee.municipality_id == actor.municipality_id,
            Fee.licence_id == key[0],
            Fee.purpose == key[1],
            Fee.year == key[2],
            Fee.state != FeeState.REPLACED,
        )
        .order_by(Fee.edition.desc())
        .limit(1)
    ).scalar_one()


def _ordinary(fee: Fee) -> int:
    return int(fee.computed.get("final", fee.computed)["ordinary_ore"])
