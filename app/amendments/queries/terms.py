"""What a change of terms asks of the rules, and what its case page shows: as it is, and as it is wanted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.amendments.queries.licences import rooms_of, terms_of
from app.cases.queries.plans import change_of, once_weekdays
from app.letters.hours_rows import asked_rows
from app.models.case import Application, Case
from app.models.change import Change
from app.models.licence import Licence
from app.permissions import Actor
from licensing.assessment import Facts
from licensing.assessment.facts import AskedHours, HeldTerms
from licensing.licences import Attribute, Terms, VenueCategory, group_set_from_code
from licensing.matters import ChangeKind
from licensing.service_hours import ServiceHours

HOURS_CHANGES = frozenset({ChangeKind.HOURS, ChangeKind.HOURS_ONCE})


@dataclass(frozen=True)
class TermsView:
    """A change of terms as the case page shows it."""

    kind_label: str
    licence_number: str
    licence_url: str
    facts: Sequence[tuple[str, str | None]]


def facts_of_terms(session: Session, case: Case, facts: Facts, on: date) -> Facts:
    """The facts of a case, with what the licence has before the change and the days of what holds once."""
    change = required_change(session, case)
    licence = change.licences[0]
    terms = terms_of(session, licence, max(change.first_day, licence.granted_on))
    groups, category = terms.value(Attribute.GROUPS), terms.value(Attribute.CONCEPT)
    weekdays = tuple(sorted(once_weekdays(session, case)))
    own = (facts.kind, True)
    return replace(
        facts,
        last_day=None,
        hours=tuple(replace(asked, weekdays=weekdays) for asked in facts.hours or ()),
        # The licence that is changed has its own rooms, and is no second one in them.
        room_licences=tuple(row for row in facts.room_licences or () if (row.kind, row.same_holder) != own),
        terms=HeldTerms(
            held_groups=group_set_from_code(groups) if groups else (),
            held_category=VenueCategory(category) if category else None,
            days=days_of(change),
            held_hours=held_hours(terms) if change.kind in HOURS_CHANGES else (),
        ),
    )


def held_hours(terms: Terms) -> tuple[AskedHours, ...]:
    """The hours that a licence has as a whole; what is for one room alone is left out."""
    return tuple(
        AskedHours(
            row.area, row.group, ServiceHours(line["start"], line["end"]), tuple(sorted(line["weekdays"]))
        )
        for row in terms.rows
        if row.attribute is Attribute.HOURS
        and row.room is None
        and row.area is not None
        and row.group is not None
        for line in json.loads(row.value)
    )


def required_change(session: Session, case: Case) -> Change:
    """What is to change in a change case."""
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    return change


def days_of(change: Change) -> tuple[date, ...]:
    """The days of a change that holds once."""
    return tuple(date.fromisoformat(day) for day in change.facts.get("days", ()))


def terms_view(session: Session, _actor: Actor, case: Case, on: date) -> TermsView:
    """What the case page shows of a change of terms."""
    change = required_change(session, case)
    licence = change.licences[0]
    return TermsView(
        kind_label=labels.label(change.kind),
        licence_number=licence.number,
        licence_url=url_for("licences.show_licence", licence_id=licence.id),
        facts=[
            (_("Bevillingshaver"), licence.holder.name),
            (_("Sted"), licence.venue.name),
            *wanted_facts(session, change, licence, case.application),
            *_when(change),
            (_("Mottatt"), formats.short_date(case.received_on)),
            (_("Merknad"), change.note or None),
        ],
    )


def wanted_facts(
    session: Session, change: Change, licence: Licence, application: Application
) -> list[tuple[str, str | None]]:
    """What is wanted, and what the licence has: pairs of label and text."""
    terms = terms_of(session, licence, max(change.first_day, licence.granted_on))
    match change.kind:
        case ChangeKind.GROUPS:
            held = terms.value(Attribute.GROUPS)
            return [(_("Har"), _groups(held)), (_("Søker om"), _groups(application.groups))]
        case ChangeKind.CONCEPT:
            category = terms.value(Attribute.CONCEPT)
            return [
                (_("Har"), labels.label(VenueCategory(category)) if category else None),
                (_("Søker om"), labels.label(application.category)),
                (_("Konsept"), application.concept or None),
            ]
        case ChangeKind.AREA | ChangeKind.AREA_ONCE:
            held_rooms = [room.name for room in rooms_of(session, licence, change.first_day)]
            rooms = [f"{room.name} ({labels.label(room.area).lower()})" for room in application.rooms]
            return [
                (_("Har"), labels.enumeration(held_rooms) or None),
                (_("Søker om"), labels.enumeration(rooms)),
                *_hours(application),
            ]
    return _hours(application)


def _hours(application: Application) -> list[tuple[str, str | None]]:
    rows = asked_rows(application)
    indoors = application.indoor_from is not None
    return [
        (_("Tid inne"), rows[0].indoor if rows and indoors else None),
        (_("Tid ute"), next((row.outdoor for row in rows if row.outdoor), None)),
    ]


def _when(change: Change) -> list[tuple[str, str | None]]:
    days = days_of(change)
    if days:
        return [(_("Dager"), labels.enumeration(formats.short_date(day) for day in days))]
    return [(_("Ønsket fra"), formats.short_date(change.first_day))]


def _groups(code: str | None) -> str | None:
    return labels.groups_text(group_set_from_code(code)).capitalize() if code else None
