"""Action plans ("handlingsplaner"): goals, measures by year, costs and indicators."""

from enum import StrEnum


class PlanState(StrEnum):
    """How far a plan has come ("planens tilstand")."""

    DRAFT = "draft"
    ON_HEARING = "on_hearing"
    ADOPTED = "adopted"
    ENDED = "ended"
    DISCARDED = "discarded"


class MeasureVerb(StrEnum):
    """What a plan says shall be done with a measure in a year ("årsmål"): a fixed set."""

    CONTINUE = "continue"
    EVALUATE = "evaluate"
    CARRY_OUT = "carry_out"
    REPEAT = "repeat"
    REINTRODUCE = "reintroduce"
    START = "start"
    ESTABLISH = "establish"
    APPLY_FOR_FUNDS = "apply_for_funds"
    GRANT_FUNDS = "grant_funds"
    MAP = "map"
    COMPLETE = "complete"
    STUDY = "study"
    PLAN = "plan"
    ADJUST = "adjust"
    WIDEN = "widen"
    COOPERATE = "cooperate"
    CONTACT = "contact"


class MeasureStatus(StrEnum):
    """How a measure stands ("status for tiltak")."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_DONE = "not_done"
    RESTING = "resting"


class YearOutcome(StrEnum):
    """What came of what a plan said of a measure in a year ("resultat av årsmål")."""

    PLANNED = "planned"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


class CostEstimate(StrEnum):
    """Whether a cost has a sum ("kostnadsanslag")."""

    ESTIMATED = "estimated"
    NOT_ESTIMATED = "not_estimated"
    OWN_CASE = "own_case"
    """Comes in a case of its own."""
    WITHIN_FRAMES = "within_frames"


class Funding(StrEnum):
    """Who pays for a measure ("finansieringskilde")."""

    BLOCK_GRANT = "block_grant"
    STATE_GRANT = "state_grant"
    OWN_BUDGET = "own_budget"
    FEES = "fees"
    """The licence fees, by the earmark."""
    OTHER = "other"


class GoalOrigin(StrEnum):
    """Whose goal it is ("hvor målet kommer fra")."""

    NATIONAL = "national"
    LOCAL = "local"


class InputVerdict(StrEnum):
    """What was done with an answer to a hearing ("oppfølging av innspill")."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    NOT_FOLLOWED = "not_followed"
