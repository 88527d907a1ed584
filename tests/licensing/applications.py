"""The smallest applications that nothing is found against, one for sale and one for serving."""

from datetime import date

from licensing.applicants import Person
from licensing.assessment import AskedHours, Facts, hours_for_place
from licensing.caps import CapCount
from licensing.licences import AreaKind, Audience, Group, LicenceKind, VenueCategory
from licensing.policy import Policy
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Statement, required_statements
from tests.licensing.local_rules import cap, hours

ON = date(2026, 11, 23)
GROUPS = (Group.ONE, Group.TWO, Group.THREE)


def person(reference, kind=LicenceKind.SERVING):
    return Person(reference, date(1987, 4, 15), (kind,), employed=True, manages_elsewhere=False)


def answered_statements(facts):
    return tuple(
        Statement(
            line.body,
            line.question,
            line.subject,
            asked_on=date(2026, 10, 1),
            due_on=date(2026, 10, 29),
            answered_on=date(2026, 10, 20),
            answer=Answer.NO_REMARK,
        )
        for line in required_statements(facts.kind, facts.people())
    )


def with_statements(facts):
    return Facts(**{**vars(facts), "statements": answered_statements(facts)})


SERVING = with_statements(
    Facts(
        kind=LicenceKind.SERVING,
        groups=GROUPS,
        audience=Audience.GENERAL,
        category=VenueCategory.EATING_PLACE,
        first_day=date(2026, 12, 1),
        holder="company",
        influence=("owner",),
        manager=person("manager"),
        deputies=(person("deputy"),),
        hours=hours_for_place(
            LicenceKind.SERVING, GROUPS, AreaKind.INDOOR, ServiceHours.parse("10:00", "24:00")
        ),
        room_licences=(),
        caps=(CapCount("serving", 36),),
    )
)
SALE = with_statements(
    Facts(
        kind=LicenceKind.SALE,
        groups=(Group.ONE,),
        category=VenueCategory.GROCERY,
        holder="company",
        influence=("owner",),
        manager=person("manager", LicenceKind.SALE),
        deputies=(person("deputy", LicenceKind.SALE),),
        hours=(
            AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("08:00", "18:00"), (1, 2, 3, 4, 5)),
            AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("08:00", "15:00"), (6,)),
        ),
        room_licences=(),
    )
)
POLICY = Policy(
    "roros",
    3,
    "Retningslinjer",
    date(2024, 10, 1),
    date(2028, 9, 30),
    rules=(
        cap("serving", 38, kinds=(LicenceKind.SERVING,), paragraph="pkt. 3.1"),
        hours("all", LicenceKind.SERVING, 8 * 60, 25 * 60, paragraph="§ 2"),
        hours("weekend", LicenceKind.SERVING, latest=26 * 60, weekdays=(5, 6), paragraph="§ 3"),
        hours("spirits", LicenceKind.SERVING, earliest=13 * 60, groups=(Group.THREE,)),
        hours("outdoors", LicenceKind.SERVING, latest=23 * 60, areas=(AreaKind.OUTDOOR,), rank=1),
    ),
)
