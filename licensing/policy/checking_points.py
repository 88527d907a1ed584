"""Check points ("kontrollpunkter"): what the check of a policy can find, and what the engine then does."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licensing.law import Citation

Fact = str | int | bool | None | list[str]


class Problem(StrEnum):
    """Everything that the check of a policy can find ("feil eller mangel i retningslinjene")."""

    PERIOD_BACKWARDS = "period_backwards"
    NO_DOCUMENTS = "no_documents"
    CODE_TWICE = "code_twice"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_LOCAL_DAYS = "unknown_local_days"
    UNKNOWN_RULE = "unknown_rule"
    UNUSED_ZONE = "unused_zone"
    UNUSED_QUESTION = "unused_question"
    UNUSED_LOCAL_DAYS = "unused_local_days"
    TEST_UNFIT = "test_unfit"
    EFFECT_MISSING = "effect_missing"
    EFFECT_EMPTY = "effect_empty"
    SOURCE_MISSING = "source_missing"
    MUNICIPALITY_OUTSIDE = "municipality_outside"

    ZONE_NOT_DRAWN = "zone_not_drawn"
    ZONE_WITHOUT_BOUNDS = "zone_without_bounds"
    CATEGORY_WITHOUT_TEST = "category_without_test"
    LOCAL_DAYS_NEVER = "local_days_never"

    RULE_DAYS_BACKWARDS = "rule_days_backwards"
    RULE_OUTSIDE_PERIOD = "rule_outside_period"
    NO_DAY_LEFT = "no_day_left"
    NEVER_MATCHES = "never_matches"
    STRENGTH_OF_LAW = "strength_of_law"
    STRENGTH_UNFIT = "strength_unfit"
    NO_EXCEPTION = "no_exception"
    KEPT_AS_WORDS = "kept_as_words"

    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    SALE_ON_DAY_OFF = "sale_on_day_off"
    SPIRITS_AFTER_OTHERS = "spirits_after_others"
    HOURS_BACKWARDS = "hours_backwards"
    HOURS_DISAGREE = "hours_disagree"
    HOURS_WITHOUT_TEST = "hours_without_test"
    SAME_AS_CIRCLE = "same_as_circle"
    MAY_SHORTEN = "may_shorten"

    CAP_IMPOSSIBLE = "cap_impossible"
    CAP_WITHOUT_NUMBER = "cap_without_number"
    CAP_NUMBER_DENIED = "cap_number_denied"
    CAP_OF_NOTHING = "cap_of_nothing"
    CAP_TWO_NUMBERS = "cap_two_numbers"
    CAP_ZONE_UNSAID = "cap_zone_unsaid"
    CAP_SILENT = "cap_silent"
    CAPS_CONTRADICT = "caps_contradict"

    OWN_POINT_SCALE = "own_point_scale"
    FORBIDDEN_ALLOWED = "forbidden_allowed"
    PLACES_CONTRADICT = "places_contradict"
    CONDITION_WITHOUT_TEXT = "condition_without_text"
    FEE_ABOVE_LIMIT = "fee_above_limit"
    FEE_ABOVE_MINIMUM = "fee_above_minimum"
    CHARGE_WITHOUT_BASIS = "charge_without_basis"
    TARIFF_BROKEN = "tariff_broken"
    STEPS_DISORDERED = "steps_disordered"
    STEPS_END = "steps_end"
    TURNOVER_DAY = "turnover_day"
    DELEGATION_WITHOUT_MODE = "delegation_without_mode"
    DELEGATIONS_ALIKE = "delegations_alike"
    RULES_CONTRADICT = "rules_contradict"


class EngineDoes(StrEnum):
    """What the engine will do about a point ("hva systemet gjør")."""

    CLIPS = "clips"
    LAW_HOLDS = "law_holds"
    STRICTER_HOLDS = "stricter_holds"
    STRICTER_HOLDS_AND_ASKS = "stricter_holds_and_asks"
    SHOWS_BOTH = "shows_both"
    ASKS = "asks"
    PROPOSES_REFUSAL = "proposes_refusal"
    PROPOSES_REFUSAL_AND_ASKS = "proposes_refusal_and_asks"
    IGNORES = "ignores"
    WEIGHS = "weighs"
    TAKES_AS_GIVEN = "takes_as_given"
    CLOSES = "closes"
    LEAVES_BLANK = "leaves_blank"
    STOPS_FEE = "stops_fee"
    FLAGS_FEE = "flags_fee"
    TAKES_FIRST_STEP = "takes_first_step"
    NEVER_APPLIES = "never_applies"
    CITES_NOTHING = "cites_nothing"
    CANNOT_USE = "cannot_use"


class PolicyPart(StrEnum):
    """The part of a policy that a point is about ("del av retningslinjene")."""

    POLICY = "policy"
    DOCUMENT = "document"
    ZONE = "zone"
    CATEGORY = "category"
    LOCAL_DAYS = "local_days"
    QUESTION = "question"
    RULE = "rule"


# The engine could not give one answer, so a policy with such a point is not put in force.
BLOCKING = frozenset({EngineDoes.CANNOT_USE})

# What is worth knowing, and lawful as it stands: nobody has to answer it.
NOTED = frozenset(
    {
        Problem.UNUSED_ZONE,
        Problem.UNUSED_QUESTION,
        Problem.UNUSED_LOCAL_DAYS,
        Problem.CATEGORY_WITHOUT_TEST,
        Problem.NO_EXCEPTION,
        Problem.KEPT_AS_WORDS,
        Problem.MAY_SHORTEN,
        Problem.DELEGATION_WITHOUT_MODE,
    }
)


@dataclass(frozen=True)
class Point:
    """One point of the check: what is wrong or unsaid, where, by which section, and what the engine does."""

    problem: Problem
    rule: str
    """The code of the rule; of the zone, question or other part where the point is about one of those."""
    citation: Citation | None
    does: EngineDoes
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)
    """`other` is the code of a second rule, or of what the rule points at."""
    part: PolicyPart = PolicyPart.RULE

    @property
    def blocking(self) -> bool:
        """Whether the policy cannot be put in force before the text is mended."""
        return self.does in BLOCKING

    @property
    def needs_answer(self) -> bool:
        """Whether somebody has to answer the point before the policy is put in force."""
        return self.problem not in NOTED

    @property
    def key(self) -> str:
        """What an answer is kept under: the same as long as the point is the same."""
        other = self.facts.get("other")
        return ":".join(str(part) for part in (self.problem.value, self.rule, other) if part)


def usable(points: Iterable[Point]) -> bool:
    """Whether the engine can give one answer to every case: no point blocks."""
    return not any(point.blocking for point in points)


def unanswered(points: Iterable[Point], answered: Collection[str]) -> tuple[Point, ...]:
    """The points that hold a policy back: those that block, and those that nobody has answered."""
    return tuple(
        point for point in points if point.blocking or (point.needs_answer and point.key not in answered)
    )
