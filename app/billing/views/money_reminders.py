"""The page of what is overdue: how far the economy system has reminded, or reminders written here."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock, formats
from app.billing.forms.payments import RemindForm
from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.payment_list import newest_told_on
from app.billing.queries.places import licence_names
from app.billing.service import money_reminders as service
from app.billing.standing import Standing
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.billing_run import BillingRun
from app.permissions import Permission, actor, requires
from fees.fee_years import RemindsOfMoney

MOST_SHOWN = 200
EARLIEST_YEAR, LATEST_YEAR = 2016, 2100


@dataclass(frozen=True)
class OverdueLine:
    """An overdue invoice in the list."""

    reference: str
    url: str
    venue: str
    licence: str
    due_on: str
    outstanding: str
    stage: str
    told_on: str


@bp.get("/innbetalinger/purring")
@requires(Permission.FEE_VIEW)
def show_money_reminders() -> ResponseReturnValue:
    """What is overdue in a fee year, as far as the files that were read tell."""
    return _page(_year(request.args.get("ar", "")), RemindForm(formdata=None), None)


@bp.post("/innbetalinger/purring/<int:year>")
@requires(Permission.FEE_HANDLE)
@commits
def write_money_reminders(year: int) -> ResponseReturnValue:
    """Begin to write reminders of everything that is overdue."""
    form, on = RemindForm(), clock.today()
    if not form.validate_on_submit():
        return _page(year, form, None)
    begun: list[BillingRun] = []
    hindrance = attempt(
        form,
        lambda: begun.append(
            service.begin_money_reminders(session(), actor(), year=year, pay_by=form.pay_by.data, on=on)
        ),
    )
    if hindrance is not None:
        return _page(year, form, hindrance)
    return redirect(url_for(".show_run", run_id=begun[0].id, fortsett=1))


def _year(typed: str) -> int:
    wanted = int(typed) if typed.isdecimal() and len(typed) == 4 else 0
    return wanted if EARLIEST_YEAR <= wanted <= LATEST_YEAR else clock.today().year


def _page(year: int, form: RemindForm, hindrance: Hindrance | None) -> ResponseReturnValue:
    on, municipality_id = clock.today(), actor().municipality_id
    if not form.errors and hindrance is None:
        form.pay_by.data = on + timedelta(days=service.SHORTEST_DAYS)
    found = service.overdue(session(), municipality_id, year, on)
    shown = found[:MOST_SHOWN]
    names = licence_names(session(), municipality_id, (one.licence_id for one in shown))
    here = fee_year_of(session(), municipality_id, year).reminds_of_money is RemindsOfMoney.HERE
    page = render_template(
        "billing/payments/show_money_reminders.html",
        year=year,
        years=[
            {"label": str(one), "url": url_for(".show_money_reminders", ar=one), "current": one == year}
            for one in (on.year - 1, on.year)
        ],
        here=here,
        told_on=newest_told_on(session(), municipality_id),
        count=len(found),
        lines=[_line(one, *names[one.licence_id]) for one in shown],
        total=formats.amount(sum(one.outstanding.ore for one in found)),
        form=form,
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def _line(standing: Standing, licence: str, venue: str) -> OverdueLine:
    told: date | None = standing.told_on
    return OverdueLine(
        reference=standing.reference,
        url=url_for("billing.show_account", licence_id=standing.licence_id),
        venue=venue,
        licence=licence,
        due_on=formats.short_date(standing.due_on),
        outstanding=formats.amount(standing.outstanding.ore),
        stage=str(standing.reminder_stage),
        told_on=formats.short_date(told) if told else "",
    )
