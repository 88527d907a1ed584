"""From which shares an owner counts; the act gives no number."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.forms_of_settings import SharesForm
from app.admin.service import municipality as service
from app.admin.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.municipality import Municipality
from app.permissions import Permission, actor, requires


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


def _shares_page(form: SharesForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    return render_template("admin/change_shares.html", form=form, hindrance=hindrance), status_of(
        form, hindrance
    )


def _municipality() -> Municipality:
    return session().get_one(Municipality, actor().municipality_id)
