"""What the law says of those behind the application: influence, manager and deputy.

Law: alkoholloven §§ 1-7b and 1-7c.
"""

from collections.abc import Iterator
from datetime import date

from licensing.applicants import (
    MINIMUM_AGE,
    Person,
    Role,
    age_on,
    fills_both_roles,
    old_enough,
    right_test,
)
from licensing.assessment.facts import Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, by_law, noted
from licensing.law import AF_5_4, ALKL_1_4B, ALKL_1_7B, ALKL_1_7C


def influence(facts: Facts, on: date) -> Iterator[Finding]:
    """Holder and persons of influence are known. Law: alkoholloven §§ 1-4b and 1-7b."""
    if facts.holder is None:
        yield by_law(FindingCode.HOLDER_UNKNOWN, FindingOutcome.ASK, ALKL_1_4B)
    if facts.influence is None:
        yield by_law(FindingCode.INFLUENCE_UNKNOWN, FindingOutcome.ASK, ALKL_1_7B)
    else:
        yield by_law(FindingCode.INFLUENCE_KNOWN, FindingOutcome.OK, ALKL_1_7B, count=len(facts.influence))


def roles_filled(facts: Facts, on: date) -> Iterator[Finding]:
    """There is a manager, and a deputy unless that is waived; the two are different people.

    Law: alkoholloven § 1-7c.
    """
    if facts.manager is None:
        yield by_law(FindingCode.MANAGER_MISSING, FindingOutcome.MISSING, ALKL_1_7C)
    if not facts.deputies:
        if facts.deputy_waiver:
            yield noted(FindingCode.DEPUTY_WAIVED, ALKL_1_7C, reason=facts.deputy_waiver)
        else:
            yield by_law(FindingCode.DEPUTY_MISSING, FindingOutcome.MISSING, ALKL_1_7C)
    elif facts.manager is not None and fills_both_roles(facts.manager, facts.deputies):
        yield by_law(
            FindingCode.DEPUTY_IS_MANAGER,
            FindingOutcome.MISSING,
            ALKL_1_7C,
            person=facts.manager.reference,
        )


def age(facts: Facts, on: date) -> Iterator[Finding]:
    """Manager and deputy are over 20 on the day of the decision. Law: alkoholloven § 1-7c."""
    for role, person in facts.managers():
        suitable = old_enough(person, on)
        who = {"role": role.value, "person": person.reference}
        if suitable is None or person.born_on is None:
            yield by_law(FindingCode.PERSON_AGE_UNKNOWN, FindingOutcome.ASK, ALKL_1_7C, **who)
            continue
        code = FindingCode.PERSON_OLD_ENOUGH if suitable else FindingCode.PERSON_TOO_YOUNG
        outcome = FindingOutcome.OK if suitable else FindingOutcome.REFUSE
        yield by_law(code, outcome, ALKL_1_7C, **who, age=age_on(person.born_on, on), minimum_age=MINIMUM_AGE)


def knowledge_test(facts: Facts, on: date) -> Iterator[Finding]:
    """Manager and deputy have passed the test of this kind of licence.

    Law: alkoholloven § 1-7c; alkoholforskriften § 5-4.
    """
    if facts.kind is None:
        return
    for role, person in facts.managers():
        passed = right_test(person, facts.kind)
        who = {"role": role.value, "person": person.reference, "kind": facts.kind.value}
        if passed is None:
            yield by_law(FindingCode.TEST_UNKNOWN, FindingOutcome.ASK, ALKL_1_7C, **who)
        elif passed:
            yield by_law(FindingCode.TEST_PASSED, FindingOutcome.OK, AF_5_4, **who)
        else:
            others = [test.value for test in person.tests or ()]
            # Documented knowledge is the act's demand; that each kind has its own test is the regulation's.
            section = AF_5_4 if others else ALKL_1_7C
            yield by_law(FindingCode.TEST_MISSING, FindingOutcome.MISSING, section, **who, other_tests=others)


def employment(facts: Facts, on: date) -> Iterator[Finding]:
    """Manager and deputy work at the place, employed or as owners. Law: alkoholloven § 1-7c."""
    for role, person in facts.managers():
        yield _employment(role, person)
        if person.manages_elsewhere:
            # The statute only asks for real supervision, so a second place is worth knowing and no more.
            yield noted(FindingCode.MANAGES_ELSEWHERE, ALKL_1_7C, role=role.value, person=person.reference)


def _employment(role: Role, person: Person) -> Finding:
    code, outcome = {
        None: (FindingCode.EMPLOYMENT_UNKNOWN, FindingOutcome.ASK),
        True: (FindingCode.EMPLOYED, FindingOutcome.OK),
        False: (FindingCode.NOT_EMPLOYED, FindingOutcome.MISSING),
    }[person.employed]
    return by_law(code, outcome, ALKL_1_7C, role=role.value, person=person.reference)
