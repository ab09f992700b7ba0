"""The three-way merge of one value: what was last loaded, what the fixture says, what the desk holds.

Pure, over plain values (``values.py``). Imports and connectors may use it with bases of their own.
"""

from dataclasses import dataclass
from enum import Enum

from .values import Plain


class Outcome(Enum):
    """What becomes of a value."""

    SAME = "the database already holds what the fixture says"
    FOLLOWS = "nobody changed it at the desk: it takes the fixture's value"
    KEPT = "an editor changed it: it stays"
    REPLACED = "an editor changed it, and the fixture was told to win"


@dataclass(frozen=True)
class Merged:
    """The value that the database is to hold, and why."""

    value: Plain
    outcome: Outcome


@dataclass(frozen=True)
class Base:
    """The value last loaded. ``NEVER_LOADED`` stands for a row that was there before any load."""

    value: Plain = None
    is_known: bool = True


NEVER_LOADED = Base(is_known=False)


def merge(base: Base, fixture: Plain, current: Plain, *, overwrite: bool = False) -> Merged:
    """Return what ``current`` becomes.

    A value whose base is not known counts as an editor's as soon as it differs from the fixture:
    nothing that might have been written by hand is lost.
    """
    if current == fixture:
        return Merged(current, Outcome.SAME)
    if base.is_known and current == base.value:
        return Merged(fixture, Outcome.FOLLOWS)
    if overwrite:
        return Merged(fixture, Outcome.REPLACED)
    return Merged(current, Outcome.KEPT)
