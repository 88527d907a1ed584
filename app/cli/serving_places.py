"""The nightly job of the serving places: what has lapsed by itself is ended, and nothing else is."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db, formats
from app.cli.arguments import Answer, Command, Given, Option
from app.cli.law import cited
from app.cli.opened import opened
from app.models.municipality import Municipality
from app.models.venue import Venue
from app.permissions import Actor
from app.serving_places.service import Lapsed, lapse_places


def lapse(given: Given) -> Answer:
    """End the serving-place licences whose places have been out of operation for more than a year.

    An alcohol licence is never ended here: it may be withdrawn, by a decision. Law: serveringsloven § 25;
    alkoholloven § 1-8.
    """
    on, dry_run = given.day("on"), given.has("dry-run")
    found: list[dict[str, Any]] = []
    lines: list[str] = []
    with opened(given.environ):
        session = db.session()
        municipality_ids = session.scalars(select(Municipality.id).order_by(Municipality.id)).all()
        for municipality_id in municipality_ids:
            lapsed = lapse_places(session, _program(municipality_id), on=on, dry_run=dry_run)
            names = _venues(session, municipality_id, lapsed)
            # Each municipality by itself: a job that is stopped has done some of them whole.
            number = session.get_one(Municipality, municipality_id).identity_on(on).number
            if dry_run:
                session.rollback()
            else:
                session.commit()
            found += [_facts(row, number, names) for row in lapsed]
            lines += [_line(row, names) for row in lapsed]
    what = ngettext("%(num)d serveringsbevilling", "%(num)d serveringsbevillinger", len(found))
    summary = _("%(what)s ville falt bort.", what=what) if dry_run else _("%(what)s er falt bort.", what=what)
    facts = {"on": on.isoformat(), "dry_run": dry_run, "lapsed": found}
    return Answer(facts, (*lines, summary))


def _program(municipality_id: int) -> Actor:
    """The job itself: no person ends these licences, the act does."""
    user_id: Any = None
    return Actor(user_id, _("Nattlig jobb"), municipality_id, frozenset())


def _venues(session: Session, municipality_id: int, lapsed: list[Lapsed]) -> dict[int, str]:
    rows = session.execute(
        select(Venue.id, Venue.name).where(
            Venue.municipality_id == municipality_id, Venue.id.in_({row.venue_id for row in lapsed})
        )
    )
    return {row.id: row.name for row in rows}


def _facts(row: Lapsed, municipality: str, names: dict[int, str]) -> dict[str, Any]:
    return {
        "municipality": municipality,
        "number": row.number,
        "venue": names[row.venue_id],
        "last_day": row.last_day.isoformat(),
        "because": "never_opened" if row.never_opened else "closed",
        "law": cited(row.citation),
    }


def _line(row: Lapsed, names: dict[int, str]) -> str:
    return _(
        "%(number)s, %(venue)s: siste dag %(day)s (%(law)s).",
        number=row.number,
        venue=names[row.venue_id],
        day=formats.short_date(row.last_day),
        law=cited(row.citation),
    )


COMMANDS = (
    Command(
        ("lapse",),
        lapse,
        _l("La serveringsbevillinger falle bort når stedet har vært ute av drift i mer enn ett år"),
        (Option("--on", required=True), Option("--dry-run", switch=True)),
    ),
)
