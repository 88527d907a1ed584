"""What is told at once of a change of people: who cannot be approved, what to know, where a post is empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.amendments.queries.people import gaps_of
from app.models.licence import Licence
from licensing.assessment import Facts, Finding, FindingCode, FindingOutcome
from licensing.assessment.people_change_rules import age, employment, knowledge_tests, roles_after
from licensing.changes import ManagerGap

TONES: Mapping[FindingOutcome, str] = {
    FindingOutcome.REFUSE: "danger",
    FindingOutcome.MISSING: "warning",
}
WORTH_KNOWING = frozenset(
    {
        FindingCode.MANAGES_ELSEWHERE,
        FindingCode.LICENCE_WITHOUT_MANAGER,
        FindingCode.LICENCE_WITHOUT_DEPUTY,
    }
)


@dataclass(frozen=True)
class Told:
    """A sentence and how much it matters."""

    text: str
    tone: str


def told_at_once(facts: Facts, names: Mapping[str, str], on: date) -> list[Told]:
    """What the law says of those who come, before anybody has been asked: a stop, a lack, a warning."""
    found: Iterable[Finding] = (
        finding for rule in (age, knowledge_tests, employment, roles_after) for finding in rule(facts, on)
    )
    return [
        Told(labels.finding_text(finding, names), TONES.get(finding.outcome, "warning"))
        for finding in found
        if finding.outcome in TONES or finding.code in WORTH_KNOWING
    ]


def gap_sentences(session: Session, municipality_id: int, licences: Sequence[Licence], on: date) -> list[str]:
    """Where a licence is without an approved manager; licences with the same days in one sentence."""
    together: dict[ManagerGap, list[str]] = {}
    for licence, gap in gaps_of(session, municipality_id, licences, on):
        together.setdefault(gap, []).append(licence.number)
    return [gap_sentence(gap, numbers, alone=len(licences) == 1) for gap, numbers in together.items()]


def gap_sentence(gap: ManagerGap, numbers: Sequence[str], *, alone: bool) -> str:
    """One time without a manager, and whether somebody stands in."""
    which = _("Bevillingen") if alone else labels.enumeration(numbers)
    since = formats.short_date(gap.since)
    if gap.until is None:
        said = _("%(which)s er uten godkjent styrer fra %(since)s.", which=which, since=since)
    else:
        said = _(
            "%(which)s er uten godkjent styrer fra %(since)s til og med %(until)s.",
            which=which,
            since=since,
            until=formats.short_date(gap.until),
        )
    covers = _("Stedfortreder dekker.") if gap.deputy_covers else _("Ingen stedfortreder dekker.")
    return f"{said} {covers}"
