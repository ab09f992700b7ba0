"""Fixtures every test may use."""

import pytest
from django.db import connections
from django.template import engines

from .client import InspectingClient
from .missing import MissingVariable


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


@pytest.fixture(scope="session", autouse=True)
def missing_variables_are_visible() -> None:
    """Make a variable the view forgot print a mark that the client looks for."""
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
