"""Charts as finished geometry: a template draws them and calculates nothing. A table always says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.formats import whole

WIDTH = 400
# Room to the right of the longest bar for its figure.
FIGURE_ROOM = 56
LABEL_HEIGHT, BAR_HEIGHT, BAR_GAP, GROUP_GAP = 20, 16, 4, 12
TEXT_BASE = 14
LEAST_VISIBLE = 2


@dataclass(frozen=True)
class Bar:
    """One bar with its figure beside it; nothing is drawn for nought."""

    series: int
    y: int
    width: int
    height: int
    figure: str
    figure_x: int
    figure_y: int


@dataclass(frozen=True)
class BarGroup:
    """What is counted, and a bar for each series."""

    label: str
    label_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarChart:
    """A chart of lying bars."""

    title: str
    description: str
    width: int
    height: int
    groups: tuple[BarGroup, ...]
    legend: tuple[str, ...]


def bar_chart(
    title: str, description: str, legend: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]
) -> BarChart:
    """Lying bars: a group for each row, a bar for each series in the order of the legend."""
    most = max((figure for _label, figures in rows for figure in figures), default=0)
    y = 0
    groups = []
    for label, figures in rows:
        label_y = y + TEXT_BASE
        y += LABEL_HEIGHT
        bars = []
        for series, figure in enumerate(figures):
            width = _width(figure, most)
            bars.append(Bar(series, y, width, BAR_HEIGHT, whole(figure), width + 6, y + BAR_HEIGHT - 3))
            y += BAR_HEIGHT + BAR_GAP
        groups.append(BarGroup(label, label_y, tuple(bars)))
        y += GROUP_GAP
    return BarChart(title, description, WIDTH, max(y - GROUP_GAP, 1), tuple(groups), tuple(legend))


def _width(figure: int, most: int) -> int:
    if figure <= 0 or most <= 0:
        return 0
    return max(figure * (WIDTH - FIGURE_ROOM) // most, LEAST_VISIBLE)
