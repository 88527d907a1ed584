"""Which licences run out with a period, and how far a continuation of them has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import formats, labels
from app.models.criteria import CriteriaSet
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod
from app.models.municipality import Municipality
from app.models.occupancy import Continuation
from app.models.venue import Venue
from app.policy.queries import policy_in_force
from app.policy.queries.criteria_sets import criteria_sets_of
from licensing.licences import OCCASIONAL, LicenceKind, LicenceType
from licensing.policy import RenewalMode, RuleKind

ENTERED_LATE_DAYS = 92


@dataclass(frozen=True)
class PeriodEnd:
    """A day on which licences run out, and how many do."""

    last_day: date
    count: int
    may_be_continued: bool


@dataclass(frozen=True)
class RunningOut:
    """A licence that runs out with the period."""

    id: int
    number: str
    kind: LicenceKind
    type: LicenceType
    venue: str
    holder: str

    @property
    def kind_label(self) -> str:
        """Skjenkebevilling; what is no permanent licence says so."""
        kind = labels.label(self.kind)
        return kind if self.type is LicenceType.PERMANENT else f"{kind}, {labels.label(self.type).lower()}"


@dataclass(frozen=True)
class Progress:
    """A continuation: what was decided, as who, and how far it has come."""

    id: int
    municipality: str
    ended_on: str
    last_day: str
    review: str
    decision: str
    done: int
    left_out: int
    remaining: int


def period_ends(session: Session, municipality_id: int, on: date) -> tuple[PeriodEnd, ...]:
    """The days on which running licences run out, the first that is still ahead or just past first."""
    rows = session.execute(
        select(LicencePeriod.last_day, func.count().label("licences"))
        .join(
            Licence,
            and_(
                Licence.municipality_id == LicencePeriod.municipality_id,
                Licence.id == LicencePeriod.licence_id,
            ),
        )
        .where(*_running_out(municipality_id))
        .group_by(LicencePeriod.last_day)
        .order_by(LicencePeriod.last_day)
    )
    # A decision from before the end may be entered for a while after it; what has lapsed is never continued.
    earliest = on - timedelta(days=ENTERED_LATE_DAYS)
    return tuple(PeriodEnd(row.last_day, row.licences, row.last_day >= earliest) for row in rows)


@dataclass(frozen=True)
class TotalReview:
    """That the policy wants all licences reviewed as a whole, where it says so, and the criteria for it."""

    source: str
    words: str
    sets: tuple[CriteriaSet, ...]

    @property
    def fixed(self) -> bool:
        """Whether any criteria are locked."""
        return any(row.locked for row in self.sets)


def total_review(session: Session, municipality_id: int, on: date) -> TotalReview | None:
    """The review by criteria fixed beforehand, when the policy in force wants one."""
    policy = policy_in_force(session, municipality_id, on)
    rules = policy.of_kind(RuleKind.RENEWAL) if policy else ()
    rule = next((one for one in rules if one.renewal and one.renewal.mode is RenewalMode.TOTAL_REVIEW), None)
    if policy is None or rule is None:
        return None
    return TotalReview(policy.source_of(rule), rule.words, tuple(criteria_sets_of(session, municipality_id)))


def running_out(session: Session, municipality_id: int, ended_on: date) -> tuple[RunningOut, ...]:
    """The licences that run out with a period, by the name of the place."""
    rows = session.execute(
        _of_period(municipality_id, ended_on)
        .with_only_columns(
            Licence.id,
            Licence.number,
            Licence.kind,
            Licence.type,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .order_by(Venue.sort_key, Licence.id)
    )
    return tuple(RunningOut(**row._mapping) for row in rows)


def ids_running_out(
    session: Session,
    municipality_id: int,
    ended_on: date,
    *,
    left_out: Sequence[int] = (),
    granted_by: date | None = None,
    most: int | None = None,
) -> list[int]:
    """The licences that run out with a period and are not left out, in the order they were entered.

    A decision of the council continues what was granted by its day, and nothing that came after it.
    """
    statement = _of_period(municipality_id, ended_on).order_by(Licence.id)
    if granted_by is not None:
        statement = statement.where(Licence.granted_on <= granted_by)
    found = [number for number in session.scalars(statement) if number not in set(left_out)]
    return found if most is None else found[:most]


def _of_period(municipality_id: int, ended_on: date) -> Select[int]:
    return (
        select(Licence.id)
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(*_running_out(municipality_id), LicencePeriod.last_day == ended_on)
    )


def _running_out(municipality_id: int) -> tuple[ColumnElement[bool], ...]:
    """Licences whose last period this is, and that did not end before it: events are never among them."""
    later = aliased(LicencePeriod)
    return (
        Licence.municipality_id == municipality_id,
        Licence.type.not_in(OCCASIONAL),
        or_(Licence.ended_on.is_(None), Licence.ended_on >= LicencePeriod.last_day),
        ~exists().where(
            later.municipality_id == LicencePeriod.municipality_id,
            later.licence_id == LicencePeriod.licence_id,
            later.first_day > LicencePeriod.last_day,
        ),
    )


def continuation_or_none(session: Session, municipality_id: int, continuation_id: int) -> Continuation | None:
    """A continuation of the municipality."""
    return session.scalars(
        select(Continuation).where(
            Continuation.municipality_id == municipality_id, Continuation.id == continuation_id
        )
    ).one_or_none()


@dataclass(frozen=True)
class ContinuationLine:
    """A continuation as a line of a list."""

    id: int
    decision: str
    last_day: str
    done: int


def continuation_lines(session: Session, municipality_id: int) -> list[ContinuationLine]:
    """The continuations of a municipality, the latest first, with how many licences each has continued."""
    rows = session.execute(
        select(
            Continuation.id,
            Continuation.decided_on,
            Continuation.reference,
            Continuation.last_day,
            func.count(LicencePeriod.id).label("done"),
        )
        .outerjoin(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Continuation.municipality_id,
                LicencePeriod.continuation_id == Continuation.id,
            ),
        )
        .where(Continuation.municipality_id == municipality_id)
        .group_by(Continuation.id, Continuation.decided_on, Continuation.reference, Continuation.last_day)
        .order_by(Continuation.decided_on.desc(), Continuation.id.desc())
    )
    return [
        ContinuationLine(
            id=row.id,
            decision=f"{formats.long_date(row.decided_on)}, {row.reference}",
            last_day=formats.long_date(row.last_day),
            done=row.done,
        )
        for row in rows
    ]


def progress(session: Session, row: Continuation) -> Progress:
    """How far a continuation has come; the municipality is named as it was on the day of the decision."""
    identity = session.get_one(Municipality, row.municipality_id).identity_on(row.decided_on)
    done = session.execute(
        select(func.count())
        .select_from(LicencePeriod)
        .where(LicencePeriod.municipality_id == row.municipality_id, LicencePeriod.continuation_id == row.id)
    ).scalar_one()
    left = ids_running_out(
        session, row.municipality_id, row.ended_on, left_out=row.left_out, granted_by=row.decided_on
    )
    return Progress(
        id=row.id,
        municipality=f"{identity.number} {identity.name}",
        ended_on=formats.long_date(row.ended_on),
        last_day=formats.long_date(row.last_day),
        review=f"{formats.long_date(row.reviewed_on)}, {row.review_reference}",
        decision=f"{formats.long_date(row.decided_on)}, {row.reference}",
        done=done,
        left_out=len(row.left_out),
        remaining=len(left),
    )
