"""What the administration shows: people, events, and whether their chain holds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app import audit, formats, labels
from app.models.case import Case, case_reference
from app.models.event import Event
from app.models.user import Membership, User
from app.paging import Cursor, Page, page_of


@dataclass(frozen=True)
class PersonLine:
    """Somebody who works for the municipality."""

    id: int
    name: str
    email: str
    title: str
    active: bool
    roles: tuple[str, ...]


def person_lines(session: Session, municipality_id: int) -> list[PersonLine]:
    """The people with a role in a municipality, by name."""
    rows = session.execute(
        select(User.id, User.name, User.email, User.title, User.active, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.municipality_id == municipality_id)
        .order_by(User.name, User.id, Membership.role)
    ).all()
    people = {row.id: row for row in rows}
    return [
        PersonLine(
            id=user_id,
            name=first.name,
            email=first.email,
            title=first.title,
            active=first.active,
            roles=tuple(labels.label(row.role) for row in rows if row.id == user_id),
        )
        for user_id, first in people.items()
    ]


@dataclass(frozen=True)
class EventLine:
    """An event as the timeline shows it."""

    time: str
    iso: str
    actor: str
    text: str
    url: str | None
    url_label: str | None


def event_page(
    session: Session, municipality_id: int, cursor: Cursor | None, *, with_cases: bool
) -> tuple[list[EventLine], Page]:
    """The events of a municipality, the latest first.

    What happened inside a case is told in full only to those who may see cases.
    """
    page = page_of(
        session,
        select(
            Event.id,
            Event.sequence,
            Event.type,
            Event.at,
            Event.actor_name,
            Event.payload,
            Event.case_id,
            Case.year,
            Case.number,
        )
        .outerjoin(Case, and_(Case.municipality_id == Event.municipality_id, Case.id == Event.case_id))
        .where(Event.municipality_id == municipality_id),
        sort_key=Event.sequence,
        row_id=Event.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )
    return [_event_line(row, with_cases=with_cases) for row in page.rows], page


def _event_line(row: Any, *, with_cases: bool) -> EventLine:
    reference = case_reference(row.year, row.number) if row.case_id is not None else None
    if reference is None or with_cases:
        text = labels.event_text(row.type, json.loads(row.payload) if row.payload else None)
    else:
        text = _("%(what)s. Sak %(reference)s.", what=labels.label(row.type), reference=reference)
    linked = reference is not None and with_cases
    return EventLine(
        time=formats.moment(row.at),
        iso=row.at.isoformat(),
        actor=row.actor_name,
        text=text,
        url=url_for("cases.show_case", case_id=row.case_id) if linked else None,
        url_label=_("Sak %(reference)s", reference=reference) if linked else None,
    )


@dataclass(frozen=True)
class ChainReport:
    """What a check of the chain of events found."""

    tone: str
    text: str
    problems: tuple[str, ...]


def chain_report(session: Session, municipality_id: int) -> ChainReport:
    """Read the whole chain of a municipality and say whether it holds."""
    state = audit.verified_chain(session, municipality_id)
    if state.broken:
        return ChainReport(
            "danger",
            ngettext(
                "Kjeden er brutt ett sted. Noe er endret utenom systemet.",
                "Kjeden er brutt %(num)d steder. Noe er endret utenom systemet.",
                len(state.broken),
            ),
            tuple(_problems(state.broken)),
        )
    text = ngettext(
        "Kjeden er hel: %(num)d hendelse, ingen endret eller fjernet.",
        "Kjeden er hel: %(num)d hendelser, ingen endret eller fjernet.",
        state.length,
    )
    if state.erased:
        text += " " + _("Innholdet i %(count)s er slettet etter reglene.", count=state.erased)
    return ChainReport("success", text, ())


def _problems(broken: Iterable[audit.BrokenLink]) -> Iterable[str]:
    words = {
        "missing": _("mangler"),
        "payload_changed": _("har endret innhold"),
        "hash_changed": _("passer ikke med hendelsen før"),
    }
    return (
        _("Hendelse %(number)s %(problem)s.", number=link.sequence, problem=words[link.problem])
        for link in broken
    )
