"""The demo's action plans: the two that come with the product, followed up; one is ended and told of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.fees_last_year import working_day
from app.demo.people import EIDSKOG, HOLTALEN, ROROS, Staff
from app.demo.prevention_followed_up import (
    ENDED_BECAUSE,
    IN_EIDSKOG,
    Came,
    in_a_year,
    so_far_in_a_year,
)
from app.demo.stage import Turn
from app.models.plan import Plan
from app.permissions import Actor
from app.prevention import library
from app.prevention.queries.plans import measures_of, plans_of
from app.prevention.service.library import enter_plan
from app.prevention.service.measures import YearFollowUp, follow_up
from app.prevention.service.plan_closing import end_plan
from fees.plans import YearOutcome

SO_FAR = 12
"""So and so many days ago this year's measures were looked at."""
FIRST_LOOK, ENDED = 21, 40
"""So and so many days after the offices began."""


def plan_turns(session: Session, staff: Mapping[str, Staff], days: Days, begun_on: date) -> Iterator[Turn]:
    """Everything that was done with the two plans."""
    in_eidskog = staff[EIDSKOG]["eidskog_prevention"]
    joint = {name: staff[name]["prevention"] for name in (ROROS, HOLTALEN)}

    def enter(on: date) -> None:
        ids = [staff[name].municipality_id for name in (ROROS, HOLTALEN)]
        enter_plan(session, joint[ROROS], library.ROROS_HOLTALEN, municipality_ids=ids, on=on)
        own = [in_eidskog.municipality_id]
        enter_plan(session, in_eidskog, library.EIDSKOG, municipality_ids=own, on=on)

    def end(on: date) -> None:
        plan = packaged(session, in_eidskog, library.EIDSKOG)
        end_plan(
            session,
            staff[EIDSKOG]["eidskog_secretary"],
            plan_id=plan.id,
            seen_version=plan.edition,
            result=ENDED_BECAUSE,
        )

    def look(who: Mapping[str, Actor], name: str, came: Iterable[Came]) -> Callable[[date], None]:
        return lambda on: _follow_up(session, who, name, came, on)

    year = days.today.year
    yield Turn(begun_on, enter)
    yield Turn(days_after(begun_on, FIRST_LOOK), look({EIDSKOG: in_eidskog}, library.EIDSKOG, IN_EIDSKOG))
    yield Turn(days_after(begun_on, ENDED), end)
    if begun_on.year < year:
        told = in_a_year(begun_on.year - 1)
        yield Turn(days_after(begun_on, FIRST_LOOK), look(joint, library.ROROS_HOLTALEN, told))
    for earlier in range(begun_on.year, year):
        told = in_a_year(earlier)
        yield Turn(working_day(earlier + 1, 1, 13), look(joint, library.ROROS_HOLTALEN, told))
    if (on := days.ago(SO_FAR)).year == year:
        yield Turn(on, look(joint, library.ROROS_HOLTALEN, so_far_in_a_year(year)))


def days_after(day: date, days: int) -> date:
    """The first working day so many days later."""
    later = day + timedelta(days=days)
    return working_day(later.year, later.month, later.day)


def packaged(session: Session, actor: Actor, name: str) -> Plan:
    """A plan of the library, as it stands in the actor's municipality."""
    title = library.packaged_plan(name).title
    return next(plan for plan in plans_of(session, actor.municipality_id) if plan.title == title)


def _follow_up(session: Session, who: Mapping[str, Actor], name: str, came: Iterable[Came], on: date) -> None:
    """Tell what came of some measures, each by the coordinator of the place that it belongs to."""
    actor = next(iter(who.values()))
    plan = packaged(session, actor, name)
    ids = {measure.title: measure.id for measure in measures_of(session, actor.municipality_id, plan.id)}
    years = range(plan.first_year, plan.last_year + 1)
    for one in came:
        if one.year not in years:
            continue
        measure_id = next(id_ for title, id_ in ids.items() if title.startswith(one.title))
        follow_up(
            session,
            who.get(one.place, actor),
            plan_id=plan.id,
            measure_id=measure_id,
            year=one.year,
            seen_version=1,
            told=YearFollowUp(
                one.outcome,
                f"{one.done} (oppdiktet)" if one.done else "",
                None if one.outcome is YearOutcome.PLANNED else on,
                one.status,
            ),
            on=on,
        )
