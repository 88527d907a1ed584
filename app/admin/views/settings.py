"""What the municipality sets where the law is silent, and the numbers that its council decides."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats
from app.admin import queries_of_settings as queries
from app.admin.forms_of_settings import EventSettingsForm, QuotaForm, SharesForm, shown_settings
from app.admin.service import settings as service
from app.admin.service.settings import EventSettingsEntry, QuotaEntry
from app.admin.views.blueprint import bp
from app.cases.queries.plans import event_settings
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.municipality import Municipality
from app.permissions import Permission, actor, requires


@bp.route("/arrangement", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def change_event_settings() -> ResponseReturnValue:
    """Change what the municipality asks of events."""
    form = _settings_form()
    if not form.validate_on_submit():
        return _settings_page(form)
    hindrance = attempt(
        form,
        lambda: service.change_event_settings(
            session(),
            actor(),
            seen_version=form.seen_version,
            entry=EventSettingsEntry(
                notice_days=form.notice_days.data,
                most_days=form.most_days.data or None,
                principal_guests=form.principal_guests.data or None,
                ask_single=form.ask_single.data,
                ask_ambulatory=form.ask_ambulatory.data,
                turnover_days=form.turnover_days.data,
                single_fee_ore=form.single_fee_ore.data,
                ambulatory_fee_ore=form.ambulatory_fee_ore.data,
            ),
            on=clock.today(),
        ),
        stored=lambda: EventSettingsForm(formdata=None, data=shown_settings(_settings())),
    )
    if hindrance:
        return _settings_page(form, hindrance)
    flash(_("Innstillingene for arrangement er lagret."), "success")
    return redirect(url_for(".show_admin"))


@bp.get("/antall")
@requires(Permission.MUNICIPALITY_EDIT)
def list_quotas() -> ResponseReturnValue:
    """The numbers that the council has decided: what holds, what comes, what was."""
    rows = queries.quota_lines(session(), actor().municipality_id, clock.today())
    return render_template("admin/list_quotas.html", rows=rows)


@bp.route("/antall/nytt", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def add_quota() -> ResponseReturnValue:
    """Enter a number that the council has decided."""
    form = QuotaForm()
    if not form.validate_on_submit():
        return render_template("admin/add_quota.html", form=form, hindrance=None), status_of(form, None)
    hindrance = attempt(
        form,
        lambda: service.add_quota(
            session(),
            actor(),
            entry=QuotaEntry(
                subject=form.subject.data,
                number=form.number.data,
                decided_on=form.decided_on.data,
                reference=form.reference.data,
                first_day=form.first_day.data,
            ),
        ),
    )
    if hindrance:
        return render_template("admin/add_quota.html", form=form, hindrance=hindrance), 409
    flash(_("Vedtaket er lagt inn."), "success")
    return redirect(url_for(".list_quotas"))


@bp.route("/andeler", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
@commits
def change_shares() -> ResponseReturnValue:
    """Set from which shares an owner counts, or leave it to be asked each time."""
    form = SharesForm(obj=_municipality())
    if not form.validate_on_submit():
        return _shares_page(form)
    hindrance = attempt(
        form,
        lambda: service.change_shares(
            session(),
            actor(),
            seen_version=form.seen_version,
            substantial_share=form.substantial_share.data,
            dominating_share=form.dominating_share.data,
        ),
        stored=lambda: SharesForm(formdata=None, obj=_municipality()),
    )
    if hindrance:
        return _shares_page(form, hindrance)
    flash(_("Andelene er lagret."), "success")
    return redirect(url_for(".show_admin"))


def _settings() -> object:
    return event_settings(session(), actor().municipality_id)


def _settings_form() -> EventSettingsForm:
    return EventSettingsForm(data=shown_settings(_settings()))


def _settings_page(form: EventSettingsForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    most = queries.highest_ambulatory_fee(clock.today())
    page = render_template(
        "admin/change_event_settings.html",
        form=form,
        hindrance=hindrance,
        invented=event_settings(session(), actor().municipality_id).fees_invented,
        most=None if most is None else formats.amount(most),
        year=str(clock.today().year),
    )
    return page, status_of(form, hindrance)


def _shares_page(form: SharesForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    return render_template("admin/change_shares.html", form=form, hindrance=hindrance), status_of(
        form, hindrance
    )


def _municipality() -> Municipality:
    return session().get_one(Municipality, actor().municipality_id)
