"""Under what conditions the bench was run: without them, its figures mean nothing."""

import os
import platform
import sqlite3
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.utils import timezone

from .databases import server_version

_LIBRARIES = ("django", "pyroaring", "rapidfuzz", "gunicorn")


def conditions(options: Mapping[str, Any]) -> list[str]:
    """Return the machine, the versions, the date and the draw, a sentence each."""
    loads = ", ".join(f"{load:.2f}".replace(".", ",") for load in os.getloadavg())
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    now = timezone.localtime()
    return [
        f"Machine : {len(os.sched_getaffinity(0))} cœurs, {processor()}, {platform.system()}.",
        f"Charge au départ : {loads} (1, 5 et 15 minutes){busy()}.",
        f"Python {platform.python_version()}, {libraries}.",
        f"Base : {database_version(options['database'])}.",
        f"Le {now:%d/%m/%Y à %H h %M}, graine {options['seed']}"
        + (", mesure rapide." if options["quick"] else "."),
    ]


def busy() -> str:
    """Return what to think of the figures when the machine already works for others."""
    return " : les temps qui suivent sont pessimistes" if os.getloadavg()[0] > 1 else ""


def processor() -> str:
    """Return the name of the processor, as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def database_version(url: str) -> str:
    """Return the kind of database and its version."""
    return f"PostgreSQL {server_version(url)}" if url else f"SQLite {sqlite3.sqlite_version}"
