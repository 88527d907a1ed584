"""Caps ("tak"): the highest number of licences a municipality has decided on, and what is left of it.

Law: alkoholloven § 1-7a second paragraph.
"""

from dataclasses import dataclass, replace

from licensing.law import ALKL_1_7A_PARA_2, Citation
from licensing.licences import LicenceType
from licensing.policy import CapEffect, Match, Rule, Situation
from licensing.policy.whens import CATEGORY

# A cap counts places that sell or serve the year round or each season: no events, and no Vinmonopol outlets,
# whose number the council fixes by itself (§ 3-3). A cap that names other types counts those.
# ASSUMPTION: the act speaks of the number of licences only; what a cap counts is the municipality's to say.
COUNTED_TYPES = frozenset({LicenceType.PERMANENT, LicenceType.SEASONAL})
HUNDRED = 100


@dataclass(frozen=True)
class CapCount:
    """How many licences a cap counts now, and how many undecided applications would count.

    Neither figure includes the application that is being looked at. `whole` is the number that a percentage
    is of; None where the cap is no percentage.
    """

    code: str
    used: int
    pending: int = 0
    whole: int | None = None


@dataclass(frozen=True)
class CapStanding:
    """How a cap stands before one more licence is granted."""

    cap: Rule
    limit: int | None
    used: int
    pending: int
    citation: Citation = ALKL_1_7A_PARA_2

    @property
    def taken(self) -> int:
        """Places that are taken: by licences, and by pending applications where the text says so."""
        reserves = self.cap.cap is not None and self.cap.cap.pending_reserves
        return self.used + (self.pending if reserves else 0)

    @property
    def left(self) -> int | None:
        """Places left; never below nought, and None without a number."""
        return None if self.limit is None else max(self.limit - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether one more licence would pass the limit."""
        return self.left == 0


def cap_limit(effect: CapEffect, whole: int | None) -> int | None:
    """The number that a cap allows: its own, or a percentage of the whole, rounded down.

    >>> cap_limit(CapEffect(percent=25), 30)
    7
    """
    if effect.limit is not None:
        return effect.limit
    if effect.percent is None or whole is None:
        return None
    return effect.percent * whole // HUNDRED


def cap_standing(cap: Rule, count: CapCount) -> CapStanding:
    """How a cap stands by a count taken now. Law: alkoholloven § 1-7a second paragraph."""
    effect = cap.cap or CapEffect()
    return CapStanding(cap, cap_limit(effect, count.whole), count.used, count.pending)


def cap_concerns(cap: Rule, situation: Situation) -> Match:
    """Whether a licence takes a place under the cap; met is None when that hangs on what is not known.

    What sort of case asks for it does not matter: whoever gets the licence takes the place.
    """
    effect = cap.cap or CapEffect()
    if not cap.when.types and situation.type not in COUNTED_TYPES:
        return Match(met=False)
    if situation.category is not None and situation.category in effect.exempt:
        return Match(met=False)
    when = replace(cap.when, sorts=()) if cap.when.sorts else cap.when
    found = when.meets(situation)
    if found.met and effect.exempt and situation.category is None:
        return Match(None, (CATEGORY,))
    return found
