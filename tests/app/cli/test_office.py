"""Letters as files, and the audit, from the command line."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import db
from app.cases.queries.one import letters_of
from app.models.letter import Letter
from app.permissions import Role
from licensing.decisions import DelegationMode
from tests.app.cli.asking import Ask
from tests.factories import case as cases
from tests.factories.municipality import make_municipality
from tests.factories.user import make_actor


@pytest.fixture
def letters(app: Flask) -> list[Letter]:
    """The letters of a case: final for the decision, drafts for the rest."""
    with app.app_context():
        session = db.session()
        municipality = make_municipality(session, mode=DelegationMode.ALONE)
        worker = make_actor(session, municipality, Role.CASEWORKER, name="Kari")
        case = cases.make_decided(session, worker, worker)
        cases.send_letter(session, worker, case)
        found = list(letters_of(session, case))
        session.commit()
        for letter in found:
            session.refresh(letter)
        session.expunge_all()
        return found


def test_a_letter_is_written_as_it_was_sent(
    ask: Ask, environ: dict[str, str], letters: list[Letter], tmp_path: Path
) -> None:
    grant = next(letter for letter in letters if letter.decision_id is not None)
    answer = ask(f"letter {grant.id} -o {tmp_path}/brev.pdf --json", environ)
    content = (tmp_path / "brev.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert (answer.facts["kind"], answer.facts["state"]) == ("grant", "sent")
    again = ask(f"letter {grant.id} --output {tmp_path}/igjen.pdf --json", environ)
    assert again.facts["sha256"] == answer.facts["sha256"]


def test_a_draft_is_written_as_it_would_be_drawn(
    ask: Ask, environ: dict[str, str], letters: list[Letter], tmp_path: Path
) -> None:
    draft = next(letter for letter in letters if letter.document_id is None)
    answer = ask(f"letter {draft.id} -o {tmp_path}/utkast.pdf", environ)
    assert answer.status == 0
    assert answer.out.startswith("Utkastet er skrevet til")


def test_letters_that_are_not_written(
    ask: Ask, environ: dict[str, str], letters: list[Letter], tmp_path: Path
) -> None:
    annex = next(letter for letter in letters if letter.annex_to_id is not None)
    grant = next(letter for letter in letters if letter.decision_id is not None)
    for line, says in (
        (f"letter {annex.id} -o {tmp_path}/brev.pdf", "unntatt offentlighet"),
        (f"letter 999999 -o {tmp_path}/brev.pdf", "finner ikke brev nummer 999999"),
        (f"letter 99999999999999999999 -o {tmp_path}/brev.pdf", "finnes ikke"),
        (f"letter abc -o {tmp_path}/brev.pdf", "finnes ikke"),
        (f"letter {grant.id} -o {tmp_path}/ingen/brev.pdf", "kunne ikke skrive"),
        (f"letter {grant.id}", "mangler --output"),
        ("letter", "mangler letter_id, --output"),
    ):
        answer = ask(line, environ)
        assert (answer.status, answer.out) == (2, ""), line
        assert says in answer.err
    assert not (tmp_path / "brev.pdf").exists()


def test_a_changed_event_is_found(
    ask: Ask, app: Flask, environ: dict[str, str], letters: list[Letter]
) -> None:
    whole = ask("audit verify --json", environ)
    assert (whole.status, whole.facts["unbroken"]) == (0, True)
    with app.app_context():
        session = db.session()
        session.execute(text("UPDATE events SET payload = '{}' WHERE sequence = 3"))
        session.commit()
    broken = ask("audit verify --json", environ)
    assert broken.status == 1
    assert broken.facts["municipalities"][0]["broken"] == [{"sequence": 3, "problem": "payload_changed"}]
    assert "Sporet er brutt" in ask("audit verify", environ).out
