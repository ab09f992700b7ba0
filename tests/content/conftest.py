"""The content of the fixtures, loaded once for the tests that read it."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load the fixtures in a transaction that holds every test of this folder, and is undone last."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def content(loaded, db) -> None:
    """The site with its content."""
