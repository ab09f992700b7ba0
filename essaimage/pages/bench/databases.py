"""A database made for the bench and dropped after it; one that exists already is never touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

_POSTGRESQL = ("postgres", "postgresql")


class RefusedDatabase(Exception):
    """The bench will not use this database; the message says why, in French."""


@contextmanager
def database_for(size: int, url: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database for ``size`` schemes, dropped at the end.

    Without ``url``, a SQLite file in ``folder``; else the PostgreSQL database that it names, which
    must not exist yet. Raises ``RefusedDatabase``.
    """
    if not url:
        path = folder / f"essaimage-{size}.sqlite3"
        try:
            yield f"sqlite:///{quote(str(path))}"
        finally:
            for left in folder.glob(f"{path.name}*"):
                left.unlink()
        return
    name = checked_name(url)
    with _maintenance(url) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if found:
            raise RefusedDatabase(
                f"La base « {name} » existe déjà : le banc de mesure ne touche qu’à une base qu’il crée."
            )
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield url
    finally:
        with _maintenance(url) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def checked_name(url: str) -> str:
    """Return the name of the PostgreSQL database in ``url``; refuse any other, and the site's own."""
    parts = urlsplit(url)
    name = unquote(parts.path.strip("/"))
    if parts.scheme not in _POSTGRESQL or not name:
        raise RefusedDatabase(
            "« --database » attend l’adresse d’une base PostgreSQL qui n’existe pas encore : "
            "postgres://utilisateur:secret@hote:5432/essaimage_banc"
        )
    if name in {str(database["NAME"]) for database in settings.DATABASES.values()}:
        raise RefusedDatabase(f"« {name} » est la base du site : le banc de mesure n’y touche pas.")
    return name


def _maintenance(url: str) -> psycopg.Connection:
    """Return a connection to the server of ``url``, on the database that every server has."""
    try:
        return psycopg.connect(
            urlunsplit(urlsplit(url)._replace(path="/postgres")),
            autocommit=True,
            connect_timeout=10,
        )
    except psycopg.OperationalError as error:
        raise RefusedDatabase(f"Le serveur PostgreSQL ne répond pas : {error}") from None


def server_version(url: str) -> str:
    """Return the version of the PostgreSQL server of ``url``: « 15.8 »."""
    with _maintenance(url) as connection:
        return connection.execute("SHOW server_version").fetchone()[0].split()[0]
