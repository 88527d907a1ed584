"""Departures from the policy ("unntak og avvik"): the rules that a decision did not follow, for equal cases.

Law: alkoholloven § 1-7a; forvaltningsloven § 25.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.cases.granted import HoursLine, days_from_json, lines_from_json
from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.policy_facts import grounds_of
from app.cases.queries.policy_rules import departable
from app.models.assessment import AssessmentRecord
from app.models.case import Case
from app.models.decision import Decision
from app.models.policy import DepartureSort, PolicyDeparture
from licensing.assessment import Finding, FindingOutcome, Strength
from licensing.assessment.findings import FindingCode
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import AreaKind, Group, group_set_from_code
from licensing.policy import Policy
from licensing.service_hours import ServiceHours

BINDING = frozenset({Strength.HARD, Strength.DEFAULT, Strength.CONDITION, Strength.FACTOR})
AGAINST = frozenset({FindingOutcome.REFUSE, FindingOutcome.MISSING, FindingOutcome.ASK, FindingOutcome.LATE})


@dataclass(frozen=True)
class Departed:
    """A rule that a decision did not follow, and the special ground that the finding itself holds."""

    rule: str
    source: str
    ground: str = ""


@dataclass(frozen=True)
class Given:
    """What a decision gives: groups, the hours of a week, and those of single days."""

    groups: tuple[int, ...]
    lines: tuple[HoursLine, ...] = ()
    days: tuple[tuple[AreaKind, date, ServiceHours], ...] = ()


def departed_rules(
    findings: Iterable[Finding], outcome: DecisionOutcome, given: Given
) -> tuple[Departed, ...]:
    """The rules of the policy that a decision does not follow, each once, in the order they were found.

    Whoever refuses follows every rule that speaks against; whoever grants departs from those that refuse or
    are not answered, from those that leave less than is given, and from those that a special ground is
    given for.
    """
    if outcome not in GRANTING:
        return ()
    found: dict[str, Departed] = {}
    for finding in findings:
        ground = str(finding.facts.get("ground") or "")
        if not finding.rule or finding.strength not in BINDING:
            continue
        if _not_followed(finding, outcome, given):
            for code in finding.rule.split(","):
                known = found.get(code)
                if known is None or (ground and not known.ground):
                    found[code] = Departed(code, finding.policy_source, ground)
    return tuple(found.values())


def _not_followed(finding: Finding, outcome: DecisionOutcome, given: Given) -> bool:
    """Whether a grant gives what a finding speaks against, or more than it leaves."""
    if finding.code is FindingCode.HOURS_OUTSIDE_POLICY:
        return _goes_beyond(finding, given.lines)
    if finding.code is FindingCode.DAYS_OUTSIDE_POLICY:
        return _goes_beyond_on_days(finding, given)
    if finding.facts.get("ground") or finding.outcome in AGAINST:
        return True
    if finding.outcome is not FindingOutcome.PARTLY:
        return False
    if finding.code is FindingCode.PLACE_GROUPS_LIMITED:
        allowed = str(finding.facts.get("allowed") or "")
        return not set(given.groups) <= {int(part) for part in allowed.split(",") if part}
    # Of what is not told in hours or groups, a part grant is taken to leave out what the finding does.
    return outcome is DecisionOutcome.GRANT


def _goes_beyond_on_days(finding: Finding, given: Given) -> bool:
    """Whether the hours given on some day reach outside those that the local rules leave."""
    area, days = AreaKind(str(finding.facts["area"])), finding.facts.get("days")
    groups = {int(part) for part in str(finding.facts.get("groups") or "").split(",") if part}
    if not groups & set(given.groups) or not isinstance(days, list):
        return False
    allowed = finding.facts.get("allowed")
    limit = ServiceHours.parse(*allowed) if isinstance(allowed, list) else None
    # Spirits begin when the law lets them, whatever hour the place opens.
    begins_later = groups == {int(Group.THREE)}
    return any(
        where is area
        and day.isoformat() in days
        and (limit is None or hours.end > limit.end or (hours.start < limit.start and not begins_later))
        for where, day, hours in given.days
    )


def _goes_beyond(finding: Finding, lines: Collection[HoursLine]) -> bool:
    """Whether the hours given reach outside those that the local rules leave."""
    area, group = AreaKind(str(finding.facts["area"])), finding.facts["group"]
    weekdays = {int(day) for day in str(finding.facts.get("weekdays") or "").split(",") if day}
    allowed = finding.facts.get("allowed")
    limit = ServiceHours.parse(*allowed) if isinstance(allowed, list) else None
    return any(
        line.area is area
        and line.group == group
        and (not weekdays or weekdays & set(line.weekdays))
        and (limit is None or not line.hours.within(limit))
        for line in lines
    )


def record_departures(
    session: Session,
    case: Case,
    record: AssessmentRecord | None,
    findings: Iterable[Finding],
    decision: Decision,
) -> None:
    """Keep every rule that a decision departed from, with the reason that was given for it."""
    policy = assessed_policy(session, record) if record else None
    grounds = grounds_of(session, case)
    areas = {room.id: room.area for room in case.application.rooms}
    given = Given(
        groups=tuple(int(group) for group in group_set_from_code(decision.groups)),
        lines=lines_from_json(decision.hours),
        days=tuple(
            (areas[line.room_id], line.day, line.hours)
            for line in days_from_json(decision.days)
            if line.room_id in areas
        ),
    )
    departed = departed_rules(findings, decision.outcome, given)
    session.add_all(
        PolicyDeparture(
            municipality_id=case.municipality_id,
            decision_id=decision.id,
            case_id=case.id,
            policy_id=record.policy_id if record else None,
            rule=row.rule,
            sort=sort,
            source=row.source[:200],
            reason=reason,
            decided_on=decision.decided_on,
        )
        for row in departed
        for sort, reason in (
            _told(row, grounds[row.rule].text if row.rule in grounds else "", policy, decision),
        )
    )


def _told(row: Departed, ground: str, policy: Policy | None, decision: Decision) -> tuple[DepartureSort, str]:
    """Whether the text itself opens for it, and why it was done."""
    ground = row.ground or ground
    rule = policy.rule(row.rule) if policy else None
    opened = rule is not None and departable(rule) and bool(ground)
    sort = DepartureSort.EXCEPTION if opened else DepartureSort.DEPARTURE
    return sort, ground or decision.deviation or decision.reasons
