"""Queries that pages ask at each request: their SQL is written once by the ORM, and asked each time.

Writing a query takes the ORM 0.3 to 2 ms, more than the database takes to answer it (decision 0015).
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

StandIn = Callable[[int], Hashable]  # a value that nothing in the query is, for each number
Converters = Sequence[tuple[int, Sequence[Callable], Any]]  # position, what reads the value, column


def negative(number: int) -> int:
    """Stand in for primary keys: no row bears these."""
    return -1 - number


def unwritten(number: int) -> str:
    """Stand in for codes: letters of the Unicode private area."""
    return f"\ue000{number}\ue001"


class KeptQuery:
    """What ``write(values)`` finds: a queryset of ``values_list``, filtered by as many values as wanted.

    The values must go to the database as they are: primary keys, codes. Nothing else in the queryset
    may change from one request to the next.
    """

    def __init__(
        self,
        model: type[Model],
        write: Callable[[Sequence[Any]], QuerySet],
        stand_in: StandIn = negative,
    ) -> None:
        self.model = model
        self._write = write
        self._stand_in = stand_in
        self._written = lru_cache(maxsize=64)(self._write_for)

    def rows(self, values: Collection[Any]) -> list[Sequence[Any]]:
        """Return the rows found, as ``values_list`` would: one query, none without values."""
        if not values:
            return []
        alias = self.model._default_manager.db
        sql, params, converters = self._written(alias, len(values))
        actual = {self._stand_in(number): value for number, value in enumerate(values)}
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(sql, [actual.get(param, param) for param in params])
            found = cursor.fetchall()
        return [_read(row, converters, connection) for row in found] if converters else found

    def _write_for(self, alias: str, count: int) -> tuple[str, Sequence[Any], Converters]:
        """Return the SQL for ``count`` values, parameters with stand-ins, and how columns are read."""
        queryset = self._write([self._stand_in(number) for number in range(count)])
        compiler = queryset.query.get_compiler(alias)
        sql, params = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        read = compiler.get_converters(columns)
        return sql, params, [(place, how, column) for place, (how, column) in read.items()]


def _read(
    row: Sequence[Any], converters: Converters, connection: BaseDatabaseWrapper
) -> Sequence[Any]:
    """Return a row with what the database keeps otherwise (dates and booleans of SQLite) as Python has it."""
    values = list(row)
    for place, how, column in converters:
        for converter in how:
            values[place] = converter(values[place], column, connection)
    return values
