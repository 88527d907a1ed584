"""Caps ("tak"): the highest number of licences a municipality has decided on, and what is left of it.

Law: alkoholloven § 1-7a second paragraph.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from licensing.law import ALKL_1_7A_PARA_2, Citation
from licensing.licences import Group, LicenceKind, LicenceType, VenueCategory

# A cap counts places that sell or serve the year round or each season: no events, and no Vinmonopol outlets,
# whose number the council fixes by itself (§ 3-3).
# ASSUMPTION: the act speaks of the number of licences only; what a cap counts is the municipality's to say.
COUNTED_TYPES = frozenset({LicenceType.PERMANENT, LicenceType.SEASONAL})


@dataclass(frozen=True)
class Cap:
    """One cap: what it counts, and up to how many; an empty tuple means all.

    A limit of None is a cap the policy speaks of without giving a number.
    """

    code: str
    limit: int | None
    kinds: tuple[LicenceKind, ...] = ()
    groups: tuple[Group, ...] = ()
    categories: tuple[VenueCategory, ...] = ()
    counts: str = "licences"
    citation_text: str = ""

    def concerns(
        self, kind: LicenceKind, groups: Iterable[Group], category: VenueCategory | None
    ) -> bool | None:
        """Whether a licence takes a place under the cap; None when that hangs on an unknown category."""
        if self.kinds and kind not in self.kinds:
            return False
        if self.groups and not set(self.groups) & set(groups):
            return False
        if not self.categories:
            return True
        return None if category is None else category in self.categories


@dataclass(frozen=True)
class CapCount:
    """How many licences a cap counts now, and how many undecided applications would count.

    Neither figure includes the application that is being looked at.
    """

    code: str
    used: int
    pending: int = 0


@dataclass(frozen=True)
class CapStanding:
    """How a cap stands before one more licence is granted."""

    cap: Cap
    limit: int | None
    used: int
    pending: int
    citation: Citation = ALKL_1_7A_PARA_2

    @property
    def left(self) -> int | None:
        """Places left; never below nought, and None without a number."""
        return None if self.limit is None else max(self.limit - self.used, 0)

    @property
    def is_full(self) -> bool:
        """Whether one more licence would pass the limit."""
        return self.left == 0


def cap_standing(cap: Cap, count: CapCount) -> CapStanding:
    """How a cap stands by a count taken now. Law: alkoholloven § 1-7a second paragraph."""
    return CapStanding(cap, cap.limit, count.used, count.pending)
