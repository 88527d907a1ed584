"""The yearly report while it is written: begun once, by several at a time, and shown to those who may."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app import clock
from app.models.event import Event, EventType
from app.models.yearly_report import (
    PoliceFigure,
    ReportChapter,
    ReportChapterCode,
    ReportFigure,
    YearlyReport,
)
from app.permissions import Role
from app.prevention.queries.reports import chapters_of, report_for_year, report_task
from app.prevention.service.reports import begin_report, take_figures, write_chapter
from licensing.errors import NotAllowed
from tests.app.conftest import ClientAs, Filling
from tests.factories.report import TAKEN_ON, YEAR, make_delivered_report, make_police_figure, make_report

COORDINATOR = Role.PREVENTION_COORDINATOR
LAST_YEAR = clock.today().year - 1


@pytest.fixture
def draft_id(filling: Filling) -> int:
    """A draft of 2025."""
    with filling(COORDINATOR) as (session, actor):
        return make_report(session, actor).id


def test_a_report_is_begun_with_all_its_chapters_and_figures(client_as: ClientAs, filling: Filling) -> None:
    client = client_as(COORDINATOR)
    assert "Ingen årsmeldinger er laget ennå." in client.get("/forebygging/meldinger").text

    answer = client.post("/forebygging/meldinger/ny", data={"year": str(YEAR)})

    assert answer.status_code == 302
    page = client.get(answer.location)
    assert f"Melding om russituasjonen i Røros {YEAR}" in page.text
    assert "Må skrives før meldingen leveres" in page.text
    with filling() as (session, actor):
        report = report_for_year(session, actor.municipality_id, YEAR)
        assert report is not None
        assert report.due_on == date(YEAR + 1, 2, 1)
        assert list(chapters_of(session, report)) == list(ReportChapterCode)
        event = session.scalars(select(Event).where(Event.type == EventType.REPORT_BEGUN)).one()
        assert event.actor_name


def test_a_year_has_one_report(client_as: ClientAs, draft_id: int, filling: Filling) -> None:
    answer = client_as(COORDINATOR).post("/forebygging/meldinger/ny", data={"year": str(YEAR)})
    assert answer.status_code == 409
    assert f"Årsmeldingen for {YEAR} finnes allerede." in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count(YearlyReport.id))) == 1


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        pytest.param("", 422, "Skriv året meldingen skal gjelde.", id="nothing"),
        pytest.param("i fjor", 422, "Skriv et helt tall", id="words"),
        pytest.param("2098", 409, "En årsmelding kan bare lages for årene", id="a year that lies ahead"),
        pytest.param("1999", 409, "En årsmelding kan bare lages for årene", id="a year too far back"),
    ],
)
def test_a_year_that_cannot_be_is_told(
    client_as: ClientAs, filling: Filling, typed: str, status: int, sentence: str
) -> None:
    answer = client_as(COORDINATOR).post("/forebygging/meldinger/ny", data={"year": typed})
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert f'value="{typed}"' in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count(YearlyReport.id))) == 0


def test_two_write_in_one_draft_each_in_a_chapter(
    client_as: ClientAs, draft_id: int, filling: Filling
) -> None:
    for role, code, text in (
        (Role.FINANCE, "income", "Gebyrene gikk ned."),
        (Role.CASEWORKER, "licences", "To nye steder åpnet."),
    ):
        answer = client_as(role).post(
            f"/forebygging/meldinger/{draft_id}/kapittel/{code}", data={"text": text, "version": "1"}
        )
        assert answer.status_code == 302
    page = client_as(Role.READER).get(f"/forebygging/meldinger/{draft_id}").text
    assert "Gebyrene gikk ned." in page
    assert "To nye steder åpnet." in page
    assert page.count("Sist skrevet av") == 3


def test_two_who_write_in_one_chapter_both_keep_their_text(
    client_as: ClientAs, draft_id: int, filling: Filling
) -> None:
    address = f"/forebygging/meldinger/{draft_id}/kapittel/situation"
    first = client_as(Role.FINANCE).post(address, data={"text": "Det er rolig.", "version": "1"})
    second = client_as(COORDINATOR).post(address, data={"text": "Det er urolig.", "version": "1"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Det er rolig." in second.text
    assert "Det er urolig." in second.text
    with filling() as (session, _actor):
        assert session.scalar(_text(draft_id, "situation")) == "Det er rolig."

    again = client_as(COORDINATOR).post(address, data={"text": "Det er urolig.", "version": "2"})
    assert again.status_code == 302
    with filling() as (session, _actor):
        assert session.scalar(_text(draft_id, "situation")) == "Det er urolig."


def _text(report_id: int, code: str):
    return select(ReportChapter.text).where(
        ReportChapter.report_id == report_id, ReportChapter.code == ReportChapterCode(code)
    )


def test_an_identity_number_is_refused_and_what_was_typed_is_kept(client_as: ClientAs, draft_id: int) -> None:
    answer = client_as(COORDINATOR).post(
        f"/forebygging/meldinger/{draft_id}/kapittel/situation",
        data={"text": "En person, 01010012356, var der.", "version": "1"},
    )
    assert answer.status_code == 422
    assert "Her står det et fødselsnummer." in answer.text
    assert "En person, 01010012356, var der." in answer.text


def test_the_same_text_twice_is_one_event(client_as: ClientAs, draft_id: int, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        before = _events(session, EventType.REPORT_CHAPTER_WRITTEN)
        for _time in range(2):
            write_chapter(
                session, actor, report_id=draft_id, code=ReportChapterCode.SITUATION, text="Det er rolig."
            )
        assert _events(session, EventType.REPORT_CHAPTER_WRITTEN) == before + 1


def _events(session, kind: EventType) -> int:
    return int(session.scalar(select(func.count(Event.id)).where(Event.type == kind)) or 0)


def test_figures_taken_anew_take_the_place_of_the_old(filling: Filling, client_as: ClientAs) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_report(session, actor)
        count = session.scalar(select(func.count(ReportFigure.id)))
        seen = report.version
        take_figures(session, actor, report_id=report.id, seen_version=seen, on=date(2026, 1, 20))
        assert session.scalar(select(func.count(ReportFigure.id))) == count
        assert report.figures_taken_on == date(2026, 1, 20)
        assert set(session.scalars(select(ReportFigure.taken_on))) == {date(2026, 1, 20)}
        address = f"/forebygging/meldinger/{report.id}"
    client = client_as(Role.FINANCE)
    assert "Tallene er hentet 20.01.2026. Hent dem på nytt" in client.get(address).text
    stale = client.post(f"{address}/tall", data={"version": str(seen)})
    assert (stale.status_code, "En annen lagret" in stale.text) == (409, True)
    fresh = client.post(f"{address}/tall", data={"version": str(seen + 1)})
    assert fresh.status_code == 302
    assert "Hent dem på nytt" not in client.get(address).text


def test_every_figure_is_listed_with_how_sure_it_is_and_its_source(
    client_as: ClientAs, draft_id: int
) -> None:
    page = client_as(Role.READER).get(f"/forebygging/meldinger/{draft_id}/tall?kapittel=inspections").text
    assert "Kontroller" in page
    assert "Mangler" in page
    assert "finnes ikke i systemet ennå" in page
    assert "15.01.2026" in page


def test_another_municipalitys_report_is_not_there(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR, municipality="other") as (session, actor):
        report_id = make_delivered_report(session, actor).id
        figure_id = make_police_figure(session, actor).id
    client = client_as(COORDINATOR)
    for address in (
        f"meldinger/{report_id}",
        f"meldinger/{report_id}/pdf",
        f"meldinger/{report_id}/tall",
        f"meldinger/{report_id}/kapittel/situation",
        f"meldinger/{report_id}/lever",
        f"meldinger/{report_id}/behandling",
        f"meldinger/{report_id}/tillegg",
        f"meldinger/politital/{figure_id}",
        "meldinger/politital/99999",
    ):
        assert client.get(f"/forebygging/{address}").status_code == 404, address


def test_a_chapter_that_is_none_is_not_there(client_as: ClientAs, draft_id: int) -> None:
    address = f"/forebygging/meldinger/{draft_id}/kapittel/vaeret"
    assert client_as(COORDINATOR).get(address).status_code == 404


def test_the_police_figures_come_into_the_draft_at_once(client_as: ClientAs, draft_id: int) -> None:
    client = client_as(Role.CASEWORKER)
    data = {
        "name": "Narkotikasaker",
        "year": str(YEAR),
        "value": "1 234",
        "source": "Politiets årsrapport (oppdiktet)",
        "dated_on": "10.01.2026",
        "preliminary": "y",
        "comment": "Foreløpig opptelling",
    }
    answer = client.post("/forebygging/meldinger/politital/ny", data=data)
    assert answer.status_code == 302
    page = client.get(f"/forebygging/meldinger/{draft_id}").text
    assert "Narkotikasaker" in page
    assert "1\N{NO-BREAK SPACE}234" in page
    assert f"{YEAR}: Foreløpig opptelling" in page
    assert "Politiets årsrapport (oppdiktet)" in page
    twice = client.post("/forebygging/meldinger/politital/ny", data=data)
    assert (twice.status_code, "har allerede et tall for 2025" in twice.text) == (409, True)
    assert "1 234" in twice.text


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        pytest.param({"value": "-3"}, 422, "Skriv et tall fra 0", id="below nought"),
        pytest.param({"value": "mange"}, 422, "Skriv et helt tall", id="words"),
        pytest.param({"source": ""}, 422, "Skriv hvor tallet er hentet fra.", id="no source"),
        pytest.param({"dated_on": ""}, 422, "Skriv datoen på kilden.", id="no day"),
        pytest.param({"dated_on": "31.02.2026"}, 422, "finnes ikke", id="a day that is none"),
        pytest.param({"name": ""}, 422, "Skriv hva politiet har talt.", id="no name"),
        pytest.param({"name": "x" * 161}, 422, "Teksten er for lang.", id="too long"),
        pytest.param({"dated_on": "01.01.2099"}, 409, "som ikke har vært ennå", id="a day that lies ahead"),
        pytest.param({"year": "2099"}, 409, "Året 2099 har ikke begynt.", id="a year that lies ahead"),
    ],
)
def test_a_police_figure_that_cannot_be_is_told(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], status: int, sentence: str
) -> None:
    data = {"name": "Saker", "year": "2025", "value": "3", "source": "Brev", "dated_on": "10.01.2026"}
    answer = client_as(COORDINATOR).post("/forebygging/meldinger/politital/ny", data=data | changed)
    assert (answer.status_code, sentence in answer.text) == (status, True)
    with filling() as (session, _actor):
        assert session.scalar(select(func.count(PoliceFigure.id))) == 0


def test_a_police_figure_that_another_changed_is_not_overwritten(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling(COORDINATOR) as (session, actor):
        figure_id = make_police_figure(session, actor).id
    data = {"name": "Narkotikasaker", "year": "2025", "source": "Brev", "dated_on": "11.01.2026"}
    address = f"/forebygging/meldinger/politital/{figure_id}"
    client = client_as(COORDINATOR)
    assert client.post(address, data=data | {"value": "13", "version": "1"}).status_code == 302
    stale = client.post(address, data=data | {"value": "14", "version": "1"})
    assert (stale.status_code, "En annen lagret" in stale.text) == (409, True)
    listed = client.get("/forebygging/meldinger/politital?ar=2025").text
    assert ">13<" in listed
    assert ">14<" not in listed


def test_the_report_that_is_due_is_a_task_until_it_is_delivered(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        place = actor.municipality_id
        before = report_task(session, place, date(2026, 10, 31))
        after = report_task(session, place, date(2025, 11, 1))
        assert (before and before.year, after and after.year) == (2025, 2025)
        assert after is not None
        assert (after.due_on, after.report_id) == (date(2026, 2, 1), None)
        assert (after.is_late(date(2026, 2, 1)), after.is_late(date(2026, 2, 2))) == (False, True)
        draft = make_report(session, actor)
        begun = report_task(session, place, TAKEN_ON)
        assert (begun and begun.report_id) == draft.id
        still = report_task(session, place, date(2026, 11, 30))
        assert (still and still.report_id, still and still.is_late(date(2026, 11, 30))) == (draft.id, True)
    with filling(COORDINATOR, municipality="other") as (session, actor):
        make_delivered_report(session, actor)
        assert report_task(session, actor.municipality_id, TAKEN_ON) is None


def test_a_late_report_says_so_on_the_list(client_as: ClientAs) -> None:
    page = client_as(COORDINATOR).get("/forebygging/meldinger").text
    assert "skal leveres innen 1. februar" in page
    assert "Begynn meldingen" in page
    assert "Begynn meldingen" not in client_as(Role.READER).get("/forebygging/meldinger").text


def test_only_those_who_may_write(client_as: ClientAs, draft_id: int) -> None:
    reader = client_as(Role.READER)
    address = f"/forebygging/meldinger/{draft_id}"
    assert "kapittel/situation" not in reader.get(address).text
    assert reader.get(f"{address}/kapittel/situation").status_code == 403
    assert reader.post(f"{address}/tall").status_code == 403
    assert client_as(Role.FINANCE).get(f"{address}/lever").status_code == 403
    assert client_as(Role.INSPECTOR).get(address).status_code == 403


def test_a_year_that_runs_may_be_begun(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        assert begin_report(session, actor, year=2026, on=date(2026, 11, 2)).due_on == date(2027, 2, 1)
        with pytest.raises(NotAllowed, match="report_already_begun"):
            begin_report(session, actor, year=2026, on=date(2026, 11, 3))
