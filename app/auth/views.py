"""Pages for signing in and out, setting a password, and changing municipality."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from app import formats
from app.auth import service
from app.auth.forms import NewPasswordForm, SignInForm
from app.auth.service import Refusal, SignInAnswer
from app.auth.sign_in import MUNICIPALITY
from app.db import commits, separate_transaction, session
from app.models.user import User
from app.permissions import Permission, actor, requires

bp = Blueprint("auth", __name__)


@bp.route("/logg-inn", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("auth/sign_in.html", form=form), 422 if form.errors else 200
    with separate_transaction() as counted:
        answer = service.try_sign_in(
            counted, email=form.email.data, password=form.password.data, client=request.remote_addr or ""
        )
    if answer.user_id is None:
        form.password.errors = [_refusal_sentence(answer)]
        return render_template("auth/sign_in.html", form=form), 429 if answer.until else 422
    cookie.clear()  # A session that someone else began must not become this person's.
    cookie.permanent = True
    login_user(session().get_one(User, answer.user_id))
    return redirect(_inside(request.args.get("next")))


def _refusal_sentence(answer: SignInAnswer) -> str:
    if answer.refusal is Refusal.WRONG or answer.until is None:
        return _(
            "E-postadressen eller passordet er feil. Prøv igjen, eller be administratoren om en ny lenke."
        )
    return _(
        "Det er prøvd for mange ganger. Vent til kl. %(time)s, eller be administratoren om en ny lenke.",
        time=formats.clock_time(answer.until),
    )


def _inside(target: str | None) -> str:
    """Where to go after signing in: only to a page of this program."""
    parts = urlsplit(target or "")
    outside = parts.scheme or parts.netloc or (target or "").startswith(("//", "/\\"))
    if not target or outside or not target.startswith("/"):
        return url_for("work.show_work")
    return target


@bp.post("/logg-ut")
@requires(Permission.SIGNED_IN)
@commits
def sign_out() -> ResponseReturnValue:
    """Sign out, everywhere: a copy of the cookie is worth nothing afterwards."""
    service.end_sessions(session(), user_id=actor().user_id)
    logout_user()
    cookie.clear()
    flash(_("Du er logget ut."), "success")
    return redirect(url_for(".sign_in"))


@bp.post("/bytt-kommune")
@requires(Permission.SIGNED_IN)
def switch_municipality() -> ResponseReturnValue:
    """Work in another of one's municipalities."""
    wanted = request.form.get("municipality_id", type=int)
    if wanted is None:
        abort(400)
    if wanted not in {membership.municipality_id for membership in current_user.memberships}:
        abort(403)
    cookie[MUNICIPALITY] = wanted
    return redirect(url_for("work.show_work"))


@bp.route("/nytt-passord/<token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@commits
def set_password(token: str) -> ResponseReturnValue:
    """Set a password by a link that works once."""
    if service.link_for(session(), token) is None:
        return render_template("auth/link_spent.html"), 404
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return render_template("auth/set_password.html", form=form), 422 if form.errors else 200
    service.set_password(session(), token=token, password=form.password.data)
    flash(_("Passordet er lagret. Logg inn med det."), "success")
    return redirect(url_for(".sign_in"))
