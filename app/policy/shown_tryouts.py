"""A try-out as its page shows it: figures of each policy side by side, caps, hours, and what is missing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.charts import BarChart, bar_chart
from app.models.tryout import Tryout, TryoutState
from app.policy.queries import tryouts as queries
from app.policy.service.trying import is_out_of_date
from app.policy.shown_figures import Cell, FigureRow
from app.policy.shown_tried_caps import CapRow, CapStandings, cap_rows, cap_standings, merged, places_over
from app.policy.shown_tryout_income import ShownIncome, shown_income
from app.wording.facts import AREAS, upper_first
from app.wording.policy_whens import category_name, service_time, zone_name
from app.wording.tryouts import asked_name, condition_text
from licensing.assessment import ProposedOutcome
from licensing.policy import Policy
from licensing.tryouts import Consequence, EndSpan, Figures, HoursRow

STATE_TONES = {
    TryoutState.WAITING: "neutral",
    TryoutState.RUNNING: "info",
    TryoutState.STOPPED: "warning",
    TryoutState.DONE: "success",
}


@dataclass(frozen=True)
class EndsRow:
    """When places of a zone and a category end, now and by each policy."""

    zone: str
    category: str
    area: str
    places: str
    now: str
    then: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether one of the policies moves the end."""
        return any(then != self.now for then in self.then)


@dataclass(frozen=True)
class ShownTryout:
    """Everything on the page of a try-out."""

    tryout: Tryout
    sides: tuple[str, ...]
    """What the policies are called."""
    short: tuple[str, ...]
    """What they are called above a column."""
    state_label: str
    state_tone: str
    out_of_date: bool
    goes_on: bool
    progress: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[FigureRow, ...]
    chart: BarChart
    caps: tuple[CapRow, ...]
    outcomes: tuple[FigureRow, ...]
    hours: tuple[EndsRow, ...]
    conditions: tuple[FigureRow, ...]
    unknown: tuple[FigureRow, ...]
    income: ShownIncome

    @property
    def heads(self) -> list[dict[str, str]]:
        """The heads of columns of figures, one for each of the policies."""
        return [{"label": name, "align": "end"} for name in self.short]

    @property
    def hours_moved(self) -> tuple[EndsRow, ...]:
        """The places that would end at another time."""
        return tuple(row for row in self.hours if row.moves)

    @property
    def hours_kept(self) -> tuple[EndsRow, ...]:
        """The places that would end as they do now."""
        return tuple(row for row in self.hours if not row.moves)


def shown_tryout(session: Session, tryout: Tryout, *, sees_cases: bool) -> ShownTryout:
    """What the page of a try-out says; links to cases only for those who may see them."""
    policies = queries.sides_of(tryout)
    figures = Figures.from_stored(tryout.figures)
    names = side_names(policies)
    standings = [cap_standings(session, tryout, policies, side, figures) for side in range(len(policies))]
    counted = tuple(_figure_rows(session, tryout, figures, standings))
    return ShownTryout(
        tryout=tryout,
        sides=names,
        short=short_names(tryout, policies),
        state_label=labels.label(tryout.state),
        state_tone=STATE_TONES[tryout.state],
        out_of_date=is_out_of_date(tryout),
        goes_on=tryout.state is not TryoutState.DONE,
        progress=_(
            "%(done)s av %(whole)s bevillinger og åpne saker er prøvd.",
            done=formats.whole(tryout.done),
            whole=formats.whole(tryout.whole),
        ),
        facts=_facts(tryout, names),
        figures=counted,
        chart=_chart(short_names(tryout, policies), figures),
        caps=merged(
            row
            for one in standings
            for row in cap_rows(session, tryout, short_names(tryout, policies), policies, one)
        ),
        outcomes=tuple(_outcome_rows(tryout, figures, sees_cases=sees_cases)),
        hours=tuple(_ends_row(row, policies) for row in _in_order(figures.hours.values(), policies)),
        conditions=tuple(
            _named_rows(figures.conditions, policies, lambda code, one: condition_text(one, code))
        ),
        unknown=tuple(_named_rows(figures.unknown, policies, asked_name)),
        income=shown_income(figures, short_names(tryout, policies)),
    )


def side_names(policies: Sequence[Policy]) -> tuple[str, ...]:
    """What the policies of a try-out are called; versions of one name by their numbers."""
    alike = len({policy.name for policy in policies}) < len(policies)
    names = []
    for policy in policies:
        name = policy.name
        if alike:
            name = _("%(name)s (versjon %(number)s)", name=policy.name, number=policy.version)
        names.append(name)
    return tuple(names)


def short_names(tryout: Tryout, policies: Sequence[Policy]) -> tuple[str, ...]:
    """What the policies of a try-out are called above a column."""
    if len(policies) < 2:
        return (_("Utkastet"),)
    if tryout.other_policy_id is None:
        return (_("Utkastet"), _("Gjeldende"))
    return (_("Første utkast"), _("Andre utkast"))


def _facts(tryout: Tryout, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    beside = names[1] if len(names) > 1 else _("Ingenting. Ingen retningslinjer gjaldt denne dagen.")
    return (
        (_("Utkast"), names[0]),
        (_("Sammenlignet med"), beside),
        (_("Prøvd på datoen"), formats.short_date(tryout.day)),
        (_("Startet av"), f"{tryout.begun_by.name}, {formats.moment(tryout.begun_at)}"),
        (_("Ferdig"), formats.moment(tryout.ended_at) if tryout.ended_at else ""),
    )


def _figure_rows(
    session: Session,
    tryout: Tryout,
    figures: Figures,
    standings: Sequence[tuple[CapStandings, ...]],
) -> Iterator[FigureRow]:
    for consequence in Consequence:
        yield FigureRow(
            labels.label(consequence),
            tuple(
                _cell(
                    counts.get(consequence, 0), "policy.list_tried_licences", tryout, side, consequence.value
                )
                for side, counts in enumerate(figures.consequences)
            ),
        )
    if any(one.limit is not None for side in standings for one in side):
        over = [
            queries.count_over(session, tryout, side, places_over(one)) for side, one in enumerate(standings)
        ]
        yield FigureRow(
            _("Står over et tak"),
            tuple(Cell(formats.whole(number)) for number in over),
            _("Telles ved siden av det andre."),
        )


def _cell(number: int, endpoint: str, tryout: Tryout, side: int, result: str) -> Cell:
    url = url_for(endpoint, tryout_id=tryout.id, side=side, utfall=result) if number else ""
    return Cell(formats.whole(number), url)


def _chart(names: Sequence[str], figures: Figures) -> BarChart:
    rows = [
        (labels.label(consequence), [counts.get(consequence, 0) for counts in figures.consequences])
        for consequence in Consequence
    ]
    said = [
        _(
            "%(name)s: %(figures)s.",
            name=name,
            figures=labels.enumeration(
                f"{labels.label(consequence).lower()} {formats.whole(number)}"
                for consequence in Consequence
                if (number := counts.get(consequence, 0))
            )
            or _("ingenting er prøvd ennå"),
        )
        for name, counts in zip(names, figures.consequences, strict=True)
    ]
    return bar_chart(_("Hva som ville skje med bevillingene"), " ".join(said), names, rows)


def _outcome_rows(tryout: Tryout, figures: Figures, *, sees_cases: bool) -> Iterator[FigureRow]:
    for outcome in ProposedOutcome:
        numbers = [counts.get(outcome.value, 0) for counts in figures.outcomes]
        if any(numbers):
            yield FigureRow(
                labels.label(outcome),
                tuple(
                    _cell(number, "policy.list_tried_cases", tryout, side, outcome.value)
                    if sees_cases
                    else Cell(formats.whole(number))
                    for side, number in enumerate(numbers)
                ),
            )


def _named_rows(
    counts: Sequence[dict[str, int]], policies: Sequence[Policy], name: Callable[[str, Policy], str]
) -> Iterator[FigureRow]:
    """What each of the policies names by its codes; the same words stand on one row."""
    found: dict[str, list[int]] = {}
    for side, (own, policy) in enumerate(zip(counts, policies, strict=True)):
        for code, number in own.items():
            row = found.setdefault(name(code, policy), [0] * len(policies))
            row[side] += number
    for text, numbers in sorted(found.items(), key=lambda item: (-max(item[1]), item[0])):
        yield FigureRow(text, tuple(Cell(formats.whole(number)) for number in numbers))


def _in_order(rows: Iterable[HoursRow], policies: Sequence[Policy]) -> list[HoursRow]:
    order = [zone.code for zone in policies[0].zones]

    def place(row: HoursRow) -> tuple[str, int, str, str]:
        zone = row.cell.zone
        at = order.index(zone) if zone in order else len(order) + (zone is None)
        category = labels.label(row.cell.category) if row.cell.category else ""
        return (row.cell.kind.value, at, category, row.cell.area.value)

    return sorted(rows, key=place)


def _ends_row(row: HoursRow, policies: Sequence[Policy]) -> EndsRow:
    policy, cell = policies[0], row.cell
    zone = _("Ikke plassert") if cell.zone is None else zone_name(policy, cell.zone) if cell.zone else ""
    return EndsRow(
        zone=upper_first(zone) or (_("Utenfor sonene") if policy.zones else _("Hele kommunen")),
        category=category_name(policy, cell.category) if cell.category else _("Ukjent"),
        area=_("%(kind)s, %(area)s", kind=labels.label(cell.kind), area=AREAS[cell.area]),
        places=formats.whole(row.places),
        now=_ends(row.now),
        then=tuple(_ends(span) for span in row.then),
    )


def _ends(span: EndSpan) -> str:
    if span.earliest is None or span.latest is None:
        return _("Stengt")
    first, last = service_time(span.earliest), service_time(span.latest)
    return first if first == last else f"{first}–{last}"
