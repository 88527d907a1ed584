"""Local hours ("lokal forskrift om tider"): which of the municipality's rules holds for a place on a day.

Law: alkoholloven §§ 3-7 and 4-4. The limits of the law are applied afterwards.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.service_hours import ServiceHours

DAYS_OF_THE_WEEK = 7


@dataclass(frozen=True)
class HoursRule:
    """One local rule; an empty tuple means all. A rule may move only the beginning or only the end.

    Weekdays are 1 (Monday) to 7 (Sunday) and name the service day that an evening belongs to.
    """

    code: str
    kind: LicenceKind
    earliest: int | None = None
    latest: int | None = None
    groups: tuple[Group, ...] = ()
    areas: tuple[AreaKind, ...] = ()
    categories: tuple[VenueCategory, ...] = ()
    weekdays: tuple[int, ...] = ()
    rank: int = 0
    citation_text: str = ""

    def concerns(
        self,
        kind: LicenceKind,
        group: Group,
        area: AreaKind | None,
        category: VenueCategory | None,
        weekday: int,
    ) -> bool:
        """Whether the rule speaks of such a place on such a day."""
        return (
            kind is self.kind
            and (not self.groups or group in self.groups)
            and (not self.areas or area in self.areas)
            and (not self.categories or category in self.categories)
            and (not self.weekdays or weekday in self.weekdays)
        )

    @property
    def precedence(self) -> tuple[int, int, int]:
        """Rank first, then the number of conditions, then the narrower set of days."""
        conditions = sum(map(bool, (self.groups, self.areas, self.categories, self.weekdays)))
        return (self.rank, conditions, -len(self.weekdays or range(DAYS_OF_THE_WEEK)))


@dataclass(frozen=True)
class LocalHours:
    """The hours that the municipality has set, by which rules, and whether two equal rules disagreed."""

    hours: ServiceHours | None
    rules: tuple[HoursRule, ...]
    conflict: bool = False


def _strongest(rules: Iterable[HoursRule]) -> tuple[HoursRule, ...]:
    candidates = tuple(rules)
    top = max((rule.precedence for rule in candidates), default=None)
    return tuple(rule for rule in candidates if rule.precedence == top)


def local_hours(
    rules: Iterable[HoursRule],
    *,
    kind: LicenceKind,
    group: Group,
    area: AreaKind | None,
    category: VenueCategory | None,
    on: date,
    normal: ServiceHours | None,
) -> LocalHours | None:
    """The hours that local rules give on a service day, or None when no rule speaks of the place.

    What no rule moves stays as the normal hours of the law. Two equally particular rules that disagree are
    an error of the policy; until it is mended the stricter one holds, and the answer says so.
    """
    weekday = on.isoweekday()
    matching = [rule for rule in rules if rule.concerns(kind, group, area, category, weekday)]
    if not matching:
        return None
    if normal is None:
        return LocalHours(None, ())
    begins = _strongest(rule for rule in matching if rule.earliest is not None)
    ends = _strongest(rule for rule in matching if rule.latest is not None)
    start = _stricter((rule.earliest for rule in begins), max, normal.start)
    end = _stricter((rule.latest for rule in ends), min, normal.end)
    conflict = len({rule.earliest for rule in begins}) > 1 or len({rule.latest for rule in ends}) > 1
    used = tuple(dict.fromkeys((*begins, *ends)))
    return LocalHours(ServiceHours(start, end) if start < end else None, used, conflict)


def _stricter(values: Iterable[int | None], choose: Callable[[list[int]], int], otherwise: int) -> int:
    known = [value for value in values if value is not None]
    return choose(known) if known else otherwise
