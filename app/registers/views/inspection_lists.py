"""The inspection list: any day on a page, made and kept, on paper and as a spreadsheet."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, pages
from app.changes import attempt
from app.db import commits, session
from app.models.municipality import Municipality
from app.permissions import Permission, actor, requires
from app.registers import making_lists, shown_list
from app.registers.forms import ListForm, MakeListForm
from app.registers.making_lists import ListOfDay
from app.registers.paper import file_stem, inspection_pdf
from app.registers.sheets import inspection_workbook
from app.registers.views.tasks import XLSX

bp = Blueprint("inspection_lists", __name__, url_prefix="/kontrolliste")
PDF = "application/pdf"


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def show_list() -> ResponseReturnValue:
    """The list of a day as it would be made now."""
    form = ListForm(request.args)
    day = _day_of(form)
    listed = making_lists.list_of_day(session(), actor().municipality_id, day)
    return _page(listed, form), 422 if form.errors else 200


@bp.post("")
@requires(Permission.REGISTER_EDIT)
@commits
def make_list() -> ResponseReturnValue:
    """Make the list of a day and keep it."""
    form = MakeListForm()
    if not form.validate_on_submit():
        abort(400)
    made: list[int] = []
    hindrance = attempt(
        form,
        lambda: made.append(making_lists.make_list(session(), actor(), day=form.dag.data).id),
    )
    if hindrance:
        abort(409)
    flash(_("Kontrollisten er laget og tatt vare på."), "success")
    return redirect(url_for(".show_made_list", list_id=made[0]))


@bp.get("/<int:list_id>")
@requires(Permission.REGISTER_VIEW)
def show_made_list(list_id: int) -> ResponseReturnValue:
    """A list as it was made."""
    listed = making_lists.made_list(session(), actor().municipality_id, list_id) or abort(404)
    form = ListForm(request.args)
    form.validate()
    return _page(listed, form)


@bp.get("/fil")
@requires(Permission.REGISTER_VIEW)
def show_file() -> ResponseReturnValue:
    """The list of a day as a file, though it was not made: a PDF, or a workbook when `filtype=xlsx`."""
    form = ListForm(request.args)
    day = _day_of(form)
    if form.errors:
        abort(400)
    return _file(making_lists.list_of_day(session(), actor().municipality_id, day))


@bp.get("/<int:list_id>/fil")
@requires(Permission.REGISTER_VIEW)
def show_made_file(list_id: int) -> ResponseReturnValue:
    """A list that was made, as a file."""
    return _file(making_lists.made_list(session(), actor().municipality_id, list_id) or abort(404))


def _day_of(form: ListForm) -> date:
    form.validate()
    if form.dag.data is None and not form.dag.errors:
        form.dag.data, form.dag.raw_data = clock.today(), None
    day: date | None = form.dag.data
    return day or clock.today()


def _page(listed: ListOfDay, form: ListForm) -> str:
    lists = making_lists.made_lists(session(), actor().municipality_id)
    wanted = "" if form.errors else form.navn.data or ""
    shown = shown_list.shown(listed, name=wanted, after=request.args.get("etter", ""))
    return render_template(
        "registers/inspection_list.html",
        form=form,
        listed=listed,
        shown=shown,
        day=formats.weekday_date(listed.day),
        chosen_day=listed.day.isoformat(),
        lists=[
            {
                "label": _("Liste %(number)s", number=str(made.number)),
                "url": url_for(".show_made_list", list_id=made.id),
                "note": _(
                    "for %(day)s, laget %(made_on)s av %(name)s",
                    day=formats.short_date(made.for_day),
                    made_on=formats.short_date(made.made_on),
                    name=made.made_by,
                ),
            }
            for made in lists
        ],
        next_url=_next_address(shown.next_start, wanted),
        file_urls={
            kind: url_for(".show_made_file", list_id=listed.made.id, filtype=kind)
            if listed.made
            else url_for(".show_file", dag=listed.day.isoformat(), filtype=kind)
            for kind in ("pdf", "xlsx")
        },
    )


def _next_address(start: str | None, name: str) -> str | None:
    if start is None:
        return None
    kept: dict[str, Any] = {"etter": start} | ({"navn": name} if name else {})
    if request.args.get("dag"):
        kept["dag"] = request.args["dag"]
    return url_for(str(request.endpoint), **(request.view_args or {}), **kept)


def _file(listed: ListOfDay) -> ResponseReturnValue:
    kind = "xlsx" if request.args.get("filtype") == "xlsx" else "pdf"
    if kind == "xlsx":
        content, mimetype = inspection_workbook(listed), XLSX
    else:
        municipality = session().get_one(Municipality, actor().municipality_id)
        content, mimetype = (
            inspection_pdf(
                listed,
                municipality=municipality.identity_on(listed.day).name,
                language=pages.language(),
                demo=current_app.config["DEMO"],
            ),
            PDF,
        )
    return send_file(
        BytesIO(content), mimetype, as_attachment=kind == "xlsx", download_name=f"{file_stem(listed)}.{kind}"
    )
