"""What law and policy say of an event: company, licence type, hours day by day, notice, purchase, quota.

Law: alkoholloven §§ 1-4c, 1-6, 1-7c, 4-4 and 4-5; alkoholforskriften §§ 6-2 and 8-1.
"""

from collections.abc import Iterator
from datetime import date

from licensing.assessment.facts import Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    by_law,
    noted,
)
from licensing.law import (
    AF_6_2,
    ALKL_1_6,
    ALKL_1_6_PARA_2,
    ALKL_1_7C,
    ALKL_4_5,
)
from licensing.licences import LicenceType
from licensing.occasions import (
    InternalControl,
    Openness,
    Use,
    Wholesale,
    company_is_closed,
    internal_control,
    length,
    quota_standing,
    type_fits,
    wholesale,
)
from licensing.policy import Strength

WHOLESALE_CODES = {
    Wholesale.NEVER: (FindingCode.WHOLESALE_NEVER, FindingOutcome.CONSIDER),
    Wholesale.TESTS_MISSING: (FindingCode.WHOLESALE_TESTS_MISSING, FindingOutcome.CONSIDER),
    Wholesale.TESTS_UNKNOWN: (FindingCode.WHOLESALE_TESTS_UNKNOWN, FindingOutcome.CONSIDER),
    Wholesale.ALLOWED: (FindingCode.WHOLESALE_ALLOWED, FindingOutcome.OK),
}
CONTROL_CODES = {
    InternalControl.NOT_REQUIRED: (FindingCode.INTERNAL_CONTROL_NOT_REQUIRED, FindingOutcome.OK),
    InternalControl.REQUIRED: (FindingCode.INTERNAL_CONTROL_REQUIRED, FindingOutcome.OK),
    InternalControl.WAIVED: (FindingCode.INTERNAL_CONTROL_WAIVED, FindingOutcome.CONSIDER),
    InternalControl.REASON_MISSING: (FindingCode.INTERNAL_CONTROL_REASON_MISSING, FindingOutcome.MISSING),
}


def dates(facts: Facts, on: date) -> Iterator[Finding]:
    """The event has days, they lie ahead, and they are one occasion. Law: alkoholloven § 1-6."""
    occasion = facts.occasion
    if occasion is None or occasion.first_day is None or occasion.last_day is None:
        yield by_law(FindingCode.OCCASION_DAYS_UNKNOWN, FindingOutcome.ASK, ALKL_1_6_PARA_2)
        return
    first_day, last_day = occasion.first_day, occasion.last_day
    span: dict[str, Plain] = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    if first_day < on:
        yield by_law(FindingCode.OCCASION_BEGUN, FindingOutcome.REFUSE, ALKL_1_6, **span)
        return
    yield by_law(FindingCode.OCCASION_DAYS, FindingOutcome.OK, ALKL_1_6_PARA_2, **span)
    lasting = length(first_day, last_day, occasion.most_days)
    if lasting.too_long:
        # The act names no number: the municipality's own one only guides.
        yield Finding(
            FindingCode.OCCASION_LONG,
            FindingOutcome.CONSIDER,
            Strength.FACTOR,
            lasting.citation,
            {"days": lasting.days, "most": lasting.most},
        )


def company(facts: Facts, on: date) -> Iterator[Finding]:
    """Whether the event is a closed company or open, and whether the licence asked for fits it.

    Law: alkoholloven §§ 1-6 and 4-5.
    """
    if facts.occasion is None:
        return
    answer = company_is_closed(facts.occasion.company)
    code, outcome = {
        Openness.CLOSED: (FindingCode.COMPANY_CLOSED, FindingOutcome.OK),
        Openness.OPEN: (FindingCode.COMPANY_OPEN, FindingOutcome.OK),
        Openness.UNKNOWN: (FindingCode.COMPANY_UNKNOWN, FindingOutcome.ASK),
    }[answer.openness]
    ambulatory = facts.type is LicenceType.AMBULATORY
    if answer.openness is Openness.UNKNOWN and not ambulatory:
        # A licence for a single occasion serves both, so nothing hangs on the answer.
        outcome = FindingOutcome.OK
    yield by_law(
        code,
        outcome,
        answer.citation,
        signs=[sign.value for sign in answer.signs],
        unknown=[sign.value for sign in answer.unknown],
    )
    if not ambulatory or facts.kind is None:
        return
    fit = type_fits(LicenceType.AMBULATORY, facts.kind, answer.openness)
    if fit.fits is False:
        yield by_law(FindingCode.AMBULATORY_UNFIT, FindingOutcome.REFUSE, fit.citation)


def purchase(facts: Facts, on: date) -> Iterator[Finding]:
    """Whether the organiser may buy from wholesalers, where that is what he wants.

    Who may not can still have the licence, and buy in shops; so it is told, and stops nothing.

    Law: alkoholloven § 1-4c.
    """
    if facts.occasion is None or facts.kind is None or not facts.occasion.wholesale:
        return
    answer = wholesale(facts.type, facts.kind, facts.manager, facts.deputies or ())
    code, outcome = WHOLESALE_CODES[answer.answer]
    yield by_law(
        code,
        outcome,
        answer.citation,
        roles=[role.value for role, _person in answer.people],
        kind=facts.kind.value,
    )


def control(facts: Facts, on: date) -> Iterator[Finding]:
    """Whether there is to be internal control. Law: alkoholforskriften § 8-1."""
    occasion = facts.occasion
    if occasion is None:
        return
    answer = internal_control(
        facts.type, waived=occasion.internal_control_waived, reason=occasion.internal_control_reason
    )
    code, outcome = CONTROL_CODES[answer.answer]
    yield by_law(code, outcome, answer.citation, reason=occasion.internal_control_reason or None)


def employment(facts: Facts, on: date) -> Iterator[Finding]:
    """Manager and deputy work for the organiser. Law: alkoholloven § 1-7c.

    ASSUMPTION: the act lifts only the knowledge test for events; whether an office held in an association
    is work at the place is for a person to judge, so that nothing but a yes is more than a question.
    """
    for role, person in facts.managers():
        code, outcome = (
            (FindingCode.EMPLOYED, FindingOutcome.OK)
            if person.employed
            else (FindingCode.RESPONSIBLE_TO_JUDGE, FindingOutcome.CONSIDER)
        )
        yield by_law(code, outcome, ALKL_1_7C, role=role.value, person=person.reference)


def knowledge(facts: Facts, on: date) -> Iterator[Finding]:
    """No knowledge test is asked for to be approved. Law: alkoholloven § 1-7c third paragraph."""
    if facts.occasion is not None:
        yield noted(FindingCode.TEST_NOT_NEEDED, ALKL_1_7C)


def late_notice(facts: Facts, on: date) -> Iterator[Finding]:
    """The application came in time by the municipality's own rule, or somebody has accepted that not."""
    occasion = facts.occasion
    if occasion is None or occasion.notice_due_on is None:
        return
    due_on: dict[str, Plain] = {"due_on": occasion.notice_due_on.isoformat(), "days": occasion.days_late}
    if not occasion.days_late:
        yield Finding(FindingCode.NOTICE_IN_TIME, FindingOutcome.OK, Strength.INFO, None, due_on)
    elif occasion.late_accepted:
        yield Finding(FindingCode.NOTICE_LATE_ACCEPTED, FindingOutcome.OK, Strength.INFO, None, due_on)
    else:
        yield Finding(FindingCode.NOTICE_LATE, FindingOutcome.LATE, Strength.HARD, None, due_on)


def quota(facts: Facts, on: date) -> Iterator[Finding]:
    """One of the council's ambulatory licences is free at that time. Law: alkoholloven § 4-5.

    Facts that were stored before the policy held the number have it with them; later ones are counted under
    the cap of the policy.
    """
    occasion = facts.occasion
    if occasion is None or facts.type is not LicenceType.AMBULATORY or occasion.quota is None:
        return
    standing = quota_standing(
        occasion.quota,
        [Use(row.day, row.hours) for row in occasion.days],
        [other.uses for other in occasion.others],
    )
    code = FindingCode.QUOTA_FULL if standing.is_full else FindingCode.QUOTA_LEFT
    outcome = FindingOutcome.REFUSE if standing.is_full else FindingOutcome.OK
    yield Finding(
        code,
        outcome,
        # How the council meant its number to be counted is a reading, so it does not bind as the law does.
        Strength.HARD,
        ALKL_4_5,
        {
            "number": standing.number,
            "used": standing.used,
            "day": standing.day.isoformat() if standing.day else None,
        },
    )


def fee(facts: Facts, on: date) -> Iterator[Finding]:
    """An ambulatory fee is at most what the regulation says. Law: alkoholforskriften § 6-2.

    A year whose rates are not known is a question, never a guess.
    """
    occasion = facts.occasion
    if occasion is None or facts.type is not LicenceType.AMBULATORY or occasion.fee_ore is None:
        return
    amounts: dict[str, Plain] = {"fee_ore": occasion.fee_ore, "most_ore": occasion.most_fee_ore}
    if occasion.most_fee_ore is None:
        yield Finding(FindingCode.FEE_LIMIT_UNKNOWN, FindingOutcome.CONSIDER, Strength.HARD, AF_6_2, amounts)
    elif occasion.fee_ore > occasion.most_fee_ore:
        yield by_law(FindingCode.FEE_ABOVE_LIMIT, FindingOutcome.MISSING, AF_6_2, **amounts)


def principle(facts: Facts, on: date) -> Iterator[Finding]:
    """Whether the case is one of principle has been answered, where the municipality asks."""
    occasion = facts.occasion
    if occasion is not None and occasion.principle_unanswered:
        yield Finding(
            FindingCode.PRINCIPLE_TO_CHOOSE,
            FindingOutcome.CONSIDER,
            Strength.FACTOR,
            None,
            {"guests": occasion.guests, "from_guests": occasion.principal_guests},
        )
