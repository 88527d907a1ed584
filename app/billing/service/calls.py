"""Calls for turnover statements and reminders of them: one letter for each licence, in runs.

Law: alkoholloven § 1-9; alkoholforskriften §§ 6-3 and 10-3.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.billing.queries.duties import (
    Asked,
    CallState,
    DutyState,
    duties_to_write_to,
    first_due,
    licences_asked,
    sold_nothing_before,
)
from app.billing.queries.rounds import deadlines_before
from app.billing.service.links import kept_links
from app.billing.service.rounds import open_round_of
from app.billing.service.runs import Outcome, Subject, Work, begin_run
from app.letters.addresses import turnover_page_address
from app.letters.facts import LetterKind
from app.letters.facts_of_billing import TurnoverCallLetter, TurnoverReminderLetter
from app.letters.licence_letters import (
    Ground,
    NewLetter,
    draft_licence_letters,
    finalise_licence_letters,
    grounds_of,
)
from app.models.billing_run import BillingRun, RunKind
from app.models.licence import Licence, LicenceTerm
from app.models.turnover import RoundState, TurnoverLink, TurnoverRound
from app.numbers import take_municipality
from app.permissions import Actor
from fees.turnover import Attestation, groups_of
from licensing.errors import NotAllowed
from licensing.law import AF_6_3
from licensing.licences import Attribute, LicenceKind, group_set_from_code

# A letter is drawn for each licence, which takes its time: progress is told more often.
LETTERS_A_CHUNK = 20
# ASSUMPTION: no source says how long a link should work; two months after the deadline those who are reminded
# can use it as well.
LINK_DAYS = 60
INCLUDES_NOT_DUE = "includes_not_due"

Refusing = Callable[[BillingRun, Row[Any]], NotAllowed | None]
Facts = Callable[[Ground, Row[Any], Mapping[str, Any]], TurnoverCallLetter]


def link_lasts_to(due_on: date) -> date:
    """The last day that is proposed for the links of a call with a deadline."""
    return due_on + timedelta(days=LINK_DAYS)


def begin_calls(
    session: Session,
    actor: Actor,
    *,
    year: int,
    link_last_day: date,
    kind: LicenceKind | None = None,
    numbers: Collection[str] = (),
    on: date,
) -> BillingRun:
    """Begin to call everybody in a round who has no call, or those of them that are chosen.

    Raises `NotAllowed`: the round is closed, nobody is left, or somebody chosen is not asked in the round.
    """
    found = open_round_of(session, actor, year)
    asked = Asked(found.id, state=DutyState.MISSING, call=CallState.NOT_WRITTEN, kind=kind)
    licence_ids = _chosen(session, actor, Asked(found.id), asked, numbers)
    return _begin(session, actor, RunKind.CALLS, year, found.id, licence_ids, link_last_day, on)


def begin_reminders(
    session: Session,
    actor: Actor,
    *,
    year: int,
    link_last_day: date,
    numbers: Collection[str] = (),
    includes_not_due: bool = False,
    on: date,
) -> BillingRun:
    """Begin to remind those in a round who were called and are late, or those of them that are chosen.

    Who has time left, by the deadline of the round or by one of its own, is reminded only on purpose. Raises
    `NotAllowed` as `begin_calls`, and where nobody is late or somebody chosen is not.
    """
    found = open_round_of(session, actor, year)
    told = Asked(found.id, state=DutyState.MISSING, told=True)
    asked = told if includes_not_due else replace(told, due_before=on)
    licence_ids = _chosen(session, actor, Asked(found.id), asked, numbers)
    if not includes_not_due:
        _refuse_not_due(session, actor, replace(told, due_from=on), licence_ids, numbers)
    more = {INCLUDES_NOT_DUE: includes_not_due}
    return _begin(session, actor, RunKind.REMINDERS, year, found.id, licence_ids, link_last_day, on, more)


def _refuse_not_due(
    session: Session, actor: Actor, not_due: Asked, licence_ids: Collection[int], numbers: Collection[str]
) -> None:
    """Somebody is named who has time left, or nobody is late and somebody has time left."""
    if numbers:
        not_due = replace(not_due, licence_ids=licence_ids)
    elif licence_ids:
        return
    for row in first_due(session, actor.municipality_id, not_due, most=1):
        if numbers:
            raise NotAllowed("chosen_is_not_late", AF_6_3, number=row.number, due_on=row.due_on)
        raise NotAllowed("nobody_is_late", AF_6_3, due_on=row.due_on)


def begin_event_reminders(
    session: Session,
    actor: Actor,
    *,
    year: int,
    link_last_day: date,
    numbers: Collection[str] = (),
    on: date,
) -> BillingRun:
    """Begin to remind the events of a year whose deadline has passed, or those that are chosen.

    Their deadline stood in the letter that granted them.
    """
    take_municipality(session, actor.municipality_id)
    asked = Asked(None, state=DutyState.MISSING, year=year, due_before=on)
    licence_ids = _chosen(session, actor, Asked(None, year=year), asked, numbers)
    return _begin(session, actor, RunKind.REMINDERS, year, None, licence_ids, link_last_day, on)


def _chosen(
    session: Session, actor: Actor, everybody: Asked, asked: Asked, numbers: Collection[str]
) -> list[int]:
    if numbers:
        return _numbered(session, actor, everybody, numbers)
    return licences_asked(session, actor.municipality_id, asked)


def _numbered(session: Session, actor: Actor, everybody: Asked, numbers: Collection[str]) -> list[int]:
    """The licences of some numbers. Raises `NotAllowed` for one that is not asked."""
    rows = session.execute(
        select(Licence.number, Licence.id).where(
            Licence.municipality_id == actor.municipality_id, Licence.number.in_(numbers)
        )
    )
    known = {row.number: row.id for row in rows}
    asked = frozenset(licences_asked(session, actor.municipality_id, everybody))
    for number in numbers:
        if known.get(number) not in asked:
            raise NotAllowed("licence_not_asked", number=number)
    return [known[number] for number in dict.fromkeys(numbers)]


def _begin(
    session: Session,
    actor: Actor,
    kind: RunKind,
    year: int,
    round_id: int | None,
    licence_ids: Iterable[int],
    link_last_day: date,
    on: date,
    more: Mapping[str, Any] | None = None,
) -> BillingRun:
    if link_last_day < on:
        raise NotAllowed("link_ends_in_the_past", last_day=link_last_day)
    return begin_run(
        session,
        actor,
        kind=kind,
        year=year,
        subjects=[Subject(licence_id) for licence_id in licence_ids],
        parameters={
            "round": round_id,
            "link_last_day": link_last_day.isoformat(),
            "link_base": turnover_page_address(),
            **(more or {}),
        },
    )


def call_chunk(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterator[Outcome]:
    """Write the call of each licence, with its link; who has one or has delivered gets none."""
    return _write(session, actor, run, subjects, LetterKind.TURNOVER_CALL, _no_call, _call)


def remind_chunk(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterator[Outcome]:
    """Write the reminder of each licence that has not delivered at this moment."""
    return _write(session, actor, run, subjects, LetterKind.TURNOVER_REMINDER, _no_reminder, _reminder)


def _no_call(run: BillingRun, duty: Row[Any]) -> NotAllowed | None:
    return NotAllowed("already_called", AF_6_3) if duty.call_id is not None else None


def _no_reminder(run: BillingRun, duty: Row[Any]) -> NotAllowed | None:
    told = duty.call_state in (CallState.SENT.value, CallState.ARRIVED.value)
    if run.parameters["round"] is not None and not told:
        return NotAllowed("never_called", AF_6_3)
    only_late = run.parameters.get(INCLUDES_NOT_DUE) is False
    if only_late and duty.due_on >= clock.today():
        return NotAllowed("has_time_left", AF_6_3, due_on=duty.due_on)
    return None


def _delivered(duty: Row[Any]) -> NotAllowed | None:
    if duty.state == DutyState.MISSING.value:
        return None
    if duty.state == DutyState.ESTIMATED.value:
        return NotAllowed("statement_is_estimated", AF_6_3, received_on=duty.received_on)
    return NotAllowed("statement_has_come", AF_6_3, received_on=duty.received_on)


def _write(
    session: Session,
    actor: Actor,
    run: BillingRun,
    subjects: Sequence[Subject],
    kind: LetterKind,
    refusing: Refusing,
    facts: Facts,
) -> Iterator[Outcome]:
    on, licence_ids = clock.today(), [subject.licence_id for subject in subjects]
    asked = Asked(run.parameters["round"], licence_ids=licence_ids, year=run.year)
    duties = duties_to_write_to(session, run.municipality_id, asked)
    grounds = grounds_of(session, actor, duties, on)
    closed = _is_closed(session, run)
    ready: list[int] = []
    for subject in subjects:
        duty = duties.get(subject.licence_id)
        refusal = closed or _refusal(run, duty, grounds.get(subject.licence_id), refusing)
        if refusal is None:
            ready.append(subject.licence_id)
        else:
            yield Outcome.refused(subject, refusal)
    if not ready:
        return
    lasts = datetime.combine(
        date.fromisoformat(run.parameters["link_last_day"]) + timedelta(days=1), time(), clock.OSLO
    )
    links = kept_links(session, actor, [duties[number].id for number in ready], expires_at=lasts)
    groups = _groups(session, run, duties)
    earlier = deadlines_before(session, run.municipality_id, run.parameters["round"], duties.values())
    letters = [
        NewLetter(
            number,
            grounds[number].recipient,
            facts(
                grounds[number],
                duties[number],
                {
                    "on": on,
                    "groups": groups.get(number) or groups_of(duties[number].kind),
                    "earlier": earlier.get(duties[number].id),
                    "link_base": run.parameters["link_base"],
                    **_link(links[duties[number].id]),
                },
            ),
        )
        for number in ready
    ]
    made = draft_licence_letters(session, actor, kind=kind, letters=letters, on=on, run_id=run.id)
    finalise_licence_letters(session, actor, letter_ids=sorted(made.values()), on=on)


def _is_closed(session: Session, run: BillingRun) -> NotAllowed | None:
    if run.parameters["round"] is None:
        return None
    state = session.execute(
        select(TurnoverRound.state).where(
            TurnoverRound.municipality_id == run.municipality_id,
            TurnoverRound.id == run.parameters["round"],
        )
    ).scalar_one()
    return NotAllowed("round_is_closed", year=run.year) if state is RoundState.CLOSED else None


def _refusal(
    run: BillingRun, duty: Row[Any] | None, ground: Ground | None, refusing: Refusing
) -> NotAllowed | None:
    if duty is None or ground is None:
        return NotAllowed("not_asked_any_more", year=run.year)
    if not ground.recipient.lines and not ground.recipient.organisation_number:
        return NotAllowed("holder_without_address")
    return _delivered(duty) or refusing(run, duty)


def _link(link: TurnoverLink) -> dict[str, Any]:
    last_moment = link.expires_at.astimezone(clock.OSLO) - timedelta(seconds=1)
    return {"link_id": link.id, "link_expires_on": last_moment.date()}


def _groups(
    session: Session, run: BillingRun, duties: Mapping[int, Row[Any]]
) -> Mapping[int, tuple[int, ...]]:
    """The groups that each licence has covered on some day that is asked about, where there is a rate."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(LicenceTerm.licence_id, LicenceTerm.value).where(
            LicenceTerm.municipality_id == run.municipality_id,
            LicenceTerm.licence_id.in_(duties),
            LicenceTerm.attribute == Attribute.GROUPS,
            LicenceTerm.first_day <= date(run.year, 12, 31),
            or_(LicenceTerm.last_day.is_(None), LicenceTerm.last_day >= date(run.year - 1, 1, 1)),
        )
    )
    for row in rows:
        found[row.licence_id] |= set(group_set_from_code(row.value))
    return {
        number: tuple(int(group) for group in groups_of(duties[number].kind) if group in groups)
        for number, groups in found.items()
    }


def _asked_for(duty: Row[Any], of_event: bool, known: Mapping[str, Any]) -> dict[str, Any]:
    """What calls and reminders alike say of a duty."""
    asks_actual = duty.final or of_event or not sold_nothing_before(duty.first_day, duty.year)
    return {
        # A letter names the year after the one whose sales are reported; an event reports its own year.
        "year": duty.year + 1 if of_event else duty.year,
        "due_on": duty.due_on,
        "groups": tuple(int(group) for group in known["groups"]),
        "asks_actual": asks_actual,
        "asks_expected": not (duty.final or of_event),
        "first_day": duty.first_day if asks_actual else None,
        "last_day": duty.last_day if asks_actual else None,
        "attested": duty.attestation not in (Attestation.NOT_REQUIRED, Attestation.WAIVED),
        "link_id": known["link_id"],
        "link_base": known["link_base"],
        "link_expires_on": known["link_expires_on"],
    }


def _call(ground: Ground, duty: Row[Any], known: Mapping[str, Any]) -> TurnoverCallLetter:
    return TurnoverCallLetter(**ground.about, **_asked_for(duty, duty.round_id is None, known))


def _reminder(ground: Ground, duty: Row[Any], known: Mapping[str, Any]) -> TurnoverReminderLetter:
    missed = duty.due_on < known["on"]
    return TurnoverReminderLetter(
        **ground.about,
        **_asked_for(duty, duty.round_id is None, known),
        missed_on=duty.due_on if missed else None,
        moved_from=None if missed else known["earlier"],
        called_on=duty.call_sent_on,
    )


CALLS = Work(call_chunk, chunk=LETTERS_A_CHUNK)
REMINDERS = Work(remind_chunk, chunk=LETTERS_A_CHUNK)
