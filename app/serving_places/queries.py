"""Serving-place licences as the page of a venue shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app import formats
from app.models.case import Application
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.occupancy import ServingPlaceLicence
from app.serving_places.service import place_fate
from licensing.endings import Effect


@dataclass(frozen=True)
class PlaceLine:
    """A serving-place licence as the page of its venue shows it."""

    id: int
    number: str
    holder_id: int
    holder: str
    granted_on: str
    status: str
    tone: str
    note: str
    opens: bool
    closes: bool


def place_lines(session: Session, municipality_id: int, venue_id: int, on: date) -> Sequence[PlaceLine]:
    """The serving-place licences of a venue, the newest first."""
    rows = session.execute(
        select(ServingPlaceLicence, Holder.name)
        .join(
            Holder,
            and_(
                Holder.municipality_id == ServingPlaceLicence.municipality_id,
                Holder.id == ServingPlaceLicence.holder_id,
            ),
        )
        .where(
            ServingPlaceLicence.municipality_id == municipality_id, ServingPlaceLicence.venue_id == venue_id
        )
        .order_by(ServingPlaceLicence.granted_on.desc(), ServingPlaceLicence.id.desc())
    )
    return [_line(row, name, on) for row, name in rows]


def _line(row: ServingPlaceLicence, holder: str, on: date) -> PlaceLine:
    status, tone, note = _standing(row, on)
    ended = row.ended_on is not None
    return PlaceLine(
        id=row.id,
        number=row.number,
        holder_id=row.holder_id,
        holder=holder,
        granted_on=formats.short_date(row.granted_on),
        status=status,
        tone=tone,
        note=note,
        opens=not ended and (row.opened_on is None or row.closed_since is not None),
        closes=not ended and row.opened_on is not None and row.closed_since is None,
    )


def _standing(row: ServingPlaceLicence, on: date) -> tuple[str, str, str]:
    if row.ended_on is not None:
        reason = f" ({row.end_reason[:1].lower()}{row.end_reason[1:]})" if row.end_reason else ""
        over = row.ended_on < on
        day = formats.short_date(row.ended_on)
        note = _("Siste dag er %(day)s%(reason)s.", day=day, reason=reason)
        return (_("Opphørt"), "neutral", note) if over else (_("Opphører"), "warning", note)
    fate = place_fate(row, on)
    if fate.last_day is None:
        return _("I drift"), "success", _("Ingen sluttdato.")
    day = formats.short_date(fate.last_day)
    if fate.effect is Effect.LAPSES:
        return (
            _("Bortfalt"),
            "danger",
            _("Ute av drift i mer enn ett år. Siste dag var %(day)s (serveringsloven § 25).", day=day),
        )
    since = _("Stengt fra %(day)s.", day=formats.short_date(row.closed_since)) if row.closed_since else ""
    what = since or _("Ikke åpnet ennå.")
    return (
        _("Ikke i drift"),
        "warning",
        _("%(what)s Faller bort etter %(day)s (serveringsloven § 25).", what=what, day=day),
    )


def holders_at(session: Session, municipality_id: int, venue_id: int) -> Sequence[Holder]:
    """Those who have, have had, or have asked for a licence at a venue, by name."""
    licensed = select(Licence.holder_id).where(
        Licence.municipality_id == municipality_id, Licence.venue_id == venue_id
    )
    asked = select(Application.holder_id).where(
        Application.municipality_id == municipality_id, Application.venue_id == venue_id
    )
    return session.scalars(
        select(Holder)
        .where(Holder.municipality_id == municipality_id, or_(Holder.id.in_(licensed), Holder.id.in_(asked)))
        .order_by(Holder.sort_key, Holder.id)
    ).all()


def place_licence_or_none(session: Session, municipality_id: int, row_id: int) -> ServingPlaceLicence | None:
    """A serving-place licence, only within the municipality."""
    return session.scalars(
        select(ServingPlaceLicence).where(
            ServingPlaceLicence.municipality_id == municipality_id, ServingPlaceLicence.id == row_id
        )
    ).one_or_none()
