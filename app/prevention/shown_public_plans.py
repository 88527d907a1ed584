"""Plans as everybody reads them: what was decided where, the goals, the measures by year, the costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import formats, labels
from app.models.hearing import PlanHearing
from app.models.plan import Indicator, Plan, PlanAnnex, PlanCost, PlanMeasure
from app.models.yearly_report import YearlyReport
from app.prevention.queries.plan_parts import goals_in_order
from app.prevention.queries.public_plans import PublicText
from app.prevention.shown_reports import report_name
from fees.plans import CostEstimate, PlanState


@dataclass(frozen=True)
class PublicLine:
    """A plan in the list that everybody sees."""

    title: str
    years: str
    municipalities: str
    standing: str
    tone: str
    url: str
    hearing_url: str
    hearing_until: str


@dataclass(frozen=True)
class MeasureTable:
    """The measures of a section, and what each shall come to in each year."""

    title: str
    years: Sequence[int]
    rows: Sequence[Mapping[str, Any]]


STANDING_TONES = {
    PlanState.DRAFT: "neutral",
    PlanState.ON_HEARING: "success",
    PlanState.ADOPTED: "success",
    PlanState.ENDED: "neutral",
    PlanState.DISCARDED: "neutral",
}


def public_lines(
    plans: Sequence[Plan], hearings: Mapping[int, PlanHearing], names: Mapping[int, str]
) -> list[PublicLine]:
    """The plans of the list, each with its hearing while it takes answers."""
    return [_public_line(plan, hearings.get(plan.id), names) for plan in plans]


def _public_line(plan: Plan, hearing: PlanHearing | None, names: Mapping[int, str]) -> PublicLine:
    return PublicLine(
        title=plan.title,
        years=f"{plan.first_year}–{plan.last_year}",
        municipalities=places_of(plan, names),
        standing=standing_text(plan),
        tone=STANDING_TONES[plan.state],
        url=url_for("prevention_public.show_plan", plan_id=plan.id),
        hearing_url=url_for("prevention_public.answer_hearing", plan_id=plan.id) if hearing else "",
        hearing_until=formats.short_date(hearing.due_on) if hearing else "",
    )


def standing_text(plan: Plan) -> str:
    """How far a plan has come, in words for everybody."""
    if plan.state is PlanState.DRAFT:
        return _("Under arbeid etter høring")
    return labels.label(plan.state)


def places_of(plan: Plan, names: Mapping[int, str]) -> str:
    """The municipalities of a plan: Røros og Holtålen."""
    return labels.enumeration(names[row.municipality_id] for row in plan.municipalities)


def decisions_of(plan: Plan, names: Mapping[int, str]) -> list[dict[str, str]]:
    """What each council decided of the plan."""
    return [
        {
            "place": names[row.municipality_id],
            "body": row.body or "–",
            "day": formats.short_date(row.decided_on) if row.decided_on else _("Ikke vedtatt ennå"),
            "number": row.case_number or "–",
        }
        for row in plan.municipalities
    ]


def report_lines(reports: Sequence[tuple[YearlyReport, str]]) -> list[dict[str, str]]:
    """The delivered yearly reports that everybody may read."""
    return [
        {
            "name": report_name(report),
            "place": place,
            "day": formats.short_date(report.delivered_on) if report.delivered_on else "–",
            "url": url_for("prevention_public.show_report", report_id=report.id),
        }
        for report, place in reports
    ]


def goal_lines(text: PublicText) -> list[dict[str, Any]]:
    """The goals, with those under a goal after it."""
    return [
        {"text": goal.text, "depth": depth, "origin": labels.label(goal.origin)}
        for depth, goal in goals_in_order(list(text.goals))
    ]


def role_lines(text: PublicText, names: Mapping[int, str]) -> list[tuple[str, str]]:
    """Who does what, by title; of a plan that several share also where."""
    return [
        (
            role.title if role.municipality_id is None else f"{role.title}, {names[role.municipality_id]}",
            role.task,
        )
        for role in text.roles
    ]


def measure_tables(plan: Plan, text: PublicText, names: Mapping[int, str]) -> list[MeasureTable]:
    """The measures, a table for each section, in the order of the plan."""
    years = range(plan.first_year, plan.last_year + 1)
    return [
        MeasureTable(section or _("Tiltak"), list(years), [_measure(one, years, names) for one in measures])
        for section, measures in groupby(text.measures, key=lambda one: one.section)
    ]


def _measure(measure: PlanMeasure, years: range, names: Mapping[int, str]) -> dict[str, Any]:
    said = {cell.year: cell.text for cell in measure.years}
    return {
        "title": measure.title,
        "place": "" if measure.municipality_id is None else names[measure.municipality_id],
        "owners": ", ".join(owner.role for owner in measure.owners) or "–",
        "status": labels.label(measure.status),
        "cells": [said.get(year) or "–" for year in years],
    }


def cost_lines(text: PublicText) -> list[dict[str, str]]:
    """What the plan costs, and who pays."""
    return [
        {"text": cost.text, "amount": _amount(cost), "funding": _funding(cost), "later": _later(cost)}
        for cost in text.costs
    ]


def _amount(cost: PlanCost) -> str:
    if cost.amount_ore is None:
        told = labels.label(cost.estimate)
        if cost.estimate is CostEstimate.ESTIMATED:
            told = _("Ikke oppgitt")
        return f"{told}: {cost.reason}" if cost.reason else told
    amount = formats.kroner(cost.amount_ore)
    return f"{amount} ({cost.period})" if cost.period else amount


def _funding(cost: PlanCost) -> str:
    return cost.funding_text or (labels.label(cost.funding) if cost.funding else "–")


def _later(cost: PlanCost) -> str:
    return cost.later_text or (labels.label(cost.later_funding) if cost.later_funding else "–")


def indicator_lines(text: PublicText) -> list[dict[str, str]]:
    """What is counted, with the figures as they were told."""
    return [
        {
            "name": indicator.name,
            "figures": "; ".join(_figures(indicator)) or "–",
            "source": indicator.source or "–",
        }
        for indicator in text.indicators
    ]


def _figures(indicator: Indicator) -> list[str]:
    return [
        f"{value.year}: {value.figure}" if value.year is not None else value.figure
        for value in indicator.values
    ]


def annex_lines(annexes: Sequence[PlanAnnex]) -> list[dict[str, str]]:
    """The annexes that are for everybody, each with its address where it is here."""
    return [
        {
            "title": f"{annex.title} ({annex.edition_text})" if annex.edition_text else annex.title,
            "url": url_for("prevention_public.open_annex", plan_id=annex.plan_id, annex_id=annex.id)
            if annex.sha256
            else "",
        }
        for annex in annexes
    ]
