"""The lists of the fees as workbooks."""

from io import BytesIO

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from app import clock
from app.billing import list_sheets
from app.billing.queries import batches, letters, payment_list, rounds
from app.billing.queries.duties import progress_by_round
from app.billing.queries.places import licence_names
from app.billing.queries.rates import rate_table
from app.billing.queries.suppliers import figures_told
from app.billing.service.money_reminders import overdue
from app.billing.tabs import FIRST_YEAR
from app.billing.views.blueprint import bp
from app.billing.views.letters import state_asked_for
from app.db import session
from app.permissions import Permission, actor, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _workbook(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")


@bp.get("/grunnlag/regneark")
@requires(Permission.FEE_VIEW)
def export_batches() -> ResponseReturnValue:
    """Every batch of invoice basis."""
    rows = batches.all_batches(session(), actor().municipality_id)
    return _workbook(list_sheets.batches_workbook(clock.today(), rows), "fakturagrunnlag")


@bp.get("/grunnlag/<int:batch_id>/regneark")
@requires(Permission.FEE_VIEW)
def export_batch(batch_id: int) -> ResponseReturnValue:
    """A batch to look through in any state; what the economy system reads is written when it is locked."""
    batch = batches.batch_or_none(session(), actor().municipality_id, batch_id) or abort(404)
    content = list_sheets.batch_workbook(
        batch,
        clock.today(),
        batches.invoice_lines(session(), batch),
        batches.all_left_out(session(), batch),
    )
    return _workbook(content, f"fakturagrunnlag-{batch.number}")


@bp.get("/leverandortall/regneark")
@requires(Permission.FEE_VIEW)
def export_suppliers() -> ResponseReturnValue:
    """What suppliers have told about each licence."""
    rows = figures_told(session(), actor().municipality_id)
    return _workbook(list_sheets.suppliers_workbook(clock.today(), rows), "leverandortall")


@bp.get("/satser/regneark")
@requires(Permission.FEE_VIEW)
def export_rates() -> ResponseReturnValue:
    """Every known rate."""
    table = rate_table(session(), actor().municipality_id)
    return _workbook(list_sheets.rates_workbook(clock.today(), table), "satser")


@bp.get("/innbetalinger/purring/<int:year>/regneark")
@requires(Permission.FEE_VIEW)
def export_overdue(year: int) -> ResponseReturnValue:
    """What is overdue of a fee year."""
    on, municipality_id = clock.today(), actor().municipality_id
    if not FIRST_YEAR <= year <= on.year + 1:
        abort(404)
    found = overdue(session(), municipality_id, year, on)
    names = licence_names(session(), municipality_id, (one.licence_id for one in found))
    return _workbook(list_sheets.overdue_workbook(year, on, found, names), f"forfalt-{year}")


@bp.get("/brev/regneark")
@requires(Permission.FEE_VIEW)
def export_letters() -> ResponseReturnValue:
    """Every letter about a licence, with the filter of the page."""
    rows = letters.letters_in_state(session(), actor().municipality_id, state_asked_for())
    return _workbook(list_sheets.letters_workbook(clock.today(), rows), "brev")


@bp.get("/innbetalinger/filer/regneark")
@requires(Permission.FEE_VIEW)
def export_payment_files() -> ResponseReturnValue:
    """Every file of payments that was read."""
    rows = payment_list.all_files(session(), actor().municipality_id)
    return _workbook(list_sheets.files_workbook(clock.today(), rows), "filer")


@bp.get("/runder/regneark")
@requires(Permission.FEE_VIEW)
def export_rounds() -> ResponseReturnValue:
    """Every round with how far it has come."""
    on, municipality_id = clock.today(), actor().municipality_id
    content = list_sheets.rounds_workbook(
        on,
        rounds.rounds_of(session(), municipality_id),
        rounds.due_on_by_round(session(), municipality_id),
        progress_by_round(session(), municipality_id, on),
    )
    return _workbook(content, "runder")
