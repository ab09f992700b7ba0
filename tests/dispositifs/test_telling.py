"""What sheets and dossiers tell of the times to apply to a scheme."""

from datetime import date

from dispositifs.models import Window
from dispositifs.telling import told_windows
from essaimage.common.dates import DatePrecision

TODAY = date(2026, 5, 20)


def window(label, opens=None, closes=None, precision=DatePrecision.DAY):
    return Window(
        label=label,
        opens=opens,
        closes=closes,
        opens_precision=precision,
        closes_precision=precision,
    )


def test_what_is_over_is_told_last():
    windows = [
        window("Appel 2025", closes=date(2025, 9, 30)),
        window("Appel 2026", closes=date(2026, 9, 30)),
    ]

    told = told_windows(windows, TODAY)

    assert [(each.window.label, each.is_over) for each in told] == [
        ("Appel 2026", False),
        ("Appel 2025", True),
    ]


def test_a_window_is_told_by_its_two_dates_as_precisely_as_they_are_known():
    both = window("Appel", date(2026, 1, 6), date(2026, 6, 30))
    month = window("Vague", closes=date(2026, 6, 30), precision=DatePrecision.MONTH)

    told = told_windows([both, month], TODAY)

    assert [each.dates for each in told] == [
        "ouverture le 6 janvier 2026, clôture le 30 juin 2026",
        "clôture en juin 2026",
    ]


def test_a_window_that_closes_today_is_not_over():
    [told] = told_windows([window("Appel", closes=TODAY)], TODAY)

    assert not told.is_over
