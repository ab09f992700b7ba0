"""The steps that a process of the bench takes, each told by lines of JSON on its standard output."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection

from essaimage.search import triggers
from essaimage.search.apps import install_triggers

from . import edits
from .fill import Filler
from .ground import lay
from .measure import Measuring
from .schemes import Catalogue
from .words import Vocabulary


class NotOursError(Exception):
    """The database already holds something: it is not the bench's."""


def tell(**values: Any) -> None:
    """Print one line for the process that waits for it."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def fill(options: Mapping[str, Any]) -> None:
    """Make the tables in an empty database and write the catalogue; raise ``NotOursError`` if not empty."""
    if connection.introspection.table_names():
        raise NotOursError("La base n’est pas vide : le banc de mesure n’écrit que dans la sienne.")
    call_command("migrate", verbosity=0, interactive=False)
    seed, size = options["seed"], options["size"]
    start = perf_counter()
    vocabulary = Vocabulary(seed)
    ground = lay(seed, size, vocabulary)
    today = date.fromisoformat(options["today"])
    catalogue = Catalogue(seed, size, today, ground.place_counts, vocabulary)
    # Nobody reads yet: a line of the log a row would only make the wait longer.
    triggers.install(connection, ())
    for written in Filler(ground, catalogue).fill():
        tell(written=written, seconds=perf_counter() - start)
    install_triggers(using=connection.alias)


def measure(options: Mapping[str, Any]) -> None:
    """Tell every measure that one process gives."""
    Measuring(options, tell).run()


def edit(options: Mapping[str, Any]) -> None:
    """Write the edits asked for on the standard input."""
    edits.write(sys.stdin, tell)


STEPS: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "fill": fill,
    "measure": measure,
    "edit": edit,
}
