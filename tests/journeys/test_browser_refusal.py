"""A refusal: the cap is reached, two people look at the single case, and the letter says why."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import clock
from tests.app.conftest import World
from tests.factories.case import make_ready
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.policy import make_policy
from tests.factories.venue import make_venue
from tests.journeys.browsing import Desk, holds, holds_what_the_notice_must

OWN_WORDS = "Vi har vurdert saken for seg. Stedet skiller seg ikke fra de andre som har fått avslag."


@pytest.fixture
def case_url(filling: Any) -> str:
    """A case that is ready in a town whose only place under the cap is taken."""
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=1)
        hotel = make_venue(session, actor, name="Bergstadens Prøvehotell", street="Prøveveien 9")
        make_licence(session, hotel, make_holder(session, actor, serial=9))
        return f"/saker/{make_ready(session, actor, received_on=clock.today(), on=clock.today()).id}"


def test_a_full_cap_leads_to_a_refusal_that_says_why(
    open_page: Callable[..., Page], world: World, case_url: str
) -> None:
    caseworker = Desk(open_page()).sign_in(world.someone("caseworker").email)
    caseworker.open(case_url)
    caseworker.press("Vurder søknaden")
    caseworker.reads("Tak: 1 av 1 bevillinger i bruk. Taket er nådd.")
    caseworker.follow("Lag forslag til vedtak")
    caseworker.page.get_by_label("Avslått").check()
    reasons = caseworker.field("Begrunnelse")
    reasons.fill(f"{reasons.input_value()}\n\n{OWN_WORDS}")
    caseworker.press("Legg fram forslaget")
    caseworker.state("Forslag klart")

    decider = Desk(open_page()).sign_in(world.someone("decider").email)
    decider.follow("Til vedtak")
    decider.page.locator("main th a").click()
    decider.reads("Tak: 1 av 1 bevillinger i bruk, 0 ledig.", OWN_WORDS)
    decider.press("Fatt vedtak: Avslått")
    decider.state("Vedtatt – ikke sendt", "Avslått")
    expect(decider.page.get_by_role("link", name="Se bevillingen")).to_have_count(0)

    caseworker.open(case_url)
    caseworker.follow("Ferdigstill brev")
    caseworker.press("Ferdigstill brevet")
    text = caseworker.letter_text()
    holds_what_the_notice_must(text)
    holds(
        text,
        "Røros kommune har avslått søknaden om skjenkebevilling for Prøvekroa 0.",
        "Hovedgrunnen er",
        "Dere kan klage innen tre uker etter at dere mottok dette brevet.",
        OWN_WORDS,
    )
    assert "Bevillingsnummer" not in text
    caseworker.fill({"Referanse": "SvarUt 4713"})
    caseworker.press("Registrer utsending")
    caseworker.open(case_url)
    caseworker.state("Vedtak sendt", "Avslått")
    caseworker.reads("Ikke startet: vi vet ikke når brevet kom fram")
