"""People who work for a municipality, and their roles there."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.auth.passwords import new_token
from app.auth.service import end_sessions, make_password_link
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.municipality import LanguageForm
from app.models.user import Membership, User
from app.numbers import take_municipality
from app.permissions import Actor, Role
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class PersonEntry:
    """Who somebody is, apart from what they may do."""

    name: str
    title: str
    language: LanguageForm
    active: bool = True


def colleague(session: Session, actor: Actor, user_id: int) -> User | None:
    """A person with a role in the actor's municipality."""
    return session.scalars(
        select(User).where(
            User.id == user_id,
            User.memberships.any(Membership.municipality_id == actor.municipality_id),
        )
    ).one_or_none()


def is_ours(session: Session, actor: Actor, user: User) -> bool:
    """Whether the actor administrates every municipality that the person works for.

    The account itself (name, access, password) opens all of them, so it takes an administrator of all.
    """
    theirs = {membership.municipality_id for membership in user.memberships}
    mine = session.scalars(
        select(Membership.municipality_id).where(
            Membership.user_id == actor.user_id, Membership.role == Role.ADMINISTRATOR
        )
    )
    return theirs <= {*mine, actor.municipality_id}


def add_person(
    session: Session, actor: Actor, *, email: str, entry: PersonEntry, roles: Collection[Role]
) -> tuple[User, str | None]:
    """Let a person work for the municipality; gives the token of a link for a first password.

    Somebody who works for another municipality already keeps name and password, and gets no link. Raises
    `NotAllowed("email_taken")` when the person is here already.
    """
    take_municipality(session, actor.municipality_id)
    address = email.strip().lower()
    user = session.scalars(select(User).where(User.email == address)).one_or_none()
    if user is not None and colleague(session, actor, user.id) is not None:
        raise NotAllowed("email_taken")
    is_new = user is None
    if user is None:
        user = User(
            email=address,
            name=entry.name,
            title=entry.title,
            language=entry.language,
            session_token=new_token(),
        )
        session.add(user)
        session.flush()
    _give_roles(session, actor, user, roles)
    token = make_password_link(session, user_id=user.id, made_by_id=actor.user_id) if is_new else None
    _record_person(session, actor, user, roles)
    return user, token


def change_person(
    session: Session,
    actor: Actor,
    *,
    user_id: int,
    seen_version: int,
    entry: PersonEntry,
    roles: Collection[Role],
) -> User:
    """Change what a person may do in the actor's municipality, and who they are when they are ours alone.

    Raises `ChangedMeanwhile`, or `NotAllowed` when it would leave the municipality without administrator, or
    change the account of somebody who also works where the actor is no administrator.
    """
    user = _held_colleague(session, actor, user_id)
    if user.version != seen_version:
        raise ChangedMeanwhile
    kept = PersonEntry(user.name, user.title, user.language, user.active)
    if entry != kept and not is_ours(session, actor, user):
        raise NotAllowed("person_of_other_municipality", name=user.name)
    if Role.ADMINISTRATOR not in roles or not entry.active:
        _require_other_administrator(session, actor, user)
    for field, value in asdict(entry).items():
        setattr(user, field, value)
    if not entry.active and kept.active:
        end_sessions(session, user_id=user.id)
    _give_roles(session, actor, user, roles)
    # Roles stand in a table of their own; this lets the person's version rise with them.
    flag_modified(user, "name")
    _record_person(session, actor, user, roles)
    return user


def make_link(session: Session, actor: Actor, *, user_id: int) -> tuple[User, str]:
    """A new link for setting a password: the way back for who forgot it or was locked out.

    Raises `NotAllowed` for somebody who also works where the actor is no administrator.
    """
    user = _held_colleague(session, actor, user_id)
    if not is_ours(session, actor, user):
        raise NotAllowed("person_of_other_municipality", name=user.name)
    token = make_password_link(session, user_id=user.id, made_by_id=actor.user_id)
    audit.record(
        session, actor, EventType.USER_CHANGED, user_id=user.id, name=user.name, changed=["password"]
    )
    return user, token


def _held_colleague(session: Session, actor: Actor, user_id: int) -> User:
    take_municipality(session, actor.municipality_id)
    session.expire_all()
    user = colleague(session, actor, user_id)
    if user is None:
        raise LookupError(f"no person {user_id} in municipality {actor.municipality_id}")
    return user


def _require_other_administrator(session: Session, actor: Actor, user: User) -> None:
    others = session.execute(
        select(func.count())
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.municipality_id == actor.municipality_id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.user_id != user.id,
            User.active,
        )
    ).scalar_one()
    if others == 0:
        raise NotAllowed("last_administrator", name=user.name)


def _give_roles(session: Session, actor: Actor, user: User, roles: Collection[Role]) -> None:
    held = {row.role: row for row in user.memberships if row.municipality_id == actor.municipality_id}
    for role in set(held) - set(roles):
        user.memberships.remove(held[role])
    for role in sorted(set(roles) - set(held)):
        user.memberships.append(Membership(municipality_id=actor.municipality_id, role=role))
    session.flush()


def _record_person(session: Session, actor: Actor, user: User, roles: Collection[Role]) -> None:
    audit.record(
        session,
        actor,
        EventType.USER_CHANGED,
        user_id=user.id,
        name=user.name,
        roles=sorted(role.value for role in roles),
    )
