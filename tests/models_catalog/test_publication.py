"""Drafts, archived sheets, old addresses: who sees what on the pages of models and pioneers."""

import pytest

from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.factories import make_case, make_editor, make_model, make_phase, make_question

pytestmark = pytest.mark.django_db

PAGES = [
    (make_model, "/modeles/"),
    (make_question, "/questions/"),
    (make_phase, "/etapes/"),
    (make_case, "/pionniers/"),
]


@pytest.fixture
def editor() -> InspectingClient:
    """Someone who may read drafts."""
    client = InspectingClient()
    client.force_login(make_editor("rédaction"))
    return client


@pytest.mark.parametrize(("make", "path"), PAGES)
def test_a_draft_is_shown_to_editors_only(client, editor, make, path):
    make(slug="neuf", title="Tout neuf", status="brouillon")

    assert client.get(f"{path}neuf/").status_code == 404
    assert_contains(
        editor.get(f"{path}neuf/"), "Brouillon : visible seulement de la rédaction", "noindex"
    )
    assert_not_contains(client.get(path), "Tout neuf")


@pytest.mark.parametrize(("make", "path"), PAGES)
def test_an_archived_sheet_keeps_its_address_and_says_so(client, make, path):
    make(slug="ancien", title="Très ancien", status="archive")

    assert_contains(client.get(f"{path}ancien/"), "Fiche archivée", "noindex")
    assert_not_contains(client.get(path), "Très ancien")


@pytest.mark.parametrize(("make", "path"), PAGES)
def test_a_renamed_sheet_is_found_at_its_old_address(client, make, path):
    fiche = make(slug="avant")
    fiche = type(fiche).objects.get(pk=fiche.pk)
    fiche.slug = "apres"
    fiche.save()

    response = client.get(f"{path}avant/")

    assert response.status_code == 301
    assert response["Location"] == f"{path}apres/"


@pytest.mark.parametrize("path", [path for _, path in PAGES])
@pytest.mark.parametrize("slug", ["rien", "a" * 3000, "%00", "%FF", "..%2f..", "é", "<script>"])
def test_an_address_where_nothing_stands_is_not_found(client, path, slug):
    assert client.get(f"{path}{slug}/").status_code == 404


@pytest.mark.parametrize(
    "path", [*(path for _, path in PAGES), "/principes/", "/modeles/comparer/"]
)
def test_an_empty_site_has_its_pages_all_the_same(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize(
    "path", [*(path for _, path in PAGES), "/principes/", "/modeles/comparer/"]
)
def test_pages_are_only_read(client, path):
    assert client.post(path).status_code == 405
