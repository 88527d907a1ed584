"""Changes of licences: the section each rests on, where a complaint goes, and the time without a manager."""

from datetime import date

import pytest

from licensing.applicants import Role
from licensing.changes import (
    CHANGE_RULES,
    Post,
    basis_of,
    complaint_over,
    complaint_questions,
    last_day_before,
    manager_gap,
    needs_manager,
    posts_on,
)
from licensing.decisions import ComplaintBody
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import ChangeKind

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
OWN, LEGALITY = ComplaintBody.OWN_COMPLAINTS_BODY, ComplaintBody.STATE_GOVERNOR_LEGALITY
MANAGER, DEPUTY = Role.MANAGER, Role.DEPUTY


@pytest.mark.parametrize(
    ("change", "kind", "section", "body"),
    [
        pytest.param(ChangeKind.MANAGERS, SERVING, "1-7c", OWN, id="trap_31_approval_of_a_manager"),
        pytest.param(ChangeKind.MANAGERS, SALE, "1-7c", OWN, id="trap_31_a_manager_of_a_shop"),
        pytest.param(ChangeKind.INFLUENCE, SERVING, "1-7b", OWN, id="trap_31_a_person_of_influence"),
        pytest.param(ChangeKind.AREA, SERVING, "4-2", LEGALITY, id="trap_31_a_larger_area"),
        pytest.param(ChangeKind.AREA_ONCE, SERVING, "4-2", LEGALITY, id="a larger area once"),
        pytest.param(ChangeKind.GROUPS, SERVING, "4-2", LEGALITY, id="a further group"),
        pytest.param(ChangeKind.CONCEPT, SALE, "3-1", LEGALITY, id="another kind of shop"),
        pytest.param(ChangeKind.HOURS, SERVING, "4-4", LEGALITY, id="longer serving hours"),
        pytest.param(ChangeKind.HOURS_ONCE, SALE, "3-7", LEGALITY, id="longer sale hours once"),
        pytest.param(ChangeKind.TRANSFER, SERVING, "1-10", OWN, id="trap_31_a_transfer"),
        pytest.param(ChangeKind.UNUSED, SERVING, "1-8", LEGALITY, id="trap_31_withdrawn_as_unused"),
    ],
)
def test_a_change_rests_on_its_section_and_so_does_the_complaint(change, kind, section, body):
    assert basis_of(change, kind).section == section
    assert complaint_over(change, kind).body is body


@pytest.mark.parametrize("change", ChangeKind)
def test_every_change_has_a_rule_and_says_when_the_complaint_body_is_unsettled(change):
    assert change in CHANGE_RULES
    for kind in LicenceKind:
        asks = complaint_questions(change, kind) == ("complaint_body_of_chapter_1",)
        assert asks == (complaint_over(change, kind).body is OWN)


def test_only_a_new_manager_must_be_applied_for_at_once():
    assert [change for change, rule in CHANGE_RULES.items() if rule.at_once] == [ChangeKind.MANAGERS]


@pytest.mark.parametrize(
    ("licence_type", "needed"),
    [
        (LicenceType.PERMANENT, True),
        (LicenceType.SEASONAL, True),
        (LicenceType.OUTLET, False),
        (LicenceType.SINGLE_OCCASION, False),
        (LicenceType.AMBULATORY, False),
    ],
)
def test_who_has_a_manager_from_day_to_day(licence_type, needed):
    assert needs_manager(licence_type) is needed


LEFT = Post("old", MANAGER, date(2024, 1, 1), date(2026, 11, 22))
STANDS_IN = Post("deputy", DEPUTY, date(2024, 1, 1))
COMES = Post("new", MANAGER, date(2026, 12, 14))


@pytest.mark.parametrize(
    ("posts", "on", "since", "until", "covers"),
    [
        pytest.param(
            [LEFT, STANDS_IN], date(2026, 11, 22), date(2026, 11, 23), None, True, id="the last day: coming"
        ),
        pytest.param(
            [LEFT, STANDS_IN], date(2026, 11, 23), date(2026, 11, 23), None, True, id="the first day without"
        ),
        pytest.param([LEFT], date(2026, 11, 23), date(2026, 11, 23), None, False, id="nobody stands in"),
        pytest.param(
            [LEFT, STANDS_IN, COMES],
            date(2026, 12, 13),
            date(2026, 11, 23),
            date(2026, 12, 13),
            True,
            id="the day before the new one",
        ),
        pytest.param(
            [LEFT, Post("deputy", DEPUTY, date(2024, 1, 1), date(2026, 11, 30))],
            date(2026, 12, 1),
            date(2026, 11, 23),
            None,
            False,
            id="the deputy has left too",
        ),
    ],
)
def test_a_licence_without_an_approved_manager(posts, on, since, until, covers):
    gap = manager_gap(posts, on)
    assert gap is not None
    assert (gap.since, gap.until, gap.deputy_covers) == (since, until, covers)
    assert gap.has_begun(on) is (on >= since)


@pytest.mark.parametrize(
    ("posts", "on"),
    [
        pytest.param([Post("m", MANAGER, date(2024, 1, 1))], date(2026, 11, 23), id="the manager stays"),
        pytest.param([LEFT, COMES], date(2026, 12, 14), id="the day the new one begins"),
        pytest.param(
            [LEFT, Post("new", MANAGER, date(2026, 11, 23))], date(2026, 11, 20), id="one follows the other"
        ),
        pytest.param(
            [LEFT, Post("other", MANAGER, date(2025, 1, 1))], date(2026, 11, 23), id="a second manager stays"
        ),
        pytest.param([STANDS_IN], date(2026, 11, 23), id="no manager was ever on record: not known"),
    ],
)
def test_a_licence_that_has_its_manager(posts, on):
    assert manager_gap(posts, on) is None


def test_the_order_of_entry_never_matters():
    assert manager_gap([COMES, STANDS_IN, LEFT], date(2026, 11, 30)) == manager_gap(
        [LEFT, COMES, STANDS_IN], date(2026, 11, 30)
    )


def test_who_is_in_a_role_on_a_day():
    assert posts_on([LEFT, COMES, STANDS_IN], MANAGER, date(2026, 11, 22)) == (LEFT,)
    assert posts_on([LEFT, COMES, STANDS_IN], MANAGER, date(2026, 11, 23)) == ()
    assert posts_on([LEFT, COMES, STANDS_IN], DEPUTY, date(2026, 11, 23)) == (STANDS_IN,)


def test_who_leaves_today_had_yesterday_as_the_last_day():
    assert last_day_before(date(2026, 11, 23)) == date(2026, 11, 22)
