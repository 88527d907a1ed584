"""Licences with decided fees, as many as are asked for, written in bulk: what a fee run leaves behind."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.billing.computed import as_stored
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.holder import Holder, HolderForm
from app.models.licence import Licence
from app.models.venue import Venue
from app.permissions import Actor
from fees.claims import VolumeBasis
from fees.computation import year_fee
from fees.turnover import Volumes
from licensing.licences import LicenceKind, VenueCategory

DECIDED_ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LITRES = Volumes(600_000, 250_000, 30_000)
"""9,435 kroner in 2026."""


def make_licences(session: Session, actor: Actor, count: int) -> list[int]:
    """Licences of a holder and a venue each, without terms: as little as a fee hangs on."""
    own = {"municipality_id": actor.municipality_id}
    serials = range(1, count + 1)
    session.execute(
        insert(Holder),
        [
            own
            | {
                "form": HolderForm.ASSOCIATION,
                "name": f"Prøvelaget {serial}",
                "sort_key": f"prøvelaget {serial:06}",
                "postal_address": f"Prøveveien {serial}",
                "postcode": "7374",
                "town": "Røros",
            }
            for serial in serials
        ],
    )
    session.execute(
        insert(Venue),
        [
            own
            | {
                "name": f"Prøvekroa {serial}",
                "name_key": f"prøvekroa {serial}",
                "sort_key": f"prøvekroa {serial:06}",
                "category": VenueCategory.EATING_PLACE,
                "street_address": f"Prøveveien {serial}",
                "postcode": "7374",
                "town": "Røros",
                "address_key": f"prøveveien {serial}",
            }
            for serial in serials
        ],
    )
    holders, venues = (
        session.scalars(
            select(table.id).where(table.municipality_id == actor.municipality_id).order_by(table.id)
        ).all()[-count:]
        for table in (Holder, Venue)
    )
    session.execute(
        insert(Licence),
        [
            own
            | {
                "number": f"SKJ-2024-{serial:05}",
                "kind": LicenceKind.SERVING,
                "holder_id": holder_id,
                "venue_id": venue_id,
                "granted_on": date(2024, 6, 3),
                "issued_on": date(2024, 6, 3),
                "usable_from": date(2024, 6, 3),
            }
            for serial, holder_id, venue_id in zip(serials, holders, venues, strict=True)
        ],
    )
    numbers = [f"SKJ-2024-{serial:05}" for serial in serials]
    return list(
        session.scalars(
            select(Licence.id)
            .where(Licence.municipality_id == actor.municipality_id, Licence.number.in_(numbers))
            .order_by(Licence.number)
        )
    )


def computed(year: int = 2026, volumes: Volumes = LITRES) -> dict[str, Any]:
    """How the fee of a serving licence on some litres came about, in plain form."""
    return as_stored(
        year_fee(LicenceKind.SERVING, year, volumes),
        volumes=volumes,
        basis=VolumeBasis.EXPECTED,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
    )


def decide_fees(
    session: Session,
    actor: Actor,
    totals: Mapping[int, int],
    *,
    year: int = 2026,
    purpose: FeePurpose = FeePurpose.ADVANCE,
    stored: Mapping[str, Any] | None = None,
    edition: int = 1,
) -> Sequence[int]:
    """A decided fee of each licence, by its total in øre; an earlier edition is replaced."""
    if edition > 1:
        session.execute(
            update(Fee)
            .where(
                Fee.municipality_id == actor.municipality_id,
                Fee.year == year,
                Fee.purpose == purpose,
                Fee.licence_id.in_(totals),
            )
            .values(state=FeeState.REPLACED)
        )
    plain = dict(computed(year) if stored is None else stored)
    session.execute(
        insert(Fee),
        [
            {
                "municipality_id": actor.municipality_id,
                "licence_id": licence_id,
                "year": year,
                "purpose": purpose,
                "edition": edition,
                "state": FeeState.DECIDED,
                "computed": plain,
                "total_ore": total,
                "decided_on": DECIDED_ON,
                "decided_by_id": actor.user_id,
                "computed_at": AT,
            }
            for licence_id, total in totals.items()
        ],
    )
    return session.scalars(
        select(Fee.id)
        .where(
            Fee.municipality_id == actor.municipality_id,
            Fee.year == year,
            Fee.purpose == purpose,
            Fee.edition == edition,
        )
        .order_by(Fee.licence_id)
    ).all()
