"""Findings as pages show them: grouped, in words, with their paragraphs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app import formats, labels
from app.cases.queries.standing import findings_of_record
from app.models.assessment import AssessmentRecord
from app.wording.facts import day_text
from app.wording.findings_of_policies import ASKS_BY_CODE
from licensing.assessment import Finding, FindingCode, FindingOutcome, ProposedOutcome, Strength
from licensing.assessment.findings import is_asked

# In the order in which a person looks: what stops, what must be judged, what is in order.
ORDER = (
    FindingOutcome.REFUSE,
    FindingOutcome.MISSING,
    FindingOutcome.ASK,
    FindingOutcome.LATE,
    FindingOutcome.PARTLY,
    FindingOutcome.CONSIDER,
    FindingOutcome.OK,
)


@dataclass(frozen=True)
class FindingLine:
    """Findings of one kind and answer in words; `more` holds the texts after the first."""

    outcome: FindingOutcome | Strength
    """The strength where something is only told."""
    outcome_label: str
    text: str
    more: tuple[str, ...]
    citation: str
    strength_label: str


@dataclass(frozen=True)
class AskedLine:
    """What a person is asked, and where it is answered."""

    text: str
    source: str
    answered_among_questions: bool
    ground_for: str
    """The rule that a special ground is wanted for."""


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
    policy_id: int | None


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
        law_version=day_text(record.law_version),
        policy_version=record.policy_version,
        policy_id=record.policy_id,
    )


def asked_lines(findings: Sequence[Finding], names: Mapping[str, str]) -> list[AskedLine]:
    """What a person is asked: before there can be a proposal, or beside it; each sentence once."""
    found: dict[tuple[str, bool], AskedLine] = {}
    for finding in findings:
        if is_asked(finding):
            text = labels.finding_text(finding, names)
            ground = finding.rule if finding.code is FindingCode.GROUND_WANTED else ""
            found.setdefault(
                (text, bool(ground)),
                AskedLine(text, finding.policy_source, finding.code in ASKS_BY_CODE, ground),
            )
    return list(found.values())


def _grouped(findings: Sequence[Finding], names: Mapping[str, str]) -> list[FindingGroup]:
    groups: dict[str, list[Finding]] = {str(title): [] for title in labels.FINDING_GROUPS}
    for finding in findings:
        groups.setdefault(labels.finding_group(finding), []).append(finding)
    return [
        FindingGroup(title, [_line(alike, names) for alike in _alike(rows)])
        for title, rows in groups.items()
        if rows
    ]


def _alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one code, answer and paragraph together, in the order in which a person looks."""
    rows: dict[object, list[Finding]] = {}
    for finding in sorted(findings, key=lambda row: ORDER.index(_read_as(row))):
        key = (finding.outcome, finding.code, finding.citation, finding.policy_source, finding.strength)
        rows.setdefault(key, []).append(finding)
    return list(rows.values())


def _read_as(finding: Finding) -> FindingOutcome:
    """A question beside the proposal is read among the questions, though it hinders nothing."""
    return FindingOutcome.ASK if is_asked(finding) else finding.outcome


def _line(alike: Sequence[Finding], names: Mapping[str, str]) -> FindingLine:
    first = alike[0]
    beside = first.outcome is FindingOutcome.OK and is_asked(first)
    told = first.outcome is FindingOutcome.OK and first.strength is Strength.INFO and not beside
    label = labels.label(Strength.INFO if told else first.outcome)
    text, *more = (labels.finding_text(finding, names) for finding in _groups_together(alike))
    return FindingLine(
        outcome=Strength.INFO if told else _read_as(first),
        outcome_label=_("Spør om") if beside else label,
        text=text,
        more=tuple(more),
        citation=_sources(first),
        strength_label="" if told else labels.label(first.strength),
    )


def _sources(finding: Finding) -> str:
    """The section of the law, and where the policy's own rule stands."""
    found = (labels.citation_text(finding.citation), finding.policy_source)
    return "; ".join(text for text in found if text)


def _groups_together(alike: Sequence[Finding]) -> list[Finding]:
    """Findings that differ in the alcohol group alone as one: "for gruppe 1 og 2"."""
    together: dict[str, list[Finding]] = {}
    for finding in alike:
        rest = {name: fact for name, fact in finding.facts.items() if name != "group"}
        together.setdefault(repr(rest), []).append(finding)
    return [
        same[0]
        if len(same) == 1
        else replace(same[0], facts={**same[0].facts, "group": [str(row.facts["group"]) for row in same]})
        for same in together.values()
    ]
