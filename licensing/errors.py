"""What the rules raise: refusals, missing premises, values of the wrong shape: codes and facts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # The citation's own module raises a missing premise, so only its type is imported here.
    from licensing.law import Citation


class NotAllowed(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An act or a value that the law or the procedure does not open for."""

    def __init__(self, code: str, citation: "Citation | None" = None, **facts: object) -> None:
        super().__init__(code, citation, facts)
        self.code = code
        self.citation = citation
        self.facts = facts


class MissingPremise(LookupError):  # noqa: N818 - named for what is missing
    """Something that an answer rests on is not known; code and facts say what is to be supplied."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class PeriodNotKnown(MissingPremise):
    """No period rule is known for the day."""


class HoursNotKnown(MissingPremise):
    """No table of hours is known for the day, or the question lacks what decides it."""


class BadValue(ValueError):  # noqa: N818 - named for what was typed
    """A value that cannot be read as what it should be."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
