"""Delivering the yearly report: it never changes after that, everybody may read it, and it has a route."""

import html
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from app import clock, storage
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.municipality import LanguageForm, Municipality
from app.models.yearly_report import ReportChapterCode, ReportState, ReportStop, YearlyReport
from app.permissions import Role
from app.prevention.queries.reports import reports_of, stops_of
from app.prevention.report_building import content_of
from app.prevention.report_pdf import report_pdf
from app.prevention.service.police_figures import ToldByPolice, change_police_figure
from app.prevention.service.report_delivery import deliver_report, pdf_of
from app.prevention.service.reports import begin_report, begin_supplement, take_figures, write_chapter
from licensing.errors import NotAllowed
from tests.app.conftest import ClientAs, Filling
from tests.factories.earmark import make_earmark
from tests.factories.report import (
    DELIVERED_ON,
    PREVENTION_TEXT,
    TAKEN_ON,
    YEAR,
    make_delivered_report,
    make_police_figure,
    make_report,
)

COORDINATOR = Role.PREVENTION_COORDINATOR
TITLE = "Helse- og sosialsjef"


def seen_on(page: str) -> str:
    """The digest of what a page asks a person to deliver."""
    return page.split('name="seen"')[1].split('value="')[1].split('"')[0]


def test_what_is_delivered_is_what_was_looked_through(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report_id = make_report(session, actor).id
    client = client_as(COORDINATOR)
    address = f"/forebygging/meldinger/{report_id}"
    seen = seen_on(client.get(f"{address}/lever").text)

    client_as(Role.FINANCE).post(f"{address}/kapittel/income", data={"text": "Nytt.", "version": "1"})
    changed = client.post(f"{address}/lever", data={"delivered_as": TITLE, "seen": seen})
    assert (changed.status_code, "En annen lagret" in changed.text) == (409, True)

    answer = client.post(f"{address}/lever", data={"delivered_as": TITLE, "seen": seen_on(changed.text)})
    assert answer.status_code == 302
    again = client.post(f"{address}/lever", data={"delivered_as": TITLE, "seen": seen_on(changed.text)})
    assert (again.status_code, "er levert og endres ikke" in again.text) == (409, True)
    with filling() as (session, _actor):
        report = session.get_one(YearlyReport, report_id)
        assert (report.state, report.delivered_as) == (ReportState.DELIVERED, TITLE)
        assert session.scalar(_count(EventType.REPORT_DELIVERED)) == 1
        assert [stop.body for stop in stops_of(session, report)] == [
            "Helse- og sosialutvalget",
            "Formannskapet",
            "Politirådet",
            "Kommunestyret",
        ]


def _count(kind: EventType):
    return select(func.count(Event.id)).where(Event.type == kind)


def test_without_the_chapter_on_prevention_it_is_not_delivered(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report_id = begin_report(session, actor, year=YEAR, on=TAKEN_ON).id
    client = client_as(COORDINATOR)
    address = f"/forebygging/meldinger/{report_id}/lever"
    page = client.get(address).text
    assert "Kapitlet «Omfanget av forebyggende arbeid» er ikke skrevet" in page
    answer = client.post(address, data={"delivered_as": TITLE, "seen": seen_on(page)})
    assert answer.status_code == 409
    assert "Kapitlet «Omfanget av forebyggende arbeid» er tomt, og planen krever det" in answer.text
    assert f'value="{TITLE}"' in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count(ReportStop.id))) == 0


def test_nobodys_title_is_no_title(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report_id = make_report(session, actor).id
    answer = client_as(COORDINATOR).post(
        f"/forebygging/meldinger/{report_id}/lever", data={"delivered_as": " "}
    )
    assert (answer.status_code, "Skriv tittelen" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("on", "allowed"),
    [
        pytest.param(date(YEAR, 12, 31), False, id="the last day of the year"),
        pytest.param(date(YEAR + 1, 1, 1), True, id="the first of the next"),
    ],
)
def test_a_year_that_runs_is_not_delivered(filling: Filling, on: date, allowed: bool) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_report(session, actor, on=date(YEAR, 12, 1))
        if allowed:
            deliver_report(session, actor, report_id=report.id, delivered_as=TITLE, on=on)
            assert report.delivered_on == on
        else:
            with pytest.raises(NotAllowed, match="report_year_not_over"):
                deliver_report(session, actor, report_id=report.id, delivered_as=TITLE, on=on)


def test_a_delivered_report_never_changes(filling: Filling, client_as: ClientAs) -> None:
    with filling(COORDINATOR) as (session, actor):
        figure = make_police_figure(session, actor)
        report = make_delivered_report(session, actor)
        before, kept = content_of(session, report, demo=False), pdf_of(report)
        figure_id, report_id = figure.id, report.id
        for refused in (
            lambda: take_figures(session, actor, report_id=report_id, on=DELIVERED_ON),
            lambda: write_chapter(
                session, actor, report_id=report_id, code=ReportChapterCode.POLICE, text="Nytt."
            ),
            lambda: deliver_report(session, actor, report_id=report_id, delivered_as=TITLE, on=DELIVERED_ON),
        ):
            with pytest.raises(NotAllowed, match="report_is_delivered"):
                refused()
        told = ToldByPolice(YEAR, "Narkotikasaker", 99, "Politiet (oppdiktet)", date(2026, 2, 1))
        change_police_figure(session, actor, figure_id=figure_id, told=told, on=date(2026, 2, 2))
        after = content_of(session, session.get_one(YearlyReport, report_id), demo=False)
        assert after == before
        assert pdf_of(session.get_one(YearlyReport, report_id)) == kept
    shown = client_as(Role.READER).get(f"/forebygging/meldinger/{report_id}/pdf")
    assert (shown.status_code, shown.data) == (200, kept)


def test_the_same_content_gives_the_same_bytes(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        content = content_of(session, make_report(session, actor), demo=True)
        first, second = (report_pdf(content, day=DELIVERED_ON, preliminary=False) for _time in range(2))
    assert first == second
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(first)).pages)
    assert "oppdiktede tall" in text
    assert "Ungdomsklubben var åpen hver fredag." in text
    assert "Side 1 av" in text


def test_bytes_that_were_touched_are_not_given_out(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_delivered_report(session, actor)
        digest = report.sha256
        assert digest is not None
        path = storage._path(digest)
        kept = path.read_bytes()
        path.write_bytes(kept + b" ")
        try:
            with pytest.raises(ValueError, match=digest):
                pdf_of(report)
        finally:
            path.write_bytes(kept)


def test_everybody_may_read_what_is_delivered_and_no_draft(
    stranger: FlaskClient, client_as: ClientAs, filling: Filling
) -> None:
    with filling(COORDINATOR) as (session, actor):
        report_id = make_delivered_report(session, actor).id
        draft_id = make_report(session, actor, year=YEAR - 1).id
        name = actor.name
    page = stranger.get(f"/apent/meldinger/{report_id}")
    assert page.status_code == 200
    text = html.unescape(page.text)
    assert "Melding om russituasjonen i Røros 2025" in text
    assert f"Levert 28. januar 2026 av {TITLE}." in text
    assert "Ungdomsklubben var åpen hver fredag." in text
    assert "Ikke behandlet ennå" in text
    assert name not in text
    answer = stranger.get(f"/apent/meldinger/{report_id}/pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    for address in (f"/apent/meldinger/{draft_id}", f"/apent/meldinger/{draft_id}/pdf"):
        assert stranger.get(address).status_code == 404
        assert client_as(COORDINATOR).get(address).status_code == 404


def test_a_report_is_in_the_municipalitys_language(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        session.get_one(Municipality, actor.municipality_id).language_form = LanguageForm.NYNORSK
        report = make_delivered_report(session, actor)
        assert content_of(session, report, demo=False).language == "nn"
        assert PdfReader(BytesIO(pdf_of(report))).root_object["/Lang"] == "nn"


def test_the_route_takes_dates_case_numbers_and_more_bodies(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_delivered_report(session, actor)
        report_id = report.id
        stop_id = stops_of(session, report)[1].id
    client = client_as(Role.CASEWORKER)
    address = f"/forebygging/meldinger/{report_id}/behandling"
    data = {
        "met_on": "12.02.2026",
        "case_number": "PS 12/26",
        "outcome": "Tatt til orientering",
        "version": "1",
    }
    assert client.post(f"{address}/{stop_id}", data=data).status_code == 302
    stale = client.post(f"{address}/{stop_id}", data=data | {"case_number": "PS 13/26"})
    assert (stale.status_code, "En annen lagret" in stale.text) == (409, True)
    assert client.post(address, data={"body": "Ungdomsrådet"}).status_code == 302
    twice = client.post(address, data={"body": "ungdomsrådet"})
    assert (twice.status_code, "står allerede i listen" in twice.text) == (409, True)
    page = client.get(address).text
    assert ("12.02.2026" in page, "PS 12/26" in page, "Tatt til orientering" in page) == (True, True, True)
    assert page.count("Ikke behandlet") == 4
    public = client_as(Role.READER).get(f"/apent/meldinger/{report_id}").text
    assert "PS 12/26" in public
    with filling() as (session, _actor):
        assert session.scalar(_count(EventType.REPORT_TREATED)) == 1


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        pytest.param(
            {"met_on": "27.01.2026"}, 409, "kan ikke være behandlet før det", id="before the delivery"
        ),
        pytest.param({"met_on": "01.01.2099"}, 409, "har ikke vært ennå", id="a meeting to come"),
        pytest.param({"met_on": ""}, 422, "Skriv datoen for møtet.", id="no day"),
        pytest.param({"case_number": ""}, 422, "Skriv saksnummeret", id="no number"),
        pytest.param({"case_number": "x" * 41}, 422, "Teksten er for lang.", id="too long"),
    ],
)
def test_a_treatment_that_cannot_be_is_told(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], status: int, sentence: str
) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_delivered_report(session, actor)
        address = f"/forebygging/meldinger/{report.id}/behandling/{stops_of(session, report)[0].id}"
    data = {"met_on": "12.02.2026", "case_number": "PS 12/26", "outcome": "", "version": "1"} | changed
    answer = client_as(COORDINATOR).post(address, data=data)
    assert (answer.status_code, sentence in answer.text) == (status, True)


def test_a_draft_has_no_route_and_no_supplement(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report_id = make_report(session, actor).id
    client = client_as(COORDINATOR)
    assert "når den er levert" in client.get(f"/forebygging/meldinger/{report_id}/behandling").text
    for address, data in (
        ("behandling", {"body": "Ungdomsrådet"}),
        ("tillegg", {"reason": "Politiet har rettet et tall."}),
    ):
        answer = client.post(f"/forebygging/meldinger/{report_id}/{address}", data=data)
        assert (answer.status_code, "er ikke levert ennå" in answer.text) == (409, True)


def test_a_supplement_tells_what_is_other_than_it_was(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        figure_id = make_police_figure(session, actor).id
        report_id = make_delivered_report(session, actor).id
        told = ToldByPolice(YEAR, "Narkotikasaker", 14, "Politiet, rettet (oppdiktet)", date(2026, 2, 10))
        change_police_figure(session, actor, figure_id=figure_id, told=told, on=date(2026, 2, 11))
    client = client_as(COORDINATOR)
    address = f"/forebygging/meldinger/{report_id}/tillegg"
    short = client.post(address, data={"reason": "Feil"})
    assert (short.status_code, "Skriv grunnen i en hel setning." in short.text) == (422, True)
    answer = client.post(address, data={"reason": "Politiet har rettet antallet saker."})
    assert answer.status_code == 302
    again = client.post(address, data={"reason": "Politiet har rettet antallet saker."})
    assert (again.status_code, "Det skrives allerede et tillegg" in again.text) == (409, True)
    page = client.get(answer.location).text
    assert "Tillegg 1 til melding om russituasjonen i Røros 2025" in page
    assert "Narkotikasaker, 2025" in page
    assert "Politiet har rettet antallet saker." in page

    lever = f"{answer.location}/lever"
    done = client.post(lever, data={"delivered_as": TITLE, "seen": seen_on(client.get(lever).text)})
    assert done.status_code == 302
    with filling() as (session, actor):
        first, second = reports_of(session, actor.municipality_id)
        assert (first.sequence, second.sequence) == (1, 0)
        assert second.delivered_on == DELIVERED_ON
        assert len(stops_of(session, first)) == 4
    public = client.get(f"/apent/meldinger/{report_id}").text
    assert "Tillegg 1 til årsmelding 2025" in public


def test_a_supplement_that_says_nothing_is_not_delivered(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_delivered_report(session, actor)
        extra = begin_supplement(
            session, actor, report_id=report.id, reason="Vi trodde noe var feil.", on=DELIVERED_ON
        )
        with pytest.raises(NotAllowed, match="supplement_says_nothing"):
            deliver_report(session, actor, report_id=extra.id, delivered_as=TITLE, on=DELIVERED_ON)
        write_chapter(session, actor, report_id=extra.id, code=ReportChapterCode.SITUATION, text="Mer.")
        deliver_report(session, actor, report_id=extra.id, delivered_as=TITLE, on=DELIVERED_ON)
        assert extra.state is ReportState.DELIVERED
        third = begin_supplement(
            session, actor, report_id=report.id, reason="Enda mer å legge til.", on=DELIVERED_ON
        )
        assert third.sequence == 2


def test_another_digest_is_another_report(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_report(session, actor)
        with pytest.raises(ChangedMeanwhile):
            deliver_report(
                session, actor, report_id=report.id, seen="0" * 64, delivered_as=TITLE, on=DELIVERED_ON
            )


def test_the_title_of_the_responsible_person_is_proposed(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        make_earmark(session, actor, responsible_id=actor.user_id)
        report_id = make_report(session, actor).id
    page = client_as(COORDINATOR).get(f"/forebygging/meldinger/{report_id}/lever").text
    assert f'value="{TITLE}"' in page


def test_a_report_of_this_year_says_what_is_preliminary(client_as: ClientAs) -> None:
    client = client_as(COORDINATOR)
    year = clock.today().year
    answer = client.post("/forebygging/meldinger/ny", data={"year": str(year)})
    lever = f"{answer.location}/lever"
    client.post(f"{answer.location}/kapittel/prevention", data={"text": PREVENTION_TEXT, "version": "1"})
    refused = client.post(lever, data={"delivered_as": TITLE, "seen": seen_on(client.get(lever).text)})
    assert refused.status_code == 409
    first = date(year, 12, 31) + timedelta(days=1)
    assert f"Lever den fra og med {first:%d.%m.%Y}." in refused.text
