"""The pages of try-outs: begun, gone on with, stopped, read, listed, moved to another number, exported."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import delete

from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyRule
from app.models.tryout import Tryout, TryoutState
from app.permissions import Role
from app.policy.service import trying
from app.policy.views import tryouts as pages
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case
from tests.factories.policy import make_policy
from tests.factories.tryout import (
    DAY,
    EARLIER,
    GUARDS,
    NO_LODGES,
    cap_of,
    make_draft,
    make_small_world,
)

Page = Callable[..., str]


@pytest.fixture
def page(app: Flask) -> Page:
    """The address of a page: `page("show_tryout", tryout_id=1)`."""

    def address(name: str, **arguments: object) -> str:
        with app.test_request_context():
            return url_for(f"policy.{name}", **arguments)  # type: ignore[arg-type]  # parts of the address

    return address


@pytest.fixture
def draft_id(filling: Filling) -> int:
    """A small world, a policy in force, an open case, and a strict draft."""
    with filling() as (session, actor):
        make_small_world(session, actor)
        make_policy(session, actor.municipality_id, highest=10)
        make_case(session, actor)
        return make_draft(session, actor.municipality_id, EARLIER, NO_LODGES, GUARDS, cap_of(2)).id


def begin(client: FlaskClient, page: Page, draft_id: int, other: int = 0) -> int:
    """Begin a try-out through the form, and say its number."""
    answer = client.post(
        page("begin_tryout"), data={"policy": draft_id, "other": other, "day": f"{DAY:%d.%m.%Y}"}
    )
    assert answer.status_code == 302, answer.text
    return int(answer.location.split("/proving/")[1].split("?")[0])


@pytest.fixture
def tried_id(client_as: ClientAs, page: Page, draft_id: int) -> int:
    """A try-out that is done."""
    client = client_as("caseworker")
    tryout_id = begin(client, page, draft_id)
    client.post(page("go_on_with_tryout", tryout_id=tryout_id))
    return tryout_id


def test_from_the_form_to_the_figures(client_as: ClientAs, page: Page, draft_id: int) -> None:
    client = client_as("caseworker")
    tryout_id = begin(client, page, draft_id)
    waiting = client.get(page("show_tryout", tryout_id=tryout_id, fortsett=1)).text
    assert "0 av 5 bevillinger og åpne saker er prøvd." in waiting
    assert "data-go-on" in waiting
    answer = client.post(page("go_on_with_tryout", tryout_id=tryout_id), data={"av_seg_selv": "1"})
    assert answer.location == page("show_tryout", tryout_id=tryout_id)
    text = client.get(answer.location).text
    assert "data-go-on" not in text
    for said in (
        "Utprøving av Utkast 2028–2032",
        "Gjeldende: «Alkoholpolitiske retningslinjer 2024–2028»",
        "Mister bevillingen",
        "Får kortere tider",
        "Vakt fra kl. 22 fredag og lørdag",
        "Står over et tak",
        "retningslinjene punkt 5",
    ):
        assert said in text, said


def test_the_chart_says_the_same_as_its_table(client_as: ClientAs, page: Page, tried_id: int) -> None:
    text = client_as("reader").get(page("show_tryout", tryout_id=tried_id)).text
    svg = text[text.index("<svg viewBox") : text.index("</svg>", text.index("<svg viewBox"))]
    assert "Utkastet: mister bevillingen 1 og får kortere tider 3." in svg
    assert 'role="img"' in svg
    assert "style=" not in svg
    # The longest bar is all the room there is, and a third of it is a third.
    assert svg.count('width="344"') == 1  # four unchanged by the policy in force
    assert svg.count('width="258"') == 1  # three shortened
    assert svg.count('width="86"') == 1  # one lost


def test_the_lists_say_what_and_why(client_as: ClientAs, page: Page, tried_id: int) -> None:
    client = client_as("inspector")
    every = client.get(page("list_tried_licences", tryout_id=tried_id)).text
    assert [name in every for name in ("Fjellstua", "Gruvelykta", "Bergstadkroa", "Smelthytta")] == [True] * 4
    lost = client.get(page("list_tried_licences", tryout_id=tried_id, utfall="lost")).text
    assert "Fjellstua" in lost
    assert "Gruvelykta" not in lost
    assert "Mister bevillingen (retningslinjene punkt 3)" in lost
    shorter = client.get(page("list_tried_licences", tryout_id=tried_id, utfall="shortened")).text
    moved = "Inne, gruppe 1 og 2: 10.00–02.00 blir 10.00–01.00 fredag og lørdag (retningslinjene punkt 2)"
    assert moved in shorter
    assert "Trenger vilkåret «Vakt fra kl. 22 fredag og lørdag» (retningslinjene punkt 4)" in shorter
    beside = client.get(page("list_tried_licences", tryout_id=tried_id, side=1, utfall="lost")).text
    assert "Ingen her." in beside


def test_open_cases_are_listed_for_those_who_may_see_cases(
    client_as: ClientAs, page: Page, tried_id: int
) -> None:
    cases = page("list_tried_cases", tryout_id=tried_id)
    text = client_as("reader").get(cases).text
    assert "2026/0001" in text
    assert "retningslinjene punkt 5" in text
    assert client_as("inspector").get(cases).status_code == 403
    seen, hidden = (
        client_as(role).get(page("show_tryout", tryout_id=tried_id)).text for role in ("reader", "inspector")
    )
    assert cases in seen
    assert cases not in hidden


@pytest.mark.parametrize(
    ("number", "said"),
    [
        pytest.param(
            None, "Med et tak på 2 beholder 2 av 4 bevillinger plassen. 2 står over taket.", id="as it is"
        ),
        pytest.param("4", "Med et tak på 4 beholder 4 av 4 bevillinger plassen. Ingen står", id="enough"),
        pytest.param("3", "2 er gitt samme dag (05.06.2024) og deler 1 plass.", id="two share the last"),
        pytest.param("0", "Med et tak på 0 beholder 0 av 4 bevillinger plassen. 4 står over", id="none"),
    ],
)
def test_what_if_the_cap_were_another_number(
    client_as: ClientAs, page: Page, tried_id: int, statements: list[str], number: str | None, said: str
) -> None:
    client = client_as("caseworker")
    address = page("try_cap", tryout_id=tried_id, tak="T-1", tall=number)
    statements.clear()
    assert said in client.get(address).text
    assert not any("INSERT" in statement or "UPDATE" in statement for statement in statements)


def test_a_cap_of_no_number_is_told_at_the_field(client_as: ClientAs, page: Page, tried_id: int) -> None:
    client = client_as("caseworker")
    for typed in ("-1", "mange", "", "9999999999"):
        answer = client.get(page("try_cap", tryout_id=tried_id, tak="T-1", tall=typed))
        assert answer.status_code == 422, typed
        assert "Dette må rettes" in answer.text
    assert client.get(page("try_cap", tryout_id=tried_id, tak="H-1")).status_code == 404
    assert client.get(page("try_cap", tryout_id=tried_id)).status_code == 404


def test_who_stands_over_the_cap_is_listed_oldest_first(
    client_as: ClientAs, page: Page, tried_id: int
) -> None:
    text = client_as("reader").get(page("try_cap", tryout_id=tried_id, tak="T-1", tall=1)).text
    assert "Fjellstua" not in text
    assert text.index("Gruvelykta") < text.index("Bergstadkroa")
    assert text.count("Over taket") == 3
    assert text.count("Deler plass") == 0
    shared = client_as("reader").get(page("try_cap", tryout_id=tried_id, tak="T-1", tall=3)).text
    assert shared.count("Deler plass") == 2


def test_it_may_be_stopped_and_a_page_that_goes_on_by_itself_lets_it_be(
    client_as: ClientAs, page: Page, draft_id: int, filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    monkeypatch.setattr(pages, "CHUNKS_A_REQUEST", 4)
    client = client_as("caseworker")
    tryout_id = begin(client, page, draft_id)
    go_on = page("go_on_with_tryout", tryout_id=tryout_id)
    answer = client.post(go_on, data={"av_seg_selv": "1"})
    assert answer.location == page("show_tryout", tryout_id=tryout_id, fortsett=1)
    assert "Stopp" in client.get(answer.location).text
    client_as("administrator").post(page("stop_tryout", tryout_id=tryout_id))
    assert client.post(go_on, data={"av_seg_selv": "1"}).location == page("show_tryout", tryout_id=tryout_id)
    with filling() as (session, _actor):
        assert session.get_one(Tryout, tryout_id).state is TryoutState.STOPPED
    stopped = client.get(page("show_tryout", tryout_id=tryout_id)).text
    assert "data-go-on" not in stopped
    assert "Tallene er foreløpige" in stopped
    client.post(go_on)
    client.post(go_on, data={"av_seg_selv": "1"})
    with filling() as (session, _actor):
        tryout = session.get_one(Tryout, tryout_id)
        assert (tryout.state, tryout.done) == (TryoutState.DONE, 5)


def test_a_draft_that_was_changed_makes_its_try_out_say_so(
    client_as: ClientAs, page: Page, draft_id: int, tried_id: int, filling: Filling
) -> None:
    address = page("show_tryout", tryout_id=tried_id)
    assert "Utkastet er endret" not in client_as("reader").get(address).text
    listed = page("list_tried_licences", tryout_id=tried_id)
    before = client_as("reader").get(listed).text.partition("<main")[2]
    with filling() as (session, _actor):
        session.execute(delete(PolicyRule).where(PolicyRule.policy_id == draft_id))
        session.get_one(PolicyRow, draft_id).name = "Utkast 2028–2032, annen gang"
    text = client_as("reader").get(address).text
    assert "Utkastet er endret etter at utprøvingen begynte." in text
    # It tells of the text that was tried, whatever has become of it since.
    assert "annen gang" not in text
    assert "retningslinjene punkt 5" in text
    assert client_as("reader").get(listed).text.partition("<main")[2] == before


def test_a_changed_draft_is_not_gone_on_with(
    client_as: ClientAs, page: Page, draft_id: int, filling: Filling
) -> None:
    client = client_as("caseworker")
    tryout_id = begin(client, page, draft_id)
    with filling() as (session, _actor):
        session.get_one(PolicyRow, draft_id).name = "Utkast 2028–2032, annen gang"
    answer = client.post(page("go_on_with_tryout", tryout_id=tryout_id), follow_redirects=True)
    assert "Start en ny utprøving av utkastet slik det er nå." in answer.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"day": ""}, "Skriv datoen utkastet skal prøves på.", id="no day"),
        pytest.param({"day": "31.12.2014"}, "Velg en dato fra 2015 til 2099.", id="before the tables begin"),
        pytest.param({"policy": "9999"}, "Velg en av mulighetene som vises.", id="no such draft"),
        pytest.param({"other": "same"}, "Velg to forskjellige utkast, eller bare ett.", id="beside itself"),
    ],
)
def test_what_is_typed_wrongly_is_told_at_the_field(
    client_as: ClientAs, page: Page, draft_id: int, changes: dict[str, str], said: str
) -> None:
    sent = {"policy": str(draft_id), "other": "0", "day": "23.11.2026", **changes}
    sent["other"] = str(draft_id) if sent["other"] == "same" else sent["other"]
    answer = client_as("caseworker").post(page("begin_tryout"), data=sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_without_a_draft_the_page_says_what_to_do(client_as: ClientAs, page: Page) -> None:
    assert "Det finnes ikke noe utkast å prøve ut." in client_as("caseworker").get(page("begin_tryout")).text


def test_another_municipality_finds_nothing(client_as: ClientAs, page: Page, tried_id: int) -> None:
    stranger = client_as("caseworker", municipality="other")
    for name in ("show_tryout", "list_tried_licences", "list_tried_cases", "export_tryout"):
        assert stranger.get(page(name, tryout_id=tried_id)).status_code == 404
    assert stranger.get(page("try_cap", tryout_id=tried_id, tak="T-1")).status_code == 404
    for name in ("go_on_with_tryout", "stop_tryout"):
        assert stranger.post(page(name, tryout_id=tried_id)).status_code == 404
    assert "Utkast 2028" not in stranger.get(page("list_tryouts")).text


@pytest.mark.parametrize("role", list(Role))
def test_only_who_writes_policies_tries_them_out(
    role: Role, client_as: ClientAs, page: Page, tried_id: int, allowed: dict[str, set[str]]
) -> None:
    client = client_as(role.value)
    may = role in allowed["policy_edit"]
    assert client.get(page("begin_tryout")).status_code == (200 if may else 403)
    assert client.post(page("stop_tryout", tryout_id=tried_id)).status_code == (302 if may else 403)
    assert client.get(page("show_tryout", tryout_id=tried_id)).status_code == 200


def test_the_workbook_holds_every_licence_and_no_case_for_those_who_may_not_see_them(
    client_as: ClientAs, page: Page, tried_id: int
) -> None:
    address = page("export_tryout", tryout_id=tried_id)
    answer = client_as("reader").get(address)
    assert answer.headers["Content-Disposition"].endswith(f"utproving-{tried_id}-2026-11-23.xlsx")
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["Oppsummering", "Bevillinger", "Åpne saker", "Tak", "Tider"]
    rows = list(book["Bevillinger"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Bergstadkroa", "Fjellstua", "Gruvelykta", "Smelthytta"]
    assert rows[2][3] == "Mister bevillingen"
    assert str(rows[2][4]).split("\n")[0] == "Mister bevillingen (retningslinjene punkt 3)"
    summary = {row[0]: row[1:] for row in book["Oppsummering"].iter_rows(values_only=True)}
    assert summary["Mister bevillingen"] == ("1", "0")
    assert book["Åpne saker"].max_row == 2
    caps = list(book["Tak"].iter_rows(values_only=True))
    assert [row[4:] for row in caps[1:]] == [("2", "4", "2 over"), ("10", "4", "Ingen over")]
    hidden = load_workbook(BytesIO(client_as("inspector").get(address).data))
    assert "Åpne saker" not in hidden.sheetnames


def test_the_questions_to_the_database_do_not_grow_with_the_rows_shown(
    client_as: ClientAs, page: Page, draft_id: int, filling: Filling, statements: list[str]
) -> None:
    client = client_as("caseworker")
    first = begin(client, page, draft_id)
    client.post(page("go_on_with_tryout", tryout_id=first))
    with filling() as (session, actor):
        for more in range(1, 4):
            make_small_world(session, actor, more=more)
    second = begin(client, page, draft_id)
    client.post(page("go_on_with_tryout", tryout_id=second))
    shown: dict[str, dict[str, str]] = {
        "show_tryout": {},
        "list_tried_licences": {},
        "list_tried_cases": {},
        "export_tryout": {},
        "try_cap": {"tak": "T-1"},
    }
    for name, arguments in shown.items():
        counts = []
        for tryout_id in (first, second):
            statements.clear()
            assert client.get(page(name, tryout_id=tryout_id, **arguments)).status_code == 200
            counts.append(len(statements))
        assert counts[0] == counts[1], name


def test_the_list_is_paged(client_as: ClientAs, page: Page, draft_id: int, filling: Filling) -> None:
    with filling() as (session, actor):
        for more in range(1, 13):
            make_small_world(session, actor, more=more)
    client = client_as("caseworker")
    tryout_id = begin(client, page, draft_id)
    client.post(page("go_on_with_tryout", tryout_id=tryout_id))
    first = client.get(page("list_tried_licences", tryout_id=tryout_id)).text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    numbers = [re.findall(r"SKJ-2024-\d{4}", text) for text in (first, second)]
    assert [len(shown) for shown in numbers] == [50, 2]
    assert len({number for shown in numbers for number in shown}) == 52
    assert 'rel="next"' not in second


def test_the_list_of_tryouts_says_how_far_each_has_come(
    client_as: ClientAs, page: Page, draft_id: int, tried_id: int
) -> None:
    client = client_as("caseworker")
    begin(client, page, draft_id)
    text = client.get(page("list_tryouts")).text
    assert text.index("Ikke begynt") < text.index("Ferdig")
    assert "Prøv ut et utkast" in text
    assert "Prøv ut et utkast" not in client_as("reader").get(page("list_tryouts")).text
