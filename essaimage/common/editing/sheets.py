"""A form as what a browser sends for it, and the merge of three of them. Pure.

The base is what the page showed when it was opened, theirs what the database holds now, mine what was
typed. A field that I did not touch follows theirs; one that they did not touch keeps mine; where both
wrote, mine stays in the form and both are shown (``content.merging`` decides, value by value).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from ..content.merging import NEVER_LOADED, Base, Outcome
from ..content.merging import merge as merge_value

Values = dict[str, list[str]]  # field → what is sent for it
# Rows, field, values → the values as the database keeps them.
Normal = Callable[[str, str, list[str]], list[str]]
ROW = ""  # in a difference: the whole row, not one of its fields


@dataclass(frozen=True)
class Sheet:
    """What the form of a sheet holds: its fields, and its rows by kind (prefix), then by primary key."""

    fields: Values = field(default_factory=dict)
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # of rows: what history knows
    # Where it stands: label and words, which the form does not write.
    standing: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        return cls(**kept)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Row:
    """A row of the form that was sent, or that is drawn again; without a key, it is new."""

    values: Values
    key: str = ""
    is_deleted: bool = False


@dataclass(frozen=True)
class Typed:
    """What was sent: fields, and rows by kind in the order of the page."""

    fields: Values
    rows: dict[str, list[Row]]


class Kind(StrEnum):
    """What happened to a field, or to a row."""

    FOLLOWED = "suivi"  # they alone changed it: the form now says as they do
    KEPT = "garde"  # I alone changed it
    CONFLICT = "conflit"  # both did: the form says as I do
    ADDED = "ajoute"  # a row of theirs
    MOVED = "etape"  # the sheet itself took a step: published, sent to review
    REMOVED = "retire"  # they deleted a row I had not touched
    REMOVED_MINE = "retire-change"  # they deleted a row I changed: mine stays, as a new row
    CHANGED_REMOVED = "change-retire"  # I delete a row that they changed: still to be deleted


OPEN = (Kind.CONFLICT, Kind.REMOVED_MINE, Kind.CHANGED_REMOVED)  # both wrote: to be chosen


@dataclass
class Difference:
    """One thing that was changed; ``base`` is None where it is not known, or was not there."""

    kind: Kind
    name: str  # of the field; ROW: the whole row
    base: Values | None
    theirs: Values | None
    mine: Values | None
    rows: str = ""  # the kind of rows; empty: the sheet itself
    key: str = ""
    index: int = -1  # of a new row, in the form drawn again
    takes_theirs: bool = False  # the editor chose theirs
    hand: str = ""  # who wrote theirs, and when
    where: str = ""  # what it is about, as the page says it

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        return cls(**kept | {"kind": Kind(kept["kind"])})

    @property
    def is_open(self) -> bool:
        """Whether both wrote."""
        return self.kind in OPEN


@dataclass
class Merged:
    """The form to draw again, and what happened to it."""

    fields: Values = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def has_theirs(self) -> bool:
        """Whether somebody else changed anything that this form would write over."""
        return any(each.kind != Kind.KEPT for each in self.differences)


def merge(base: Sheet | None, theirs: Sheet, mine: Typed, normal: Normal) -> Merged:
    """Return ``mine`` brought up to ``theirs``; ``base`` is None when what the page showed is unknown."""
    merged = Merged()
    opened = None if base is None else base.fields
    merged.fields, found = _fields(opened, theirs.fields, mine.fields, normal, "", "")
    for name, now in theirs.standing.items():
        then = base.standing.get(name, now) if base else now
        if then != now:
            values = {name: then}, {name: now}, None
            merged.differences.append(Difference(Kind.MOVED, name, *values))
    merged.differences += found
    for rows, typed in mine.rows.items():
        kept = None if base is None else base.rows.get(rows, {})
        _merge_rows(merged, rows, kept, theirs.rows.get(rows, {}), typed, normal)
    return merged


def _fields(
    base: Values | None, theirs: Values, mine: Values, normal: Normal, rows: str, key: str
) -> tuple[Values, list[Difference]]:
    """Merge the fields of a sheet, or of one row of it."""
    kept: Values = {}
    found = []
    for name, typed in mine.items():
        current = theirs.get(name, typed)
        opened = None if base is None else base.get(name)
        # Set as the database keeps them, for a text that was only retyped is the same.
        known = NEVER_LOADED if opened is None else Base(normal(rows, name, opened))
        now, own = normal(rows, name, current), normal(rows, name, typed)
        outcome = merge_value(known, now, own).outcome
        kept[name] = current if outcome == Outcome.FOLLOWS else typed
        if outcome == Outcome.SAME:
            continue
        kind = Kind.FOLLOWED if outcome == Outcome.FOLLOWS else Kind.CONFLICT
        if known.is_known and known.value == now:
            kind = Kind.KEPT
        values = (None if opened is None else {name: opened}, {name: current}, {name: typed})
        found.append(Difference(kind, name, *values, rows=rows, key=key))
    return kept, found


def _merge_rows(
    merged: Merged,
    rows: str,
    base: dict[str, Values] | None,
    theirs: dict[str, Values],
    typed: list[Row],
    normal: Normal,
) -> None:
    def changed(before: Values, after: Values) -> bool:
        return any(
            normal(rows, name, before.get(name, after[name])) != normal(rows, name, after[name])
            for name in after
        )

    def note(
        kind: Kind, opened: Values | None, now: Values | None, own: Values | None, **where
    ) -> None:
        merged.differences.append(Difference(kind, ROW, opened, now, own, rows=rows, **where))

    mine = {row.key: row for row in typed if row.key}
    drawn: list[Row] = []
    for key, now in theirs.items():
        opened = None if base is None else base.get(key)
        own = mine.get(key)
        if own is None:
            drawn.append(Row(now, key))
            if opened is None:
                note(Kind.ADDED, None, now, None, key=key)
        elif own.is_deleted:
            drawn.append(Row(now, key, is_deleted=True))
            if opened is None or changed(opened, now):
                note(Kind.CHANGED_REMOVED, opened, now, None, key=key)
        else:
            values, found = _fields(opened, now, own.values, normal, rows, key)
            drawn.append(Row(values, key))
            merged.differences += found
    for own in typed:
        if own.key in theirs or (own.key and own.is_deleted):
            continue
        opened = (base or {}).get(own.key) if own.key else None
        if own.key and opened is not None and not changed(opened, own.values):
            note(Kind.REMOVED, opened, None, None, key=own.key)
        elif own.key:
            note(Kind.REMOVED_MINE, opened, None, own.values, key=own.key, index=len(drawn))
            drawn.append(Row(own.values))
        elif not any(_is_twin(now, key, base, own, changed) for key, now in theirs.items()):
            drawn.append(own)
    merged.rows[rows] = drawn


def _is_twin(
    now: Values, key: str, base: dict[str, Values] | None, own: Row, changed: Callable
) -> bool:
    """Whether they added the very row that I add: once is enough."""
    return base is not None and key not in base and not changed(now, own.values)
