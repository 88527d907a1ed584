"""May they pour now? One page at a venue, made for a phone at the door."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.db import session
from app.permissions import Permission, actor, requires
from app.pouring import queries
from app.pouring.forms import PouringForm
from app.venues.addresses import address_text
from app.venues.queries import venue_or_none
from licensing.licences import LicenceKind
from licensing.pouring import Pouring

bp = Blueprint("pouring", __name__, url_prefix="/steder")


@dataclass(frozen=True)
class Line:
    """One line under the answer."""

    heading: str
    text: str


@dataclass(frozen=True)
class Shown:
    """The answer in words."""

    allowed: bool
    answer: str
    moment: str
    ends: list[str]
    reasons: list[Line]


@bp.get("/<int:venue_id>/skjenking")
@requires(Permission.REGISTER_VIEW)
def show_pouring(venue_id: int) -> ResponseReturnValue:
    """Whether they may serve a group there at a moment, this one unless another is asked about."""
    venue = venue_or_none(session(), actor().municipality_id, venue_id) or abort(404)
    now = clock.now().astimezone(clock.OSLO)
    form = PouringForm.asked(request.args, now)
    shown = None
    if form.validate():
        moment = form.moment(now)
        # However it was written, it is shown as people here write it.
        form.dag.raw_data = form.klokken.raw_data = None
        shown = _shown(form, queries.pouring_at(session(), venue, form.kind, form.group, moment))
    return (
        render_template(
            "pouring/show_pouring.html",
            form=form,
            venue=venue,
            address=address_text(venue.street_address, venue.postcode, venue.town),
            shown=shown,
        ),
        422 if form.errors else 200,
    )


def _shown(form: PouringForm, answer: Pouring) -> Shown:
    at = answer.moment.at
    return Shown(
        allowed=answer.allowed,
        answer=_answer(form, answer),
        moment=_(
            "%(day)s kl. %(time)s",
            day=formats.weekday_date(at.astimezone(clock.OSLO).date()),
            time=formats.clock_time(at),
        ),
        ends=_ends(answer),
        reasons=[
            Line(labels.label(reason.ground), labels.because_text(reason, form.kind))
            for reason in answer.reasons
        ],
    )


def _ends(answer: Pouring) -> list[str]:
    """Until when they may serve, and until when guests may drink up."""
    found = []
    if answer.allowed and answer.until:
        found.append(_("Skjenkingen må slutte kl. %(time)s.", time=formats.clock_time(answer.until)))
    if answer.drinking_until:
        time = formats.clock_time(answer.drinking_until)
        found.append(_("Gjestene må ha drukket opp kl. %(time)s.", time=time))
    return found


def _answer(form: PouringForm, answer: Pouring) -> str:
    """Ja, de kan skjenke gruppe 2."""
    facts = {"group": form.group_text}
    if form.kind is LicenceKind.SALE:
        return (
            _("Ja, de kan selge %(group)s", **facts)
            if answer.allowed
            else (_("Nei, de kan ikke selge %(group)s", **facts))
        )
    if answer.allowed:
        return _("Ja, de kan skjenke %(group)s", **facts)
    return _("Nei, de kan ikke skjenke %(group)s", **facts)
