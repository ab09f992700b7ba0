"""What every page keeps: the commune one came with, up to the selection."""

import pytest

from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_commune

pytestmark = pytest.mark.django_db


def test_the_header_leads_to_the_selection_for_the_commune_of_the_list(client):
    make_commune(code="23096", name="Guéret")

    page = client.get("/dispositifs/", {"commune": "23096"})

    assert_contains(page, 'href="/selection/?commune=23096" data-selection-link')


def test_the_header_leads_to_the_selection_for_the_commune_of_the_page(client):
    commune = make_commune(code="23096", name="Guéret")

    page = client.get(commune.get_absolute_url())

    assert_contains(page, 'href="/selection/?commune=23096" data-selection-link')


@pytest.mark.parametrize("asked", ["", "23", "<b>23096", "٢٣٠٩٦", "23096\x00"])
def test_what_is_no_code_of_a_commune_is_not_kept(client, asked):
    page = client.get("/questions/", {"commune": asked})

    assert_contains(page, 'href="/selection/" data-selection-link')
    assert_not_contains(page, "?commune=")
