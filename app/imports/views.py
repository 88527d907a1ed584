"""Pages for taking over registers: sending a file, its questions, the dry run, taking it in, undoing it."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app import clock, formats, labels
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.imports import queries
from app.imports.columns import Understanding
from app.imports.doubles import Doubles
from app.imports.forms import QuestionsForm, TakeInForm, UndoForm, UploadForm, questions_form
from app.imports.pages import shown_import
from app.imports.service import applying, beginning, staging, undoing
from app.imports.service.beginning import SentFile
from app.models.register import ImportState, RegisterImport
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.request import BoundedFile
from licensing.errors import BadValue

bp = Blueprint("imports", __name__, url_prefix="/innlesing")

# As much as a person waits for between two signs of life.
CHUNKS_A_REQUEST = 5


@bp.get("")
@requires(Permission.REGISTER_EDIT)
def list_imports() -> ResponseReturnValue:
    """What was read before, and what became of it."""
    imports, page = queries.import_page(session(), actor().municipality_id, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "imports/list_imports.html", imports=imports, previous_url=previous_url, next_url=next_url
    )


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def begin_import() -> ResponseReturnValue:
    """Send a file."""
    form = UploadForm()
    if not form.validate_on_submit():
        if request.method == "GET":
            form.dated_on.data = clock.today()
        return _upload_page(form)
    sent = _sent_file(form)
    if sent is None:
        return _upload_page(form)
    try:
        begun = beginning.begin_import(
            session(), actor(), source=form.source.data, file=sent, dated_on=form.dated_on.data
        )
    except BadValue as wrong:
        session().rollback()
        form.file.errors = [labels.sentence(wrong.code, None, wrong.facts)]
        return _upload_page(form)
    if beginning.waits_for_answers(begun):
        return redirect(url_for(".answer_questions", import_id=begun.id))
    return redirect(url_for(".show_import", import_id=begun.id))


def _upload_page(form: UploadForm) -> ResponseReturnValue:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    page = render_template(
        "imports/begin_import.html", form=form, largest=largest, largest_text=_megabytes(largest)
    )
    return page, 422 if form.errors or form.file.errors else 200


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"


def _sent_file(form: UploadForm) -> SentFile | None:
    """The file of the form; what is wrong with it stands at the field."""
    file = form.file.data
    if not isinstance(file, FileStorage) or not file.filename:
        form.file.errors = [_("Velg en fil.")]
        return None
    if isinstance(file.stream, BoundedFile) and file.stream.too_large:
        largest = current_app.config["LARGEST_UPLOAD_BYTES"]
        form.file.errors = [
            labels.sentence("import_file_too_large", None, {"megabytes": largest // (1024 * 1024)})
        ]
        return None
    return SentFile(file.filename, file.read())


@bp.get("/<int:import_id>")
@requires(Permission.REGISTER_EDIT)
def show_import(import_id: int) -> ResponseReturnValue:
    """How far an import has come, and what each row amounts to."""
    begun = _import_or_404(import_id)
    shown = shown_import(session(), begun, request.args)
    previous_url, next_url = page_addresses(shown.page)
    form = TakeInForm(formdata=None, obj=begun)
    return render_template(
        "imports/show_import.html",
        shown=shown,
        form=form,
        previous_url=previous_url,
        next_url=next_url,
        goes_on=request.args.get("les") == "1",
    )


@bp.route("/<int:import_id>/betydning", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def answer_questions(import_id: int) -> ResponseReturnValue:
    """Say what columns and type codes mean, once."""
    begun = _import_or_404(import_id)
    form = _questions_of(begun)
    if not form.validate_on_submit():
        return _questions_page(form, begun)
    answers, codes = form.columns, form.meanings
    try:
        hindrance = attempt(
            form,
            lambda: beginning.answer_questions(
                session(),
                actor(),
                import_id=import_id,
                seen_version=form.seen_version,
                columns=answers,
                codes=codes,
            ),
        )
    except BadValue as wrong:
        session().rollback()
        hindrance = Hindrance(labels.sentence(wrong.code, None, wrong.facts))
    if hindrance:
        return _questions_page(form, _import_or_404(import_id), hindrance)
    begun = _import_or_404(import_id)
    if beginning.waits_for_answers(begun):
        return redirect(url_for(".answer_questions", import_id=import_id))
    flash(_("Svarene er lagret og brukes også neste gang."), "success")
    return redirect(url_for(".show_import", import_id=import_id))


def _questions_of(begun: RegisterImport) -> QuestionsForm:
    how = Understanding.from_json(begun.mapping)
    kind = questions_form(
        begun.source, begun.mapping["unknown_heads"], begun.mapping["unknown_codes"], how.columns
    )
    return kind(obj=begun)


def _questions_page(
    form: QuestionsForm, begun: RegisterImport, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template("imports/answer_questions.html", form=form, begun=begun, hindrance=hindrance)
    return page, status_of(form, hindrance)


@bp.post("/<int:import_id>/les")
@requires(Permission.REGISTER_EDIT)
def read_on(import_id: int) -> ResponseReturnValue:
    """Read some more of the file; each chunk is kept by itself, so that reading may stop anywhere."""
    _import_or_404(import_id)
    session().rollback()
    done = staging.read_on(actor(), import_id=import_id, most_chunks=CHUNKS_A_REQUEST)
    return redirect(url_for(".show_import", import_id=import_id, les=None if done else "1"))


@bp.post("/<int:import_id>/ta-inn")
@requires(Permission.REGISTER_EDIT)
@commits
def apply_import(import_id: int) -> ResponseReturnValue:
    """Take the rows in, all or none."""
    _import_or_404(import_id)
    form = TakeInForm()
    if not form.validate_on_submit():
        abort(400)
    hindrance = attempt(
        form,
        lambda: applying.apply_import(
            session(),
            actor(),
            import_id=import_id,
            seen_version=form.seen_version,
            doubles=form.doubles.data or Doubles.LEAVE,
        ),
    )
    if hindrance:
        flash(hindrance.sentence, "warning")
        session().rollback()
        return redirect(url_for(".show_import", import_id=import_id))
    flash(_("Radene er tatt inn i registeret."), "success")
    return redirect(url_for(".show_import", import_id=import_id))


@bp.post("/<int:import_id>/begynn-igjen")
@requires(Permission.REGISTER_EDIT)
@commits
def start_anew(import_id: int) -> ResponseReturnValue:
    """Throw the dry run away and read the file beside the register as it is now."""
    return _act(import_id, beginning.start_anew, _("Filen leses på nytt."))


@bp.post("/<int:import_id>/legg-bort")
@requires(Permission.REGISTER_EDIT)
@commits
def discard_import(import_id: int) -> ResponseReturnValue:
    """Put an import away that is not to be taken in."""
    return _act(import_id, beginning.discard_import, _("Innlesingen er lagt bort. Ingenting er tatt inn."))


def _act(import_id: int, act: Callable[..., object], done: str) -> ResponseReturnValue:
    _import_or_404(import_id)
    form = TakeInForm()
    hindrance = attempt(
        form, lambda: act(session(), actor(), import_id=import_id, seen_version=form.seen_version)
    )
    flash(hindrance.sentence if hindrance else done, "warning" if hindrance else "success")
    return redirect(url_for(".show_import", import_id=import_id))


@bp.route("/<int:import_id>/angre", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def undo_import(import_id: int) -> ResponseReturnValue:
    """Bring the register back to what it was before."""
    begun = _import_or_404(import_id)
    form = UndoForm(obj=begun)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: undoing.undo_import(
                session(),
                actor(),
                import_id=import_id,
                seen_version=form.seen_version,
                reason=form.reason.data,
            ),
        )
        if hindrance is None:
            flash(_("Innlesingen er angret. Registeret står som før."), "success")
            return redirect(url_for(".show_import", import_id=import_id))
        begun = _import_or_404(import_id)
    page = render_template(
        "imports/undo_import.html",
        form=form,
        begun=begun,
        day=formats.short_date(_day_of(begun)),
        hindrance=hindrance,
        may_be_undone=begun.state is ImportState.APPLIED,
    )
    return page, status_of(form, hindrance)


def _day_of(begun: RegisterImport) -> date:
    return (begun.applied_at or begun.made_at).astimezone(clock.OSLO).date()


def _import_or_404(import_id: int) -> RegisterImport:
    return queries.import_or_none(session(), actor().municipality_id, import_id) or abort(404)
