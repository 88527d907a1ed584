"""The parts of a plan as its page shows them, each with where it is changed by whoever may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import formats
from app.labels import label
from app.models.plan import (
    Indicator,
    IndicatorValue,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanReference,
    PlanRole,
)
from app.permissions import Actor, Permission
from app.prevention.forms.plan_parts import REFERENCE_SORTS
from app.prevention.service.plan_parts import is_of_others, may_change
from app.wording.plan_faults import per_cent
from fees.plan_faults import computed_share
from fees.plans import CostEstimate


@dataclass(frozen=True)
class Part:
    """A part of a plan: what it says, and where it is changed by whoever may."""

    texts: Mapping[str, Any]
    change_url: str | None
    under: Sequence["Part"] = ()
    """The goals that serve a goal."""


@dataclass(frozen=True)
class Figures:
    """An indicator with its figures."""

    part: Part
    rows: Sequence[Part]
    add_url: str | None


class PageOfPlan:
    """What the parts of a page have in common: the plan, who reads it, the names of its municipalities."""

    def __init__(self, plan: Plan, actor: Actor, names: Mapping[int, str]) -> None:
        self.plan, self.actor, self.names = plan, actor, names
        self.writes = actor.may(Permission.PREVENTION_HANDLE)

    def may(self, kind: type[Any]) -> bool:
        """Whether the reader may write parts of a kind as the plan stands."""
        return self.writes and may_change(self.plan, kind)

    def whose(self, municipality_id: int | None) -> str:
        """Whom a part is for, where the plan has several municipalities."""
        if len(self.names) < 2:
            return ""
        return _("Alle") if municipality_id is None else self.names.get(municipality_id, "")

    def part(self, sort: str, row: Any, texts: Mapping[str, Any]) -> Part:
        """A part with the address at which it is changed, where the reader may."""
        open_here = self.may(type(row)) and not is_of_others(row, self.actor)
        url = url_for("prevention.change_plan_part", plan_id=self.plan.id, plan_part=sort, line_id=row.id)
        return Part(texts, url if open_here else None)

    def goals(
        self, under: Mapping[int | None, Sequence[PlanGoal]], parent_id: int | None = None
    ) -> list[Part]:
        """The goals as a tree, from those that stand under nothing."""
        return [
            replace(
                self.part("mal", goal, {"text": goal.text, "origin": label(goal.origin)}),
                under=self.goals(under, goal.id),
            )
            for goal in under.get(parent_id, ())
        ]

    def role(self, row: PlanRole) -> dict[str, Any]:
        """A role, whom it is for, and its days."""
        days = [formats.short_date(day) if day else "" for day in (row.first_day, row.last_day)]
        return {
            "title": row.title,
            "task": row.task,
            "whose": self.whose(row.municipality_id),
            "days": "–".join(days) if any(days) else "",
        }

    def indicator(self, row: Indicator, goals: Mapping[int, str]) -> Figures:
        """An indicator with its figures, as they were told."""
        texts = {
            "name": row.name,
            "unit": row.unit,
            "source": row.source,
            "goal": goals.get(row.goal_id or 0, ""),
            "cautious": row.rises_with_work,
            "anchor": f"indikator-{row.id}",
        }
        add = url_for("prevention.add_indicator_value", plan_id=self.plan.id, indicator_id=row.id)
        return Figures(
            self.part("indikatorer", row, texts),
            [self.figure(row, one) for one in row.values],
            add if self.may(Indicator) else None,
        )

    def figure(self, indicator: Indicator, row: IndicatorValue) -> Part:
        """A figure: of what day, out of what, and from where."""
        open_here = self.may(Indicator) and not is_of_others(row, self.actor)
        url = url_for(
            "prevention.change_indicator_value",
            plan_id=self.plan.id,
            indicator_id=indicator.id,
            value_id=row.id,
        )
        told = {
            "figure": row.figure,
            "whose": self.whose(row.municipality_id),
            "when": formats.short_date(row.dated_on) if row.dated_on else str(row.year or ""),
            "share": share_text(row),
            "source": row.source or indicator.source,
            "comment": row.comment,
        }
        return Part(told, url if open_here else None)

    def annex(self, row: PlanAnnex) -> Part:
        """An annex with its file, where there is one."""
        ids: dict[str, Any] = {"plan_id": self.plan.id, "annex_id": row.id}
        texts = {
            "title": row.title,
            "edition": row.edition_text,
            "file": row.file_name,
            "size": formats.file_size(row.size) if row.size is not None else "",
            "url": url_for("prevention.show_plan_annex", **ids) if row.sha256 else None,
            "public": row.public,
        }
        url = url_for("prevention.change_plan_annex", **ids)
        return Part(texts, url if self.may(PlanAnnex) else None)

    def add_urls(self) -> dict[str, str]:
        """Where each kind of part is added, where the reader may."""
        kinds = {
            "kapitler": PlanChapter,
            "mal": PlanGoal,
            "roller": PlanRole,
            "okonomi": PlanCost,
            "indikatorer": Indicator,
            "grunnlag": PlanReference,
        }
        urls = {
            sort: url_for("prevention.add_plan_part", plan_id=self.plan.id, plan_part=sort)
            for sort, kind in kinds.items()
            if self.may(kind)
        }
        if self.may(PlanAnnex):
            urls["vedlegg"] = url_for("prevention.add_plan_annex", plan_id=self.plan.id)
        return urls


def share_text(row: IndicatorValue) -> str:
    """A share as it is told, and as it is where the two differ: told 33,7 %, is 34,5 %."""
    if row.part is None or row.whole is None:
        return "" if row.stated_share is None else per_cent(row.stated_share)
    of = _("%(part)s av %(whole)s", part=formats.whole(row.part), whole=formats.whole(row.whole))
    if row.stated_share is None:
        return f"{of}: {per_cent(computed_share(row.part, row.whole, 10))}"
    computed = computed_share(row.part, row.whole, row.stated_share)
    if computed == row.stated_share:
        return f"{of}: {per_cent(computed)}"
    return _(
        "%(of)s: oppgitt som %(stated)s, men er %(computed)s",
        of=of,
        stated=per_cent(row.stated_share),
        computed=per_cent(computed),
    )


def shown_cost(row: PlanCost, measures: Mapping[int, str]) -> dict[str, Any]:
    amount = ""
    if row.amount_ore is not None:
        amount = " ".join(filter(None, (formats.kroner(row.amount_ore), row.period)))
    lacks = row.estimate is CostEstimate.ESTIMATED and row.amount_ore is None
    now = ", ".join(filter(None, (label(row.funding) if row.funding else "", row.funding_text)))
    later = ", ".join(filter(None, (label(row.later_funding) if row.later_funding else "", row.later_text)))
    return {
        "anchor": f"kostnad-{row.id}",
        "text": row.text,
        "measure": measures.get(row.measure_id or 0, ""),
        "amount": amount,
        "lacks_amount": lacks,
        "estimate": label(row.estimate),
        "is_estimated": row.estimate is CostEstimate.ESTIMATED,
        "position": _("%(share)s %% stilling", share=str(row.position_share)) if row.position_share else "",
        "reason": row.reason,
        "next_step": row.next_step,
        "funding": now,
        "later": later,
    }


def shown_reference(row: PlanReference) -> dict[str, Any]:
    sorts = {value: str(text) for value, text in REFERENCE_SORTS}
    return {"sort": sorts[row.sort], "title": row.title, "url": row.url or None, "remark": row.remark}
