"""Fixtures every test may use."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations import RunPython
from django.db.models.signals import post_migrate
from django.template import engines
from hypothesis import settings as hypothesis_settings

from essaimage.search import misses

from .client import InspectingClient
from .missing import MissingVariable

# No example is timed: a busy machine says nothing of the code.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


@pytest.fixture
def client() -> InspectingClient:
    """An anonymous visitor, whose every page is inspected."""
    return InspectingClient()


@pytest.fixture
def admin_client(admin_user) -> InspectingClient:
    """A superuser in the admin, whose every page is inspected."""
    client = InspectingClient()
    client.force_login(admin_user)
    return client


@pytest.fixture(autouse=True)
def missing_variables_are_visible() -> None:
    """Make a variable the view forgot print a mark that the client looks for.

    For each test: Django makes its engines again when a test changes DEBUG.
    """
    engines["django"].engine.string_if_invalid = MissingVariable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
) -> None:
    """Give SQLite a real file per process: WAL and its locks are then those of the site."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session", autouse=True)
def groups_survive_a_flush() -> None:
    """Make the groups again each time a test without transaction has emptied every table.

    They come from migrations, which are not run again; a flush says ``post_migrate``.
    """
    package = import_module("essaimage.desk.migrations")
    steps = [
        operation.code
        for module in sorted(each.name for each in iter_modules(package.__path__))
        for operation in import_module(f"{package.__name__}.{module}").Migration.operations
        if isinstance(operation, RunPython)
    ]

    def create_groups(using: str, **kwargs) -> None:
        for step in steps:
            step(apps, SimpleNamespace(connection=connections[using]))

    post_migrate.connect(create_groups, sender=apps.get_app_config("desk"), weak=False)


@pytest.fixture(autouse=True)
def searches_in_vain_are_forgotten() -> Iterator[None]:
    """Leave to the next test, and to the end of the process, nothing to write in the database."""
    yield
    misses.forget()
