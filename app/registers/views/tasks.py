"""The work list of the national register: see it, tick off, take back, take it out."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats, labels
from app.changes import Hindrance, attempt
from app.db import commits, session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.registers import sheets, ticking, work_list
from app.registers.forms import DONE, TaskFilterForm, TickForm
from app.registers.views.blueprint import bp
from app.registers.work_list import TaskFilter, TaskLine
from app.wording.enums_of_national_register import OPEN_QUESTIONS
from licensing.law import AF_13_3
from licensing.national_register import OCCASIONAL_NOT_NAMED, NationalDuty

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED = 20_000


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def list_tasks() -> ResponseReturnValue:
    """What must be entered in the national register, the oldest first, and what has been."""
    return _page(TickForm(formdata=None))


@bp.post("/utfort")
@requires(Permission.REGISTER_EDIT)
@commits
def tick_tasks() -> ResponseReturnValue:
    """Tick off what has been entered, one task or several."""
    form = TickForm()
    if not form.validate_on_submit():
        return _page(form), 422
    done = 0

    def tick() -> None:
        nonlocal done
        done = ticking.tick_tasks(
            session(), actor(), task_ids=form.chosen, done_on=form.done_on.data, on=clock.today()
        )

    hindrance = attempt(form, tick)
    if hindrance:
        return _page(form, hindrance), 409
    flash(ngettext("%(num)d oppgave er krysset av.", "%(num)d oppgaver er krysset av.", done), "success")
    return redirect(url_for(".list_tasks", **_kept()))


@bp.post("/oppgaver/<int:task_id>/angre")
@requires(Permission.REGISTER_EDIT)
@commits
def untick_task(task_id: int) -> ResponseReturnValue:
    """Take a tick back."""
    if ticking.untick_task(session(), actor(), task_id=task_id) is None:
        abort(404)
    flash(_("Oppgaven står åpen igjen."), "success")
    return redirect(url_for(".list_tasks"))


@bp.get("/eksport")
@requires(Permission.REGISTER_VIEW)
def export_tasks() -> ResponseReturnValue:
    """The work list as a file, as it is filtered: a workbook, or CSV when `filtype=csv`."""
    wanted = _filter_of(_filter_form())
    on = clock.today()
    lines, _rest = work_list.task_page(
        session(), actor().municipality_id, wanted, on=on, cursor=None, size=MOST_EXPORTED
    )
    heads = [
        _("Oppgave"),
        _("Grunn"),
        _("Bevilling"),
        _("Sted"),
        _("Bevillingshaver"),
        _("Opplysninger"),
        _("Siden"),
        _("Utført"),
    ]
    rows = [_cells(line) for line in lines]
    ending = "csv" if request.args.get("filtype") == "csv" else "xlsx"
    if ending == "csv":
        content, kind = sheets.comma_separated(heads, rows), CSV
    else:
        title = _("Oppgaver i bevillingsregisteret")
        columns = [(head, sheets.MIDDLE) for head in heads]
        content, kind = sheets.workbook(title, on, [(_("Oppgaver"), columns, rows)]), XLSX
    return send_file(
        BytesIO(content), kind, as_attachment=True, download_name=f"bevillingsregisteret-{on}.{ending}"
    )


def _cells(line: TaskLine) -> list[str]:
    return [
        line.duty_label,
        line.reason,
        line.number,
        line.venue,
        line.holder,
        "\n".join(f"{label}: {value}" for label, value in line.facts),
        line.since_text,
        line.done_text,
    ]


def _page(form: TickForm, hindrance: Hindrance | None = None) -> str:
    chosen = _filter_form()
    wanted = _filter_of(chosen)
    municipality_id = actor().municipality_id
    lines, page = work_list.task_page(
        session(), municipality_id, wanted, on=clock.today(), cursor=cursor_from(request.args)
    )
    previous_url, next_url = page_addresses(page) if request.method == "GET" else (None, None)
    if form.done_on.data is None and not form.done_on.errors:
        form.done_on.data, form.done_on.raw_data = clock.today(), None
    counts = work_list.task_counts(session(), municipality_id)
    return render_template(
        "registers/list_tasks.html",
        filter_form=chosen,
        form=form,
        hindrance=hindrance,
        tasks=lines,
        ticked=set(form.oppgaver.data or ()),
        done=wanted.done,
        kept=_kept(),
        duty_tiles=[
            {
                "label": labels.label(duty),
                "count": counts.get(duty, 0),
                "url": url_for(".list_tasks", oppgave=duty.value),
                "tone": "warning" if counts.get(duty) else None,
            }
            for duty in NationalDuty
        ],
        law=labels.citation_text(AF_13_3),
        not_named=OPEN_QUESTIONS[OCCASIONAL_NOT_NAMED],
        previous_url=previous_url,
        next_url=next_url,
        today=formats.short_date(clock.today()),
    )


def _filter_form() -> TaskFilterForm:
    form = TaskFilterForm(request.args)
    form.validate()
    return form


def _filter_of(form: TaskFilterForm) -> TaskFilter:
    duty = form.oppgave.data
    return TaskFilter(done=form.status.data == DONE, duty=duty if isinstance(duty, NationalDuty) else None)


def _kept() -> dict[str, Any]:
    return {name: value for name in ("status", "oppgave") if (value := request.args.get(name))}
