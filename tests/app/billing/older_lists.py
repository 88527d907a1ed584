"""A spreadsheet of the office's that was taken over, with litres."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.licence import Licence
from app.models.register import (
    ImportPurpose,
    ImportRow,
    ImportSource,
    ImportState,
    RegisterImport,
    RowOutcome,
)
from app.models.venue import Venue
from app.permissions import Actor


def make_list(
    session: Session, actor: Actor, litres: Mapping[str, tuple[str | None, str | None, str | None]]
) -> int:
    """The number of the list; centilitres of each group by the name of the place, None where it is empty."""
    mine = {"municipality_id": actor.municipality_id}
    made = RegisterImport(
        **mine,
        source=ImportSource.SPREADSHEET,
        purpose=ImportPurpose.TAKE_OVER,
        state=ImportState.APPLIED,
        file_name="gammel-liste.csv",
        sha256="0" * 64,
        dated_on=clock.today(),
        mapping={},
        made_at=clock.now(),
    )
    session.add(made)
    session.flush()
    for line, (place, groups) in enumerate(litres.items(), start=2):
        licence = session.scalars(
            select(Licence).join(Venue, Venue.id == Licence.venue_id).where(Venue.name == place)
        ).one()
        told = {f"litres_{group}": cl for group, cl in enumerate(groups, start=1) if cl is not None}
        session.add(
            ImportRow(
                **mine,
                import_id=made.id,
                line=line,
                outcome=RowOutcome.SAME,
                key=licence.number,
                data={"number": licence.number, "litres": told, "rooms": []},
                licence_id=licence.id,
            )
        )
    session.flush()
    return made.id
