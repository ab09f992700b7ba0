"""Queries asked again and again about a few rows: the ORM writes their SQL once, and it is kept.

Writing a query takes the ORM half a millisecond, ten times what running it on a few rows takes; reading
one edited sheet asks a dozen of them.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Build = Callable[[Collection[int], datetime], QuerySet]

_SOME_MOMENT = datetime(1, 2, 3, tzinfo=UTC)  # stands for the clock in the SQL that is kept
_KEPT = 16  # numbers of rows: powers of two


class Statement:
    """What ``build(pks, now)`` asks, a queryset of ``values_list``; nothing else in it may vary.

    ``build`` uses each of ``pks`` as a filter, and ``now`` as it is.
    """

    def __init__(self, build: Build) -> None:
        self.build = build
        self._written = lru_cache(_KEPT)(self._write)

    def rows(self, pks: Collection[int], now: datetime) -> list[tuple]:
        """Return the rows about ``pks`` at ``now``, as the queryset would: one query."""
        # As few statements as there are powers of two: one row is then asked for several times.
        count = 1 << (len(pks) - 1).bit_length() if pks else 0
        try:
            sql, params, columns = self._written(count)
        except EmptyResultSet:  # no row is asked for
            return []
        adapt = connection.ops.adapt_datetimefield_value
        given = dict(zip(_stand_ins(count), chain(pks, repeat(max(pks, default=0))), strict=False))
        given[adapt(_SOME_MOMENT)] = adapt(now)
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(param, param) for param in params])
            return _converted(cursor.fetchall(), columns)

    def _write(self, count: int) -> tuple[str, tuple, Sequence[Any]]:
        """Return the SQL for ``count`` rows, its parameters with stand-ins for values, its columns."""
        query = self.build(_stand_ins(count), _SOME_MOMENT).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return sql, params, [column for column, *_ in compiler.select]


def _stand_ins(count: int) -> range:
    """Return numbers that no row bears, and that nothing else in a query is."""
    return range(-1, -count - 1, -1)


def _converted(rows: list[tuple], columns: Sequence[Any]) -> list[tuple]:
    """Return ``rows`` in the types of ``columns``: SQLite gives dates as text."""
    converters = []
    for place, column in enumerate(columns):
        found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        converters += [(place, column, convert) for convert in found]
    if not converters:
        return rows
    values = [list(row) for row in rows]
    for place, column, convert in converters:
        for row in values:
            row[place] = convert(row[place], column, connection)
    return [tuple(row) for row in values]
