"""What a sheet and a dossier both tell of the rows of a scheme: its times to apply, partners and places."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from .choices import CoverageMode
from .models import Coverage, Dispositif, Role, Window
from .said import is_over, on_date


class ToldWindow(NamedTuple):
    """A time to apply, its dates in words (« clôture le 6 janvier 2026 »), and whether it is over."""

    window: Window
    dates: str
    is_over: bool


def told_windows(windows: Iterable[Window], today: date) -> list[ToldWindow]:
    """Return ``windows`` in words as of ``today``, each date as precisely as its source gives it.

    What is still to come stands first, what is over last.
    """
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


class Telling:
    """What is told of ``dispositif``, whose rows are already read."""

    def __init__(self, dispositif: Dispositif) -> None:
        self.dispositif = dispositif

    @cached_property
    def windows(self) -> list[ToldWindow]:
        """When one may apply: what is over comes last."""
        return told_windows(self.dispositif.windows.all(), timezone.localdate())

    def partners(self, kind: str) -> list[Role]:
        """The partners that have this role; one whose sheet visitors may not read is not told."""
        roles = [role for role in self.dispositif.roles.all() if role.kind == kind]
        return [
            role for role in roles if role.partenaire.is_published or role.partenaire.is_archived
        ]

    @property
    def included(self) -> list[Coverage]:
        return [row for row in self.dispositif.coverages.all() if row.mode == CoverageMode.INCLUDE]

    @property
    def excluded(self) -> list[Coverage]:
        return [row for row in self.dispositif.coverages.all() if row.mode == CoverageMode.EXCLUDE]
