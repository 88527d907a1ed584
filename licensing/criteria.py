"""Criteria fixed beforehand ("på forhånd fastsatte kriterier"): scores of places, and the ranking they give.

For a general renewal in which the number of licences is reviewed as a whole. The same sheet is used for
every place, and what is not scored is never counted as nought.

Law: alkoholloven §§ 1-6 and 1-7a.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.errors import BadValue, NotAllowed
from licensing.law import ALKL_1_7A

HEAVIEST = 100
"""The highest weight of a criterion."""
TOP_SCORE = 10
"""The highest score that a criterion may go up to."""
MOST_PLACES = 1000


class CriteriaForm(StrEnum):
    """Plain criteria are met or not; weighted ones give a score times a weight."""

    PLAIN = "plain"
    WEIGHTED = "weighted"


class LineSide(StrEnum):
    """Where a place stands to the number of licences that there are to be."""

    INSIDE = "inside"
    """Among those that there is room for, whatever scores are missing elsewhere."""
    TIED = "tied"
    """Equal with others across the line. Nothing in the criteria parts them; a person decides."""
    OUTSIDE = "outside"
    PENDING = "pending"
    """Scores are missing, here or at another place, that may move it over the line."""


@dataclass(frozen=True, order=True)
class FixedCriterion:
    """One criterion: its place in the set, its words, its weight and the highest score it gives.

    Raises `BadValue` for a weight or a highest score that no criterion can have.
    """

    number: int
    text: str
    weight: int = 1
    highest: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.weight <= HEAVIEST:
            raise BadValue("criterion_weight", most=HEAVIEST)
        if not 1 <= self.highest <= TOP_SCORE:
            raise BadValue("criterion_highest", most=TOP_SCORE)

    @property
    def most(self) -> int:
        """What the criterion gives at most."""
        return self.weight * self.highest


@dataclass(frozen=True)
class Part:
    """What a place gets on one criterion: score times weight. A score of None is missing."""

    criterion: FixedCriterion
    score: int | None

    def __post_init__(self) -> None:
        if self.score is not None and not 0 <= self.score <= self.criterion.highest:
            raise BadValue(
                "score_outside_criterion", number=self.criterion.number, highest=self.criterion.highest
            )

    @property
    def product(self) -> int | None:
        """Score times weight."""
        return None if self.score is None else self.score * self.criterion.weight


@dataclass(frozen=True)
class Standing:
    """Where a place stands, and the arithmetic that put it there."""

    place: int
    parts: tuple[Part, ...]
    rank: int | None
    """Its number among the places with every score; equal places share it. None while a score is missing."""
    shared: bool
    """Whether another place has the same rank."""
    side: LineSide | None
    """None where no number of licences is decided."""

    @property
    def missing(self) -> tuple[FixedCriterion, ...]:
        """The criteria that the place has no score for."""
        return tuple(part.criterion for part in self.parts if part.score is None)

    @property
    def total(self) -> int | None:
        """The sum of the parts; None while a score is missing."""
        return None if self.missing else self.least

    @property
    def least(self) -> int:
        """What is given so far: the lowest that the sum can become."""
        return sum(part.product or 0 for part in self.parts)

    @property
    def most(self) -> int:
        """The highest that the sum can become."""
        return sum(part.criterion.most if part.product is None else part.product for part in self.parts)


Scores = Mapping[FixedCriterion, int]


def ranking(
    criteria: Iterable[FixedCriterion], scores: Mapping[int, Scores], places: int | None = None
) -> tuple[Standing, ...]:
    """Every place in order: those with all scores by their sum, then those that wait for a score.

    Equal sums share a rank and stand in the order of the places' own numbers, which says nothing. `places`
    is how many licences there are to be.

    Raises `BadValue` for a score that its criterion does not give, and for one of another set.
    """
    order = tuple(sorted(criteria))
    unranked = [_unranked(order, place, given) for place, given in scores.items()]
    totals = sorted(standing.total for standing in unranked if standing.total is not None)
    line = None if places is None else _Line(unranked, places)
    ranked = [
        Standing(
            standing.place,
            standing.parts,
            rank=None if standing.total is None else 1 + _above(totals, standing.total),
            shared=standing.total is not None and totals.count(standing.total) > 1,
            side=line.side_of(standing) if line else None,
        )
        for standing in unranked
    ]
    return tuple(sorted(ranked, key=lambda standing: (standing.rank or len(ranked) + 1, standing.place)))


def _unranked(criteria: tuple[FixedCriterion, ...], place: int, given: Scores) -> Standing:
    if set(given) - set(criteria):
        raise BadValue("score_of_another_set")
    parts = tuple(Part(criterion, given.get(criterion)) for criterion in criteria)
    return Standing(place, parts, rank=None, shared=False, side=None)


def _above(ordered: list[int], total: int) -> int:
    return len(ordered) - bisect_right(ordered, total)


def _at_least(ordered: list[int], total: int) -> int:
    return len(ordered) - bisect_left(ordered, total)


class _Line:
    """The line between those there is room for and the rest.

    A missing score may become anything between nought and the highest, so each place is a span, and only
    what holds over the whole of every span is said.
    """

    def __init__(self, standings: Iterable[Standing], places: int) -> None:
        spans = [(standing.least, standing.most) for standing in standings]
        self._places = places
        self._leasts = sorted(least for least, _most in spans)
        self._mosts = sorted(most for _least, most in spans)

    def side_of(self, standing: Standing) -> LineSide:
        """Where one of the places stands to it."""
        total = standing.total
        if total is None:
            return LineSide.PENDING
        # The place itself is among those that reach its own sum.
        if _at_least(self._mosts, total) <= self._places:
            return LineSide.INSIDE
        if _above(self._leasts, total) >= self._places:
            return LineSide.OUTSIDE
        surely_tied = _above(self._mosts, total) < self._places < _at_least(self._leasts, total)
        return LineSide.TIED if surely_tied else LineSide.PENDING


@dataclass(frozen=True)
class Fixing:
    """What is known of a set of criteria when somebody wants to lock it."""

    criteria: int
    applications_open_on: date
    decided_on: date | None
    reference: str
    locked: bool = False


def require_lockable(fixing: Fixing, on: date) -> None:
    """The criteria may be locked: decided by the council, and before anybody could apply.

    Raises `NotAllowed`. Criteria that are fixed after applications are known can be cut to fit somebody.

    Law: alkoholloven § 1-7a.
    """
    opening = fixing.applications_open_on.isoformat()
    if fixing.locked:
        raise NotAllowed("criteria_locked_already", ALKL_1_7A)
    if not fixing.criteria:
        raise NotAllowed("criteria_none", ALKL_1_7A)
    if on >= fixing.applications_open_on:
        raise NotAllowed("criteria_after_opening", ALKL_1_7A, opens_on=opening)
    if fixing.decided_on is None or not fixing.reference:
        raise NotAllowed("criteria_not_decided", ALKL_1_7A)
    if fixing.decided_on > fixing.applications_open_on:
        raise NotAllowed(
            "criteria_decided_after_opening",
            ALKL_1_7A,
            decided_on=fixing.decided_on.isoformat(),
            opens_on=opening,
        )
    if fixing.decided_on > on:
        raise NotAllowed("criteria_decided_later", ALKL_1_7A, decided_on=fixing.decided_on.isoformat())


def require_open(*, locked: bool) -> None:
    """The criteria may still be written. Raises `NotAllowed` once they are locked."""
    if locked:
        raise NotAllowed("criteria_are_locked", ALKL_1_7A)


def require_locked(*, locked: bool) -> None:
    """Places may be scored. Raises `NotAllowed` before the criteria are locked."""
    if not locked:
        raise NotAllowed("criteria_not_locked", ALKL_1_7A)
