"""What a registered ending says, as the rules see it, and what becomes of the licences by it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.endings.queries.licences import period_end_of
from app.models.change import Change
from app.models.licence import Licence
from app.models.municipality import Municipality
from licensing.endings import (
    Fate,
    Transfer,
    after_surrender,
    alcohol_after_bankruptcy,
    alcohol_after_death,
    alcohol_after_transfer,
    alcohol_unused,
    place_after_bankruptcy,
    place_after_death,
    place_after_transfer,
)
from licensing.matters import ChangeKind
from licensing.stored import from_plain


def transfer_of(change: Change) -> Transfer:
    """The transfer that a change registers."""
    return from_plain(Transfer, change.facts["transfer"])


def dominating_share(session: Session, municipality_id: int) -> int | None:
    """From which share the municipality reckons a sale of shares as a transfer, where it has settled that."""
    return session.execute(
        select(Municipality.dominating_share).where(Municipality.id == municipality_id)
    ).scalar_one()


def fate_of(session: Session, change: Change, licence: Licence, on: date) -> Fate:
    """What becomes of an alcohol licence by an ending, as known on a day."""
    period_end = period_end_of(licence)
    match change.kind:
        case ChangeKind.TRANSFER:
            return alcohol_after_transfer(
                transfer_of(change),
                period_end=period_end,
                dominating_share=dominating_share(session, change.municipality_id),
                on=on,
            )
        case ChangeKind.SURRENDER:
            return after_surrender(change.first_day, period_end=period_end)
        case ChangeKind.DEATH:
            return alcohol_after_death(
                change.first_day, told_on=fact_day(change, "told_on"), period_end=period_end
            )
        case ChangeKind.BANKRUPTCY:
            return alcohol_after_bankruptcy(change.first_day, period_end=period_end)
    return alcohol_unused(
        change.first_day,
        on=on,
        obstacle=change.facts.get("obstacle"),
        reopening_likely=change.facts.get("reopening_likely"),
    )


def place_fate_of(change: Change, on: date) -> Fate | None:
    """What becomes of the serving-place licence by an ending; nothing where it has rules of its own."""
    match change.kind:
        case ChangeKind.TRANSFER:
            return place_after_transfer(transfer_of(change), on=on)
        case ChangeKind.DEATH:
            return place_after_death(change.first_day)
        case ChangeKind.BANKRUPTCY:
            return place_after_bankruptcy(
                change.first_day, estate_continues=change.facts.get("estate_continues")
            )
    return None


def fact_day(change: Change, name: str) -> date | None:
    """A day among the facts of a change."""
    text = change.facts.get(name)
    return date.fromisoformat(text) if text else None
