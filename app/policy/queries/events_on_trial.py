"""The events of a year as a try-out of drafts sees them: what rules ask of them, and what each cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.cases.queries.policy_facts import AUDIENCES
from app.models.case import Application, Case
from app.models.decision import Decision
from app.models.licence import Licence
from app.models.occasion import Occasion, OccasionDay
from app.models.policy import PolicyFact, VenueZone
from app.models.turnover import TurnoverDuty, TurnoverStatement
from fees.event_income import PastEvent
from fees.turnover import Volumes
from licensing.assessment.facts import (
    AGE_LIMIT,
    CLOSED_COMPANY,
    EVENT_DAYS,
    GUARDS,
    GUESTS,
    LATEST_HOUR,
)
from licensing.licences import OCCASIONAL, group_set_from_code
from licensing.occasions import Company, Openness, company_is_closed
from licensing.policy import CaseSort, Situation
from licensing.policy.whens import Known

EVENTS_AT_A_TIME = 500


def events_of_last_year(session: Session, municipality_id: int, day: date) -> Iterator[PastEvent]:
    """The events that began in the year up to a day, some at a time, however many they are."""
    first, last, whole = _year_before(day), 0, True
    while whole:
        rows = _events(session, municipality_id, first, day, after=last)
        whole = len(rows) == EVENTS_AT_A_TIME
        if not rows:
            return
        last = rows[-1].id
        zones = _zones(session, municipality_id, [row.venue_id for row in rows])
        answers = _answers(session, municipality_id, [row.case_id for row in rows])
        yield from (_event(row, zones.get(row.venue_id, ()), answers[row.case_id]) for row in rows)


def _year_before(day: date) -> date:
    # The last day of February has no day of its name in most years.
    earlier = day.replace(year=day.year - 1, day=min(day.day, 28))
    return earlier if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _events(session: Session, municipality_id: int, first: date, last: date, *, after: int) -> Sequence[Any]:
    days = (
        select(
            OccasionDay.occasion_id,
            func.count(OccasionDay.day.distinct()).label("days"),
            func.max(OccasionDay.end).label("latest"),
        )
        .where(OccasionDay.municipality_id == municipality_id)
        .group_by(OccasionDay.occasion_id)
        .subquery()
    )
    newer = aliased(TurnoverStatement)
    return session.execute(
        select(
            Licence.id,
            Licence.kind,
            Licence.type,
            Licence.venue_id,
            Case.id.label("case_id"),
            Application.groups,
            Application.category,
            Decision.first_day,
            days.c.days,
            days.c.latest,
            Occasion.guests,
            Occasion.age_limit,
            Occasion.guards,
            Occasion.circle_fixed,
            Occasion.tickets,
            Occasion.sign_up,
            Occasion.member_meeting,
            Occasion.advertised,
            Occasion.fee_ore,
            TurnoverStatement.actual_g1_cl,
            TurnoverStatement.actual_g2_cl,
            TurnoverStatement.actual_g3_cl,
        )
        .select_from(Licence)
        .join(
            Decision,
            and_(Decision.municipality_id == Licence.municipality_id, Decision.id == Licence.decision_id),
        )
        .join(Case, and_(Case.municipality_id == Decision.municipality_id, Case.id == Decision.case_id))
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .join(
            Occasion,
            and_(
                Occasion.municipality_id == Application.municipality_id,
                Occasion.application_id == Application.id,
            ),
        )
        .join(days, days.c.occasion_id == Occasion.id)
        .outerjoin(
            TurnoverDuty,
            and_(
                TurnoverDuty.municipality_id == Licence.municipality_id,
                TurnoverDuty.licence_id == Licence.id,
            ),
        )
        .outerjoin(
            TurnoverStatement,
            and_(
                TurnoverStatement.municipality_id == TurnoverDuty.municipality_id,
                TurnoverStatement.duty_id == TurnoverDuty.id,
                ~exists().where(
                    newer.municipality_id == TurnoverDuty.municipality_id,
                    newer.duty_id == TurnoverDuty.id,
                    newer.number > TurnoverStatement.number,
                ),
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            Licence.type.in_(sorted(OCCASIONAL)),
            Licence.id > after,
            Decision.first_day > first,
            Decision.first_day <= last,
        )
        .order_by(Licence.id)
        .limit(EVENTS_AT_A_TIME)
    ).all()


def _event(row: Any, placed_in: tuple[str, ...], given: Mapping[str, Known | None]) -> PastEvent:
    openness = company_is_closed(
        Company(
            circle_fixed=row.circle_fixed,
            tickets=row.tickets,
            sign_up=row.sign_up,
            member_meeting=row.member_meeting,
            advertised=row.advertised,
        )
    ).openness
    closed = None if openness is Openness.UNKNOWN else openness is Openness.CLOSED
    told = {
        LATEST_HOUR: row.latest,
        GUESTS: row.guests,
        AGE_LIMIT: row.age_limit,
        GUARDS: row.guards,
        EVENT_DAYS: row.days,
        CLOSED_COMPANY: closed,
    }
    answers = {**given, **told}
    litres = (row.actual_g1_cl, row.actual_g2_cl, row.actual_g3_cl)
    return PastEvent(
        situation=Situation(
            kind=row.kind,
            type=row.type,
            sort=CaseSort.EVENT,
            groups=group_set_from_code(row.groups),
            audience=AUDIENCES.get(closed),
            category=row.category,
            answers={code: value for code, value in answers.items() if value is not None},
        ),
        placed_in=placed_in,
        first_day=row.first_day,
        days=row.days,
        guests=row.guests,
        volumes=None if litres[0] is None else Volumes(*litres),
        taken_ore=row.fee_ore,
    )


def _zones(session: Session, municipality_id: int, venues: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(VenueZone.venue_id, VenueZone.zone)
        .where(VenueZone.municipality_id == municipality_id, VenueZone.venue_id.in_(venues))
        .order_by(VenueZone.venue_id, VenueZone.zone)
    )
    for row in rows:
        found[row.venue_id] = (*found.get(row.venue_id, ()), row.zone)
    return found


def _answers(
    session: Session, municipality_id: int, cases: Sequence[int]
) -> Mapping[int, dict[str, Known | None]]:
    """What was answered in the case of each event; the last answer holds."""
    found: dict[int, dict[str, Known | None]] = defaultdict(dict)
    rows = session.execute(
        select(PolicyFact.case_id, PolicyFact.question, PolicyFact.answer)
        .where(PolicyFact.municipality_id == municipality_id, PolicyFact.case_id.in_(cases))
        .order_by(PolicyFact.id)
    )
    for row in rows:
        found[row.case_id][row.question] = row.answer
    return found
