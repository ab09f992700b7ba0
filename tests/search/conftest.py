"""An index of the glossary, whose tables are watched in the database of the tests."""

from collections.abc import Iterator

import pytest
from django.db import connection

from essaimage.search import changes, index, triggers

from .terms import Publishers, Terms


@pytest.fixture
def terms(db) -> Iterator[index.Index]:
    """An index that nothing has read yet."""
    made = index.Index([Terms(), Publishers()])
    triggers.install(connection, [*index.site.watches, *made.watches])
    changes.restart(connection)
    yield made
    triggers.install(connection, index.site.watches)
