"""The stored form of facts and assessments: frozen dataclasses as plain mappings, and back without loss.

Dates are ISO, enums their values, citations their codes, hours a pair of times, fractions as "1/3"; what is
absent takes the field's default, which for a fact is "not known".
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from licensing.errors import BadValue
from licensing.law import Citation, citation
from licensing.service_hours import ServiceHours

Record = TypeVar("Record")


def to_plain(value: object) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Citation):
        return value.code
    if isinstance(value, ServiceHours):
        return list(value.pair)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(record: type[Record], mapping: Mapping[str, Any]) -> Record:
    """The record that a mapping holds. A name that the record does not have is refused, never dropped."""
    hints = _hints(record)
    unknown = sorted(set(mapping) - set(hints))
    if unknown:
        raise BadValue("fact_unknown", name=unknown[0])
    missing = [name for name in _needed(record) if name not in mapping]
    if missing:
        raise BadValue("fact_needed", name=missing[0])
    return record(**{name: _read(hints[name], value, name) for name, value in mapping.items()})


# Reading the hints of a record takes longer than reading the record.
_HINTS: dict[type[Any], Mapping[str, Any]] = {}
_NEEDED: dict[type[Any], tuple[str, ...]] = {}


def _needed(record: type[Any]) -> tuple[str, ...]:
    """The names that a record cannot do without."""
    found = _NEEDED.get(record)
    if found is None:
        found = _NEEDED[record] = tuple(
            field.name
            for field in fields(record)
            if field.default is MISSING and field.default_factory is MISSING
        )
    return found


def _hints(record: type[Any]) -> Mapping[str, Any]:
    found = _HINTS.get(record)
    if found is None:
        found = _HINTS[record] = get_type_hints(record)
    return found


def to_compact(value: object) -> Any:
    """A value as JSON can hold it, without the fields that have their default: what is kept in rows."""
    if is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Citation | ServiceHours):
            return to_plain(value)
        return {
            field.name: to_compact(getattr(value, field.name))
            for field in fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, Mapping):
        return {str(key): to_compact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_compact(item) for item in value]
    return to_plain(value)


def _is_default(field: Field[Any], value: object) -> bool:
    return field.default is not MISSING and bool(field.default == value)


def field_names(record: type[Any], prefix: str = "") -> Iterator[str]:
    """The names a mapping of the record may hold, nested ones joined by points, lists marked by brackets."""
    for name, hint in _hints(record).items():
        inner, many = _inner(hint)
        path = f"{prefix}{name}{'[]' if many else ''}"
        if isinstance(inner, type) and is_dataclass(inner) and inner not in (Citation, ServiceHours):
            yield from field_names(inner, f"{path}.")
        else:
            yield path


def _inner(hint: Any) -> tuple[Any, bool]:
    """The kind of value behind a hint, and whether there may be several."""
    options = [option for option in get_args(hint) if option is not NoneType]
    if get_origin(hint) in (Union, UnionType) and len(options) == 1:
        return _inner(options[0])
    if get_origin(hint) is tuple:
        return options[0], True
    return hint, False


def _read(hint: Any, value: Any, name: str) -> Any:
    origin, options = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if value is None and NoneType in options:
            return None
        choices = [option for option in options if option is not NoneType]
        return _read(choices[0], value, name) if len(choices) == 1 else value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise BadValue("fact_not_a_list", name=name)
        return tuple(_read(options[0], item, name) for item in value)
    if origin is Mapping and not isinstance(value, Mapping):
        raise BadValue("fact_not_a_mapping", name=name)
    if origin is not None:
        return value
    return _read_one(hint, value, name)


def _told(value: Any) -> Any:
    """What was written, for a sentence: nothing, and an empty list, need a sign to be seen by."""
    return "–" if value in (None, "", [], {}) else value


def _read_one(hint: Any, value: Any, name: str) -> Any:
    if hint is Citation:
        return citation(str(value))
    if hint is ServiceHours:
        return _read_hours(value, name)
    if hint is date:
        return _read_date(value, name)
    if hint is Fraction:
        return _read_fraction(value, name)
    if isinstance(hint, type) and is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise BadValue("fact_not_a_mapping", name=name)
        return from_plain(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            choices = ", ".join(str(member.value) for member in hint)
            raise BadValue("fact_not_one_of", name=name, value=_told(value), choices=choices) from None
    if hint in (bool, int, str) and type(value) is not hint:
        raise BadValue("fact_wrong_kind", name=name, value=_told(value), wanted=hint.__name__)
    return value


def _read_hours(value: Any, name: str) -> ServiceHours:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise BadValue("fact_not_hours", name=name, value=_told(value))
    return ServiceHours.parse(str(value[0]), str(value[1]))


def _read_fraction(value: Any, name: str) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise BadValue("fact_not_a_fraction", name=name, value=_told(value)) from None


def _read_date(value: Any, name: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadValue("fact_not_a_date", name=name, value=_told(value)) from None
