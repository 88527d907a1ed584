"""The yearly report as a file, from the command line."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.models.yearly_report import ReportFigure, YearlyReport
from app.permissions import Role
from app.prevention.queries.reports import report_for_year
from app.prevention.service.report_delivery import pdf_of
from app.prevention.service.reports import begin_supplement
from tests.app.cli.asking import Ask
from tests.app.conftest import Filling, filling, world
from tests.factories.report import make_delivered_report, make_report

__all__ = ["filling", "world"]

COORDINATOR = Role.PREVENTION_COORDINATOR
ROROS = "5025"


@pytest.fixture
def asked(ask: Ask, environ: dict[str, str], tmp_path: Path):
    def run(year: object = 2025, *, number: str = ROROS, more: str = "--json"):
        return ask(
            f"report --municipality {number} --year {year} -o {tmp_path / 'melding.pdf'} {more}", environ
        )

    return run


def words(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_delivered_report_is_written_byte_for_byte(asked, filling: Filling, app, tmp_path: Path) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_delivered_report(session, actor)
        kept, digest = pdf_of(report), report.sha256

    said = asked()

    assert (said.status, said.facts["state"], said.facts["preliminary"]) == (0, "delivered", False)
    assert said.facts["sha256"] == digest
    assert (said.facts["due_on"], said.facts["delivered_on"]) == ("2026-02-01", "2026-01-28")
    assert (tmp_path / "melding.pdf").read_bytes() == kept
    assert "FORELØPIG" not in words(tmp_path / "melding.pdf")


def test_a_supplement_in_the_making_leaves_the_report_as_it_is(asked, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        report = make_delivered_report(session, actor)
        digest = report.sha256
        begin_supplement(
            session, actor, report_id=report.id, reason="Politiet har rettet tall.", on=date(2026, 3, 1)
        )
    said = asked()
    assert (said.facts["sha256"], said.facts["supplements"]) == (digest, 0)


def test_a_draft_is_written_as_preliminary_on_every_page(asked, filling: Filling, tmp_path: Path) -> None:
    with filling(COORDINATOR) as (session, actor):
        make_report(session, actor)
    said = asked()
    assert (said.status, said.facts["state"], said.facts["preliminary"]) == (0, "draft", True)
    pages = PdfReader(tmp_path / "melding.pdf").pages
    assert len(pages) > 1
    assert all("FORELØPIG" in page.extract_text() for page in pages)
    assert "Ungdomsklubben var åpen hver fredag." in words(tmp_path / "melding.pdf")
    assert "foreløpig utgave er skrevet" in asked(more="").out


def test_a_report_that_nobody_has_begun_is_written_and_nothing_is_kept(
    asked, filling: Filling, tmp_path: Path
) -> None:
    with filling():
        pass
    said = asked()
    assert (said.status, said.facts["state"], said.facts["preliminary"]) == (0, "not_begun", True)
    assert "Melding om russituasjonen i Røros 2025" in words(tmp_path / "melding.pdf")
    with filling() as (session, actor):
        assert report_for_year(session, actor.municipality_id, 2025) is None
        assert session.scalars(select(YearlyReport.id)).all() == []
        assert session.scalars(select(ReportFigure.id)).all() == []


@pytest.mark.parametrize(
    ("year", "number", "sentence"),
    [
        pytest.param("2099", ROROS, "Året 2099 har ikke begynt", id="a year that lies ahead"),
        pytest.param("i fjor", ROROS, "", id="no year"),
        pytest.param("2025", "9999", "9999", id="a municipality that is not here"),
    ],
)
def test_what_cannot_be_answered_gets_one_sentence(
    asked, filling: Filling, tmp_path: Path, year: str, number: str, sentence: str
) -> None:
    with filling():
        pass
    said = asked(f"'{year}'", number=number)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert sentence in said.err
    assert not (tmp_path / "melding.pdf").exists()


def test_a_place_that_cannot_be_written_to_is_told(ask: Ask, environ, filling: Filling, tmp_path) -> None:
    with filling():
        pass
    said = ask(f"report --municipality {ROROS} --year 2025 -o {tmp_path}", environ)
    assert (said.status, said.out) == (2, "")
    assert "Vi kunne ikke skrive" in said.err
