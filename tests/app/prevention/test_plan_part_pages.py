"""The pages on which the parts of a plan are written: each kind, what is typed wrongly, and files."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest

from app.models.plan import Indicator, PlanChapter, PlanCost, PlanRole
from app.permissions import Role
from app.prevention.service.plan_parts import add_part
from fees.plans import CostEstimate, Funding, PlanState
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.plan import make_plan

COORDINATOR = Role.PREVENTION_COORDINATOR
CHAPTER = {"heading": "Innledning", "text": "Om planen."}
ROLE = {"title": "SLT-koordinator", "task": "Følger opp"}
COST = {"text": "Lavterskeltilbud", "measure_id": None, "estimate": CostEstimate.ESTIMATED}
INDICATOR = {"name": "Elever", "unit": "personer", "goal_id": None}
FIELDS: Mapping[str, tuple[dict[str, str], str]] = {
    "kapitler": ({"heading": "Innledning", "text": "Om planen."}, "Innledning"),
    "mal": ({"text": "Senere debut", "origin": "local", "parent_id": "0"}, "Senere debut"),
    "roller": ({"title": "SLT-koordinator", "task": "Følger opp"}, "SLT-koordinator"),
    "okonomi": (
        {
            "text": "Lavterskeltilbud",
            "estimate": "estimated",
            "amount_ore": "600 000",
            "position_share": "100",
            "period": "per år",
            "funding": "block_grant",
            "later_funding": "own_budget",
            "later_text": "fra 2018",
            "measure_id": "0",
        },
        "600\u00a0000\u00a0kr per år",
    ),
    "indikatorer": ({"name": "Straffesaker", "goal_id": "0", "rises_with_work": "y"}, "Mer arbeid avdekker"),
    "grunnlag": (
        {"sort": "law", "title": "Alkoholloven", "url": "https://lovdata.no/lov/1989-06-02-27"},
        "Alkoholloven",
    ),
}


@pytest.mark.parametrize("sort", FIELDS)
def test_each_part_has_its_page(sort: str, client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        address = f"/forebygging/planer/{make_plan(session, actor).id}"
    client = client_as("prevention_coordinator")
    fields, shown = FIELDS[sort]
    page = client.get(f"{address}/{sort}/ny")
    assert page.status_code == 200
    place = {} if sort == "roller" else {"after": "0"}
    empty = client.post(f"{address}/{sort}/ny", data=place)
    assert empty.status_code == 422
    answer = client.post(f"{address}/{sort}/ny", data={**fields, **place}, follow_redirects=True)
    assert "Planen er endret." in answer.text
    assert shown in answer.text
    assert client_as("reader").get(address).text.count(f"/{sort}/") == 0
    change = f"{address}/{sort}/1"
    assert client.get(change).status_code == 200
    again = client.post(change, data={**fields, **place, "version": "1"}, follow_redirects=True)
    assert "Planen er endret." in again.text
    out = client.post(f"{change}/ta-ut", data={"version": "1"}, follow_redirects=True)
    assert "Planen er endret." in out.text
    assert client.get(change).status_code == 404


@pytest.mark.parametrize(
    ("sort", "typed", "sentence"),
    [
        pytest.param("okonomi", {"amount_ore": "-5"}, "er under null", id="a cost below nought"),
        pytest.param("okonomi", {"position_share": "halv"}, "50 for en halv stilling", id="no share"),
        pytest.param("okonomi", {"position_share": "0"}, "50 for en halv stilling", id="no position"),
        pytest.param("okonomi", {"position_share": "5" * 30}, "50 for en halv stilling", id="too many"),
        pytest.param("grunnlag", {"url": "javascript:alert(1)"}, "begynne med https://", id="no page"),
        pytest.param("grunnlag", {"sort": "other"}, "Velg hva slags grunnlag", id="no such sort"),
        pytest.param("roller", {"last_day": "01.01.2027"}, "Skriv fra hvilken dag", id="a last day alone"),
        pytest.param(
            "roller",
            {"first_day": "02.01.2027", "last_day": "01.01.2027"},
            "Siste dag kan ikke være før første dag",
            id="ends before it begins",
        ),
        pytest.param("mal", {"parent_id": "77"}, "Velg en av mulighetene", id="a goal of others"),
        pytest.param("kapitler", {"heading": "x" * 161}, "høyst 160 tegn", id="too long"),
    ],
)
def test_parts_typed_wrongly_are_told_and_kept(
    sort: str, typed: dict[str, str], sentence: str, client_as: ClientAs, filling: Filling
) -> None:
    with filling(COORDINATOR) as (session, actor):
        address = f"/forebygging/planer/{make_plan(session, actor).id}"
    client = client_as("prevention_coordinator")
    fields, _shown = FIELDS[sort]
    answer = client.post(f"{address}/{sort}/ny", data={"after": "0", **fields, **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = next(iter(fields.values()))
    assert kept in answer.text or "x" * 161 in answer.text


def test_two_who_change_a_chapter_both_see_both_texts(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        chapter = add_part(session, actor, PlanChapter, plan_id=plan.id, values=CHAPTER)
        address = f"/forebygging/planer/{plan.id}/kapitler/{chapter.id}"
    client = client_as("prevention_coordinator")
    fields = {"heading": "Innledning", "after": "0", "version": "1"}
    assert client.post(address, data={**fields, "text": "Den enes tekst"}).status_code == 302
    late = client.post(address, data={**fields, "text": "Den andres tekst"})
    assert late.status_code == 409
    assert "Den enes tekst" in late.text
    assert "Den andres tekst" in late.text
    assert 'value="2"' in late.text


def test_a_share_that_is_told_wrongly_is_shown_beside_the_right_one(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        indicator = add_part(session, actor, Indicator, plan_id=plan.id, values=INDICATOR)
        address = f"/forebygging/planer/{plan.id}"
        figures = f"{address}/indikatorer/{indicator.id}/tall"
    client = client_as("prevention_coordinator")
    told = {"figure": "1 911", "part": "1 911", "whole": "5544", "stated_share": "33,7"}
    half = client.post(f"{figures}/ny", data={**told, "whole": ""})
    assert half.status_code == 422
    assert "Skriv både antallet og helheten" in half.text
    over = client.post(f"{figures}/ny", data={**told, "part": "6000"})
    assert over.status_code == 422
    shown = client.post(f"{figures}/ny", data=told, follow_redirects=True).text
    assert "oppgitt som 33,7\u00a0%, men er 34,5\u00a0%" in shown
    assert "Uten dato" in shown
    assert "Uten kilde" in shown
    assert client.get(f"{figures}/1").status_code == 200
    faults = client.get(f"{address}/mangler").text
    assert "1\u00a0911 av 5\u00a0544 er 34,5\u00a0%, men planen sier 33,7\u00a0%." in faults
    right = {**told, "stated_share": "34,5", "dated_on": "01.10.2009", "source": "SSB", "version": "1"}
    assert client.post(f"{figures}/1", data=right).status_code == 302
    assert "men planen sier" not in client.get(f"{address}/mangler").text
    out = client.post(f"{figures}/1/ta-ut", data={"version": "2"}, follow_redirects=True)
    assert "Uten tall" in out.text


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_an_annex_is_missing_until_its_file_comes(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        address = f"/forebygging/planer/{make_plan(session, actor).id}"
    client = client_as("prevention_coordinator")
    fields = {"title": "Politiets erfaringer", "after": "0"}
    missing = client.post(f"{address}/vedlegg/ny", data=fields, follow_redirects=True)
    assert "Mangler" in missing.text
    assert "filen mangler her" in client.get(f"{address}/mangler").text
    assert client.get(f"{address}/vedlegg/1").status_code == 404

    def with_file(content: bytes, name: str, version: str = "1") -> dict[str, Any]:
        return {**fields, "version": version, "file": (BytesIO(content), name)}

    program = client.post(f"{address}/vedlegg/1/endre", data=with_file(b"MZ program", "politiet.exe"))
    assert program.status_code == 422
    assert "politiet.exe" in program.text
    kept = client.post(f"{address}/vedlegg/1/endre", data=with_file(PDF, "politiet.pdf"))
    assert kept.status_code == 302
    sent = client_as("reader").get(f"{address}/vedlegg/1")
    assert (sent.data, sent.mimetype) == (PDF, "application/pdf")
    assert "attachment" in sent.headers["Content-Disposition"]
    assert client_as("reader", municipality="other").get(f"{address}/vedlegg/1").status_code == 404
    # What is changed without a new file keeps the one that is there.
    renamed = {**fields, "title": "Fra politiet", "version": "2"}
    assert client.post(f"{address}/vedlegg/1/endre", data=renamed).status_code == 302
    assert client.get(f"{address}/vedlegg/1").data == PDF
    assert client.post(f"{address}/vedlegg/1/ta-ut", data={"version": "3"}).status_code == 302
    assert client.get(f"{address}/vedlegg/1").status_code == 404


def test_an_adopted_plan_says_why_its_chapters_stand(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        address = f"/forebygging/planer/{plan.id}"
    client = client_as("prevention_coordinator")
    refused = client.get(f"{address}/kapitler/ny")
    assert refused.status_code == 409
    assert "slik kommunestyret vedtok den" in refused.text
    assert client.get(f"{address}/okonomi/ny").status_code == 200


def test_a_shared_plan_tells_whose_its_parts_are(client_as: ClientAs, filling: Filling, world: World) -> None:
    with filling(COORDINATOR, municipality="other") as (session, actor):
        plan = make_plan(session, actor, others=(world.own_id,))
        own = {**ROLE, "title": "Rusteamet", "municipality_id": world.other_id}
        part = add_part(session, actor, PlanRole, plan_id=plan.id, values=own)
        address, theirs = f"/forebygging/planer/{plan.id}", part.id
    client = client_as("prevention_coordinator")
    shown = client.get(address).text
    assert "Rusteamet" in shown
    assert f"/roller/{theirs}" not in shown
    assert client.get(f"{address}/roller/{theirs}").status_code == 409
    form = client.get(f"{address}/roller/ny").text
    assert "Alle kommunene i planen" in form
    assert "Bare Røros" in form
    assert "Bare Holtålen" not in form


def test_the_cost_that_the_earmark_pays_is_told_so(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        values = {**COST, "funding": Funding.FEES}
        add_part(session, actor, PlanCost, plan_id=plan.id, values=values)
        address = f"/forebygging/planer/{plan.id}"
    page = client_as("reader").get(address).text
    assert "Bevillingsgebyr (øremerket)" in page
    assert "Beløp mangler" in page
