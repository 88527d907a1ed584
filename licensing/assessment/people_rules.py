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
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    by_law,
    noted,
)
from licensing.kinds import Demand, asks, waivable
from licensing.law import AF_5_4, ALKL_1_4B, ALKL_1_7_PARA_3, ALKL_1_7B, ALKL_1_7B_PARA_3, ALKL_1_7C
from licensing.policy import Strength


def influence(facts: Facts, on: date) -> Iterator[Finding]:
    """Holder and persons of influence are known. Law: alkoholloven §§ 1-4b and 1-7b."""
    if facts.holder is None:
        yield by_law(FindingCode.HOLDER_UNKNOWN, FindingOutcome.ASK, ALKL_1_4B)
    if not asks(facts.type, Demand.CONDUCT):
        return
    if facts.influence is None:
        yield by_law(FindingCode.INFLUENCE_UNKNOWN, FindingOutcome.ASK, ALKL_1_7B)
    else:
        yield by_law(FindingCode.INFLUENCE_KNOWN, FindingOutcome.OK, ALKL_1_7B, count=len(facts.influence))


def roles_filled(facts: Facts, on: date) -> Iterator[Finding]:
    """There is a manager, and a deputy unless that is waived; the two are different people.

    A deputy may be waived with a reason, a manager never: only a type that the act exempts has none.

    Law: alkoholloven § 1-7c.
    """
    if not asks(facts.type, Demand.MANAGER):
        yield noted(FindingCode.MANAGER_NOT_REQUIRED, ALKL_1_7C)
        return
    if facts.manager is None:
        yield by_law(FindingCode.MANAGER_MISSING, FindingOutcome.MISSING, ALKL_1_7C)
    if not facts.deputies:
        if facts.deputy_waiver and waivable(facts.type, Demand.DEPUTY):
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
    if facts.kind is None or not asks(facts.type, Demand.KNOWLEDGE):
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


def residence(facts: Facts, on: date) -> Iterator[Finding]:
    """Whoever lived abroad in the last ten years shows a conduct certificate from there.

    ASSUMPTION: the act names no such certificate. It lets the municipality ask for what it needs to judge
    conduct over the ten years, and Norwegian registers do not cover a life abroad: so a missing one is asked
    for, and does not bar a grant by law.

    Law: alkoholloven § 1-7 third paragraph.
    """
    for row in facts.backgrounds:
        who = {"role": row.role.value, "person": row.reference}
        if row.lived_abroad is None:
            yield _asked_by_practice(FindingCode.RESIDENCE_UNKNOWN, FindingOutcome.ASK, **who)
        elif row.lived_abroad and row.certificate_on is None:
            yield _asked_by_practice(FindingCode.CERTIFICATE_MISSING, FindingOutcome.MISSING, **who)
        elif row.certificate_on is not None:
            yield noted(
                FindingCode.CERTIFICATE_SHOWN,
                ALKL_1_7_PARA_3,
                **who,
                certificate_on=row.certificate_on.isoformat(),
            )


def _asked_by_practice(code: FindingCode, outcome: FindingOutcome, **who: str) -> Finding:
    return Finding(code, outcome, Strength.DEFAULT, ALKL_1_7_PARA_3, who)


def close_persons(facts: Facts, on: date) -> Iterator[Finding]:
    """The influence of close persons may be taken into account; it is told, and nothing follows by itself.

    Law: alkoholloven § 1-7b third paragraph; serveringsloven § 7.
    """
    for row in facts.backgrounds:
        if row.close_persons:
            yield noted(
                FindingCode.CLOSE_PERSONS_NOTED, ALKL_1_7B_PARA_3, role=row.role.value, person=row.reference
            )
