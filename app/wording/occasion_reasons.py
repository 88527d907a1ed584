"""Drafted reasons for a decision on an event: the people, the statements, the company, and the hours."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l

from app.wording.citations import citation_text
from app.wording.facts import ended, upper_first
from app.wording.findings import finding_text, finding_words
from app.wording.reason_paragraphs import policy_sentences, statement_sentences
from app.wording.reasons import ReasonContext, drafted_reasons
from app.wording.reasons_of_policies import rule_sentences
from licensing.assessment import Finding, FindingCode, FindingOutcome, Strength
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.law import ALKL_1_7C

AGE_MET = _l("Styrer og stedfortreder skal være over 20 år (%(law)s). Kravet er oppfylt.")
OPEN = _l("Dette er et åpent arrangement, for %(signs)s.")
CLOSED = _l("Dette er et sluttet selskap (%(law)s).")
HOURS_KEPT = _l("Tidene dere har søkt om, ligger innenfor loven og kommunens forskrift.")
HOURS_LAWFUL = _l("Tidene dere har søkt om, ligger innenfor loven.")
HOURS_CUT = {
    FindingCode.DAYS_OUTSIDE_POLICY: _l(
        "Dere har søkt om %(asked)s %(area)s %(days)s. Kommunens forskrift åpner for %(allowed)s."
    ),
    FindingCode.DAYS_OUTSIDE_LAW: _l(
        "Dere har søkt om %(asked)s %(area)s %(days)s. Loven tillater %(allowed)s (%(law)s)."
    ),
    FindingCode.DAYS_BEYOND_NORMAL: _l(
        "Dere har søkt om %(asked)s %(area)s %(days)s. Vanlig tid etter loven er %(allowed)s (%(law)s)."
        " Kommunen kan gi lengre tid."
    ),
}
IN_FULL = _l("Kommunen kan gi lengre tid for en enkelt anledning (%(law)s), og det gjør vi her.")
LATE = _l("Søknaden kom etter kommunens frist. Vi har tatt den imot likevel.")
GRANTED = _l("Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a), og gir bevillingen.")
IN_PART = _l(
    "Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a). Dere får bevilling for det som ligger"
    " innenfor loven og kommunens regler. Resten avslår vi."
)
REFUSING = frozenset({FindingCode.ROOM_TAKEN, FindingCode.AMBULATORY_UNFIT, FindingCode.QUOTA_FULL})


def occasion_reasons(
    findings: Iterable[Finding], outcome: DecisionOutcome, names: Mapping[str, str], policy: str
) -> str:
    """The reasons as a draft, in paragraphs. A refusal is reasoned as any other is."""
    rows = tuple(findings)
    if outcome not in GRANTING:
        told = " ".join(
            finding_text(row, names)
            for row in rows
            if row.code in REFUSING and row.outcome is FindingOutcome.REFUSE
        )
        general = drafted_reasons(rows, outcome, names, ReasonContext(policy))
        return "\n\n".join(text for text in (told, general) if text)
    paragraphs = (
        [*_people(rows), *_company(rows)],
        statement_sentences(rows),
        _hours(rows, outcome),
        rule_sentences(rows, outcome, names),
        policy_sentences(rows, outcome, policy),
        [str(GRANTED if outcome is DecisionOutcome.GRANT else IN_PART)],
    )
    texts = (" ".join(ended(upper_first(text)) for text in sentences if text) for sentences in paragraphs)
    return "\n\n".join(text for text in texts if text)


def _people(rows: tuple[Finding, ...]) -> list[str]:
    ages = [row for row in rows if row.code is FindingCode.PERSON_OLD_ENOUGH]
    return [str(AGE_MET) % {"law": citation_text(ALKL_1_7C)}] if ages else []


def _company(rows: tuple[Finding, ...]) -> list[str]:
    said = []
    for row in rows:
        if row.code is FindingCode.COMPANY_OPEN:
            said.append(str(OPEN) % finding_words(row))
        elif row.code is FindingCode.COMPANY_CLOSED:
            said.append(str(CLOSED) % finding_words(row))
        elif row.code is FindingCode.NOTICE_LATE_ACCEPTED:
            said.append(str(LATE))
    return said


def _hours(rows: tuple[Finding, ...], outcome: DecisionOutcome) -> list[str]:
    cuts = [row for row in rows if row.code in HOURS_CUT and row.facts.get("allowed")]
    if cuts:
        said = [str(HOURS_CUT[row.code]) % finding_words(row) for row in cuts]
        longer = [row for row in cuts if row.strength is not Strength.LAW]
        if outcome is DecisionOutcome.GRANT and longer:
            said.append(str(IN_FULL) % finding_words(longer[0]))
        return said
    codes = {row.code for row in rows}
    if FindingCode.DAYS_WITHIN_POLICY in codes:
        return [str(HOURS_KEPT)]
    return [str(HOURS_LAWFUL)] if FindingCode.DAYS_LAWFUL in codes else []
