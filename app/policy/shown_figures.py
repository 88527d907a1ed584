"""Figures of a try-out as pages and workbooks show them: a row, and a cell for each of the policies."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A figure, and where those that it counts are listed."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class FigureRow:
    """What is counted, and the figure by each policy."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""
