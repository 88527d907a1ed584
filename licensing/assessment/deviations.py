"""Where a decision departs from the findings ("avvik fra funn"), and what the law forbids."""

from collections.abc import Iterable

from licensing.assessment.findings import Finding, FindingCode, FindingOutcome
from licensing.decisions import DecisionOutcome
from licensing.policy import Strength

REFUSING = frozenset({FindingOutcome.REFUSE})
UNSETTLED = frozenset({FindingOutcome.ASK, FindingOutcome.MISSING, FindingOutcome.LATE})
GROUNDS_TO_REFUSE = frozenset({FindingOutcome.REFUSE, FindingOutcome.CONSIDER})


def forbidden_by(findings: Iterable[Finding], outcome: DecisionOutcome) -> tuple[Finding, ...]:
    """The findings of the law itself that a grant cannot pass: a refusal, or a missing demand of the law.

    A full cap or a failed guideline is never among them, and refusing is never forbidden.

    Law: alkoholloven § 1-7a.
    """
    match outcome:
        case DecisionOutcome.GRANT:
            stops = REFUSING | {FindingOutcome.MISSING, FindingOutcome.PARTLY}
        case DecisionOutcome.PART_GRANT:
            stops = REFUSING | {FindingOutcome.MISSING}
        case _:
            return ()
    return tuple(row for row in findings if row.strength is Strength.LAW and row.outcome in stops)


def deviations(findings: Iterable[Finding], outcome: DecisionOutcome) -> tuple[Finding, ...]:
    """The findings that a decision departs from; each needs the decider's own words.

    A refusal departs from nothing when some finding speaks for it; one without any such finding departs from
    every finding that is in order by hard rules, which shows what the reasons must answer.

    Law: forvaltningsloven § 25.
    """
    rows = tuple(findings)
    match outcome:
        case DecisionOutcome.GRANT:
            against = REFUSING | UNSETTLED | {FindingOutcome.PARTLY}
        case DecisionOutcome.PART_GRANT:
            against = REFUSING | UNSETTLED
        case DecisionOutcome.REFUSE:
            if any(row.outcome in GROUNDS_TO_REFUSE for row in rows):
                return ()
            return tuple(row for row in rows if row.strength in (Strength.LAW, Strength.HARD))
        case DecisionOutcome.DISMISS:
            return ()
    # Conduct is no factor to be weighed in silence: whoever grants over a remark says why it does not bar.
    return tuple(row for row in rows if row.outcome in against or row.code is FindingCode.CONDUCT_TO_JUDGE)


def needs_own_words(findings: Iterable[Finding], outcome: DecisionOutcome) -> bool:
    """Whether the decision cannot rest on reasons drafted from the findings alone."""
    rows = tuple(findings)
    # What is to be weighed can only be weighed in words, whichever way it falls.
    weighed = outcome is not DecisionOutcome.DISMISS and any(
        row.outcome is FindingOutcome.CONSIDER for row in rows
    )
    return weighed or bool(deviations(rows, outcome))
