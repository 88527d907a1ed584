"""The kinds of parts that a plan has, as addresses and pages name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.models.plan import Indicator, PlanChapter, PlanCost, PlanGoal, PlanReference, PlanRole
from app.prevention.forms.plan_parts import (
    ChapterForm,
    CostForm,
    GoalForm,
    IndicatorForm,
    PlanPartForm,
    ReferenceForm,
    RoleForm,
)


@dataclass(frozen=True)
class PartSort:
    """A kind of part: its row, its form, and what pages call it."""

    kind: type[Any]
    form: type[PlanPartForm]
    template: str
    new: Any
    """What the page is called on which one is added."""
    change: Any


SORTS: Mapping[str, PartSort] = {
    "kapitler": PartSort(PlanChapter, ChapterForm, "chapter", _l("Nytt kapittel"), _l("Endre kapittelet")),
    "mal": PartSort(PlanGoal, GoalForm, "goal", _l("Nytt mål"), _l("Endre målet")),
    "roller": PartSort(PlanRole, RoleForm, "role", _l("Ny rolle"), _l("Endre rollen")),
    "okonomi": PartSort(PlanCost, CostForm, "cost", _l("Ny kostnad"), _l("Endre kostnaden")),
    "indikatorer": PartSort(
        Indicator, IndicatorForm, "indicator", _l("Ny indikator"), _l("Endre indikatoren")
    ),
    "grunnlag": PartSort(
        PlanReference, ReferenceForm, "reference", _l("Nytt grunnlag"), _l("Endre grunnlaget")
    ),
}
ANY_SORT = f"any({', '.join(SORTS)})"
