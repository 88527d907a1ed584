"""What is asked when an earmark is entered: what stands already, what may follow, and who may decide."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.earmark import Earmark, EarmarkMunicipality, EarmarkResponsible, EarmarkYear
from app.models.user import Membership, User
from app.permissions import GRANTED, Permission


def earmark_named(session: Session, municipality_id: int, name: str, first_year: int) -> Earmark | None:
    """An earmark of a municipality by its name and first year."""
    return session.scalars(
        select(Earmark)
        .join(EarmarkMunicipality)
        .where(
            EarmarkMunicipality.municipality_id == municipality_id,
            func.lower(Earmark.name) == name.lower(),
            Earmark.first_year == first_year,
        )
        .limit(1)
    ).one_or_none()


def follower_of(session: Session, earmark_id: int) -> Earmark | None:
    """The decision that took over from an earmark, for all municipalities that it belongs to."""
    return session.scalars(select(Earmark).where(Earmark.follows_id == earmark_id)).one_or_none()


def earmarks_to_follow(session: Session, municipality_id: int) -> list[tuple[int, str, int]]:
    """The id, name and first year of a municipality's earmarks that no other follows, the newest first."""
    followed = select(Earmark.follows_id).where(Earmark.follows_id.is_not(None))
    rows = session.execute(
        select(Earmark.id, Earmark.name, Earmark.first_year)
        .join(EarmarkMunicipality)
        .where(EarmarkMunicipality.municipality_id == municipality_id, Earmark.id.not_in(followed))
        .order_by(Earmark.first_year.desc(), Earmark.id.desc())
    )
    return [(row.id, row.name, row.first_year) for row in rows]


def latest_year(session: Session, earmark_id: int) -> int | None:
    """The latest year that somebody has acted in, in any municipality that the earmark belongs to."""
    return session.scalar(select(func.max(EarmarkYear.year)).where(EarmarkYear.earmark_id == earmark_id))


def deciders(session: Session, municipality_id: int) -> list[tuple[int, str]]:
    """The id and name of those who may decide on spending in a municipality, by name."""
    roles = [role for role, granted in GRANTED.items() if Permission.SPENDING_DECIDE in granted]
    rows = session.execute(
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.municipality_id == municipality_id,
            Membership.role.in_(roles),
            User.active.is_(True),
        )
        .distinct()
        .order_by(User.name, User.id)
    )
    return [(row.id, row.name) for row in rows]


def responsible_rows(session: Session, municipality_id: int, earmark_id: int) -> Sequence[EarmarkResponsible]:
    """Who has decided on an earmark's money in a municipality, the latest first."""
    return session.scalars(
        select(EarmarkResponsible)
        .where(
            EarmarkResponsible.municipality_id == municipality_id, EarmarkResponsible.earmark_id == earmark_id
        )
        .order_by(EarmarkResponsible.first_day.desc(), EarmarkResponsible.id.desc())
    ).all()


def named_responsible(
    session: Session, municipality_id: int, earmark_id: int
) -> list[tuple[EarmarkResponsible, str | None]]:
    """The same, each with the name of whoever holds the title."""
    found = session.execute(
        select(EarmarkResponsible, User.name)
        .outerjoin(User, User.id == EarmarkResponsible.user_id)
        .where(
            EarmarkResponsible.municipality_id == municipality_id, EarmarkResponsible.earmark_id == earmark_id
        )
        .order_by(EarmarkResponsible.first_day.desc(), EarmarkResponsible.id.desc())
    )
    return [(row, name) for row, name in found]
