"""Policies and applications at random, for what is true of all of them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from licensing.assessment import AskedHours, CriterionView
from licensing.assessment.facts import GroundView
from licensing.caps import CapCount
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import (
    EFFECT_OF,
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    CaseSort,
    CategoryTest,
    ConditionEffect,
    DayClass,
    DelegationEffect,
    Document,
    Drawn,
    EventEffect,
    FactKind,
    FactorEffect,
    FactTest,
    FeeEffect,
    HoursEffect,
    LegalKind,
    LocalDays,
    Otherwise,
    Overflow,
    PlaceEffect,
    Policy,
    Question,
    Relative,
    RenewalEffect,
    RenewalMode,
    Rule,
    RuleKind,
    StatementsEffect,
    Strength,
    TurnoverEffect,
    Unmet,
    When,
    Yearly,
    Zone,
)
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from licensing.tariffs import LowTurnoverStep, Tariff, TariffMethod, TariffPer, TariffStep, flat
from tests.licensing.applications import SALE, SERVING

ZONES = ("centre", "homes")
YES_NO, NUMBERS, TIMES = ("trained", "walled"), ("rooms",), ("leaves", "returns")
DAYS = (LocalDays("fair", "Martnan", Yearly(lasting=5, month=2, weekday=2, nth=-2)),)
PLACES = (VenueCategory.EATING_PLACE, VenueCategory.PUB_BAR, VenueCategory.HOTEL, VenueCategory.GROCERY)
SEASONS = (Season.parse("05-15", "08-31"), Season.parse("09-01", "05-14"))
# Hours come in halves, so that many meet exactly; what is odd is found by the tests of hours themselves.
HALF_HOURS = st.integers(0, 60).map(lambda half: half * 30)
BINDING = (Strength.HARD, Strength.DEFAULT, Strength.CONDITION, Strength.FACTOR)


def few(members):
    """None, one or two of some members; none often means all."""
    return st.one_of(st.just(()), some(members))


def some(members):
    """One or two of some members."""
    return st.lists(st.sampled_from(tuple(members)), min_size=1, max_size=2, unique=True).map(tuple)


def tests():
    """A test of an answer, of the kind that its question has."""
    return st.one_of(
        st.builds(FactTest, st.sampled_from(YES_NO), equals=st.booleans()),
        st.builds(FactTest, st.sampled_from(NUMBERS), at_least=st.integers(0, 40)),
        st.builds(FactTest, st.sampled_from(TIMES), at_most=HALF_HOURS),
        st.builds(FactTest, st.just("latest_hour"), at_least=HALF_HOURS),
    )


CONDITIONS_OF_A_RULE = {
    "kinds": some(LicenceKind),
    "types": some((LicenceType.PERMANENT, LicenceType.AMBULATORY)),
    "sorts": some((CaseSort.NEW, CaseSort.RENEWAL, CaseSort.TRANSFER)),
    "groups": some(Group),
    "areas": some(AreaKind),
    "audiences": some(Audience),
    "categories": some(PLACES),
    "zones": some(ZONES),
    "outside_zones": some(ZONES),
    "weekdays": some(range(1, 8)),
    "day_classes": some((DayClass.SUNDAY, DayClass.EVE, DayClass.HOLIDAY)),
    "season": st.sampled_from(SEASONS),
    "local_days": st.just(("fair",)),
    "tests": tests().map(lambda test: (test,)),
}


@st.composite
def whens(draw):
    """The conditions of a rule: seldom more than two, or no case would meet them."""
    names = draw(st.lists(st.sampled_from(sorted(CONDITIONS_OF_A_RULE)), max_size=2, unique=True))
    return When(**{name: draw(CONDITIONS_OF_A_RULE[name]) for name in names})


MINUTES = st.one_of(st.none(), HALF_HOURS)
TIMES_SET = st.builds(HoursEffect, earliest=MINUTES, latest=MINUTES)
HOURS = st.one_of(
    TIMES_SET,
    TIMES_SET,
    st.builds(HoursEffect, closed=st.just(True)),
    st.builds(HoursEffect, same_as_area=st.sampled_from(AreaKind)),
    st.builds(HoursEffect, may_shorten=st.just(True)),
    st.builds(HoursEffect, relative=st.just(Relative("leaves", 60, "returns", 60))),
)
CAPS = st.builds(
    CapEffect,
    limit=st.one_of(st.none(), st.integers(0, 5)),
    percent=st.one_of(st.none(), st.integers(0, 100)),
    percent_of=st.sampled_from([None, *LicenceKind]),
    stated=st.sampled_from(CapStated),
    span=st.sampled_from(CapSpan),
    scope=st.sampled_from(CapScope),
    counts=st.sampled_from(["", "bevillinger"]),
    exempt=few(PLACES),
    overflow=st.sampled_from(Overflow),
    transfer_keeps_seat=st.sampled_from([None, True, False]),
    pending_reserves=st.sampled_from([None, True, False]),
)
CONDITIONS = st.builds(
    ConditionEffect,
    text=st.just("Stedet skal ha vakter."),
    standard=st.booleans(),
    test=st.one_of(st.none(), tests()),
    unmet=st.sampled_from(Unmet),
)
EFFECTS = {
    RuleKind.HOURS: HOURS,
    RuleKind.OPENING: TIMES_SET,
    RuleKind.CAP: CAPS,
    RuleKind.PLACE: st.builds(
        PlaceEffect,
        allow=st.one_of(st.none(), st.sampled_from(Allow)),
        only_categories=few(PLACES),
        only_where=st.sampled_from(["", "avskjermet område"]),
        only_where_fact=st.sampled_from(["", "walled"]),
        only_groups=st.sampled_from([(), (Group.ONE,), (Group.ONE, Group.TWO)]),
    ),
    RuleKind.CONDITION: CONDITIONS,
    RuleKind.FACTOR: st.builds(
        FactorEffect, st.just("Nærhet til skole"), prefer_categories=few(PLACES), prefer_zones=few(ZONES)
    ),
    RuleKind.EVENT: st.builds(EventEffect, notice_days=st.integers(0, 30)),
    RuleKind.DELEGATION: st.just(DelegationEffect(body="formannskapet")),
    RuleKind.STATEMENTS: st.just(StatementsEffect(bodies=("kommuneoverlegen",))),
    RuleKind.TURNOVER: st.just(TurnoverEffect(due="03-01")),
    RuleKind.RENEWAL: st.builds(RenewalEffect, st.sampled_from(RenewalMode)),
    RuleKind.FEE: st.builds(
        FeeEffect,
        tariff=st.sampled_from(
            [
                flat(120_000),
                Tariff(TariffMethod.GUESTS, steps=(TariffStep(150, 44_000), TariffStep(None, 110_000))),
                Tariff(TariffMethod.SHARE_OF_MINIMUM, share=Fraction(1, 6), per=TariffPer.DAY),
            ]
        ),
        low_turnover=st.sampled_from([(), (LowTurnoverStep(150_000, share=Fraction(1, 2)),)]),
    ),
}


@st.composite
def rules(draw, code="R1", kinds=tuple(RuleKind), strengths=BINDING):
    """One rule, with the effect of its kind."""
    kind = draw(st.sampled_from(kinds))
    effect = {EFFECT_OF[kind]: draw(EFFECTS[kind])} if kind in EFFECT_OF else {}
    return Rule(
        code,
        kind,
        draw(st.sampled_from(strengths)),
        draw(whens()),
        words=f"Regel {code}",
        exception=draw(st.sampled_from(["", "etter en samlet vurdering"])),
        document=draw(st.sampled_from(["F", "R"])),
        paragraph=f"§ {code}",
        rank=draw(st.integers(0, 1)),
        **effect,
    )


@st.composite
def policies(draw, *, kinds=tuple(RuleKind), most=6):
    """A policy of some rules, with the zones, questions and days that they speak of."""
    count = draw(st.integers(1, most))
    definitions = draw(st.lists(st.sampled_from(PLACES), max_size=1, unique=True))
    return Policy(
        "p",
        1,
        "Retningslinjer",
        date(2024, 10, 1),
        date(2028, 9, 30),
        municipalities=("5025",),
        documents=(
            Document("F", LegalKind.REGULATION, "Forskrift", "forskriften"),
            Document("R", LegalKind.GUIDELINES, "Retningslinjer", "retningslinjene"),
        ),
        zones=tuple(Zone(code, code, Drawn.CASE_BY_CASE) for code in ZONES),
        categories=tuple(
            CategoryTest(place, tests=(draw(tests()),), otherwise=draw(st.sampled_from(Otherwise)))
            for place in definitions
        ),
        local_days=DAYS,
        questions=(
            *(Question(code, code) for code in YES_NO),
            *(Question(code, code, FactKind.NUMBER) for code in NUMBERS),
            *(Question(code, code, FactKind.TIME) for code in TIMES),
        ),
        rules=tuple(draw(rules(f"R{number}", kinds)) for number in range(count)),
    )


@st.composite
def spans(draw):
    """Hours of the service day, mostly such as the law lets anybody serve in."""
    if draw(st.booleans()):
        return ServiceHours(draw(st.integers(26, 40)) * 30, draw(st.integers(41, 48)) * 30)
    start = draw(st.integers(12, 59))
    return ServiceHours(start * 30, draw(st.integers(start + 1, 60)) * 30)


@st.composite
def applications(draw, policy):
    """An application in which nothing is wrong by law but perhaps the hours; some answers are missing."""
    base = draw(st.sampled_from([SERVING, SERVING, SALE]))
    areas = (AreaKind.INDOOR,) if base is SALE else draw(st.sampled_from([(area,) for area in AreaKind]))
    known = {
        **{code: draw(st.sampled_from([None, True, False])) for code in YES_NO},
        **{code: draw(st.one_of(st.none(), st.integers(0, 60))) for code in NUMBERS},
        **{code: draw(st.one_of(st.none(), HALF_HOURS)) for code in TIMES},
    }
    counted = [
        CapCount(
            rule.code,
            draw(st.integers(0, 6)),
            draw(st.integers(0, 2)),
            draw(st.one_of(st.none(), st.integers(0, 20))),
        )
        for rule in policy.caps
        if draw(st.integers(0, 9))
    ]
    hours = tuple(
        AskedHours(area, group, draw(spans()), draw(few(range(1, 8))))
        for area in areas
        for group in base.groups or ()
    )
    return replace(
        base,
        category=draw(st.sampled_from([base.category, base.category, *PLACES])),
        audience=draw(st.sampled_from([base.audience, *Audience])),
        hours=hours,
        caps=tuple(counted),
        zones=draw(st.sampled_from([None, (), ("centre",), ("homes",), ZONES])),
        answers={code: value for code, value in known.items() if value is not None},
        sort=draw(st.sampled_from([None, CaseSort.NEW, CaseSort.RENEWAL, CaseSort.TRANSFER])),
        criteria=tuple(
            CriterionView(rule.code, draw(st.sampled_from([None, True, False])), "Vurdert")
            for rule in policy.criteria
        ),
        grounds=tuple(
            GroundView(rule.code, "Avsides beliggende")
            for rule in policy.rules
            if not draw(st.integers(0, 3))
        ),
        criteria_fixed=draw(st.sampled_from([None, True, False])),
    )
