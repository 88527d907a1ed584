"""Reading try-outs: the list, what became of each licence and case, and who stands under the caps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.models.case import Case
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.models.tryout import Tryout, TryoutRow, TryoutSeat
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from app.policy.queries.versions import policies_of
from licensing.policy import CapScope, Policy, Rule, policy_from_stored
from licensing.tryouts import OverCap, over_cap

# Where a cap counts at each venue by itself, only those that stand over it are told.
MOST_PLACES = 50


def tryout_or_none(session: Session, municipality_id: int, tryout_id: int) -> Tryout | None:
    """One try-out, only within the municipality."""
    return session.scalars(
        select(Tryout).where(Tryout.municipality_id == municipality_id, Tryout.id == tryout_id)
    ).one_or_none()


def tryout_page(session: Session, municipality_id: int, cursor: Cursor | None) -> Page:
    """The try-outs of a municipality, the latest first."""
    other = PolicyRow.__table__.alias("other")
    statement = (
        select(
            Tryout.id,
            Tryout.day,
            Tryout.state,
            Tryout.begun_at,
            PolicyRow.name.label("policy"),
            other.c.name.label("other"),
        )
        .join(PolicyRow, PolicyRow.id == Tryout.policy_id)
        .outerjoin(other, other.c.id == func.coalesce(Tryout.other_policy_id, Tryout.present_id))
        .where(Tryout.municipality_id == municipality_id)
    )
    return page_of(
        session,
        statement,
        sort_key=Tryout.id,
        row_id=Tryout.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def triable(session: Session, municipality_id: int, on: date) -> Sequence[PolicyRow]:
    """What may be tried out: drafts, and versions that are adopted and have not begun."""
    return [
        row
        for row in policies_of(session, municipality_id)
        if row.state is PolicyState.DRAFT or row.first_day > on
    ]


def sides_of(tryout: Tryout) -> tuple[Policy, ...]:
    """The policies of a try-out as they were when it began: the draft, and what stands beside it."""
    return tuple(policy_from_stored(text) for text in tryout.texts)


def _rows(tryout: Tryout, side: int, result: str | None) -> list[ColumnElement[bool]]:
    column = TryoutRow.other_result if side else TryoutRow.result
    found = [
        TryoutRow.municipality_id == tryout.municipality_id,
        TryoutRow.tryout_id == tryout.id,
    ]
    return found if result is None else [*found, column == result]


def _licences(tryout: Tryout, side: int, result: str | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            TryoutRow.id,
            TryoutRow.sort_key,
            TryoutRow.result,
            TryoutRow.other_result,
            TryoutRow.facts,
            Licence.id.label("licence_id"),
            Licence.number,
            Venue.id.label("venue_id"),
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(
            Licence,
            and_(Licence.municipality_id == TryoutRow.municipality_id, Licence.id == TryoutRow.licence_id),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(*_rows(tryout, side, result))
    )


def licence_page(
    session: Session, tryout: Tryout, side: int, result: str | None, cursor: Cursor | None
) -> Page:
    """The licences that something would happen to by one of the policies, by the name of the venue."""
    return page_of(
        session,
        _licences(tryout, side, result),
        sort_key=TryoutRow.sort_key,
        row_id=TryoutRow.id,
        cursor=cursor,
    )


def all_licences(session: Session, tryout: Tryout) -> Any:
    """Every licence of a try-out as it streams from the database."""
    statement = _licences(tryout, 0, None).order_by(TryoutRow.sort_key, TryoutRow.id)
    return session.execute(statement, execution_options={"yield_per": 500})


def _cases(tryout: Tryout, side: int, result: str | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            TryoutRow.id,
            TryoutRow.sort_key,
            TryoutRow.result,
            TryoutRow.other_result,
            TryoutRow.facts,
            Case.id.label("case_id"),
            Case.year,
            Case.number,
            Case.title,
        )
        .join(Case, and_(Case.municipality_id == TryoutRow.municipality_id, Case.id == TryoutRow.case_id))
        .where(*_rows(tryout, side, result))
    )


def case_page(session: Session, tryout: Tryout, side: int, result: str | None, cursor: Cursor | None) -> Page:
    """The open cases of a try-out and what would be proposed in each, by the name of the venue."""
    return page_of(
        session,
        _cases(tryout, side, result),
        sort_key=TryoutRow.sort_key,
        row_id=TryoutRow.id,
        cursor=cursor,
    )


def all_cases(session: Session, tryout: Tryout) -> Sequence[Row[Any]]:
    """Every open case of a try-out."""
    return session.execute(_cases(tryout, 0, None).order_by(TryoutRow.sort_key, TryoutRow.id)).all()


@dataclass(frozen=True)
class CapAtPlace:
    """How a cap would stand where it counts: in a zone, at a venue, or everywhere."""

    place: str
    standing: OverCap


def _seats(tryout: Tryout, side: int, cap: str) -> list[ColumnElement[bool]]:
    return [
        TryoutSeat.municipality_id == tryout.municipality_id,
        TryoutSeat.tryout_id == tryout.id,
        TryoutSeat.side == side,
        TryoutSeat.cap == cap,
    ]


def granted_days(
    session: Session, tryout: Tryout, side: int, rule: Rule, limit: int
) -> Mapping[str, Mapping[date, int]]:
    """How many licences were granted on each day where a cap counts. This is all that another number needs.

    Of a cap that counts at each venue, only the venues over the number are read.
    """
    where = _seats(tryout, side, rule.code)
    if rule.cap is not None and rule.cap.scope is CapScope.VENUE:
        crowded = (
            select(TryoutSeat.place)
            .where(*where)
            .group_by(TryoutSeat.place)
            .having(func.count() > limit)
            .order_by(func.count().desc(), TryoutSeat.place)
            .limit(MOST_PLACES)
        )
        where = [*where, TryoutSeat.place.in_(session.scalars(crowded).all())]
    rows = session.execute(
        select(TryoutSeat.place, TryoutSeat.granted_on, func.count().label("number"))
        .where(*where)
        .group_by(TryoutSeat.place, TryoutSeat.granted_on)
        .order_by(TryoutSeat.place, TryoutSeat.granted_on)
    )
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for row in rows:
        found[row.place][row.granted_on] = row.number
    return found


def granted_days_at(session: Session, tryout: Tryout, side: int, cap: str, place: str) -> Mapping[date, int]:
    """How many licences under a cap were granted on each day, in one place where it counts."""
    rows = session.execute(
        select(TryoutSeat.granted_on, func.count().label("number"))
        .where(*_seats(tryout, side, cap), TryoutSeat.place == place)
        .group_by(TryoutSeat.granted_on)
        .order_by(TryoutSeat.granted_on)
    )
    return {row.granted_on: row.number for row in rows}


def cap_at_places(
    session: Session, tryout: Tryout, side: int, rule: Rule, limit: int
) -> tuple[CapAtPlace, ...]:
    """How a cap would stand in each place if it were a number."""
    days = granted_days(session, tryout, side, rule, limit) or {"": {}}
    return tuple(CapAtPlace(place, over_cap(granted, limit)) for place, granted in days.items())


def count_over(session: Session, tryout: Tryout, side: int, over: Sequence[tuple[str, str, date]]) -> int:
    """How many licences stand over some cap of one of the policies, each counted once."""
    if not over:
        return 0
    statement = select(func.count(TryoutSeat.licence_id.distinct())).where(
        TryoutSeat.municipality_id == tryout.municipality_id,
        TryoutSeat.tryout_id == tryout.id,
        TryoutSeat.side == side,
        or_(
            *(
                and_(TryoutSeat.cap == cap, TryoutSeat.place == place, TryoutSeat.granted_on >= from_day)
                for cap, place, from_day in over
            )
        ),
    )
    return session.execute(statement).scalar_one()


def venue_names(session: Session, municipality_id: int, ids: Sequence[int]) -> Mapping[int, str]:
    """The names of some venues."""
    rows = session.execute(
        select(Venue.id, Venue.name).where(Venue.municipality_id == municipality_id, Venue.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def seat_page(
    session: Session,
    tryout: Tryout,
    side: int,
    cap: str,
    *,
    place: str,
    from_day: date,
    cursor: Cursor | None,
) -> Page:
    """The licences under a cap that were granted on a day or later: those tied, and those over it."""
    statement = (
        select(
            TryoutSeat.id,
            TryoutSeat.granted_on,
            Licence.id.label("licence_id"),
            Licence.number,
            Venue.id.label("venue_id"),
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(
            Licence,
            and_(Licence.municipality_id == TryoutSeat.municipality_id, Licence.id == TryoutSeat.licence_id),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(*_seats(tryout, side, cap), TryoutSeat.place == place, TryoutSeat.granted_on >= from_day)
    )
    return page_of(
        session,
        statement,
        sort_key=TryoutSeat.granted_on,
        row_id=TryoutSeat.id,
        cursor=cursor,
        read_key=date.fromisoformat,
    )
