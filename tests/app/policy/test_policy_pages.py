"""Reading policies: the list, a version, a text of the library, and the file."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import clock
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.policy.form import read_policy
from app.policy.library import CODES, library_entry
from app.policy.queries.versions import policy_domain
from app.policy.service.storing import store_policy
from licensing.policy import Document, LegalKind
from tests.factories.draft import NAME, a_draft


@pytest.fixture
def draft_id(filling: Any) -> int:
    """A draft of the own municipality."""
    with filling() as (session, actor):
        return int(store_policy(session, a_draft(), municipality_ids=[actor.municipality_id]).id)


@pytest.fixture
def in_force_id(filling: Any) -> int:
    """A version in force in the own municipality."""
    with filling() as (session, actor):
        policy = replace(
            a_draft(),
            name="Gjeldende",
            first_day=clock.today() - timedelta(days=9),
            last_day=None,
            decided="KS 1/26",
        )
        row = store_policy(
            session, policy, municipality_ids=[actor.municipality_id], state=PolicyState.IN_FORCE
        )
        return int(row.id)


def test_the_list_shows_what_is_in_force_and_the_drafts(
    client_as: Any, draft_id: int, in_force_id: int
) -> None:
    page = client_as("reader").get("/retningslinjer/").text
    now, drafts = page.split('id="utkast"')
    assert "Gjeldende" in now
    assert "KS 1/26" in now
    assert NAME in drafts
    assert "Ny utgave" not in page


def test_who_may_write_finds_the_ways_to_begin(client_as: Any, in_force_id: int) -> None:
    page = client_as("caseworker").get("/retningslinjer/").text
    assert f"/retningslinjer/{in_force_id}/ny-utgave" in page
    assert "Begynn fra biblioteket" in page
    assert "Les inn fil" in page


def test_a_municipality_without_a_policy_is_told_that_the_law_holds(client_as: Any, world: Any) -> None:
    assert "Da gjelder bare loven." in client_as("reader").get("/retningslinjer/").text


def test_a_version_is_read_as_a_text(client_as: Any, draft_id: int) -> None:
    page = client_as("finance").get(f"/retningslinjer/{draft_id}").text
    for said in (
        "Noe av teksten er oppdiktet",
        "Laget for prøvene.",
        "Skjenking av gruppe 1 og 2 inne: kl. 08.00–01.00.",
        "forskriften § 2",
        "Vedtatt av kommunestyret 12.06.2024",
        "Gater: Kjerkgata, Bergmannsgata",
        "Byomfattende arrangementer. Gis av: formannskapet",
        "nest siste tirsdag i februar",
        "01.01.2029–31.12.2031",
        "Dette er et utkast. Ingen sak vurderes etter det.",
        "<dd>Røros</dd>",
    ):
        assert said in page, said
    assert "/skriv" not in page


def test_local_days_have_their_dates_this_year_and_the_next(client_as: Any, draft_id: int) -> None:
    page = client_as("reader").get(f"/retningslinjer/{draft_id}").text
    years = [clock.today().year, clock.today().year + 1]
    martnan = page.split("Rørosmartnan</dt>")[1].split("</dd>")[0]
    assert all(f"{year}: " in martnan for year in years)


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_library_can_be_read(client_as: Any, world: Any, code: str) -> None:
    page = client_as("reader").get(f"/retningslinjer/bibliotek/{code}")
    assert page.status_code == 200
    assert page.text.count('class="rule"') == len(library_entry(code).read.policy.rules)


def test_the_library_says_where_its_texts_come_from(client_as: Any, world: Any) -> None:
    page = client_as("reader").get("/retningslinjer/bibliotek").text
    assert all(f"/retningslinjer/bibliotek/{code}" in page for code in CODES)
    assert (
        "Begynn et utkast fra denne" not in client_as("reader").get("/retningslinjer/bibliotek/bergen").text
    )


def test_a_text_that_the_library_does_not_have_is_not_found(client_as: Any, world: Any) -> None:
    assert client_as("caseworker").get("/retningslinjer/bibliotek/ukjent").status_code == 404
    assert client_as("caseworker").get("/retningslinjer/bibliotek/ukjent/utkast").status_code == 404


def test_the_file_holds_the_whole_policy(client_as: Any, draft_id: int, filling: Any) -> None:
    answer = client_as("reader").get(f"/retningslinjer/{draft_id}/fil")
    assert answer.mimetype == "application/yaml"
    assert f"retningslinjer-{draft_id}-1.yaml" in answer.headers["Content-Disposition"]
    with filling() as (session, _actor):
        stored = policy_domain(session.get_one(PolicyRow, draft_id))
    read = read_policy(answer.text).policy
    assert replace(read, id=stored.id, version=stored.version) == stored


@pytest.mark.parametrize("address", ["", "/fil", "/kontroll"])
def test_another_municipality_finds_nothing(client_as: Any, draft_id: int, address: str) -> None:
    other = client_as("caseworker", municipality="other")
    assert other.get(f"/retningslinjer/{draft_id}{address}").status_code == 404


def test_only_an_address_of_the_web_is_a_link(client_as: Any, filling: Any) -> None:
    lures = ("javascript:alert(1)", "JavaScript://x", "data:text/html,x", "/logg-ut")
    documents = tuple(
        Document(f"L{number}", LegalKind.PLAN, "Plan", address=lure)
        for number, lure in enumerate((*lures, "https://example.no/plan"))
    )
    with filling() as (session, actor):
        row = store_policy(
            session,
            replace(a_draft(), documents=documents, rules=()),
            municipality_ids=[actor.municipality_id],
        )
        policy_id = row.id
    page = client_as("reader").get(f"/retningslinjer/{policy_id}").text
    assert 'href="https://example.no/plan"' in page
    for lure in lures:
        assert lure in page
        assert f'href="{lure}" rel=' not in page
