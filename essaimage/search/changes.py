"""The change log, read: what was written since a position, or that nobody knows.

On SQLite writers follow one another: the log is read from its last row on. On PostgreSQL a row is
numbered before its transaction commits, and smaller numbers may appear after greater ones: the log is
read from the oldest transaction that was open the last time, less what was visible then (decision 11).
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection as site_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .documents import Watch
from .models import Change

LIMIT = 1000  # rows read one by one; beyond, what they touched is built again
KEPT = 2000  # rows that pruning leaves alone
EVERYTHING = "*"  # anything may have changed

_LOG = Change._meta.db_table
# On PostgreSQL: the snapshot of the statement, and the transaction that reads when it has written.
_NOW = (
    "(SELECT pg_current_snapshot() AS snapshot,"
    " coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0) AS own) AS now"
)
# What was not there the last time. The transaction that reads sees its own rows at once, whatever a
# snapshot says of it, and may have written some before others that are known already. A row from a
# transaction still to come is one of a restored backup.
_NEW = """
    log.xact >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)::text::bigint
    AND CASE
        WHEN log.xact = now.own AND now.own <> %(own)s THEN true
        WHEN log.xact IN (%(own)s, now.own) THEN log.id > %(last)s
        ELSE log.xact < pg_snapshot_xmax(now.snapshot)::text::bigint
            AND NOT pg_visible_in_snapshot(log.xact::text::xid8, %(snapshot)s::pg_snapshot)
    END
"""


@dataclass(frozen=True, slots=True)
class Position:
    """How far the log was read.

    ``anchors`` are rows (number, mark) that must still be there: the last one known, and the last one
    of the transaction that reads, which a savepoint may take back. Without any, nothing is known.
    """

    anchors: tuple[tuple[int, int], ...] = ()
    snapshot: str = ""  # PostgreSQL: what was visible
    own: int = 0  # PostgreSQL: the transaction that read, if it had written

    @property
    def last(self) -> int:
        return max((number for number, _ in self.anchors), default=0)


@dataclass(frozen=True)
class Reading:
    """What was written since a position, and the position reached.

    ``found``: table.column → values recorded, or table → nothing when any row may have changed.
    """

    position: Position
    found: dict[str, set[int]] = field(default_factory=dict)

    def tells(self, watch: Watch) -> bool:
        """Whether something was written in what is watched."""
        if watch.everything:
            return any(key.partition(".")[0] == watch.table for key in self.found)
        return watch.key in self.found or watch.table in self.found

    def is_vague(self, watch: Watch) -> bool:
        """Whether what was written is not known row by row."""
        return watch.table in self.found

    def values(self, watch: Watch) -> set[int]:
        """Return the values recorded."""
        return self.found.get(watch.key, set())


def newest(connection: BaseDatabaseWrapper) -> Position:
    """Return the position at the end of the log."""
    if connection.vendor == "sqlite":
        rows = _fetch(connection, f"SELECT id, mark FROM {_LOG} ORDER BY id DESC LIMIT 1")  # noqa: S608
        return Position(anchors=tuple(rows))
    rows = _fetch(
        connection,
        f"SELECT log.id, log.mark, now.own, now.snapshot::text FROM {_LOG} AS log, {_NOW}"  # noqa: S608
        f" WHERE log.id IN ((SELECT max(id) FROM {_LOG}),"
        f" (SELECT max(id) FROM {_LOG} WHERE xact = now.own))",
    )
    if not rows:
        return Position()
    *_, own, snapshot = rows[0]
    return Position(tuple((number, mark) for number, mark, *_ in rows), snapshot, own)


def since(connection: BaseDatabaseWrapper, position: Position) -> Reading | None:
    """Return what was written since ``position``, in one query; None when nobody knows."""
    if not position.anchors:
        return None
    rows = _rows_since(connection, position)
    if len(rows) > LIMIT:
        return _in_bulk(connection, position)
    marks = {number: mark for number, mark, *_ in rows}
    if any(marks.get(number) != mark for number, mark in position.anchors):
        return None  # flushed, restored, pruned, or taken back by a savepoint
    known = {number for number, _ in position.anchors}
    found: dict[str, set[int]] = {}
    for number, _, watch, value, *_ in rows:
        if number not in known:
            found.setdefault(watch, set()).update(() if value is None else (value,))
    if EVERYTHING in found:
        return None
    if connection.vendor == "sqlite":
        return Reading(Position(anchors=(rows[-1][:2],)), found)
    own, snapshot = rows[0][-2:]
    mine = [row for row in rows if row[4] == own]
    anchors = {row[:2] for row in (rows[-1], *mine[-1:])}
    return Reading(Position(tuple(sorted(anchors)), snapshot, own), found)


def _rows_since(connection: BaseDatabaseWrapper, position: Position) -> list[tuple]:
    """Return the anchors still there and the rows after ``position``: as many as settle the matter."""
    if connection.vendor == "sqlite":
        return _fetch(
            connection,
            f"SELECT id, mark, watch, value FROM {_LOG} WHERE id >= %(last)s"  # noqa: S608
            f" ORDER BY id LIMIT {LIMIT + 2}",
            {"last": position.last},
        )
    return _fetch(
        connection,
        f"SELECT log.id, log.mark, log.watch, log.value, log.xact, now.own, now.snapshot::text"  # noqa: S608
        f" FROM {_LOG} AS log, {_NOW} WHERE log.id = ANY(%(anchors)s) OR ({_NEW})"
        f" ORDER BY log.id LIMIT {LIMIT + 2}",
        _parameters(position),
    )


def _in_bulk(connection: BaseDatabaseWrapper, position: Position) -> Reading | None:
    """Return which tables were written since ``position``, when rows are too many to be told."""
    end = newest(connection)
    still = _fetch(
        connection,
        f"SELECT count(*) FROM {_LOG} WHERE "  # noqa: S608
        + " OR ".join("(id = %s AND mark = %s)" for _ in position.anchors),
        [part for anchor in position.anchors for part in anchor],
    )
    if still[0][0] != len(position.anchors):
        return None
    if connection.vendor == "sqlite":
        what = f"SELECT DISTINCT watch FROM {_LOG} WHERE id > %(last)s"  # noqa: S608
        rows = _fetch(connection, what, {"last": position.last})
    else:
        what = f"SELECT DISTINCT log.watch FROM {_LOG} AS log, {_NOW} WHERE {_NEW}"  # noqa: S608
        rows = _fetch(connection, what, _parameters(position))
    if (EVERYTHING,) in rows:
        return None
    return Reading(end, {watch.partition(".")[0]: set() for (watch,) in rows})


def _parameters(position: Position) -> dict[str, Any]:
    return {
        "anchors": [number for number, _ in position.anchors],
        "last": position.last,
        "own": position.own,
        "snapshot": position.snapshot,
    }


def _fetch(connection: BaseDatabaseWrapper, query: str, parameters: Any = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def restart(connection: BaseDatabaseWrapper) -> None:
    """Empty the log, but for one row that makes every process read everything again."""
    xact = "NULL, random()"
    if connection.vendor != "sqlite":
        xact = "pg_current_xact_id()::text::bigint, (random() * 9e15)::bigint"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        insert = f"INSERT INTO {_LOG} (watch, xact, mark) VALUES (%s, {xact}) RETURNING id"  # noqa: S608
        cursor.execute(insert, [EVERYTHING])
        # Rows of transactions still open are not seen, hence not deleted: they are read in their time.
        cursor.execute(f"DELETE FROM {_LOG} WHERE id < %s", cursor.fetchone())  # noqa: S608


def prune(connection: BaseDatabaseWrapper = site_connection, kept: int = KEPT) -> None:
    """Start the log again once it has more than ``kept`` rows: after a load or an import."""
    ((count,),) = _fetch(connection, f"SELECT count(*) FROM {_LOG}")  # noqa: S608
    if count > kept:
        restart(connection)
