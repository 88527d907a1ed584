"""Findings ("funn"): what one rule says of an application, with its grounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licensing.law import ALKL_1_7A, Citation
from licensing.policy import Policy, Rule, Strength

Plain = str | int | bool | None | list[str]

RULES_APART = "\n"
"""What stands between the codes of rules that answered together; a code is one line, with any other sign."""


class FindingOutcome(StrEnum):
    """What a finding means for the application."""

    OK = "ok"
    ASK = "ask"
    MISSING = "missing"
    CONSIDER = "consider"
    LATE = "late"
    PARTLY = "partly"
    REFUSE = "refuse"


class ProposedOutcome(StrEnum):
    """What the findings amount to; the first that applies, in this order."""

    REFUSE = "refuse"
    ASK = "ask"
    DISCRETION = "discretion"
    LATE = "late"
    PARTLY = "partly"
    GRANT_WITH_CONDITIONS = "grant_with_conditions"
    GRANT = "grant"


class FindingCode(StrEnum):
    """Every finding that the rules can make."""

    KIND_UNKNOWN = "kind_unknown"
    GROUPS_LAWFUL = "groups_lawful"
    GROUPS_UNLAWFUL = "groups_unlawful"
    GROUPS_UNKNOWN = "groups_unknown"
    OUTLET_LAWFUL = "outlet_lawful"
    OUTLET_UNLAWFUL = "outlet_unlawful"
    CATEGORY_UNKNOWN = "category_unknown"
    PERIOD_LAWFUL = "period_lawful"
    PERIOD_TOO_LONG = "period_too_long"
    PERIOD_IMPOSSIBLE = "period_impossible"
    TYPE_LAWFUL = "type_lawful"
    TYPE_UNLAWFUL = "type_unlawful"
    SEASON_GIVEN = "season_given"
    SEASON_UNKNOWN = "season_unknown"
    EXTENSION_LAWFUL = "extension_lawful"
    EXTENSION_UNLAWFUL = "extension_unlawful"
    PRODUCTION_MET = "production_met"
    PRODUCTION_NOT_MET = "production_not_met"
    PRODUCTION_UNKNOWN = "production_unknown"
    PRODUCTION_TO_JUDGE = "production_to_judge"
    HOME_MUNICIPALITY_ALONE = "home_municipality_alone"
    OTHER_MUNICIPALITIES = "other_municipalities"
    OTHER_MUNICIPALITIES_UNKNOWN = "other_municipalities_unknown"
    STATE_LICENCE_POSSIBLE = "state_licence_possible"
    OUTLETS_LEFT = "outlets_left"
    OUTLETS_FULL = "outlets_full"
    OUTLETS_UNKNOWN = "outlets_unknown"
    OTHER_SALE_LICENSED = "other_sale_licensed"
    OTHER_SALE_MISSING = "other_sale_missing"
    OTHER_SALE_UNKNOWN = "other_sale_unknown"
    OUTLET_PLACE_TO_APPROVE = "outlet_place_to_approve"
    OUTLET_PERIOD_SHORTER = "outlet_period_shorter"

    HOLDER_UNKNOWN = "holder_unknown"
    INFLUENCE_KNOWN = "influence_known"
    INFLUENCE_UNKNOWN = "influence_unknown"
    MANAGER_MISSING = "manager_missing"
    DEPUTY_MISSING = "deputy_missing"
    DEPUTY_WAIVED = "deputy_waived"
    DEPUTY_IS_MANAGER = "deputy_is_manager"
    PERSON_OLD_ENOUGH = "person_old_enough"
    PERSON_TOO_YOUNG = "person_too_young"
    PERSON_AGE_UNKNOWN = "person_age_unknown"
    TEST_PASSED = "test_passed"
    TEST_MISSING = "test_missing"
    TEST_UNKNOWN = "test_unknown"
    EMPLOYED = "employed"
    NOT_EMPLOYED = "not_employed"
    EMPLOYMENT_UNKNOWN = "employment_unknown"
    MANAGES_ELSEWHERE = "manages_elsewhere"
    MANAGER_NOT_REQUIRED = "manager_not_required"
    RESIDENCE_UNKNOWN = "residence_unknown"
    CERTIFICATE_MISSING = "certificate_missing"
    CERTIFICATE_SHOWN = "certificate_shown"
    CLOSE_PERSONS_NOTED = "close_persons_noted"
    NOBODY_TO_APPROVE = "nobody_to_approve"
    LICENCE_ROLES_FILLED = "licence_roles_filled"
    LICENCE_WITHOUT_MANAGER = "licence_without_manager"
    LICENCE_WITHOUT_DEPUTY = "licence_without_deputy"

    STATEMENTS_UNKNOWN = "statements_unknown"
    STATEMENT_NOT_ASKED = "statement_not_asked"
    STATEMENT_WAITING = "statement_waiting"
    STATEMENT_OVERDUE = "statement_overdue"
    STATEMENT_NO_REMARK = "statement_no_remark"
    STATEMENT_REMARK = "statement_remark"
    STATEMENT_AGAINST = "statement_against"
    STATEMENT_SILENT = "statement_silent"
    STATEMENT_OVERRIDDEN = "statement_overridden"
    STATEMENT_OPTIONAL_OPEN = "statement_optional_open"
    REMARK_NOT_PRESENTED = "remark_not_presented"
    REPLY_AWAITED = "reply_awaited"
    CONDUCT_MET = "conduct_met"
    CONDUCT_NOT_MET = "conduct_not_met"
    CONDUCT_TO_JUDGE = "conduct_to_judge"
    CONDUCT_ANSWERED = "conduct_answered"
    CONDUCT_OUTLIVED = "conduct_outlived"
    CONDUCT_PLACE_NOT_MET = "conduct_place_not_met"

    HOURS_UNKNOWN = "hours_unknown"
    HOURS_LAWFUL = "hours_lawful"
    HOURS_OUTSIDE_LAW = "hours_outside_law"
    HOURS_UNLAWFUL = "hours_unlawful"
    HOURS_WITHIN_POLICY = "hours_within_policy"
    HOURS_OUTSIDE_POLICY = "hours_outside_policy"
    HOURS_BEYOND_NORMAL = "hours_beyond_normal"
    HOURS_RULES_CONFLICT = "hours_rules_conflict"

    ROOMS_UNKNOWN = "rooms_unknown"
    ROOM_FREE = "room_free"
    ROOM_SAME_HOLDER = "room_same_holder"
    ROOM_OTHER_HOURS = "room_other_hours"
    ROOM_TAKEN = "room_taken"
    ROOM_OVERLAP_UNKNOWN = "room_overlap_unknown"
    SALE_AND_SERVING_BANNED = "sale_and_serving_banned"
    SALE_AND_SERVING_UNKNOWN = "sale_and_serving_unknown"
    SALE_AND_SERVING_OWN_PRODUCED = "sale_and_serving_own_produced"

    POLICY_NOT_IN_FORCE = "policy_not_in_force"
    CAP_ROOM_LEFT = "cap_room_left"
    CAP_FULL = "cap_full"
    CAP_UNKNOWN = "cap_unknown"
    CAP_WITHOUT_LIMIT = "cap_without_limit"
    CRITERION_TO_WEIGH = "criterion_to_weigh"
    CRITERION_MET = "criterion_met"
    CRITERION_NOT_MET = "criterion_not_met"
    CAP_NONE = "cap_none"
    CAP_SEAT_KEPT = "cap_seat_kept"
    CAP_COUNTING_UNSAID = "cap_counting_unsaid"
    CAP_OVERFLOW_UNSAID = "cap_overflow_unsaid"
    CAP_TRANSFER_UNSAID = "cap_transfer_unsaid"
    PLACE_ALLOWED = "place_allowed"
    PLACE_BARRED = "place_barred"
    PLACE_NORMALLY_NOT = "place_normally_not"
    PLACE_PART_ONLY = "place_part_only"
    PLACE_PART_MET = "place_part_met"
    PLACE_LISTED = "place_listed"
    PLACE_NOT_LISTED = "place_not_listed"
    PLACE_GROUPS_LIMITED = "place_groups_limited"
    DEFINITION_MET = "definition_met"
    DEFINITION_NOT_MET = "definition_not_met"
    DEFINITION_UNKNOWN = "definition_unknown"
    POLICY_FACT_UNKNOWN = "policy_fact_unknown"
    GROUND_WANTED = "ground_wanted"
    CONDITION_SET = "condition_set"
    CONDITION_UNMET = "condition_unmet"
    CONDITION_UNKNOWN = "condition_unknown"
    HOURS_VARY = "hours_vary"
    HOURS_MAY_BE_SHORTENED = "hours_may_be_shortened"
    HOURS_OPENING_ALONE = "hours_opening_alone"
    LOCAL_HOURS_OUTSIDE_LAW = "local_hours_outside_law"
    RESPONSIBLE_TOO_YOUNG = "responsible_too_young"
    SAME_TERMS = "same_terms"
    TOTAL_REVIEW = "total_review"
    CRITERIA_NOT_FIXED = "criteria_not_fixed"
    CRITERIA_FIXED_UNKNOWN = "criteria_fixed_unknown"
    STATEMENTS_WANTED = "statements_wanted"
    RULE_TOLD = "rule_told"

    GROUP_ADDED = "group_added"
    ONCE_DAYS_PASSED = "once_days_passed"
    ONCE_OPENING_FOLLOWS = "once_opening_follows"
    CONCEPT_TO_JUDGE = "concept_to_judge"

    OCCASION_DAYS = "occasion_days"
    OCCASION_DAYS_UNKNOWN = "occasion_days_unknown"
    OCCASION_BEGUN = "occasion_begun"
    OCCASION_LONG = "occasion_long"
    COMPANY_CLOSED = "company_closed"
    COMPANY_OPEN = "company_open"
    COMPANY_UNKNOWN = "company_unknown"
    AMBULATORY_UNFIT = "ambulatory_unfit"
    WHOLESALE_ALLOWED = "wholesale_allowed"
    WHOLESALE_NEVER = "wholesale_never"
    WHOLESALE_TESTS_MISSING = "wholesale_tests_missing"
    WHOLESALE_TESTS_UNKNOWN = "wholesale_tests_unknown"
    INTERNAL_CONTROL_NOT_REQUIRED = "internal_control_not_required"
    INTERNAL_CONTROL_REQUIRED = "internal_control_required"
    INTERNAL_CONTROL_WAIVED = "internal_control_waived"
    INTERNAL_CONTROL_REASON_MISSING = "internal_control_reason_missing"
    RESPONSIBLE_TO_JUDGE = "responsible_to_judge"
    TEST_NOT_NEEDED = "test_not_needed"
    NOTICE_IN_TIME = "notice_in_time"
    NOTICE_LATE = "notice_late"
    NOTICE_LATE_ACCEPTED = "notice_late_accepted"
    QUOTA_UNKNOWN = "quota_unknown"
    QUOTA_LEFT = "quota_left"
    QUOTA_FULL = "quota_full"
    FEE_LIMIT_UNKNOWN = "fee_limit_unknown"
    FEE_ABOVE_LIMIT = "fee_above_limit"
    PRINCIPLE_TO_CHOOSE = "principle_to_choose"
    DAYS_LAWFUL = "days_lawful"
    DAYS_OUTSIDE_LAW = "days_outside_law"
    DAYS_WITHIN_POLICY = "days_within_policy"
    DAYS_OUTSIDE_POLICY = "days_outside_policy"
    DAYS_BEYOND_NORMAL = "days_beyond_normal"


@dataclass(frozen=True)
class Finding:
    """One rule's answer: outcome, how binding the rule is, the section, and the facts it rests on.

    A finding from the policy carries the policy's own reference in `policy_source`.
    """

    code: FindingCode
    outcome: FindingOutcome
    strength: Strength
    citation: Citation | None = None
    facts: Mapping[str, Plain] = field(default_factory=dict, hash=False)
    policy_source: str = ""
    rule: str = field(default="", compare=False)
    """The code of the policy's rule; it says which rule answered, and is no part of the answer."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules that answered: several where they give hours together."""
        return tuple(self.rule.split(RULES_APART)) if self.rule else ()


# What is asked beside a proposal, and does not change it.
ASKED_BESIDE = frozenset(
    {
        FindingCode.CAP_COUNTING_UNSAID,
        FindingCode.CAP_OVERFLOW_UNSAID,
        FindingCode.CAP_TRANSFER_UNSAID,
        FindingCode.GROUND_WANTED,
        FindingCode.HOURS_OPENING_ALONE,
        FindingCode.CRITERIA_FIXED_UNKNOWN,
    }
)


def is_asked(finding: Finding) -> bool:
    """Whether a finding is a question to a person: one that must be answered, or one beside the proposal."""
    return finding.outcome is FindingOutcome.ASK or finding.code in ASKED_BESIDE


def by_law(code: FindingCode, outcome: FindingOutcome, citation: Citation, **facts: Plain) -> Finding:
    """A finding of the law itself."""
    return Finding(code, outcome, Strength.LAW, citation, facts)


def by_policy(
    code: FindingCode,
    outcome: FindingOutcome,
    rule: Rule,
    policy: Policy,
    citation: Citation | None = ALKL_1_7A,
    **facts: Plain,
) -> Finding:
    """A finding of one of the policy's rules, with where the rule stands."""
    return Finding(code, outcome, rule.strength, citation, facts, policy.source_of(rule), rule.code)


def noted(code: FindingCode, citation: Citation | None = None, **facts: Plain) -> Finding:
    """A finding that is in order and only worth knowing."""
    return Finding(code, FindingOutcome.OK, Strength.INFO, citation, facts)
