"""Conduct ("vandel"): what an answer to one of the three questions must name, and when it still holds.

Law: alkoholloven §§ 1-7b and 1-7c; serveringsloven § 6.
"""

from dataclasses import dataclass
from datetime import date

from licensing.applicants import CONDUCT_RULES, ConductLaw, ConductQuestion, Role
from licensing.days import add_months
from licensing.errors import NotAllowed
from licensing.law import SERV_6


@dataclass(frozen=True)
class LookBack:
    """The days in which an act must lie to count against somebody, both included."""

    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def look_back(question: ConductQuestion, on: date) -> LookBack:
    """How far back a question looks from a day on.

    >>> look_back(ConductQuestion.SERVING_PLACE, date(2026, 11, 23)).first_day
    datetime.date(2021, 11, 23)

    Law: alkoholloven §§ 1-7b and 1-7c; serveringsloven § 6.
    """
    return LookBack(add_months(on, -12 * CONDUCT_RULES[question].years), on)


def concerns(question: ConductQuestion, role: Role) -> bool:
    """Whether a question is asked about somebody in a role."""
    return role in CONDUCT_RULES[question].roles


def require_ground(
    question: ConductQuestion, law: ConductLaw | None, happened_on: date | None, on: date
) -> None:
    """Whether an answer "not met" rests on what the question may look at. Raises `NotAllowed` when not.

    It names the law that was broken and the day of the act. Tax law says nothing of a manager, and an act
    before the look-back says nothing of anybody.

    Law: alkoholloven §§ 1-7b and 1-7c; serveringsloven § 6.
    """
    rule = CONDUCT_RULES[question]
    if law is None or happened_on is None:
        raise NotAllowed("conduct_needs_law_and_day", rule.citation)
    if law not in rule.laws:
        raise NotAllowed("conduct_law_not_looked_at", rule.citation, conduct_law=law.value)
    days = look_back(question, on)
    if happened_on > days.last_day:
        raise NotAllowed("conduct_day_lies_ahead", rule.citation)
    if happened_on not in days:
        raise NotAllowed(
            "conduct_too_long_ago", rule.citation, years=rule.years, first_day=days.first_day.isoformat()
        )


def still_counts(question: ConductQuestion, happened_on: date | None, on: date) -> bool:
    """Whether what an earlier answer rests on still lies inside the look-back; without a day, it does."""
    return happened_on is None or CONDUCT_RULES[question].counts(happened_on, on)


def bars_alcohol_licence(question: ConductQuestion) -> bool:
    """Whether a failed test bars a licence to sell or serve alcohol.

    The serving-place act's test bars the serving-place licence; of the other it says nothing by itself.

    Law: alkoholloven § 1-7b; serveringsloven § 6.
    """
    return CONDUCT_RULES[question].citation != SERV_6
