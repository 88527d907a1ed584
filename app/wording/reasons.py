"""Drafted reasons ("begrunnelse"): what a decision rests on, in paragraphs that a person edits afterwards.

Law: forvaltningsloven § 25. Nothing that a body told is repeated here, only that it had remarks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.wording.clauses import clause
from app.wording.enums import Text, enumeration
from app.wording.facts import ended, upper_first
from app.wording.findings import NO_NAMES, finding_text
from app.wording.reason_paragraphs import (
    hours_sentences,
    people_sentences,
    policy_sentences,
    statement_sentences,
)
from app.wording.reasons_of_policies import rule_sentences
from licensing.assessment import Finding, FindingCode, FindingOutcome, Strength
from licensing.decisions import DecisionOutcome

OUTLET_AND_ROOMS = frozenset(
    {
        FindingCode.OUTLET_UNLAWFUL,
        FindingCode.ROOM_TAKEN,
        FindingCode.ROOM_OTHER_HOURS,
        FindingCode.SALE_AND_SERVING_BANNED,
    }
)
EXTENT = frozenset({FindingCode.GROUPS_UNLAWFUL, FindingCode.PERIOD_TOO_LONG, FindingCode.PERIOD_IMPOSSIBLE})

CONCLUSIONS: Mapping[DecisionOutcome, Text] = {
    DecisionOutcome.GRANT: _l(
        "Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a), og mener at søknaden bør innvilges."
    ),
    DecisionOutcome.PART_GRANT: _l(
        "Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a). Dere får bevilling for det som"
        " ligger innenfor loven og kommunens regler. Resten avslår vi."
    ),
    DecisionOutcome.REFUSE: _l(
        "Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a), og mener at søknaden ikke bør"
        " innvilges. Derfor avslår vi den."
    ),
    DecisionOutcome.DISMISS: _l("Vi kan ikke behandle søknaden slik den er. Derfor avviser vi den."),
}
REFUSED_BY_LAW = _l(
    "Kommunen kan ikke gi bevilling når et krav i loven ikke er oppfylt. Derfor avslår vi søknaden."
)
DISMISSED_BECAUSE = _l("Grunnen til at vi ikke behandler søknaden, er %(reasons)s.")
MAIN_REASON_UNKNOWN = _l("en samlet vurdering av søknaden")
DISMISSAL_UNKNOWN = _l("at søknaden ikke kan behandles slik den er")

# Which finding is the main reason: the law before the policy, what refuses before what only weighs against.
MAIN_REASONS: Sequence[tuple[FindingOutcome, frozenset[Strength]]] = (
    (FindingOutcome.REFUSE, frozenset({Strength.LAW})),
    (FindingOutcome.MISSING, frozenset({Strength.LAW})),
    (FindingOutcome.REFUSE, frozenset(Strength)),
    (FindingOutcome.CONSIDER, frozenset(Strength)),
    (FindingOutcome.PARTLY, frozenset(Strength)),
    (FindingOutcome.ASK, frozenset(Strength)),
)
UNCLEAR = (FindingOutcome.MISSING, FindingOutcome.ASK)


@dataclass(frozen=True)
class ReasonContext:
    """What the findings do not hold: the name of the policy that was applied."""

    policy: str = ""


NO_CONTEXT = ReasonContext()


def drafted_reasons(
    findings: Iterable[Finding],
    outcome: DecisionOutcome,
    names: Mapping[str, str] = NO_NAMES,
    context: ReasonContext = NO_CONTEXT,
) -> str:
    """The reasons as a draft: what the law asks and what was found, statements, policy, conclusion.

    Paragraphs are parted by an empty line.
    """
    rows = tuple(findings)
    if outcome is DecisionOutcome.DISMISS:
        return _joined(([_dismissed(rows)], [str(CONCLUSIONS[outcome])]))
    return _joined(
        (
            people_sentences(rows, outcome),
            statement_sentences(rows),
            [finding_text(row, names) for row in rows if row.code in OUTLET_AND_ROOMS | EXTENT],
            hours_sentences(rows),
            rule_sentences(rows, outcome, names),
            policy_sentences(rows, outcome, context.policy),
            [_conclusion(rows, outcome)],
        )
    )


def main_reason(findings: Iterable[Finding], outcome: DecisionOutcome = DecisionOutcome.REFUSE) -> str:
    """What goes on after "Hovedgrunnen er …": the weightiest finding against the application.

    A dismissal rests on what is missing, never on the merits.
    """
    rows = tuple(findings)
    dismissed = outcome is DecisionOutcome.DISMISS
    for found, strengths in MAIN_REASONS:
        for row in rows:
            if dismissed and found not in UNCLEAR:
                continue
            if row.outcome is found and row.strength in strengths and (words := clause(row)):
                return words
    return str(DISMISSAL_UNKNOWN if dismissed else MAIN_REASON_UNKNOWN)


def _conclusion(rows: Sequence[Finding], outcome: DecisionOutcome) -> str:
    by_law = any(row.strength is Strength.LAW and row.outcome is FindingOutcome.REFUSE for row in rows)
    return str(REFUSED_BY_LAW if outcome is DecisionOutcome.REFUSE and by_law else CONCLUSIONS[outcome])


def _dismissed(rows: Sequence[Finding]) -> str:
    clauses = dict.fromkeys(words for row in rows if row.outcome in UNCLEAR and (words := clause(row)))
    return str(DISMISSED_BECAUSE) % {"reasons": enumeration(clauses)} if clauses else ""


def _joined(paragraphs: Iterable[Iterable[str]]) -> str:
    texts = (" ".join(ended(upper_first(text)) for text in sentences if text) for sentences in paragraphs)
    return "\n\n".join(text for text in texts if text)
