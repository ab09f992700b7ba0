"""What is drawn of dated figures: to scale, from zero, without a label over another."""

import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models_catalog.figure_chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, charts_of


@dataclass(frozen=True)
class Counted:
    """A figure."""

    value: Decimal
    date: date
    date_precision: str = "jour"
    metric: str = "magasins"
    unit: str = ""
    is_approximate: bool = False


def counted(value, *day, **values) -> Counted:
    return Counted(Decimal(value), date(*day), **values)


def test_values_rise_from_zero_and_time_runs_to_scale():
    [chart] = charts_of([counted(0, 2000, 1, 1), counted(50, 2001, 1, 1), counted(100, 2004, 1, 1)])

    first, second, last = chart.marks
    assert (first.x, last.x) == (LEFT, WIDTH - RIGHT)
    assert (first.y, last.y) == (HEIGHT - BOTTOM, TOP)
    assert second.y == (HEIGHT - BOTTOM + TOP) / 2
    assert second.x - first.x == round((last.x - first.x) / 4)  # one year out of four


def test_a_year_stands_in_its_middle():
    [chart] = charts_of(
        [
            counted(1, 2015, 7, 2),
            counted(2, 2016, 1, 1, date_precision="annee"),
            counted(3, 2017, 7, 2),
        ]
    )

    assert chart.marks[1].x == round((chart.marks[0].x + chart.marks[2].x) / 2)


def test_what_was_counted_once_or_in_another_unit_makes_no_chart():
    assert charts_of([counted(3, 2019, 1, 1)]) == []
    assert charts_of([counted(3, 2019, 1, 1), counted(4, 2020, 1, 1, unit="ha")]) == []
    assert charts_of([counted(3, 2019, 1, 1), counted(4, 2019, 1, 1)]) == []
    assert charts_of([counted(0, 2019, 1, 1), counted(0, 2020, 1, 1)]) == []


def test_a_chart_is_said_in_words():
    [chart] = charts_of(
        [
            counted(1000, 2016, 1, 1, date_precision="annee", is_approximate=True),
            counted(1500, 2019, 12, 4, unit=""),
        ]
    )

    assert chart.said == "Magasins\u00a0: environ 1\u00a0000 en 2016, 1\u00a0500 en décembre 2019."
    assert [mark.is_approximate for mark in chart.marks] == [True, False]
    assert chart.has_approximate


@given(
    st.lists(
        st.tuples(
            st.decimals(0, 10**9, places=2),
            st.dates(date(1950, 1, 1), date(2030, 1, 1)),
            st.sampled_from(["jour", "mois", "annee"]),
        ),
        min_size=2,
        max_size=30,
    )
)
def test_whatever_was_counted_stays_inside_and_labels_do_not_touch(rows):
    figures = [Counted(value, day, precision) for value, day, precision in rows]

    for chart in charts_of(figures):
        assert all(LEFT <= mark.x <= WIDTH - RIGHT for mark in chart.marks)
        assert all(TOP <= mark.y <= HEIGHT - BOTTOM for mark in chart.marks)
        under = sorted(label.span for label in chart.labels if label.y > HEIGHT - BOTTOM)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(under))
