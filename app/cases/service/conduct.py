"""Answering the three questions of conduct. Answers are added, never changed; why is sealed at once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.queries.conduct import answers_of, subjects_of
from app.cases.queries.one import person_id_of
from app.cases.service.changes import CHANGEABLE
from app.cases.service.state import held_case, move
from app.models.background import ConductAnswer
from app.models.case import Case
from app.models.event import EventType
from app.permissions import Actor
from app.sealing import sealer
from licensing.applicants import CONDUCT_RULES, ConductLaw, ConductQuestion
from licensing.conduct import require_ground
from licensing.errors import NotAllowed
from licensing.law import FVL_17


@dataclass(frozen=True)
class ConductEntry:
    """An answer as it was typed: law and day of the act belong to one that is not met."""

    question: ConductQuestion
    subject: str
    met: bool
    reason: str
    law: ConductLaw | None = None
    happened_on: date | None = None


def answer_conduct(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, entry: ConductEntry, on: date
) -> Case:
    """Add an answer to a question of conduct. An assessment made before is out of date from now on.

    Raises `NotAllowed` when the person is not asked about, or when "not met" rests on a law or a day that
    the question may not look at.

    Law: alkoholloven §§ 1-7b and 1-7c; serveringsloven § 6.
    """
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    if case.state not in CHANGEABLE:
        raise NotAllowed("application_no_longer_changeable", FVL_17, state=case.state.value)
    if entry.subject not in subjects_of(case, entry.question):
        raise NotAllowed("conduct_not_asked_about", CONDUCT_RULES[entry.question].citation)
    if not entry.met:
        require_ground(entry.question, entry.law, entry.happened_on, on)
    session.add(
        ConductAnswer(
            municipality_id=actor.municipality_id,
            case_id=case_id,
            question=entry.question,
            person_id=person_id_of(entry.subject),
            met=entry.met,
            law=None if entry.met else entry.law,
            happened_on=None if entry.met else entry.happened_on,
            reason_sealed=sealer().seal(entry.reason),
            answered_by_id=actor.user_id,
            answered_at=clock.now(),
        )
    )
    session.flush()
    # Neither whom nor what: the timeline is read by more people than may open the answer.
    audit.record(session, actor, EventType.CONDUCT_ANSWERED, case_id=case_id)
    move(session, case, case.state, on, facts_changed=True)
    return case


def opened_answers(session: Session, case: Case) -> list[tuple[ConductAnswer, str]]:
    """The answers of a case with why, opened. Only after `access_log.log_opening`."""
    return [(row, sealer().open(row.reason_sealed)) for row in reversed(answers_of(session, case))]
