"""The change log, read: what was written since a position."""

from dataclasses import dataclass, field

from django.db.backends.base.base import BaseDatabaseWrapper

from .documents import Watch


@dataclass(frozen=True, slots=True)
class Position:
    """How far the log was read."""

    last: int = 0


@dataclass(frozen=True)
class Reading:
    """What was found in the log since a position, and the position reached."""

    position: Position
    found: dict[str, set[int]] = field(default_factory=dict)

    def tells(self, watch: Watch) -> bool:
        return watch.key in self.found

    def is_vague(self, watch: Watch) -> bool:
        return None in self.found[watch.key]

    def values(self, watch: Watch) -> set[int]:
        return self.found[watch.key]


def newest(connection: BaseDatabaseWrapper) -> Position:
    return Position()


def since(connection: BaseDatabaseWrapper, position: Position) -> Reading | None:
    return None
