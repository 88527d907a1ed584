"""What users read for every code. The texts stand in app/wording/, a module for each kind of code."""

from app.wording.citations import citation_text
from app.wording.clauses import clause
from app.wording.clocks import ClockText, clock_text
from app.wording.criteria import LABELS_OF_CRITERIA
from app.wording.enums import LABELS, choices, enumeration, groups_text, label
from app.wording.enums_of_batches import LABELS_OF_BATCHES
from app.wording.enums_of_breaches import LABELS_OF_BREACHES
from app.wording.enums_of_changes import LABELS_OF_CHANGES
from app.wording.enums_of_earmarks import LABELS_OF_EARMARKS
from app.wording.enums_of_endings import LABELS_OF_ENDINGS
from app.wording.enums_of_events import LABELS_OF_EVENTS
from app.wording.enums_of_fee_decisions import LABELS_OF_FEE_DECISIONS
from app.wording.enums_of_fees import LABELS_OF_FEES
from app.wording.enums_of_imports import LABELS_OF_IMPORTS
from app.wording.enums_of_kinds import LABELS_OF_KINDS
from app.wording.enums_of_matters import LABELS_OF_MATTERS
from app.wording.enums_of_national_register import LABELS_OF_NATIONAL_REGISTER
from app.wording.enums_of_payments import LABELS_OF_PAYMENTS
from app.wording.enums_of_people import LABELS_OF_PEOPLE
from app.wording.enums_of_plans import LABELS_OF_PLANS
from app.wording.enums_of_policies import LABELS_OF_POLICIES
from app.wording.enums_of_policy_check import LABELS_OF_POLICY_CHECK
from app.wording.enums_of_reports import LABELS_OF_REPORTS
from app.wording.enums_of_rounds import LABELS_OF_ROUNDS
from app.wording.enums_of_spending import LABELS_OF_SPENDING
from app.wording.enums_of_tariffs import LABELS_OF_TARIFFS
from app.wording.enums_of_tryouts import LABELS_OF_TRYOUTS
from app.wording.enums_of_turnover import LABELS_OF_TURNOVER
from app.wording.events import event_text
from app.wording.events_of_batches import LABELS_OF_BATCH_EVENTS
from app.wording.events_of_breaches import LABELS_OF_BREACH_EVENTS
from app.wording.events_of_earmarks import LABELS_OF_EARMARK_EVENTS
from app.wording.events_of_fee_decisions import LABELS_OF_FEE_DECISION_EVENTS
from app.wording.events_of_fees import LABELS_OF_FEE_EVENTS
from app.wording.events_of_kinds import LABELS_OF_KIND_EVENTS
from app.wording.events_of_payments import LABELS_OF_PAYMENT_EVENTS
from app.wording.events_of_plans import LABELS_OF_PLAN_EVENTS
from app.wording.events_of_policies import LABELS_OF_POLICY_EVENTS
from app.wording.events_of_reports import LABELS_OF_REPORT_EVENTS
from app.wording.events_of_rounds import LABELS_OF_ROUND_EVENTS
from app.wording.events_of_spending import LABELS_OF_SPENDING_EVENTS
from app.wording.events_of_turnover import LABELS_OF_TURNOVER_EVENTS
from app.wording.facts import activity_name, body_name, days_text, hours_text, question_text
from app.wording.findings import FINDING_GROUPS, FINDING_TEXTS, finding_group, finding_text, findings_summary
from app.wording.pouring import LABELS_OF_POURING, because_text
from app.wording.reasons import ReasonContext, drafted_reasons, main_reason
from app.wording.refusals import SENTENCES, sentence

for _more in (
    LABELS_OF_MATTERS,
    LABELS_OF_KINDS,
    LABELS_OF_KIND_EVENTS,
    LABELS_OF_POLICY_EVENTS,
    LABELS_OF_EVENTS,
    LABELS_OF_IMPORTS,
    LABELS_OF_CHANGES,
    LABELS_OF_ENDINGS,
    LABELS_OF_NATIONAL_REGISTER,
    LABELS_OF_PAYMENTS,
    LABELS_OF_PAYMENT_EVENTS,
    LABELS_OF_PEOPLE,
    LABELS_OF_POURING,
    LABELS_OF_POLICIES,
    LABELS_OF_POLICY_CHECK,
    LABELS_OF_CRITERIA,
    LABELS_OF_TRYOUTS,
    LABELS_OF_TURNOVER,
    LABELS_OF_TURNOVER_EVENTS,
    LABELS_OF_TARIFFS,
    LABELS_OF_ROUNDS,
    LABELS_OF_ROUND_EVENTS,
    LABELS_OF_FEES,
    LABELS_OF_FEE_DECISIONS,
    LABELS_OF_FEE_DECISION_EVENTS,
    LABELS_OF_FEE_EVENTS,
    LABELS_OF_BATCHES,
    LABELS_OF_BATCH_EVENTS,
    LABELS_OF_BREACHES,
    LABELS_OF_BREACH_EVENTS,
    LABELS_OF_EARMARKS,
    LABELS_OF_EARMARK_EVENTS,
    LABELS_OF_SPENDING,
    LABELS_OF_SPENDING_EVENTS,
    LABELS_OF_PLANS,
    LABELS_OF_PLAN_EVENTS,
    LABELS_OF_REPORTS,
    LABELS_OF_REPORT_EVENTS,
):
    for _kind, _texts in _more.items():
        # A slice may add members to an enum that others have begun.
        LABELS[_kind] = {**LABELS.get(_kind, {}), **_texts}

__all__ = [
    "FINDING_GROUPS",
    "FINDING_TEXTS",
    "LABELS",
    "SENTENCES",
    "ClockText",
    "ReasonContext",
    "activity_name",
    "because_text",
    "body_name",
    "choices",
    "citation_text",
    "clause",
    "clock_text",
    "days_text",
    "drafted_reasons",
    "enumeration",
    "event_text",
    "finding_group",
    "finding_text",
    "findings_summary",
    "groups_text",
    "hours_text",
    "label",
    "main_reason",
    "question_text",
    "sentence",
]
