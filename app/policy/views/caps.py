"""The caps with their counters, on any day, and who stands under each."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.db import session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.policy.forms.zones import CapDayForm
from app.policy.queries.caps_page import (
    CapLine,
    CapPlace,
    caps_page,
    seat_lines,
    standing_under,
    waiting_lines,
)
from app.policy.queries.versions import policy_in_force
from app.policy.queries.zone_plan import (
    held_on,
    outside_all,
    spread_by_category,
    spread_by_group,
    unplaced,
    zone_lines,
    zone_plan,
)
from app.policy.views.blueprint import bp
from app.wording.policy_rules import rule_sentence
from licensing.policy import CapStated, Rule
from licensing.seats import Seat

LONGEST_CODE = 60


@bp.get("/tak")
@requires(Permission.POLICY_VIEW)
def show_caps() -> ResponseReturnValue:
    """Each cap with its counter on a day, the plan of the zones, and how the licences are spread."""
    form, day = _day_form()
    municipality_id = actor().municipality_id
    policy = policy_in_force(session(), municipality_id, day)
    status = 422 if form.errors else 200
    if policy is None:
        return render_template("policy/show_caps.html", form=form, day=day, policy=None), status
    page = caps_page(session(), municipality_id, policy, day)
    held = held_on(page.book.seats, municipality_id, day)
    zones = zone_lines(policy, held, page.counted)
    return (
        render_template(
            "policy/show_caps.html",
            form=form,
            day=day,
            policy=policy,
            page=page,
            # The text's own words are shorter than all that follows from it; the rest stands with each cap.
            names={cap.code: cap.words or rule_sentence(cap, policy) for cap in policy.caps},
            without=[(rule_sentence(cap, policy), policy.source_of(cap)) for cap in page.uncounted],
            says_none=_says_none(page.uncounted),
            zones=zones,
            plan=zone_plan(zones),
            plan_text=_plan_text(len([line for line in zones if line.points])),
            groups=spread_by_group(held),
            categories=spread_by_category(held),
            outside=outside_all(held),
            unplaced=unplaced(held),
            left_text=left_text,
            count=len(held),
            # What waits now says nothing of a day that is over.
            shows_waiting=day >= clock.today(),
        ),
        status,
    )


@bp.get("/tak/<path:cap>")
@requires(Permission.POLICY_VIEW)
def show_cap(cap: str) -> ResponseReturnValue:
    """Who stands under one cap on a day, and which applications wait."""
    form, day = _day_form()
    municipality_id = actor().municipality_id
    policy = policy_in_force(session(), municipality_id, day)
    if policy is None or len(cap) > LONGEST_CODE:
        abort(404)
    page = caps_page(session(), municipality_id, policy, day)
    line: CapLine = next((line for line in page.counted if line.cap.code == cap), None) or abort(404)
    place = request.args.get("plass", "")[:LONGEST_CODE]
    shown = [seat for seat in standing_under(page.book, line.cap, day) if _is_at(seat, place)]
    seats, paging = seat_lines(session(), municipality_id, shown, cursor=cursor_from(request.args))
    previous_url, next_url = page_addresses(paging)
    waiting = waiting_lines(session(), municipality_id, page.book, line.cap) if day >= clock.today() else ()
    return (
        render_template(
            "policy/show_cap.html",
            form=form,
            day=day,
            policy=policy,
            line=line,
            sentence=rule_sentence(line.cap, policy),
            source=policy.source_of(line.cap),
            zone_names={zone.code: zone.name for zone in policy.zones},
            places=_place_links(line, place, day),
            seats=seats,
            waiting=waiting,
            left_text=left_text,
            previous_url=previous_url,
            next_url=next_url,
            shown=ngettext("Viser %(num)s bevilling", "Viser %(num)s bevillinger", len(seats)),
            shows_waiting=day >= clock.today(),
        ),
        422 if form.errors else 200,
    )


def left_text(place: CapPlace) -> str:
    """How many seats are left, or by how many the cap is passed."""
    if place.left is None:
        return _("Ukjent")
    if place.over:
        return ngettext("%(num)s over taket", "%(num)s over taket", place.over)
    return ngettext("%(num)s ledig", "%(num)s ledige", place.left) if place.left else _("Ingen ledig")


def _day_form() -> tuple[CapDayForm, date]:
    form = CapDayForm(request.args)
    form.validate()
    day: date = form.dag.data or clock.today()
    if not form.dag.errors:
        # The field shows the day that the page is about, also when the address names none.
        form.dag.data, form.dag.raw_data = day, None
    return form, day


def _says_none(caps: tuple[Rule, ...]) -> bool:
    """Whether the text itself says that there is no cap."""
    return any(cap.cap is not None and cap.cap.stated is CapStated.NONE for cap in caps)


def _plan_text(drawn: int) -> str:
    return ngettext(
        "Plan med %(num)s tegnet sone. Tallene står også i tabellen.",
        "Plan med %(num)s tegnede soner. Tallene står også i tabellen.",
        drawn,
    )


def _is_at(seat: Seat, place: str) -> bool:
    return not place or place in (seat.zones or ()) or place == str(seat.venue)


def _place_links(line: CapLine, chosen: str, day: date) -> list[dict[str, object]]:
    """The counters of a cap that has several, each a way to its own licences."""
    if len(line.places) < 2:
        return []
    address: dict[str, Any] = {"cap": line.cap.code, "dag": day.isoformat()}
    return [
        {"label": _("Alle"), "url": url_for(".show_cap", **address), "current": not chosen},
        *(
            {
                "label": place.name,
                "url": url_for(".show_cap", plass=place.code, **address),
                "count": place.used,
                "current": chosen == place.code,
            }
            for place in line.places
        ),
    ]
