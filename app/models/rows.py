"""What every table shares: the declarative base, column types and the municipality's key."""

import json
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Text,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Whole øre. A country's fees together are more than a plain integer of PostgreSQL holds.
Ore = Annotated[int, mapped_column(BigInteger)]


class Row(DeclarativeBase):
    """A row of a table: columns and relationships, no rules and no session."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a value without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone; ask app.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back, also from SQLite, which drops the time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CanonicalJson(TypeDecorator[Any]):
    """JSON kept as one canonical text, so that the same value always has the same bytes and hash."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write sorted keys without spaces."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value back."""
        return None if value is None else json.loads(value)


# Made once: `json.dumps` with settings of one's own makes an encoder for every value.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Any) -> str:
    """The one text of a JSON value."""
    return _CANONICAL.encode(value)


def stored(kind: type[Enum], name: str | None = None) -> EnumType:
    """A column type for an enum: its values as text, checked by the database."""
    return EnumType(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or kind.__name__.lower(),
        values_callable=lambda members: [str(member.value) for member in members],
    )


class Owned:
    """A row that belongs to one municipality."""

    @declared_attr
    def municipality_id(cls) -> Mapped[int]:
        """The municipality that the row belongs to."""
        return mapped_column(ForeignKey("municipalities.id"), nullable=False)


def within(table: str, column: str, *, name: str | None = None) -> ForeignKeyConstraint:
    """A foreign key that cannot reach into another municipality."""
    return ForeignKeyConstraint(
        ["municipality_id", column], [f"{table}.municipality_id", f"{table}.id"], name=name
    )


def last_day_after_first(name: str = "last_day_after_first") -> CheckConstraint:
    """Periods include both their days and never end before they begin."""
    return CheckConstraint("last_day IS NULL OR last_day >= first_day", name=name)
