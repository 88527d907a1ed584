"""Charts as finished geometry: bars of several parts, and lines over years."""

import pytest

from app.charts import line_chart, stacked_chart


def test_the_parts_of_a_bar_lie_end_to_end() -> None:
    chart = stacked_chart("Tiltak", "Etter år", ("Gjort", "Ikke gjort"), [("2025", (3, 1)), ("2026", (0, 8))])
    first, second = chart.stacks
    assert [part.series for part in first.segments] == [0, 1]
    assert first.segments[1].x == first.segments[0].width
    assert [part.series for part in second.segments] == [1], "nothing is drawn for nought"
    assert (first.figure, second.figure) == ("4", "8")
    assert second.segments[0].width == 2 * sum(part.width for part in first.segments)


def test_lines_share_a_scale_that_begins_at_nought() -> None:
    chart = line_chart("Penger", "Over årene", [2024, 2025, 2026], [("Inntekt", [0, 66_000, 75_000])])
    assert [tick.text for tick in chart.scale][:2] == ["0", "20\u00a0000"]
    assert chart.scale[0].y > chart.scale[-1].y, "more stands higher"
    assert [tick.text for tick in chart.years] == ["2024", "2025", "2026"]
    (line,) = chart.lines
    assert line.path.startswith("M")
    assert line.path.count("L") == 2
    assert len(line.signs) == 3


def test_a_year_without_a_figure_leaves_a_gap() -> None:
    chart = line_chart("Penger", "Over årene", [2023, 2024, 2025, 2026], [("Inntekt", [5, None, 7, 8])])
    assert chart.lines[0].path.count("M") == 2
    assert len(chart.lines[0].signs) == 3


def test_the_last_year_is_named_however_many_there_are() -> None:
    years = list(range(2010, 2027))
    chart = line_chart("Penger", "Over årene", years, [("Inntekt", [1] * len(years))])
    named = [tick.text for tick in chart.years]
    assert named[-1] == "2026"
    assert len(named) <= 6


@pytest.mark.parametrize("most", [0, 1, 7, 99, 425_000, 9_999_999])
def test_every_scale_has_a_few_lines_and_holds_its_figures(most: int) -> None:
    chart = line_chart("Penger", "Over årene", [2026], [("Inntekt", [most])])
    assert 2 <= len(chart.scale) <= 7
    top = int(chart.scale[-1].text.replace("\u00a0", ""))
    assert top >= most


def test_each_series_has_a_sign_of_its_own() -> None:
    chart = line_chart("Penger", "Over årene", [2026], [(str(number), [number]) for number in range(4)])
    assert len({key.sign for key in chart.legend}) == 4
