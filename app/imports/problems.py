"""Why a row cannot be taken in, and what is told about one that can; the sentences stand in app/wording/."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RowProblem(StrEnum):
    """Why a row of a file cannot be taken in."""

    FORMULA = "formula"
    MISSING = "missing"
    DATE = "date"
    ENDS_BEFORE_START = "ends_before_start"
    GROUP = "group"
    GROUP_SET = "group_set"
    GROUP_SET_SALE = "group_set_sale"
    ORGANISATION_NUMBER = "organisation_number"
    SUB_UNIT = "sub_unit"
    MUNICIPALITY_NUMBER = "municipality_number"
    OLD_MUNICIPALITY_NUMBER = "old_municipality_number"
    POSTCODE = "postcode"
    TYPE_CODE_UNKNOWN = "type_code_unknown"
    TEXT_TOO_LONG = "text_too_long"
    NUMBER_TWICE = "number_twice"
    OTHER_HOLDER = "other_holder"
    OTHER_KIND = "other_kind"
    OTHER_VENUE = "other_venue"
    PLACE_TAKEN = "place_taken"
    LICENCE_UNKNOWN = "licence_unknown"
    HOURS = "hours"
    HOURS_OUTSIDE_LAW = "hours_outside_law"
    LITRES = "litres"
    IDENTITY = "identity"
    IDENTITY_WITHOUT_NAME = "identity_without_name"
    IDENTITY_IN_TEXT = "identity_in_text"


class RowNote(StrEnum):
    """What is told about a row that is taken in all the same."""

    LONGER_THAN_LAW = "longer_than_law"
    PERIOD_NOT_KNOWN = "period_not_known"
    NO_ADDRESS = "no_address"
    SUB_UNIT_DIFFERS = "sub_unit_differs"
    BEGAN_EARLIER_HERE = "began_earlier_here"
    ENDED_HERE = "ended_here"
    NAMED_OTHERWISE = "named_otherwise"
    LITRES_KEPT = "litres_kept"
    MANAGER_WITHOUT_NUMBER = "manager_without_number"


@dataclass(frozen=True)
class Impossible:
    """A row that cannot be taken in: which line, and why."""

    line: int
    key: str
    problem: RowProblem
    facts: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    """What of the row may be shown beside the sentence."""

    @property
    def as_json(self) -> dict[str, Any]:
        """The problem as it is stored with the row."""
        return {"code": self.problem.value, "facts": self.facts}
