"""Who makes a request: the session cookie, the person behind it, and the municipality worked in."""

from flask import Flask, g
from flask import session as cookie
from flask_login import LoginManager, current_user
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.auth import passwords
from app.db import session
from app.models.user import User
from app.permissions import Actor

MUNICIPALITY = "municipality_id"
# Who asks and what they are is read in every request: with one statement, put together once.
_BY_TOKEN = (
    select(User)
    .where(User.session_token == bindparam("token"), User.active)
    .options(joinedload(User.memberships))
)


def init_app(app: Flask, password_cost: str) -> None:
    """Load the signed-in person and what they may do before each request."""
    passwords.init_app(app, password_cost)
    manager = LoginManager(app)
    manager.session_protection = None  # A phone changes its address often; the token is what counts.
    manager.user_loader(_user_of)
    app.before_request(_load_actor)


def _user_of(session_token: str) -> User | None:
    return session().scalars(_BY_TOKEN, {"token": session_token}).unique().one_or_none()


def _load_actor() -> None:
    g.actor = actor_of(current_user, cookie.get(MUNICIPALITY)) if current_user.is_authenticated else None


def actor_of(user: User, wanted_municipality: int | None) -> Actor | None:
    """The person in the municipality last chosen, or else in their first one; nothing without a role."""
    theirs = sorted({membership.municipality_id for membership in user.memberships})
    if not theirs:
        return None
    chosen = wanted_municipality if wanted_municipality in theirs else theirs[0]
    return Actor(
        user_id=user.id,
        name=user.name,
        municipality_id=chosen,
        roles=frozenset(m.role for m in user.memberships if m.municipality_id == chosen),
    )
