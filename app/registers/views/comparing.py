"""Comparing with an extract of the national register: send it, say what it means, see what differs."""

from datetime import date
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats, labels
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.forms import LONGEST_VERSION
from app.imports.service.beginning import SentFile, waits_for_answers
from app.models.register import RegisterImport
from app.permissions import Permission, actor, requires
from app.registers import comparing, found_tasks, shown_comparison
from app.registers.forms import AnswersForm, CompareForm
from app.registers.views.blueprint import bp
from licensing.errors import BadValue
from licensing.law import AF_13_3
from licensing.reconciliation import Verdict


@bp.route("/avstemming", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def compare_register() -> ResponseReturnValue:
    """Send an extract to compare with; the ones before stand below."""
    form = CompareForm()
    if not form.validate_on_submit():
        if request.method == "GET":
            form.dated_on.data = clock.today()
        return _compare_page(form), 422 if form.errors else 200
    try:
        begun = comparing.begin_comparison(session(), actor(), file=_sent(form), dated_on=form.dated_on.data)
    except BadValue as wrong:
        session().rollback()
        form.file.errors = [labels.sentence(wrong.code, None, wrong.facts)]
        return _compare_page(form), 422
    return redirect(url_for(".show_comparison", comparison_id=begun.id))


@bp.get("/avstemming/<int:comparison_id>")
@requires(Permission.REGISTER_EDIT)
def show_comparison(comparison_id: int) -> ResponseReturnValue:
    """What differs between the extract and our licences, row by row."""
    made = _comparison_or_404(comparison_id)
    if waits_for_answers(made):
        return redirect(url_for(".answer_comparison", comparison_id=comparison_id))
    return _page(made)


@bp.route("/avstemming/<int:comparison_id>/kolonner", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def answer_comparison(comparison_id: int) -> ResponseReturnValue:
    """Say what the columns and type codes mean that nobody has told before."""
    made = _comparison_or_404(comparison_id)
    heads, codes = made.mapping["unknown_heads"], made.mapping["unknown_codes"]
    form = AnswersForm.of(heads, codes)(version=made.version)
    if not form.validate_on_submit():
        return _answers_page(made, form), 422 if form.errors else 200

    def answer() -> None:
        comparing.answer_comparison(
            session(),
            actor(),
            comparison_id=comparison_id,
            seen_version=form.seen_version,
            columns={head: form[f"head_{place}"].data for place, head in enumerate(heads)},
            codes={code: form[f"code_{place}"].data for place, code in enumerate(codes)},
        )

    try:
        hindrance = attempt(form, answer)
    except BadValue as wrong:
        session().rollback()
        hindrance = Hindrance(labels.sentence(wrong.code, None, wrong.facts))
    if hindrance:
        return _answers_page(_comparison_or_404(comparison_id), form, hindrance), 409
    return redirect(url_for(".show_comparison", comparison_id=comparison_id))


@bp.post("/avstemming/<int:comparison_id>/oppgaver")
@requires(Permission.REGISTER_EDIT)
@commits
def make_tasks(comparison_id: int) -> ResponseReturnValue:
    """Make tasks of what differs."""
    if not _read_to_the_end(_comparison_or_404(comparison_id)):
        abort(400)
    found = found_tasks.make_tasks(session(), actor(), comparison_id=comparison_id, on=clock.today())
    made = ngettext("%(num)d oppgave er laget.", "%(num)d oppgaver er laget.", found.made)
    already = ngettext("%(num)d sto på listen fra før.", "%(num)d sto på listen fra før.", found.open_already)
    flash(f"{made} {already}" if found.open_already else made, "success")
    return redirect(url_for(".list_tasks"))


@bp.post("/avstemming/<int:comparison_id>/bekreft")
@requires(Permission.REGISTER_EDIT)
@commits
def tick_confirmed(comparison_id: int) -> ResponseReturnValue:
    """Tick off the tasks that the extract shows to be done."""
    if not _read_to_the_end(_comparison_or_404(comparison_id)):
        abort(400)
    done = found_tasks.tick_confirmed(session(), actor(), comparison_id=comparison_id, on=clock.today())
    flash(ngettext("%(num)d oppgave er krysset av.", "%(num)d oppgaver er krysset av.", done), "success")
    return redirect(url_for(".list_tasks"))


def _read_to_the_end(made: RegisterImport) -> bool:
    return not waits_for_answers(made)


def _sent(form: CompareForm) -> SentFile:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    content = form.file.data.read(largest + 1)
    if len(content) > largest:
        raise BadValue("import_file_too_large", megabytes=largest // (1024 * 1024))
    return SentFile(form.file.data.filename, content)


def _comparison_or_404(comparison_id: int) -> RegisterImport:
    return comparing.comparison_or_none(session(), actor().municipality_id, comparison_id) or abort(404)


def _compare_page(form: CompareForm) -> str:
    largest: int = current_app.config["LARGEST_UPLOAD_BYTES"]
    return render_template(
        "registers/compare.html",
        form=form,
        largest=largest,
        largest_text=f"{largest // (1024 * 1024)} MB",
        made=[
            {
                "label": made.file_name,
                "url": url_for(".show_comparison", comparison_id=made.id),
                "note": _told_of(made.dated_on, made.made_by, waits=made.waits),
            }
            for made in comparing.comparisons(session(), actor().municipality_id)
        ],
        law=labels.citation_text(AF_13_3),
    )


def _told_of(dated_on: date, name: str, *, waits: bool) -> str:
    told = _("gjelder %(day)s, lest av %(name)s", day=formats.short_date(dated_on), name=name)
    return _("%(told)s – venter på svar", told=told) if waits else told


def _answers_page(made: RegisterImport, form: AnswersForm, hindrance: Hindrance | None = None) -> str:
    fields = [field for field in form if field.name.startswith(("head_", "code_"))]
    return render_template(
        "registers/answer_comparison.html",
        made=made,
        form=form,
        heads=[field for field in fields if field.name.startswith("head_")],
        codes=[field for field in fields if field.name.startswith("code_")],
        hindrance=hindrance,
    )


def _page(made: RegisterImport) -> str:
    found = comparing.compared(session(), made)
    chosen = request.args.get("liste", "")
    verdict = Verdict(chosen) if chosen in set(Verdict) else shown_comparison.first_with_lines(found)
    start = request.args.get("etter", "")
    page = shown_comparison.shown(
        found, verdict, start=int(start) if start.isdecimal() and len(start) <= LONGEST_VERSION else 0
    )
    next_url = None
    if page.next_start is not None:
        kept: dict[str, Any] = {"liste": verdict.value, "etter": str(page.next_start)}
        next_url = url_for(".show_comparison", comparison_id=made.id, **kept)
    return render_template(
        "registers/show_comparison.html",
        made=made,
        page=page,
        verdict=verdict,
        tiles_of_verdicts=[
            {
                "label": labels.label(each),
                "count": len(found.result.of(each)),
                "url": url_for(".show_comparison", comparison_id=made.id, liste=each.value),
                "tone": shown_comparison.TONES[each] if found.result.of(each) else None,
            }
            for each in Verdict
        ],
        dated_on=formats.long_date(made.dated_on),
        next_url=next_url,
        confirmed=len(found_tasks.confirmed_tasks(session(), found)),
    )
