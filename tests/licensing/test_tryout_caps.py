"""Who would stand over the caps of a draft policy, and over another number."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from licensing.errors import BadValue
from licensing.licences import LicenceKind, LicenceType, VenueCategory
from licensing.policy import (
    CapEffect,
    CapScope,
    CapStated,
    Rule,
    RuleKind,
    Strength,
    When,
    Zone,
)
from licensing.tryouts import (
    Held,
    over_cap,
)
from tests.licensing.held_licences import (
    policy,
    pub,
    under,
)


def cap(limit: int | None = None, **more: Any) -> Rule:
    """A cap on serving licences."""
    when = more.pop("when", When(kinds=(LicenceKind.SERVING,)))
    return Rule("CAP", RuleKind.CAP, Strength.HARD, when, cap=CapEffect(limit, **more))


@pytest.mark.parametrize(
    ("rule", "held", "places"),
    [
        pytest.param(cap(3), pub(), [""], id="in the municipality"),
        pytest.param(cap(3), Held(LicenceKind.SALE), [], id="of another kind"),
        pytest.param(cap(3), pub(type=LicenceType.AMBULATORY, terms=()), [], id="events take no seat"),
        pytest.param(
            cap(3, when=When(types=(LicenceType.AMBULATORY,))),
            pub(type=LicenceType.AMBULATORY, terms=()),
            [""],
            id="unless the cap names them",
        ),
        pytest.param(cap(3, exempt=(VenueCategory.PUB_BAR,)), pub(), [], id="exempt"),
        pytest.param(cap(stated=CapStated.NONE), pub(), [], id="the text says that there is no cap"),
        pytest.param(cap(stated=CapStated.UNDECIDED), pub(), [""], id="no number is given"),
        pytest.param(
            cap(3, scope=CapScope.ZONE),
            pub(placed_in=("centre", "old_town")),
            ["centre", "old_town"],
            id="each zone",
        ),
        pytest.param(
            cap(3, scope=CapScope.ZONE, when=When(zones=("centre",))),
            pub(placed_in=("centre", "old_town")),
            ["centre"],
            id="one zone",
        ),
    ],
)
def test_the_seats_that_a_licence_takes(rule: Rule, held: Held, places: list[str]) -> None:
    zones = (Zone("centre", "sentrum"), Zone("old_town", "gamlebyen"))
    assert [seat.zone for seat in under(policy(rule, zones=zones), held).seats] == places


DAYS = {date(2020, 1, 1): 2, date(2022, 1, 1): 3, date(2024, 1, 1): 1}


@pytest.mark.parametrize(
    ("limit", "keep", "tied", "shared", "over"),
    [
        pytest.param(7, 6, 0, 0, 0, id="more than enough"),
        pytest.param(6, 6, 0, 0, 0, id="just enough"),
        pytest.param(5, 5, 0, 0, 1, id="the youngest stands over"),
        pytest.param(4, 2, 3, 2, 1, id="three of one day share two"),
        pytest.param(2, 2, 0, 0, 4, id="the limit falls between two days"),
        pytest.param(1, 0, 2, 1, 4, id="two share one"),
        pytest.param(0, 0, 0, 0, 6, id="none"),
    ],
)
def test_who_would_stand_over_another_number(
    limit: int, keep: int, tied: int, shared: int, over: int
) -> None:
    found = over_cap(DAYS, limit)
    assert (found.keep, found.tied, found.places_for_tied, found.over) == (keep, tied, shared, over)
    assert found.keep + found.tied + found.over == found.counted == 6


def test_a_lower_number_never_lets_more_keep_their_seats() -> None:
    kept = [over_cap(DAYS, limit) for limit in range(8)]
    assert [one.keep + one.places_for_tied for one in kept] == [0, 1, 2, 3, 4, 5, 6, 6]
    assert all(more.over <= fewer.over for fewer, more in pairwise(kept))


def test_a_cap_below_nought_is_refused() -> None:
    with pytest.raises(BadValue, match="cap_below_nought"):
        over_cap(DAYS, -1)
