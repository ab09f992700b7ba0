"""What every sheet (fiche) shares."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class CommonConfig(AppConfig):
    name = "essaimage.common"
    label = "common"
    verbose_name = "Fonds commun"

    def ready(self) -> None:
        """Let readers of SQLite read whatever is being written; say what the upkeep of terms asks for."""
        from .term_needs import TERM
        from .upkeep import register

        register(TERM)
        connection_created.connect(know_that_sqlite_reads_json)


def know_that_sqlite_reads_json(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Spare a new connection to SQLite the question whether it reads JSON, which all versions since 3.38 do.

    Django asks it in a transaction. Ours take the lock of writers at once: behind a long import, a new
    connection would wait twenty seconds, then hold that JSON is not there and break every page.
    """
    if connection.vendor == "sqlite" and connection.Database.sqlite_version_info >= (3, 38):
        connection.features.supports_json_field = True
