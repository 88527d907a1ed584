"""An earmark and its spending, held while something about them is decided."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.held_rows import ChangedMeanwhile, held_row
from app.models.earmark import Earmark, EarmarkMunicipality, EarmarkResponsible
from app.models.spending import Spending, SpendingPart
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.queries.earmarks import earmark_of, responsible_on
from licensing.errors import NotAllowed


def held_earmark(session: Session, actor: Actor, earmark_id: int) -> Earmark:
    """An earmark of the actor's municipality, with every municipality that it belongs to held.

    What one of them asks for and another answers is decided behind the same locks, taken in the same order.
    Raises `LookupError` for an earmark of others.
    """
    if earmark_of(session, actor.municipality_id, earmark_id) is None:
        raise LookupError(f"no earmark {earmark_id} in municipality {actor.municipality_id}")
    ids = session.scalars(
        select(EarmarkMunicipality.municipality_id)
        .where(EarmarkMunicipality.earmark_id == earmark_id)
        .order_by(EarmarkMunicipality.municipality_id)
    ).all()
    for municipality_id in ids:
        take_municipality(session, municipality_id)
    # What this request read before it had to wait may be out of date.
    session.expire_all()
    return session.get_one(Earmark, earmark_id)


def held_spending(
    session: Session, actor: Actor, spending_id: int, *, seen_version: int | None = None
) -> tuple[Spending, Earmark]:
    """A spending of the actor's municipality and its earmark, held for this transaction.

    Raises `LookupError` when there is none, `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    earmark_id = session.scalars(
        select(Spending.earmark_id).where(
            Spending.municipality_id == actor.municipality_id, Spending.id == spending_id
        )
    ).one_or_none()
    if earmark_id is None:
        raise LookupError(f"no spending {spending_id} in municipality {actor.municipality_id}")
    earmark = held_earmark(session, actor, earmark_id)
    return held_row(session, actor, Spending, spending_id, seen_version=seen_version), earmark


def held_part(
    session: Session, actor: Actor, part_id: int, *, seen_version: int | None = None
) -> tuple[SpendingPart, Spending, Earmark]:
    """A part that the actor's municipality bears of a spending, perhaps of another, held with all of it.

    Raises `LookupError` when there is none, `ChangedMeanwhile` when it was changed since `seen_version`.
    """
    earmark_id = session.scalars(
        select(Spending.earmark_id)
        .join(SpendingPart, SpendingPart.spending_id == Spending.id)
        .where(SpendingPart.municipality_id == actor.municipality_id, SpendingPart.id == part_id)
    ).one_or_none()
    if earmark_id is None:
        raise LookupError(f"no part {part_id} in municipality {actor.municipality_id}")
    earmark = held_earmark(session, actor, earmark_id)
    part = held_row(session, actor, SpendingPart, part_id)
    if seen_version is not None and part.version != seen_version:
        raise ChangedMeanwhile
    # The spending of another municipality is read through the part that this one bears of it.
    return part, session.get_one(Spending, part.spending_id), earmark


def responsible_actor(session: Session, actor: Actor, earmark_id: int, on: date) -> EarmarkResponsible:
    """That the actor is the one who decides on an earmark's money in the municipality on a day.

    Raises `NotAllowed` where it is somebody else, or nobody.
    """
    found = responsible_on(session, actor.municipality_id, earmark_id, on)
    if found is None or found.user_id is None:
        raise NotAllowed("nobody_responsible", on=on.isoformat())
    if found.user_id != actor.user_id:
        raise NotAllowed("another_is_responsible", who=found.title)
    return found
