"""France as a grid of hexagons, one cell for each département: where each stands, and its drawing.

The layout is ours: drawn by hand so that the outline is recognised and neighbours mostly stay
neighbours. Every département weighs the same, which a true map refuses to Paris or Guadeloupe.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, sqrt

LEVELS = 4  # a cell is empty (0) or filled more and more (1 to 4)
RADIUS = 27  # from the centre of a cell to its points, in units of the drawing
STEP_X = RADIUS * sqrt(3)  # between two columns
STEP_Y = RADIUS * 1.5  # between two rows
MARGIN = 3  # room for the outline of a cell that has the focus

# One line a row, from north to south: the column of the first cell, then the codes, westernmost
# first. Even rows stand half a cell further east, as in a comb.
_ROWS: tuple[tuple[int, str], ...] = (
    (5, "62 59"),
    (4, "76 80 02 08"),
    (2, "50 14 27 60 51 55 54 57"),
    (0, "29 22 35 61 78 95 93 77 52 88 67"),
    (0, "56 44 53 28 92 75 94 10 70 68"),
    (1, "85 49 72 41 91 45 89 21 90"),
    (1, "79 86 37 36 18 58 71 39 25"),
    (1, "17 16 87 23 63 03 69 01 74"),
    (1, "33 24 19 15 43 42 38 73"),
    (1, "40 47 46 12 48 07 26 05"),
    (0, "64 32 82 81 34 30 84 04"),
    (1, "65 31 11 - - 13 83 06"),
    (2, "09 66 - - - - - 2B"),
    (9, "2A"),
    (0, "971 972 973 974 976"),
)

PLACES: Mapping[str, tuple[int, int]] = {
    code: (first + shift, row)
    for row, (first, codes) in enumerate(_ROWS)
    for shift, code in enumerate(codes.split())
    if code != "-"
}
"""Département code → (column, row) in the grid."""


@dataclass(frozen=True)
class Cell:
    """A département on the map. Lengths are in units of the drawing (see ``VIEW_BOX``)."""

    code: str
    name: str
    count: int
    url: str
    level: int
    x: float
    y: float
    points: str
    total: int = 0  # what is counted and what holds everywhere besides, when the map tells it

    @property
    def baseline(self) -> float:
        """Where the code is written so that it looks centred."""
        return round(self.y + 6, 1)


@dataclass(frozen=True)
class Step:
    """A line of the legend: the counts, from ``low`` to ``high``, that fill a cell to ``level``."""

    level: int
    low: int
    high: int


def centre(column: int, row: int) -> tuple[float, float]:
    """Return the centre of a cell."""
    shift = 0.5 if row % 2 == 0 else 0
    x = MARGIN + (column + shift + 0.5) * STEP_X
    return round(x, 1), round(MARGIN + RADIUS + row * STEP_Y, 1)


def corners(x: float, y: float) -> list[tuple[float, float]]:
    """Return the six points of a cell, from the top one, clockwise."""
    half = STEP_X / 2
    around = ((0, -1), (1, -0.5), (1, 0.5), (0, 1), (-1, 0.5), (-1, -0.5))
    return [(round(x + i * half, 1), round(y + j * RADIUS, 1)) for i, j in around]


def neighbours(code: str) -> set[str]:
    """Return the codes of the cells that touch this one on the map."""
    x, y = centre(*PLACES[code])
    reach = (STEP_X * 1.1) ** 2
    return {
        other
        for other, place in PLACES.items()
        if other != code and (centre(*place)[0] - x) ** 2 + (centre(*place)[1] - y) ** 2 < reach
    }


def _size() -> tuple[int, int]:
    points = [point for place in PLACES.values() for point in corners(*centre(*place))]
    return ceil(max(x for x, _ in points) + MARGIN), ceil(max(y for _, y in points) + MARGIN)


WIDTH, HEIGHT = _size()
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"


def level_of(count: int, highest: int) -> int:
    """Return how full a cell is: 0 for nothing, else 1 to 4 by equal parts of the highest."""
    return ceil(LEVELS * count / highest) if count > 0 else 0


def hexmap_cells(
    counts: Mapping[str, int],
    names: Mapping[str, str] | None = None,
    urls: Mapping[str, str] | None = None,
    totals: Mapping[str, int] | None = None,
) -> list[Cell]:
    """Return the 101 cells, in the order of the codes, so that the keyboard follows the numbers.

    ``counts`` gives a number for each département code; a code left out counts zero and a code
    that is no département raises ``KeyError``, for a miscounted map is worse than none. ``names``
    and ``urls`` are what each cell says and where it leads, ``totals`` a larger count told beside.
    """
    if unknown := sorted(set(counts) - set(PLACES)):
        raise KeyError(f"no such département: {', '.join(unknown)}")
    names, urls, totals = names or {}, urls or {}, totals or {}
    highest = max(counts.values(), default=0)
    cells = []
    for code in sorted(PLACES):
        x, y = centre(*PLACES[code])
        count = counts.get(code, 0)
        cells.append(
            Cell(
                code=code,
                name=names.get(code, ""),
                count=count,
                url=urls.get(code, ""),
                level=level_of(count, highest),
                x=x,
                y=y,
                points=" ".join(f"{px:g},{py:g}" for px, py in corners(x, y)),
                total=totals.get(code, 0),
            )
        )
    return cells


def hexmap_scale(counts: Iterable[int]) -> list[Step]:
    """Return the legend, emptiest first: only the levels that some count can reach."""
    values = list(counts)
    highest = max(values, default=0)
    steps = [Step(0, 0, 0)] if 0 in values or len(values) < len(PLACES) else []
    for level in range(1, LEVELS + 1):
        reached = [count for count in range(1, highest + 1) if level_of(count, highest) == level]
        if reached:
            steps.append(Step(level, reached[0], reached[-1]))
    return steps
