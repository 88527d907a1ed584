"""Findings as pages show them: grouped, in words, with their paragraphs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import formats, labels
from app.cases.queries.standing import findings_of_record
from app.models.assessment import AssessmentRecord
from licensing.assessment import Finding, FindingOutcome, ProposedOutcome

# In the order in which a person looks: what stops, what must be judged, what is in order.
ORDER = (
    FindingOutcome.REFUSE,
    FindingOutcome.MISSING,
    FindingOutcome.ASK,
    FindingOutcome.PARTLY,
    FindingOutcome.CONSIDER,
    FindingOutcome.OK,
)


@dataclass(frozen=True)
class FindingLine:
    """One finding in words."""

    outcome: FindingOutcome
    outcome_label: str
    text: str
    citation: str
    strength_label: str


@dataclass(frozen=True)
class FindingGroup:
    """Findings on the same thing."""

    title: str
    findings: list[FindingLine]


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as pages show it."""

    id: int
    made: str
    outcome: ProposedOutcome
    outcome_label: str
    summary: str
    counts: list[tuple[FindingOutcome, str, int]]
    groups: list[FindingGroup]
    attention: list[FindingGroup]
    law_version: str
    policy_version: str


def findings_view(record: AssessmentRecord | None, names: Mapping[str, str]) -> AssessmentView | None:
    """A stored assessment, ready to be shown; nothing where there is none."""
    if record is None:
        return None
    findings = findings_of_record(record)
    counts = Counter(finding.outcome for finding in findings)
    return AssessmentView(
        id=record.id,
        made=formats.moment(record.made_at),
        outcome=record.outcome,
        outcome_label=labels.label(record.outcome),
        summary=labels.findings_summary(findings),
        counts=[(outcome, labels.label(outcome), counts[outcome]) for outcome in ORDER if counts[outcome]],
        groups=_grouped(findings, names),
        attention=_grouped([found for found in findings if found.outcome is not FindingOutcome.OK], names),
        law_version=record.law_version,
        policy_version=record.policy_version,
    )


def _grouped(findings: Sequence[Finding], names: Mapping[str, str]) -> list[FindingGroup]:
    groups: dict[str, list[Finding]] = {str(title): [] for title in labels.FINDING_GROUPS}
    for finding in findings:
        groups.setdefault(labels.finding_group(finding), []).append(finding)
    return [
        FindingGroup(
            title,
            [_line(found, names) for found in sorted(rows, key=lambda row: ORDER.index(row.outcome))],
        )
        for title, rows in groups.items()
        if rows
    ]


def _line(finding: Finding, names: Mapping[str, str]) -> FindingLine:
    citation = labels.citation_text(finding.citation) or finding.policy_source
    return FindingLine(
        outcome=finding.outcome,
        outcome_label=labels.label(finding.outcome),
        text=labels.finding_text(finding, names),
        citation=citation,
        strength_label=labels.label(finding.strength),
    )
