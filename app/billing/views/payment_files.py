"""Pages for files of payments: sending one, seeing what it does, booking it, and those read before."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from app import clock, formats, labels
from app.billing import shown_payments as shown
from app.billing.adapters.status_file import StatusColumn
from app.billing.forms.payments import BookForm, PaymentFileForm
from app.billing.queries import payment_list as queries
from app.billing.service.held_files import HeldFile, held, hold
from app.billing.service.money_reminders import overdue
from app.billing.service.reading_files import LONGEST_FILE_NAME, FilePlan, book_file, plan_file
from app.billing.views.blueprint import bp
from app.db import commits, session
from app.models.invoice import PaymentFile
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.request import BoundedFile
from licensing.errors import BadValue, NotAllowed

MEGABYTE = 1024 * 1024


@bp.get("/innbetalinger/filer")
@requires(Permission.FEE_VIEW)
def list_payment_files() -> ResponseReturnValue:
    """The files that were read, the latest first."""
    page = queries.file_page(session(), actor().municipality_id, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/payments/list_files.html", rows=page.rows, previous_url=previous_url, next_url=next_url
    )


@bp.route("/innbetalinger/les-inn", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def read_payment_file() -> ResponseReturnValue:
    """Send a file, and see what it would do. Nothing is booked yet."""
    form = PaymentFileForm()
    if not form.validate_on_submit():
        return _upload_page(form)
    file = _sent_file(form)
    if file is None:
        return _upload_page(form)
    plan = _planned(form, file)
    if plan is None:
        return _upload_page(form)
    return render_template(
        "billing/payments/show_plan.html",
        plan=plan,
        summary=shown.plan_summary(plan),
        lines=shown.effect_lines(plan),
        facts=(
            (_("Fil"), plan.file_name),
            (_("Hva filen er"), labels.label(plan.kind)),
            (_("Gjelder"), formats.short_date(plan.told_on)),
            (_("Bokføres i alt"), formats.amount(plan.booked.ore)),
        ),
        form=BookForm(formdata=None, token=hold(actor(), file)),
    )


def _planned(form: PaymentFileForm, file: HeldFile) -> FilePlan | None:
    """What a file would do; what is wrong with it stands at the field."""
    try:
        return plan_file(
            session(),
            actor().municipality_id,
            content=file.content,
            file_name=file.name,
            on=clock.today(),
        )
    except BadValue as wrong:
        form.file.errors = [labels.sentence(wrong.code, None, wrong.facts)]
    except NotAllowed as refusal:
        form.file.errors = [labels.sentence(refusal.code, refusal.citation, refusal.facts)]
    return None


def _sent_file(form: PaymentFileForm) -> HeldFile | None:
    file = form.file.data
    if not isinstance(file, FileStorage) or not file.filename:
        form.file.errors = [_("Velg en fil.")]
        return None
    if isinstance(file.stream, BoundedFile) and file.stream.too_large:
        megabytes = current_app.config["LARGEST_UPLOAD_BYTES"] // MEGABYTE
        form.file.errors = [labels.sentence("import_file_too_large", None, {"megabytes": megabytes})]
        return None
    return HeldFile(file.filename[-LONGEST_FILE_NAME:], file.read())


def _upload_page(form: PaymentFileForm) -> ResponseReturnValue:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    page = render_template(
        "billing/payments/read_file.html",
        form=form,
        largest=largest,
        largest_text=f"{largest // MEGABYTE} MB",
        columns=[(column.value, labels.label(column)) for column in StatusColumn],
    )
    return page, 422 if form.file.errors or form.errors else 200


@bp.post("/innbetalinger/bokfor")
@requires(Permission.FEE_HANDLE)
@commits
def book_payment_file() -> ResponseReturnValue:
    """Book the file that was looked at, all of it or nothing."""
    form, read = BookForm(), PaymentFileForm(formdata=None)
    if not form.validate_on_submit():
        return redirect(url_for(".read_payment_file"))
    try:
        booked = _booked(form)
    except BadValue as wrong:
        session().rollback()
        read.file.errors = [labels.sentence(wrong.code, None, wrong.facts)]
        return _upload_page(read)
    except NotAllowed as refusal:
        session().rollback()
        read.file.errors = [labels.sentence(refusal.code, refusal.citation, refusal.facts)]
        return _upload_page(read)
    flash(
        ngettext(
            "Filen «%(name)s» er bokført. %(num)s forfalt.",
            "Filen «%(name)s» er bokført. %(num)s forfalt.",
            _overdue_now(),
            name=booked.file_name,
        ),
        "success",
    )
    return redirect(url_for(".list_payments"))


def _overdue_now() -> int:
    """How many invoices of this year and the one before are overdue, as far as files have told."""
    on = clock.today()
    return sum(len(overdue(session(), actor().municipality_id, year, on)) for year in (on.year - 1, on.year))


def _booked(form: BookForm) -> PaymentFile:
    file = held(actor(), form.token.data or "")
    return book_file(session(), actor(), content=file.content, file_name=file.name, on=clock.today())
