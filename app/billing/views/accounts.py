"""Pages of the ledger: its entries with a spreadsheet, and the account of each licence."""

from dataclasses import dataclass
from io import BytesIO

from flask import abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.billing.forms.accounts import LedgerFilter
from app.billing.queries import ledger
from app.billing.shown_accounts import ledger_workbook, shown_account, shown_balances, shown_entry
from app.billing.views.blueprint import bp
from app.db import session
from app.licences.queries import licence_or_none
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOBODY = 0
"""No licence has this id: what a number that nobody has finds."""


@dataclass(frozen=True)
class _Wanted:
    form: LedgerFilter
    year: int | None
    licence_id: int | None


def _wanted() -> _Wanted:
    form = LedgerFilter(request.args)
    form.offer(ledger.years_of(session(), actor().municipality_id))
    valid = form.validate()
    number = form.bevilling.data if valid else ""
    licence_id = ledger.licence_by_number(session(), actor().municipality_id, number) if number else None
    return _Wanted(
        form,
        form.ar.data or None if valid else None,
        NOBODY if number and licence_id is None else licence_id,
    )


@bp.get("/reskontro")
@requires(Permission.FEE_VIEW)
def list_entries() -> ResponseReturnValue:
    """The entries, the latest first, with what stands on each account."""
    wanted, municipality_id = _wanted(), actor().municipality_id
    which = {"year": wanted.year, "licence_id": wanted.licence_id}
    page = ledger.entry_page(session(), ledger.entries(municipality_id, **which), cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/accounts/list_entries.html",
        form=wanted.form,
        unknown=wanted.licence_id == NOBODY,
        balances=shown_balances(session(), municipality_id, **which),
        rows=[shown_entry(row) for row in page.rows],
        asked={name: value for name, value in request.args.items() if name in wanted.form and value},
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.get("/reskontro/regneark")
@requires(Permission.FEE_VIEW)
def export_entries() -> ResponseReturnValue:
    """The entries as a workbook."""
    wanted = _wanted()
    rows = ledger.entries(actor().municipality_id, year=wanted.year, licence_id=wanted.licence_id)
    content = ledger_workbook(_("Reskontro"), clock.today(), ledger.all_entries(session(), rows))
    name = f"reskontro-{wanted.year or clock.today().isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/konto/<int:licence_id>")
@requires(Permission.FEE_VIEW)
def show_account(licence_id: int) -> ResponseReturnValue:
    """The account of a licence: fees, invoices, entries, letters, and what is outstanding."""
    licence = licence_or_none(session(), actor().municipality_id, licence_id) or abort(404)
    return render_template(
        "billing/accounts/show_account.html", shown=shown_account(session(), licence, clock.today())
    )
