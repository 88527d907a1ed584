"""Deciding the fees of a round: each fee and the letter that tells of it are kept in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from app import audit
from app.billing.computed import ASKS
from app.billing.fee_letters import AboutLicence, DecisionTerms, decision_letter
from app.billing.queries.fee_grounds import Key, in_force_in
from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.fees import FeeRow, fees_of_round
from app.billing.service.computing import FEES
from app.billing.service.fees import confirmed_totals
from app.billing.service.runs import Outcome, Subject
from app.letters.facts import LetterKind
from app.letters.licence_letters import (
    NewLetter,
    draft_licence_letters,
    finalise_licence_letters,
    grounds_of,
)
from app.letters.parties import signatory
from app.models.billing_run import BillingRun
from app.models.event import EventType
from app.models.fee import Fee, FeeState
from app.models.municipality import Municipality
from app.models.turnover import TurnoverStatement
from app.permissions import Actor
from fees.turnover import TurnoverSource

# A letter is drawn for each licence, which takes its time: progress is told more often.
LETTERS_A_CHUNK = 50


def decide_chunk(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterator[Outcome]:
    """Decide the computed fees of some licences and write their letters; those asked about anew wait.

    Law: alkoholloven § 7-1; forvaltningsloven §§ 23 to 25 and 27.
    """
    on = date.fromisoformat(run.parameters["on"])
    seen = confirmed_totals(run.parameters)
    chosen: dict[int, list[FeeRow]] = defaultdict(list)
    standing: dict[Key, FeeRow] = {}
    for row in fees_of_round(session, run.municipality_id, run.year, [one.licence_id for one in subjects]):
        if row.state is FeeState.COMPUTED:
            chosen[row.licence_id].append(row)
        else:
            standing[row.licence_id, row.purpose, row.year] = row
    asked = {
        licence_id
        for licence_id, rows in chosen.items()
        if any(row.computed.get(ASKS) and seen.get(row.fee_id) != row.total_ore for row in rows)
    }
    ready = {licence_id: rows for licence_id, rows in chosen.items() if licence_id not in asked}
    if ready:
        new = [row for rows in ready.values() for row in rows]
        keys = [(row.licence_id, row.purpose, row.year) for row in new]
        replaced = [standing[key] for key in keys if key in standing]
        _decide(session, run, new, replaced, on)
        _write_letters(session, actor, run, ready, replaced)
    for subject in subjects:
        if subject.licence_id in asked:
            yield Outcome(subject, "fee_question_not_seen", {"year": run.year})


def _decide(
    session: Session, run: BillingRun, new: Sequence[FeeRow], replaced: Sequence[FeeRow], on: date
) -> None:
    """Decide fees; the editions that stood until now go first, for one edition is decided at a time."""
    if replaced:
        session.execute(_these(run, replaced).values(state=FeeState.REPLACED))
    # Who began the run decided, whoever goes on with it.
    session.execute(
        _these(run, new).values(
            state=FeeState.DECIDED, decided_on=on, decided_by_id=run.begun_by_id, decision_run_id=run.id
        )
    )


def _these(run: BillingRun, rows: Sequence[FeeRow]) -> Update:
    ids = [row.fee_id for row in rows]
    return update(FEES).where(FEES.c.municipality_id == run.municipality_id, FEES.c.id.in_(ids))


def _write_letters(
    session: Session,
    actor: Actor,
    run: BillingRun,
    ready: Mapping[int, Sequence[FeeRow]],
    replaced: Sequence[FeeRow],
) -> None:
    terms = _terms(session, run)
    on = terms.decided_on
    about = _about(session, run, ready, replaced)
    grounds = grounds_of(session, actor, ready, on)
    made = draft_licence_letters(
        session,
        actor,
        kind=LetterKind.FEE_DECISION,
        letters=[
            NewLetter(
                licence_id,
                grounds[licence_id].recipient,
                decision_letter(grounds[licence_id], rows, terms, about[licence_id]),
            )
            for licence_id, rows in ready.items()
        ],
        on=on,
        run_id=run.id,
    )
    finalise_licence_letters(session, actor, letter_ids=sorted(made.values()), on=on)


def _terms(session: Session, run: BillingRun) -> DecisionTerms:
    municipality = session.get_one(Municipality, run.municipality_id)
    return DecisionTerms(
        year=run.year,
        decided_on=date.fromisoformat(run.parameters["on"]),
        decided_by=(signatory(session, run.begun_by_id),),
        complaint_body=municipality.state_governor,
        instalments=fee_year_of(session, run.municipality_id, run.year).instalments,
        settles=fee_year_of(session, run.municipality_id, run.year - 1).settles,
        due_on=tuple(date.fromisoformat(day) for day in run.parameters.get("due_on", ())),
    )


def _about(
    session: Session,
    run: BillingRun,
    ready: Mapping[int, Sequence[FeeRow]],
    replaced: Sequence[FeeRow],
) -> Mapping[int, AboutLicence]:
    """Which licences have ended, which fees take the place of earlier ones, and why litres were estimated."""
    rows = [row for of_one in ready.values() for row in of_one]
    in_force = in_force_in(session, run.municipality_id, run.year, ready)
    reasons = _estimate_reasons(session, run, {row.statement_id for row in rows if row.statement_id})
    replaced_on = {row.licence_id: row.decided_on for row in replaced}
    return {
        licence_id: AboutLicence(licence_id not in in_force, replaced_on.get(licence_id), reasons)
        for licence_id in ready
    }


def _estimate_reasons(session: Session, run: BillingRun, statement_ids: Collection[int]) -> Mapping[int, str]:
    rows = session.execute(
        select(TurnoverStatement.id, TurnoverStatement.estimate_reason).where(
            TurnoverStatement.municipality_id == run.municipality_id,
            TurnoverStatement.id.in_(statement_ids),
            TurnoverStatement.source == TurnoverSource.ESTIMATED,
        )
    )
    return {row.id: row.estimate_reason for row in rows}


def decided(session: Session, actor: Actor, run: BillingRun) -> None:
    """Tell once of everything that a run decided."""
    row = session.execute(
        select(func.count().label("number"), func.coalesce(func.sum(Fee.total_ore), 0).label("total")).where(
            Fee.municipality_id == run.municipality_id, Fee.decision_run_id == run.id
        )
    ).one()
    audit.record(
        session,
        actor,
        EventType.FEE_DECIDED,
        run=run.id,
        year=run.year,
        count=row.number,
        total_ore=int(row.total),
    )
