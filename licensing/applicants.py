"""Those behind an application: manager and deputy ("styrer og stedfortreder"), persons of influence, conduct.

Law: alkoholloven §§ 1-7b and 1-7c; serveringsloven § 6; alkoholforskriften § 5-4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.days import add_months
from licensing.law import ALKL_1_7B, ALKL_1_7C, SERV_6, Citation
from licensing.licences import LicenceKind

# "Over 20 år": ASSUMPTION: a person who has turned 20 is over 20.
MINIMUM_AGE = 20
ALCOHOL_LOOK_BACK_YEARS = 10
SERVING_PLACE_LOOK_BACK_YEARS = 5


class Role(StrEnum):
    """What a person is in an application; influence is "vesentlig innflytelse"."""

    HOLDER = "holder"
    INFLUENCE = "influence"
    MANAGER = "manager"
    DEPUTY = "deputy"
    DAILY_MANAGER = "daily_manager"


class Influence(StrEnum):
    """By what somebody has substantial influence. Law: alkoholloven § 1-7b second paragraph."""

    OWNERSHIP = "ownership"
    RETURNS = "returns"
    LEADERSHIP = "leadership"


@dataclass(frozen=True)
class Person:
    """What the rules need to know of a manager or deputy; None is not known.

    The reference is the caller's own; names and identity numbers never come here.
    """

    reference: str
    born_on: date | None = None
    tests: tuple[LicenceKind, ...] | None = None
    employed: bool | None = None
    manages_elsewhere: bool | None = None


@dataclass(frozen=True)
class Background:
    """What is known of where somebody in the application has lived; None is not known."""

    reference: str
    role: Role
    lived_abroad: bool | None = None
    """Resident abroad in the last ten years."""
    certificate_on: date | None = None
    """The day of the foreign conduct certificate ("utenlandsk vandelsattest") that was shown."""
    close_persons: bool = False
    """Whether something is noted about the influence of close persons."""


def age_on(born_on: date, day: date) -> int:
    """Whole years on a day. Someone born on 29 February turns a year older on 1 March in common years.

    >>> age_on(date(2006, 11, 21), date(2026, 11, 20)), age_on(date(2006, 11, 21), date(2026, 11, 21))
    (19, 20)
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def old_enough(person: Person, on: date) -> bool | None:
    """Whether the person may be manager or deputy by age on the day of the decision.

    Law: alkoholloven § 1-7c.
    """
    return None if person.born_on is None else age_on(person.born_on, on) >= MINIMUM_AGE


def right_test(person: Person, kind: LicenceKind) -> bool | None:
    """Whether the person has passed the knowledge test ("kunnskapsprøve") of the licence's kind.

    A test for sale does not serve for a bar, nor the other way; a test never expires.

    Law: alkoholloven § 1-7c; alkoholforskriften § 5-4.
    """
    return None if person.tests is None else kind in person.tests


def fills_both_roles(manager: Person, deputies: Iterable[Person]) -> bool:
    """Whether the manager is also named as deputy, who is to stand in for the manager."""
    return any(deputy.reference == manager.reference for deputy in deputies)


class ConductQuestion(StrEnum):
    """The three separate tests of conduct ("vandel"); one never answers for another."""

    HOLDER = "conduct_holder"
    MANAGER = "conduct_manager"
    SERVING_PLACE = "conduct_serving_place"


class ConductLaw(StrEnum):
    """The laws that a conduct test looks at."""

    ALCOHOL = "alcohol"
    RELATED = "related"
    TAX = "tax"
    ACCOUNTING = "accounting"
    CRIMINAL = "criminal"
    EQUALITY = "equality"
    OTHER = "other"
    """Other law, when what was done does not go with running a serving place."""


@dataclass(frozen=True)
class ConductRule:
    """One conduct test: whom it concerns, which laws it looks at, and how far back."""

    question: ConductQuestion
    citation: Citation
    years: int
    laws: frozenset[ConductLaw]
    roles: frozenset[Role]

    def counts(self, happened_on: date, on: date) -> bool:
        """Whether what happened is recent enough to count on a day.

        The day of the act counts, not that of the fine or the judgment.
        """
        return happened_on >= add_months(on, -12 * self.years)


CONDUCT_RULES: Mapping[ConductQuestion, ConductRule] = {
    rule.question: rule
    for rule in (
        ConductRule(
            ConductQuestion.HOLDER,
            ALKL_1_7B,
            ALCOHOL_LOOK_BACK_YEARS,
            frozenset({ConductLaw.ALCOHOL, ConductLaw.RELATED, ConductLaw.TAX, ConductLaw.ACCOUNTING}),
            frozenset({Role.HOLDER, Role.INFLUENCE}),
        ),
        ConductRule(
            ConductQuestion.MANAGER,
            ALKL_1_7C,
            ALCOHOL_LOOK_BACK_YEARS,
            frozenset({ConductLaw.ALCOHOL, ConductLaw.RELATED}),
            frozenset({Role.MANAGER, Role.DEPUTY}),
        ),
        ConductRule(
            ConductQuestion.SERVING_PLACE,
            SERV_6,
            SERVING_PLACE_LOOK_BACK_YEARS,
            frozenset(
                {
                    ConductLaw.CRIMINAL,
                    ConductLaw.TAX,
                    ConductLaw.ACCOUNTING,
                    ConductLaw.EQUALITY,
                    ConductLaw.OTHER,
                }
            ),
            frozenset({Role.HOLDER, Role.INFLUENCE, Role.DAILY_MANAGER}),
        ),
    )
}
