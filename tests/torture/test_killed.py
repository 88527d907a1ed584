"""A process killed in the middle of a decision leaves nothing half done, and the others go on."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.cases.queries.one import decision_letter
from app.cases.service.decisions import decide
from app.letters.service import final_bytes, finalise_letter
from app.models.case import Case
from app.models.decision import Decision, Proposal, ProposalState
from app.models.document import Document
from app.models.event import Event, NumberSeries
from app.models.letter import Letter, LetterState
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from app.permissions import Role
from licensing.cases import CaseState
from tests.factories import case as cases
from tests.factories.case import DECIDED_ON
from tests.torture.processes import ROUNDS, actor_of, killed_at, told

POINTS = [
    pytest.param("app.licences.service:grant_licence", id="the decision is written"),
    pytest.param("app.licences.service:new_licence_number after", id="the licence has taken its number"),
    pytest.param("app.cases.service.decisions:complete_act after", id="all is written but the commit"),
]
MORE_POINTS = [
    pytest.param("app.cases.service.decisions:lock_caps after", id="the caps are held"),
    pytest.param("app.letters.drafts:draft_letter", id="the licence is written"),
    pytest.param("app.cases.service.decisions:complete_act", id="the letter is written"),
]


def counts(session: Session) -> dict[str, Any]:
    """How much there is of everything that a decision makes or moves."""
    made = (Decision, Licence, LicencePeriod, LicenceTerm, Letter, Event, Document)
    found: dict[str, Any] = {
        row.__tablename__: session.scalar(select(func.count()).select_from(row)) for row in made
    }
    found["states"] = session.execute(select(Case.id, Case.state, Case.version)).all()
    found["proposals"] = session.scalars(select(Proposal.state)).all()
    found["series"] = session.execute(
        select(NumberSeries.series, NumberSeries.last_number).order_by(NumberSeries.series)
    ).all()
    return found


@pytest.mark.parametrize("point", POINTS + MORE_POINTS if ROUNDS > 1 else POINTS)
def test_a_killed_decision_leaves_nothing_behind(environ, filling: Callable, world, point: str) -> None:
    with filling() as (session, caseworker):
        case = cases.make_proposed(session, caseworker)
        case_id, version, before = case.id, case.version, counts(session)
    with filling(Role.DECIDER) as (_session, decider):
        turn = {
            "actor": told(decider),
            "case_id": case_id,
            "seen_version": version,
            "on": DECIDED_ON.isoformat(),
        }

    killed_at(environ, "decide", turn, pause=point)

    with filling() as (session, _actor):
        assert counts(session) == before
        assert audit.verified_chain(session, world.own_id).broken == ()
    # The same page, still open at another's desk, does it now: no lock is left, no number is lost.
    with filling(Role.DECIDER) as (session, decider):
        decide(session, decider, case_id=case_id, seen_version=version, on=DECIDED_ON)
    with filling() as (session, _actor):
        assert session.scalars(select(Case.state)).all() == [CaseState.DECIDED]
        assert session.scalars(select(Proposal.state)).all() == [ProposalState.DECIDED]
        assert session.scalars(select(Licence.number)).all() == ["SKJ-2026-0001"]
        assert audit.verified_chain(session, world.own_id).broken == ()


@pytest.mark.parametrize(
    "point",
    [
        pytest.param("app.storage:keep", id="nothing is stored yet"),
        pytest.param("app.storage:Path.rename", id="the file is half named"),
        pytest.param("app.letters.service:_complete after", id="all is written but the commit"),
    ],
)
def test_a_letter_killed_while_it_is_made_final_can_be_made_final_again(
    environ, filling: Callable, world, point: str
) -> None:
    with filling() as (session, caseworker):
        case = cases.make_decided(session, caseworker, actor_of(world, Role.DECIDER))
        letter = decision_letter(session, case)
        letter_id, version, before = letter.id, case.version, counts(session)
        turn = {
            "actor": told(caseworker),
            "letter_id": letter_id,
            "seen_version": version,
            "on": DECIDED_ON.isoformat(),
        }

    for folder in Path(environ["FILES_DIR"]).iterdir():
        shutil.rmtree(folder)  # The same letter has the same bytes, and those of the test before lie there.

    killed_at(environ, "finalise", turn, pause=point)

    with filling() as (session, caseworker):
        assert counts(session) == before
        letter = session.get_one(Letter, letter_id)
        assert letter.state is LetterState.DRAFT
        finalise_letter(session, caseworker, letter=letter, seen_version=version, on=DECIDED_ON)
        assert final_bytes(session, letter).startswith(b"%PDF-")
        assert audit.verified_chain(session, world.own_id).broken == ()
        stored = session.scalars(select(Document.sha256)).all()
    whole = {path.name for path in Path(environ["FILES_DIR"]).glob("*/*") if len(path.name) == 64}
    assert set(stored) <= whole
