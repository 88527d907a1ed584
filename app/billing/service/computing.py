"""Computing the fees of a year's round: read for many licences at once, computed, written in bulk.

A fee that is not decided is computed again in its place. A decided one is never changed: where the figures
differ, a new edition waits beside it, and takes its place when that is decided.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.orm import Session

from app import clock
from app.billing.computed import RestsOn, Stored, as_stored, figures, settled_as_stored
from app.billing.queries.fee_grounds import (
    EarlierFee,
    EarlierFees,
    Key,
    earlier_fees,
    in_force_in,
    reductions_in_force,
    unanswered,
)
from app.billing.queries.liable import LiableLicence, liable_licences
from app.billing.queries.statements import StatementRow, latest_statements
from app.billing.round_terms import RoundTerms, round_terms
from app.billing.service.runs import Outcome, Subject
from app.billing.uncollected import uncollected
from app.models.billing_run import BillingRun
from app.models.fee import Fee, FeePurpose, FeeState
from app.permissions import Actor
from fees.claims import Claim, ClaimProblem, Hindered, Owing, Reported, claims_due
from fees.computation import Reduction, YearFee, reduced, year_fee
from fees.errors import RateNotSet
from fees.turnover import Volumes
from licensing.errors import BadValue
from licensing.kinds import OWN_PRODUCE

FEES: Table = Fee.__table__  # type: ignore[assignment]  # a mapped class has a table
# What a round makes, and how many years before it the fee is for.
PURPOSES_OF_ROUND = ((FeePurpose.ADVANCE, 0), (FeePurpose.SETTLEMENT, 1), (FeePurpose.YEAR, 1))


@dataclass(frozen=True)
class NewFee:
    """A fee as it was computed now."""

    key: Key
    stored: Stored
    fee: YearFee
    """The year's fee; of a settlement, the final one."""
    statement_id: int | None
    waiting: EarlierFee | None
    """What was computed before, and waits for its decision."""
    decided: EarlierFee | None


@dataclass
class Computation:
    """What came of one licence."""

    licence_id: int
    fees: list[NewFee] = field(default_factory=list)
    problems: list[Hindered] = field(default_factory=list)
    dropped: list[EarlierFee] = field(default_factory=list)
    """Fees that wait for a decision and are no longer due."""
    not_due: list[EarlierFee] = field(default_factory=list)
    """Fees that are decided and no longer due."""


@dataclass(frozen=True)
class Grounds:
    """Everything that the fees of some licences are computed from."""

    terms: RoundTerms
    this: Mapping[int, LiableLicence]
    last: Mapping[int, LiableLicence]
    statements: Mapping[int, StatementRow]
    silent: Collection[int]
    """Carried licences that were asked by themselves and have not answered."""
    earlier: EarlierFees
    reductions: Mapping[Key, Reduction]


def compute_chunk(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterator[Outcome]:
    """The fees of some licences of a run, computed and written; what could not be, with why."""
    with uncollected():
        found = computations(session, actor.municipality_id, run.year, [one.licence_id for one in subjects])
        write_fees(session, actor.municipality_id, found, run_id=run.id)
    by_licence = {one.licence_id: one for one in found}
    for subject in subjects:
        for problem in by_licence[subject.licence_id].problems[:1]:
            facts = {"year": problem.year, "purpose": problem.purpose.value}
            yield Outcome(subject, problem.code, facts)


def computations(
    session: Session, municipality_id: int, year: int, licence_ids: Sequence[int]
) -> list[Computation]:
    """What the round of a year gives for some licences; nothing is written. Always the same few queries.

    Raises `RateNotSet` for a year without rates.
    """
    terms = round_terms(session, municipality_id, year)
    grounds = _grounds(session, municipality_id, terms, licence_ids)
    found = [_computed(grounds, licence_id) for licence_id in licence_ids]
    _no_longer_due(session, municipality_id, terms, found)
    return found


def _grounds(
    session: Session, municipality_id: int, terms: RoundTerms, licence_ids: Sequence[int]
) -> Grounds:
    year = terms.year
    this, last = (
        {
            one.licence_id: one
            for one in liable_licences(session, municipality_id, of_year, licence_ids=licence_ids)
        }
        for of_year in (year, year - 1)
    )
    carried = {earlier for one in (*this.values(), *last.values()) for earlier in one.carries}
    wanted = sorted({*licence_ids, *carried})
    return Grounds(
        terms,
        this,
        last,
        latest_statements(session, municipality_id, year, wanted),
        unanswered(session, municipality_id, year, carried),
        earlier_fees(session, municipality_id, year, wanted),
        reductions_in_force(session, municipality_id, year, wanted),
    )


def _computed(grounds: Grounds, licence_id: int) -> Computation:
    terms, made = grounds.terms, Computation(licence_id)
    this, last = grounds.this.get(licence_id), grounds.last.get(licence_id)
    carried_now = this.carries if this else ()
    carried_before = last.carries if last else ()
    told = [
        grounds.statements[one]
        for one in (*dict.fromkeys((*carried_before, *carried_now)), licence_id)
        if one in grounds.statements
    ]
    settled_ids, settled_year = (*carried_before, licence_id), terms.year - 1
    owing = Owing(
        owes_this_year=this is not None,
        owed_last_year=last is not None,
        reported=_reported(told, silent=any(one in grounds.silent for one in carried_before)),
        advance_of_last_year=grounds.earlier.advance_standing(settled_ids, settled_year),
        only_advance_lowered=(licence_id, FeePurpose.SETTLEMENT, settled_year) not in grounds.reductions
        and any("reduction" in one.computed for one in grounds.earlier.advances(settled_ids, settled_year)),
        paid_by_earlier=any(
            (one, FeePurpose.ADVANCE, terms.year) in grounds.earlier.decided for one in carried_now
        ),
    )
    due: set[Key] = set()
    for one in claims_due(terms.year, terms.this, terms.last, owing):
        key = (licence_id, one.purpose, one.year)
        due.add(key)
        if isinstance(one, Hindered):
            made.problems.append(one)
            continue
        licence = this if one.year == terms.year else last
        try:
            made.fees.append(_new_fee(grounds, licence, key, one, told))  # type: ignore[arg-type]  # it is owed
        except RateNotSet:
            made.problems.append(Hindered(one.purpose, one.year, ClaimProblem.GROUP_RATE_NOT_SET))
        except BadValue:
            made.problems.append(Hindered(one.purpose, one.year, ClaimProblem.REDUCTION_NO_LONGER_LOWER))
    for purpose, before in PURPOSES_OF_ROUND:
        key = (licence_id, purpose, terms.year - before)
        if key not in due:
            made.dropped += _those(grounds.earlier.waiting, key)
            made.not_due += _those(grounds.earlier.decided, key)
    return made


def _those(fees: Mapping[Key, EarlierFee], key: Key) -> list[EarlierFee]:
    return [fees[key]] if key in fees else []


def _no_longer_due(
    session: Session, municipality_id: int, terms: RoundTerms, found: Sequence[Computation]
) -> None:
    """Say of decided fees, which cannot just be taken away, that the licence no longer owes them."""
    decided = [(one, fee) for one in found for fee in one.not_due]
    for of_year in sorted({fee.year for _one, fee in decided}):
        ids = [one.licence_id for one, fee in decided if fee.year == of_year]
        in_force = in_force_in(session, municipality_id, of_year, ids)
        for one, fee in decided:
            # A licence in force that does not owe what others owe is carried by a later one, with its fee.
            carried = one.licence_id in in_force and (fee.purpose, of_year) in terms.purposes
            if fee.year == of_year and not carried:
                one.problems.append(Hindered(fee.purpose, of_year, ClaimProblem.NO_LONGER_DUE))


def _reported(told: Sequence[StatementRow], *, silent: bool) -> Reported | None:
    """What the statements of a licence and of those that it carries say together."""
    if not told:
        return None
    if len(told) == 1 and not silent:
        return Reported(told[0].actual, told[0].expected)
    actual = [one.actual for one in told if one.actual is not None]
    expected = [one.expected for one in told if one.expected is not None]
    sold = sum(actual, Volumes()) if actual and not silent else None
    # What is expected of the place is what the latest of its licences says.
    return Reported(sold, expected[-1] if expected else None)


def _new_fee(
    grounds: Grounds, licence: LiableLicence, key: Key, claim: Claim, told: Sequence[StatementRow]
) -> NewFee:
    """The fee of a claim. Raises `RateNotSet`, or `BadValue` where a reduction does not lower it any more."""
    fee = year_fee(
        licence.kind,
        claim.year,
        claim.volumes,
        table=(grounds.terms.rates[claim.year],),
        rounding=grounds.terms.fee_years[claim.year].rounding,
        may_sell_own_produce=not OWN_PRODUCE.isdisjoint(licence.extensions),
    )
    reduction = grounds.reductions.get(key)
    if reduction is not None:
        fee = reduced(fee, reduction)
    stored = as_stored(
        fee,
        volumes=claim.volumes,
        basis=claim.basis,
        statements=[RestsOn(one.number, one.received_on, one.source) for one in told],
        first_day=licence.first_day,
        last_day=licence.last_day,
        carries=licence.carries,
        doubts=[doubt.value for doubt in claim.doubts],
    )
    if claim.purpose is FeePurpose.SETTLEMENT:
        advances = grounds.earlier.advances((*licence.carries, licence.licence_id), claim.year)
        stored = settled_as_stored(stored, [(one.fee_id, one.licence_id, one.computed) for one in advances])
    earlier = grounds.earlier
    return NewFee(key, stored, fee, told[-1].statement_id, earlier.waiting.get(key), earlier.decided.get(key))


def write_fees(
    session: Session, municipality_id: int, found: Iterable[Computation], *, run_id: int | None
) -> None:
    """Write what was computed; where nothing has changed, nothing is written."""
    writing = _Writing(municipality_id)
    at = clock.now()
    for one in found:
        writing.dropped += [fee.fee_id for fee in one.dropped]
        for fee in one.fees:
            writing.take(
                fee,
                {
                    "computed": fee.stored,
                    "total_ore": fee.stored["total_ore"],
                    "statement_id": fee.statement_id,
                    "run_id": run_id,
                    "computed_at": at,
                },
            )
    writing.write(session)


@dataclass
class _Writing:
    """The rows that are to be made, changed and taken away, for one statement each."""

    municipality_id: int
    new: list[dict[str, Any]] = field(default_factory=list)
    anew: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def take(self, fee: NewFee, values: dict[str, Any]) -> None:
        """Sort a fee by what stands already."""
        waiting, decided = fee.waiting, fee.decided
        if decided is not None and figures(decided.computed) == figures(fee.stored):
            # What is decided says the same, so nothing new waits beside it.
            self.dropped += [waiting.fee_id] if waiting else []
        elif waiting is None:
            self.new.append(self._row(fee.key, decided.edition + 1 if decided else 1) | values)
        elif waiting.computed != fee.stored or waiting.statement_id != fee.statement_id:
            self.anew.append(
                {"fee": waiting.fee_id} | {f"new_{name}": value for name, value in values.items()}
            )

    def write(self, session: Session) -> None:
        """Write everything, a statement for each kind of change."""
        if self.dropped:
            session.execute(
                delete(FEES).where(
                    FEES.c.municipality_id == self.municipality_id, FEES.c.id.in_(self.dropped)
                )
            )
        if self.new:
            session.execute(insert(FEES), self.new)
        if self.anew:
            names = ("computed", "total_ore", "statement_id", "run_id", "computed_at")
            session.execute(
                update(FEES)
                .where(FEES.c.municipality_id == self.municipality_id, FEES.c.id == bindparam("fee"))
                .values({name: bindparam(f"new_{name}") for name in names}),
                self.anew,
            )

    def _row(self, key: Key, edition: int) -> dict[str, Any]:
        licence_id, purpose, year = key
        return {
            "municipality_id": self.municipality_id,
            "licence_id": licence_id,
            "purpose": purpose,
            "year": year,
            "edition": edition,
            "state": FeeState.COMPUTED,
        }
