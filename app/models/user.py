"""Users: the people who work in the system, their roles, and how they get in."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.municipality import LanguageForm
from app.models.rows import Moment, Owned, Row, stored
from app.permissions import Role


class User(Row):
    """A person who signs in. Roles are held per municipality; one may work for several."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[LanguageForm] = mapped_column(stored(LanguageForm), default=LanguageForm.BOKMAAL)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_token: Mapped[str] = mapped_column(String(64), unique=True)
    """Stands in the session cookie; a new one signs the person out everywhere."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(default=1)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_active(self) -> bool:
        """Whether the person may be signed in (asked by Flask-Login)."""
        return self.active

    @property
    def is_authenticated(self) -> bool:
        """A loaded user is signed in (asked by Flask-Login)."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """Never (asked by Flask-Login)."""
        return False

    def get_id(self) -> str:
        """What stands in the session cookie (asked by Flask-Login)."""
        return self.session_token


class Membership(Owned, Row):
    """One role that a person holds in one municipality."""

    __tablename__ = "memberships"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(stored(Role))

    user: Mapped[User] = relationship(back_populates="memberships")

    __table_args__ = (UniqueConstraint("municipality_id", "user_id", "role"),)


class SignInAttempt(Row):
    """One try to sign in: what the throttle counts. Holds hashes, not addresses."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email_hash: Mapped[str] = mapped_column(String(64))
    client_hash: Mapped[str] = mapped_column(String(64))
    succeeded: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(None, "email_hash", "at"),
        Index(None, "client_hash", "at"),
    )


class PasswordLink(Row):
    """A link by which a person sets a password once: at the first sign-in, or after a lockout."""

    __tablename__ = "password_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship(foreign_keys=[user_id])
