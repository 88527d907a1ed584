"""Where a proposal begins: what the findings amount to, in hours, groups, conditions and words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.cases.granted import DAY_SETS, HoursLine, WeekHours, allowed_week, lines_from_json, weakest_group
from app.cases.queries import one
from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.assessed_rules import policy_names
from app.cases.queries.conditions import library_of
from app.cases.queries.facts import asked_by_weekday
from app.cases.queries.kind_facts import first_day_of, latest_last_day
from app.cases.queries.page import names_of
from app.cases.queries.plans import changed_until, once_weekdays
from app.cases.queries.policy_rules import situation_of
from app.cases.queries.standing import delegation_of, findings_of_record
from app.models.assessment import AssessmentRecord
from app.models.case import Case
from app.models.decision import Proposal
from app.policy.queries import cap_seats, policy_in_force
from app.wording.reasons import ReasonContext, drafted_reasons
from licensing.assessment import Facts, Finding, FindingCode, ProposedOutcome
from licensing.assessment.deviations import forbidden_by
from licensing.caps import cap_concerns, cap_standing
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.kinds import extensions_from_code, group_sets
from licensing.licences import AreaKind, Group
from licensing.matters import Matter
from licensing.policy import Policy
from licensing.service_hours import ServiceHours
from licensing.stored import from_plain

TAKES_A_SEAT = frozenset({Matter.LICENCE, Matter.EVENT})
PROPOSED: Mapping[ProposedOutcome, DecisionOutcome] = {
    ProposedOutcome.REFUSE: DecisionOutcome.REFUSE,
    ProposedOutcome.PARTLY: DecisionOutcome.PART_GRANT,
}


def offer(session: Session, form: Any, case: Case, on: date) -> None:
    """Give a proposal form the groups and the conditions that may be chosen."""
    application = case.application
    form.offer(
        application.groups,
        list(group_sets(application.kind, application.type, extensions_from_code(application.extensions))),
        library_of(session, case, on),
    )
    form.asks_period = case.matter is Matter.LICENCE
    form.kept_last_day = changed_until(session, case)
    form.asks_indoors = application.indoor_from is not None
    form.asks_hours = form.asks_indoors or application.outdoor_from is not None


def draft(session: Session, case: Case, on: date) -> dict[str, Any]:
    """The fields of a new proposal: from one that was returned, else from the assessment."""
    record = one.last_assessment(session, case)
    fields: dict[str, Any] = {
        "outcome": DecisionOutcome.DISMISS,
        "groups": case.application.groups,
        **_period_fields(case, on),
    }
    if record is not None:
        fields |= _from_assessment(
            record, assessed_policy(session, record), case, on, once_weekdays(session, case)
        )
        fields["library"] = conditions_set(findings_of_record(record))
    returned = one.last_proposal(session, case)
    if returned is not None:
        # A refusal holds no hours; should it become a grant now, the assessment's stand ready.
        fields |= {name: value for name, value in _from_proposal(returned, case).items() if value}
        if returned.outcome in GRANTING:
            fields |= conditions_again(session, returned, case, on)
    return fields


def _from_assessment(
    record: AssessmentRecord, policy: Policy | None, case: Case, on: date, weekdays: frozenset[int]
) -> dict[str, Any]:
    facts = from_plain(Facts, record.facts)
    week = allowed_week(facts, policy, record.assessed_on)
    outcome = PROPOSED.get(record.outcome, DecisionOutcome.GRANT)
    groups = record.groups or case.application.groups
    if outcome is DecisionOutcome.GRANT and (
        groups != case.application.groups or _is_cut(week, case, on, weekdays)
    ):
        outcome = DecisionOutcome.PART_GRANT
    findings = findings_of_record(record)
    if outcome in GRANTING and forbidden_by(findings, outcome):
        # What stands in the way may still be put right, so a refusal is not chosen for anybody either.
        return {"outcome": None, "groups": groups, **_hours_fields(week)}
    return {
        "outcome": outcome,
        "groups": groups,
        **_period_fields(case, on),
        "reasons": drafted_reasons(
            findings,
            outcome,
            {**names_of(case.application), **policy_names(policy)},
            ReasonContext(policy=policy.name if policy else ""),
        ),
        **_hours_fields(week),
    }


def conditions_set(findings: Iterable[Finding]) -> list[str]:
    """The conditions that every such licence gets, by the codes of their rules."""
    return [found.rule for found in findings if found.code is FindingCode.CONDITION_SET]


def _period_fields(case: Case, on: date) -> dict[str, Any]:
    """The first day that is wanted, when it is to come, and the longest lawful period from it."""
    first_day = first_day_of(case.application, on)
    return {
        "first_day": first_day if first_day > on else None,
        "last_day": latest_last_day(on, first_day),
    }


def _is_cut(week: WeekHours, case: Case, on: date, weekdays: frozenset[int]) -> bool:
    day_sets = DAY_SETS[case.application.kind]
    asked = asked_by_weekday(case.application, on, weekdays)
    for (area, group, weekday), hours in asked.items():
        given = {day: span for days, span in zip(day_sets, week.of(area), strict=True) for day in days}
        if group == weakest_group(case.application.groups) and given[weekday] != hours:
            return True
        narrowed = week.of_spirits(next(place for place, days in enumerate(day_sets) if weekday in days))
        if group == Group.THREE and narrowed is not None and narrowed.end < hours.end:
            return True
    return False


def _from_proposal(proposal: Proposal, case: Case) -> dict[str, Any]:
    lines = lines_from_json(proposal.hours)
    day_sets = DAY_SETS[case.application.kind]
    weakest = weakest_group(case.application.groups)

    def hours(area: AreaKind, weekdays: tuple[int, ...]) -> ServiceHours | None:
        return next(
            (
                line.hours
                for line in lines
                if line.area is area and line.weekdays == weekdays and line.group == weakest
            ),
            None,
        )

    week = WeekHours(
        tuple(hours(AreaKind.INDOOR, days) for days in day_sets),
        tuple(hours(AreaKind.OUTDOOR, days) for days in day_sets),
        spirits=tuple(_spirits(lines, days) for days in day_sets),
    )
    return {
        "outcome": proposal.outcome,
        "groups": proposal.groups,
        "first_day": proposal.first_day,
        "last_day": proposal.last_day,
        "reasons": proposal.reasons,
        "deviation": proposal.deviation,
        **_hours_fields(week),
    }


def conditions_again(session: Session, proposal: Proposal, case: Case, on: date) -> dict[str, Any]:
    """The conditions of a proposal as a form holds them: the policy's own chosen, the rest in own words."""
    offered = {row.id for row in library_of(session, case, on)}
    return {
        "library": [row["rule"] for row in proposal.conditions if row.get("rule") in offered],
        "own_conditions": "\n".join(
            f"* {row['text']}" if row["before_use"] else row["text"]
            for row in proposal.conditions
            if row.get("rule") not in offered
        ),
    }


def _hours_fields(week: WeekHours) -> dict[str, Any]:
    if not week.indoor:
        return {}
    return {
        "indoor_ordinary": week.indoor[0],
        "indoor_other": week.indoor[1],
        "outdoor_ordinary": week.outdoor[0],
        "outdoor_other": week.outdoor[1],
        "spirits_ordinary": week.of_spirits(0),
        "spirits_other": week.of_spirits(1),
    }


def _spirits(lines: Iterable[HoursLine], weekdays: tuple[int, ...]) -> ServiceHours | None:
    """The hours of group 3 on some days, where they end before the others'."""
    indoors = [line for line in lines if line.area is AreaKind.INDOOR and line.weekdays == weekdays]
    ends = {line.group: line.end for line in indoors}
    if Group.THREE not in ends or ends[Group.THREE] >= ends.get(Group.ONE, 0):
        return None
    return next(line.hours for line in indoors if line.group == Group.THREE)


def body_draft(session: Session, case: Case, on: date) -> dict[str, Any]:
    """The fields of a body's decision: as proposed, until the minutes say otherwise."""
    proposal = one.open_proposal(session, case)
    if proposal is None:
        return {}
    row = delegation_of(session, case, proposal.outcome, on)
    return draft(session, case, on) | {"body": row.rule.body if row else ""}


def stored_texts(session: Session, case: Case) -> dict[str, str]:
    """The texts that stand stored now, by the names of the form's fields."""
    proposal = one.last_proposal(session, case)
    if proposal is None:
        return {}
    return {
        "reasons": proposal.reasons,
        "deviation": proposal.deviation,
        "own_conditions": "\n".join(row["text"] for row in proposal.conditions),
    }


def cap_lines(session: Session, case: Case, on: date) -> list[str]:
    """How the caps that a grant would count under stand now; changes count under none."""
    policy = policy_in_force(session, case.municipality_id, on)
    if policy is None or case.matter not in TAKES_A_SEAT:
        return []
    situation = situation_of(session, case, policy)
    lines = []
    for cap, _application, count in cap_seats(session, case.municipality_id, policy, on, case_id=case.id):
        standing = cap_standing(cap, count) if count and cap_concerns(cap, situation).met else None
        if standing is not None and standing.limit is not None:
            lines.append(
                _(
                    "Tak: %(used)s av %(limit)s bevillinger i bruk, %(left)s ledig.",
                    used=standing.used,
                    limit=standing.limit,
                    left=standing.left,
                )
            )
    return lines
