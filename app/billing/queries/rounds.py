"""Reading turnover rounds: one of a year, its deadlines and their history, what the policy says of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from app.billing.queries.liable import has_unasked
from app.billing.queries.wanted_duties import WantedDuty, wanted_duties
from app.models.billing_run import BillingRun, RunKind
from app.models.letter import Letter, LetterState
from app.models.turnover import TurnoverDeadline, TurnoverDuty, TurnoverRound
from app.models.user import User
from app.policy.queries import policy_in_force
from licensing.days import next_working_day
from licensing.policy import RuleKind
from licensing.seasons import month_and_day

# ASSUMPTION: where the policy names no day, 1 March is proposed, which most municipalities have; a person
# says whether it is right.
USUAL_DAY = "03-01"


@dataclass(frozen=True)
class ProposedDeadline:
    """A deadline for a round, and what it rests on."""

    due_on: date
    named_on: date
    """The day as it is named; when it is a day off the deadline is the next working day."""
    source: str
    """The rule of the policy that names the day; empty where it is only what is usual."""
    several: bool = False
    """The policy names different days; this is the latest."""

    @property
    def is_moved(self) -> bool:
        """Whether the named day is a day off."""
        return self.due_on != self.named_on


def proposed_deadline(session: Session, municipality_id: int, year: int) -> ProposedDeadline:
    """The deadline that the policy in force has for a round, moved past days off.

    Law: alkoholforskriften § 6-3; forvaltningsloven § 30.
    """
    policy = policy_in_force(session, municipality_id, date(year, 1, 1))
    rules = [
        rule
        for rule in (policy.of_kind(RuleKind.TURNOVER) if policy else ())
        if rule.turnover is not None and rule.turnover.due and rule.holds_on(date(year, 1, 1))
    ]
    named = max((rule.turnover.due for rule in rules if rule.turnover), default=USUAL_DAY)
    month, day = month_and_day(named)
    named_on = date(year, month, day)
    found = next((rule for rule in rules if rule.turnover and rule.turnover.due == named), None)
    return ProposedDeadline(
        due_on=next_working_day(named_on),
        named_on=named_on,
        source=(policy.source_of(found) or found.code) if policy and found else "",
        several=len({rule.turnover.due for rule in rules if rule.turnover}) > 1,
    )


def round_of(session: Session, municipality_id: int, year: int) -> TurnoverRound | None:
    """The round of a year; there is at most one."""
    return session.scalars(
        select(TurnoverRound).where(
            TurnoverRound.municipality_id == municipality_id, TurnoverRound.year == year
        )
    ).one_or_none()


def rounds_of(session: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """The rounds of a municipality, the latest first, with how many are asked in each."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            TurnoverRound.id,
            TurnoverRound.year,
            TurnoverRound.state,
            TurnoverRound.started_at,
            func.count(TurnoverDuty.id).label("whole"),
        )
        .outerjoin(
            TurnoverDuty,
            and_(
                TurnoverDuty.municipality_id == TurnoverRound.municipality_id,
                TurnoverDuty.round_id == TurnoverRound.id,
            ),
        )
        .where(TurnoverRound.municipality_id == municipality_id)
        .group_by(TurnoverRound.id, TurnoverRound.year, TurnoverRound.state, TurnoverRound.started_at)
        .order_by(TurnoverRound.year.desc())
    )
    return session.execute(statement).all()


def due_on_of_round(session: Session, found: TurnoverRound) -> date:
    """The deadline that holds for the round as a whole."""
    return session.execute(
        select(TurnoverDeadline.due_on)
        .where(
            TurnoverDeadline.municipality_id == found.municipality_id,
            TurnoverDeadline.round_id == found.id,
        )
        .order_by(TurnoverDeadline.id.desc())
        .limit(1)
    ).scalar_one()


def due_on_by_round(session: Session, municipality_id: int) -> dict[int, date]:
    """The deadline that holds for each round as a whole."""
    rows = session.execute(
        select(TurnoverDeadline.round_id, TurnoverDeadline.due_on)
        .where(
            TurnoverDeadline.municipality_id == municipality_id,
            TurnoverDeadline.round_id.is_not(None),
        )
        .order_by(TurnoverDeadline.id)
    )
    # Of those that were set for a round the last one holds.
    return {row.round_id: row.due_on for row in rows}


def deadlines_of(
    session: Session, municipality_id: int, *, round_id: int | None, duty_id: int | None = None
) -> Sequence[Row[Any]]:
    """Every deadline that was set for a round, and for one duty besides, oldest first."""
    concerned = TurnoverDeadline.round_id == round_id
    if duty_id is not None:
        own = TurnoverDeadline.duty_id == duty_id
        concerned = own if round_id is None else concerned | own
    statement: Select[*tuple[Any, ...]] = (
        select(
            TurnoverDeadline.id,
            TurnoverDeadline.duty_id,
            TurnoverDeadline.due_on,
            TurnoverDeadline.reason,
            TurnoverDeadline.set_at,
            User.name.label("set_by"),
        )
        .outerjoin(User, User.id == TurnoverDeadline.set_by_id)
        .where(TurnoverDeadline.municipality_id == municipality_id, concerned)
        .order_by(TurnoverDeadline.id)
    )
    return session.execute(statement).all()


def deadlines_before(
    session: Session, municipality_id: int, round_id: int | None, duties: Iterable[Row[Any]]
) -> dict[int, date]:
    """The deadline that each duty had before the one that holds, where it was moved to a later day."""
    due = {duty.id: duty.due_on for duty in duties}
    statement = select(TurnoverDeadline.duty_id, TurnoverDeadline.due_on).where(
        TurnoverDeadline.municipality_id == municipality_id
    )
    of_round: list[date] = []
    if round_id is not None:
        rows = session.execute(
            statement.where(TurnoverDeadline.round_id == round_id).order_by(TurnoverDeadline.id)
        )
        of_round = [row.due_on for row in rows]
    own: dict[int, list[date]] = defaultdict(list)
    for row in session.execute(
        statement.where(TurnoverDeadline.duty_id.in_(due)).order_by(TurnoverDeadline.id)
    ):
        own[row.duty_id].append(row.due_on)
    found: dict[int, date] = {}
    for duty_id, due_on in due.items():
        earlier = [day for day in (*of_round, *own[duty_id]) if day < due_on]
        if earlier:
            found[duty_id] = max(earlier)
    return found


def joining(session: Session, found: TurnoverRound) -> list[WantedDuty]:
    """Those who were granted a licence after the round had started, and are not asked yet.

    Who pays one fee with an earlier licence that is asked already is not asked once more.
    """
    asked = frozenset(
        session.scalars(
            select(TurnoverDuty.licence_id).where(
                TurnoverDuty.municipality_id == found.municipality_id, TurnoverDuty.year == found.year
            )
        )
    )
    if not has_unasked(session, found.municipality_id, found.year):
        return []
    return [
        one
        for one in wanted_duties(session, found.municipality_id, found.year)
        if one.licence_id not in asked and not asked.intersection(one.carries)
    ]


def told_licences(session: Session, found: TurnoverRound, licence_id: int | None = None) -> int:
    """How many have been told of the deadline in a letter that is final, all of a round or one licence."""
    statement = (
        select(func.count(Letter.licence_id.distinct()))
        .join(
            BillingRun,
            and_(BillingRun.municipality_id == Letter.municipality_id, BillingRun.id == Letter.run_id),
        )
        .where(
            Letter.municipality_id == found.municipality_id,
            Letter.state != LetterState.DRAFT,
            BillingRun.year == found.year,
            BillingRun.kind.in_((RunKind.CALLS, RunKind.REMINDERS)),
        )
    )
    if licence_id is not None:
        statement = statement.where(Letter.licence_id == licence_id)
    return int(session.execute(statement).scalar_one())
