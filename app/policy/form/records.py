"""Records of the form: keys with values, read into a dataclass and written from one by the same table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from app.policy.form.codecs import Codec, Reading, Writing, Written, nearest
from app.policy.form.errors import BadPolicy
from app.policy.form.tree import Branch, Entry, Listing, Node, Scalar

Values = Mapping[str, Any]
Check = Callable[[Values, int, str], None]


@dataclass(frozen=True)
class Key:
    """One key: its word, the field that it fills, and how the value is written."""

    word: str
    attribute: str
    codec: Codec
    required: bool = False


@dataclass(frozen=True)
class Group:
    """A key whose own keys fill fields of the same record ("kilde: {dokument, punkt}")."""

    word: str
    keys: tuple[Key, ...]
    check: Check | None = None
    required: bool = False


@dataclass(frozen=True)
class Shape:
    """The keys of one sort of record."""

    name: str
    """What such a record is called in sentences."""
    record: Callable[..., Any]
    keys: tuple[Key | Group, ...]
    check: Check | None = None
    spread: Callable[[Any], Values] = vars
    """The fields of a record as they are written."""

    @property
    def words(self) -> tuple[str, ...]:
        """The keys, as they are written."""
        return tuple(key.word for key in self.keys)


@dataclass(frozen=True)
class Nested:
    """A record inside another."""

    shape: Shape

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        return read_record(self.shape, node, key, reading)

    def write(self, value: Any, writing: Writing) -> Written:
        return write_record(self.shape, value, writing)


def entries_of(node: Node, key: str) -> tuple[Entry, ...]:
    """The keys under a key. Raises `BadPolicy` for what is no mapping."""
    if not isinstance(node, Branch):
        raise BadPolicy("policy_not_keys", node.line, key=key)
    return node.entries


def items_of(node: Node, key: str) -> tuple[Node, ...]:
    """The points of a list. Raises `BadPolicy` for what is no list."""
    if not isinstance(node, Listing):
        raise BadPolicy("policy_not_list", node.line, key=key)
    return node.items


def read_record(shape: Shape, node: Node, key: str, reading: Reading) -> Any:
    """The record that some keys give."""
    values = read_values(shape, node, key, reading)
    return shape.record(**values)


def read_values(shape: Shape, node: Node, key: str, reading: Reading) -> dict[str, Any]:
    """The fields that some keys give."""
    values = dict(_read_keys(shape.keys, node, key, reading))
    if shape.check is not None:
        shape.check(values, node.line, key)
    return values


def _read_keys(
    keys: tuple[Key | Group, ...], node: Node, key: str, reading: Reading
) -> Iterator[tuple[str, Any]]:
    known = {one.word: one for one in keys}
    given: set[str] = set()
    for entry in entries_of(node, key):
        found = known.get(entry.key)
        if found is None:
            raise unknown_key(entry, known, key)
        if isinstance(entry.value, Scalar) and entry.value.is_nothing:
            continue
        given.add(entry.key)
        if isinstance(found, Key):
            yield found.attribute, found.codec.read(entry.value, entry.key, reading)
            continue
        values = dict(_read_keys(found.keys, entry.value, entry.key, reading))
        if found.check is not None:
            found.check(values, entry.line, entry.key)
        yield from values.items()
    for one in keys:
        if one.required and one.word not in given:
            raise BadPolicy("policy_key_missing", node.line, key=one.word, under=key)


def unknown_key(entry: Entry, known: Mapping[str, object], under: str) -> BadPolicy:
    """The fault of a key that the form does not have; it names the one that is most like it."""
    like = nearest(entry.key, known)
    if like:
        return BadPolicy("policy_unknown_key_like", entry.line, key=entry.key[:60], like=like)
    if " " in entry.key and isinstance(entry.value, Scalar) and entry.value.is_nothing:
        return BadPolicy("policy_comma", entry.line, key=entry.key)
    choices = ", ".join(known)
    return BadPolicy("policy_unknown_key", entry.line, key=entry.key[:60], under=under, choices=choices)


def write_record(shape: Shape, value: Any, writing: Writing) -> dict[str, Written]:
    """The keys that a record is written with: those that say something."""
    spread = shape.spread(value)
    defaults = _defaults(value)
    written: dict[str, Written] = {}
    for key in shape.keys:
        if isinstance(key, Key):
            if key.required or _says(spread[key.attribute], defaults.get(key.attribute)):
                written[key.word] = key.codec.write(spread[key.attribute], writing)
            continue
        inner = {
            one.word: one.codec.write(spread[one.attribute], writing)
            for one in key.keys
            if one.required or _says(spread[one.attribute], defaults.get(one.attribute))
        }
        if inner:
            written[key.word] = inner
    return written


def _says(value: Any, default: Any) -> bool:
    return value is not None and value != default


def _defaults(value: Any) -> dict[str, Any]:
    return {field.name: field.default for field in fields(value) if field.default is not MISSING}
