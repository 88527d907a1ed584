"""People who work in the system, and what they are in a municipality."""

from sqlalchemy.orm import Session

from app.auth.passwords import hashed, new_token
from app.models.municipality import Municipality
from app.models.user import Membership, User
from app.permissions import Actor, Role

PASSWORD = "en setning som er lett å huske"


def make_user(
    session: Session, municipality: Municipality, *roles: Role, name: str = "", email: str = ""
) -> User:
    """A person with these roles in one municipality, who signs in with `PASSWORD`."""
    called = "-".join(role.value for role in roles) or "nobody"
    user = User(
        email=email or f"{called}.{municipality.id}@kommune.invalid",
        name=name or called.replace("_", " ").title(),
        title="Rådgiver",
        password_hash=hashed(PASSWORD),
        session_token=new_token(),
    )
    session.add(user)
    session.flush()
    add_roles(session, user, municipality, *roles)
    return user


def add_roles(session: Session, user: User, municipality: Municipality, *roles: Role) -> None:
    """Give a person roles in one more municipality."""
    session.add_all(Membership(user_id=user.id, municipality_id=municipality.id, role=role) for role in roles)
    session.flush()
    session.expire(user, ["memberships"])


def acting(user: User, municipality: Municipality) -> Actor:
    """The person as services see them."""
    return Actor(
        user_id=user.id,
        name=user.name,
        municipality_id=municipality.id,
        roles=frozenset(
            membership.role
            for membership in user.memberships
            if membership.municipality_id == municipality.id
        ),
    )


def make_actor(session: Session, municipality: Municipality, *roles: Role, name: str = "") -> Actor:
    """A new person, acting."""
    return acting(make_user(session, municipality, *roles, name=name), municipality)
