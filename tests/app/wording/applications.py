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
from licensing.caps import CapCount
from licensing.licences import AreaKind, Audience, Group, LicenceKind, VenueCategory
from licensing.policy import (
    CapEffect,
    CapSpan,
    Document,
    FactorEffect,
    HoursEffect,
    LegalKind,
    Overflow,
    Policy,
    Rule,
    RuleKind,
    Strength,
    When,
)
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Body, Question, Statement

ON = date(2026, 11, 23)
NAMES = {"holder:1": "Gruvelykta AS", "person:1": "Kari Moen", "person:2": "Per Aas", "room:1": "Storsalen"}
GROUPS = (Group.ONE, Group.TWO, Group.THREE)

REGULATION = Document(code="F", kind=LegalKind.REGULATION, title="Forskrift", short="forskriften")


def hours_rule(code: str, latest: int, earliest: int | None = None, *areas: AreaKind) -> Rule:
    """Hours that the municipality has set in a regulation."""
    return Rule(
        code=code,
        kind=RuleKind.HOURS,
        strength=Strength.HARD,
        when=When(kinds=(LicenceKind.SERVING,), areas=areas),
        hours=HoursEffect(earliest=earliest, latest=latest),
        document="F",
        paragraph="§ 2",
    )


POLICY = Policy(
    id="roros",
    version=1,
    name="Alkoholpolitiske retningslinjer",
    first_day=date(2024, 10, 1),
    documents=(REGULATION,),
    rules=(
        Rule(
            code="cap:1",
            kind=RuleKind.CAP,
            strength=Strength.HARD,
            when=When(kinds=(LicenceKind.SERVING,)),
            cap=CapEffect(limit=38, span=CapSpan.AT_ONCE, counts="licences", overflow=Overflow.REFUSE),
            paragraph="punkt 3.1",
        ),
        hours_rule("R-1", 26 * 60, 8 * 60),
        hours_rule("R-2", 23 * 60, None, AreaKind.OUTDOOR),
        Rule(
            code="food",
            kind=RuleKind.FACTOR,
            strength=Strength.FACTOR,
            factor=FactorEffect("Stedet skal ha mat i hele åpningstiden"),
        ),
    ),
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
