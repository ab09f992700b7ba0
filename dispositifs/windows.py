"""When one may apply, in words: what is still to come first, what is over last."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .models import Window
from .said import is_over, on_date


class ToldWindow(NamedTuple):
    """A time to apply, its dates in words (« clôture le 6 janvier 2026 »), and whether it is over."""

    window: Window
    dates: str
    is_over: bool


def told_windows(windows: Iterable[Window], today: date) -> list[ToldWindow]:
    """Return ``windows`` in words as of ``today``, each date as precisely as its source gives it."""
    told = []
    for window in windows:
        dates = []
        if window.opens:
            dates.append(f"ouverture {on_date(window.opens, window.opens_precision)}")
        if window.closes:
            dates.append(f"clôture {on_date(window.closes, window.closes_precision)}")
        over = is_over(window.closes, window.closes_precision, today)
        told.append(ToldWindow(window, ", ".join(dates), over))
    return sorted(told, key=lambda each: each.is_over)
