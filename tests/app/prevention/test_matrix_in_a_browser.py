"""The matrix by keyboard alone, in a real browser: arrows between the years, Enter, and back again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.permissions import Role
from fees.plans import PlanState
from tests.app.conftest import Filling
from tests.browsers import barriers
from tests.factories.plan import make_measure, make_plan

pytestmark = pytest.mark.any_database


@pytest.fixture
def plan_id(filling: Filling) -> int:
    """An adopted plan that covers this year, with two tables of measures."""
    year = clock.today().year
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED, first_year=year - 1, last_year=year + 2)
        for position, (section, title) in enumerate(
            (("Barn og unge", "MOT"), ("Barn og unge", "Foreldremøter"), ("Bolig", "Botilbud")), start=1
        ):
            make_measure(session, plan, title, section=section, position=position)
        return plan.id


def test_a_year_is_followed_up_by_keyboard_alone(
    page: Page, sign_in: Callable[..., None], plan_id: int
) -> None:
    sign_in(page, "prevention_coordinator")
    page.goto(f"/forebygging/planer/{plan_id}/tiltak")
    expect(page.get_by_text("Piltastene flytter mellom årene")).to_be_visible()
    assert not barriers(page)
    page.get_by_role("link", name="Vis alle").or_(page.get_by_role("button", name="Vis")).last.focus()
    # Past the link of the first measure, into its years; the rest of the years are not in the way of Tab.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("data-matrix-cell", "")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    # From one table into the next.
    expect(focused).to_contain_text(f"{clock.today().year}, Botilbud")
    here = focused.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tiltak/*/*")
    assert not barriers(page)
    page.get_by_label("Planlagt", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Kartlagt 12 boliger.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tiltak#{here}")
    expect(focused).to_have_attribute("id", here or "")
    expect(page.locator("[data-matrix-row]").last).to_contain_text("Gjort")
