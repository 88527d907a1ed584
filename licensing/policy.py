"""The local alcohol policy ("alkoholpolitiske retningslinjer") as dated, numbered versions.

Law: alkoholloven §§ 1-7a, 1-7d, 3-2 and 4-3. Texts here are the policy's own words, kept as data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licensing.caps import Cap
from licensing.licences import LicenceKind, VenueCategory
from licensing.local_hours import HoursRule


@dataclass(frozen=True)
class Criterion:
    """A discretionary criterion ("skjønnskriterium"): to be weighed by a person; empty tuples mean all."""

    code: str
    text: str
    citation_text: str = ""
    kinds: tuple[LicenceKind, ...] = ()
    categories: tuple[VenueCategory, ...] = ()

    def concerns(self, kind: LicenceKind, category: VenueCategory | None) -> bool:
        """Whether the criterion is to be weighed for such a place; an unknown category counts."""
        if self.kinds and kind not in self.kinds:
            return False
        return not self.categories or category is None or category in self.categories


@dataclass(frozen=True)
class Condition:
    """A condition ("vilkår") a licence may be given with; `before_use` must be met before it is used.

    The proof and the days are what the holder is asked for, and how long after the decision it is due.
    """

    code: str
    text: str
    citation_text: str = ""
    before_use: bool = False
    standard: bool = False
    proof: str = ""
    due_days: int | None = None
    kinds: tuple[LicenceKind, ...] = ()
    categories: tuple[VenueCategory, ...] = ()

    def concerns(self, kind: LicenceKind, category: VenueCategory | None) -> bool:
        """Whether the condition may be set for such a place."""
        if self.kinds and kind not in self.kinds:
            return False
        return not self.categories or category in self.categories


@dataclass(frozen=True)
class Policy:
    """One version of a municipality's policy."""

    id: str
    version: int
    name: str
    first_day: date
    last_day: date | None = None
    caps: tuple[Cap, ...] = ()
    hours: tuple[HoursRule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the version holds on the day; both ends are included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def standard_conditions(self, kind: LicenceKind, category: VenueCategory | None) -> tuple[Condition, ...]:
        """The conditions that every such licence gets unless someone decides otherwise."""
        return tuple(
            condition
            for condition in self.conditions
            if condition.standard and condition.concerns(kind, category)
        )


def policy_on(versions: Iterable[Policy], day: date) -> Policy | None:
    """The version that holds on a day: of several, the one that began last, then the highest number."""
    return max(
        (policy for policy in versions if policy.covers(day)),
        key=lambda policy: (policy.first_day, policy.version, policy.id),
        default=None,
    )
