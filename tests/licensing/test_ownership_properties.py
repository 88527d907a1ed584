"""What holds for every chain of owners."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.ownership import Owner, ownership, persons_of_influence

pytestmark = [pytest.mark.property, pytest.mark.slow]

WEIGHTS = st.lists(st.integers(min_value=1, max_value=50), min_size=1, max_size=4)
NAMES = st.sampled_from(["kari", "ola", "per", "siri", "aud"])


@st.composite
def resolved_owners(draw, depth=3, way=()):
    """Owners who have the whole together, each a person or a company with such owners of its own."""
    weights = draw(WEIGHTS)
    owners = []
    for number, weight in enumerate(weights):
        share = Fraction(weight, sum(weights))
        if depth and draw(st.booleans()):
            name = ".".join((*way, str(number)))
            below = draw(resolved_owners(depth=depth - 1, way=(*way, str(number))))
            owners.append(Owner(f"company {name}", share, owners=below))
        else:
            owners.append(Owner(draw(NAMES), share, is_person=True))
    return tuple(owners)


@given(resolved_owners())
def test_the_shares_of_a_resolved_chain_are_the_whole(owners):
    standing = ownership("holder", owners)
    assert standing.resolved
    assert sum(row.share for row in standing.shares) == 1
    assert standing.unaccounted == 0


@given(resolved_owners(), st.randoms())
def test_shares_do_not_depend_on_the_order_of_entry(owners, random):
    shuffled = list(owners)
    random.shuffle(shuffled)
    first, second = ownership("holder", owners), ownership("holder", shuffled)
    assert {row.person: row.share for row in first.shares} == {row.person: row.share for row in second.shares}


@given(resolved_owners(), st.fractions(min_value=0, max_value=1))
def test_with_a_limit_and_a_resolved_chain_nobody_is_left_to_judge(owners, limit):
    standing = ownership("holder", owners)
    assert all(row.counts is (row.share >= limit) for row in persons_of_influence(standing, limit))
