"""The municipality itself, and what its policy says of who decides, of numbers, events and conditions."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.admin import queries_of_rules as queries
from app.admin.forms import MunicipalityForm
from app.admin.service import municipality as service
from app.admin.service.municipality import MunicipalityEntry
from app.admin.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.municipality import Municipality
from app.permissions import Permission, actor, requires
from licensing.policy import Rule


@bp.get("/delegasjon")
@requires(Permission.MUNICIPALITY_EDIT)
def list_delegation() -> ResponseReturnValue:
    """Who decides what, by the policy in force."""
    return _rules_page(
        _("Delegasjon"),
        _(
            "Den regelen som treffer nærmest, gjelder. Der retningslinjene tier, avgjøres avslag og faste"
            " bevillinger av to personer."
        ),
        queries.is_delegation,
        _("Retningslinjene sier ikke noe om hvem som avgjør. To personer avgjør faste bevillinger."),
    )


@bp.get("/antall")
@requires(Permission.MUNICIPALITY_EDIT)
def list_quotas() -> ResponseReturnValue:
    """How many ambulatory licences and outlets the council has opened for."""
    return _rules_page(
        _("Kommunestyrets vedtak om antall"),
        _(
            "Bare kommunestyret oppretter ambulerende bevillinger og bestemmer hvor mange vinmonopolutsalg"
            " det kan være (alkoholloven §§ 4-5 og 3-3)."
        ),
        queries.is_number,
        _("Retningslinjene gir ikke noe antall. Da spør vurderingen hver gang."),
    )


@bp.get("/arrangement")
@requires(Permission.MUNICIPALITY_EDIT)
def list_event_rules() -> ResponseReturnValue:
    """What the municipality asks of events."""
    return _rules_page(
        _("Arrangement"),
        _(
            "Hva kommunen ber om når noen søker for en enkelt anledning, eller vil bruke en ambulerende"
            " bevilling. Loven tier om det meste av dette."
        ),
        queries.is_of_events,
        _("Retningslinjene sier ikke noe om arrangementer. Fristen for å søke er da tre uker."),
    )


@bp.get("/vilkar")
@requires(Permission.MUNICIPALITY_EDIT)
def list_conditions() -> ResponseReturnValue:
    """The conditions that may be set."""
    return _rules_page(
        _("Vilkårsbibliotek"),
        _("Vilkår som saksbehandleren kan hente inn i et forslag til vedtak."),
        queries.is_condition,
        _("Retningslinjene har ingen vilkår."),
    )


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


def _rules_page(title: str, lead: str, wanted: Callable[[Rule], bool], empty: str) -> ResponseReturnValue:
    rules = queries.rules_in_force(session(), actor().municipality_id, clock.today(), wanted)
    begins = rules is not None and actor().may(Permission.POLICY_EDIT)
    return render_template(
        "admin/rules_in_force.html",
        title=title,
        lead=lead,
        rules=rules,
        empty=empty,
        renew_url=url_for("policy.begin_edition", policy_id=rules.policy_id) if rules and begins else None,
    )


def _municipality_page(form: MunicipalityForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    identity = _municipality().identity_on(clock.today())
    page = render_template(
        "admin/change_municipality.html", form=form, identity=identity, hindrance=hindrance
    )
    return page, status_of(form, hindrance)


def _municipality() -> Municipality:
    return session().get_one(Municipality, actor().municipality_id)
