"""Applications as the rules see them: one in order, and one with something of everything wrong."""

from dataclasses import replace
from datetime import date

from licensing.applicants import ConductQuestion, Person
from licensing.assessment import (
    Assessment,
    ConductView,
    CriterionView,
    Facts,
    RoomLicence,
    assess,
    hours_for_place,
)
from licensing.caps import Cap, CapCount
from licensing.licences import AreaKind, Audience, Group, LicenceKind, VenueCategory
from licensing.local_hours import HoursRule
from licensing.policy import Criterion, Policy
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Body, Question, Statement

ON = date(2026, 11, 23)
NAMES = {"holder:1": "Gruvelykta AS", "person:1": "Kari Moen", "person:2": "Per Aas", "room:1": "Storsalen"}
GROUPS = (Group.ONE, Group.TWO, Group.THREE)

POLICY = Policy(
    id="roros",
    version=1,
    name="Alkoholpolitiske retningslinjer",
    first_day=date(2024, 10, 1),
    caps=(Cap("cap:1", 38, (LicenceKind.SERVING,), citation_text="punkt 3.1"),),
    hours=(
        HoursRule("R-1", LicenceKind.SERVING, 8 * 60, 26 * 60),
        HoursRule("R-2", LicenceKind.SERVING, latest=23 * 60, areas=(AreaKind.OUTDOOR,), rank=1),
    ),
    criteria=(Criterion("food", "Stedet skal ha mat i hele åpningstiden"),),
)


def statement(
    body: Body, question: Question, subject: str | None, answer: Answer | None = Answer.NO_REMARK
) -> Statement:
    """A statement that was asked for in October, answered unless the answer is None."""
    return Statement(
        body,
        question,
        subject,
        asked_on=date(2026, 10, 1),
        due_on=date(2026, 10, 29),
        answered_on=date(2026, 10, 20) if answer else None,
        answer=answer,
        presented_on=date(2026, 10, 21) if answer not in (None, Answer.NO_REMARK) else None,
        reply_due_on=date(2026, 11, 4) if answer not in (None, Answer.NO_REMARK) else None,
    )


STATEMENTS = (
    statement(Body.POLICE, Question.CONDUCT_HOLDER, "holder:1"),
    statement(Body.POLICE, Question.CONDUCT_MANAGER, "person:1"),
    statement(Body.POLICE, Question.CONDUCT_MANAGER, "person:2"),
    statement(Body.POLICE, Question.PLACE, None),
    statement(Body.SOCIAL_SERVICE, Question.PLACE, None),
)
LAWFUL = Facts(
    kind=LicenceKind.SERVING,
    groups=GROUPS,
    audience=Audience.GENERAL,
    category=VenueCategory.EATING_PLACE,
    holder="holder:1",
    influence=(),
    manager=Person("person:1", date(1987, 4, 1), (LicenceKind.SERVING,), True, False),
    deputies=(Person("person:2", date(2000, 4, 1), (LicenceKind.SERVING,), True, False),),
    statements=STATEMENTS,
    hours=hours_for_place(LicenceKind.SERVING, GROUPS, AreaKind.INDOOR, ServiceHours.parse("10:00", "26:00")),
    room_licences=(),
    caps=(CapCount("cap:1", 36),),
    criteria=(CriterionView("food", True),),
)
LATE_OUTSIDE = hours_for_place(
    LicenceKind.SERVING, GROUPS, AreaKind.OUTDOOR, ServiceHours.parse("10:00", "25:00")
)
TROUBLED = replace(
    LAWFUL,
    manager=Person("person:1", date(2007, 4, 1), (LicenceKind.SALE,), False, True),
    deputies=(),
    deputy_waiver="Stedet har to ansatte",
    statements=(
        statement(Body.POLICE, Question.CONDUCT_HOLDER, "holder:1", None),
        statement(Body.POLICE, Question.CONDUCT_MANAGER, "person:1", Answer.REMARK),
        statement(Body.SOCIAL_SERVICE, Question.PLACE, None, Answer.AGAINST),
    ),
    conduct=(
        ConductView(ConductQuestion.MANAGER, "person:1", met=False, reason="Dømt for ulovlig salg i 2024"),
    ),
    hours=(*LAWFUL.hours, *LATE_OUTSIDE) if LAWFUL.hours else (),
    caps=(CapCount("cap:1", 38, 2),),
    room_licences=(
        RoomLicence("room:1", LicenceKind.SERVING, False, True),
        RoomLicence("room:2", LicenceKind.SALE),
    ),
    criteria=(CriterionView("food", False, "Kjøkkenet stenger kl. 20"),),
)


def assessed(facts: Facts) -> Assessment:
    """The assessment by law and by the policy above."""
    return assess(facts, POLICY, ON)
