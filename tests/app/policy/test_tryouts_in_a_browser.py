"""Trying a draft out in a real browser: it goes on by itself, can be stopped, and its pages fit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.policy.service import trying
from app.policy.views import tryouts as pages
from tests.app.conftest import Filling
from tests.factories.case import make_case
from tests.factories.policy import make_policy
from tests.factories.tryout import EARLIER, GUARDS, NO_LODGES, cap_of, make_draft, make_small_world

LONG = "Utkast til alkoholpolitiske retningslinjer for perioden 2028–2032 etter høringen"


@pytest.fixture(autouse=True)
def drafts(filling: Filling) -> None:
    """A small world, an open case, and two drafts."""
    with filling() as (session, actor):
        make_small_world(session, actor)
        make_policy(session, actor.municipality_id, highest=10)
        make_case(session, actor)
        rules = (EARLIER, NO_LODGES, GUARDS, cap_of(2))
        make_draft(session, actor.municipality_id, *rules, name=LONG)
        make_draft(session, actor.municipality_id, GUARDS, name="Utkast B")


def begin(page: Page, other: str | None = None) -> None:
    """Choose the long draft, perhaps beside another, and start."""
    page.goto("/retningslinjer/proving/ny")
    page.get_by_label("Utkast").select_option(label=f"{LONG} (versjon 1)")
    if other:
        page.get_by_label("Sammenlign med").select_option(label=f"{other} (versjon 1)")
    page.get_by_role("button", name="Start utprøving").click()


def test_it_goes_on_by_itself_until_it_is_done(
    page: Page, sign_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    monkeypatch.setattr(pages, "CHUNKS_A_REQUEST", 1)
    sign_in(page)
    begin(page)
    expect(page.get_by_text("Ferdig", exact=True).first).to_be_visible()
    expect(page.get_by_role("row", name="Mister bevillingen 1 Mister bevillingen 0")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_it_is_stopped_and_taken_up_again(
    page: Page, sign_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    monkeypatch.setattr(pages, "CHUNKS_A_REQUEST", 1)
    sign_in(page)
    # A browser that does not go on by itself: what a person presses is enough.
    page.route("**/bevilling.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    begin(page)
    expect(page.get_by_text("0 av 5 bevillinger og åpne saker er prøvd.")).to_be_visible()
    page.get_by_role("button", name="Fortsett").click()
    expect(page.get_by_text("1 av 5 bevillinger og åpne saker er prøvd.")).to_be_visible()
    page.get_by_role("button", name="Stopp").click()
    expect(page.get_by_text("Utprøvingen er stoppet.")).to_be_visible()
    expect(page.get_by_role("button", name="Stopp")).to_have_count(0)
    page.get_by_role("button", name="Fortsett").click()
    expect(page.get_by_text("2 av 5 bevillinger og åpne saker er prøvd.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_have_no_barrier_and_fit(
    open_page: Callable[..., Page], sign_in: Callable[..., None], axe: Callable[[Page], None], width: int
) -> None:
    page = open_page(width=width)
    sign_in(page)
    begin(page, other="Utkast B")
    expect(page.get_by_text("Ferdig", exact=True).first).to_be_visible()
    done = page.url
    too_wide = []
    for address in (
        "/retningslinjer/proving",
        "/retningslinjer/proving/ny",
        done,
        f"{done}/bevillinger?utfall=shortened",
        f"{done}/saker",
        f"{done}/tak?tak=T-1",
        f"{done}/tak?tak=T-1&tall=mange",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        axe(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(address)
    assert not too_wide, f"These pages scroll sideways at {width}: {too_wide}"


def test_the_number_of_a_cap_is_moved_without_trying_anything_anew(
    page: Page, sign_in: Callable[..., None]
) -> None:
    sign_in(page)
    begin(page)
    page.get_by_role("link", name="Høyst 2").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva om taket var 2?")
    page.get_by_role("link", name="1 flere").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva om taket var 3?")
    expect(page.get_by_text("deler 1 plass.")).to_be_visible()
    page.get_by_label("Tak", exact=True).fill("4")
    page.get_by_role("button", name="Prøv tallet").click()
    expect(page.get_by_text("Alle beholder plassen.")).to_be_visible()
