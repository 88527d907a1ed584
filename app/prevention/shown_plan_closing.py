"""The closing report of a plan as pages show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.labels import label
from app.models.plan import PlanMeasure
from app.prevention.queries.plan_closing import ClosingReport
from fees.plans import YearOutcome


@dataclass(frozen=True)
class ReportLine:
    """A measure in the report."""

    title: str
    section: str
    owners: str
    status: str
    done: Sequence[str]
    """What was done, a line for each year of which something is told."""
    url: str | None = None
    url_label: str = ""


@dataclass(frozen=True)
class ReportPart:
    """Measures that came to the same."""

    id: str
    title: str
    lines: Sequence[ReportLine]
    empty: str


@dataclass(frozen=True)
class ShownReport:
    """What a plan led to."""

    lead: str
    parts: Sequence[ReportPart]
    heads: Sequence[str]
    years: Sequence[tuple[int, Sequence[int]]]


def shown_report(report: ClosingReport) -> ShownReport:
    """The report in four parts, and what came of each year."""
    carried = [
        _line(
            measure,
            url_for("prevention.show_plan", plan_id=to.plan_id),
            _("Føres videre i %(title)s", title=to.title),
        )
        for measure, to in report.carried
    ]
    done, not_done, still_open = (_lines(part) for part in (report.done, report.not_done, report.open))
    return ShownReport(
        lead=ngettext("%(num)s tiltak", "%(num)s tiltak", report.measures),
        parts=[
            ReportPart("gjort", _("Gjennomført"), done, _("Ingen tiltak er gjennomført.")),
            ReportPart("ikke-gjort", _("Ikke gjennomført"), not_done, _("Ingen tiltak er gitt opp.")),
            ReportPart("videre", _("Ført videre i neste plan"), carried, _("Ingen tiltak er ført videre.")),
            ReportPart("apne", _("Står åpne"), still_open, _("Ingen tiltak står åpne.")),
        ],
        heads=[label(outcome) for outcome in YearOutcome],
        years=[
            (year, [counts[outcome] for outcome in YearOutcome]) for year, counts in report.by_year.items()
        ],
    )


def _lines(measures: Iterable[PlanMeasure]) -> list[ReportLine]:
    return [_line(measure) for measure in measures]


def _line(measure: PlanMeasure, url: str | None = None, url_label: str = "") -> ReportLine:
    return ReportLine(
        title=measure.title,
        section=measure.section,
        owners=", ".join(owner.role for owner in measure.owners),
        status=label(measure.status),
        done=[f"{cell.year}: {cell.evidence}" for cell in measure.years if cell.evidence],
        url=url,
        url_label=url_label,
    )
