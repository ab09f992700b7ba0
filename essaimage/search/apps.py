"""French analysis, facets, the index in memory and its change log."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from essaimage.common.content.signals import content_loaded


class SearchConfig(AppConfig):
    name = "essaimage.search"
    label = "search"
    verbose_name = "Recherche"

    def ready(self) -> None:
        """Offer the glossary and the synonyms; keep the triggers as the sources want them, the log short."""
        from . import index, misses
        from .sheets import TermSource
        from .synonym_resource import SynonymResource

        index.register(TermSource())
        index.register(SynonymResource())
        post_migrate.connect(install_triggers, sender=self)
        content_loaded.connect(prune_the_log)
        misses.watch()


def install_triggers(using: str, **kwargs: Any) -> None:
    """Install what writes the change log: also when SQLite dropped triggers by remaking a table."""
    from . import changes, index, triggers

    connection = connections[using]
    log = changes.Change._meta.db_table
    if log in connection.introspection.table_names():
        triggers.install(connection, index.site.watches)
        # Whoever has migrated or flushed may have written what no trigger saw.
        changes.restart(connection)


def prune_the_log(**kwargs: Any) -> None:
    """Forget what every process has long read."""
    from . import changes

    changes.prune()
