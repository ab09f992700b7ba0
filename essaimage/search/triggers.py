"""The triggers that write the change log, in the transaction of whatever writes (decision 11).

A table watched by columns says each row written; one that is only ever rebuilt whole says, on
PostgreSQL, each statement: loading 35 000 communes is one line. The name of a trigger bears the
digest of what it does, so installing compares names and touches nothing that is already right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .documents import Watch
from .models import Change

PREFIX = "search_change_"
_NAME = "{name}"  # stands for the name in the statements it is the digest of
_LOG = Change._meta.db_table


@dataclass(frozen=True)
class Writer:
    """What writes the log for a table: triggers, and the function they call when there is one."""

    name: str
    function: str
    triggers: tuple[str, ...]

    @classmethod
    def of(cls, triggers: Iterable[str], function: str = "") -> "Writer":
        """Name what ``triggers`` and ``function`` do, and write that name in them."""
        texts = (function, *triggers)
        name = PREFIX + blake2b("".join(texts).encode(), digest_size=8).hexdigest()
        function, *triggers = (text.replace(_NAME, name) for text in texts)
        return cls(name, function, tuple(triggers))


def install(connection: BaseDatabaseWrapper, watches: Iterable[Watch]) -> None:
    """Make the triggers of ``watches`` whose table exists, and drop those of tables no longer watched."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        writers = _writers(connection, (watch for watch in watches if watch.table in tables))
        wanted = {writer.name: writer for writer in writers}
        installed = _installed(connection)
        for name, count in installed.items():
            if name not in wanted or len(wanted[name].triggers) != count:
                cursor.execute(_dropping(connection, name))
                installed = installed | {name: 0}
        for name, writer in wanted.items():
            if not installed.get(name):
                for statement in filter(None, (writer.function, *writer.triggers)):
                    cursor.execute(statement)


def are_installed(connection: BaseDatabaseWrapper, watches: Iterable[Watch]) -> bool:
    """Whether every trigger of ``watches`` is there, and enabled: one query."""
    installed = _installed(connection)
    writers = _writers(connection, watches)
    return all(installed.get(writer.name) == len(writer.triggers) for writer in writers)


def _installed(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Return the name of each writer, and how many of its triggers are in force."""
    if connection.vendor == "sqlite":
        found = "SELECT name, 1 FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s"
        pattern = f"{PREFIX}*"
    else:
        found = (
            "SELECT proname, (SELECT count(*) FROM pg_trigger"
            " WHERE tgfoid = pg_proc.oid AND tgenabled <> 'D') FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, %s)"
        )
        pattern = PREFIX
    with connection.cursor() as cursor:
        cursor.execute(found, [pattern])
        return dict(cursor.fetchall())


def _dropping(connection: BaseDatabaseWrapper, name: str) -> str:
    if connection.vendor == "sqlite":
        return f'DROP TRIGGER "{name}"'
    return f'DROP FUNCTION "{name}" CASCADE'  # and the triggers that call it


def _writers(connection: BaseDatabaseWrapper, watches: Iterable[Watch]) -> tuple[Writer, ...]:
    recorded = {(watch.table, "" if watch.everything else watch.column) for watch in watches}
    return _writers_of(connection.vendor, frozenset(recorded))


@lru_cache(maxsize=8)
def _writers_of(vendor: str, recorded: frozenset[tuple[str, str]]) -> tuple[Writer, ...]:
    """Return what writes the log for each table of ``recorded`` (table, column or nothing)."""
    writers: list[Writer] = []
    for table in sorted({table for table, _ in recorded}):
        columns = sorted(column for name, column in recorded if name == table and column)
        if vendor == "sqlite":
            events = ("INSERT", "UPDATE", "DELETE")
            writers += [_on_sqlite(table, columns, event) for event in events]
        else:
            writers.append(_by_row(table, columns) if columns else _by_statement(table))
    return tuple(writers)


def _on_sqlite(table: str, columns: list[str], event: str) -> Writer:
    """Return what logs an event of ``table``: one line per column, two when an update moves its value."""
    row = "OLD" if event == "DELETE" else "NEW"
    logged = [(f"{table}.{column}", f"{row}.{_quoted(column)}", "") for column in columns]
    if event == "UPDATE":
        for column in columns:
            name = _quoted(column)
            moved = f" WHERE OLD.{name} IS NOT NEW.{name}"
            logged.append((f"{table}.{column}", f"OLD.{name}", moved))
    lines = "".join(
        f' INSERT INTO "{_LOG}" ("watch", "value", "mark") SELECT {_text(key)}, {value}, random(){when};'
        for key, value, when in logged or [(table, "NULL", "")]
    )
    trigger = f'CREATE TRIGGER "{_NAME}" AFTER {event} ON {_quoted(table)} BEGIN{lines} END'
    return Writer.of([trigger])


def _by_row(table: str, columns: list[str]) -> Writer:
    """Return what logs each row of ``table`` on PostgreSQL, and its being emptied."""
    new = "".join(_logging(f"{table}.{column}", f"NEW.{_quoted(column)}") for column in columns)
    old = "".join(_logging(f"{table}.{column}", f"OLD.{_quoted(column)}") for column in columns)
    moved = "".join(
        f" IF OLD.{_quoted(column)} IS DISTINCT FROM NEW.{_quoted(column)} THEN"
        f"{_logging(f'{table}.{column}', f'OLD.{_quoted(column)}')} END IF;"
        for column in columns
    )
    body = (
        f" IF TG_OP = 'TRUNCATE' THEN{_logging(table)}"
        f" ELSIF TG_OP = 'DELETE' THEN{old}"
        f" ELSIF TG_OP = 'INSERT' THEN{new}"
        f" ELSE{new}{moved} END IF; RETURN NULL;"
    )
    return _calling(
        body,
        _trigger("row", f"INSERT OR UPDATE OR DELETE ON {_quoted(table)} FOR EACH ROW"),
        _trigger("truncate", f"TRUNCATE ON {_quoted(table)} FOR EACH STATEMENT"),
    )


def _by_statement(table: str) -> Writer:
    """Return what logs each statement that touched a row of ``table`` on PostgreSQL."""
    body = (
        f" IF TG_OP = 'TRUNCATE' THEN{_logging(table)}"
        f" ELSIF EXISTS (SELECT FROM touched) THEN{_logging(table)} END IF; RETURN NULL;"
    )
    which = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
    return _calling(
        body,
        *(
            _trigger(
                event.lower(),
                f"{event} ON {_quoted(table)} REFERENCING {kept} TABLE AS touched FOR EACH STATEMENT",
            )
            for event, kept in which.items()
        ),
        _trigger("truncate", f"TRUNCATE ON {_quoted(table)} FOR EACH STATEMENT"),
    )


def _calling(body: str, *triggers: str) -> Writer:
    # Whoever writes the table may write the log, whatever rights they have on it.
    function = (
        f'CREATE FUNCTION "{_NAME}"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER'
        f" SET search_path FROM CURRENT AS $log$ BEGIN{body} END $log$"
    )
    return Writer.of(triggers, function)


def _trigger(event: str, when: str) -> str:
    return f'CREATE TRIGGER "{_NAME}_{event}" AFTER {when} EXECUTE FUNCTION "{_NAME}"()'


def _logging(key: str, value: str = "NULL") -> str:
    return (
        f' INSERT INTO "{_LOG}" ("watch", "value", "mark", "xact")'  # noqa: S608
        f" VALUES ({_text(key)}, {value}, (random() * 9e15)::bigint,"
        " pg_current_xact_id()::text::bigint);"
    )


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def _text(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))
