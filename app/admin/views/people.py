"""People and roles."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin import queries
from app.admin.forms import ActForm, NewPersonForm, PersonForm
from app.admin.service import people as service
from app.admin.service.people import PersonEntry
from app.admin.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.user import User
from app.permissions import Permission, actor, requires


@bp.get("/personer")
@requires(Permission.PEOPLE_MANAGE)
def list_people() -> ResponseReturnValue:
    """Everybody with a role in the municipality."""
    people = queries.person_lines(session(), actor().municipality_id)
    return render_template("admin/list_people.html", people=people)


@bp.route("/personer/ny", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
@commits
def add_person() -> ResponseReturnValue:
    """Let somebody work for the municipality; the link for a password is shown once."""
    form = NewPersonForm()
    if not form.validate_on_submit():
        return render_template("admin/add_person.html", form=form, hindrance=None), status_of(form, None)
    made: list[tuple[User, str | None]] = []
    hindrance = attempt(
        form,
        lambda: made.append(
            service.add_person(
                session(),
                actor(),
                email=form.email.data,
                entry=PersonEntry(form.name.data, form.title.data or "", form.language.data),
                roles=form.roles.data,
            )
        ),
    )
    if hindrance:
        return render_template("admin/add_person.html", form=form, hindrance=hindrance), 409
    user, token = made[0]
    if token is None:
        flash(
            _(
                "%(name)s arbeider i en annen kommune fra før og logger inn som før. Rollene er lagt til.",
                name=user.name,
            ),
            "success",
        )
        return redirect(url_for(".list_people"))
    return _link_page(user, token)


@bp.route("/personer/<int:user_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
@commits
def change_person(user_id: int) -> ResponseReturnValue:
    """Change somebody's roles here; and name and access, when they work nowhere else."""
    user = _colleague_or_404(user_id)
    form = _form_of(user)
    if not form.validate_on_submit():
        return _change_page(form, user)
    entry = (
        PersonEntry(form.name.data, form.title.data or "", form.language.data, form.active.data)
        if "name" in form
        else PersonEntry(user.name, user.title, user.language, user.active)
    )
    hindrance = attempt(
        form,
        lambda: service.change_person(
            session(),
            actor(),
            user_id=user_id,
            seen_version=form.seen_version,
            entry=entry,
            roles=form.roles.data,
        ),
        stored=lambda: _form_of(_colleague_or_404(user_id), stored=True),
    )
    if hindrance:
        return _change_page(form, _colleague_or_404(user_id), hindrance)
    flash(_("Personen er endret."), "success")
    return redirect(url_for(".list_people"))


@bp.post("/personer/<int:user_id>/lenke")
@requires(Permission.PEOPLE_MANAGE)
@commits
def make_link(user_id: int) -> ResponseReturnValue:
    """Make a new link for a password. It is shown now and never again."""
    user = _colleague_or_404(user_id)
    made: list[tuple[User, str]] = []
    form = ActForm()
    hindrance = attempt(form, lambda: made.append(service.make_link(session(), actor(), user_id=user_id)))
    if hindrance:
        return _change_page(_form_of(user, stored=True), _colleague_or_404(user_id), hindrance)
    return _link_page(*made[0])


def _form_of(user: User, *, stored: bool = False) -> PersonForm:
    roles = [row.role for row in user.memberships if row.municipality_id == actor().municipality_id]
    form = PersonForm(formdata=None, obj=user, roles=roles) if stored else PersonForm(obj=user, roles=roles)
    if not service.is_ours(session(), actor(), user):
        for part in ("name", "title", "language", "active"):
            del form[part]
    return form


def _change_page(form: PersonForm, user: User, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template(
        "admin/change_person.html", form=form, user=user, hindrance=hindrance, ours="name" in form
    )
    return page, status_of(form, hindrance)


def _link_page(user: User, token: str) -> ResponseReturnValue:
    link = url_for("auth.set_password", token=token, _external=True)
    return render_template("admin/link_made.html", user=user, link=link)


def _colleague_or_404(user_id: int) -> User:
    return service.colleague(session(), actor(), user_id) or abort(404)
