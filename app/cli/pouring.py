"""Whether a place may serve or sell at a moment, for scripts and for the duty phone."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import db
from app.cli.arguments import FIRST_YEAR, LAST_YEAR, Answer, Command, Given, Option, WrongInput
from app.cli.law import PLAIN_SIGNS
from app.cli.opened import opened
from app.labels import because_text
from app.models.venue import Venue
from app.pouring.queries import pouring_at
from licensing.licences import Group, LicenceKind
from licensing.moments import LocalMoment, local_moment

HIGHEST_ID = 2**31 - 1
SHORTEST = len("2026-11-28T02:10")


def pouring(given: Given) -> Answer:
    """Whether a group may be served, or sold, at a venue at a moment, and why."""
    kind = given.member("kind", LicenceKind) if given.has("kind") else LicenceKind.SERVING
    group = given.member("group", Group)
    moment = _moment(given)
    written = given.text("venue")
    if not (written.isascii() and written.isdecimal() and len(written) < 11) or int(written) > HIGHEST_ID:
        raise WrongInput("venue_number", written=written)
    with opened(given.environ):
        session = db.session()
        venue = session.get(Venue, int(written))
        if venue is None:
            raise WrongInput("venue_unknown", number=written)
        found = pouring_at(session, venue, kind, group, moment)
        name = venue.name
    because = [because_text(reason, kind).translate(PLAIN_SIGNS) for reason in found.reasons]
    answer = _("Ja.") if found.allowed else _("Nei.")
    lines = (_("%(venue)s: %(answer)s", venue=name, answer=answer), *because)
    return Answer({"allowed": found.allowed, "because": because}, lines)


def _moment(given: Given) -> LocalMoment:
    """A time of the Norwegian clock; one with an offset is that instant."""
    written = given.text("at")
    try:
        found = datetime.fromisoformat(written) if len(written) >= SHORTEST else None
    except ValueError:
        found = None
    if found is None:
        raise WrongInput("not_a_moment", written=written)
    if not FIRST_YEAR < found.year < LAST_YEAR:
        raise WrongInput("date_out_of_reach", written=written, first=FIRST_YEAR + 1, last=LAST_YEAR - 1)
    return local_moment(found)


COMMANDS = (
    Command(
        ("pouring",),
        pouring,
        _l("Om et sted kan skjenke eller selge nå, og hvorfor"),
        (
            Option("--venue", required=True),
            Option("--group", required=True),
            Option("--at", required=True),
            Option("--kind"),
        ),
    ),
)
