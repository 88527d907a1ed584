"""Which rules of the policy a proposal or a decision does not follow ("unntak og avvik").

Law: alkoholloven § 1-7a; forvaltningsloven § 25.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.cases.granted import HoursLine, days_from_json, lines_from_json
from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.standing import CaseView, findings_of_record
from app.models.case import Case
from app.models.decision import Decision, Proposal
from app.wording.facts import ended
from app.wording.policy_rules import rule_sentence
from licensing.assessment import Finding, FindingOutcome, Strength
from licensing.assessment.findings import FindingCode
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import AreaKind, Group, group_set_from_code
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
            for code in finding.rules:
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


def departed_by(case: Case, findings: Iterable[Finding], row: Proposal | Decision) -> tuple[Departed, ...]:
    """The rules that what is proposed or decided in a case does not follow."""
    areas = {room.id: room.area for room in case.application.rooms}
    given = Given(
        groups=tuple(int(group) for group in group_set_from_code(row.groups)),
        lines=lines_from_json(row.hours),
        days=tuple(
            (areas[line.room_id], line.day, line.hours)
            for line in days_from_json(row.days)
            if line.room_id in areas
        ),
    )
    return departed_rules(findings, row.outcome, given)


def departing_lines(session: Session, view: CaseView) -> list[str]:
    """What whoever decides is told of the rules that the proposal departs from, and who may do so."""
    policy = assessed_policy(session, view.assessment) if view.assessment else None
    if policy is None or view.proposal is None:
        return []
    found = departed_by(view.case, findings_of_record(view.assessment), view.proposal)
    lines = []
    for departed in found:
        rule = policy.rule(departed.rule)
        if rule is None:
            continue
        told = _(
            "Forslaget fraviker denne regelen (%(source)s): %(rule)s",
            source=departed.source or rule.code,
            rule=rule.words or rule_sentence(rule, policy),
        )
        by = [ended(_("Unntak gis av: %(who)s", who=rule.exception_by))] if rule.exception_by else []
        lines.append(" ".join([ended(told), *by]))
    return lines
