"""What the check finds of rules one by one, whatever their family, and of those that contradict."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import combinations

from licensing.errors import BadValue
from licensing.law import AF_3_4, AF_10_2, ALKL_1_7, ALKL_1_7A, Citation
from licensing.licences import OCCASIONAL, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy.checking_caps import same_when
from licensing.policy.checking_days import SampleDays
from licensing.policy.checking_overlaps import meet, overlap, tests_fit_together
from licensing.policy.checking_points import EngineDoes, Fact, Point, Problem
from licensing.policy.effects import (
    Allow,
    DelegationEffect,
    EventEffect,
    FactorEffect,
    FeeEffect,
    HoursEffect,
    PlaceEffect,
    StatementsEffect,
    TurnoverEffect,
)
from licensing.policy.policies import Policy
from licensing.policy.rules import EFFECT_OF, Rule, RuleKind, Strength
from licensing.policy.whens import CaseSort, When
from licensing.seasons import month_and_day

# Those who can never sell. Law: alkoholforskriften § 3-4.
NEVER_SELL = frozenset({VenueCategory.KIOSK, VenueCategory.PETROL_STATION})
OPEN, SHUT = frozenset({Allow.YES, Allow.NORMALLY}), frozenset({Allow.NEVER, Allow.NORMALLY_NOT})
WEIGHED = frozenset({RuleKind.FACTOR, RuleKind.OTHER})
WEIGHING = frozenset({Strength.FACTOR, Strength.INFO})
# What a rule that says nothing does. A cap that gives no number has points of its own.
EMPTY = (
    HoursEffect(),
    PlaceEffect(),
    EventEffect(),
    DelegationEffect(),
    StatementsEffect(),
    TurnoverEffect(),
    FeeEffect(),
)
# Families of which a case can follow one rule only.
ONE_ANSWER = (RuleKind.RENEWAL, RuleKind.TURNOVER, RuleKind.FEE)


def content(rule: Rule) -> Iterator[Point]:
    """Rules that say nothing, or that the engine can only keep as words."""
    if rule.kind in EFFECT_OF and getattr(rule, EFFECT_OF[rule.kind]) is None:
        yield Point(Problem.EFFECT_MISSING, rule.code, None, EngineDoes.CANNOT_USE)
    elif rule.condition is not None and not rule.condition.text.strip():
        yield Point(Problem.CONDITION_WITHOUT_TEXT, rule.code, None, EngineDoes.LEAVES_BLANK)
    elif _says_nothing(rule):
        yield Point(Problem.EFFECT_EMPTY, rule.code, None, EngineDoes.NEVER_APPLIES)
    elif rule.kind is RuleKind.OTHER and rule.strength is not Strength.INFO:
        yield Point(Problem.KEPT_AS_WORDS, rule.code, None, EngineDoes.WEIGHS)
    elif rule.kind is RuleKind.POINTS and rule.strength is not Strength.INFO:
        yield Point(Problem.OWN_POINT_SCALE, rule.code, AF_10_2, EngineDoes.IGNORES)
    elif rule.turnover is not None and rule.turnover.due and not _is_day_of_year(rule.turnover.due):
        due: dict[str, Fact] = {"due": rule.turnover.due}
        yield Point(Problem.TURNOVER_DAY, rule.code, None, EngineDoes.CANNOT_USE, due)


def _says_nothing(rule: Rule) -> bool:
    if rule.kind not in EFFECT_OF:
        return not rule.words.strip()
    if rule.factor is not None:
        return rule.factor == FactorEffect(text="") and not rule.words.strip()
    return getattr(rule, EFFECT_OF[rule.kind]) in EMPTY


def _is_day_of_year(text: str) -> bool:
    try:
        month_and_day(text)
    except BadValue:
        return False
    return True


def source(rule: Rule, policy: Policy) -> Iterator[Point]:
    """A rule without a document cannot be cited; a policy without any is one point, not one for each rule."""
    if not rule.document and policy.documents:
        yield Point(Problem.SOURCE_MISSING, rule.code, None, EngineDoes.CITES_NOTHING)


def reach(rule: Rule, policy: Policy, days: SampleDays) -> Iterator[Point]:
    """Rules that no case will ever meet: the wrong municipality, no day left, or conditions that shut out."""
    strangers = sorted(set(rule.municipalities) - set(policy.municipalities))
    if strangers and policy.municipalities:
        told: dict[str, Fact] = {"municipalities": strangers}
        yield Point(Problem.MUNICIPALITY_OUTSIDE, rule.code, None, EngineDoes.NEVER_APPLIES, told)
    if rule.first_day and rule.last_day and rule.last_day < rule.first_day:
        yield Point(Problem.RULE_DAYS_BACKWARDS, rule.code, None, EngineDoes.NEVER_APPLIES, _days_of(rule))
    elif (rule.last_day is not None and rule.last_day < policy.first_day) or (
        rule.first_day is not None and policy.last_day is not None and policy.last_day < rule.first_day
    ):
        yield Point(Problem.RULE_OUTSIDE_PERIOD, rule.code, None, EngineDoes.NEVER_APPLIES, _days_of(rule))
    elif days.days and _names_days(rule.when) and not days.of(rule):
        yield Point(Problem.NO_DAY_LEFT, rule.code, None, EngineDoes.NEVER_APPLIES)
    reason = _shut_out(rule.when)
    if reason:
        why: dict[str, Fact] = {"reason": reason}
        yield Point(Problem.NEVER_MATCHES, rule.code, None, EngineDoes.NEVER_APPLIES, why)


def _days_of(rule: Rule) -> dict[str, Fact]:
    return {
        name: day.isoformat()
        for name, day in (("first_day", rule.first_day), ("last_day", rule.last_day))
        if day is not None
    }


def _names_days(when: When) -> bool:
    return bool(when.weekdays) or when.hangs_on_the_day


def _shut_out(when: When) -> str:
    """Which conditions shut each other out; empty where some case can meet them all."""
    kinds, types, groups = set(when.kinds), set(when.types), set(when.groups)
    if types and (
        (kinds == {LicenceKind.SERVING} and types == {LicenceType.OUTLET})
        or (kinds == {LicenceKind.SALE} and types == {LicenceType.AMBULATORY})
    ):
        return "types"
    not_outlet = bool(types) and LicenceType.OUTLET not in types
    if (groups == {Group.THREE} and kinds == {LicenceKind.SALE} and not_outlet) or (
        groups == {Group.ONE} and types == {LicenceType.OUTLET}
    ):
        return "groups"
    if when.audiences and kinds == {LicenceKind.SALE}:
        return "audiences"
    if types and set(when.sorts) == {CaseSort.EVENT} and types.isdisjoint(OCCASIONAL):
        return "sorts"
    if types and when.sorts and CaseSort.EVENT not in when.sorts and types <= OCCASIONAL:
        return "sorts"
    if when.zones and set(when.zones) <= set(when.outside_zones):
        return "zones"
    return "" if tests_fit_together(when.tests) else "tests"


def strength(rule: Rule, policy: Policy) -> Iterator[Point]:
    """A strength that a rule of its family, or of its document, cannot have."""
    if rule.strength is Strength.LAW:
        yield Point(Problem.STRENGTH_OF_LAW, rule.code, ALKL_1_7A, EngineDoes.CANNOT_USE)
    elif rule.kind in WEIGHED and rule.strength not in WEIGHING:
        told: dict[str, Fact] = {"strength": rule.strength.value}
        yield Point(Problem.STRENGTH_UNFIT, rule.code, ALKL_1_7A, EngineDoes.WEIGHS, told)
    if _never_dispenses(rule) and not policy.is_regulation(rule):
        # Discretion may not be bound: the single case is looked at, whatever the guidelines say.
        yield Point(Problem.NO_EXCEPTION, rule.code, ALKL_1_7A, EngineDoes.PROPOSES_REFUSAL)


def _never_dispenses(rule: Rule) -> bool:
    if rule.strength is not Strength.HARD or rule.place is None or rule.exception.strip():
        return False
    return rule.place.allow in SHUT or bool(rule.place.only_categories)


def place(rule: Rule) -> Iterator[Point]:
    """A place rule that lets those sell who never can. Law: alkoholforskriften § 3-4."""
    if rule.place is None or (rule.when.kinds and LicenceKind.SALE not in rule.when.kinds):
        return
    named = set(rule.place.only_categories)
    if rule.place.allow in OPEN:
        named |= set(rule.when.categories)
    forbidden = sorted(category.value for category in named & NEVER_SELL)
    if forbidden:
        told: dict[str, Fact] = {"categories": forbidden}
        yield Point(Problem.FORBIDDEN_ALLOWED, rule.code, AF_3_4, EngineDoes.LAW_HOLDS, told)


def places_that_contradict(rules: Sequence[Rule], days: SampleDays) -> Iterator[Point]:
    """Two rules equal in rank and narrowness that give the same place opposite answers."""
    answering = [
        rule
        for rule in rules
        if rule.place is not None and rule.place.allow is not None and rule.strength not in WEIGHING
    ]
    for one, other in combinations(answering, 2):
        if one.precedence == other.precedence and _opposite(one, other) and overlap(one, other, days):
            yield _pair(Problem.PLACES_CONTRADICT, one, other, ALKL_1_7A, EngineDoes.STRICTER_HOLDS)


def _opposite(one: Rule, other: Rule) -> bool:
    allowed = [rule.place.allow for rule in (one, other) if rule.place is not None]
    return any(allow in OPEN for allow in allowed) and any(allow in SHUT for allow in allowed)


def delegation(rule: Rule) -> Iterator[Point]:
    """A text that names people and delegates nothing. Law: alkoholloven § 1-7."""
    if rule.delegation is not None and rule.delegation.mode is None:
        yield Point(Problem.DELEGATION_WITHOUT_MODE, rule.code, ALKL_1_7, EngineDoes.IGNORES)


def delegations_alike(rules: Sequence[Rule], days: SampleDays) -> Iterator[Point]:
    """Two rules that delegate the same decisions."""
    delegating = [rule for rule in rules if rule.delegation is not None and rule.delegation.mode is not None]
    for one, other in combinations(delegating, 2):
        if one.delegation is None or other.delegation is None:
            continue
        about = {(row.matter, row.outcome) for row in (one.delegation, other.delegation)}
        # Of two that began on different days the later one holds, as a rule that replaces another should.
        if len(about) == 1 and one.first_day == other.first_day and _alike(one, other, days):
            yield _pair(Problem.DELEGATIONS_ALIKE, one, other, ALKL_1_7, EngineDoes.STRICTER_HOLDS)


def rules_that_contradict(rules: Sequence[Rule], days: SampleDays) -> Iterator[Point]:
    """Two rules on the same renewal, turnover statement or fee that say different things."""
    single = [rule for rule in rules if rule.kind in ONE_ANSWER and rule.strength not in WEIGHING]
    for one, other in combinations(single, 2):
        if one.kind is not other.kind or one.precedence != other.precedence:
            continue
        if _say_otherwise(one, other) and _alike(one, other, days):
            yield _pair(Problem.RULES_CONTRADICT, one, other, None, EngineDoes.SHOWS_BOTH)


def _say_otherwise(one: Rule, other: Rule) -> bool:
    """Whether two rules of a kind both say something of the same, and not the same."""
    effects = [getattr(rule, EFFECT_OF[rule.kind]) for rule in (one, other)]
    if any(effect is None for effect in effects):
        return False
    first, second = effects
    return any(
        getattr(first, part.name) != getattr(second, part.name)
        for part in fields(first)
        if all(getattr(effect, part.name) not in (None, "", ()) for effect in effects)
    )


def _alike(one: Rule, other: Rule, days: SampleDays) -> bool:
    return (
        same_when(one.when, other.when)
        and meet(one.municipalities, other.municipalities)
        and not days.of(one).isdisjoint(days.of(other))
    )


def _pair(problem: Problem, one: Rule, other: Rule, citation: Citation | None, does: EngineDoes) -> Point:
    told: dict[str, Fact] = {"other": other.code}
    return Point(problem, one.code, citation, does, told)
