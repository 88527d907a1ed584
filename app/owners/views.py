"""Pages of the owners of a holder."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.holders.queries import holder_or_none
from app.models.background import Ownership
from app.models.holder import Holder
from app.models.municipality import Municipality
from app.owners import queries, service
from app.owners.forms import EndOwnerForm, OwnerForm
from app.permissions import Permission, actor, requires

bp = Blueprint("owners", __name__, url_prefix="/bevillingshavere/<int:holder_id>/eiere")


@bp.get("")
@requires(Permission.CASE_VIEW)
def list_owners(holder_id: int) -> ResponseReturnValue:
    """The chain of owners, and the natural persons behind it with what each owns in all."""
    holder = _holder_or_404(holder_id)
    chain = queries.chain_of(session(), holder, clock.today())
    municipality = session().get_one(Municipality, actor().municipality_id)
    return render_template(
        "owners/list_owners.html",
        holder=holder,
        tree=queries.tree_nodes(chain),
        people=queries.person_lines(chain, queries.threshold_of(municipality)),
        questions=queries.open_points(chain, chain.standing.questions),
        faults=queries.open_points(chain, chain.standing.faults),
        unaccounted=queries.share_text(chain.standing.unaccounted) if chain.standing.unaccounted else "",
        threshold=queries.threshold_text(municipality),
    )


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def add_owner(holder_id: int) -> ResponseReturnValue:
    """Note an owner of the holder, or of a company that owns it."""
    holder = _holder_or_404(holder_id)
    form = OwnerForm(noted_on=clock.today(), owned=request.args.get("av", 0, type=int))
    form.offer(queries.companies_of(queries.chain_of(session(), holder, clock.today())))
    if not form.validate_on_submit():
        return _add_page(form, holder)
    hindrance = attempt(
        form, lambda: service.add_owner(session(), actor(), holder_id=holder_id, entry=form.entry())
    )
    if hindrance:
        return _add_page(form, _holder_or_404(holder_id), hindrance)
    flash(_("Eieren er notert."), "success")
    return redirect(url_for(".list_owners", holder_id=holder_id))


@bp.route("/<int:owner_id>/avslutt", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def end_owner(holder_id: int, owner_id: int) -> ResponseReturnValue:
    """Note that somebody is no owner any longer."""
    holder = _holder_or_404(holder_id)
    name = queries.owner_name(_owner_or_404(holder_id, owner_id))
    form = EndOwnerForm(ended_on=clock.today())
    if not form.validate_on_submit():
        return _end_page(form, holder, name)
    hindrance = attempt(
        form,
        lambda: service.end_owner(
            session(), actor(), holder_id=holder_id, owner_id=owner_id, ended_on=form.ended_on.data
        ),
    )
    if hindrance:
        return _end_page(form, _holder_or_404(holder_id), name, hindrance)
    flash(_("Eierskapet er avsluttet."), "success")
    return redirect(url_for(".list_owners", holder_id=holder_id))


def _add_page(form: OwnerForm, holder: Holder, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template("owners/add_owner.html", form=form, holder=holder, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _end_page(
    form: EndOwnerForm, holder: Holder, name: str, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template("owners/end_owner.html", form=form, holder=holder, hindrance=hindrance, name=name)
    return page, status_of(form, hindrance)


def _holder_or_404(holder_id: int) -> Holder:
    return holder_or_none(session(), actor().municipality_id, holder_id) or abort(404)


def _owner_or_404(holder_id: int, owner_id: int) -> Ownership:
    return queries.owner_or_none(session(), actor().municipality_id, holder_id, owner_id) or abort(404)
