"""Dated terms and assessments do not depend on the order in which anything was entered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.assessment import assess, proposed_outcome
from licensing.licences import Attribute, TermRow, terms_on
from tests.licensing.applications import ON, POLICY, SERVING

pytestmark = [pytest.mark.property, pytest.mark.slow]

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@st.composite
def term_rows(draw):
    first_day = draw(DAYS)
    length = draw(st.one_of(st.none(), st.integers(0, 900)))
    return TermRow(
        draw(st.sampled_from([Attribute.GROUPS, Attribute.CONCEPT])),
        draw(st.sampled_from(["a", "b", "c"])),
        first_day,
        None if length is None else first_day + timedelta(days=length),
        draw(DAYS),
        draw(st.integers(1, 3)),
    )


@given(st.lists(term_rows(), max_size=8), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(rows, day, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert terms_on(rows, day) == terms_on(shuffled, day)


@given(st.lists(term_rows(), max_size=8), DAYS)
def test_the_winner_holds_on_the_day_and_nothing_later_does(rows, day):
    for winner in terms_on(rows, day).rows:
        assert winner.holds_on(day)
        rivals = [row for row in rows if row.attribute is winner.attribute and row.holds_on(day)]
        assert max((row.decided_on, row.decision_number) for row in rivals) == (
            winner.decided_on,
            winner.decision_number,
        )


@given(st.randoms(use_true_random=False))
def test_the_order_of_findings_never_matters(random):
    findings = list(assess(SERVING, POLICY, ON).findings)
    random.shuffle(findings)
    assert proposed_outcome(findings, with_conditions=False) is assess(SERVING, POLICY, ON).outcome
