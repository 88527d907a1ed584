"""The EHF of a batch, where the municipality invoices by itself."""

from io import BytesIO

from flask import abort, current_app, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import labels
from app.billing import shown_payments as shown
from app.billing.ehf_batch import ehf_of_batch, zipped
from app.billing.views.blueprint import bp
from app.db import session
from app.models.invoice import InvoiceBatch
from app.permissions import Permission, actor, requires
from licensing.errors import NotAllowed

ZIP = "application/zip"
LIST_NAME = "ikke-laget.csv"


@bp.get("/grunnlag/<int:batch_id>/ehf")
@requires(Permission.FEE_VIEW)
def export_ehf(batch_id: int) -> ResponseReturnValue:
    """A document of each invoice, and the list of those that have none."""
    batch = session().scalars(
        select(InvoiceBatch).where(
            InvoiceBatch.municipality_id == actor().municipality_id, InvoiceBatch.id == batch_id
        )
    ).one_or_none() or abort(404)
    try:
        made = ehf_of_batch(session(), batch, rules_dir=current_app.config["EHF_RULES_DIR"])
    except NotAllowed as refusal:
        flash(labels.sentence(refusal.code, refusal.citation, refusal.facts), "warning")
        return redirect(url_for(".show_batch", batch_id=batch.id))
    others = shown.list_without_ehf(made.left_out)
    content = zipped(made, list_name=LIST_NAME, list_of_others=others)
    return send_file(
        BytesIO(content), mimetype=ZIP, as_attachment=True, download_name=f"ehf-{made.number}.zip"
    )
