"""A new restaurant: asked for 03.00, granted in part by the executive committee, and opened."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.formats import short_date
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import LicenceKind, VenueCategory
from licensing.policy import Document, LegalKind
from tests.app.conftest import World
from tests.app.samples import pdf
from tests.factories.holder import make_holder, organisation_number
from tests.factories.licence import make_licence
from tests.factories.policy import delegation_rule, hours_rule, make_policy, make_rules
from tests.factories.venue import make_venue
from tests.journeys.browsing import (
    Desk,
    day,
    holds,
    holds_what_a_licence_must,
    holds_what_the_notice_must,
    last_day,
)
from tests.journeys.office import identity

BANKRUPT_ON = date(2026, 4, 30)
CAP, IN_USE = 38, 36
REGULATION = Document("forskrift", LegalKind.REGULATION, "Forskrift om skjenketider", short="forskriften")
REASON = "Politiet kjenner til uro på stedet i 2019 (oppdiktet)."
TAX = "Restanse 84 300 kr."
VOTED = "Gruvelykta får skjenkebevilling for gruppe 1, 2 og 3.\nTiden settes til kl. 02.00 fredag og lørdag."


@pytest.fixture
def town(filling: Any) -> None:
    """Røros: a cap with two places left, local hours, a committee, and an empty house with a history."""
    with filling() as (session, actor):
        house = make_venue(
            session, actor, name="Gruvelykta", street="Kjerkgata 12", category=VenueCategory.PUB_BAR
        )
        bankrupt = make_holder(session, actor, name="Malmklang Bar AS", serial=1)
        make_licence(
            session, house, bankrupt, last_day=BANKRUPT_ON, ended_on=BANKRUPT_ON, end_reason="konkurs"
        )
        make_holder(session, actor, name="Gruvelykta AS", serial=2)
        hotel = make_venue(session, actor, name="Bergstadens Prøvehotell", street="Prøveveien 9")
        owner = make_holder(session, actor, name="Prøvehotell AS", serial=3)
        for _number in range(IN_USE):
            make_licence(session, hotel, owner)
        make_policy(session, actor.municipality_id, highest=CAP)
        make_rules(
            session,
            actor.municipality_id,
            # Until 01.00, on Fridays and Saturdays until 02.00.
            replace(hours_rule("hours:1", 25, weekdays=(7, 1, 2, 3, 4)), document=REGULATION.code),
            replace(hours_rule("hours:2", 26, weekdays=(5, 6)), document=REGULATION.code),
            delegation_rule(
                DelegationMode.BODY,
                kind=LicenceKind.SERVING,
                outcome=DecisionOutcome.PART_GRANT,
                basis="delegasjonsreglementet punkt 8.2",
            ),
            documents=(REGULATION,),
        )


def test_a_new_restaurant_is_granted_in_part_and_opens(
    open_page: Callable[..., Page], world: World, town: None
) -> None:
    def desk(role: str) -> Desk:
        return Desk(open_page()).sign_in(world.someone(role).email)

    caseworker = desk("caseworker")
    apply(caseworker)
    case_url = caseworker.page.url
    ask_and_record(caseworker)
    hear_the_applicant(caseworker)
    assess_and_propose(caseworker)
    let_the_committee_decide(desk("meeting_secretary"), case_url)
    caseworker.open(case_url)
    tell_the_applicant(caseworker)
    caseworker.open(case_url)
    open_for_guests(caseworker)


def apply(desk: Desk) -> None:
    """Enter the application; what is known fills itself in."""
    desk.follow("Ny søknad")
    desk.fill({"Organisasjonsnummer": organisation_number(2), "Besøksadresse": "Kjerkgata 12, 7374 Røros"})
    desk.press("Hent kjente opplysninger")
    expect(desk.field("Navn på søker")).to_have_value("Gruvelykta AS")
    expect(desk.field("Navn på stedet")).to_have_value("Gruvelykta")
    desk.reads("Her hadde Malmklang Bar AS bevilling til 30.04.2026 (konkurs).")
    desk.fill(
        {
            "Lokaler og uteområder": "Storstua",
            "Konsept": "Lokal mat i gammelt bergmannshus.",
            "Tid inne": "11.00–03.00",
            "Personer med vesentlig innflytelse": f"{identity(date(1970, 1, 20))} Oppdiktet Eier",
        }
    )
    desk.field("Type virksomhet").select_option("Spisested")
    desk.page.get_by_label("Skjenking, gruppe 1, 2 og 3").check()
    for role, name, born in (("Styrer", "Styrer", 1985), ("Stedfortreder", "Stedfortreder", 1990)):
        person = desk.group(role)
        person.get_by_label("Fødselsnummer").fill(identity(date(born, 4, 15)))
        person.get_by_label("Navn").fill(f"Oppdiktet {name}")
        person.get_by_label("Bestått kunnskapsprøve").select_option("Skjenking")
    desk.page.get_by_label("Styrer og stedfortreder er ansatt").check()
    desk.field("Vedlegg").set_input_files({"name": "tegning.pdf", "mimeType": "", "buffer": pdf()})
    desk.press("Registrer")
    desk.reads("Søknaden er registrert som sak", "Kvittering og foreløpig svar", "tegning.pdf")
    desk.state("Mottatt")


def ask_and_record(desk: Desk) -> None:
    """Ask the police, NAV and, by choice, the tax authority, and record what they say of each."""
    desk.follow("Innhent uttalelser")
    expect(desk.page.get_by_label("Politiet")).to_be_checked()
    expect(desk.page.get_by_label("NAV (sosialtjenesten)")).to_be_checked()
    expect(desk.page.get_by_label("Skatteetaten")).not_to_be_checked()
    desk.page.get_by_label("Skatteetaten").check()
    desk.press("Innhent uttalelser")
    desk.state("Til uttalelse")
    desk.reads("Vedlegg med fødselsnumre")
    record(desk, "Politiet", "Gruvelykta", "Merknad", REASON)
    record(desk, "NAV (sosialtjenesten)", "Gruvelykta", "Ingen merknad")
    record(desk, "Skatteetaten", "Gruvelykta AS", "Merknad", TAX)
    desk.state("Klar til vurdering")


def record(desk: Desk, body: str, about: str, answer: str, facts: str = "") -> None:
    """Record the answer on one line, and that nothing is remarked on the others."""
    desk.follow("Registrer uttalelse")
    section = desk.page.locator(".section", has=desk.page.get_by_role("heading", name=body, exact=True))
    section.get_by_role("link", name="Registrer svar").click()
    line = desk.page.locator(".section", has=desk.page.get_by_role("heading", name=about, exact=True)).last
    line.get_by_label(answer, exact=True).check()
    line.get_by_label("Hva som er opplyst").fill(facts)
    rest = desk.page.get_by_role("button", name="Registrer, ingen merknad til resten")
    button = rest if rest.count() else desk.page.get_by_role("button", name="Registrer uttalelsen")
    button.click()
    desk.reads("Uttalelsen er registrert.")


def hear_the_applicant(desk: Desk) -> None:
    """Show the applicant what was said, and record the reply; until then nothing can be proposed."""
    desk.page.get_by_text("Kan ikke gjøres nå").click()
    desk.reads("Søkeren har ikke fått se merknaden fra politiet.")
    desk.follow("Legg fram for søker")
    desk.fill({"Hva søkeren får se": f"{REASON}\n{TAX}", "Svarfrist": day(14)})
    desk.press("Lag brev til søkeren")
    desk.reads("Uttalelse lagt fram for søkeren")
    expect(desk.page.locator("main")).not_to_contain_text("84 300")
    desk.follow("Registrer svar fra søker")
    desk.fill({"Hva søkeren svarte": "Restansen er betalt. Uroen var hos den forrige eieren."})
    desk.press("Registrer svaret")


def assess_and_propose(desk: Desk) -> None:
    """Hold the application against law and policy, and propose what they leave."""
    desk.press("Vurder søknaden")
    desk.is_at("Vurdering")
    expect(desk.page.locator(".findings-summary__text")).to_have_text(re.compile(r"^\d+ funn: \d+ i orden"))
    desk.reads(
        f"Tak: {IN_USE} av {CAP} bevillinger i bruk.",
        "Søkt: 11.00–03.00 for gruppe 1 og 2 inne. Forskriften: 11.00–02.00 fredag og lørdag.",
        "Krav i loven",
    )
    desk.follow("Lag forslag til vedtak")
    expect(desk.page.get_by_label("Delvis innvilget")).to_be_checked()
    expect(desk.field("Inne, søndag–torsdag")).to_have_value("11.00–01.00")
    expect(desk.field("Inne, fredag og lørdag")).to_have_value("11.00–02.00")
    expect(desk.field("Varer til og med")).to_have_value(short_date(last_day()))
    expect(desk.field("Begrunnelse")).to_have_value(
        re.compile(
            r"Dere har søkt om 11\.00–03\.00 for gruppe 1 og 2 inne\. Kommunens forskrift åpner for"
            r" 11\.00–01\.00 søndag–torsdag og 11\.00–02\.00 fredag og lørdag\."
        )
    )
    desk.fill({"Egne vilkår": "Musikk ute er slått av kl. 22.00."})
    desk.press("Legg fram forslaget")
    desk.reads("Forslaget går mot funn under")
    desk.fill({"Hvorfor funnene fravikes": "Restansen er betalt, og holder ikke til avslag (§ 1-7b)."})
    desk.press("Legg fram forslaget")
    desk.state("Forslag klart")


def let_the_committee_decide(desk: Desk, case_url: str) -> None:
    """Bring the case to the committee and key what it voted."""
    desk.open(case_url)
    desk.press("Send til politisk behandling")
    desk.state("Til politisk behandling")
    desk.follow("Registrer politisk vedtak")
    expect(desk.field("Utvalg")).to_have_value("Formannskapet")
    desk.fill({"Saksnummer i møtet": "PS 4/27", "Vedtatt tekst": VOTED})
    desk.press("Registrer vedtaket")
    desk.state("Vedtatt – ikke sendt", "Delvis innvilget")
    desk.reads("Formannskapet, PS 4/27", "Tiden settes til kl. 02.00 fredag og lørdag.")


def tell_the_applicant(desk: Desk) -> None:
    """Make the letter final, send it, and note its arrival."""
    desk.follow("Ferdigstill brev")
    desk.reads("Vi har innvilget søknaden delvis.")
    desk.press("Ferdigstill brevet")
    text = desk.letter_text()
    holds_what_the_notice_must(text)
    holds_what_a_licence_must(text)
    holds(
        text,
        "Vi har innvilget søknaden delvis.",
        f"Gruvelykta AS, org.nr. {organisation_number(2)[:3]}",
        "Storstua",
        "Lokal mat i gammelt bergmannshus.",
        "gruppe 1, 2 og 3",
        "11.00–01.00",
        "11.00–02.00",
        "13.00–02.00",
        "Oppdiktet Styrer",
        "Oppdiktet Stedfortreder",
        "Musikk ute er slått av kl. 22.00.",
        "Formannskapet",
        "PS 4/27",
        "Tiden settes til kl. 02.00 fredag og lørdag.",
    )
    assert "UTKAST" not in text.upper()
    assert "84 300" not in text
    desk.page.get_by_label("Sendt med").select_option(index=0)
    desk.fill({"Referanse": "SvarUt 4711"})
    desk.press("Registrer utsending")
    desk.reads("Utsendingen er registrert.", "SvarUt 4711")
    desk.press("Registrer mottak")
    desk.reads("Brevet er kommet fram.")


def open_for_guests(desk: Desk) -> None:
    """Issue the licence document; the licence stands until the end of the period."""
    desk.state("Innvilget – kan ikke tas i bruk ennå", "Delvis innvilget")
    desk.reads("Klagefrist")
    desk.follow("Utferdige bevillingsdokument")
    desk.press("Utferdige")
    desk.state("Kan tas i bruk", "Delvis innvilget")
    desk.follow("Se bevillingen")
    desk.reads("Gruvelykta AS", short_date(last_day()))
    desk.follow("Gruvelykta")
    desk.reads("Malmklang Bar AS", "konkurs", "Gruvelykta AS")
