"""Pages that decide on a spending: granting, refusing, and letting it be paid before the consultation."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.forms import VersionedForm
from app.models.spending import Spending
from app.permissions import Permission, actor, requires
from app.prevention.forms.spending import GrantForm, RefuseForm, WaiveForm
from app.prevention.queries.spending import consultation_missing
from app.prevention.service import spending as service
from app.prevention.shown_spending import proposed_report_day, standing_of, usual_conditions
from app.prevention.spending_pages import earmark_or_404, lead_of, spending_or_404
from app.prevention.views.blueprint import bp
from fees.spending import SpendingOrigin


def _decided(row: Spending, done: str) -> ResponseReturnValue:
    letter = _(" Brevet ligger klart som utkast.") if row.origin is SpendingOrigin.APPLICATION else ""
    flash(done + letter, "success")
    return redirect(url_for(".show_spending", spending_id=row.id))


@bp.route("/bruk/<int:spending_id>/innvilg", methods=["GET", "POST"])
@requires(Permission.SPENDING_DECIDE)
@commits
def grant_spending(spending_id: int) -> ResponseReturnValue:
    """Grant a spending: the amount is reserved at once."""
    row, on = spending_or_404(spending_id), clock.today()
    form = GrantForm.of(row, usual_conditions(row), proposed_report_day(row, on))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.grant(
                session(),
                actor(),
                spending_id=spending_id,
                seen_version=form.seen_version,
                amount=form.amount.data,
                conditions=form.conditions.data or "",
                report_due_on=form.report_due_on.data,
                reason=form.reason.data or "",
                on=on,
            ),
        )
        row = spending_or_404(spending_id)
        if hindrance is None:
            return _decided(row, _("Innvilget. Beløpet er satt av som tilsagn."))
        form.version.data = str(row.version)
    page = render_template(
        "prevention/spendings/grant_spending.html",
        form=form,
        row=row,
        hindrance=hindrance,
        lead=lead_of(row),
        standing=standing_of(session(), actor().municipality_id, earmark_or_404(row), row.year),
        missing=consultation_missing(session(), row),
        shared=len(row.parts) > 1,
    )
    return page, status_of(form, hindrance)


def _with_reason(
    row: Spending,
    form: VersionedForm,
    save: Callable[[], Spending],
    done: Callable[[Spending], ResponseReturnValue],
    *,
    heading: str,
    explained: str,
    button: str,
) -> ResponseReturnValue:
    """An act that asks for nothing but the reason."""
    spending_id, hindrance = row.id, None
    if form.validate_on_submit():
        hindrance = attempt(form, save)
        row = spending_or_404(spending_id)
        if hindrance is None:
            return done(row)
        form.version.data = str(row.version)
    page = render_template(
        "prevention/spendings/give_reason.html",
        form=form,
        row=row,
        hindrance=hindrance,
        heading=heading,
        explained=explained,
        button=button,
    )
    return page, status_of(form, hindrance)


@bp.route("/bruk/<int:spending_id>/avsla", methods=["GET", "POST"])
@requires(Permission.SPENDING_DECIDE)
@commits
def refuse_spending(spending_id: int) -> ResponseReturnValue:
    """Refuse a spending with a reason."""
    row = spending_or_404(spending_id)
    form = RefuseForm(version=row.version)
    return _with_reason(
        row,
        form,
        lambda: service.refuse(
            session(),
            actor(),
            spending_id=spending_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        lambda decided: _decided(decided, _("Avslått.")),
        heading=_("Avslå sak %(number)s", number=row.number),
        explained=_("Begrunnelsen står i vedtaket. Søkeren kan klage til kommunens klageorgan.")
        if row.origin is SpendingOrigin.APPLICATION
        else _("Begrunnelsen blir stående på saken."),
        button=_("Avslå"),
    )


@bp.route("/bruk/<int:spending_id>/uten-samrad", methods=["GET", "POST"])
@requires(Permission.SPENDING_DECIDE)
@commits
def waive_consultation(spending_id: int) -> ResponseReturnValue:
    """Let a spending be paid before everybody has been consulted, and say why."""
    row = spending_or_404(spending_id)
    form = WaiveForm(version=row.version)

    def done(_row: Spending) -> ResponseReturnValue:
        flash(_("Saken kan utbetales før samrådet er ferdig. Grunnen står på saken."), "success")
        return redirect(url_for(".show_spending", spending_id=spending_id))

    return _with_reason(
        row,
        form,
        lambda: service.waive_consultation(
            session(),
            actor(),
            spending_id=spending_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        done,
        heading=_("Utbetal sak %(number)s før samrådet er ferdig", number=row.number),
        explained=_("Midlene skal brukes i samråd med andre. Grunnen vises på saken og i årsmeldingen."),
        button=_("Tillat utbetaling"),
    )
