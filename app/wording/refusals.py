"""Refusals, missing premises and bad values as sentences: what happened, why by law, what to do."""

from collections.abc import Iterable, Mapping

from app.wording.citations import citation_text
from app.wording.clauses import clause_of_code
from app.wording.criteria import CRITERIA
from app.wording.enums import Text, enumeration
from app.wording.enums_of_tryouts import TRYOUTS
from app.wording.facts import fact_texts, fits, upper_first
from app.wording.findings import group_of_code
from app.wording.sentences import CASES, DECISIONS, WITHOUT_FACTS
from app.wording.sentences_of_batches import BATCHES
from app.wording.sentences_of_breaches import BREACHES
from app.wording.sentences_of_caps import CAPS, CAPS_WITHOUT_FACTS
from app.wording.sentences_of_changes import CHANGES
from app.wording.sentences_of_earmarks import EARMARKS
from app.wording.sentences_of_endings import ENDINGS
from app.wording.sentences_of_events import EVENTS
from app.wording.sentences_of_fee_decisions import FEE_DECISIONS
from app.wording.sentences_of_fees import FEES
from app.wording.sentences_of_hearings import HEARINGS
from app.wording.sentences_of_imports import IMPORTS
from app.wording.sentences_of_kinds import KINDS
from app.wording.sentences_of_measures import MEASURES
from app.wording.sentences_of_national_register import NATIONAL
from app.wording.sentences_of_occasions import OCCASION_FEES
from app.wording.sentences_of_payments import PAYMENTS
from app.wording.sentences_of_payouts import PAYOUTS
from app.wording.sentences_of_people import PEOPLE
from app.wording.sentences_of_plans import PLANS
from app.wording.sentences_of_policy_form import POLICY_FORM
from app.wording.sentences_of_policy_versions import POLICY_VERSIONS
from app.wording.sentences_of_policy_writing import POLICY_WRITING
from app.wording.sentences_of_registers import REGISTERS
from app.wording.sentences_of_reports import REPORTS
from app.wording.sentences_of_rooms import ROOMS, ROOMS_WITHOUT_FACTS
from app.wording.sentences_of_rounds import ROUNDS
from app.wording.sentences_of_spending import SPENDING
from app.wording.sentences_of_turnover import TURNOVER
from app.wording.sentences_of_values import PREMISES, VALUES
from licensing.assessment import FindingCode
from licensing.law import Citation

TABLES: tuple[Mapping[str, Text], ...] = (
    CASES,
    DECISIONS,
    REGISTERS,
    NATIONAL,
    ROOMS,
    KINDS,
    PAYMENTS,
    PEOPLE,
    CHANGES,
    ENDINGS,
    EVENTS,
    CAPS,
    IMPORTS,
    VALUES,
    PREMISES,
    POLICY_FORM,
    POLICY_VERSIONS,
    POLICY_WRITING,
    CRITERIA,
    TRYOUTS,
    TURNOVER,
    ROUNDS,
    FEES,
    BATCHES,
    FEE_DECISIONS,
    OCCASION_FEES,
    BREACHES,
    EARMARKS,
    SPENDING,
    PAYOUTS,
    PLANS,
    MEASURES,
    HEARINGS,
    REPORTS,
)
SENTENCES: Mapping[str, Text] = {code: text for table in TABLES for code, text in table.items()}


def sentence(code: str, citation: Citation | None = None, facts: Mapping[str, object] | None = None) -> str:
    """The sentence of a code with its facts, and the section in parenthesis where one is given."""
    known = fact_texts(facts or {}) | _findings(facts or {})
    known["law"] = f" ({citation_text(citation)})" if citation else ""
    text = SENTENCES[code]
    bare = {**WITHOUT_FACTS, **ROOMS_WITHOUT_FACTS, **CAPS_WITHOUT_FACTS}
    if code in bare and not fits(text, known):
        text = bare[code]
    return upper_first(str(text) % known)


def _findings(facts: Mapping[str, object]) -> dict[str, str]:
    """Findings that a refusal names, in words."""
    words = {}
    if "finding" in facts:
        words["finding"] = clause_of_code(FindingCode(str(facts["finding"])))
    given = facts.get("findings")
    if isinstance(given, Iterable):
        groups = dict.fromkeys(f"«{group_of_code(FindingCode(str(code)))}»" for code in given)
        words["findings"] = enumeration(groups)
    return words
