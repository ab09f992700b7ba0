"""Sheets that may be the same one, written twice: what is told to an editor, and who knows.

Which titles and addresses are close is a matter of French and of the desk, above this floor: whoever
knows registers a ``Judge`` in ``ready()``; without one, nothing is close to anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model


@dataclass(frozen=True)
class Twin:
    """A row close to the one being written: ``why`` says in what, ``key`` names it in a form."""

    key: str
    title: str
    kind: str
    url: str
    why: str


class Judge(Protocol):
    """Who finds close rows, and remembers those that an editor has said to be others."""

    def twins_of(self, row: Model) -> list[Twin]:
        """Return the rows close to ``row``, which may not be saved yet, those set apart excepted."""

    def set_apart(self, row: Model, keys: Iterable[str]) -> None:
        """Remember that ``row`` is none of those that ``keys`` name."""


_JUDGES: list[Judge] = []


def register(judge: Judge) -> None:
    """Declare who judges; once, in ``ready()``."""
    _JUDGES[:] = [judge]


def judge() -> Judge | None:
    """Return who judges, if anybody does."""
    return _JUDGES[0] if _JUDGES else None
