"""What the check finds of the parts that rules point at: unknown, unused, named twice, or without content."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from licensing.assessment.facts import KNOWN_OF_EVERY_CASE
from licensing.policy.checking_days import SampleDays
from licensing.policy.checking_points import EngineDoes, Fact, Point, PolicyPart, Problem
from licensing.policy.local_days import spans_in
from licensing.policy.policies import CategoryTest, Drawn, FactKind, Policy, Zone
from licensing.policy.rules import Rule
from licensing.policy.whens import FactTest

CORNERS = 3


@dataclass(frozen=True)
class Named:
    """What one rule, or one definition of a category, points at by codes."""

    zones: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    local_days: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    tests: tuple[FactTest, ...] = ()


def named_by(rule: Rule) -> Named:
    """Everything that a rule points at."""
    when, tests = rule.when, list(rule.when.tests)
    rules: list[str] = []
    preferred: tuple[str, ...] = ()
    if rule.hours is not None:
        rules = [rule.hours.same_as_rule] if rule.hours.same_as_rule else []
    if rule.condition is not None and rule.condition.test is not None:
        tests.append(rule.condition.test)
    if rule.factor is not None:
        preferred = rule.factor.prefer_zones
    return Named(
        zones=(*when.zones, *when.outside_zones, *preferred),
        questions=rule.questions,
        local_days=when.local_days,
        documents=(rule.document,) if rule.document else (),
        rules=tuple(rules),
        tests=tuple(tests),
    )


def named_by_category(category: CategoryTest) -> Named:
    """Everything that the definition of a category points at."""
    return Named(
        questions=tuple(test.fact for test in category.tests),
        documents=(category.document,) if category.document else (),
        tests=category.tests,
    )


@dataclass(frozen=True)
class References:
    """The codes that a policy knows, held against those that its rules name."""

    policy: Policy

    @cached_property
    def _known(self) -> dict[Problem, frozenset[str]]:
        policy = self.policy
        return {
            Problem.UNKNOWN_DOCUMENT: frozenset(row.code for row in policy.documents),
            Problem.UNKNOWN_ZONE: frozenset(row.code for row in policy.zones),
            Problem.UNKNOWN_LOCAL_DAYS: frozenset(row.code for row in policy.local_days),
            Problem.UNKNOWN_QUESTION: frozenset(
                (*KNOWN_OF_EVERY_CASE, *(row.code for row in policy.questions))
            ),
            Problem.UNKNOWN_RULE: frozenset(row.code for row in policy.rules if row.hours is not None),
        }

    @cached_property
    def _kinds(self) -> dict[str, FactKind]:
        return {row.code: row.kind for row in self.policy.questions}

    @cached_property
    def _all(self) -> tuple[Named, ...]:
        rules = (named_by(rule) for rule in self.policy.rules)
        return (*rules, *(named_by_category(category) for category in self.policy.categories))

    def unknown(self, named: Named, code: str, part: PolicyPart = PolicyPart.RULE) -> Iterator[Point]:
        """The codes that nothing in the policy has, and tests that no answer can pass."""
        for problem, codes in (
            (Problem.UNKNOWN_DOCUMENT, named.documents),
            (Problem.UNKNOWN_ZONE, named.zones),
            (Problem.UNKNOWN_LOCAL_DAYS, named.local_days),
            (Problem.UNKNOWN_QUESTION, named.questions),
            (Problem.UNKNOWN_RULE, named.rules),
        ):
            for other in dict.fromkeys(codes):
                if other not in self._known[problem]:
                    facts: dict[str, Fact] = {"other": other}
                    yield Point(problem, code, None, EngineDoes.CANNOT_USE, facts, part)
        for test in dict.fromkeys(named.tests):
            if not self._fits(test):
                told: dict[str, Fact] = {"other": test.fact}
                yield Point(Problem.TEST_UNFIT, code, None, EngineDoes.CANNOT_USE, told, part)

    def _fits(self, test: FactTest) -> bool:
        """Whether a test asks for an answer of the kind that its question has."""
        between = test.at_least is not None or test.at_most is not None
        kind = self._kinds.get(test.fact)
        if test.equals is None and not between:
            return False
        if kind is None:
            return True
        if kind is FactKind.YES_NO:
            return isinstance(test.equals, bool) and not between
        return between and test.equals is None

    def unused(self) -> Iterator[Point]:
        """Questions, zones and local days that no rule names: worth knowing, and no fault."""
        for problem, part, codes, used in (
            (
                Problem.UNUSED_LOCAL_DAYS,
                PolicyPart.LOCAL_DAYS,
                (row.code for row in self.policy.local_days),
                {code for named in self._all for code in named.local_days},
            ),
            (
                Problem.UNUSED_QUESTION,
                PolicyPart.QUESTION,
                (row.code for row in self.policy.questions),
                {code for named in self._all for code in named.questions},
            ),
        ):
            yield from (
                Point(problem, code, None, EngineDoes.IGNORES, part=part)
                for code in codes
                if code not in used
            )

    @cached_property
    def zones_used(self) -> frozenset[str]:
        """The zones that some rule names."""
        return frozenset(code for named in self._all for code in named.zones)


def codes_given_twice(policy: Policy) -> Iterator[Point]:
    """Codes that two rules, zones or other parts share, so that nobody can tell which one is meant."""
    for part, codes in (
        (PolicyPart.DOCUMENT, [row.code for row in policy.documents]),
        (PolicyPart.ZONE, [row.code for row in policy.zones]),
        (PolicyPart.CATEGORY, [row.category.value for row in policy.categories]),
        (PolicyPart.LOCAL_DAYS, [row.code for row in policy.local_days]),
        (PolicyPart.QUESTION, [row.code for row in policy.questions]),
        (PolicyPart.RULE, [row.code for row in policy.rules]),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                facts: dict[str, Fact] = {"times": times, "other": part.value}
                yield Point(Problem.CODE_TWICE, code, None, EngineDoes.CANNOT_USE, facts, part)


def zones(policy: Policy, references: References) -> Iterator[Point]:
    """Zones that nobody bounds, or that are said to be bounded and are not; and those that no rule names."""
    for zone in policy.zones:
        if zone.code not in references.zones_used:
            yield Point(Problem.UNUSED_ZONE, zone.code, None, EngineDoes.IGNORES, part=PolicyPart.ZONE)
        elif zone.drawn is Drawn.NOBODY:
            yield Point(Problem.ZONE_NOT_DRAWN, zone.code, None, EngineDoes.ASKS, part=PolicyPart.ZONE)
        elif _without_bounds(zone):
            facts: dict[str, Fact] = {"drawn": zone.drawn.value}
            yield Point(
                Problem.ZONE_WITHOUT_BOUNDS, zone.code, None, EngineDoes.ASKS, facts, part=PolicyPart.ZONE
            )


def _without_bounds(zone: Zone) -> bool:
    if zone.drawn is Drawn.PLAN:
        return len(set(zone.outline)) < CORNERS
    return zone.drawn is Drawn.STREETS and not any(street.strip() for street in zone.streets)


def categories(policy: Policy, references: References) -> Iterator[Point]:
    """Definitions of categories that test nothing, or that name what is unknown."""
    for category in policy.categories:
        code = category.category.value
        if not category.tests:
            yield Point(
                Problem.CATEGORY_WITHOUT_TEST,
                code,
                None,
                EngineDoes.TAKES_AS_GIVEN,
                part=PolicyPart.CATEGORY,
            )
        yield from references.unknown(named_by_category(category), code, PolicyPart.CATEGORY)


def local_days_that_never_come(policy: Policy, days: SampleDays) -> Iterator[Point]:
    """Named days without a rule or a date that falls in the policy's period."""
    first, last = days.window
    if first > last:
        return
    for named in policy.local_days:
        spans = (span for year in _years(first.year, last.year) for span in spans_in(named, year))
        if not any(span.first_day <= last and first <= span.last_day for span in spans):
            yield Point(
                Problem.LOCAL_DAYS_NEVER,
                named.code,
                None,
                EngineDoes.NEVER_APPLIES,
                part=PolicyPart.LOCAL_DAYS,
            )


def _years(first: int, last: int) -> Iterable[int]:
    return range(first - 1, last + 1)
