"""Signing in: throttled, locked after too many failures, and a link to get back in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.auth import passwords
from app.models.user import PasswordLink, SignInAttempt, User

FAILURES_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)
FAILURES_PER_CLIENT = 50
CLIENT_WINDOW = timedelta(minutes=15)
LINK_LIFE = timedelta(hours=48)


class Refusal(StrEnum):
    """Why someone was not let in."""

    WRONG = "wrong"
    LOCKED = "locked"
    THROTTLED = "throttled"


@dataclass(frozen=True)
class SignInAnswer:
    """Who was let in, or why not and until when."""

    user_id: int | None
    refusal: Refusal | None = None
    until: datetime | None = None


def try_sign_in(session: Session, *, email: str, password: str, client: str) -> SignInAnswer:
    """Check a password, count the try, and lock the account after too many wrong ones.

    Whether the address is known shows neither in the answer nor in the time it takes.
    """
    at = clock.now()
    email = email.strip().lower()
    email_hash, client_hash = _hash(email), _hash(client)
    failures = _failures(session, client_hash, at - CLIENT_WINDOW)
    if failures >= FAILURES_PER_CLIENT:
        return SignInAnswer(None, Refusal.THROTTLED, at + CLIENT_WINDOW)
    user = session.scalars(select(User).where(User.email == email).with_for_update()).one_or_none()
    locked_until = _locked_until(session, email_hash, at)
    if locked_until is not None:
        return SignInAnswer(None, Refusal.LOCKED, locked_until)
    let_in = passwords.matches(user.password_hash if user else None, password)
    let_in = let_in and user is not None and user.active
    session.add(SignInAttempt(email_hash=email_hash, client_hash=client_hash, succeeded=let_in, at=at))
    if user is None or not let_in:
        return SignInAnswer(None, Refusal.WRONG)
    return SignInAnswer(user.id)


def _locked_until(session: Session, email_hash: str, at: datetime) -> datetime | None:
    recent = session.execute(
        select(SignInAttempt.succeeded, SignInAttempt.at)
        .where(SignInAttempt.email_hash == email_hash, SignInAttempt.at > at - LOCK)
        .order_by(SignInAttempt.at.desc(), SignInAttempt.id.desc())
        .limit(FAILURES_BEFORE_LOCK)
    ).all()
    if len(recent) < FAILURES_BEFORE_LOCK or any(attempt.succeeded for attempt in recent):
        return None
    until: datetime = recent[0].at + LOCK
    return until


def _failures(session: Session, client_hash: str, since: datetime) -> int:
    return session.execute(
        select(func.count())
        .select_from(SignInAttempt)
        .where(
            SignInAttempt.client_hash == client_hash,
            SignInAttempt.at > since,
            SignInAttempt.succeeded.is_(False),
        )
    ).scalar_one()


def make_password_link(session: Session, *, user_id: int, made_by_id: int | None) -> str:
    """A new link for setting a password; earlier ones of the same person end. Returns the token.

    The account opens again, and every session of the person ends when the password is set.
    """
    at = clock.now()
    for earlier in session.scalars(
        select(PasswordLink).where(PasswordLink.user_id == user_id, PasswordLink.used_at.is_(None))
    ):
        earlier.used_at = at
    token = passwords.new_token()
    session.add(
        PasswordLink(
            user_id=user_id, token_hash=_hash(token), made_by_id=made_by_id, expires_at=at + LINK_LIFE
        )
    )
    session.flush()
    return token


def link_for(session: Session, token: str) -> PasswordLink | None:
    """The link of a token while it can be used."""
    return session.scalars(
        select(PasswordLink)
        .where(
            PasswordLink.token_hash == _hash(token),
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > clock.now(),
        )
        .with_for_update()
    ).one_or_none()


def set_password(session: Session, *, token: str, password: str) -> User | None:
    """Set the password of a link's person, once. Nothing when the link is spent or unknown."""
    link = link_for(session, token)
    if link is None:
        return None
    link.used_at = clock.now()
    user = link.user
    user.password_hash = passwords.hashed(password)
    user.session_token = passwords.new_token()
    # The failures before are answered by the new password: without this the lock would outlive it.
    session.add(
        SignInAttempt(email_hash=_hash(user.email), client_hash=_hash(""), succeeded=True, at=clock.now())
    )
    session.flush()
    return user


def end_sessions(session: Session, *, user_id: int) -> None:
    """Sign a person out everywhere."""
    session.get_one(User, user_id).session_token = passwords.new_token()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
