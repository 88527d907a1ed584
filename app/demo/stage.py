"""A case of the demo as a story: an application, and what happened to it so and so many days ago."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.one import case_or_none
from app.cases.service.applications import (
    ApplicationEntry,
    HolderEntry,
    PersonEntry,
    VenueEntry,
    register_application,
)
from app.demo.days import Days
from app.demo.names import Invented
from app.demo.outlets import Outlet, hours_of
from app.demo.people import Staff
from app.demo.register import TEST_PASSED_ON, Numbering
from app.holders.service import PassedTest
from app.models.case import Case
from app.models.holder import HolderForm
from app.permissions import Actor
from licensing.applicants import Influence, Role
from licensing.licences import LicenceKind


@dataclass(frozen=True)
class Applicant:
    """A person in an application, with the tests that they have passed."""

    who: Invented
    role: Role
    employed: bool | None = True
    tests: tuple[LicenceKind, ...] | None = None
    """Empty: the test of the kind that is applied for."""
    lived_abroad: bool | None = False
    certificate_days: int | None = None
    """The foreign conduct certificate is dated so many days before the application; empty: none was shown."""
    influence: Influence | None = None


@dataclass(frozen=True)
class Story:
    """One case: who applies for what, and the steps that it went through."""

    municipality: str
    outlet: Outlet
    received: int
    """So many days ago the application came."""
    people: tuple[Applicant, ...]
    steps: tuple["Step", ...] = ()
    caseworker: str = "caseworker"
    indoor: str = "10:00-25:00"
    outdoor: str = "10:00-23:00"
    deputy_waiver: str = ""
    founding: bool = False
    """The company is being founded and has no number yet."""
    begin: "Callable[[Stage], Case] | None" = None
    """How the case comes in, where it is no application for a licence."""


@dataclass
class Stage:
    """Where a story is played: the case as it stands, and the day on which the next step is taken."""

    session: Session
    staff: Staff
    days: Days
    story: Story
    numbering: Numbering
    on: date
    case: Case | None = field(default=None)

    @property
    def caseworker(self) -> Actor:
        """The one who handles the case."""
        return self.staff[self.story.caseworker]

    @property
    def current(self) -> Case:
        """The case as it is stored now."""
        if self.case is None:
            raise LookupError(f"{self.story.outlet.name} has not been registered yet")
        found = case_or_none(self.session, self.case.municipality_id, self.case.id)
        if found is None:
            raise LookupError(f"case {self.case.id} is gone")
        return found

    def act(self, service: Callable[..., object], *, by: str = "", **facts: object) -> None:
        """Let a service act on the case as it stands now; by the caseworker where nobody else is named."""
        case = self.current
        actor = self.staff[by] if by else self.caseworker
        service(self.session, actor, case_id=case.id, seen_version=case.version, on=self.on, **facts)


class Step(NamedTuple):
    """One thing that was done, so and so many days ago."""

    days_ago: int
    take: Callable[[Stage], None]
    any_day: bool = False
    """Also on days when the office is closed."""

    def day(self, days: Days) -> date:
        """The day on which it was done."""
        return days.ahead(-self.days_ago) if self.any_day else days.ago(self.days_ago)


class Turn(NamedTuple):
    """Something that was done on a day."""

    on: date
    take: Callable[[date], None]


def play(
    session: Session,
    stories: Iterable[Story],
    staff: dict[str, Staff],
    numbering: Numbering,
    days: Days,
    *,
    besides: Iterable[Turn] = (),
) -> None:
    """Play all stories at once, day by day, so that numbers and events come in the order of time.

    `besides` is what was done outside every case.
    """
    turns = [*besides]
    for story in stories:
        stage = Stage(session, staff[story.municipality], days, story, numbering, days.ago(story.received))
        for step in (Step(story.received, _register), *story.steps):
            turns.append(Turn(step.day(days), _taken(stage, step)))
    # Sorting is stable: the steps of one story keep their order within a day.
    for on, of_the_day in groupby(sorted(turns, key=lambda turn: turn.on), key=lambda turn: turn.on):
        with clock.wound_to(on):
            for turn in of_the_day:
                turn.take(on)


def _taken(stage: Stage, step: Step) -> Callable[[date], None]:
    def take(on: date) -> None:
        stage.on = on
        step.take(stage)

    return take


def _register(stage: Stage) -> None:
    if stage.story.begin is not None:
        stage.case = stage.story.begin(stage)
        return
    stage.case = register_application(stage.session, stage.caseworker, _entry(stage))


def _entry(stage: Stage) -> ApplicationEntry:
    story, outlet = stage.story, stage.story.outlet
    form = HolderForm.FOUNDING if story.founding else outlet.holder_form
    return ApplicationEntry(
        submission=str(uuid5(NAMESPACE_URL, f"{outlet.name}/{story.received}")),
        received_on=stage.on,
        holder=HolderEntry(
            form=form,
            name=outlet.holder,
            address=outlet.holder_address,
            organisation_number=None if story.founding else stage.numbering.of(outlet.holder),
        ),
        venue=VenueEntry(
            name=outlet.name, place=outlet.place, category=outlet.category, rooms=outlet.all_rooms
        ),
        kind=outlet.kind,
        groups=outlet.group_set,
        audience=outlet.audience,
        concept=outlet.concept,
        indoor=hours_of(story.indoor),
        outdoor=hours_of(story.outdoor) if outlet.outdoor else None,
        people=tuple(_person(applicant, outlet.kind) for applicant in story.people),
        deputy_waiver=story.deputy_waiver,
    )


def _person(applicant: Applicant, kind: LicenceKind) -> PersonEntry:
    is_manager = applicant.role in (Role.MANAGER, Role.DEPUTY)
    passed = applicant.tests if applicant.tests is not None else ((kind,) if is_manager else ())
    return PersonEntry(
        name=applicant.who.name,
        identity=applicant.who.identity,
        role=applicant.role,
        employed=applicant.employed if is_manager else None,
        lived_abroad=applicant.lived_abroad,
        influence=applicant.influence if applicant.role is Role.INFLUENCE else None,
        tests=tuple(PassedTest(test, TEST_PASSED_ON) for test in passed),
    )
