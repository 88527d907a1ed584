"""Rules ("regler") of a local alcohol policy: what one says, of what, how strongly, and where it stands.

Law: alkoholloven §§ 1-7a, 1-7d, 3-2, 3-7, 4-3 and 4-4.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from licensing.policy.effects import (
    CapEffect,
    ConditionEffect,
    DelegationEffect,
    EventEffect,
    FactorEffect,
    FeeEffect,
    HoursEffect,
    PlaceEffect,
    RenewalEffect,
    StatementsEffect,
    TurnoverEffect,
)
from licensing.policy.whens import When


class RuleKind(StrEnum):
    """The families of rules; `OTHER` keeps the words of a rule that fits no family, as a factor."""

    HOURS = "hours"
    OPENING = "opening"
    CAP = "cap"
    PLACE = "place"
    CONDITION = "condition"
    FACTOR = "factor"
    EVENT = "event"
    DELEGATION = "delegation"
    STATEMENTS = "statements"
    TURNOVER = "turnover"
    RENEWAL = "renewal"
    FEE = "fee"
    POINTS = "points"
    OTHER = "other"


class Strength(StrEnum):
    """How binding a rule is: only the law blocks; the rest guides a person."""

    LAW = "law"
    HARD = "hard"
    DEFAULT = "default"
    CONDITION = "condition"
    FACTOR = "factor"
    INFO = "info"


@dataclass(frozen=True)
class Rule:
    """One rule: exactly the effect of its kind is given; `OTHER` and `POINTS` have their words alone."""

    code: str
    kind: RuleKind
    strength: Strength
    when: When = field(default=When())
    hours: HoursEffect | None = None
    """For hours, and for the opening hours of a serving place."""
    cap: CapEffect | None = None
    place: PlaceEffect | None = None
    condition: ConditionEffect | None = None
    factor: FactorEffect | None = None
    event: EventEffect | None = None
    delegation: DelegationEffect | None = None
    statements: StatementsEffect | None = None
    turnover: TurnoverEffect | None = None
    renewal: RenewalEffect | None = None
    fee: FeeEffect | None = None
    words: str = ""
    """What the text says, in words that an applicant may read."""
    exception: str = ""
    """When the text opens for something else."""
    exception_by: str = ""
    """Who may grant the exception."""
    document: str = ""
    paragraph: str = ""
    first_day: date | None = None
    last_day: date | None = None
    note: str = ""
    rank: int = 0
    """Goes before narrowness where two rules speak of the same."""
    municipalities: tuple[str, ...] = ()
    """The municipality numbers it is for; none named means all of the policy's."""

    def holds_on(self, day: date) -> bool:
        """Whether the rule holds on a day by its own first and last day, both included."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )

    @property
    def is_closed(self) -> bool:
        """Whether the text leaves no way around it: a hard rule without an exception."""
        return self.strength is Strength.HARD and not self.exception

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The codes of the answers that decide whether the rule speaks, or what it gives; each once."""
        codes = [test.fact for test in self.when.tests]
        if self.place is not None and self.place.only_where_fact:
            codes.append(self.place.only_where_fact)
        if self.condition is not None and self.condition.test is not None:
            codes.append(self.condition.test.fact)
        if self.hours is not None and self.hours.relative is not None:
            codes += [self.hours.relative.begins, self.hours.relative.ends]
        return tuple(dict.fromkeys(codes))

    def __hash__(self) -> int:
        # Rules are told apart by their code; to hash every part of one is slow, and rules are kept in sets.
        return hash(self.code)

    @cached_property
    def precedence(self) -> tuple[int, int, int]:
        """Rank first, then the number of conditions, then the narrower set of days."""
        return (self.rank, self.when.narrowness, -self.when.days_of_the_week)


# The field of a rule that holds the effect of its kind.
EFFECT_OF: dict[RuleKind, str] = {
    RuleKind.HOURS: "hours",
    RuleKind.OPENING: "hours",
    RuleKind.CAP: "cap",
    RuleKind.PLACE: "place",
    RuleKind.CONDITION: "condition",
    RuleKind.FACTOR: "factor",
    RuleKind.EVENT: "event",
    RuleKind.DELEGATION: "delegation",
    RuleKind.STATEMENTS: "statements",
    RuleKind.TURNOVER: "turnover",
    RuleKind.RENEWAL: "renewal",
    RuleKind.FEE: "fee",
}
