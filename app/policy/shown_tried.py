"""The lists of a try-out: each licence and each open case with what would become of it, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Row

from app import formats, labels
from app.models.case import case_reference
from app.models.tryout import Tryout
from app.wording.tryouts import would_text
from licensing.assessment import FindingOutcome, ProposedOutcome
from licensing.policy import Policy
from licensing.stored import from_plain
from licensing.tryouts import Consequence, Figures, Would

TONES = {
    Consequence.LOST: "danger",
    Consequence.PART_LOST: "danger",
    Consequence.SHORTENED: "warning",
    Consequence.CONDITION: "info",
    Consequence.JUDGED: "warning",
    Consequence.UNKNOWN: "accent",
    Consequence.UNCHANGED: "success",
}


@dataclass(frozen=True)
class Tab:
    """A choice above a list."""

    label: str
    url: str
    current: bool
    count: str | None = None


@dataclass(frozen=True)
class TriedBy:
    """What one policy would do: the word for it, its colour, and the lines that say why."""

    label: str
    tone: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class TriedLine:
    """One licence or one case of a list."""

    id: int
    title: str
    subtitle: str
    note: str
    by: tuple[TriedBy, ...]


def licence_line(row: Row[Any], policies: Sequence[Policy]) -> TriedLine:
    """A licence, and what each of the policies would do to it."""
    results = (row.result, row.other_result)
    return TriedLine(
        id=row.licence_id,
        title=row.venue,
        subtitle=row.number,
        note=row.holder,
        by=tuple(
            _licence_by(Consequence(result), said, policy)
            for result, said, policy in zip(results, row.facts, policies, strict=False)
        ),
    )


def _licence_by(result: Consequence, said: list[dict[str, Any]], policy: Policy) -> TriedBy:
    woulds = [from_plain(Would, would) for would in said]
    lines = dict.fromkeys(would_text(would, policy) for would in woulds)
    return TriedBy(labels.label(result), TONES[result], tuple(lines))


def case_line(row: Row[Any], policies: Sequence[Policy]) -> TriedLine:
    """An open case, and what would be proposed in it by each of the policies."""
    results = (row.result, row.other_result)
    return TriedLine(
        id=row.case_id,
        title=case_reference(row.year, row.number),
        subtitle=row.title,
        note="",
        by=tuple(
            TriedBy(labels.label(ProposedOutcome(result)), result, tuple(_rules(said, policy)))
            for result, said, policy in zip(results, row.facts, policies, strict=False)
        ),
    )


def _rules(said: dict[str, list[str]], policy: Policy) -> Iterator[str]:
    """The rules that stand in the way, with where they stand."""
    for outcome in FindingOutcome:
        if outcome is FindingOutcome.OK:
            continue
        rules = [rule for code in said.get(outcome.value, ()) if (rule := policy.rule(code)) is not None]
        if rules:
            sources = dict.fromkeys(policy.source_of(rule) or rule.code for rule in rules)
            yield _("%(outcome)s: %(rules)s", outcome=labels.label(outcome), rules="; ".join(sources))


def side_tabs(tryout: Tryout, names: Sequence[str], side: int, endpoint: str) -> tuple[Tab, ...]:
    """Whose consequences are listed."""
    if len(names) < 2:
        return ()
    return tuple(
        Tab(name, url_for(endpoint, tryout_id=tryout.id, side=number), number == side)
        for number, name in enumerate(names)
    )


def licence_tabs(tryout: Tryout, figures: Figures, side: int, chosen: Consequence | None) -> tuple[Tab, ...]:
    """The consequences that some licence meets, with how many, and all of them."""
    counts = figures.consequences[side]
    every = url_for("policy.list_tried_licences", tryout_id=tryout.id, side=side)
    return (
        Tab(_("Alle"), every, chosen is None, formats.whole(sum(counts.values()))),
        *(
            Tab(
                labels.label(consequence),
                url_for(
                    "policy.list_tried_licences", tryout_id=tryout.id, side=side, utfall=consequence.value
                ),
                consequence is chosen,
                formats.whole(counts.get(consequence, 0)),
            )
            for consequence in Consequence
            if counts.get(consequence, 0) or consequence is chosen
        ),
    )


def case_tabs(tryout: Tryout, figures: Figures, side: int, chosen: ProposedOutcome | None) -> tuple[Tab, ...]:
    """The outcomes that would be proposed in some case, with how many, and all of them."""
    counts = figures.outcomes[side]
    every = url_for("policy.list_tried_cases", tryout_id=tryout.id, side=side)
    return (
        Tab(_("Alle"), every, chosen is None, formats.whole(sum(counts.values()))),
        *(
            Tab(
                labels.label(outcome),
                url_for("policy.list_tried_cases", tryout_id=tryout.id, side=side, utfall=outcome.value),
                outcome is chosen,
                formats.whole(counts.get(outcome.value, 0)),
            )
            for outcome in ProposedOutcome
            if counts.get(outcome.value, 0) or outcome is chosen
        ),
    )
