"""What is true of every draft and every licence that it is tried on, whatever the rules say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.licences import AreaKind, Group, LicenceKind
from licensing.policy import RuleKind, Strength
from licensing.tryouts import Consequence, Held, Trial, hours_terms, over_cap
from licensing.tryouts.consequences import GRAVITY
from licensing.tryouts.days import trial_days
from licensing.tryouts.evenings import Evenings, PlaceHours
from licensing.tryouts.hours import tried_hours
from tests.licensing.held_licences import GRANTED, ON, hours_row, licence
from tests.licensing.random_policies import PLACES, YES_NO, ZONES, policies, rules

pytestmark = [pytest.mark.property, pytest.mark.slow]

HOURS = (RuleKind.HOURS, RuleKind.OPENING)


@st.composite
def held(draw):
    """A serving licence: with hours of its own or without, placed or not, some questions answered."""
    groups = draw(st.sampled_from([(Group.ONE,), (Group.ONE, Group.TWO), tuple(Group)]))
    areas = draw(st.sampled_from([(AreaKind.INDOOR,), tuple(AreaKind)]))
    answers = draw(st.dictionaries(st.sampled_from(YES_NO), st.booleans(), max_size=2))
    end = draw(st.sampled_from([1440, 1500, 1560, 1620]))
    rows = [
        hours_row(780 if group is Group.THREE else 600, end, group=group, area=area)
        for group in groups
        for area in areas
    ]
    given_hours = Held(LicenceKind.SERVING, groups=groups, areas=areas)
    return replace(
        given_hours,
        category=draw(st.sampled_from(PLACES)),
        placed_in=draw(st.sampled_from([(), ("",), *((zone,) for zone in ZONES)])),
        terms=hours_terms(rows, ON, given_hours.type) if draw(st.booleans()) else (),
        answers=tuple(sorted(answers.items())),
    )


def what_happens(draft, one, present=None):
    """What a draft would do to a licence, without the order of its rules."""
    under = Trial([draft], present, ON).tried(licence(one)).under[0]
    woulds = {
        replace(would, rule=",".join(sorted(would.rule.split(", "))), source="") for would in under.woulds
    }
    return under.result, woulds, set(under.seats)


@given(policies(), held(), rules("extra", strengths=(Strength.INFO,)))
def test_a_rule_that_only_informs_changes_nothing(draft, one, extra):
    # A cap that only informs counts like any other, and is shown beside; it takes nothing from anybody.
    before, after = what_happens(draft, one), what_happens(replace(draft, rules=(*draft.rules, extra)), one)
    assert before[:2] == after[:2]


@given(policies(), held(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(draft, one, random):
    shuffled = list(draft.rules)
    random.shuffle(shuffled)
    assert what_happens(draft, one) == what_happens(replace(draft, rules=tuple(shuffled)), one)


@given(policies(kinds=HOURS), policies(kinds=HOURS), held())
def test_a_draft_never_lengthens_and_says_so_exactly_where_it_shortens(draft, present, one):
    days = trial_days([draft, present], ON)
    evenings = Evenings(present)
    now = evenings.now(one, days)
    tried = tried_hours(one, PlaceHours(draft), evenings.place_of(one), days, now)
    for evening, hours in now.items():
        left = tried.left[evening]
        assert all(any(part.within(had) for had in hours.hours) for part in left)
        if hours.national.limit is None:
            assert left == ()
        else:
            assert all(part.within(hours.national.limit) for part in left)
    moved = any(tried.left[evening] != hours.hours for evening, hours in now.items())
    assert moved or not any(would.what is Consequence.SHORTENED for would in tried.woulds)
    assert not moved or tried.woulds


@given(policies(), held())
def test_what_is_remembered_changes_no_answer(draft, one):
    other = replace(one, category=PLACES[0], terms=())
    trial = Trial([draft], draft, ON)
    trial.tried(licence(other))
    trial.tried(licence(one))
    assert trial.tried(licence(one)) == Trial([draft], draft, ON).tried(licence(one))


@given(policies(), held())
def test_a_licence_is_counted_by_the_gravest_that_would_happen(draft, one):
    under = Trial([draft], None, ON).tried(licence(one)).under[0]
    found = [GRAVITY[would.what] for would in under.woulds]
    assert GRAVITY[under.result] == min(found, default=GRAVITY[Consequence.UNCHANGED])


@given(
    st.dictionaries(st.dates(min_value=GRANTED, max_value=ON), st.integers(1, 5), max_size=8),
    st.integers(0, 30),
)
def test_a_stricter_cap_lets_nobody_more_keep_a_seat(granted, limit):
    loose, strict = over_cap(granted, limit + 1), over_cap(granted, limit)
    counted = sum(granted.values())
    for one in (loose, strict):
        assert one.keep + one.tied + one.over == one.counted == counted
        assert one.keep + one.places_for_tied == min(one.limit, counted)
        assert one.tied == 0 or one.places_for_tied < one.tied
    assert strict.keep <= loose.keep
    assert strict.over >= loose.over
