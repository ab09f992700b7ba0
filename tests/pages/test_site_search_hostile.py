"""Searches that no visitor means well by: harmless, and never an error."""

import pytest

from tests.assertions import assert_contains
from tests.factories import make_dispositif

from .test_site_search import ADDRESS, search

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "%",
        "_",
        "\\",
        "a\x00b",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "* & | ! ( )",
        "-",
        "🐌" * 300,
        "a" * 5_000,
        "é " * 150,
        "?" * 200,
        "ا ل م",
    ],
)
def test_whatever_is_typed_is_never_an_error(client, words):
    make_dispositif()

    response = client.get(ADDRESS, {"q": words})
    told = client.get(f"{ADDRESS}suggestions/", {"q": words})

    assert response.status_code == told.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_long_search_is_cut_and_it_is_said(client):
    page = search(client, "escargot " * 40)

    assert_contains(
        page, "Votre recherche dépassait 200 caractères : seul son début a été cherché."
    )


def test_the_page_only_reads(client):
    for path in (ADDRESS, f"{ADDRESS}suggestions/"):
        assert client.post(path, {"q": "escargot"}).status_code == 405
        assert client.head(path).status_code == 200
