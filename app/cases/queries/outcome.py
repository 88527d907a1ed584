"""What is proposed or decided in a case, as pages show it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.cases.granted import days_from_json, lines_from_json
from app.cases.queries import one
from app.cases.queries.standing import CaseView
from app.events.queries.times import time_rows
from app.letters.facts import HoursRow
from app.letters.facts_of_events import OccasionTime
from app.letters.hours_rows import granted_rows
from app.models.decision import Decision, Proposal
from app.models.licence import Licence
from app.wording.conditions import condition_details
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import group_set_from_code
from licensing.matters import Matter


@dataclass(frozen=True)
class OutcomeView:
    """What is proposed or decided, as the case page shows it."""

    decided: bool
    outcome: DecisionOutcome
    outcome_label: str
    facts: list[tuple[str, str | None]]
    hours: tuple[HoursRow, ...]
    outdoors: bool
    by_group: bool
    conditions: list[str]
    reasons: str
    deviation: str
    voted_text: str
    licence_id: int | None
    times: tuple[OccasionTime, ...] = ()
    """The hours of an event, day by day."""


def outcome_view(session: Session, view: CaseView) -> OutcomeView | None:
    """The decision, else the open proposal, else nothing."""
    row: Decision | Proposal | None = view.decision or view.proposal
    if row is None:
        return None
    licence = one.licence_of_decision(session, view.decision) if view.decision else None
    hours = granted_rows(lines_from_json(row.hours)) if row.outcome in GRANTING else ()
    return OutcomeView(
        decided=view.decision is not None,
        outcome=row.outcome,
        outcome_label=labels.label(row.outcome),
        facts=[*_who_and_when(row), *_extent(row, view.case.matter), *_licence_dates(licence)],
        hours=hours,
        outdoors=any(line.outdoor for line in hours),
        by_group=any(line.groups for line in hours),
        conditions=[_condition(condition) for condition in row.conditions],
        reasons=row.reasons,
        deviation=row.deviation,
        voted_text=(row.voted_text or "") if isinstance(row, Decision) else "",
        licence_id=licence.id if licence else None,
        times=time_rows(view.case.application, days_from_json(row.days), group_set_from_code(row.groups)),
    )


def _condition(condition: dict[str, Any]) -> str:
    details = condition_details(
        before_use=condition["before_use"], proof=condition["proof"], due_days=condition.get("due_days")
    )
    return f"{condition['text']} {details}".strip()


def _who_and_when(row: Decision | Proposal) -> list[tuple[str, str | None]]:
    if isinstance(row, Proposal):
        return [(_("Foreslått av"), f"{row.made_by.name}, {formats.moment(row.made_at)}")]
    if row.body:
        return [
            (_("Vedtatt av"), f"{row.body}, {row.body_case_number}"),
            (_("Møtedato"), formats.short_date(row.decided_on)),
            (_("Registrert av"), row.recorded_by.name),
        ]
    return [(_("Vedtatt av"), row.recorded_by.name), (_("Dato"), formats.short_date(row.decided_on))]


def _extent(row: Decision | Proposal, matter: Matter) -> list[tuple[str, str | None]]:
    if row.outcome not in GRANTING or row.last_day is None:
        return []
    if matter is Matter.PEOPLE:
        # People are approved for licences that keep their groups and their days.
        return [(_("Gjelder fra"), formats.long_date(row.first_day))] if row.first_day else []
    return [
        (_("Grupper"), labels.groups_text(group_set_from_code(row.groups)).capitalize()),
        (_("Varer til og med"), formats.long_date(row.last_day)),
    ]


def _licence_dates(licence: Licence | None) -> list[tuple[str, str | None]]:
    if licence is None:
        return []
    return [
        (_("Bevillingsnummer"), licence.number),
        (_("Innvilget"), formats.short_date(licence.granted_on)),
        (_("Bevillingsdokument utferdiget"), _day(licence.issued_on)),
        (_("Kan tas i bruk"), _day(licence.usable_from)),
    ]


def _day(day: date | None) -> str:
    return formats.short_date(day) if day else _("Ikke ennå")
