"""Reconciliation ("avstemming"): our licences on a day held against an extract of the national register.

Law: alkoholforskriften §§ 13-2 to 13-5.
"""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.licences import Group, LicenceKind, LicenceType
from licensing.national_register import RegisterField, is_entered


class Verdict(StrEnum):
    """What the comparison of one licence amounts to ("avstemmingsresultat")."""

    MISSING = "missing"
    WRONG = "wrong"
    SHOULD_BE_CLOSED = "should_be_closed"
    UNKNOWN = "unknown"
    """It stands open in the national register, and we have no such licence."""
    AGREES = "agrees"


class Closing(StrEnum):
    """Why a licence is over with us ("grunn til at bevillingen er ute")."""

    EXPIRED = "expired"
    ENDED = "ended"
    TRANSFERRED = "transferred"


@dataclass(frozen=True)
class RegisterEntry:
    """A licence as either register tells of it."""

    kind: LicenceKind
    holder_number: str | None
    holder_name: str
    venue: str
    sub_unit_number: str | None
    groups: tuple[Group, ...]
    street_address: str
    postcode: str
    town: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class OurLicence:
    """One of our licences, as on the day of the comparison."""

    id: int
    entry: RegisterEntry
    type: LicenceType = LicenceType.PERMANENT
    national_number: str | None = None
    closed: Closing | None = None


@dataclass(frozen=True)
class NationalRow:
    """A row of the extract."""

    line: int
    number: str | None
    entry: RegisterEntry

    def is_open_on(self, day: date) -> bool:
        """Whether the row stands open: it is not over on the day, whether or not it has begun."""
        return self.entry.last_day is None or day <= self.entry.last_day


@dataclass(frozen=True)
class Difference:
    """One field on which the registers do not agree; a date is in ISO, groups are in their stored form."""

    field: RegisterField
    ours: str
    theirs: str


@dataclass(frozen=True)
class Line:
    """One licence or row and what comparing it gave."""

    verdict: Verdict
    licence: OurLicence | None
    row: NationalRow | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What comparing two registers on a day gave, and what stood outside it."""

    day: date
    lines: tuple[Line, ...]
    closed_rows: int
    """Rows that are over there, and that we hold no open licence for."""
    not_entered: int
    """Licences of ours of a kind that the national register does not take."""

    def of(self, verdict: Verdict) -> tuple[Line, ...]:
        """The lines of one verdict."""
        return tuple(line for line in self.lines if line.verdict is verdict)


Key = Callable[[RegisterEntry], Hashable | None]


def compare(licences: Iterable[OurLicence], rows: Iterable[NationalRow], day: date) -> Comparison:
    """Every licence of ours that the national register must know, held against the rows of an extract.

    They are matched by the national number, then by holder, kind and sub-unit, then by holder, kind and
    address. The order in which licences and rows come never matters.

    Law: alkoholforskriften §§ 13-3 and 13-4.
    """
    licences = sorted(licences, key=lambda licence: licence.id)
    ours = [licence for licence in licences if is_entered(licence.type)]
    theirs = sorted(rows, key=lambda row: row.line)
    matched = _matched(ours, theirs, day)
    lines = [line for licence in ours if (line := _line(licence, matched.get(licence.id), day))]
    taken = {row.line for row in matched.values()}
    left = [row for row in theirs if row.line not in taken]
    lines += [Line(Verdict.UNKNOWN, None, row) for row in left if row.is_open_on(day)]
    return Comparison(
        day=day,
        lines=tuple(lines),
        closed_rows=sum(not row.is_open_on(day) for row in left),
        not_entered=len(licences) - len(ours),
    )


def _line(licence: OurLicence, row: NationalRow | None, day: date) -> Line | None:
    if licence.closed is not None:
        # What is over with us and gone or closed there is as it should be, and no longer of interest.
        if row is None or not row.is_open_on(day):
            return None
        return Line(Verdict.SHOULD_BE_CLOSED, licence, row)
    if row is None:
        return Line(Verdict.MISSING, licence, None)
    differences = differences_between(licence.entry, row.entry)
    return Line(Verdict.WRONG if differences else Verdict.AGREES, licence, row, differences)


def differences_between(ours: RegisterEntry, theirs: RegisterEntry) -> tuple[Difference, ...]:
    """The fields on which two entries differ. Letter case and spacing are no difference.

    A sub-unit that either side lacks is not held against the other.
    """
    pairs = (
        (RegisterField.HOLDER_NUMBER, ours.holder_number or "", theirs.holder_number or ""),
        (RegisterField.HOLDER_NAME, ours.holder_name, theirs.holder_name),
        (RegisterField.VENUE, ours.venue, theirs.venue),
        (RegisterField.RIGHTS, _rights(ours), _rights(theirs)),
        (RegisterField.ADDRESS, _address(ours), _address(theirs)),
        (RegisterField.FIRST_DAY, ours.first_day.isoformat(), theirs.first_day.isoformat()),
        (RegisterField.LAST_DAY, _day(ours.last_day), _day(theirs.last_day)),
    )
    found = [Difference(*pair) for pair in pairs if _plain(pair[1]) != _plain(pair[2])]
    units = (ours.sub_unit_number, theirs.sub_unit_number)
    if all(units) and units[0] != units[1]:
        found.append(Difference(RegisterField.SUB_UNIT, units[0] or "", units[1] or ""))
    return tuple(found)


def _matched(
    licences: Sequence[OurLicence], rows: Sequence[NationalRow], day: date
) -> dict[int, NationalRow]:
    """The row of each licence that has one. A row belongs to one licence at most."""
    matched = _by_number(licences, rows)
    keys: tuple[Key, ...] = (_by_sub_unit, _by_address)
    for key in keys:
        taken = {row.line for row in matched.values()}
        free_licences = [licence for licence in licences if licence.id not in matched]
        free_rows = [row for row in rows if row.line not in taken]
        matched |= _by_key(free_licences, free_rows, key, day)
    return matched


def _by_number(licences: Sequence[OurLicence], rows: Sequence[NationalRow]) -> dict[int, NationalRow]:
    by_number: dict[str, NationalRow] = {}
    for row in rows:
        if row.number:
            by_number.setdefault(row.number, row)
    found = {}
    for licence in licences:
        named = by_number.get(licence.national_number or "")
        # After a transfer a number may live on with the new holder: it is then no longer the old licence's.
        if named is not None and (licence.closed is None or _same_holder(licence.entry, named.entry)):
            found[licence.id] = named
    return found


def _by_key(
    licences: Sequence[OurLicence], rows: Sequence[NationalRow], key: Key, day: date
) -> dict[int, NationalRow]:
    by_key: dict[Hashable, list[NationalRow]] = {}
    for row in rows:
        if (value := key(row.entry)) is not None:
            by_key.setdefault(value, []).append(row)
    pairs = [
        (
            # What is open on both sides belongs together, then what differs least.
            (licence.closed is None) != row.is_open_on(day),
            len(differences_between(licence.entry, row.entry)),
            licence.id,
            row.line,
        )
        for licence in licences
        if (value := key(licence.entry)) is not None
        for row in by_key.get(value, ())
    ]
    by_line = {row.line: row for row in rows}
    found: dict[int, NationalRow] = {}
    taken: set[int] = set()
    for _apart, _differences, licence_id, line in sorted(pairs):
        if licence_id not in found and line not in taken:
            found[licence_id] = by_line[line]
            taken.add(line)
    return found


def _same_holder(one: RegisterEntry, other: RegisterEntry) -> bool:
    if one.holder_number or other.holder_number:
        return one.holder_number == other.holder_number
    return _plain(one.holder_name) == _plain(other.holder_name)


def _holder(entry: RegisterEntry) -> str:
    return entry.holder_number or _plain(entry.holder_name)


def _by_sub_unit(entry: RegisterEntry) -> Hashable | None:
    if not entry.sub_unit_number:
        return None
    return (_holder(entry), entry.kind, entry.sub_unit_number)


def _by_address(entry: RegisterEntry) -> Hashable | None:
    return (_holder(entry), entry.kind, _plain(entry.street_address), entry.postcode)


def _rights(entry: RegisterEntry) -> str:
    groups = ",".join(str(int(group)) for group in sorted(set(entry.groups)))
    return f"{entry.kind.value}:{groups}"


def _address(entry: RegisterEntry) -> str:
    place = " ".join(part for part in (entry.postcode, entry.town) if part)
    return ", ".join(part for part in (entry.street_address, place) if part)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(text: str) -> str:
    """A text as it is compared: one case, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
