"""Applications that nothing in the law speaks against, to be judged by the texts of the library."""

from dataclasses import replace
from datetime import date, timedelta

from app.cases.queries.assessed_rules import policy_names
from app.labels import finding_text
from app.policy.library import library_entry
from licensing.applicants import Person
from licensing.assessment import AskedHours, Facts, assess, hours_for_place
from licensing.assessment.facts import HeldTerms
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import ChangeKind, Matter
from licensing.occasions import Company
from licensing.policy import CaseSort
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Statement, required_statements

ONE_TWO = (Group.ONE, Group.TWO)
ALL = (Group.ONE, Group.TWO, Group.THREE)
INDOOR, OUTDOOR = AreaKind.INDOOR, AreaKind.OUTDOOR
CLOSED = Company(circle_fixed=True, tickets=False, sign_up=False, member_meeting=False, advertised=False)
OPEN = Company(circle_fixed=False, tickets=True, sign_up=False, member_meeting=False, advertised=True)
BORN = date(1980, 4, 15)


def library_policy(code, *numbers):
    """A text of the library, as it is for one municipality."""
    policy = library_entry(code).read.policy
    return policy.for_municipality(*(numbers or policy.municipalities[:1]))


def person(reference, kind=LicenceKind.SERVING):
    return Person(reference, BORN, (kind,), employed=True, manages_elsewhere=False)


def hours(start, end, groups=ALL, area=INDOOR, kind=LicenceKind.SERVING):
    return hours_for_place(kind, groups, area, ServiceHours.parse(start, end))


def spirits(start, end, area=INDOOR):
    return (AskedHours(area, Group.THREE, ServiceHours.parse(start, end)),)


def heard(facts, on):
    """The case with every statement answered, and nothing against it."""
    asked = required_statements(facts.kind, facts.people(), plan=facts.plan)
    return replace(
        facts,
        statements=tuple(
            Statement(
                line.body,
                line.question,
                line.subject,
                asked_on=on - timedelta(days=60),
                due_on=on - timedelta(days=32),
                answered_on=on - timedelta(days=40),
                answer=Answer.NO_REMARK,
            )
            for line in asked
        ),
    )


def serving(on, category, asked, **more):
    """A new serving place."""
    groups = tuple(sorted({row.group for row in asked}))
    told = {
        "kind": LicenceKind.SERVING,
        "groups": groups,
        "audience": Audience.GENERAL,
        "category": category,
        "first_day": on + timedelta(days=7),
        "holder": "company",
        "influence": ("owner",),
        "manager": person("manager"),
        "deputies": (person("deputy"),),
        "hours": asked,
        "room_licences": (),
        "zones": (),
    }
    return heard(Facts(**told | more), on)


def selling(on, category, **more):
    """A new shop."""
    sale = LicenceKind.SALE
    told = {
        "kind": sale,
        "groups": (Group.ONE,),
        "category": category,
        "first_day": on + timedelta(days=7),
        "holder": "company",
        "influence": ("owner",),
        "manager": person("manager", sale),
        "deputies": (person("deputy", sale),),
        "hours": hours("08:00", "18:00", (Group.ONE,), kind=sale),
        "room_licences": (),
        "zones": (),
    }
    return heard(Facts(**told | more), on)


def longer_hours(on, category, asked, held, **more):
    """A licence whose holder asks for longer hours."""
    facts = serving(on, category, asked, **more)
    return heard(
        replace(
            facts,
            matter=Matter.TERMS,
            change=ChangeKind.HOURS,
            terms=HeldTerms(held_groups=facts.groups, held_category=category, held_hours=held),
        ),
        on,
    )


def hours_once(on, category, asked, days):
    """A licence whose holder asks for longer hours on some days."""
    facts = serving(on, category, asked)
    terms = HeldTerms(held_groups=facts.groups, held_category=category, days=days)
    return heard(replace(facts, matter=Matter.TERMS, change=ChangeKind.HOURS_ONCE, terms=terms), on)


def renewal(on, category, asked, **more):
    """A licence that is applied for again at the general renewal."""
    return replace(serving(on, category, asked, **more), sort=CaseSort.RENEWAL)


def transfer(on, category, asked, **more):
    """A new owner of a place."""
    return replace(serving(on, category, asked, **more), sort=CaseSort.TRANSFER)


def event(on, day, asked, *, groups=ONE_TWO, closed=False, days=1, category=VenueCategory.OTHER, **more):
    """An event: ambulatory where it is a closed company, else for a single occasion."""
    span = ServiceHours.parse(*asked)
    rows = tuple(
        OccasionHours("room:1", INDOOR, day + timedelta(days=number), span) for number in range(days)
    )
    told = {
        "matter": Matter.EVENT,
        "type": LicenceType.AMBULATORY if closed else LicenceType.SINGLE_OCCASION,
        "kind": LicenceKind.SERVING,
        "groups": groups,
        "audience": Audience.CLOSED_COMPANY if closed else Audience.GENERAL,
        "category": category,
        "holder": "holder",
        "influence": (),
        "manager": person("responsible"),
        "deputies": (person("deputy"),),
        "room_licences": (),
        "statements": (),
        "asks": False,
        "zones": (),
        "received_on": on,
        "occasion": OccasionFacts(days=rows, company=CLOSED if closed else OPEN, guests=120),
    }
    return Facts(**told | more)


class Judged:
    """What `assess` answered, as tests look at it."""

    def __init__(self, facts, policy, on):
        self.assessment = assess(facts, policy, on)
        self.policy = policy
        self.outcome = self.assessment.outcome.value
        self.groups = tuple(int(group) for group in self.assessment.groups)
        names = policy_names(policy)
        self.asked = [finding_text(row, names) for row in self.assessment.asked]

    def of(self, rule):
        """The findings of a rule of the policy, also where it answered together with others."""
        return [row for row in self.assessment.findings if rule in row.rule.split(",")]

    def one(self, rule, outcome):
        """The one finding of a rule with an outcome."""
        (found,) = [row for row in self.of(rule) if row.outcome.value == outcome]
        return found

    def outcomes(self, rule):
        return {row.outcome.value for row in self.of(rule)}

    def allowed(self, *, area="indoor", group=1):
        """What is left of the hours asked for where something is cut, day by day."""
        return {
            (str(row.facts.get("weekdays") or row.facts.get("days")), *(row.facts["allowed"] or ("closed",)))
            for row in self.assessment.findings
            if row.outcome.value in ("partly", "refuse")
            and row.facts.get("area") == area
            and (row.facts.get("group") == group or str(group) in str(row.facts.get("groups")))
        }

    @property
    def conditions(self):
        return [self.policy.rule(code).condition.text for code in self.assessment.conditions]

    @property
    def blocking(self):
        """What stands in the way of a grant, for a failure that can be read."""
        return [
            (row.code.value, row.rule, row.outcome.value, dict(row.facts))
            for row in self.assessment.findings
            if row.outcome.value != "ok"
        ]
