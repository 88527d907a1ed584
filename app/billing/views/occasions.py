"""The fees of granted events: what each costs and waits for, and taking them among the fees."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, labels
from app.billing import shown_occasions as shown
from app.billing.forms.occasions import TakeEventsForm
from app.billing.occasion_fees import reckoning
from app.billing.queries import occasions as queries
from app.billing.queries.occasions import EventFeeState
from app.billing.service import occasions as service
from app.billing.service.occasions import TakenIn
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.fields import EARLIEST_YEAR, LATEST_YEAR
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.registers.sheets import MIDDLE, NARROW, WIDE, workbook
from app.wording.tariffs import kroner

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _year() -> int:
    """The year of the address; this year where it is none."""
    typed = request.args.get("ar", "")
    this_year = clock.today().year
    if not typed.isdecimal() or not EARLIEST_YEAR <= int(typed[:9]) <= LATEST_YEAR:
        return this_year
    return int(typed)


def _state() -> EventFeeState | None:
    typed = request.args.get("vis", "")
    return EventFeeState(typed) if typed in set(EventFeeState) else None


def _page(form: TakeEventsForm, hindrance: Hindrance | None = None) -> str:
    on, year, state, here = clock.today(), _year(), _state(), actor().municipality_id
    page = queries.event_page(session(), here, year, state, cursor_from(request.args))
    counts = queries.counts_by_state(session(), here, year)
    previous_url, next_url = page_addresses(page) if request.method == "GET" else (None, None)
    return render_template(
        "billing/occasions/list_occasions.html",
        form=form,
        hindrance=hindrance,
        year=year,
        years=(year - 1, year + 1),
        state=state,
        rows=list(shown.event_lines(page.rows, reckoning(session(), here, year), on)),
        ticked=set(form.licences.data or ()),
        ready=counts.get(EventFeeState.READY, 0),
        choices=[
            {
                "label": _("Alle"),
                "url": url_for(".list_occasions", ar=year),
                "current": state is None,
                "count": sum(counts.values()),
            },
            *(
                {
                    "label": labels.label(one),
                    "url": url_for(".list_occasions", ar=year, vis=one.value),
                    "current": one is state,
                    "count": counts.get(one, 0),
                }
                for one in EventFeeState
            ),
        ],
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.get("/arrangementer")
@requires(Permission.FEE_VIEW)
def list_occasions() -> ResponseReturnValue:
    """The granted events of a year with their fees, by their first day."""
    return _page(TakeEventsForm(formdata=None))


@bp.post("/arrangementer")
@requires(Permission.FEE_HANDLE)
@commits
def take_occasions() -> ResponseReturnValue:
    """Take the chosen events, or all that are ready, among the fees of the year."""
    form, year = TakeEventsForm(), _year()
    if not form.validate_on_submit():
        return _page(form, Hindrance(_("Velg arrangementer fra listen."))), 422
    done: list[TakenIn] = []
    hindrance = attempt(
        form,
        lambda: done.append(
            service.take_into_fees(
                session(),
                actor(),
                year=year,
                licence_ids=None if form.everything.data else form.licences.data or (),
                on=clock.today(),
            )
        ),
    )
    if hindrance is not None:
        return _page(form, hindrance), 409
    flash(_told(done[0]), "success")
    return redirect(url_for(".list_occasions", ar=year))


def _told(taken: TakenIn) -> str:
    parts = []
    if taken.count:
        parts.append(
            ngettext(
                "%(num)s arrangement er tatt med i gebyrene, til sammen %(total)s.",
                "%(num)s arrangementer er tatt med i gebyrene, til sammen %(total)s.",
                taken.count,
                total=kroner(taken.total.ore),
            )
        )
    if taken.waiting:
        parts.append(
            ngettext(
                "%(num)s arrangement venter fortsatt på opplysninger.",
                "%(num)s arrangementer venter fortsatt på opplysninger.",
                taken.waiting,
            )
        )
    if taken.duties:
        parts.append(
            ngettext(
                "Omsetningsoppgaven for %(num)s arrangement kan nå føres.",
                "Omsetningsoppgaven for %(num)s arrangementer kan nå føres.",
                taken.duties,
            )
        )
    return " ".join(parts)


@bp.get("/arrangementer/regneark")
@requires(Permission.FEE_VIEW)
def export_occasions() -> ResponseReturnValue:
    """All events of a year with their fees as a workbook."""
    on, year, here = clock.today(), _year(), actor().municipality_id
    rows = queries.all_events(session(), here, year, _state())
    columns = [
        (_("Arrangement"), WIDE),
        (_("Bevilling"), NARROW),
        (_("Type"), MIDDLE),
        (_("Arrangør"), MIDDLE),
        (_("Sted"), MIDDLE),
        (_("Dager"), MIDDLE),
        (_("Gjester"), NARROW),
        (_("Gebyr"), NARROW),
        (_("Takst"), WIDE),
        (_("Merknader"), WIDE),
        (_("Omsetningsoppgave"), MIDDLE),
        (_("Tilstand"), MIDDLE),
    ]
    lines = (
        [
            line.name,
            line.number,
            line.type,
            line.holder,
            line.venue,
            line.days,
            line.guests,
            line.fee,
            line.basis,
            "\n".join(filter(None, (line.waits_for, *line.notes))),
            line.statement,
            line.state_label,
        ]
        for line in shown.event_lines(rows, reckoning(session(), here, year), on)
    )
    title = _("Gebyrer for arrangementer %(year)s", year=str(year))
    content = workbook(title, on, [(_("Arrangementer"), columns, lines)], long=True)
    return send_file(
        BytesIO(content), XLSX, as_attachment=True, download_name=f"gebyr-arrangementer-{year}.xlsx"
    )
