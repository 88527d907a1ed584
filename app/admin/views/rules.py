"""Delegation, the municipality itself, and its library of conditions."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.admin import queries
from app.admin.forms import ConditionForm, DelegationForm, MunicipalityForm
from app.admin.service import rules as service
from app.admin.service.rules import DelegationEntry, MunicipalityEntry
from app.admin.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.municipality import Municipality
from app.permissions import Permission, actor, requires
from licensing.decisions import DelegationMode


@bp.get("/delegasjon")
@requires(Permission.MUNICIPALITY_EDIT)
def list_delegation() -> ResponseReturnValue:
    """Who decides what: now, later, and before."""
    rows = queries.delegation_lines(session(), actor().municipality_id, clock.today())
    return render_template("admin/list_delegation.html", rows=rows)


@bp.route("/delegasjon/ny", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def add_delegation() -> ResponseReturnValue:
    """Add a row of delegation; what holds until then ends the day before."""
    form = DelegationForm()
    if not form.validate_on_submit():
        return _delegation_page(form)
    hindrance = attempt(
        form,
        lambda: service.add_delegation(
            session(),
            actor(),
            entry=DelegationEntry(
                kind=form.kind.data or None,
                outcome=form.outcome.data or None,
                matter=form.matter.data or None,
                mode=form.mode.data,
                body=form.body.data if form.mode.data is DelegationMode.BODY else None,
                basis=form.basis.data,
                first_day=form.first_day.data,
            ),
            on=clock.today(),
        ),
    )
    if hindrance:
        return _delegation_page(form, hindrance)
    flash(_("Delegasjonen er lagt til."), "success")
    return redirect(url_for(".list_delegation"))


@bp.route("/kommunen", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def change_municipality() -> ResponseReturnValue:
    """Change letterhead, contact, language form, deadlines and the receipt's own sentence."""
    form = MunicipalityForm(obj=_municipality())
    if not form.validate_on_submit():
        return _municipality_page(form)
    hindrance = attempt(
        form,
        lambda: service.change_municipality(
            session(),
            actor(),
            seen_version=form.seen_version,
            entry=MunicipalityEntry(
                unit=form.unit.data,
                postal_address=form.postal_address.data,
                postcode=form.postcode.data,
                town=form.town.data,
                phone=form.phone.data,
                email=form.email.data,
                website=form.website.data,
                state_governor=form.state_governor.data,
                language_form=form.language_form.data,
                statement_days=form.statement_days.data,
                reply_days=form.reply_days.data,
                receipt_sentence=form.receipt_sentence.data or "",
            ),
        ),
        stored=lambda: MunicipalityForm(formdata=None, obj=_municipality()),
    )
    if hindrance:
        return _municipality_page(form, hindrance)
    flash(_("Kommunens opplysninger er lagret."), "success")
    return redirect(url_for(".show_admin"))


@bp.get("/vilkar")
@requires(Permission.MUNICIPALITY_EDIT)
def list_conditions() -> ResponseReturnValue:
    """The library of conditions."""
    conditions = queries.condition_lines(session(), actor().municipality_id)
    return render_template("admin/list_conditions.html", conditions=conditions)


@bp.route("/vilkar/nytt", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def add_condition() -> ResponseReturnValue:
    """Put a condition in the library."""
    form = ConditionForm()
    if not form.validate_on_submit():
        return render_template("admin/add_condition.html", form=form, hindrance=None), status_of(form, None)
    hindrance = attempt(
        form,
        lambda: service.add_condition(
            session(),
            actor(),
            title=form.title.data,
            text=form.text.data,
            before_use=form.before_use.data,
            proof=form.proof.data or "",
        ),
    )
    if hindrance:
        return render_template("admin/add_condition.html", form=form, hindrance=hindrance), 409
    flash(_("Vilkåret er lagt i biblioteket."), "success")
    return redirect(url_for(".list_conditions"))


@bp.post("/vilkar/<int:condition_id>/ut-av-bruk")
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def retire_condition(condition_id: int) -> ResponseReturnValue:
    """Take a condition out of use."""
    if service.retire_condition(session(), actor(), condition_id=condition_id) is None:
        abort(404)
    flash(_("Vilkåret er tatt ut av bruk. Bevillinger som har det, beholder det."), "success")
    return redirect(url_for(".list_conditions"))


def _delegation_page(form: DelegationForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template("admin/add_delegation.html", form=form, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _municipality_page(form: MunicipalityForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    identity = _municipality().identity_on(clock.today())
    page = render_template(
        "admin/change_municipality.html", form=form, identity=identity, hindrance=hindrance
    )
    return page, status_of(form, hindrance)


def _municipality() -> Municipality:
    return session().get_one(Municipality, actor().municipality_id)
