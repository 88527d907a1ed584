"""Pages of invoice basis: the list, making a batch, approving, discarding, reversing, and its files."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock, formats, labels
from app.billing.adapters import csv_basis, json_basis
from app.billing.forms.batches import BeginBatchForm, DiscardBatchForm, ReverseBatchForm
from app.billing.queries import batches as queries
from app.billing.queries.fee_years import fee_year_of
from app.billing.run_pages import RUN_ENDS
from app.billing.service import batches as service
from app.billing.shown_batches import STATE_TONES, shown_batch, shown_invoices, what_of
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import ActForm, VersionedForm
from app.models.billing_run import BillingRun, RunKind
from app.models.invoice import BatchPurpose, BatchState, InvoiceBatch
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from fees.fee_years import MOST_INSTALMENTS
from fees.late import ONE_DAY
from licensing.errors import NotAllowed

FORMATS: dict[str, tuple[str, Callable[[Session, InvoiceBatch], Iterator[bytes]]]] = {
    "csv": (csv_basis.MIMETYPE, csv_basis.csv_pieces),
    "json": (json_basis.MIMETYPE, json_basis.json_pieces),
}


def batch_url(run: BillingRun) -> str:
    """Where a run of invoices or of booking leads when it is done."""
    return url_for("billing.show_batch", batch_id=run.parameters["batch"])


for _kind in (RunKind.INVOICES, RunKind.REVERSAL, RunKind.BOOKING):
    RUN_ENDS[_kind] = batch_url


def batch_or_404(batch_id: int) -> InvoiceBatch:
    """The batch of an address."""
    return queries.batch_or_none(session(), actor().municipality_id, batch_id) or abort(404)


@bp.get("/grunnlag")
@requires(Permission.FEE_VIEW)
def list_batches() -> ResponseReturnValue:
    """The batches, the latest first."""
    page = queries.batch_page(session(), actor().municipality_id, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/batches/list_batches.html",
        rows=[
            (
                row,
                what_of(row.purpose, row.fee_year, row.instalment, row.instalments),
                formats.amount(row.total_ore),
            )
            for row in page.rows
        ],
        tones=STATE_TONES,
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.route("/grunnlag/nytt", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def begin_batch() -> ResponseReturnValue:
    """Choose what is invoiced and when it is due; the run makes the invoices."""
    today = clock.today()
    form = BeginBatchForm.of([today.year + 1, today.year, today.year - 1])
    if request.method == "GET":
        _propose(form)
    hindrance = None
    if form.validate_on_submit():
        begun: list[BillingRun] = []
        hindrance = attempt(form, lambda: begun.append(_begin(form)))
        if begun:
            return redirect(url_for(".show_run", run_id=begun[0].id, fortsett=1))
    number = queries.number_of_next(session(), actor().municipality_id, today.year)
    page = render_template("billing/batches/begin_batch.html", form=form, hindrance=hindrance, number=number)
    return page, status_of(form, hindrance)


def _propose(form: BeginBatchForm) -> None:
    """This year, or the one of the address; due when the decisions said, else as the fee year says."""
    today, municipality_id = clock.today(), actor().municipality_id
    wanted = {name: request.args.get(name, "") for name in ("ar", "termin", "hva")}
    years = [choice.value for choice in form.fee_year.choices]
    form.fee_year.data = next((year for year in years if str(year) == wanted["ar"]), today.year)
    form.instalment.data = next(
        (number for number in range(1, MOST_INSTALMENTS + 1) if str(number) == wanted["termin"]), 1
    )
    if wanted["hva"] in {choice.value for choice in form.purpose.choices}:
        form.purpose.data = BatchPurpose(wanted["hva"])
    settings = fee_year_of(session(), municipality_id, form.fee_year.data)
    told = queries.told_due_date(session(), municipality_id, form.fee_year.data, form.instalment.data)
    form.due_on.data = told if told and told > today else today + settings.payment_days * ONE_DAY


def _begin(form: BeginBatchForm) -> BillingRun:
    _batch, run = service.begin_batch(
        session(),
        actor(),
        purpose=form.purpose.data,
        fee_year=form.fee_year.data,
        instalment=form.instalment.data,
        due_on=form.due_on.data,
        on=clock.today(),
    )
    return run


@bp.get("/grunnlag/<int:batch_id>")
@requires(Permission.FEE_VIEW)
def show_batch(batch_id: int) -> ResponseReturnValue:
    """A batch: where it stands, what it comes to, its invoices, its log, and what may be done with it."""
    return _page(batch_or_404(batch_id))


def _page(batch: InvoiceBatch, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = queries.invoice_page(session(), batch, cursor_from(request.args))
    lines = queries.lines_of(session(), batch.municipality_id, [row.id for row in page.rows])
    previous_url, next_url = (None, None) if hindrance else page_addresses(page)
    return render_template(
        "billing/batches/show_batch.html",
        shown=shown_batch(session(), batch, actor()),
        invoices=shown_invoices(page.rows, lines),
        form=ActForm(formdata=None, version=batch.version),
        formats=FORMATS,
        hindrance=hindrance,
        previous_url=previous_url,
        next_url=next_url,
    ), 409 if hindrance else 200


@bp.get("/grunnlag/<int:batch_id>/ikke-med")
@requires(Permission.FEE_VIEW)
def list_left_out(batch_id: int) -> ResponseReturnValue:
    """The licences with a fee of the year that are not in a batch, and why."""
    batch = batch_or_404(batch_id)
    page, rows = queries.left_out_page(session(), batch, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/batches/list_left_out.html",
        batch=batch,
        rows=[(row, formats.amount(row.total.ore)) for row in rows],
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.post("/grunnlag/<int:batch_id>/godkjenn")
@requires(Permission.FEE_APPROVE)
@commits
def approve_batch(batch_id: int) -> ResponseReturnValue:
    """Approve a batch that another has made; the run books it."""
    batch_or_404(batch_id)
    form = ActForm()
    begun: list[BillingRun] = []
    hindrance = attempt(
        form,
        lambda: begun.append(
            service.approve_batch(
                session(), actor(), batch_id=batch_id, seen_version=form.seen_version, on=clock.today()
            )
        ),
    )
    if begun:
        return redirect(url_for(".show_run", run_id=begun[0].id, fortsett=1))
    return _page(batch_or_404(batch_id), hindrance)


@bp.route("/grunnlag/<int:batch_id>/forkast", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def discard_batch(batch_id: int) -> ResponseReturnValue:
    """Discard a batch that nobody has approved, with a reason."""
    batch = batch_or_404(batch_id)
    form = (
        DiscardBatchForm(obj=batch) if request.method == "POST" else DiscardBatchForm(version=batch.version)
    )
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.discard_batch(
                session(),
                actor(),
                batch_id=batch_id,
                seen_version=form.seen_version,
                reason=form.reason.data,
            ),
            stored=lambda: _stored(DiscardBatchForm, batch_id),
        )
        if hindrance is None:
            flash(_("Grunnlaget er forkastet. Gebyrene kan faktureres i et nytt."), "success")
            return redirect(url_for(".show_batch", batch_id=batch_id))
        return _discard_page(batch_id, form, hindrance)
    return _discard_page(batch_id, form)


@bp.route("/grunnlag/<int:batch_id>/tilbakefor", methods=["GET", "POST"])
@requires(Permission.FEE_APPROVE)
@commits
def reverse_batch(batch_id: int) -> ResponseReturnValue:
    """Reverse a locked batch by another of credit notes, with a reason."""
    batch = batch_or_404(batch_id)
    form = ReverseBatchForm(version=batch.version)
    if request.method == "GET":
        settings = fee_year_of(session(), batch.municipality_id, batch.fee_year)
        form.due_on.data = clock.today() + settings.payment_days * ONE_DAY
    if form.validate_on_submit():
        begun: list[BillingRun] = []
        hindrance = attempt(
            form,
            lambda: begun.append(_reverse(form, batch_id)),
            stored=lambda: _stored(ReverseBatchForm, batch_id),
        )
        if begun:
            return redirect(url_for(".show_run", run_id=begun[0].id, fortsett=1))
        return _reverse_page(batch_id, form, hindrance)
    return _reverse_page(batch_id, form)


def _reverse(form: ReverseBatchForm, batch_id: int) -> BillingRun:
    _batch, run = service.begin_reversal(
        session(),
        actor(),
        batch_id=batch_id,
        seen_version=form.seen_version,
        reason=form.reason.data,
        due_on=form.due_on.data,
        on=clock.today(),
    )
    return run


def _stored(kind: type[VersionedForm], batch_id: int) -> VersionedForm:
    return kind(formdata=None, version=batch_or_404(batch_id).version)


def _discard_page(
    batch_id: int, form: VersionedForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    batch = batch_or_404(batch_id)
    page = render_template("billing/batches/discard_batch.html", batch=batch, form=form, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _reverse_page(
    batch_id: int, form: VersionedForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    batch = batch_or_404(batch_id)
    page = render_template("billing/batches/reverse_batch.html", batch=batch, form=form, hindrance=hindrance)
    return page, status_of(form, hindrance)


@bp.post("/grunnlag/<int:batch_id>/fil/<any(csv, json):file_format>")
@requires(Permission.FEE_VIEW)
@commits
def write_batch(batch_id: int, file_format: str) -> ResponseReturnValue:
    """The file of a locked batch, the same bytes each time; that it was written is told in the log."""
    batch = batch_or_404(batch_id)
    try:
        content = _file_of(batch, file_format)
    except NotAllowed as refusal:
        return _page(batch, Hindrance(labels.sentence(refusal.code, refusal.citation, refusal.facts)))
    name = f"fakturagrunnlag-{batch.number}.{file_format}"
    service.note_written(session(), actor(), batch, file=name)
    return send_file(
        BytesIO(content), mimetype=FORMATS[file_format][0], as_attachment=True, download_name=name
    )


def _file_of(batch: InvoiceBatch, kind: str) -> bytes:
    if batch.state is not BatchState.LOCKED:
        raise NotAllowed("batch_has_no_files", number=batch.number)
    sealed = b"".join(json_basis.json_pieces(session(), batch))
    if sha256(sealed).hexdigest() != batch.sha256:
        raise NotAllowed("batch_touched", number=batch.number)
    return sealed if kind == "json" else b"".join(FORMATS[kind][1](session(), batch))
