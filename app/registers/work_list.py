"""The work list of the national register: what is to be entered, and what has been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.register import NationalTask
from app.models.user import User
from app.models.venue import Venue
from app.paging import PAGE_SIZE, Cursor, Page, page_of
from app.registers.ours import NamedLicence, our_licences
from app.wording.enums_of_national_register import OPEN_QUESTIONS, REASONS
from app.wording.facts import upper_first
from licensing.licences import LicenceKind
from licensing.national_register import NationalDuty, RegisterField


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks the list holds."""

    done: bool = False
    duty: NationalDuty | None = None


@dataclass(frozen=True)
class TaskLine:
    """A task: what to do in the register, with what stands here to be written there."""

    id: int
    licence_id: int | None
    number: str
    venue: str
    holder: str
    duty: NationalDuty
    reason: str
    facts: Sequence[tuple[str, str]]
    questions: Sequence[str]
    since: date
    done_on: date | None
    done_by: str

    @property
    def duty_label(self) -> str:
        """Legg inn"""
        return labels.label(self.duty)

    @property
    def is_whole(self) -> bool:
        """Whether a whole entry is to be written: too much to stand open in a list."""
        return self.duty is NationalDuty.ENTER

    @property
    def since_text(self) -> str:
        """23.11.2026"""
        return formats.short_date(self.since)

    @property
    def done_text(self) -> str:
        """Utført 24.11.2026 av Kari Nordmann"""
        if self.done_on is None:
            return ""
        return _("Utført %(day)s av %(name)s", day=formats.short_date(self.done_on), name=self.done_by)

    @property
    def subject(self) -> str:
        """What a checkbox of the task is called: Legg inn: Gruvelykta (SKJ-2026-0001)"""
        return f"{self.duty_label}: {self.venue} ({self.number})" if self.number else self.duty_label


def open_tasks(session: Session, municipality_id: int) -> int:
    """How many things wait to be entered in the national register."""
    return session.execute(
        select(func.count()).where(
            NationalTask.municipality_id == municipality_id, NationalTask.done_on.is_(None)
        )
    ).scalar_one()


def task_counts(session: Session, municipality_id: int) -> Mapping[NationalDuty, int]:
    """How many open tasks there are of each duty."""
    rows = session.execute(
        select(NationalTask.duty, func.count().label("tasks"))
        .where(NationalTask.municipality_id == municipality_id, NationalTask.done_on.is_(None))
        .group_by(NationalTask.duty)
    )
    return {row.duty: row.tasks for row in rows}


def task_page(
    session: Session,
    municipality_id: int,
    wanted: TaskFilter,
    *,
    on: date,
    cursor: Cursor | None,
    size: int = PAGE_SIZE,
) -> tuple[tuple[TaskLine, ...], Page]:
    """Open tasks, the oldest first; done ones, the latest done first."""
    page = page_of(
        session,
        _statement(municipality_id, wanted),
        sort_key=NationalTask.done_on if wanted.done else NationalTask.since,
        row_id=NationalTask.id,
        cursor=cursor,
        size=size,
        read_key=date.fromisoformat,
        descending=wanted.done,
    )
    ids = {row.licence_id for row in page.rows if row.licence_id is not None}
    ours = our_licences(session, municipality_id, on, ids=ids) if ids else {}
    return tuple(_line(row, ours.get(row.licence_id)) for row in page.rows), page


def _statement(municipality_id: int, wanted: TaskFilter) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            NationalTask.id,
            NationalTask.licence_id,
            NationalTask.duty,
            NationalTask.reason,
            NationalTask.facts,
            NationalTask.since,
            NationalTask.done_on,
            User.name.label("done_by"),
            Licence.number,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .outerjoin(
            Licence,
            and_(
                Licence.municipality_id == NationalTask.municipality_id,
                Licence.id == NationalTask.licence_id,
            ),
        )
        .outerjoin(
            Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id)
        )
        .outerjoin(
            Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id)
        )
        .outerjoin(User, User.id == NationalTask.done_by_id)
        .where(
            NationalTask.municipality_id == municipality_id,
            NationalTask.done_on.is_not(None) if wanted.done else NationalTask.done_on.is_(None),
        )
    )
    return statement if wanted.duty is None else statement.where(NationalTask.duty == wanted.duty)


def _line(row: Any, ours: NamedLicence | None) -> TaskLine:
    facts = row.facts
    return TaskLine(
        id=row.id,
        licence_id=row.licence_id,
        number=row.number or facts.get("number", ""),
        venue=row.venue or facts.get("venue", ""),
        holder=row.holder or facts.get("holder", ""),
        duty=row.duty,
        reason=str(REASONS.get(row.reason, labels.label(row.duty))),
        facts=_facts(facts, ours),
        questions=[
            str(OPEN_QUESTIONS[code]) for code in facts.get("questions", ()) if code in OPEN_QUESTIONS
        ],
        since=row.since,
        done_on=row.done_on,
        done_by=row.done_by or "",
    )


def _facts(facts: Mapping[str, Any], ours: NamedLicence | None) -> list[tuple[str, str]]:
    """Each field that is to be written: what is to stand there and, when known, what stands there now."""
    theirs = facts.get("theirs", {})
    found = [(_("Nummer i registeret"), facts["number"])] if facts.get("number") else []
    for code in facts.get("fields", ()):
        field = RegisterField(code)
        value = field_text(field, facts.get(code) or (_value(field, ours) if ours else ""))
        now = field_text(field, theirs.get(code, ""))
        text = _("%(value)s (der står: %(theirs)s)", value=value or "–", theirs=now) if now else value
        found.append((labels.label(field), text or _("ikke kjent")))
    return found


def _value(field: RegisterField, ours: NamedLicence) -> str:
    entry = ours.licence.entry
    match field:
        case RegisterField.RIGHTS:
            return f"{entry.kind.value}:{','.join(str(int(group)) for group in entry.groups)}"
        case RegisterField.HOLDER_NAME:
            return entry.holder_name
        case RegisterField.HOLDER_NUMBER:
            return entry.holder_number or ""
        case RegisterField.ADDRESS:
            return f"{entry.street_address}, {entry.postcode} {entry.town}"
        case RegisterField.VENUE:
            return entry.venue
        case RegisterField.SUB_UNIT:
            return entry.sub_unit_number or ""
        case RegisterField.FIRST_DAY:
            return entry.first_day.isoformat()
        case RegisterField.LAST_DAY:
            return entry.last_day.isoformat() if entry.last_day else ""
        case RegisterField.GRANTED_ON:
            return ours.granted_on.isoformat()
    return ""


def field_text(field: RegisterField, value: str) -> str:
    """A field of the register in words: days as dates, rights as kind and groups, numbers in threes."""
    if not value:
        return ""
    if field is RegisterField.RIGHTS:
        kind, _separator, groups = value.partition(":")
        known = [int(group) for group in groups.split(",") if group]
        parts = (labels.label(LicenceKind(kind)), labels.groups_text(known) if known else "")
        return upper_first(", ".join(part for part in parts if part))
    if field in (RegisterField.HOLDER_NUMBER, RegisterField.SUB_UNIT):
        return formats.organisation_number(value)
    try:
        return formats.short_date(date.fromisoformat(value))
    except ValueError:
        return value
