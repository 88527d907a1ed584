"""Plausibility of a turnover statement ("rimelighetskontroll"): figures that are asked about, never refused.

Law: alkoholloven §§ 1-7f and 1-9; alkoholforskriften § 6-3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median_low
from typing import Final

from fees.turnover import CL_IN_LITRE, OWN_PRODUCE_MOST_LITRES, Volumes
from licensing.licences import Group, LicenceKind

# ASSUMPTION: differences below these litres move a fee by less than a postage stamp and are not asked about.
SMALLEST_DIFFERENCE_CL: Final[Mapping[Group, int]] = {
    Group.ONE: 200 * CL_IN_LITRE,
    Group.TWO: 100 * CL_IN_LITRE,
    Group.THREE: 25 * CL_IN_LITRE,
}
# ASSUMPTION: a figure that is ten times what is usual among at least five places of the kind is asked about.
TIMES_THE_USUAL = 10
FEWEST_OF_A_KIND = 5


class QuestionCode(StrEnum):
    """Why a figure is asked about. It is a question, never a block."""

    FAR_FROM_LAST_YEAR = "far_from_last_year"
    FAR_FROM_EXPECTED = "far_from_expected"
    FAR_FROM_SUPPLIERS = "far_from_suppliers"
    UNUSUAL_FOR_KIND = "unusual_for_kind"
    NIL_FROM_OPEN_PLACE = "nil_from_open_place"
    GROUP_NOT_LICENSED = "group_not_licensed"
    PRODUCER_RIGHT = "producer_right"
    ABOVE_OWN_PRODUCE = "above_own_produce"


@dataclass(frozen=True)
class Told:
    """What a statement says: litres sold in the year before, and those expected in the year."""

    actual: Volumes | None
    expected: Volumes | None


@dataclass(frozen=True)
class Against:
    """What a statement is held against; whatever is not known is not asked about."""

    kind: LicenceKind
    licensed: frozenset[Group] | None = None
    """The groups that the licence covers in the years it is about."""
    producer: bool = False
    """Whether the holder may sell own products of group 2."""
    actual_before: Volumes | None = None
    """What was sold the year before the one that is reported."""
    expected_before: Volumes | None = None
    """What was expected for the year that is reported."""
    suppliers: Volumes | None = None
    """What suppliers say that they delivered in the year that is reported."""
    usual: Volumes | None = None
    """What places of the same kind of business sell."""
    whole_year: bool = True
    """Whether the days that are reported are a whole year."""
    open_all_year: bool = False
    """Whether the place could sell or serve all through the year that is reported."""


@dataclass(frozen=True)
class PlausibilityQuestion:
    """One thing to ask: why, about which group, and the figures behind it in centilitres and per cent."""

    code: QuestionCode
    group: Group | None = None
    facts: Mapping[str, int | str] = field(default_factory=dict)


def questions(told: Told, against: Against, *, percent: int) -> tuple[PlausibilityQuestion, ...]:
    """What is asked about a statement, where figures differ by more than so many per cent.

    >>> told, expected = Told(Volumes(g3_cl=28_00), None), Volumes(g3_cl=300_00)
    >>> [asked] = questions(told, Against(LicenceKind.SERVING, expected_before=expected), percent=50)
    >>> asked.code.value, asked.group, asked.facts["percent"], asked.facts["side"]
    ('far_from_expected', <Group.THREE: 3>, 91, 'below')
    """
    found = [*_of_the_licence(told, against)]
    # That nothing was sold is one question, not one for each group.
    nil = any(one.code is QuestionCode.NIL_FROM_OPEN_PLACE for one in found)
    compared = replace(told, actual=None) if nil else told
    for group in Group:
        far = _far(compared, against, group, percent)
        found += [far] if far else [*_unusual(compared, against, group)]
        found += _suppliers(told, against, group, percent)
    return tuple(found)


def usual_volumes(others: tuple[Volumes, ...]) -> Volumes | None:
    """The middle of what places of one kind of business sell, group by group; None when they are too few."""
    if len(others) < FEWEST_OF_A_KIND:
        return None
    return Volumes(*(median_low([volumes.cl(group) for volumes in others]) for group in Group))


def _of_the_licence(told: Told, against: Against) -> Iterator[PlausibilityQuestion]:
    if told.actual is not None and told.actual.is_nil and against.open_all_year:
        yield PlausibilityQuestion(QuestionCode.NIL_FROM_OPEN_PLACE)
    for group in Group:
        most = max(volumes.cl(group) for volumes in (told.actual, told.expected, Volumes()) if volumes)
        if not most:
            continue
        if against.kind is LicenceKind.SALE and group is Group.TWO:
            # Law: alkoholloven § 1-7f: only own products may be sold in group 2, up to a limit.
            if not against.producer:
                yield PlausibilityQuestion(QuestionCode.PRODUCER_RIGHT, group, {"litres_cl": most})
            limit = OWN_PRODUCE_MOST_LITRES * CL_IN_LITRE
            if most > limit:
                yield PlausibilityQuestion(
                    QuestionCode.ABOVE_OWN_PRODUCE, group, {"litres_cl": most, "against_cl": limit}
                )
        elif against.licensed is not None and group not in against.licensed:
            yield PlausibilityQuestion(QuestionCode.GROUP_NOT_LICENSED, group, {"litres_cl": most})


def _far(told: Told, against: Against, group: Group, percent: int) -> PlausibilityQuestion | None:
    """The first comparison over the years that is far off: one slip makes one question, not three."""
    before = against.actual_before if against.whole_year else None
    for code, of, said, other in (
        (QuestionCode.FAR_FROM_EXPECTED, "actual", told.actual, against.expected_before),
        (QuestionCode.FAR_FROM_LAST_YEAR, "actual", told.actual, before),
        (
            QuestionCode.FAR_FROM_LAST_YEAR,
            "expected",
            told.expected,
            told.actual if against.whole_year else None,
        ),
    ):
        if said is None or other is None:
            continue
        differs = _difference(said.cl(group), other.cl(group), group, percent)
        if differs:
            return PlausibilityQuestion(code, group, {"of": of, **differs})
    return None


def _suppliers(told: Told, against: Against, group: Group, percent: int) -> Iterator[PlausibilityQuestion]:
    """Less reported than suppliers delivered; more is no wonder, for not every supplier tells.

    ASSUMPTION: stock, waste and own use explain what lies within the per cent of the municipality.
    """
    if told.actual is None or against.suppliers is None or not against.whole_year:
        return
    differs = _difference(told.actual.cl(group), against.suppliers.cl(group), group, percent)
    if differs.get("side") == "below":
        yield PlausibilityQuestion(QuestionCode.FAR_FROM_SUPPLIERS, group, {"of": "actual", **differs})


def _unusual(told: Told, against: Against, group: Group) -> Iterator[PlausibilityQuestion]:
    if told.actual is None or against.usual is None:
        return
    said, usual = told.actual.cl(group), against.usual.cl(group)
    if usual and said > TIMES_THE_USUAL * usual and said - usual >= SMALLEST_DIFFERENCE_CL[group]:
        yield PlausibilityQuestion(
            QuestionCode.UNUSUAL_FOR_KIND, group, {"litres_cl": said, "against_cl": usual}
        )


def _difference(said: int, other: int, group: Group, percent: int) -> dict[str, int | str]:
    """The two figures and how many per cent lie between them; empty when they are near enough.

    Against nothing there are no per cent, but a question all the same.
    """
    apart = abs(said - other)
    if apart < SMALLEST_DIFFERENCE_CL[group] or apart * 100 <= percent * other:
        return {}
    facts: dict[str, int | str] = {
        "litres_cl": said,
        "against_cl": other,
        "side": "below" if said < other else "above",
    }
    if other:
        facts["percent"] = (apart * 200 + other) // (other * 2)
    return facts
