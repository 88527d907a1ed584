"""Pages of suppliers' figures: what has been read, and reading a list after it has been looked through."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing.forms.suppliers import SupplierListForm
from app.billing.queries.suppliers import count_told, suppliers_told
from app.billing.service.suppliers import Kept, MatchedLine, keep_figures, matched_lines
from app.billing.supplier_lists import SupplierLine
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.permissions import Permission, actor, requires
from licensing.licences import Group


@bp.get("/leverandortall")
@requires(Permission.FEE_VIEW)
def list_suppliers() -> ResponseReturnValue:
    """What suppliers have told, by year."""
    municipality_id = actor().municipality_id
    rows = [
        {
            "year": row.year,
            "supplier": row.supplier,
            "licences": formats.whole(row.licences),
            "litres": [formats.litres(int(row.g1)), formats.litres(int(row.g2)), formats.litres(int(row.g3))],
            "read_at": row.read_at,
        }
        for row in suppliers_told(session(), municipality_id)
    ]
    count = count_told(session(), municipality_id)
    return render_template(
        "billing/suppliers/list_suppliers.html",
        rows=rows,
        shown=formats.whole(len(rows)),
        count=formats.whole(count),
        is_cut=count > len(rows),
    )


@bp.route("/leverandortall/ny", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def read_suppliers() -> ResponseReturnValue:
    """Read a list: first it is shown what each row leads to, then what fits is kept."""
    form = SupplierListForm(year=clock.today().year - 1)
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    if not form.validate_on_submit():
        return _form_page(form)
    lines = form.lines(largest)
    if lines is None:
        return _form_page(form)
    if not form.confirmed.data:
        return _preview(form, lines)
    kept: list[Kept] = []
    hindrance = attempt(form, lambda: kept.append(keep_figures(session(), actor(), lines)))
    if hindrance:
        return _form_page(form, hindrance)
    flash(_kept_sentence(kept[0]), "success")
    return redirect(url_for(".list_suppliers"))


def _form_page(form: SupplierListForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    wrong = any(field.errors for field in form) and request.method == "POST"
    return render_template(
        "billing/suppliers/read_suppliers.html",
        form=form,
        hindrance=hindrance,
        largest=largest,
        largest_text=formats.file_size(largest),
    ), 422 if wrong else status_of(form, hindrance)


def _preview(form: SupplierListForm, lines: list[SupplierLine]) -> ResponseReturnValue:
    matched = matched_lines(session(), actor().municipality_id, lines)
    return render_template(
        "billing/suppliers/preview.html",
        form=form,
        found=[_found(one) for one in matched if one.licence is not None],
        problems=[_problem(one) for one in matched if one.problem is not None],
    )


def _found(matched: MatchedLine) -> dict[str, object]:
    licence = matched.licence
    return {
        "line": matched.line.line,
        "number": licence.number if licence else "",
        "venue": licence.venue if licence else "",
        "holder": licence.holder if licence else "",
        "year": matched.line.year,
        "supplier": matched.line.supplier,
        "litres": [formats.litres(matched.line.volumes.cl(group)) for group in Group],
    }


def _problem(matched: MatchedLine) -> dict[str, object]:
    problem, line = matched.problem, matched.line
    return {
        "line": line.line,
        "told": " ".join(part for part in (line.number, line.organisation_number, line.place) if part),
        "sentence": labels.sentence(problem.code, None, problem.facts) if problem else "",
    }


def _kept_sentence(kept: Kept) -> str:
    if not kept.new and not kept.changed:
        return _("Listen er lest inn før. Ingenting er endret.")
    return _(
        "Lest inn: %(new)s nye tall, %(changed)s endret, %(same)s uendret. Nye spørsmål: %(questions)s.",
        new=kept.new,
        changed=kept.changed,
        same=kept.same,
        questions=kept.questions,
    )
