"""Decisions ("vedtak"): outcomes, who may decide, what a deviation needs, and where a complaint goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.law import (
    ALKL_1_7,
    ALKL_1_8,
    ALKL_1_16,
    ALKL_3_1,
    ALKL_4_2,
    FVL_28_PARA_2,
    SERV_27,
    Citation,
    Statute,
)
from licensing.licences import LicenceKind
from licensing.matters import Matter


class DecisionOutcome(StrEnum):
    """What a decision says ("innvilget", "delvis innvilget", "avslått", "avvist")."""

    GRANT = "grant"
    PART_GRANT = "part_grant"
    REFUSE = "refuse"
    DISMISS = "dismiss"


class CaseResult(StrEnum):
    """How a case ended: by a decision, or retracted by the applicant ("trukket")."""

    GRANT = "grant"
    PART_GRANT = "part_grant"
    REFUSE = "refuse"
    DISMISS = "dismiss"
    RETRACTED = "retracted"


class DelegationMode(StrEnum):
    """Who decides by delegation: one person, a second person, or a political body."""

    ALONE = "alone"
    TWO_PEOPLE = "two_people"
    BODY = "body"


GRANTING = frozenset({DecisionOutcome.GRANT, DecisionOutcome.PART_GRANT})


# What one person may grant: events, approved people, and what holds once.
GRANTED_ALONE = frozenset({Matter.EVENT, Matter.PEOPLE})


def default_mode(
    kind: LicenceKind,
    outcome: DecisionOutcome,
    matter: Matter = Matter.LICENCE,
    *,
    once: bool = False,
) -> DelegationMode:
    """Who decides where the delegation is silent: two people for refusals and permanent licences.

    A dismissal takes one, and so does a grant of an event, of people, or of what holds once.
    """
    if outcome is DecisionOutcome.DISMISS:
        return DelegationMode.ALONE
    alone = outcome in GRANTING and (once or matter in GRANTED_ALONE)
    return DelegationMode.ALONE if alone else DelegationMode.TWO_PEOPLE


@dataclass(frozen=True)
class DelegationRule:
    """One rule of a municipality's delegation ("delegasjon"); None means any."""

    mode: DelegationMode
    first_day: date
    last_day: date | None = None
    kind: LicenceKind | None = None
    outcome: DecisionOutcome | None = None
    source: str = ""
    matter: Matter | None = None
    code: str = ""
    """The rule of the policy."""
    body: str = ""
    further: int = 0
    """How many conditions it has beside the kind."""

    def concerns(
        self, kind: LicenceKind, outcome: DecisionOutcome, on: date, matter: Matter = Matter.LICENCE
    ) -> bool:
        """Whether the rule speaks of such a decision on the day."""
        return (
            self.kind in (None, kind)
            and self.matter in (None, matter)
            and self.outcome in (None, outcome)
            and self.first_day <= on
            and (self.last_day is None or on <= self.last_day)
        )


# Where two rules are equally particular and equally new, the one that asks most of the decision holds.
STRICTNESS = (DelegationMode.ALONE, DelegationMode.TWO_PEOPLE, DelegationMode.BODY)


def delegation_for(
    rules: Iterable[DelegationRule],
    kind: LicenceKind,
    outcome: DecisionOutcome,
    on: date,
    matter: Matter = Matter.LICENCE,
) -> DelegationRule | None:
    """The rule a decision rests on: the most particular, then the latest; None where delegation is silent.

    Law: alkoholloven § 1-7.
    """
    matching = [rule for rule in rules if rule.concerns(kind, outcome, on, matter)]
    return max(
        matching,
        key=lambda rule: (
            (rule.kind is not None) + (rule.outcome is not None) + (rule.matter is not None) + rule.further,
            rule.first_day,
            STRICTNESS.index(rule.mode),
        ),
        default=None,
    )


def mode_for(
    rules: Iterable[DelegationRule],
    kind: LicenceKind,
    outcome: DecisionOutcome,
    on: date,
    matter: Matter = Matter.LICENCE,
    *,
    once: bool = False,
) -> DelegationMode:
    """Who decides such a case on a day."""
    rule = delegation_for(rules, kind, outcome, on, matter)
    return default_mode(kind, outcome, matter, once=once) if rule is None else rule.mode


@dataclass(frozen=True)
class DeciderRefusal:
    """Why a person may not decide a case."""

    code: str
    citation: Citation = ALKL_1_7


def decider_refusal(mode: DelegationMode, proposer: str | None, decider: str | None) -> DeciderRefusal | None:
    """Why this person may not decide, or None: where two people decide, the proposer is not the decider."""
    if mode is DelegationMode.BODY:
        return DeciderRefusal("belongs_to_body")
    if mode is DelegationMode.TWO_PEOPLE and proposer is not None and proposer == decider:
        return DeciderRefusal("decider_is_proposer")
    return None


class ComplaintBody(StrEnum):
    """Who hears a complaint ("klageinstans"), and how far it looks."""

    STATE_GOVERNOR_LEGALITY = "state_governor_legality"
    STATE_GOVERNOR_FULL = "state_governor_full"
    OWN_COMPLAINTS_BODY = "own_complaints_body"


@dataclass(frozen=True)
class ComplaintAnswer:
    """Where a complaint goes and the section that says so."""

    body: ComplaintBody
    citation: Citation


LEGALITY_CHAPTERS = frozenset({"3", "4", "7"})


def complaint_body(basis: Citation) -> ComplaintAnswer:
    """Where a complaint over a decision goes, by the section that the decision rests on.

    Law: alkoholloven § 1-16; serveringsloven § 27; forvaltningsloven § 28 second paragraph.
    ASSUMPTION: decisions under the rest of chapter 1 go to the municipality's own complaints body.

    >>> complaint_body(Citation(Statute.ALKL, "1-7c")).body.value
    'own_complaints_body'
    """
    if basis.statute is Statute.SERV:
        return ComplaintAnswer(ComplaintBody.STATE_GOVERNOR_FULL, SERV_27)
    chapter = basis.section.split("-")[0]
    # Fees are laid down in the regulation but decided under chapter 7 of the act.
    by_act = basis.statute is Statute.ALKL and (
        chapter in LEGALITY_CHAPTERS or basis.section == ALKL_1_8.section
    )
    if by_act or (basis.statute is Statute.AF and chapter == "6"):
        return ComplaintAnswer(ComplaintBody.STATE_GOVERNOR_LEGALITY, ALKL_1_16)
    return ComplaintAnswer(ComplaintBody.OWN_COMPLAINTS_BODY, FVL_28_PARA_2)


# The section that a decision on an application rests on.
BASIS: Mapping[LicenceKind, Citation] = {LicenceKind.SALE: ALKL_3_1, LicenceKind.SERVING: ALKL_4_2}
