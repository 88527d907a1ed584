"""Those behind the demo's licences: owners, knowledge tests that were held, and answers on conduct."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.conduct import subjects_of
from app.cases.service.conduct import ConductEntry, answer_conduct
from app.demo.days import Days
from app.demo.names import invented
from app.demo.numbers import organisation_number
from app.demo.people import HOLTALEN, ROROS, Staff
from app.demo.stage import Stage, Step
from app.demo.stories import FIRST_APPLICANT
from app.examinations.service import SittingEntry, register_sitting
from app.models.background import Ownership, TestKind
from app.models.holder import Holder, HolderForm
from app.models.municipality import Municipality
from app.owners.service import OwnerEntry, add_owner
from app.permissions import Actor
from licensing.applicants import ConductQuestion

OWNED = "Gjeterstua Servering AS"
FIRST_OWNER = 900
FIRST_OWNER_COMPANY = 900
LIMIT_OF_HOLTALEN = 1000
"""Ten per cent, in hundredths of a per cent: an invented limit. Røros has none and judges each owner."""
NOTED_DAYS_AGO = 40


def judged(days_ago: int, question: ConductQuestion, *, reason: str) -> Step:
    """The conduct of the first whom a question is about is found to be as it should."""

    def take(stage: Stage) -> None:
        subject = next(iter(subjects_of(stage.current, question)))
        stage.act(answer_conduct, entry=ConductEntry(question, subject, met=True, reason=reason))

    return Step(days_ago, take)


class Sat(NamedTuple):
    """A test that somebody sat so and so many days ago."""

    days_ago: int
    person: int
    kind: TestKind
    right: int
    note: str = ""
    passed: bool | None = None


SITTINGS = (
    Sat(420, FIRST_OWNER + 10, TestKind.SERVING, 28),
    Sat(300, FIRST_OWNER + 11, TestKind.SALE, 26),
    Sat(120, FIRST_OWNER + 12, TestKind.INSPECTION, 30),
    Sat(60, FIRST_APPLICANT + 3 * 7, TestKind.SERVING, 27),
    Sat(34, FIRST_OWNER + 13, TestKind.SERVING, 22),
    Sat(20, FIRST_OWNER + 13, TestKind.SERVING, 25),
    Sat(6, FIRST_OWNER + 14, TestKind.SALE, 23, "Ett spørsmål hadde feil fasit og er ikke regnet med.", True),
)


def enter_background(session: Session, staff: Mapping[str, Staff], days: Days) -> None:
    """Enter owners of one holder in each municipality, and the tests held at the office."""
    _enter_sittings(session, staff[ROROS]["caseworker"], days)
    with clock.wound_to(days.ago(NOTED_DAYS_AGO)):
        _enter_unclear_chain(session, staff[ROROS]["caseworker"], days)
        _enter_clear_chain(session, staff[HOLTALEN]["shared"], days)
    holtalen = session.get_one(Municipality, staff[HOLTALEN].municipality_id)
    holtalen.substantial_share = LIMIT_OF_HOLTALEN
    session.flush()


def _enter_sittings(session: Session, actor: Actor, days: Days) -> None:
    for sat in sorted(SITTINGS, key=lambda row: -row.days_ago):
        who, held_on = invented(sat.person), days.ago(sat.days_ago)
        entry = SittingEntry(
            who.name, who.identity, sat.kind, held_on, sat.right, 30, passed=sat.passed, note=sat.note
        )
        with clock.wound_to(held_on):
            register_sitting(session, actor, entry=entry)


def _enter_unclear_chain(session: Session, actor: Actor, days: Days) -> None:
    """A company above the holder whose owners are known only in part."""
    holder_id = session.scalars(
        select(Holder.id).where(Holder.municipality_id == actor.municipality_id, Holder.name == OWNED)
    ).one()
    _enter_people(session, actor, holder_id, days, [(FIRST_APPLICANT + 3 * 7 + 2, 4000)])
    company = add_owner(
        session,
        actor,
        holder_id=holder_id,
        entry=OwnerEntry(
            None,
            "Fjellvidda Invest AS",
            None,
            organisation_number(FIRST_OWNER_COMPANY),
            6000,
            days.ago(NOTED_DAYS_AGO),
        ),
    )
    _enter_people(session, actor, holder_id, days, [(FIRST_OWNER, 5000), (FIRST_OWNER + 1, 2500)], company)


def _enter_clear_chain(session: Session, actor: Actor, days: Days) -> None:
    """A small company with a large owner and a small one."""
    holder_id = session.scalars(
        select(Holder.id)
        .where(Holder.municipality_id == actor.municipality_id, Holder.form == HolderForm.COMPANY)
        .order_by(Holder.id)
        .limit(1)
    ).one()
    _enter_people(session, actor, holder_id, days, [(FIRST_OWNER + 2, 9200), (FIRST_OWNER + 3, 800)])


def _enter_people(
    session: Session,
    actor: Actor,
    holder_id: int,
    days: Days,
    people: Iterable[tuple[int, int]],
    of: Ownership | None = None,
) -> None:
    for serial, share in people:
        who = invented(serial)
        entry = OwnerEntry(
            of.id if of else None, who.name, who.identity, None, share, days.ago(NOTED_DAYS_AGO)
        )
        add_owner(session, actor, holder_id=holder_id, entry=entry)
