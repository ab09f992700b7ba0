"""A misbehaving site for the time of each test that asks for one."""

from collections.abc import Iterator

import pytest

from .badsite import BadSite, bad_site


@pytest.fixture
def site() -> Iterator[BadSite]:
    with bad_site() as served:
        yield served
