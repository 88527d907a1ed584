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


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar."""

    series: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Stack:
    """What is counted, its parts end to end, and the sum behind them."""

    label: str
    label_y: int
    segments: tuple[Segment, ...]
    figure: str
    figure_x: int
    figure_y: int


@dataclass(frozen=True)
class StackedChart:
    """A chart of lying bars, each of several parts."""

    title: str
    description: str
    width: int
    height: int
    stacks: tuple[Stack, ...]
    legend: tuple[str, ...]


def stacked_chart(
    title: str, description: str, legend: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]
) -> StackedChart:
    """Lying bars of parts end to end: one for each row, a part for each series in the order of the legend."""
    most = max((sum(figures) for _label, figures in rows), default=0)
    y = 0
    stacks = []
    for label, figures in rows:
        label_y = y + TEXT_BASE
        y += LABEL_HEIGHT
        x = 0
        segments = []
        for series, figure in enumerate(figures):
            width = _width(figure, most)
            if width:
                segments.append(Segment(series, x, y, width, BAR_HEIGHT))
            x += width
        stacks.append(Stack(label, label_y, tuple(segments), whole(sum(figures)), x + 6, y + BAR_HEIGHT - 3))
        y += BAR_HEIGHT + GROUP_GAP
    return StackedChart(title, description, WIDTH, max(y - GROUP_GAP, 1), tuple(stacks), tuple(legend))


# Lines over years: the scale to the left, the years below, and half of a sign around the plot.
SCALE_ROOM, YEAR_ROOM, SIGN_ROOM = 64, 24, 8
PLOT_HEIGHT = 180
MOST_YEARS_NAMED = 6
STEPS = (1, 2, 5)
LEAST_TICKS = 3


@dataclass(frozen=True)
class Tick:
    """A place on a scale: what it says and where it stands."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """One series over the years: its path, broken where a year has no figure, and a sign for each figure."""

    series: int
    path: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class LineKey:
    """What a line stands for, with its sign as the legend draws it."""

    name: str
    sign: str


@dataclass(frozen=True)
class LineChart:
    """A chart of lines over years."""

    title: str
    description: str
    width: int
    height: int
    plot_left: int
    plot_right: int
    scale: tuple[Tick, ...]
    years: tuple[Tick, ...]
    lines: tuple[Line, ...]
    legend: tuple[LineKey, ...]


KEY_PLACE = (12, 8)


def line_chart(
    title: str,
    description: str,
    years: Sequence[int],
    series: Sequence[tuple[str, Sequence[int | None]]],
) -> LineChart:
    """A line for each series with a figure for each year; a year without a figure leaves a gap."""
    most = max((figure for _name, figures in series for figure in figures if figure is not None), default=0)
    step = _step(most)
    top = max(-(-most // step), 1) * step
    right = WIDTH - SIGN_ROOM
    across = right - SCALE_ROOM - SIGN_ROOM

    def x_of(place: int) -> int:
        left = SCALE_ROOM + SIGN_ROOM
        return left + across // 2 if len(years) == 1 else left + place * across // (len(years) - 1)

    def y_of(figure: int) -> int:
        return SIGN_ROOM + PLOT_HEIGHT - max(figure, 0) * PLOT_HEIGHT // top

    lines = [
        _line(
            number,
            [None if figure is None else (x_of(place), y_of(figure)) for place, figure in enumerate(figures)],
        )
        for number, (_name, figures) in enumerate(series)
    ]
    every = -(-len(years) // MOST_YEARS_NAMED) or 1
    return LineChart(
        title,
        description,
        WIDTH,
        SIGN_ROOM + PLOT_HEIGHT + YEAR_ROOM,
        SCALE_ROOM,
        right,
        tuple(Tick(whole(at), SCALE_ROOM - 6, y_of(at)) for at in range(0, top + 1, step)),
        tuple(
            Tick(str(year), x_of(place), SIGN_ROOM + PLOT_HEIGHT + YEAR_ROOM - 6)
            for place, year in enumerate(years)
            # Counted from the last, so that the year that we are in is always named.
            if (len(years) - 1 - place) % every == 0
        ),
        tuple(lines),
        tuple(LineKey(name, sign_at(number, *KEY_PLACE)) for number, (name, _figures) in enumerate(series)),
    )


def _step(most: int) -> int:
    """The distance between the lines of a scale: 1, 2 or 5 of some power of ten, so that some are drawn."""
    power = 1
    while True:
        for one in STEPS:
            # The next larger step would draw too few lines.
            if most < one * power * 2 * LEAST_TICKS:
                return one * power
        power *= 10


def _line(series: int, places: Sequence[tuple[int, int] | None]) -> Line:
    path, pen_is_down = [], False
    for place in places:
        if place is not None:
            path.append(f"{'L' if pen_is_down else 'M'}{place[0]} {place[1]}")
        pen_is_down = place is not None
    return Line(
        series, "".join(path), tuple(sign_at(series, *place) for place in places if place is not None)
    )


def sign_at(series: int, x: int, y: int) -> str:
    """A series' sign as a path, so that no colour is needed: a disc, a square, a triangle, a diamond."""
    signs = (
        f"M{x - 4} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
        f"M{x - 4} {y - 4}h8v8h-8Z",
        f"M{x} {y - 5}l5 9h-10Z",
        f"M{x} {y - 5}l5 5l-5 5l-5 -5Z",
    )
    return signs[series % len(signs)]
