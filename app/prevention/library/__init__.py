"""Plans that come with the product, whole and in its own form: read from the files beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from fees.measure_cells import due_day_of, owners_of, verbs_of
from fees.money import Money
from fees.plans import MeasureStatus, MeasureVerb
from fees.spending import TargetGroup

EIDSKOG, ROROS_HOLTALEN = "eidskog-2016", "roros-holtalen"
PLANS = (EIDSKOG, ROROS_HOLTALEN)


@dataclass(frozen=True)
class PackagedCell:
    """What a plan says of a measure in a year."""

    year: int
    text: str
    verbs: tuple[MeasureVerb, ...]
    due_on: date | None


@dataclass(frozen=True)
class PackagedMeasure:
    """A line of a plan's tables, with a cell for each year that the plan says something of."""

    key: str
    """What costs call it by: a word of its own, else its title."""
    section: str
    title: str
    start_status: str
    status: MeasureStatus
    is_new: bool
    cells: tuple[PackagedCell, ...]
    owners: tuple[str, ...]
    goal: str | None
    target_group: TargetGroup | None
    municipality: str | None
    note: str


@dataclass(frozen=True)
class PackagedPlan:
    """A whole plan. Its parts other than the measures stand as the file has them."""

    name: str
    title: str
    first_year: int
    last_year: int
    municipalities: tuple[str, ...]
    record: Mapping[str, str]
    """Summary, evaluation, source and the plan before."""
    invented: bool
    decisions: Mapping[str, Mapping[str, Any]]
    """What each municipality decided, by its name."""
    measures: tuple[PackagedMeasure, ...]
    parts: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Roles, chapters, goals, references, annexes, costs and indicators, each in order."""


@cache
def packaged_plan(name: str) -> PackagedPlan:
    """A plan of the library by its name. Raises `LookupError` for a name that it does not hold."""
    if name not in PLANS:
        raise LookupError(f"no plan {name} in the library")
    file = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    municipalities = tuple(file["municipalities"])
    first_year, last_year = int(file["first_year"]), int(file["last_year"])
    asked = ("roles", "chapters", "goals", "references", "annexes", "costs", "indicators")
    return PackagedPlan(
        name=name,
        title=file["title"],
        first_year=first_year,
        last_year=last_year,
        municipalities=municipalities,
        record={key: file[key] for key in ("summary", "evaluation", "source", "predecessor_text")},
        invented=file.get("invented", False),
        decisions={one.get("municipality", municipalities[0]): one for one in file["decisions"]},
        measures=tuple(_measure(row, range(first_year, last_year + 1)) for row in file["measures"]),
        parts={part: tuple(file.get(part, ())) for part in asked},
    )


def _measure(row: Mapping[str, Any], years: range) -> PackagedMeasure:
    texts = row.get("cells", [""] * len(years))
    return PackagedMeasure(
        key=row.get("key", row["title"]),
        section=row["section"],
        title=row["title"],
        start_status=row.get("start_status", ""),
        status=MeasureStatus(row["status"]),
        is_new=row.get("is_new", False),
        cells=tuple(
            PackagedCell(year, text, verbs_of(text), due_day_of(text, year))
            for year, text in zip(years, texts, strict=True)
            if text
        ),
        owners=owners_of(row.get("owners", "")),
        goal=row.get("goal"),
        target_group=TargetGroup(row["target_group"]) if "target_group" in row else None,
        municipality=row.get("municipality"),
        note=row.get("note", ""),
    )


def amount_of(cost: Mapping[str, Any]) -> Money | None:
    """The sum of a cost, where the plan has one."""
    return Money.from_kroner(cost["kroner"]) if "kroner" in cost else None
