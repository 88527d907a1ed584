"""Pages of an earmark's year: its account, the entries behind each figure, and a spreadsheet."""

from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.db import commits, session
from app.models.earmark import Earmark
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.prevention.queries.accounts import (
    Figure,
    entries_in_order,
    entries_of_figure,
    entry_page,
    sum_of_figure,
)
from app.prevention.queries.earmarks import account_of, earmark_of, year_of
from app.prevention.service.years import held_year
from app.prevention.shown_accounts import (
    account_figures,
    entries_workbook,
    figure_links,
    figure_text,
    shown_acts,
    shown_entry,
    sum_text,
    unbooked,
)
from app.prevention.shown_earmarks import question_texts, responsible_text, year_state
from app.prevention.shown_year_end import year_end
from app.prevention.views.blueprint import bp
from licensing.errors import NotAllowed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/oremerking/<int:earmark_id>/<int:year>")
@requires(Permission.PREVENTION_VIEW)
def show_account(earmark_id: int, year: int) -> ResponseReturnValue:
    """A year of an earmark in this municipality, every figure with its entries."""
    municipality_id, today = actor().municipality_id, clock.today()
    earmark = _earmark(earmark_id, year)
    row = year_of(session(), municipality_id, earmark_id, year)
    account = account_of(session(), municipality_id, earmark, year)
    label, tone = year_state(row)
    return render_template(
        "prevention/earmarks/show_account.html",
        earmark=earmark,
        year=year,
        years=_years_beside(earmark, year),
        state=label,
        tone=tone,
        closed=row is not None and row.closed,
        figures=account_figures(account, earmark, year),
        sum_text=sum_text(account),
        unbooked=unbooked(row, account) if today.year >= year else None,
        shortfall=formats.kroner(account.shortfall.ore) if account.shortfall else None,
        income=formats.kroner(account.income.ore),
        acts=shown_acts(session(), row),
        responsible=responsible_text(session(), municipality_id, earmark_id, today),
        questions=question_texts(earmark),
        end=year_end(row, account, year, today),
    )


@bp.get("/oremerking/<int:earmark_id>/<int:year>/posteringer")
@requires(Permission.PREVENTION_VIEW)
def list_account_entries(earmark_id: int, year: int) -> ResponseReturnValue:
    """The entries behind a figure, the latest first."""
    municipality_id, figure = actor().municipality_id, _figure()
    earmark = _earmark(earmark_id, year)
    page = entry_page(
        session(),
        entries_of_figure(municipality_id, earmark_id, year, figure),
        cursor_from(request.args),
    )
    previous_url, next_url = page_addresses(page)
    total = sum_of_figure(session(), municipality_id, earmark_id, year, figure)
    return render_template(
        "prevention/earmarks/list_account_entries.html",
        earmark=earmark,
        year=year,
        figure=figure.value,
        heading=figure_text(figure),
        links=figure_links(earmark, year, figure),
        total=None if figure is Figure.ALL else formats.kroner(total.ore),
        rows=[shown_entry(row, municipality_id) for row in page.rows],
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.get("/oremerking/<int:earmark_id>/<int:year>/regneark")
@requires(Permission.PREVENTION_VIEW)
def export_account_entries(earmark_id: int, year: int) -> ResponseReturnValue:
    """The entries behind a figure as a workbook."""
    earmark, figure = _earmark(earmark_id, year), _figure()
    rows = entries_in_order(session(), entries_of_figure(actor().municipality_id, earmark_id, year, figure))
    content = entries_workbook(f"{earmark.name} {year}", clock.today(), rows)
    name = f"oremerking-{earmark_id}-{year}-{figure.value}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.post("/oremerking/<int:earmark_id>/<int:year>/bokfor")
@requires(Permission.EARMARK_SET_UP)
@commits
def open_year(earmark_id: int, year: int) -> ResponseReturnValue:
    """Enter what the decision and the income give the year, before anybody uses of it."""
    _earmark(earmark_id, year)
    try:
        held_year(session(), actor(), earmark_id, year, on=clock.today())
        flash(_("Midlene for %(year)s er bokført.", year=str(year)), "success")
    except NotAllowed as refusal:
        session().rollback()
        flash(labels.sentence(refusal.code, refusal.citation, refusal.facts), "warning")
    return redirect(url_for(".show_account", earmark_id=earmark_id, year=year))


def _figure() -> Figure:
    """The figure that the address asks for; all entries where it names none that there is."""
    asked = request.args.get("tall", "")
    return next((figure for figure in Figure if figure.value == asked), Figure.ALL)


def _earmark(earmark_id: int, year: int) -> Earmark:
    """The earmark, where it holds in the year and the year is in reach."""
    earmark = earmark_of(session(), actor().municipality_id, earmark_id)
    if earmark is None or not _reaches(earmark, year):
        abort(404)
    return earmark


def _reaches(earmark: Earmark, year: int) -> bool:
    return earmark.to_domain().covers(year) and year <= clock.today().year + 1


def _years_beside(earmark: Earmark, year: int) -> list[int]:
    return [beside for beside in (year - 1, year + 1) if _reaches(earmark, beside)]
