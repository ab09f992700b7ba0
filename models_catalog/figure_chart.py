"""The dated figures of a pioneer, drawn: one small chart per thing that was counted twice or more.

Pure. Coordinates are whole units of a drawing of WIDTH × HEIGHT that a page scales; time runs from left
to right, to scale, and values rise from zero, so that a slope tells the truth. Between two dates nothing
is known: the line that joins them is drawn as a dotted one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from django.utils.text import capfirst

from essaimage.common.dates import DatePrecision, french_date
from essaimage.common.figures import number
from essaimage.common.typography import NBSP, typographie

WIDTH, HEIGHT = 340, 200
LEFT, RIGHT, TOP, BOTTOM = 14, 14, 44, 44  # margins that hold the labels
LETTER = 9  # units: the width of a letter of a label, at most
GAP = 8  # units between two labels
_DAYS = {DatePrecision.DAY: 0, DatePrecision.MONTH: 15, DatePrecision.YEAR: 182}  # to the middle


class Dated(Protocol):
    """What is read of a figure (``models.Figure``)."""

    metric: str
    unit: str
    value: Decimal
    date: date
    date_precision: str
    is_approximate: bool


@dataclass(frozen=True)
class Label:
    """A text of the drawing: where it hangs, and by which side (start, middle, end)."""

    text: str
    x: int
    y: int
    anchor: str

    @property
    def span(self) -> tuple[float, float]:
        """How far it may reach, from left to right, in units."""
        width = len(self.text) * LETTER
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, left + width


@dataclass(frozen=True)
class Mark:
    """One figure: the centre of its cell, and whether its value is about right only."""

    x: int
    y: int
    is_approximate: bool

    @property
    def cell(self) -> str:
        """The six corners of the cell, for ``<polygon points>``."""
        corners = ((0, -7), (6, -4), (6, 4), (0, 7), (-6, 4), (-6, -4))
        return " ".join(f"{self.x + dx},{self.y + dy}" for dx, dy in corners)


@dataclass(frozen=True)
class Chart:
    """Something counted over time, in French and in coordinates."""

    metric: str
    said: str
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    has_approximate: bool
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM

    @property
    def line(self) -> str:
        """The line from mark to mark, for ``<polyline points>``."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)


def charts_of(figures: Iterable[Dated]) -> list[Chart]:
    """Return a chart for each thing counted at two dates or more, in the order of ``figures``."""
    by_kind: dict[tuple[str, str], list[Dated]] = {}
    for figure in figures:
        by_kind.setdefault((figure.metric, figure.unit), []).append(figure)
    charts = []
    for (metric, unit), rows in by_kind.items():
        # One value a date: what stands there twice is told by the table, a chart cannot.
        rows = [next(same) for _, same in groupby(sorted(rows, key=_middle), key=_middle)]
        if len(rows) > 1 and max(row.value for row in rows) > 0:
            charts.append(_chart(metric, unit, rows))
    return charts


def _chart(metric: str, unit: str, rows: Sequence[Dated]) -> Chart:
    days = [_middle(row).toordinal() for row in rows]
    top = max(row.value for row in rows)
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    marks = tuple(
        Mark(
            LEFT + round(across * (day - days[0]) / (days[-1] - days[0])),
            HEIGHT - BOTTOM - round(up * row.value / top),
            row.is_approximate,
        )
        for row, day in zip(rows, days, strict=True)
    )
    values = [
        Label(number(row.value), mark.x, mark.y - 14, _anchor(place, len(rows)))
        for place, (row, mark) in enumerate(zip(rows, marks, strict=True))
    ]
    dates = [
        Label(short_date(row), mark.x, HEIGHT - BOTTOM + 28, _anchor(place, len(rows)))
        for place, (row, mark) in enumerate(zip(rows, marks, strict=True))
    ]
    return Chart(
        metric=metric,
        said=_said(metric, unit, rows),
        marks=marks,
        labels=(*_apart(values), *_apart(dates)),
        has_approximate=any(mark.is_approximate for mark in marks),
    )


def _middle(row: Dated) -> date:
    """The middle of the day, month or year that a date stands for."""
    return row.date + timedelta(days=_DAYS[DatePrecision(row.date_precision)])


def short_date(row: Dated) -> str:
    """The date of a figure, to the month at most: « décembre 2019 », « 2016 »."""
    is_year = row.date_precision == DatePrecision.YEAR
    return french_date(row.date, DatePrecision.YEAR if is_year else DatePrecision.MONTH)


def _anchor(place: int, count: int) -> str:
    return {0: "start", count - 1: "end"}.get(place, "middle")


def _apart(labels: Sequence[Label]) -> list[Label]:
    """Keep the first and the last label, and of the others those that touch no label kept."""
    kept = [labels[0], labels[-1]]
    for label in labels[1:-1]:
        left, right = label.span
        if all(right + GAP <= start or end + GAP <= left for start, end in (x.span for x in kept)):
            kept.append(label)
    return kept


def _said(metric: str, unit: str, rows: Sequence[Dated]) -> str:
    """Say the chart: « Magasins : 1 en 2016, 9 en décembre 2019 »."""
    told = []
    for row in rows:
        about = "environ " if row.is_approximate else ""
        counted = f"{number(row.value)}{NBSP}{unit}" if unit else number(row.value)
        told.append(f"{about}{counted} en {short_date(row)}")
    return typographie(f"{capfirst(metric)} : {', '.join(told)}.")
