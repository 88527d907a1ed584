"""Reading a measures table that is pasted: looked through with what was repaired, then kept whole."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.plan import Plan
from app.permissions import Permission, actor, requires
from app.prevention.forms.measures import TableForm
from app.prevention.plan_pages import plan_or_404
from app.prevention.queries.measures import readings_of
from app.prevention.queries.plans import measures_of
from app.prevention.service.held_plans import FOLLOWED_UP, refuse_unless_open
from app.prevention.service.measure_tables import Kept, keep_table
from app.prevention.service.measures import is_adopted, key_of
from app.prevention.shown_matrix import verbs_text
from app.prevention.views.blueprint import bp
from fees.measure_table import MeasureTable, Repair, RepairKind, TableRow, read_table
from fees.plans import PlanState
from licensing.errors import BadValue, NotAllowed

MOST_SHOWN = 40


@dataclass(frozen=True)
class ShownRepair:
    """Something that was put right, in words."""

    line: int
    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownRow:
    """A row of the table as it will be kept."""

    line: int
    section: str
    title: str
    start_status: str
    cells: tuple[tuple[int, str, str], ...]
    """Year, text, and the verbs that were read in it."""
    owners: str
    remarks: tuple[str, ...]
    """What it lacks; no hindrance."""
    is_known: bool


@bp.route("/planer/<int:plan_id>/tiltak/les-inn", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def read_measure_table(plan_id: int) -> ResponseReturnValue:
    """Read a pasted table: first it is shown row for row with what was repaired, then it is kept."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, FOLLOWED_UP)
    if plan.state is PlanState.ADOPTED or is_adopted(plan):
        raise NotAllowed("plan_is_adopted", title=plan.title)
    form = TableForm()
    if not form.validate_on_submit():
        return _form_page(plan, form)
    table = read_table(form.table.data, range(plan.first_year, plan.last_year + 1), form.section.data or "")
    if table.problems:
        return _form_page(plan, form, problems=table.problems)
    if not form.confirmed.data:
        return _preview(plan, form, table)
    kept: list[Kept] = []
    hindrance = attempt(
        form, lambda: kept.append(keep_table(session(), actor(), plan_id=plan_id, table=table))
    )
    if hindrance:
        return _form_page(plan_or_404(plan_id), form, hindrance)
    flash(_kept_sentence(kept[0]), "success")
    return redirect(url_for(".show_matrix", plan_id=plan_id))


def _form_page(
    plan: Plan,
    form: TableForm,
    hindrance: Hindrance | None = None,
    problems: tuple[BadValue, ...] = (),
) -> ResponseReturnValue:
    sentences = [labels.sentence(one.code, None, one.facts) for one in problems]
    readings = readings_of(session(), actor().municipality_id, plan.id)
    return render_template(
        "prevention/measures/read_measure_table.html",
        plan=plan,
        form=form,
        hindrance=hindrance,
        problems=sentences[:MOST_SHOWN],
        readings=[
            {
                "section": one.section,
                "when": formats.moment(one.read_at),
                "by": one.by,
                "repairs": [
                    _repair(Repair(RepairKind(fact["kind"]), fact["line"], fact["before"], fact["after"]))
                    for fact in one.repairs
                ],
            }
            for one in readings
        ],
    ), 422 if problems and request.method == "POST" else status_of(form, hindrance)


def _preview(plan: Plan, form: TableForm, table: MeasureTable) -> ResponseReturnValue:
    known = {
        key_of(one.section, one.title) for one in measures_of(session(), actor().municipality_id, plan.id)
    }
    rows = [_row(one, is_known=key_of(one.section, one.title) in known) for one in table.rows]
    return render_template(
        "prevention/measures/preview_table.html",
        plan=plan,
        form=form,
        rows=rows,
        new=sum(1 for one in rows if not one.is_known),
        repairs=[_repair(one) for one in table.repairs],
    )


def _row(row: TableRow, *, is_known: bool) -> ShownRow:
    remarks = []
    if row.without_verb:
        years = ", ".join(map(str, row.without_verb))
        remarks.append(_("Fant ingen av planens verb i %(years)s.", years=years))
    if not row.owners:
        remarks.append(_("Ingen ansvarlig."))
    return ShownRow(
        row.line,
        row.section,
        row.title,
        row.start_status,
        tuple((cell.year, cell.text, verbs_text([verb.value for verb in cell.verbs])) for cell in row.cells),
        ", ".join(row.owners),
        tuple(remarks),
        is_known,
    )


def _repair(one: Repair) -> ShownRepair:
    after = one.after
    if one.kind is RepairKind.JOINED_LINES:
        after = _("Linje %(first)s–%(last)s er én rad.", first=one.line, last=one.after)
    elif one.kind is RepairKind.LEFT_OUT:
        after = _("Leses ikke inn.")
    elif one.kind is RepairKind.NO_HEADS:
        after = _("Kolonnene er lest som tiltak, status, planens år og ansvarlig.")
    return ShownRepair(one.line, labels.label(one.kind), one.before, after)


def _kept_sentence(kept: Kept) -> str:
    if not kept.new:
        return _("Alle tiltakene sto i planen fra før. Ingenting er endret.")
    added = ngettext("%(num)s tiltak er lest inn.", "%(num)s tiltak er lest inn.", kept.new)
    if not kept.known:
        return added
    left = ngettext(
        "%(num)s sto i planen fra før og er ikke endret.",
        "%(num)s sto i planen fra før og er ikke endret.",
        kept.known,
    )
    return f"{added} {left}"
