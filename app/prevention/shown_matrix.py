"""The measures of a plan as pages show them: the matrix of measure and year, one measure, a workbook."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats
from app.billing.sheets import Cell as SheetCell
from app.billing.sheets import Sheet, money_workbook
from app.labels import label
from app.models.plan import MeasureYear, Plan, PlanGoal, PlanMeasure
from app.permissions import Actor, Permission
from app.prevention.queries.measures import MeasureMoney
from app.prevention.service.held_plans import FOLLOWED_UP
from app.prevention.service.measures import is_adopted
from app.prevention.service.plan_parts import is_of_others
from app.registers.sheets import MIDDLE, NARROW, WIDE
from fees.plans import MeasureStatus, MeasureVerb, PlanState, YearOutcome

OUTCOME_TONES: Mapping[YearOutcome, str] = {
    YearOutcome.PLANNED: "neutral",
    YearOutcome.DONE: "success",
    YearOutcome.PARTLY: "info",
    YearOutcome.NOT_DONE: "danger",
}
STATUS_TONES: Mapping[MeasureStatus, str] = {
    MeasureStatus.NOT_BEGUN: "neutral",
    MeasureStatus.UNDER_WAY: "info",
    MeasureStatus.DONE: "success",
    MeasureStatus.NOT_DONE: "danger",
    MeasureStatus.RESTING: "warning",
}


@dataclass(frozen=True)
class ShownCell:
    """What a year says of a measure, with the page on which it is written."""

    year: int
    anchor: str
    text: str
    outcome: str
    tone: str
    due: str
    lacks_verb: bool
    evidence: str
    followed_up: str
    verbs: str
    url: str | None


@dataclass(frozen=True)
class ShownMeasure:
    """A measure: a row of the matrix."""

    title: str
    url: str
    owners: str
    status: str
    tone: str
    start_status: str
    whose: str
    goal: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class ShownTable:
    """The measures of one table of the plan."""

    anchor: str
    title: str
    rows: list[ShownMeasure] = field(default_factory=list)


@dataclass(frozen=True)
class Matrix:
    """The measures that are asked for, by year, in the tables of the plan."""

    years: tuple[int, ...]
    tables: tuple[ShownTable, ...]
    count: int
    summary: tuple[tuple[str, int], ...]
    """How many of the years that say something came to what."""


def may_write_text(plan: Plan, actor: Actor) -> bool:
    """Whether somebody may write what the plan says of its measures."""
    return (
        actor.may(Permission.PREVENTION_HANDLE)
        and plan.state in FOLLOWED_UP - {PlanState.ADOPTED}
        and not is_adopted(plan)
    )


def may_follow_up(plan: Plan, actor: Actor) -> bool:
    """Whether somebody may write what came of the measures."""
    return actor.may(Permission.PREVENTION_HANDLE) and plan.state is PlanState.ADOPTED


def wanted_measures(
    measures: Sequence[PlanMeasure],
    goals: Sequence[PlanGoal],
    *,
    owner: str,
    year: int | None,
    goal: int | None,
) -> list[PlanMeasure]:
    """The measures with an owner, something to do in a year, and a goal or one that serves it."""
    within = _served_by(goals, goal)
    return [
        one
        for one in measures
        if (not owner or owner in {role.role.casefold() for role in one.owners})
        and (year is None or any(cell.year == year and cell.text for cell in one.years))
        and (goal is None or one.goal_id in within)
    ]


def _served_by(goals: Sequence[PlanGoal], goal: int | None) -> set[int | None]:
    found = {goal}
    while more := {one.id for one in goals if one.parent_id in found} - found if goal else set():
        found |= more
    return found


def shown_matrix(
    plan: Plan,
    measures: Sequence[PlanMeasure],
    actor: Actor,
    *,
    year: int | None,
    goals: Mapping[int, str],
    names: Mapping[int, str],
    asked: Mapping[str, str],
) -> Matrix:
    """The matrix of some measures of a plan. The links carry `asked`, so that one comes back."""
    years = (year,) if year else tuple(range(plan.first_year, plan.last_year + 1))
    tables: dict[str, ShownTable] = {}
    for one in measures:
        table = tables.setdefault(one.section, ShownTable(f"tabell-{len(tables) + 1}", one.section))
        table.rows.append(shown_measure(plan, one, actor, years=years, goals=goals, names=names, asked=asked))
    counted = Counter(
        cell.outcome for one in measures for cell in one.years if cell.text and cell.year in years
    )
    return Matrix(
        years=years,
        tables=tuple(tables.values()),
        count=len(measures),
        summary=tuple((label(outcome), counted[outcome]) for outcome in YearOutcome if counted[outcome]),
    )


def shown_measure(
    plan: Plan,
    measure: PlanMeasure,
    actor: Actor,
    *,
    years: Sequence[int],
    goals: Mapping[int, str],
    names: Mapping[int, str],
    asked: Mapping[str, str] | None = None,
) -> ShownMeasure:
    """A measure with what each of some years says."""
    cells = {cell.year: cell for cell in measure.years}
    writes = (may_write_text(plan, actor) or may_follow_up(plan, actor)) and not is_of_others(measure, actor)
    carried: dict[str, Any] = dict(asked or {})
    return ShownMeasure(
        title=measure.title,
        url=url_for("prevention.show_measure", plan_id=plan.id, measure_id=measure.id),
        owners=", ".join(owner.role for owner in measure.owners),
        status=label(measure.status),
        tone=STATUS_TONES[measure.status],
        start_status=measure.start_status,
        whose=_whose(measure, names),
        goal=goals.get(measure.goal_id or 0, ""),
        cells=tuple(
            _cell(
                measure,
                year,
                cells.get(year),
                url_for(
                    "prevention.follow_up",
                    plan_id=plan.id,
                    measure_id=measure.id,
                    plan_year=year,
                    **carried,
                )
                if writes
                else None,
            )
            for year in years
        ),
    )


def _whose(measure: PlanMeasure, names: Mapping[int, str]) -> str:
    if len(names) < 2 or measure.municipality_id is None:
        return ""
    return names.get(measure.municipality_id, "")


def cell_anchor(measure_id: int, year: int) -> str:
    """Where in the matrix a year of a measure stands."""
    return f"celle-{measure_id}-{year}"


def _cell(measure: PlanMeasure, year: int, row: MeasureYear | None, url: str | None) -> ShownCell:
    outcome = row.outcome if row else YearOutcome.PLANNED
    told = row is not None and outcome is not YearOutcome.PLANNED
    return ShownCell(
        year=year,
        anchor=cell_anchor(measure.id, year),
        text=row.text if row else "",
        outcome=label(outcome) if told else "",
        tone=OUTCOME_TONES[outcome],
        due=formats.short_date(row.due_on) if row and row.due_on else "",
        lacks_verb=bool(row and row.text and not row.verbs),
        evidence=row.evidence if row else "",
        followed_up=formats.short_date(row.followed_up_on) if row and row.followed_up_on else "",
        verbs=verbs_text(row.verbs) if row else "",
        url=url,
    )


def verbs_text(verbs: Sequence[str]) -> str:
    """Verbs of the fixed set, in words."""
    return ", ".join(label(MeasureVerb(verb)) for verb in verbs if verb in set(MeasureVerb))


def summary_text(matrix: Matrix) -> str:
    """How many measures are shown, and what has come of their years."""
    count = ngettext("%(num)s tiltak", "%(num)s tiltak", matrix.count)
    told = ", ".join(f"{name.lower()} {number}" for name, number in matrix.summary)
    return _("%(count)s. Årsmål: %(told)s.", count=count, told=told) if told else f"{count}."


@dataclass(frozen=True)
class ShownMoney:
    """What belongs to a measure in kroner."""

    text: str
    amount: str
    url: str | None = None


def money_lines(money: MeasureMoney) -> list[ShownMoney]:
    """The costs of a measure by the plan, and what is spent on it."""
    costs = [
        ShownMoney(
            one.text,
            label(one.estimate)
            if one.amount_ore is None
            else f"{formats.kroner(one.amount_ore)} {one.period}".strip(),
        )
        for one in money.costs
    ]
    spendings = [
        ShownMoney(
            f"{one.title} ({one.year})",
            _("%(amount)s, %(state)s", amount=formats.kroner(one.amount_ore), state=label(one.state).lower()),
            url_for("prevention.show_spending", spending_id=one.id),
        )
        for one in money.spendings
    ]
    return costs + spendings


def measures_workbook(
    plan: Plan, measures: Sequence[PlanMeasure], on: date, goals: Mapping[int, str], names: Mapping[int, str]
) -> bytes:
    """The measures as a workbook: the matrix on one sheet, what came of each year on the other."""
    years = range(plan.first_year, plan.last_year + 1)
    heads = [
        (_("Tabell"), MIDDLE),
        (_("Tiltak"), WIDE),
        (_("Gjelder for"), NARROW),
        (_("Da planen begynte"), MIDDLE),
        *((str(year), MIDDLE) for year in years),
        (_("Ansvarlig"), WIDE),
        (_("Mål"), WIDE),
        (_("Står nå"), NARROW),
        (_("Evalueres innen"), NARROW),
    ]
    told = [
        (_("Tiltak"), WIDE),
        (_("År"), NARROW),
        (_("Årsmål"), WIDE),
        (_("Verb"), MIDDLE),
        (_("Frist"), NARROW),
        (_("Resultat"), NARROW),
        (_("Hva som ble gjort"), WIDE),
        (_("Fulgt opp"), NARROW),
    ]
    return money_workbook(
        plan.title,
        on,
        [
            Sheet(_("Tiltak"), heads, (_row(one, years, goals, names) for one in measures)),
            Sheet(_("Oppfølging"), told, _followed(measures)),
        ],
    )


def _row(
    measure: PlanMeasure, years: range, goals: Mapping[int, str], names: Mapping[int, str]
) -> list[SheetCell]:
    cells = {cell.year: cell.text for cell in measure.years}
    return [
        measure.section,
        measure.title,
        _whose(measure, names) or _("Alle"),
        measure.start_status,
        *(cells.get(year, "") for year in years),
        ", ".join(owner.role for owner in measure.owners),
        goals.get(measure.goal_id or 0, ""),
        label(measure.status),
        measure.evaluate_by,
    ]


def _followed(measures: Sequence[PlanMeasure]) -> Iterator[list[SheetCell]]:
    for measure in measures:
        for cell in measure.years:
            yield [
                measure.title,
                cell.year,
                cell.text,
                verbs_text(cell.verbs),
                cell.due_on,
                label(cell.outcome),
                cell.evidence,
                cell.followed_up_on,
            ]
