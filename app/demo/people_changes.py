"""The demo's changes of people: a manager who has left, one who is too young, a deputy, a new owner."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from app.amendments.queries.licences import held_licences
from app.amendments.queries.people import present_people
from app.amendments.queries.proposing import people_draft, people_entry
from app.amendments.service.people import Leaving, PeopleEntry, register_people_change
from app.amendments.service.registering import ChangeEntry
from app.cases.service.applications import PersonEntry
from app.cases.service.at_once import decide_at_once
from app.demo.days import Days
from app.demo.deciding import arrived, closed, final, sent
from app.demo.names import Invented, invented, invented_born_on
from app.demo.outlets import Outlet
from app.demo.people import ROROS
from app.demo.register import TEST_PASSED_ON
from app.demo.roros import SERVING
from app.demo.stage import Stage, Step, Story
from app.demo.steps import answered, ask
from app.holders.service import PassedTest
from app.models.case import Case
from app.models.holder import Holder
from licensing.applicants import Influence, Role
from licensing.decisions import DecisionOutcome
from licensing.licences import LicenceKind
from licensing.matters import ChangeKind
from licensing.statements import Body

FIRST_COMER = 400
OUTLETS = {outlet.name: outlet for outlet in SERVING}
SHOWN_AS_YOUNG = 19


@dataclass(frozen=True)
class Comer:
    """Somebody who is to be approved, and whom they come after."""

    who: Invented
    role: Role
    after: Role | None = None
    """The role in which somebody leaves the day the application comes."""
    influence: Influence | None = None


def people_changes(days: Days) -> tuple[Story, ...]:
    """Four changes of people in different states."""
    young = _born_years_before(days.today, SHOWN_AS_YOUNG)
    return (
        _story(
            "Hotell Nordgruva",
            9,
            Comer(invented(FIRST_COMER), Role.MANAGER, after=Role.MANAGER),
            ask(8, Body.POLICE),
        ),
        _story(
            "Stigeren",
            1,
            Comer(invented_born_on("Odin Malmrud", young), Role.MANAGER),
        ),
        _story(
            "Kafé Kurant",
            60,
            Comer(invented(FIRST_COMER + 1), Role.DEPUTY, after=Role.DEPUTY),
            ask(59, Body.POLICE),
            answered(40, Body.POLICE),
            _approved(39),
            final(39),
            sent(39),
            arrived(36),
            closed(10),
        ),
        _story(
            "Viddesus Hotell",
            30,
            Comer(invented(FIRST_COMER + 2), Role.INFLUENCE, influence=Influence.OWNERSHIP),
            ask(29, Body.POLICE, Body.TAX),
            answered(6, Body.POLICE),
        ),
    )


def _story(venue: str, received: int, comer: Comer, *steps: Step) -> Story:
    return Story(
        ROROS, OUTLETS[venue], received=received, people=(), steps=steps, begin=_begun(OUTLETS[venue], comer)
    )


def _begun(outlet: Outlet, comer: Comer) -> Callable[[Stage], Case]:
    """The change comes in, for every licence of the holder."""

    def take(stage: Stage) -> Case:
        actor = stage.caseworker
        holder = stage.session.scalars(
            select(Holder).where(
                Holder.municipality_id == actor.municipality_id, Holder.name == outlet.holder
            )
        ).one()
        licences = held_licences(stage.session, actor.municipality_id, holder.id, stage.on)
        leaving = tuple(
            Leaving(person.person_id, person.role, stage.on)
            for person in present_people(stage.session, actor.municipality_id, licences, stage.on)
            if person.role is comer.after
        )
        is_manager = comer.role is not Role.INFLUENCE
        entry = PersonEntry(
            name=comer.who.name,
            identity=comer.who.identity,
            role=comer.role,
            employed=True if is_manager else None,
            lived_abroad=False,
            influence=comer.influence,
            tests=(PassedTest(LicenceKind.SERVING, TEST_PASSED_ON),) if is_manager else (),
        )
        change = ChangeEntry(
            ChangeKind.MANAGERS if is_manager else ChangeKind.INFLUENCE,
            tuple(licence.id for licence in licences),
            received_on=stage.on,
            first_day=stage.on,
            submission=str(uuid5(NAMESPACE_URL, f"{outlet.name}/people")),
        )
        return register_people_change(stage.session, actor, PeopleEntry(change, (entry,), leaving))

    return take


def _approved(days_ago: int) -> Step:
    """The caseworker approves alone, by delegation."""

    def take(stage: Stage) -> None:
        case, actor = stage.current, stage.caseworker
        draft = people_draft(stage.session, actor, case, stage.on)
        entry = people_entry(
            case,
            draft.change,
            DecisionOutcome.GRANT,
            first_day=draft.first_day,
            reasons=draft.reasons(DecisionOutcome.GRANT),
            deviation="",
        )
        stage.act(decide_at_once, entry=entry)

    return Step(days_ago, take)


def _born_years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))
