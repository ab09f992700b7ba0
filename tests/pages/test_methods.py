"""Public pages are read, and nothing else: what another method gets, and what HEAD and caches see."""

import pytest
from django.test import Client

from tests.factories import make_dispositif

pytestmark = pytest.mark.django_db

READ_ONLY = [
    *("/", "/modeles/", "/modeles/comparer/", "/questions/", "/principes/", "/etapes/"),
    *("/pionniers/", "/dispositifs/", "/partenaires/", "/ruralite/", "/glossaire/"),
    *("/ressources/", "/nouveautes/", "/a-propos/", "/contact/merci/", "/robots.txt"),
    *("/mentions-legales/", "/accessibilite/", "/dispositifs/inconnu/"),
]


@pytest.mark.parametrize("url", READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_that_is_read_refuses_to_be_written(url, method):
    # As browsers do: the test client leaves out the check of forged requests unless told otherwise.
    response = getattr(Client(enforce_csrf_checks=True), method)(url)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_the_contact_form_still_asks_for_its_token():
    assert Client(enforce_csrf_checks=True).post("/contact/", {"text": "x"}).status_code == 403


def test_a_page_seen_before_is_not_sent_again(client):
    make_dispositif(slug="vu")
    first = client.get("/dispositifs/vu/")

    again = client.get("/dispositifs/vu/", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304
    assert client.head("/dispositifs/vu/").content == b""
